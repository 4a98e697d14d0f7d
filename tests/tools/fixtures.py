"""The fixture pages by group, as tests and tools take them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from newsclean import Article, clean_page
from newsclean.compare.fixtures import find_cases, read_case

FOLDER = Path(__file__).parents[2] / "fixtures"
GROUPS = ("wild", "synthetic", "negative", "known-failures")


class Case(NamedTuple):
    """One fixture: its folder, the page as served, and the content of expected.json."""

    name: str
    group: str
    page: bytes | str
    label: str
    options: dict[str, Any]
    expect: dict[str, Any]


def cases(*groups: str) -> Iterator[Case]:
    """All cases of some groups, in the order of their names."""
    for group in groups or GROUPS:
        for file in find_cases(FOLDER / group):
            case = read_case(file)
            yield Case(f"{group}/{case.name}", group, case.read(), case.about["label"], case.options, case.expect)


def clean(case: Case) -> Article:
    """The article of a case."""
    return clean_page(case.page, **case.options)
