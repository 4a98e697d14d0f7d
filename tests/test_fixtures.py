"""What fixtures say beyond their expectations, which the plugin `newsclean.testing` runs: `pytest fixtures`."""

from __future__ import annotations

import pytest

from .tools.fixtures import Case, cases, clean


@pytest.mark.parametrize("case", list(cases("negative")), ids=lambda case: case.name)
def test_negative_is_not_repaired(case: Case) -> None:
    assert clean(case).repairs == ()
