"""The steps of a reading through a damaged line: pairs as they stand, the beginning of a shifted run, its way, its end.

`pending` is the byte that a shifted reading holds: the first of a character whose second comes with the next pair.
"""

from __future__ import annotations

import unicodedata
from operator import itemgetter
from string import ascii_letters, digits

from ...text import lazy_re as re
from ..gbk import Pairs, pairs
from ..hanzi import SHARES, STOPS, characters_by_reading, without_tone
from .lattice import NEAR, Key, Lattice, Node
from .likelihood import CONTEXT, Likelihood
from .profile import GLOSS, LETTERS, MARK_BYTES, DamageProfile

CUT_GLOSS = re.compile(rf"([{LETTERS}]{{1,6}})\)")
UNOPENED = re.compile(rf"[^()\n]{{2,30}}(?<![{LETTERS}])\)")
CUT_TAG = re.compile(r"/?[a-z][a-z0-9]{0,10}(?:\s[^<>\n]{0,500})?/?>|!--", re.IGNORECASE)
BLOCK_TAG = re.compile(r"/?(?:p|br|div|li|td|tr|h[1-6])\b", re.IGNORECASE)
KNOWN_TAG = re.compile(
    r"/?(?:p|br|div|li|td|tr|h[1-6]|span|strong|em|font|section|img)(?:/?>|\s[^<>\n]{0,500}>)|/[a-z]", re.IGNORECASE
)
CUT_ENTITY = re.compile(r"(?:nbsp|amp|quot|lt|gt|[lr]dquo|middot|hellip|mdash|#\d{2,5});")
LONE_LETTER = re.compile("[\u4e00-\u9fff]?[@-~](?=[\u4e00-\u9fff])")  # the second byte of a character
SHORT = re.compile(rf"[{re.escape(STOPS)}\n][\u4e00-\u9fff]{{1,2}}\Z")  # a clause that has only begun
YEAR = re.compile(r"[09]\d\d(?=年)")  # of this century or the last
EURO = "€"  # how GBK's decoders show the byte 80 alone, with which 還 and 個 end
BROKEN = 0x100  # beside a pending byte: a gloss stands between it and its second, so that no list has found it

# Costs in nats. What the program does is certain, so they only weigh against a chance hit in sound text.
START = 3.0  # a run begins
START_UNSURE = 9.0  # at "??", which more often stands for spaces or icons
LOST_SIGN = 5.0  # an ASCII character was taken along
CUT_OPEN = 8.0  # gained: a tag or entity without its first character has no other cause
CUT_TAG_OPEN = (
    14.0  # the same where the tag's name is one of a page's text, all of whose letters would stand for nothing
)
LOST_ALNUM = 2.0  # the same, before a letter or digit
UNSEEN = 6.0  # a half was lost in the middle of the text and nothing shown for it
UNMARKED = 5.0  # a half was lost at the end of the text and nothing shown for it
LEFT_OPEN = 2.0  # a quotation goes on in the next line
OTHER_TONE = 2.0  # the gloss gives a reading that the character has with another tone only
NOT_SEEN = 1.0  # a gloss on a character that the page shows nowhere else
NO_READING = 5.0  # a gloss inside a run on a character that is not read so
SHORT_CLAUSE = 3.0  # behind one or two characters a full stop stands less often than the models know
MARKS_IN_A_ROW = 4  # ！！！< is shown as 。。 where the program cuts at 。
# Headlines and rows of facts are so short, and what stands in them between two Chinese characters is nearly always a
# space; in a sentence it is a digit as often.
ROW = 40
GARBLED = 7.5  # nats a character; sound text has 5 and rarely 7 over three of them


class SearchSteps(Lattice):
    """The steps, each of which enters where it leads."""

    def __init__(self, text: str, profile: DamageProfile, model: Likelihood) -> None:
        super().__init__(text, model)
        self.profile = profile
        self.pairs: Pairs = pairs()
        self.pools = profile.pools
        self.readings: dict[tuple[str, int], list[tuple[str, float]]] = {}
        self.closed: frozenset[int] = frozenset()  # brackets of the line at hand that no run may read across

    def emit(self, c: str) -> str:
        """A restored character in the width that the text has."""
        return unicodedata.normalize("NFKC", c) if self.profile.narrow else c

    # pairs as they stand

    def plain_step(self, s: str, i: int, key: Key, node: Node) -> None:
        """Read the next character as it stands, or begin a run here."""
        c = s[i]
        if c == "(" and (gloss := GLOSS.match(s, i)):
            self.put(gloss.end(), 0, key, "", node[0], gloss.group(), node)
            return
        self.put(i + 1, 0, key, c, node[0] + self.model.logp(key[1], c), c, node)
        at = i
        if self.profile.shown:
            if c != "?":
                return
            at = i + 1
        if at < len(s) and s[at] in MARK_BYTES and self.may_begin(s, at + 1, key[2]):
            self.begin_at_mark(s, at, key, node)
            if self.profile.shown and s[at] == "?" and at + 1 < len(s) and s[at + 1] in MARK_BYTES:
                self.between_cuts(s, at + 1, key, node)
        if gloss := CUT_GLOSS.match(s, at):
            self.begin_at_gloss(gloss, key, node)

    def may_begin(self, s: str, after: int, quoted: bool) -> bool:
        """Whether a run may begin before `after`: where no "?" shows it, what follows must."""
        if self.profile.shown or (quoted and after == len(s)):
            return True
        tag = next((at for at in range(after, min(after + MARKS_IN_A_ROW, len(s))) if s[at] not in MARK_BYTES), after)
        return bool(CUT_TAG.match(s, tag) or LONE_LETTER.match(s, after)) or self.garbled(s, after)

    def garbled(self, s: str, at: int) -> bool:
        """Whether the characters that follow hardly ever stand together."""
        ahead = [c for c in s[at : at + 4] if c in self.pairs.of and c not in SHARES][:3]
        steps = [self.model.logp("".join(ahead[max(0, k - 2) : k]), c) for k, c in enumerate(ahead)]
        return bool(steps) and sum(steps) / len(steps) < -GARBLED

    def begin_at_mark(self, s: str, at: int, key: Key, node: Node) -> None:
        """A mark found across two characters: its first byte ends the one, its second begins the other."""
        first, second = MARK_BYTES[s[at]]
        if at + 1 < len(s) and not self.goes_on(second, s[at + 1]):
            return
        score = node[0] - (START_UNSURE if s[at] == "?" else START)
        hardly = SHORT_CLAUSE if SHORT.search(key[1]) else 0.0
        for likely, c in self.model.best(key[1], self.pools.second[first], hidden=False):
            self.put(at + 1, second, key, c, score + likely - (hardly if c == "。" else 0.0), self.emit(c), node)
        if first == 0xA1 and not key[1].strip():  # half of a blank of the paragraph's indent
            self.put(at + 1, second, key, "", score, self.emit("　"), node)

    def between_cuts(self, s: str, at: int, key: Key, node: Node) -> None:
        """A mark found across a character and a mark: its halves stand alone, and the pairing is kept."""
        second = 0xA3 if s[at] in "。、" else 0xA1  # with the mark's own first byte ！ (A3A1), or 。 (A1A3)
        score = node[0] - START
        for likely, c in self.model.best(key[1], self.pools.second[second], hidden=False):
            self.put(at, 0, key, c, score + likely, self.emit(c), node)

    def goes_on(self, pending: int, c: str) -> bool:
        """Whether a shifted run can show this character next; True when only the search can tell."""
        pair = self.pairs.of.get(c)
        return pair is None or (pending, pair[0]) in self.pairs.read

    def begin_at_gloss(self, gloss: re.Match[str], key: Key, node: Node) -> None:
        """A glossed character found across two: the last one's second byte is its first, its second begins the next."""
        b = key[1][-1:]
        pair = self.pairs.wide(b)
        if pair is None:
            return
        for c, cost in self.read_as(gloss.group(1), pair[1]):
            second = self.pairs.of[c][1]
            if second >= 0x81:
                self.put(gloss.end(), second | BROKEN, key, "", node[0] - cost - START, "", node)

    def read_as(self, reading: str, first: int) -> list[tuple[str, float]]:
        """The characters with a first byte that have a reading, and what a looser match costs."""
        key = (reading, first)
        if key not in self.readings:
            found = [(c, cost) for c, cost in self.all_read_as(reading) if self.pairs.of[c][0] == first]
            sharp = characters_by_reading().get(reading, "")
            self.readings[key] = [(c, cost) for c, cost in found if c in sharp] or found
        return self.readings[key]

    def all_read_as(self, reading: str) -> list[tuple[str, float]]:
        """The characters that have a reading, and those that have it with another tone, at a cost.

        A farm glosses the same characters wherever they stand: those that the page shows without a gloss cost more.
        """
        by_reading, unlisted = characters_by_reading(), self.profile.unlisted
        sharp = by_reading.get(reading, "")
        return [
            (c, (0.0 if c in sharp else OTHER_TONE) + unlisted.get(c, NOT_SEEN))
            for c in by_reading.get(without_tone(reading), "")
        ]

    # pairs shifted by one byte

    def likely(self, key: Key, c: str) -> float:
        """Log-likelihood of a character whose first byte is pending; a list finds it only if its bytes are together."""
        return self.model.logp(key[1], c) if key[0] & BROKEN else self.model.restored(key[1], c)

    def shifted_step(self, s: str, i: int, key: Key, node: Node) -> None:
        """Read the next pair shifted, or end the run here."""
        c = s[i]
        if c == "(" and (gloss := GLOSS.match(s, i)):  # set on a pair that the shift has made
            owners = characters_by_reading().get(without_tone(gloss.group(1)), "")
            cost = 0.0 if i and s[i - 1] in owners else NO_READING
            self.put(gloss.end(), key[0] | BROKEN, key, "", node[0] - cost, "", node)
            return
        pair = self.pairs.of.get(c)
        if i in self.closed:
            pass
        elif pair:
            self.go_on(i + 1, pair, key, node)
        elif c.isascii() or c == EURO:
            for form, wide in self.pairs.narrow.get(c, ()):
                if s.startswith(form, i):
                    self.go_on(i + len(form), wide, key, node)
            ended = self.pairs.read.get((key[0] & 0xFF, 0x80 if c == EURO else ord(c)))
            if ended:
                score = self.model.logp(key[1], ended) if GLOSS.match(s, i + 1) else self.likely(key, ended)
                self.put(i + 1, 0, key, ended, node[0] + score, self.emit(ended), node)
        if not self.profile.shown:
            sign = not pair or c in MARK_BYTES  # before another character nothing says that a half was lost
            self.end_at(s, i, i, key, node if sign else (node[0] - UNSEEN, *node[1:]))
        elif c == "?":
            self.end_at(s, i, i + 1, key, node)

    def go_on(self, after: int, pair: tuple[int, int], key: Key, node: Node) -> None:
        """The shown pair's first byte ends the pending character, its second begins the next."""
        c = self.pairs.read.get((key[0] & 0xFF, pair[0]))
        if c is None:
            return
        score = node[0] + self.likely(key, c)
        if pair[1] >= 0x80:
            self.put(after, pair[1], key, c, score, self.emit(c), node)
        else:  # an ASCII letter was taken for a second byte
            letter = chr(pair[1])
            score += self.model.logp((key[1] + c)[-CONTEXT:], letter)
            self.put(after, 0, key, c + letter, score, self.emit(c) + letter, node)

    def end_at(self, s: str, i: int, at: int, key: Key, node: Node) -> None:
        """The pending character's second byte was lost: before its own gloss, a mark, an ASCII character, an end."""
        if gloss := CUT_GLOSS.match(s, at):
            for c, cost in self.read_as(gloss.group(1), key[0] & 0xFF):
                score = node[0] + self.model.logp(key[1], c) - cost
                self.put(gloss.end(), 0, key, c, score, f"{c}({gloss.group()}", node)
        else:
            self.end_with_any(s, at, key, node)

    def end_with_any(self, s: str, at: int, key: Key, node: Node) -> None:
        """End the run with each character that the pending byte begins."""
        cost, taken, sign = self.taken_along(s, at)
        score, closes = node[0] - cost, not taken or s.rfind("（", 0, at) > s.rfind("）", 0, at)
        for likely, c in self.model.best(key[1], self.pools.first[key[0] & 0xFF], hidden=not key[0] & BROKEN):
            if c == "）" and not closes:
                continue  # no bracket is open that it could close
            if taken == "\n":  # the tag ends the line
                likely += self.ends_line(key[1] + c)
            self.put(at, 0, key, c + taken, score + likely, self.emit(c) + sign, node)

    def taken_along(self, s: str, at: int) -> tuple[float, str, str]:
        """The ASCII character that went with the half lost before `at`: its cost, what it is, and how it is shown."""
        if at >= len(s) or s[at] in MARK_BYTES or not (s[at].isascii() or s[at] in self.pairs.of):
            return 0.0, "", ""  # the program has cut there
        sign = self.lost_sign(s, at)
        if sign in ("<", "&"):
            return (
                -(CUT_TAG_OPEN if KNOWN_TAG.match(s, at) else CUT_OPEN),
                "\n" if BLOCK_TAG.match(s, at) else sign,
                sign,
            )
        return LOST_ALNUM if s[at].isascii() and s[at].isalnum() else LOST_SIGN, sign or "?", sign

    def lost_sign(self, s: str, at: int) -> str:
        """The ASCII character that went with a lost half, where what follows tells it; else what is shown for it."""
        if CUT_TAG.match(s, at):
            return "<"
        if CUT_ENTITY.match(s, at):
            return "&"
        if UNOPENED.match(s, at):
            return "("
        if YEAR.match(s, at):
            return "2" if s[at] == "0" else "1"
        if s[at].isascii() and s[at].isalpha() and (sign := self.as_elsewhere(s[at : at + 2])):
            return sign
        if self.profile.shown and len(s) <= ROW and "。" not in s and "\u4e00" <= s[at] <= "\u9fff":
            return " "
        return "?" if self.profile.shown else ""

    def as_elsewhere(self, after: str) -> str:
        """The letter or digit that the page has before a word's rest each time, as of 5G in `抢跑?G芯片`; else ""."""
        seen = self.model.seen
        found = [sign for sign in ascii_letters + digits if seen[sign + after] > 1]
        found = found or [sign for sign in digits if seen[sign + after[0]] > 1]
        return found[0] if len(found) == 1 else ""

    def end_of_line(self, s: str, cell: dict[Key, Node]) -> Node:
        """The best reading at the end of the line, where none can be pending."""
        for key, node in cell.items():
            if not key[0]:
                self.put(len(s), 0, key, "", node[0] - (LEFT_OPEN if key[2] else 0.0), "", node)
            else:  # a text cut out of a line can end inside a run, without the half's "?"
                score = node[0] - (UNMARKED if self.profile.shown else 0.0)
                self.end_with_any(s, len(s), key, (score, "", node, len(s), None))
        ended = self.cells.pop(len(s))
        ranked = sorted(((node[0] + self.ends_line(key[1]), node) for key, node in ended.items()), key=itemgetter(0))
        best, chosen = ranked[-1]
        # what it has beaten by little are rivals as anywhere else, all with the line's end behind them
        rival = chosen[4]
        for score, node in ranked[:-1]:
            if best - score < NEAR:
                rival = (chosen[0] + score - best, *node[1:4], rival)
        return *chosen[:4], rival

    def ends_line(self, before: str) -> float:
        """How likely a line ends behind a text."""
        return self.model.logp(before[-CONTEXT:], "\n")
