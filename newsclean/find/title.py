"""The headline."""

from __future__ import annotations

from collections.abc import Iterable

from ..layout.header import ROW_LINES, Header, header
from ..page import Mark, Page, step
from ..text import views
from ..text.matching import starts_with

_SIGNS = 4  # signs that are told, the weightiest first


@step
def find_title(page: Page) -> Iterable[Mark]:
    """Mark the headline's line (or lines), with the headline as value.

    >>> page_title = "<title>城东新桥通车_某某新闻网</title><h1>城东新桥通车</h1><p>昨天上午，新桥正式通车。</p>"
    >>> from newsclean import load
    >>> [mark.value for mark in find_title(load(page_title))]
    ['城东新桥通车']
    """
    found = header(page)
    if found.title and not found.lines:
        return [Mark(-1, "title", found.rule, value=found.title)]
    first = found.lines[:1]
    marks = [Mark(line, "title", found.rule, value=found.title, reason=_why(found)) for line in first]
    marks += [Mark(line, "title", found.rule) for line in found.lines[1:]]
    return [*marks, *(Mark(line, "title", "title-repeated") for line in found.repeated)]


def shows_article(page: Page) -> bool:
    """Whether a page with all marks has a body, or at least a headline of the head's with a date or a source by it.

    What a list, an error page or a log-in wall shows of dates and names belongs to no article.
    """
    if "body" in page.roles:
        return True
    titles = [mark.line for mark in page.marked("title") if mark.rule == "title-matches-head"]
    titles = [number for number in titles if not starts_with(views.folded(page)[number], "layout/errors")]
    rows = [mark.line for mark in page.marks if mark.role in ("date", "source")]
    return any(0 < row - title <= ROW_LINES for title in titles for row in rows)


def _why(found: Header) -> str:
    """What spoke for the headline, and the next best one: what `explain_page` shows beside it."""
    signs = ", ".join(f"{piece.name} {piece.worth:+.1f}" for piece in found.evidence[:_SIGNS])
    others = "; ".join(f"{value} ({score:.1f})" for score, value in found.others[:1])
    return f"{found.score:.1f}: {signs}" + (f"; next: {others}" if others else "")
