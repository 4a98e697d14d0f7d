"""The body's blocks: what each of them is, and how JSON and tables hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, NamedTuple


class Inline(NamedTuple):
    """A part of a block's text, `text[start:end]`: a "link", or what is set in "strong" or "em"."""

    start: int
    end: int
    kind: str
    href: str | None = None  # of a link: absolute, where the page's address is known


@dataclass(frozen=True, repr=False)
class Block:
    """A piece of the body. `lines` are the numbers that its lines have in the page's explanation."""

    kind: ClassVar[str] = ""
    lines: tuple[int, ...] = field(default=(), kw_only=True)

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts in it, in page order."""
        return ()

    def __repr__(self) -> str:
        first, *others = sorted(fields(self), key=lambda each: each.kw_only is True)
        shown = [repr(getattr(self, first.name))]
        shown += [f"{each.name}={value!r}" for each in others if (value := getattr(self, each.name)) not in (None, ())]
        return f"{type(self).__name__}({', '.join(shown)})"


@dataclass(frozen=True, repr=False)
class _Text(Block):
    """A block that is one text."""

    text: str
    spans: tuple[Inline, ...] = field(default=(), kw_only=True)

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts in it, in page order."""
        return (self.text,)


@dataclass(frozen=True, repr=False)
class Heading(_Text):
    """A subheading, of the level that its tag says; where bold type makes it, one below the last tag's, or 2."""

    kind: ClassVar[str] = "heading"
    level: int = 2


@dataclass(frozen=True, repr=False)
class Paragraph(_Text):
    """A paragraph."""

    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, repr=False)
class ListItem(_Text):
    """An item of a list, its lines joined by newlines. `depth`: items around it; `number`: None for a bullet."""

    kind: ClassVar[str] = "list_item"
    depth: int = 0
    number: int | None = None


@dataclass(frozen=True, repr=False)
class Quote(_Text):
    """A paragraph of a quotation that is set apart."""

    kind: ClassVar[str] = "quote"


@dataclass(frozen=True, repr=False)
class Table(Block):
    """A table: rows of the same number of cells. A cell over several columns or rows stands in the first of them."""

    kind: ClassVar[str] = "table"
    rows: tuple[tuple[str, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts in it, in page order."""
        return tuple(cell for row in self.rows for cell in row if cell)


@dataclass(frozen=True, repr=False)
class Figure(Block):
    """An image where it stands, with its caption."""

    kind: ClassVar[str] = "image"
    url: str
    caption: str | None = None


@dataclass(frozen=True, repr=False)
class Code(_Text):
    """Lines of code, joined by newlines."""

    kind: ClassVar[str] = "code"


KINDS = {each.kind: each for each in (Heading, Paragraph, ListItem, Table, Quote, Figure, Code)}
# as Spark's DDL words it
BLOCKS_DDL = (
    "array<struct<kind: string, text: string, level: bigint, depth: bigint, number: bigint, rows: array<array<string>>,"
    " url: string, caption: string, lines: array<bigint>,"
    " spans: array<struct<start: bigint, end: bigint, kind: string, href: string>>>>"
)


class Blocks(tuple[Block, ...]):
    """The blocks of a body, which they remember: beside another body they say nothing."""

    body: str

    @classmethod
    def of(cls, body: str, blocks: Iterable[Block]) -> Blocks:
        """The blocks of a body."""
        found = cls(blocks)
        found.body = body
        return found


def write_blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as JSON holds them.

    >>> write_blocks([Heading("一、交通", 3, lines=(4,))])
    [{'kind': 'heading', 'text': '一、交通', 'level': 3, 'lines': [4], 'spans': []}]
    """
    return [_written(block) for block in blocks]


def _written(block: Block) -> dict[str, Any]:
    """A block as JSON holds it."""
    names = [each.name for each in fields(block)]
    behind = [name for name in ("lines", "spans") if name in names]
    found: dict[str, Any] = {"kind": block.kind}
    found |= {name: getattr(block, name) for name in names if name not in behind}
    if isinstance(block, Table):
        found["rows"] = [list(row) for row in block.rows]
    found["lines"] = list(block.lines)
    if isinstance(block, _Text):
        found["spans"] = [span._asdict() for span in block.spans]
    return found


def read_blocks(rows: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    """The blocks that `write_blocks` wrote, or that a table has of them.

    Raises:
        ValueError: a block's kind is unknown.

    >>> read_blocks(write_blocks([Table((("一", "二"),), lines=(3, 4))]))
    (Table((('一', '二'),), lines=(3, 4)),)
    """
    return tuple(map(_read, rows))


def _read(row: Mapping[str, Any]) -> Block:
    """The block that `_written` wrote."""
    kind = KINDS.get(row["kind"])
    if kind is None:
        raise ValueError(f"no kind of block: {row['kind']!r}; they are {', '.join(KINDS)}")
    values: dict[str, Any] = {}
    for name in (each.name for each in fields(kind)):
        value = row.get(name)
        if value is not None:
            values[name] = _READERS[name](value) if name in _READERS else value
    found: Block = kind(**values)
    return found


def _read_span(row: Mapping[str, Any]) -> Inline:
    return Inline(int(row["start"]), int(row["end"]), row["kind"], row.get("href"))


_READERS: Mapping[str, Any] = {
    "lines": lambda value: tuple(map(int, value)),
    "spans": lambda value: tuple(map(_read_span, value)),
    "rows": lambda value: tuple(map(tuple, value)),
    "level": int,
    "depth": int,
    "number": int,
}
