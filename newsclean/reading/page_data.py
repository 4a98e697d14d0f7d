"""The article that a page carries out of sight: in JSON, in a script's data, in the value of an attribute.

Pages that a browser builds hold their article in an object with keys such as title, content, publishTime and source;
beside it stand recommendations of the same make. So only an object counts whose title is the page's own, and of several
the one with the longest text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from ..text import lazy_re as re
from .literals import NotALiteralError, assigned, literal
from .recovery import wide
from .tags import Tags, attributes, unescape

MIN_TEXT = 40  # bytes beyond ASCII, twenty Chinese characters: less is no article
_MAX_SCRIPTS = 2_000_000  # characters of scripts that are read; pages with an article in one have some 100,000
_MAX_NODES = 50_000  # values that are looked at
_SURELY = 8  # characters of a title that no site's name has
_MAX_VALUE = 60  # characters of a name or a date
_KEY = re.compile(r"[^a-z]")
_TITLES = re.compile(r"(?:news|article|post|main|msg|doc|info)?(?:title|headline|subject|name)")
_TEXTS = re.compile(
    r"(?:news|article|post|main|full|rich|doc|info|raw|detail)*(?:content|contents|body|text|html|paragraphs?|blocks?|noencode|contentnoencode|detail)(?:html|text)?"
)
_ALONE = re.compile(
    r"(?:news|article|post|detail|doc|main)_?(?:content|body|html|text)|content(?:html|text|str)?|innerHTML",
    re.IGNORECASE,
)
# names of which a value may also be something else than an article's text: it counts with paragraphs in it
_MARKED_UP = re.compile(r"<(?:p|br|div|section)\b", re.IGNORECASE)
_DATA_OF_TEXT = re.compile(r"data-[\w-]{0,30}(?:content|html|body|text|article)")
_NO_ENCODE = re.compile(r"(?:text)?_?content_?noencode", re.IGNORECASE)  # a platform's name for a post's own text
_PIECES = ("text", "content", "html", "value", "body")  # of a list's items, what is the text
_ROWS = (  # what a row shows: its label, and the keys that it is found under
    (
        "",
        re.compile(
            r"(?:date)?publi(?:sh|shed|cation)(?:ed)?(?:time|date|at|on)?|datepublished|pub(?:time|date)|ptime|(?:ori)?createtime|created?at|date|time|ct"
        ),
    ),
    ("来源", re.compile(r"source(?:name)?|from|media(?:name)?|copyfrom|nickname|accountname|origin")),
    ("作者", re.compile(r"authors?(?:name)?|reporters?|byline|writers?|journalists?")),
    ("编辑", re.compile(r"editors?(?:name)?")),
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_HERE = dt.timezone(dt.timedelta(hours=8))
_BEHIND = re.compile(r"\s*[_|丨｜].*")  # the site's name in a title
_TYPES = re.compile("article|posting|report", re.IGNORECASE)  # of JSON-LD, what has a text of its own
_WORD = re.compile(r"\W+")


class Carried(NamedTuple):
    """An article that a page carries out of sight."""

    where: str  # short stable name: "json-ld", "state", "variable", "attribute", "textarea", "template"
    title: str
    rows: tuple[str, ...]  # date, and labelled source, author and editor
    text: str  # HTML, or paragraphs parted by line breaks


def carried(tags: Tags, titles: Sequence[str]) -> Carried | None:
    """The article that a page carries out of sight: the longest of those whose title is one of the page's.

    >>> from lxml import html
    >>> data = "{title: '新桥通车', content: '<p>昨天上午，城东新桥通车，两岸居民出行更加方便。</p>'}"
    >>> page = f"<title>新桥通车</title><script>var a = {data}</script>"
    >>> carried(Tags(html.document_fromstring(page)), ["新桥通车"])[:3]
    ('variable', '新桥通车', ())
    """
    found = (*_from_data(tags, titles), *_from_markup(tags))
    return max(found, key=lambda article: wide(article.text), default=None)


def agrees(title: str, own: Sequence[str]) -> bool:
    """Whether a title is one of the page's, of which some have the site's name behind or before them.

    >>> agrees("新桥今日通车", [bare("新桥今日通车_远山网")]), agrees("远山网", [bare("新桥今日通车_远山网")])
    (True, False)
    """
    title = bare(title)
    whole = len(title) >= _SURELY
    return len(title) > 1 and any(
        title == page
        or (page.startswith(title) and (whole or 2 * len(title) >= len(page)))
        or (whole and page.endswith(title))
        for page in own
    )


def bare(text: str) -> str:
    """A text without marks and white space, in lower case."""
    return _WORD.sub("", text).lower()


def _from_data(tags: Tags, titles: Sequence[str]) -> Iterator[Carried]:
    """The articles in scripts and attributes whose title is one of the page's."""
    own = [bare(title) for title in titles if title]
    for where, name, value in _values(tags):
        if isinstance(value, str):
            if _NO_ENCODE.fullmatch(name) and wide(value) >= MIN_TEXT:
                yield Carried(where, next(filter(None, titles), ""), (), value)
            elif _ALONE.fullmatch(name) and wide(value) >= MIN_TEXT and (_MARKED_UP.search(value) or len(name) > 7):
                yield Carried(where, "", (), value)
            continue
        for item in _objects(value):
            article = _article(item, where, own)
            if article:
                yield article


def _values(tags: Tags) -> Iterator[tuple[str, str, Any]]:
    """What scripts and attributes hold: where it stands, its name, the value."""
    left = _MAX_SCRIPTS
    pushed: list[str] = []
    for _, tag, written in tags.opening("script"):
        text = written.decode()
        if wide(text) < MIN_TEXT and text.count("\\u") < MIN_TEXT // 2 and "%E" not in text:
            continue
        left -= len(text)
        if left < 0:
            return
        text = unescape(text)
        if "json" in tag:
            yield from _parsed("json-ld" if "ld+json" in tag else "state", text)
            continue
        for name, value in assigned(text):
            if name == "push":
                pushed += [item for item in value if isinstance(item, str)]
            else:
                yield ("state" if name.startswith("_") else "variable"), name, value
    for row in "".join(pushed).split("\n"):
        yield from _parsed("state", row.partition(":")[2])
    for opened in tags.opened:
        if b"{&quot;" in opened:
            for name, value in attributes(opened.decode()):
                if value.startswith("{") and name.startswith("data-"):
                    yield from _parsed("attribute", value)


def _parsed(where: str, text: str) -> Iterator[tuple[str, str, Any]]:
    """The value of a text that is nothing but data."""
    if text.lstrip()[:3] in ("%7B", "%5B", "%7b", "%5b"):
        text = unquote(text)
    if wide(text) < MIN_TEXT and "\\u" not in text:
        return
    try:
        value = literal(text.strip().rstrip(";"))
    except (NotALiteralError, RecursionError):
        return
    # a list whose objects name their values by places in it
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield where, "", [_looked_up(item, value) for item in value if isinstance(item, dict)]
    yield where, "", value


def _looked_up(item: Mapping[str, Any], values: Sequence[Any]) -> dict[str, Any]:
    """An object with the values in place of their places."""
    return {
        key: values[at] if isinstance(at, int) and not isinstance(at, bool) and 0 <= at < len(values) else at
        for key, at in item.items()
    }


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """All objects in a value."""
    waiting, count = [value], 0
    while waiting and count < _MAX_NODES:
        item = waiting.pop()
        count += 1
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _article(item: Mapping[str, Any], where: str, own: Sequence[str]) -> Carried | None:
    """The article that an object is, if its title is one of the page's."""
    if "@type" in item and not _TYPES.search(str(item["@type"])):
        return None
    found = _keyed(item)
    inner = [value for value in item.values() if isinstance(value, dict)]
    said = found
    title = next((title for title in _titles(found) if agrees(title, own)), "")
    if not title:
        for value in inner:  # what is said of the text may stand in an object beside it
            said = _keyed(value)
            title = next((title for title in _titles(said) if agrees(title, own)), "")
            if title:
                break
    text = max((_text(value) for key, value in found.items() if _TEXTS.fullmatch(key)), key=wide, default="")
    if not title or wide(text) < MIN_TEXT or bare(text) == bare(title):
        return None
    return Carried(where, title, tuple(_rows({**said, **found})), text)


def _keyed(item: Mapping[str, Any]) -> dict[str, Any]:
    """An object by the letters of its keys."""
    return {_KEY.sub("", key.lower()): value for key, value in item.items() if len(key) <= _MAX_VALUE}


def _titles(found: Mapping[str, Any]) -> Iterator[str]:
    """The titles of an object."""
    for key, value in found.items():
        if isinstance(value, str) and _TITLES.fullmatch(key):
            yield value
            yield _BEHIND.sub("", value, count=1)


def _text(value: Any, depth: int = 0) -> str:
    """The text of a value: its own, or the paragraphs in it."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(filter(None, (_text(item, depth + 1) for item in value))) if depth < 3 else ""
    if isinstance(value, dict) and depth < 3:
        return next((text for key in _PIECES if (text := _text(value.get(key), depth + 1))), "")
    return ""


def _rows(found: Mapping[str, Any]) -> Iterator[str]:
    """Date, source, author and editor of an object, each as a row of a page shows it."""
    for label, keys in _ROWS:
        words = (_word(value) for key, value in found.items() if keys.fullmatch(key))
        word = next((word for word in words if word and (label or any(map(str.isdigit, word)))), "")
        if word:
            yield f"{label}：{word}" if label else _moment(word)


def _word(value: Any) -> str:
    """A short value: a text, a number, an object's name, the first of a list."""
    if isinstance(value, list):
        value = "、".join(filter(None, map(_word, value[:5])))
    if isinstance(value, dict):
        value = value.get("name")
    word = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    return " ".join(word.split()) if len(word) <= _MAX_VALUE and "<" not in word else ""


def _moment(word: str) -> str:
    """A moment as a row of a page shows it: seconds since 1970, and ISO's form of local time, are put in words."""
    if _EPOCH.fullmatch(word):
        return f"{dt.datetime.fromtimestamp(int(word[:10]), _HERE):%Y-%m-%d %H:%M:%S}"
    return word[:-6].replace("T", " ") if word.endswith("+08:00") else word.replace("T", " ")


def _from_markup(tags: Tags) -> Iterator[Carried]:
    """Markup that stands in a hidden form field, escaped, or in a template."""
    for _, _, written in tags.opening("textarea"):
        text = written.decode()
        if wide(text) >= MIN_TEXT and "&lt;" in text and "{{" not in text:
            yield Carried("textarea", "", (), unescape(text))
    for tag in tags.opened:
        if tag.startswith(b"input ") and b"&lt;" in tag and wide(tag.decode()) >= MIN_TEXT:
            value = dict(attributes(tag.decode())).get("value", "")
            if "<" in value and "{{" not in value:
                yield Carried("input", "", (), value)
        elif b"&lt;" in tag and b" data-" in tag and wide(tag.decode()) >= MIN_TEXT:
            for name, value in attributes(tag.decode()):
                if _DATA_OF_TEXT.fullmatch(name) and _MARKED_UP.search(value) and "{{" not in value:
                    yield Carried("attribute", "", (), value)
    for name in ("template", "noscript"):
        yield from _templates(tags, name)


def _templates(tags: Tags, element: str) -> Iterator[Carried]:
    """What `<template>` elements hold, or others that are not shown.

    >>> from lxml import html
    >>> text = "昨天上午，城东新桥正式通车，两岸居民出行更加方便。"
    >>> page = f"<template>{text}<template><i>{text}</i></template></template><i>通车</i><template>{text}</template>"
    >>> [found.text.count(text) for found in _templates(Tags(html.document_fromstring(page)), "template")]
    [2, 1]
    """
    depth, pieces = 0, [""]
    for tag, text in tags if any(tag.startswith(element.encode()) for tag in tags.opened) else ():
        name = tags.names.get(tag, tag[1:])
        if name == element and tag[-1] != "/":
            depth += -1 if tag[0] == "/" else 1
            if not depth:
                markup = "".join(pieces)
                # what asks for a browser's scripts in a noscript is one sentence
                told = element != "noscript" or len(_MARKED_UP.findall(markup)) > 1
                if wide(markup) >= MIN_TEXT and told and "{{" not in markup:
                    yield Carried(element, "", (), markup)
                pieces = [""]
            elif depth == 1 and tag[0] != "/":
                pieces = [text]
        elif depth:
            pieces += ["<", tag, ">", text]
