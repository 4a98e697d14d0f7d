"""How stretches of lines are cut out of a page, by what its lines are worth."""

from __future__ import annotations

import pytest

from newsclean import load
from newsclean.layout.stretches import find_stretches
from newsclean.layout.weights import weights
from newsclean.page import Mark


@pytest.mark.parametrize(
    ("worths", "start", "heading", "stretches"),
    [
        ([60, 10, -80, 20], 0, None, [(70, 0, 1, False), (20, 3, 3, True)]),
        ([60, 10, -20, 20], 0, None, [(70, 0, 1, False)]),  # what follows is worth no more than what lies between
        ([60, 10, -20, 30], 0, None, [(80, 0, 3, False)]),
        ([60, 10, -20, 30], 1, None, [(30, 3, 3, False), (10, 1, 1, False)]),
        ([-5, -5, 60, 10], 0, None, [(70, 2, 3, False)]),
        ([30, -40, 60, -90, 20], 0, None, [(60, 2, 2, False), (30, 0, 0, False), (20, 4, 4, True)]),  # 30 is not much
        ([60, 10, 5, 20, 5], 0, 2, [(70, 0, 1, False), (25, 3, 4, True)]),  # comments begin
        ([20, 1, 5, 20, 5], 0, 2, [(51, 0, 4, False)]),  # … above which there is no article
        ([60, 10, 0, 20], 2, None, [(20, 2, 3, False)]),
    ],
)
def test_stretches(
    worths: list[float], start: int, heading: int | None, stretches: list[tuple[float, int, int, bool]]
) -> None:
    page = load("\n".join(f"第{number}行" for number in range(len(worths))))
    if heading is not None:
        page = page.with_marks([Mark(heading, "boilerplate", "comments-heading")])
    far = weights("body")["far-from-title"]
    found = [tuple(stretch) for stretch in find_stretches(page, worths, start)]
    assert found == [(value * far if away else value, first, last) for value, first, last, away in stretches]
