"""Literal planted markup goes, whole or cut; articles that show markup keep theirs."""

from __future__ import annotations

import random
import string

import pytest

from newsclean import load
from newsclean.page import Line, Page
from newsclean.strip.injected import strip_injected

from ..tools.bench import parses

ARTICLE = [
    "城东新桥正式通车",
    "来源：柳堰晚报 2023-10-09 18:03",
    "昨天上午，城东新桥正式通车，两岸居民出行更加方便。",
    "大桥全长两公里，双向六车道，是柳堰市第五座跨河大桥。",
    "“以前绕路要半个小时，现在五分钟就到了。”居民葛一鸣说。",
]
TAGS = ["u", "strong", "em", "b", "s", "ins", "big", "tt", "dfn", "track", "ruby", "pre", "noscript", "dl", "td", "ul"]
GLUED = ['<code id="qeupk"></code>', '<q id="qeupk"><s id="qeupk"></s></q>', '<sup id="qeupk">']
SIGNS = ["气温 < 10 度", "小李<li@example.com>", "《<论语>新解》", "价格<1000元", "A<B", "收入增长<"]


def left(text: str) -> list[str]:
    """The lines of a dump that are left when the marks are carried out."""
    page = Page(tuple(Line(n, " ".join(line.split())) for n, line in enumerate(text.split("\n")) if line.strip()))
    page = page.with_lines(line._replace(number=n) for n, line in enumerate(page.lines))
    marks = list(strip_injected(page))
    whole = {mark.line for mark in marks if mark.whole}
    out = []
    for line in page.lines:
        words = line.text
        for mark in sorted((m for m in marks if m.line == line.number and not m.whole), reverse=True):
            assert mark.start is not None and mark.end is not None
            words = words[: mark.start] + words[mark.end :]
        if line.number not in whole:
            out.append(words)
    return out


@pytest.mark.parametrize(
    "line",
    [
        '<u id="cxzvz"><strong id="cxzvz"></strong></u>',
        '• <ins id="cxzvz"><nav id="cxzvz"></nav></ins>',
        '| <td id="cxzvz"></td> | <var id="cxzvz"></var> |',
        "</strong></u>",
        "<U ID='CXZVZ'><STRONG ID='CXZVZ'></STRONG></U>",
        '<span class="cxzvz" id="cxzvz"><rp id="cxzvz"></rp></span></li></ul>',
        '<track id="cxz',
        '<thead id="cxzvz"><cite id=',
        '<thead id="cxzvz"><cite',
        'zvz"></strong></u>',
    ],
)
def test_lines_of_nothing_else_go(line: str) -> None:
    clump = '<div id="cxzvz"></div>\n<track id="cxzvz"></track>'
    assert left("\n".join([clump, *ARTICLE[:3], line, *ARTICLE[3:]])) == ARTICLE


@pytest.mark.parametrize("planted", GLUED)
@pytest.mark.parametrize("place", [0, 9, -1])
def test_tags_glued_to_words_are_cut_out(planted: str, place: int) -> None:
    text = ARTICLE[3] if place == -1 else ARTICLE[3][:place]
    glued = text + planted + ARTICLE[3][len(text) :]
    assert left("\n".join([*ARTICLE[:3], glued, ARTICLE[4], '<tt id="qeupk"></tt>'])) == ARTICLE


@pytest.mark.parametrize("seed", range(200))
def test_clumps_of_any_id(seed: int) -> None:
    """As farms set them: one random id on pairs of elements at both ends, the last one cut off anywhere."""
    r = random.Random(seed)
    name = "".join(r.choice(string.ascii_lowercase) for _ in range(5))

    def clump() -> list[str]:
        pairs = [r.sample(TAGS, 2) for _ in range(r.randint(3, 8))]
        return [f'<div id="{name}"></div>', *(f'<{a} id="{name}"><{b} id="{name}"></{b}></{a}>' for a, b in pairs)]

    text = "\n".join([*clump(), *ARTICLE, *clump()])
    assert left(text) == ARTICLE
    tail = "\n".join(clump())
    assert left("\n".join([*clump(), *ARTICLE, tail[: r.randint(1, len(tail))]])) == ARTICLE


def test_made_up_elements() -> None:
    r = random.Random(5)

    def word(low: int, high: int) -> str:
        return "".join(r.choice(string.ascii_lowercase) for _ in range(r.randint(low, high)))

    pieces = []
    for _ in range(40):
        a, b = word(2, 5) + "q", word(3, 5) + "x"
        pieces.append(f'<{a} id="{word(5, 7)}"><{b} class="{word(6, 8)}"></{b}></{a}>')
    assert left("\n".join(["".join(pieces), *ARTICLE])) == ARTICLE


def test_a_tag_that_a_repair_gave_back() -> None:
    assert left("\n".join([*ARTICLE[:4], ARTICLE[4] + "</p>"])) == ARTICLE


MARKUP = [
    "清理网页的第一步，是分清 <div> 和 <span>：前者自成一行，后者不换行。",
    '给段落加上 <p class="lead">，再在样式表里写 .lead { color: red }。',
    '<div id="header"></div>',
    '<div id="content"><p>第一段。</p></div>',
    "<ul>",
    "  <li>第一项</li>",
    "</ul>",
    "如果看到 <td></td> 这样的空单元格，不能删，删了表格会错位。",
    "最后检查一遍：每个 <ul> 都要有对应的 </ul>。",
    '登录框写作 <input id="user" type="text">，标签写作 <label for="user">。',
    '<bean id="dataSource" class="pool"></bean>',
    "a < b 且 c > d 时，循环结束。",
]


def test_an_article_about_markup_keeps_it() -> None:
    lines = [" ".join(line.split()) for line in MARKUP]
    assert left("\n".join(MARKUP)) == lines
    clump = '<u id="cxzvz"><strong id="cxzvz"></strong></u>\n<track id="cxzvz"></track>'
    assert left("\n".join([clump, *MARKUP, clump])) == lines


def test_an_article_about_markup_in_html() -> None:
    text = "".join(f"<p>{line.replace('<', '&lt;').replace('>', '&gt;')}</p>" for line in MARKUP)
    assert not list(strip_injected(load(f"<html><body>{text}</body></html>")))


@pytest.mark.parametrize("line", SIGNS)
def test_signs_that_are_no_tags_stay(line: str) -> None:
    assert left("\n".join([*ARTICLE, line])) == [*ARTICLE, line]


@pytest.mark.parametrize("piece", ["<", "<a ", '<b id="', "</i>", "<b>", '<b id="qxzvt">', '">', "<a b='c' "])
def test_time_grows_with_the_line(piece: str) -> None:
    page = Page((Line(0, piece * 50_000),))
    assert parses(lambda: list(strip_injected(page))) < 200
