"""What a heading's line holds beside the headline: an anchor, links to edit it, marks of rank, its day.

The page's head says which part of the line is the headline, so that a word like 推荐 goes only where the head has the
headline without it.
"""

from __future__ import annotations

from ..grammar.date_forms import CLOCK, FULL_DATE
from ..page import Page
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text.fold import fold
from ..text.matching import alternation
from .head_titles import head_names, without_site

_SHORTEST = 6  # characters of a headline that is looked for in a line
_ANCHOR = re.compile(r"^[#§¶]+\s*(?=\w[^#]*$)")
_BLANK = re.compile(r"\s+")


@of_phrases
def _tools() -> re.Pattern[str]:
    """What may stand behind a headline, or before it."""
    words = alternation("text/widget_words", "layout/heading_tools", "layout/title_labels")
    return re.compile(rf"(?:{FULL_DATE}|{CLOCK}|{words}|\[\s?编辑\s?\]|[\s\[\]()|·#§¶/]|-(?=\s))*", re.IGNORECASE)


def trimmed(page: Page, title: str) -> str:
    """The headline in what its line says.

    >>> from newsclean import load
    >>> page = load("<title>城东新桥通车_某网</title><h1># 城东新桥通车 <a href=/e>修改</a></h1>")
    >>> trimmed(page, "# 城东新桥通车 修改"), trimmed(page, "城东新桥通车以后")
    ('城东新桥通车', '城东新桥通车以后')
    """
    for name in head_names(page) if page.kind == "html" else ():
        for core in (without_site(name.text, page), name.first):
            at = title.find(core) if len(core) >= _SHORTEST else -1
            if at >= 0 and core != title and _is_tools(title[:at]) and _is_tools(title[at + len(core) :]):
                return core
            if " " in title and core != title and _BLANK.sub("", core) == _BLANK.sub("", title) and " " not in core:
                return core  # the source of the heading was wrapped
    return _ANCHOR.sub("", title)


def _is_tools(text: str) -> bool:
    """Whether nothing but tools and marks stands beside a headline."""
    return _tools().fullmatch(fold(text).strip()) is not None
