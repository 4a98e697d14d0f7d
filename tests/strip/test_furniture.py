"""Single lines set into articles: what reads like furniture and is the article's stays, furniture goes."""

from collections import Counter

import pytest

from tests.tools.furniture import GO, STAY, cases, fault


@pytest.mark.parametrize("name", STAY | GO)
def test_lines_stay_or_go(name: str) -> None:
    wrong = [(case.place, case.form, case.line, bad) for case in cases(name) if not case.known and (bad := fault(case))]
    assert not wrong


@pytest.mark.parametrize("name", STAY | GO)
def test_known_failures_fail(name: str) -> None:
    """A line that has come right is no known failure any more: take the comment away."""
    known: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for case in cases(name):
        if case.known:
            known[case.line] += 1
            wrong[case.line] += bool(fault(case))
    assert not [line for line in known if not wrong[line]]
