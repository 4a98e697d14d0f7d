"""What a change of rules does to pages: `compare` for two explanations, `python -m newsclean.compare` for a corpus."""

from .labels import Change, Comparison, compare

__all__ = ["Change", "Comparison", "compare"]
