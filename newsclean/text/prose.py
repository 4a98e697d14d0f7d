"""Which lines read as prose: sentences rather than labels, names of links or rows of numbers."""

from __future__ import annotations

import re

_MARKS = ",。!?;、"
_LAST = frozenset("。!?…;:\"')]》」】")
_END = re.compile(r"[。!?…;][\"')\]》」】]*$|[。!?…]\s?\([^()]{1,40}\)$|:$")
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
    if length < 12 or (linked > 0.5 * length and length < 200):
        return 0
    marks = sum(map(folded.count, _MARKS))
    if not (marks or ':"' in folded) or not _HAN.search(folded):
        return 0
    # the end is looked for in the last characters only: a line may have megabytes
    if folded[-1] in _LAST and _END.search(folded[-60:]):
        return length
    return length if length >= 45 and marks * 60 >= length else 0
