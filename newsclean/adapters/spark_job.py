"""A Spark job: web archives or Parquet in, a Parquet table of articles out.

    spark-submit --master yarn --archives newsclean_env.tar.gz#env newsclean/spark_job.py \\
        @warc.paths -o s3://bucket/articles

(`@FILE` reads arguments from a file, one a line: the list of archives.) The output has the columns of the input without
the pages, and `article` and `error` as `newsclean.spark.clean` gives them; archives have `id` and `url`.
"""

from __future__ import annotations

import argparse
import glob
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from newsclean.adapters.spark import clean, read_warc
from newsclean.bulk.choices import add_choices, options_of
from newsclean.bulk.inputs import InputError, kind_of
from newsclean.errors import ArgumentError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

DONE, SOME_FAILED, COULD_NOT_RUN = 0, 1, 2
# rows that Spark hands to Python at a time: 256 pages of 100 kB are 26 MB, where its default of 10,000 is a gigabyte
ROWS_PER_BATCH = 256

_EPILOG = "exit codes: 0 all pages done; 1 done, but some rows have an error; 2 could not run"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the job with some arguments; the exit code."""
    args = _parser().parse_args(argv)
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("newsclean").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS_PER_BATCH)
    try:
        _write(_cleaned(spark, args), args)
        pages, articles, failed = _count(spark, args.output)
    except (InputError, ArgumentError, OSError, ValueError, PySparkException) as error:
        print(f"newsclean: {_line(str(error))}", file=sys.stderr)
        return COULD_NOT_RUN
    print(f"pages {pages:,}, articles {articles:,}, empty {pages - articles - failed:,}, errors {failed:,}")
    return SOME_FAILED if failed else DONE


def _line(message: str) -> str:
    """The line that says what happened: the last one of a Python worker's traceback, else the first."""
    lines = message.strip().splitlines() or [""]
    return lines[-1] if any(line.startswith("Traceback") for line in lines) else lines[0]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="spark_job.py", description=(__doc__ or "").partition("\n")[0], epilog=_EPILOG, fromfile_prefix_chars="@"
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="WARC or WET files, or Parquet; URIs, paths, globs")
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="folder for the table; must not exist")
    parser.add_argument("--html", default="html", metavar="COLUMN", help="Parquet: column with the page (html)")
    parser.add_argument("--url", metavar="COLUMN", help="Parquet: column with its address")
    parser.add_argument("--encoding", metavar="COLUMN", help="Parquet: column with its encoding, where known")
    parser.add_argument("--fetched", metavar="COLUMN", help="Parquet: column with its time of fetching, where known")
    parser.add_argument("--partitions", type=int, metavar="N", help="Parquet: spread the pages over N tasks first")
    parser.add_argument("--partition-by", action="append", default=[], metavar="COLUMN", help="a folder for each value")
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="for a page (default: no limit)")
    parser.add_argument("--script", choices=("auto", "keep", "simplified", "traditional"), default="auto")
    parser.add_argument("--fields", metavar="NAMES", help="the article's fields; +blocks: those and blocks")
    add_choices(parser)
    return parser


def _cleaned(spark: SparkSession, args: argparse.Namespace) -> DataFrame:
    """The table to write."""
    from pyspark.sql.functions import coalesce

    options: dict[str, Any] = {
        "timeout": args.timeout,
        "script": args.script,
        "fields": args.fields,
        **options_of(vars(args)),
    }
    if all(kind_of(path) == "warc" for path in args.inputs):
        pages = read_warc(spark, [path for given in args.inputs for path in _expanded(given)])
        found = clean(pages, "html", "url", "encoding", "fetched", **options)
        return found.withColumn("error", coalesce("error", "read_error")).drop(
            "html", "encoding", "fetched", "read_error"
        )
    pages = spark.read.parquet(*args.inputs)
    if args.partitions:
        pages = pages.repartition(args.partitions)
    return clean(pages, args.html, args.url, args.encoding, args.fetched, **options).drop(args.html)


def _expanded(path: str) -> list[str]:
    """A path or URI as it is, a glob of local paths as what it fits."""
    if "://" in path or not glob.has_magic(path):
        return [path]
    found = sorted(glob.glob(path, recursive=True))
    if not found:
        raise InputError(f"no such file: {path}")
    return found


def _write(table: DataFrame, args: argparse.Namespace) -> None:
    """Write the table; fails where the folder exists."""
    writer = table.write
    if args.partition_by:
        writer = writer.partitionBy(*args.partition_by)
    writer.parquet(args.output)


def _count(spark: SparkSession, path: str) -> tuple[int, int, int]:
    """Rows, articles with a body, and errors of a table; reads only the columns that it needs."""
    from pyspark.sql.functions import col, count, when

    table = spark.read.parquet(path)
    has_body = "body" in table.schema["article"].dataType.fieldNames()
    article = when(col("article.body") != "", 1) if has_body else col("article")
    found = table.select(count("*"), count(article), count("error")).first()
    assert found is not None
    return found[0], found[1], found[2]


if __name__ == "__main__":
    sys.exit(main())
