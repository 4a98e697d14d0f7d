"""Markdown dumps: markup becomes tags, spans and pictures; text that only looks like markup stays."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from newsclean import Page, clean_page, load
from newsclean.reading.dumps.maker import markdown_signs
from newsclean.reading.dumps.markdown import _parser

HEAD = "Title: 城东新桥通车_远山新闻\n\nURL Source: https://news.example/1.html\n\n"
HEAD += "Published Time: 2024-01-06T08:15:20+08:00\n\n"
TEXT = "昨天上午，城东新桥正式通车，两岸居民出行更加方便。"
# a text is Markdown by its headline; what is asked of comes below
START = "# 城东新桥通车\n\n[首页](https://news.example/)\n\n"


def below(text: str) -> Page:
    return load(START + text)


def lines(text: str) -> list[tuple[str, str]]:
    return [(line.tag, line.text) for line in below(text).lines[2:]]


@pytest.mark.parametrize(
    "text",
    [
        "#新桥通车#\n昨天，新桥通车。",
        "*ST远山、*ST近水双双涨停\n*ST远山公告，2*3*4。",
        "C# 与 F#\n“C# 语言”一书出版。",
        "张**、李**等三人\n王**先生",
        "- 首页\n- 新闻\n* 图片\n昨天，新桥通车。",
        "来源：远山日报 [编辑：张三](责编)",
        "_远山新闻_城东新桥通车_\n昨天，新桥通车。",
        "1. 首页\n2. 新闻\n> 正文",
        "| 日期 | 气温 |\n| 6日 | 8℃ |",
    ],
)
def test_plain_text_stays(text: str) -> None:
    page = load(text)
    assert not page.maker
    assert page.text == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (TEXT, [("p", TEXT)]),
        ("## 三项便民措施\n\n" + TEXT, [("h2", "三项便民措施"), ("p", TEXT)]),
        ("三项便民措施\n------\n\n" + TEXT, [("h2", "三项便民措施"), ("p", TEXT)]),
        ("* 首页\n* 新闻\n    * 国内", [("li", "首页"), ("li", "新闻"), ("li", "国内")]),
        (
            "> 桥通了，心也近了。\n>\n> 两岸不再远。",
            [("blockquote", "桥通了，心也近了。"), ("blockquote", "两岸不再远。")],
        ),
        ("> 桥通了，心也近了。\n\n" + TEXT, [("blockquote", "桥通了，心也近了。"), ("p", TEXT)]),
        ("| 日期 | 气温 |\n| --- | --- |\n| 6日 | 8℃ |", [("th", "日期"), ("th", "气温"), ("td", "6日"), ("td", "8℃")]),
        ("```\nprint(1)\n# 说明\n```", [("pre", "print(1)"), ("pre", "# 说明")]),
        ("    缩进的段落，不是代码。", [("p", "缩进的段落，不是代码。")]),
        ("2\\*3\\_4 \\# &amp; \\[注\\]", [("p", "2*3_4 # & [注]")]),
        ("第一行，没有完。  \n第二行<br>第三行", [("p", "第一行，没有完。"), ("p", "第二行"), ("p", "第三行")]),
        ("*ST远山和*ST近水涨停，2*3*4，C#。", [("p", "*ST远山和*ST近水涨停，2*3*4，C#。")]),
        ("[注]: 本文来源于网络", [("p", "[注]: 本文来源于网络")]),
        ("<u id='x1'></u>\n\n<div>正文</div>", [("p", "<u id='x1'></u>"), ("p", "<div>正文</div>")]),
        ("[打印](javascript:show('a b'))[关闭](javascript:void(0);)", [("p", "打印关闭")]),
        ("[远山日报][1]报道\n\n[1]: https://news.example/", [("p", "远山日报报道")]),
    ],
)
def test_blocks(text: str, wanted: list[tuple[str, str]]) -> None:
    assert lines(text) == wanted


@pytest.mark.parametrize(
    "text", ["**“引号”**后面", "前面**（括号）**后面", "**重点：**说明", "说明**100%**的人", "**重点**说明"]
)
def test_bold_beside_chinese(text: str) -> None:
    line = below(text).lines[-1]
    assert line.text == text.replace("*", "")
    assert line.bold == len(text.split("**")[1])


def test_links() -> None:
    line = below("本报[远山日报](https://news.example/a_(1).html)记者[ 张三 ](/z)报道").lines[-1]
    assert line.text == "本报远山日报记者 张三 报道"
    assert [(line.text[span.start : span.end], span.href) for span in line.spans] == [
        ("远山日报", "https://news.example/a_(1).html"),
        ("张三", "/z"),
    ]
    assert line.linked == 6


def test_link_around_blocks() -> None:
    text = "[![图](/a.jpg)\n\n### 星桥大桥夜间施工\n\n施工为期三天…](https://news.example/2)\n\n" + TEXT
    page = below(text)
    assert [line.text for line in page.lines[2:]] == ["星桥大桥夜间施工", "施工为期三天…", TEXT]
    assert [line.link_share for line in page.lines[2:]] == [1.0, 1.0, 0.0]


def test_pictures() -> None:
    page = below(f"![Image 3: 新桥全景](/a b.jpg)\n\n{TEXT}![桥](data:image/png;base64,AA)![](/c.jpg)尾")
    assert [(picture.src, picture.alt, picture.line) for picture in page.pictures] == [
        ("/a b.jpg", "新桥全景", 2),
        ("/c.jpg", "", 3),
    ]
    assert [line.text for line in page.lines[2:]] == [TEXT, "尾"]


def test_head_of_a_reader() -> None:
    page = load(f"{HEAD}Markdown Content:\n{TEXT}\n\n[更多](/more)")
    assert (page.head.title, page.url) == ("城东新桥通车_远山新闻", "https://news.example/1.html")
    assert page.lines[0].text == TEXT
    article = clean_page(
        f"{HEAD}Markdown Content:\n# 城东新桥通车\n\n{TEXT}\n\n沿线公交同步调整，市民可在站台查询新的线路图。"
    )
    assert article.title == "城东新桥通车"
    assert article.to_dict()["date"] == "2024-01-06T08:15:20+08:00"
    assert article.paragraphs[0] == TEXT


def test_address_of_the_caller_wins() -> None:
    assert load(f"{HEAD}{TEXT}", url="https://other.example/").url == "https://other.example/"


def test_front_matter() -> None:
    page = load(
        f"---\ntitle: 城东新桥通车\nsitename: '远山新闻'\nurl: https://news.example/1\n---\n# 城东新桥通车\n\n{TEXT}"
    )
    assert (page.head.title, page.head.meta["og:site_name"], page.url) == (
        "城东新桥通车",
        "远山新闻",
        "https://news.example/1",
    )
    assert page.lines[0].tag == "h1"


@pytest.mark.parametrize("text", [f"Title: 一\n{TEXT}", f"---\n{TEXT}\n---\n{TEXT}"])
def test_what_is_no_head(text: str) -> None:
    assert not load(text).head.title
    assert load(text).text == text


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("[首页](/) [要闻](/yw)", "2 links"),
        ("## 一\n文\n## 二\n文", "2 headings"),
        ("|日|地|\n|---|---|\n|周一|桥头|\n\n|日|地|\n|:-|-|\n|---|---|", "2 tables"),
        ("[首页](/)\n**新桥**通车", "1 link, 1 bold"),
        ("[首页](/)\n```\n桥\n```", "1 link, 2 fences"),
        ("[首页](/)\n2\\*3", "1 link, 1 escape"),
        ("[首页](/)\n- 新桥", "1 link, 1 item"),
        ("**新桥**通车\n- 新桥", "1 bold, 1 item"),
        ("# 新桥通车\n\n文", "1 heading"),  # nothing but the headline, on top
        ("文\n# 新桥通车\n\n文", ""),
        ("[首页](/)", ""),
        ("**新桥**通车", ""),
        ("- 新桥\n- 老桥", ""),
        ("新桥 -- 老桥\n2*3", ""),
    ],
)
def test_signs(text: str, signs: str) -> None:
    assert markdown_signs(text) == signs


def test_tables_are_those_that_markdown_it_reads() -> None:
    from markdown_it import MarkdownIt

    pieces = ("|", "|", "|", "-", "-:", "|---|", "|-|-|\n", "|:-:|---|", "--- | ---", " ", "\u3000", "\t", "\n", "\n")
    pieces += ("\n\n", "桥", "路|街", "\\|", "\\", "> ", "- ", "# ", "===", "|桥|路|\n", "|-|-|\n", "||", "    ")
    plain = MarkdownIt("commonmark").enable("table").disable(["code", "html_block", "html_inline", "reference"])
    tables = 0
    for seed in range(600):
        rng = random.Random(seed)
        text = rng.choice(("", "|桥|路|\n|-|-|\n")) + "".join(rng.choices(pieces, k=rng.randrange(4, 30)))
        tokens = plain.parse(text)
        wanted = [(token.tag, at.content) for token, at in pairwise(tokens) if token.type in ("th_open", "td_open")]
        rows = [token for token in _parser(False).parse(text, {}) if token.type == "row"]
        assert [(row.tag, cell) for row in rows for cell in row.meta["cells"]] == wanted, text
        tables += bool(wanted)
    assert tables > 200
