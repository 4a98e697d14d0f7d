"""The body's blocks: the cases stand in data/blocks.txt, the pages of an annotated corpus beside the checkout."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsclean import Article, Image, clean_page, explain_page
from newsclean.text.blocks.kinds import (
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Paragraph,
    Quote,
    Table,
    read_blocks,
    write_blocks,
)
from newsclean.text.blocks.structure import Structure

from ..tools import fixtures, markdown_blocks
from ..tools.measure import shared

# a page that says the same twice is another matter
_LEADS = (
    "昨天上午，城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整。",
    "新桥全长三公里，双向六车道，工程历时两年，总投资十二亿元。",
    "据市交通局介绍，通车首日车流量超过四万辆，高峰时段运行平稳。",
    "住在桥西的居民表示，以前进城要绕行老桥，如今十分钟就能到达。",
    "施工方负责人说，桥面采用了新型材料，可以有效降低噪声。",
    "下一步，沿江步道也将开工，预计明年年底与新桥连成一片。",
)
_CASES = Path(__file__).parent.parent / "data" / "blocks.txt"


def cases() -> Iterator[Any]:
    """Name, page and expected blocks of each case."""
    for case in _CASES.read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, _, rest = case.partition("\n")
        page, _, expected = rest.partition("\n---\n")
        yield pytest.param(page, expected.strip().split("\n"), id=name)


def shown(block: Any) -> str:
    """A block in a line: its kind with what it has besides, and its texts."""
    more = [getattr(block, name) for name in ("level", "depth", "number", "url") if hasattr(block, name)]
    kind = " ".join([block.kind, *(str(value) for value in more if value is not None)])
    if isinstance(block, Table):
        return f"{kind}: {' / '.join(' | '.join(row) for row in block.rows)}"
    text = block.caption if isinstance(block, Figure) else block.text
    spans = "".join(f" [{block.text[a:b]}]{kind}{href or ''}" for a, b, kind, href in getattr(block, "spans", ()))
    return f"{kind}: {(text or '').replace(chr(10), ' // ')}{spans}".rstrip()


@pytest.mark.parametrize(("page", "expected"), list(cases()))
def test_blocks(page: str, expected: list[str]) -> None:
    for lead in _LEADS:
        page = page.replace("LEAD", lead, 1)
    article = clean_page(page, url="https://news.example/2024/1.html")
    found = "\n".join(map(shown, article.blocks))
    for lead in _LEADS:
        found = found.replace(lead, "LEAD")
    assert found.split("\n") == expected
    markdown_blocks.check(article)


def pages() -> Iterator[Any]:
    """The pages of fixtures, and of the corpora where they are there."""
    for case in fixtures.cases():
        yield pytest.param(case.page, id=case.name)
    folder = shared()
    for path in sorted(folder.glob("corpus*/pages/*")) if folder else ():
        page = path.read_bytes()
        yield pytest.param(page.decode("utf-8") if path.suffix == ".txt" else page, id=path.stem)


@pytest.mark.parametrize("page", list(pages()))
def test_promises_on_a_page(page: Any) -> None:
    """Each line of the body is in one block, in page order; all come back from JSON, pickles and Markdown."""
    explanation = explain_page(page)
    article = explanation.article
    lines = [number for block in article.blocks if not isinstance(block, Figure) for number in block.lines]
    assert lines == [line.number for line in explanation.lines if line.role == "body" and line.number in set(lines)]
    assert _letters("".join(text for block in article.blocks for text in block.texts)) == _letters(article.body)
    figures = [Image(block.url, block.caption) for block in article.blocks if isinstance(block, Figure)]
    assert sorted(figures, key=str) == sorted(article.images, key=str)
    again = Article.from_dict(json.loads(article.to_json(blocks=True)))
    assert again == article and again.blocks == article.blocks
    assert pickle.loads(pickle.dumps(clean_page(page))).blocks == article.blocks
    markdown_blocks.check(article)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def test_nothing_is_worked_out_before_somebody_asks() -> None:
    article = clean_page(f"<h1>城东新桥通车</h1><p>{_LEADS[0]}</p>")
    assert isinstance(vars(article)["blocks"], Structure)
    assert isinstance(vars(pickle.loads(pickle.dumps(article)))["blocks"], Structure)
    assert article.to_dict().keys() == Article().to_dict().keys() and "blocks" not in article.to_dict()
    assert isinstance(vars(article)["blocks"], Structure)
    assert article == copy.deepcopy(article) and len(article.blocks) == 1
    assert not isinstance(vars(article)["blocks"], Structure)


def test_an_article_without_a_page() -> None:
    article = Article(body="第一段。\n第二段。", images=(Image("/a.jpg", "桥"),))
    assert article.blocks == (Paragraph("第一段。"), Paragraph("第二段。"), Figure("/a.jpg", "桥"))
    assert article.to_markdown() == "第一段。\n\n第二段。\n\n![桥](/a.jpg)"
    assert Article.from_dict(article.to_dict()).blocks == article.blocks


def test_blocks_do_not_outlive_their_body() -> None:
    article = clean_page(
        f"<h1>城东新桥通车</h1><p>{_LEADS[0]}</p><ul><li>一路车改走新桥</li><li>二路车停在桥东</li></ul>"
    )
    assert len(dataclasses.replace(article, title="新桥").blocks) == 3
    assert dataclasses.replace(article, body="别的。").blocks == (Paragraph("别的。"),)
    assert dataclasses.replace(article, body="别的。", blocks=(Quote("别的。"),)).blocks == (Quote("别的。"),)
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.blocks = ()  # type: ignore[misc,assignment]


def test_json_of_every_kind() -> None:
    blocks = (
        Heading("一、交通", 3, lines=(1,)),
        Paragraph("新桥通车。", lines=(2,), spans=(Inline(0, 2, "link", "/q"), Inline(2, 4, "strong"))),
        ListItem("一路", 1, 3, lines=(3, 4)),
        Table((("路", "站"), ("一", "")), lines=(5, 6, 7)),
        Quote("桥通了。", lines=(8,)),
        Figure("/a.jpg", None),
        Code("a\nb", lines=(9, 10)),
    )
    assert read_blocks(json.loads(json.dumps(write_blocks(blocks)))) == blocks
    with pytest.raises(ValueError, match="no kind of block: 'poem'"):
        read_blocks([{"kind": "poem"}])


def test_html_is_escaped_and_runs_nothing() -> None:
    blocks = (
        Paragraph("<b>1</b> & 2", spans=(Inline(0, 4, "link", "javascript:go()"), Inline(4, 8, "link", '/"><script>'))),
        Figure("data:text/html,x", "<i>"),
        Table((("<td>", "&"),)),
    )
    html = Article(title="<script>", body="x", blocks=blocks).to_html()
    assert html.split("\n") == [
        "<h1>&lt;script&gt;</h1>",
        '<p>&lt;b&gt;1<a href="/&quot;&gt;&lt;script&gt;">&lt;/b&gt;</a> &amp; 2</p>',
        "<p>&lt;i&gt;</p>",
        "<table><tr><td>&lt;td&gt;</td><td>&amp;</td></tr></table>",
    ]


def test_html_nests_spans_that_overlap() -> None:
    block = Paragraph("一二三四", spans=(Inline(0, 2, "link", "/q"), Inline(1, 3, "strong"), Inline(1, 2, "strong")))
    html = Article(body="x", blocks=(block,)).to_html()
    assert html == '<p><a href="/q">一<strong>二</strong></a><strong>三</strong>四</p>'
    assert Article(body="x", blocks=(block,)).to_html(links=False) == "<p>一<strong>二三</strong>四</p>"
