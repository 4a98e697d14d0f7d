"""Many pages: order, bounded memory, workers that hang and die."""

from __future__ import annotations

import io
import pickle
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import html

from newsclean import (
    REPAIRS,
    STEPS,
    ArgumentError,
    Article,
    Cleaned,
    NewscleanError,
    PageError,
    PageTooLargeError,
    StepError,
    WorkersError,
    clean_page,
    clean_pages,
)
from newsclean.text import lazy_re

from ..tools.fixtures import cases
from ..tools.pipeline_steps import mark_pages, misbehave

pool = pytest.importorskip("newsclean.bulk.pool", reason="pebble is not installed: pip install 'newsclean[batch]'")
LOOKAHEAD: int = pool.LOOKAHEAD

WORKERS = [None, 2]


class Response:
    """As requests and httpx give it."""

    content, headers = b"<p>", {"content-type": "text/html"}


def page(words: str) -> str:
    return f"<h1>{words}的消息</h1><p>来源：某市日报</p><p>{words}，昨天上午，新桥正式通车，居民出行更加方便。</p>"


@pytest.mark.parametrize("workers", WORKERS)
def test_same_articles_in_the_same_order(workers: int | None) -> None:
    pages = [(case.name, case.page) for case in cases("synthetic")][:24]
    found = list(clean_pages(pages, workers=workers))
    assert found == [Cleaned(name, clean_page(raw)) for name, raw in pages]


@pytest.mark.parametrize("workers", WORKERS)
def test_all_kinds_of_items(workers: int | None) -> None:
    text = page("各种输入")
    passed = Cleaned("x", None, "OSError: unreadable")
    items: list[Any] = [
        text,
        ("gbk", text.encode("gbk"), None, "gbk"),
        ("address", text, "http://news.example.com/1.html"),
        passed,
        BeautifulSoup(text, "lxml"),
        ("tree", html.document_fromstring(text)),
        (None, bytearray(text.encode())),
    ]
    found = list(clean_pages(items, workers=workers))
    assert [one.id for one in found] == [0, "gbk", "address", "x", 4, "tree", None]
    assert found[3] == passed
    articles = [one.article for one in found if one is not passed and one.article]
    assert len(articles) == 6 and len({article.body for article in articles}) == 1
    assert articles[2].url == "http://news.example.com/1.html"


@pytest.mark.parametrize("workers", WORKERS)
def test_errors_are_recorded_in_place(workers: int | None) -> None:
    pages = [page("甲"), b"%PDF-1.7", page("会出错"), 3, page("乙")]
    found = list(clean_pages(pages, workers=workers, steps=(misbehave, *STEPS)))
    assert [one.kind for one in found] == ["", "NotAPageError", "StepError", "ArgumentError", ""]
    assert found[1].error == "NotAPageError: not a page: PDF document"
    assert all((one.article is None) == bool(one.error) for one in found)


@pytest.mark.parametrize("workers", WORKERS)
def test_raise_ends_with_the_first_error(workers: int | None) -> None:
    results = clean_pages([("a", page("甲")), ("b", b"%PDF-1.7")], workers=workers, on_error="raise")
    assert next(results).id == "a"
    with pytest.raises(PageError, match="page b: NotAPageError: not a page: PDF document"):
        next(results)


def test_wrong_arguments_are_told_at_once() -> None:
    with pytest.raises(TypeError, match="no option 'stepz'"):
        clean_pages([], stepz=())
    with pytest.raises(ValueError, match="on_error is"):
        clean_pages([], on_error="ignore")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least 1"):
        clean_pages([], workers=0)
    with pytest.raises(TypeError, match="must pickle"):
        clean_pages([], workers=2, steps=(lambda page: (),))
    with pytest.raises(TypeError, match="item 1"):
        list(clean_pages([page("甲"), (1, 2, 3, 4, 5, 6)]))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"page": Path("page.html")}, "give its content, path.read_bytes()"),
        ({"page": "pages/page.html"}, "is a path, and no page"),
        ({"page": "/data/pages/0001"}, "is a path, and no page"),
        ({"page": "https://news.example/1"}, "newsclean fetches nothing"),
        ({"page": {"html": "<p>"}}, "row['html']"),
        ({"page": io.BytesIO(b"<p>")}, "file.read()"),
        ({"page": Response()}, "response.content"),
        ({"page": "<p>", "url": 5}, "url is the page's address as text, not int"),
        ({"page": "<p>", "encoding": "klingon"}, "no encoding is called 'klingon'"),
    ],
)
def test_what_is_surely_a_mistake_is_told(given: dict[str, Any], told: str) -> None:
    with pytest.raises(NewscleanError, match=re.escape(told)):
        clean_page(**given)
    options = {name: value for name, value in given.items() if name != "page"}
    if options:
        with pytest.raises(NewscleanError, match=re.escape(told)):
            clean_pages([], **options)


def test_one_page_is_not_many() -> None:
    for pages in (page("甲"), page("甲").encode(), {"html": page("甲")}, 5):
        with pytest.raises(ArgumentError, match="for one there is clean_page"):
            clean_pages(pages)  # type: ignore[arg-type]
    with pytest.warns(UserWarning, match="timeout needs workers"):
        clean_pages([], timeout=5)
    for timeout in (-1.0, 0.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="timeout is None or a number of seconds above 0"):
            clean_pages([], workers=1, timeout=timeout)


def test_errors_carry_what_they_speak_of() -> None:
    with pytest.raises(PageTooLargeError) as large:
        clean_page("<p>" * 9, max_bytes=5)
    assert (large.value.size, large.value.limit) == (27, 5)
    with pytest.raises(StepError) as step:
        clean_page(page("会出错"), url="http://news.example/1", steps=(misbehave,))
    assert (step.value.step, step.value.url) == ("misbehave", "http://news.example/1")
    with pytest.raises(PageError) as failed:
        list(clean_pages([("a", b"%PDF-1.7")], on_error="raise"))
    assert (failed.value.id, failed.value.kind) == ("a", "NotAPageError")
    for error in (large.value, step.value, failed.value):
        copy = pickle.loads(pickle.dumps(error))
        assert isinstance(copy, NewscleanError) and vars(copy) == vars(error) and str(copy) == str(error)


@pytest.mark.parametrize("workers", WORKERS)
def test_options_reach_the_page(workers: int | None) -> None:
    options = {"steps": (*STEPS, mark_pages), "repairs": REPAIRS[:1], "script": "keep", "url": "http://a.example/"}
    raw = page("选项").encode("gbk")
    (found,) = clean_pages([raw], workers=workers, encoding="gbk", **options)
    assert found.article == clean_page(raw, encoding="gbk", **options)  # type: ignore[arg-type]
    assert found.article is not None and found.article.source == "自定来源"


@pytest.mark.parametrize("workers", [None, 1, 2])
def test_input_is_read_no_further_ahead_than_promised(workers: int | None) -> None:
    read = 0

    def pages() -> Iterator[str]:
        nonlocal read
        for number in range(120):
            read += 1
            yield page(str(number))

    most = 1 if workers is None else LOOKAHEAD * workers
    for taken, _ in enumerate(clean_pages(pages(), workers=workers)):
        assert read - taken <= most
    assert read == 120


def test_nothing_is_kept_of_what_was_taken() -> None:
    results = clean_pages(({"id": n}.get("id"), page(str(n))) for n in range(10**9))
    assert [next(results).id for _ in range(3)] == [0, 1, 2]
    results.close()


def test_results_come_without_waiting_for_more_input() -> None:
    def pages() -> Iterator[str]:
        yield page("甲")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not seen:
            time.sleep(0.05)
            yield page("乙")

    seen: list[Cleaned] = []
    for result in clean_pages(pages(), workers=2):
        seen.append(result)
    assert len(seen) < 2 * LOOKAHEAD + 5


@pytest.mark.parametrize("workers", WORKERS)
def test_an_input_that_breaks_loses_nothing_that_was_read(workers: int | None) -> None:
    def pages() -> Iterator[str]:
        yield page("甲")
        yield page("乙")
        raise OSError("input gone")

    results = clean_pages(pages(), workers=workers)
    assert [next(results).id, next(results).id] == [0, 1]
    with pytest.raises(OSError, match="input gone"):
        next(results)


def test_patterns_are_compiled_before_a_run_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: list[int] = []

    def no_pool(**_: Any) -> None:
        waiting.append(lazy_re.are_waiting())
        raise OSError("no processes")

    monkeypatch.setattr(pool, "ProcessPool", no_pool)
    monkeypatch.setattr(pool.multiprocessing, "get_start_method", lambda: "fork")
    lazy_re.compile("新桥")
    with pytest.raises(WorkersError):
        list(clean_pages([page("甲")], workers=1))
    assert waiting == [0]


def test_hanging_and_dying_workers_cost_only_their_own_page() -> None:
    words = {4: "会挂起", 9: "会退出", 14: "会被杀", 20: "会被杀"}
    pages = [page(words.get(number, str(number))) for number in range(40)]
    found = list(clean_pages(pages, workers=2, timeout=1, steps=(misbehave, *STEPS)))
    assert [one.id for one in found] == list(range(40))
    errors = {one.id: one.error for one in found if one.error}
    assert errors == {
        4: "TimeoutError: not done after 1 seconds",
        9: "WorkerDied: the worker process ended with exit code 3",
        14: "WorkerDied: the worker process ended with signal 9",
        20: "WorkerDied: the worker process ended with signal 9",
    }
    assert all(one.article == clean_page(pages[one.id]) for one in found if not one.error)


def test_a_broken_pool_is_replaced_and_only_the_page_to_blame_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is killed while it sends a result breaks pebble's pool. That cannot be timed in a test, so the pool
    is made to break whenever it is at a certain page, or before."""
    sent: list[str] = []
    real = pool._Line._wait

    def wait(self: Any, job: Any) -> Cleaned | None:
        sent.append(job.raw.id)
        if job.raw.id == "blame" or (job.raw.id == "early" and sent.count("early") == 1):
            return None
        result: Cleaned | None = real(self, job)
        return result

    monkeypatch.setattr(pool._Line, "_wait", wait)
    pages = [(name, page(name)) for name in ("a", "early", "b", "blame", "c", *"defghij")]
    found = list(clean_pages(pages, workers=2))
    assert [one.id for one in found] == [name for name, _ in pages]
    assert [one.id for one in found if one.error] == ["blame"]
    assert found[3].kind == "WorkerDied"


def test_leaving_early_ends_the_workers() -> None:
    import multiprocessing

    results = clean_pages([page(str(n)) for n in range(100)], workers=2)
    next(results)
    results.close()
    assert not [p for p in multiprocessing.active_children() if p.name.startswith("pebble")]


def test_progress_shows_pages_and_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(clean_pages([page("甲"), b"%PDF-1.7"], progress=True))) == 2
    shown = capsys.readouterr().err
    assert "2/2" in shown and "errors=1" in shown


def test_cleaned_unpacks() -> None:
    article = Article(title="标题")
    id, found, error = Cleaned("a", article)
    assert (id, found, error) == ("a", article, None)
