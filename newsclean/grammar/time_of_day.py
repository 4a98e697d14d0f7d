"""The time of day as Chinese pages write it beside a date, and the zone that it is told in."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from ..text import lazy_re as re
from .numerals import NUMERAL, number

_LATE = frozenset(("PM", "下午", "傍晚", "晚上", "晚间", "夜间", "深夜", "晚", "夜"))
_EARLY = frozenset(("AM", "上午", "凌晨"))
_NOON = "中午"
# names of zones -> minutes east of Greenwich; those with summer time by the name of their winter time
_OFFSETS = {"Z": 0, "UTC": 0, "GMT": 0, "HKT": 480, "SGT": 480, "JST": 540, "KST": 540}
_OFFSETS |= {"EST": -300, "EDT": -240, "PST": -480, "PDT": -420}
_OFFSETS |= dict.fromkeys(("北京", "香港", "台北", "臺北", "台湾", "澳门", "新加坡", "当地"), 480)
_OFFSETS |= dict.fromkeys(("东京", "東京", "日本", "首尔", "韩国"), 540) | dict.fromkeys(
    ("格林尼治", "格林威治", "世界"), 0
)
_AMERICAN = {
    "ET": "EST",
    "PT": "PST",
    "美东": "EST",
    "美東": "EST",
    "纽约": "EST",
    "美国东部": "EST",
    "美西": "PST",
    "美国西部": "PST",
}
_PLACE = "|".join([place for place in [*_OFFSETS, *_AMERICAN] if not place.isascii()])
_LETTERS = "|".join([name for name in [*_OFFSETS, *_AMERICAN] if name.isascii() and name != "Z"])
_ZONE = rf"""
    Z\b
  | (?:UTC|GMT)\s?[+-]\d{{1,2}}(?::?[0-5]\d)?(?!\d)     # UTC+8
  | [+-](?:0\d|1[0-4]):?[0-5]\d\b                       # +08:00
  | (?:{_LETTERS})\b
  | (?:{_PLACE})[时時][间間]                            # 北京时间
"""
_WEEKDAY = r"\(?(?:星期|[周週]|[礼禮]拜)[一二三四五六日天]\)?|\([一二三四五六日]\)"
# behind the last figure of a time; a count of readers may be glued to it: 14:50326评论, 14:501.2万阅读
_COUNTED = r"(?:[人次]?(?:评论|阅读|浏览|点击|点赞|观看|播放)|跟帖|人参与|举报)"
_NO_FIGURE = rf"(?!\d(?!\d{{0,6}}(?:,\d{{3}}|\.\d{{1,2}})?\s?[万wk]?\+?\s?{_COUNTED}))"
_CLOCK = re.compile(
    rf"""
    (?:\s?(?:{_WEEKDAY}))?
    (?:\s(?P<ahead>(?:{_LETTERS})\b))?                     # HKT 14:50
    (?:\s?[,.|·T\-]?\s?|\sat\s)(?P<open>\()?               # (14:50), at 2:50 PM
    (?P<before>上午|下午|凌晨|清晨|早上|早晨|早|中午|傍晚|晚上|晚间|夜间|深夜|晚|夜|[AP]\.?M\.?)?\s?
    (?:
        (?P<hour>2[0-4]|[01]?\d)\s?(?::|[时時点點])\s?(?P<minute>[0-5]\d){_NO_FIGURE}(?:\s?分(?!钟))?
        (?:(?:(?<=分)|:)\s?(?P<second>[0-5]\d){_NO_FIGURE}(?:秒|\.\d{{1,9}})?)?
        (?:\s?(?P<after>[AP]\.?M\b\.?|[上下]午(?=\s*(?:\Z|[)|]))))?  # 8:30 下午, where nothing goes on with it
      | (?P<spoken>{NUMERAL}{{1,3}})[时時点點](?:(?P<minutes>{NUMERAL}{{1,3}})分|整)
    )
    (?(open)\))
    (?:\s?\(?(?P<zone>{_ZONE})\)?)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ZONE_OPENING = re.compile(rf"(?:{_PLACE})[时時][间間]\s?")
_ZONE_BEFORE = re.compile(rf"(?P<zone>(?:{_PLACE})[时時][间間])\s?\Z")
# right before a day, and nothing but a label in front: behind other words it may be a film's length
_CLOCK_BEFORE = re.compile(
    r"(?:^|[:|]\s?|[间期]\s|^(?!时长|视频|播放)[一-鿿]{2,4}\s)"
    r"(?P<hour>2[0-3]|[01]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:\s?(?P<half>[AP]\.?M\b\.?))?\s\Z",
    re.IGNORECASE,
)
LONGEST_BEFORE = 14  # characters that a clock or a zone before a day may take


class Clock(NamedTuple):
    """A time of day as written, up to `text[end]`; `zone` is what it names, in capitals, "" where nothing."""

    start: int
    end: int
    hour: int
    minute: int
    second: int | None
    zone: str = ""


def read_clock(text: str, start: int, whole: bool = False) -> Clock | None:
    """The time of day behind a date that ends at `start`; `whole`: only where it is all that follows.

    >>> read_clock("2022-09-21 下午2:50", 10), read_clock("2022-09-21 第3版", 10)
    (Clock(start=10, end=17, hour=14, minute=50, second=None, zone=''), None)
    """
    match = _CLOCK.fullmatch(text, start) if whole else _CLOCK.match(text, start)
    if match is None:
        return None
    half = (match["before"] or match["after"] or "").upper().replace(".", "")
    if match["spoken"]:
        hour, minute = number(match["spoken"]), number(match["minutes"] or "零")
        if hour > 24 or minute > 59:
            return None
    else:
        hour, minute = int(match["hour"]), int(match["minute"])
    second = int(match["second"]) if match["second"] else None
    return Clock(
        start, match.end(), _of_day(hour, half), minute, second, (match["zone"] or match["ahead"] or "").upper()
    )


def clock_before(text: str, end: int) -> Clock | None:
    """The time of day that stands before a date which starts at `end`.

    >>> clock_before("时间: 08:30 2022-09-21", 10).hour
    8
    """
    start = max(0, end - LONGEST_BEFORE)
    match = _CLOCK_BEFORE.search(text[start:end])
    if match is None or (match.start() == 0 < start and text[start] not in ":|间期"):
        return None
    second = int(match["second"]) if match["second"] else None
    half = (match["half"] or "").upper().replace(".", "")
    return Clock(start + match.start("hour"), end, _of_day(int(match["hour"]), half), int(match["minute"]), second)


def zone_before(text: str, end: int) -> str:
    """The zone that is named before a date, `北京时间2022年9月21日`; "" where none is."""
    match = _ZONE_BEFORE.search(text[max(0, end - LONGEST_BEFORE) : end])
    return match["zone"] if match else ""


def zone_opening(text: str) -> str:
    """The zone that a text opens with, `香港时间18时05分`; "" where it opens with none."""
    match = _ZONE_OPENING.match(text)
    return match[0] if match else ""


def _of_day(hour: int, half: str) -> int:
    """An hour by twelve as one by twenty-four; `half`: the words that tell which half of the day is meant."""
    if (half in _LATE and hour < 12) or (half == _NOON and hour < 10):
        return hour + 12
    return 0 if half in _EARLY and hour == 12 else hour


def minutes_east(zone: str, day: dt.date) -> int | None:
    """Minutes east of Greenwich on a day: of `Z`, `+0800`, `UTC+8`, `JST`, `北京时间`; None for an unknown zone.

    >>> minutes_east("UTC+8", dt.date(2024, 1, 1)), minutes_east("美东时间", dt.date(2024, 7, 1))
    (480, -240)
    >>> [minutes_east(zone, dt.date(2024, 1, 1)) for zone in ("某地时间", "-3", "+08:30", "美东时间")]
    [None, -180, 510, -300]
    """
    place = re.sub(r"[时時][间間]\Z", "", zone)
    if place in _AMERICAN:
        return _OFFSETS[_AMERICAN[place]] + (60 if _is_summer(day) else 0)
    if place in _OFFSETS:
        return _OFFSETS[place]
    match = re.search(r"([+-])(\d{1,2}):?(\d\d)?\Z", zone)
    if match is None:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return -minutes if match[1] == "-" else minutes


def _is_summer(day: dt.date) -> bool:
    """Whether America has summer time: from the second Sunday of March to the first of November."""
    march, november = dt.date(day.year, 3, 8), dt.date(day.year, 11, 1)
    begins, ends = (first + dt.timedelta(days=6 - first.weekday()) for first in (march, november))
    return begins <= day < ends
