"""From whatever a user holds to a `Page`."""

from __future__ import annotations

import datetime as dt
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree

from ..errors import ArgumentError, check_arguments
from ..page import Head, Page
from ..phrases.own_words import using
from ..phrases.site import Site, site_for
from ..text import lazy_re as re
from .carried import with_carried
from .decode import charset_of, decode
from .dumps.plain import is_dump
from .dumps.read_dump import read_dump
from .elements import Elements
from .escapes import with_tags
from .head import read_head
from .limits import MAX_BYTES, check_size, within_limits
from .lines import read_tree
from .parse import encode, parse, without_controls
from .recovery import MAX_RECOVERED, MIN_LOST, inside_json, loses, may_lose, readings, shown
from .selected import name_selected
from .tags import Tags, serialized
from .wraps import with_breaks, with_top_lines

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ESCAPED_TAG, _PRE = re.compile(b"&lt;"), re.compile(b"<pre")
_FIRST_YEAR, _LAST_YEAR = 1000, 9000  # around these, dates that count from a day fall off the ends of time


def load(
    page: Any,
    *,
    url: str | None = None,
    encoding: str | None = None,
    fetched: dt.datetime | None = None,
    max_bytes: int | None = MAX_BYTES,
    site: Site | Mapping[str, Site] | None = None,
) -> Page:
    """Read a page into numbered lines.

    What could not be read as it stands is told in the result's `notes`: markup so broken that another parser read it, a
    line of more than 100,000 characters (it comes in pieces), elements nested deeper than 2,048 in a page of more than
    2,000,000 characters (what they hold is cut).

    Args:
        page: `bytes` of a page in any Chinese encoding, `str` holding HTML or a plain-text dump of a page, a
            list of its lines, a BeautifulSoup object, an lxml element or tree, or a `Page`, which comes back as it is.
        url: the page's address, where known.
        encoding: the bytes' encoding, or a content type that names it, where known; tried before the page's own
            declaration.
        fetched: when the page was fetched, an aware datetime: what 3小时前 and rows without a year count from.
        max_bytes: the largest page that is read; a `str` counts as many bytes as it has in UTF-8, a parsed tree is not
            measured. None for no limit.
        site: what is known of the page's site, or of many sites by host, see `Site`; it is looked up by `url`.

    Raises:
        TypeError: `page` is none of these, or `fetched` no datetime.
        ValueError: `fetched` has no time zone, or is at the ends of time, where no days can be counted.
        NotAPageError: the bytes are a PDF, an image, an archive or the like.
        PageTooLargeError: the page is larger than `max_bytes`.

    >>> [line.text for line in load("<h1>标题</h1><p>正文。</p>").lines]
    ['标题', '正文。']
    >>> load("<p>新桥</p>" + "<div>" * 3000 + "<p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>").notes
    ('broken markup: read by html.parser',)
    """
    if fetched is not None:
        fetched = aware(fetched)
        return replace(load(page, url=url, encoding=encoding, max_bytes=max_bytes, site=site), fetched=fetched)
    encoding = charset_of(encoding)
    check_arguments(page, url, encoding)
    if isinstance(page, Page):
        return page if site is None else replace(page, site=site_for(site, url or page.url))
    known = site_for(site, url)
    if known is None:
        return _read(page, url, encoding, max_bytes, None)
    with using(known.own_words):
        return replace(_read(page, url, encoding, max_bytes, known), site=known)


def tree_of(page: Any, encoding: str | None = None) -> Any:
    """The tree of a page, to be looked at and changed; None for a dump, or where there is none.

    >>> tree_of("<p>新桥<b>通车</b></p>").xpath("//b/text()"), tree_of("新桥通车")
    (['通车'], None)
    """
    if isinstance(page, Page):
        return None
    if isinstance(page, etree._ElementTree):
        page = page.getroot()
    if page is None or (isinstance(page, etree._Element) and isinstance(page.tag, str) and page.tag[0] != "{"):
        return deepcopy(page)
    text = _source(page, charset_of(encoding), None)[0]
    return None if is_dump(text) else parse(encode(text)).root


def _read(page: Any, url: str | None, encoding: str | None, max_bytes: int | None, site: Site | None) -> Page:
    """The same, of all but a `Page`."""
    if isinstance(page, etree._ElementTree):
        page = page.getroot()
        if page is None:
            return Page((), Head(), url)
    # XHTML is read as text: the same names without their namespace
    if isinstance(page, etree._Element) and not (isinstance(page.tag, str) and page.tag[0] == "{"):
        return within_limits(_from_tree(page, url, "", site))
    text, charset, notes, written = _source(page, encoding, max_bytes)
    raw, characters = without_controls(written) if written else encode(text), len(text)
    if is_dump(text):
        found = read_dump(raw.decode("utf-8"), charset, url)
    else:
        if (topped := with_top_lines(text)) is not text:
            raw, text, characters, written = encode(topped), topped, len(topped), b""
        del text, topped  # as large as all that is made of the page from here on, and rarely needed again
        wide = len(raw) - characters
        tree = parse(raw)
        whole = tree.whole
        del raw
        markup = _markup(tree.root, site, plain=True)
        del tree  # which of a page of bare tags is larger than all that is made of it
        tags = Tags(markup) if markup else None
        del markup
        found = _from_tags(tags, url, charset)
        del tags
        if not whole or may_lose(wide, shown(found.lines)):
            raw = without_controls(written) if written else encode(_source(page, encoding, max_bytes)[0])
            found = _best_reading(found, whole, raw, site)
    return within_limits(replace(found, notes=(*notes, *found.notes)) if notes else found)


def aware(fetched: Any) -> dt.datetime:
    """A time of fetching that says in which zone it is meant."""
    if not isinstance(fetched, dt.datetime):
        told = f"fetched is an aware datetime, not {type(fetched).__name__}: try datetime.fromisoformat(…)"
        raise ArgumentError(told, argument="fetched")
    if fetched.utcoffset() is None:
        raise ArgumentError(
            f"fetched has no time zone: {fetched!r}; say which one is meant, fetched.replace(tzinfo=timezone.utc)",
            argument="fetched",
        )
    if not _FIRST_YEAR < fetched.year < _LAST_YEAR:
        raise ArgumentError(f"fetched is no time at which a page can have been fetched: {fetched}", argument="fetched")
    return fetched


def _source(page: Any, encoding: str | None, max_bytes: int | None) -> tuple[str, str, tuple[str, ...], bytes]:
    """The text that stands for a page, the encoding that its bytes were read in, and notes on where it stood.

    Behind them the text in UTF-8, where the page's own bytes are that.
    """
    charset, written = "", b""
    notes: tuple[str, ...] = ()
    if isinstance(page, (list, tuple)):
        page = _of_lines(page)
    if isinstance(page, (bytes, bytearray, memoryview)):
        written = bytes(page)
        check_size(written, max_bytes)
        page, charset = decode(written, encoding)
    elif isinstance(page, BeautifulSoup) or type(page).__module__.startswith("bs4"):
        page = str(page)
    elif isinstance(page, etree._Element):
        page = etree.tostring(page, method="html", encoding="unicode")
    elif isinstance(page, str):
        check_size(page, max_bytes)
    else:
        raise ArgumentError(
            "a page is bytes, str, a list of lines, a BeautifulSoup object, an lxml element or a newsclean Page, not "
            + type(page).__name__,
            argument="page",
        )
    if charset != "utf-8":
        written = b""
    text: str = page.lstrip("\ufeff")
    if not written or 0 in written:
        text = text.replace("\x00", "")
    while (inside := inside_json(text)) is not None:
        text, written = inside.lstrip("\ufeff").replace("\x00", ""), b""
        notes = (*notes, "inside JSON: taken out")
    if _holds(_ESCAPED_TAG, text, written) and (tagged := with_tags(text)) != text:
        text, notes = tagged, (*notes, "tags shown as text: read as tags")
    if _holds(_PRE, text, written):
        text = with_breaks(text)
    declared = _DECLARATION.match(text)
    if declared:
        text = text[declared.end() :]
    # nothing was changed, left out or replaced, at the end neither
    same = text is page and written[-1:] < b"\x80" and "\ufffd" not in text
    return text, charset, notes, written if same and not written.startswith(BOM_UTF8) else b""


def _holds(word: re.Pattern[bytes], text: str, written: bytes) -> bool:
    """Whether a text holds a word; of the bytes that it was read from, where they are UTF-8, it is told sooner."""
    return word.search(written) is not None if written else word.pattern.decode() in text


def _of_lines(lines: Sequence[Any]) -> str:
    """The text of a page that is given as its lines."""
    if not lines or not all(isinstance(line, str) for line in lines):
        raise ArgumentError("a list is a page's lines, each a str", argument="page")
    texts = [line.rstrip("\r\n") for line in lines]
    if any("\n" in text for text in texts):
        told = "a list is one page's lines, but this one holds texts of several lines: for pages, clean_pages"
        raise ArgumentError(told, argument="page")
    return "\n".join(texts)


def _best_reading(page: Page, whole: bool, raw: bytes, site: Site | None) -> Page:
    """The reading of a page that shows its text: lxml's, or another. `whole`: lxml has not given up on the way."""
    found = shown(page.lines)
    if whole and not loses(raw, found):
        return page
    text = raw.decode("utf-8")
    best, most = page, found if not whole else max(2 * found, found + MIN_LOST)
    for note, root in readings(text, whole):
        other = _from_tree(root, page.url, page.head.charset, site)
        count = shown(other.lines)
        if count > most:
            best, most = (
                replace(other, notes=(note, *other.notes)),
                count + MIN_LOST,
            )  # a later one must be better by something
    if not whole and best is page:
        return replace(page, notes=("nested too deep: cut",) if len(text) > MAX_RECOVERED else ())
    return best


def _from_tree(root: Any, url: str | None, charset: str, site: Site | None) -> Page:
    """The page of a parsed tree."""
    markup = _markup(root, site)
    return _from_tags(Tags(markup) if markup else None, url, charset)


def _markup(root: Any, site: Site | None, *, plain: bool = False) -> bytes:
    """A parsed tree as the serializer writes it (`plain`: our own, no comments in it); "" where it has no element."""
    if root is None or not isinstance(root.tag, str):  # nothing, or a comment alone
        return b""
    if site is not None:
        root = name_selected(root, site, own=plain)
    return serialized(root, plain=plain)


def _from_tags(tags: Tags | None, url: str | None, charset: str) -> Page:
    """The page that the tags of a tree make, an empty one where there is no element."""
    if tags is None:
        return Page((), Head(charset=charset), url)
    head, unseen = read_head(tags, charset)
    elements = Elements(tags, unseen.sheets, unseen.scripts)
    del unseen  # style sheets can be half of a page
    found = read_tree(tags, elements)
    del elements
    notes = ("text escaped twice: read once more",) if tags.escaped_twice else ()
    page = Page(found.lines, head, url, "html", found.boxes, found.scopes, found.pictures, notes=notes)
    return with_carried(page, tags)
