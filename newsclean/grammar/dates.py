"""Dates as Chinese pages write them: pure functions from folded text to parts, and from parts to a moment.

Nothing here knows of pages. `read_dates` finds the dates in a short text, `Parts.moment` makes one an aware datetime
or refuses it, `read_stamp` reads what metadata and scripts write, `read_address` what an address holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import NamedTuple

CHINA = dt.timezone(dt.timedelta(hours=8))
FIRST_YEAR = 1990  # older than the web: never the publication of a page
_AHEAD = dt.timedelta(days=2)  # zones ahead of this clock, and pages dated for tomorrow's paper
_REPUBLIC = 1911  # year 1 of the Republic's calendar, which Taiwan uses, is 1912

Moment = tuple[dt.datetime, str]  # aware datetime, precision ("day", "minute" or "second")

_MONTH = r"(1[0-2]|0?[1-9])"
_DAY = r"(3[01]|[12]\d|0?[1-9])"
# a day of one digit is not the first of two, unless a time of day is glued to it
_LAST_DAY = r"(3[01]|[12]\d|0[1-9]|[1-9](?=\d{1,2}:)|[1-9](?!\d))"
_TWO_MONTH = r"(0[1-9]|1[0-2])"
_TWO_DAY = r"(0[1-9]|[12]\d|3[01])"
# untranslated designs of blogs: July 28, 2016 and 28 Jul 2016
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAME = rf"(?i:({'|'.join(_MONTHS)})[a-z]{{0,6}})\.?"
_YEAR_LAST = r"((?:19|20)\d\d)(?!\d(?!\d?:))"
_NUMERAL = "[一二三四五六七八九十〇零○]"
# a run of digits behind a numeric date is its glued time (`10-0812:00`) or makes it something else
_CLOSED = r"(?!\.\d)(?![-/]\d(?!\d?:))"
_APART = r"(?!\d(?!\d?:[0-5]\d))(?![-/]\d)(?!\.\d)"
# Form -> pattern; the groups are year, month, day. Earlier forms have the first say where two overlap.
_FORMS = (
    ("year", re.compile(rf"(?<![\d.])((?:19|20)\d\d)\s?年\s?{_MONTH}\s?月\s?{_DAY}\s?[日号]?")),
    ("year", re.compile(rf"(?<![\d.])((?:19|20)\d\d)\s?([-/.])\s?{_MONTH}\s?\2\s?{_LAST_DAY}日?{_CLOSED}")),
    ("numerals", re.compile(rf"([一二]{_NUMERAL}{{3}})年({_NUMERAL}{{1,2}})月({_NUMERAL}{{1,3}})日")),
    ("republic", re.compile(rf"(?<!\d)(?:民国\s?)?(1[0-4]\d|[89]\d)\s?年\s?{_MONTH}\s?月\s?{_DAY}\s?日")),
    ("republic", re.compile(rf"(?<![\d./-])(1[0-4]\d)([-/.]){_TWO_MONTH}\2{_TWO_DAY}{_APART}")),
    ("short", re.compile(rf"(?<![\d./-])([0-4]\d)([-/.]){_TWO_MONTH}\2{_TWO_DAY}{_APART}")),
    ("year", re.compile(rf"(?<![\d.])((?:19|20)\d\d)\s?{_TWO_MONTH}/{_TWO_DAY}(?=\s?\d\d:\d\d)")),  # 202209/21 14:50
    ("compact", re.compile(rf"(?<!\d)((?:19|20)\d\d){_TWO_MONTH}{_TWO_DAY}(?!\d)")),
    ("yearless", re.compile(rf"(?<![\d年])(){_MONTH}\s?月\s?{_DAY}\s?[日号]")),
    ("yearless", re.compile(rf"(?<![\d./月-])(){_TWO_MONTH}[-/]{_TWO_DAY}{_APART}")),
    ("american", re.compile(rf"(?<![\d./-])([0-3]?\d)/([0-3]?\d)/{_YEAR_LAST}")),
    ("day-first", re.compile(rf"(?<![\d./-]){_TWO_DAY}\.{_TWO_MONTH}\.{_YEAR_LAST}(?!\.)")),  # as Central Europe has it
    ("month-name", re.compile(rf"\b{_MONTH_NAME}\s{_DAY}(?:st|nd|rd|th)?,\s?{_YEAR_LAST}")),
    ("day-and-name", re.compile(rf"(?<![\d./-]){_DAY}\s{_MONTH_NAME},?\s{_YEAR_LAST}")),
)
_TIME = re.compile(
    r"(?:\s?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?|\s?\([一二三四五六日]\))?\s?[,|·T\-]?\s?"
    r"(上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上|晚间|[AP]M)?\s?"
    r"(2[0-4]|[01]?\d)\s?(?::|时|点)\s?([0-5]\d)(?!\d)(?:\s?分(?!钟))?(?:(?:(?<=分)|:)\s?([0-5]\d)(?!\d)(?:秒|\.\d{1,9})?)?"
    r"(?:\s?([AP]M)\b)?(?:\s?(Z\b|[+-](?:0\d|1[0-4]):?[0-5]\d\b))?",
    re.IGNORECASE,
)
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_SECONDS = re.compile(r"(?:1[0-9]|[89])\d{8}(?:\d{3})?")
_COMPACT = re.compile(rf"((?:19|20)\d\d){_TWO_MONTH}{_TWO_DAY}(?:T?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?")
_ADDRESS = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?:([-/_]){_MONTH}\2{_DAY}|([-/_]?){_TWO_MONTH}[-/_]?{_TWO_DAY})(?!\d)")


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
    offset: int | None = None  # minutes east of Greenwich
    form: str = "year"  # the form that it is written in: see `_FORMS`

    def moment(self, year: int | None = None) -> Moment | None:
        """The moment meant, Chinese time unless an offset is written; None if there is no such day or it is to come.

        `year` stands in where the page shows none.

        >>> date = next(read_dates("5月20日08:12"))
        >>> date.moment(), str(date.moment(2021)[0])
        (None, '2021-05-20 08:12:00+08:00')
        """
        year = self.year or year
        if year is None or year < FIRST_YEAR:
            return None
        zone = CHINA if self.offset is None else dt.timezone(dt.timedelta(minutes=self.offset))
        hour = self.hour or 0
        try:
            date = dt.datetime(year, self.month, self.day, hour % 24, self.minute, self.second or 0, tzinfo=zone)
        except ValueError:
            return None
        if hour == 24:  # midnight at the end of the day
            date += dt.timedelta(days=1)
        if is_to_come(date):
            return None
        if self.offset == 0:  # a server's clock, not the page's zone
            date = date.astimezone(CHINA)
        precision = "day" if self.hour is None else "minute" if self.second is None else "second"
        return date, precision


def is_to_come(date: dt.datetime) -> bool:
    """Whether a date lies further ahead than zones and next day's papers explain."""
    return date > dt.datetime.now(dt.timezone.utc) + _AHEAD


def read_dates(text: str) -> Iterator[Parts]:
    """All dates in a folded text of a line's length, in order of place.

    >>> [(date.year, date.month, date.day, date.hour) for date in read_dates("18-03-0823:16 更新:2018年3月9日")]
    [(2018, 3, 8, 23), (2018, 3, 9, None)]
    """
    found: list[Parts] = []
    taken = bytearray(len(text))
    for form, pattern in _FORMS:
        for match in pattern.finditer(text):
            parts = None if any(taken[match.start() : match.end()]) else _parts(form, match)
            if parts is not None:
                parts = _with_time(parts, text)
                taken[parts.start : parts.end] = b"\1" * (parts.end - parts.start)
                found.append(parts)
    yield from sorted(found, key=lambda parts: parts.start)


def _parts(form: str, match: re.Match[str]) -> Parts | None:
    """Year, month and day of one match."""
    groups = [group for group in match.groups() if group is None or group not in ("-", "/", ".")]
    first, second, third = groups[0] or "", groups[-2] or "", groups[-1] or ""
    year: int | None = None
    if form == "numerals":
        year = int("".join(str(_DIGITS.get(digit, 0)) for digit in first))
        month, day = _small(second), _small(third)
    elif form == "american":
        if (int(first) > 12) is (int(second) > 12) and first != second:
            return None  # day or month first: nobody can tell
        year, month, day = int(third), *((int(first), int(second)) if int(first) <= 12 else (int(second), int(first)))
    elif form == "day-first":
        year, month, day = int(third), int(second), int(first)
    elif form in ("month-name", "day-and-name"):
        name, number = (first, second) if form == "month-name" else (second, first)
        year, month, day = int(third), _MONTHS.index(name.lower()) + 1, int(number)
    else:
        if form != "yearless":
            year = int(first) + {"short": 2000, "republic": _REPUBLIC}.get(form, 0)
        month, day = int(second), int(third)
    return Parts(match.start(), match.end(), year, month, day, form=form)


def _small(numeral: str) -> int:
    """A number below a hundred in Chinese numerals: `二十一` or `二一`; 0 where it is none.

    >>> _small("十"), _small("十二"), _small("二十"), _small("三十一")
    (10, 12, 20, 31)
    """
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    return _DIGITS.get(tens or "一", 0) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def _with_time(parts: Parts, text: str) -> Parts:
    """The date with the time of day that is written behind it."""
    match = _TIME.match(text, parts.end)
    return parts if match is None else _timed(parts, match)


def _timed(parts: Parts, match: re.Match[str]) -> Parts:
    """The date with a matched time of day, twelve-hour clocks made twenty-four."""
    before, hours, minute, second, after, offset = match.groups()
    hour = int(hours)
    half = (before or after or "").upper()
    if half in ("PM", "下午", "傍晚", "晚上", "晚间") and hour < 12:
        hour += 12
    elif half in ("AM", "凌晨") and hour == 12:
        hour = 0
    return parts._replace(
        end=match.end(),
        hour=hour,
        minute=int(minute),
        second=int(second) if second else None,
        offset=_minutes(offset) if offset else None,
    )


def _minutes(offset: str) -> int:
    """Minutes east of Greenwich: `Z`, `+0800` or `-05:00`."""
    if offset in "Zz":
        return 0
    minutes = int(offset[1:3]) * 60 + int(offset[-2:])
    return -minutes if offset[0] == "-" else minutes


def read_time(text: str, date: Parts) -> Parts | None:
    """The date with the time of day that makes up a whole text, such as the next line; None where it is something else.

    >>> read_time("08:12", Parts(0, 10, 2022, 9, 21)).hour
    8
    """
    match = _TIME.fullmatch(text)
    return None if match is None or date.hour is not None else _timed(date, match)._replace(end=date.end)


def read_stamp(text: str) -> Moment | None:
    """A moment as metadata and scripts write it: also Unix seconds and milliseconds, `20220921145059`, RFC 2822.

    Midnight to the second is taken for a day: content systems fill in the time where they know only the day.

    >>> read_stamp("1663743059")[1], str(read_stamp("20220921")[0].date()), read_stamp("2022-09-21 00:00:00")[1]
    ('second', '2022-09-21', 'day')
    """
    text = text.strip()
    if _SECONDS.fullmatch(text):
        date = dt.datetime.fromtimestamp(int(text[: len(text) - 3] if len(text) > 10 else text), CHINA)
        return None if is_to_come(date) or date.year < FIRST_YEAR else (date, "second")
    compact = _COMPACT.fullmatch(text)
    if compact:
        year, month, day, hour, minute, second = (int(group) if group else None for group in compact.groups())
        return Parts(0, 0, year, month or 0, day or 0, hour, minute or 0, second).moment()
    found = next(read_dates(text[:80]), None)
    moment = found.moment() if found is not None and found.start < 5 and found.form != "republic" else None
    if moment is None and ":" in text and text[-1:].isalnum():
        moment = _mail(text)
    if moment is not None and moment[1] == "second" and moment[0].time() == dt.time():
        return moment[0], "day"
    return moment


def _mail(text: str) -> Moment | None:
    """The date of a mail header, `Wed, 21 Sep 2022 14:50:59 GMT`."""
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=CHINA)
    date = date.astimezone(CHINA) if not date.utcoffset() else date
    return None if is_to_come(date) or date.year < FIRST_YEAR else (date, "second")


def read_address(url: str) -> Moment | None:
    """The day that an address holds; a host or a query does not count.

    >>> str(read_address("https://news.example.cn/a/2022-09/21/c_1.htm")[0].date())
    '2022-09-21'
    """
    path = re.sub(r"^(?:https?:)?//[^/]*", "", url).split("?", 1)[0]
    for match in _ADDRESS.finditer(path):
        groups = [int(group) for group in match.groups() if group and group.isdigit()]
        moment = Parts(0, 0, groups[0], groups[1], groups[2]).moment()
        if moment is not None:
            return moment
    return None
