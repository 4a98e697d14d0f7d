"""Legal notices go, reports on law stay: the cases stand in data/notices.tsv."""

from __future__ import annotations

import pytest

from newsclean import Mark, load
from newsclean.strip.disclaimers import strip_disclaimers

from ..tools.tsv import rows


@pytest.mark.parametrize(("label", "text"), rows("notices.tsv"))
def test_notices(label: str, text: str) -> None:
    lines = text.split("¶")
    page = load("\n".join(line.removeprefix("-") for line in lines))
    wanted = [number for number, line in enumerate(lines) if line.startswith("-")]
    assert [mark.line for mark in strip_disclaimers(page)] == wanted, label


def test_what_another_rule_has_claimed_is_no_notice() -> None:
    page = load("本文仅代表作者观点。\n未经授权不得转载本站稿件，违者追究法律责任。")
    claimed = page.with_marks([Mark(0, "title", "test"), Mark(1, "boilerplate", "test")])
    assert [mark.line for mark in strip_disclaimers(claimed)] == [1]


def test_a_list_goes_no_further_than_to_what_another_rule_has_claimed() -> None:
    page = load("1、本站转载的文章不代表本站观点，版权归原作者所有。\n2、不构成投资建议。\n3、不得用于商业用途。")
    claimed = page.with_marks([Mark(1, "editor", "test")])
    assert [mark.line for mark in strip_disclaimers(claimed)] == [0]
