"""Signs set before punctuation, `改革★◎，` or `改革,，`, by which a farm makes a copied text look new.

A symbol has many honest uses in a news page: it marks a list item or a byline (`■文/图`), rates (`★★★☆☆`), points
(`甲→乙`), stands for an illegible character (`□`) or for rise and fall (`↑`). What none of them does is to stand behind
a word and right before a comma or stop, in ever changing kinds, over and over. So the page decides: several such
places, and several kinds that have nothing to do with each other. A comma in front of another mark means nothing at
all, but one or two are slips of the keyboard.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import regex

from ..text import lazy_re as re
from .emoji import EMOJI, planted_emoji
from .gloss import glosses_apply

# arrows, technical signs, geometric shapes, miscellaneous symbols, dingbats, further arrows; then single marks
SYMBOL = "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff§¤¶※〓〒\u3020卍卐"
# What stands before a planted symbol: a word, a number, a closing bracket, the end of a sentence. Not a line's start,
# an opening bracket, or the comma and its like: in a list of symbols (★、▲、●) each stands between two of them
_NO_WORD_END = f"\\s、，；：,;:（(［\\[《〈「『【〔“‘{SYMBOL}"
_WIDE_STOP = "，。！？：、；"
_STOP = _WIDE_STOP + ",!?:;"  # both widths, as corpora are often stored after NFKC
_RUN = regex.compile(f"(?<=[^{_NO_WORD_END}] ?)[{SYMBOL}]++(?=[{_STOP}])")
# what is on hardly any page, and on each with planted signs: a symbol, an emoji or a comma before a mark
_BEFORE_STOP = re.compile(f"[{SYMBOL}{EMOJI},，][{_STOP}]")
_RATING = re.compile("[★☆⭐✩✪✮✰]{4,}|★★★|★★☆|★☆☆")
_COMMA = regex.compile(f"(?<=[\\p{{Han}}\\d”’」』）)》])[,，]+(?=[{_WIDE_STOP},])")
_COMMA_BEFORE_ANY = regex.compile(f"(?<=[\\p{{Han}}\\d”’」』）)》])[,，]+(?=[{_WIDE_STOP},;!])")  # narrowed marks too
_BEFORE_OTHER = regex.compile(f"(?<=[\\p{{Han}}\\d”’」』）)》])(?:,[{_WIDE_STOP}]|，(?!，)[{_WIDE_STOP}])")
_TWO_CLOSE = re.compile("[,，][,，。；：][^\n]{0,80}?[,，][,，。；：]")  # two slips in one sentence or two are none
# Half a character, as some farms show it that have lost none: on a page that shows a farm's glosses, and all but
# nowhere else. Elsewhere it stands for what nobody could read.
_INDENT = re.compile(r'^(?:[?]{2,8}|[?][ \u3000][?])[ \u3000]?(?=[\u4e00-\u9fffA-Z\d“"《][^\n]{30})', re.MULTILINE)
# a blank that an encoding did not have beside a byline's words, where no question ends: 记者 ?张三, 来源:?某报
# (the question mark stands first in the pattern, so that the engine skips to it)
_BLANK = re.compile(
    r"""
    [?](?:
      (?: (?<=[记記]者[ \u3000].)|(?<=[讯訊][员員][ \u3000].)
        | (?<=[讯訊电電][ ].)|(?<=[源者辑輯][:：].)|(?<=[源者辑輯][ ][:：].)
        | (?<=[(（][记記]者.))(?=[\u4e00-\u9fff])
    | (?<=\d.)[ ][?](?=[来來]源)
    | (?<=[ \u3000].)(?=(?:[来來]源|作者|[编編][辑輯]|[记記]者|[\u4e00-\u9fff]{0,3}[报報][道導])[ :：)）])
    )
    """,
    re.VERBOSE,
)
# the same between the names of a label's row: 作者:张小三?李小四?
_NAMES = re.compile(
    r"([:：])(?<=[者辑輯].)(?P<names>[\u4e00-\u9fff]{2,4}(?:\?[\u4e00-\u9fff]{2,4})+)\??(?=[ \u3000\n\])）]|\Z)"
)
_HALF = re.compile(f"\ufffd(?=[{_WIDE_STOP}])")
_HALVES = 0.8  # share of them that stand before marks
# emoji that people end a sentence with (加油❤！): coloured by default, or a face, a heart, the weather
_EMOJI = regex.compile("[\\p{Emoji_Presentation}☀-☄☹-☻♡♥❣-❧]+")

# Signs that honest text sets side by side or by turns: arrows up and down, male and female, full and hollow shapes
_ALIKE = {char: family[0] for family in ("★☆", "♂♀", "●○◎", "◆◇", "■□", "▲△▼▽") for char in family}
_ARROW = re.compile("[\u2190-\u21ff\u2794-\u27bf\u2900-\u297f\u2b00-\u2b11]")

# A legend, a footnote mark and an arrow for prices are three kinds; a farm draws from a dozen or more. Three are
# enough where one place shows two at once, as honest signs do not
KINDS = 4
# three places are more than a slip of the keyboard; where one of them mixes kinds, two are
PLACES = 3
# the commonest symbol's share: honest marks repeat one
MOST = 0.6


def remove_planted_symbols(text: str) -> str:
    """The text without symbols between a word and a punctuation mark, and without commas before a full-width mark.

    Ratings of three stars and more stay, and emoji, save those that the text mixes with other symbols and those that
    a farm has drawn at random.

    >>> remove_planted_symbols("推进改革★◎，扩大开放▼。记者,，")
    '推进改革，扩大开放。记者，'
    >>> remove_planted_symbols("■文/图 本报记者。评分★★★☆☆，“★”，甲→乙，加油❤！")
    '■文/图 本报记者。评分★★★☆☆，“★”，甲→乙，加油❤！'
    """
    text = _INDENT.sub("", text) if _indents(text) else text
    if emoji := planted_emoji(text):
        kept = pairwise([0, *(place for run in emoji for place in run), len(text)])
        text = "".join([text[start:end] for start, end in list(kept)[::2]])
    planted = {char for run in _planted_runs(text) for char in run}
    text = str(_RUN.sub(lambda match: _kept(match[0], planted), text)) if planted else text
    text = _with_blanks(text) if "?" in text else text
    text = _HALF.sub("", text) if _halves(text) else text
    return str(_COMMA_BEFORE_ANY.sub("", text)) if _COMMA.search(text) else text


def symbols_apply(text: str) -> str:
    """Why the page's symbols before punctuation are taken for planted ones, or "".

    >>> symbols_apply("推进改革★◎，扩大开放▼。记者了解到◆■：")
    '5 symbols of 5 kinds planted before punctuation in 3 places'
    >>> symbols_apply("油价↑，金价↓，铜价↑，豆价↓。")
    ''
    >>> symbols_apply("会上,，大家说,：明天,。")
    '3 commas planted before other marks'
    """
    before_marks = _BEFORE_STOP.search(text) is not None
    commas = len(_COMMA.findall(text)) if before_marks else 0
    others = len(_BEFORE_OTHER.findall(text)) if commas > 1 else 0  # a key pressed twice gives the same mark twice
    close = others and commas > 1 and _TWO_CLOSE.search(text)
    if (others and commas >= PLACES) or others > 1 or close:
        return f"{commas} commas planted before other marks"
    if indents := _indents(text):
        return f"{indents} indents kept as question marks"
    if "?" in text and (blanks := len(_BLANK.findall(text)) + len(_NAMES.findall(text))):
        return f"{blanks} blank{'s' * (blanks > 1)} beside names kept as question marks"
    if halves := _halves(text):
        return f"{halves} halves of characters planted before marks"
    if not before_marks:
        return ""
    if emoji := planted_emoji(text):
        return f"emoji planted before punctuation in {len(emoji)} places"
    found = ["".join(_EMOJI.split(run)) for run in _planted_runs(text)]
    kinds = Counter("".join(found))
    count = sum(kinds.values())
    mixed = any(len(set(map(_kind, run))) > 1 for run in found)
    if len(found) < PLACES - mixed or len(set(map(_kind, kinds))) < KINDS - mixed:
        return ""
    if max(kinds.values()) > count * MOST:
        return ""
    return f"{count} symbols of {len(kinds)} kinds planted before punctuation in {len(found)} places"


def _with_blanks(text: str) -> str:
    """The text with its blanks beside names and between them, for which question marks stand."""
    text = _BLANK.sub(lambda match: "" if match.string[match.start() - 1].isspace() else " ", text)
    return _NAMES.sub(lambda match: match[1] + match["names"].replace("?", " "), text)


def _indents(text: str) -> int:
    """How many lines begin with the same question marks, which stand for blanks that an encoding did not have."""
    found = _INDENT.findall(text) if "?" in text and ("??" in text or "? ?" in text) else []
    return len(found) if max(Counter(found).values(), default=0) > 1 else 0


def _halves(text: str) -> int:
    """How many halves of characters a farm has set before marks."""
    count = text.count("\ufffd")
    found = len(_HALF.findall(text)) if count >= PLACES else 0
    return found if found >= PLACES and found >= _HALVES * count and glosses_apply(text) else 0


def _planted_runs(text: str) -> list[str]:
    """Symbols between a word and a mark that are neither a rating nor emoji alone."""
    runs: list[str] = _RUN.findall(text) if _BEFORE_STOP.search(text) else []
    return [run for run in runs if not _RATING.fullmatch(run) and not _EMOJI.fullmatch(run)]


def _kind(char: str) -> str:
    return "→" if _ARROW.match(char) else _ALIKE.get(char, char)


def _kept(run: str, planted: set[str]) -> str:
    """What stays of a run of symbols before a mark."""
    return run if _RATING.fullmatch(run) or not planted.issuperset(run) else ""
