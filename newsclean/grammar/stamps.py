"""Moments that nobody reads on the page: what metadata and scripts write, what an address holds."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

from ..text import lazy_re as re
from .date_parser import CHINA, FIRST_YEAR, Moment, Parts, is_to_come, read_dates

_SECONDS = re.compile(r"(?:1[0-9]|[89])\d{8}(?:\d{3})?")
_TWO_MONTH, _TWO_DAY = r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_COMPACT = re.compile(rf"((?:19|20)\d\d){_TWO_MONTH}{_TWO_DAY}(?:T?([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?")
_ADDRESS = re.compile(
    rf"""
    (?<!\d)((?:19|20)\d\d)
    (?: ([-/_])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])    # 2022/9/21
      | ([-/_]?){_TWO_MONTH}[-/_]?{_TWO_DAY}               # 20220921, 2022/0921, 202209/21
    )(?!\d)
    """,
    re.VERBOSE,
)


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
