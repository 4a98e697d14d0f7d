"""Pairs that GBK leaves undefined vanish inside a shifted run: what they can have hidden.

The byte before a gap and the byte behind it are known, each of one character; those that vanished are such that GBK
makes nothing of them. So the character before the gap has one of few second bytes, those between two vanished pairs
have one of few second bytes too, and the one behind the gap has a known second byte. What reads best of all that fits
is tried.
"""

from __future__ import annotations

from heapq import nlargest
from math import inf
from typing import NamedTuple

from .lattice import BEAM, Key, Node
from .likelihood import CONTEXT
from .profile import ANY, VANISHES
from .steps import BROKEN, CUT_GLOSS, SearchSteps

KEPT = 5  # readings tried up to each vanished pair
# Nats that a reading may be behind the best without a gap: both go on alike, so it hardly makes up for more.
BEHIND = 0.5


class Hidden(NamedTuple):
    """A reading up to a vanished pair."""

    score: float
    first: int  # the pair's first byte, which ends the last character
    before: str
    text: str


class GapSteps(SearchSteps):
    """The steps over vanished pairs."""

    def after_a_gap(self, s: str, i: int, key: Key, node: Node, rows: int) -> None:
        """Read on where up to `rows` pairs have vanished before the next shown character."""
        of = self.pairs.of
        hidden = [
            Hidden(node[0] + likely, of[c][1], (key[1] + c)[-CONTEXT:], self.emit(c))
            for likely, c in self.model.best(key[1], self.pools.before_gap[key[0] & 0xFF], hidden=not key[0] & BROKEN)
        ]
        for row in range(rows):
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
            Hidden(score + likely, self.pairs.of[d][1], (before + d)[-CONTEXT:], text + self.emit(d))
            for likely, d in self.model.best(before, self.pools.closing(first, VANISHES), hidden=True)
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
            for likely, d in self.model.best(before, self.pools.closing(first, ANY), hidden=True):
                self.put(at, 0, key, d + taken, score + likely - cost, text + self.emit(d) + sign, node)
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
        for likely, d in self.model.best(before, self.pools.closing(first, ord(shown)), hidden=False):
            self.put(i + 1, 0, key, d, score + likely, text + self.emit(d), node)

    def end_gap(self, after: int, pair: tuple[int, int], hidden: Hidden, key: Key, node: Node) -> None:
        """A shown pair behind a gap: its first byte ends a character that the gap began."""
        score, first, before, text = hidden
        letter = chr(pair[1]) if pair[1] < 0x80 else ""
        least = self.best.get(after, -inf) - BEAM
        for likely, d in self.model.best(before, self.pools.closing(first, pair[0]), hidden=True):
            if score + likely < least:
                break
            shown = text + self.emit(d) + letter
            self.put(after, 0 if letter else pair[1], key, d + letter, score + likely, shown, node)
