"""How likely a character or mark of news is after up to three others: a pruned backoff model.

`data/ngrams.bin` holds it (tests/tools/make_ngram_data.py makes the file). An n-gram that the file has carries its own
probability; of another the shorter one counts, times the backoff weight of its context (Katz 1987, pruned after Stolcke
1998). All digits count as one sign and all Latin letters as another; a line break stands before and behind each
paragraph.
"""

from __future__ import annotations

import math
import zlib
from array import array
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate

from .hanzi import LATIN, SHARES, WIDE_LATIN

ORDER = 4
BITS = 13  # a character's number, as in tests/tools/make_ngram_data.py
MASK = (1 << BITS) - 1
STEP = 10.0  # levels per nat
SURE, EVEN = 255, 200  # the levels of probability 1 and of backoff weight 1
UNKNOWN = -20.0  # a character that the model does not have
LAST = 2**64 - 1  # behind all keys

DIGITS = "0123456789０１２３４５６７８９"
CLASSES = {"0": DIGITS, "A": LATIN + WIDE_LATIN}  # signs of the model, and what they stand for
# the model has one form of each mark; not "?", which stands for halves on a damaged page
ALIASES = dict(zip(",;:!()　％", "，；：！（） %", strict=True))

Contexts = list[tuple[int, int, float]]  # order, place among the n-grams of that order, backoff weight; longest first


class Ngrams:
    """The model: sorted keys for each order, each made of the number of its context and that of its last character."""

    def __init__(self, name: str) -> None:
        raw = (files(__package__) / "data" / name).read_bytes()
        raw = zlib.decompress(raw[raw.index(b"\n\n") + 2 :])
        sizes = array("I", raw[: 4 * ORDER])
        at = 4 * ORDER

        def take(length: int) -> bytes:
            nonlocal at
            at += length
            return raw[at - length : at]

        characters = take(2 * sizes[0]).decode("utf-16-le")
        self._characters = characters
        self._numbers = {c: i for i, c in enumerate(characters) if i}  # the first stands for all that is not listed
        self._parts: dict[str, float] = {}  # log of each digit's or letter's share in its class
        for sign, members in CLASSES.items():
            whole = sum(SHARES[c] for c in members)
            for c in members:
                self._numbers[c] = self._numbers[sign]
                self._parts[c] = math.log(SHARES[c] / whole)
        for narrow, wide in ALIASES.items():
            self._numbers[narrow] = self._numbers[wide]
        self._keys: list[array[int]] = []
        for size in sizes[1:]:  # differences of the keys, their low bytes first, which deflates best
            steps = bytearray(4 * size)
            for byte in range(4):
                steps[byte::4] = take(size)
            self._keys.append(array("Q", accumulate(array("I", bytes(steps)))))
        self._levels = [take(size) for size in sizes]
        self._backoffs = [take(size) for size in sizes[:-1]]
        for keys in self._keys:
            keys.append(LAST)

    def __contains__(self, c: str) -> bool:
        """Whether the model has a character or mark.

        >>> "发" in ngrams(), "，" in ngrams(), "?" in ngrams()
        (True, True, False)
        """
        return c in self._numbers

    def _longer(self, order: int, context: int, number: int) -> int:
        """The place of the n-gram made of a context and one more character, among those of its order, or -1."""
        key = context << BITS | number
        keys = self._keys[order - 2]
        place = bisect_left(keys, key)
        return place if keys[place] == key else -1

    def contexts(self, before: str) -> Contexts:
        """What to look a character up behind; `before` holds up to three that the model has, simplified."""
        out: Contexts = []
        for start in range(len(before)):
            place = self._numbers[before[start]]
            for order, c in enumerate(before[start + 1 :], start=2):
                place = self._longer(order, place, self._numbers[c]) if place >= 0 else -1
            if place >= 0:
                order = len(before) - start
                out.append((order, place, (self._backoffs[order - 1][place] - EVEN) / STEP))
        return out

    def logp(self, contexts: Contexts, c: str) -> float:
        """log P(c | contexts), in nats.

        >>> model = ngrams()
        >>> after = model.contexts("发")
        >>> model.logp(after, "展") > model.logp(after, "站")
        True
        """
        number = self._numbers.get(c)
        if number is None:
            return UNKNOWN
        weight = self._parts.get(c, 0.0)
        for order, context, backoff in contexts:
            place = self._longer(order + 1, context, number)
            if place >= 0:
                return weight + (self._levels[order][place] - SURE) / STEP
            weight += backoff
        return weight + (self._levels[0][number] - SURE) / STEP

    def following(self, c: str) -> dict[str, int]:
        """The characters that the model lists after one, with the levels of their probability, SURE the highest.

        >>> after = ngrams().following("发")
        >>> after["展"] > after["现"] > 0
        True
        """
        characters, places = self._characters, slice(*self._listed(c))
        return {
            characters[key & MASK]: level
            for key, level in zip(self._keys[0][places], self._levels[1][places], strict=True)
        }

    def _listed(self, c: str) -> tuple[int, int]:
        """Where the pairs that begin with a character stand among all pairs."""
        number = self._numbers.get(c)
        if number is None:
            return 0, 0
        keys = self._keys[0]
        return bisect_left(keys, number << BITS), bisect_left(keys, number + 1 << BITS)


@lru_cache(maxsize=1)
def ngrams() -> Ngrams:
    """The model of text between marks, loaded on first need (about 0.1 s)."""
    return Ngrams("ngrams.bin")
