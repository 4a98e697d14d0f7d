"""HTML text → lxml tree, in time that grows with the text and no faster, whatever it holds.

Nothing is loaded and no entity of a page's own is expanded: lxml's HTML parser knows no DTD and opens no connection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NamedTuple

import regex
from lxml import etree

# Stray ones in the middle of a page would end it for the parser, which closes both by itself at the end
_STRAY = re.compile(rb"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\b[^<>]{0,50}>")
# What no page shows; white space stays. No byte of a character beyond ASCII is among them in UTF-8
CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r"))
# libxml2 looks at every earlier attribute of an element for each one it adds: 16,000 of them take a second. No
# genuine element has a hundred.
_MAX_ATTRIBUTES = 500
_IN_QUOTES = re.compile(r"""=\s*(?:"[^"<>]*>|'[^'<>]*>)""")  # a `>` that ends no tag
_SMALL = 20_000  # characters of a page that has no room for an element that takes long
_LONG = 1000  # characters that so many attributes have at the least
_REST = r"""(?:[^"'>=]++|=\s*+(?:"[^"]*+"|'[^']*+')|["'=])"""
_HEAVY = regex.compile(
    r"""<[a-zA-Z](?:[\s/]*+[^\s/>=]{1,200}+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']{0,2000}+))?+){500}"""
)
_TOKEN = regex.compile(rf"<!--(?:-?>|[\s\S]*?(?:--!?>|\Z))|<(?P<name>[a-zA-Z][^\s/>]*+){_REST}*+(?:>|\Z)")
_VALUE = regex.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)""")
_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"))


class Tree(NamedTuple):
    """A parsed page."""

    root: Any  # lxml element; None where there is none
    whole: bool  # False where the parser has given up on the way
    wide: int  # bytes of its source beyond one a character: two for each Chinese character


def parse_html(text: str) -> Any:
    """Parse HTML text with lxml; the root element, or None where there is none.

    >>> parse_html("<p>新桥<b>通车</p>")[0][0].tag
    'p'
    >>> parse_html("<!-- -->") is None
    True
    """
    return parse(text).root


def parse(text: str) -> Tree:
    """Parse HTML text with lxml, and tell whether all of it was read."""
    raw = encode(without_heavy_tags(text))
    foreign = len(raw) - len(text)
    raw = _STRAY.sub(b"", raw)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        root = None
    last = parser.error_log.last_error
    # libxml2 reads 2,048 elements deep, and nothing of what stands behind
    return Tree(root, last is None or last.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT, foreign)


def encode(text: str) -> bytes:
    """A text in UTF-8 without control characters: halves of a character are joined, lone ones become U+FFFD.

    >>> encode("新\\x00桥\\ud83d\\ude00\\ud83d").decode()
    '新桥😀\ufffd'
    """
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError:
        raw = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")
    return raw.translate(None, CONTROLS)


def without_heavy_tags(text: str) -> str:
    """The text; tags with more than 500 attributes lose all of them.

    >>> without_heavy_tags("<p class=a>" + "<a " + " ".join(f"x{n}=1" for n in range(9000)) + ">新桥</a>")
    '<p class=a><a>新桥</a>'
    """
    if len(text) < _SMALL or not any(_HEAVY.match(text, start) for start in _may_start(text)):
        return text
    pieces, kept, at = [], 0, 0
    while tag := _TOKEN.search(text, at):
        at = tag.end()
        name = tag["name"]
        if name and at - tag.start() > _LONG and _attributes(tag.group()) > _MAX_ATTRIBUTES:
            pieces += [text[kept : tag.start()], f"<{name[:60]}>"]
            kept = at
        if name and name.lower() in _RAW:
            end = re.compile(rf"</{name}", re.IGNORECASE).search(text, at)
            at = end.start() if end else len(text)
    return "".join([*pieces, text[kept:]])


def _may_start(text: str) -> Iterator[int]:
    """Places of `<` where such an element may start: behind them no `>` is near, or one that stands in quotes."""
    pieces = text.split("<")
    far = [n for n, piece in enumerate(pieces) if ">" not in piece[:_LONG] and n and piece[:1].isalpha()]
    if far:
        ends = list(accumulate(map(len, pieces)))  # without the `<` between them
        yield from (ends[n - 1] + n - 1 for n in far)
    for found in _IN_QUOTES.finditer(text):
        start = text.rfind("<", max(0, found.start() - _LONG), found.start())
        if start >= 0:
            yield start


def _attributes(tag: str) -> int:
    """How many attributes a tag has, roughly."""
    return len(_VALUE.sub(" ", tag).replace("/", " ").split()) - 1
