"""What a change of rules does to pages: `compare` for two explanations, `python -m newsclean.compare` for a corpus."""

from __future__ import annotations

from ..article import draw
from ..render.standalone import standalone
from .labels import Change, Comparison, compare
from .picture import diff

__all__ = ["Change", "Comparison", "compare"]


@draw.register
def _(shown: Comparison, title: str | None = None) -> str:
    return standalone(title, diff(shown)) if title else diff(shown)
