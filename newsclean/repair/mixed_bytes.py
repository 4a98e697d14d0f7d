"""GBK bytes shown by two encodings at once, or with bytes gone: what `mojibake` cannot read back strictly.

A program that takes each byte for Latin-1 unless it makes UTF-8 with the next turns 强 (C7 BF) into `ǿ` amid `»áÒé`.
One that drops soft hyphens (U+00AD) drops the byte AD, the second of 经 (BE AD), and all behind it is read shifted.
Both leave a line of such characters, and its bytes, with AD put back where the text wants it, are Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..text import lazy_re as re
from .ngrams import UNKNOWN, ngrams

_BYTE_OF = {bytes((b,)).decode("cp1252", "ignore") or chr(b): b for b in range(0x80, 0x100)}
_WESTERN = re.compile("[\xa1-\xb6\xb8-\xff]{2}")
_HAN = re.compile("[\u4e00-\u9fff]")
_QUOTES = str.maketrans("「」『』", "“”“”")  # the model has these
SOFT_HYPHEN = 0xAD
LOST = 4.0  # nats against a byte that has gone
KEPT = 8  # readings kept side by side
LIKELY = -7.5  # nats a character; Chinese text has 5, what other bytes make has 9 and more
FEWEST = 4  # characters read
# a character takes as long as some lines do elsewhere, so that a page has so many of them read
MOST = 10_000  # of lines that are read back
MOST_IN_VAIN = 3_000  # of lines that stay as they were: those of a page in a Western language
SAMPLE = 400  # characters of a long line by which it is told whether it is read
SETTLED = 64  # characters after which what all readings begin with is put aside


class Reading(NamedTuple):
    """What a line's bytes have been read as so far."""

    score: float
    text: str
    pending: int  # first byte of a pair whose second comes next, or 0


def read_mixed_lines(lines: Iterable[str]) -> Iterator[str | None]:
    """A page's lines, each read back, or as it was; None for those behind as many as are read.

    >>> list(read_mixed_lines(["»áÒéǿµ÷£¬Ҫ°ѷÀѴµÄÔðÈÎ", "Ñandú, Äußerung, cœur"]))
    ['会议强调，要把防汛的责任', 'Ñandú, Äußerung, cœur']
    """
    done = vain = 0
    for line in lines:
        read: str | None = line
        if vain <= MOST_IN_VAIN and _begins(line):
            read = read_mixed(line) if done + len(line) <= MOST else None
        if read == line:
            vain += min(len(line), SAMPLE)
        else:
            done += len(line)
        yield read


def _begins(line: str) -> bool:
    """Whether a long line's beginning is read; its last byte may be the first half of a character."""
    if len(line) <= SAMPLE:
        return True
    return any(read_mixed(line[:length]) != line[:length] for length in (SAMPLE, SAMPLE + 1))


def read_mixed(line: str) -> str:
    """A line of GBK bytes read back, or as it was.

    >>> read_mixed("»áÒéǿµ÷£¬Ҫ°ѷÀѴµÄÔðÈÎ")
    '会议强调，要把防汛的责任'
    >>> read_mixed("Müller 与 Beyoncé”——"), read_mixed("Ñandú, Äußerung, cœur")
    ('Müller 与 Beyoncé”——', 'Ñandú, Äußerung, cœur')
    """
    if len(_WESTERN.findall(line)) < FEWEST:
        return line
    score, text = max(_best(line, mixed=False), _best(line, mixed=True))
    return text if len(_HAN.findall(text)) >= FEWEST and score > LIKELY * len(text) else line


def _best(line: str, *, mixed: bool) -> tuple[float, str]:
    """The likeliest reading of a line's bytes as GBK, of which some AD may have gone; `mixed`: some have made UTF-8."""
    shown = any(c >= "\x80" and c not in _BYTE_OF for c in line)  # else, in a short line, only that it reads so tells
    readings = [Reading(-LOST if mixed and not shown else 0.0, "", 0)]
    settled = []
    for number, c in enumerate(line):
        reached: dict[tuple[str, int], Reading] = {}
        for raw in _bytes(c, mixed):
            now = readings
            for byte in raw:
                now = [further for reading in now for further in _read(reading, byte)]
            for reading in now:
                end = (reading.text[-2:], reading.pending)
                if end not in reached or reached[end] < reading:
                    reached[end] = reading
        readings = sorted(reached.values(), reverse=True)[:KEPT]
        if number % SETTLED == 0 and (same := _beginning([reading.text for reading in readings])[:-2]):
            settled.append(same)
            readings = [reading._replace(text=reading.text[len(same) :]) for reading in readings]
    whole = [reading for reading in readings if not reading.pending]
    return (whole[0].score, "".join((*settled, whole[0].text))) if whole else (float("-inf"), "")


def _beginning(texts: Sequence[str]) -> str:
    """What all texts begin with.

    >>> _beginning(["会议强调", "会议室", "会议强"])
    '会议'
    """
    first, last = min(texts, default=""), max(texts, default="")
    return first[: next((at for at, pair in enumerate(zip(first, last, strict=False)) if len({*pair}) > 1), len(first))]


def _bytes(c: str, mixed: bool) -> list[bytes]:
    """The bytes that may show as a character: one of Latin-1, and where some have made UTF-8 with the next, two."""
    whole = c.encode("utf-8", "ignore")
    if c < "\x80" or c not in _BYTE_OF:
        return [whole]
    return [bytes((_BYTE_OF[c],)), whole] if mixed and c < "\u0100" else [bytes((_BYTE_OF[c],))]


def _read(reading: Reading, byte: int) -> list[Reading]:
    """A reading with one byte more."""
    score, text, pending = reading
    if not pending and byte < 0x80:
        return [Reading(score + _logp(text[-2:], chr(byte)), text + chr(byte), 0)]
    if not pending:
        hidden = _pair(byte, SOFT_HYPHEN)  # its second byte has gone
        first = [Reading(score, text, byte)]
        return [*first, Reading(score + _logp(text[-2:], hidden) - LOST, text + hidden, 0)] if hidden else first
    c = _pair(pending, byte)
    return [Reading(score + _logp(text[-2:], c), text + c, 0)] if c else []


@lru_cache(maxsize=4096)
def _pair(first: int, second: int) -> str:
    """The character of two bytes of GBK, or ""."""
    c = bytes((first, second)).decode("gbk", "ignore")
    return c if len(c) == 1 and c > "\x7f" else ""


@lru_cache(maxsize=16_384)
def _logp(before: str, c: str) -> float:
    model, c = ngrams(), c.translate(_QUOTES)
    known = ""
    for b in reversed(before.translate(_QUOTES)):
        if b not in model:
            break
        known = b + known
    return model.logp(model.contexts(known), c) if c in model else UNKNOWN
