"""What a line is by the phrase that it opens with: a heading of other articles or comments, links to topics, promotion.

The phrase alone proves little: 相关阅读 opens a list, 相关阅读材料由学校印制 a sentence; 网友热议 stands above comments
or above the article's next paragraph. So a phrase must stand for itself, and where the article goes on right behind the
line it must be one that no article uses as a subheading.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text.fold import fold
from ..text.matching import behind

_MAX_HEADING = 30  # characters
_LABEL = re.compile(r"[^:>|\]]{1,14}[:>|\]]")
# what may be glued to the phrase of a heading: 相关新闻报道, 猜你喜欢的文章, 热门推荐TOP10
_TAIL = re.compile(
    r"(?:的?(?:新闻|新聞|报道|文章|阅读|内容|推荐|排行榜?|榜单?|列表|专区|一览|汇总|信息|资讯|视频|图片|图集|专题|链接|话题"
    r"|评论|留言|跟[帖贴]|导读|更多|全部|查看|点击|请|top|TOP|\d+|条|篇))+(?:\W.*)?"
)
_SPECIFIC = 6  # characters of a phrase that opens no other sentence: 网友评论仅供(其表达个人看法)
_KEYWORDS = re.compile(
    r"[\])]*\s*:?\s*[^\s,;:、。]{1,12}(?:[;、:]|\s[^\s]+\s)"
)  # 标签:夜市;鹭湾: several, where a subheading has one
_PAGERS = ("上一", "下一", "上篇", "下篇", "上条", "下条", "前一", "后一")
_OF_BELOW = re.compile(r"以下(?:信息|数据|名单|表格|产品)|[下附]表")
EMPTY_LABEL = re.compile(
    r"\W{0,3}(?:标签|关键词|关键字|TAGS?|(?:今天|现在)(?:日期|时间)?是)\s?:", re.IGNORECASE
)  # of a page without keywords
_PAGER_TEXT = 8  # characters of a headline glued to 上一篇


class Place(NamedTuple):
    """A line as the rules for openings see it."""

    text: str  # folded
    linked: bool  # whether most of it is a link
    goes_on: bool  # whether the article goes on right behind it


def opening_rule(place: Place, opens: Mapping[str, str]) -> str:
    """The rule for a line that opens with the phrases `opens` (name of the phrase file -> phrase), or "".

    >>> heading = {"strip/related_headings": "排行榜"}
    >>> [opening_rule(Place(text, False, True), heading) for text in ("排行榜", "排行榜出炉")]
    ['', '']
    >>> opening_rule(Place("排行榜", False, False), heading)
    'related-heading'
    """
    for file, rule, holds in _RULES:
        phrase = opens.get(file)
        if phrase and holds(place, phrase) and (rule not in _HEADINGS or _is_furniture(place, phrase)):
            return rule
    return ""


def stands_alone(text: str, phrase: str) -> bool:
    """Whether a phrase that a folded text opens with is a word of its own there: nothing but signs, or a tail, follows.

    >>> [stands_alone(text, "相关阅读") for text in ("相关阅读:新桥通车", "[相关阅读]", "相关阅读材料")]
    [True, True, False]
    """
    rest = behind(text, phrase)
    if not rest or not phrase[-1].isalnum():
        return True
    if rest[0].isalpha():
        return _TAIL.fullmatch(rest) is not None or (phrase.startswith(_PAGERS) and _is_glued_headline(rest))
    return rest[0] not in ",、。"


def _is_glued_headline(rest: str) -> bool:
    """Whether a headline follows 上一篇 without anything between."""
    return len(rest) >= _PAGER_TEXT and "," not in rest and not rest.endswith(("。", "!", "?"))


def _is_furniture(place: Place, phrase: str) -> bool:
    """Whether a phrase at a line's opening is what it says, and no subheading or start of a sentence."""
    if place.linked:
        return True
    if place.goes_on:
        also = phrase in _also_subheadings() and not _KEYWORDS.match(behind(place.text, phrase))
        return stands_alone(place.text, phrase) and not also
    sentence = place.text.endswith(("。", "!", "?")) and len(phrase) < _SPECIFIC
    return stands_alone(place.text, phrase) or not sentence


@of_phrases
def _also_subheadings() -> frozenset[str]:
    return frozenset(map(fold, phrases("strip/also_subheadings")))


def _is_sentence(place: Place) -> bool:
    return "。" in place.text


def _original_title(place: Place, phrase: str) -> bool:
    return len(place.text) <= 160


def _comments(place: Place, phrase: str) -> bool:
    return len(place.text) <= 200 and (len(place.text) <= _MAX_HEADING or not _is_sentence(place))


def _related(place: Place, phrase: str) -> bool:
    if phrase.isascii() and phrase.isalpha() and behind(place.text, phrase).strip(" :"):
        return False  # one Latin word may open a name: Related, but no Related Group
    return not _is_sentence(place) and (len(place.text) <= _MAX_HEADING or _LABEL.match(place.text) is not None)


def _topics(place: Place, phrase: str) -> bool:
    if _is_sentence(place) or len(place.text) > 200:
        return False
    return len(place.text) <= 6 or _LABEL.match(place.text) is not None


def _end(place: Place, phrase: str) -> bool:
    if _OF_BELOW.search(place.text):
        return False  # (声明:以下信息仅指…): of the table that follows
    if len(place.text) > 120 or (_is_sentence(place) and len(place.text) > _MAX_HEADING):
        return False
    return _is_furniture(place, phrase) or not (place.goes_on or _is_sentence(place))


def _account(place: Place, phrase: str) -> bool:
    return len(place.text) <= 300


def _player(place: Place, phrase: str) -> bool:
    return len(place.text) <= 160 and (not place.goes_on or stands_alone(place.text, phrase) or "," in place.text)


_RULES = (
    ("strip/original_title", "original-title", _original_title),
    ("strip/comment_headings", "comments-heading", _comments),
    ("strip/related_headings", "related-heading", _related),
    ("strip/topic_links", "topic-links", _topics),
    ("strip/end_markers", "end-marker", _end),
    ("strip/account_intros", "account-intro", _account),
    ("strip/player", "player", _player),
)
_HEADINGS = frozenset(rule for _, rule, _ in _RULES) - {"player", "end-marker", "account-intro"}
