"""Glosses that someone has half removed: `會huì議`, the brackets gone and the readings left, or one bracket only.

A reading right behind the character that it is of is told by its tone mark. Honest text with tone marks quotes words
and syllables, which are seldom behind their own character, so most of a page's toned syllables must be.
"""

from __future__ import annotations

from ..text import lazy_re as re
from .gloss import KINDS, LETTERS, is_gloss
from .hanzi import sequences, simplified_form

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
# With what is left of its brackets; both of them, with a blank or not, make a whole gloss, behind which a letter may
# stand: `為(wèi)CSDN`, or the rest of a gloss that was cut.
_CLOSING = rf" ?[)）]|(?! ?[)）]|[{LETTERS}A-Z])"
_SYLLABLE = re.compile(
    rf"(?<=[\u4e00-\u9fff])([(（] ?|)(?=[{LETTERS}]{{0,5}}[{TONED}])([{LETTERS}]{{1,6}})({_CLOSING})"
)
_ANY = re.compile(f"[{TONED}]")
_WORD = re.compile(rf"[{LETTERS}]+")
FEWEST = 3  # such readings; one with a bracket left counts twice
MOST = 0.8  # of the page's syllables with a tone mark
COMMON = 1e-5  # share of all characters above which one needs no gloss


def bare_glosses_apply(text: str) -> str:
    """Why readings without brackets are taken for glosses, or "".

    >>> bare_glosses_apply("會huì議強調，要把責zé任落實到人，及時shí轉移。")
    '3 readings behind their characters, brackets removed'
    >>> bare_glosses_apply("“东西”读作dōngxī时指方向，读作dōngxi时指物品。唱着lā lā lā。")
    ''
    """
    if not _ANY.search(text):
        return ""
    owners: set[str] = set()
    count = weight = whole = 0
    for match in _SYLLABLE.finditer(text):
        owner = text[match.start() - 1]
        if is_gloss(owner, match[2]):
            brackets = bool(match[1]) + bool(match[3])
            whole += brackets == 2
            if brackets < 2:
                count += 1
                weight += 1 + brackets
                owners.add(owner)
    common = sum(sequences().all.get(simplified_form(owner), 0.0) > COMMON for owner in owners)
    if weight < FEWEST or len(owners) < KINDS or 2 * common < len(owners):
        return ""
    if count + whole < MOST * sum(_ANY.search(word) is not None for word in _WORD.findall(text)):
        return ""
    return f"{count} readings behind their characters, brackets removed"


def remove_bare_glosses(text: str) -> str:
    """The text without readings right behind their characters, whatever is left of their brackets.

    >>> remove_bare_glosses("校長zhǎng說，下午進車間(jiān，畢業yè)前要完成三件káo作品。")
    '校長說，下午進車間，畢業前要完成三件káo作品。'
    """
    return _SYLLABLE.sub(lambda match: "" if is_gloss(text[match.start() - 1], match[2]) else match[0], text)
