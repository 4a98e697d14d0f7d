"""The adapters, each against the package that it is for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newsclean import STEPS, clean_page

from ..bulk.test_stream import page
from ..tools.fixtures import cases
from ..tools.pipeline_steps import mark_pages, misbehave

ADDRESS = "http://news.example.com/1.html"
PAGES = [case.page for case in cases("synthetic")][:8]


class TestDatatrove:
    """`pip install datatrove`"""

    @pytest.fixture(autouse=True)
    def installed(self) -> None:
        pytest.importorskip("datatrove")

    def test_in_a_pipeline(self, tmp_path: Path) -> None:
        from datatrove.executor import LocalPipelineExecutor
        from datatrove.pipeline.readers import JsonlReader
        from datatrove.pipeline.writers import JsonlWriter

        from newsclean.adapters.datatrove import Newsclean

        texts = [raw if isinstance(raw, str) else raw.decode("utf-8", "replace") for raw in PAGES]
        rows = [{"text": text, "id": str(n), "metadata": {"url": ADDRESS}} for n, text in enumerate(texts)]
        rows.insert(2, {"text": "<p>", "id": "empty"})
        (tmp_path / "in").mkdir()
        (tmp_path / "in/a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        (stats,) = [
            LocalPipelineExecutor(
                [
                    JsonlReader(str(tmp_path / "in")),
                    Newsclean(),
                    JsonlWriter(str(tmp_path / "out"), compression=None, output_filename="out.jsonl"),
                ],
                logging_dir=str(tmp_path / "logs"),
            ).run()
        ]
        found = [json.loads(line) for line in (tmp_path / "out/out.jsonl").read_text().splitlines()]
        assert [row["id"] for row in found] == [str(n) for n in range(len(texts))]
        for row, text in zip(found, texts, strict=True):
            article = clean_page(text, url=ADDRESS)
            assert row["text"] == article.body
            assert row["metadata"]["title"] == article.title
            assert row["metadata"]["url"] == ADDRESS
        counts = {str(name): stat.total for name, stat in stats.stats[1].stats.items()}
        assert (counts["total"], counts["forwarded"], counts["dropped"]) == (9, 8, 1)

    def test_bad_documents_are_dropped_alone(self) -> None:
        from datatrove.data import Document

        from newsclean.adapters.datatrove import Newsclean

        texts = [page("甲"), page("会挂起"), page("会被杀"), page("会出错"), page("乙")]
        step = Newsclean(timeout=1, steps=(misbehave, *STEPS))
        found = list(step.run(Document(text=text, id=str(n)) for n, text in enumerate(texts)))
        assert [document.id for document in found] == ["0", "4"]
        assert [step.stats[name].total for name in ("timeout", "broken_process", "clean_error")] == [1, 1, 1]

    def test_what_is_dropped_keeps_its_reason(self, tmp_path: Path) -> None:
        from datatrove.data import Document
        from datatrove.pipeline.writers import JsonlWriter

        from newsclean.adapters.datatrove import Newsclean

        dropped = JsonlWriter(str(tmp_path), compression=None, output_filename="dropped.jsonl")
        step = Newsclean(timeout=5, exclusion_writer=dropped, steps=(misbehave, *STEPS))
        texts = [page("甲"), page("会出错"), "<p>"]
        assert len(list(step.run(Document(text=text, id=str(n)) for n, text in enumerate(texts)))) == 1
        rows = [json.loads(line) for line in (tmp_path / "dropped.jsonl").read_text().splitlines()]
        assert [row["text"] for row in rows] == texts[1:]
        reasons = [row["metadata"]["newsclean_error"] for row in rows]
        assert reasons[0].startswith("StepError: ") and reasons[1].startswith("no article")

    def test_extract(self) -> None:
        from newsclean.adapters.datatrove import Newsclean

        assert Newsclean().extract(page("甲")) == clean_page(page("甲")).body


class TestScrapy:
    """`pip install scrapy`"""

    @pytest.fixture(autouse=True)
    def installed(self) -> None:
        pytest.importorskip("scrapy")

    def test_in_a_crawl(self, tmp_path: Path) -> None:
        """A real crawl of files; in a process of its own, as a reactor cannot be started twice."""
        import subprocess
        import sys

        for number, raw in enumerate(PAGES[:3]):
            (tmp_path / f"{number}.html").write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        (tmp_path / "3.html").write_bytes(b"%PDF-1.7")
        spider = tmp_path / "spider.py"
        spider.write_text(
            "import scrapy\n"
            "class Spider(scrapy.Spider):\n"
            "    name = 'test'\n"
            f"    start_urls = ['file://{tmp_path}/%d.html' % n for n in range(4)]\n"
            "    custom_settings = {'ITEM_PIPELINES': {'newsclean.adapters.scrapy.NewscleanPipeline': 300},\n"
            "        'NEWSCLEAN_HTML_FIELD': 'body_bytes', 'TELNETCONSOLE_ENABLED': False, 'LOG_LEVEL': 'WARNING',\n"
            "        'FEED_EXPORT_FIELDS': ['url', 'title', 'body', 'source']}\n"
            "    def parse(self, response):\n"
            "        yield {'url': response.url, 'body_bytes': response.body}\n"
        )
        out = tmp_path / "out.jsonl"
        run = subprocess.run(
            [sys.executable, "-m", "scrapy", "runspider", str(spider), "-o", str(out)],
            capture_output=True,
            text=True,
            env={"PYTHONPATH": str(Path(__file__).parents[2]), "PATH": ""},
            timeout=120,
        )
        assert "Dropped" in run.stderr and "not a page: PDF document" in run.stderr
        found = sorted((json.loads(line) for line in out.read_text().splitlines()), key=lambda row: row["url"])
        for row, raw in zip(found, PAGES[:3], strict=True):
            article = clean_page(raw if isinstance(raw, bytes) else raw.encode())
            assert (row["title"], row["body"], row["source"]) == (article.title, article.body, article.source)

    def test_items_of_all_kinds(self) -> None:
        from scrapy import Field, Item

        from newsclean.adapters.scrapy import NewscleanPipeline

        class Story(Item):  # type: ignore[misc]
            html, url, title, body = Field(), Field(), Field(), Field()

        @dataclass
        class Note:
            html: str | None = None
            title: str | None = None

        step = NewscleanPipeline()
        article = clean_page(page("甲"))
        story = step.process_item(Story(html=page("甲"), title="自己的标题"), spider=object())
        assert dict(story) == {"html": page("甲"), "title": "自己的标题", "body": article.body, "url": None}
        assert step.process_item(Note(html=page("甲"))).title == article.title
        assert step.process_item(Note()) == Note()

    def test_settings(self) -> None:
        from scrapy.exceptions import DropItem
        from scrapy.settings import Settings

        from newsclean.adapters.scrapy import NewscleanPipeline

        class Crawler:
            settings = Settings(
                {
                    "NEWSCLEAN_ERROR_FIELD": "why",
                    "NEWSCLEAN_NAMES": {"images": "pictures", "body": None},
                    "NEWSCLEAN_OPTIONS": {"steps": (misbehave, *STEPS, mark_pages), "max_bytes": 2000},
                }
            )

        step = NewscleanPipeline.from_crawler(Crawler())
        item = step.process_item({"html": page("甲")})
        assert item["source"] == "自定来源" and item["pictures"] == [] and not {"images", "body"} & item.keys()
        assert step.process_item({"html": page("会出错")})["why"].startswith("StepError: ")
        assert step.process_item({"html": "长" * 1000})["why"].startswith("PageTooLargeError: ")
        with pytest.raises(DropItem, match="NotAPageError"):
            NewscleanPipeline().process_item({"html": b"%PDF-1.7"})


class TestPandas:
    """`pip install pandas`"""

    @pytest.fixture(autouse=True)
    def installed(self) -> None:
        pytest.importorskip("pandas")

    @pytest.mark.parametrize("workers", [None, 2])
    def test_accessor(self, workers: int | None) -> None:
        import pandas as pd

        import newsclean.adapters.pandas  # noqa: F401

        df = pd.DataFrame(
            {"html": [*PAGES, None, b"%PDF-1.7"], "url": [*[ADDRESS] * 9, None]}, index=list("abcdefghij")
        )
        found = df["html"].newsclean.clean(url=df["url"], workers=workers)
        assert list(found.index) == list(df.index)
        articles = [clean_page(raw, url=ADDRESS) for raw in PAGES]
        assert list(found["title"][:8]) == [article.title for article in articles]
        assert [date.to_pydatetime() if pd.notna(date) else None for date in found["date"][:8]] == [
            article.date for article in articles
        ]
        assert str(found["date"].dt.tz) == "Asia/Shanghai"
        assert found.loc["i"].isna().all()
        assert found.loc["j", "error"] == "NotAPageError: not a page: PDF document"
        assert list(df.join(found.drop(columns="url")).columns[:3]) == ["html", "url", "title"]
        joined = df.join(df["html"].newsclean.clean(url=df["url"], prefix="article_"))
        assert list(joined.columns[:4]) == ["html", "url", "article_title", "article_source"]
        assert [error is None for error in found["error"]] == [True] * 9 + [False]

    def test_nothing(self) -> None:
        import pandas as pd

        import newsclean.adapters.pandas  # noqa: F401

        assert list(pd.Series([], dtype=object).newsclean.clean().columns)[:2] == ["title", "source"]


class TestDatasets:
    """`pip install datasets`"""

    @pytest.fixture(autouse=True)
    def installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
        pytest.importorskip("datasets")

    @pytest.mark.parametrize("num_proc", [None, 2])
    def test_map(self, num_proc: int | None) -> None:
        from datasets import Dataset

        from newsclean.adapters.datasets import clean_batch, with_article

        html = [raw if isinstance(raw, bytes) else raw.encode() for raw in PAGES] + [b"<p>", None, b"%PDF-1.7"]
        ds = Dataset.from_dict({"html": html, "link": [ADDRESS] * 11})
        ds = ds.map(
            clean_batch,
            batched=True,
            batch_size=3,
            num_proc=num_proc,
            fn_kwargs={"url": "link"},
            features=with_article(ds.features),
        )
        articles = [clean_page(raw, url=ADDRESS).to_dict() for raw in html[:9]]
        for name in ("title", "body", "date", "editor", "repairs", "images"):
            assert list(ds[name])[:9] == [article[name] for article in articles]
        assert list(ds["error"]) == [*[None] * 10, "NotAPageError: not a page: PDF document"]
        assert ds[9]["title"] is None and ds[9]["body"] is None

    def test_streaming_with_options(self) -> None:
        from datasets import Dataset

        from newsclean.adapters.datasets import clean_batch

        ds = Dataset.from_dict({"text": [page("甲")] * 5}).to_iterable_dataset()
        ds = ds.map(clean_batch, batched=True, fn_kwargs={"html": "text", "steps": (*STEPS, mark_pages)})
        rows: list[dict[str, Any]] = list(ds)
        assert [row["source"] for row in rows] == ["自定来源"] * 5


def test_what_is_known_of_a_site_goes_through_all_of_them() -> None:
    """One argument, by host of the page's address."""
    from ..phrases.test_site import KNOWN, PAGE

    url, sites = "https://news.example/1", {"news.example": KNOWN}
    pd = pytest.importorskip("pandas")
    import newsclean.adapters.pandas

    assert newsclean.adapters.pandas
    assert pd.Series([PAGE]).newsclean.clean(url=[url], site=sites).loc[0, "source"] == "杉湖消息"
    from newsclean.adapters.datasets import clean_batch

    assert clean_batch({"html": [PAGE], "url": [url]}, url="url", site=sites)["source"] == ["杉湖消息"]
