"""A dump to a page: its maker first, then its lines."""

from __future__ import annotations

from dataclasses import replace

from ...page import Head, Page
from ..limits import within_limits
from .maker import markdown_signs
from .opening import read_opening
from .plain import read_lines, stored_day_apart
from .tagged import without_tags


def read_dump(text: str, charset: str = "", url: str | None = None) -> Page:
    """The page of a dump, and what made it.

    >>> page = read_dump("# 城东新桥通车\\n\\n昨天上午，新桥正式通车。")
    >>> page.maker, page.lines[0].tag, page.lines[0].text
    ('Markdown: 1 heading', 'h1', '城东新桥通车')
    >>> read_dump("城东新桥通车\\n昨天上午，新桥正式通车。").maker
    ''
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (untagged := without_tags(text)) != text:
        page = read_dump(untagged, charset, url)
        return replace(page, notes=("tags in some lines: read as tags", *page.notes))
    opening = read_opening(text)
    head = Head(charset=charset)
    if opening:
        head, url, text = replace(opening.head, charset=charset), url or opening.url, text[opening.length :]
    signs = markdown_signs(text)
    if signs:
        from .markdown import read_markdown

        found = read_markdown(text)
        made = Page(found.lines, head, url, "text", found.boxes, pictures=found.pictures)
        return replace(made, maker=f"Markdown: {signs}")
    return read_again(Page((), head, url, "text"), stored_day_apart(text))


def read_again(page: Page, text: str) -> Page:
    """A plain dump's page with the lines of its text, which may have been repaired since: damage hides its maker.

    >>> page = read_again(read_dump("首页 新闻(wén)\\n城东新桥通车"), "首页 新闻\\n城东新桥通车")
    >>> [line.text for line in page.lines], page.maker
    (['首页 新闻', '城东新桥通车'], '')
    """
    lines, maker = read_lines(text)
    return within_limits(replace(page, lines=lines, maker=maker, dump=text, marks=()))
