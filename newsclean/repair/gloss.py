"""Pinyin glosses that a mirror farm's program has set behind characters: `執(zhí)法支隊(duì)`.

A farm has a list of characters, traditional ones mostly, and glosses each of them wherever it stands, always with the
same reading. An honest page glosses a rare character once or twice, and a language lesson shows its words without
glosses too: that tells them apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ..text import lazy_re as re
from .gbk import pairs
from .hanzi import characters_by_reading, sequences, simplified_form, without_tone

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹɑɡ"
# Behind a Chinese character or an ASCII letter; a farm that runs twice doubles its glosses, and some set a blank behind
# the syllable. The bracket stands first in the pattern: it is rare, and the engine skips to it.
_OPEN, _CLOSE = r"[(（\[〔【]", r"[)）\]〕】]"
GLOSS = re.compile(
    rf"{_OPEN}(?<=[\u4e00-\u9fffA-Za-z].) ?([{LETTERS}]{{1,6}})(?:[/,][{LETTERS}]{{1,6}})? ?{_CLOSE}"  # 會(huì/kuài)
    rf"(?:{_OPEN} ?\1 ?{_CLOSE}){{0,2}}"
)
# a gloss that the text's end has cut off: `進(jì`, `進(`
_CUT_OFF = re.compile(rf"{_OPEN}(?<=[\u4e00-\u9fff].) ?([{LETTERS}]{{0,6}})(?=\n*\Z)")
# what stands behind the bracket: to split a text at its brackets takes less time than to search it for the pattern
_BRACKETS, _LETTERS = "(（[〔【", frozenset((*"abcdefghijklmnopqrstuvwxyz", *LETTERS.removeprefix("a-z")))
# half a character lost before a mark or before a gloss: with it one gloss is enough
_CUT = re.compile(rf"\?(?<!\?\?)[，；：。、！？](?![”」』’])|\?[;:,](?=[\u4e00-\u9fff“])|\?[{LETTERS}]{{2,6}}\)")
# commas that a farm has planted before other marks
_PLANTED = re.compile("[,，](?:,|，|。)(?=[\u4e00-\u9fff\n]|\\Z)")
# not 後 and 於: a farm's table leaves 后 and 于 as they are
TRADITIONAL, SIMPLIFIED = "們這國說時會來對經發現為個學業與無從", "们这国说时会来对经发现为个学业与无从"

FEWEST = 3  # glosses of a mirrored page; an honest one has one or two on characters that few can read
KINDS = 2  # different characters among them
COMMON = 1e-5  # share of all characters above which a character needs no gloss: the commonest 4,000
STEADY = 0.8  # share of a farm's characters' occurrences that are glossed; shifted runs hide the others
MANY = 12  # different characters by which a farm is known though whole lines of the page have none
EACH = 0.4  # share of glossed among all characters above which every character is: a reader for beginners


def is_gloss(before: str, reading: str) -> bool:
    """Whether a reading in brackets is that of the character before it; `before` ends with that character.

    Of an ASCII letter it is, where the last byte of the character before it and the letter make a character of GBK with
    that reading: the program knows no character borders.

    >>> is_gloss("執", "zhí"), is_gloss("环", "huan"), is_gloss("點到y", "tǒng"), is_gloss("执行", "zhixing")
    (True, True, True, False)
    >>> is_gloss("y", "tǒng"), is_gloss("y", "tong"), is_gloss("ay", "tǒng")  # the first letter of a text
    (True, False, False)
    """
    owners = characters_by_reading().get(without_tone(reading), "")
    if not owners:
        return False
    last = before[-1]
    if not last.isascii():
        return last in owners
    table = pairs()
    front = table.wide(before[-2:-1])
    if front is None:
        return len(before) == 1 and reading != without_tone(reading)
    return table.read.get((front[1], ord(last)), " ") in owners


def may_gloss(text: str) -> bool:
    """Whether a letter stands behind an opening bracket, as it does in each gloss: a cheap look before.

    >>> may_gloss("執(zhí)法"), may_gloss("通車(见图)")
    (True, False)
    """
    held = (bracket for bracket in _BRACKETS if bracket in text)
    return any(part[:2].lstrip()[:1] in _LETTERS for bracket in held for part in text.split(bracket)[1:])


def may_close_gloss(text: str) -> bool:
    """Whether a letter stands before a closing bracket, as it does at the end of what is left of a gloss.

    >>> may_close_gloss("因?yàn)为"), may_close_gloss("通車(见图)")
    (True, False)
    """
    return any(part[-1:] in _LETTERS for part in text.split(")")[:-1])


def remove_glosses(text: str) -> str:
    """Take out the glosses of a mirrored page; brackets that hold no reading of the character before them stay.

    >>> remove_glosses("執(zhí)法支隊(duì)的環(huan)境，機(ji)(ji)構[gòu]，點到y(tǒng)軸")
    '執法支隊的環境，機構，點到y軸'
    >>> remove_glosses("降雪(xuě )停止")
    '降雪停止'
    >>> remove_glosses("执行(zhixing)，人民币(yuan)，方案(a)")
    '执行(zhixing)，人民币(yuan)，方案(a)'
    >>> remove_glosses("記者走進(jì"), remove_glosses("一項(x"), remove_glosses("一項(SCO"), remove_glosses("一项(")
    ('記者走進', '一項', '一項(SCO', '一项(')
    """

    def without(match: re.Match[str]) -> str:
        start = match.start()
        return "" if is_gloss(text[max(0, start - 2) : start], match[1]) else match[0]

    once = _CUT_OFF.sub(_without_cut_off, GLOSS.sub(without, text))
    # a farm that lists a character twice sets two readings behind it: 什麼(me)(mó)
    return GLOSS.sub(without, text := once) if ")(" in text else once


def _without_cut_off(match: re.Match[str]) -> str:
    """What stays of a bracket at the text's end: nothing, where it opens a reading of the character before it.

    Of a bracket alone nobody knows what it would have held; behind a character of the farm's script it is a gloss.
    """
    before, begun = match.string[match.start() - 1], match[1]
    if not begun:
        return "" if simplified_form(before) != before else match[0]
    known = any(before in owners for reading, owners in characters_by_reading().items() if reading.startswith(begun))
    return "" if known else match[0]


def glosses_apply(text: str) -> str:
    """Why the page's text needs `remove_glosses`, as "31 glosses on 12 characters", or "".

    >>> glosses_apply("執(zhí)法支隊(duì)走進(jìn)社區(qū)，執(zhí)法人員說，這個隊(duì)會來。")
    '6 glosses on 4 characters'
    >>> glosses_apply("作者王旸(yáng)，生于一九八〇年。")
    ''
    """
    matches = list(GLOSS.finditer(text)) if may_gloss(text) else []
    if not matches:
        return ""
    farm = bool(_CUT.search(text)) or len(_PLANTED.findall(text)) > 1  # has left other traces
    if len(matches) < FEWEST and not farm:
        return ""
    read_as: dict[str, list[str]] = defaultdict(list)
    for match in matches:
        start = match.start()
        if not text[start - 1].isascii() and is_gloss(text[start - 1], match[1]):
            read_as[text[start - 1]].append(match[1])
    if not _is_farm(text, read_as) and not (farm and _on_common(read_as) and _is_traditional(text)):
        return ""
    count, kinds = sum(map(len, read_as.values())), len(read_as)
    return f"{count} gloss{'es' * (count > 1)} on {kinds} character{'s' * (kinds > 1)}"


def _on_common(read_as: dict[str, list[str]]) -> bool:
    """Whether most of the glossed characters are such as everyone can read."""
    shares = sequences().all
    return 2 * sum(shares.get(simplified_form(c), 0.0) > COMMON for c in read_as) > len(read_as)


def _is_traditional(text: str) -> bool:
    """Whether a text is in the script of most farms; one in the other quotes them."""
    return sum(map(text.count, TRADITIONAL)) >= sum(map(text.count, SIMPLIFIED))


def _is_steady(text: str, common: Mapping[str, list[str]], glosses: int) -> bool:
    """Whether the glossed characters have a gloss wherever they stand.

    What a page says to machines only, in its head, has none. So lines without a gloss do not count where they are the
    fewer ones, and where many characters are glossed time and again, as no lesson's are.
    """
    if glosses >= STEADY * _standing(text, common):
        return True
    if len(common) < MANY or glosses < 2 * len(common):
        return False
    lines = [line for line in text.split("\n") if not common.keys().isdisjoint(line)]
    glossed = [line for line in lines if GLOSS.search(line)]
    return 2 * len(glossed) > len(lines) and glosses >= STEADY * _standing("".join(glossed), common)


def _standing(text: str, chars: Iterable[str]) -> int:
    """How often some characters stand in a text, in one pass however many they are."""
    every = Counter(text)
    return sum([every[c] for c in chars])


def _is_farm(text: str, read_as: dict[str, list[str]]) -> bool:
    """Whether a program has set the glosses: on common characters, steadily, and not on each."""
    shares = sequences().all
    common = {c: readings for c, readings in read_as.items() if shares.get(simplified_form(c), 0.0) > COMMON}
    glosses = sum(map(len, common.values()))
    if glosses < FEWEST or len(common) < KINDS or 2 * len(common) < len(read_as):
        return False
    if not _is_steady(text, common, glosses) or glosses > EACH * len(re.findall("[\u4e00-\u9fff]", text)):
        return False
    if sum(len(set(readings)) > 1 for readings in common.values()) * 4 > len(common):
        return False  # a dictionary gives a character several readings, a farm one
    if 2 * sum(simplified_form(c) != c for c in common) > len(common):  # a farm's own script, not a quotation
        return _is_traditional(text)
    # simplified ones are glossed in lessons too, but there each word is glossed where it first stands
    return 2 * sum(len(readings) > 1 for readings in common.values()) >= len(common)
