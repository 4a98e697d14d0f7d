"""What the words of lines say for and against their being a headline: the cases stand in data/headline_words.tsv.

Lines of one headline stand between ¶; "@远山网" before them is what the page calls itself. What is seen is a fact of
the words; what it is worth stands in `weights.tsv`.
"""

from __future__ import annotations

import pytest

from newsclean.layout.headline_form import plain
from newsclean.layout.headline_words import Words, wording
from newsclean.text.fold import fold

from ..tools.tsv import rows


def seen(text: str) -> str:
    """The evidence of some words, each piece with its amount."""
    site, _, text = text.rpartition("@")
    lines = [fold(line) for line in text.split("¶")]
    found = wording(Words.of("".join(lines), plain("".join(lines)), lines, plain(site)))
    return ", ".join(f"{name} {amount:.2g}" for name, amount in found.items() if amount) or "-"


@pytest.mark.parametrize(("text", "evidence"), rows("headline_words.tsv"))
def test_words(text: str, evidence: str) -> None:
    assert seen(text) == evidence
