"""Mojibake of further pairs: bytes of one encoding shown by another that is neither Latin-1 nor, for UTF-8, GBK.

The code pages for Central Europe, Cyrillic and Greek and those of DOS and the Macintosh show a byte as a character, so
GBK in them (ÇŕĘŻĎŘ, ЗаКЇПШ) goes back to bytes by a table. Big5 read as GBK (獵ホ郡瓜), GBK as Big5 (ヤ坒瓮芞) or as
Korean (행柯군暠) keep their bytes in pairs. What shows all of them is a run without any of the characters that Chinese
is mostly made of; what proves one is that the bytes are text in the other encoding, and that this has them. A pair that
one line has proved holds for the page's short lines too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ..text import lazy_re as re
from ..text.frequent import FREQUENT

_CHINESE = ("gb18030", "big5hkscs")
_SINGLE = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859-2", "iso8859-15", "mac_roman", "cp437", "cp850")
_DOUBLE = ("gb18030", "big5hkscs", "cp949", "cp932")
# characters in a row that text has next to never without a frequent one, since each second one is; of those that are no
# Han characters, with ASCII between. Each pattern begins with one character, by which `re` finds where to begin
_RARE = f"[^\x00-\x7f\\s{''.join(FREQUENT)}—…·]"
_SIGN = "[\xa1-\xb6\xb8-\u02ff\u0370-\u052f\u2500-\u257f\uff61-\uff9f]"
_RUNS = (re.compile(f"{_RARE}{_RARE}{{7,}}"), re.compile(f"{_SIGN}[\x20-\x7e\xad]?(?:{_SIGN}[\x20-\x7e\xad]?){{7}}"))
_FEW = 0.15  # share of frequent characters up to which a line may be misread, and
_MANY = 0.3  # the share that a reading has at the least
_CLEARLY = 0.01  # what a later reading must have more
_HAN = re.compile("[\u4e00-\u9fff]")
_FOREIGN = re.compile("[\x80-\xb6\xb8-\u2013\u2e00-\u2fff\u3040-\u30ff\u3130-\u4dbf\ua000-\uf8ff\ufffd]")
_FEWEST = 4  # Han characters of a reading
_LOST = "\ufffd"
_MOST_LOST = 0.1  # share of characters that may have been lost on the way
_SAMPLE = 2_000  # characters of a long line that tell its pair
_MOST_IN_VAIN = 20_000  # characters of lines that no pair reads, after which a page's further ones are not tried
_DISTINCT = 4  # a row of one sign is a line drawn: ══════


class Pair(NamedTuple):
    """The encoding that bytes are shown by, and the one they are in; "utf-8-holed": blanks may stand for bytes."""

    shown: str
    right: str


_PAIRS = (
    *(Pair(shown, right) for shown in _SINGLE for right in ("utf-8-holed", *_CHINESE)),
    *(Pair(shown, right) for shown in _DOUBLE for right in _CHINESE if shown != right),
)


def odd_lines(text: str) -> set[int]:
    """The numbers of the lines that may hold a run of such damage, by one look at a page.

    >>> odd_lines("昨天上午，城东新桥正式通车\\n獵ホ郡瓜繻碌穝秨\\n══════════")
    {1}
    """
    numbers: set[int] = set()
    for runs in _RUNS:
        number = at = 0
        for run in runs.finditer(text):
            if _is_odd(run.group()):
                number, at = number + text.count("\n", at, run.start()), run.start()
                numbers.add(number)
    return numbers


def _is_odd(run: str) -> bool:
    """Whether a run is of several signs, and half of them no everyday simplified characters: 龙头概念股 is none."""
    return len(set(run)) >= _DISTINCT and sum(map(_everyday().__contains__, run)) * 2 <= len(run)


@cache
def _everyday() -> frozenset[str]:
    """GB 2312's level 1, the commonest simplified characters."""
    return frozenset(bytes((a, b)).decode("gb2312", "ignore") for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))


def read_misread(lines: Sequence[str], odd: Iterable[int], utf8: Callable[[str], str]) -> dict[int, str]:
    """The lines that can be read back, by their numbers.

    Args:
        lines: all lines of a page.
        odd: the numbers of those that hold a run of such damage, see `odd_lines`.
        utf8: reads UTF-8 that is shown as Latin-1.

    >>> read_misread(["ÇŕĘŻĎŘÍĽĘéąÝĐŢÉÉşóÖŘĐÂżŞ·Ĺ", "Ę×Ňł"], [0], str)
    {0: '青石县图书馆修缮后重新开放', 1: '首页'}
    >>> read_misread(["Вестник библиотеки"], [0], str)
    {}
    """
    read: dict[int, str] = {}
    pairs: dict[Pair, None] = {}
    vain = 0
    for number in sorted(odd):
        line = lines[number]
        if _share(line) > _FEW:
            continue
        pair, text = _best(line, utf8, pairs)
        if pair is not None:
            read[number] = text
            pairs[pair] = None
        else:
            vain += min(len(line), _SAMPLE)
            if vain > _MOST_IN_VAIN:
                break
    for number, line in enumerate(lines) if pairs else ():
        if number in read or line.isascii() or _share(line) > _FEW:
            continue
        for pair in pairs:
            text = _reading(line, pair, utf8)
            if _HAN.search(text) and not _FOREIGN.search(text):
                read[number] = text
                break
    return read


def _best(line: str, utf8: Callable[[str], str], known: dict[Pair, None]) -> tuple[Pair | None, str]:
    """The pair that gives the best Chinese, and what it gives; one that another line has proved goes first."""
    best, found, most = None, line, _MANY
    sample = line[:_SAMPLE]
    for pair in (*known, *_PAIRS):
        text = _reading(sample, pair, utf8)
        share = _share(text)
        if share >= most and _is_chinese(text):
            best, found, most = pair, text, share + _CLEARLY
            if pair in known:
                break
    if best is None or len(line) <= _SAMPLE:
        return best, found
    text = _reading(line, best, utf8)
    return (best, text) if _share(text) >= _MANY and _is_chinese(text) else (None, line)


def _is_chinese(text: str) -> bool:
    """Whether a reading has Han characters, and has lost few."""
    return text.count(_LOST) <= _MOST_LOST * len(text) and len(_HAN.findall(text)) >= _FEWEST


def _reading(line: str, pair: Pair, utf8: Callable[[str], str]) -> str:
    """What the line's bytes are, if a pair holds; "" where they can't be."""
    if pair.shown in _DOUBLE:
        try:
            raw = b"\xff".join([piece.encode(pair.shown) for piece in line.split(_LOST)])
        except UnicodeError:
            return ""
        return raw.decode(pair.right, "replace")
    codes = line.translate(_table(pair.shown))
    try:
        raw = codes.encode("latin-1")
    except UnicodeEncodeError:
        return ""
    return utf8(codes) if pair.right == "utf-8-holed" else raw.decode(pair.right, "replace")


def _share(text: str) -> float:
    """Share of frequent characters among those that are not ASCII."""
    wide = len(text) - len(text.encode("ascii", "ignore"))
    return sum(map(FREQUENT.__contains__, text)) / wide if wide else 0.0


@cache
def _table(encoding: str) -> dict[int, int]:
    """Characters of an encoding of single bytes → those of Latin-1; a byte that it has none for shows as itself."""
    shown = {byte: bytes((byte,)).decode(encoding, "ignore") or chr(byte) for byte in range(0x80, 0x100)}
    return {ord(char): byte for byte, char in shown.items()}
