"""EUC-TW, which Python has no codec for: the encoding of Unix machines in Taiwan, CNS 11643's planes by two bytes.

Its first two planes hold Big5's characters, the frequent ones and the others, in nearly the same order: the exceptions
are where Big5's makers and the standard's counted a character's strokes differently. So runs of places say which
character of Big5 stands where. Characters of the further planes, which Big5 has not, are U+FFFD.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import Any

from ..text import lazy_re as re

# places of a run: in the plane, in Big5, and how many characters; a plane has 94 characters a row, Big5 157
_FIRST = (
    (0, 0, 21),
    (21, 23, 2),
    (24, 22, 1),
    (29, 29, 44),
    (73, 74, 1),
    (74, 73, 1),
    (75, 75, 52),
    (127, 128, 1),
    (128, 127, 1),
    (129, 129, 19),
    (148, 149, 1),
    (149, 148, 1),
    (150, 150, 4),
    (155, 21, 1),
    (156, 158, 2),
    (160, 160, 74),
    (282, 234, 174),
    (470, 6101, 20),
    (3290, 471, 1412),
    (4702, 1884, 424),
    (5126, 1883, 1),
    (5127, 2308, 1876),
    (7003, 4571, 1),
    (7004, 4184, 387),
    (7391, 4572, 525),
    (7916, 5286, 1),
    (7917, 5097, 189),
    (8106, 5287, 84),
    (8190, 5517, 1),
    (8191, 5371, 54),
    (8245, 5426, 1),
    (8246, 5425, 1),
    (8247, 5427, 90),
    (8337, 5518, 354),
)
_SECOND = (
    (0, 6280, 10),
    (10, 6291, 33),
    (43, 6372, 1),
    (44, 6324, 48),
    (92, 6373, 46),
    (138, 6586, 1),
    (139, 6419, 167),
    (306, 6587, 1840),
    (2146, 9074, 1),
    (2147, 8428, 108),
    (2255, 8537, 537),
    (2792, 8427, 1),
    (2793, 9075, 100),
    (2893, 8536, 1),
    (2894, 9175, 399),
    (3293, 9575, 1637),
    (4930, 11761, 1),
    (4931, 11212, 146),
    (5077, 11899, 1),
    (5078, 11358, 287),
    (5365, 12508, 1),
    (5366, 11645, 116),
    (5482, 11762, 137),
    (5619, 11900, 104),
    (5723, 12425, 1),
    (5724, 12004, 222),
    (5946, 12227, 198),
    (6144, 12426, 82),
    (6226, 12509, 86),
    (6312, 12226, 1),
    (6313, 12595, 8),
    (6321, 12604, 153),
    (6474, 12758, 56),
    (6530, 13114, 1),
    (6531, 12814, 113),
    (6644, 12603, 1),
    (6645, 12927, 142),
    (6787, 12757, 1),
    (6788, 13069, 45),
    (6833, 13115, 71),
    (6904, 13380, 1),
    (6905, 13186, 194),
    (7099, 13381, 490),
    (7589, 13914, 1),
    (7590, 13871, 43),
    (7633, 13915, 1),
    (7634, 13917, 11),
    (7645, 13916, 1),
    (7646, 13928, 4),
)
_CHARACTER = re.compile(rb"\x8e[\xa1-\xb0][\xa1-\xfe]{2}|[\xa1-\xfe]{2}|[\x80-\xff]")
NAME = "euc-tw"


@cache
def _characters() -> dict[bytes, str]:
    """The characters of the first two planes by their bytes."""
    found: dict[bytes, str] = {}
    for lead, runs in ((b"", _FIRST), (b"\x8e\xa2", _SECOND)):
        for place, other, count in runs:
            for step in range(count):
                row, column = divmod(place + step, 94)
                first, second = divmod(other + step, 157)
                trail = second + 0x40 if second < 63 else second - 63 + 0xA1
                char = bytes((first + 0xA1, trail)).decode("big5", "ignore")
                if char:
                    found[lead + bytes((row + 0xA1, column + 0xA1))] = char
                    if not lead:
                        found[b"\x8e\xa1" + bytes((row + 0xA1, column + 0xA1))] = char
    return found


def read_euc_tw(raw: bytes) -> str:
    """The text of bytes in EUC-TW; what can't be read is U+FFFD.

    >>> read_euc_tw(bytes.fromhex("e4bbf0fd"))
    '新橋'
    """
    known = _characters()
    pieces, at = [], 0
    for found in _CHARACTER.finditer(raw):
        pieces += [raw[at : found.start()].decode("ascii"), known.get(found[0], "\ufffd")]
        at = found.end()
    return "".join([*pieces, raw[at:].decode("ascii")])


class _Decoder(codecs.BufferedIncrementalDecoder):
    """Decodes as `read_euc_tw` does."""

    def _buffer_decode(self, data: Any, errors: str, final: bool) -> tuple[str, int]:
        return read_euc_tw(bytes(data)), len(data)


def _search(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != NAME:
        return None

    def encode(text: str, errors: str = "strict", /) -> tuple[bytes, int]:
        raise UnicodeEncodeError(NAME, text, 0, len(text), "is read only")

    def decode(raw: Any, errors: str = "strict", /) -> tuple[str, int]:
        return read_euc_tw(bytes(raw)), len(raw)

    return codecs.CodecInfo(encode, decode, incrementaldecoder=_Decoder, name=NAME)


codecs.register(_search)
