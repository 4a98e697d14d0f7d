"""Single lines set into articles: what reads like furniture and is the article's stays, furniture goes."""

from collections import Counter

import pytest

from newsclean import load
from newsclean.strip import boilerplate
from newsclean.text import views
from tests.tools import fixtures
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


def test_lines_without_a_sign_are_known_to_no_rule() -> None:
    # what a new rule is known by has to stand in `_TELLING`: lines without it are not shown to the rules
    signs, known = boilerplate._Signs({}, frozenset(), frozenset(), frozenset()), boilerplate._whole_lines()
    for case in [*fixtures.cases()][::6]:
        page = load(case.page)
        widgets, opens = views.widgets(page), views.opens(page)
        for number, text in enumerate(views.folded(page)):
            if not (boilerplate._may_tell(text, known) or opens[number] or widgets[number]):
                assert boilerplate._widget_rule(text, {}, known, widget=False) == "", text
                assert boilerplate._line_rule(page, number, {}, signs, goes_on=False) == "", text
