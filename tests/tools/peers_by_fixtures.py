"""newsclean beside other extractors on this repository's own HTML fixtures: a comparison that needs nothing else.

    pip install trafilatura gne readability-lxml lxml_html_clean goose3 jieba resiliparse jusText
    python -m tests.tools.peers_by_fixtures [NAME…]      those that are not installed are left out

The fixtures were written while newsclean was made, so that it has the advantage; on real pages `peers` measures, where
the annotated corpus is. All are handed the same decoded text. The body is scored by shingles of four characters.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

from newsclean.reading.decode import decode

from .extractors import EXTRACTORS, Extract
from .fixtures import Case, cases

GROUPS = ("wild", "synthetic", "negative")


def shingles(text: str) -> set[str]:
    """The runs of four letters of a text."""
    letters = "".join(char for char in text if char.isalnum())
    return {letters[at : at + 4] for at in range(max(1, len(letters) - 3))} if letters else set()


def f1(wanted: str, got: str) -> float:
    """How near a body is to the expected one.

    >>> f1("新桥昨天通车", "新桥昨天通车"), f1("新桥昨天通车", "导航首页新闻"), f1("", "")
    (1.0, 0.0, 1.0)
    """
    one, other = shingles(wanted), shingles(got)
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def scores(extract: Extract, pages: list[tuple[Case, str]]) -> dict[str, Any]:
    """The share of pages on which each field is right, the body's F1, milliseconds a page."""
    right: dict[str, list[float]] = {"body": [], "title": [], "date": [], "author": []}
    given = {"body"}
    start = time.process_time()
    found = [_extracted(extract, page) for _, page in pages]
    seconds = time.process_time() - start
    for (case, _), fields in zip(pages, found, strict=True):
        expect = case.expect
        optional = set(expect.get("optional", ()))
        body = "\n".join(line for line in (fields.get("body") or "").split("\n") if line.strip() not in optional)
        right["body"].append(f1("\n".join(expect["body"]), body))
        for name in ("title", "date", "author"):
            given |= {name} if fields.get(name) else set()
            cut = 10 if name == "date" else None  # to the day
            right[name].append(_letters(expect[name])[:cut] == _letters(fields.get(name))[:cut])
    means = {name: statistics.fmean(values) if name in given else None for name, values in right.items()}
    return {**means, "ms": 1000 * seconds / len(pages)}


def _extracted(extract: Extract, page: str) -> dict[str, Any]:
    """What comes out; a tool that fails on a page gives nothing."""
    try:
        return extract(page)
    except Exception:
        return {}


def _letters(value: str | None) -> str:
    return "".join((value or "").split())


def main() -> None:
    """Print the table."""
    html = [case for case in cases(*GROUPS) if isinstance(case.page, bytes)]
    pages = [(case, decode(case.page)[0]) for case in html if isinstance(case.page, bytes)]
    print(
        f"{len(pages)} HTML fixtures; body: F1, the others: share of pages with the right value, an absent one included"
    )
    print("| | body | title | day | author | ms a page |\n|---|---|---|---|---|---|")
    for name in sys.argv[1:] or EXTRACTORS:
        try:
            extract = EXTRACTORS[name]()
        except ImportError as error:
            print(f"{name} is not measured: {error}", file=sys.stderr)
            continue
        _extracted(extract, pages[0][1])  # what is loaded on first use counts for no page
        found = scores(extract, pages)
        cells = ["–" if found[key] is None else f"{found[key]:.3f}" for key in ("body", "title", "date", "author")]
        print(f"| {name} | {' | '.join(cells)} | {found['ms']:.1f} |", flush=True)


if __name__ == "__main__":
    main()
