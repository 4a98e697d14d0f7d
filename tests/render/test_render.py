"""Pictures of articles and explanations: what they show, what they escape, what they fold."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from newsclean import STEPS, Article, Explanation, Image, Mark, Page, explain_page
from newsclean.explain import Cut, ExplainedLine
from newsclean.render.markup import element, style
from newsclean.render.picture import picture, pieces
from newsclean.render.role_styles import ORDER, style_class

from ..tools.fixtures import Case, cases

CHINA = dt.timezone(dt.timedelta(hours=8))
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;"
NAVIGATION = "首页\n国内\n国际\n社会\n法治\n文娱\n体育\n"
DUMP = NAVIGATION + (
    "城东新桥今日通车\n2024-03-01 08:00 来源：岚河日报\n"
    "城东新桥今天上午正式通车，两岸居民的出行时间从半小时缩短到五分钟，公交线路也随之调整。\n"
    "桥长八百米，双向六车道，两侧设有步道，夜间照明从十八点开到次日六点。（责任编辑：骆平安）\n"
)


def tree(html: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(html)


def texts(html: str, css: str) -> list[str]:
    return [found.text_content() for found in tree(html).find_class(css)]


def explanation(*lines: ExplainedLine) -> Explanation:
    return Explanation(Article(), lines, Page(lines=()))


def test_card_shows_all_fields() -> None:
    article = Article(
        title="城东新桥通车",
        source="岚河日报",
        date=dt.datetime(2024, 3, 1, 8, 0, tzinfo=CHINA),
        date_precision="minute",
        author="张三",
        editor="李四",
        body="第一段。\n第二段。",
        url="https://news.example/1.html",
        site="岚河网",
        images=(Image("https://news.example/1.jpg"),),
        credits={"审核": ("王五",)},
        repairs=("glosses",),
    )
    html = article._repr_html_()
    shown = tree(html).text_content()
    for part in (
        "城东新桥通车",
        "岚河日报",
        "2024-03-01T08:00+08:00",
        "张三",
        "李四",
        "岚河网",
        "王五",
        "glosses",
        "第二段。",
    ):
        assert part in shown
    assert "missing" not in texts(html, "nc-card")[0]
    assert tree(html).xpath("//a/@href") == ["https://news.example/1.html"]


def test_card_shows_missing_fields_as_missing() -> None:
    html = Article(title="标题", body="第一段。")._repr_html_()
    facts = texts(html, "nc-facts")[0]
    assert facts == "sourcemissingdatemissingauthormissingeditormissing"
    assert "No article was found" in Article()._repr_html_()


def test_everything_of_an_article_is_escaped() -> None:
    article = Article(
        title=EVIL,
        source=EVIL,
        author=EVIL,
        editor=EVIL,
        body=EVIL,
        url="javascript:alert(3)",
        site=EVIL,
        credits={EVIL: (EVIL,)},
        repairs=(EVIL,),
    )
    html = article._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html  # an address that is no web page is no link
    assert tree(html).text_content().count(EVIL) == 9


def test_everything_of_an_explanation_is_escaped() -> None:
    line = ExplainedLine(0, EVIL, EVIL, EVIL, EVIL, (Cut(2, 9, EVIL, EVIL, True, EVIL),))
    page = Page(lines=(), repairs=((EVIL, EVIL),), marks=(Mark(-1, EVIL, EVIL, value=EVIL, reason=EVIL),))
    html = picture(Explanation(Article(title=EVIL), [line], page))
    assert "<script" not in html
    assert "<img" not in html
    assert texts(html, "nc-text") == [EVIL]


def test_characters_that_html_forbids() -> None:
    html = explanation(ExplainedLine(0, "甲\x00\ud800\x1b乙", "body", "body"))._repr_html_()
    html.encode("utf-8")
    assert texts(html, "nc-text") == ["甲\ufffd\ufffd\ufffd乙"]


def test_every_line_is_shown_once_in_page_order() -> None:
    for case in list(cases("wild", "synthetic"))[::9]:
        found = explain_page(case.page, **case.options)
        html = found._repr_html_()
        assert texts(html, "nc-text") == [line.text for line in found.lines], case.name
        assert texts(html, "nc-number") == [str(line.number) for line in found.lines], case.name


def test_rule_and_reason_stand_in_a_column_and_on_hover() -> None:
    html = explanation(ExplainedLine(4, "广告", "spam", "my-rule", "three catch-words"))._repr_html_()
    assert texts(html, "nc-rule") == ["my-rule · three catch-words"]
    assert tree(html).xpath("//tr/@title") == ["spam · my-rule: three catch-words"]
    assert texts(html, "nc-role") == ["spam"]


def test_cut_spans_are_struck_through() -> None:
    html = explain_page(DUMP)._repr_html_()
    assert [found.text for found in tree(html).xpath("//del")] == ["（责任编辑：骆平安）"]
    # a span of a line that is not body is named, not struck through: nothing was taken from the text there
    line = ExplainedLine(0, "2024-03-01 来源：某报", "date", "date-row", "", (Cut(0, 10, "date", "date-row", True),))
    assert not tree(explanation(line)._repr_html_()).xpath("//del")


def test_long_navigation_is_folded() -> None:
    found = explain_page(DUMP)
    html = found._repr_html_()
    folded = tree(html).xpath("//details")
    assert len(folded) == 1
    assert folded[0].find("summary").text_content().startswith("lines 0–6: boilerplate 7 lines 首页 … 体育")


def test_own_roles_are_shown_and_never_folded() -> None:
    def rule(page: Page) -> Iterator[Mark]:
        for line in page.lines[:7]:
            yield Mark(line.number, "menu", "my-rule", reason="short")

    html = explain_page(DUMP, steps=(*STEPS, rule))._repr_html_()
    assert not tree(html).xpath("//details")
    assert "menu 7 lines, 14 characters" in " ".join(texts(html, "nc-legend"))
    assert style_class("menu").startswith("nc-own")
    assert {found.get("class") for found in tree(html).find_class("nc-chip") if found.text == "menu"} == {
        f"nc-chip {style_class('menu')}"
    }


def test_legend_counts_lines_and_characters() -> None:
    lines = [ExplainedLine(n, "十个字的一行在这里。", "body", "body") for n in range(3)]
    lines.append(ExplainedLine(3, "首页", "boilerplate", "widget"))
    legend = texts(explanation(*lines)._repr_html_(), "nc-legend")
    assert legend == [
        "in the article:body 3 lines, 30 characters · 94%",
        "left out:boilerplate 1 line, 2 characters · 6%",
    ]


def test_bar_covers_the_page() -> None:
    html = explain_page(DUMP)._repr_html_()
    (bar,) = tree(html).find_class("nc-bar")
    at = 0
    for rect in bar.iter("rect"):
        assert int(rect.get("x")) == at
        at += int(rect.get("width"))
    assert bar.get("viewbox") == f"0 0 {at} 1"


def test_pieces_cover_the_line_whatever_the_spans() -> None:
    spans = [(-5, 2), (1, 3), (1, 1), (2, 1), (4, 99), (50, 60), (0, 6)]
    line = ExplainedLine(0, "零一二三四五", "body", "r", "", tuple(Cut(a, b, f"{a}", "r", True) for a, b in spans))
    found = pieces(line)
    assert "".join(line.text[start:end] for start, end, _ in found) == line.text
    assert [len(cuts) for _, _, cuts in found] == [2, 3, 2, 1, 2]


def test_a_page_without_lines_or_with_very_many() -> None:
    assert "newsclean" in explanation()._repr_html_()
    many = [ExplainedLine(n, "导航", "boilerplate" if n % 9 else "body", "r") for n in range(20_000)]
    html = explanation(*many)._repr_html_()
    assert html.count("<tr") == 20_000 + html.count("<thead")


@pytest.mark.parametrize(
    "case", [c for c in cases("wild") if c.name.startswith("wild/none-")], ids=lambda case: case.name
)
def test_pages_without_article_have_a_picture(case: Case) -> None:
    assert "nc-lines" in explain_page(case.page, **case.options)._repr_html_()


def test_save_writes_a_page_that_stands_alone(tmp_path: Path) -> None:
    found = explain_page(DUMP)
    found.save(tmp_path / "out.html")
    saved = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert saved.startswith("<!doctype html>")
    assert found._repr_html_() in saved
    assert "<title>newsclean: 城东新桥今日通车</title>" in saved
    assert "default-src 'none'" in saved.replace("&#x27;", "'")
    assert "<script" not in saved
    assert not re.search(r"(https?:)?//\w", re.sub(r"<title>.*?</title>", "", saved)), (
        "nothing is loaded from elsewhere"
    )


def test_to_dict_is_json_and_has_every_line() -> None:
    found = explain_page(DUMP)
    data = json.loads(json.dumps(found.to_dict()))
    assert [line["text"] for line in data["lines"]] == [line.text for line in found.lines]
    assert data["article"] == found.article.to_dict()
    assert set(data["lines"][0]) == {
        *("number", "text", "role", "rule", "reason", "cuts"),
        *("tag", "box", "link_share"),
    }


def test_to_frame() -> None:
    pytest.importorskip("pandas")
    found = explain_page(DUMP)
    frame = found.to_frame()
    assert list(frame.columns) == [
        *("number", "text", "role", "rule", "reason", "kept", "characters"),
        *("tag", "box", "link_share", "cuts"),
    ]
    assert len(frame) == len(found.lines)
    assert frame[~frame.kept].number.tolist() == [line.number for line in found.removed]
    assert list(explanation().to_frame().columns) == list(frame.columns)


def test_terminal_forms() -> None:
    article = Article(title="标题 <b>", source="某报", author="张三", editor="李四", body="第一段。\n*第二*段。")
    assert str(article) == "标题 <b>\n\n某报 · 张三\n\n第一段。\n\n*第二*段。\n\n（编辑：李四）"
    assert article._repr_markdown_() == "# 标题 \\<b>\n\n某报 · 张三\n\n第一段。\n\n\\*第二\\*段。\n\n（编辑：李四）"
    assert len(repr(Article(body="长" * 10_000))) < 100
    assert repr(explain_page(DUMP)) == "Explanation('城东新桥今日通车', 11 lines, 4 of them kept)"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# 不是标题", "\\# 不是标题"),
        ("1. 不是列表", "1\\. 不是列表"),
        ("2021.5 亿元", "2021.5 亿元"),
        ("- 一", "\\- 一"),
        ("[x](javascript:alert)", "\\[x\\](javascript:alert)"),
        ("A&lt;B & C", "A\\&lt;B & C"),
        ("$5 和 $6", "\\$5 和 \\$6"),
        ("a_b_c `x` ~~y~~", "a\\_b\\_c \\`x\\` \\~\\~y\\~\\~"),
    ],
)
def test_markdown_is_escaped(text: str, written: str) -> None:
    assert Article(body=text).to_markdown() == written


def test_every_built_in_role_has_a_colour() -> None:
    assert [role for role in ORDER if f".nc-{role} {{ --h:" not in style()] == []
    found = (explain_page(case.page, **case.options) for case in list(cases("wild", "synthetic"))[::4])
    used = {mark.role for explained in found for mark in explained.page.marks if mark.role != "verdict"}
    assert used <= set(ORDER), "a role that the built-in steps give is not in the legend's order"


def test_attributes_are_escaped() -> None:
    assert element("td", title='" onmouseover="x').count('"') == 2
