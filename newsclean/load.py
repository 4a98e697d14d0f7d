"""From whatever a user holds to a `Page`."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree

from .decode import decode
from .dump import is_dump, read_dump
from .head import read_head
from .page import Head, Page
from .tree import parse_html, read_tree

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def load(page: Any, *, url: str | None = None, encoding: str | None = None) -> Page:
    """Read a page into numbered lines.

    Args:
        page: `bytes` of a page in any Chinese encoding, `str` holding HTML or a plain-text dump of a page, a
            BeautifulSoup object, an lxml element or tree, or a `Page`, which comes back as it is.
        url: the page's address, where known.
        encoding: the bytes' encoding, where known; tried before the page's own declaration.

    Raises:
        TypeError: `page` is none of these.
        NotAPageError: the bytes are a PDF, an image, an archive or the like.

    >>> [line.text for line in load("<h1>标题</h1><p>正文。</p>").lines]
    ['标题', '正文。']
    """
    if isinstance(page, Page):
        return page
    charset = ""
    if isinstance(page, (bytes, bytearray, memoryview)):
        page, charset = decode(bytes(page), encoding)
    if isinstance(page, BeautifulSoup) or type(page).__module__.startswith("bs4"):
        page = str(page)
    if isinstance(page, str):
        text = _DECLARATION.sub("", page.replace("\x00", ""), count=1)
        if is_dump(text):
            return Page(read_dump(text), Head(charset=charset), url, "text")
        return _from_tree(parse_html(text), url, charset)
    if isinstance(page, etree._ElementTree):
        return _from_tree(page.getroot(), url, charset)
    if isinstance(page, etree._Element):
        return _from_tree(page, url, charset)
    raise TypeError(
        "a page is bytes, str, a BeautifulSoup object, an lxml element or a newsclean Page, not "
        + type(page).__name__
    )


def _from_tree(root: Any, url: str | None, charset: str) -> Page:
    """The page of a parsed tree; an empty one where the parser found no element."""
    if root is None:
        return Page((), Head(charset=charset), url)
    head, sheets = read_head(root, charset)
    found = read_tree(root, sheets)
    return Page(found.lines, head, url, "html", found.boxes, found.veils, found.pictures)
