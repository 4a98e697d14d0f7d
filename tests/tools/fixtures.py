"""The fixture pages: each a folder with a page and what is expected of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from newsclean import Article, clean_page

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
        for path in sorted((FOLDER / group).glob("*/expected.json")):
            expected = json.loads(path.read_text(encoding="utf-8"))
            html, text = path.with_name("page.html"), path.with_name("page.txt")
            page = html.read_bytes() if html.exists() else text.read_text(encoding="utf-8")
            name = f"{group}/{path.parent.name}"
            yield Case(name, group, page, expected["label"], expected.get("options", {}), expected["expect"])


def clean(case: Case) -> Article:
    """The article of a case."""
    return clean_page(case.page, **case.options)


def differences(case: Case, article: Article) -> dict[str, tuple[Any, Any]]:
    """What an article gets wrong: key -> (expected, found). Optional lines may stand in the body or not."""
    found = article.to_dict()
    optional = {fold(line) for line in case.expect.get("optional", ())}
    wrong: dict[str, tuple[Any, Any]] = {}
    for key, wanted in case.expect.items():
        if key == "optional":
            continue
        got = found[key]
        if key == "credits":  # the roles named must be there; others are not looked at
            got = {role: got.get(role) for role in wanted}
        if key == "body":
            wanted = [line for line in map(fold, wanted) if line not in optional]
            got = [line for line in map(fold, article.paragraphs) if line not in optional]
        if got != wanted:
            wrong[key] = (wanted, got)
    return wrong


def fold(line: str) -> str:
    """A line with its white space folded."""
    return " ".join(line.split())
