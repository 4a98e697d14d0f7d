"""Bylines around a body that is known: the cases stand in data/bylines.tsv."""

from __future__ import annotations

import pytest

from newsclean import clean_page, load
from newsclean.find.byline import find_byline
from newsclean.find.credits import find_credits
from newsclean.find.date import find_date
from newsclean.page import Mark, Page

from ..tools.tsv import rows


def with_body(text: str) -> Page:
    """A page of lines apart by ¶; those with + before them are the body."""
    lines = text.split("¶")
    page = load("\n".join(line.removeprefix("+") for line in lines))
    page = page.with_marks(find_date(page))
    page = page.with_marks(find_credits(page))
    return page.with_marks(Mark(number, "body", "test") for number, line in enumerate(lines) if line.startswith("+"))


def authors(page: Page) -> str:
    names = [name for mark in find_byline(page) if mark.role == "author" and mark.value for name in mark.value]
    return "、".join(dict.fromkeys(names)) or "-"


@pytest.mark.parametrize(("text", "expected"), rows("bylines.tsv"))
def test_bylines(text: str, expected: str) -> None:
    assert authors(with_body(text)) == expected


def test_a_byline_in_the_lead_stays_in_the_body() -> None:
    marks = list(find_byline(with_body("+本报讯（记者张三）昨天，城东新桥通车。¶+第二段。¶+第三段。")))
    assert marks
    assert not any(mark.cut for mark in marks)


def test_a_closing_name_is_cut() -> None:
    (mark,) = find_byline(with_body("+城东新桥昨天通车。¶+两岸居民都说好。（张三）"))
    assert (mark.start, mark.end, mark.cut) == (8, 12, True)


def test_a_line_that_is_only_a_byline_leaves_the_body() -> None:
    marks = list(find_byline(with_body("+某闻记者 张三¶+城东新桥昨天通车。")))
    assert [mark.line for mark in marks if mark.whole] == [0]


def test_labelled_authors_and_bylines_stand_in_page_order() -> None:
    page = with_body("作者：张三¶+本报讯（记者李四）昨天，城东新桥通车。¶+第二段。（王五）")
    assert authors(page) == "张三、李四、王五"


def test_a_group_signs_only_where_no_person_does() -> None:
    assert authors(with_body("作者：某某党支部¶+本报讯（记者李四）昨天，城东新桥通车。")) == "李四"


def test_an_author_far_from_the_body_is_of_another_article() -> None:
    far = "¶".join(f"相关文章之{number}" for number in range(60))
    marks = list(find_byline(with_body(f"+城东新桥昨天通车。¶{far}¶作者：张三")))
    assert [(mark.line, mark.value) for mark in marks] == [(-1, ())]


@pytest.mark.parametrize(
    ("content", "author"),
    [
        ("张三", "张三"),
        ("张三、李四", "张三、李四"),
        ("某某网", None),
        ("name, email@gmail.com", None),
        ("104363", None),
    ],
)
def test_author_of_the_metadata(content: str, author: str | None) -> None:
    text = "昨天上午，城东新桥正式通车，两岸居民出行更加方便，过桥只要五分钟。"
    raw = f"<html><head><meta name=author content='{content}'></head><body><h1>新桥</h1><p>{text}</p><p>{text}</p>"
    assert clean_page(raw).author == author


def test_an_editor_in_the_metadata_is_no_author() -> None:
    text = "昨天上午，城东新桥正式通车，两岸居民出行更加方便，过桥只要五分钟。"
    raw = f"<html><head><meta name=author content=张三></head><body><p>{text}</p><p>{text}</p><p>责任编辑：张三</p>"
    article = clean_page(raw)
    assert (article.author, article.editor) == (None, "张三")
