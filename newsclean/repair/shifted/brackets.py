"""Brackets that a run may not read across: where one closes what stands open, no byte before it is shifted."""

from __future__ import annotations

from collections import Counter

from ...text import lazy_re as re

PAIRS = dict(zip("「『“‘（《〈【〔", "」』”’）》〉】〕", strict=True))
_BRACKET = re.compile("[「『“‘（《〈【〔」』”’）》〉】〕]")


def closed(line: str) -> frozenset[int]:
    """The places of closing brackets whose opening ones stand before them in the line.

    In `。」蔣` a search reads the bytes of `！`; but what made them would have left the bracket open.

    >>> sorted(closed("「真的（嗎）。」好』"))
    [5, 7]
    """
    opened: Counter[str] = Counter()
    places = []
    for match in _BRACKET.finditer(line):
        sign = match[0]
        if sign in PAIRS:
            opened[PAIRS[sign]] += 1
        elif opened[sign]:
            opened[sign] -= 1
            places.append(match.start())
    return frozenset(places)
