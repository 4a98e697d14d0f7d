"""Phrases in folded text: at a line's opening, anywhere in it, or as all of it.

Rules match against folded text (see `fold.py`), so a phrase is written once, in simplified characters and either width
of punctuation. A phrase is taken literally, save for `…` (up to 20 characters of the same clause) and a space (white
space or none).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from ..phrases import phrases
from ..phrases.own_words import of_phrases
from .fold import fold


def alternation(*names: str) -> str:
    """The phrases of some files as the source of one regular expression, without a group around it.

    Phrases are grouped by their first character, so that the engine tries only those that can match at a place.

    >>> import re
    >>> bool(re.search(alternation("grammar/editor_labels"), "（责任编辑：张三）"))
    True
    """
    return "|".join(
        f"{re.escape(first)}(?:{'|'.join(map(_pattern, rest))})"
        for first, rest in _by_first(_phrases_of(names)).items()
    )


def _phrases_of(names: Iterable[str]) -> list[str]:
    """The phrases of some files, longest first, as a longer one says more."""
    found = {phrase for name in names for phrase in phrases(name)}
    return [fold(phrase) for phrase in sorted(found, key=lambda phrase: (-len(phrase), phrase))]


def _by_first(found: Iterable[str]) -> dict[str, list[str]]:
    """What follows on each first character of some phrases."""
    groups: dict[str, list[str]] = {}
    for phrase in found:
        groups.setdefault(phrase[0], []).append(phrase[1:])
    return groups


_GROUP = 16  # first characters that a pattern of many phrases tells apart at a time: about the root of their number


def search_for(found: Iterable[str]) -> re.Pattern[str]:
    """One pattern of many folded phrases, which finds what their alternation finds, the first of two at a place.

    At most places of a text the first look, at two sets of characters, is the last.

    >>> search_for(["责任编辑", "编辑"]).findall("责任编辑:张三 美术编辑:李四")
    ['责任编辑', '编辑']
    """
    rests = _by_first(found)
    first = sorted(rests)
    groups = []
    for start in range(0, len(first), _GROUP):
        group = first[start : start + _GROUP]
        sources = [f"(?<={re.escape(one)})(?:{'|'.join(map(_pattern, rests[one]))})" for one in group]
        groups.append(f"(?<=[{re.escape(group[0])}-{re.escape(group[-1])}])(?:{'|'.join(sources)})")
    # behind most first characters only some can stand; behind a few anything, as their phrases go on with a gap or end
    open_ended = [one for one in first if any(rest[:1] in ("", "…", " ") for rest in rests[one])]
    seconds = sorted({rest[:1] for rest in chain(*rests.values())} - {"", "…", " "})
    ways = [f"(?=[{''.join(map(re.escape, seconds))}])"] if seconds else []
    ways += [f"(?<=[{''.join(map(re.escape, open_ended))}])"] if open_ended else []
    return re.compile(f"[{''.join(map(re.escape, first))}](?:{'|'.join(ways)})(?:{'|'.join(groups)})")


def _pattern(phrase: str) -> str:
    """A phrase as a pattern: `…` for up to 20 characters of a clause, a space for white space or none."""
    return re.escape(phrase).replace("…", r"[^\n。!?]{0,20}?").replace("\\ ", r"\s?")


@of_phrases
def pattern(*names: str, whole: bool = False) -> re.Pattern[str]:
    """One compiled alternation of some phrase files; `whole`: the text must be nothing but the phrase."""
    return re.compile(rf"\s*(?:{alternation(*names)})\s*\Z") if whole else search_for(_phrases_of(names))


def lines_with(text: str, found: re.Pattern[str]) -> list[int]:
    """The numbers of the lines of a text in which a pattern finds something, in one pass.

    >>> lines_with("新桥通车\\n责任编辑\\n编辑", re.compile("编辑"))
    [1, 2]
    """
    numbers: list[int] = []
    number = at = 0
    while at >= 0 and (match := found.search(text, at)):
        number += text.count("\n", at, match.start())
        numbers.append(number)
        at = text.find("\n", match.start())
    return numbers


def holding(text: str, *names: str) -> dict[int, list[str]]:
    """The lines of a folded text that hold phrases of some files: line number -> the phrases, in one pass.

    >>> holding("新桥通车\\n未经授权不得转载", "strip/disclaimers")
    {1: ['未经授权', '不得转载']}
    """
    found: dict[int, list[str]] = {}
    line = at = 0
    for match in pattern(*names).finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        found.setdefault(line, []).append(match[0])
    return found


_OPENERS = " [(<>|·*#+-=~•■●▲◆▍▎★☆※◎\"'"


class _Opening(NamedTuple):
    """A phrase as lines open with it."""

    phrase: str  # folded
    name: str  # of its file
    gap: re.Pattern[str] | None  # the phrase as a pattern where it has a gap


@of_phrases
def _index(names: tuple[str, ...]) -> dict[str, tuple[_Opening, ...]]:
    """The phrases of some files by their first two characters (those of one character by that one)."""
    index: dict[str, list[_Opening]] = {}
    for name in names:
        for phrase in phrases(name):
            for form in _spacings(fold(phrase)):
                gap = re.compile(_pattern(form)) if "…" in form else None
                index.setdefault(form[:2].partition("…")[0], []).append(_Opening(form, name, gap))
    return {head: tuple(sorted(found, key=lambda one: -len(one.phrase))) for head, found in index.items()}


def _spacings(phrase: str) -> set[str]:
    """A folded phrase as lines have it: without its blanks too, or with one before its colon (`您当前的位置 :`)."""
    forms = {phrase} if phrase.isascii() else {phrase, phrase.replace(" ", "")}
    return forms | {form[:-1].rstrip() + " :" for form in forms if form[-1] == ":"}


def openings(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """The files that have a phrase which a folded text starts with: name -> the longest such phrase.

    Opening brackets and bullets are passed over, but for the one that a phrase itself begins with.

    >>> openings("[相关阅读]新桥通车", ("strip/related_headings", "strip/comment_headings"))
    {'strip/related_headings': '相关阅读'}
    >>> openings("[打印稿件]", ("strip/end_markers",)), openings("打印稿件", ("strip/end_markers",))
    ({'strip/end_markers': '[打印'}, {})
    """
    return _openings(text, text.lstrip(_OPENERS), _index(names))


def _openings(text: str, bare: str, index: Mapping[str, Sequence[_Opening]]) -> dict[str, str]:
    """`openings` of a text, `bare` without what is passed over, by the index of its files."""
    found: dict[str, str] = {}
    signed = text[len(text) - len(bare) - 1 :] if len(bare) < len(text) else ""
    for opened, head in ((signed, signed[:2]), (bare, bare[:2]), (bare, bare[:1])):
        for one in index.get(head, ()) if head else ():
            if one.name in found:
                continue
            if one.gap is None:
                if opened.startswith(one.phrase):
                    found[one.name] = one.phrase
            elif match := one.gap.match(opened):
                found[one.name] = match[0]
    return found


def openings_of_lines(texts: Iterable[str]) -> list[Mapping[str, str]]:
    """`openings` of each of some lines, for all files of `LINE_OPENINGS`; most lines have none.

    >>> openings_of_lines(["[相关阅读]新桥通车", "新桥通车"])
    [{'strip/related_headings': '相关阅读'}, {}]
    """
    index, none = _index(LINE_OPENINGS), dict[str, str]()
    return [
        _openings(text, bare, index)
        if (bare := text.lstrip(_OPENERS))[:2] in index or bare[:1] in index or len(bare) < len(text)
        else none
        for text in texts
    ]


def behind(text: str, phrase: str) -> str:
    """What follows a phrase that `openings` has found, closing brackets and white space included.

    >>> behind("[相关阅读]新桥通车", "相关阅读"), behind("[打印稿件]", "[打印")
    (']新桥通车', '稿件]')
    """
    return text.lstrip(_OPENERS)[len(phrase.lstrip(_OPENERS)) :]


def starts_with(text: str, name: str) -> str:
    """The longest phrase of a file that a folded text starts with, or "" (see `openings`).

    >>> starts_with("[相关阅读]新桥通车", "strip/related_headings")
    '相关阅读'
    """
    return openings(text, (name,)).get(name, "")


@of_phrases
def phrases_of_lines(*names: str) -> frozenset[str]:
    """The folded phrases of some files, to ask of each of many lines whether it is one of them."""
    return frozenset(fold(phrase) for name in names for phrase in phrases(name))


def whole_line(text: str, *names: str) -> bool:
    """Whether a folded text is exactly one phrase of some files."""
    return text in phrases_of_lines(*names)


# The files whose phrases say by a line's opening what it is
LINE_OPENINGS = (
    "strip/original_title",
    "strip/comment_headings",
    "strip/related_headings",
    "strip/topic_links",
    "strip/end_markers",
    "strip/promotion",
    "strip/account_intros",
    "strip/player",
    "strip/breadcrumbs",
    "find/caption_openings",
    "strip/summary_labels",
)


class _Words(NamedTuple):
    """The phrases of some files, as `only_words` reads them."""

    known: frozenset[str]
    sizes: Mapping[str, Sequence[int]]  # first character -> how long the phrases are that begin with it, longest first
    last: frozenset[str]  # the characters that they end in


@of_phrases
def _words(names: tuple[str, ...]) -> _Words:
    """The phrases of some files by their ends."""
    sizes: dict[str, set[int]] = {}
    for phrase in phrases_of_lines(*names):
        sizes.setdefault(phrase[0], set()).add(len(phrase))
    by_first = {first: sorted(found, reverse=True) for first, found in sizes.items()}
    known = phrases_of_lines(*names)
    return _Words(known, by_first, frozenset(phrase[-1] for phrase in known))


_BETWEEN = re.compile(r"[\W\d_]+")


def only_words(text: str, *names: str) -> bool:
    """Whether a folded text is made of nothing but phrases of some files, digits and punctuation.

    Read from the left, the longest phrase first.

    >>> only_words("分享到：微信 微博 106", "text/widget_words"), only_words("微信公众平台", "text/widget_words")
    (True, False)
    """
    words = _words(names)
    return not text or ((text[-1] in words.last or not text[-1].isalpha()) and _is_made_of(text, words))


def _is_made_of(text: str, words: _Words) -> bool:
    """Whether a text reads from the left as phrases with gaps between them."""
    at, end = 0, len(text)
    while at < end:
        for size in words.sizes.get(text[at], ()):
            if text[at : at + size] in words.known:
                at += size
                break
        else:
            gap = _BETWEEN.match(text, at)
            if gap is None:
                return False
            at = gap.end()
    return True


_COUNT = re.compile(r"[万亿wWkKx](?<=\d.)\+?(?!\w)")  # what large numbers of readers end in: 1.2万


FIGURES = re.compile(r"\d\.\d+\s+\d+\.\d")  # several figures with decimals: a row of a table


def lines_of_words(texts: Iterable[str], longest: int, *names: str) -> list[bool]:
    """For each of some lines, whether it is `only_words` and no longer than so many characters; 1.2万 is a count.

    >>> lines_of_words(["分享到：微信 1.2万", "微信公众平台", "鸡蛋 8.40 8.90"], 80, "text/widget_words")
    [True, False, False]
    """
    words = _words(names)
    first, last = words.sizes, {*words.last, *"万亿wWkKx"}
    return [
        len(text) <= longest
        # by its ends most lines are told
        and (text[-1:] in last or not text[-1:].isalpha())
        and (text[:1] in first or not text[:1].isalpha())
        and _is_made_of(text if text.isalpha() else _COUNT.sub("", text), words)
        and not FIGURES.search(text)
        for text in texts
    ]
