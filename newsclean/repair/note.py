"""What a repair tells of a single line, for explanations: what it left as it was, or what it cut, and why."""

from __future__ import annotations

from typing import NamedTuple


class Note(NamedTuple):
    """A note on a line of the text that a repair was given."""

    line: int
    rule: str
    reason: str
    words: str = ""  # of the mended line that it is about; "" for what stood at its end


class Cured(str):
    """A reason that only the repair itself could tell: it brings `text`, the repaired one, so that it is done once."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, reason: str, text: str) -> Cured:
        """The reason, and the repaired text."""
        made = super().__new__(cls, reason)
        made.text = text
        return made
