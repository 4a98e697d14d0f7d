"""Bytes of GB18030 and its older forms that are damaged or unusual: a lost byte, `€` in one byte, seven-bit forms.

Two bytes make a character, so after one lost byte the rest of a run reads as other characters, none of which the page
has. A run of an odd number of bytes shows the loss; where it was is told by which reading is written Chinese.
"""

from __future__ import annotations

import codecs
from itertools import accumulate

from ..text import lazy_re as re
from ..text.frequent import FREQUENT

# Bytes that only stand in pairs, before one that ends no pair: an odd number of them has lost one
_RUN = re.compile(rb"(?<![\x80-\xff])[\xa1-\xfe]{3,}(?=[\x09\x0a\x0d\x20-\x2f\x3a-\x3f]|\Z)")
_SHIFTED = re.compile(rb"\x1b\$\)A|\x0e([^\x0f\n]*)(?:\x0f|(?=\n)|\Z)")  # ISO-2022-CN: GB 2312 between SO and SI
_DOUBT = 3  # a reading must be better than another by this much
_CHINESE = 0.25  # share of frequent characters that a Chinese text has at the least


def read_damaged(raw: bytes) -> str:
    """The text of GB18030 bytes with errors in them: what can't be read is U+FFFD, what follows is read again.

    >>> read_damaged("馆长介绍，馆内保留了书架。".encode("gbk")[1:] + b"<br>")
    '\ufffd长介绍，馆内保留了书架。<br>'
    >>> read_damaged("票价".encode("gbk") + b"\\x8020" + "元起".encode("gbk"))
    '票价€20元起'
    """
    pieces, at = [], 0
    for run in _RUN.finditer(raw):
        if (run.end() - run.start()) % 2:
            pieces += [_decoded(raw[at : run.start()]), _with_loss(run.group())]
            at = run.end()
    return "".join([*pieces, _decoded(raw[at:])])


def _decoded(raw: bytes) -> str:
    """The text of bytes; a byte 80 that begins no pair is the euro sign of Windows."""
    return codecs.getincrementaldecoder("gb18030")(_EURO).decode(raw)


def _with_loss(run: bytes) -> str:
    """A run of an odd number of bytes, read in pairs before the loss and behind it."""
    half = len(run) // 2
    before = run[:-1].decode("gb18030", "replace")
    behind = run[1:].decode("gb18030", "replace")
    if len(before) != half or len(behind) != half:
        return run.decode("gb18030", "replace")
    left = [*accumulate(map(_worth, before, run[::2]), initial=0)]
    right = [*accumulate(map(_worth, reversed(behind), reversed(run[1::2])), initial=0)][::-1]
    worth = [one + other for one, other in zip(left, right, strict=True)]
    least = max(worth) - _DOUBT
    best = [place for place, value in enumerate(worth) if value >= least]
    # the loss lies between the first and the last of the best places: what stands there can't be told
    return before[: best[0]] + "\ufffd" + behind[best[-1] :]


def _worth(char: str, first: int) -> int:
    """How well a character speaks for a reading: `first` is the first of its bytes."""
    if char in FREQUENT:
        return 3
    return 0 if 0xB0 <= first <= 0xD7 else -3  # GB 2312's first part holds the characters of everyday use


def read_seven_bit(raw: bytes) -> tuple[str, str] | None:
    """Text and encoding of bytes that shift between ASCII and GB 2312: HZ and ISO-2022-CN; None for others.

    >>> read_seven_bit("<p>新桥</p>".encode("hz")), read_seven_bit(b"<p>~{")
    (('<p>新桥</p>', 'hz'), None)
    """
    if b"~{" in raw and b"~}" in raw:
        try:
            text = raw.decode("hz")
        except UnicodeDecodeError:
            return None
        wide = [char for char in text if char > "\x7f"]
        frequent = sum(map(FREQUENT.__contains__, wide))
        return (text, "hz") if wide and frequent >= len(wide) * _CHINESE else None
    if b"\x1b$)A" in raw and b"\x0e" in raw:
        high = bytes(range(0x80, 0x100))
        table = bytes(range(0x21)) + high[0x21:0x7F] + bytes(range(0x7F, 0x100))
        raw = _SHIFTED.sub(lambda found: (found[1] or b"").translate(table), raw)
        return raw.decode("gb18030", "replace"), "iso-2022-cn"
    return None


def _euro(error: UnicodeError) -> tuple[str, int]:
    """What stands for bytes that can't be decoded."""
    assert isinstance(error, UnicodeDecodeError)
    if error.object[error.start] == 0x80:
        return "€", error.start + 1
    return "\ufffd", error.end


_EURO = "newsclean-euro"
codecs.register_error(_EURO, _euro)
