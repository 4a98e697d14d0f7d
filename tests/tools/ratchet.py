"""The figures once reached on the annotated corpus, in ratchet.json: they may rise, and not fall.

python -m tests.tools.ratchet    measures anew and writes every figure that has risen
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .measure import figures, rows

FILE = Path(__file__).with_name("ratchet.json")
SLACK = 0.005  # half a point: less than one page of the corpus for a field, so only what is spread over pages gets by
FAMILIES = ("head_hijack", "offscreen", "random_id_tags", "link_farm", "hidden_in_body", "symbols", "zero_width")
MIRRORS = ("mirror", "mirror_nfkc")
RUNS = ("html", "as_text", *FAMILIES, *MIRRORS)
_STRIDES = dict.fromkeys(FAMILIES, 3) | dict.fromkeys(MIRRORS, 6)  # of the pages: the whole test stays within a minute


def measure(run: str) -> dict[str, float]:
    """The figures of one run: "html", "as_text" or a family of planted spam."""
    if run in ("html", "as_text"):
        return figures(rows("newsclean", as_text=run == "as_text"))
    return figures(rows("newsclean", family=run, stride=_STRIDES[run]))


def reached() -> dict[str, dict[str, float]]:
    """The figures last reached, run by run."""
    found: dict[str, dict[str, float]] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def fallen(old: dict[str, float], new: dict[str, float]) -> dict[str, tuple[float, float]]:
    """The figures that fell by more than the slack: name -> (once reached, now)."""
    return {name: (value, new[name]) for name, value in old.items() if new[name] < value - SLACK}


def main() -> int:
    """Measure all runs and raise the file's figures; 1 if one has fallen, which stays as it was."""
    kept = reached()
    fell = False
    for run in RUNS:
        old, new = kept.get(run, {}), measure(run)
        worse = fallen(old, new)
        fell = fell or bool(worse)
        print(f"{run:16}", " ".join(f"{name} {value:.3f}" for name, value in new.items()), worse or "", flush=True)
        kept[run] = {name: max(value, old.get(name, 0.0)) for name, value in new.items()}
    FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return int(fell)


if __name__ == "__main__":
    sys.exit(main())
