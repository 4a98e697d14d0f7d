"""Planted symbols go where a page shows that they are planted; markers, ratings and arrows stay."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.repair.symbols import remove_planted_symbols, symbols_apply

CASES = json.loads((Path(__file__).parents[1] / "data" / "symbols.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_case(case: dict[str, str | None]) -> None:
    text, fixed = case["text"], case.get("fixed")
    assert text is not None
    assert bool(symbols_apply(text)) is (fixed is not None)
    if "fixed" in case:
        assert remove_planted_symbols(text) == (text if fixed is None else fixed)


PAGE = (
    "昨天上午，记者来到现场。“这里变化很大！”一位居民说：以前路窄，灯暗，下雨就积水；现在好了。\n"
    "市里介绍，今年还将改造12处，总长5.3公里。"
)


@given(st.integers(), st.sampled_from(["★☆◆◇■□●○▲△▼※→←↑↓♂♀◎§", "✦✪➤➔⬢⬡◐◑❖✱", "▷◁▽◈▣▤"]))
def test_planted_and_taken_out(seed: int, symbols: str) -> None:
    rand = random.Random(seed)
    runs = ("".join(rand.choices(symbols, k=rand.randint(1, 3))) for _ in PAGE)
    # stars alone may come together as a rating, which stays
    runs = ("" if len(run) > 2 and set(run) <= set("★☆✪") else run for run in runs)
    damaged = "".join(next(runs) + char if char in "，。！：；" and rand.random() < 0.7 else char for char in PAGE)
    assert remove_planted_symbols(damaged) == PAGE
    assert symbols_apply(PAGE) == ""


@given(st.text(st.sampled_from("今天新闻，。！★☆◆■→\n ，“”、❤\ufe0f"), max_size=60))
def test_lines_stay(text: str) -> None:
    once = remove_planted_symbols(text)
    assert once.count("\n") == text.count("\n")
    assert remove_planted_symbols(once) == once
