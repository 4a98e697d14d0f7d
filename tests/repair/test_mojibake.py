"""Mojibake of Chinese is read back; good text in any language stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.repair import misread, mixed_bytes
from newsclean.repair.mojibake import fix_mojibake, mojibake_apply

CASES = json.loads((Path(__file__).parents[1] / "data" / "mojibake.json").read_text("utf-8"))
GENUINE = [case["text"] for case in json.loads((Path(__file__).parents[1] / "data" / "script.json").read_text("utf-8"))]


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_case(case: dict[str, str | None]) -> None:
    text, fixed = case["text"], case["fixed"]
    assert text is not None
    assert fix_mojibake(text) == (text if fixed is None else fixed)
    assert bool(mojibake_apply(text)) is (fixed is not None)


def as_1252(text: str) -> str:
    """UTF-8 read as browsers read Windows-1252."""
    return "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in text.encode())


SENTENCES = [
    "今天上午，全市经济工作会议在市民中心举行。",
    "记者了解到：“这项工作已经完成了80%！”",
    "《新闻联播》报道，2022年以来，我国外贸进出口总值同比增长9.9%。",
    "有人问：为什么要这样做？他说，因为大家都需要。",
    "市民张先生（右）在领取通知书",
]
sentences = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("\n".join)


@settings(deadline=None)  # the first example waits for the tables
@given(sentences)
def test_utf8_read_as_latin_once_or_twice(text: str) -> None:
    assert fix_mojibake(text.encode().decode("latin-1")) == text
    assert fix_mojibake(as_1252(text)) == text
    assert fix_mojibake(as_1252(as_1252(text))) == text


@pytest.mark.parametrize("text", SENTENCES)
def test_bytes_that_loading_has_folded_into_blanks(text: str) -> None:
    def folded(shown: str) -> str:
        return " ".join(shown.split())

    assert fix_mojibake(folded(text.encode().decode("latin-1"))) == text
    assert fix_mojibake(folded(as_1252(text))) == text
    assert fix_mojibake(folded(as_1252(as_1252(text)))) == text


@given(sentences)
def test_gbk_read_as_latin(text: str) -> None:
    assert fix_mojibake(text.encode("gbk").decode("latin-1")) == text


@given(st.sampled_from(SENTENCES))
def test_utf8_read_as_gbk_comes_back_but_for_lost_bytes(text: str) -> None:
    fixed = fix_mojibake(text.encode().decode("gb18030", "replace"))
    kept = [char for char in fixed if char != "\ufffd"]
    rest = iter(text)
    wrong = [char for char in kept if char not in rest]  # in order: nothing is invented but the mark at the end
    assert not wrong
    assert len(kept) >= 0.7 * len(text)


@given(st.lists(st.sampled_from(SENTENCES + GENUINE), max_size=5).map("\n".join))
def test_good_text_stays(text: str) -> None:
    assert fix_mojibake(text) == text
    assert mojibake_apply(text) == ""


@given(st.text(max_size=60))
def test_lines_stay(text: str) -> None:
    assert fix_mojibake(text).count("\n") == text.count("\n")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=30))
def test_any_han_text_stays(text: str) -> None:
    assert fix_mojibake(text) == text


def test_a_page_of_letters_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    text, letters = "青石县图书馆修缮后重新开放，经过三年的经营已经很好", "ÄñÑæÕÿÐßÝõ"
    damaged = text.encode("gbk").decode("latin-1").replace("\xad", "")
    assert fix_mojibake(f"{letters}\n" * 3 + damaged) == f"{letters}\n" * 3 + text
    monkeypatch.setattr(mixed_bytes, "MOST_IN_VAIN", 25)
    assert list(mixed_bytes.read_mixed_lines([letters] * 3 + [damaged])) == [letters] * 3 + [damaged]
    assert list(mixed_bytes.read_mixed_lines([letters, damaged, letters])) == [letters, text, letters]
    monkeypatch.setattr(mixed_bytes, "MOST", 60)
    assert fix_mojibake(f"{damaged}\n" * 3) == f"{text}\n{damaged}\n{damaged}\n"


def test_a_long_line_is_told_by_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "青石县图书馆修缮后重新开放，经过三年的经营已经很好。"
    damaged, letters = text.encode("gbk").decode("latin-1").replace("\xad", ""), "ÄñÑæÕÿÐßÝõ"
    for length in (20, 21):
        monkeypatch.setattr(mixed_bytes, "SAMPLE", length)
        assert list(mixed_bytes.read_mixed_lines([damaged * 2, letters * 2 + damaged])) == [
            text * 2,
            letters * 2 + damaged,
        ]
    monkeypatch.setattr(mixed_bytes, "MOST", 60)
    assert list(mixed_bytes.read_mixed_lines([damaged * 2, damaged])) == [None, None]


def test_long_lines_are_told_by_their_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = ("青石县图书馆修缮后重新开放" * 9).encode("gb18030").decode("iso8859-2", "replace")
    whole = fix_mojibake(shown)
    assert whole.startswith("青石县图书馆修缮后重新开放青石县")
    monkeypatch.setattr(misread, "_SAMPLE", 26)
    assert fix_mojibake(shown) == whole
    # a beginning that reads as text, and no more than that
    assert fix_mojibake(shown[:26] + "ÿþ" * 300) == shown[:26] + "ÿþ" * 300
