"""newsclean beside other extractors on the annotated corpus, as the Markdown table of README.md.

pip install trafilatura gne readability-lxml lxml_html_clean goose3 resiliparse jusText newspaper4k
python -m tests.tools.peers [NAME…]    those that are not installed are left out
"""

from __future__ import annotations

import statistics
import sys
from importlib import metadata

from .measure import FIELDS, rows, tool

# name in the scoring tools -> name of the package, which gives the version shown
PACKAGES = {
    "newsclean": "newsclean",
    "readability": "readability-lxml",
    "justext": "jusText",
    "trafilatura": "trafilatura",
    "gne": "gne",
    "goose3": "goose3",
    "resiliparse": "resiliparse",
    "newspaper4k": "newspaper4k",
}
_SHOWN = ("f1", "exact", *FIELDS)


def row(name: str) -> str:
    """An extractor's row of the table; a field that it never gives is a dash."""
    rows(name, stride=20)  # what is loaded and compiled on first use counts for no page
    measured = rows(name)
    found = tool("score").summary(measured)
    cells = []
    for key in _SHOWN:
        field = {"day": "date"}.get(key, key)
        given = field in ("f1", "exact") or any(page["got"][field] for page in measured.values())
        cells.append(f"{found[key]:.3f}".removeprefix("0") if given else "–")
    milliseconds = statistics.fmean(page["seconds"] for page in measured.values()) * 1000
    package = PACKAGES.get(name, name)
    return f"| {package} {metadata.version(package)} | {' | '.join(cells)} | {milliseconds:.1f} |"


def main() -> None:
    """Print the table."""
    print("| | body F1 | exact | title | source | day | date | author | editor | ms a page |")
    print("|---|" + "---|" * 9)
    for name in sys.argv[1:] or PACKAGES:
        try:
            print(row(name), flush=True)
        except ImportError as error:
            print(f"{name} is not measured: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
