"""What a line of a page looks like as a headline: by its length, its markup, and by being nothing else."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..page import Line, Page
from ..strip.spam import is_spam
from ..text import views
from ..text.fold import fold
from ..text.matching import only_words, pattern, whole_line
from .signals import ENGLISH_DATE, META_ROW

PLAIN = re.compile(r"[\W_]+")
_TITLE_HINT = re.compile(r"(?:^|[\s_-])(?:\w*title|headline|tit|biaoti|bt)(?:$|[\s_\d-])")
_JUNK_HINT = re.compile(
    r"nav|menu|side|foot|list|recommend|related|relate|hot|rank|comment|logo|crumb|swiper|slide|login"
)
ADDRESS = re.compile(r"\s*(?:https?://|www\.)[a-z].*", re.IGNORECASE)  # old pages set it behind the headline
_ACCOUNT_HINT = re.compile(r"author|account|nick|user|byline|media|source|writer|editor")
# a label with nothing behind it, a row of credits, the number of an official paper
_LABEL_LINE = re.compile(
    r"^[\W_]*[^\W_]{2,8}\s?:$|^[\W_]*(?:责任编辑|文字编辑|编辑|责编|发布者|发布人|上传者|供稿|审核|校对)\s?:"
    r"|^(?:文\s?[、/]\s?图|图\s?[、/]\s?文|文)\s?[/:|]|^[\w-]{1,40}(?:\.[a-zA-Z]{2,10}){1,3}$"
    r"|^[\W_]*(?:文章来源|信息来源|来源|作者|发布时间|发布日期|时间|日期|点击|浏览)\s?:|^第\s?[A-Z]?\d{1,3}\s?版[^。]{0,20}:$"
    r"|^.{2,16}[|丨]\s?(?:来源|作者|撰文|编辑|责编|校对|审核)$"
    r"|^[^\W\d_]{2,12}[\[(](?:19|20)\d\d[\])]第?\d{1,5}号$"
)
# facts with a label each, such as the table above an official paper: 信息分类: 通知 发布机构: 某县人民政府
_FACT = r"[\u4e00-\u9fff]{2,6}\s?:\s?[^\s:|]{0,40}"
_FACTS = re.compile(rf"[\s|]*(?:{_FACT}[\s|]+){{1,5}}{_FACT}[\s|]*")
# what the head of a paper's page says beside the name of the section
PAGE_HEAD = re.compile(
    r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}日?|\d{1,2}:\d\d(?::\d\d)?|第?\s?[A-Z]?\d{1,3}\s?版|[上下]一[版篇期]"
    rf"|星期.|\bdate\b|\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?(?:{ENGLISH_DATE})"
)
_PAGE_SIGN = re.compile(r"[\d一星d]")  # each of these holds one: a cheap look before
SHORT, LONG = 5, 8  # characters that a headline has: right above the meta row, and where less speaks for it
TWINS = 12  # lines within which a headline is said twice: once for the page, once in the article's own box
UNBROKEN = 12  # characters of a line without any space or sign, longer than channels glued together
MIN, MAX = 4, 120  # characters of a headline; the longest in use, of government papers, stay under this


def plain(text: str) -> str:
    """Letters and digits only, simplified, lower case: what two spellings of a headline have in common.

    >>> plain("“新橋”通車！") == plain("新桥 通车")
    True
    """
    return PLAIN.sub("", fold(text)).lower()


class Candidate(NamedTuple):
    """A line that could be a headline, with its plain form."""

    line: Line
    plain: str


def is_row(text: str, widget: bool) -> bool:
    """Whether a line is a label, a credit, a widget or the head of a paper's page."""
    if widget or _LABEL_LINE.match(text):
        return True
    dated = bool(_PAGE_SIGN.search(text) and PAGE_HEAD.search(text))
    rest = PAGE_HEAD.sub(" ", text) if dated else text
    if ":" in text and _FACTS.fullmatch(rest):
        return True
    return dated and (len(plain(rest)) < MIN or _is_widget(rest))


def rank_of(page: Page, line: Line) -> tuple[int, int, int]:
    """How much a line looks like the headline by its markup: higher is better, the earlier line breaks a tie."""
    hints = page.boxes[line.box].hints + " " + " ".join(span.hints for span in line.spans)
    score = {"h1": 4, "h2": 2, "h3": 1}.get(line.tag, 0) + 2 * bool(_TITLE_HINT.search(hints))
    if line.link_share > 0.8 or _JUNK_HINT.search(page.hints[line.box]):
        score -= 3
    return score, -line.number, 0


def as_headline(page: Page, line: Line) -> str:
    """A line as a headline: without what was cut out of it, and without a label (原创) in an element before it."""
    text = ADDRESS.sub("", page.kept(line.number))
    for span in line.spans:
        label = views.folded(page)[line.number][: span.end].strip(" |·:[]")
        if span.start == 0 and span.end < len(line.text) and whole_line(label, "layout/title_labels"):
            return text.removeprefix(line.text[: span.end]).strip()
    return text


def could_be_headline(page: Page, line: Line, shortest: int = LONG) -> bool:
    """Whether a line above a meta row is more than navigation, another row of labels, or spam."""
    text = views.folded(page)[line.number]
    if len(text) < shortest or line.link_share > 0.5 or is_spam(text) or META_ROW.match(text):
        return False
    if _ACCOUNT_HINT.search(page.boxes[line.box].hints) or any(_ACCOUNT_HINT.search(s.hints) for s in line.spans):
        return False
    words = text.split()
    if len(words) != len(set(words)):  # an account's name, given twice
        return False
    # single characters are words of widgets (大, 中, 小, 赞) and parts of any other word
    words_of_page = pattern("text/navigation_words", "text/widget_words", "strip/breadcrumbs")
    rest = words_of_page.sub(lambda match: match[0] if len(match[0]) == 1 else "", text)
    left = len(plain(rest))
    # channels stand apart; words of theirs in an unbroken line are a headline's: 集团公司召开安全生产专题会议
    return left * 2 > len(plain(text)) or (left >= MIN and len(text) >= UNBROKEN and text.isalnum())


def _is_widget(text: str) -> bool:
    """Whether a line is nothing but words of widgets and navigation, or signs."""
    return only_words(text, "text/navigation_words", "text/widget_words")
