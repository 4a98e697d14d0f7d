"""Spark: the same articles as `clean_page`, none lost, bad pages included; on a real local Spark with two cores."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsclean import STEPS, ArgumentError, Article, Mark, Page, clean_page
from newsclean.article import CHINA
from newsclean.bulk.schema import ARTICLE_COLUMNS

from ..bulk.test_stream import page
from ..tools import archives
from ..tools.fixtures import cases
from ..tools.pipeline_steps import misbehave

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'newsclean[spark]'")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java: apt-get install default-jre-headless", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One session for all tests: starting it takes longer than they do."""
    from pyspark.sql import SparkSession

    folder = str(Path(__file__).parents[2])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")]))  # for tests.*
        session = (
            SparkSession.builder.master("local[2]")
            .appName("newsclean tests")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "Asia/Shanghai")
            .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "50")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


def as_article(row: Any) -> Article:
    """The struct column as an article again; `collect` gives times in this machine's zone, without saying so."""
    values = row.asDict(recursive=True)
    date = values.pop("date")
    found = Article.from_dict(values)
    return Article(**{**vars(found), "date": date and date.astimezone(CHINA)})


def test_same_articles_and_none_lost(spark: Any) -> None:
    from newsclean.adapters.spark import clean

    rows = [
        (case.name, case.page if isinstance(case.page, bytes) else case.page.encode(), "http://news.example.com/1.html")
        for case in cases("synthetic", "wild")
    ][::4][:24]
    rows[7:7] = [("pdf", b"%PDF-1.7", None), ("null", None, None), ("empty", b"", None)]
    df = spark.createDataFrame(rows, "id string, html binary, url string").repartition(3)
    found = {row.id: row for row in clean(df, url="url").collect()}
    assert len(found) == len(rows)
    for id, raw, url in rows:
        row = found[id]
        assert (row.html, row.url) == (None if raw is None else bytearray(raw), url)
        if id == "pdf":
            assert (row.article, row.error) == (None, "NotAPageError: not a page: PDF document")
        elif id == "null":
            assert (row.article, row.error) == (None, None)
        else:
            assert row.error is None
            assert as_article(row.article) == clean_page(raw, url=url)


def test_columns_and_types(spark: Any) -> None:
    from newsclean.adapters.spark import clean

    df = spark.createDataFrame([(1, page("甲"), 2.5)], "id int, text string, score double")
    out = clean(df, html="text", script="keep")
    assert out.columns == ["id", "text", "score", "article", "error"]
    kinds = {field.name: field.dataType.simpleString() for field in out.schema["article"].dataType.fields}
    assert kinds == {name: ddl.replace(", ", ",").replace(": ", ":") for name, ddl in ARTICLE_COLUMNS}
    assert out.select("id", "score", "article.title").first() == (1, 2.5, clean_page(page("甲")).title)


def test_fields(spark: Any) -> None:
    from newsclean.adapters.spark import clean

    items = page("甲") + "<ul><li>一路车改走新桥</li><li>二路车停在桥东</li></ul>"
    df = spark.createDataFrame([(items,)], "html string")
    row = clean(df, fields="+blocks").first().article.asDict(recursive=True)
    assert Article.from_dict(row).blocks == clean_page(items).blocks
    assert clean(df, fields=["title", "body"]).schema["article"].dataType.fieldNames() == ["title", "body"]
    with pytest.raises(ArgumentError, match="no field titel"):
        clean(df, fields="titel")


def test_empty_and_missing(spark: Any) -> None:
    from newsclean.adapters.spark import clean

    df = spark.createDataFrame([], "id int, html string")
    assert clean(df).collect() == []
    with pytest.raises(ValueError, match="no column text; the columns: id, html"):
        clean(df, html="text")
    with pytest.raises(ValueError, match="the column article is there already"):
        clean(clean(df))


def test_users_steps_travel(spark: Any) -> None:
    from newsclean.adapters.spark import clean

    def own_step(page: Page) -> Iterator[Mark]:
        yield Mark(0, "source", "own", value="自定来源")

    df = spark.createDataFrame([(page("甲"),)], "html string")
    assert clean(df, steps=(*STEPS, own_step)).select("article.source").first()[0] == "自定来源"


def test_pages_that_hang_or_kill_cost_themselves(spark: Any) -> None:
    from newsclean.adapters.spark import clean

    words = {3: "会挂起", 8: "会被杀", 12: "会出错"}
    df = spark.createDataFrame([(n, page(words.get(n, str(n)))) for n in range(30)], "id int, html string")
    found = {row.id: row for row in clean(df.repartition(2), timeout=2, steps=(misbehave, *STEPS)).collect()}
    errors = {id: row.error.partition(":")[0] for id, row in found.items() if row.error}
    assert errors == {3: "TimeoutError", 8: "WorkerDied", 12: "StepError"}
    assert len(found) == 30 and all(row.article for id, row in found.items() if id not in errors)


def test_job_from_archives(spark: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from newsclean.adapters.spark_job import main

    texts = [text for _, text in archives.pages(5)]
    records = [archives.record("response", text.encode(), url=f"http://a.example/{n}") for n, text in enumerate(texts)]
    (tmp_path / "a.warc.gz").write_bytes(archives.packed([records[0], b"broken", *records[1:3]]))
    (tmp_path / "b.warc").write_bytes(b"".join(records[3:]))
    (tmp_path / "paths").write_text(f"{tmp_path}/a.warc.gz\nfile://{tmp_path}/b.warc\n{tmp_path}/gone.warc\n")
    out = tmp_path / "out"
    assert main([f"@{tmp_path}/paths", "-o", str(out)]) == 1
    assert "pages 7, articles " in capfd.readouterr().out
    rows = spark.read.parquet(str(out)).collect()
    assert {row.url: as_article(row.article) for row in rows if row.article} == {
        f"http://a.example/{n}": clean_page(text, url=f"http://a.example/{n}") for n, text in enumerate(texts)
    }
    kinds = sorted(row.error.partition(":")[0] for row in rows if row.error)
    assert kinds == ["BrokenRecordError", "FileNotFoundError"]
    assert main([str(tmp_path / "a.warc.gz"), "-o", str(out)]) == 2
    assert "already exists" in capfd.readouterr().err


def test_job_from_parquet(spark: Any, tmp_path: Path) -> None:
    from newsclean.adapters.spark_job import main

    rows = [(n, "2024" if n % 2 else "2023", text) for n, (_, text) in enumerate(archives.pages(6))]
    spark.createDataFrame(rows, "id int, crawl string, page string").write.parquet(str(tmp_path / "in"))
    arguments = ["--html", "page", "--partitions", "2", "--partition-by", "crawl"]
    assert main([str(tmp_path / "in"), "-o", str(tmp_path / "out"), *arguments]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir() if path.is_dir()} == {"crawl=2023", "crawl=2024"}
    found = spark.read.parquet(str(tmp_path / "out"))
    assert set(found.columns) == {"id", "crawl", "article", "error"}
    assert {row.id: as_article(row.article) for row in found.collect()} == {n: clean_page(t) for n, _, t in rows}
    assert main([str(tmp_path / "in"), "-o", str(tmp_path / "out2")]) == 2
    assert main([str(tmp_path / "nothing"), "-o", str(tmp_path / "out2")]) == 2
    assert main([str(tmp_path / "*.warc"), "-o", str(tmp_path / "out2")]) == 2
