"""Pages without an article, of many kinds, show none. A new case is a page in tests/data/pages/no_article.

Those beside them, which show one, are fixtures: the plugin `newsclean.testing` runs them, with all their fields.
`known_failures.txt` names the pages that come out wrong today, each with its reason; one that is mended must go.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import explain_page
from newsclean.compare.fixtures.case import known_failure, read_page

DATA = Path(__file__).parents[1] / "data" / "pages"
PAGES = [path for path in sorted((DATA / "no_article").iterdir()) if path.suffix in (".html", ".txt")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_without_an_article_has_no_body(path: Path) -> None:
    explained = explain_page(read_page(path))
    empty = explained.article.body == ""
    known = known_failure(path, DATA)
    assert empty != bool(known), known or f"a body: {explained.article.body[:60]}"
    if empty:
        assert explained.article.kind in ("list", "notice", "empty")
        assert explained.article.reason
