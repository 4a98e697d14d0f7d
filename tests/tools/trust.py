"""Count how often values of each kind are right, for the part "trust" of `layout/weights.tsv`.

    python -m tests.tools.trust           what confidence is worth on sites left out
    python -m tests.tools.trust --write   write the shares into the table as well

A value counts as right by the rules of the annotated corpora's scoring tool; a body with an F1 of nine tenths, or an
empty one where the page has no article. Beside the whole it prints the pages as they are, their rewritten forms and the
dumps, each by the shares of other sites.
"""

from __future__ import annotations

import sys
import zlib
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from newsclean import explain_page
from newsclean.find.confidence import FIELDS, kinds_of_values

from .gold import Gold, pages
from .measure import tool

TABLE = Path(__file__).parents[2] / "newsclean" / "layout" / "weights.tsv"
FOLDS = 5
HELD = 0.9  # confidence from which on a value is held to be right
_PRIOR, _DOUBT = 2.0, 0.75  # so many values more, of which this share is right: few values say little
_BODY = 0.9  # F1 of a body that is right


class Value(NamedTuple):
    """A value: the fold of its site, what kind of page it stands on, field:kind, and whether it was right."""

    fold: int
    pages: str
    kind: str
    right: bool


Seen = list[Value]


def look(gold: Gold) -> Seen:
    """The kinds of a page's values, and whether each is right."""
    explained = explain_page(gold.page)
    article = explained.article
    values = article.to_dict()
    fold = zlib.crc32(gold.site.encode()) % FOLDS
    kind_of_page = "dumps" if isinstance(gold.page, str) else "rewritten" if gold.form else "as they are"
    out: Seen = []
    for field, kind in kinds_of_values(explained.page, values).items():
        if field == "body":
            out.append(Value(fold, kind_of_page, f"body:{kind}", _body_right(article.body, gold)))
        elif field in gold.fields:
            right = tool("score").field_right(field, values[field], _plain(field, gold.fields[field]))
            out.append(Value(fold, kind_of_page, f"{field}:{kind}", bool(right)))
    return out


def _body_right(body: str, gold: Gold) -> bool:
    """Whether a body is right, or rightly empty."""
    if not (body and gold.body):
        return not body and not gold.body
    return bool(tool("score").body_scores(body, gold.body, gold.optional)[2] >= _BODY)


def _plain(field: str, accepted: list[str | None]) -> list[str | None]:
    """The values that are right, dates as the scoring tool writes them."""
    return [tool("score").iso(value) if value and field == "date" else value for value in accepted]


def shares(seen: Seen) -> dict[str, float]:
    """field:kind -> share of right values, towards a general share where few were seen."""
    right: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for value in seen:
        right[value.kind] += value.right
        count[value.kind] += 1
    return {kind: (right[kind] + _PRIOR * _DOUBT) / (count[kind] + _PRIOR) for kind in count}


class Held(NamedTuple):
    """Of the values held at `HELD` or more by the shares of other sites: how many are right; and of how many values."""

    right: float
    share: float
    values: int

    def __str__(self) -> str:
        return f"{self.right:.3f} right, {self.share:.3f} of {self.values} values"


def held_out(seen: Seen) -> list[tuple[Value, bool]]:
    """Each value, and whether the shares of other sites hold it at `HELD` or more."""
    out = []
    for fold in range(FOLDS):
        known = shares([value for value in seen if value.fold != fold])
        out += [(value, known.get(value.kind, 0.5) >= HELD) for value in seen if value.fold == fold]
    return out


def told(values: list[tuple[Value, bool]]) -> Held:
    """What being held is worth among some values."""
    right = [value.right for value, held in values if held]
    return Held(sum(right) / max(len(right), 1), len(right) / max(len(values), 1), len(values))


def main() -> int:
    """Count, print, and write if asked to."""
    seen = [row for gold in pages() for row in look(gold)]
    values = held_out(seen)
    print(f"{'all':12} {told(values)}, held at {HELD} or more on sites left out")
    for field in FIELDS:
        print(f"{field:12} {told([pair for pair in values if pair[0].kind.startswith(f'{field}:')])}")
    for name in ("as they are", "rewritten", "dumps"):
        print(f"{name:12} {told([pair for pair in values if pair[0].pages == name])}")
    if "--write" in sys.argv:
        known = TABLE.read_text("utf-8").splitlines()
        lines = [line for line in known if not line.startswith("trust\t") or "-site\t" in line]
        for kind, share in sorted(shares(seen).items()):
            count = sum(value.kind == kind for value in seen)
            lines.append(f"trust\t{kind}\t{share:.2f}\tof {count} values")
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
