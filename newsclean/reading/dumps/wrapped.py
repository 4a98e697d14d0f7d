"""Hard-wrapped dumps, whose every line is broken at some column: joined where a sentence goes on.

Mail, old archives and terminals break lines at 30 to 80 columns (a Chinese character takes two). What shows it: most
lines end at the same column, and in the middle of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...text import lazy_re as re

_WIDE = re.compile("[\u2e80-\uffe6“”‘’…—]")
_COLUMNS = range(28, 101)  # the column at which lines are broken
_RAGGED = 5  # columns that a full line may fall short of it: a mark that must not begin a line takes two with it
_TERMINAL = 60  # columns of a screen; shorter lines that are alike may be a song's
_FEW = 3  # full lines that show the column
_ENDS = "。！？!?…”」』）)；;：:"
_CLAUSE = re.compile("[，。、；！？,]")
_OWN_LINE = re.compile(r"\s|[•·●■◆▲*#>|【\[(（]|\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、")


def join_wrapped(raws: Sequence[str]) -> tuple[list[tuple[int, str]], str]:
    """The lines of a dump with their numbers, those broken at a column joined; and what shows the column, or "".

    >>> lines = ["昨天上午，新桥正式通车，居民", "出行更加方便。仪式上，设计者"]
    >>> lines += ["回忆了建桥的经过，他说，桥长", "五百米，宽二十米，可用百年，", "往来免费。"]
    >>> join_wrapped(lines)[0] == [(0, "".join(lines))]
    True
    """
    column = _column(raws)
    if not column:
        return list(enumerate(raws)), ""
    marked = _paragraphs_are_marked(raws)
    joined: list[tuple[int, str]] = []
    goes_on = False
    for number, raw in enumerate(raws):
        text = raw.rstrip()
        if goes_on and text and not _OWN_LINE.match(text):
            before = joined[-1][1]
            gap = " " if before[-1:].isascii() and text[0].isascii() else ""
            joined[-1] = (joined[-1][0], before + gap + text)
        else:
            joined.append((number, text))
        full = _width(text) >= column - _RAGGED
        goes_on = full and (marked or text[-1] not in _ENDS)
    return joined, f"hard-wrapped: at column {column}"


def _column(raws: Sequence[str]) -> int:
    """The column at which a dump's lines are broken, or 0."""
    texts = [raw.strip() for raw in raws]
    if max(map(len, texts), default=0) > _COLUMNS.stop + _RAGGED:
        return 0
    widths = sorted(_width(text) for text in texts if text)
    if len(widths) <= _FEW:
        return 0
    column = widths[len(widths) * 9 // 10]
    if column not in _COLUMNS or widths[-1] > column + _RAGGED:
        return 0
    full = [text for text in texts if _width(text) >= column - _RAGGED]
    # with blank lines between paragraphs, nearly every line with another right below is full; else most lines are
    inner = [text for text, below in pairwise(texts) if text and below]
    filled = sum(_width(text) >= column - _RAGGED for text in inner)
    many = filled * 5 >= len(inner) * 4 if "" in texts[1:-1] else len(full) * 2 >= len(widths)
    many = many or (column >= _TERMINAL and _is_run(texts, column))
    broken = sum(text[-1] not in _ENDS for text in full)
    clauses = sum(bool(_CLAUSE.search(text, 0, len(text) - 1)) for text in full)
    return column if many and len(full) >= _FEW and min(broken, clauses) * 3 >= len(full) * 2 else 0


def _is_run(texts: Sequence[str], column: int) -> bool:
    """Whether from the first full line to the last one there are full lines and ends of sentences, and nothing else.

    What stands around them is a row, a form's labels, an address.
    """
    full = [number for number, text in enumerate(texts) if _width(text) >= column - _RAGGED]
    between = [text for text in texts[full[0] : full[-1]] if text]
    # a line right below a full one goes on with it, and is full as well or ends the paragraph
    below = [text for text in (texts[number + 1] for number in full[:-1]) if text]
    ended = all(text[-1] in _ENDS or _width(text) >= column - _RAGGED for text in below)
    others = sum(_width(text) < column - _RAGGED for text in between)
    return ended and len(full) > _FEW and others * 2 <= len(between)


def _paragraphs_are_marked(raws: Sequence[str]) -> bool:
    """Whether paragraphs begin with an indentation or behind a blank line, so that a full line always goes on."""
    return any(not raw.strip() for raw in raws[1:-1]) or any(raw[:1].isspace() for raw in raws[1:])


def _width(text: str) -> int:
    """Columns that a text takes."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))
