"""The two seed pages of the annotated corpus, each with the other's damage planted on it too.

One was glossed and read one byte off, the other has empty elements of one random id, an image's name among its
paragraphs and link spam. Both kinds of damage are taken from the pages themselves.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from newsclean import clean_page

from ..tools.measure import shared, tool

GLOSSED, CLUMPED = "seed-000", "seed-004"
FIELDS = ("title", "source", "date", "author", "editor")
_GLOSS = re.compile("([\u4e00-\u9fff])(\\([a-zü\u00e0-\u00ff\u0101-\u01dc]{1,6}\\))")
_IMAGE = re.compile(r"^.*\.jpg$", re.MULTILINE)

pytestmark = pytest.mark.skipif(shared() is None, reason="needs the annotated corpus")


def _seed(name: str) -> tuple[str, dict[str, Any]]:
    """A seed page, and what is right on it."""
    folder = shared()
    assert folder is not None
    found = {ident: (raw.decode("utf-8"), gold) for ident, gold, raw, _ in tool("score").corpus(folder / "corpus")}
    return found[name]


def _glossed(page: str) -> str:
    """A page with the glosses that the other one has, on the same characters."""
    glosses = dict(_GLOSS.findall(_seed(GLOSSED)[0]))
    return "".join(char + glosses.get(char, "") for char in page)


def _clumped(page: str) -> str:
    """A page between the other one's empty elements, with its image's name and its spam."""
    other = _seed(CLUMPED)[0].split("\n")
    head = next(number for number, line in enumerate(other) if line.strip() and "<" not in line)
    tail = next(number for number in range(len(other) - 1, 0, -1) if other[number].strip() and "<" not in other[number])
    image = next(line for line in other if _IMAGE.match(line))
    lines = page.split("\n")
    return "\n".join([*other[:head], lines[0], "", image, "", *lines[1:], "", *other[tail:]])


def _wrong(page: str, gold: dict[str, Any], reached: float = 0.99) -> dict[str, Any]:
    """The fields of a page that are not as they should be, and its body's scores where one is too low."""
    score, article = tool("score"), clean_page(page)
    got = {name: getattr(article, name) for name in FIELDS}
    got["date"] = article.date.isoformat() if article.date else None
    wrong = {name: value for name, value in got.items() if not score.field_right(name, value, gold[name])}
    right = score.body_scores(article.body, gold["body_text"], gold.get("optional_text", []))
    return wrong | ({} if min(right[:2]) >= reached else {"body": right})


def test_as_they_are() -> None:
    assert {name: _wrong(*_seed(name)) for name in (GLOSSED, CLUMPED)} == {GLOSSED: {}, CLUMPED: {}}


def test_clumps_on_the_glossed_page() -> None:
    page, gold = _seed(GLOSSED)
    assert _wrong(_clumped(page), gold) == {}


def test_glosses_on_the_clumped_page() -> None:
    page, gold = _seed(CLUMPED)
    glossed = _glossed(page)
    assert len(_GLOSS.findall(glossed)) > 150
    assert _wrong(glossed, gold) == {}


@pytest.mark.parametrize("farm", range(1, 10))
def test_shifted_bytes_on_the_clumped_page(farm: int) -> None:
    """Some farms show nothing for half a character, and with it one or two whole ones are gone for good."""
    reached = {7: 0.96, 9: 0.98}.get(farm, 0.99)
    page, gold = _seed(CLUMPED)
    shown = "\n".join(tool("inject").mirror_text(line, farm) for line in page.split("\n"))
    assert _wrong(shown, gold, reached) == {}
