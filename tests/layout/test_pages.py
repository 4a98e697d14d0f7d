"""Pages of many kinds: which show an article, and all of it. A new case is a page and what is expected of it.
It lies in tests/data/pages.
`known_failures.txt` there names the pages that come out wrong today, each with its reason; one that is mended must go.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsclean import clean_page, explain_page

DATA = Path(__file__).parents[1] / "data" / "pages"
KNOWN = {
    line.split("\t")[0]: line.split("\t")[1]
    for line in (DATA / "known_failures.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
}
ARTICLES = [path for folder in ("article", "kinds", "negatives") for path in sorted((DATA / folder).glob("*.json"))]
OTHERS = [path for path in sorted((DATA / "no_article").iterdir()) if path.suffix in (".html", ".txt")]


def name(path: Path) -> str:
    """The name of a case: its folder and file."""
    return f"{path.parent.name}/{path.stem}"


def page(path: Path) -> bytes | str:
    """The page itself."""
    html = path.with_suffix(".html")
    return html.read_bytes() if html.exists() else path.with_suffix(".txt").read_text("utf-8")


def letters(text: str) -> str:
    """Letters and digits only."""
    return "".join(char for char in text if char.isalnum())


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_article_is_whole(path: Path) -> None:
    told = json.loads(path.read_text("utf-8"))
    optional = {letters(line) for line in told.get("optional", ())}
    article = clean_page(page(path))
    got = [part for part in map(letters, article.paragraphs) if part not in optional]
    want = [part for part in map(letters, told["body"]) if part not in optional]
    whole = "".join(got) == "".join(want)
    assert whole != (name(path) in KNOWN), KNOWN.get(name(path), "not the article")


@pytest.mark.parametrize("path", OTHERS, ids=name)
def test_page_without_an_article_has_no_body(path: Path) -> None:
    explained = explain_page(page(path))
    empty = explained.article.body == ""
    assert empty != (name(path) in KNOWN), KNOWN.get(name(path), f"a body: {explained.article.body[:60]}")
    if empty:
        assert explained.article.kind in ("list", "notice", "empty")
        assert explained.article.reason
