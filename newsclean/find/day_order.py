"""Whether a page writes its days as day/month/year or month/day/year, where a date alone does not tell: 01/09/2022."""

from __future__ import annotations

from collections.abc import Iterator

from ..page import Page
from ..text import lazy_re as re
from ..text import views

_EITHER = re.compile(r"(?<![\d./-])([0-3]?\d)([-/])([0-3]?\d)\2(?:19|20)\d\d(?!\d)")
_YEAR_LAST = re.compile(
    r"[-/](?:(?<=[-/]\d.)|(?<=[-/]\d\d.))(?:19|20)\d\d(?!\d)"
)  # in each of them: a cheap look before
_MONTHS = 12
# the day of a report in its dateline: (某地1日讯), 某社某地9月1日电
_DATELINE = re.compile(r"^[^。]{0,24}?(?<!\d)(\d{1,2})日\s?(?:综合|专)?[讯电]")
_LEADS, _READ = 4, 40  # paragraphs that may open with one, characters of each that are read


def day_order(page: Page) -> str:
    """ "day" or "month", which comes first; "" where the page does not tell, or has no such date.

    Other dates of the page tell, which have a number that is no month; else the day of the dateline, which is that of
    publication or the one before.

    >>> from newsclean import load
    >>> lead = "（远山1日讯）城东新桥昨天正式通车，两岸居民出行更加方便，沿线公交同步调整，市民都说好。"
    >>> pages = ["发布：01/09/2022\\n" + lead, "08/31/2022 01/09/2022\\n" + lead, "发布：01/02/2022\\n" + lead]
    >>> [day_order(load(page)) for page in pages]
    ['day', 'month', '']
    """
    if not _YEAR_LAST.search(views.text(page)):
        return ""
    dates = [(int(match[1]), int(match[3])) for match in _EITHER.finditer(views.text(page))]
    if not any(first <= _MONTHS and second <= _MONTHS and first != second for first, second in dates):
        return ""
    told = {"day" if first > _MONTHS else "month" for first, second in dates if max(first, second) > _MONTHS}
    if not told:
        told = set(_by_dateline(page, dates))
    return told.pop() if len(told) == 1 else ""


def _by_dateline(page: Page, dates: list[tuple[int, int]]) -> Iterator[str]:
    """The orders in which a date is that of the dateline, or of the day after."""
    prose = views.prose(page)
    leads = [n for n, size in enumerate(prose) if size][:_LEADS]
    lines = (_DATELINE.match(views.folded(page)[n][:_READ]) for n in leads)
    days = {int(line[1]) + later for line in lines if line for later in (0, 1)}
    for first, second in dates:
        if (first in days) != (second in days):
            yield "day" if first in days else "month"
