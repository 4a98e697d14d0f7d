"""html.parser's tree as lxml elements: it gives up nowhere, and knows nothing of which elements may stand in which.

BeautifulSoup would build such a tree too, but walks up all open elements for each comment between two texts, so that a
page of 170 kB can hold it up for twenty seconds. Here each event costs the same however deep it stands.
"""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from typing import Any

from lxml import etree

from ..text import lazy_re as re
from .parse import encode, without_heavy_tags

_MAX_DEPTH = 2_000  # elements; deeper ones stand beside each other
_VOID = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_.-]*")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COMMENT = re.compile(r"<!--(?:-?>|[\s\S]*?--!?>)")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>", re.IGNORECASE)
_DECLARATION = re.compile(r"<[!?][^<>]*>?")


def read_leniently(text: str) -> Any:
    """The tree that html.parser makes of a text, under one `<html>`.

    >>> etree.tostring(read_leniently("<p class=a>新桥<b>通车</p><!-- <i> -->！"), encoding="unicode")
    '<html><p class="a">新桥<b>通车</b></p>！</html>'
    """
    builder = _Builder()
    # behind the last tag's end no tag begins, and html.parser would look for an end from each that seems to
    text = _plain(without_heavy_tags(encode(text)).decode())
    last = text.rfind(">") + 1
    builder.feed(text[:last] + text[last:].replace("<", "&lt;"))
    builder.close()
    return builder.tree()


def _plain(text: str) -> str:
    """The text without comments, declarations and processing instructions, and with what stands in CDATA sections.

    html.parser looks for the end of each that has none through all of the text, and raises on some.
    """
    text, end, behind = text.rpartition("-->")
    text = _COMMENT.sub("", text + end) + behind.replace("<!--", "")
    return _DECLARATION.sub("", _CDATA.sub("", text))


class _Builder(HTMLParser):
    """Makes elements of html.parser's events."""

    def __init__(self) -> None:
        super().__init__()
        root = etree.Element("html")
        self.open: list[tuple[str, Any]] = [("", root)]  # name, element
        self.names: Counter[str] = Counter()  # of the open elements
        self.ends: dict[Any, list[str]] = {root: []}  # element -> texts behind its last child; lxml would copy them
        self.places = [(root, "text", self.ends[root])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins.

        >>> builder = _Builder()
        >>> builder.feed('<p class=a class=b "=c @d=e><br x=y><b>新桥</b>')
        >>> [(element.tag, dict(element.attrib)) for element in builder.tree().iter()][1:]
        [('p', {'class': 'a'}), ('br', {'x': 'y'}), ('b', {})]
        """
        if tag == "html":
            return
        outer = self.open[-1][1]
        parent = outer if len(self.open) <= _MAX_DEPTH else outer.getparent()
        made = etree.SubElement(parent, tag if _NAME.fullmatch(tag) else "span")
        for name, value in attrs:
            if _NAME.fullmatch(name) and name not in made.attrib:
                made.set(name, _FORBIDDEN.sub("", value or ""))
        self.ends[made], self.ends[parent] = [], []
        self.places += [(made, "text", self.ends[made]), (made, "tail", self.ends[parent])]
        if tag not in _VOID:
            self.open.append((tag, made))
            self.names[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        """The innermost open element of that name ends, and all that are open in it."""
        while self.names[tag]:
            name, _ = self.open.pop()
            self.names[name] -= 1
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Text goes on."""
        self.ends[self.open[-1][1]].append(_FORBIDDEN.sub("", data))

    def tree(self) -> Any:
        """The root, with all texts in their places."""
        for element, place, texts in self.places:
            if texts:
                setattr(element, place, "".join(texts))
        return self.places[0][0]
