"""Count how often values of each kind are right, for the part "trust" of `layout/weights.tsv`.

    python -m tests.tools.trust           what confidence is worth on sites left out
    python -m tests.tools.trust --write   write the shares into the table as well

A value counts as right by the rules of the annotated corpora's scoring tool. Body: nine tenths of its characters.
"""

from __future__ import annotations

import sys
import zlib
from collections import defaultdict
from pathlib import Path

from newsclean import explain_page
from newsclean.layout.confidence import FIELDS, kinds_of_values

from .gold import Gold, pages
from .measure import tool

TABLE = Path(__file__).parents[2] / "newsclean" / "layout" / "weights.tsv"
FOLDS = 5
HELD = 0.9  # confidence from which on a value is held to be right
_PRIOR, _DOUBT = 2.0, 0.75  # so many values more, of which this share is right: few values say little
Seen = list[tuple[int, str, bool]]  # fold of the site, field:kind, whether it was right


def look(gold: Gold) -> Seen:
    """The kinds of a page's values, and whether each is right."""
    explained = explain_page(gold.page)
    article = explained.article
    values = article.to_dict()
    fold = zlib.crc32(gold.site.encode()) % FOLDS
    out: Seen = []
    for field, kind in kinds_of_values(explained.page, values).items():
        if field == "body":
            out.append((fold, f"body:{kind}", bool(article.body) == bool(gold.body)))
        elif field in gold.fields:
            right = tool("score").field_right(field, values[field], _plain(field, gold.fields[field]))
            out.append((fold, f"{field}:{kind}", bool(right)))
    return out


def _plain(field: str, accepted: list[str | None]) -> list[str | None]:
    """The values that are right, dates as the scoring tool writes them."""
    return [tool("score").iso(value) if value and field == "date" else value for value in accepted]


def shares(seen: Seen) -> dict[str, float]:
    """field:kind -> share of right values, towards a general share where few were seen."""
    right: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for _, kind, good in seen:
        right[kind] += good
        count[kind] += 1
    return {kind: (right[kind] + _PRIOR * _DOUBT) / (count[kind] + _PRIOR) for kind in count}


def held_out(seen: Seen) -> tuple[float, float]:
    """Of values at `HELD` or more by the shares of other sites: the share that is right; and their share of all."""
    kept = []
    for fold in range(FOLDS):
        known = shares([row for row in seen if row[0] != fold])
        kept += [good for own, kind, good in seen if own == fold and known.get(kind, 0.5) >= HELD]
    return sum(kept) / max(len(kept), 1), len(kept) / max(len(seen), 1)


def main() -> int:
    """Count, print, and write if asked to."""
    seen = [row for gold in pages() for row in look(gold)]
    right, of_all = held_out(seen)
    print(f"at {HELD} or more on sites left out: {right:.3f} right, {of_all:.3f} of {len(seen)} values")
    for field in FIELDS:
        own = [row for row in seen if row[1].startswith(f"{field}:")]
        print(f"{field:8} {held_out(own)[0]:.3f} right, {held_out(own)[1]:.3f} of {len(own)}")
    if "--write" in sys.argv:
        known = TABLE.read_text("utf-8").splitlines()
        lines = [line for line in known if not line.startswith("trust\t") or "-site\t" in line]
        for kind, share in sorted(shares(seen).items()):
            count = sum(row[1] == kind for row in seen)
            lines.append(f"trust\t{kind}\t{share:.2f}\tof {count} values")
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
