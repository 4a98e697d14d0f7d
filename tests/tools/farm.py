"""A simulation of the program that mirror farms run over a page: what the repairs have to undo.

    farm = Farm(random.Random(3))
    shown = farm.damage("会议强调。活动旨在推动共同体建设。")

A farm has a table of traditional characters, a list of characters that it glosses, and a list of marks that it looks
for. It works on GBK bytes and knows no character borders, which is what breaks the text.
"""

from __future__ import annotations

import random
import re
import unicodedata
from functools import lru_cache

import opencc
from pypinyin import Style, pinyin

# What GBK encodes and every decoder agrees on; the text between two such stretches is left alone.
STRETCH = re.compile(r"[\x01-\x7f\u2010-\u2027\u3000-\u301e\u4e00-\u9fa5\uff01-\uff5e]+")
UNCHANGED = "后于并里余只干台系制面出谷几向松范"
LEVELS = [bytes((a, b)) for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)]  # the characters of GB 2312


@lru_cache(maxsize=1)
def traditional_table() -> dict[str, str]:
    """Simplified characters -> the traditional ones that a farm shows for them, one by one."""
    convert = opencc.OpenCC("s2t").convert
    variants = {"爲": "為", "衆": "眾", "啓": "啟", "牆": "墻", "裏": "里", "麪": "面", "羣": "群", "峯": "峰"}
    table = {}
    for pair in LEVELS:
        c = pair.decode("gbk", "ignore")
        form = convert(c)
        form = variants.get(form, form)
        if len(c) == 1 and len(form) == 1 and form != c and c not in UNCHANGED and STRETCH.fullmatch(form):
            table[c] = form
    return table


class Farm:
    """One farm: its choices are made once, by chance, and kept for all its pages.

    `glosses`, `cuts`: whether it does either. `shows_halves`: whether half a character shows as "?". `keeps_ascii`:
    whether of an undefined pair an ASCII second byte is shown. `nfkc`: whether the page was stored after NFKC.
    """

    def __init__(
        self, chance: random.Random, *, glosses: bool = True, cuts: bool = True, nfkc: bool | None = None
    ) -> None:
        table = traditional_table()
        share = chance.choice((0.1, 0.2, 0.35, 0.5))
        listed = [(c, form) for c, form in table.items() if chance.random() < share] if glosses else []
        chance.shuffle(listed)
        self.glosses = [(form, pinyin(c, style=Style.TONE)[0][0]) for c, form in listed]
        self.marks = [m for m in "，；：？！" if chance.random() < 0.9] + [m for m in "。、" if chance.random() < 0.4]
        self.marks = self.marks if cuts else []
        chance.shuffle(self.marks)
        self.shows_halves = chance.random() < 0.8
        self.keeps_ascii = chance.random() < 0.5
        self.nfkc = chance.random() < 0.4 if nfkc is None else nfkc

    def traditional(self, text: str) -> str:
        """The text as the farm would show it if it did nothing but exchange characters."""
        table = traditional_table()
        text = "".join(table.get(c, c) for c in text)
        return unicodedata.normalize("NFKC", text) if self.nfkc else text

    def damage(self, text: str) -> str:
        """The text as the farm shows it."""
        table = traditional_table()
        text = STRETCH.sub(lambda m: self._stretch(m.group()), "".join(table.get(c, c) for c in text))
        return unicodedata.normalize("NFKC", text) if self.nfkc else text

    def _stretch(self, text: str) -> str:
        try:
            raw = text.encode("gbk")
        except UnicodeEncodeError:  # a bullet or the like: the farm leaves such a stretch alone
            return text
        for mark in self.marks:
            code = mark.encode("gbk")
            raw = raw.replace(code, b"\x00" + code)
        for character, reading in self.glosses:
            code = character.encode("gbk")
            raw = raw.replace(code, code + b"(" + reading.encode("gbk", "ignore") + b")")
        return "".join(self._shown(piece) for piece in raw.split(b"\x00"))

    def _shown(self, piece: bytes) -> str:
        """Bytes read in pairs from the left, as the farm's page shows them."""
        half = "?" if self.shows_halves else ""
        out, i = [], 0
        while i < len(piece):
            if piece[i] < 0x80:
                out.append(chr(piece[i]))
                i += 1
                continue
            pair = piece[i : i + 2]
            i += 2
            if len(pair) == 1 or pair[1] < 0x40 or pair[1] == 0x7F:
                out.append(half)
            else:
                shown = pair.decode("gbk", "ignore")
                out.append(shown[:1] if self.keeps_ascii or not shown.isascii() else "")
        return "".join(out)
