"""What is not HTML in or around a page, at its worst: JSON in scripts, Markdown, and what is said of a site."""

from __future__ import annotations

import random

import pytest

from newsclean import Site, clean_page, explain_page, load

from ..tools.bench import parse_of_a_million, parses, seconds
from ..tools.fuzz import check
from ..tools.hostile import some_site
from .test_hostile import SAID, check_growth, check_growth_of_pages, wrap

# JSON that is never closed, that is deep, of keys that come twice, of what is no JSON
JSON = {
    "objects in objects": '{"articleBody":', "lists in lists": '[["', "the same key": '"headline":"新桥",',
    "no numbers": "NaN,1e999,", "escapes": '\\"', "strings": '"新桥通车",',
    "objects": '{"@type":"NewsArticle","articleBody":"' + SAID + '"},',
}  # fmt: skip
IN_PAGES = {
    "ld+json": "<script type=application/ld+json>{", "state": "<script>window.__INITIAL_STATE__={",
    "attribute": "<div data-content='{", "pushed": '<script>self.__next_f.push([1,"', "parsed": "<script>JSON.parse('{",
}  # fmt: skip
MARKDOWN = {
    "brackets": "[", "pictures": "![", "links": "[新](", "stars": "*新 ", "strong": "**新", "lines under": "_新",
    "ticks": "`新``", "quotes": "> ", "lists": "- ", "bars": "|新", "tables": "|新|\n|-|\n", "comments": "<!--",
    "backslashes": "\\", "definitions": "[新]: /x\n", "tags": "<a ", "autolinks": "<https://a.example/",
    "entities": "&#", "struck": "~~新", "fences": "```\n", "headings": "# 新\n", "under": "新\n=\n",
}  # fmt: skip
READER = f"Title: 新桥\n\nMarkdown Content:\n# 城东新桥通车\n\n{SAID}\n\n[首页](/) [要闻](/y)\n\n"


@pytest.mark.parametrize("place", list(IN_PAGES))
@pytest.mark.parametrize("name", list(JSON))
def test_time_grows_with_json(name: str, place: str) -> None:
    check_growth(lambda length: IN_PAGES[place] + JSON[name] * (length // len(JSON[name])))


@pytest.mark.parametrize("mark", ["[", "!["])
def test_marks_of_links_before_a_link_are_read_once(mark: str) -> None:
    clean_page(READER + mark)
    plain = parses(lambda: clean_page(READER + "新" * 30_000))
    # rules that are asked in turn at each mark take twenty times as long
    assert parses(lambda: clean_page(READER + mark * (30_000 // len(mark)) + "](/x)")) < 10 * plain


@pytest.mark.parametrize("name", list(MARKDOWN))
def test_time_grows_with_markdown(name: str) -> None:
    check_growth_of_pages(lambda length: READER + MARKDOWN[name] * (length // 3 // len(MARKDOWN[name])))


def test_lists_in_lists_of_markdown() -> None:
    check_growth_of_pages(lambda length: READER + "".join("  " * n + "- 新桥\n" for n in range(int(length**0.5))))


def test_hostile_profiles_are_refused_or_do_no_harm() -> None:
    kept = [site for seed in range(300) if (site := some_site(random.Random(seed))) is not None]
    assert 30 < len(kept) < 270
    page = wrap("<p>来源：某市日报</p>" + f"<p>{SAID}</p>" * 3)
    assert {check(page, full=False, options={"site": site}) for site in kept} == {""}


def test_a_profile_as_long_as_one_may_be() -> None:
    lines = [f"扫码入群，看新鲜事，第{n}期" + "新" * (n % 50) for n in range(20_000)]
    site, page = Site(lines=lines, watermarks=lines[:2_000]), wrap("<p>x</p>" * 2_000)
    assert SAID in clean_page(page, site=site).body
    assert parses(lambda: clean_page(page, site=site)) < 400


def test_an_explanation_grows_with_the_lines_behind_the_article() -> None:
    def explained(lines: int) -> float:
        page = load(f"城东新桥通车\n{SAID}\n" + "URL Source: x\n" * lines)
        return seconds(lambda: explain_page(page))

    assert explained(8_000) < 8 * explained(2_000) + 50 * parse_of_a_million()
