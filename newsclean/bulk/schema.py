"""The table that articles make: one row for each page, the same columns in JSON lines, Parquet and Spark.

The columns are part of the interface: new ones may be added behind, none is renamed or changes its type.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from ..article import COLUMNS, Article
from .fingerprint import fingerprint
from .records import spelled

# name, type as Spark's DDL words it; the fields of `Article` in their order
ARTICLE_COLUMNS = tuple((name, column.type) for name, column in COLUMNS.items())


# what a batch's rows have besides: characters of the body, newsclean's version, the body's `fingerprint`
ROW_COLUMNS = (("length", "bigint"), ("version", "string"), ("fingerprint", "string"))


def row_columns(article: Article) -> dict[str, Any]:
    """The values of `ROW_COLUMNS`."""
    return {"length": len(article.body), "version": version(), "fingerprint": fingerprint(article.body)}


def json_row(id: str, article: Article, kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An article as a JSON-ready row: its id, `Article.to_dict()`, `ROW_COLUMNS`, and what is kept of the input's row.

    >>> json_row("a", Article(title="标题"))["title"]
    '标题'
    """
    row = {"id": spelled(id), **article.to_dict(), **row_columns(article)}
    if article.url is not None:
        row["url"] = spelled(article.url)
    return {**row, **{name: _jsonable(value) for name, value in (kept or {}).items()}}


def table_row(id: str, article: Article, kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The same as a row for Arrow. What is kept is text; what was none is its JSON."""
    row = {"id": spelled(id), **arrow_row(article), **row_columns(article)}
    for name, value in (kept or {}).items():
        value = _jsonable(value)
        text = value if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False)
        row[name] = None if text is None else spelled(text)
    return row


def _jsonable(value: Any) -> Any:
    """A value of an input's row as JSON can hold it: times and the like as text."""
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return json.loads(json.dumps(value, default=str))


def arrow_row(article: Article) -> dict[str, Any]:
    r"""An article as a row for Arrow.

    The date is an aware datetime, mappings are pairs (of which Arrow makes maps), halves of surrogate pairs (which no
    UTF-8 can hold) question marks.

    >>> arrow_row(Article(title="标题\ud800"))["title"]
    '标题?'
    """
    row = _encodable(article.to_dict())
    pairs = {name: list(row[name].items()) for name, ddl in ARTICLE_COLUMNS if ddl.startswith("map<")}
    address = None if article.url is None else spelled(article.url)
    return {**row, **pairs, "date": article.date, "url": address}


def _encodable(value: Any) -> Any:
    """A value whose texts can be written as UTF-8, which Arrow insists on."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, (list, tuple)):
        return type(value)(_encodable(item) for item in value)
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    return value


def arrow_article() -> Any:
    """The Arrow type of an article, a struct.

    Times are instants shown in China's time, as an article of 21 September without a time of day should be of the 21st.
    """
    import pyarrow as pa

    return pa.struct([(name, arrow_type(ddl)) for name, ddl in ARTICLE_COLUMNS])


def arrow_type(ddl: str) -> Any:
    """The Arrow type that a type of Spark's DDL stands for.

    >>> print(arrow_type("map<string, array<double>>"))
    map<string, list<item: double>>
    >>> print(arrow_type("array<struct<url: string, caption: string>>"))
    list<item: struct<url: string, caption: string>>
    """
    import pyarrow as pa

    simple = {
        "string": pa.string(),
        "double": pa.float64(),
        "bigint": pa.int64(),
        "timestamp": pa.timestamp("us", tz="Asia/Shanghai"),
    }
    outer, _, inner = ddl.removesuffix(">").partition("<")
    if outer == "array":
        return pa.list_(arrow_type(inner))
    if outer == "map":
        key, _, value = inner.partition(", ")  # a key is a simple type
        return pa.map_(arrow_type(key), arrow_type(value))
    if outer == "struct":  # of simple types
        return pa.struct([(name, arrow_type(kind)) for name, _, kind in (f.partition(": ") for f in inner.split(", "))])
    return simple[ddl]


def arrow_table_schema(kept: Sequence[str] = ()) -> Any:
    """The Arrow schema of Parquet output: `id`, the article's columns, `ROW_COLUMNS`, what is kept of the input."""
    import pyarrow as pa

    own = [pa.field(name, arrow_type(ddl)) for name, ddl in ROW_COLUMNS]
    more = [pa.field(name, pa.string()) for name in kept]
    return pa.schema([pa.field("id", pa.string(), nullable=False), *arrow_article(), *own, *more])


def version() -> str:
    """newsclean's version."""
    # the package itself stands above this module, and knows its version only once it is loaded
    return str(sys.modules[__name__.partition(".")[0]].__version__)
