"""Dates as Chinese pages write them: pure functions from folded text to parts, and from parts to a moment.

Nothing here knows of pages. `read_dates` finds the dates in a short text, `Parts.moment` makes one an aware datetime
or refuses it. What counts from another day (昨天, 3小时前) is read by `relative_dates`, what metadata and addresses
hold by `stamps`; `date_forms` has the forms for rules that only have to know that there is a date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..text import lazy_re as re
from .numerals import NUMERAL, number
from .time_of_day import Clock, clock_before, minutes_east, read_clock, zone_before, zone_opening

CHINA = dt.timezone(dt.timedelta(hours=8))
FIRST_YEAR = 1990  # older than the web: never the publication of a page
FIRST_PAPER = 1900  # but that of a paper whose pages stand in an archive
_AHEAD = dt.timedelta(days=2)  # zones ahead of this clock, and pages dated for tomorrow's paper
# forms whose years don't count from Christ, or lack the century: year 1 of the Republic's calendar is 1912
_ERAS = {"republic": 1911, "short": 2000}

Moment = tuple[dt.datetime, str]  # aware datetime, precision ("day", "minute" or "second")

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR_LAST = rf"{_YEAR}(?!\d(?!\d?:))"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
# a day of one digit is not the first of two, unless a time of day is glued to it
_LAST_DAY = r"(?P<day>3[01]|[12]\d|0[1-9]|[1-9](?=\d{1,2}:)|[1-9](?!\d))"
_TWO_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_TWO_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
# untranslated designs of blogs: July 28, 2016 and 28 Jul 2016
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = rf"(?P<month>(?i:{'|'.join(_MONTHS)}))[a-z]{{0,6}}\.?"
_ORDINAL_DAY = rf"{_DAY}(?:st|nd|rd|th)?"
_NUMERAL_MONTH = rf"(?P<month>{NUMERAL}{{1,2}})"
_NUMERAL_DAY = rf"(?P<day>{NUMERAL}{{1,3}})"
_REPUBLIC = r"(?:中[华華])?民[国國]\s?"
# eras that a year of two digits may count from, 民国24年 and 昭和24年 among them
_NO_ERA = r"(?<![\d国國和成治绪丰熙隆正历])"
# clicks run together with the day behind them: 阅读量:15202022-09-21
_COUNTED = r"(?P<counted>(?:阅读|浏览|点击|访问|人气)[量数次率]{0,2}\s?[:(]?\s?\d{1,7})"
# a run of digits behind a numeric date is its glued time (`10-0812:00`) or makes it something else
_CLOSED = r"(?!\.\d)(?![-/]\d(?!\d?:))"
_APART = r"(?!\d(?!\d?:[0-5]\d))(?![-/]\d)(?!\.\d)"


# What the forms have in common, each by a letter: a text without one of a form's signs need not be searched for it
_SIGNS = (
    ("年", re.compile("年")),
    ("月", re.compile("月")),
    ("N", re.compile(f"{NUMERAL}年")),
    ("民", re.compile("民[国國]")),
    ("-", re.compile(r"\d\s?[-/.]\s?\d")),
    ("·", re.compile(r"\d[_·、—–]\d")),
    (":", re.compile(r"\d:\d\d")),
    ("8", re.compile(r"\d{8}")),
    ("A", re.compile("[A-Za-z]{3}")),
    ("C", re.compile("阅读|浏览|点击|访问|人气")),
)
# Form, signs, pattern. Earlier forms have the first say where two overlap.
_FORMS = tuple(
    (form, frozenset(signs), re.compile(source))
    for form, signs, source in (
        ("year", "年月", rf"(?<![\d.]){_YEAR}\s?年\s?{_MONTH}\s?月\s?{_DAY}\s?[日号]?"),
        ("year", "-", rf"(?<![\d.]){_YEAR}\s?(?P<mark>[-/.])\s?{_MONTH}\s?(?P=mark)\s?{_LAST_DAY}日?{_CLOSED}"),
        ("year", "C-", rf"{_COUNTED}{_YEAR}(?P<mark>[-/.])\s?{_MONTH}(?P=mark)\s?{_LAST_DAY}日?{_CLOSED}"),
        ("year", "C年月", rf"{_COUNTED}{_YEAR}年{_MONTH}月{_DAY}日"),
        # marks of other dates' neighbours and of lists: both must be there, and no third
        ("year", "·", rf"(?<![\d.]){_YEAR}(?P<mark>[_·、—–]){_TWO_MONTH}(?P=mark){_TWO_DAY}(?!\d)(?!(?P=mark))"),
        ("numerals", "N月", rf"(?P<year>[一二]{NUMERAL}{{3}})年{_NUMERAL_MONTH}月{_NUMERAL_DAY}[日号]"),
        ("republic", "民", rf"(?:{_REPUBLIC})(?P<year>{NUMERAL}{{2,6}})年{_NUMERAL_MONTH}月{_NUMERAL_DAY}日"),
        ("republic", "N月", rf"(?<![一-鿿])(?P<year>一[一二]{NUMERAL})年{_NUMERAL_MONTH}月{_NUMERAL_DAY}日"),
        ("republic", "年月", rf"(?<!\d)(?:{_REPUBLIC})?(?P<year>1[0-4]\d|[89]\d)\s?年\s?{_MONTH}\s?月\s?{_DAY}\s?日"),
        ("republic", "-", rf"(?<![\d./-])(?P<year>1[0-4]\d)(?P<mark>[-/.]){_TWO_MONTH}(?P=mark){_TWO_DAY}{_APART}"),
        ("short", "年月", rf"{_NO_ERA}(?P<year>[0-3]\d)年{_MONTH}月{_DAY}日"),
        ("short", "-", rf"(?<![\d./-])(?P<year>[0-4]\d)(?P<mark>[-/.]){_TWO_MONTH}(?P=mark){_TWO_DAY}{_APART}"),
        ("year", "-:", rf"(?<![\d.]){_YEAR}\s?{_TWO_MONTH}/\s?{_TWO_DAY}(?=\s?\d\d:\d\d)"),  # 202209/21 14:50
        ("year", "8:", rf"(?<!\d){_YEAR}{_TWO_MONTH}{_TWO_DAY}(?=\s\d?\d:\d\d)"),  # 20220921 14:50
        # 20220921145059
        ("year", "8", rf"(?<!\d){_YEAR}{_TWO_MONTH}{_TWO_DAY}(?P<clock>(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)(?!\d)"),
        # 14:502022/09/21
        (
            "year",
            "-:",
            rf"(?<![\d:])(?P<before>[0-2]\d:[0-5]\d){_YEAR}(?P<mark>[-/.]){_TWO_MONTH}(?P=mark){_TWO_DAY}(?!\d)",
        ),
        # a large day before year and month, as designs set it: 21 2022-09
        ("day-first", "-", rf"(?<![\d./-]){_TWO_DAY}\s{_YEAR}\s?[-/.]\s?{_TWO_MONTH}(?=\s[一-鿿]|\Z)"),
        ("compact", "8", rf"(?<!\d){_YEAR}{_TWO_MONTH}{_TWO_DAY}(?!\d)"),
        ("month-name", "A", rf"\b{_MONTH_NAME}\s{_ORDINAL_DAY},?\s{_YEAR_LAST}"),
        ("day-and-name", "A", rf"(?<![\d./-]){_ORDINAL_DAY}\s{_MONTH_NAME},?\s{_YEAR_LAST}"),
        ("day-and-name", "A", rf"(?<![\d./-]){_DAY}-{_MONTH_NAME}-{_YEAR_LAST}"),
        ("month-name", "A", rf"(?<!\d){_YEAR}-{_MONTH_NAME}-{_DAY}(?!\d)"),
        # as translated designs of blogs have it: 八月 15, 2017
        ("month-name", "月", rf"(?<![\d年]){_MONTH}\s?月\s{_DAY},\s?{_YEAR_LAST}"),
        ("month-name", "月", rf"(?<![年一二三四五六七八九十]){_NUMERAL_MONTH}月\s{_DAY},\s?{_YEAR_LAST}"),
        ("yearless", "A:", rf"\b{_MONTH_NAME}\s{_ORDINAL_DAY}(?=,?\s\d?\d:\d\d)"),
        ("yearless", "月", rf"(?<![\d年]){_MONTH}\s?月\s?{_DAY}\s?[日号]"),
        ("yearless", "-", rf"(?<![\d./月-]){_TWO_MONTH}[-/]{_TWO_DAY}{_APART}"),
        ("either-first", "-", rf"(?<![\d./-])(?P<day>[0-3]?\d)(?P<mark>[-/])(?P<month>[0-3]?\d)(?P=mark){_YEAR_LAST}"),
        ("day-first", "-", rf"(?<![\d./-]){_TWO_DAY}\.{_TWO_MONTH}\.{_YEAR_LAST}(?!\.)"),  # as Central Europe has it
    )
)
_SIGN = re.compile(r"[\d年]")  # most lines are names of links without any
# The cheap look before the forms: what each of them has, but for the signs that are a text's own anywhere. A form with
# another mark between its digits needs the mark here too.
_GUARD = re.compile(
    r"""
    \d\s?[-/.年月_·、—–]\s?\d
  | [一二三四五六七八九十〇零○O]年
  | (?:19|20)\d{6}
  | [一二三四五六七八九十]月\ \d                                   # 九月 21, 2022
  | [a-z]\.?,?[ -](?:\d{1,2}(?:st|nd|rd|th)?,?\ )?(?:19|20)\d\d     # Sep. 21, 2022; 21-Sep-2022
  | (?:19|20)\d\d-[A-Z] | [A-Z][a-z]{2,8}\.?\ \d{1,2},?\ \d?\d:   # 2022-Sep-21; Sep 21, 14:50
    """,
    re.VERBOSE,
)
# where a row says in which order it gives day and month: 日期(日/月/年), Date (dd/mm/yyyy)
_DAY_FIRST = re.compile(r"日\s?/\s?月\s?/\s?年|dd?/mm?/y", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"月\s?/\s?日\s?/\s?年|mm?/dd?/y", re.IGNORECASE)
_TO = re.compile(r"\s?(?:[-—–~]{1,2}|[至到])\s?")
_FROM = re.compile(r"\d日?\s?(?:[-—–~]{1,2}|[至到])\s?\Z")
_TO_DAY = re.compile(r"\s?(?:[-—–~]{1,2}|[至到])\s?(?:\d{1,2}\s?月\s?)?\d{1,2}\s?[日号]")


class Parts(NamedTuple):
    """A date as written: `text[start:end]`, and its parts; None where it shows none."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    zone: str = ""  # as written, in capitals: see `time_of_day.minutes_east`
    form: str = "year"  # the form that it is written in: see `_FORMS`

    def moment(self, year: int | None = None, first: int = FIRST_YEAR) -> Moment | None:
        """The moment meant, Chinese time unless a zone is written; None if there is no such day or it is to come.

        `year` stands in where the page shows none, `first` is the first year that may be meant. Greenwich is a server's
        clock, not the page's zone: such a time comes out as Chinese.

        >>> date = next(read_dates("5月20日08:12"))
        >>> date.moment(), str(date.moment(2021)[0])
        (None, '2021-05-20 08:12:00+08:00')
        """
        year = self.year or year
        if year is None or year < first:
            return None
        hour = self.hour or 0
        try:
            offset = minutes_east(self.zone, dt.date(year, self.month, self.day)) if self.zone else None
            zone = CHINA if offset is None else dt.timezone(dt.timedelta(minutes=offset))
            date = dt.datetime(year, self.month, self.day, hour % 24, self.minute, self.second or 0, tzinfo=zone)
        except ValueError:
            return None
        if hour == 24:  # midnight at the end of the day
            date += dt.timedelta(days=1)
        if is_to_come(date):
            return None
        return date.astimezone(CHINA) if offset == 0 else date, self.precision

    @property
    def precision(self) -> str:
        """How much is shown: "day", "minute" or "second"."""
        return "day" if self.hour is None else "minute" if self.second is None else "second"

    def at(self, clock: Clock) -> Parts:
        """The date with a time of day."""
        return self._replace(hour=clock.hour, minute=clock.minute, second=clock.second, zone=clock.zone or self.zone)


def is_to_come(date: dt.datetime) -> bool:
    """Whether a date lies further ahead than zones and next day's papers explain."""
    return date > dt.datetime.now(dt.timezone.utc) + _AHEAD


def may_hold_date(text: str) -> bool:
    """Whether a folded text has something of a date: where it has not, `read_dates` need not look.

    >>> may_hold_date("新桥2022年通车"), may_hold_date("2022年9月21日"), may_hold_date("来源:某市日报")
    (False, True, False)
    """
    return bool(_SIGN.search(text) and _GUARD.search(text))


def read_dates(text: str, order: str = "") -> Iterator[Parts]:
    """All dates in a folded text of a line's length, in order of place; not the ends of a span (3月12日至15日).

    `order`: "day" or "month", where the page tells which of the two comes first in 01/09/2022.

    >>> [(date.year, date.month, date.day, date.hour) for date in read_dates("18-03-0823:16 更新:2018年3月9日")]
    [(2018, 3, 8, 23), (2018, 3, 9, None)]
    """
    if not may_hold_date(text):
        return
    found: list[Parts] = []
    taken = bytearray(len(text))
    for form, pattern in _forms_with(frozenset([sign for sign, look in _SIGNS if look.search(text)])):
        for match in pattern.finditer(text):
            parts = None if any(taken[match.start() : match.end()]) else _parts(form, match, text, order)
            if parts is not None:
                parts = _with_time(parts, text)
                taken[parts.start : parts.end] = b"\1" * (parts.end - parts.start)
                found.append(parts)
        if len(found) == 1 and not (_SIGN.search(text, 0, found[0].start) or _SIGN.search(text, found[0].end)):
            break  # no other form finds anything without
    yield from _without_spans(sorted(found, key=lambda parts: parts.start), text)


@cache
def _forms_with(shown: frozenset[str]) -> list[tuple[str, re.Pattern[str]]]:
    """The forms that a text with some signs may hold, and their patterns."""
    return [(form, pattern) for form, signs, pattern in _FORMS if signs <= shown]


def _parts(form: str, match: re.Match[str], text: str, order: str) -> Parts | None:
    """Year, month and day of one match, and the time that is glued to it."""
    given = match.groupdict()
    year = number(given["year"]) + _ERAS.get(form, 0) if given.get("year") else None
    name = given["month"].lower()
    month = _MONTHS.index(name) + 1 if name in _MONTHS else number(name)
    day = number(given["day"])
    if form == "either-first":
        if _MONTH_FIRST.search(text) or (day <= 12 < month) or (order == "month" and day <= 12):
            month, day = day, month
        elif not (_DAY_FIRST.search(text) or (month <= 12 < day) or day == month or order == "day"):
            return None  # day or month first: nobody can tell
    start = match.end("counted") if "counted" in given else match.start()
    parts = Parts(start, match.end(), year, month, day, form=form)
    if before := given.get("before"):
        return parts._replace(hour=int(before[:2]), minute=int(before[3:]))
    clock = given.get("clock")
    return parts._replace(hour=int(clock[:2]), minute=int(clock[2:4]), second=int(clock[4:])) if clock else parts


def _with_time(parts: Parts, text: str) -> Parts:
    """The date with the time of day that is written behind it, or before it, and the zone."""
    zone = zone_before(text, parts.start)
    if zone:
        parts = parts._replace(start=text.rindex(zone, 0, parts.start), zone=zone)
    if parts.hour is not None:
        return parts
    clock = read_clock(text, parts.end)
    if clock is not None:
        return parts.at(clock)._replace(end=clock.end)
    clock = clock_before(text, parts.start)
    return parts if clock is None else parts.at(clock)._replace(start=clock.start)


def _without_spans(found: list[Parts], text: str) -> Iterator[Parts]:
    """The dates that are no end of a span."""
    for place, parts in enumerate(found):
        behind = text[parts.end : found[place + 1].start] if place + 1 < len(found) else ""
        opens = (behind and _TO.fullmatch(behind)) or _TO_DAY.match(text, parts.end)
        if not opens and not _FROM.search(text[max(0, parts.start - 6) : parts.start]):
            yield parts


def read_time(text: str, date: Parts) -> Parts | None:
    """The date with the time of day that makes up a whole text, such as the next line; None where it is something else.

    >>> day = Parts(0, 10, 2022, 9, 21)
    >>> read_time("08:12", day).hour, read_time("香港时间18时05分", day).zone, read_time("08:12更新", day)
    (8, '香港时间', None)
    """
    named = zone_opening(text)
    clock = read_clock(text[len(named) :], 0, whole=True) if date.hour is None else None
    return None if clock is None else date.at(clock)._replace(zone=clock.zone or named.strip() or date.zone)
