"""The byte pairs of GBK, as a program sees them that knows no character borders."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

FIRST = range(0x81, 0xFF)  # first bytes of a pair
SECOND = (*range(0x40, 0x7F), *range(0x80, 0xFF))  # second bytes; those below 0x80 are ASCII letters and signs too


class Pairs(NamedTuple):
    """GBK both ways, and its gaps."""

    of: dict[str, tuple[int, int]]  # character -> its bytes
    read: dict[tuple[int, int], str]  # bytes -> character
    gaps: dict[int, set[int]]  # first byte -> second bytes of 0x80 and above that make no character
    ascii_gaps: dict[str, set[int]]  # ASCII character -> first bytes that make no character with it
    narrow: dict[str, list[tuple[str, tuple[int, int]]]]  # first character -> (NFKC form, bytes) of what NFKC changes

    def wide(self, c: str) -> tuple[int, int] | None:
        """The bytes of a character, or of the one whose NFKC form it is; letters and digits are seldom such forms.

        >>> pairs().wide(":") == pairs().of["："], pairs().wide("z")
        (True, None)
        """
        if c.isascii() and c.isalnum():
            return None
        return self.of.get(c) or next((pair for form, pair in self.narrow.get(c, ()) if form == c), None)


@lru_cache(maxsize=1)
def pairs() -> Pairs:
    """The tables, built on first need (about 20 ms)."""
    read: dict[tuple[int, int], str] = {}
    gaps: dict[int, set[int]] = defaultdict(set)
    ascii_gaps: dict[str, set[int]] = defaultdict(set)
    narrow: dict[str, list[tuple[str, tuple[int, int]]]] = defaultdict(list)
    for a in FIRST:
        for b in SECOND:
            character = bytes((a, b)).decode("gbk", "ignore")
            if len(character) == 1 and not character.isascii():
                read[a, b] = character
                form = unicodedata.normalize("NFKC", character)
                if form != character:
                    narrow[form[0]].append((form, (a, b)))
            elif b > 0x80:
                gaps[a].add(b)
            elif b < 0x80:
                ascii_gaps[chr(b)].add(a)
    # 0x80 ends many characters, 個 among them, and begins none
    gaps[0x80] = set(FIRST)
    for code in range(0x40, 0x7F):
        ascii_gaps[chr(code)].add(0x80)
    return Pairs({c: pair for pair, c in read.items()}, read, gaps, ascii_gaps, narrow)
