"""How sure each field is: the share of values of its kind that were right, on sites left out.

What kind a value is of: the rule that gave it and, for headline and body, how far the evidence goes. The shares are in
`weights.tsv`, part "trust", by field and kind; `tests/tools/trust.py` counts them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..page import Page
from .header import header
from .weights import weights

FIELDS = ("title", "source", "date", "author", "editor", "body")
_UNKNOWN = 0.5  # of a kind that was never counted, such as a user's own rule
_MARGINS = (1.0, 2.0, 4.0, 7.0)  # steps of a headline's margin over the runner-up
_SCORES = (-1.0, 0.0, 1.0, 2.0, 4.0)  # steps of a verdict's score


def confidence(page: Page, fields: Mapping[str, Any]) -> dict[str, float]:
    """Field -> how sure its value is, 0 to 1; for a field that is None, how sure it is that the page shows none.

    >>> from newsclean import clean_page
    >>> article = clean_page("<h1>城东新桥通车</h1><p>昨天上午，城东新桥正式通车，居民出行更加方便。</p>")
    >>> sorted(article.confidence) == sorted(FIELDS)
    True
    """
    known = weights("trust")
    kinds = kinds_of_values(page, fields)
    return {field: known.get(f"{field}:{kind}", _UNKNOWN) for field, kind in kinds.items()}


def kinds_of_values(page: Page, fields: Mapping[str, Any]) -> dict[str, str]:
    """Field -> what kind its value is of."""
    found = header(page)
    step = _step(found.margin, _MARGINS)
    verdict = next((mark.value for mark in reversed(page.marked("verdict"))), None)
    sure = _step(verdict.score, _SCORES) if verdict else "none"
    kinds = {}
    for field in FIELDS:
        value = fields.get(field)
        if field == "body":
            kinds[field] = f"{sure}" if value else f"empty-{sure}"
        elif field == "title":
            kinds[field] = f"{found.rule}-{step}" if value else f"none-{step}"
        elif not value:
            kinds[field] = f"none-{page.kind}"
        else:
            rules = [mark.rule for mark in page.marks if mark.role == field and mark.value]
            kinds[field] = rules[-1] if rules else "none"
    return kinds


def _step(value: float, steps: tuple[float, ...]) -> str:
    """The step that a value reaches, as a short name."""
    return str(sum(value >= step for step in steps))
