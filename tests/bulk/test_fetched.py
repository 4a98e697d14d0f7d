"""The time of fetching reaches the pages from wherever it is held: archives, tables, a crawler's items."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest

from newsclean.bulk.fetched import fetched_at
from newsclean.bulk.readers import Fields, read_jsonl
from newsclean.bulk.records import Cleaned, Raw
from newsclean.bulk.stream import clean_pages
from newsclean.bulk.warc import read_warc

NOON = dt.datetime(2024, 3, 12, 12, 0, 15, tzinfo=dt.timezone.utc)
PAGE = (
    "<h1>城东新桥正式通车</h1><p>昨天 14:05</p>"
    + "<p>城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整。</p>" * 2
)


@pytest.mark.parametrize(
    "value",
    [
        NOON,
        NOON.replace(tzinfo=None),
        "2024-03-12T12:00:15Z",
        "2024-03-12T12:00:15.123456789Z",
        "2024-03-12 12:00:15",
        "2024-03-12T20:00:15+08:00",
        "20240312120015",
        "Tue, 12 Mar 2024 12:00:15 GMT",
        b"Tue, 12 Mar 2024 12:00:15 GMT",
    ],
)
def test_forms(value: object) -> None:
    assert fetched_at(value) == NOON


@pytest.mark.parametrize("value", [None, "", " ", 7, float("nan")])
def test_no_time(value: object) -> None:
    assert fetched_at(value) is None


@pytest.mark.parametrize("value", ["yesterday", "2024", "20241399120015"])
def test_not_a_time(value: str) -> None:
    with pytest.raises(ValueError):
        fetched_at(value)


def test_archive() -> None:
    html = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n%s"
    record = head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n"
    dates = (b"WARC-Date: 2024-03-12T12:00:15Z\r\n", b"", b"WARC-Date: soon\r\n")
    file = io.BytesIO(b"".join(record % (date, len(html), html) for date in dates))
    pages = [item for item in read_warc(file, "a.warc") if isinstance(item, Raw)]
    assert [page.fetched for page in pages] == [NOON, None, None]


def test_json_lines() -> None:
    rows = [{"html": PAGE, "at": "2024-03-12T12:00:15Z"}, {"html": PAGE}, {"html": PAGE, "at": "soon"}]
    lines = [json.dumps(row).encode() for row in rows]
    first, second, third = read_jsonl(lines, "a.jsonl", Fields(fetched="at"))
    assert isinstance(first, Raw) and first.fetched == NOON
    assert isinstance(second, Raw) and second.fetched is None
    assert isinstance(third, Cleaned) and "no time of fetching" in str(third.error)
    assert next(iter(read_jsonl(lines, "a.jsonl", Fields()))).fetched is None  # type: ignore[union-attr]


def test_stream() -> None:
    pages = [("a", PAGE, None, None, NOON), ("b", PAGE)]
    dates = [result.article.to_dict()["date"] for result in clean_pages(pages) if result.article]
    assert dates == ["2024-03-11T14:05+08:00", None]


def test_pandas_and_datasets() -> None:
    pd = pytest.importorskip("pandas")
    from newsclean.adapters import datasets
    from newsclean.adapters import pandas as _  # noqa: F401

    found = pd.Series([PAGE, PAGE]).newsclean.clean(fetched=pd.Series([pd.Timestamp(NOON), pd.NaT]))
    assert [str(date) for date in found["date"]] == ["2024-03-11 14:05:00+08:00", "NaT"]
    batch = datasets.clean_batch({"html": [PAGE], "at": ["2024-03-12T12:00:15Z"]}, fetched="at")
    assert batch["date"] == ["2024-03-11T14:05+08:00"]


def test_scrapy() -> None:
    pytest.importorskip("scrapy")
    from newsclean.adapters.scrapy import NewscleanPipeline

    pipeline = NewscleanPipeline()
    item = pipeline.process_item({"html": PAGE, "fetched": b"Tue, 12 Mar 2024 12:00:15 GMT"})
    assert item["date"] == "2024-03-11T14:05+08:00"
    assert pipeline.process_item({"html": PAGE})["date"] is not None
    assert NewscleanPipeline(live=False).process_item({"html": PAGE})["date"] is None


def test_datatrove() -> None:
    pytest.importorskip("datatrove")
    from datatrove.data import Document

    from newsclean.adapters.datatrove import Newsclean

    known = [{"date": "2024-03-12T12:00:15Z"}, {"date": "unknown"}]
    documents = [Document(PAGE, str(number), metadata=metadata) for number, metadata in enumerate(known)]
    dates = [document.metadata.get("article_date") for document in Newsclean().run(documents)]
    assert dates == ["2024-03-11T14:05+08:00", None]
