"""What a line is by the lines around it: half of a headline, one below its rows, or who signs a paper."""

from __future__ import annotations

from collections.abc import Sequence

from ..grammar.date_forms import YEAR
from ..grammar.names import is_office, is_outlet
from ..page import Page
from ..text import lazy_re as re
from ..text import views

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
_CUT = re.compile(r"[\w)\"》]$")


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
    """Whether nothing but rows of date, source and names stands above a line, and prose right below."""
    if not 0 < first <= TOP_ROWS or next_prose[first] != first + 1 or views.prose(page)[first]:
        return False
    folded = views.folded(page)
    if _BY.search(folded[first]):
        return False
    above = range(first)
    rows = all(strengths[n] >= _SOME_ROW or views.widgets(page)[n] or _BY.search(folded[n]) for n in above)
    return rows and any(strengths[n] >= _SOME_ROW for n in above) and strengths[first] < _SOME_ROW


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
