"""What becomes of each line of the fixtures and of `tests/data/pages`: a net below the fields that they expect.

    python -m tests.tools.labels          write `tests/data/labels.tsv` anew, and name the pages that differ

A row tells of a page, in columns: how its lines were read, how many of them each rule has labelled, what speaks for and
against its headline and its being an article, and what else comes out. Where a change of the rules changes a row as it
should, write the rows anew: the diff is what to look at, and `python -m newsclean.compare fixtures --against HEAD`
shows the lines. Checksums stand for what is too long: the lines as they were read, and their labels.
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsclean import explain_page
from newsclean.compare.fixtures.case import read_page
from newsclean.explain import Explanation
from newsclean.layout.header import header
from newsclean.layout.weights import Evidence

from .fixtures import cases
from .other_forms import other_form

DATA = Path(__file__).parents[1] / "data"
ROWS = DATA / "labels.tsv"
COLUMNS = ("page", "read", "rules", "headline", "verdict", "article")
MOST = 20_000  # characters or bytes of a page: longer ones say little more


class Pinned(NamedTuple):
    """A page with its name and the options that it is cleaned with."""

    name: str
    page: bytes | str
    options: Mapping[str, Any]


def pinned() -> Iterator[Pinned]:
    """The pages that have a row."""
    pages = [Pinned(case.name, case.page, case.options) for case in cases()]
    files = [path for path in sorted(DATA.glob("pages/*/*")) if path.suffix in (".html", ".txt")]
    pages += [Pinned(path.relative_to(DATA).as_posix(), read_page(path), {}) for path in files]
    for page in pages:
        if len(page.page) < MOST:
            yield page
            if isinstance(page.page, bytes):
                form, other, options = other_form(page.name, page.page, page.options)
                yield Pinned(f"{page.name} {form}", other, options)


def row(page: Pinned) -> str:
    """What is pinned of a page."""
    explained = explain_page(page.page, **page.options)
    marks = explained.page.marks
    rules = Counter(mark.rule for mark in marks)
    found = header(explained.page)
    told = (
        _read(explained),
        f"{_counts(rules)}, {_sum(_labels(explained))}",
        f"{found.rule} {_evidence(found.evidence)}".strip(),
        f"{explained.verdict.kind} {_evidence(explained.verdict.evidence)}".strip(),
        _article(explained),
    )
    return "\t".join((page.name, *told))


def _read(explained: Explanation) -> str:
    """The page's lines as they were read."""
    page = explained.page
    tags = Counter(line.tag or "-" for line in page.lines)
    boxes = [(box.parent, box.tag, box.hints) for box in page.boxes]
    linked, bold = (sum(getattr(line, name) for line in page.lines) for name in ("linked", "bold"))
    told = [_counts(tags), f"{linked} linked", f"{bold} bold", _sum(map(repr, (boxes, page.lines)))]
    return ", ".join((*told, *page.notes))


def _labels(explained: Explanation) -> Iterator[str]:
    """What each line was taken for, and what each mark says."""
    for line in explained.lines:
        yield f"{line.number} {line.role} {line.rule}"
    for mark in explained.page.marks:
        yield f"{mark.line} {mark.role} {mark.rule} {mark.start} {mark.end} {mark.cut}"
        yield "" if mark.role == "verdict" else repr(mark.value)


def _article(explained: Explanation) -> str:
    """What the fixture's own expectations may leave open."""
    article = explained.article
    told = [f"{name} {value}" for name, value in (("site", article.site), ("reason", article.reason)) if value]
    told += [f"{label}={'、'.join(names)}" for label, names in article.credits.items()]
    told += [f"image {image.caption or '-'}" for image in article.images]
    kinds = Counter(block.kind for block in article.blocks)
    told += [*article.repairs, _counts(kinds), _sum((article.to_markdown(), article.to_html()))]
    return "; ".join(told).replace("\n", " ").replace("\t", " ")


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items()))


def _evidence(evidence: Iterable[Evidence]) -> str:
    """Names and amounts, which stay what they are while weights change; a score does not."""
    return ", ".join(f"{piece.name} {piece.amount:.2f}" for piece in sorted(evidence) if piece.name != "header-score")


def _sum(texts: Iterable[str]) -> str:
    return f"#{zlib.crc32(chr(10).join(texts).encode()):08x}"


def main() -> None:
    """Write all rows."""
    before = set(ROWS.read_text("utf-8").splitlines()) if ROWS.exists() else set()
    rows = ["# " + "\t".join(COLUMNS), *map(row, pinned())]
    ROWS.write_text("\n".join(rows) + "\n", "utf-8")
    for changed in rows:
        if changed not in before:
            print(changed.partition("\t")[0])


if __name__ == "__main__":
    sys.exit(main())
