"""Steps, repairs and sites on command lines and in settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsclean import STEPS, ArgumentError, Site, clean_pages, write_sites
from newsclean.__main__ import main
from newsclean.bulk.choices import options_of, steps_of

PAGE = (
    "<title>城东频道</title><div class=big>春天好去处 赏花地图</div><div class=tt>城东新桥通车</div>"
    "<p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p><p>通车以后，公交也将调整。</p>"
)
RULES = """
from newsclean import STEPS, Mark

def find_station(page):
    yield Mark(-1, "source", "station", value="城东记者站")

short = STEPS.without("find_byline")
number = 5
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own_rules_for_test.py").write_text(RULES, encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    write_sites(tmp_path / "sites.json", Site(hosts="news.example", name="城东在线", title=".tt"))
    return tmp_path


def test_one_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ["page.html", "--json", "--steps", "own_rules_for_test:find_station", "--sites", "sites.json"]
    assert main([*said, "--repairs", "none", "--url", "https://www.news.example/1"]) == 0
    article = json.loads(capsys.readouterr().out)
    assert (article["source"], article["site"]) == ("城东记者站", "城东在线")


def test_batch(folder: Path) -> None:
    (folder / "pages.jsonl").write_text(json.dumps({"id": "a", "url": "https://news.example/1", "html": PAGE}) + "\n")
    said = ["batch", "pages.jsonl", "-o", "out.jsonl", "--sites", "sites.json"]
    assert main([*said, "--steps", "own_rules_for_test:short,own_rules_for_test:find_station"]) == 0
    article = json.loads((folder / "out.jsonl").read_text(encoding="utf-8"))
    assert (article["source"], article["site"]) == ("城东记者站", "城东在线")
    assert main([*said, "--resume"]) == 2  # other steps than it was begun with


def test_chains(folder: Path) -> None:
    assert len(steps_of("own_rules_for_test:short")) == len(STEPS) - 1
    assert len(steps_of("own_rules_for_test:short, own_rules_for_test:find_station")) == len(STEPS)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"steps": "nowhere:step"}, "No module named 'nowhere'"),
        ({"steps": "own_rules_for_test:nothing"}, "has no nothing"),
        ({"steps": "own_rules_for_test:number"}, "neither a step"),
        ({"steps": "own_rules_for_test"}, "module:name expected"),
        ({"repairs": "glosse"}, "did you mean 'glosses'"),
    ],
)
def test_what_is_said_wrongly(
    folder: Path, said: dict[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ArgumentError) as caught:
        options_of(said)
    assert told in str(caught.value)
    words = [word for name, value in said.items() for word in (f"--{name}", value)]
    with pytest.raises(SystemExit):
        main(["page.html", *words])
    assert told in capsys.readouterr().err
    assert main(["batch", "page.html", "-o", "out.jsonl", *words]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        {"scirpt": "keep"},
        {"script": "klingon"},
        {"steps": ("find_x",)},
        {"repairs": "script"},
        {"site": "sites.json"},
        {"url": 5},
        {"encoding": "klingon"},
        {"fetched": "2022-09-21"},
    ],
)
def test_clean_pages_refuses_at_once(options: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        clean_pages([PAGE], **options)


def test_scrapy_settings(folder: Path) -> None:
    scrapy = pytest.importorskip("scrapy")
    from scrapy.settings import Settings

    from newsclean.adapters.scrapy import NewscleanPipeline

    class Crawler:
        settings = Settings(
            {"NEWSCLEAN_SITES": "sites.json", "NEWSCLEAN_STEPS": "own_rules_for_test:find_station"}
            | {"NEWSCLEAN_REPAIRS": ["glosses"], "NEWSCLEAN_SCRIPT": "keep"}
        )

    assert scrapy
    pipeline = NewscleanPipeline.from_crawler(Crawler())
    item = pipeline.process_item({"html": PAGE, "url": "https://news.example/1"})
    assert (item["source"], item["site"]) == ("城东记者站", "城东在线")
