"""Make the data that the repairs of mirrored text judge by: how characters follow each other, and how they are read.

    pip install wordfreq jieba pypinyin opencc
    python tests/tools/make_char_data.py newsclean/repair/data

It writes two files. `sequences.bin` holds counts of characters, pairs and triples inside words, projected from the
Chinese word list of wordfreq (simplified with OpenCC): a text made of independent words has exactly these statistics,
so the words themselves need not be shipped. `readings.txt` holds the readings of every GBK character after pypinyin.
"""

from __future__ import annotations

import math
import sys
import zlib
from array import array
from collections import Counter, defaultdict
from pathlib import Path

import opencc
import wordfreq
from pypinyin import Style, pinyin
from pypinyin.contrib.tone_convert import to_normal

SEQUENCES_HEADER = """\
newsclean character sequences, made by tests/tools/make_char_data.py
Source: wordfreq {version}, Chinese word list (Robyn Speer), https://github.com/rspeer/wordfreq
Data licence: CC BY-SA 4.0. Changed: simplified with OpenCC, cut into characters, pairs and triples, counts rounded.
"""
READINGS_HEADER = """\
# Readings of the characters of GBK, one reading a line, made by tests/tools/make_char_data.py.
# Source: pypinyin (MIT licence), https://github.com/mozillazg/python-pinyin, after pinyin-data and Unihan kMandarin.
"""
RAREST_WORD = 1e-7  # share of all words; rarer ones double the file for 0.05 nats a character
STEP = 12  # levels per nat: one byte then spans 21 nats, and rounding errs by 4 %


def gbk_characters() -> list[str]:
    """Every Chinese character that GBK has, in code order."""
    pairs = (bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))
    characters = (pair.decode("gbk", "ignore") for pair in pairs)
    return [c for c in characters if len(c) == 1 and "\u4e00" <= c <= "\u9fff"]


def words() -> dict[str, float]:
    """Words of Chinese characters only, simplified -> share of the running words."""
    simplify = opencc.OpenCC("t2s").convert
    out: dict[str, float] = defaultdict(float)
    for word, share in wordfreq.get_frequency_dict("zh", wordlist="large").items():
        simplified = simplify(word)
        if all("\u4e00" <= c <= "\u9fff" for c in simplified):
            out[simplified] += share
    total = sum(out.values())
    return {w: share / total for w, share in out.items() if len(w) == 1 or share / total > RAREST_WORD}


def level(share: float) -> int:
    """A share of all words as one byte; 0 is none."""
    return max(1, min(255, 255 + round(STEP * math.log(share)))) if share > 0 else 0


def sequences(shares: dict[str, float]) -> bytes:
    """Header, three lengths, the keys as text, then one byte for each count, all but the header deflated."""
    columns = [("all", "first", "last", "alone"), ("pair", "head", "tail"), ("triple",)]
    counts: dict[str, Counter[str]] = {name: Counter() for names in columns for name in names}
    for word, share in shares.items():
        counts["first"][word[0]] += share
        counts["last"][word[-1]] += share
        for i, c in enumerate(word):
            counts["all"][c] += share
            if i + 1 < len(word):
                counts["pair"][word[i : i + 2]] += share
            if i + 2 < len(word):
                counts["triple"][word[i : i + 3]] += share
        if len(word) == 1:
            counts["alone"][word] += share
        else:
            counts["head"][word[:2]] += share
            counts["tail"][word[-2:]] += share
    keys = [sorted(counts[names[0]]) for names in columns]
    payload = array("I", map(len, keys)).tobytes() + "".join("".join(k) for k in keys).encode("utf-16-le")
    for key, names in zip(keys, columns, strict=True):
        for name in names:
            payload += bytes(level(counts[name][k]) for k in key)
    return SEQUENCES_HEADER.format(version="3.1.1").encode() + b"\n" + zlib.compress(payload, 9)


def readings() -> str:
    """Lines of a reading and the characters that have it; a farm may read a character as its simplified form."""
    by_reading: dict[str, str] = defaultdict(str)
    simplify = opencc.OpenCC("t2s").convert
    for character in gbk_characters():
        found: set[str] = set()
        for form in {character, simplify(character)}:
            found.update(pinyin(form, style=Style.TONE, heteronym=True)[0])
        for reading in found:
            if to_normal(reading).replace("ü", "v").isascii():
                by_reading[reading] += character
    return READINGS_HEADER + "".join(f"{reading} {by_reading[reading]}\n" for reading in sorted(by_reading))


def main() -> None:
    folder = Path(sys.argv[1])
    (folder / "sequences.bin").write_bytes(sequences(words()))
    (folder / "readings.txt").write_text(readings(), encoding="utf-8")


if __name__ == "__main__":
    main()
