"""What a line is by the lines around it: half of a headline, one below its rows, or who signs a paper."""

from __future__ import annotations

from collections.abc import Sequence

from ..grammar.date_forms import EDITION, FULL_DATE, YEAR
from ..grammar.names import is_office, is_outlet, is_person
from ..page import Page
from ..text import lazy_re as re
from ..text import views
from ..text.matching import pattern

_SIGNED_DAY = re.compile(rf"{YEAR}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日")
_BY = re.compile("记者|通讯员|编辑|作者|报[道导]|/")  # in a line that says who has written it
_SOME_ROW = 0.25  # how much of a row a line of it is
TOP_ROWS = 4  # rows that a dump may open with, its headline below them
_SIGNER = 24  # characters of an office's name
_NEAR, _HALF = 15, 4  # lines above in which a headline is said as a whole; letters of a half
# what the papers of offices are called: 关于表彰先进单位的决定
OFFICIAL = "公告|通告|通报|通知|公示|决定|决议|意见|办法|规定|细则|方案|规划|批复|公报|议案|函|名单|启事|报告"
_ENDS_OFFICIAL = re.compile(rf"(?:{OFFICIAL})\s?(?:\([^()]{{2,20}}\)|第?\d{{1,4}}[号期])?$")  # its number behind it
_TAGS, _TAG = 8, 12  # tags that are said twice in a row, letters of one of them
_TOPIC = 6  # letters of one alone that is said twice below a row: a longer one is a headline
_BELOW_TOPICS = 14  # letters of the headline below topics
# the head of a paper's page: its day and its number, its number alone, or the labels of both
PAPER_HEAD = re.compile(
    rf"^(?=.*\d\s?版).*?{FULL_DATE}|{EDITION}[:()\s]|^{EDITION}$|^版[次面号]\s?:|^[A-Z]\d\d:[\u4e00-\u9fff]{{2}}|[上下]一[版期]$"
)
_HEAD_LINE, _HEADED, _NAME = 60, 3, 8  # characters of such a head, lines below it, letters of a line above it
_OPENING = 5  # lines behind the first one within which its text begins
_COUPLET = range(3, 9)  # letters of each of two short lines
_HAN = re.compile("[\u4e00-\u9fff]+")
_CUT = re.compile(r"[\w)\"》]$")
_SIGNS = " ●■◆□○◎▲△★☆"  # before a writer's name
_PLACE = 6  # characters of a place above a headline
_MOSTLY = 0.5  # of a line: words of navigation
_CHANNELS = re.compile(r"[^,。|]{1,6}(?:\s?\|\s?[^,。|]{1,6}){3,}")  # with bars


def says_half_again(letters: Sequence[str], number: int) -> bool:
    """Whether a line and the one above it are the broken copy of a headline that stands above them as a whole.

    >>> says_half_again(["某镇人民政府关于印发预案的通知", "某镇人民政府", "关于印发预案的"], 2)
    True
    """
    if not number or min(len(letters[number - 1]), len(letters[number])) < _HALF:
        return False
    both = letters[number - 1] + letters[number]
    return any(letters[n].startswith(both) for n in range(max(0, number - _NEAR), number - 1))


def is_official_in_halves(one: str, other: str) -> bool:
    """Whether two folded lines are one official headline, 关于…的通知, broken between them.

    >>> is_official_in_halves("某局关于食品安全监督抽", "检信息的公告(2021年第9号)")
    True
    """
    whole = "关于" in one and "关于" not in other and _CUT.search(one) is not None
    return whole and not _ENDS_OFFICIAL.search(one) and _ENDS_OFFICIAL.search(other) is not None


def is_signer(page: Page, number: int) -> bool:
    """Whether a line is the office that signs the text above it, its day below: no headline and its row."""
    folded = views.folded(page)
    if (
        not 0 < number < len(folded) - 1
        or len(folded[number]) > _SIGNER
        or not _SIGNED_DAY.fullmatch(folded[number + 1])
    ):
        return False
    return views.prose(page)[number - 1] > 0 and (is_office(folded[number]) or is_outlet(folded[number]))


def is_below_top_rows(page: Page, strengths: Sequence[float], next_prose: Sequence[int], first: int) -> bool:
    """Whether nothing but rows of date, source and names stands above a line, and prose right below.

    A paper's page is a row, too, and words of navigation may stand among them; right above the line a place may.
    """
    if not 0 < first <= TOP_ROWS or next_prose[first] != first + 1 or views.prose(page)[first]:
        return False
    folded = views.folded(page)
    if _BY.search(folded[first]) or strengths[first] >= _SOME_ROW or PAPER_HEAD.search(folded[first]):
        return False
    if is_person(folded[first].strip(_SIGNS)):
        return False
    place = first > 1 and folded[first - 1].isalpha() and len(folded[first - 1]) <= _PLACE < len(folded[first]) - 1
    last = first - place
    rows = [strengths[n] >= _SOME_ROW or PAPER_HEAD.search(folded[n]) is not None for n in range(last)]
    return any(rows) and all(row or _is_furniture(page, n) for n, row in enumerate(rows))


def _is_furniture(page: Page, number: int) -> bool:
    """Whether a line says who has written, or is a widget, channels with bars or mostly words of navigation."""
    text = views.folded(page)[number]
    if views.widgets(page)[number] or _BY.search(text) or _CHANNELS.fullmatch(text):
        return True
    return _navigation(text) >= _MOSTLY


def _navigation(text: str) -> float:
    """Share of a folded text's letters that are words of navigation."""
    words = pattern("text/navigation_words", "text/widget_words")
    return 1 - sum(map(str.isalnum, words.sub("", text))) / max(1, sum(map(str.isalnum, text)))


def are_tags(letters: Sequence[str], first: int) -> bool:
    """Whether a line is one of three short ones and more that are said twice in a row, as tags are.

    >>> are_tags(["渡口", "陈小三", "老桥", "渡口", "陈小三", "老桥"], 1), are_tags(["渡口", "老桥", "渡口", "老桥"], 1)
    (True, False)
    """
    for size in range(3, _TAGS + 1):
        for start in range(max(0, first - 2 * size + 1), first + 1):
            block = letters[start : start + size]
            if first < start + 2 * size and block == letters[start + size : start + 2 * size]:
                return all(0 < len(tag) <= _TAG for tag in block)
    return False


def topics(letters: Sequence[str], rows: Sequence[float]) -> dict[int, range]:
    """Short lines that are said twice right below a row, by the longer line that stands below them: topics.

    >>> lines = ["2022-09-21 14:50", "远山", "新桥", "远山", "新桥", "城东新桥昨天上午正式通车两岸居民都说好"]
    >>> topics(lines, [0.5, 0, 0, 0, 0, 0]), topics(lines, [0.0] * 6)
    ({5: range(1, 5)}, {})
    """
    found = {}
    for start in [number for number, row in enumerate(rows, 1) if row >= _SOME_ROW]:
        for size in range(1, _TAGS + 1):
            middle, end = start + size, start + 2 * size
            if end >= len(letters) or not 0 < len(letters[middle - 1]) <= _TAG:
                break
            if size == 1 and len(letters[start]) > _TOPIC:
                continue
            if letters[start:middle] == letters[middle:end] and len(letters[end]) >= _BELOW_TOPICS:
                found[end] = range(start, end)
    return found


def paper_heads(folded: Sequence[str]) -> frozenset[int]:
    """The lines of a dump that are the head of a paper's page.

    >>> sorted(paper_heads(["远山日报 2022年09月21日 第03版:民生", "城东新桥昨天通车", "这本书已出到第3版了。"]))
    [0]
    """
    return frozenset(
        number
        for number, text in enumerate(folded)
        if ("版" in text or "期" in text or ":" in text)
        and len(text) <= _HEAD_LINE
        and "。" not in text
        and PAPER_HEAD.search(text)
    )


def is_below_paper_head(
    letters: Sequence[str], rows: Sequence[float], heads: frozenset[int], prose: Sequence[int], first: int
) -> bool:
    """Whether a line is one of the first three below the head of a paper's page: a kicker, its headline, a deck.

    A line above that head which could be a headline has the head for its row.
    """
    for step in range(1, min(first, _HEADED) + 1) if first not in heads else ():
        number = first - step
        if number in heads:
            top = number - 1
            return top < 0 or top in heads or prose[top] > 0 or rows[top] >= _SOME_ROW or len(letters[top]) <= _NAME
        if prose[number]:
            break
    return False


def is_couplet(folded: Sequence[str], next_prose: Sequence[int], first: int) -> bool:
    """Whether a line and the next one are short and of one length, right above the text: a headline set in two lines.

    >>> lines = ["远山日报", "老粮仓", "换新颜", "昨天上午,老粮仓重新开放。"]
    >>> [is_couplet(lines, [3, 3, 3, 4], number) for number in (0, 1, 2)]
    [False, True, False]
    """
    pair = folded[first : first + 2]
    if len(pair) < 2 or len(pair[0]) != len(pair[1]) or len(pair[0]) not in _COUPLET or pair[0] == pair[1]:
        return False
    # a row and its buttons may stand between, where the page opens with them
    last = first + (_HEADED if first else _OPENING)
    if not all(map(_HAN.fullmatch, pair)) or not first + 1 < next_prose[first + 1] <= last:
        return False
    beside = (folded[n] for n in (first - 1, first + 2) if 0 <= n < next_prose[first + 1])
    return not any(len(text) == len(pair[0]) for text in beside)  # entries of a menu


def is_above_link_to_copy(page: Page, number: int) -> bool:
    """Whether a forum's link to copy the address stands right below a line."""
    return number + 1 < len(page.lines) and page.lines[number + 1].text.strip("[]") == "复制链接"
