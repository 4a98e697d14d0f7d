"""Dates that count from the day of fetching: 3小时前, 刚刚, 昨天 14:05, 周三, and a day without its year.

Words of the calendar count in Chinese time, whatever the zone of fetching. What comes out claims no more than the page
shows: seconds and minutes ago give a minute; hours ago give the day, since sites cut off the rest; weeks, months and
years ago are coarser than a day and give nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..text import lazy_re as re
from .date_parser import CHINA, Moment, Parts
from .numerals import NUMERAL, number
from .time_of_day import read_clock

_COUNT = rf"(?P<count>\d{{1,3}}|{NUMERAL}{{1,3}}|半|(?:an?|one)(?=\s))"
_AGO = re.compile(
    rf"""
    (?P<now>[刚剛]{{1,2}}[刚剛才]|\bjust\ now\b)
  | (?<![\d.]){_COUNT}\s?[个個]?\s?
    (?: (?P<minutes>秒[钟鐘]?|分[钟鐘]?|分[钟鐘]|seconds?|min(?:ute)?s?)
      | (?P<hours>小[时時]|[钟鐘][头頭]|h(?:ou)?rs?)
      | (?P<days>[天日]|days?)
    )\s?(?:[之以]?前|\bago\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DAYS_BACK = {"今": 0, "昨": 1, "前": 2, "大前": 3, "today": 0, "yesterday": 1}
_CALENDAR = re.compile(
    r"(?:(?<![一-鿿])|(?<=[于於间期]))(?P<day>大前(?=[天日])|[今昨前](?=[天日晚早晨])|\btoday\b|\byesterday\b)(?P<night>[天日晚早晨])?(?:\s?at\b)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?<![一-鿿])(?P<last>上)?[个個]?(?:星期|[周週]|[礼禮]拜)(?P<weekday>[一二三四五六日天])(?![一-鿿])"
)
_WEEKDAYS = "一二三四五六日"
_BACK = 9  # years back in which a 29 February comes again


def read_relative(text: str, fetched: dt.datetime) -> Iterator[Parts]:
    """The dates in a folded text that count from the time of fetching, with the day that they mean.

    >>> noon = dt.datetime(2024, 3, 12, 12, 0, tzinfo=CHINA)
    >>> for date in read_relative("昨天 14:05 | 3小时前", noon):
    ...     print(date.month, date.day, date.hour, date.precision)
    3 11 14 minute
    3 12 None day
    """
    now = fetched.astimezone(CHINA)
    found = [_ago(match, now) for match in _AGO.finditer(text)]
    found += [_calendar(match, text, now) for match in _CALENDAR.finditer(text)]
    found += [_weekday(match, text, now) for match in _WEEKDAY.finditer(text)]
    yield from sorted(found, key=lambda parts: parts.start)


def _ago(match: re.Match[str], now: dt.datetime) -> Parts:
    """So much before the time of fetching."""
    count = match["count"] or "0"
    amount = 0.5 if count == "半" else 1 if count.isascii() and count.isalpha() else number(count)
    if match["days"]:
        return _on(match.start(), match.end(), now - dt.timedelta(days=amount))
    if match["hours"]:
        return _on(match.start(), match.end(), now - dt.timedelta(hours=amount))
    seconds = 1 if (match["minutes"] or "").lower().startswith(("秒", "sec")) else 60
    then = now - dt.timedelta(seconds=amount * seconds)
    return _on(match.start(), match.end(), then)._replace(hour=then.hour, minute=then.minute)


def _calendar(match: re.Match[str], text: str, now: dt.datetime) -> Parts:
    """A day by its name, 昨天, with the time of day behind it."""
    day = now - dt.timedelta(days=_DAYS_BACK[match["day"].lower()])
    parts = _timed(_on(match.start(), match.end(), day), text)
    if match["night"] == "晚" and parts.hour is not None and 5 <= parts.hour < 12:
        return parts._replace(hour=parts.hour + 12)
    return parts


def _weekday(match: re.Match[str], text: str, now: dt.datetime) -> Parts:
    """The latest such weekday not after fetching; 上周五: of the calendar week before."""
    weekday = _WEEKDAYS.index(match["weekday"].replace("天", "日"))
    back = now.weekday() + 7 - weekday if match["last"] else (now.weekday() - weekday) % 7
    parts = _timed(_on(match.start(), match.end(), now - dt.timedelta(days=back)), text)
    if not back and parts.hour is not None and (parts.hour, parts.minute) > (now.hour, now.minute):
        return _on(parts.start, parts.end, now - dt.timedelta(days=7))._replace(
            hour=parts.hour, minute=parts.minute, second=parts.second
        )
    return parts


def _on(start: int, end: int, day: dt.datetime) -> Parts:
    """A written day as parts."""
    return Parts(start, end, day.year, day.month, day.day, form="relative")


def _timed(parts: Parts, text: str) -> Parts:
    """The day with the time of day that is written behind it."""
    clock = read_clock(text, parts.end)
    return parts if clock is None else parts.at(clock)._replace(end=clock.end)


def latest(parts: Parts, fetched: dt.datetime) -> Moment | None:
    """The latest moment that a date without a year can mean, not after fetching.

    >>> fetched = dt.datetime(2024, 1, 2, 9, 0, tzinfo=CHINA)
    >>> str(latest(Parts(0, 11, None, 12, 30, 8, 1), fetched)[0])
    '2023-12-30 08:01:00+08:00'
    """
    for year in range(fetched.astimezone(CHINA).year, fetched.year - _BACK, -1):
        moment = parts.moment(year)
        if moment is not None and not is_after(moment, fetched):
            return moment
    return None


def is_after(moment: Moment, fetched: dt.datetime) -> bool:
    """Whether a moment lies after the time of fetching, as far as its precision tells.

    >>> fetched = dt.datetime(2024, 3, 12, 9, 0, tzinfo=CHINA)
    >>> is_after((dt.datetime(2024, 3, 12, tzinfo=CHINA), "day"), fetched)
    False
    """
    date, precision = moment
    return date.date() > fetched.astimezone(date.tzinfo).date() if precision == "day" else date > fetched
