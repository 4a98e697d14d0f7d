"""Verse: a run of short lines that say something, most of their page. Lists have no words between their nouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from . import lazy_re as re

_LINE = re.compile("[\"'《(]?[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z\"'《》()、,。!?;…·—\\-\\s]{1,27}")
_PART = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[)、.]?")  # the number of a part
_SIGNS = re.compile(r"(?:[^\w\s]|_){3,}\s?等?")  # between two parts, or where an enumeration goes on: ----, ......等
_LABEL = re.compile(r"\W*[\u4e00-\u9fff]{1,6}\s?[:/|]|第[\d一二三四五六七八九十百]{1,4}[章节回]")
_SAYS = re.compile("[的了着在是我你他她它不也这那都就把像又还]")
_TITLE = re.compile("《[^《》]{1,20}》")
# who wrote it: behind a sign or a label, or 2 to 4 characters below a title in its brackets
_SIGNED = re.compile(r"[■□●○◆◇★☆▲△※·*]\s?[\u4e00-\u9fff·]{2,8}|(?:文|诗|词|作者)\s?[:/|]\s?[\u4e00-\u9fff·]{2,8}")
_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_FEWEST = 8  # lines of a poem
_LONGEST = 29  # characters that `_LINE` takes at most
_MEAN = 13  # characters of a line: headlines of a list are longer
_SAYING, _OWN, _OF_PAGE = 0.35, 0.5, 0.5  # shares: of lines that say something, of different ones, of the page's text
_WORD, _MENU = 4, 0.5  # characters of most words of a menu; share of such ones, or of those that begin alike: 我的订单
_ABOVE = 5  # lines within which a title and who wrote it stand above the first verse


def verse_lengths(folded: Sequence[str]) -> list[int]:
    """For each line its characters if it is a verse, else 0.

    >>> poem = "雪落在渡口 也落在桥上 我的船还在等 等一个不来的人 风把灯吹灭了 又把灯点亮 水在流 都是旧时样子"
    >>> verse_lengths(["渡口", "■ 程一帆", *poem.split()])[:4], verse_lengths(["首页", "新闻", "关于我们"] * 4)[:3]
    ([0, 0, 5, 5], [0, 0, 0])
    """
    lengths = [0] * len(folded)
    for run in _runs(folded):
        start = _behind_signature(folded, run)
        lines = [folded[n] for n in range(start, run.stop) if not _is_between(folded[n])]
        if _is_verse(lines) and sum(map(len, lines)) >= _OF_PAGE * sum(map(len, folded)):
            for number in range(start, run.stop):
                lengths[number] = len(folded[number])
    return lengths


def _runs(folded: Sequence[str]) -> Iterator[range]:
    """The runs of lines that could be verses."""
    least, start, size = _OF_PAGE * sum(map(len, folded)), 0, 0
    for number, text in enumerate((*folded, "")):
        length = len(text)
        if 0 < length <= _LONGEST or _SIGNS.fullmatch(text):
            size += length if length <= _LONGEST else 0
            continue
        if number - start >= _FEWEST and size >= least:  # most are too short: a cheap look before
            yield from _runs_within(folded, start, number)
        start, size = number + 1, 0


def _runs_within(folded: Sequence[str], start: int, end: int) -> Iterator[range]:
    """Those among some lines."""
    for number, text in enumerate((*folded[start:end], ""), start):
        fits = any(form.fullmatch(text) for form in (_LINE, _PART, _SIGNED, _SIGNS))
        if fits and not (_LABEL.match(text) and not _SIGNED.fullmatch(text)):
            continue
        if number - start >= _FEWEST:
            yield range(start, number)
        start = number + 1


def _behind_signature(folded: Sequence[str], run: range) -> int:
    """Where the verses begin: behind who wrote them, near the beginning of the run."""
    for number in run[:_ABOVE]:
        below_title = number > run.start and _TITLE.fullmatch(folded[number - 1]) and _NAME.fullmatch(folded[number])
        if _SIGNED.fullmatch(folded[number]) or below_title:
            return number + 1
    return run.start


def _is_between(text: str) -> bool:
    """Whether a line stands between parts of a poem: a number, or signs alone."""
    return bool(_PART.fullmatch(text) or _SIGNS.fullmatch(text))


def _is_verse(lines: Sequence[str]) -> bool:
    """Whether lines are short, different, and say something."""
    if len(lines) < _FEWEST or sum(map(len, lines)) > _MEAN * len(lines):
        return False
    menu = max(sum(len(text) == _WORD for text in lines), max(Counter(text[0] for text in lines).values()))
    saying = sum(_SAYS.search(text) is not None for text in lines)
    return saying >= _SAYING * len(lines) and len(set(lines)) >= _OWN * len(lines) and menu <= _MENU * len(lines)
