"""Where a dump's article ends before what the page says of others: titles, openings, calls on the reader."""

from __future__ import annotations

from collections.abc import Sequence

from ..page import Page
from ..text import lazy_re as re
from ..text import views
from ..text.other_articles import is_teaser

_ENOUGH = 60  # characters of prose of an article above
# a headline with its site's name behind a bar, and what the site says of the day: 新桥通车 渡口停航|远山新闻 20220921
_SIGNED_HEADLINE = re.compile(
    r"[^|]{10,60}\s?\|\s?([\u4e00-\u9fff]{2,8}(?:网|台|报|社|新闻|TV|电视|周刊|杂志|频道))(?![^\W\d])[^|。]{0,24}"
)
_CUT_HEADLINE = range(6, 60)
_SENTENCE_ENDS = ("。", "!", "?", "…")
_CUT_SHORT = 8  # characters of a headline above an opening that only lacks its end
_CHANNEL = 8  # characters of a channel's name above such a list
_OPENING = range(40, 400)  # characters of an opening that is cut short


def before_others(page: Page, first: int, last: int) -> int:
    """The last line of the text before calls on the reader and titles of others, as far as the body goes."""
    return _before_signed_headlines(page, first, _before_calls(page, first, last))


def before_cut_openings(page: Page, first: int, last: int) -> int:
    """The last line of a dump's article before headlines of others, each with its text's opening, cut short.

    `新桥通车了! ⏎ 记者张三/台北报导 昨天上午,城东... ⏎ 渡口停航 ⏎ 船工昨天把缆绳系好,跟渡口`; the last pairs may
    lie below `last`.
    """
    folded = views.folded(page)
    at = next(
        (n for n in range(first + 1, last + 1) if _is_cut_pair(folded, n) and _is_cut_pair(folded, n + 2)), last + 1
    )
    own = [folded[n] for n in range(first, min(at, last)) if views.prose(page)[n]]
    whole = sum(text.rstrip('")')[-1:] in _SENTENCE_ENDS for text in own) * 3 >= len(own) * 2  # and no wrapped text
    if at > last or not whole or sum(map(len, own)) < _ENOUGH or any(map(is_teaser, folded[first:at])):
        return last
    return at - 1 - (at - 1 > first and len(folded[at - 1]) <= _CHANNEL and folded[at - 1].isalpha())


def _is_cut_pair(folded: Sequence[str], number: int) -> bool:
    """Whether a line is a headline, and the one below it the opening of a text that breaks off."""
    if number + 1 >= len(folded):
        return False
    headline, opening = folded[number], folded[number + 1]
    if len(headline) not in _CUT_HEADLINE or headline[-1] in "。,:;" or "。" in headline:
        return False
    cut = opening[-1].isalnum() and len(opening) in _OPENING and len(opening) > len(headline) >= _CUT_SHORT
    return cut or is_teaser(opening)


def _before_calls(page: Page, first: int, last: int) -> int:
    """The last line before two calls on the reader in a row, where no whole sentence follows them."""
    folded = views.folded(page)
    for number in range(last, first, -1):
        if folded[number].rstrip('")')[-1:] in _SENTENCE_ENDS and page.rules.get(number) != "promotion":
            break
        if page.rules.get(number) == page.rules.get(number - 1) == "promotion":
            end = number - 2
            while end > first and page.rules.get(end) == "promotion":
                end -= 1
            return end if sum(views.prose(page)[first : end + 1]) >= _ENOUGH else last
    return last


def _before_signed_headlines(page: Page, first: int, last: int) -> int:
    """The last line before headlines in a row that keep the name of one site behind a bar: a list of others.

    `新桥通车|远山新闻 20220921 ⏎ 渡口停航|远山新闻 20220920`; cells of a table are shorter, or have more bars.
    """
    folded = views.folded(page)
    names = [_site_behind(text) for text in folded[first : last + 3]]
    for at in range(1, last - first + 1):
        if names[at] and names[at] in names[at + 1 : at + 2] and sum(views.prose(page)[first : first + at]) >= _ENOUGH:
            return first + at - 1
    return last


def _site_behind(text: str) -> str:
    """The name behind the bar of a headline, or ""."""
    named = _SIGNED_HEADLINE.fullmatch(text) if "|" in text else None
    return named[1] if named else ""
