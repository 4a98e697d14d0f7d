"""What a page says of itself out of sight: `<title>`, `<meta>`, JSON-LD, canonical link, times in scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..page import Head
from .tags import Tags, attributes, unescape

_SCRIPT_WORDS = ("ublish", "ub_time", "ubtime", "ubTime", "ubDate", "createTime", "create_time", "ct =", "ct=", "ptime")
_MAX_DATA = 1_000_000  # characters of JSON-LD that are read; real ones have a few thousand


def read_head(tags: Tags, charset: str = "") -> tuple[Head, list[str]]:
    """The head's texts, and the texts of all `<style>` elements.

    >>> from lxml import html
    >>> page = "<html><head><title>标题</title><meta name=Author content=张三></head></html>"
    >>> head, sheets = read_head(Tags(html.fromstring(page)))
    >>> head.title, head.meta
    ('标题', {'author': '张三'})
    """
    canonical = base = ""
    titles: list[str] = []
    meta: dict[str, str] = {}
    data: list[Mapping[str, str]] = []
    scripts: list[str] = []
    sheets: list[str] = []
    for tag, text in tags.opening("title", "meta", "link", "base", "style", "script"):
        name = tags.names[tag]
        if name == "meta":
            _read_meta(dict(attributes(tag)), meta)
        elif name == "title":
            titles.append(text)
        elif name == "style":
            sheets.append(unescape(text))
        elif name == "script":
            if "ld+json" in tag:
                data.extend(_objects(unescape(text)))
            elif text and any(word in text for word in _SCRIPT_WORDS):
                scripts.append(unescape(text))
        elif name == "link":
            if not canonical and "canonical" in tag.lower():
                said = dict(attributes(tag))
                if "canonical" in said.get("rel", "").lower():
                    canonical = _address(said.get("href", ""))
        elif not base:
            base = dict(attributes(tag)).get("href", "").strip()
    title = _title(tags, titles)
    return Head(title, meta, tuple(data), canonical, base, _lang(tags), charset, tuple(scripts)), sheets


def _address(written: str) -> str:
    """An address that may be handed on: consumers make links of it, so none that runs something.

    >>> _address(" http://news.example/1"), _address("javascript:alert(1)")
    ('http://news.example/1', '')
    """
    address = written.strip()
    return "" if address.lower().startswith(("javascript:", "data:", "vbscript:")) else address


def _title(tags: Tags, titles: Sequence[str]) -> str:
    """The first title that says something; one inside `<svg>` names a picture."""
    if "svg" in tags.names.values():
        titles, before = [], ""
        for tag, text in tags:
            if tags.names.get(tag) == "title" and before != "svg":
                titles.append(text)
            before = tags.names.get(tag, "")
    return next(filter(None, (" ".join(unescape(text).split()) for text in titles)), "")


def _lang(tags: Tags) -> str:
    """The language that the `<html>` element names."""
    tag, _ = next(iter(tags))
    if tags.names[tag] != "html":
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
