"""The article as a value: what a row of a table, of whatever library, gives back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from newsclean import Article, Image
from newsclean.article import CHINA, COLUMNS
from newsclean.bulk.schema import json_row

ARTICLE = Article(
    title="城东新桥通车",
    date=dt.datetime(2024, 3, 1, tzinfo=CHINA),
    date_precision="day",
    body="第一段。\n第二段。",
    images=(Image("https://news.example/1.jpg", "桥"), Image("https://news.example/2.jpg")),
    credits={"审核": ("王五", "赵六")},
    repairs=("glosses",),
    kind="article",
    confidence={"title": 0.75},
)


def test_every_field_says_how_tables_hold_it() -> None:
    assert list(COLUMNS) == list(ARTICLE.to_dict())
    assert all(column.type for column in COLUMNS.values())


def test_rows_of_tables_are_read() -> None:
    pa = pytest.importorskip("pyarrow")
    from newsclean.bulk.schema import arrow_row, arrow_table_schema

    table = pa.Table.from_pylist([{"id": "a", **arrow_row(ARTICLE)}], schema=arrow_table_schema())
    (row,) = table.to_pylist()
    assert Article.from_dict(row) == ARTICLE
    assert Article.from_dict({**json_row("a", ARTICLE), "crawl_date": "2024-03-02"}) == ARTICLE
    pytest.importorskip("pandas")
    (row,) = table.to_pandas().to_dict("records")
    assert Article.from_dict(row) == ARTICLE


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_missing_values(missing: Any) -> None:
    assert Article.from_dict(dict.fromkeys(ARTICLE.to_dict(), missing)) == Article()


def test_what_is_no_article_is_told() -> None:
    with pytest.raises(TypeError, match="none of its fields is among titel"):
        Article.from_dict({"titel": "城东新桥通车"})
    with pytest.raises(ValueError, match="not an ISO 8601 date: '昨天'"):
        Article.from_dict({"date": "昨天"})
