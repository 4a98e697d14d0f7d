"""Mirrors made by a table are known by what the table cannot know; texts that people wrote are left alone."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.repair.script import script_apply, to_simplified, to_traditional

CASES = json.loads((Path(__file__).parents[1] / "data" / "script.json").read_text("utf-8"))
GENUINE = [case["text"] for case in CASES if not case["mirror"]]


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    assert bool(script_apply(case["text"])) is bool(case["mirror"]), script_apply(case["text"])


@given(st.lists(st.sampled_from(GENUINE), min_size=1, max_size=6))
def test_genuine_paragraphs_in_any_order_are_left_alone(paragraphs: list[str]) -> None:
    assert script_apply("\n".join(paragraphs)) == ""


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("大家說，會后并不輕松，關于這個問題還要研究。", "后 并"),
        ("這里的學生說，課后要對癥下藥。\n京ICP备00000000号", "ICP备"),
        ("這里的學生說，課后要對癥下藥。", "癥"),
        ("學(xué)生們說，動(dòng)手寫(xiě)字，聽(tīng)課，來(lái)這里", "5 glosses on 5 characters"),
    ],
)
def test_signs_are_named(text: str, sign: str) -> None:
    assert sign in script_apply(text)


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("會后，大家并就對癥下藥進行討論", "会后，大家并就对症下药进行讨论"),
        ("100余棟樓里，制造業的干部關系很好", "100余栋楼里，制造业的干部关系很好"),
        ("顯著、著名、看著；乾隆、乾燥", "显著、著名、看着；乾隆、干燥"),
        ("裡面、裏面；為、爲；眾、衆；啟、啓", "里面、里面；为、为；众、众；启、启"),
        ("資訊、軟體、網路", "资讯、软体、网路"),
    ],
)
def test_simplified(text: str, simplified: str) -> None:
    assert to_simplified(text) == simplified


def test_traditional_by_words() -> None:
    assert to_traditional("会后，皇后的头发在公里外的茶几里") == "會後，皇后的頭髮在公里外的茶几裡"


@given(st.text(max_size=80))
def test_any_text_keeps_its_lines(text: str) -> None:
    assert to_simplified(text).count("\n") == text.count("\n")
    assert to_traditional(text).count("\n") == text.count("\n")
    assert script_apply(text) == "" or any(char in text for char in "后并里几于")


@given(st.text("会后于是并且这里几个问题国家对症下药，。\nA1", max_size=60))
def test_simplified_text_is_left_alone(text: str) -> None:
    assert script_apply(text) == ""
    assert to_simplified(text) == text


def test_lone_surrogates_and_nul() -> None:
    assert to_simplified("國\ud800家\x00會") == "国\ud800家\x00会"


def test_many_threads() -> None:
    texts = [text * 20 for text in GENUINE]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(to_simplified, texts)) == list(map(to_simplified, texts))
