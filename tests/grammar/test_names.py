"""Names read out of strings: the cases stand in data/names.tsv."""

from __future__ import annotations

import pytest

from newsclean.grammar.names import Trust, is_person, read_names

from ..tools.tsv import rows


@pytest.mark.parametrize(("text", "high", "low"), rows("names.tsv"))
def test_names(text: str, high: str, low: str) -> None:
    assert ("、".join(read_names(text, trust=Trust.HIGH).names) or "-") == high
    assert ("、".join(read_names(text).names) or "-") == low


def test_names_are_read_between_two_offsets() -> None:
    text = "作者：张三 编辑：李四"
    assert read_names(text, 3, 6).names == ("张三",)
    assert read_names(text, 9).names == ("李四",)


@pytest.mark.parametrize(
    "word", ["时间", "方面", "成都", "万元", "全文", "某某网", "王先生", "李某说", "新华社", "", "张"]
)
def test_common_words_are_no_persons(word: str) -> None:
    assert not is_person(word)


def test_long_lists_take_linear_time() -> None:
    names = read_names("张三、" * 20_000)
    assert names.names == ("张三",)
    assert names.clean
