"""Runs of short lines, taken apart into the lines they were.

A maker that knows no boxes writes what stands side by side on one line: with a bar, with blanks, with both. A border is
seen where what stands on its two sides was written for different places; nothing is lost, bars stay with a piece, and
where a sentence goes on there is no border.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...text import lazy_re as re
from ...text.fold import fold
from .glued import unglue
from .kinds import (
    GOES_BACK,
    GOES_ON,
    HEADING,
    ROW,
    SENTENCE,
    SHORT,
    SHORTEST,
    TEXT,
    WORD,
    is_account_mark,
    is_heading,
    is_label,
    kind_of,
)
from .one_line import at_blanks, in_one_line

_GAP = re.compile(r"[\s|｜]+")
_WIDE_GAP = re.compile(r"\s\s|[|｜]")
_BARS = "|｜"
_MARKUP = "\t\t"  # indentation of the markup around what stands there; cells of a table have one tab between
_NUMBERED = re.compile(r"\d{1,2}[、/.．](?!\d)")
# the number of an item, which its text goes with however many blanks stand between: (3)   开放时间
_ITEM = re.compile(r"[(（]\d{1,2}[)）]|\d{1,2}[.．、)）]|[甲乙丙丁]、")
_OPEN, _CLOSE = "（(《“「『", "）)》”」』"
_CLOCK = re.compile(r"\d{1,2}[:：]\d\d")  # goes with the day before it
_DAY_END = re.compile(r"\d日?$")
_DAY = re.compile(r"[\[(（【]?[-\d年月日/. ]{5,12}[\])）】]?")
_TEXT = 150  # characters of a text below a meta row in the same line
_FEW = 3  # headlines side by side from which on a line is a run of them
_LISTED = 5  # the same where they have commas, as sentences have
_HEADLINE = 60  # characters of a headline
_STOPS = "。！？!?，、；;："
_SHORTEST_SAID = 10  # characters of a headline that is said again
_SAID = range(_SHORTEST_SAID, 60)
_GLUED = 30  # characters that are glued to it
_AGO = re.compile("[昨今前]天|刚刚|\\d{1,2}(?:分钟|小时|天)前")
_MIXED_LINES = 2  # lines with several kinds of gaps from which on a dump's maker runs lines together
_INDENT = re.compile("\u3000\u3000|\\s{4}")
# what never stands on one line with what: a headline, and the row below it or the navigation above it
_BORDERS = frozenset(((TEXT, ROW), (SENTENCE, ROW), (WORD, TEXT)))
# the same with one blank between, on a dump whose maker runs lines together
_WEAK_BORDERS = frozenset(((WORD, TEXT), (ROW, TEXT), (TEXT, WORD), (WORD, SHORT), (SHORT, WORD), (WORD, WORD)))


class Piece(NamedTuple):
    """A stretch of a line between two gaps."""

    start: int
    end: int
    kind: str
    wide: bool  # whether the gap before it is more than one blank


class Run(NamedTuple):
    """A line with its pieces."""

    text: str
    pieces: tuple[Piece, ...]

    def is_list(self) -> bool:
        """Whether it is a list of headlines of other articles: what stands between its wide gaps has no sentence's end.

        `9图 城东新桥通车：工期两年，费用三亿  10图 渡口关闭，渡船进了陈列馆  …`
        """
        starts = [piece.start for piece in self.pieces if piece.wide or not piece.start]
        parts = [self.text[start:end].rstrip() for start, end in pairwise((*starts, len(self.text)))]
        longer = [part for part in parts if len(part) >= SHORTEST]
        return len(longer) >= _LISTED and not any(len(part) > _HEADLINE or part[-1] in _STOPS for part in longer)

    def clauses(self, piece: Piece) -> bool:
        """Whether a piece has the marks of sentences in it."""
        return not set(self.text[piece.start : piece.end - 1]).isdisjoint("，。；,;")

    @property
    def mixed(self) -> bool:
        """Whether it has gaps of several kinds, or headlines side by side."""
        gaps = {
            bool(set(self.text[one.end : other.start]) & set(_BARS))
            for one, other in pairwise(self.pieces)
            if other.wide
        }
        return len(gaps) > 1 and sum(piece.wide for piece in self.pieces) >= _FEW


def read_run(line: str) -> Run | None:
    """The pieces of a line that has wide gaps, else None.

    >>> [(piece.kind, piece.wide) for piece in read_run("首页  城东新桥昨天正式通车|2022-09-21 14:50").pieces]
    [('word', False), ('text', True), ('row', True), ('row', False)]
    """
    if not line or line.isalnum() or not _GAP.search(line) or (line[0] in _BARS and line[-1] in _BARS):
        return None
    # most lines have single blanks, and are told by their last piece
    if not _WIDE_GAP.search(line) and not is_heading(fold(line.rsplit(maxsplit=1)[-1])):
        return None
    folded = fold(line)
    pieces = []
    start, wide = 0, False
    item = _ITEM.match(line)
    for gap in (*_GAP.finditer(line), None):
        if gap and item and gap.start() == item.end() and gap[0].isspace():
            continue
        end = gap.start() if gap else len(line)
        if end > start:
            pieces.append(Piece(start, end, kind_of(folded[start:end]), wide))
            wide = False
        if gap:
            wide = wide or bool(_WIDE_GAP.search(gap[0]))
            start = gap.end()
    run = any(piece.wide for piece in pieces) or (len(pieces) > 1 and pieces[-1].kind == HEADING)
    return Run(line, tuple(pieces)) if run else None


def take_apart(raws: Sequence[str]) -> tuple[dict[int, list[str]], str]:
    """The source lines of a dump that were several lines, by their number; and what shows that its maker did it, or "".

    >>> take_apart(["首页", "城东新桥昨天正式通车  2022-09-21 14:50  来源：远山日报"])
    ({1: ['城东新桥昨天正式通车', '2022-09-21 14:50  来源：远山日报']}, 'run together: 1 with texts glued')
    """
    alone = in_one_line(raws)
    lines = [at_blanks(raw) if alone else [raw.strip()] for raw in raws]
    unglued: list[list[str]] = []
    page = False  # whether a line has been a page's
    for pieces in lines:
        unglued.append([part for line in pieces for part in unglue(line, page)])
        page = page or (len(unglued[-1]) > 1 and any(len(part) > _TEXT for part in unglued[-1]))
    _said_again(unglued)
    runs = [[read_run(part) for part in found] for found in unglued]
    mixed = sum(run.mixed for found in runs for run in found if run)
    together = mixed >= _MIXED_LINES
    taken: dict[int, list[str]] = {}
    for number, (texts, found) in enumerate(zip(unglued, runs, strict=True)):
        if len(texts) > 1 or found[0]:
            taken[number] = [
                part
                for text, run in zip(texts, found, strict=True)
                for part in (parts(run, together) if run else (text,))
            ]
    glued = sum(len(texts) > 1 for texts in unglued)
    shown = [f"{mixed} lines with gaps of several kinds"] * together + [f"{glued} with texts glued"] * bool(glued)
    shown = ["all in one line"] if alone else shown
    return taken, f"run together: {', '.join(shown)}" if shown else ""


_PAPERS = frozenset(
    ("公告", "通知", "公示", "通告", "启事", "声明", "名单", "简介")
)  # of the office whose name is said again


def _said_again(unglued: list[list[str]]) -> None:
    """Part a line that is another line of the dump with a word of navigation or of a row glued to it, in place.

    `城东新桥昨天通车3小时前`, where `城东新桥昨天通车` is a line too: the page says its headline again.
    """
    whole = {texts[0] for texts in unglued if len(texts) == 1 and len(texts[0]) in _SAID}
    starts: dict[str, list[str]] = {}
    for text in whole:
        starts.setdefault(text[:_SHORTEST_SAID], []).append(text)
    for number, texts in enumerate(unglued):
        if len(texts) > 1 or not _SHORTEST_SAID < len(texts[0]) <= _SAID.stop + _GLUED:
            continue
        for text in starts.get(texts[0][:_SHORTEST_SAID], ()):
            rest = texts[0][len(text) :].strip()
            if (
                texts[0].startswith(text)
                and rest
                and rest not in _PAPERS
                and _is_other(rest)
                and kind_of(fold(text)) == TEXT
            ):
                unglued[number] = [text, rest]


def _is_other(rest: str) -> bool:
    """Whether what is glued to a headline is no part of it."""
    if rest in _PAPERS:
        return False
    if kind_of(fold(rest)) == ROW:
        return _DAY.fullmatch(rest) is None  # a list's entry with its day
    return kind_of(fold(rest)) == WORD or bool(_AGO.fullmatch(rest))


def parts(run: Run, together: bool) -> Iterator[str]:
    """The lines that a run was.

    Args:
        run: the run.
        together: whether the dump's maker is known to run lines together.

    >>> list(parts(read_run("城东新桥昨天正式通车  2022-09-21 14:50  来源：远山日报"), False))
    ['城东新桥昨天正式通车', '2022-09-21 14:50  来源：远山日报']
    """
    text, pieces = run.text, run.pieces
    apart = (
        together
        or sum(piece.kind == TEXT and (piece.wide or not piece.start) and not run.clauses(piece) for piece in pieces)
        >= _FEW
        or run.is_list()
    )
    depth, start = 0, 0
    accounts = set(_accounts(text, pieces)) if apart else frozenset[int]()
    for before, piece in pairwise(pieces):
        inside = text[before.start : before.end]
        depth = max(0, depth + sum(map(inside.count, _OPEN)) - sum(map(inside.count, _CLOSE)))
        if depth or text[before.end - 1] in GOES_ON or text[piece.start] in GOES_BACK:
            continue
        if _CLOCK.match(text, piece.start) and _DAY_END.search(text, before.start, before.end):
            continue
        if is_label(run.text[before.start : before.end]):  # 编辑|张三
            continue
        if _is_border(run, before, piece, apart) or not accounts.isdisjoint((before.start, piece.start)):
            gap = text[before.end : piece.start].rstrip()
            yield text[start : before.end] + gap
            start = piece.start
    yield text[start:]


def _accounts(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """Where the names of accounts begin, each before the mark of one: `城东新桥昨天通车 远山青 关注`."""
    for before, piece in pairwise(pieces):
        if before.kind == SHORT and is_account_mark(fold(text[piece.start : piece.end])):
            yield before.start


def _is_border(run: Run, before: Piece, piece: Piece, apart: bool) -> bool:
    """Whether two pieces were written for different places."""
    kinds = (before.kind, piece.kind)
    if HEADING in kinds:
        last = piece is run.pieces[-1] and SENTENCE not in kinds
        return piece.wide or apart or last  # a heading of other articles at the end of a line
    if not piece.wide:
        return apart and _weak_border(run.text, before, piece)
    gap = run.text[before.end : piece.start]
    if _MARKUP in gap:
        return True
    barred = not set(gap).isdisjoint(_BARS)
    if piece.kind == SENTENCE and before.kind in (TEXT, SENTENCE) and run.clauses(before):
        return bool(_INDENT.search(gap)) or (apart and barred)
    if piece.kind == ROW and not apart and _DAY.fullmatch(run.text, piece.start):
        return False  # a list's entry with its day; a row's day has something behind it
    if kinds == (WORD, TEXT) and barred:  # a title with its site, a way through the site's pages: 新闻 | 城东新桥通车
        return apart
    return apart or kinds in _BORDERS


def _weak_border(text: str, before: Piece, piece: Piece) -> bool:
    """The same with one blank between, on a dump whose maker runs lines together."""
    if piece.kind == ROW:
        return before.kind in (TEXT, SENTENCE)
    if _NUMBERED.match(text, piece.start):
        return before.kind in (TEXT, SENTENCE)
    return (before.kind, piece.kind) in _WEAK_BORDERS
