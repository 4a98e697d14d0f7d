"""How likely a character is after two others, and how characters are read: what the repairs of mirrored text judge by.

The statistics are those of a text of independent words (see tests/tools/make_char_data.py, which makes the files in
`data/`). They are of simplified characters; traditional ones are looked up by their simplified form.
"""

from __future__ import annotations

import math
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

import opencc

STEP = 12  # levels per nat in sequences.bin, as in tests/tools/make_char_data.py
# Shares of running text of the signs that are no Chinese word, each; roughly those of news. What is not listed is RARE.
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
WIDE_LATIN = "".join(chr(ord(c) + 0xFEE0) for c in LATIN)
BY_SHARE = (
    (0.06, "，,"),
    (0.03, "。"),
    (0.015, "、"),
    (0.008, "“”"),
    (0.005, "：:"),
    (0.004, "0123456789"),
    (0.003, "（）()《》 "),
    (0.002, "；;.%"),
    (0.001, "！!？—-"),
    (5e-4, "…·「」"),
    (3e-4, "‘’/％"),
    (1e-4, "【】～~+<>０１２３４５６７８９" + LATIN),
    (3e-5, "〔〕"),
    (1e-5, "?〈〉"),
    (3e-6, WIDE_LATIN),
)
SHARES = {sign: share for share, signs in BY_SHARE for sign in signs}
# How much oftener signs follow each other than their shares say: 。” and ”， are common, “， is not.
KINDS = {"asks": "？！?!", "stop": "，。；：、,;:", "opens": "“‘「『《（(〈【", "closes": "”’」』", "ends": "）)】》〉"}
STOPS = KINDS["stop"] + KINDS["asks"]
NEIGHBOURS = {
    ("asks", "asks"): 30.0,
    ("asks", "stop"): 0.01,
    ("asks", "closes"): 8.0,
    ("stop", "asks"): 0.01,
    ("stop", "stop"): 0.001,
    ("stop", "opens"): 5.0,
    ("stop", "closes"): 8.0,
    ("opens", "asks"): 0.01,
    ("opens", "stop"): 0.001,
    ("opens", "closes"): 0.01,
    ("closes", "asks"): 3.0,
    ("closes", "stop"): 6.0,
    ("closes", "opens"): 3.0,
    ("asks", "ends"): 0.3,
    ("stop", "ends"): 0.03,
    ("opens", "ends"): 0.01,
    ("ends", "stop"): 6.0,
    ("ends", "opens"): 3.0,
}
# Words of one character that ask for what follows, so that hardly any stop stands behind them.
OPEN = frozenset("在和与将对从为被把向以及或其这那各每第因如可所很最更不就也都还并而但使让由于且若即该此某")
OPEN_STOP = 0.03
RARE = 1e-9  # a character that no word list has
# An interpolated model: weights of the longer context and of the shorter. Figures on news hardly move with them.
LONG, SHORT = 0.9, 0.97


def other_forms(characters: str, config: str) -> dict[str, str]:
    """Each character that has another form in the other script -> that form; `config` is OpenCC's "t2s" or "s2t"."""
    forms = opencc.OpenCC(config).convert("\n".join(characters)).split("\n")
    return {c: form for c, form in zip(characters, forms, strict=True) if form != c and len(form) == 1}


class Sequences:
    """The statistics of sequences.bin, and the probability of a character that follows from them."""

    def __init__(self) -> None:
        raw = (files(__package__) / "data" / "sequences.bin").read_bytes()
        payload = zlib.decompress(raw[raw.index(b"\n\n") + 2 :])
        lengths = array("I", payload[:12])
        keys, at = [], 12
        for size, count in enumerate(lengths, start=1):
            text = payload[at : at + 2 * size * count].decode("utf-16-le")
            keys.append([text[i : i + size] for i in range(0, len(text), size)])
            at += 2 * size * count
        shares = [0.0, *(math.exp((level - 255) / STEP) for level in range(1, 256))]

        def column(names: list[str]) -> dict[str, float]:
            nonlocal at
            levels = payload[at : at + len(names)]
            at += len(names)
            return {name: shares[level] for name, level in zip(names, levels, strict=True) if level}

        self.all, self.first, self.last, self.alone = (column(keys[0]) for _ in range(4))
        self.pair, self.head, self.tail = (column(keys[1]) for _ in range(3))
        self.triple = column(keys[2])
        self.total = sum(self.all.values())

    def behind(self, a: str, b: str) -> Callable[[str], float]:
        """P(c | a b) as a function of c, for many c: a, b and c may be a Chinese character, a sign or "" for a start.

        >>> after = sequences().behind("", "北")
        >>> after("京") > after("站")
        True
        """
        if not "\u4e00" <= b <= "\u9fff":
            return self._behind_sign(b)
        return self._behind_two(a, b) if "\u4e00" <= a <= "\u9fff" else self._behind_one(a, b)

    def _behind_sign(self, b: str) -> Callable[[str], float]:
        """P(c | b) behind a sign or at the start."""
        first, all_, loose = self.first, self.all, (1 - SHORT) / self.total
        kind, goes_on = _kind(b), b.isascii() and b.isalnum()

        def share(c: str) -> float:
            if "\u4e00" <= c <= "\u9fff":
                return first.get(c, 0.0) * SHORT + loose * all_.get(c, 0.0) + RARE
            if goes_on and c.isascii() and c.isalnum():
                return 0.5 * (0.1 if b.isdigit() and c.isdigit() else 0.03)  # numbers and names go on
            return SHARES.get(c, RARE) * NEIGHBOURS.get((kind, _kind(c)), 1.0)

        return share

    def _behind_one(self, a: str, b: str) -> Callable[[str], float]:
        """P(c | b) where b begins a word."""
        pair, head, first, all_ = self.pair, self.head, self.first, self.all
        often, last, alone, begins = all_.get(b, 0.0), self.last.get(b, 0.0), self.alone.get(b, 0.0), first.get(b, 0.0)
        in_word = SHORT / often if often else 0.0
        loose = (1 - SHORT) / self.total
        whole, part = (LONG / begins, 1 - LONG) if begins else (0.0, 1.0)

        def share(c: str) -> float:
            if not "\u4e00" <= c <= "\u9fff":
                return self._sign(a, b, c)
            starts, both = first.get(c, 0.0), b + c
            short = in_word * (pair.get(both, 0.0) + last * starts) + loose * all_.get(c, 0.0) + RARE
            return whole * (head.get(both, 0.0) + alone * starts) + part * short

        return share

    def _behind_two(self, a: str, b: str) -> Callable[[str], float]:
        """P(c | a b) of a text of independent words: c goes on in the word of b, or begins one."""
        pair, head, first, all_, triple = self.pair, self.head, self.first, self.all, self.triple
        often, last, alone = all_.get(b, 0.0), self.last.get(b, 0.0), self.alone.get(b, 0.0)
        in_word = SHORT / often if often else 0.0
        loose = (1 - SHORT) / self.total
        before, two = self.last.get(a, 0.0), a + b
        count = pair.get(two, 0.0) + before * first.get(b, 0.0)
        known = count >= RARE
        whole, part = (LONG / count, 1 - LONG) if known else (0.0, 1.0)
        ends = self.tail.get(two, 0.0) + before * alone

        def share(c: str) -> float:
            if not "\u4e00" <= c <= "\u9fff":
                return self._sign(a, b, c)
            starts, both = first.get(c, 0.0), b + c
            short = in_word * (pair.get(both, 0.0) + last * starts) + loose * all_.get(c, 0.0) + RARE
            joint = triple.get(two + c, 0.0) + ends * starts + before * head.get(both, 0.0)
            return whole * joint + part * short

        return share

    def ends_word(self, a: str, b: str) -> float:
        """Share of the words that end behind b, after a."""
        count, ends = self.all.get(b, 0.0), self.last.get(b, 0.0)
        if a in self.all:
            pair = a + b
            joint = self.tail.get(pair, 0.0) + self.last.get(a, 0.0) * self.alone.get(b, 0.0)
            total = self.pair.get(pair, 0.0) + self.last.get(a, 0.0) * self.first.get(b, 0.0)
            if total > RARE:
                return LONG * joint / total + (1 - LONG) * (ends / count if count else 0.5)
        return ends / count if count else 0.5

    def _sign(self, a: str, b: str, c: str) -> float:
        """P(c | a b) of a sign behind a Chinese character b."""
        share = SHARES.get(c, RARE) * (self.ends_word(a, b) + 0.01)
        return share * OPEN_STOP if b in OPEN and c in STOPS and a + b not in self.pair else share


def _kind(sign: str) -> str:
    """What a sign is to its neighbours: a stop, or a sign that opens or closes a bracket."""
    for kind, signs in KINDS.items():
        if sign and sign in signs:
            return kind
    return ""


@lru_cache(maxsize=1)
def sequences() -> Sequences:
    """The statistics, loaded on first need (about 0.1 s)."""
    return Sequences()


@lru_cache(maxsize=1)
def characters_by_reading() -> dict[str, str]:
    """Pinyin reading -> the characters of GBK that have it, with tone mark and (a second key) without.

    >>> "为" in characters_by_reading()["wèi"] and "为" in characters_by_reading()["wei"]
    True
    """
    out: dict[str, str] = defaultdict(str)
    for line in (files(__package__) / "data" / "readings.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            reading, characters = line.split(" ")
            out[reading] += characters
            bare = without_tone(reading)
            if bare != reading:
                out[bare] += characters
    return {reading: "".join(dict.fromkeys(characters)) for reading, characters in out.items()}


TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹɑɡ", "aaaaeeeeiiiioooouuuuüüüünnnag")


def without_tone(reading: str) -> str:
    """A reading without its tone mark: `dòng` -> `dong`."""
    return reading.translate(TONES)


@lru_cache(maxsize=8192)
def simplified_form(character: str) -> str:
    """The simplified form of one character.

    >>> simplified_form("執"), simplified_form("法")
    ('执', '法')
    """
    form: str = _converter().convert(character)
    return form


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
