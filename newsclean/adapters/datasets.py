"""Hugging Face datasets: a function for `.map` with `batched=True`, and the features of what it adds.

    from newsclean.adapters.datasets import clean_batch, with_article

    ds = load_dataset("json", data_files="pages.jsonl", split="train")
    ds = ds.map(clean_batch, batched=True, num_proc=4, fn_kwargs={"url": "url"}, features=with_article(ds.features))

Works on streamed datasets likewise. `num_proc` gives the processes, so no workers are needed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..bulk.fetched import fetched_at
from ..bulk.records import Cleaned, Raw
from ..bulk.schema import ARTICLE_COLUMNS, parts
from ..bulk.stream import clean_pages

# the page's own address stays the dataset's
_COLUMNS = {name: ddl for name, ddl in (*ARTICLE_COLUMNS, ("error", "string")) if name != "url"}


def clean_batch(
    batch: Mapping[str, list[Any]],
    html: str = "html",
    url: str | None = None,
    fetched: str | None = None,
    **options: Any,
) -> dict[str, list[Any]]:
    """The articles of a batch, as columns to add. A page that is None gives None in all of them.

    Columns: the fields of `Article` but for `url`, `date` as ISO 8601 at the page's own precision, and `error`: the
    reason where a page failed. What is a mapping in an article (`credits`) is a list of `{"key": …, "value": …}`, as
    the columns of a dataset have the same keys in every row.

    Args:
        batch: columns, as `.map` with `batched=True` gives them.
        html: the column with the pages.
        url: the column with their addresses.
        fetched: the column with the times of fetching: datetimes or text; UTC where they name no zone.
        options: options of `clean_page`: `script`, `steps`, `repairs`.

    >>> page = "<h1>城东新桥通车</h1><p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。（责任编辑：张三）</p>"
    >>> found = clean_batch({"html": [page, b"%PDF-1.7"]})
    >>> found["title"], found["error"]
    (['城东新桥通车', None], [None, 'NotAPageError: not a page: PDF document'])
    >>> found["credits"]
    [[{'key': '责任编辑', 'value': ['张三']}], None]
    """
    pages = batch[html]
    urls = batch[url] if url is not None else [None] * len(pages)
    times = batch[fetched] if fetched is not None else [None] * len(pages)
    items = [
        Cleaned(None, None) if page is None else Raw(None, page, address, fetched=fetched_at(time))
        for page, address, time in zip(pages, urls, times, strict=True)
    ]
    rows = [_row(result) for result in clean_pages(items, **options)]
    return {name: [row.get(name) for row in rows] for name in _COLUMNS}


def _row(result: Cleaned) -> dict[str, Any]:
    """A page's columns."""
    row = {**(result.article.to_dict() if result.article else {}), "error": result.error}
    for name, value in row.items():
        if isinstance(value, dict):
            row[name] = [{"key": key, "value": item} for key, item in value.items()]
    return row


def with_article(features: Mapping[str, Any]) -> Any:
    """The features of a dataset and those that `clean_batch` adds.

    To be given to `.map`: without it the types are guessed from the first rows, and a batch in which no page shows an
    editor would make that column one of nothing.
    """
    from datasets import Features

    return Features({**features, **{name: _feature(ddl) for name, ddl in _COLUMNS.items()}})


def _feature(ddl: str) -> Any:
    """The feature that a type of Spark's DDL stands for; times are text here."""
    from datasets import Value

    outer, _, inner = ddl.removesuffix(">").partition("<")
    if outer == "array":
        return [_feature(inner)]
    if outer == "map":
        return [{"key": Value("string"), "value": _feature(parts(inner)[1])}]
    if outer == "struct":
        return {name: _feature(kind) for name, _, kind in (field.partition(": ") for field in parts(inner))}
    return Value({"double": "float64", "bigint": "int64"}.get(ddl, "string"))
