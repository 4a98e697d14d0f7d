"""What is seen of pages in short: the evidence for headline and verdict, each piece with its amount.

A row of tests/data/evidence.tsv is a page as in tests/data/limits.tsv, then the evidence of its headline and of the
verdict, by name. The amounts are facts of the page, so that a number which decides what counts is held on both sides;
what the evidence is worth stands elsewhere. Where evidence is meant to be counted otherwise, write down what comes out.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import explain_page
from newsclean.layout.header import header
from newsclean.layout.weights import Evidence

from .test_limits import lines, page

DATA = Path(__file__).parents[1] / "data" / "evidence.tsv"
CASES = [row.split("\t") for row in DATA.read_text("utf-8").splitlines() if row and row[0] != "#"]


def seen(evidence: tuple[Evidence, ...]) -> str:
    """Names and amounts, by name."""
    return ", ".join(f"{piece.name} {piece.amount:g}" for piece in sorted(evidence))


@pytest.mark.parametrize(("name", "row", "headline", "verdict"), CASES, ids=[case[0] for case in CASES])
def test_page_shows_its_evidence(name: str, row: str, headline: str, verdict: str) -> None:
    explained = explain_page(page(name, row))
    assert explained.verdict is not None
    assert (seen(header(explained.page).evidence), seen(explained.verdict.evidence)) == (headline, verdict)
    assert list(explained.article.paragraphs) == [text for sign, _, text in lines(row) if sign == "+"]
