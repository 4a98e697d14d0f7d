"""Glosses on whole words that a farm plants: `图书馆(túshūguǎn)推出了服务(fúwù)`.

A reader for learners, a dictionary or a piece on names shows readings in brackets too. It says so, or glosses what is
rare. Readings with tone marks of words that everyone reads, and of nothing else, on a page that speaks of no such
thing, are planted.
"""

from __future__ import annotations

from ..text import lazy_re as re
from .gloss import LETTERS, may_gloss
from .hanzi import characters_by_reading, sequences, simplified_form

_GLOSS = re.compile(rf"[(（]((?=[a-z]*[^a-z()（）])[{LETTERS}]{{1,24}})[)）]")
_ABOUT = re.compile(
    "拼音|[读讀]音|[发發]音|[读讀][作成错錯]|注音|[声聲][调調]|[词詞字][典语語]|生[词詞字]|[课課]文|[汉漢][语語]|普通[话話]|朗[读讀]|方言|[谐諧]音|音[译譯]|地名|[诗詩][词詞歌句人]"
)
FEWEST = 2  # words, each another
MOST_IN_WORD = 4
COMMON = 2e-5  # share of all characters that each of a word's exceeds


def word_glosses_apply(text: str) -> str:
    """Why readings of words are taken for planted, or "".

    >>> word_glosses_apply("县图书馆(túshūguǎn)推出了送书下乡的服务(fúwù)。")
    '2 readings planted on everyday words'
    >>> word_glosses_apply("“东西”(dōngxī)和“意思”(yìsi)的读音，外国学生常常弄错。")
    ''
    """
    matches = list(_GLOSS.finditer(text)) if may_gloss(text) else []
    if len(matches) < FEWEST or _ABOUT.search(text):
        return ""
    shares = sequences().all
    words = [_glossed(text[max(0, m.start() - MOST_IN_WORD) : m.start()], m[1]) for m in matches]
    common = {word for word in words if word and all(shares.get(simplified_form(c), 0.0) > COMMON for c in word)}
    if sum(len(word) > 1 for word in common) < FEWEST or len(common) < len({*words}):
        return ""
    return f"{len(words)} readings planted on everyday words"


def remove_word_glosses(text: str) -> str:
    """The text without the readings that stand in brackets behind their words, or behind a character.

    >>> remove_word_glosses("推出了服务(fúwù)，姓名(name)照旧，重庆(Chongqing)。")
    '推出了服务，姓名(name)照旧，重庆(Chongqing)。'
    >>> remove_word_glosses("让他也(yě)能就近上课(kè)，方案(a)照旧。")
    '让他也能就近上课，方案(a)照旧。'
    """

    return _GLOSS.sub(
        lambda m: "" if _glossed(text[max(0, m.start() - MOST_IN_WORD) : m.start()], m[1]) else m[0], text
    )


def _glossed(before: str, reading: str) -> str:
    """The word, or the character, at a text's end that has a reading, else "".

    >>> _glossed("了送书下乡的服务", "fúwù"), _glossed("县图书馆", "túshūguǎn"), _glossed("他的姓名", "name")
    ('服务', '图书馆', '')
    """
    for size in range(1, len(before) + 1):
        if _reads(before[-size:], reading):
            return before[-size:]
    return ""


def _reads(word: str, reading: str) -> bool:
    """Whether the readings of a word's characters make up a reading."""
    ends, owners = {0}, characters_by_reading()
    for c in word:
        ends = {
            end
            for start in ends
            for end in range(start + 1, min(start + 6, len(reading)) + 1)
            if c in owners.get(reading[start:end], "")
        }
    return len(reading) in ends
