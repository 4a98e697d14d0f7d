"""A fingerprint of a text by which near duplicates are found: their fingerprints differ in few bits."""

from __future__ import annotations

from ..errors import MissingExtraError
from ..text import lazy_re as re

_SHINGLE = 4  # characters; in Chinese two words, which few texts share by chance
_NOT_TEXT = re.compile(r"[\W_]+")
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)  # odd, bits well mixed


def fingerprint(text: str) -> str | None:
    """The SimHash of a text (Charikar 2002) over its runs of four letters, 64 bits as 16 hexadecimal digits.

    None for a text of fewer letters. Copies with another heading or closing line differ in some 3 bits, other texts in
    some 32: `(int(a, 16) ^ int(b, 16)).bit_count()`.

    Raises:
        ImportError: numpy is missing.

    >>> a, b = (fingerprint(f"昨天上午，城东新桥正式通车，两岸居民出行更加方便{end}") for end in ("。", "！"))
    >>> a == b, fingerprint("新桥")
    (True, None)
    """
    try:
        import numpy as np
    except ImportError as error:
        raise MissingExtraError.of("batch", "fingerprints need numpy") from error
    letters = np.frombuffer(_NOT_TEXT.sub("", text).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    count = len(letters) - _SHINGLE + 1
    if count < 1:
        return None
    hashes = np.zeros(count, np.uint64)
    for place, factor in enumerate(_FACTORS):
        hashes += letters[place : place + count] * np.uint64(factor)
    hashes = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(_FACTORS[0])
    hashes ^= hashes >> np.uint64(32)
    bits = np.unpackbits(hashes.view(np.uint8).reshape(count, 8), axis=1).sum(axis=0, dtype=np.int64)
    return bytes(np.packbits(2 * bits > count)).hex()
