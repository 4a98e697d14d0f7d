"""What many pages cost: `python -m tests.tools.scaling` prints pages a second, alone, with workers and on Spark.

Other work on the machine spoils such figures, so each line tells how many cores others were using just before: believe
those with less than 0.1.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from newsclean import clean_page, clean_pages

from .fixtures import cases

TURNS = 3  # times that each page is cleaned


def some_pages() -> list[bytes]:
    """Annotated real pages where they are at hand, else the fixtures."""
    folder = Path(os.environ.get("NEWSCLEAN_SHARED", Path(__file__).parents[3] / "shared")) / "corpus/pages"
    found = [path.read_bytes() for path in sorted(folder.glob("*.html"))]
    return found or [case.page for case in cases("wild") if isinstance(case.page, bytes)]


def busy_cores(seconds: float = 1.0) -> float:
    """Cores that this machine is using while this process waits (Linux)."""

    def busy_ticks() -> int:
        ticks = [int(word) for word in Path("/proc/stat").read_text(encoding="ascii").split()[1:9]]
        return sum(ticks) - ticks[3] - ticks[4]

    before = busy_ticks()
    time.sleep(seconds)
    return (busy_ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds


def measure(name: str, pages: int, work: Callable[[], object]) -> float:
    """Run something, print and return pages a second."""
    others = busy_cores()
    start = time.perf_counter()
    work()
    rate = pages / (time.perf_counter() - start)
    print(f"{name:<24}{rate:8.1f} pages a second   others: {others:.2f} cores", flush=True)
    return rate


def with_workers(pages: list[bytes]) -> None:
    """A plain loop, `clean_pages` in one process, and with workers."""
    total = len(pages)
    loop = measure("clean_page in a loop", total, lambda: [clean_page(page) for page in pages])
    alone = measure("clean_pages", total, lambda: list(clean_pages(pages)))
    one = measure("clean_pages, 1 worker", total, lambda: list(clean_pages(pages, workers=1)))
    two = measure("clean_pages, 2 workers", total, lambda: list(clean_pages(pages, workers=2)))
    print(f"overhead {loop / alone - 1:+.1%}; 2 workers by 1: {two / one:.2f}, by none: {two / alone:.2f}")


def with_spark(pages: list[bytes]) -> None:
    """Spark on one core and on two, Parquet in, nothing written; sessions and their workers warmed up first."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyspark.sql import SparkSession

    from newsclean.adapters.spark import clean

    os.environ["PYSPARK_PYTHON"] = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        for part in range(8):
            pq.write_table(pa.table({"html": pages[part::8]}), f"{folder}/{part}.parquet")
        for cores in (1, 2):
            builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
            spark = builder.config("spark.sql.files.openCostInBytes", "1g").getOrCreate()  # a partition for each file
            spark.sparkContext.setLogLevel("OFF")
            table = clean(spark.read.parquet(folder))

            def work(table: object = table) -> None:
                table.write.format("noop").mode("overwrite").save()  # type: ignore[attr-defined]

            work()
            measure(f"Spark, local[{cores}]", len(pages), work)
            spark.stop()


if __name__ == "__main__":
    chosen = some_pages() * TURNS
    for each in chosen[: len(chosen) // TURNS]:
        clean_page(each)  # patterns and tables are made at the first use
    with_workers(chosen)
    with_spark(chosen)
