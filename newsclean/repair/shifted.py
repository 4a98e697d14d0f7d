"""Shifted bytes: what a mirror farm's program breaks by replacing GBK bytes without regard to character borders.

The program cuts the text before the bytes of each full-width mark and writes a pinyin gloss behind the bytes of each
character of its list. Where those bytes lie across two characters, all pairs behind them are read one byte off:
`。活动` (A1A3 BBEE B6AF) holds A3BB, the bytes of `；`, and becomes `?；疃?`. An ASCII byte ends such a run, as does
a second byte in the ASCII range.

The repair reads the shown text in two ways at once, pairs as they stand and pairs shifted by one byte, goes over from
one to the other only where the program can have caused it, and keeps the reading that is most likely as Chinese (a
Viterbi search with the character model of `hanzi.py`).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from .gbk import Pairs, pairs
from .hanzi import SHARES, Sequences, characters_by_reading, other_forms, sequences, without_tone

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹɑɡ"
MARKS = "，；：？！。、"
# NFKC makes ASCII of all but 。 and 、
MARK_BYTES = {m: m.encode("gbk") for m in MARKS} | {n: w.encode("gbk") for n, w in zip(",;:?!", MARKS, strict=False)}
GLOSS = re.compile(rf"\(([{LETTERS}]{{1,6}})\)")
GLOSSED = re.compile(rf"([\u4e00-\u9fff])\([{LETTERS}]{{1,6}}\)")
CUT = re.compile(rf"\?([{MARKS},;:?!])")
CUT_GLOSS = re.compile(rf"([{LETTERS}]{{1,6}})\)")
UNOPENED = re.compile(rf"[^()\n]{{2,30}}(?<![{LETTERS}])\)")
CUT_TAG = re.compile(r"/?[a-z][a-z0-9]{0,10}(?:\s[^<>\n]{0,200})?/?>|!--", re.I)
CUT_ENTITY = re.compile(r"(?:nbsp|amp|quot|lt|gt|[lr]dquo|middot|hellip|mdash|#\d{2,5});")
SHOWN = re.compile(rf"\?(?=[{MARKS},;:?!])|\?(?=[{LETTERS}]{{1,6}}\))")
TRADITIONAL = "們這國說時會來對經發現為個學業後於與無從"
SIMPLIFIED = "们这国说时会来对经发现为个学业后于与无从"
CUT_START = re.compile(rf"[{LETTERS}](?<=[\u4e00-\u9fff)].)[{LETTERS}]{{0,5}}\)")
# Each begins with what is rare on a sound page, so that the engine skips through it.
SIGNS = (SHOWN, CUT_START, re.compile(f"[{TRADITIONAL}]"))
DROPPED = re.compile(rf"[{MARKS},;:?!]|{CUT_START.pattern}")
WIDE = re.compile("[，；：？（）]")
NARROW = re.compile(r"[\u4e00-\u9fff)”》][,;:](?!\d)|\?[;:!]|\([\u4e00-\u9fff]")
CUT_MARKS = frozenset("，；：？！")  # all farms seen cut at these, some at 。 and 、 too
# Where tables differ from OpenCC's in the form they give.
VARIANTS = frozenset("為眾啟墻裡群峰")
# Characters that a mirror's table leaves as they are, though they have a traditional form for some meaning.
KEPT = frozenset("后于并里余只干台系制面出谷几向松范")

# Costs in nats. What the program does is certain, so they only weigh against a chance hit in sound text.
START = 3.0  # a run begins
START_UNSURE = 9.0  # at "??", which more often stands for spaces or icons
LOST_SIGN = 5.0  # an ASCII character was taken along
LOST_ALNUM = 2.0  # the same, before a letter or digit
UNMARKED = 5.0  # a half was lost at the end of the text and nothing shown for it
HIDDEN = 3.0  # a mark that most farms cut at stands inside a run, uncut
LISTED = 9.0  # a character that the page glosses wherever it stands, or a mark that it cuts at, is there as it never is
VANISHED = -0.5  # a pair that GBK leaves undefined; it hides a character, which costs its own
OTHER_TONE = 2.0  # the gloss gives a reading that the character has with another tone only
NO_READING = 5.0  # a gloss inside a run on a character that is not read so
OTHER_SCRIPT = 6.0  # a simplified character in traditional text, or the other way round
UNLIKELY = 5.0  # a pair so rare that a vanished one may stand before it
BEAM = 13.0  # readings that much worse than the best are given up
WIDTH = 25  # and no more than so many are kept
RAREST = 3e-7  # share below which a character is not thought of where a byte of it was lost
GARBLED = 7.5  # nats a character; sound text has 5 and rarely 7 over three of them
ENOUGH = 12.0  # a page is repaired when it becomes so much likelier by it; a chance hit gains less
BROKEN = 0x100  # beside a pending byte: a gloss stands between it and its second, so that no list has found it
SEEN = 20.0  # so many times must a page have a character that its own sequences count half
# What one text may cost, in readings entered: a damaged page needs up to 40 a character, a microsecond each. A row of
# question marks needs 7,000 a character: a hostile text is left as it stands from there on.
READINGS, READINGS_A_CHARACTER, MOST_READINGS = 200_000, 60, 1_000_000
GAPS = 2_000  # twenty times what the worst page needs
PASSES = 3  # the first without vanished pairs, then with them where the reading before was unlikely
GAP_WIDTH = 2  # of so many the vanished pairs are tried, which cost most


class Result(NamedTuple):
    """A repaired text, the number of runs put right, and how much likelier it has become, in nats."""

    text: str
    runs: int
    gain: float


Key = tuple[int, str, str]  # pending first byte (0: pairs as they stand), the last two characters
Node = tuple[float, str, object, int]  # score, text put out, node before it, place reached


class _Reader:
    """Reads the lines of one text, whose farm is the same throughout."""

    def __init__(self, text: str) -> None:
        self.pairs: Pairs = pairs()
        self.model: Sequences = sequences()
        marked = len(SHOWN.findall(text))
        self.shown = marked > 0 and marked >= len(CUT_START.findall(text))  # halves show as "?"; else as nothing
        self.narrow = not WIDE.search(text) and bool(NARROW.search(text))
        tables = _tables()
        self.simple = tables.simple
        traditional, simplified = (sum(map(text.count, signs)) for signs in (TRADITIONAL, SIMPLIFIED))
        self.strange = tables.simplified_only if traditional > simplified else tables.traditional_only
        # without a "?" only mirrored script makes it worth while to look behind each mark
        self.trigger = SHOWN if self.shown else DROPPED if traditional >= simplified else CUT_START
        self.by_first, self.by_second = tables.by_first, tables.by_second
        self.against = _against(text)
        sound = re.sub(rf"(?:{self.trigger.pattern})[^\x00-\x7f]*", "\n", GLOSS.sub("", text)) if self.shown else ""
        sound = "".join([self.simple.get(c, c) for c in sound])
        self.seen = Counter(map("".join, pairwise(sound)))
        self.seen.update(sound)
        self.memo: dict[tuple[str, str, str], float] = {}
        self.left = min(MOST_READINGS, READINGS + READINGS_A_CHARACTER * len(text))
        self.gaps_left = GAPS
        self.readings: dict[tuple[str, int], list[tuple[str, float]]] = {}

    def logp(self, a: str, b: str, c: str) -> float:
        """log P(c | a b), judged in simplified characters."""
        key = (a, b, c)
        value = self.memo.get(key)
        if value is None:
            simple = self.simple
            b = simple.get(b, b)
            d = simple.get(c, c)
            share = self.model.share(simple.get(a, a), b, d)
            if b and (together := self.seen.get(b + d)):
                weight = self.seen[b] / (self.seen[b] + SEEN)
                share += weight * (max(0, together - 1) / self.seen[b])
            value = math.log(share)
            if c in self.strange:
                value -= OTHER_SCRIPT
            self.memo[key] = value
        return value

    def restored(self, a: str, b: str, c: str, pending: int = 0) -> float:
        """log P(c | a b) of a character that a run hides, and that the farm has neither glossed nor cut at."""
        value = self.logp(a, b, c)
        return value if pending & BROKEN else value - self.against.get(c, 0.0)

    def line(self, s: str) -> Result:
        """One line, run after run."""
        out: list[str] = []
        runs, gain, done = 0, 0.0, 0
        while self.left > 0 and (match := self.trigger.search(s, done)):
            start = match.start()
            end, read, better = self.run(s, start)
            out += (s[done:start], read)
            if read != s[start:end]:
                runs += 1
                gain += better
            done = end
        return Result("".join((*out, s[done:])), runs, gain)

    def context(self, s: str, start: int) -> tuple[str, str]:
        """The two characters before a place, glosses left out."""
        before = GLOSS.sub("", s[max(0, start - 24) : start])[-2:]
        return (before[:-1][-1:], before[-1:])

    def run(self, s: str, start: int) -> tuple[int, str, float]:
        """Read from a place where a run may begin to where all readings agree again."""
        self.doubtful = frozenset[int]()
        for _ in range(PASSES):
            end, node, gain = self.search(s, start)
            doubtful = self.doubtful | _doubtful(node)
            if doubtful == self.doubtful:
                break
            self.doubtful = doubtful
        return end, _text_of(node), gain

    def search(self, s: str, start: int) -> tuple[int, Node, float]:
        a, b = self.context(s, start)
        self.cells: dict[int, dict[Key, Node]] = {start: {(0, a, b): (0.0, "", None, start)}}
        position = start
        while True:
            cell = self._pruned(self.cells.pop(position, {}))
            if len(cell) == 1 and not self.cells and position > start and not self.trigger.match(s, position):
                ((pending, _, _), node), = cell.items()
                if not pending:
                    break
            if position == len(s):
                node = self.last(s, cell)
                break
            if self.left < 0 and (plain := [node for key, node in cell.items() if not key[0]]):
                node = max(plain, key=lambda node: node[0])
                break
            tried = 0
            for key, node in cell.items():
                if not key[0]:
                    continue
                self.shifted_step(s, position, key, node)
                if tried < GAP_WIDTH and position in self.doubtful and self.gaps_left > 0:
                    self.gaps_left -= 1
                    self.after_a_gap(s, position, key, node)
                    tried += 1
            # where halves are not shown, a reading that has just ended goes on at the same place
            for key, node in {**cell, **self.cells.pop(position, {})}.items():
                if not key[0] and node[0] >= cell.get(key, node)[0]:
                    self.plain_step(s, position, key, node)
            position += 1
        return position, node, node[0] - self.as_it_stands(s, start, position)

    def last(self, s: str, cell: dict[Key, Node]) -> Node:
        """The best reading at the end of the line, where none can be pending."""
        for key, node in cell.items():
            if not key[0]:
                self.put(len(s), key, node[0], "", node)
            else:  # a text cut out of a line can end inside a run, without the half's "?"
                score = node[0] - (UNMARKED if self.shown else 0.0)
                self.end_with_any(s, len(s), key, (score, "", node, len(s)))
        return max(self.cells.pop(len(s)).values(), key=lambda node: node[0])

    def _pruned(self, cell: dict[Key, Node]) -> dict[Key, Node]:
        """The best readings, and the best with pairs as they stand whatever its score: it cannot fail later."""
        if len(cell) < 2:
            return cell
        ranked = sorted(cell.items(), key=lambda item: -item[1][0])
        least = ranked[0][1][0] - BEAM
        kept = {key: node for key, node in ranked[:WIDTH] if node[0] > least}
        for key, node in ranked:
            if not key[0]:
                kept.setdefault(key, node)
                break
        return kept

    def as_it_stands(self, s: str, start: int, end: int) -> float:
        """Likelihood of the text as it is shown."""
        a, b = self.context(s, start)
        total, i = 0.0, start
        while i < end:
            if s[i] == "(" and (gloss := GLOSS.match(s, i)):
                i = gloss.end()
                continue
            total += self.logp(a, b, s[i])
            a, b = b, s[i]
            i += 1
        return total

    def put(self, position: int, key: Key, score: float, text: str, before: Node) -> None:
        """Enter a reading; of two that go on alike the better stays."""
        self.left -= 1
        cell = self.cells.setdefault(position, {})
        rival = cell.get(key)
        if rival is None or rival[0] < score:
            cell[key] = (score, text, before, position)

    def emit(self, c: str) -> str:
        """A restored character in the width that the text has."""
        return unicodedata.normalize("NFKC", c) if self.narrow else c

    # pairs as they stand

    def plain_step(self, s: str, i: int, key: Key, node: Node) -> None:
        _, a, b = key
        c = s[i]
        if c == "(" and (gloss := GLOSS.match(s, i)):
            self.put(gloss.end(), key, node[0], gloss.group(), node)
            return
        self.put(i + 1, (0, b, c), node[0] + self.logp(a, b, c), c, node)
        at = i
        if self.shown:
            if c != "?":
                return
            at = i + 1
        if at < len(s) and s[at] in MARK_BYTES and (self.shown or self.garbled(s, at + 1)):
            self.begin_at_mark(s, at, key, node)
            if self.shown and s[at] == "?" and at + 1 < len(s) and s[at + 1] in MARK_BYTES:
                self.between_cuts(s, at + 1, key, node)
        if gloss := CUT_GLOSS.match(s, at):
            self.begin_at_gloss(gloss, key, node)

    def begin_at_mark(self, s: str, at: int, key: Key, node: Node) -> None:
        """A mark found across two characters: its first byte ends the one, its second begins the other."""
        first, second = MARK_BYTES[s[at]]
        if at + 1 < len(s) and not self.goes_on(second, s[at + 1]):
            return
        _, a, b = key
        start = START_UNSURE if s[at] == "?" else START
        for c in self.by_second[first]:
            self.put(at + 1, (second, b, c), node[0] + self.logp(a, b, c) - start, self.emit(c), node)

    def between_cuts(self, s: str, at: int, key: Key, node: Node) -> None:
        """A mark found across a character and a mark: its halves stand alone, and the pairing is kept."""
        _, a, b = key
        second = 0xA3 if s[at] in "。、" else 0xA1  # with the mark's own first byte ！ (A3A1), or 。 (A1A3)
        for c in self.by_second[second]:
            self.put(at, (0, b, c), node[0] + self.logp(a, b, c) - START, self.emit(c), node)

    def garbled(self, s: str, at: int) -> bool:
        """Whether the characters that follow hardly ever stand together: where no "?" shows a run, this must."""
        ahead = [c for c in s[at : at + 4] if c in self.pairs.of and c not in SHARES][:3]
        steps = [self.logp(a, b, c) for a, b, c in zip(["", "", *ahead], ["", *ahead], ahead, strict=False)]
        return bool(steps) and sum(steps) / len(steps) < -GARBLED

    def goes_on(self, pending: int, c: str) -> bool:
        """Whether a shifted run can show this character next; True when only the search can tell."""
        pair = self.pairs.of.get(c)
        return pair is None or (pending, pair[0]) in self.pairs.read

    def begin_at_gloss(self, gloss: re.Match[str], key: Key, node: Node) -> None:
        """A glossed character found across two: the last one's second byte is its first, its second begins the next."""
        _, a, b = key
        wide = (pair for form, pair in self.pairs.narrow.get(b, ()) if form == b)
        pair = self.pairs.of.get(b) or next(wide, None)
        if pair is None or (b.isascii() and b.isalnum()):
            return
        for c, cost in self.read_as(gloss.group(1), pair[1]):
            second = self.pairs.of[c][1]
            if second >= 0x81:
                self.put(gloss.end(), (second | BROKEN, a, b), node[0] - cost - START, "", node)

    def read_as(self, reading: str, first: int) -> list[tuple[str, float]]:
        """The characters with a first byte that have a reading, and what a looser match costs."""
        key = (reading, first)
        if key not in self.readings:
            found = [(c, cost) for c, cost in self.all_read_as(reading) if self.pairs.of[c][0] == first]
            self.readings[key] = [(c, cost) for c, cost in found if not cost] or found
        return self.readings[key]

    def all_read_as(self, reading: str) -> list[tuple[str, float]]:
        """The characters that have a reading, and those that have it with another tone, at a cost."""
        by_reading = characters_by_reading()
        sharp = by_reading.get(reading, "")
        return [(c, 0.0 if c in sharp else OTHER_TONE) for c in by_reading.get(without_tone(reading), "")]

    # pairs shifted by one byte

    def shifted_step(self, s: str, i: int, key: Key, node: Node) -> None:
        pending, a, b = key
        c = s[i]
        if c == "(" and (gloss := GLOSS.match(s, i)):  # set on a pair that the shift has made
            owners = characters_by_reading().get(without_tone(gloss.group(1)), "")
            cost = 0.0 if i and s[i - 1] in owners else NO_READING
            self.put(gloss.end(), (pending | BROKEN, a, b), node[0] - cost, "", node)
            return
        best = -1e9
        pair = self.pairs.of.get(c)
        if pair:
            best = self.go_on(i + 1, pair, key, node)
        elif c.isascii():
            for form, pair in self.pairs.narrow.get(c, ()):
                if s.startswith(form, i):
                    best = max(best, self.go_on(i + len(form), pair, key, node))
            ended = self.pairs.read.get((pending & 0xFF, ord(c)))
            if ended:
                score = self.logp(a, b, ended) if GLOSS.match(s, i + 1) else self.restored(a, b, ended, pending)
                best = max(best, score)
                self.put(i + 1, (0, b, ended), node[0] + score, self.emit(ended), node)
        at = i
        if self.shown and c == "?":
            at = i + 1
        if at > i or not self.shown:
            best = max(best, self.end_at(s, i, at, key, node))

    def go_on(self, after: int, pair: tuple[int, int], key: Key, node: Node) -> float:
        """The shown pair's first byte ends the pending character, its second begins the next."""
        pending, a, b = key
        c = self.pairs.read.get((pending & 0xFF, pair[0]))
        if c is None:
            return -1e9
        score = self.restored(a, b, c, pending)
        if pair[1] >= 0x80:
            self.put(after, (pair[1], b, c), node[0] + score, self.emit(c), node)
        else:  # an ASCII letter was taken for a second byte
            letter = chr(pair[1])
            self.put(after, (0, c, letter), node[0] + score + self.logp(b, c, letter), self.emit(c) + letter, node)
        return score

    def end_at(self, s: str, i: int, at: int, key: Key, node: Node) -> float:
        """The pending character's second byte was lost: before its own gloss, a mark, an ASCII character, an end."""
        pending, a, b = key
        if gloss := CUT_GLOSS.match(s, at):
            best = -1e9
            for c, cost in self.read_as(gloss.group(1), pending & 0xFF):
                score = self.logp(a, b, c) - cost
                best = max(best, score)
                self.put(gloss.end(), (0, b, c), node[0] + score, f"{c}({gloss.group()}", node)
            return best
        if at == i and s[at] not in MARK_BYTES and not s[at].isascii() and s[at] in self.pairs.of:
            return -1e9  # halves are not shown: nothing here says that one was lost
        return self.end_with_any(s, at, key, node)

    def end_with_any(self, s: str, at: int, key: Key, node: Node) -> float:
        pending, a, b = key
        cut = at >= len(s) or s[at] in MARK_BYTES or not (s[at].isascii() or s[at] in self.pairs.of)
        sign = "" if cut else self.lost_sign(s, at)
        best = -1e9
        for c in self.by_first[pending & 0xFF]:
            score = self.restored(a, b, c, pending)
            best = max(best, score)
            if cut:
                self.put(at, (0, b, c), node[0] + score, self.emit(c), node)
            else:
                cost = 0.0 if sign in ("<", "&") else LOST_ALNUM if s[at].isascii() and s[at].isalnum() else LOST_SIGN
                self.put(at, (0, c, sign or "?"), node[0] + score - cost, self.emit(c) + sign, node)
        return best

    def lost_sign(self, s: str, at: int) -> str:
        """The ASCII character that went with a lost half, where what follows tells it; else what is shown for it."""
        if CUT_TAG.match(s, at):
            return "<"
        if CUT_ENTITY.match(s, at):
            return "&"
        if UNOPENED.match(s, at):
            return "("
        return "?" if self.shown else ""

    def after_a_gap(self, s: str, i: int, key: Key, node: Node) -> None:
        """A pair that GBK leaves undefined stood here: what it can have been, with the next shown character in view."""
        pending, a, b = key
        read = self.pairs.read
        ends = [
            (self.restored(a, b, c, pending), c, first)
            for first in self.pairs.gaps
            if (c := read.get((pending & 0xFF, first)))
        ]
        ends.sort(reverse=True)
        for likely, c, first in ends[:3]:
            self.close_gap(s, i, (first, b, c), node[0] + likely - VANISHED, self.emit(c), node)
            # a second gap right behind, with one character between
            between = [
                (self.restored(b, c, d), d)
                for d in _successors().get(self.simple.get(c, c), "")
                if self.pairs.of[d][0] in self.pairs.gaps[first] and self.pairs.of[d][1] in self.pairs.gaps
            ]
            between.sort(reverse=True)
            for likelier, d in between[:4]:
                score = node[0] + likely + likelier - 2 * VANISHED
                self.close_gap(s, i, (self.pairs.of[d][1], c, d), score, self.emit(c) + self.emit(d), node)

    def close_gap(self, s: str, i: int, key: Key, score: float, text: str, node: Node) -> None:
        """Read on behind a gap: its second byte is unknown and begins the character that the next shown one ends."""
        first, b, c = key
        seconds = self.pairs.gaps[first]
        shown = s[i]
        pair, of = self.pairs.of.get(shown), self.pairs.of
        at = i + 1 if self.shown and shown == "?" else i
        if pair:
            for d in self.by_second[pair[0]]:
                if of[d][0] in seconds:
                    likely = score + self.restored(b, c, d)
                    if pair[1] >= 0x80:
                        self.put(i + 1, (pair[1], c, d), likely, text + self.emit(d), node)
                    else:
                        self.put(i + 1, (0, d, chr(pair[1])), likely, text + self.emit(d) + chr(pair[1]), node)
        elif gloss := CUT_GLOSS.match(s, at):
            for d, cost in self.all_read_as(gloss.group(1)):
                if of[d][0] in seconds:
                    likely = score + self.logp(b, c, d) - cost
                    self.put(gloss.end(), (0, c, d), likely, f"{text}{d}({gloss.group()}", node)
        elif at > i:
            for d in _successors().get(self.simple.get(c, c), ""):
                if of[d][0] in seconds:
                    self.put(at, (0, c, d), score + self.restored(b, c, d), text + self.emit(d), node)
        elif shown.isascii():
            if first in self.pairs.ascii_gaps.get(shown, ()):
                self.put(i + 1, (0, c, shown), score + self.logp(b, c, shown), text + shown, node)
            for d in self.by_second[ord(shown)]:
                if of[d][0] in seconds:
                    self.put(i + 1, (0, c, d), score + self.logp(b, c, d), text + self.emit(d), node)


def _doubtful(node: Node) -> frozenset[int]:
    """The places of unlikely steps, and those just before, where something may have vanished."""
    out: set[int] = set()
    current: Node = node
    while current[2] is not None:
        before: Node = current[2]  # type: ignore[assignment]
        if current[0] - before[0] < -UNLIKELY:
            out.update(range(before[3] - 3, current[3]))
        current = before
    return frozenset(out)


def _against(text: str) -> dict[str, float]:
    """What speaks against a character in a run: a farm always glosses the same ones and cuts at the same marks."""
    glossed = Counter(GLOSSED.findall(text))
    out = {c: LISTED for c, times in glossed.items() if times == text.count(c)}
    found = CUT.findall(text)
    cut = {m if m in MARKS else MARKS[",;:?!".index(m)] for m in found}
    other = HIDDEN if 0 < len(found) < 5 else 0.0  # a farm that cut at it would have shown it by now
    out |= {m: LISTED if m in cut else other for m in CUT_MARKS | cut}
    return out


def _text_of(node: Node) -> str:
    """What a reading has put out, from its beginning."""
    out: list[str] = []
    current: Node | None = node
    while current is not None:
        out.append(current[1])
        current = current[2]  # type: ignore[assignment]
    return "".join(reversed(out))


class _Tables(NamedTuple):
    hanzi: str
    simple: dict[str, str]
    simplified_only: frozenset[str]
    traditional_only: frozenset[str]
    by_first: dict[int, str]
    by_second: dict[int, str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    """What can be restored, by either byte, and which script it belongs to."""
    table, model = pairs(), sequences()
    hanzi = "".join(c for c in table.of if "\u4e00" <= c <= "\u9fff")
    simple = other_forms(hanzi, "t2s")
    traditional_only = frozenset(simple)
    listed = other_forms("".join(set(simple.values())), "s2t")
    unlisted = frozenset(c for c, form in simple.items() if listed.get(form, form) != c and c not in VARIANTS)
    simplified_only = unlisted | frozenset(other_forms(hanzi, "s2t")) - traditional_only - KEPT
    possible = [c for c in table.of if model.all.get(simple.get(c, c), 0.0) > RAREST or c in SHARES]
    by_first: dict[int, str] = dict.fromkeys(range(256), "")
    by_second: dict[int, str] = dict.fromkeys(range(256), "")
    for c in possible:
        first, second = table.of[c]
        by_first[first] += c
        by_second[second] += c
    return _Tables(hanzi, simple, simplified_only, traditional_only, by_first, by_second)


@lru_cache(maxsize=1)
def _successors() -> dict[str, str]:
    """Simplified character -> what follows it inside words, and the commonest characters of all, in both scripts."""
    model, tables = sequences(), _tables()
    forms: dict[str, str] = defaultdict(str)
    for c in tables.hanzi:
        forms[tables.simple.get(c, c)] += c
    common = sorted(model.first, key=lambda c: -model.first[c])[:60]
    out: dict[str, set[str]] = defaultdict(lambda: {form for c in common for form in forms[c]})
    for pair in model.pair:
        out[pair[0]].update(forms[pair[1]])
    return {c: "".join(sorted(following | {"，", "。", "、"})) for c, following in out.items()}


@lru_cache(maxsize=2)  # the test and the repair of one page ask for the same text
def _restored(text: str) -> Result:
    if not (SHOWN.search(text) or DROPPED.search(text)):
        return Result(text, 0, 0.0)
    reader = _Reader(text)
    out, runs, gain = [], 0, 0.0
    for line in text.split("\n"):
        result = reader.line(line)
        out.append(result.text)
        runs += result.runs
        gain += result.gain
    return Result("\n".join(out), runs, gain)


def restore_shifted_bytes(text: str) -> str:
    """Put the characters back that a mirror farm's program has read one byte off.

    `text` is a line or a page's lines joined by newlines; as many lines come back. Glosses that were set on a character
    stay (`remove_glosses` takes them out), those that the program set across two go. An ASCII character that went with
    a lost byte comes back as `<`, `&` or `(` where what follows tells so, else as `?`.

    >>> restore_shifted_bytes("動(dòng)?；顒?dòng)旨在")
    '動(dòng)。活動(dòng)旨在'
    >>> restore_shifted_bytes("什么時候去?我也不知道!")
    '什么時候去?我也不知道!'
    """
    return _restored(text).text


def shifted_bytes_apply(text: str) -> str:
    """Why the page's text needs `restore_shifted_bytes`, as "12 shifted runs", or "".

    >>> shifted_bytes_apply("動(dòng)?；顒?dòng)旨在\\n共同體?！耙粠б宦贰苯ㄔO")
    '2 shifted runs'
    >>> shifted_bytes_apply("他问：“真的吗?！”")
    ''
    """
    if not any(sign.search(text) for sign in SIGNS):
        return ""
    result = _restored(text)
    if result.gain < ENOUGH:
        return ""
    return f"{result.runs} shifted run{'s' if result.runs > 1 else ''}"
