"""What a text on its own is taken for, on both sides of each number that decides it."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean import load
from newsclean.layout import head_titles, list_signs, signals, worth
from newsclean.layout.head_titles import Name, agreement

HAN = "新桥通车渡口停航老人说这里从前没有路去年冬天雪下得早县里修了堤岸孩子们上学不用绕山货郎担子换成了店铺门前种着枣树"


def han(size: int) -> str:
    """So many characters."""
    return (HAN * 3)[:size]


def agrees(line: str, name: str) -> str:
    return agreement(line, line, Name.of(name))[0]


BOUNDS: list[tuple[Any, Any]] = [
    # a sentence of four, another line of text of six, one with a comma of fifteen characters
    (worth.reads_on("走了吧。"), True),
    (worth.reads_on("走吧。"), False),
    (worth.reads_on(han(5) + ":"), True),
    (worth.reads_on(han(4) + ":"), False),
    (worth.reads_on(han(7) + "," + han(7)), True),
    (worth.reads_on(han(7) + "," + han(6)), False),
    # a row of a list has sixty characters at most
    (list_signs.is_dated_row(han(50) + "2022-09-21", 0), True),
    (list_signs.is_dated_row(han(51) + "2022-09-21", 0), False),
    # a headline has 8 to 45
    (list_signs._is_headline(han(8)), True),
    (list_signs._is_headline(han(7)), False),
    (list_signs._is_headline(han(45)), True),
    (list_signs._is_headline(han(46)), False),
    # counted headings: two thirds of several
    (list_signs.are_counted(["误区一", "误区二", "老桥通车"]), True),
    (list_signs.are_counted(["误区一", "误区二", "老桥通车", "渡口停航"]), False),
    (list_signs.are_counted(["误区一"]), False),
    # the lengths of videos stand in no order
    (list_signs._durations(iter(["03:20", "01:10", "02:00"])), 3),
    (list_signs._durations(iter(["01:10", "02:00", "03:20"])), 0),
    # what a row is made of
    (signals.rows_of(load("2022-09-21")), [0.5]),
    (signals.rows_of(load("<p>3小时前</p>")), [0.3]),
    (signals.rows_of(load("<p>来源：某报</p>")), [0.35]),
    (signals.rows_of(load("<p>撰文/某某</p>")), [0.2]),
    (signals.rows_of(load("<p>2022-09-21 浏览 12</p>")), [0.65]),
    (signals.rows_of(load("<p>来源</p>")), [0.3]),
    (signals.rows_of(load(f"<p>2022-09-21 {139 * 'x'}</p>")), [0.5]),
    (signals.rows_of(load(f"<p>2022-09-21 {140 * 'x'}</p>")), [0.0]),
    # names of channels in capitals, and between bars
    (signals.is_latin_name("NEWS"), True),
    (signals.is_latin_name("NEW"), False),
    (signals.is_latin_name("ABCDEFGHIJKLMNOPQRSTUVWX"), True),
    (signals.is_latin_name("ABCDEFGHIJKLMNOPQRSTUVWXY"), False),
    (signals._is_barred(f"{han(12)}|新闻|地图"), True),
    (signals._is_barred(f"{han(13)}|新闻|地图"), False),
    (signals._is_barred("新闻|地图"), False),
    # what a line and a name of the head have in common
    (agrees(han(8), f"某网_{han(8)}_某报"), "part"),
    (agrees(han(7), f"某网_{han(7)}_某报"), ""),
    (agrees(han(12), f"渡口老店{han(12)}"), "part"),
    (agrees(han(11), f"渡口老店{han(11)}"), ""),
    (agrees(han(10), f"{han(10)}（图）某网"), "start"),
    (agrees(han(9), f"{han(9)}（图）某网"), ""),
    (agrees(han(10), han(18)), "start"),
    (agrees(han(10), han(19)), ""),
    (agrees(han(12), f"{han(8)}…"), "cut"),
    (agrees(han(12), f"{han(7)}…"), ""),
    (agrees("组图来了" + han(8), han(8)), "labelled"),
    (agrees("组图来了吧" + han(8), han(8)), ""),
    (agrees("组图来了" + han(7), han(7)), ""),
    (agrees("新", "新"), ""),
    (agrees("新桥", "新桥"), "same"),
    # a dump's first line may be the page's title
    (head_titles.first_line_as_name(load(han(8))) is not None, True),
    (head_titles.first_line_as_name(load(han(7))) is not None, False),
    (head_titles.first_line_as_name(load(han(120))) is not None, True),
    (head_titles.first_line_as_name(load(han(121))) is not None, False),
    # a site's name behind a headline
    (head_titles.without_site(f"{han(14)}_{han(12)}", load("<p>某某</p>")), han(14)),
    (head_titles.without_site(f"{han(14)}_{han(13)}", load("<p>某某</p>")), f"{han(14)}_{han(13)}"),
]


@pytest.mark.parametrize("number", range(len(BOUNDS)))
def test_bound(number: int) -> None:
    found, right = BOUNDS[number]
    assert found == right
