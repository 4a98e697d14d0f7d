"""The names that a page's head gives it, and the line of the page that says the same.

Heads add channel and site behind the headline, cut it short, or were hijacked: the line tells how the page words it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..grammar.outlets import is_outlet
from ..page import Page, of_lines
from ..strip.spam import is_spam
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold
from .headline_form import PLAIN, is_row, plain, share_said_again

_META = ("og:title", "twitter:title", "articletitle", "title", "headline", "dc.title")
_SEPARATOR = re.compile(
    r"\s*(?:[_|｜]|--+|——|>>?|»|«|\s[-–—·•:]\s|(?<=[\u4e00-\u9fff])[-–](?=[\u4e00-\u9fffA-Za-z])|(?<=[”」』！？）】》…])-"
    # this stroke joins column and headline as well: only a site stands behind it
    r"|丨(?=[^丨]{2,12}(?:网|网站|报|台|社|新闻|在线|发布|客户端)$))\s*"
)
_SAID = re.compile(r"[\[(]?\s?(?:原?标题|正在阅读)\s?:\s?[\"《]?([^\"《》]{8,60})[\"》]?\s?[\])]?")
_LABELLED = re.compile(r"(?:(?:文章|作品)?标题|[篇题]名|题目)\s?:\s?(\S.{5,60})$")
_CUT = re.compile(r"(?:\.{3,}|…+)$")


_OF_SITE = re.compile(r"(?:网站|官网|官方|首页|门户|app)$", re.IGNORECASE)  # the name of a site, and no page's
_HAN = re.compile("[\u4e00-\u9fff]")
_BLANKS = 40  # characters before a part in which its dash stands, blanks between both
_MOST_PARTS = 8  # of a name that are compared: a planted one may have thousands
_CORE = 8  # letters of a headline that a name holds in part
_TITLE, _LONGEST_TITLE = 8, 120  # characters of a `<title>` with the site's name behind it


class Name(NamedTuple):
    """A name that the head gives the page, in the forms that lines are compared with."""

    text: str
    plain: str
    leading: frozenset[str]  # plain: the first part, the first two parts, …
    parts: frozenset[str]  # plain: each part between separators
    cut: str  # plain: the name without its closing dots, where it was cut short; else ""
    first: str  # the first part as written
    core: str  # plain: the first part

    @classmethod
    def of(cls, text: str) -> Name:
        parts = _SEPARATOR.split(text)
        uncut = _CUT.sub("", text)
        return cls(
            text,
            plain(text),
            frozenset(plain("".join(parts[:count])) for count in range(1, len(parts[:_MOST_PARTS]) + 1)),
            frozenset(map(plain, parts[:_MOST_PARTS])),
            plain(uncut) if uncut != text else "",
            parts[0].strip(),
            plain(parts[0]),
        )


def _ends_there(name: str, start: str) -> bool:
    """Whether behind the letters of `start` a name goes on with a separator, or with hardly more than a site."""
    left = len(start)
    for at, char in enumerate(fold(name).lower()):
        if not left:
            return not char.isalnum() or len(name) - at <= 8
        left -= not PLAIN.fullmatch(char)
    return True


def site_name(page: Page) -> str:
    """What the site is called, as the caller or the page's head says."""
    return (page.site.name if page.site else None) or page.head.meta.get("og:site_name", "")


def without_site(name: str, page: Page) -> str:
    """A name of the page without channel and site behind it."""
    parts = [part.strip() for part in _SEPARATOR.split(name) if part.strip()]
    site = plain(site_name(page))
    while len(parts) > 1 and (len(parts[-1]) <= 12 or plain(parts[-1]) == site):
        # a dash stands inside headlines too: 老渡口停航——百年渡船靠岸
        at = name.rfind(parts[-1])
        dashed = name[max(0, at - _BLANKS) : at].rstrip().endswith("——")
        if dashed and not (plain(parts[-1]) == site or is_outlet(fold(parts[-1]))):
            break
        parts.pop()
    kept = parts[0] if parts else ""
    if len(parts) > 1:
        end = len(kept)
        for part in parts[1:]:
            end = name.find(part, end) + len(part)
        kept = name[:end]
    return kept if plain(kept) != site else ""


@of_lines
def head_names(page: Page) -> Sequence[Name]:
    """What the head calls the page, `<title>` last; planted ones left out."""
    meta = page.head.meta
    names = [meta[name] for name in _META if name in meta]
    names += [item["headline"] for item in page.head.data if "headline" in item]
    names.append(page.head.title)
    return [Name.of(name) for name in dict.fromkeys(names) if not is_spam(fold(name))]


def first_line_as_name(page: Page) -> Name | None:
    """A dump's first line, which may be the page's `<title>`: later lines that say the same may be the headline."""
    if page.kind != "text" or not page.lines:
        return None
    first = page.lines[0].text
    if _OF_SITE.search(views.folded(page)[0]) or not _HAN.search(first):  # Kwong Wah
        return None
    title = _TITLE <= len(first) <= _LONGEST_TITLE and not is_row(views.folded(page)[0], views.widgets(page)[0])
    return Name.of(first) if title and not is_spam(fold(first)) else None


def said_names(page: Page) -> list[Name]:
    """What lines of a dump say that the headline is: `原标题：新桥通车`, `正在阅读：新桥通车`."""
    if page.kind != "text":
        return []
    said = (_SAID.fullmatch(text) for text in views.folded(page) if "标题" in text or "正在阅读" in text)
    return [Name.of(match[1]) for match in said if match]


def said_title(page: Page) -> str | None:
    """The headline that a dump gives behind a label alone, below a text that was taken over: `标题：新桥通车`."""
    if page.kind != "text":
        return None
    labelled = (_LABELLED.match(text) for text in views.folded(page))
    return next((line.text[found.start(1) :] for line, found in zip(page.lines, labelled, strict=True) if found), None)


# a flash's headline, in brackets before its only paragraph: 【城东新桥昨天通车】昨天上午…
_FLASH = re.compile(r"\[([^\[\]]{8,40})\](?=.{30})")
_NO_FLASH = re.compile(r"讯$|记者|报[道导]|摘要|提要|编者按|导语|导读|关键词|[。;]")
_SAID_AGAIN = 0.3  # share of it that the text says again


def flash_title(page: Page) -> str | None:
    """The headline that a dump's only paragraph opens with, in brackets: `【城东新桥昨天通车】昨天上午，…`.

    Of several paragraphs the words in brackets may be a part's, or another flash's.

    >>> from newsclean import load
    >>> flash_title(load("【城东新桥昨天通车】城东新桥昨天上午通车，两岸居民出行更加方便，沿线公交也同步调整了。"))
    '城东新桥昨天通车'
    """
    paragraphs = [number for number, length in enumerate(views.prose(page)) if length]
    if page.kind != "text" or len(paragraphs) != 1 or page.roles[paragraphs[0]]:
        return None
    text = views.folded(page)[paragraphs[0]]
    found = _FLASH.match(text)
    if found is None or _NO_FLASH.search(found[1]) or share_said_again(found[1], text[found.end() :]) < _SAID_AGAIN:
        return None
    return page.lines[paragraphs[0]].text[slice(*found.span(1))]


_BEHIND = 12  # letters of a headline that a shop or a site has set its own words before, without a mark


def agreement(text: str, letters: str, name: Name) -> tuple[str, str]:
    """How a line (with its plain form) and a name of the page agree, and the headline on which they do.

    "same": the line is all of the name; "leading": the name without channel and site behind it; "part": a later part;
    "start": the name goes on where the line ends; "cut": the line goes on where the name was cut short; "labelled": a
    label is glued before the line; "" where they do not agree.
    """
    if len(letters) < 2 or len(name.plain) < 2:
        return "", ""
    if letters == name.plain:
        return "same", text
    if letters in name.leading:
        return "leading", text
    if len(letters) >= _CORE and (letters in name.parts or (len(letters) >= _BEHIND and name.plain.endswith(letters))):
        return "part", text
    if len(letters) >= 10 and name.plain.startswith(letters) and _ends_there(name.text, letters):
        return "start", text
    if len(name.cut) >= _CORE and letters.startswith(name.cut):
        return "cut", text
    if len(name.core) >= _CORE and len(letters) - len(name.core) <= 4 and letters.endswith(name.core):
        return "labelled", name.first
    return "", ""
