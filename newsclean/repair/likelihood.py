"""How likely a reading of a damaged page is, character by character.

Three models speak together: n-grams of running text, words with the marks around them, and the page's own sound text,
which names its people and things again and again.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import pairwise

from .farm import GLOSS, LETTERS, MARKS, Farm, characters
from .hanzi import SHARES, sequences
from .ngrams import ngrams

CONTEXT = 3  # characters before the one judged
OTHER_SCRIPT = 6.0  # nats: a simplified character in traditional text, or the other way round
RUNNING = 0.65  # weight of the n-grams beside that of the words; figures hardly move with it
# The page's own text: so many times must it have one character, or two, for what follows them there to count half.
SEEN, SEEN_TWO = 20.0, 4.0
ONCE = 0.5  # taken off each count: what stands once may not come again
# What may be a run, glosses taken out: from where one may begin to the next ASCII character.
RUNS = re.compile(
    rf"(?:\?[{MARKS},;:?!]|(?:\?|[{LETTERS}](?<=[\u4e00-\u9fff“”，。].))[{LETTERS}]{{0,5}}\))[^\x00-\x7f]*"
)
WIDE = dict(zip(",;:!", "，；：！", strict=True))  # not "?", which stands for halves


class Likelihood:
    """The likelihood of characters on one page."""

    def __init__(self, text: str, farm: Farm) -> None:
        self.simple, self.forms = characters().simple, characters().forms
        self.farm = farm
        self.words = sequences()
        self.running = ngrams()
        # forums, where the model has its marks from, have other shares of them than news
        usual = SHARES["，"] / math.exp(self.running.logp("", "，"))
        self.news = {m: SHARES[m] / usual / math.exp(self.running.logp("", m)) for m in SHARES if m in self.running}
        self.memo: dict[tuple[str, str], float] = {}
        # where no "?" shows the runs, the page's own text cannot be told from them
        sound = RUNS.sub("\n", GLOSS.sub("", text)) if farm.shown else ""
        sound = "".join([self.simple.get(c, c) for c in sound])
        self.following: dict[str, list[str]] = {}
        self.own: dict[str, set[str]] = defaultdict(set)  # characters of the page -> what follows them there
        for b, c in pairwise(sound):
            self.own[b].add(c)
        self.seen = Counter(sound)
        for width in (2, 3):
            self.seen.update(map("".join, zip(*(sound[i:] for i in range(width)), strict=False)))

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
        share = self.words.share(before[-2:-1], before[-1:], c)
        if before and (likely := self._running(before, c)):
            share = RUNNING * likely + (1 - RUNNING) * share
        for width, half in ((1, SEEN), (2, SEEN_TWO)):
            times = self.seen[before[-width:]] if len(before) >= width else 0
            if times:
                together = max(0.0, self.seen[before[-width:] + c] - ONCE)
                share = (together + half * share) / (times + half)
        return share

    def _running(self, before: str, c: str) -> float:
        """P(c | before) in running text, 0 where its model does not tell: marks behind marks are better judged by kind."""
        c = WIDE.get(c, c)
        if c not in self.running or not ("\u4e00" <= c <= "\u9fff" or "\u4e00" <= before[-1] <= "\u9fff"):
            return 0.0
        known = ""
        for b in reversed(before):
            b = WIDE.get(b, b)
            if b not in self.running:
                break
            known = b + known
        return math.exp(self.running.logp(known, c)) * self.news.get(c, 1.0)

    def share(self, c: str) -> float:
        """How common a character or sign is."""
        return self.words.all.get(self.simple.get(c, c), 0.0) or SHARES.get(c, 0.0)

    def followers(self, b: str) -> list[str]:
        """The characters that are known to follow one, on the page or in running text, the likeliest first."""
        b = self.simple.get(b, b)
        b = WIDE.get(b, b)
        found = self.following.get(b)
        if found is None:
            known = dict.fromkeys((*self.own[b], *self.running.followers(b)))
            ranked = sorted(known, key=lambda c: -self.logp(b, c))
            found = self.following[b] = [form for c in ranked for form in self.forms.get(c, c)]
        return found

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
