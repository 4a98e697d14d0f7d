"""Pages in one line: the lines that they were, and pages that are none. The cases stand in data/one_line.tsv."""

from __future__ import annotations

import pytest

from newsclean import clean_page, load
from newsclean.reading.dumps.one_line import at_blanks, in_one_line

from ..tools.tsv import rows

SENTENCES = (
    "昨天上午，城东新桥正式通车，两岸居民出行更加方便了。",
    "设计者回忆说，工人们连续工作了三个冬天，没有一天停工。",
    "市民们说，过去过江要等渡船，现在几分钟就到对岸。",
    "县里还开通了两条过江的公交线路，每十分钟一班。",
    "老渡口的渡船将移进陈列馆，孩子们可以登船参观。",
    "通车仪式上，来自两岸的学生为建设者献上了鲜花。",
)
TEXT = " ".join(SENTENCES)


@pytest.mark.parametrize(("above", "lines", "why"), rows("one_line.tsv"))
def test_lines(above: str, lines: str, why: str) -> None:
    assert at_blanks(f"{above} {TEXT}") == [*lines.split("¶"), *SENTENCES], why


def test_numbers_with_blanks_around_them_part_no_sentence() -> None:
    spaced = "新桥全长 800 米。 新桥用时 36 个月，共有 40 名工人。 通车首日，有 3 万人次过桥。"
    assert at_blanks(f"{spaced} {TEXT}")[:3] == [
        "新桥全长 800 米。",
        "新桥用时 36 个月，共有 40 名工人。",
        "通车首日，有 3 万人次过桥。",
    ]


@pytest.mark.parametrize(
    "page",
    ["首页\n新闻\n" + TEXT.replace(" ", "\n"), "城东新桥昨天通车\n" + TEXT.replace(" ", ""), TEXT[:60]],
    ids=["lines", "a paragraph without blanks", "short"],
)
def test_other_pages_are_left_alone(page: str) -> None:
    assert not in_one_line(page.split("\n"))


def test_the_article_is_read() -> None:
    row = "首页 新闻 社会 城东新桥昨天通车 两岸居民不再绕路 2024-03-12 09:15 来源：远山日报 作者：张三"
    article = clean_page(f"{row} {TEXT} 责任编辑：李四 相关阅读 渡口昨天停航 旧粮仓上周开放 关于我们 联系我们")
    assert (article.title, article.source, article.author, article.editor) == (
        "城东新桥昨天通车 两岸居民不再绕路",
        "远山日报",
        "张三",
        "李四",
    )
    assert article.paragraphs == SENTENCES
    assert load(f"\u3000\n{row} {TEXT}\n ").maker == "run together: all in one line"
