"""From what an article keeps of its page to the body's blocks.

In HTML the elements around a line say what it is, and for a heading without a tag that it is short and bold. A table
that holds the page's columns, a list or a quotation around the whole text are no structure of the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from .. import lazy_re as re
from .dump_signs import shown_blocks
from .kept import Kept, Place
from .kinds import Block, Code, Figure, Heading, Inline, ListItem, Paragraph, Quote, Table

LISTS, CELLS = frozenset(("ul", "ol", "menu", "dir")), frozenset(("td", "th"))
KEPT = LISTS | CELLS | {"li", "blockquote", "table", "tr", "code"}  # elements that say what a line is
_RUNS = re.compile(r"(?:javascript|vbscript|data|blob|about|file):", re.IGNORECASE)
_UNSEEN = re.compile(r"^[\x00-\x20]+|[\x00-\x1f]+")  # what browsers pass over in an address
_NUMBER = re.compile(r"\b(start|value|colspan|rowspan)=(\d{1,9})\b")
_LONGEST_HEADING = 80  # characters of a line in a heading's tag; more is a paragraph that the page sets in large type
_LONGEST_BOLD = 40  # characters of a bold line that is a heading
# a sentence, what somebody says, or whose words they are; 焦点二：… may be a heading
_SENTENCE = re.compile(r"[。；;,，、…]\W*$|[！？][”』」\"]$|^[—–-]|^[^\s:：一二三四五六七八九十\d]{1,12}[:：]")
_MOSTLY = 0.7  # share of the body that an element around the text holds
_ITEM_LINES = 4  # lines of an item of a list; more is a text of its own
_CELLS = 3  # that hold something; fewer are no table
_CELL = 300  # characters of a cell; more is a column of the page
_WIDEST = 1_000  # columns that cells may span


class Structure(NamedTuple):
    """What an article keeps of its page until somebody asks for its blocks."""

    lines: tuple[Kept, ...]
    places: tuple[Place, ...]
    figures: tuple[tuple[int, Figure], ...]  # each with the number of the line that it stands before
    dump: bool  # whether the page is a dump without any elements
    base: str  # what the targets of links are relative to; "" where that is unknown

    def blocks(self) -> tuple[Block, ...]:
        """The blocks, with the images where they stand."""
        lines = [_with_targets(line, self.base) if line.spans else line for line in self.lines]
        found = shown_blocks(lines) if self.dump else _Reading(lines, self.places).blocks()
        return tuple(_with_figures(found, self.figures))


def _with_figures(blocks: Iterable[Block], figures: Sequence[tuple[int, Figure]]) -> Iterator[Block]:
    """The blocks with each image before the first one that begins behind its place."""
    waiting = list(reversed(figures))
    for block in blocks:
        while waiting and block.lines and waiting[-1][0] <= block.lines[0]:
            yield waiting.pop()[1]
        yield block
    yield from (figure for _, figure in reversed(waiting))


def _with_targets(line: Kept, base: str) -> Kept:
    """A line with the full targets of its links; one that runs something is no link."""
    spans = []
    for span in line.spans:
        if span.href is not None:
            target = absolute(base, span.href)
            if not target or _RUNS.match(target):
                continue
            span = span._replace(href=target)
        spans.append(span)
    return line._replace(spans=tuple(spans))


def absolute(base: str, address: str) -> str:
    """An address made absolute; "" where one of the two is no address, `http://[` say."""
    try:
        return urljoin(base, _UNSEEN.sub("", address))
    except ValueError:
        return ""


class _Reading:
    """The structure with what is worked out of it once."""

    def __init__(self, lines: Sequence[Kept], places: Sequence[Place]) -> None:
        self.lines, self.places = lines, places
        self.around = self._nearest()
        self.tables = self._tables()
        self.items = self._items()
        self.depths = self._depths()
        self.quotes = self._small(number for number, place in enumerate(places) if place.tag == "blockquote")
        self.numbers = self._numbers()
        self.bold = sum(line.bold for line in self.lines) * 2 <= len(self.lines)

    def _nearest(self) -> list[dict[str, int]]:
        """For each place the nearest table, item, quotation and code around it, itself included."""
        found: list[dict[str, int]] = []
        for number, place in enumerate(self.places):
            near = found[place.parent] if number else {}
            if place.tag in ("table", "tr", "li", "blockquote", "code") or place.tag in CELLS:
                near = {**near, "cell" if place.tag in CELLS else place.tag: number}
            found.append(near)
        return found

    def _by(self, tag: str) -> dict[int, list[Kept]]:
        """The lines by the nearest element of a kind."""
        found: dict[int, list[Kept]] = defaultdict(list)
        for line in self.lines:
            if tag in self.around[line.place]:
                found[self.around[line.place][tag]].append(line)
        return found

    def _small(self, places: Iterable[int]) -> set[int]:
        """The elements that do not hold most of the body."""
        held: Counter[int] = Counter()
        for line in self.lines:
            held[line.place] += len(line.text)
        for number in range(len(self.places) - 1, 0, -1):  # outer ones come first
            held[self.places[number].parent] += held[number]
        return {place for place in places if held[place] <= _MOSTLY * held[0]}

    def _items(self) -> set[int]:
        """The items that are items: not those that hold a text of many lines, or all of it."""
        held = self._by("li")
        return {item for item in self._small(held) if len(held[item]) <= _ITEM_LINES}

    def _numbers(self) -> dict[int, int]:
        """The number of each item of a numbered list."""
        found: dict[int, int] = {}
        last: dict[int, int] = {}
        for number, place in enumerate(self.places):
            if place.tag == "li" and self.places[place.parent].tag == "ol":
                outer = self.places[place.parent]
                before = last.get(place.parent, _says(outer, "start", 1) - 1)
                found[number] = last[place.parent] = _says(place, "value", before + 1)
        return found

    def _tables(self) -> dict[int, tuple[tuple[str, ...], ...]]:
        """The cells of the tables that are some: not those of a single row or column, or of the page's columns."""
        texts = {cell: [line.text for line in lines] for cell, lines in self._by("cell").items()}
        rows: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for cell, place in enumerate(self.places):
            near = self.around[cell]
            if place.tag in CELLS and near.keys() >= {"table", "tr"}:
                rows[near["table"]][near["tr"]].append(cell)
        found = {}
        for table, held in rows.items():
            cells = [cell for row in held.values() for cell in row if cell in texts]
            if len(cells) < _CELLS or max(sum(map(len, texts[cell])) for cell in cells) > _CELL:
                continue
            grid = _grid(
                [[(self.places[cell], " ".join(texts.get(cell, ()))) for cell in row] for row in held.values()]
            )
            if len(grid) > 1 and len(grid[0]) > 1:
                found[table] = grid
        return found

    def blocks(self) -> Iterator[Block]:
        """The blocks of the lines, in page order."""
        level = 1  # of the last heading with a tag
        depth = -1  # of the item before
        held = self._groups()
        for at, (key, lines) in enumerate(held):
            first = lines[0]
            if key[0] == "table":
                yield Table(self.tables[key[1]], lines=_numbers_of(lines))
            elif key[0] == "item":
                depth = min(self.depths[key[1]], depth + 1)
                text, spans = _joined(lines)
                yield ListItem(text, depth, self.numbers.get(key[1]), lines=_numbers_of(lines), spans=spans)
                continue
            elif key[0] == "code":
                yield Code("\n".join(line.text for line in lines), lines=_numbers_of(lines))
            elif key[0] == "quote":
                yield Quote(first.text, lines=(first.number,), spans=first.spans)
            elif first.level and len(first.text) <= _LONGEST_HEADING:
                level = first.level
                yield Heading(first.text, level, lines=(first.number,), spans=_links(first.spans))
            elif self._is_heading(first, held[at + 1][1][0] if at + 1 < len(held) else None):
                yield Heading(first.text, min(level + 1, 6), lines=(first.number,), spans=_links(first.spans))
            else:
                yield Paragraph(first.text, lines=(first.number,), spans=first.spans)
            depth = -1

    def _groups(self) -> list[tuple[tuple[str, int], list[Kept]]]:
        """The lines, those of one block together."""
        found: list[tuple[tuple[str, int], list[Kept]]] = []
        for line in self.lines:
            key = self._key(line)
            if key[0] in ("table", "item", "code") and found and found[-1][0] == key:
                found[-1][1].append(line)
            else:
                found.append((key, [line]))
        return found

    def _key(self, line: Kept) -> tuple[str, int]:
        """What kind of block a line is in, and of which element."""
        near = self.around[line.place]
        # the innermost element has the largest number
        for tag, number in sorted(near.items(), key=lambda item: -item[1]):
            if tag == "table" and number in self.tables:
                return "table", number
            if tag == "li" and number in self.items and not line.level:
                return "item", number
            if tag == "blockquote" and number in self.quotes and not line.level:
                return "quote", line.number
            if tag == "code":
                return "code", number
        return "line", line.number

    def _depths(self) -> dict[int, int]:
        """For each item how many others stand around it."""
        found: dict[int, int] = {}
        for number, place in enumerate(self.places):
            if place.tag == "li":
                outer = self.around[place.parent].get("li", 0)
                found[number] = found.get(outer, 0) + (outer in self.items)
        return found

    def _is_heading(self, line: Kept, behind: Kept | None) -> bool:
        """Whether a line without a heading's tag is one: short, bold, and above a line that is not."""
        if not (line.bold and self.bold and behind) or len(line.text) > _LONGEST_BOLD or _SENTENCE.search(line.text):
            return False
        return not behind.bold or behind.level > 0


def _says(place: Place, name: str, default: int) -> int:
    """A number that an element says: where its list starts, how many columns it spans."""
    return next((int(found[2]) for found in _NUMBER.finditer(place.hints) if found[1] == name), default)


def _grid(rows: Sequence[Sequence[tuple[Place, str]]]) -> tuple[tuple[str, ...], ...]:
    """The texts of a table's cells in rows of the same length, without rows and columns that hold nothing.

    >>> wide, tall, cell = (Place(0, "td", hints) for hints in ("colspan=2", "rowspan=2", ""))
    >>> _grid([[(tall, "区"), (wide, "产量")], [(cell, "早稻"), (cell, "晚稻")]])
    (('区', '产量', ''), ('', '早稻', '晚稻'))
    """
    taken: dict[int, int] = {}  # column -> rows below for which a tall cell holds it
    found: list[dict[int, str]] = []
    for row in rows:
        texts: dict[int, str] = {}
        held = {column for column, more in taken.items() if more}
        taken = {column: more - 1 for column, more in taken.items() if more > 1}
        column = 0
        for place, text in row:
            while column in held:
                column += 1
            texts[column] = text
            width = min(max(_says(place, "colspan", 1), 1), _WIDEST)
            more = _says(place, "rowspan", 1) - 1
            if more > 0:
                taken |= dict.fromkeys(range(column, column + width), more)
            column += width
        if any(texts.values()):
            found.append(texts)
    columns = sorted({column for texts in found for column, text in texts.items() if text})
    return tuple(tuple(texts.get(column, "") for column in columns) for texts in found)


def _numbers_of(lines: Iterable[Kept]) -> tuple[int, ...]:
    return tuple(line.number for line in lines)


def _links(spans: Iterable[Inline]) -> tuple[Inline, ...]:
    """The spans of a heading, in which bold type says nothing more."""
    return tuple(span for span in spans if span.kind == "link")


def _joined(lines: Sequence[Kept]) -> tuple[str, tuple[Inline, ...]]:
    """Lines as one text, with its spans."""
    spans: list[Inline] = []
    at = 0
    for line in lines:
        spans += [span._replace(start=span.start + at, end=span.end + at) for span in line.spans]
        at += len(line.text) + 1
    return "\n".join(line.text for line in lines), tuple(spans)
