"""Broken markup: pages of which the parser loses most of the text, and other ways to read them.

A parser does as a browser does: what follows an unclosed `<iframe>` belongs to the frame, an attribute without its end
swallows the page, and libxml2 stops at 2,048 nested elements. A person still finds the article there, so where the
page's source holds far more Chinese text than the lines found, it is read again: with the broken places mended, then
out of the elements that keep an article from sight (`<textarea>`, `<noscript>`), then with html.parser, which gives up
nowhere. The reading that shows the most wins, and only if it shows far more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..page import Line
from ..text import lazy_re as re
from .lenient import read_leniently
from .parse import parse_html
from .tags import pieces_of

LOST = 4  # a page whose source holds four times as much as its lines may have lost it; scripts hold up to three
MIN_LOST = 200  # bytes of Chinese text, about 70 characters: less is no article
# html.parser reads a megabyte a second or two
MAX_RECOVERED = 2_000_000  # characters
_PIECE = 10_000  # characters
_EDGE = 1000  # characters at both ends of a text that show whether it is JSON

# Elements that keep from sight what stands in them; out of the first an article may be taken
_HOLD = "textarea|noscript|noframes|noembed|template|xmp|plaintext|object|canvas"
_SWALLOW = f"{_HOLD}|iframe|title|select|svg|math|audio|applet|datalist|map|option"
_OPENED = re.compile(rf"<({_SWALLOW})\b[^<>]*>", re.IGNORECASE)
_HELD = re.compile(rf"</?(?:{_HOLD})\b[^<>]*>", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_CDATA_BYTES = re.compile(rb"<!\[CDATA\[|\]\]>")
_SCRIPT = re.compile(rb"<(?:script|style)\b", re.IGNORECASE)
_SCRIPT_END = re.compile(rb"</(?:script|style)\b", re.IGNORECASE)
_LATER_BYTES = bytes(range(0x80, 0xC0))  # those of a character in UTF-8 behind its first
_TAG_BYTES = re.compile(rb"<[a-zA-Z/!][^<>]*>")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_MARKUP = re.compile(r"<(?:p|div|br|html|body|h[1-6]|span|section|table)\b[^<>]*>", re.IGNORECASE)


def wide(text: str) -> int:
    """Bytes that a text has beyond one a character: two for each Chinese character, none for ASCII.

    >>> wide("<p>新桥</p>")
    4
    """
    if text.isascii():
        return 0
    # in pieces: to encode a text takes three bytes for each character, whatever it has in the end
    return sum(len(text[at : at + _PIECE].encode("utf-8", "replace")) for at in range(0, len(text), _PIECE)) - len(text)


def shown(lines: Iterable[Line]) -> int:
    """The same for the text of some lines."""
    return wide("".join([line.text for line in lines]))


def may_lose(held: int, found: int) -> bool:
    """Whether lines with `found` wide bytes may be too few for a source that holds `held` of them in all."""
    return held > max(LOST * found, found + MIN_LOST)


def loses(raw: bytes, found: int) -> bool:
    """Whether lines with `found` wide bytes are far less than a page's text holds outside of scripts and tags.

    >>> loses("<p>".encode() + 400 * "新桥".encode(), 0), loses("<p><script>".encode() + 400 * "新桥".encode(), 0)
    (True, False)
    """
    outside = _outside_comments(_without_scripts(raw))
    written = (_TAG_BYTES.sub(b"", piece) for text in outside for piece in pieces_of(text))
    held = sum(len(piece) - len(piece.translate(None, _LATER_BYTES)) for piece in written)
    return held > max(2 * found, found + MIN_LOST)


def readings(text: str, whole: bool) -> Iterator[tuple[str, Any]]:
    """Other trees of a page and how they came about. `whole`: the parser did not give up on the way.

    >>> for page in ("<p>新桥", "<p>新桥<iframe>", "<xmp><p>新桥 &lt;p&gt;</xmp>"):
    ...     print(*((how, [p.text for p in tree.iter("p")]) for how, tree in readings(page, whole=True)))
    ('broken markup: read by html.parser', ['新桥'])
    ('broken markup: mended', ['新桥']) ('broken markup: read by html.parser', ['新桥'])
    ('text kept from sight: taken out', ['新桥 <p>']) ('broken markup: read by html.parser', ['新桥 <p>'])
    """
    if whole:
        mended = mend(text)
        if mended != text:
            yield "broken markup: mended", parse_html(mended)
        if _HELD.search(mended):
            yield "text kept from sight: taken out", parse_html(_HELD.sub("<br>", mended))
    if len(text) <= MAX_RECOVERED:
        yield "broken markup: read by html.parser", read_leniently(text)


def mend(text: str) -> str:
    """The text with its broken places mended, so that they swallow nothing of what follows.

    >>> mend("<iframe src=a><p>新桥"), mend('<a href="x>新桥</a><p>'), mend("<!-- <p>新桥"), mend("<p><![CDATA[新桥]]>")
    ('<br><p>新桥', '<a href="x">新桥</a><p>', '<br> <p>新桥', '<p>新桥')
    """
    text = _closed_quotes(_CDATA.sub("", text))
    first, *others = text.split("<!--")
    text = first + "".join(("<!--" if "-->" in other else "<br>") + other for other in others)
    ends: dict[str, int] = {}

    def opened(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        if name not in ends:
            ends[name] = max((end.start() for end in re.finditer(rf"</{name}\b", text, re.IGNORECASE)), default=-1)
        return tag[0] if ends[name] > tag.start() else "<br>"

    return _OPENED.sub(opened, text)


def _closed_quotes(text: str) -> str:
    """The text with a quote set where a tag ends inside one that was opened behind `=`."""
    pieces, at = [], 0
    for tag in _TAG.finditer(text):
        words = tag.group()
        for quote in "\"'":
            if words.count(quote) % 2 and "=" in words and words.count("'" if quote == '"' else '"') % 2 == 0:
                pieces += [text[at : tag.end() - 1], quote]
                at = tag.end() - 1
    return "".join([*pieces, text[at:]])


def _without_scripts(raw: bytes) -> bytes:
    """The bytes of a page without scripts and style sheets; nothing where all the rest is a script."""
    raw = _CDATA_BYTES.sub(b"", raw) if b"<![CDATA[" in raw or b"]]>" in raw else raw
    pieces, at = [], 0
    while found := _SCRIPT.search(raw, at):
        pieces.append(raw[at : found.start()])
        end = _SCRIPT_END.search(raw, found.end())
        if not end:
            return b""
        at = end.start()
    return b"".join([*pieces, raw[at:]])


def _outside_comments(raw: bytes) -> Iterator[bytes]:
    """What stands between a page's comments, and in those that are left open."""
    at = 0
    while at < len(raw):
        start = raw.find(b"<!--", at)
        yield raw[at : start if start >= 0 else len(raw)]
        if start < 0:
            return
        at = start + 4
        after = raw.find(b"<!--", at)
        end = raw.find(b"-->", at, after if after >= 0 else len(raw))
        at = end + 3 if end >= 0 else at


def inside_json(text: str) -> str | None:
    """The HTML inside a JSON text: of all its strings with markup the longest; None for another text.

    >>> inside_json('{"code": 0, "data": {"html": "<p>\\\\u65b0\\\\u6865\\\\u901a\\\\u8f66</p>"}}')
    '<p>新桥通车</p>'
    >>> inside_json("[图片] 新桥通车") is None
    True
    """
    start, end = text[:_EDGE].lstrip()[:1], text[-_EDGE:].rstrip()[-1:]
    if start + end not in ("{}", "[]", '""') or "<" not in text:
        return None
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return None
    best: str | None = None
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, str) and len(item) > len(best or "") and _MARKUP.search(item):
            best = item
    return best
