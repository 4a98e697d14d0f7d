"""Spark, for what outgrows one machine: a DataFrame of pages in, the same DataFrame with articles out.

    from newsclean.adapters.spark import clean

    articles = clean(spark.read.parquet("pages.parquet"), html="html", url="url")
    articles.select("id", "article.title", "article.date").show()

Pages reach Python in Arrow batches and are cleaned where they are, one by one; nothing is shuffled. newsclean must be
installed on the executors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..bulk.fetched import fetched_at
from ..bulk.inputs import Skipped
from ..bulk.records import Cleaned, Raw, reason
from ..bulk.schema import ARTICLE_FIELDS, arrow_article, arrow_row, chosen_fields, spark_article
from ..bulk.stream import clean_pages
from ..bulk.warc import read_warc as read_records

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_ARCHIVE_DDL = "id string, url string, html binary, encoding string, fetched timestamp, read_error string"
_ROWS = 128  # rows of an Arrow batch that is given back: with its pages some 13 MB


def clean(
    df: DataFrame,
    html: str = "html",
    url: str | None = None,
    encoding: str | None = None,
    fetched: str | None = None,
    *,
    timeout: float | None = None,
    fields: str | Sequence[str] | None = None,
    **options: Any,
) -> DataFrame:
    """A DataFrame of pages with two columns more: `article`, a struct, and `error`, text; one of both is null.

    `article.date` is a timestamp, an instant; `article.date_precision` tells how much of it the page shows. A page that
    is null has neither article nor error.

    Args:
        df: pages, one a row. Rows stay, in their order and partitions.
        html: the column that holds the page, text or binary.
        url: the column that holds its address.
        encoding: the column that holds its encoding, where known.
        fetched: the column that holds its time of fetching, a timestamp or text; UTC where it names no zone.
        timeout: seconds that a page may take. Each task then cleans in a process of its own (needs pebble), so that a
            page which hangs or kills it costs that page alone. Without, such a page ends the job after Spark's retries.
        fields: the article's fields that the struct has: `"title,body"`; `"+blocks"` for the usual ones and blocks.
        options: options of `clean_page`: `script`, `steps`, `repairs`. They travel by cloudpickle, which takes lambdas;
            with `timeout` they must be functions of a module that the executors have.

    Raises:
        ValueError: a column is missing, or `article` or `error` is there already.

    A Spark that has no `spark.sql.execution.arrow.maxBytesPerBatch` (64 MB by default in 4.3) sends 10,000 rows at a
    time, a gigabyte of pages: set `….maxRecordsPerBatch` to a few hundred there, as `newsclean.spark_job` does.
    """
    wanted = Columns(html, url, encoding, fetched)
    missing = [name for name in wanted if name is not None and name not in df.columns]
    if missing:
        raise ValueError(f"no column {missing[0]}; the columns: {', '.join(df.columns)}")
    taken = [name for name in ("article", "error") if name in df.columns]
    if taken:
        raise ValueError(f"the column {taken[0]} is there already")
    names = chosen_fields(fields, ARTICLE_FIELDS)
    from pyspark.sql.types import StructType

    added = df.sparkSession.createDataFrame([], f"article {spark_article(names)}, error string").schema
    schema = StructType([*df.schema.fields, *added.fields])

    def clean_batches(batches: Iterable[Any]) -> Iterator[Any]:
        return _clean_batches(batches, wanted, names, timeout, options)

    return df.mapInArrow(clean_batches, schema)


def read_warc(spark: SparkSession, paths: Iterable[str]) -> DataFrame:
    """The pages of web archives, each archive read by one task, record by record.

    Columns: `id`, `url`, `html` (bytes as served), `encoding` (of the HTTP header), `fetched`, `read_error`. What
    could not be read is a row with `id` (file and place) and `read_error` alone. Records that are no pages are left
    out.

    Args:
        spark: the session.
        paths: paths that are the same on all executors (a shared file system), or URIs that `pyarrow.fs` opens:
            `s3://`, `gs://`, `hdfs://`, `file://`.
    """
    found = list(paths)

    def read(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            for number in batch.column("id").to_pylist():
                yield from _read_archive(found[number])

    # one partition for each archive, which is what `range` gives; a list of paths would fall into partitions by chance
    numbers = spark.range(0, len(found), 1, max(1, len(found)))
    return numbers.mapInArrow(read, _ARCHIVE_DDL)


class Columns(NamedTuple):
    """Names of the columns that hold a page, its address, its encoding, its time of fetching."""

    html: str
    url: str | None
    encoding: str | None
    fetched: str | None = None


def _clean_batches(
    batches: Iterable[Any], columns: Columns, fields: Sequence[str], timeout: float | None, options: dict[str, Any]
) -> Iterator[Any]:
    """In the task: Arrow batches with the two columns added."""
    import pyarrow as pa

    waiting: list[Any] = []  # the slices whose pages are in the stream, in order

    def pages() -> Iterator[Raw | Cleaned]:
        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS):
                part = batch.slice(start, _ROWS)
                waiting.append(part)
                yield from _pages(part, columns)

    results = clean_pages(pages(), workers=None if timeout is None else 1, timeout=timeout, **options)
    kind = arrow_article(fields)
    done: list[Cleaned] = []
    for result in results:
        done.append(result)
        part = waiting[0]
        if len(done) < part.num_rows:
            continue
        articles = [None if one.article is None else arrow_row(one.article, fields) for one in done]
        added = [pa.array(articles, kind), pa.array([one.error for one in done], pa.string())]
        names = [*part.schema.names, "article", "error"]
        yield pa.RecordBatch.from_arrays([*part.columns, *added], names=names)
        waiting.pop(0)
        done.clear()


def _pages(part: Any, columns: Columns) -> Iterator[Raw | Cleaned]:
    """The pages of a batch; a null page has no article and no error."""
    nothing = [None] * part.num_rows
    rows = [nothing if name is None else part.column(name).to_pylist() for name in columns]
    for page, url, encoding, fetched in zip(*rows, strict=True):
        try:
            yield Cleaned(None, None) if page is None else Raw(None, page, url, encoding, fetched_at(fetched))
        except ValueError as error:
            yield Cleaned(None, None, reason(error))


def _read_archive(path: str) -> Iterator[Any]:
    """In the task: the pages of an archive, in Arrow batches."""
    rows: list[dict[str, Any]] = []
    for item in _archive(path):
        if isinstance(item, Cleaned):
            rows.append({"id": item.id, "read_error": item.error})
        elif isinstance(item, Raw):
            row = {"id": item.id, "url": item.url, "html": item.page, "encoding": item.encoding}
            rows.append({**row, "fetched": item.fetched})
        if len(rows) == _ROWS:
            yield _archive_batch(rows)
            rows = []
    if rows:
        yield _archive_batch(rows)


def _archive(path: str) -> Iterator[Raw | Cleaned | Skipped]:
    """The records of an archive; if it cannot be opened or read on, that comes last."""
    try:
        with _opened(path) as file:
            yield from read_records(file, path)
    except Exception as error:
        yield Cleaned(path, None, reason(error))


def _opened(path: str) -> Any:
    """A file, by path or URI."""
    if "://" not in path:
        return open(path, "rb")
    from pyarrow.fs import FileSystem

    system, name = FileSystem.from_uri(path)
    return system.open_input_file(name)


def _archive_batch(rows: list[dict[str, Any]]) -> Any:
    """Pages of an archive as an Arrow batch."""
    import pyarrow as pa

    text = pa.string()
    schema = pa.schema(
        {"id": text, "url": text, "html": pa.binary(), "encoding": text, "fetched": pa.timestamp("us", "UTC")}
        | {"read_error": text}
    )
    return pa.RecordBatch.from_pylist(rows, schema=schema)
