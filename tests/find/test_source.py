"""Sources: every form of a row as data, the markup's hints, and what is no source."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import clean_page, load
from newsclean.find.source import find_source

_DATA = Path(__file__).parents[1] / "data" / "sources.tsv"
_PROSE = "昨天上午，城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整，市民可在站台查询新的线路图。"


def _cases() -> list[tuple[str, ...]]:
    rows = (line.split("\t") for line in _DATA.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return [tuple(row) for row in rows]


def _page(row: str = "", head: str = "", below: str = "") -> str:
    title = "<title>城东新桥通车_某某网</title>"
    return f"<html><head>{title}{head}</head><body><h1>城东新桥通车</h1>{row}<p>{_PROSE}</p>{below}</body></html>"


def _source(html: str) -> str | None:
    return clean_page(html).source


@pytest.mark.parametrize(("label", "row", "source"), _cases())
def test_row(label: str, row: str, source: str) -> None:
    html = _page("".join(f"<div>{line}</div>" for line in row.split(" ⏎ ")))
    assert (_source(html) or "-") == source, label


@pytest.mark.parametrize(("label", "row", "source"), _cases())
def test_row_in_dump(label: str, row: str, source: str) -> None:
    lines = ["城东新桥通车_某某网", "首页", "新闻", "城东新桥通车", *row.split(" ⏎ "), _PROSE, _PROSE]
    assert (_source("\n".join(lines)) or "-") == source, label


@pytest.mark.parametrize(
    ("row", "source"),
    [
        ("<p><span class='cat'>金融</span><span class='a_source'>棱光</span><em>2022-09-21 14:50</em></p>", "棱光"),
        ("<p><span class='date'>2022-09-21 14:50</span> <a class='source' href='/x'>某市客户端</a></p>", "某市客户端"),
        ("<p>来源：<a href='/x'>某市日报</a> 张三</p><p>2022-09-21</p>", "某市日报"),
        ("<p>来源：<a href='/x'>甲乙网</a>-<a href='/y'>丙丁日报</a></p>", "甲乙网-丙丁日报"),
        ("<p class='author-name'>云上小城</p><p>2022-09-21 14:50</p>", "云上小城"),
        ("<p><span id='js_author_name'>张小三</span> <a id='js_name'>云上小城</a></p>", "云上小城"),
        ("<p>国际 2022-09-21 14:50</p>", None),
        ("<p>2022-09-21 来源：城东新桥通车</p>", "城东新桥通车"),  # a label says so, though the headline is called so
        ("<p><span class='a_source'>城东新桥通车</span><em>2022-09-21 14:50</em></p>", None),
    ],
)
def test_markup(row: str, source: str | None) -> None:
    assert _source(_page(row)) == source


def test_the_account_of_a_post_without_a_heading() -> None:
    account, other = "<div class='nickname'>云上小城</div>", "<div class='nickname'>柳埠老周</div>"
    for beside, source in (("", "云上小城"), (other, None)):
        page = f"<div><p>{_PROSE}{_PROSE}</p></div><div>3小时前</div>{account}{beside}"
        assert _source(f"<html><body>{page}</body></html>") == source


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ('<meta name="ContentSource" content="某市日报">', "某市日报"),
        ('<meta name="source" content="来源：甲乙网-文化频道 原创稿">', "甲乙网-文化频道"),
        ('<meta name="mediaid" content="某市晚报">', "某市晚报"),
        ('<meta name="author" content="某某网">', None),
        ('<meta name="source" content="1024">', None),
    ],
)
def test_head(head: str, source: str | None) -> None:
    assert _source(_page("<p>2022-09-21</p>", head)) == source


@pytest.mark.parametrize(
    ("below", "source"),
    [
        ("<p>（来源：某市日报）</p>", "某市日报"),
        ("<p>来源丨甲乙网、丙丁日报</p>", "甲乙网、丙丁日报"),
        ("<p>新桥通车后，老桥将封闭大修，其间行人可走便桥，车辆请绕行。（来源：某市日报）</p>", "某市日报"),
        ("<p>有市民问起消息来源，他笑着说：“桥头听来的。”</p>", None),
        ("<ul class='related'>" + "<li>旧桥大修 来源：某某晚报</li>" * 5 + "</ul>", None),
        ("<p>（图片来源：某图片社）</p>", None),
        ("<p>（某部转自2007年11月26日《某某日报》A2版 作者：张小三）</p>", "某某日报"),
        ("<p>他说，这段话摘自《某某日记》，读来令人感慨。</p>", None),
    ],
)
def test_below(below: str, source: str | None) -> None:
    assert _source(_page("<p>2022-09-21</p>", below=below)) == source


@pytest.mark.parametrize(
    ("row", "source"),
    [
        ("作者：张小三　来源：某市日报", "某市日报"),
        ("【 作者：张小三   来自：某某学院     责任编辑：李四 】", "某某学院"),
        ("责任编辑：李四 来源：某市日报", "某市日报"),
        ("编辑：李四 | 来源：某市日报", "某市日报"),
        ("作者：张小三　图片来源：某图片社", None),
        ("编辑：谁都可以改动词条，来源：请自己补上", None),
        ("旧桥大修　作者：张小三　来源：某某晚报", None),
        ("作者：张小三　来源：某某晚报　2022-09-20", None),
    ],
)
@pytest.mark.parametrize("dated", [True, False])
def test_behind_other_labels_in_a_closing_row(row: str, source: str | None, dated: bool) -> None:
    if dated or row[-1] != "0":  # without a day above, that of the row is the article's own
        lines = ["城东新桥昨天上午正式通车", *(["2022-09-21"] if dated else []), *[_PROSE] * 6, row]
        assert _source("\n\n".join(lines)) == source


def test_row_before_below() -> None:
    html = _page("<p>2022-09-21 来源：某市日报</p>", below="<p>（来源：某县发布）</p>")
    assert _source(html) == "某市日报"


@pytest.mark.parametrize(("below", "source"), [("来源：某市日报", "某市日报"), ("来源：网络", "云上小城")])
def test_outlet_below_before_account(below: str, source: str) -> None:
    assert _source(_page("<p class='account-name'>云上小城</p>", below=f"<p>{below}</p>")) == source


def test_marks_cover_label_and_brackets() -> None:
    page = load(_page("<p>2022-09-21</p>", below="<p>（来源：甲乙网、丙丁日报）</p>"))
    marks = list(find_source(page))
    assert [mark.value for mark in marks] == ["甲乙网", "丙丁日报"]
    assert (marks[0].start, marks[-1].end) == (0, len(page.lines[marks[0].line].text))
