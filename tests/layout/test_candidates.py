"""What could be the headline comes best first, though most lines are never read closely enough to know their score."""

from __future__ import annotations

import pytest

from newsclean import load
from newsclean.layout.candidates import ranked

from ..tools.fixtures import Case, cases

CASES = [case for case in cases("wild", "synthetic", "negative") if len(case.page) < 9_000][::2]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_best_first(case: Case) -> None:
    scores = [score for score, _ in ranked(load(case.page), frozenset())]
    assert scores == sorted(scores, reverse=True)
