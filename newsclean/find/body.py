"""The body, and the verdict on what kind of page it makes."""

from __future__ import annotations

from collections.abc import Iterable

from ..layout.body import body_marks
from ..page import Mark, Page, step


@step
def find_body(page: Page) -> Iterable[Mark]:
    """Mark the body's lines; then every line still unclaimed as boilerplate, with the reason; then the verdict.

    >>> from newsclean import load
    >>> text = "<p>昨天上午，城东新桥正式通车。</p><p>通车以后，两岸居民出行更方便了。</p>"
    >>> page = load(f"<div><a href=/>首页</a></div><div>{text}</div>")
    >>> [(mark.line, mark.role) for mark in find_body(page)]
    [(1, 'body'), (2, 'body'), (-1, 'verdict')]
    """
    return body_marks(page.before("find_body"))
