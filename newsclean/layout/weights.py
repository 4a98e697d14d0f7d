"""The table of weights: what each piece of evidence is worth, in `weights.tsv`, one line each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Weight(NamedTuple):
    """A line of the table."""

    part: str  # "header", "body", "verdict", or a field whose confidence it tells
    name: str
    value: float
    why: str


class Evidence(NamedTuple):
    """One piece of evidence: its name, how much of it there is (0 to 1, or a count), and what that is worth."""

    name: str
    amount: float
    worth: float


@cache
def table() -> tuple[Weight, ...]:
    """All weights, in the order of the file."""
    text = files(__package__).joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(Weight(part, name, float(value), why) for part, name, value, why in rows)


@cache
def weights(part: str) -> Mapping[str, float]:
    """The weights of one part: name -> value.

    >>> weights("header")["row-below"] > 0
    True
    """
    return {weight.name: weight.value for weight in table() if weight.part == part}


def score(part: str, amounts: Mapping[str, float]) -> float:
    """The sum of weight × amount, with the part's `bias`; evidence that the table does not name counts nothing.

    >>> score("header", {"row-below": 1.0}) > score("header", {})
    True
    """
    known = weights(part)
    return known.get("bias", 0.0) + sum(known.get(name, 0.0) * amount for name, amount in amounts.items())


def evidence(part: str, amounts: Mapping[str, float]) -> tuple[Evidence, ...]:
    """The pieces that a score is made of, the weightiest first."""
    known = weights(part)
    named = ((name, amount) for name, amount in amounts.items() if name in known)
    pieces = [Evidence(name, round(amount, 2), round(known[name] * amount, 2)) for name, amount in named]
    return tuple(sorted(pieces, key=lambda piece: -abs(piece.worth)))
