"""Every kind of input gives the same article, and what is no page says so."""

from __future__ import annotations

import dataclasses

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from lxml import etree, html

from newsclean import Article, NotAPageError, clean_page, explain_page, load

from ..tools.strategies import Made, articles, dumps

TITLE = "城东新桥通车"
PROSE = (
    "昨天上午，城东新桥正式通车，两岸居民出行更加方便。",
    "沿线公交同步调整，市民可在站台查询新的线路图，“变化真大！”一位老人说。",
)
ROW = "<p>2022-09-21 14:50　来源：某市日报　作者：张三</p>"
BODY = f"<body><ul><li><a href='/'>首页</a></li></ul><h1>{TITLE}</h1>{ROW}<p>{PROSE[0]}</p><p>{PROSE[1]}</p></body>"
TRADITIONAL = (
    "<body><h1>城東新橋通車</h1><p>2022-09-21 14:50　來源：某市日報</p>"
    "<p>昨天上午，城東新橋正式通車，兩岸居民出行更加方便，許多市民前來觀看。</p><p>沿線公車同步調整，民眾可於站牌查詢。</p></body>"
)
DUMP = f"首页 > 新闻\n{TITLE}\n2022-09-21 14:50　来源：某市日报　作者：张三\n  {PROSE[0]}\n  {PROSE[1]}\n版权所有"


def page(charset: str = "", body: str = BODY) -> str:
    declared = f"<meta charset={charset}>" if charset else ""
    return f"<html><head>{declared}<title>{TITLE}_某某网</title></head>{body}</html>"


WANTED = clean_page(page())


def test_what_is_compared_is_right() -> None:
    assert (WANTED.title, WANTED.source, WANTED.author) == (TITLE, "某市日报", "张三")
    assert WANTED.to_dict()["date"] == "2022-09-21T14:50+08:00"
    assert WANTED.paragraphs == PROSE


@pytest.mark.parametrize("declared", ["", "utf-8", "gbk", "big5", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_bytes_whatever_they_declare(encoding: str, declared: str) -> None:
    assert clean_page(page(declared).encode(encoding)) == WANTED


@pytest.mark.parametrize("declared", ["", "big5", "utf-8", "gb2312"])
def test_big5_bytes(declared: str) -> None:
    raw = page(declared, TRADITIONAL).replace(TITLE, "城東新橋通車").encode("big5", "ignore")
    article = clean_page(raw)
    assert (article.title, article.source) == ("城東新橋通車", "某市日報")
    assert len(article.paragraphs) == 2
    assert article.repairs == ()


@pytest.mark.parametrize("encoding", ["gbk", "utf-16-le"])
def test_encoding_told_by_the_caller(encoding: str) -> None:
    assert clean_page(page().encode(encoding), encoding=encoding) == WANTED


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_dump_as_bytes(encoding: str) -> None:
    assert load(DUMP).kind == "text"
    assert clean_page(DUMP.encode(encoding)) == clean_page(DUMP)
    assert clean_page(DUMP).paragraphs == PROSE


@pytest.mark.parametrize(
    "given_page",
    [
        page().encode(),
        bytearray(page().encode()),
        memoryview(page().encode()),
        page(),
        BeautifulSoup(page(), "html.parser"),
        BeautifulSoup(page(), "lxml"),
        html.document_fromstring(page()),
        etree.HTML(page()),
        etree.HTML(page()).getroottree(),
        load(page()),
    ],
    ids=["bytes", "bytearray", "memoryview", "str", "bs4", "bs4-lxml", "lxml.html", "etree", "tree", "Page"],
)
def test_every_kind(given_page: object) -> None:
    assert clean_page(given_page) == WANTED
    assert explain_page(given_page).article == WANTED


@settings(max_examples=40, deadline=None)
@given(articles())
def test_generated_page_as_every_kind(made: Made) -> None:
    wanted = clean_page(made.page)
    for given_page in (made.page.encode(), made.page.encode("gb18030"), etree.HTML(made.page), load(made.page)):
        assert clean_page(given_page) == wanted
    assert clean_page(BeautifulSoup(made.page, "html.parser")) == wanted


@settings(max_examples=20, deadline=None)
@given(dumps())
def test_generated_dump_as_bytes(made: Made) -> None:
    assert clean_page(made.page.encode()) == clean_page(made.page)


@pytest.mark.parametrize("bad", [None, 3, 2.5], ids=repr)
def test_type_error_says_what_is_accepted(bad: object) -> None:
    with pytest.raises(TypeError, match=r"bytes, str, .*BeautifulSoup.*lxml.*Page"):
        clean_page(bad)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\x1f\x8b\x08\0\0\0", "gzip"),
        (b"PK\3\4\x14\0", "zip"),
    ],
)
def test_no_page_is_named(raw: bytes, name: str) -> None:
    with pytest.raises(NotAPageError, match=name) as raised:
        clean_page(raw)
    assert isinstance(raised.value, ValueError)


EMPTY = ["", " \n\t　", "<html></html>", "<!-- -->", b"", b"\xef\xbb\xbf", b"\n\n", b"\xff\xfe"]


@pytest.mark.parametrize("empty", EMPTY, ids=repr)
def test_empty_page_is_an_empty_article(empty: str | bytes) -> None:
    article = clean_page(empty)
    assert article.kind == "empty" and article.reason
    assert dataclasses.replace(article, kind=None, reason=None, confidence={}) == Article()
    assert explain_page(empty).lines == ()


def test_url_is_kept() -> None:
    url = "http://www.example.cn/2022/1.html"
    assert clean_page(page(), url=url).url == url
    assert clean_page(load(page()), url=url).url == url
