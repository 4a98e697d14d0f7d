"""Where a page says the letters of a headline again."""

from __future__ import annotations

import pytest

from newsclean import load
from newsclean.layout.around import Surroundings

ONE, LONG = "渡口改成了陈列馆", "老渡口停航以后县里把它改成了一座小小的陈列馆"
FIRST, SECOND = "城东新桥昨天通车", "老渡口停航"  # in two lines
WHOLE = ("城东新桥昨天上午正式通车", "老渡口从此改陈列馆")
BETWEEN = [f"第{n}条" for n in range(20)]


@pytest.mark.parametrize(
    ("lines", "last", "again"),
    [
        ([ONE, "第一条", ONE], 0, True),
        ([ONE, *BETWEEN, ONE], 0, False),  # too far away
        ([LONG, *BETWEEN, LONG], 0, False),  # of one line at any length
        ([*WHOLE, *BETWEEN, "".join(WHOLE)], 1, True),  # of two anywhere
        ([FIRST, SECOND, *BETWEEN, FIRST + SECOND], 1, False),  # but not of so few letters
        ([FIRST, SECOND, "第一条", FIRST + SECOND], 1, True),
        ([FIRST, SECOND, "第一条", FIRST, SECOND], 1, False),  # entries of a menu
        ([FIRST, SECOND + "了", "第一条", FIRST, SECOND + "了"], 1, True),
        ([FIRST + SECOND + "了", "第一条", FIRST, SECOND + "了"], 0, False),  # one line, again in two
    ],
)
def test_said_again(lines: list[str], last: int, again: bool) -> None:
    around = Surroundings(load("\n".join(lines)), frozenset())
    assert around.says_again(0, last, "".join(around.letters[: last + 1])) is again
