"""Legal disclaimers and copyright notices, single lines and numbered lists of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..page import Mark, Page, step
from ..text import lazy_re as re
from ..text import views
from ..text.matching import holding, pattern, starts_with
from .surroundings import Below

_NUMBERED = re.compile(
    r"^\s*(?:\(?\d{1,2}[).、,:]|[①-⑳]|\(?[一二三四五六七八九十]{1,2}[)、.,:]|第[一二三四五六七八九十]条|[·•■●*-])"
)
_QUOTED = re.compile(r'"[^"]{1,20}"')
# all of a line, in few words: 谢绝转载, 不提供二次转载
_NO_REPRINT = re.compile(
    r"[\[(*·]*(?:[本此该][文稿])?(?:谢绝|禁止|请勿|严禁|不提供|不接受|拒绝|不得)(?:任何形式的?|擅自|随意)?(?:二次)?转载[\])。!*]*"
)
_FREE = frozenset(("", "boilerplate"))
_SHORT = 60  # characters; a notice this short needs no more than one phrase when it opens with one
_ENDS = ("。", "!", ")", "]")  # a short line without one, right above a paragraph, is a subheading
_DENSE = 90  # characters of text for each phrase: what notices stay under; laws and reports on law lie far above


@step
def strip_disclaimers(page: Page) -> Iterable[Mark]:
    """Mark lines that are legal notices.

    >>> from newsclean import load
    >>> text = "新桥昨天通车。\\n免责声明：本文仅代表作者观点，不代表本站立场。"
    >>> [(mark.line, mark.rule) for mark in strip_disclaimers(load(text))]
    [(1, 'disclaimer')]
    """
    page = page.before("strip_disclaimers")
    hits = {
        number: set(phrases)
        for number, phrases in holding(views.text(page), "strip/disclaimers").items()
        if page.roles[number] in _FREE
    }
    if not hits:
        return []
    # what the headline speaks of, the article speaks of as well
    headline = "".join(views.folded(page)[mark.line] for mark in page.marked("title") if mark.line >= 0)
    told = set(pattern("strip/disclaimers").findall(headline))
    below = Below(page)
    notices: set[int] = set()
    for number in sorted(hits, reverse=True):  # from the end: what stands behind a line tells what it is
        goes_on = below.goes_on_alone(number, notices)
        if _is_notice(views.folded(page)[number], hits[number], told if goes_on else set(), goes_on):
            notices.add(number)
    listed = set(_rest_of_lists(page, notices, hits))
    return [
        Mark(number, "disclaimer", "disclaimer" if number in notices else "disclaimer-list")
        for number in sorted(notices | listed)
    ]


def _is_notice(text: str, phrases: set[str], told: set[str], goes_on: bool) -> bool:
    """Whether a line with legal phrases is a notice by its own words, where those in `told` are the headline's.

    An article tells of notices too: who wrote them, who went to court over them.
    """
    length, hits = len(text), len(phrases - told)
    if hits and length <= _SHORT and _NO_REPRINT.fullmatch(text):
        return True
    if length < 6 or length > 1500 or not pattern("strip/notice_subjects").search(text):
        return False
    if length <= _DENSE and len(set(pattern("strip/telling_words").findall(text))) >= hits:
        return False
    if '"' in text and text.endswith("。"):  # what a sentence quotes of a notice is not its own
        hits = len(set(pattern("strip/disclaimers").findall(_QUOTED.sub("", text))) - told)
    if hits >= 2 and length <= hits * _DENSE:
        return True
    if not hits or (length > _SHORT and hits < 2):
        return False
    opening = starts_with(text, "strip/notice_openings")
    return bool(opening) and not (goes_on and hits < 2 and not text.endswith(_ENDS))


def _rest_of_lists(page: Page, notices: set[int], hits: Collection[int]) -> Iterable[int]:
    """Numbered lines between and right behind notices that are numbered too."""
    for number in sorted(notices):
        if not _NUMBERED.match(views.folded(page)[number]):
            continue
        for way in (1, -1):
            at = number + way
            while 0 <= at < len(page.lines) and at not in notices and page.roles[at] in _FREE:
                if not (_NUMBERED.match(views.folded(page)[at]) and at in hits):
                    break
                yield at
                at += way
