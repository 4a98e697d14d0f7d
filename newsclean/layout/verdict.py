"""Pages that show no article: error pages, log-in walls, security checks, lists, search results.

Such pages do hold sentences, so that the choice of the body finds something; this module says when that is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..page import Page
from ..text import views
from ..text.matching import pattern, starts_with

_ROW_DATE = re.compile(
    r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}|(?<!\d)\d{1,2}[-/]\d{1,2}(?:\s|$)|\d{1,2}月\d{1,2}日(?:\s|$)"
)
_READ_ON = "(?:详细|详情|全文|阅读全文|更多|查看更多|查看详情|点击查看)"
_TEASER = re.compile(rf"(?:\.{{3,}}|…+)\s?(?:[\[>(]?{_READ_ON}[\]<)]?>*)?$|[\[(]{_READ_ON}[\])]$|^(?:…|\.{{3}})")
_MORE = re.compile(rf"[\[(>]{_READ_ON}[\])>]?>*$")
_TOPIC = re.compile(r"#[^#]+#")  # a platform's page of readers' posts
# companies vouch for their reports: 保证本报告内容不存在任何虚假记载
_WARRANTY = re.compile(r"不存在(?:任何)?(?:虚假|误导|重大)")
_APOLOGY = re.compile(r"(?:[很非常十分]{0,2}(?:抱歉|遗憾|对不起)|您好|亲爱的用户|(?:温馨)?提示)[,!。:~\s]{0,3}")
_MAX_NOTICE = 400  # characters of prose; an article on error pages or log-ins is longer
_LONG_NOTICE = 40  # characters of a line of a notice that opens with other words
_MAX_ROW = 60  # characters of a list's row with a date
_LIST = 4  # entries from which on rows make a list


def absence(page: Page, chosen: Sequence[int], prose: Sequence[int]) -> str:
    """The reason why the chosen lines are no article, or "".

    >>> from newsclean import load
    >>> page = load("<title>404</title><p>抱歉，您访问的页面不存在，可能已被删除。</p>")
    >>> absence(page, [0], [20])
    'notice'
    """
    length = sum(prose[number] for number in chosen)
    if length <= _MAX_NOTICE and _is_notice(page, chosen, length):
        return "notice"
    if _is_list(page, chosen, prose):
        return "list"
    return ""


def _is_notice(page: Page, chosen: Sequence[int], length: int) -> bool:
    """Whether what is left are the words of an error page, a log-in wall or a security check."""
    notice = pattern("layout/errors")
    texts = ((number, views.folded(page)[number]) for number in chosen)
    lines = [number for number, text in texts if notice.search(text) and not _WARRANTY.search(text)]
    if any(mark.role in ("date", "source") and mark.line >= 0 and mark.start is not None for mark in page.marks):
        # below a row of date or source an article may speak of a 验证码, or of 404 acres; a notice opens with its words
        lines = [number for number in lines if _opens_notice(views.folded(page)[number])]
    lines = [n for n in lines if len(views.folded(page)[n]) <= _LONG_NOTICE or _opens_notice(views.folded(page)[n])]
    titles = [page.head.title, *(views.folded(page)[mark.line] for mark in page.marked("title") if mark.line >= 0)]
    if any(starts_with(title, "layout/errors") or _TOPIC.match(title) for title in titles):
        return True
    said = sum(len(views.folded(page)[number]) for number in lines)
    return said * 3 >= length > 0


def _opens_notice(text: str) -> bool:
    """Whether a line opens with a notice's words, an apology before them or not."""
    apology = _APOLOGY.match(text)
    return bool(starts_with(text[apology.end() :] if apology else text, "layout/errors"))


def _is_list(page: Page, chosen: Sequence[int], prose: Sequence[int]) -> bool:
    """Whether the lines are teasers and rows with dates rather than paragraphs."""
    if not chosen:
        return False
    first, last = chosen[0], chosen[-1]
    sentences = sum(1 for number in chosen if prose[number])
    if sentences and all(_MORE.search(views.folded(page)[number]) for number in chosen if prose[number]):
        return True
    teasers = sum(1 for number in chosen if prose[number] and _TEASER.search(views.folded(page)[number]))
    rows = 0
    for number in range(first, last + 1):
        text = views.folded(page)[number]
        # a chronicle has sentences behind its dates; a list's row has the date and little else
        rows += len(text) <= _MAX_ROW and not text.endswith("。") and not prose[number] and bool(_ROW_DATE.search(text))
    return (teasers >= _LIST and teasers * 2 >= sentences) or (rows >= _LIST and rows * 2 >= sentences)
