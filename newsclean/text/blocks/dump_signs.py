"""The blocks of a dump that has no elements, by the signs that it shows: `•`, `1. `, `| … |`, `# `, `> `."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from .. import lazy_re as re
from .kept import Kept
from .kinds import Block, Heading, Inline, ListItem, Paragraph, Quote, Table

_BULLET = re.compile(r"[•●▪◦‣⁃∙·]\s*(?=\S)|[-*+–]\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,9})[.)]\s+(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTE = re.compile(r">+\s*(?=\S)")
_RULE = re.compile(r"[|\s:+-]+")  # the line below a table's head


def shown_blocks(lines: Sequence[Kept]) -> Iterator[Block]:
    """The blocks of a dump's lines.

    >>> from .kept import Kept
    >>> texts = ("# 交通", "• 一路", "• 二路", "| 路 | 站 |", "| 一 | 九 |", "新桥通车。")
    >>> for block in shown_blocks([Kept(number, text, 0) for number, text in enumerate(texts)]):
    ...     print(block)
    Heading('交通', level=1, lines=(0,))
    ListItem('一路', depth=0, lines=(1,))
    ListItem('二路', depth=0, lines=(2,))
    Table((('路', '站'), ('一', '九')), lines=(3, 4))
    Paragraph('新桥通车。', lines=(5,))
    """
    numbers = [int(found[1]) if (found := _NUMBERED.match(line.text)) else None for line in lines]
    signs = [_sign(line.text, numbers[max(at - 1, 0) : at + 2], numbers[at]) for at, line in enumerate(lines)]
    for sign, group in groupby(range(len(lines)), key=signs.__getitem__):
        members = [lines[at] for at in group]
        if sign == "table" and len(members) > 1:
            yield _table(members)
        elif sign == "item":
            yield from _items(members)
        else:
            yield from (_line(line, sign) for line in members)


def _sign(text: str, near: Sequence[int | None], number: int | None) -> str:
    """What a line shows to be; a number says it where the line before or behind has the next one."""
    if text[0] == "|" == text[-1] and text.count("|") > 2:
        return "table"
    if _HEADING.match(text):
        return "heading"
    if _BULLET.match(text) or (number is not None and not {number - 1, number + 1}.isdisjoint(near)):
        return "item"
    return "quote" if _QUOTE.match(text) else ""


def _line(line: Kept, sign: str) -> Block:
    """A block that is one line."""
    found = {"heading": _HEADING, "quote": _QUOTE}[sign].match(line.text) if sign in ("heading", "quote") else None
    text, spans = _behind(line, found.end() if found else 0)
    if found and sign == "heading":
        return Heading(text, len(found[1]), lines=(line.number,), spans=spans)
    return (Quote if found else Paragraph)(text, lines=(line.number,), spans=spans)


def _items(lines: Sequence[Kept]) -> Iterator[Block]:
    """The items of a list; what stands further in is below what stands before it."""
    indents: list[int] = []
    for line in lines:
        while indents and indents[-1] > line.indent:
            indents.pop()
        if not indents or indents[-1] < line.indent:
            indents.append(line.indent)
        numbered = _NUMBERED.match(line.text)
        sign = numbered or _BULLET.match(line.text)
        text, spans = _behind(line, sign.end() if sign else 0)
        number = int(numbered[1]) if numbered else None
        yield ListItem(text, len(indents) - 1, number, lines=(line.number,), spans=spans)


def _table(lines: Sequence[Kept]) -> Block:
    """The table of some rows."""
    rows = [[cell.strip() for cell in line.text[1:-1].split("|")] for line in lines if not _RULE.fullmatch(line.text)]
    width = max(map(len, rows), default=0)
    cells = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    return Table(cells, lines=tuple(line.number for line in lines))


def _behind(line: Kept, start: int) -> tuple[str, tuple[Inline, ...]]:
    """A line's text and spans behind its sign."""
    spans = (span._replace(start=max(span.start - start, 0), end=span.end - start) for span in line.spans)
    return line.text[start:], tuple(span for span in spans if span.end > span.start)
