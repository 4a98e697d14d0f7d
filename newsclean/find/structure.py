"""What an article keeps of its page for its blocks: the body's lines, and the elements around them that say something.

Nothing is judged here, and nothing copied that the article does not need: most articles are never asked for blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..article import Image
from ..page import Line, Page, without
from ..text import lazy_re as re
from ..text.blocks.kept import Kept, Place
from ..text.blocks.kinds import Figure, Inline
from ..text.blocks.structure import CELLS, KEPT, Structure
from .images import base_of, placed_images

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KINDS = {"a": "link", "b": "strong", "strong": "strong", "em": "em", "i": "em"}
_CODE = re.compile(r"\b(?:code|highlight|hljs|lang(?:uage)?|prettyprint|brush|syntax)", re.IGNORECASE)
_Spans = Sequence[tuple[int, int]]


def body_lines(page: Page) -> Iterator[tuple[Line, str, _Spans]]:
    """The lines whose role is body: each with its text without the spans cut out of it, and those spans."""
    cuts = page.cuts
    for number in [number for number, role in enumerate(page.roles) if role == "body"]:
        line, spans = page.lines[number], cuts.get(number, ())
        text = without(line.text, spans) if spans else line.text
        if text:
            yield line, text, spans


def structure_of(page: Page, images: Sequence[Image]) -> Structure:
    """What the blocks of a page's article are worked out of.

    >>> from newsclean import load
    >>> page = load("<p>新桥<b>通车</b></p><ul><li>一路</li></ul>")
    >>> from newsclean.page import Mark
    >>> found = structure_of(page.with_marks([Mark(0, "body", "x"), Mark(1, "body", "x")]), [])
    >>> [(line.text, found.places[line.place].tag) for line in found.lines]
    [('新桥通车', ''), ('一路', 'li')]
    """
    lines = list(body_lines(page))
    named = {mark.line for mark in page.marks if mark.start is not None and mark.value is not None}
    places, found = _places(page, [line for line, _, _ in lines])
    kept = tuple(
        Kept(
            line.number,
            text,
            places[line.box],
            int(line.tag[1]) if line.tag in _HEADINGS else 0,
            line.bold >= len(line.text) and line.number not in named,
            line.indent,
            _inlines(line, text, cuts) if line.spans else (),
        )
        for line, text, cuts in lines
    )
    return Structure(kept, tuple(found), tuple(_figures(page, images)), len(page.boxes) == 1, base_of(page))


def _figures(page: Page, images: Sequence[Image]) -> Iterator[tuple[int, Figure]]:
    """The images, each with the line that it stands before; those that stand nowhere are behind all lines."""
    places = {placed.url: placed for placed in placed_images(page)} if images else {}
    found = []
    for image in images:
        placed = places.get(image.url)
        line = placed.picture.line if placed else len(page.lines)
        found.append((line, Figure(image.url, image.caption, lines=placed.caption if placed and image.caption else ())))
    return iter(sorted(found, key=lambda item: item[0]))


def _inlines(line: Line, text: str, cuts: _Spans) -> tuple[Inline, ...]:
    """Links and emphasis of a line, in its text without what was cut out of it."""
    spans = [(span.start, span.end, _KINDS[span.tag], span.href) for span in line.spans if span.tag in _KINDS]
    if spans and cuts:
        spans = [moved for span in spans if (moved := _moved(line.text, text, span, cuts))]
    return tuple([Inline(start, end, kind, href if kind == "link" else None) for start, end, kind, href in spans])


def _moved(before: str, after: str, span: tuple[int, int, str, str], cuts: _Spans) -> tuple[int, int, str, str] | None:
    """A span in a text out of which others were cut; None where nothing is left of it."""
    start, end, kind, href = span
    left = without(
        before[start:end], [(max(a - start, 0), min(b - start, end - start)) for a, b in cuts if a < end and b > start]
    )
    at = (
        after.find(left, len(without(before[:start], [(a, min(b, start)) for a, b in cuts if a < start])))
        if left
        else -1
    )
    return (at, at + len(left), kind, href) if at >= 0 else None


def _places(page: Page, lines: Sequence[Line]) -> tuple[Mapping[int, int], list[Place]]:
    """For each box around lines its place in the tree of elements that say what lines are; and that tree."""
    boxes = page.boxes
    coded = {line.box for line in lines if any(span.tag == "code" for span in line.spans)}
    near: dict[int, int] = {0: 0}  # box -> the nearest table
    for line in lines:
        box, way = line.box, []
        while box not in near:
            way.append(box)
            box = boxes[box].parent
        for inner in reversed(way):
            near[inner] = inner if boxes[inner].tag == "table" else near[boxes[inner].parent]
    cells = Counter(near[box] for box in near if boxes[box].tag in CELLS)
    wanted = {*near, *_cells_of(page, sorted(table for table, count in cells.items() if table and count > 1))}
    found, known = [Place(0, "")], {0: 0}
    for box in sorted(wanted - {0}):
        parent, tag, hints = boxes[box]
        place = known[parent]
        if tag == "pre" and (page.kind == "text" or box in coded or _CODE.search(hints)):
            tag = "code"
        if tag in KEPT:
            found.append(Place(place, tag, hints if "=" in hints else ""))
            place = len(found) - 1
        known[box] = place
    return known, found


def _cells_of(page: Page, tables: Sequence[int]) -> Iterator[int]:
    """All that tables hold: cells without text keep the others in their columns."""
    end = 0
    for table in tables:
        if table < end:
            continue  # inside the one before
        held = {table}
        end = table + 1
        while end < len(page.boxes) and page.boxes[end].parent in held:
            held.add(end)
            end += 1
        yield from held
