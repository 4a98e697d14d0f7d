"""How dates look: the forms of days, times and issues as sources of patterns, and some patterns made of them.

For rules that have to know *that* a date stands somewhere; `date_parser.read_dates` says which day it is. Sources
rather than patterns, so that a rule can say what may stand around them. All are for folded text, and none has a group.

    FULL_DATE       2022-09-21, 2022年9月21日, 2022/9/21, 2022.09.21
    ENGLISH_DATE    Sep. 21, 2022; 21 September 2022; 九月 21, 2022
    YEAR_LAST       9/21/2022, 21/9/2022
    MONTH_AND_DAY   09-21, 9/21, 9月21日
    CLOCK           14:50, 14:50:59, 14:50 HKT
    AGO             3小时前, 刚刚, 昨天 14:50, 09-21 14:50: when a reader wrote, as platforms put it
    WEEKDAY         星期三, 周三
    EDITION         第03版, A12版: the page of a paper
    ISSUE           2022年第3期
    ISSUE_MONTH     2022 / 9月, 2022年9月号: the issue of a magazine, where it is all of a line
    DATE_START      what any of these may open with, two-digit years and numerals included
    DATELINE_DAY    9月21日, 21日: in a dateline, which has the year from the paper
"""

from __future__ import annotations

from ..text import lazy_re as re

YEAR = r"(?:19|20)\d\d"
_MONTH_NAME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_CHINESE_MONTH = r"(?:\d{1,2}\s?|[一二三四五六七八九十]{1,2})月"  # of designs that were made for English

FULL_DATE = rf"{YEAR}\s?[-年/.]\s?\d{{1,2}}\s?[-月/.]\s?\d{{1,2}}日?"
ENGLISH_DATE = rf"{_MONTH_NAME} \d{{1,2}}, {YEAR}|\d{{1,2}} {_MONTH_NAME},? {YEAR}|{_CHINESE_MONTH} \d{{1,2}}, {YEAR}"
YEAR_LAST = rf"(?<![\d/])\d{{1,2}}/\d{{1,2}}/{YEAR}(?!\d)"
MONTH_AND_DAY = r"\d{1,2}[-/]\d{1,2}|\d{1,2}月\d{1,2}日"
CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\s(?:HKT|SGT|GMT|UTC)\b)?"
AGO = (
    r"(?:\d{1,2}\s?(?:秒钟?|分钟|小时|天|日|周|个?月|年)\s?[之以]?前|刚刚|(?:今|昨|前)天\s?\d{1,2}:\d\d"
    r"|\d{1,2}[-/月]\d{1,2}日?\s?\d{1,2}:\d\d)"
)
WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
EDITION = r"第?\s?[A-Z]?\d{1,3}\s?版"
ISSUE_MONTH = rf"{YEAR}\s?[年/.-]\s?\d{{1,2}}\s?月?[号刊期]?"
ISSUE = rf"{YEAR}\s?年第?\d{{1,2}}期"
DATE_START = r"(?:\d{4}|\d+[-/月]|[〇○零一二三四五六七八九十]{4}年)"
DATELINE_DAY = r"(?:\d{1,2}月)?\d{1,2}日"

DATE = re.compile(rf"{FULL_DATE}|\b(?:{ENGLISH_DATE})")
# a date in a row of a list: without a year only where nothing follows that would make it a score or a size
ROW_DATE = re.compile(rf"{FULL_DATE}|(?<!\d)(?:{MONTH_AND_DAY})(?:\s|$)")
# cheap looks: a year with something of a day behind it, or anything that a row with a day or a time of day holds
DATE_OPENING = re.compile(r"\d{4}[-/年.]\d")
DATE_OR_TIME = re.compile(rf"{DATE_OPENING.pattern}|\d:\d\d|\d日")
# a day and nothing else, as diaries have it above each entry
DAY_ALONE = re.compile(
    rf"(?:{YEAR}\s?[年./-]\s?)?\d{{1,2}}\s?[月./-]\s?\d{{1,2}}\s?[日号]?[,\s]{{0,2}}(?:\(?(?:星期|周)[一二三四五六日天]\)?)?[,\s]{{0,2}}[晴阴雨雪雾多云转小大]{{0,5}}"
)
