"""The date of publication.

Order of trust: the row near the headline, a labelled date elsewhere, metadata, scripts, a labelled date of change, the
address, a lone date above the headline, the article's own dateline or signature. The row wins even where metadata is
more precise, since the article is dated as its readers see it. A date after the time of fetching is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..grammar.date_forms import CLOCK, FULL_DATE
from ..grammar.date_parser import FIRST_PAPER, FIRST_YEAR, Moment, Parts
from ..grammar.relative_dates import is_after, latest
from ..grammar.stamps import read_stamp
from ..page import Line, Mark, Page, step
from ..text import lazy_re as re
from ..text import views
from .date_candidates import ENOUGH, WEAK, Candidate, candidates
from .date_in_text import as_signed, beside_headline, from_dateline, from_printed, from_signature
from .date_labels import UPDATE
from .metadata_dates import DATETIME, from_address, from_head, from_scripts, year_of

# signs of what is no head of a paper's page
_NO_ROW = frozenset(("near-in-text", "below-in-text", "in-text", "crowd", "list", "linked", "junk-hint"))


@step
def find_date(page: Page) -> Iterable[Mark]:
    """Mark the date of publication: value is an aware datetime and its precision, "day", "minute" or "second".

    >>> from newsclean import load
    >>> row = "<p>2022年09月21日14:50 来源：某市日报</p>"
    >>> [mark] = find_date(load(f"<h1>城东新桥通车</h1>{row}<p>昨天上午，新桥正式通车。</p>"))
    >>> str(mark.value[0]), mark.value[1], (mark.start, mark.end)
    ('2022-09-21 14:50:00+08:00', 'minute', (0, 16))
    """
    page = page.before("find_date")
    # of a page that shows none, the source's step asks again
    title = tuple((mark.line, mark.rule) for mark in page.marked("title"))
    key = ("date", page.fetched, title, tuple(page.roles))
    if key not in page.known:
        page.known[key] = _found(page)
    marks: list[Mark] = page.known[key]
    return marks


def _found(page: Page) -> list[Mark]:
    """The mark of the date of publication, if the page tells one."""
    found = sorted(candidates(page), key=lambda candidate: (-candidate.score, candidate.line))
    own = [candidate for candidate in found if candidate.label != UPDATE]
    labelled = [candidate for candidate in own if candidate.label and candidate.score > 0]
    changed = [candidate for candidate in found if candidate.label == UPDATE and candidate.score >= 0]
    above = [candidate for candidate in own if "lone-above" in candidate.signs and candidate.score >= WEAK]
    ways: tuple[Callable[[], Mark | None], ...] = (
        lambda: _first(page, [candidate for candidate in own if candidate.score >= ENOUGH], "date-row"),
        lambda: _first(page, labelled, "date-label"),
        lambda: _unseen(page, "date-meta", from_head),
        lambda: _unseen(page, "date-script", from_scripts),
        lambda: _first(page, changed, "date-update"),
        lambda: _unseen(page, "date-address", from_address),
        lambda: _first(page, _no_clocks(page, above), "date-above"),
        lambda: _first(page, _of_papers(own), "date-paper"),
        lambda: from_printed(page),
        lambda: beside_headline(page),
        lambda: from_dateline(page),
        lambda: from_signature(page),
    )
    for way in ways:
        mark = way()
        if mark is not None and not _is_late(page, mark.value):
            return [as_signed(page, mark)]
    return []


def _no_clocks(page: Page, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates without a time of day before them: `北京时间 8:39 2023年11月28日` is the visitor's clock."""
    clock = re.compile(rf"{CLOCK}\s{FULL_DATE}")
    return (item for item in found if not clock.search(views.folded(page)[item.line]))


def _of_papers(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """The days in the head of a paper's page, beside its number: `2024年05月01日 第03版`, far above the headline."""
    return (item for item in found if "paper" in item.signs and not _NO_ROW & set(item.signs))


def _first(page: Page, found: Iterable[Candidate], rule: str) -> Mark | None:
    """The mark of the first candidate that is a possible moment."""
    for candidate in found:
        parts = candidate.parts
        moment = _moment(page, parts, FIRST_PAPER if "paper" in candidate.signs else FIRST_YEAR)
        if moment is not None and not _is_late(page, moment):
            moment = _zoned(page.lines[candidate.line], parts, moment)
            return Mark(candidate.line, "date", rule, parts.start, parts.end, moment)
    return None


def _moment(page: Page, parts: Parts, first: int) -> Moment | None:
    """The moment of a date; a year that it lacks comes from what else the page tells, or from the day of fetching."""
    if parts.year is not None:
        return parts.moment(first=first)
    moment = parts.moment(year_of(page, parts))
    if page.fetched is not None and (moment is None or is_after(moment, page.fetched)):
        return latest(parts, page.fetched)
    return moment


def _is_late(page: Page, moment: Moment) -> bool:
    """Whether a moment lies after the time of fetching."""
    return page.fetched is not None and is_after(moment, page.fetched)


def _unseen(page: Page, rule: str, find: Callable[[Page], Moment | None]) -> Mark | None:
    """The mark of a moment that the page gives out of sight."""
    moment = find(page)
    return Mark(-1, "date", rule, value=moment) if moment is not None else None


def _zoned(line: Line, parts: Parts, moment: Moment) -> Moment:
    """The moment in the zone that a `<time datetime=…>` around the date names, if both show the same clock."""
    for span in line.spans:
        if span.tag == "time" and span.start <= parts.start and not parts.zone:
            match = DATETIME.search(span.hints)
            stamp = read_stamp(match[1].upper()) if match else None
            if stamp is not None and f"{stamp[0]:%F%R}" == f"{moment[0]:%F%R}":
                return moment[0].replace(tzinfo=stamp[0].tzinfo), moment[1]
    return moment
