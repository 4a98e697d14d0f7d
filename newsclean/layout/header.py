"""Where the meta row may stand: the lines around the headline that name date, source, clicks and font size."""

from __future__ import annotations

from ..page import Page
from ..text import views
from .headline import headline_marks

JUNK = frozenset(("hidden", "injected", "spam", "boilerplate", "disclaimer"))
# lines around the headline in which a row is looked for: widgets for sharing and font size lie between
ROW_BEFORE, ROW_AFTER = 4, 24
_PROSE = 40  # a line this long with a stop or a comma in it is prose


def headline_line(page: Page) -> int | None:
    """Number of the headline's (last) line, by the title step's marks or, where it has not run, by running it.

    >>> from newsclean import load
    >>> headline_line(load("<title>城东新桥通车</title><p>首页</p><h1>城东新桥通车</h1>"))
    1
    """
    marks = page.marked("title") or ([] if page.marks else list(headline_marks(page)))
    lines = [mark.line for mark in marks if mark.line >= 0 and mark.rule != "title-repeated"]
    return max(lines) if lines else None


def first_prose(page: Page, headline: int | None) -> int:
    """Number of the first line of prose behind the headline, or of the page."""
    start = headline + 1 if headline is not None else 0
    for number in range(start, len(page.lines)):
        text = views.folded(page)[number]
        if len(text) >= _PROSE and ("。" in text or "," in text) and page.roles[number] not in JUNK:
            return number
    return len(page.lines)
