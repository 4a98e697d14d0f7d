"""What a paper or a portal says of itself on all its pages: a paragraph of prose, and no article's.

A paper's portrait gives its number and how to order it, and the row of its numbers stands right below; a portal's
stands behind the source, as the last sentence of a page, and says since when it is one and whose.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from ..page import Page
from ..text import lazy_re as re
from ..text import views
from ..text.matching import lines_with

_NUMBER = re.compile(r"刊号|CN\s?\d\d\s?[-—]\s?\d{4}")
_ORDERS = re.compile(r"邮发代号|订阅|机关报|机关刊")
_BELOW = 2  # lines below a paper's portrait within which the row of its numbers stands
_PORTAL = re.compile(
    r"[^\s,。:]{2,12}(?:网|在线|网站|平台)(?:\([^()]{2,40}\))?(?:(?:正式)?[于是]|,?(?:成|创|建)[立办建])[^。]{0,60}是?[^。]{0,60}"
    r"(?:主办|主管|旗下|创办|承办|运营|建设)[^。]{0,30}(?:网站|门户|平台|媒体)。?"
)
_LONGEST = 150  # characters of a portal's portrait
_ABOVE = 3  # lines above it within which the row of the source stands
_SOURCE = re.compile(r"^\W?(?:文章|信息|稿件)?来源\s?:|^\W?(?:责任编辑|责编|编辑)\s?:")


def portraits(page: Page) -> Iterable[int]:
    """The lines in which a page's paper or portal presents itself.

    >>> from newsclean import load
    >>> text = "昨天上午，城东新桥正式通车。\\n来源：远山日报\\n远山网于1999年上线，是远山县主办的门户网站。"
    >>> list(portraits(load(text)))
    [2]
    """
    folded, prose = views.folded(page), views.prose(page)
    last = max((number for number, length in enumerate(prose) if length), default=-1)
    for number in lines_with(views.text(page), _NUMBER):
        below = range(number + 1, min(number + 1 + _BELOW, last))
        if prose[number] and _ORDERS.search(folded[number]):
            yield from [number] if any(not prose[n] and _NUMBER.search(folded[n]) for n in below) else []
    if last >= 0 and len(folded[last]) <= _LONGEST and _PORTAL.fullmatch(folded[last]):
        above = list(takewhile(lambda n: not prose[n], range(last - 1, max(-1, last - 1 - _ABOVE), -1)))
        yield from [last] if any(_SOURCE.match(folded[n]) for n in above) and any(prose[:last]) else []
