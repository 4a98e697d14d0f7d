"""How likely a character or mark of Chinese text is after up to three others: a pruned backoff model.

`data/ngrams.bin` holds it (tests/make_ngram_data.py makes the file). An n-gram that the file has carries its own
probability; of another the shorter one counts, times the backoff weight of its context (Katz 1987, pruned after
Stolcke 1998).
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate

ORDER = 4
BITS = 13  # a character's number, as in tests/make_ngram_data.py
MASK = (1 << BITS) - 1
STEP = 10.0  # levels per nat
SURE, EVEN = 255, 200  # the levels of probability 1 and of backoff weight 1
UNKNOWN = -20.0  # a character that the model does not have


class Ngrams:
    """The model: sorted keys for each order, each made of the number of its context and that of its last character."""

    def __init__(self) -> None:
        raw = (files(__package__) / "data" / "ngrams.bin").read_bytes()
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
        self._keys: list[array[int]] = []
        for size in sizes[1:]:  # differences of the keys, their low bytes first, which deflates best
            steps = bytearray(4 * size)
            for byte in range(4):
                steps[byte::4] = take(size)
            self._keys.append(array("Q", accumulate(array("I", bytes(steps)))))
        self._levels = [take(size) for size in sizes]
        self._backoffs = [take(size) for size in sizes[:-1]]
        self._found: dict[str, int] = {}

    def __contains__(self, c: str) -> bool:
        """Whether the model has a character or mark.

        >>> "发" in ngrams(), "。" in ngrams(), "x" in ngrams()
        (True, True, False)
        """
        return c in self._numbers

    def _place(self, gram: str) -> int:
        """The number of an n-gram among those of its order, or -1."""
        place = self._found.get(gram)
        if place is None:
            place = self._numbers.get(gram[-1], -1)
            if len(gram) > 1 and place >= 0:
                context = self._place(gram[:-1])
                keys = self._keys[len(gram) - 2]
                key = context << BITS | place
                place = bisect_left(keys, key) if context >= 0 else -1
                if place == len(keys) or (place >= 0 and keys[place] != key):
                    place = -1
            if len(self._found) > 100_000:  # about 15 MB, in a process that cleans millions of pages
                self._found.clear()
            self._found[gram] = place
        return place

    def followers(self, c: str) -> list[str]:
        """The characters that the model lists after one.

        >>> {"展", "现"} <= set(ngrams().followers("发"))
        True
        """
        number = self._numbers.get(c)
        if number is None:
            return []
        keys = self._keys[0]
        first, last = (bisect_left(keys, n << BITS) for n in (number, number + 1))
        return [self._characters[key & MASK] for key in keys[first:last]]

    def logp(self, before: str, c: str) -> float:
        """log P(c | before), in nats; `before` holds up to three characters that the model has, simplified.

        >>> model = ngrams()
        >>> model.logp("发", "展") > model.logp("发", "站")
        True
        """
        weight = 0.0
        for start in range(len(before)):
            context = before[start:]
            place = self._place(context + c)
            if place >= 0:
                return weight + (self._levels[len(context)][place] - SURE) / STEP
            place = self._place(context)
            if place >= 0:
                weight += (self._backoffs[len(context) - 1][place] - EVEN) / STEP
        place = self._place(c)
        return weight + (self._levels[0][place] - SURE) / STEP if place >= 0 else UNKNOWN


@lru_cache(maxsize=1)
def ngrams() -> Ngrams:
    """The model, loaded on first need (about 0.1 s)."""
    return Ngrams()
