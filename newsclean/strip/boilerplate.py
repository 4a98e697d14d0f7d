"""Site boilerplate that its words give away: navigation, breadcrumbs, widgets, headings of lists, promotion, footers.

Each rule judges one line by its own words, so that it works in dumps as in HTML. What only its place gives away (a
headline of another article, say) is left to the choice of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..page import Line, Mark, Page
from ..phrases import pattern, starts_with, whole_line

_LETTERS = re.compile(r"[^\W\d_]")
_BETWEEN = re.compile(r"\s*(?:>+|»|/|\\|→|-|·)\s*")
_LICENCE = re.compile(
    r"ICP\s?[备证]|icp\s?备|网安备|公安备|备案序?号|许可证|(?i:copyright|all rights reserved)|©|版权所有|12377|增值电信"
    r"|统一刊号"
)
_CODE = re.compile(r"\bvar \w+ ?=|\bfunction ?\w*\(|\w\.push\(|document\.write|\w+\.\w+ ?= ?\w+;$|@@\w+@@|\{\{\w+")
# when a reader wrote, as platforms put it
_AGO = (
    r"(?:\d{1,2}\s?(?:秒钟?|分钟|小时|天|日|周|个?月|年)\s?[之以]?前|刚刚|(?:今|昨|前)天\s?\d{1,2}:\d\d"
    r"|\d{1,2}[-/月]\d{1,2}日?\s?\d{1,2}:\d\d)"
)
_REACTIONS = r"(?:举报|回复|赞|踩|顶|支持|反对|查看对话)"
_COMMENT_ROW = re.compile(
    rf"(?:^|.{{1,20}}[\s·|])?{_AGO}\s?(?:来自.{{1,12}}|[^。]{{0,12}}?{_REACTIONS}.{{0,20}})?$"
    rf"|^.{{0,12}}{_REACTIONS}\s?[(\[]?\d*[)\]]?\s?{_REACTIONS}.{{0,10}}$"
    r"|^查看回复\s?\d+"
)
_DATED_ROW = re.compile(
    r"^.{0,24}?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s?\d{1,2}:\d\d(?::\d\d)?(?:\s?来自.{1,12})?$"
)
_COMMENT_WIDGET = re.compile(r"回复|举报|楼$")
# calls to click or scan that point at something on the page: 【点击投票】, 扫描下方二维码
_CALL = re.compile(
    r"[\[→>](?:点击|戳|立即|马上|下载)[^\]]{1,14}[\]←<]"
    r"|(?:扫描|扫|长按|识别)(?:一?下|上|左|右|本|图中|这个|此)[^,。]{0,4}二维码"
    r"|扫码[^,。]{0,6}(?:关注|下载|进群|加入)"
)
_STRONG_SENTENCE = re.compile(r"。.")
_MAX_WIDGET = 80  # characters; rows of widgets longer than this hold other text
_MAX_HEADING = 30
_NEAR_FOOTER = 8  # lines; addresses and links about the site stand that close to a licence row


def strip_boilerplate(page: Page) -> Iterable[Mark]:
    """Mark lines that are boilerplate by their words.

    >>> from newsclean import load
    >>> [(mark.line, mark.rule) for mark in strip_boilerplate(load("首页 > 新闻 > 正文\\n新桥通车了。\\n相关阅读"))]
    [(0, 'breadcrumb'), (2, 'related-heading')]
    """
    fields = {mark.line for mark in page.marks if mark.role in ("date", "source")}
    marks: dict[int, Mark] = {}
    for line in page.lines:
        if not page.roles[line.number]:
            rule = _rule(line, page.folded[line.number])
            if rule and not (rule == "comment-row" and line.number in fields):
                marks[line.number] = Mark(line.number, "boilerplate", rule)
    for number in [number for number, mark in marks.items() if mark.rule == "navigation"]:
        if not _has_navigation_beside(page, number, marks):
            del marks[number]
    for number in _footer_lines(page, marks):
        marks[number] = Mark(number, "boilerplate", "footer-row", reason="next to a licence row")
    return [marks[number] for number in sorted(marks)]


def _rule(line: Line, text: str) -> str:
    """The name of the rule that knows this line, or ""."""
    length = len(text)
    if length <= _MAX_WIDGET:
        bare = text.strip(" .,:;|/>-+·()[]!?*#_\"'<=~0123456789")
        if not _LETTERS.search(bare):
            return ""
        if whole_line(bare, "widget_words"):
            return "widget"
        if whole_line(bare, "navigation_words"):
            return "navigation"
        if _COMMENT_ROW.match(text) or _DATED_ROW.match(text):
            return "comment-row"
        if _is_breadcrumb(text):
            return "breadcrumb"
        if _is_row_of_words(text, bare):
            return "comment-row" if _COMMENT_WIDGET.search(bare) else "widget-row"
    if starts_with(text, "original_title") and length <= 160:
        return "original-title"
    sentence = text.endswith("。") or bool(_STRONG_SENTENCE.search(text))
    if _LICENCE.search(text) and not sentence and length <= 400:
        return "licence"
    if length <= 200 and starts_with(text, "comment_headings") and (length <= _MAX_HEADING or not sentence):
        return "comments-heading"
    if starts_with(text, "related_headings") and not sentence and (length <= _MAX_HEADING or _has_colon(text)):
        return "related-heading"
    if starts_with(text, "topic_links") and not sentence and length <= 200 and (_has_colon(text) or length <= 6):
        return "topic-links"
    if starts_with(text, "end_markers") and (length <= _MAX_HEADING or not sentence) and length <= 120:
        return "end-marker"
    if length <= 80 and not text.endswith("。") and pattern("promotion").search(text):
        return "promotion"
    if (length <= 120 and starts_with(text, "promotion")) or (length <= 250 and _CALL.search(text)):
        return "promotion"
    if length <= 300 and starts_with(text, "account_intros"):
        return "account-intro"
    if length <= 160 and (starts_with(text, "player") or _CODE.search(text)):
        return "player"
    return ""


def _is_row_of_words(text: str, bare: str) -> bool:
    """Whether nothing but the words of widgets and channels is in a line; rows of a dump's tables are spared."""
    if "。" in text or (text[0] == "|" and text[-1] == "|"):
        return False
    return not _LETTERS.search(pattern("widget_words", "navigation_words").sub("", bare))


def _has_navigation_beside(page: Page, number: int, marks: dict[int, Mark]) -> bool:
    """Whether a channel's name stands among others: alone it may be a subheading, or a cell of the article's table."""
    if page.lines[number].linked:
        return True
    for beside in (number - 1, number + 1):
        if 0 <= beside < len(page.lines) and (beside in marks or page.lines[beside].linked):
            return True
    return False


def _has_colon(text: str) -> bool:
    """Whether a label at the line's start is followed by a colon or the like."""
    return bool(re.match(r"[^:>|]{1,14}[:>|]", text))


def _is_breadcrumb(text: str) -> bool:
    """`您的位置：首页 > 要闻`, or a few short names between arrows."""
    if starts_with(text, "breadcrumbs"):
        return "。" not in text
    if (">" in text or "»" in text) and "<" not in text:
        names = [name for name in _BETWEEN.split(text) if name]
        return len(text) <= 60 and 1 <= len(names) <= 7 and all(len(name) <= 14 for name in names) and "。" not in text
    return False


def _footer_lines(page: Page, marks: dict[int, Mark]) -> Iterable[int]:
    """Addresses and links about the site, close to a licence row."""
    licences = [number for number, mark in marks.items() if mark.rule == "licence"]
    near: set[int] = set()
    for number in licences:
        near.update(range(number - _NEAR_FOOTER, number + _NEAR_FOOTER + 1))
    words = pattern("footer")
    for number in sorted(near):
        if 0 <= number < len(page.lines) and number not in marks and not page.roles[number]:
            text = page.folded[number]
            if len(text) <= 200 and not text.endswith("。") and words.search(text):
                yield number
