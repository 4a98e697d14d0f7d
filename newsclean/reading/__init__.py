"""From bytes, text or a tree to a `Page`: decode, parse, number the visible lines, read the head."""

from .load import load

__all__ = ["load"]
