"""Pictures of articles and explanations, as HTML for notebooks and for pages that stand alone.

`markup.py` writes elements and escapes, `roles.py` knows the roles and their colours, `card.py` shows an article,
`picture.py` an explanation with its `overview.py`, `standalone.py` makes a page of any of them,
`style.css` is the looks of all. No scripts anywhere.
"""

from __future__ import annotations

from ..article import Article, draw
from ..explain import Explanation
from .card import card
from .picture import picture
from .standalone import standalone


@draw.register
def _(shown: Article, title: str | None = None) -> str:
    return standalone(title, card(shown)) if title else card(shown)


@draw.register
def _(shown: Explanation, title: str | None = None) -> str:
    return standalone(title, picture(shown)) if title else picture(shown)
