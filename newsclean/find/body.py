"""The body, and the verdict on what kind of page it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..layout.body import body_marks
from ..page import Mark, Page, step, without
from ..text.fold import fold
from ..text.matching import lines_of_words

_ROW = 60  # characters of a row


@step
def find_body(page: Page) -> Iterable[Mark]:
    """Mark the body's lines; then every line still unclaimed as boilerplate, with the reason; then the verdict.

    >>> from newsclean import load
    >>> text = "<p>昨天上午，城东新桥正式通车。</p><p>通车以后，两岸居民出行更方便了。</p>"
    >>> page = load(f"<div><a href=/>首页</a></div><div>{text}</div>")
    >>> [(mark.line, mark.role) for mark in find_body(page)]
    [(1, 'body'), (2, 'body'), (-1, 'verdict')]
    """
    page = page.before("find_body")
    counts = frozenset(_rows_of_counts(page))
    for mark in body_marks(page):
        yield Mark(mark.line, "boilerplate", "widget-row") if mark.role == "body" and mark.line in counts else mark


def _rows_of_counts(page: Page) -> Iterator[int]:
    """The date's row where nothing but counts stands beside what was found in it: below a deck it is amid the body."""
    for number in {mark.line for mark in page.marked("date") if mark.start is not None and mark.line >= 0}:
        left = fold(without(page.lines[number].text, page.cuts.get(number, ())))
        if left and lines_of_words([left], _ROW, "text/navigation_words", "text/widget_words")[0]:
            yield number
