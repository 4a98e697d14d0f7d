"""What fixtures say beyond their expectations, which the plugin `newsclean.testing` runs: `pytest fixtures`."""

from __future__ import annotations

import pytest

from .tools.fixtures import Case, cases, clean
from .tools.labels import ROWS, Pinned, pinned, row

PINNED = {page.name: page for page in pinned()}
WANTED = [line for line in ROWS.read_text("utf-8").splitlines() if line.partition("\t")[0] in PINNED]


@pytest.mark.parametrize("case", list(cases("negative")), ids=lambda case: case.name)
def test_negative_is_not_repaired(case: Case) -> None:
    assert clean(case).repairs == ()


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.partition("\t")[0])
def test_labels(wanted: str) -> None:
    """Where the change is meant, `python -m tests.tools.labels` writes the rows anew."""
    page: Pinned = PINNED[wanted.partition("\t")[0]]
    assert row(page).split("\t") == wanted.split("\t")
