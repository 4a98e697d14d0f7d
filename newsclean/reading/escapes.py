"""Text escaped once too often: `&amp;ldquo;新桥&amp;rdquo;`, `&amp;#26032;&amp;#26725;`, a `&lt;/p&gt;` left over.

A page that writes about markup shows entities and tags on purpose. So numbers count only in runs, as words are made of
them, names only as a page sets its quotes and blanks, closing tags only at the ends of texts that open none; and
neither names nor tags where a text that holds them speaks of markup.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from ..text import lazy_re as re

_NUMBER = r"&amp;#(?:\d{4,6}|[xX][0-9a-fA-F]{4,5});"
_WORD = re.compile(rf"(?:{_NUMBER}){{3}}")
_NAME = r"&amp;(?:nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|bull|times|quot|amp);"
_QUOTED = re.compile(r"&amp;ldquo;[^&<>]{1,80}&amp;rdquo;|(?:&amp;(?:nbsp|ensp|emsp);){2}")
_ENTITY = re.compile(rf"{_NUMBER}|{_NAME}")
_TAIL = re.compile(r"(?:\s?&lt;(?:/(?:p|div|span|strong|font|td)|br\s?/?)&gt;)+\s*\Z", re.IGNORECASE)
_OPENING = re.compile(r"&lt;(?:p|div|span|strong|font|td)\b", re.IGNORECASE)
_ABOUT = re.compile(r"HTML|XML|标签|標籤|实体|實體|转义|轉義|源码|源碼|代码|代碼|编码|編碼|标记|標記")
_OFTEN = 2  # texts that must end in a left-over tag
_BLOCKS = "p|br|div|span|strong|b|em|section|img|font|a|h[1-6]|ul|ol|li|table|tbody|tr|td"
_TAG = re.compile(rf"&lt;(/?(?:{_BLOCKS})(?:\s(?:[^&<>]|&quot;|&amp;|&#39;){{0,300}})?\s?/?)&gt;", re.IGNORECASE)
# the end of a paragraph, with its tag behind the stop
_PARAGRAPH = re.compile(
    r"(?:[。！？；…”）]|/(?:span|strong|font|b|em)&gt;)\s?&lt;(?:/p|br\s?/?|/div)&gt;"
    r"|[。！？；…”）]\s?&lt;/(?:span|strong|font)&gt;",
    re.IGNORECASE,
)
# its tag alone: a cheap look before
_END = re.compile(r"&lt;(?:/p|br\s?/?|/div|/span|/strong|/font)&gt;", re.IGNORECASE)
# a text that holds such tags, with the tag before it; what stands in some elements is another thing's text
_HOLDING = re.compile(r"<(?:/?([a-zA-Z][\w-]*)[^<>]*|!--[^<>]*--)>([^<]*&lt;[^<]*)")
_OTHER = frozenset(("textarea", "script", "style", "template", "noscript", "pre", "code", "title", "xmp", "option"))
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NEAR = 200  # characters around such texts in which a page that writes about markup says so
_FEWEST, _LEAST = 3, 40  # ends of paragraphs and Chinese characters of an article that is shown with its tags


def escaped_twice(texts: Sequence[str]) -> dict[str, str]:
    """Of texts as the serializer writes them, those that were escaped once too often, and what they say.

    >>> escaped_twice(["&amp;ldquo;新桥&amp;rdquo;通车"])
    {'&amp;ldquo;新桥&amp;rdquo;通车': '“新桥”通车'}
    >>> escaped_twice(["HTML 用 &amp;ldquo;左&amp;rdquo; 表示引号"])
    {}
    """
    held = {text for text in texts if "&amp;" in text or "&gt;" in text}
    about = any(map(_ABOUT.search, held))
    names = not about and any(map(_QUOTED.search, held))
    numbers = any(map(_WORD.search, held))
    left_over = set() if about else {text for text in held if _TAIL.search(text) and not _OPENING.search(text)}
    if sum(text in left_over for text in texts) < _OFTEN:
        left_over = set()
    found: dict[str, str] = {}
    for text in sorted(held):
        shown = text
        if names or numbers:
            shown = _ENTITY.sub(lambda entity: _shown(entity[0], names=names, numbers=numbers), text)
        if text in left_over:
            shown = _TAIL.sub("", shown)
        if shown != text:
            found[text] = shown
    return found


def with_tags(markup: str) -> str:
    """A page whose article shows its tags, `&lt;p&gt;新桥通车。&lt;/p&gt;`, with these as tags; any other as it is.

    >>> with_tags("<div>" + "&lt;p&gt;昨天上午，城东新桥通车，两岸居民出行。&lt;/p&gt;" * 3 + "</div>")[:31]
    '<div><p>昨天上午，城东新桥通车，两岸居民出行。</p>'
    >>> with_tags("<p>段落写作 &lt;p&gt;…&lt;/p&gt;</p>")
    '<p>段落写作 &lt;p&gt;…&lt;/p&gt;</p>'
    """
    if len(_END.findall(markup)) < _FEWEST or len(_PARAGRAPH.findall(markup)) < _FEWEST:
        return markup
    held = [found for found in _HOLDING.finditer(markup) if (found[1] or "").lower() not in _OTHER]
    told = "".join([found[2] for found in held])
    if len(_PARAGRAPH.findall(told)) < _FEWEST or len(_CHINESE.findall(told)) < _LEAST:
        return markup
    if any(_ABOUT.search(markup, max(0, found.start() - _NEAR), found.end() + _NEAR) for found in held):
        return markup
    pieces, at = [], 0
    for found in held:
        shown = _TAG.sub(lambda tag: "<" + html.unescape(tag[1]) + ">", found[2])
        pieces += [markup[at : found.start(2)], shown]
        at = found.end(2)
    return "".join([*pieces, markup[at:]])


def _shown(entity: str, *, names: bool, numbers: bool) -> str:
    """The character that an entity stands for, as the serializer writes it."""
    if not (numbers if entity[5] == "#" else names):
        return entity
    char = html.unescape("&" + entity[5:])
    return html.escape(char, quote=False) if char.isprintable() or char.isspace() else entity
