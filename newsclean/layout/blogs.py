"""Blogs of one widespread design: a day with its weekday above each headline, readers' words below the text.

The day is the post's, and above it stand names of the blog and of its widgets, which look like a headline above a row.
"""

from __future__ import annotations

from ..grammar.date_forms import ENGLISH_DATE, FULL_DATE, WEEKDAY
from ..page import Page, of_lines
from ..text import lazy_re as re
from ..text import views

_FOOT = re.compile(
    r"^(?:没有(?:留言|评论|意见)|\d{1,4}\s?[则条个]\s?(?:留言|评论|意见)|(?:张贴|发[布表佈])(?:留言|评论|意见)"
    r"|no comments|\d{1,4} comments?|post a comment)\s?:?$",
    re.IGNORECASE | re.MULTILINE,
)
_DAY = re.compile(
    rf"(?:(?:{WEEKDAY}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[,\s]{{1,2}})?"
    rf"(?:{FULL_DATE}|{ENGLISH_DATE}|\d{{1,2}}月 \d{{1,2}}, \d{{4}})(?:\s?\(?{WEEKDAY}\)?)?",
    re.IGNORECASE,
)
_LONGEST = 40  # characters of such a day


@of_lines
def days_of_posts(page: Page) -> frozenset[int]:
    """The lines of a dump that are the days which such a blog sets above its posts' headlines.

    >>> from newsclean import load
    >>> lines = "远山日常\\n2022年12月19日 星期一\\n新桥通车\\n昨天上午，新桥正式通车，居民都说好。\\n没有留言:"
    >>> [sorted(days_of_posts(load(text))) for text in (lines, lines[:-6])]
    [[1], []]
    """
    if page.kind != "text" or not _FOOT.search(views.text(page)):
        return frozenset()
    texts = enumerate(views.folded(page))
    return frozenset(number for number, text in texts if len(text) <= _LONGEST and _DAY.fullmatch(text))
