"""Runs of single characters that forums strew between paragraphs, against copies of their posts.

`) i' Z Q. R0 % m$ Y/ E3 w5` is nobody's word: pairs of a letter, a digit or a mark, with a blank behind each. The
forum's name or address stands beside, again and again. On the page it has the colour of the ground; a dump shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..page import Mark, Page
from ..text import lazy_re as re
from ..text import views
from ..text.matching import lines_with

# five and more of one or two characters: the first and the last may be glued to other words, by one character
_RUN = re.compile(r"(?:(?<![!-~])[!-~]{2}|[!-~])(?: [!-~]{1,2}){3,} (?:[!-~]{1,2}(?![!-~])|[!-~])")
_MAY_RUN = re.compile(r" [!-~]{1,2} [!-~]{1,2} [!-~]{1,2} ")  # in each of them: a cheap look before
_PAIR = re.compile(r"(?<![!-~])(?:[A-Za-z0-9][^\sA-Za-z0-9]|[^\sA-Za-z0-9][!-~])(?![!-~])")
_MARK = re.compile(r"[\[\]\\^_`{|}~$%&*#@;+=/]")
_RUNS = 3  # runs of a page that is strewn with them
_PAIRS, _MARKS = 2, 2  # of a run: chess, formulas and initials have fewer
_LEFT = 60  # characters of a line that a run leaves, for all of it to be one with the forum's name
_FIGURE = re.compile(r"(?<= )\d{1,2}\Z")
_COUNTED = re.compile("[年月日时時点點分人个個名岁歲元万萬亿億%]")
# what is no forum's name: a sentence, a numbered heading
_SENTENCE = re.compile(r"[。！？，]|[\u4e00-\u9fff]{9}|\A[一二三四五六七八九十]{1,3}、[\u4e00-\u9fff]")
_JOINT = r"[\s.,|]{0,3}"


def jammed(page: Page) -> Iterator[Mark]:
    """Mark what is strewn over a page: lines that are nothing else, and what stands before or behind a paragraph.

    >>> from newsclean import load
    >>> text = "老桥停航。 [8 e; D/ h+ S|\\n. N% ~6 O% _. q+\\n渡口改建。{C ^4 p% c; E0 u#\\n"
    >>> [(mark.line, mark.start, mark.end) for mark in jammed(load(text))]
    [(0, 6, 20), (1, None, None), (2, 5, 22)]
    """
    if not _MAY_RUN.search(views.text(page)):
        return
    found: dict[int, list[tuple[int, int]]] = {}
    alone: list[int] = []  # lines of one run that shows less
    for number in lines_with(views.text(page), _RUN):
        text = page.lines[number].text
        runs = [_without_figure(text, *match.span()) for match in _RUN.finditer(text) if _strewn(match[0])]
        if runs and not page.roles[number] and number not in page.cuts:  # cut: hidden by its style
            found[number] = runs
        elif _RUN.fullmatch(text) and len(_PAIR.findall(text)) >= _PAIRS and not page.roles[number]:
            alone.append(number)
    if sum(map(len, found.values())) < _RUNS:
        return
    yield from (Mark(number, "spam", "spam-jamming") for number in alone)
    left = {number: _left(page.lines[number].text, runs) for number, runs in found.items()}
    whole = {number for number, parts in left.items() if _is_nothing(parts)}
    names = {part for number in whole for part in left[number] if len(part) > 1}
    name = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"\Z"
    before = re.compile(rf"(?:(?:{name}){_JOINT})+\Z")
    behind = re.compile(rf"(?:{_JOINT}(?:{name}))+{_JOINT}")
    for number, runs in found.items():
        if number in whole:
            yield Mark(number, "spam", "spam-jamming")
            continue
        text = page.lines[number].text
        for start, end in runs:
            start = match.start() if (match := before.search(text, max(0, start - _LEFT), start)) else start
            end = match.end() if (match := behind.match(text, end)) else end
            yield Mark(number, "spam", "spam-jamming", start, end)


def _without_figure(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the figure that begins the words behind it.

    >>> _without_figure(") i' Z Q. R0 10月19日", 0, 15), _without_figure(") i' Z Q. R0 10昨天", 0, 15)
    ((0, 13), (0, 15))
    """
    figure = _FIGURE.search(text, start, end)
    return (start, figure.start()) if figure and _COUNTED.match(text, end) else (start, end)


def _strewn(run: str) -> bool:
    """Whether a run of short words is made of pairs with marks in them, rather than initials or a formula."""
    return len(_PAIR.findall(run)) >= _PAIRS and len(_MARK.findall(run)) >= _MARKS


def _left(text: str, runs: list[tuple[int, int]]) -> list[str]:
    """What some runs leave of a line."""
    borders = [0, *(border for run in runs for border in run), len(text)]
    return [part for a, b in zip(borders[::2], borders[1::2], strict=True) if (part := text[a:b].strip(" .,|"))]


def _is_nothing(parts: list[str]) -> bool:
    """Whether what runs leave of a line is the forum's name and address at most."""
    return sum(map(len, parts)) <= _LEFT and not any(_SENTENCE.search(part) for part in parts)
