"""Decorative symbols set before punctuation, `改革★◎，`, by which a farm makes a copied text look new.

A symbol has many honest uses in a news page: it marks a list item or a byline (`■文/图`), rates (`★★★☆☆`), points
(`甲→乙`), stands for an illegible character (`□`) or for rise and fall (`↑`). What none of them does is to stand behind
a word and right before a comma or stop, in ever changing kinds, over and over. So the page decides: several such
places, several kinds of symbol, and no one kind that makes up most of them.
"""

from __future__ import annotations

import re
from collections import Counter

import regex

# arrows, technical signs, geometric shapes, miscellaneous symbols, dingbats, further arrows; then single marks
SYMBOL = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff§¤¶※〓〒\u3020卍卐"
# What stands before a planted symbol: a word, a number, a closing bracket, the end of a sentence. Not a line's start,
# an opening bracket, or the comma and its like: in a list of symbols (★、▲、●) each stands between two of them
_NO_WORD_END = f"\\s、，；：,;:（(［\\[《〈「『【〔“‘{SYMBOL}"
# both widths, as corpora are often stored after NFKC
_STOP = "，。！？：、；,!?:;"
# emoji that people end a sentence with (加油❤️！): coloured by default or by U+FE0F, or a face, a heart, the weather
_EMOJI = "\\p{Emoji_Presentation}☀-☄☹-☻♡♥❣-❧"
_PLANTED = regex.compile(f"(?<=[^{_NO_WORD_END}] ?)(?V1:[[{SYMBOL}]--[{_EMOJI}]])++(?=[{_STOP}])")
_RATING = re.compile("[★☆⭐✩✪✮✰]{4,}")

# three places are more than a slip of the keyboard
PLACES = 3
# a footnote mark or an arrow for prices is one kind, a pair of them two; a farm draws from a dozen or more
KINDS = 4
# the commonest kind's share: honest marks repeat one kind
MOST = 0.6


def remove_planted_symbols(text: str) -> str:
    """The text without symbols that stand between a word and a punctuation mark; ratings of four stars and more stay.

    >>> remove_planted_symbols("推进改革★◎，扩大开放▼。")
    '推进改革，扩大开放。'
    >>> remove_planted_symbols("■文/图 本报记者。评分★★★☆☆，“★”，甲→乙")
    '■文/图 本报记者。评分★★★☆☆，“★”，甲→乙'
    """
    return str(_PLANTED.sub(_rating, text))


def symbols_apply(text: str) -> str:
    """Why the page's symbols before punctuation are taken for planted ones, or "".

    >>> symbols_apply("推进改革★◎，扩大开放▼。记者了解到◆■：")
    '5 symbols of 5 kinds planted before punctuation in 3 places'
    >>> symbols_apply("油价↑，金价↓，铜价↑，豆价↓。")
    ''
    """
    found = [run for run in _PLANTED.findall(text) if not _RATING.fullmatch(run)] if _has_symbols(text) else []
    if len(found) < PLACES:
        return ""
    kinds = Counter("".join(found))
    count = sum(kinds.values())
    if len(kinds) < KINDS or kinds.most_common(1)[0][1] > count * MOST:
        return ""
    return f"{count} symbols of {len(kinds)} kinds planted before punctuation in {len(found)} places"


_ANY = re.compile(f"[{SYMBOL}]")


def _has_symbols(text: str) -> bool:
    return _ANY.search(text) is not None


def _rating(match: regex.Match[str]) -> str:
    return match[0] if _RATING.fullmatch(match[0]) else ""
