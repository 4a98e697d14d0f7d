"""Pairs that GBK leaves undefined vanish inside a shifted run: what they can have hidden.

The byte before a gap and the byte behind it are known, each of one character; the two that vanished are those of which
GBK makes nothing. What reads best of all that fits is tried, with a second gap right behind the first.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from .farm import characters
from .hanzi import sequences
from .lattice import Key, Node
from .likelihood import CONTEXT
from .shifts import CUT_GLOSS, Shifts

VANISHED = -0.5  # nats; it hides a character, which costs its own
COMMON = 60  # characters that may follow any other
FIRST_KEPT, SECOND_KEPT = 4, 4  # readings tried of the character before a gap, and of the one between two


class Gaps(Shifts):
    """The steps over vanished pairs."""

    def after_a_gap(self, s: str, i: int, key: Key, node: Node) -> None:
        """Read on where one pair or two have vanished before the next shown character."""
        read, of, gaps = self.pairs.read, self.pairs.of, self.pairs.gaps
        pending = key[0] & 0xFF
        ends = [(self.likely(key, c), c, first) for first in gaps if (c := read.get((pending, first)))]
        ends.sort(reverse=True)
        for likely, c, first in ends[:FIRST_KEPT]:
            before = (key[1] + c)[-CONTEXT:]
            score = node[0] + likely - VANISHED
            self.close_gap(s, i, (first, before, key[2]), score, self.emit(c), node)
            between = [
                (self.model.restored(before, d), d)
                for d in self.successors(c)
                if of[d][0] in gaps[first] and of[d][1] in gaps
            ]
            between.sort(reverse=True)
            for likelier, d in between[:SECOND_KEPT]:
                further = (of[d][1], (before + d)[-CONTEXT:], key[2])
                self.close_gap(s, i, further, score + likelier - VANISHED, self.emit(c) + self.emit(d), node)

    def successors(self, c: str) -> str:
        """What may follow a character."""
        return successors().get(characters().simple.get(c, c), "")

    def close_gap(self, s: str, i: int, key: Key, score: float, text: str, node: Node) -> None:
        """Read on behind a gap: its second byte is unknown and begins the character that the next shown one ends."""
        first, before, _ = key
        seconds, of = self.pairs.gaps[first], self.pairs.of
        shown = s[i]
        pair = of.get(shown)
        at = i + 1 if self.farm.shown and shown == "?" else i
        if pair:
            for d in self.by_second[pair[0]]:
                if of[d][0] in seconds:
                    letter = chr(pair[1]) if pair[1] < 0x80 else ""
                    likely = score + self.model.restored(before, d)
                    pending = 0 if letter else pair[1]
                    self.put(i + 1, pending, key, d + letter, likely, text + self.emit(d) + letter, node)
        elif gloss := CUT_GLOSS.match(s, at):
            for d, cost in self.all_read_as(gloss.group(1)):
                if of[d][0] in seconds:
                    likely = score + self.model.logp(before, d) - cost
                    self.put(gloss.end(), 0, key, d, likely, f"{text}{d}({gloss.group()}", node)
        elif at > i:
            for d in self.successors(before[-1:]):
                if of[d][0] in seconds:
                    self.put(at, 0, key, d, score + self.model.restored(before, d), text + self.emit(d), node)
        elif shown.isascii():
            if first in self.pairs.ascii_gaps.get(shown, ()):
                self.put(i + 1, 0, key, shown, score + self.model.logp(before, shown), text + shown, node)
            for d in self.by_second[ord(shown)]:
                if of[d][0] in seconds:
                    self.put(i + 1, 0, key, d, score + self.model.logp(before, d), text + self.emit(d), node)


@lru_cache(maxsize=1)
def successors() -> dict[str, str]:
    """Simplified character -> what follows it inside words, and the commonest characters of all, in both scripts."""
    model, forms = sequences(), characters().forms
    common = sorted(model.first, key=lambda c: -model.first[c])[:COMMON]
    always = {form for c in common for form in forms.get(c, "")} | {"，", "。", "、"}
    out: dict[str, set[str]] = defaultdict(lambda: set(always))
    for pair in model.pair:
        out[pair[0]].update(forms.get(pair[1], ""))
    return {c: "".join(sorted(following)) for c, following in out.items()}
