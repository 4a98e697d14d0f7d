"""Dates that a design sets over several lines: a large day above year and month, the year above month and day."""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar.date_parser import Parts, read_dates, read_time
from ..page import Page
from ..text import lazy_re as re
from ..text import views

_PIECE = re.compile(r"(?:[\d年月日/.:\s-]{1,12}|(?:\d{1,2}\s)?[A-Za-z]{3,9}\.?,?(?:\s\d{1,4})?)")
_UNIT = re.compile(r"[年月日/.-]")  # a line that goes with the one above: 2022 ⏎ 年 ⏎ 9 ⏎ 月
_LONGEST = 14  # characters of a piece
_PIECES = 3  # lines that a date is spread over; the time of day may stand on a further one
_RUN = 6  # lines of pieces from which on they are a calendar, or a table
_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
# inline elements, the day in large letters: their texts are one line
_DAY_ABOVE = re.compile(rf"{_DAY}日?\s?{_YEAR}\s?[年/.-]\s?{_MONTH}月?")
# forms of the pieces with a space between
_FORMS = tuple(
    re.compile(source)
    for source in (
        rf"{_YEAR}(?:\s?[年/.-]\s?| ){_MONTH}(?:\s?[月/.-]\s?| ){_DAY}日?",  # 2022 09/21, 2022/ 09/ 21, 2022-09 21
        rf"{_DAY}日? {_YEAR}\s?[年/.-]\s?{_MONTH}月?",  # 21 2022-09
        rf"{_MONTH}\s?[月/-]\s?{_DAY}日? {_YEAR}年?",  # 09-21 2022
        rf"{_DAY}日? {_MONTH}月 {_YEAR}年?",  # 21 9月 2022
    )
)


def read_split(page: Page) -> Iterator[tuple[int, Parts]]:
    """The dates over several lines, each with the number of its first line.

    >>> from newsclean import load
    >>> [(line, date)] = read_split(load("新桥通车\\n21\\n2022-09\\n正文"))
    >>> line, date.year, date.month, date.day
    (1, 2022, 9, 21)
    """
    run: list[int] = []
    for number, text in enumerate([*views.folded(page), ""]):
        # most lines begin as no piece does
        may_be = 0 < len(text) <= _LONGEST and (not "\u3400" <= text[0] <= "\u9fff" or text[0] in "年月日")
        if may_be and _PIECE.fullmatch(text):
            run.append(number)
            continue
        if not run:
            continue
        if len(run) == 1 and (match := _DAY_ABOVE.fullmatch(views.folded(page)[run[0]])):
            yield run[0], _of_match(match)._replace(form="split")
        elif 1 < len(run) <= _RUN:
            yield from _of_run(page, run)
        run = []


def _of_run(page: Page, run: list[int]) -> Iterator[tuple[int, Parts]]:
    """The first date that pieces on neighbouring lines make up."""
    texts: list[str] = []
    lines: list[int] = []
    for number in run:
        text = views.folded(page)[number].strip()
        if texts and _UNIT.fullmatch(text):
            texts[-1] += text
        else:
            texts.append(text)
            lines.append(number)
    for first in range(len(lines)):
        for last in range(min(first + _PIECES, len(lines)), first + 1, -1):
            parts = _joined(" ".join(texts[first:last]))
            if parts is None:
                continue
            timed = read_time(texts[last], parts) if last < len(lines) else None
            yield lines[first], (timed or parts)._replace(start=0, end=len(texts[first]), form="split")
            return


def _of_match(match: re.Match[str]) -> Parts:
    """The parts of a match that is all of a text."""
    return Parts(0, match.end(), int(match["year"]), int(match["month"]), int(match["day"]))


def _joined(text: str) -> Parts | None:
    """The date that is all of a text."""
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _of_match(match)
    dates = list(read_dates(text)) if any(char.isalpha() and char.isascii() for char in text) else []
    return dates[0] if len(dates) == 1 and dates[0].end - dates[0].start == len(text) and dates[0].year else None
