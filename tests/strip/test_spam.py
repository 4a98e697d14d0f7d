"""Farms go, articles on the same trades keep every sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import explain_page, load
from newsclean.strip.spam import is_spam, strip_spam
from newsclean.text import views
from newsclean.text.fold import fold

from ..tools.bench import parses

DATA = Path(__file__).parents[1] / "data"
ARTICLE = [
    "昨天上午，柳堰市公安局通报一起跨境网络赌博案，端掉百家乐、时时彩投注平台三个，抓获嫌疑人十一名。",
    "据办案民警介绍，该团伙租用境外服务器，以“注册送彩金”“真人荷官在线发牌”为噱头，在微信群里招揽赌客。",
    "平台名为“某某娱乐城”，另设六合彩、老虎机和足球滚球盘口，一年里吸收赌资两千多万元。",
    "其中一名代理同时代开发票、办理假文凭，另案处理。警方提醒，凡是一肖一码、稳赚不赔的，都是骗局。",
]


def lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("text", lines("farms.txt"))
def test_a_farm_is_known(text: str) -> None:
    assert is_spam(fold(text))
    page = load("\n".join([*ARTICLE[:2], text, *ARTICLE[2:]]))
    assert [mark.line for mark in strip_spam(page)] == [2]


@pytest.mark.parametrize("text", lines("honest.txt"))
def test_an_honest_line_stays(text: str) -> None:
    assert not is_spam(fold(text))
    for raw in (text, f"<h1>{text}</h1><p>{ARTICLE[0]}</p>", f"<ul><li><a href='/a'>{text}</a></li></ul>"):
        assert not list(strip_spam(load(raw)))


def test_an_article_on_a_gambling_case_keeps_every_sentence() -> None:
    html = "<h1>网络赌博平台被端掉</h1>" + "".join(f"<p>{sentence}</p>" for sentence in ARTICLE)
    assert not list(strip_spam(load(html)))
    assert explain_page(html).article.body == "\n".join(ARTICLE)
    assert not list(strip_spam(load("\n".join(ARTICLE))))


def test_a_list_in_an_article_keeps_its_items() -> None:
    items = ["涉案平台包括：", "百家乐投注网站三个；", "六合彩网站一个；", "时时彩手机软件两款。"]
    page = load("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
    assert not list(strip_spam(page))


def test_short_catch_words_are_spam_in_company_only() -> None:
    assert not list(strip_spam(load("百家乐\n" + "\n".join(ARTICLE))))
    farm = ["真人视讯", "一肖一码", "麻豆传媒", "德州圈", "迷情用品"]
    page = load("\n".join(["岚河图书馆", "岚河市教育局", *farm, *ARTICLE]))
    assert [mark.line for mark in strip_spam(page)] == [2, 3, 4, 5, 6]


def test_links_to_strangers_are_cut_out_of_a_paragraph() -> None:
    link = '<a href="http://qvxrt.example/">澳门永利网上赌场开户</a>'
    page = load(f"<p>两岸居民出行更加方便。{link}大桥全长两公里。</p>")
    (mark,) = strip_spam(page)
    assert mark.rule == "spam-link" and mark.cut
    assert page.lines[0].text[mark.start : mark.end] == "澳门永利网上赌场开户"


def test_a_link_that_belongs_to_its_sentence_stays() -> None:
    link = '<a href="http://baike.example/">百家乐在线平台</a>'
    assert not list(strip_spam(load(f"<p>该团伙经营的{link}，一年吸收赌资两千万元。</p>")))


def test_a_strangers_link_leaves_the_navigation_alone() -> None:
    nav = "".join(f'<a href="/{n}/">{word}</a>' for n, word in enumerate(("首页", "要闻", "视频", "体育", "下载")))
    page = load(f'<div>{nav}<a href="http://wqxv.example/">乐鱼体育下载</a></div><p>{ARTICLE[0]}</p>')
    (mark,) = strip_spam(page)
    assert not mark.whole and page.lines[0].text[mark.start : mark.end] == "乐鱼体育下载"


def test_sellers_with_a_number_go_and_reports_on_them_stay() -> None:
    seller = "本公司专业代开各类发票，点数优惠，先验后付，加微信kp5550188。"
    report = "男子在群里写道：“专业代开发票，先验后付，加微信kp5550188。”三天后他被警方抓获。"
    assert [mark.line for mark in strip_spam(load(f"{ARTICLE[0]}\n{seller}\n{report}"))] == [1]


def test_lines_of_other_junk_are_left_alone() -> None:
    page = load("<div style='display:none'>真人荷官_六合图库_久久热在线观看</div>")
    from newsclean.strip.hidden import strip_hidden

    assert not list(strip_spam(page.with_marks(strip_hidden(page))))


def test_traditional_script_and_both_widths() -> None:
    for text in ("真人荷官＿六合圖庫＿國產無碼", "亞洲無碼｜國產自拍｜歐美激情"):
        assert is_spam(fold(text)) or is_spam(fold(text.replace("＿", "_")))


@pytest.mark.parametrize("piece", ["百家乐 ", "真人荷官_", "a_", "<a href='http://x.example'>百家乐</a>", "微信微信"])
def test_time_grows_with_the_page(piece: str) -> None:
    page = load("<p>" + piece * 40_000 + "。</p>")
    views.folded(page)
    assert parses(lambda: list(strip_spam(page))) < 200
