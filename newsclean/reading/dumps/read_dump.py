"""A dump to a page: its maker first, then its lines."""

from __future__ import annotations

from dataclasses import replace

from ...page import Head, Page
from .maker import markdown_signs
from .opening import read_opening
from .plain import read_lines
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
    lines, maker = read_lines(text)
    return Page(lines, head, url, "text", maker=maker)
