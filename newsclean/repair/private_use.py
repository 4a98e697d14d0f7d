"""Characters of the private area that stand for nothing in the text: bullets of word processors, icons, planted ones.

What such a character means only its own font tells, and some mean a mark or a rare character of a name: those stay. One
goes if it is a known bullet or blank, or if no character of the text can stand behind it: the same one between ever
other neighbours, and right before a mark too.
"""

from __future__ import annotations

from collections import defaultdict

from ..text import lazy_re as re

PRIVATE = "\ue000-\uf8ff"
_ANY = re.compile(f"[{PRIVATE}]")
# the ideographic space of old editors; Symbol's and Wingdings' bullets, squares, arrows and ticks
_BLANK = "\ue5e5"
_BULLETS = "\uf0b7\uf0a7\uf06c\uf06e\uf06f\uf071\uf075\uf076\uf0d8\uf0e0\uf0e8\uf0fc\uf0fe"
_MARKS = "，。；：、！？,;:!?"
FEWEST = 2  # places of a planted one


def private_use_apply(text: str) -> str:
    """Why characters of the private area are taken for no part of the text, or "".

    >>> private_use_apply("演唱了三首民歌\\ue011，随后表演木偶戏\\ue011，掌声经久不息。")
    '2 characters of the private area: U+E011'
    >>> private_use_apply("居民陈\\ue863说，这里好。陈\\ue863，今年八十岁。")
    ''
    """
    gone = _empty(text) if _ANY.search(text) else ""
    count = sum(map(text.count, gone))
    kinds = ", ".join(f"U+{ord(c):04X}" for c in gone)
    return f"{count} character{'s' * (count > 1)} of the private area: {kinds}" if gone else ""


def remove_private_use(text: str) -> str:
    """The text without the characters of the private area that stand for nothing.

    >>> remove_private_use("\\ue5e5\\ue5e5昨天上午，\\uf0b7清理河道。")
    '昨天上午，清理河道。'
    """
    gone = _empty(text)
    return text.translate(dict.fromkeys(map(ord, gone)))


def _empty(text: str) -> str:
    """The characters that stand for nothing."""
    places: dict[str, list[int]] = defaultdict(list)
    for match in _ANY.finditer(text):
        places[match[0]].append(match.start())
    return "".join(sorted(c for c, at in places.items() if c in _BLANK + _BULLETS or _planted(text, at)))


def _planted(text: str, places: list[int]) -> bool:
    """Whether no character stands there: one of a name has the same neighbour before or behind it time and again."""
    if len(places) < FEWEST:
        return False
    before = [text[at - 1] if at else "\n" for at in places]
    behind = [text[at + 1 : at + 2] for at in places]
    words = [c for c in behind if c not in _MARKS]
    alike = len(set(before)) < len(before) or len(set(words)) < len(words)
    return not alike and len(words) < len(behind) and not any(c in _MARKS + "\n" for c in before)
