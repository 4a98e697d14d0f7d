"""A parsed tree as a flat list of tags: what the walk over a page runs through.

lxml's own serializer writes the tree as well-formed markup, and one pattern takes that apart, both of them in C. As
tags that read alike are read once, this costs less than to ask each element from Python. Nothing here has to be
forgiving, as the parser has been: in what the serializer writes every element is closed, every attribute stands in
double quotes, and `>` stands nowhere but at the end of a tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property
from itertools import compress, count, repeat
from operator import contains
from typing import Any

from lxml import etree

from ..text import lazy_re as re
from .escapes import escaped_twice

SLASH = ord("/")
_AMPERSAND = ord("&")  # of a byte it is told six times faster whether bytes hold it than of bytes
_TAG = re.compile(b"<([^>]*)>")
_PIECE = 8_000  # bytes
_ATTRIBUTE = re.compile(r'\s(=?[^\s=]*)="([^"]*)"')  # only at its start may a name hold `=`
_UNTOLD = (etree.Comment, etree.ProcessingInstruction, etree.Entity)
_CODE = frozenset(("script", "style", "textarea", "template"))  # what they hold is not shown as text
_CDATA = re.compile(rb"<!\[CDATA\[([\s\S]*?)\]\]>")
# in a text: it may have been escaped twice
_ESCAPED = re.compile(rb"&(?:amp;(?:#|ldquo;|nbsp;|e[nm]sp;)|lt;(?:/|[bB][rR]))")


class Tags:
    """The tags of an element in page order, each with the text behind it.

    A closing tag begins with `/`; an opening one that ends in `/` is an element which holds nothing. Texts are escaped:
    see `unescape`. `written` and `texts` have both in UTF-8, as they are written, and `opened` each opening tag once.

    >>> from lxml import html
    >>> for tag, text in Tags(html.fromstring("<p class=a>新桥<br>通车<!-- 昨天 -->了</p>")):
    ...     print(tag, text)
    p class="a" 新桥
    br/ 通车了
    /p
    """

    def __init__(self, root: Any) -> None:
        """Read an lxml element, which is not changed, or what `serialized` has made of one."""
        self.written: list[bytes] = []
        self.texts: list[bytes] = []
        # pages have three times as many tags as tags that read differently, of which one is enough
        once: dict[bytes, bytes] = {}
        for strings in map(_TAG.split, pieces_of(root if isinstance(root, bytes) else serialized(root))):
            found = strings[1::2]
            self.written.extend(map(once.setdefault, found, found))
            self.texts.extend(strings[2::2])
        self.opened = [tag for tag in once if tag[0] != SLASH]
        self.escaped_twice = self._escape_once()

    def _escape_once(self) -> bool:
        """Put right the texts that were escaped once too often; whether there were any."""
        escaped = [*compress(count(), map(contains, self.texts, repeat(_AMPERSAND)))]
        texts = [self.texts[place] for place in escaped if name_of(self.written[place]) not in _CODE]
        if not any(map(_ESCAPED.search, texts)):
            return False
        shown = escaped_twice([*map(bytes.decode, texts)])
        for place in escaped if shown else ():
            text = self.texts[place].decode()
            self.texts[place] = shown.get(text, text).encode()
        return bool(shown)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each tag without its brackets, and the text behind it."""
        return zip(map(bytes.decode, self.written), map(bytes.decode, self.texts), strict=True)

    @cached_property
    def names(self) -> dict[str, str]:
        """The opening tags, each that reads differently once, and the names of their elements."""
        return {tag.decode(): name_of(tag) for tag in self.opened}

    def opening(self, *names: str) -> Iterator[tuple[str, str, bytes]]:
        """The opening tags of elements with some names: the name, the tag, the text behind it, in UTF-8."""
        starts = tuple([name.encode() for name in names])
        wanted = {tag: name for tag in self.opened if tag.startswith(starts) and (name := name_of(tag)) in names}
        for place in compress(count(), map(wanted.__contains__, self.written)):
            tag = self.written[place]
            yield wanted[tag], tag.decode(), self.texts[place]


def pieces_of(markup: bytes) -> Iterator[bytes]:
    """What is written of a tree, in pieces that begin with a tag: all cut at once would take three times its size."""
    at = 0
    while at < len(markup):
        # an element's name may hold `<`, never `>`: behind one the next `<` opens a tag
        closed = markup.find(b">", at + _PIECE)
        end = markup.find(b"<", closed) if closed > 0 else -1
        yield markup[at : end if end > 0 else None]
        at = end if end > 0 else len(markup)


def serialized(root: Any, *, plain: bool = False) -> bytes:
    """An element as the serializer writes it, in UTF-8. Comments are left out; `plain`: it has none, and no CDATA."""
    if not plain and (_is_xhtml(root) or next(root.iter(*_UNTOLD), None) is not None):
        root = deepcopy(root)  # which comes without a doctype
        etree.strip_tags(root, *_UNTOLD)
    markup = etree.tostring(root, encoding="utf-8", xml_declaration=False, with_tail=False)
    if not plain and b"<![CDATA[" in markup:
        markup = _CDATA.sub(lambda found: escape(found[1].decode()).encode(), markup)
    return markup


def name_of(tag: bytes) -> str:
    """The name of a tag's element."""
    return tag.partition(b" ")[0].decode().rstrip("/")


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
    if "&#" in text:
        for written, char in _NUMBERS:
            text = text.replace(written, char)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


# all that the serializer writes by number; control characters, which no page shows, it writes as U+FFFD
_NUMBERS = (("&#9;", "\t"), ("&#10;", "\n"), ("&#13;", "\r"), ("&#xFFFD;", ""))


def escape(text: str) -> str:
    """A text as the serializer writes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
