"""The date of publication.

Order of trust: the row near the headline, a labelled date elsewhere, metadata, scripts, a labelled date of change, the
address. The row wins even where metadata is more precise, since the article is dated as its readers see it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..grammar.dates import Moment, Parts, read_dates, read_stamp, read_time
from ..layout.header import JUNK, ROW_AFTER, ROW_BEFORE, first_prose, headline_line
from ..page import Line, Mark, Page
from ..text import views
from ..text.matching import alternation
from .metadata_dates import DATETIME, from_address, from_head, from_scripts, year_of

_ENGLISH = frozenset(("month-name", "day-and-name"))
_WITH_YEAR = frozenset(("year", "numerals", "republic", "day-first"))  # forms that nothing else looks like
_ENOUGH = 4.0  # two good signs, such as nearness to the headline and a time of day
_LONG = 160  # characters; longer lines are prose, or a whole page in one line
_SIGN = re.compile(r"[\d年]")  # most lines are names of links without any
_GUARD = re.compile(
    r"\d\s?[-/.年月]\s?\d|[一二三四五六七八九〇零○]年|:\s?(?:19|20)\d{6}|[a-z]\.?,? (?:\d{1,2}, )?(?:19|20)\d\d"
)
_UPDATE = re.compile(rf"(?:{alternation('grammar/update_labels')})[\s:]*\Z", re.IGNORECASE)
_OTHER = re.compile(rf"(?:{alternation('find/other_date_labels')})[\s:]*\Z", re.IGNORECASE)
_LABELS = alternation("grammar/date_labels")
# without a colon a label is a word of its own: a headline may end in 发布
_LABEL = re.compile(
    rf"(?:{_LABELS})\s?:\s*\Z|(?<![\u4e00-\u9fff])(?:{_LABELS})\s*\Z|(?:发布|发表|刊登|刊载)于\s*\Z", re.IGNORECASE
)
_SOURCE = re.compile(r"来源|稿源|出处|作者|编辑|记者|浏览|点击|阅读|字号|字体")
# a sentence goes on behind the date
_GLUED = re.compile(r"(?!作者|编辑|记者|来源|稿源|出处|发布|发表|责编)[\u4e00-\u9fff]{8}")
# today's date in a page's head, unless a time or a paper's page number stands with it
_CALENDAR = re.compile(r"(?!.*版)(?=.*(?:星期|农历|周[一二三四五六日]|礼拜))")
_PAPER_HEAD = re.compile(r"\d版|[上下]一版")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./-]{4,40}\s*\Z")  # headline, address and date in one line
_LABELLED_SOURCE = re.compile(r"(?:来源|稿源|出处)\s?:")
_LABEL_BEHIND = re.compile(r"\s?(?:刊出|刊登|发布|发表|张贴)(?![\u4e00-\u9fff])")
_CLOCK_HINT = re.compile(r"time|date|(?<![a-z])pub|riqi|shijian|fbsj|(?<![a-z])rq(?![a-z])")
_JUNK_HINT = re.compile(
    r"comment|reply|recommend|relate|(?<!post-)(?<!entry-)footer|copyright|sidebar|(?<![a-z])hot|rank|recent|swiper|slider|pinglun|calendar"
    r"|breadcrumb"
)


class Candidate(NamedTuple):
    """A date on a line, and how much speaks for it."""

    score: float
    line: int
    parts: Parts
    label: str  # "", "date" or "update"


def find_date(page: Page) -> Iterable[Mark]:
    """Mark the date of publication: value is an aware datetime and its precision, "day", "minute" or "second".

    >>> from newsclean import load
    >>> row = "<p>2022年09月21日14:50 来源：某市日报</p>"
    >>> [mark] = find_date(load(f"<h1>城东新桥通车</h1>{row}<p>昨天上午，新桥正式通车。</p>"))
    >>> str(mark.value[0]), mark.value[1], (mark.start, mark.end)
    ('2022-09-21 14:50:00+08:00', 'minute', (0, 16))
    """
    candidates = sorted(_candidates(page), key=lambda candidate: (-candidate.score, candidate.line))
    own = [candidate for candidate in candidates if candidate.label != "update"]
    labelled = [candidate for candidate in own if candidate.label and candidate.score > 0]
    changed = [candidate for candidate in candidates if candidate.label == "update" and candidate.score >= 0]
    shown = _first(page, [candidate for candidate in own if candidate.score >= _ENOUGH], "date-row")
    shown = shown or _first(page, labelled, "date-label")
    if shown:
        return [shown]
    for rule, find in (("date-meta", from_head), ("date-script", from_scripts)):
        moment = find(page)
        if moment is not None:
            return [Mark(-1, "date", rule, value=moment)]
    mark = _first(page, changed, "date-update")
    if mark is not None:
        return [mark]
    moment = from_address(page)
    return [Mark(-1, "date", "date-address", value=moment)] if moment is not None else []


def _first(page: Page, candidates: Iterable[Candidate], rule: str) -> Mark | None:
    """The mark of the first candidate that is a possible moment."""
    for candidate in candidates:
        parts = candidate.parts
        moment = parts.moment() if parts.year else parts.moment(year_of(page, parts))
        if moment is not None:
            moment = _zoned(page.lines[candidate.line], parts, moment)
            return Mark(candidate.line, "date", rule, parts.start, parts.end, moment)
    return None


def _zoned(line: Line, parts: Parts, moment: Moment) -> Moment:
    """The moment in the zone that a `<time datetime=…>` around the date names, if both show the same clock."""
    for span in line.spans:
        if span.tag == "time" and span.start <= parts.start and parts.offset is None:
            match = DATETIME.search(span.hints)
            stamp = read_stamp(match[1].upper()) if match else None
            if stamp is not None and f"{stamp[0]:%F%R}" == f"{moment[0]:%F%R}":
                return moment[0].replace(tzinfo=stamp[0].tzinfo), moment[1]
    return moment


def _candidates(page: Page) -> Iterator[Candidate]:
    """All dates on lines that may be a row, with their scores."""
    found: list[tuple[Line, Parts]] = []
    for line, text, role in zip(page.lines, views.folded(page), page.roles, strict=True):
        if len(text) <= _LONG and _SIGN.search(text) and role not in JUNK and _GUARD.search(text):
            found.extend((line, parts) for parts in _joined(page, line, text))
    rows = [(line, parts) for line, parts in found if parts.form != "yearless" or parts.hour is not None]
    rows = [(line, parts) for line, parts in rows if "。" not in line.text]
    kinds = Counter(_kind(page, line) for line, _ in rows)
    numbers = [line.number for line, _ in rows]
    headline = headline_line(page)
    prose = first_prose(page, headline)
    for line, parts in found:
        label = _label(page, line.number, parts)
        bare = parts.form == "compact" or (parts.form == "yearless" and parts.hour is None)
        if label == "other" or (bare and not label):
            continue
        below = headline is not None and line.number == headline + 1
        score = _place(line.number, headline, prose) + _looks(page, line, parts, label, below)
        if parts.form in _ENGLISH and headline == line.number + 1:
            score += 2.0  # blogs set the day above the headline
        crowd = kinds[_kind(page, line)] if page.kind == "html" else _crowd(numbers, line.number)
        if crowd > 2:
            score -= 8.0 if crowd > 4 else 0.0 if label else 5.0
        yield Candidate(score, line.number, parts, label)


def _joined(page: Page, line: Line, text: str) -> Iterator[Parts]:
    """The dates of a line; a time of day that is the whole next line belongs to the last one."""
    dates = list(read_dates(text))
    if dates and dates[-1].end == len(text) and line.number + 1 < len(page.lines):
        follower = views.folded(page)[line.number + 1]
        timed = read_time(follower, dates[-1]) if len(follower) <= 20 else None
        if timed is not None:
            dates[-1] = timed
    if len(dates) == 1 and dates[0].form == "yearless" and line.number and dates[0].start == 0:
        before = views.folded(page)[line.number - 1]
        if re.fullmatch(r"(?:19|20)\d\d[年/-]?", before):
            dates[0] = dates[0]._replace(year=int(before[:4]), form="year")
    return iter(dates)


def _kind(page: Page, line: Line) -> tuple[str, str]:
    """What lines of one list have in common: their tag and the classes around them."""
    return line.tag, page.hints[line.box]


def _crowd(numbers: list[int], number: int) -> int:
    """How many dates stand within four lines of one: rows of lists in a dump."""
    return bisect_right(numbers, number + 4) - bisect_left(numbers, number - 4)


def _place(number: int, headline: int | None, prose: int) -> float:
    """What the place on the page says for a date."""
    if headline is None:
        return 3.0 if prose - 3 <= number < prose else 1.0 if number < prose else -1.0
    behind = number - headline
    if behind < -ROW_BEFORE or behind > ROW_AFTER:
        return -3.0
    if behind < 0:
        return 1.0
    near = 5.0 if behind <= 6 else 3.0
    return near if number < prose else near - 3.0


def _ends_line(text: str, end: int, below: bool) -> bool:
    """Whether a date right below the headline has nothing but a few names glued on: `2022-09-21张三李四`."""
    return below and len(text) - end <= 16 and text[end:].isalpha()


def _looks(page: Page, line: Line, parts: Parts, label: str, below: bool) -> float:
    """What the line itself says for a date; `below`: right below the headline."""
    text = views.folded(page)[line.number]
    score = 4.0 if label == "date" else 0.0
    score += (parts.hour is not None) + (parts.form in _WITH_YEAR or parts.form in _ENGLISH)
    first = parts.start == 0 or text[: parts.start].rstrip().endswith("|")  # 栏目 | 2022-09-21
    score += 1.0 if first and text[parts.end : parts.end + 1] in ("", " ", "|") else 0.0
    if _PAPER_HEAD.search(text):
        score += 3.0
    if _SOURCE.search(text):
        score += 1.0
        if parts.hour is not None or _LABELLED_SOURCE.search(text):
            score += 4.0  # a full row, even where the headline was not found
    hints = page.hints[line.box][:200]
    spans = [span.hints for span in line.spans if span.start <= parts.start and span.end >= parts.end]
    if any(_CLOCK_HINT.search(hint) for hint in (*spans, page.boxes[line.box].hints)):
        score += 2.0
    if _JUNK_HINT.search(hints):
        score -= 9.0
    glued = parts.hour is None and not _ends_line(text, parts.end, below) and _GLUED.match(text, parts.end)
    late = parts.start > 20 and not label and not _SOURCE.search(text)
    if "。" in text or glued or (late and not _ADDRESS.search(text[: parts.start])):
        score -= 5.0
    if len(text) - (parts.end - parts.start) > 90:
        score -= 2.0
    if line.link_share > 0.7 or (parts.hour is None and _CALENDAR.match(text)):
        score -= 3.0
    return score


def _label(page: Page, number: int, parts: Parts) -> str:
    """What the words before a date, or the line before it, call it: "date", "update", "other" or ""."""
    text = views.folded(page)[number]
    before = text[: parts.start]
    if _LABEL_BEHIND.match(text, parts.end):
        return "date"
    if not before.strip(" ([|") and number and len(views.folded(page)[number - 1]) <= 12:
        before = (
            views.folded(page)[number - 1]
            if views.folded(page)[number - 1].rstrip().endswith((":", "间", "期", "于"))
            else ""
        )
    before = before.rstrip(" ([|")
    if not before:
        return ""
    if _OTHER.search(before):
        return "other"
    if _UPDATE.search(before):
        return "update"
    return "date" if _LABEL.search(before) else ""
