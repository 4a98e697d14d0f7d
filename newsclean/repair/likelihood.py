"""How likely a reading of a damaged page is, character by character.

Three models speak together: n-grams of running text, words with the marks around them, and the page's own sound text,
which names its people and things again and again.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

from .farm import GLOSS, SHOWN, Farm, characters
from .hanzi import sequences
from .ngrams import ngrams

CONTEXT = 2  # characters before the one judged; a third tells little, and keeps more readings apart
OTHER_SCRIPT = 6.0  # nats: a simplified character in traditional text, or the other way round
RUNNING = 0.5  # weight of the n-grams beside that of the words; figures hardly move with it
SEEN = 20.0  # so many times must a page have a character that its own successors count half


class Likelihood:
    """The likelihood of characters on one page."""

    def __init__(self, text: str, farm: Farm) -> None:
        self.simple = characters().simple
        self.farm = farm
        self.words = sequences()
        self.running = ngrams()
        self.memo: dict[tuple[str, str], float] = {}
        # where no "?" shows the runs, the page's own text cannot be told from them
        sound = re.sub(rf"(?:{SHOWN.pattern})[^\x00-\x7f]*", "\n", GLOSS.sub("", text)) if farm.shown else ""
        sound = "".join([self.simple.get(c, c) for c in sound])
        self.seen = Counter(sound)
        self.seen.update(map("".join, pairwise(sound)))

    def logp(self, before: str, c: str) -> float:
        """log P(c | before), judged in simplified characters; `before` holds up to two."""
        key = (before, c)
        value = self.memo.get(key)
        if value is None:
            value = math.log(self._share("".join([self.simple.get(b, b) for b in before]), self.simple.get(c, c)))
            if c in self.farm.strange:
                value -= OTHER_SCRIPT
            self.memo[key] = value
        return value

    def _share(self, before: str, c: str) -> float:
        one = before[-1:]
        share = self.words.share(before[-2:-1], one, c)
        if not before:
            return share
        if "\u4e00" <= c <= "\u9fff" and "\u4e00" <= one <= "\u9fff":
            start = len(before) - 1
            while start and "\u4e00" <= before[start - 1] <= "\u9fff":
                start -= 1
            share = RUNNING * math.exp(self.running.logp(before[start:], c)) + (1 - RUNNING) * share
        times = self.seen[one]
        if times and (together := self.seen[one + c] - 1) > 0:  # what stands once may not come again
            share += together / (times + SEEN)
        return share

    def restored(self, before: str, c: str) -> float:
        """log P(c | before) of a character that a run hides, and that the farm has neither glossed nor cut at."""
        return self.logp(before, c) - self.farm.against.get(c, 0.0)

    def of(self, before: str, shown: str) -> float:
        """Log-likelihood of a text as it is shown, behind another, glosses left out."""
        total, i = 0.0, 0
        while i < len(shown):
            if shown[i] == "(" and (gloss := GLOSS.match(shown, i)):
                i = gloss.end()
                continue
            total += self.logp(before, shown[i])
            before = (before + shown[i])[-CONTEXT:]
            i += 1
        return total
