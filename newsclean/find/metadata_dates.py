"""The moments that a page gives out of sight: in metadata, `<time>` elements, scripts and its address."""

from __future__ import annotations

from ..grammar.date_parser import Moment, Parts
from ..grammar.stamps import read_address, read_stamp
from ..layout.header import ROW_AFTER, ROW_BEFORE, headline_line
from ..page import Page
from ..text import lazy_re as re
from ..text import site_views, views

DATETIME = re.compile(r"datetime=(\S+(?: \d\d:\S+)?)")  # in the hints of a `<time>` element
_SCRIPT = re.compile(
    r"""["']?\b(?:article_?)?(publish_?(?:ed)?_?(?:time|date|at|on)?|pub_?(?:time|date)|date_?published"""
    r"""|create_?(?:d_?)?(?:time|date|at)|ptime|ct)["']?\s*[:=]\s*["']?"""
    r"""(\d{4}[-/年.]\d{1,2}[-/月.][\d\s:TZ日+.-]{1,24}|1\d{9}(?:\d{3})?\b|20\d{12}\b)""",
    re.IGNORECASE,
)
_META_KEY = re.compile(r"publi|pub_?date|pub_?time|_pubtime|release|issued|create|(?:^|[.:_ ])(?:date|time)$|fbsj")
_YEARS_AGO = re.compile("周[岁年]|岁生日|诞辰|逝世|年前的(?:今天|这一天)|纪念日")  # of a day that is told as past
_NOT_KEY = re.compile(r"updat|modif|expir|event|birth|publisher|type|publishid")
_CHANGE_KEY = re.compile(r"updat|modif")


def from_head(page: Page) -> Moment | None:
    """The date of publication that metadata or a `<time>` element give.

    >>> from newsclean import load
    >>> moment = from_head(load("<meta name=PubDate content='2022-09-21 14:50'><p>正文</p>"))
    >>> str(moment[0]), moment[1]
    ('2022-09-21 14:50:00+08:00', 'minute')
    """
    stamps = [page.head.meta[key] for key in site_views.meta_keys(page, "date")]
    stamps += [value for key, value in page.head.meta.items() if _META_KEY.search(key) and not _NOT_KEY.search(key)]
    for item in page.head.data:
        keys = sorted(item, key=lambda key: "ublish" not in key)
        stamps += [item[key] for key in keys if _META_KEY.search(key.lower()) and not _NOT_KEY.search(key.lower())]
    for stamp in stamps:
        moment = read_stamp(stamp) if stamp[:1].isalnum() else None
        if moment is not None:
            return moment
    return _from_time_element(page)


def _from_time_element(page: Page) -> Moment | None:
    """The first `<time datetime=…>` near the headline."""
    headline = headline_line(page) or 0
    for line in page.lines[max(0, headline - ROW_BEFORE) : headline + ROW_AFTER]:
        for hints in (page.boxes[line.box].hints, *(span.hints for span in line.spans if span.tag == "time")):
            match = DATETIME.search(hints)
            moment = read_stamp(match[1].upper()) if match else None
            if moment is not None:
                return moment
    return None


def from_scripts(page: Page) -> Moment | None:
    """The first time of publication in an embedded script; a time of creation where there is none or it says more."""
    published: Moment | None = None
    created: Moment | None = None
    for script in page.head.scripts:
        for match in _SCRIPT.finditer(script):
            moment = read_stamp(match[2])
            if moment is not None and ("pub" in match[1].lower() or match[1].lower() == "ptime"):
                published = published or moment
            elif moment is not None:
                created = created or moment
    if published and created and published[1] == "day" and published[0].date() == created[0].date():
        return created
    return published or created


def from_address(page: Page) -> Moment | None:
    """The day in the page's address."""
    for url in _addresses(page):
        moment = read_address(url)
        if moment is not None:
            return moment
    return None


def _addresses(page: Page) -> list[str]:
    """The addresses that the caller and the page give."""
    urls = [page.url or "", page.head.canonical, page.head.meta.get("og:url", "")]
    return [url for url in urls + [item.get("@id", "") for item in page.head.data] if url]


def year_of(page: Page, parts: Parts) -> int | None:
    """The year of a date shown without one: that of the nearest date in metadata, scripts, the address or the text."""
    for moment in (from_head(page), _changed(page), from_scripts(page), from_address(page)):
        if moment is not None:
            return _nearest_year(moment, parts)
    # a dump has none of these; the same day written in full somewhere on the page
    day = rf"0?{parts.month}\s?[-月/.]\s?0?{parts.day}(?!\d)"
    match = re.search(rf"((?:19|20)\d\d)\s?[-年/.]\s?{day}", page.text)
    return int(match[1]) if match and not _is_anniversary(page, day) else None


def _is_anniversary(page: Page, day: str) -> bool:
    """Whether the headline, or what the page says of the day, tells that something is a round number of years old."""
    title = headline_line(page)
    told = (number for number, line in enumerate(page.lines) if number == title or re.search(day, line.text))
    return any(_YEARS_AGO.search(views.folded(page)[number]) for number in told)


def _changed(page: Page) -> Moment | None:
    """The date of a change that metadata give."""
    for key, value in page.head.meta.items():
        moment = read_stamp(value) if _CHANGE_KEY.search(key) else None
        if moment is not None:
            return moment
    return None


def _nearest_year(moment: Moment, parts: Parts) -> int:
    """The year that brings month and day nearest to a known moment: around New Year it is not the moment's own."""
    date = moment[0]
    months = (date.year * 12 + date.month) - (date.year * 12 + parts.month)
    return date.year + (1 if months > 6 else -1 if months < -6 else 0)
