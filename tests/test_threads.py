"""Pages can be cleaned in many threads at once, and everything public goes from process to process."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from newsclean import REPAIRS, STEPS, Article, Image, Mark, NotAPageError, StepError, clean_page, explain_page, load

from .tools.fixtures import cases, clean

THREADS = 8


def test_eight_threads_give_what_one_gives() -> None:
    every = list(cases())[::5]
    with ThreadPoolExecutor(THREADS) as pool:  # first, so that the caches are filled by many at once
        many = list(pool.map(clean, every))
    assert many == [clean(case) for case in every]


EXPLAINED = explain_page("<h1>城东新桥通车</h1><p>来源：某市日报</p><p>昨天上午，城东新桥正式通车。</p>")


@pytest.mark.parametrize("thing", [load("<p>新桥</p>"), EXPLAINED.page, EXPLAINED.article, Image("a"), REPAIRS, STEPS])
def test_pickles(thing: Any) -> None:
    assert pickle.loads(pickle.dumps(thing)) == thing


def test_explanations_marks_and_errors_pickle() -> None:
    again = pickle.loads(pickle.dumps(EXPLAINED))
    assert (again.article, again.lines, again.page) == (EXPLAINED.article, EXPLAINED.lines, EXPLAINED.page)
    for mark in (Mark(0, "date", "date-row"), *EXPLAINED.page.marks):
        assert pickle.loads(pickle.dumps(mark)) == mark
    for error in (NotAPageError("x"), StepError("step a failed on b")):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)
    for repair in REPAIRS:
        assert pickle.loads(pickle.dumps(repair)) == repair


def test_functions_pickle() -> None:
    assert pickle.loads(pickle.dumps(clean_page)) is clean_page
    assert isinstance(pickle.loads(pickle.dumps(clean_page("新桥通车"))), Article)
