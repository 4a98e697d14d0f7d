"""Where the meta row may stand: the lines around the headline that name date, source, clicks and font size."""

from __future__ import annotations

from ..page import Page
from .title import find_title

JUNK = frozenset(("hidden", "injected", "spam", "boilerplate", "disclaimer"))
ROW_BEFORE, ROW_AFTER = 4, 24  # lines around the headline in which a row is looked for: share and font widgets lie between


def headline_line(page: Page) -> int | None:
    """Number of the headline's (last) line, by the title step's marks or, where it has not run, by running it.

    >>> from newsclean import load
    >>> headline_line(load("<title>城东新桥通车</title><p>首页</p><h1>城东新桥通车</h1>"))
    1
    """
    marks = page.marked("title") or list(find_title(page))
    lines = [mark.line for mark in marks if mark.line >= 0]
    return max(lines) if lines else None
