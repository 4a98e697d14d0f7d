"""The header: the headline and the rows of date, source and byline below it, found together.

A headline is good because a row follows it and prose below that; a row is good because it stands under a headline. So
all lines that could be a headline are weighed with what stands around them (`candidates.py`), and the best one, its
rows and the line where the body starts are one finding, which title, date, source, byline, abstract and body all read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice, tee

from ..page import Page
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold, in_pieces
from .candidates import Candidate, ranked
from .head_titles import flash_title, head_names, said_title, without_site
from .headline_form import PLAIN
from .headline_trim import trimmed
from .signals import META_ROW, rows_of
from .weights import Evidence, evidence

JUNK = frozenset(("hidden", "injected", "spam", "boilerplate", "disclaimer"))
# lines around the headline in which a row is looked for: widgets for sharing and font size lie between
ROW_BEFORE, ROW_AFTER = 4, 24
TWINS = 12  # lines within which a headline is said twice: once for the page, once in the article's own box
_PROSE = 40  # a line this long with a stop or a comma in it is prose
_CHANNEL = 8  # letters of a channel before a headline that is said again
# a place or a column before a headline that an aggregator sets there: 某地:新桥通车, 【要闻】新桥通车
_BEFORE = re.compile(r"^(?:[\[【][^\[\]【】]{2,8}[\]】]|[\u4e00-\u9fff]{2,5}\s?[:|-])\s?(?=\S{6})")
_SURE_ENOUGH = 0.5  # score from which on a line is given as the headline: below, a page more often shows none
_AGAIN = -0.5  # score of a line that says again what a dump opens with, to be the headline on the page
_ROW = 0.25  # how much of a row a line must be to belong to the header
ROW_LINES = 12  # lines below the headline within which its rows lie
_PICTURES = 3  # lines that say it, from which on they are the words of pictures
_KEPT = 1  # candidates beside the best one that the explanation tells of: each further one costs a look at many lines


@dataclass(frozen=True)
class Header:
    """The headline with its rows.

    Attributes:
        title: the headline; None where the page shows none.
        rule: the strongest sign of it: "title-matches-head", "title-heading", "title-above-row", "title-place",
            "title-head" (it stands in the head alone); "" without a headline.
        lines: the numbers of the headline's lines; empty where it stands in the head alone.
        repeated: lines close by that say it again.
        rows: numbers of the lines below or above it that give date, source, counts.
        start: the first line that the body can start at.
        score: the sum of the evidence, in logarithms of odds; of the runner-up where there is no headline.
        margin: how far the runner-up, or no headline at all, lies behind.
        evidence: what spoke for and against it, the weightiest first.
        others: the next best candidate with its score, where there is one.
    """

    title: str | None
    rule: str
    lines: tuple[int, ...]
    repeated: tuple[int, ...]
    rows: tuple[int, ...]
    start: int
    score: float
    margin: float
    evidence: tuple[Evidence, ...]
    others: tuple[tuple[float, str], ...]


def header(page: Page) -> Header:
    """The header of a page, worked out once for the lines that are not planted.

    >>> from newsclean import load
    >>> rows = "<p>首页</p><p>城东新桥正式通车</p><p>2022-09-21 来源：某报</p>"
    >>> found = header(load(f"{rows}<p>昨天上午，城东新桥正式通车了。</p>"))
    >>> found.title, found.lines, found.rows, found.start
    ('城东新桥正式通车', (1,), (2,), 2)
    """
    planted = page.before("find_title").planted
    key = ("header", planted)
    if key not in page.known:
        page.known[key] = _found(page, planted)
    found: Header = page.known[key]
    return found


def headline_line(page: Page) -> int | None:
    """Number of the headline's last line; None where no line shows it.

    >>> from newsclean import load
    >>> headline_line(load("<title>城东新桥通车</title><p>首页</p><h1>城东新桥通车</h1>"))
    1
    """
    marks = [mark.line for mark in page.marked("title") if mark.line >= 0 and mark.rule != "title-repeated"]
    lines = marks or header(page).lines
    return max(lines) if lines else None


def first_prose(page: Page, headline: int | None) -> int:
    """Number of the first line of prose behind the headline, or of the page."""
    start = headline + 1 if headline is not None else 0
    folded = views.folded(page)
    for number in range(start, len(page.lines)):
        text = folded[number]
        if len(text) >= _PROSE and ("。" in text or "," in text) and page.roles[number] not in JUNK:
            return number
    return len(page.lines)


def _found(page: Page, planted: frozenset[int]) -> Header:
    """The best header among the page's candidates."""
    candidates, following, below = tee(ranked(page, planted), 3)  # weighed as far as one of the three goes
    weighed = list(islice(candidates, _KEPT + 1))
    others = tuple((round(value, 2), candidate.value) for value, candidate in weighed)
    if weighed and weighed[0][0] >= _SURE_ENOUGH:
        value, best = _on_the_page(page, *weighed[0], below)
        runner_up = next((v for v, other in following if other.value != best.value or v <= 0), 0.0)
        lines = tuple(range(best.first, best.last + 1))
        rows = _rows(page, best)
        return Header(
            trimmed(page, best.value.rstrip(" |｜")),
            _rule(best),
            lines,
            tuple(_repeated(page, best)),
            rows,
            behind_labels(page, best.last + 1),
            value,
            value - max(runner_up, 0.0),
            evidence("header", best.evidence),
            others[1:],
        )
    title = _in_head(page) or said_title(page) or flash_title(page)
    top = weighed[0][0] if weighed else -5.0
    return Header(
        title, "title-head" if title else "", (), (), (), behind_labels(page, 0), top, -top, (), others[:_KEPT]
    )


def _on_the_page(
    page: Page, value: float, best: Candidate, candidates: Iterable[tuple[float, Candidate]]
) -> tuple[float, Candidate]:
    """The best candidate; of a dump whose first line is the `<title>`, the line further down that says the same."""
    if page.kind == "text" and (first := _named_by_pictures(page, best)) is not None:
        above = ((other, again) for other, again in candidates if again.first == first and again.value == best.value)
        other, again = next(above, (value, best))
        return max(value, other), again
    if page.kind == "text" and not best.first:
        for other, below in candidates:
            if other < _AGAIN:
                break
            if below.first and below.value == best.value and "prose-nowhere" not in below.evidence:
                return max(value, other), below
    return value, best


def _named_by_pictures(page: Page, best: Candidate) -> int | None:
    """The first line that says a dump's headline, where it stands between the paragraphs for pictures."""
    folded, prose = views.folded(page), views.prose(page)
    said = [number for number, text in enumerate(folded) if text == folded[best.first]]
    return said[0] if len(said) >= _PICTURES and any(prose[said[0] + 1 : said[1]]) else None


def _rule(best: Candidate) -> str:
    """The name of the rule: the strongest sign of a headline."""
    if any(name.startswith("head-") for name in best.evidence):
        return "title-matches-head"
    if best.evidence.keys() & {"tag-h1", "tag-h2", "tag-h3"}:
        return "title-heading"
    return "title-above-row" if best.evidence.get("row-below", 0.0) >= _ROW else "title-place"


def _repeated(page: Page, best: Candidate) -> list[int]:
    """Lines close by that say the headline once more, with no prose between."""
    folded, prose = views.folded(page), views.prose(page)
    # as its lines say it, or without the day in front
    whole = "".join(folded[best.first : best.last + 1])
    said, behind = PLAIN.sub("", whole), PLAIN.sub("", _BEFORE.sub("", whole))
    values = {said, PLAIN.sub("", fold(best.value))}
    found = []
    for number in range(max(0, best.first - TWINS), min(len(folded), best.last + TWINS + 1)):
        letters = in_pieces(partial(PLAIN.sub, ""), folded[number])
        # behind its channel on the next line: 新闻-城东新桥通车
        again = page.kind == "text" and number == best.last + 1 and letters.endswith(said)
        if best.first <= number <= best.last or not (
            letters in values
            or (letters == behind and number > best.last)
            or (again and len(letters) <= len(said) + _CHANNEL)
        ):
            continue
        low, high = (number, best.first) if number < best.first else (best.last, number)
        if not any(prose[low + 1 : high]):
            found.append(number)
    return found


def _rows(page: Page, best: Candidate) -> tuple[int, ...]:
    """The rows around a headline: right above it, and below it down to the first prose."""
    strengths, prose = rows_of(page), views.prose(page)
    found = [number for number in range(max(0, best.first - 2), best.first) if strengths[number] >= _ROW]
    for number in range(best.last + 1, min(len(prose), best.last + 1 + ROW_LINES)):
        if prose[number]:
            break
        if strengths[number] >= _ROW:
            found.append(number)
    return tuple(found)


def behind_labels(page: Page, start: int) -> int:
    """The first line that the body can start at: behind rows whose labels have no values either, 来源:互联网 时间:."""
    folded, prose = views.folded(page), views.prose(page)
    while 0 < start < len(folded) and not prose[start] and len(META_ROW.findall(folded[start])) > 1:
        start += 1
    return start


def _in_head(page: Page) -> str | None:
    """The headline that only the head gives, without the site's name; a dump has no head."""
    names = head_names(page) if page.kind == "html" else []
    core = without_site(names[0].text, page) if names else ""
    return core if len(core) >= 4 else None
