"""How likely a reading of a damaged page is, character by character.

Three models speak together: n-grams of news with its marks, words, and the page's own sound text, which names its
people and things again and again.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import pairwise

from ..hanzi import sequences
from ..ngrams import ngrams
from .profile import GLOSS, LETTERS, MARKS, DamageProfile, characters

CONTEXT = 3  # characters before the one judged
OTHER_SCRIPT = 6.0  # nats: a simplified character in traditional text, or the other way round
RUNNING = 0.7  # weight of the n-grams beside that of the words; figures hardly move between 0.6 and 0.9
# The page's own text: so many times must it have one character, or two, for what follows them there to count half.
SEEN, SEEN_TWO = 40.0, 10.0
ONCE = 0.5  # taken off each count: what stands once may not come again
MOST_CONTEXTS = 50_000  # kept at a time, about 50 MB; a long page has 10,000
# What may be a run, glosses taken out: from where one may begin past the next ASCII character, which may be part of it
# (NFKC makes ASCII of wide letters), to the one after.
RUNS = re.compile(
    rf"(?:\?[{MARKS},;:?!]|(?:\?|[{LETTERS}](?<=[\u4e00-\u9fff“”，。].))[{LETTERS}]{{0,5}}\))"
    r"[^\x00-\x7f\n]*(?:[!-~][^\x00-\x7f\n]*)?"
)


class Likelihood:
    """The likelihood of characters on one page."""

    def __init__(self, text: str, profile: DamageProfile) -> None:
        self.simple, self.forms = characters().simple, characters().forms
        self.profile = profile
        self.words = sequences()
        self.running = ngrams()
        self.behind: dict[str, Behind] = {}
        # where no "?" shows the runs, the page's own text cannot be told from them
        sound = RUNS.sub("\n", GLOSS.sub("", text)) if profile.shown else ""
        sound = "".join([self.simple.get(c, c) for c in sound])
        self.seen = Counter(sound)
        for width in (2, 3):
            self.seen.update(map("".join, zip(*(sound[i:] for i in range(width)), strict=False)))
        self.own: dict[str, set[str]] = defaultdict(set)  # characters of the page -> what follows them there
        for b, c in pairwise(sound):
            self.own[b].add(c)
        self.following: dict[str, list[str]] = {}

    def logp(self, before: str, c: str) -> float:
        """log P(c | before), judged in simplified characters; `before` holds up to three."""
        behind = self.behind.get(before)
        if behind is None:
            if len(self.behind) >= MOST_CONTEXTS:
                self.behind.clear()
            behind = self.behind[before] = Behind(self, before)
        return behind[c]

    def restored(self, before: str, c: str) -> float:
        """log P(c | before) of a character that a run hides, and that the farm has neither glossed nor cut at."""
        return self.logp(before, c) - self.profile.against.get(c, 0.0)

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

    def followers(self, b: str) -> list[str]:
        """The characters that are known to follow one: those of the page, then those of running text by their rank."""
        b = self.simple.get(b, b)
        found = self.following.get(b)
        if found is None:
            known = dict.fromkeys((*self.own.get(b, ()), *self.running.followers(b)))
            found = self.following[b] = [form for c in known for form in self.forms.get(c, c)]
        return found


class Behind(dict[str, float]):
    """log P of characters behind one text, reckoned when first asked for."""

    def __init__(self, model: Likelihood, before: str) -> None:
        super().__init__()
        self.model = model
        before = "".join([model.simple.get(b, b) for b in before])
        self.two, self.one = before[-2:-1], before[-1:]
        known = ""
        for b in reversed(before):
            if b not in model.running:
                break
            known = b + known
        self.around = model.running.contexts(known)
        ends = [(before[-width:], half) for width, half in ((1, SEEN), (2, SEEN_TWO)) if len(before) >= width]
        self.seen = [(end, model.seen[end], half) for end, half in ends if end in model.seen]

    def __missing__(self, c: str) -> float:
        model = self.model
        simple = model.simple.get(c, c)
        share = self._share(simple)
        for end, times, half in self.seen:
            together = max(0.0, model.seen[end + simple] - ONCE)
            share = (together + half * share) / (times + half)
        value = self[c] = math.log(share) - (OTHER_SCRIPT if c in model.profile.strange else 0.0)
        return value

    def _share(self, c: str) -> float:
        """What words and running text say together."""
        model = self.model
        share = model.words.share(self.two, self.one, c)
        if c not in model.running:
            return share
        return RUNNING * math.exp(model.running.logp(self.around, c)) + (1 - RUNNING) * share
