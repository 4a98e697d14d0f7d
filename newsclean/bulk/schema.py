"""The table that articles make: one row for each page, the same columns in JSON lines, Parquet and Spark.

The columns are part of the interface: new ones may be added behind, none is renamed or changes its type.
"""

from __future__ import annotations

from typing import Any

from ..article import Article

# name, type as Spark's DDL words it; the fields of `Article` in their order
ARTICLE_COLUMNS = (
    ("title", "string"),
    ("source", "string"),
    ("date", "timestamp"),
    ("author", "string"),
    ("editor", "string"),
    ("body", "string"),
    ("date_precision", "string"),
    ("url", "string"),
    ("site", "string"),
    ("images", "array<struct<url: string, caption: string>>"),
    ("credits", "map<string, array<string>>"),
    ("repairs", "array<string>"),
)


def json_row(id: str, article: Article) -> dict[str, Any]:
    """An article as a JSON-ready row: its id and `Article.to_dict()`.

    >>> json_row("a", Article(title="标题"))["title"]
    '标题'
    """
    return {"id": id, **article.to_dict()}


def arrow_row(article: Article) -> dict[str, Any]:
    r"""An article as a row for Arrow.

    The date is an aware datetime, credits are pairs (of which Arrow makes maps), halves of surrogate pairs (which no
    UTF-8 can hold) question marks.

    >>> arrow_row(Article(title="标题\ud800"))["title"]
    '标题?'
    """
    row = _encodable({**article.to_dict(), "credits": list(article.credits.items())})
    return {**row, "date": article.date}


def _encodable(value: Any) -> Any:
    """A value whose texts can be written as UTF-8, which Arrow insists on."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, (list, tuple)):
        return type(value)(_encodable(item) for item in value)
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return value


def arrow_article() -> Any:
    """The Arrow type of an article, a struct.

    Times are instants shown in China's time, as an article of 21 September without a time of day should be of the 21st.
    """
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    types = {
        "string": text,
        "timestamp": pa.timestamp("us", tz="Asia/Shanghai"),
        "array<string>": texts,
        "map<string, array<string>>": pa.map_(text, texts),
        "array<struct<url: string, caption: string>>": pa.list_(pa.struct([("url", text), ("caption", text)])),
    }
    return pa.struct([(name, types[ddl]) for name, ddl in ARTICLE_COLUMNS])


def arrow_table_schema() -> Any:
    """The Arrow schema of Parquet output: `id` and the article's columns."""
    import pyarrow as pa

    return pa.schema([pa.field("id", pa.string(), nullable=False), *arrow_article()])
