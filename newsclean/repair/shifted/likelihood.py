"""How likely a reading of a damaged page is, character by character.

Three models speak together: n-grams of news with its marks, words, and the page's own sound text, which names its
people and things again and again.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise

from ...text import lazy_re as re
from ..hanzi import sequences
from ..ngrams import SURE, ngrams
from .profile import GLOSS, LETTERS, MARKS, DamageProfile, Pool, characters

CONTEXT = 3  # characters before the one judged
# Characters tried where a byte alone tells which they can be, and leaves about a hundred: the commonest of those that
# are known to follow, and of all.
LISTED, COMMON = 12, 5
OTHER_SCRIPT = 6.0  # nats: a simplified character in traditional text, or the other way round
RUNNING = 0.7  # weight of the n-grams beside that of the words; figures hardly move between 0.6 and 0.9
CORNERS = dict(zip("「」『』", "“”‘’", strict=True))
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
        self.simple = characters().simple
        self.corners: frozenset[str] = frozenset()
        if "”" in profile.against:  # the page has corner brackets in their place, which no source of the models has
            self.corners = frozenset(CORNERS)
            self.simple = {**self.simple, **CORNERS}
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
        self.known: dict[str, dict[str, int]] = {}
        self.ranked: dict[tuple[str, Pool, bool], list[tuple[float, str]]] = {}

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

    def best(self, before: str, pool: Pool, *, hidden: bool) -> list[tuple[float, str]]:
        """The characters of those that fit that stand best behind a text, with their likelihood, the best first.

        Looked at are the commonest, and those that are known to follow the text's last character. `hidden`: whether a
        run hides the character, see `restored`.
        """
        place = (before, pool, hidden)
        found = self.ranked.get(place)
        if found is None:
            if len(self.ranked) >= MOST_CONTEXTS:
                self.ranked.clear()
            followed = self.followed(before[-1:])
            known = sorted(pool.simple & followed.keys(), key=followed.__getitem__, reverse=True)
            tried = {*pool.listed[:COMMON], *(form for c in known[:LISTED] for form in pool.forms[c])}
            tried |= pool.simple & self.corners
            likely = self.restored if hidden else self.logp
            found = self.ranked[place] = sorted([(likely(before, c), c) for c in tried], reverse=True)
        return found

    def followed(self, b: str) -> dict[str, int]:
        """The characters that are known to follow one, on the page and elsewhere, and how often as a level."""
        b = self.simple.get(b, b)
        found = self.known.get(b)
        if found is None:
            found = self.known[b] = self.running.following(b)
            found.update(dict.fromkeys(self.own.get(b, ()), SURE))
        return found

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


class Behind(dict[str, float]):
    """log P of characters behind one text, reckoned when first asked for."""

    def __init__(self, model: Likelihood, before: str) -> None:
        super().__init__()
        self.model = model
        before = "".join([model.simple.get(b, b) for b in before])
        self.in_words = model.words.behind(before[-2:-1], before[-1:])
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
        share = self.in_words(simple)
        if simple in model.running:
            share = RUNNING * math.exp(model.running.logp(self.around, simple)) + (1 - RUNNING) * share
        for end, times, half in self.seen:
            together = max(0.0, model.seen[end + simple] - ONCE)
            share = (together + half * share) / (times + half)
        value = self[c] = math.log(share) - (OTHER_SCRIPT if c in model.profile.strange else 0.0)
        return value
