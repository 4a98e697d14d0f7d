"""How a page shows other articles than its own: teasers that break off, marks to read on."""

from __future__ import annotations

from . import lazy_re as re

_READ_ON = (
    "(?:详细|详情|全文|阅读全文|阅读更多|更多|查看更多|查看详情|点击查看|详全文|看全文|看更多|继续阅读"
    "|(?:未完)?待续|Read [Mm]ore)"
)
_MARK = re.compile(rf"[\[(>]?{_READ_ON}[\])>]?>*$")
_BROKEN_OFF = re.compile(
    rf"""
    (?<![.…])(?:\.{{3,}}|…+)\s?[\[>(]?{_READ_ON}[\]<)]?>*$   # the text breaks off, with a mark to read on
    | (?<![.…])(?:\.{{3}}|…)\s?$                     # or without: …… ends a sentence, and breaks nothing off
    | \[(?:\.{{3,}}|…+)\]\s?$                          # what blogs put behind an excerpt
    | [\[(]{_READ_ON}[\])]$                              # the mark alone
    | ^(?:…|\.{{3}})                                     # or the text begins in the middle
    """,
    re.VERBOSE,
)
_ROW, _HEADLINE = 6, 8  # headlines of a row of them, characters of one
_LAST = frozenset("细情文多看读续e[]<)>.…")  # what such a line ends with, but for blanks: a cheap look before


def is_row_of_headlines(text: str) -> bool:
    """Whether a folded line is many headlines in a row, one blank apart: what pages set above their own.

    >>> row = "新桥昨天上午正式通车 " * 6
    >>> [is_row_of_headlines(text) for text in (row.strip(), row + "通车了。", "新桥昨天 通车了 " * 6)]
    [True, False, False]
    """
    parts = text.split() if "。" not in text and len(text) >= _ROW * _HEADLINE else []
    long = sum(len(part) >= _HEADLINE for part in parts)
    return long >= _ROW and long * 5 >= len(parts) * 4


def has_read_on_mark(text: str) -> bool:
    """Whether a folded line ends in a mark to read on.

    >>> has_read_on_mark("新桥昨天上午正式通车。[详细]"), has_read_on_mark("新桥昨天上午正式通车。")
    (True, False)
    """
    return text[-1:] in _LAST and _MARK.search(text[-60:]) is not None


def is_teaser(text: str) -> bool:
    """Whether a folded line is the start of another article's text: it breaks off, or has a mark to read on.

    >>> is_teaser("新桥昨天上午正式通车,两岸…"), is_teaser("新桥昨天上午正式通车,两岸居民出行更加方便。")
    (True, False)
    >>> is_teaser("新桥正式通车,购物、餐饮、出行……")
    False
    """
    if text.startswith((".", "…")):
        return _BROKEN_OFF.search(text) is not None
    return (text[-1:] in _LAST or text[-1:].isspace()) and _BROKEN_OFF.search(text[-60:]) is not None
