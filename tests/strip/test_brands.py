"""A bookmaker's name goes where a farm has set it: in rows above the text, and before marks in its sentences."""

from __future__ import annotations

import pytest

from newsclean import load
from newsclean.strip.brands import brands

from ..tools.tsv import rows


@pytest.mark.parametrize(("text", "expected"), rows("brands.tsv"))
def test_brands(text: str, expected: str) -> None:
    page = load(text.replace("¶", "\n"))
    taken = [page.lines[mark.line].text[mark.start : mark.end] for mark in brands(page)]
    assert "¶".join(taken) == ("" if expected == "-" else expected)
