"""What an article keeps of its page: the body's lines, and the elements around them that say what they are."""

from __future__ import annotations

from typing import NamedTuple

from .kinds import Inline


class Place(NamedTuple):
    """An element around lines that says what they are."""

    parent: int  # index of the next one around it; the first one is the body itself, its own parent
    tag: str
    hints: str = ""


class Kept(NamedTuple):
    """A line of the body."""

    number: int
    text: str
    place: int
    level: int = 0  # of the heading's tag that it stands in
    bold: bool = False  # whether all of it is
    indent: int = 0  # in a dump
    spans: tuple[Inline, ...] = ()
