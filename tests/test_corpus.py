"""Real pages, annotated by hand, where they are there: no figure falls, and the promises hold on each page."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tools.measure import shared
from .tools.promises import check
from .tools.ratchet import MIRRORS, RUNS, fallen, measure, reached

FOLDER = shared()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="no annotated corpus beside the repository (NEWSCLEAN_SHARED)")
PAGES = sorted((FOLDER / "corpus" / "pages").iterdir()) if FOLDER else []


@pytest.mark.parametrize("run", RUNS)
def test_no_figure_falls(run: str) -> None:
    if run in MIRRORS:
        pytest.importorskip("pypinyin", reason="the readings that mirrors plant")
    old, new = reached()[run], measure(run)
    assert new["no_errors"] == 1
    assert fallen(old, new) == {}, "once reached, now: python -m tests.tools.ratchet shows all figures"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_promises_on_a_real_page(page: Path) -> None:
    check(page.read_bytes())
