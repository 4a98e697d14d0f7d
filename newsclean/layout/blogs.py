"""Blogs of one widespread design: a day with its weekday above each headline, readers' words below the text.

The day is the post's, and above it stand names of the blog and of its widgets, which look like a headline above a row.
"""

from __future__ import annotations

from ..grammar.date_forms import ENGLISH_DATE, FULL_DATE, WEEKDAY
from ..page import Page
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


def is_day_of_post(page: Page, number: int) -> bool:
    """Whether a dump's line is the day that such a blog sets above its post's headline.

    >>> from newsclean import load
    >>> lines = "远山日常\\n2022年12月19日 星期一\\n新桥通车\\n昨天上午，新桥正式通车，居民都说好。\\n没有留言:"
    >>> [is_day_of_post(load(text), 1) for text in (lines, lines[:-6])]
    [True, False]
    """
    if page.kind != "text" or not 0 <= number < len(page.lines) or len(page.lines[number].text) > _LONGEST:
        return False
    return bool(_DAY.fullmatch(views.folded(page)[number]) and _FOOT.search(views.text(page)))
