"""Why a line has its label, where the rule has said no more than its name: words and their file, what fences it off.

Asked for by explanations only, so that cleaning pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from ..layout.box_names import named
from ..layout.boxes import HARD_STOPS, SOFT_STOPS
from ..page import Mark, Page
from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..phrases.rules import rules
from ..strip.boilerplate import LICENCE
from ..text import site_views, views
from ..text.fold import fold
from ..text.matching import pattern

_FENCES = HARD_STOPS | SOFT_STOPS
_FENCE_ROLES = frozenset(("editor", "disclaimer"))
_MOST = 3  # phrases that are told of one line
_LONGEST = 400  # characters of a line in which phrases are looked for
_ALT = "caption-is-alt"


class _Article(NamedTuple):
    """Where the article stands, for the reasons of lines around it."""

    first: int
    last: int
    box: str
    fence: int | None  # the first line behind it that ends it


def reasons_of(page: Page) -> Callable[[Mark], str]:
    """What gives the reason for a mark of a page: its own, else what is worked out here.

    >>> from newsclean import load
    >>> page = load("城东新桥通车\\n昨天上午，城东新桥正式通车，两岸居民出行更加方便。\\n分享到：微信")
    >>> reasons_of(page)(Mark(2, "boilerplate", "widget-row"))
    'nothing but such words: “分享到”, “微信” (text/widget_words)'
    """
    body = [number for number, role in enumerate(page.roles) if role == "body"]
    box = _called(page, page.lines[body[0]].box) if body else ""
    article = _Article(body[0], body[-1], box, _fence(page, body[-1])) if body else None
    named = {
        place.line: f"{name} {place.selector}"
        for name, found in site_views.places(page).items()
        for place in found
        if name not in ("body", "drop")
    }
    return partial(_told, page, article, named)


def _told(page: Page, article: _Article | None, named: Mapping[int, str], mark: Mark) -> str:
    """The reason for one mark, with what the site's selectors have found in its line."""
    told = _reason(page, article, mark)
    if mark.line in named and not told.startswith("site:"):
        return f"{told}; site: {named[mark.line]}".removeprefix("; ")
    return told


def _reason(page: Page, article: _Article | None, mark: Mark) -> str:
    """The reason for one mark."""
    if mark.rule == "not-body":
        return _around(page, article, mark)
    if mark.reason or mark.line < 0:
        return mark.reason
    text = views.folded(page)[mark.line][mark.start : mark.end]
    told = "; ".join(_words(text, mark.rule))
    rule = rules().get(mark.rule)
    if mark.rule in ("widget-row", "comment-row"):
        only = views.widgets(page)[mark.line]
        return f"nothing but such words: {told}" if told and only else rule.reads if rule else ""
    if mark.rule == "licence" and (words := LICENCE.search(text)):
        return f"“{words[0]}”"
    return told or (rule.reads if rule else "")


def _words(text: str, rule: str) -> Iterator[str]:
    """The phrases of a rule's files that stand in a text, by file."""
    files = rules()[rule].files if rule in rules() else ()
    bare = text[:_LONGEST].strip(" .,:;|/>-+·()[]!?*#_\"'<=~0123456789")
    for file in files:
        found = [bare] if bare in _folded(file) else list(dict.fromkeys(pattern(file).findall(text[:_LONGEST])))
        if found:
            yield f"{', '.join(f'“{phrase.strip()}”' for phrase in found[:_MOST])} ({file})"


@of_phrases
def _folded(file: str) -> frozenset[str]:
    return frozenset(map(fold, phrases(file)))


def _around(page: Page, article: _Article | None, mark: Mark) -> str:
    """Why a line is not the article's: its box, what fences it off, where the article is."""
    if article is None or mark.reason.startswith(("no article", "site:")):
        return mark.reason
    number, box = mark.line, page.lines[mark.line].box
    told = []
    if mark.reason != "outside the article's stretch":
        told.append(mark.reason)
    junk = named("layout/junk_boxes").search(page.hints_of(box))
    if junk:
        told.append(f"in a box called “{junk[0].strip(' _-')}” (layout/junk_boxes)")
    if number > article.last:
        told.append(_behind(page, article, number))
    elif number < article.first:
        told.append(f"above the article, which starts at line {article.first}")
    elif not views.prose(page)[number]:
        told.append("no sentence among the article's")
    if "box" in mark.reason and article.box:
        told.append(f"the article's is {article.box}")
    return "; ".join(told)


def _behind(page: Page, article: _Article, number: int) -> str:
    """What stands between the article's end and a line."""
    if article.fence is not None and article.fence < number:
        return f"behind line {article.fence}, {page.rules.get(article.fence, '')}, with which the article ends"
    return f"below the article, which ends at line {article.last}"


def _fence(page: Page, last: int) -> int | None:
    """The first line behind the article that fences it off."""
    rules, roles = page.rules, page.roles
    behind = range(last + 1, len(page.lines))
    return next((n for n in behind if rules.get(n, "") in _FENCES or roles[n] in _FENCE_ROLES), None)


def _called(page: Page, box: int) -> str:
    """A box as its tag and its first class or id name it, `div.content`; "" for one that says nothing."""
    while box and not page.boxes[box].hints:
        box = page.boxes[box].parent
    return f"{page.boxes[box].tag}.{page.boxes[box].hints.split()[0]}" if box else ""
