"""Emoji set before punctuation, `召开会议🧗🏻‍♂️，`, drawn at random by a farm from all that there are.

People end a sentence with an emoji too, behind its mark as often as before it, and each has a few that come again. A
farm takes another one every time, with skin tones and trades that nobody would look for, and only ever between a word
and its mark.
"""

from __future__ import annotations

from collections import Counter

import regex

from ..text import lazy_re as re

# one emoji with its skin tone, and those that joiners tie to it; symbols that are no emoji go along with them
# hieroglyphs among them: a farm draws them from the same table
_ONE = r"[[\p{Extended_Pictographic}--[©®™‼⁉ℹ]]\U00013000-\U0001342F][\p{Emoji_Modifier}\uFE0F\u20E3]*"
_EMOJI = regex.compile(rf"(?V1){_ONE}(?:\u200D?(?:[♀♂]\uFE0F?|(?<=\u200D){_ONE}))*")
_STOP = "，。！？：、；,!?:;"
# what a cheap look can tell: a character beyond the first plane, or a symbol, right before a mark
EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f"
_MAY_BE = re.compile(f"[{EMOJI}][{_STOP}]")
_ODD = re.compile("[\U0001f3fb-\U0001f3ff]|\u200d")  # skin tones and joiners

PLACES = 3  # runs of emoji before marks that are more than a writer's habit
KINDS = 0.75  # of them, different ones: people repeat theirs
SHARE = 0.75  # of all runs, those between a word and a mark
ODD = 1  # emoji that nobody finds by hand; without them,
MANY = 8  # so many different ones are a draw too


def planted_emoji(text: str) -> list[tuple[int, int]]:
    """Where emoji stand in a text that a farm has set there; none, where people have.

    >>> planted_emoji("师生🧗🏻‍♂️，报告📕。互动🧋🕎，交流🎾。")
    [(2, 7), (10, 11), (14, 16), (19, 20)]
    >>> planted_emoji("加油😊！好吃😊。😊真好，下次再来🎉！")
    []
    """
    if len(_MAY_BE.findall(text)) < PLACES:
        return []
    runs = _runs(text)
    set_before = [run for run in runs if _is_between(text, *run)]
    if len(set_before) < PLACES or len(set_before) < SHARE * len(runs):
        return []
    kinds = Counter(found[0] for start, end in set_before for found in _EMOJI.finditer(text[start:end]))
    if len(kinds) < KINDS * sum(kinds.values()):
        return []
    odd = sum(bool(_ODD.search(emoji)) for emoji in kinds)
    return set_before if odd >= ODD or len(kinds) >= MANY else []


def _runs(text: str) -> list[tuple[int, int]]:
    """Where emoji stand, those side by side as one."""
    runs: list[tuple[int, int]] = []
    for found in _EMOJI.finditer(text):
        start, end = found.span()
        if runs and runs[-1][1] == start:
            start = runs.pop()[0]
        runs.append((start, end))
    return runs


def _is_between(text: str, start: int, end: int) -> bool:
    """Whether a place is between a word, a number or a closing bracket and a mark."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return behind != "" and behind in _STOP and (before.isalnum() or (before != "" and before in "”’」』）)》]】%"))
