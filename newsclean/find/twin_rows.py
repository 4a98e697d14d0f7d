"""The row of a post between its headline and the headline said again, as forums' pages set it."""

from __future__ import annotations

from ..layout.header import header
from ..page import Page
from ..text import lazy_re as re
from ..text import views
from .date_labels import names_source

_ROW_OF_TWIN = 2  # lines below a headline that is said again in which its row stands
# who, when, and how many have read it
_POSTED_ROW = re.compile(r"\S{2,12} \d{4}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d\d)? \d{1,6}")


def between_twins(page: Page, headline: int | None) -> range:
    """The row below a headline that the page says again below it, as forums' pages for printing do."""
    twins = [number for number in header(page).repeated if headline is not None and number < headline]
    rows = range(twins[-1] + 1, min(twins[-1] + 1 + _ROW_OF_TWIN, headline or 0)) if twins else range(0)
    texts = [views.folded(page)[number] for number in rows]
    return rows if any(names_source(text) or _POSTED_ROW.fullmatch(text) for text in texts) else range(0)
