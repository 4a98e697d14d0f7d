"""The table that articles make: one row for each page, the same columns in JSON lines, Parquet and Spark.

The columns are part of the interface: new ones may be added behind, none is renamed or changes its type.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from types import NoneType
from typing import Any

from ..article import ASKED_FOR, COLUMNS, Article
from ..errors import ArgumentError
from ..repair.script import script_of
from .fingerprint import fingerprint
from .records import spelled

# name, type as Spark's DDL words it; the fields of `Article` in their order
ARTICLE_COLUMNS = tuple((name, column.type) for name, column in COLUMNS.items())
# what a batch's rows have besides: characters of the body, newsclean's version, the body's `fingerprint`, the encoding
# of the page, the script of the body
ROW_COLUMNS = (
    ("length", "bigint"),
    ("version", "string"),
    ("fingerprint", "string"),
    ("encoding", "string"),
    ("script", "string"),
)
_TYPES = {**dict(ARTICLE_COLUMNS), **dict(ROW_COLUMNS), "blocks": ASKED_FOR["blocks"].type}

ARTICLE_FIELDS = tuple(COLUMNS)
ROW_FIELDS = (*ARTICLE_FIELDS, *dict(ROW_COLUMNS))


def chosen_fields(said: str | Sequence[str] | None, usual: Sequence[str] = ROW_FIELDS) -> tuple[str, ...]:
    """The fields of a row by what was said of them: those alone, or besides the usual ones where each has a `+`.

    Raises:
        ArgumentError: a name is unknown.

    >>> chosen_fields("title,body,blocks"), chosen_fields("+blocks", ["title", "body"])
    (('title', 'body', 'blocks'), ('title', 'body', 'blocks'))
    """
    words = [word.strip() for word in (said.split(",") if isinstance(said, str) else said or ())]
    names = [word.removeprefix("+") for word in words if word]
    known = [name for name in _TYPES if name in usual or name == "blocks"]
    for name in names:
        if name not in known:
            raise ArgumentError(f"fields: no field {name}; they are {', '.join(known)}", argument="fields")
    added = all(word.startswith("+") for word in words if word)
    return tuple(dict.fromkeys((*usual, *names) if added else names))


def _values(article: Article, fields: Sequence[str]) -> dict[str, Any]:
    """The fields of an article as JSON can hold them, and what rows have besides."""
    found = article.to_dict(blocks="blocks" in fields)
    wanted: dict[str, Any] = {}
    for name in fields:
        wanted[name] = found[name] if name in found else _MADE[name](article)
    return wanted


_MADE: Mapping[str, Callable[[Article], Any]] = {
    "length": lambda article: len(article.body),
    "version": lambda article: version(),
    "fingerprint": lambda article: fingerprint(article.body),
    "encoding": lambda article: article.encoding,
    "script": lambda article: script_of(article.body),
}


def json_row(
    id: str, article: Article, kept: Mapping[str, Any] | None = None, fields: Sequence[str] = ROW_FIELDS
) -> dict[str, Any]:
    """An article as a JSON-ready row: its id, its fields as in `Article.to_dict()`, what is kept of the input's row.

    >>> json_row("a", Article(title="标题"))["title"]
    '标题'
    """
    row = {"id": spelled(id), **_values(article, fields)}
    if row.get("url") is not None:
        row["url"] = spelled(row["url"])
    return {**row, **{name: _jsonable(value) for name, value in (kept or {}).items()}}


def table_row(
    id: str, article: Article, kept: Mapping[str, Any] | None = None, fields: Sequence[str] = ROW_FIELDS
) -> dict[str, Any]:
    """The same as a row for Arrow. What is kept is text; what was none is its JSON."""
    row = {"id": spelled(id), **arrow_row(article, fields)}
    for name, value in (kept or {}).items():
        value = _jsonable(value)
        text = value if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False)
        row[name] = None if text is None else spelled(text)
    return row


def _jsonable(value: Any) -> Any:
    """A value of an input's row as JSON can hold it: times and the like as text.

    >>> day = dt.datetime(2022, 9, 21)
    >>> [_jsonable(value) for value in (day, day.date(), b"a\\xff", 7, None, "通车", {"day": dt.timedelta(1)})]
    ['2022-09-21T00:00:00', '2022-09-21', 'a\\\\xff', 7, None, '通车', {'day': '1 day, 0:00:00'}]
    """
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, (str, int, float, bool, NoneType)):
        return value
    return json.loads(json.dumps(value, default=str))


def arrow_row(article: Article, fields: Sequence[str] = ARTICLE_FIELDS) -> dict[str, Any]:
    r"""An article as a row for Arrow.

    The date is an aware datetime, mappings are pairs (of which Arrow makes maps), halves of surrogate pairs (which no
    UTF-8 can hold) question marks.

    >>> arrow_row(Article(title="标题\ud800"))["title"]
    '标题?'
    """
    row: dict[str, Any] = _encodable(_values(article, fields))
    for name in row:
        if name == "date":
            row[name] = article.date
        elif name == "url":
            row[name] = None if article.url is None else spelled(article.url)
        elif _TYPES[name].startswith("map<"):
            row[name] = list(row[name].items())
    return row


def _encodable(value: Any) -> Any:
    """A value whose texts can be written as UTF-8, which Arrow insists on."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, (list, tuple)):
        return type(value)(_encodable(item) for item in value)
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    return value


def arrow_article(fields: Sequence[str] = ARTICLE_FIELDS) -> Any:
    """The Arrow type of an article, a struct.

    Times are instants shown in China's time, as an article of 21 September without a time of day should be of the 21st.
    """
    import pyarrow as pa

    return pa.struct([(name, arrow_type(_TYPES[name])) for name in fields])


def spark_article(fields: Sequence[str] = ARTICLE_FIELDS) -> str:
    """The same as Spark's DDL words it.

    >>> spark_article(["title", "repairs"])
    'struct<title: string, repairs: array<string>>'
    """
    return f"struct<{', '.join(f'{name}: {_TYPES[name]}' for name in fields)}>"


def arrow_type(ddl: str) -> Any:
    """The Arrow type that a type of Spark's DDL stands for.

    >>> print(arrow_type("map<string, array<double>>"))
    map<string, list<item: double>>
    >>> print(arrow_type("array<struct<url: string, rows: array<bigint>>>"))
    list<item: struct<url: string, rows: list<item: int64>>>
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
        key, value = parts(inner)
        return pa.map_(arrow_type(key), arrow_type(value))
    if outer == "struct":
        return pa.struct([(name, arrow_type(kind)) for name, _, kind in (f.partition(": ") for f in parts(inner))])
    return simple[ddl]


def parts(ddl: str) -> list[str]:
    """What stands between the commas of a type, those inside of other types left out.

    >>> parts("a: array<struct<b: string, c: string>>, d: bigint")
    ['a: array<struct<b: string, c: string>>', 'd: bigint']
    """
    found, depth = [""], 0
    for char in ddl:
        depth += (char == "<") - (char == ">")
        if char == "," and not depth:
            found.append("")
        else:
            found[-1] += char
    return [part.strip() for part in found]


def arrow_table_schema(kept: Sequence[str] = (), fields: Sequence[str] = ROW_FIELDS) -> Any:
    """The Arrow schema of Parquet output: `id`, the fields of an article and its row, what is kept of the input."""
    import pyarrow as pa

    more = [pa.field(name, pa.string()) for name in kept]
    return pa.schema([pa.field("id", pa.string(), nullable=False), *arrow_article(fields), *more])


def version() -> str:
    """newsclean's version."""
    # the package itself stands above this module, and knows its version only once it is loaded
    return str(sys.modules[__name__.partition(".")[0]].__version__)
