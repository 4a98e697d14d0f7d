"""What a repair tells of a single line, for explanations: what it left as it was, or what it cut, and why."""

from __future__ import annotations

from typing import NamedTuple


class Note(NamedTuple):
    """A note on a line of the text that a repair was given."""

    line: int
    rule: str
    reason: str
    words: str = ""  # of the mended line that it is about; "" for what stood at its end
