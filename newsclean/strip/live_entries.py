"""Entries that are made alike: those of a live report below their times, pictures with a heading and a credit each.

No heading of one entry is the headline, and the times are neither the page's row nor a reader's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..grammar.date_forms import CLOCK, YEAR
from ..page import Page, of_lines
from ..text import lazy_re as re
from ..text import views

_TIME = rf"(?:{CLOCK}|\d{{1,2}}[时点](?:\d{{1,2}}分)?)"
_DOTTED = rf"\d{{1,2}}\.\d{{1,2}}\.{YEAR}"
_STAMP = re.compile(rf"\W?(?:(?:{_DOTTED}|\d{{1,2}}月\d{{1,2}}日)?\s?{_TIME}|{_DOTTED})\W?")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_SIZE = 24  # characters of one
_LAST = frozenset("0123456789日分时点)]】")  # a cheap look before
_TOOK = re.compile(r"摄\W{0,2}$")
_ALIKE, _TIMES = 3, 2  # headings that make a run, times right above paragraphs
_HEADING = 45  # characters of an entry's heading
_PICTURE = 30  # the same of a picture's
_BARS = frozenset("| ")
_PARAGRAPH = 20  # characters of an entry


class Entries(NamedTuple):
    """Numbers of the headings of entries, of the times above them or above their paragraphs, and of pictures' texts."""

    headings: frozenset[int]
    times: frozenset[int]
    pictures: frozenset[int] = frozenset()


def is_stamp(text: str) -> bool:
    """Whether a folded line is nothing but a time of day, with its day or without.

    >>> is_stamp("2月23日17时30分"), is_stamp("21:25"), is_stamp("2月23日下午新桥通车")
    (True, True, False)
    """
    return len(text) <= _SIZE and text[-1:] in _LAST and _STAMP.fullmatch(text) is not None


def _in_order(stamps: Mapping[int, str]) -> set[int]:
    """The lines of times, unless those without a day stand in no order: lengths of videos do."""
    clocks = [tuple(map(int, text.split(":"))) for text in stamps.values() if _CLOCK.fullmatch(text)]
    ordered = clocks in (sorted(clocks), sorted(clocks, reverse=True))
    return {number for number, text in stamps.items() if ordered or not _CLOCK.fullmatch(text)}


def _heads_entry(folded: Sequence[str], prose: Sequence[int], number: int) -> bool:
    """Whether an entry stands right below a line, or below one that announces it: 来自前方的消息——."""
    announced = folded[number + 1][-1] in "—:" and number + 2 < len(folded)
    return prose[number + 1] >= _PARAGRAPH or (announced and prose[number + 2] >= _PARAGRAPH)


@of_lines
def entries(page: Page) -> Entries:
    """The entries of a page: three headings alike at least, or two times right above paragraphs.

    >>> from newsclean import load
    >>> one = "10:0{}\\n第{}班船靠岸了\\n船上的九十名乘客都平安上了岸，没有人受伤。"
    >>> entries(load("\\n".join(one.format(n, n) for n in (1, 2, 3)))).headings
    frozenset({1, 4, 7})
    """
    folded, prose = views.folded(page), views.prose(page)
    timed, pictured, alone = [], [], []
    stamps = _in_order({number: text for number, text in enumerate(folded) if text[-1] in _LAST and is_stamp(text)})
    for number in range(len(folded) - 1):
        opened = not number or prose[number - 1] or number - 1 in stamps
        if number in stamps and opened and _heads_entry(folded, prose, number):
            alone.append(number)
        if prose[number] or prose[number + 1] < _PARAGRAPH or len(folded[number]) > _HEADING or number in stamps:
            continue
        if number - 1 in stamps:
            timed.append(number)
        elif number + 2 < len(folded) and not prose[number + 2] and _TOOK.search(folded[number + 2][-4:]):
            pictured.append(number)
    headings = [number for run in (timed, pictured) if len(run) >= _ALIKE for number in run]
    times = set(alone) if len(alone) >= _TIMES else set()
    times.update(number - 1 for number in headings if number - 1 in stamps)
    times.update(number - 1 for number in tuple(times) if number - 1 in stamps)
    return Entries(frozenset(headings), frozenset(times), _told_by_pictures(page))


def _told_by_pictures(page: Page) -> frozenset[int]:
    """The texts of a dump's pictures that are told one by one, each below its heading, with who took it at the end."""
    if page.kind != "text" or "摄" not in views.text(page):
        return frozenset()
    lines = [(n, text) for n, text in enumerate(views.folded(page)) if not _BARS.issuperset(text)]
    found: list[int] = []
    for at, (number, text) in enumerate(lines[1:], 1):
        above, below = lines[at - 1][1], lines[at + 1][1] if at + 1 < len(lines) else ""
        if not _TOOK.search(text[-4:]) or not _is_sentence(text) or not _is_heading(above):
            continue
        # the next one's heading, or the end
        if not below or _is_heading(below):
            found.append(number)
    # below a text of the page's own; a list of pictures has none
    own = any(length >= 2 * _PARAGRAPH for length in views.prose(page)[: found[0] - 1]) if found else False
    return frozenset(found) if own and len(found) >= _TIMES else frozenset()


def _is_sentence(text: str) -> bool:
    """Whether a line tells what a picture shows in a sentence or more."""
    return "," in text and "。" in text and len(text) >= _PARAGRAPH


def _is_heading(text: str) -> bool:
    """Whether a line may be what a picture is called."""
    return 3 < len(text) <= _PICTURE and "。" not in text and not _TOOK.search(text[-4:])
