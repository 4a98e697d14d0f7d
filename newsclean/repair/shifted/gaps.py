"""Pairs that GBK leaves undefined vanish inside a shifted run: what they can have hidden.

The byte before a gap and the byte behind it are known, each of one character; those that vanished are such that GBK
makes nothing of them. So the character before the gap has one of few second bytes, those between two vanished pairs
have one of few second bytes too, and the one behind the gap has a known second byte. What reads best of all that fits
is tried.
"""

from __future__ import annotations

from functools import lru_cache
from heapq import nlargest
from itertools import islice
from math import inf
from typing import NamedTuple

from ..gbk import pairs
from ..hanzi import SHARES, sequences
from .lattice import Key, Node
from .likelihood import CONTEXT, Likelihood
from .profile import DamageProfile, characters
from .steps import CUT_GLOSS, SearchSteps

ROW = 3  # pairs in a row that can have vanished; more hide more than the neighbours can tell
KEPT = 8  # readings tried up to each vanished pair
LISTED, COMMON = 12, 8  # characters tried after another: the likeliest of those known to follow it, and of all
# Nats that a reading may be behind the best without a gap: both go on alike, so it hardly makes up for more.
BEHIND = 3.0
# in the place of a second byte: one with which a pair can vanish, and any at all
VANISHES, ANY = -1, -2


class Hidden(NamedTuple):
    """A reading up to a vanished pair."""

    score: float
    first: int  # the pair's first byte, which ends the last character
    before: str
    text: str


class GapSteps(SearchSteps):
    """The steps over vanished pairs."""

    def __init__(self, text: str, profile: DamageProfile, model: Likelihood) -> None:
        super().__init__(text, profile, model)
        self.following: dict[tuple[str, int, int], list[str]] = {}

    def after_a_gap(self, s: str, i: int, key: Key, node: Node) -> None:
        """Read on where up to ROW pairs have vanished before the next shown character."""
        read, pending = self.pairs.read, key[0] & 0xFF
        hidden = [
            Hidden(node[0] + self.likely(key, c), first, (key[1] + c)[-CONTEXT:], self.emit(c))
            for first in self.pairs.gaps
            if (c := read.get((pending, first)))
        ]
        for row in range(ROW):
            if row:
                hidden = [longer for shorter in hidden for longer in self.one_more(shorter)]
            least = self.best.get(i + 1, -inf) - BEHIND
            hidden = nlargest(KEPT, [reading for reading in hidden if reading.score > least])
            for reading in hidden:
                self.close_gap(s, i, reading, key, node)

    def one_more(self, hidden: Hidden) -> list[Hidden]:
        """The readings with one more vanished pair, which ends the character that the last one began."""
        score, first, before, text = hidden
        return [
            Hidden(
                score + self.model.restored(before, d),
                self.pairs.of[d][1],
                (before + d)[-CONTEXT:],
                text + self.emit(d),
            )
            for d in self.followers(before[-1:], first, VANISHES)
        ]

    def close_gap(self, s: str, i: int, hidden: Hidden, key: Key, node: Node) -> None:
        """Read on behind a gap: its second byte is unknown and begins the character that the next shown one ends."""
        score, first, before, text = hidden
        key = (0, before, key[2])
        shown = s[i]
        if i in self.closed:
            return
        at = i + 1 if self.profile.shown and shown == "?" else i
        if pair := self.pairs.of.get(shown):
            self.end_gap(i + 1, pair, hidden, key, node)
        elif gloss := CUT_GLOSS.match(s, at):
            for d, cost in self.all_read_as(gloss.group(1)):
                if self.pairs.of[d][0] in self.pairs.gaps[first]:
                    likely = score + self.model.logp(before, d) - cost
                    self.put(gloss.end(), 0, key, d, likely, f"{text}{d}({gloss.group()}", node)
        elif at > i:
            cost, taken, sign = self.taken_along(s, at)
            for d in self.followers(before[-1:], first, ANY):
                likely = score + self.model.restored(before, d) - cost
                self.put(at, 0, key, d + taken, likely, text + self.emit(d) + sign, node)
        elif shown.isascii():
            self.close_gap_at_ascii(s, i, hidden, key, node)

    def close_gap_at_ascii(self, s: str, i: int, hidden: Hidden, key: Key, node: Node) -> None:
        """The same before an ASCII character: a narrow form, or a second byte of what is hidden."""
        score, first, before, text = hidden
        shown = s[i]
        for form, wide in self.pairs.narrow.get(shown, ()):
            if s.startswith(form, i):
                self.end_gap(i + len(form), wide, hidden, key, node)
        if first in self.pairs.ascii_gaps.get(shown, ()):
            self.put(i + 1, 0, key, shown, score + self.model.logp(before, shown), text + shown, node)
        for d in self.followers(before[-1:], first, ord(shown)):
            self.put(i + 1, 0, key, d, score + self.model.logp(before, d), text + self.emit(d), node)

    def end_gap(self, after: int, pair: tuple[int, int], hidden: Hidden, key: Key, node: Node) -> None:
        """A shown pair behind a gap: its first byte ends a character that the gap began."""
        score, first, before, text = hidden
        letter = chr(pair[1]) if pair[1] < 0x80 else ""
        for d in self.followers(before[-1:], first, pair[0]):
            likely = score + self.model.restored(before, d)
            self.put(after, 0 if letter else pair[1], key, d + letter, likely, text + self.emit(d) + letter, node)

    def followers(self, b: str, first: int, second: int) -> list[str]:
        """The characters that may follow `b`, of those that fit."""
        place = (b, first, second)
        found = self.following.get(place)
        if found is None:
            fits, strange = fitting(first, second), self.profile.strange
            listed = islice((d for d in self.model.followers(b) if d in fits and d not in strange), LISTED)
            common = islice((d for d in fits if d not in strange), COMMON)
            found = self.following[place] = list(dict.fromkeys((*listed, *common)))
        return found


@lru_cache(maxsize=4096)
def fitting(first: int, second: int) -> dict[str, None]:
    """The characters that a gap begun by `first` can have begun, and that end with `second`; the commonest first."""
    gaps, of, tables, model = pairs().gaps, pairs().of, characters(), sequences()
    seconds = gaps if second == VANISHES else tables.by_second if second == ANY else (second,)
    pool = [d for byte in seconds for d in tables.by_second[byte] if of[d][0] in gaps[first]]
    share = {d: model.all.get(tables.simple.get(d, d), 0.0) or SHARES.get(d, 0.0) for d in pool}
    return dict.fromkeys(sorted(pool, key=share.__getitem__, reverse=True))
