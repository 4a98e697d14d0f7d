"""HTML text → lxml tree, in time that grows with the text and no faster, whatever it holds.

Nothing is loaded and no entity of a page's own is expanded: lxml's HTML parser knows no DTD and opens no connection.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import regex
from lxml import etree

from ..text import lazy_re as re

# Stray ones in the middle of a page would end it for the parser, which closes both by itself at the end
_STRAY = re.compile(rb"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\b[^<>]{0,50}>")
# What no page shows; white space stays. No byte of a character beyond ASCII is among them in UTF-8
CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r"))
_BLANKS = bytes.maketrans(b"\f", b" ")  # white space in HTML, and no character of XML
_CHANGED = CONTROLS + b"\f"
# libxml2 looks at every earlier attribute of an element for each one it adds: 16,000 of them take a second. No
# genuine element has a hundred.
_MAX_ATTRIBUTES = 500
_OPENS = re.compile(rb"<[a-zA-Z]")
# a `>` that ends no tag; of three signs or more, \x01 stands nowhere here, `re` makes a table, of two it tries each
_IN_QUOTES = re.compile(rb"""=\s*(?:"[^">\x01]*>|'[^'>\x01]*>)""")
_PIECE = 10_000  # characters
_SMALL = 20_000  # bytes of a page that has no room for an element that takes long
_LONG = 1000  # bytes that so many attributes have at the least
_REST = rb"""(?:[^"'>=]++|=\s*+(?:"[^"]*+"|'[^']*+')|["'=])"""
_TOKEN = regex.compile(rb"<!--(?:-?>|[\s\S]*?(?:--!?>|\Z))|<(?P<name>[a-zA-Z][^\s/>]*+)" + _REST + rb"*+(?:>|\Z)")
_VALUE = regex.compile(rb"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)""")
_RAW = frozenset((b"script", b"style", b"xmp", b"iframe", b"noembed", b"noframes", b"textarea", b"title"))


class Tree(NamedTuple):
    """A parsed page."""

    root: Any  # lxml element; None where there is none
    whole: bool  # False where the parser has given up on the way


def parse_html(text: str) -> Any:
    """Parse HTML text with lxml; the root element, or None where there is none.

    >>> parse_html("<p>新桥<b>通车</p>")[0][0].tag
    'p'
    >>> parse_html("<!-- -->") is None
    True
    """
    return parse(encode(text)).root


def parse(raw: bytes) -> Tree:
    """Parse HTML text that `encode` has made with lxml, and tell whether all of it was read."""
    raw = _STRAY.sub(b"", without_heavy_tags(raw))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is not None:
        root.getroottree().docinfo.clear()  # for XHTML, the serializer would write attributes that no tag has
    last = parser.error_log.last_error
    # libxml2 reads 2,048 elements deep, and nothing of what stands behind
    return Tree(root, last is None or last.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT)


def encode(text: str) -> bytes:
    """A text in UTF-8 without control characters: halves of a character are joined, lone ones become U+FFFD.

    >>> encode("新\\x00桥\\ud83d\\ude00\\ud83d").decode()
    '新桥😀\ufffd'
    """
    try:  # in pieces: to encode a text takes three bytes for each character, whatever it has in the end
        pieces = [without_controls(text[at : at + _PIECE].encode("utf-8")) for at in range(0, len(text), _PIECE)]
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return without_controls(text.encode("utf-8"))
    return b"".join(pieces)


def without_controls(raw: bytes) -> bytes:
    """UTF-8 without the control characters that no page shows."""
    # to look for each of them takes half the time of a copy
    return raw.translate(_BLANKS, CONTROLS) if any(map(raw.__contains__, _CHANGED)) else raw


def without_heavy_tags(raw: bytes) -> bytes:
    """The bytes of a page; tags with more than 500 attributes lose all of them.

    >>> without_heavy_tags(b"<p class=a>" + b"<a " + b" ".join(b"x%d=1" % n for n in range(9000)) + b">bridge</a>")
    b'<p class=a><a>bridge</a>'
    """
    if len(raw) < _SMALL or not any(_attributes(part) > _MAX_ATTRIBUTES for part in _suspects(raw)):
        return raw
    pieces, kept, at = [], 0, 0
    while tag := _TOKEN.search(raw, at):
        at = tag.end()
        name = tag["name"]
        if name and at - tag.start() > _LONG and _attributes(tag.group()) > _MAX_ATTRIBUTES:
            pieces += [raw[kept : tag.start()], b"<" + name[:60] + b">"]
            kept = at
        if name and name.lower() in _RAW:
            end = re.compile(b"</" + re.escape(name), re.IGNORECASE).search(raw, at)
            at = end.start() if end else len(raw)
    return b"".join([*pieces, raw[kept:]])


def _suspects(raw: bytes) -> Iterator[bytes]:
    """What may be such a tag: `<` with no `>` near behind it, or with one that stands in quotes."""
    for end in _far_ends(raw):
        first = _OPENS.search(raw, raw.rfind(b">", 0, end - _LONG) + 1, end)
        if first:  # of several places where a tag may begin the first is followed by all
            yield raw[first.start() : end]
    before = -1
    for found in _IN_QUOTES.finditer(raw):
        start = raw.rfind(b"<", max(0, found.start() - _LONG), found.start())
        if start > before:  # the places of quotes in one tag, in a script, follow one another
            before = start
            tag = _TOKEN.match(raw, start)
            if tag and tag.end() - start > _LONG:
                yield tag.group()


def _far_ends(raw: bytes) -> Iterator[int]:
    """Places of `>` with more than 1,000 bytes before them that hold none, and the end where it has so many.

    >>> far, near = b"x" * 1500, b"x" * 900
    >>> [list(_far_ends(raw)) for raw in (b"<a>" + far + b"><b>" + near + b">", near + b">" + near, b"<a>" + far)]
    [[1503], [], [1503]]
    """
    at = 0
    for start in range(0, len(raw) - _LONG // 2, _LONG // 2):  # one such window lies within each stretch
        if start >= at and raw.find(b">", start, start + _LONG // 2) < 0:
            end = raw.find(b">", start)
            at = end if end >= 0 else len(raw)
            if at - raw.rfind(b">", 0, start) > _LONG:
                yield at


def _attributes(tag: bytes) -> int:
    """How many attributes a tag has, roughly; of few, what is at least as many."""
    most = tag.count(b"=") + tag.count(b"/") + len(tag.split())
    if most <= _MAX_ATTRIBUTES:
        return most
    return len(_VALUE.sub(b" ", tag).replace(b"/", b" ").split()) - 1
