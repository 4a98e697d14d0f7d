"""One form to match against: simplified characters, half-width punctuation, character for character.

A folded text is exactly as long as the text, so a place found in one is the same place in the other. Rules and phrase
files are thus written once for both scripts and both widths.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_WIDE = "›｡､：（），！？；｜／＞＜＝＋－．＊％＠＃＆～“”‘’【】〔〕［］「」『』•・‧∶﹕︰⋯∕╱⁄"
_NARROW = '>。、:(),!?;|/><=+-.*%@#&~""\'\'[][][]""""···:::…///'
_WIDTHS = tuple(zip(_WIDE, _NARROW, strict=True))
_ANY_WIDE = re.compile(f"[{_WIDE}]")
_NARROWED = dict(_WIDTHS)
_SHORT = 100  # characters up to which one look for any of them costs less than looking for each
_PIECE = 10_000  # characters
_LETTERS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_LETTER_TABLE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
# common characters that only traditional script has: one of them is in nearly every line of it
_TRADITIONAL = re.compile(
    "[來時們個為國這會對說過發經學點於與後還沒實現關記編輯責圖聞報導業開長間問題無動應電話機體當從見車員東書傳總認讓選議處鏈權錄聯註熱歡聲請複製轉載續閱讀隱則訂團號廣鏈網點專讚貼]"
)


def fold(text: str) -> str:
    """The text in simplified characters and half-width punctuation, each character at its own place.

    >>> fold("（責任編輯：張三）")
    '(责任编辑:张三)'
    """
    if len(text) <= _SHORT:
        text = _ANY_WIDE.sub(_narrow, text)
    else:
        for wide, narrow in _WIDTHS:
            text = text.replace(wide, narrow)
    if _LETTERS.search(text):
        text = text.translate(_LETTER_TABLE)
    if _TRADITIONAL.search(text):
        text = _exchanged().sub(lambda match: simplified_characters()[ord(match[0])], text)
    return text


def _narrow(match: re.Match[str]) -> str:
    return _NARROWED[match[0]]


def in_pieces(work: Callable[[str], str], text: str) -> str:
    """What a function that looks at single characters makes of a text, piece by piece.

    Of a whole page, to lower it takes Python twelve bytes a character, and to cut out blanks an object for each word.

    >>> in_pieces(str.lower, "News " * 5000) == "news " * 5000
    True
    """
    if len(text) <= _PIECE:
        return work(text)
    return "".join([work(text[at : at + _PIECE]) for at in range(0, len(text), _PIECE)])


@cache
def _exchanged() -> re.Pattern[str]:
    """The characters that have a simplified one: on most pages that hold any they are few, as in a quotation."""
    return re.compile(f"[{''.join(map(chr, simplified_characters()))}]")


@cache
def simplified_characters() -> dict[int, str]:
    """Traditional character (code point) -> simplified character, one to one, by OpenCC's table `t2s`."""
    from opencc import OpenCC

    characters = [chr(code) for code in range(0x4E00, 0x9FA6)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(a): b for a, b in zip(characters, converted, strict=True) if a != b and len(b) == 1}


def simplified(text: str) -> str:
    """The folded form of a short text: `fold` looks for characters that only longer texts are sure to hold."""
    folded = fold(text)
    try:
        folded.encode("gb2312")
    except UnicodeEncodeError:
        return folded.translate(simplified_characters())
    return folded
