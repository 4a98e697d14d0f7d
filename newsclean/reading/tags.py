"""A parsed tree as a flat list of tags: what the walk over a page runs through.

lxml's own serializer writes the tree as well-formed markup, and one pattern takes that apart, both of them in C. As
tags that read alike are read once, this costs less than to ask each element from Python. Nothing here has to be
forgiving, as the parser has been: in what the serializer writes every element is closed, every attribute stands in
double quotes, and `>` stands nowhere but at the end of a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from .escapes import escaped_twice

_TAG = re.compile("<([^>]*)>")
_ATTRIBUTE = re.compile(r'\s(=?[^\s=]*)="([^"]*)"')  # only at its start may a name hold `=`
_UNTOLD = (etree.Comment, etree.ProcessingInstruction, etree.Entity)
_CODE = frozenset(("script", "style", "textarea", "template"))  # what they hold is not shown as text
_CDATA = re.compile(r"<!\[CDATA\[([\s\S]*?)\]\]>")


class Tags:
    """The tags of an element in page order, each with the text behind it.

    A closing tag begins with `/`; an opening one that ends in `/` is an element which holds nothing. Texts are escaped:
    see `unescape`.

    >>> from lxml import html
    >>> for tag, text in Tags(html.fromstring("<p class=a>新桥<br>通车<!-- 昨天 -->了</p>")):
    ...     print(tag, text)
    p class="a" 新桥
    br/ 通车了
    /p
    """

    def __init__(self, root: Any, *, plain: bool = False) -> None:
        """Read an lxml element, which is not changed. Comments are left out; `plain`: there are none."""
        if not plain and (_is_xhtml(root) or next(root.iter(*_UNTOLD), None) is not None):
            root = deepcopy(root)  # which comes without a doctype
            etree.strip_tags(root, *_UNTOLD)
        text = etree.tostring(root, encoding="unicode", with_tail=False)
        if "<![CDATA[" in text:
            text = _CDATA.sub(lambda found: escape(found[1]), text)
        # one flat list, two strings a tag, since thousands of tuples would keep the garbage collector busy
        self._strings = _TAG.split(text)
        may_show_markup = "&amp;" in text or "&lt;/" in text or "&lt;br" in text
        del text
        # pages have three times as many tags as tags that read differently, of which one string each is enough
        once: dict[str, str] = {}
        self._strings[1::2] = [once.setdefault(tag, tag) for tag in self._strings[1::2]]
        self.names = {tag: tag.partition(" ")[0].rstrip("/") for tag in once if tag[0] != "/"}  # of opening tags
        self.escaped_twice = may_show_markup and self._escape_once()

    def _escape_once(self) -> bool:
        """Put right the texts that were escaped once too often; whether there were any."""
        names = self.names
        shown = escaped_twice([text for tag, text in self if names.get(tag) not in _CODE])
        if shown:
            self._strings[::2] = [shown.get(text, text) for text in self._strings[::2]]
        return bool(shown)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each tag without its brackets, and the text behind it."""
        strings = iter(self._strings)
        next(strings)  # what stands before the first tag: nothing
        return zip(strings, strings, strict=True)

    def opening(self, *names: str) -> list[tuple[str, str]]:
        """The opening tags of elements with some names, each with the text behind it."""
        wanted = {tag for tag, name in self.names.items() if name in names}
        places = [place for place, tag in enumerate(self._strings[1::2]) if tag in wanted]
        return [(self._strings[2 * place + 1], self._strings[2 * place + 2]) for place in places]


def _is_xhtml(root: Any) -> bool:
    """Whether a tree has a doctype of XHTML: for that, the serializer writes attributes that no tag has."""
    return "XHTML" in (root.getroottree().docinfo.public_id or "")


def attributes(tag: str) -> Iterator[tuple[str, str]]:
    """Names and values of an opening tag's attributes, in their order.

    >>> list(attributes('a href="?a=1&amp;b=2" class="x"/'))
    [('href', '?a=1&b=2'), ('class', 'x')]
    """
    found: list[tuple[str, str]] = _ATTRIBUTE.findall(tag)
    return ((name, unescape(value)) for name, value in found) if "&" in tag else iter(found)


def unescape(text: str) -> str:
    """A text as the page has it.

    >>> unescape("1 &lt; 2 &amp;lt;")
    '1 < 2 &lt;'
    """
    if "&" not in text:
        return text
    first, *others = text.split("&")
    pieces = (other.partition(";") for other in others)
    return first + "".join([_CHARACTERS.get(name, f"&{name}{end}") + rest for name, end, rest in pieces])


# all that the serializer writes; control characters, which no page shows, it writes as U+FFFD
_CHARACTERS = {
    "lt": "<", "gt": ">", "amp": "&", "quot": '"', "#9": "\t", "#10": "\n", "#13": "\r", "#xFFFD": "",
}  # fmt: skip


def escape(text: str) -> str:
    """A text as the serializer writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
