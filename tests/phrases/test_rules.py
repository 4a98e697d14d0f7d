"""The table of rules tells of every rule, and its examples show them."""

from __future__ import annotations

import pytest

from newsclean import explain_page
from newsclean.__main__ import main
from newsclean.phrases.rules import rules

from ..tools.fixtures import cases


@pytest.mark.parametrize("name", [rule.name for rule in rules().values() if rule.example])
def test_example(name: str) -> None:
    found = explain_page(rules()[name].example)
    assert name in {mark.rule for mark in found.page.marks}, str(found)


def test_table_has_every_rule_with_its_roles() -> None:
    for case in list(cases())[::2]:
        for mark in explain_page(case.page).page.marks:
            assert mark.role in rules()[mark.rule].roles


def test_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    told = capsys.readouterr().out
    assert "breadcrumb  (boilerplate)" in told
    assert "strip/breadcrumbs.txt" in told
