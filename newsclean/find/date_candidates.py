"""The dates on a page's lines that may be the day of publication, each with the signs that speak for and against it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..grammar.date_forms import CLOCK, EDITION, FULL_DATE, WEEKDAY
from ..grammar.date_parser import Parts, may_hold_date, read_dates, read_time
from ..grammar.outlets import is_outlet
from ..grammar.relative_dates import read_relative
from ..layout.blogs import days_of_posts
from ..layout.box_names import in_other_box
from ..layout.header import JUNK, ROW_AFTER, ROW_BEFORE, first_prose, header, headline_line
from ..layout.headline_words import is_caption_by_words
from ..page import Line, Page, of_lines
from ..text import lazy_re as re
from ..text import views
from .date_labels import DATE, OTHER, PUBLISHED, label_before, label_of, names_source, opens_with_label
from .day_order import day_order
from .split_dates import read_split
from .told_by_site import pieces
from .twin_rows import between_twins

# Sign -> weight. Two good ones make a date of publication, such as nearness to the headline and a time of day.
SIGNS = {
    # where it stands
    "near": 5.0,  # within six lines below the headline, above the text
    "below": 3.0,  # further below, above the text
    "near-in-text": 2.0,  # the same where the text has begun
    "below-in-text": 0.0,
    "above": 1.0,  # right above the headline
    "far": -3.0,  # elsewhere
    "above-text": 3.0,  # no headline is known: right above the text
    "early": 1.0,  # anywhere above it
    "in-text": -1.0,
    "lone": 1.0,  # no headline is known: the only date above the text
    "lone-above": 0.0,  # a headline is known, and this the only date above the text: see `date.find_date`
    "named-above": 1.0,  # the same right above the headline in a dump, with a channel or an outlet: 学生新闻 2022-09-21
    "blog-day": 2.0,  # blogs set the day, in English, above the headline
    # what its line is
    "label": 4.0,
    "published": 1.0,  # the label speaks of publication: 发布日期, not 发文日期
    "time": 1.0,
    "year": 1.0,  # in a form that nothing else looks like
    "opens": 1.0,  # the line, or a cell of it, is the date
    "facts": 4.0,  # behind a label of publication among what offices say of a paper
    "paper": 3.0,  # beside a paper's page number, in its line or next to it
    "row": 1.0,  # beside words of a row: source, author, clicks
    "full-row": 4.0,  # beside these with a time of day, even where the headline was not found
    "site": 5.0,  # stands where the site is known to set it
    "hint": 2.0,  # its element's class names a time
    "junk-hint": -9.0,  # a class around it names comments, lists, a footer
    "split": 2.0,  # over several lines, as designs set an article's own day
    "row-in-line": 4.0,  # in a line that holds a whole page: as a row shows it, before the first sentence
    "sentence": -5.0,  # in a sentence, or behind words that are no label
    "long": -2.0,
    "linked": -3.0,
    "calendar": -3.0,  # today's day in a page's head: with a weekday, without a time
    # what stands around it
    "crowd": -5.0,  # others like it
    "list": -8.0,  # many others
}
ENOUGH = 4.0
WEAK = 3.0  # of a date that may be today's, in the page's head: it counts where nothing else is known
ENGLISH = frozenset(("month-name", "day-and-name"))
_WITH_YEAR = frozenset(("year", "numerals", "republic", "day-first", "split"))
_NEAR = 6  # lines below the headline
_LONG = 160  # characters; longer lines are prose, or a whole page in one line
_ROW_REST = 90  # characters beside a date; a row of facts has fewer
_LATE = 20  # characters in front of a date that are no label
_CROWD, _LIST = 2, 4  # dates of one kind above which they are a crowd, or a list
_CROWD_LINES = 4  # lines around a date within which its like are counted, where no markup tells them
_LIST_TAGS = frozenset(("li", "td", "dd", "dt"))
_NAMES = 16  # characters of a few names behind a date: 2022-09-21张三李四
_CLOCK_LINE = re.compile(r"\d\d:\d\d(?::\d\d)?")  # a whole line, above the day
# a sentence goes on behind the date
_GLUED = re.compile(r"(?!作者|编辑|记者|来源|稿源|出处|发布|发表|责编)[\u4e00-\u9fff]{8}")
# today's date in a page's head, unless a time or a paper's page number stands with it
_CALENDAR = re.compile(r"(?!.*版)(?=.*(?:星期|农历|周[一二三四五六日]|礼拜))")
# the visitor's: 北京时间 8:39 2023年11月28日 星期二
_CLOCK_OF_PAGE = re.compile(rf"[\u4e00-\u9fff]{{2}}时间:?\s?{CLOCK}\s{FULL_DATE}\s\(?{WEEKDAY}")
# what offices say of a paper of theirs, beside the day on which it was published
_FACTS = re.compile(r"索\s?引\s?号|[发公]文[字文]号|[发公]布机构|成文日期|(?:主题|体裁|组配)分类")
_BLOG_DAY = re.compile(rf"{FULL_DATE}\s?\(?{WEEKDAY}\)?")
_NAMED_DAY = re.compile(r"[\u4e00-\u9fff]{2,10}\s+")  # a channel's or an outlet's name, before its day
_WEEKDAY_LINE = re.compile(WEEKDAY)
_OPENS = re.compile(rf"\Z|[ |]|\(?{WEEKDAY}\)?\Z")
_PAPER_HEAD = re.compile(r"\d版|[上下]一[版期]|当前报[章纸]")
_PAPER_PAGE = re.compile(  # 第02版, 某市日报 > 第02版:要闻, 02:综合新闻, A02:人物, 下一期
    rf"(?:.{{0,20}}>\s?)?\W*{EDITION}(?!权)|[A-Z]?\d\d:[一-鿿]{{2,8}}$|[A-Z]\d\d:[一-鿿]{{2}}|[上下]一期$|版面导航|版[次面]\s?:\s?[A-Z]?\d"
    r"|[\u4e00-\u9fff]{2,8}[刊志]\s?第\s?\d{1,4}\s?期$"  # 某某月刊第609期
)
_HEAD_OF_PAPER = 5  # lines that the head of a paper's page has
_PAPER = 30  # characters of a line that names a page of a paper
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./-]{4,40}\s*\Z")  # headline, address and date in one line
_CLOCK_HINT = re.compile(r"time|date|(?<![a-z])pub|riqi|shijian|fbsj|(?<![a-z])rq(?![a-z])")
# what may stand around a day that counts from another, or lacks its year: the edge of a row's cell, words of a row
_CELL_ENDS = re.compile(r"(?:^|[\s|·,(\[:])\Z")
_CELL_OPENS = re.compile(
    r"\s*(?:\Z|[|·)\],(]|(?:来自|来源|稿源|出处|发布|发表|更新|编辑|修改|作者|记者|浏览|阅读|点击|文/|星期|周[一二三四五六日]))"
)
_CELL_REST = 40  # characters of the row behind such a day
_SENTENCE_LENGTH = 40  # characters of the first sentence of a text; a widget may be a shorter one
_SENTENCE = re.compile("[。,;!?]")
# a full date in a line of headline, row and text; behind a row's time there is a space, or a word of the row
_IN_LINE = re.compile(FULL_DATE)
_GOES_ON = re.compile(r"\s(?![,，许])|来源|稿源|出处|作者|编辑|记者|[|(\[【]")
_ROW_BEFORE = 30  # characters of a source and an author before its date
_HEAD = 2_000  # characters of such a line that are looked at where it has no sentence


class Candidate(NamedTuple):
    """A date on a line, and what speaks for and against it."""

    line: int
    parts: Parts
    label: str  # "", or a label of `date_labels`
    signs: tuple[str, ...]

    @property
    def score(self) -> float:
        """The sum of the signs' weights."""
        return sum(SIGNS[sign] for sign in self.signs)


def candidates(page: Page) -> Iterator[Candidate]:
    """All dates on lines that may be a row.

    >>> from newsclean import load
    >>> for candidate in candidates(load("城东新桥通车\\n2022-09-21 14:50\\n昨天上午，新桥正式通车。")):
    ...     print(candidate.parts.day, candidate.signs)
    21 ('near', 'time', 'year', 'opens')
    """
    found = list(_dates(page))
    crowd = _crowds(page, found)
    headline = headline_line(page)
    prose = first_prose(page, headline) if headline is not None else _text(page)
    lone = sum(_could_be_row(page, line, parts, prose) for line, parts in found) == 1
    rows = frozenset(header(page).rows)
    days = sum(_is_bare(parts) for _, parts in found)
    told = pieces(page, "date")
    between = between_twins(page, headline)
    entries = sum(line.number >= prose and _is_stamp(page, line.number, parts) for line, parts in found)
    for line, parts in found:
        label = OTHER if _CLOCK_OF_PAGE.match(line.text) else label_of(page, line.number, parts)
        place = "near" if line.number in between else _place(line.number, headline, prose)
        if label == OTHER:
            continue
        known = any(p.line == line.number and p.start <= parts.start and parts.end <= p.end for p in told)
        others = 0 if line.number in rows else crowd(line)
        if place == "far" and others > _LIST and not (label or known or parts.form == "split"):
            continue  # one of a list: nothing that its line may show makes up for that
        if not label and not known and _is_vague(parts):
            # one such day may be the row's; several are a chronicle's, or a list's
            if not _in_cell(views.folded(page)[line.number], parts):
                continue
            if _is_bare(parts) and (days > 1 or place not in ("near", "below", "above-text")):
                continue
        if len(line.text) > _LONG and not label:
            yield Candidate(line.number, parts, label, (place, "year", "row-in-line"))
            continue
        signs = [place, *_looks(page, line, parts, label), *_surroundings(page, line, parts, headline)]
        if known:
            signs.append("site")
        if lone and _could_be_row(page, line, parts, prose) and (headline is None or place == "above"):
            signs += _of_lone(page, line.number, parts, headline)
        if others > _LIST:
            signs.append("list")
        elif not label and (others > _CROWD or (entries > _CROWD and place.endswith("in-text"))):
            signs.append("crowd")
        yield Candidate(line.number, parts, label, tuple(signs))


def _text(page: Page) -> int:
    """Number of the first line of text where no headline is known: a sentence, since a headline may be long."""
    for number, text in enumerate(views.folded(page)):
        own = page.roles[number] not in JUNK and not is_caption_by_words(text, views.opens(page)[number])
        if "。" in text and views.prose(page)[number] >= _SENTENCE_LENGTH and own:
            return number
    return len(page.lines)


def _could_be_row(page: Page, line: Line, parts: Parts, prose: int) -> bool:
    """Whether a date above the text could be its row's: a full one, and not today's day in the page's head."""
    if line.number >= prose or parts.year is None or _is_vague(parts):
        return False
    text = views.folded(page)[line.number]
    if _reads_as_text(text, parts):
        return False
    return line.link_share <= 0.7 and not (parts.hour is None and _is_calendar(page, line.number))


def _of_lone(page: Page, number: int, parts: Parts, headline: int | None) -> tuple[str, ...]:
    """The signs of the only date above the text that could be its row's."""
    if headline is None:
        return ("lone",)
    return ("lone-above", "named-above") if _is_named_above(page, number, parts) else ("lone-above",)


def _is_named_above(page: Page, number: int, parts: Parts) -> bool:
    """Whether a dump's line right above the headline is a short name, the day, and nothing else."""
    named = _NAMED_DAY.fullmatch(views.folded(page)[number], 0, parts.start) is not None
    return (
        page.kind == "text"
        and named
        and parts.end == len(page.lines[number].text)
        and header(page).lines[:1] == (number + 1,)
    )


def _is_stamp(page: Page, number: int, parts: Parts) -> bool:
    """Whether a line is nothing but a day with its time: below each entry of a page, when it was written."""
    return parts.hour is not None and parts.end - parts.start == len(views.folded(page)[number])


def _reads_as_text(text: str, parts: Parts) -> bool:
    """Whether a line is a sentence that goes on behind the date: a row has no full stop and ends in no mark."""
    return "。" in text or (text[-1] in "!?" and len(text) - parts.end > _LATE)


def _is_calendar(page: Page, number: int) -> bool:
    """Whether a day stands with its weekday, in its line or alone on the next one, as today's in a page's head does.

    A dump that opens with it and the headline is a blog's.
    """
    folded = views.folded(page)
    own = header(page).lines[:1] == (number + 1,)
    if own and page.kind == "text" and not number and _BLOG_DAY.fullmatch(folded[0]):
        return False
    if own and number in days_of_posts(page):
        return False
    below = folded[number + 1] if number + 1 < len(folded) else ""
    return bool(_CALENDAR.match(folded[number])) or bool(_WEEKDAY_LINE.fullmatch(below))


def _dates(page: Page) -> Iterator[tuple[Line, Parts]]:
    """The dates of all lines that aren't junk and may be a row."""
    split, order = dict(read_split(page)), day_order(page)
    for line, text, role in zip(page.lines, views.folded(page), page.roles, strict=True):
        if role in JUNK:
            continue
        if line.number in split:
            yield line, split[line.number]
        elif len(text) <= _LONG or opens_with_label(text):
            start = text[:_LONG]
            if page.fetched is not None or may_hold_date(start):
                yield from ((line, _in_elements(line, parts)) for parts in _of_line(page, line, start, order))
        elif page.kind == "text":
            yield from ((line, parts) for parts in _of_long_line(text))


def _in_elements(line: Line, parts: Parts) -> Parts:
    """A day without marks, whose year, month and day stand in elements of their own: <b>2022</b><i>09</i><i>21</i>."""
    if parts.form != "compact":
        return parts
    borders = {border for span in line.spans for border in (span.start, span.end)}
    year, month = parts.start + 4, parts.start + 6
    return parts._replace(form="split") if {year, month} <= borders else parts


def _of_line(page: Page, line: Line, text: str, order: str) -> Iterator[Parts]:
    """The dates of a line; a time of day that is the whole next line belongs to the last one."""
    dates = list(read_dates(text, order)) if page.fetched is None or may_hold_date(text) else []
    if not dates and page.fetched is not None:
        return read_relative(text, page.fetched)
    if (
        dates
        and dates[0].start == 0
        and line.number
        and _CLOCK_LINE.fullmatch(above := views.folded(page)[line.number - 1])
    ):
        dates[0] = read_time(above, dates[0]) or dates[0]
    if dates and dates[-1].end == len(text) and line.number + 1 < len(page.lines):
        follower = views.folded(page)[line.number + 1]
        timed = read_time(follower, dates[-1]) if len(follower) <= _LATE else None
        if timed is not None:
            dates[-1] = timed
    return iter(dates)


def _of_long_line(text: str) -> Iterator[Parts]:
    """The first date of a line that holds headline, row and text, or a whole page: above the first sentence."""
    for match in _IN_LINE.finditer(text, 0, text.find("。") + 1 or _HEAD):
        for parts in read_dates(text[max(0, match.start() - _LATE) : match.end() + _LATE]):
            shift = max(0, match.start() - _LATE)
            parts = parts._replace(start=parts.start + shift, end=parts.end + shift)
            behind = text[parts.end : parts.end + _LATE]
            around = text[max(0, parts.start - _ROW_BEFORE) : parts.end + _LATE]
            row = names_source(around, labelled=True) or (parts.hour is not None and _GOES_ON.match(behind))
            if parts.start and parts.year is not None and row:
                yield parts
                return


def _is_bare(parts: Parts) -> bool:
    """Whether a date is a month and a day alone: most are a day in the text, or a score."""
    return parts.form == "yearless" and parts.hour is None


def _is_vague(parts: Parts) -> bool:
    """Whether a date needs a label, or a row's cell of its own, to be taken for one."""
    return _is_bare(parts) or parts.form in ("compact", "relative")


def _in_cell(text: str, parts: Parts) -> bool:
    """Whether a vague date is a whole cell of a row: `柳埠故事 3小时前`, `05-20 来源:某报`."""
    before, rest = text[: parts.start], text[parts.end :]
    if parts.form == "compact" or len(rest) > _CELL_REST or _SENTENCE.search(rest):
        return False
    if _is_bare(parts) and before.strip(" ([|"):
        return False
    return bool(_CELL_ENDS.search(before)) and (
        bool(_CELL_OPENS.match(rest)) or (rest[0] == " " and not _is_bare(parts))
    )


def _crowds(page: Page, found: Iterable[tuple[Line, Parts]]) -> _Crowd:
    """How many dates there are like that of a line: rows of one kind, or without markup those around it."""
    rows = [line for line, parts in found if (parts.form != "yearless" or parts.hour is not None)]
    rows = [line for line in rows if "。" not in line.text]
    return _Crowd(page, rows)


class _Crowd:
    """Counts dates like that of a line."""

    def __init__(self, page: Page, rows: list[Line]) -> None:
        self._page = page
        self._numbers = [line.number for line in rows]
        self._kinds = Counter(self._kind(line) for line in rows)

    def __call__(self, line: Line) -> int:
        if self._page.hints_of(line.box) or line.tag in _LIST_TAGS:
            return self._kinds[self._kind(line)]
        number, numbers = line.number, self._numbers
        return bisect_right(numbers, number + _CROWD_LINES) - bisect_left(numbers, number - _CROWD_LINES)

    def _kind(self, line: Line) -> tuple[str, str]:
        """What lines of one list have in common: their tag and the classes around them."""
        return line.tag, self._page.hints_of(line.box)


def _place(number: int, headline: int | None, prose: int) -> str:
    """The sign of a date's place on the page."""
    if headline is None:
        return "above-text" if prose - 3 <= number < prose else "early" if number < prose else "in-text"
    behind = number - headline
    if behind < -ROW_BEFORE or behind > ROW_AFTER:
        return "far"
    if behind < 0:
        return "above"
    return ("near" if behind <= _NEAR else "below") + ("" if number < prose else "-in-text")


def _looks(page: Page, line: Line, parts: Parts, label: str) -> Iterator[str]:
    """The signs of the line's own text."""
    text = views.folded(page)[line.number]
    if label in (DATE, PUBLISHED):
        yield "label"
    if label == PUBLISHED:
        yield "published"
        if _is_among_facts(page, line.number):
            yield "facts"
    if parts.hour is not None:
        yield "time"
    if parts.form in _WITH_YEAR or parts.form in ENGLISH:
        yield "year"
    first = parts.start == 0 or text[: parts.start].rstrip().endswith("|")  # 栏目 | 2022-09-21
    if first and _OPENS.match(text, parts.end):
        yield "opens"
    paper = _PAPER_HEAD.search(text) or _beside_paper_head(page, line.number)
    if paper:
        yield "paper"
    elif parts.hour is None and parts.form != "relative" and _is_calendar(page, line.number):
        yield "calendar"
    if parts.form == "split":
        yield "split"
    if names_source(text):
        yield "row"
        if parts.hour is not None or names_source(text, labelled=True):
            yield "full-row"


def _beside_paper_head(page: Page, number: int) -> bool:
    """Whether a line stands by one that names a page of a paper: 第02版; links stand between it and the day above."""
    heads, folded = _paper_heads(page), views.folded(page)
    below = _HEAD_OF_PAPER if number < _HEAD_OF_PAPER and _WEEKDAY_LINE.search(folded[number]) else 2
    for near in range(max(0, number - 2), min(len(folded), number + below + 1)):
        if near not in heads:  # where each line is dated, each is asked for by all around it
            heads[near] = len(folded[near]) <= _PAPER and _PAPER_PAGE.match(folded[near]) is not None
        if heads[near]:
            return True
    return False


@of_lines
def _paper_heads(page: Page) -> dict[int, bool]:
    """Whether a line names a page of a paper, of those that were asked for so far."""
    return {}


def _surroundings(page: Page, line: Line, parts: Parts, headline: int | None) -> Iterator[str]:
    """The signs of the markup, of the words around, and of a sentence."""
    text = views.folded(page)[line.number]
    spans = [span.hints for span in line.spans if span.start <= parts.start and span.end >= parts.end]
    if any(_CLOCK_HINT.search(hint) for hint in (*spans, page.boxes[line.box].hints)):
        yield "hint"
    if in_other_box(page)[line.box]:
        yield "junk-hint"
    above = headline == line.number + 1
    if parts.form in ENGLISH and above:
        yield "blog-day"
    if above and page.kind == "text" and is_outlet(text[: parts.start].strip(" |")):
        yield "row"  # 某市晚报 2022年9月21日
    if line.link_share > 0.7:
        yield "linked"
    if opens_with_label(text):
        return  # whatever follows in the line
    if _is_in_sentence(text, parts, below=headline is not None and line.number == headline + 1):
        yield "sentence"
    if len(text) - (parts.end - parts.start) > _ROW_REST:
        yield "long"


def _is_among_facts(page: Page, number: int) -> bool:
    """Whether a line, or one beside it, is a row of what offices say of a paper: 索引号, 发文字号, 发布机构."""
    beside = views.folded(page)[max(number - 1, 0) : number + 2]
    return any(_FACTS.search(text) for text in beside if len(text) <= _LONG)


def _is_in_sentence(text: str, parts: Parts, below: bool) -> bool:
    """Whether a date is part of a sentence; `below`: right below the headline, where names may be glued to it."""
    before, rest = text[: parts.start], text[parts.end :]
    if _reads_as_text(text, parts):
        return True
    names = below and len(rest) <= _NAMES and rest.isalpha()
    if parts.hour is None and not names and _GLUED.match(rest):
        return True
    return len(before) > _LATE and not label_before(before) and not names_source(text) and not _ADDRESS.search(before)
