"""What a caller knows of a site: what is found counts, what is not found or belongs to another site harms nothing."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import html

from newsclean import (
    ArgumentError,
    Site,
    SiteError,
    clean_page,
    clean_pages,
    explain_page,
    load,
    read_sites,
    write_sites,
)
from newsclean.find.source import find_source
from newsclean.layout.boxes import judge_boxes
from newsclean.layout.weights import weights
from newsclean.layout.worth import line_worths
from newsclean.phrases.site_files import _toml

from ..tools.fixtures import cases
from ..tools.measure import shared

PAGE = """<html><head><title>城东频道</title></head><body><div class=nav><a href=/>首页</a></div>
<div class=big>春天好去处 赏花地图</div><div class=tt>城东新桥通车</div>
<div class=info><span id=ly>杉湖消息</span> <span>2022-09-21</span> <b class=zz>张小三</b> <i class=bj>李小四</i></div>
<div id=zoom><p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p><p class=ad>天天有礼领不停，快来参加吧。</p>
<p>通车以后，两岸居民出行更方便了，公交也将调整。</p></div>
<div class=more><p>昨天上午，城西市场重新开张，吸引了不少市民前来选购年货，场面十分热闹。</p></div></body></html>"""
KNOWN = Site(
    hosts="news.example",
    name="城东在线",
    title=".tt",
    source="//span[@id='ly']",
    author=".zz",
    editor=".bj",
    body="#zoom",
    drop=".ad",
)
# sites of other makers: none of them may change what a page gives but for the better
FOREIGN = {
    "cms": Site(title="h1", row=".info", source=".source", date=".time", body=".content", drop=(".share", ".related")),
    "ids": Site(title="#title", source="#source", date="#pubtime", body="#content", drop="#comment"),
    "old": Site(title=".tt", source="//span[@id='ly']", body="#zoom", drop=".ad"),
    "blog": Site(title=".entry-title", row=".post-meta", author=".author", body=".entry-content", drop=".sidebar"),
    "tags": Site(title="h2", source="span", date="em", body="td", drop="ul"),
    "list": Site(body="ul", title="li"),
    "empty": Site(
        title="#nowhere", body="//nothing", drop=".none", lines="城西老街坊留言板", watermarks="老街坊独家首发"
    ),
}


def test_the_elements_prose_counts_more_than_another_boxs() -> None:
    page = "<div class=a><p>昨天上午，城东新桥正式通车，两岸居民出行更加方便，公交也将调整。</p></div>"
    page += "<div class=b><p>城西市场重新开张，场面十分热闹。</p></div>"
    for site, inside in ((None, [True, False]), (Site(body=".a"), [True, False]), (Site(body=".b"), [False, True])):
        known = load(page, site=site)
        assert [judge_boxes(known, 0).inside[line.box] for line in known.lines] == inside


def test_what_lines_are_worth_in_the_body_and_beside_it() -> None:
    texts = [f"昨天上午，城东{thing}正式通车，两岸居民出行更加方便。" for thing in ("新桥", "隧道", "索道", "轻轨")]
    own, junk, beside, dropped = (f"<p>{text}</p>" for text in texts)
    page = f"<div class=sidebar><div class=zw>{own}<div class=related>{junk}</div></div></div>"
    page += f"{beside}<div class=kq7>{dropped}</div>"
    worth, plain = weights("body"), load(page)

    def worths(site: Site) -> tuple[list[float], list[float]]:
        known = load(page, site=site)
        boxes = judge_boxes(known, 0)
        return line_worths(plain, boxes), line_worths(known, boxes)

    before, after = worths(Site(body=".zw"))
    assert after[:2] == [before[0] + worth["site-inside"], before[1]]
    assert after[2] == after[3] == before[2] * worth["site-outside"] + worth["site-beside"]
    assert worths(Site(body=".zw", drop=".kq7"))[1] == [*after[:3], worth["site-drop"]]
    before, after = worths(Site(body=".none"))
    assert before == after


def test_what_selectors_find_counts() -> None:
    found = explain_page(PAGE, site=KNOWN)
    article = found.article
    assert (article.title, article.source, article.site) == ("城东新桥通车", "杉湖消息", "城东在线")
    assert (article.author, article.editor) == ("张小三", "李小四")
    assert "年货" not in article.body
    assert "领不停" not in article.body
    assert {"source-site", "author-site", "editor-site"} <= {mark.rule for mark in found.page.marks}
    assert found.find("城东新桥通车")[0].reason.endswith("site: title .tt")
    assert found.find("天天有礼")[0].reason.startswith("site: drop .ad")
    assert {"site-body", "site-title"} <= {piece.name for piece in found.verdict.evidence}


@pytest.mark.parametrize("page", [BeautifulSoup(PAGE, "lxml"), html.fromstring(PAGE), PAGE.encode("gb18030")])
def test_of_all_kinds_of_pages(page: Any) -> None:
    before = str(page) if isinstance(page, BeautifulSoup) else copy.deepcopy(page)
    assert clean_page(page, site=KNOWN).body == clean_page(PAGE, site=KNOWN).body
    if not isinstance(page, (BeautifulSoup, bytes)):
        assert html.tostring(page) == html.tostring(before)  # a caller's tree stays as it is


def test_by_host() -> None:
    sites = {"news.example": KNOWN, "*": Site(without={"rules": "not-body"})}
    assert clean_page(PAGE, url="https://www.news.example/1", site=sites).site == "城东在线"
    assert clean_page(PAGE, url="https://other.example/1", site=sites).site != "城东在线"
    assert clean_page(PAGE, url="https://other.example/1", site=KNOWN).site != "城东在线"
    assert clean_page(PAGE, site=KNOWN).site == "城东在线"


def test_own_words_on_its_pages_alone() -> None:
    text = "城东新桥通车\n2022-09-21 某市日报\n昨天上午，城东新桥正式通车，两岸居民出行更加方便。\n老街坊爆料台\n"
    own = Site(phrases={"strip/related_headings": "老街坊爆料台"}, without={"grammar/outlet_endings": "日报"})
    for _ in range(2):
        assert explain_page(text).lines[-1].rule != "related-heading"
        assert explain_page(text, site=own).lines[-1].rule == "related-heading"


def test_rules_left_out() -> None:
    text = "首页 > 新闻 > 正文\n城东新桥通车\n昨天上午，城东新桥正式通车，两岸居民出行更加方便。"
    assert explain_page(text).lines[0].rule == "breadcrumb"
    assert explain_page(text, site=Site(without={"rules": "breadcrumb"})).lines[0].rule != "breadcrumb"


def test_a_step_alone_goes_by_it_too() -> None:
    assert [mark.value for mark in find_source(load(PAGE, site=KNOWN))] == ["杉湖消息"]


def test_lines_and_watermarks_in_dumps() -> None:
    text = (
        "城东新桥通车\n2022-09-21 14:50\n昨天上午，城东新桥正式通车，老街坊独家首发两岸居民出行更加方便。\n"
        "看老街坊的故事，品 73 种人生\n通车以后，两岸居民出行更方便了，公交也将调整。"
    )
    known = Site(lines="看老街坊的故事，品 12 种人生", watermarks="老街坊独家首发")
    article = clean_page(text, site=known)
    assert "老街坊" in clean_page(text).body
    assert "老街坊" not in article.body
    assert len(article.paragraphs) == 2


def test_a_watermark_that_is_a_sentence_goes_with_its_stop_at_each_place() -> None:
    text = "昨天上午，城东新桥正式通车。老街坊独家首发。两岸居民说，出行更加方便了。老街坊独家首发。"
    article = clean_page("城东新桥通车\n" + text, site=Site(watermarks="老街坊独家首发"))
    assert article.paragraphs == ("昨天上午，城东新桥正式通车。两岸居民说，出行更加方便了。",)


def test_many_pages_and_workers() -> None:
    pages = [(n, PAGE, "https://news.example/1") for n in range(3)]
    want = clean_page(PAGE, url="https://news.example/1", site=KNOWN)
    assert [found.article for found in clean_pages(pages, site={"news.example": KNOWN})] == [want] * 3
    pytest.importorskip("pebble")
    assert [found.article for found in clean_pages(pages, site=KNOWN, workers=1)] == [want] * 3


def test_frozen_hashable_picklable() -> None:
    again = pickle.loads(pickle.dumps(KNOWN))
    assert again == KNOWN
    assert hash(again) == hash(KNOWN)
    assert Site.from_dict(json.loads(json.dumps(KNOWN.to_dict()))) == KNOWN
    with pytest.raises(dataclasses.FrozenInstanceError):
        KNOWN.name = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Site(phrases={"strip/promotion": ("扫",)}).phrases["strip/promotion"] = ()  # type: ignore[index]


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"title": "//p["}, "title", "no XPath"),
        ({"body": ".a["}, "body", "no CSS"),
        ({"body": "p::text"}, "body", "no CSS"),
        ({"title": "//p[foo()]"}, "title", "foo()"),
        ({"title": "xpath:count(//p)"}, "title", "no elements"),
        ({"title": 5}, "title", "expected"),
        ({"title": ""}, "title", "expected"),
        ({"phrases": {"strip/promotions": ("x",)}}, "phrases", "did you mean 'strip/promotion'"),
        ({"phrases": ["x"]}, "phrases", "mapping"),
        ({"hosts": "https://news.example"}, "hosts", "no host"),
        ({"support": {"title": 3}}, "support", "share"),
        ({"pages": -1}, "pages", "number"),
        ({"titel": ".tt"}, "titel", "did you mean 'title'"),
        ({"lines": ["x"] * 30_000}, "lines", "the most"),
        ({"title": "div " * 600 + "p"}, "title", "characters"),
    ],
)
def test_what_cannot_be(said: dict[str, Any], field: str, told: str) -> None:
    with pytest.raises(SiteError, match=" ") as caught:
        Site.from_dict(said)
    assert caught.value.field == field
    assert told in str(caught.value)


def test_files(tmp_path: Path) -> None:
    write_sites(tmp_path / "one.json", KNOWN)
    assert read_sites(tmp_path / "one.json") == {"news.example": KNOWN}
    write_sites(tmp_path / "two.json", [KNOWN, Site(drop=".ad")])
    assert read_sites(tmp_path / "two.json").keys() == {"news.example", "*"}
    (tmp_path / "sites.toml").write_text('[[site]]\nhosts = ["news.example"]\ntitle = ".tt"\n')
    if _toml():
        assert read_sites(tmp_path / "sites.toml") == {"news.example": Site(hosts="news.example", title=".tt")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "5",
        "[5]",
        '{"title": ".tt", "title": "h1"}',
        '{"titel": 1}',
        "[" * 100_000,
        '[{"hosts": "a"}, {"hosts": "a"}]',
        '{"title": NaN}',
        "\x00",
        '{"site": [], "title": "h1"}',
    ],
)
def test_broken_files(tmp_path: Path, text: str) -> None:
    (tmp_path / "sites.json").write_text(text)
    with pytest.raises(SiteError):
        read_sites(tmp_path / "sites.json")


def test_a_path_is_no_site() -> None:
    with pytest.raises(ArgumentError, match="read_sites"):
        clean_page(PAGE, site="sites.json")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FOREIGN)
def test_another_site_harms_nothing(name: str) -> None:
    """On fixtures, and where there are annotated pages on each fifth of them."""
    folder = shared()
    pages: list[Any] = [case.page for case in list(cases("wild"))[::3]]
    pages += [path.read_bytes() for path in sorted((folder / "corpus" / "pages").iterdir())[::5]] if folder else []
    changed = 0
    for page in pages:
        want, got = clean_page(page).to_dict(), clean_page(page, site=FOREIGN[name]).to_dict()
        fields = ("title", "source", "date", "author", "editor", "body")
        changed += any(want[field] != got[field] for field in fields)
    assert changed <= len(pages) // 50
