"""The day that only the article's own text shows: its dateline, or the date below its signature."""

from __future__ import annotations

from ..grammar.date_parser import FIRST_PAPER, Moment, Parts, read_dates, read_time
from ..grammar.outlets import is_outlet
from ..layout.header import JUNK, first_prose, header, headline_line
from ..layout.neighbours import is_signer
from ..page import Mark, Page
from ..strip.contacts import notice_contacts
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold
from .metadata_dates import year_of
from .printed_source import printed_rows

_DATELINE = re.compile(
    r"(?P<year>(?:19|20)\d\d\s?年)?\s?(?P<month>1[0-2]|0?[1-9])\s?月\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?日"
    r"(?:综合|专|午|晚)?(?:电|讯|消息)"
)
_SIGN = re.compile(r"年|\d{4}")
_LEAD = 45  # characters within which a dateline stands
_LEADS = 3  # paragraphs that may open with one: captions and a deck stand before the lead
_SIGNATURE = 30  # characters of a line that gives the day an article was signed
_HEADLINE = 7  # characters of a headline that no other line says by chance
_PROPERTIES = 60  # characters beside the headline in a line of properties
_SAID = 2  # times that a signature's day stands on the page at the most
_LISTED = 12  # lines below a heading of other articles in which their days stand
_HEADING = 10  # characters of such a heading
_BEHIND = 4  # lines behind the last paragraph within which it is signed


def from_dateline(page: Page) -> Mark | None:
    """The day of a dateline, 某社某地9月21日电, where something else on the page tells its year.

    >>> from newsclean import load
    >>> lead = "青川社南麓9月21日电（记者张三）城东新桥当天正式通车，两岸居民出行更加方便，沿线公交同步调整。"
    >>> mark = from_dateline(load("城东新桥通车\\n" + lead, url="https://news.example/a/2022-09/22/1.htm"))
    >>> str(mark.value[0].date()), mark.rule
    ('2022-09-21', 'date-dateline')
    """
    first, prose, roles = first_prose(page, headline_line(page)), views.prose(page), page.roles
    leads = [n for n in range(first, len(page.lines)) if prose[n] and roles[n] not in JUNK]
    for number in leads[:_LEADS]:
        match = _DATELINE.search(views.folded(page)[number], 0, _LEAD)
        if match is None:
            continue
        year = int(match["year"][:4]) if match["year"] else None
        parts = Parts(match.start(), match.end("day"), year, int(match["month"]), int(match["day"]))
        moment = parts.moment(year_of(page, parts))
        if moment is not None:
            return _mark(number, parts, moment, "date-dateline")
    return None


def from_printed(page: Page) -> Mark | None:
    """The day of the paper that an article was printed in, on the line below it that says so.

    >>> from newsclean import load
    >>> mark = from_printed(load("昨天上午，城东新桥正式通车。\\n《某市日报》（2022年09月21日 04版）"))
    >>> str(mark.value[0].date()), mark.rule
    ('2022-09-21', 'date-printed')
    """
    for line, match in printed_rows(page, 0):
        own = match.end() - match.start() == len(match.string)  # else a sentence speaks of an earlier print
        parts = next(read_dates(match.string), None) if own else None
        moment = parts.moment(first=FIRST_PAPER) if parts and parts.year is not None else None
        if moment:
            return Mark(line.number, "date", "date-printed", value=moment)
    return None


def from_signature(page: Page) -> Mark | None:
    """The day on a line of its own below the last paragraph, where notices and letters are signed.

    >>> from newsclean import load
    >>> notice = "因城东新桥施工，九月二十五日起沿线三个路口封闭，请过往车辆绕行，绕行线路见附件。"
    >>> mark = from_signature(load(f"关于封闭路口的公告\\n{notice}\\n{notice}\\n城东区交通局\\n2022年9月21日"))
    >>> str(mark.value[0].date()), mark.rule
    ('2022-09-21', 'date-signature')
    """
    short = [n for n, text in enumerate(views.folded(page)) if len(text) <= _SIGNATURE and _SIGN.search(text)]
    signed = [mark for number in short if (mark := _signed(page, number)) is not None]
    return signed[0] if len(signed) == 1 else None  # several are days of a list, or of a chronicle


def as_signed(page: Page, mark: Mark) -> Mark:
    """The mark of a date, as that of a signature where it is one: below the text and below an office's name."""
    if mark.line < 1 or not is_outlet(views.folded(page)[mark.line - 1]):
        return mark
    if mark.line in header(page).rows:
        return mark  # below a text that stands above the headline
    signed = _signed(page, mark.line)
    if signed is None and is_signer(page, mark.line - 1):
        return mark._replace(cut=False)  # of a letter, with what it sends below
    return mark if signed is None or signed.value != mark.value or signed.value[1] != "day" else signed


def beside_headline(page: Page) -> Mark | None:
    """The day on a line that says the headline again, far from it, as the properties of e-papers do.

    >>> from newsclean import load
    >>> text = "昨天上午，城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整，市民都说好。"
    >>> mark = beside_headline(load(f"城东新桥昨天正式通车\\n{text}\\n某报 要闻 城东新桥昨天正式通车 2022-09-21 312"))
    >>> str(mark.value[0].date()), mark.rule
    ('2022-09-21', 'date-signature')
    """
    headline = headline_line(page)
    title = header(page).title
    said = fold(title) if title and headline is not None else ""  # the line may hold the site's name as well
    if len(said) < _HEADLINE:
        return None
    for number in range(len(page.lines) - 1, -1, -1):
        text = views.folded(page)[number]
        if "。" in text:
            continue  # a sentence about what the headline names
        if number == headline or len(text) > len(said) + _PROPERTIES or said not in text or page.lines[number].linked:
            continue
        dates = [parts for parts in read_dates(text) if parts.year is not None]
        days = {(parts.year, parts.month, parts.day) for parts in dates}
        moment = dates[0].moment() if len(days) == 1 else None
        if moment:
            return _mark(number, dates[0], moment, "date-signature")
    return None


def _signed(page: Page, number: int) -> Mark | None:
    """The mark of a line that is nothing but a full date, and stands right behind the text."""
    text = views.folded(page)[number]
    if len(text) > _SIGNATURE or page.roles[number] in JUNK or page.lines[number].linked:
        return None
    above = range(max(0, number - _BEHIND), number)
    if not _SIGN.search(text) or not any(views.prose(page)[n] or n in notice_contacts(page) for n in above):
        return None
    if any(views.prose(page)[number + 1 : number + 1 + _BEHIND]):  # the day above a further part
        return None
    text_begins = first_prose(page, headline_line(page))
    if any(_heads_list(page, n) for n in range(max(text_begins, number - _LISTED), number)):
        return None  # the day of another article
    for parts in read_dates(text):
        behind = re.sub(r"^\s?\(?(?:星期|周).\)?", "", text[parts.end :]).strip(" )].")
        timed = read_time(behind, parts) if behind else None
        if parts.year is None or text[: parts.start].strip(" ([") or (behind and not timed) or parts.form == "compact":
            return None
        if sum(text[parts.start : parts.end] in other for other in views.folded(page)) > _SAID:
            return None  # the day of every item of a list
        below = views.folded(page)[number + 1] if number + 1 < len(page.lines) else ""
        timed = timed or read_time(below, parts)
        moment = (timed or parts).moment()
        if moment and timed and timed.zone:  # of an office's release, at its foot: 2022年9月21日 ⏎ 香港时间18时05分
            return Mark(number, "date", "date-signature", value=moment)
        return _mark(number, timed or parts, moment, "date-signature") if moment else None
    return None


def _heads_list(page: Page, number: int) -> bool:
    """Whether a short line is a heading of other articles: 更多文章."""
    short = len(views.folded(page)[number]) <= _HEADING
    return short and "strip/related_headings" in views.opens(page)[number]


def _mark(number: int, parts: Parts, moment: Moment, rule: str) -> Mark:
    """A mark that leaves the text as it is."""
    return Mark(number, "date", rule, parts.start, parts.end, moment, cut=False)
