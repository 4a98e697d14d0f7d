"""What a page says of itself out of sight: `<title>`, `<meta>`, JSON-LD, canonical link, times in scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .page import Head

_SCRIPT_WORDS = ("ublish", "ub_time", "ubtime", "ubTime", "ubDate", "createTime", "create_time", "ct =", "ct=", "ptime")
_MAX_DATA = 1_000_000  # characters of JSON-LD that are read; real ones have a few thousand


def read_head(root: Any, charset: str = "") -> tuple[Head, list[str]]:
    """The head's texts, and the texts of all `<style>` elements. One filtered pass over the tree.

    >>> from lxml import html
    >>> page = "<html><head><title>标题</title><meta name=Author content=张三></head></html>"
    >>> head, sheets = read_head(html.fromstring(page))
    >>> head.title, head.meta
    ('标题', {'author': '张三'})
    """
    title = canonical = base = ""
    meta: dict[str, str] = {}
    data: list[Mapping[str, str]] = []
    scripts: list[str] = []
    sheets: list[str] = []
    for element in root.iter("title", "meta", "link", "base", "style", "script"):
        tag = element.tag
        if tag == "meta":
            _read_meta(element, meta)
        elif tag == "title":
            parent = element.getparent()
            if not title and (parent is None or parent.tag != "svg"):
                title = " ".join("".join(element.itertext()).split())
        elif tag == "style":
            sheets.append(element.text or "")
        elif tag == "script":
            text = element.text
            if text:
                if "ld+json" in (element.get("type") or ""):
                    data.extend(_objects(text))
                elif any(word in text for word in _SCRIPT_WORDS):
                    scripts.append(text)
        elif tag == "link":
            if not canonical and "canonical" in (element.get("rel") or "").lower():
                canonical = (element.get("href") or "").strip()
        elif not base:
            base = (element.get("href") or "").strip()
    html = root if root.tag == "html" else None
    lang = (html.get("lang") or html.get("xml:lang") or "") if html is not None else ""
    return Head(title, meta, tuple(data), canonical, base, lang, charset, tuple(scripts)), sheets


def _read_meta(element: Any, meta: dict[str, str]) -> None:
    """One `<meta>`: the first content under a name counts."""
    content = element.get("content")
    if content and content.strip():
        for key in ("name", "property", "itemprop"):
            name = element.get(key)
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
