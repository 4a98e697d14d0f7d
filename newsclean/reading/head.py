"""What a page says of itself out of sight: `<title>`, `<meta>`, JSON-LD, canonical link, times in scripts."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..page import Head
from ..text import lazy_re as re
from .style_sheets import SMALL_SCRIPT, without_comments
from .tags import Tags, attributes, name_of, unescape

# what scripts have that tell the page's time, or its title, by a part that is looked for first
_SCRIPT_WORDS = {
    b"ub": (b"ublish", b"ub_time", b"ubtime", b"ubTime", b"ubDate"),
    b"create": (b"createTime", b"create_time"),
    b"ct": (b"ct=", b"ct ="),
    b"ptime": (b"ptime",),
    b"msg_title": (b"msg_title",),
}
_SHORT = 4 * SMALL_SCRIPT  # bytes that a script has at the most which may do nothing but hide an element
_TITLE_SET = re.compile(r"""\bmsg_title\s*=\s*(?:'([^'\n]{2,200})'|"([^"\n]{2,200})")""")
_NAMES = ("title", "meta", "link", "base", "style", "script", "svg")
_MAX_DATA = 1_000_000  # characters of JSON-LD that are read; real ones have a few thousand


class OutOfSight(NamedTuple):
    """Texts of elements that a page does not show."""

    sheets: list[str]  # of `<style>`, escaped, without comments: with Chinese ones in it a sheet takes twice as much
    scripts: list[str]  # of short `<script>` elements that may hide something, escaped


def read_head(tags: Tags, charset: str = "") -> tuple[Head, OutOfSight]:
    """The head's texts, and those of all `<style>` and all short `<script>` elements.

    >>> from lxml import html
    >>> page = "<html><head><title>标题</title><meta name=Author content=张三></head></html>"
    >>> head, _ = read_head(Tags(html.fromstring(page)))
    >>> head.title, head.meta
    ('标题', {'author': '张三'})
    """
    found: dict[str, list[tuple[str, bytes]]] = {name: [] for name in _NAMES}
    for name, tag, text in tags.opening(*_NAMES):
        found[name].append((tag, text))
    meta: dict[str, str] = {}
    for tag, _ in found["meta"]:
        _read_meta(dict(attributes(tag)), meta)
    data: list[Mapping[str, str]] = []
    told: list[str] = []
    for tag, text in found["script"]:
        if "ld+json" in tag:
            data.extend(_objects(unescape(text.decode())))
        elif any(part in text and any(map(text.__contains__, words)) for part, words in _SCRIPT_WORDS.items()):
            told.append(unescape(text.decode()))
    titles = [text.decode() for _, text in found["title"]] if not found["svg"] else _outside_pictures(tags)
    title = next(filter(None, (" ".join(unescape(text).split()) for text in titles)), "")
    title = title or next(filter(None, (_told_title(text) for text in told)), "")
    bases = (dict(attributes(tag)).get("href", "").strip() for tag, _ in found["base"])
    canonical = _canonical([tag for tag, _ in found["link"]])
    head = Head(title, meta, tuple(data), canonical, next(filter(None, bases), ""), _lang(tags), charset, tuple(told))
    short = [text for _, text in found["script"] if len(text) < _SHORT]
    scripts = [text.decode() for text in short if b"none" in text or b"hid" in text]
    return head, OutOfSight([without_comments(text.decode()) for _, text in found["style"]], scripts)


def _told_title(script: str) -> str:
    """The title that a platform's script sets where the page's own element is empty.

    >>> _told_title("var msg_title = '新桥通车'.html(false);")
    '新桥通车'
    """
    match = _TITLE_SET.search(script)
    return " ".join(html.unescape(match[1] or match[2] or "").split()) if match else ""


def _canonical(links: Iterable[str]) -> str:
    """The page's own address, by the first link that names it."""
    said = (dict(attributes(tag)) for tag in links if "canonical" in tag.lower())
    named = (_address(link.get("href", "")) for link in said if "canonical" in link.get("rel", "").lower())
    return next(filter(None, named), "")


def _address(written: str) -> str:
    """An address that may be handed on: consumers make links of it, so none that runs something.

    >>> _address(" http://news.example/1"), _address("javascript:alert(1)")
    ('http://news.example/1', '')
    """
    address = written.strip()
    return "" if address.lower().startswith(("javascript:", "data:", "vbscript:")) else address


def _outside_pictures(tags: Tags) -> Iterator[str]:
    """The titles of a page that holds `<svg>`, in which a title names a picture."""
    before = b""
    for tag, text in zip(tags.written, tags.texts, strict=True):
        if tag.startswith(b"title") and name_of(tag) == "title" and name_of(before) != "svg":
            yield text.decode()
        before = tag


def _lang(tags: Tags) -> str:
    """The language that the `<html>` element names."""
    tag, _ = next(iter(tags))
    if tag.partition(" ")[0].rstrip("/") != "html":
        return ""
    said = dict(attributes(tag))
    return said.get("lang") or said.get("xml:lang") or ""


def _read_meta(said: Mapping[str, str], meta: dict[str, str]) -> None:
    """One `<meta>`: the first content under a name counts."""
    content = said.get("content")
    if content and content.strip():
        for key in ("name", "property", "itemprop"):
            name = said.get(key)
            if name:
                meta.setdefault(name.strip().lower(), " ".join(content.split()))


def _objects(text: str) -> Iterator[Mapping[str, str]]:
    """The objects of a JSON-LD script, those inside lists and `@graph` too; broken ones are passed over."""
    try:
        # raw line breaks inside strings are common on real pages
        waiting = [json.loads(text[:_MAX_DATA].strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:100])
        elif isinstance(item, dict):
            yield {str(key): " ".join(_words(value).split()) for key, value in item.items() if _words(value)}
            if isinstance(item.get("@graph"), list):
                waiting.extend(item["@graph"][:100])


def _words(value: Any) -> str:
    """A value of JSON-LD as text: of an object its name, of a list its members' names joined by `、`."""
    if isinstance(value, list):
        return "、".join(word for word in map(_name, value[:20]) if word)
    return _name(value)


def _name(value: Any) -> str:
    """A text, or an object's name."""
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
