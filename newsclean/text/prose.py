"""Which lines read as prose: sentences rather than labels, names of links or rows of numbers."""

from __future__ import annotations

import re

_MARKS = ",。!?;、"
_LAST = frozenset("。!?…;:\"')]》」】")
_END = re.compile(r"[。!?…;][\"')\]》」】]*$|[。!?…]\s?\([^()]{1,40}\)$|:$")
_BETWEEN_CLAUSES = re.compile(r"[,、;\s.]+")
_BULLETS = ("", "·", "•", "*", "■", "●", "◆", "-")
SHORTEST = 12  # characters of a line that reads as prose
_LONGEST = 600  # characters of a paragraph without marks; longer lines are strings of keywords
_ARROWS = 2  # between the names of a breadcrumb that ends in a long headline
_CLAUSES, _CLAUSE, _UNMARKED = 14, 5, 24  # characters: of two clauses, of one on average, of a line without any mark
_HAN = re.compile("[\u4e00-\u9fff]")


def prose_length(folded: str, linked: int = 0) -> int:
    """Characters of a folded line, `linked` of them in links, if it reads as prose; else 0.

    A sentence ends with its mark and has some length, or is long and has marks inside. The figures are those of Chinese
    text in general: clauses have 7 to 10 characters, headlines end without a mark, link texts stay under 40.

    >>> prose_length("昨天上午,城东新桥正式通车,居民出行方便。")
    21
    >>> prose_length("城东新桥通车")
    0
    """
    if folded[-1:] == "|" and folded[0] != "|":
        folded = folded.rstrip("| ")  # what a table around the article leaves behind in a dump
    length = len(folded)
    if length < SHORTEST or (linked > 0.5 * length and length < 200):
        return 0
    marks = sum(map(folded.count, _MARKS))
    if not (marks or ':"' in folded) or not _HAN.search(folded):
        return 0
    if ": |" in folded and folded.count(": |") > 1:  # labels and values in a table's cells
        return 0
    # the end is looked for in the last characters only: a line may have megabytes
    if folded[-1] in _LAST and _END.search(folded[-60:]):
        return length
    return length if length >= 45 and marks * 60 >= length and folded.count(" > ") < _ARROWS else 0


def unmarked_length(folded: str, linked: int = 0) -> int:
    """Characters of a folded line that may be prose written without marks, or with blanks for marks; else 0.

    To be asked only where hardly a line of a page reads as prose: headlines of a list look alike.

    >>> unmarked_length("秋浦乡公所前的百年榕树 前天傍晚遭雷击起火 附近居民提水抢救")
    30
    >>> unmarked_length("首页 新闻 体育 财经 房产 汽车 教育 健康 旅游")
    0
    """
    length = len(folded)
    if folded[:1] in _BULLETS:  # an item of a list
        return 0
    if linked or not _CLAUSES <= length <= _LONGEST or len(_HAN.findall(folded)) * 10 < length * 6:
        return 0
    clauses = [clause for clause in _BETWEEN_CLAUSES.split(folded) if clause]
    whole = len(clauses) * _CLAUSE <= length
    return length if whole and (length >= _UNMARKED or len(clauses) > 1) else 0
