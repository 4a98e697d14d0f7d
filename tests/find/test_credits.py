"""Labelled credits: the cases stand in data/credits.tsv."""

from __future__ import annotations

from itertools import pairwise

import pytest

from newsclean import clean_page, load
from newsclean.find.credits import find_credits
from newsclean.page import Mark

from ..tools.tsv import rows


def named(marks: list[Mark], role: str) -> str:
    names = [name for mark in marks if mark.role == role and mark.value for name in mark.value]
    return "、".join(dict.fromkeys(names)) or "-"


@pytest.mark.parametrize(("line", "author", "editor", "credits", "role"), rows("credits.tsv"))
def test_credits(line: str, author: str, editor: str, credits: str, role: str) -> None:
    marks = list(find_credits(load(f"這段話說完了。\n{line}")))
    found = [f"{mark.value[0]}={'、'.join(mark.value[1])}" for mark in marks if mark.role == "credit" and mark.value]
    assert named(marks, "author") == author
    assert named(marks, "editor") == editor
    assert (";".join(found) or "-") == credits
    assert next((mark.role for mark in marks if mark.whole), "-") == role


def test_only_one_mark_of_a_place_is_cut() -> None:
    marks = list(find_credits(load("工程下月完工。（责任编辑：张三 校对：李四）")))
    cuts = sorted((mark.start or 0, mark.end or 0) for mark in marks if mark.cut and not mark.whole)
    assert all(one[1] <= other[0] for one, other in pairwise(cuts))
    assert cuts[0][0] == 7
    assert cuts[-1][1] == len("工程下月完工。（责任编辑：张三 校对：李四）")


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("两岸居民都说出行方便。（供稿：团委/编辑：张小三/审核：李四）", "两岸居民都说出行方便。"),
        ("两岸居民都说出行方便。（文/张小三；图/李四）", "两岸居民都说出行方便。"),
        ("本网讯（文/张小三 图/李四） 5月5日，城东新桥通车。", "本网讯（文/张小三 图/李四） 5月5日，城东新桥通车。"),
        ("本网讯（文/张小三；图/李四）昨天，城东新桥通车。", "本网讯（文/张小三；图/李四）昨天，城东新桥通车。"),
        ("本网讯（文/张小三）城东新桥通车。（编辑：李四）", "本网讯（文/张小三）城东新桥通车。"),
    ],
)
def test_what_stays_of_a_line(line: str, kept: str) -> None:
    page = load(f"這段話說完了。\n{line}")
    assert page.with_marks(find_credits(page)).kept(1) == kept


def test_label_and_name_on_two_lines() -> None:
    page = load("<table><tr><td>责任编辑：</td><td><a href='/z3'>张三</a></td></tr></table>")
    marks = list(find_credits(page))
    assert named(marks, "editor") == "张三"
    assert {mark.line for mark in marks if mark.whole} == {0, 1}


def test_name_in_a_link() -> None:
    marks = list(find_credits(load("<p>作者：<a href='/z3'>张三</a> 责任编辑：<span>李四</span></p>")))
    assert named(marks, "author") == "张三"
    assert named(marks, "editor") == "李四"


def test_data_of_films_and_books_are_no_credits() -> None:
    page = load("导演：张三\n摄影：李四\n主演：王五\n\n书名：某书\n作者：赵六\n出版社：某某出版社")
    assert not list(find_credits(page))


def test_credits_keep_every_role() -> None:
    article = clean_page(
        "<h1>城东新桥通车</h1><p>来源：某市日报</p><p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>"
        "<p>编辑|张三 校对|李四 审核|王五</p>"
    )
    assert article.editor == "张三"
    assert article.credits == {"编辑": ("张三",), "校对": ("李四",), "审核": ("王五",)}
    assert article.body == "昨天上午，城东新桥正式通车，两岸居民出行更加方便。"


def test_lines_of_many_marks_take_linear_time() -> None:
    assert not list(find_credits(load("编辑 " + "：" * 50_000 + "|" * 50_000)))
