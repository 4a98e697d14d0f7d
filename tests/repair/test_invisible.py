"""Planted invisible characters go, those that emoji and other scripts need stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.repair.invisible import INVISIBLE, invisible_apply, remove_invisible

CASES = json.loads((Path(__file__).parents[1] / "data" / "invisible.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_case(case: dict[str, str | None]) -> None:
    text, fixed = case["text"], case["fixed"]
    assert text is not None
    assert bool(invisible_apply(text)) is case.get("apply", fixed is not None)
    assert remove_invisible(text) == (text if fixed is None else fixed)


chinese = st.text("今天新闻，报道。“会议”2022 GDP\n（完）後來", max_size=60)


@given(chinese, st.lists(st.tuples(st.integers(0, 60), st.sampled_from(INVISIBLE)), max_size=20))
def test_planted_and_taken_out(text: str, planted: list[tuple[int, str]]) -> None:
    damaged = text
    for place, char in planted:
        damaged = damaged[:place] + char + damaged[place:]
    assert remove_invisible(damaged) == text
    assert remove_invisible(text) == text
    assert invisible_apply(text) == ""


@given(st.text(max_size=80))
def test_any_text_keeps_its_lines_and_a_second_time_changes_nothing(text: str) -> None:
    once = remove_invisible(text)
    assert once.count("\n") == text.count("\n")
    assert remove_invisible(once) == once
    assert invisible_apply(once) == ""
