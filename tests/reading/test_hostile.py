"""Whatever comes in, an answer or a documented error comes out, in time and memory that grow with the page only."""

from __future__ import annotations

import builtins
import datetime as dt
import io
import socket
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsclean import (
    ArgumentError,
    NotAPageError,
    PageTooLargeError,
    StepError,
    UnknownEncodingError,
    clean_page,
    explain_page,
    load,
)
from newsclean.page import Mark, Page
from newsclean.reading.lenient import read_leniently
from newsclean.reading.limits import MAX_BYTES, MAX_LINE
from newsclean.reading.parse import encode
from newsclean.reading.recovery import MAX_RECOVERED

from ..tools.bench import growth, parses
from ..tools.fixtures import cases
from ..tools.fuzz import check, damaged
from ..tools.strategies import articles

SAID = "昨天上午，城东新桥正式通车，两岸居民出行更加方便。"
PAGES = [case.page for case in cases("wild", "synthetic")]


def wrap(body: str) -> str:
    """A page around a body."""
    return f"<html><body><h1>城东新桥通车</h1>{body}<p>{SAID}</p></body></html>"


def test_page_above_the_limit_is_refused() -> None:
    with pytest.raises(PageTooLargeError, match="20,000,001 bytes"):
        load(b" " * (MAX_BYTES + 1))
    with pytest.raises(PageTooLargeError, match="max_bytes=8"):
        clean_page("新桥通车", max_bytes=8)
    with pytest.raises(PageTooLargeError):
        explain_page(b"<p>123456", max_bytes=8)
    assert load("新桥通车", max_bytes=12).text == load("新桥通车", max_bytes=None).text == "新桥通车"


def test_long_line_comes_in_pieces_with_its_spans() -> None:
    linked = f'<a href="/x">{SAID}</a>'
    page = load(wrap(f"<p>{linked * 12_000}</p>"))
    assert page.notes == ("line too long: in pieces",)
    assert max(len(line.text) for line in page.lines) <= MAX_LINE
    assert page.text.replace("\n", "") == "城东新桥通车" + SAID * 12_001
    piece = page.lines[2]
    assert piece.linked == len(piece.text) and piece.text[piece.spans[3].start : piece.spans[3].end] == SAID


def test_dump_of_one_huge_line() -> None:
    page = load(SAID * 100_000)
    assert page.notes and sum(len(line.text) for line in page.lines) == len(SAID) * 100_000


@pytest.mark.parametrize("tag", ["div", "font", "b", "table><tr><td", "ul><li", "span style=display:none", "x-y"])
def test_hundred_thousand_nested_elements(tag: str) -> None:
    page = load(wrap(f"<{tag}>" * 66_000))
    assert SAID in page.lines[-1].text and page.notes == ("broken markup: read by html.parser",)
    deep = load(wrap(f"<{tag}>" * 100_000) + " " * MAX_RECOVERED)
    assert deep.notes == ("nested too deep: cut",)


def test_deep_soup_and_deep_tree() -> None:
    text = "<div>" * 20_000 + SAID
    assert SAID in load(BeautifulSoup(text, "html.parser")).text
    assert SAID in load(read_leniently(text)).text
    builder = etree.TreeBuilder()
    for _ in range(20_000):
        builder.start("div", {})
    builder.comment("so that the tree is copied")
    builder.data(SAID)
    for _ in range(20_000):
        builder.end("div")
    assert load(builder.close()).text == SAID


def test_recovery_parser_takes_over_where_lxml_gives_up() -> None:
    page = wrap("<font color=red>" * 2_600 + f"<p>来源：某市日报</p><p>{SAID}</p>")
    assert etree.fromstring(encode(page), etree.HTMLParser(huge_tree=True, encoding="utf-8")).xpath("//p") == []
    assert load(page).notes == ("broken markup: read by html.parser",)
    assert clean_page(page).source == "某市日报"


def test_good_pages_need_no_recovery() -> None:
    noted = [case.name for case in cases("wild", "synthetic", "negative") if load(case.page).notes]
    assert [name for name in noted if "/broken-" not in name] == []


@pytest.fixture
def no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a file or a connection fails."""
    clean_page(wrap("<p>繁體中文來源</p>"))  # phrases and tables are read once

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("opened something")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(builtins, "open", refuse)
    monkeypatch.setattr(io, "open", refuse)


@pytest.mark.usefixtures("no_files")
@pytest.mark.parametrize("system", ["file:///etc/hostname", "http://127.0.0.1:9/x.dtd", "/etc/hostname"])
def test_nothing_is_opened_or_expanded(system: str) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else SAID}">' for n in range(12))
    dtd = f'<!DOCTYPE html SYSTEM "{system}" [<!ENTITY x SYSTEM "{system}"><!ENTITY % p SYSTEM "{system}">%p;{bomb}]>'
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{system}" parse="text"/>'
    page = f'<?xml version="1.0"?><?xml-stylesheet href="{system}"?>{dtd}' + wrap(
        f'<base href="{system}"><link rel=stylesheet href="{system}">{include}<p>&x;&e11;</p>'
    )
    texts = [clean_page(page).body, load(page.encode()).text]
    assert all(text.count(SAID) <= 2 and len(text) < 3_000 for text in texts)


def test_xhtml_tree_with_namespaces() -> None:
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><script src="x"/><p>{SAID}</p></body></html>'
    assert load(etree.fromstring(page)).text == SAID


def test_trees_that_no_html_parser_makes() -> None:
    page = f'<html><body><p><img src="x">新桥</img>通车</p><br>{SAID}</br><p/><script/></body></html>'
    assert load(etree.fromstring(page)).text == f"新桥\n通车\n{SAID}"
    assert load(read_leniently('<p><img src="x"><img src="y"></p>')).pictures[1].src == "y"


@pytest.mark.parametrize("address", ["http://[", "//[x", "http://a／b/", "http://[v1.]/", "http://a:b:c/", "data:,"])
@pytest.mark.parametrize("url", [None, "http://a.example/1/", "http://["])
def test_addresses_that_are_none(address: str, url: str | None) -> None:
    images = f"<img src=/a.jpg><p>{SAID[5:]}见</p><img src='{address}'>"
    page = f"<p>{SAID}</p>{images}<p><a href='{address}'>新桥</a>{SAID}</p>"
    for head in ("", f"<base href='{address}'>", f"<link rel=canonical href='{address}'>"):
        article = clean_page(head + page, url=url)
        assert article.images[0].url.endswith("/a.jpg") and len(article.paragraphs) == 3


@pytest.mark.parametrize("root", [etree.Comment("x"), etree.ProcessingInstruction("x"), etree.ElementTree()])
def test_odd_roots(root: Any) -> None:
    assert load(root).lines == ()


@pytest.mark.parametrize("page", [None, 3, {"html": "<p>"}, object(), open])
def test_other_types(page: Any) -> None:
    with pytest.raises(TypeError, match=r"a page is bytes|a dictionary is no page"):
        clean_page(page)


def test_surrogates_and_controls() -> None:
    for page in (f"<p>\ud83d\ude00\ud83d{SAID}\x00\x01\x1b</p>", f"\ud83d\ude00\ud83d{SAID}\x00\x01\x1b"):
        assert load(page).text == f"😀\ufffd{SAID}"
        clean_page(page).to_json().encode("utf-8")


def test_step_that_raises_is_named_with_the_page() -> None:
    def my_rule(page: Page) -> list[Mark]:
        raise KeyError("oh")

    with pytest.raises(StepError, match=r"step my_rule failed on http://a\.example/1: KeyError\('oh'\)") as raised:
        clean_page(f"<p>{SAID}</p>", url="http://a.example/1", steps=[my_rule])
    assert isinstance(raised.value.__cause__, KeyError)


# What has been slow once, or looks as if it could be: one unit, to be repeated
_SIZE = 4_000  # characters of the smallest page; the largest has eight times as many
_LITTLE = 3  # parses of a million characters; less is mostly what every page costs
_LINEAR = 1.15  # slope of time over size, on a log-log scale: 2 is quadratic
_CURVED = 1.3  # slope on large pages of what grew by 1.15 on small ones, if a square is the cause
UNITS = {
    "question marks": "?", "shifted bytes": "意思的?！?/p>癲", "lost text": "????，",
    "lines": f"<p>{SAID}</p>", "short lines": "一<br>",
    "links": "<li><a href=/x>新桥通车了</a></li>", "dates": "<p>2022-09-21 14:50</p>", "sources": "<p>来源：日报</p>",
    "editors": "责任编辑：张三 ", "names": "张三、", "glosses": "新(xīn)", "mojibake": "鏂伴椈", "brackets": "（记者",
    "open tags": "<div>新桥", "closed tags": "</div></b>", "hidden": "<div style='visibility:hidden'>新桥",
    "planted": "&lt;u id=qxvzt&gt;&lt;/u&gt;", "comments": "<!--", "less than": "<",
    "quotes": "<a href=\"x>", "cdata": "<![CDATA[",
    "sheets": "<style>.a .b{display:none}</style>", "braces": "<style>{{{{", "scripts": "<script>publish '2022-09-21 '",
    "metas": "<meta name=a content=新桥>", "titles": "<title>新桥_", "one character": "中", "marks": "▲", "latin": "a_",
    "headings among spam": "<p style=display:none>新</p><h2>城东新桥通车</h2>",
    "frames": "<iframe>", "areas": "<textarea>", "data": "<script type=application/ld+json>[[[[", "blanks": "中 ",
    "paragraphs far apart": f"<p>{SAID}</p>" + "<p>一</p>" * 9, "one long paragraph": SAID[:-1] + "，",
    "tags in tags": "<img", "texts and pictures": "文/图/",
    "tags with 400 attributes": "<a b=" * 400 + ">新", "long names": "<" + "a" * 150,
}  # fmt: skip


# The same behind elements so deep that lxml gives up, so that html.parser reads the page
GIVEN_UP = {
    "comments": "<!--x-->新", "sections": "<![CDATA[新]]>", "bold": "<b>x</b>新", "instructions": "<?x?>新",
    "areas": "<textarea>新</", "attributes": "<p " + " ".join([f"x{n}" for n in range(3_000)]) + ">新",
    "open comments": "<!--", "end tags": "</b", "open quotes": "<a b='c",
}  # fmt: skip


def with_other_editors(length: int) -> str:
    """Lines that credit an editor each, no two the same."""
    names = (f"张{chr(0x4E00 + n % 5_000)}{chr(0x5E00 + n // 5_000)}" for n in range(length // 16))
    return "".join(f"<p>责任编辑：{name}</p>" for name in names)


@pytest.mark.parametrize("name", list(UNITS))
def test_time_grows_with_the_page(name: str) -> None:
    check_growth(lambda length: UNITS[name] * (length // len(UNITS[name])))


def test_time_grows_with_the_names_on_a_page() -> None:
    check_growth(with_other_editors)


@pytest.mark.parametrize("name", list(GIVEN_UP))
def test_time_grows_with_a_page_that_is_read_again(name: str) -> None:
    check_growth(lambda length: "<b>" * 3_000 + GIVEN_UP[name] * (length // len(GIVEN_UP[name])))


def check_growth(build: Callable[[int], str]) -> None:
    """Time grows as a page does that something fills."""
    check_growth_of_pages(lambda length: wrap(build(length)))


def check_growth_of_pages(build: Callable[[int], str]) -> None:
    """Time grows as a page does that is doubled three times.

    What seems to grow faster is looked at again on pages eight times as large: there a rule that grows with the square
    of the page stands out, while a machine that stumbles, or caches that are too small, show no more than before.
    """
    page = build(8 * _SIZE)
    if parses(lambda: clean_page(page)) < _LITTLE or slope(build, _SIZE) < _LINEAR:
        return
    slopes = [slope(build, length) for length in (_SIZE, 8 * _SIZE)]
    if min(slopes) > _LINEAR and slopes[-1] > _CURVED:
        pytest.fail("time grows as the size to the power of {:.2f}, on large pages {:.2f}".format(*slopes))


def slope(build: Callable[[int], str], length: int) -> float:
    """Slope of time over size, on a log-log scale, over three doublings: 1 is time that grows as the page does."""
    return growth(build, [length * times for times in (1, 2, 4, 8)], rounds=1)


def test_times_at_the_ends_of_time_are_refused_as_documented() -> None:
    for year in (1, 9999):
        assert check(SAID, full=False, options={"fetched": dt.datetime(year, 1, 1, tzinfo=dt.timezone.utc)}) == ""


@pytest.mark.parametrize("how", ["x{}=1 ", 'x{}="1"', 'x{}="<b>" ', "x{}='>' ", "/x{}", 'x{}=b"c ', "x{}=1 == "])
def test_hundred_thousand_attributes(how: str) -> None:
    tag = "<a " + "".join(map(how.format, range(100_000))) + ">"
    assert SAID in load(wrap(tag)).text
    assert parses(lambda: clean_page(wrap(tag))) < 200


@settings(max_examples=80, deadline=None)
@given(articles(), st.randoms(use_true_random=False))
def test_damaged_pages(made: Any, rng: Any) -> None:
    page = damaged(made.page, PAGES, rng)
    assert check(page, full=rng.random() < 0.1) == ""


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), st.binary()), st.one_of(st.none(), st.text(max_size=20)))
def test_any_text_and_any_bytes(page: str | bytes, encoding: str | None) -> None:
    try:
        explain_page(page, encoding=encoding)
    except UnknownEncodingError:
        assert encoding
    except NotAPageError:
        assert isinstance(page, bytes)
    except ArgumentError:  # a file's name, or an address, where a page was asked for
        assert isinstance(page, str)


def test_time_grows_with_a_dump_of_lines_that_seem_to_announce_lists() -> None:
    check_growth_of_pages(lambda length: "新桥昨天通车\n" + "本页说明:\n1、新桥\n" * (length // 12))


def test_time_grows_with_a_page_in_one_line() -> None:
    text = "昨天上午，城东新桥正式通车，居民们都说好。 " * 4
    check_growth_of_pages(lambda length: "新桥 通车（城东 2024-03-12 城东新桥昨天通车 " * (length // 32) + text)


def test_time_grows_with_credits_glued_behind_sentences() -> None:
    check_growth_of_pages(lambda length: "昨天上午，新桥通车了。" + "编辑：张三。" * (length // 6))
