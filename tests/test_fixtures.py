"""Every fixture page gives what its expected.json says. A new case needs no code: see fixtures/README.md."""

from __future__ import annotations

import pytest

from .tools.fixtures import Case, cases, clean, differences


@pytest.mark.parametrize("case", list(cases("wild", "synthetic", "negative")), ids=lambda case: case.name)
def test_fixture(case: Case) -> None:
    assert differences(case, clean(case)) == {}


@pytest.mark.parametrize("case", list(cases("negative")), ids=lambda case: case.name)
def test_negative_is_not_repaired(case: Case) -> None:
    assert clean(case).repairs == ()


@pytest.mark.parametrize("case", list(cases("known-failures")), ids=lambda case: case.name)
def test_known_failure_still_fails(case: Case) -> None:
    assert differences(case, clean(case)) != {}, "mended: move the folder to the group where it belongs"
