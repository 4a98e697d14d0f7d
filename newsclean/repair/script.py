"""Script: pages whose simplified characters were exchanged for traditional ones by a table, one by one.

A mirror farm does this to make a copied text look new. Its table knows no words, and that is how it shows. People (and
converters that know words) write 會後, 關於, 並且, 幾個; after the table it is 會后, 關于, 并且, 几個, since 后 于 并
几 are characters of their own in GB 2312 and the table leaves them alone. Where it does exchange, it takes the
commonest partner, right or wrong: 對癥下藥 for 症, 頭發 for 髮. So the page is read back into simplified and forth
again by OpenCC, which knows words, and what differs is counted. A text written in Taiwan, Hong Kong or overseas shows
next to no such differences, or, in surnames such as 于 and 余, shows them beside many 後 and 於.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from ..text import lazy_re as re
from .emoji import planted_emoji
from .gloss import glosses_apply

# in any traditional text of some length, in no simplified one (出现 of quotations aside)
_COMMON = "國會為這個來時對們學說業動經"
# such characters make up a tenth of traditional text; a page with less than one in 200 has at most a quotation,
# or is short and shows a farm's glosses
_COMMON_SHARE = 0.005

# what the table leaves alone → what a traditional text has there in most words
KEPT = {
    "后": "後",
    "于": "於",
    "并": "並併",
    "里": "裏",
    "几": "幾",
    "余": "餘",
    "制": "製",
    "范": "範",
    "系": "係繫",
    "松": "鬆",
    "干": "幹乾",
    "面": "麪",
    "谷": "穀",
    "采": "採",
    "志": "誌",
    "舍": "捨",
    "游": "遊",
    "征": "徵",
}
# Left as they are by people too: 余 and 范 are surnames, 于 is one unless it ends a word (關于), 里 is a ward in Taiwan
# (里長), 聯系 and 關系 are common slips of the pen in Hong Kong
_WEAK = frozenset("余范系于里")
_WORD_WITH_YU = re.compile("[由關對位基處屬終等至過限鑒利善便用勇敢低高優]于")
_WORD_WITH_FAN = re.compile("(?:[規示典防模師]范|范[圍例疇本])")
_WORD_WITH_LI = re.compile("里(?![長民辦仁鄰程])")

# partners that the table takes and that are wrong in the word at hand: shown, right
WRONG = {
    *("癥症", "發髮", "復複", "徵征", "鬥斗", "歷曆", "獲穫", "穫獲", "鹹咸", "鬱郁", "蟲虫", "醜丑", "製制", "籤簽"),
    *("髒臟", "臟髒", "籲吁", "韆千", "幾几", "鬚須", "鬆松", "註注", "誌志"),
}

_OVERSEAS = re.compile(r"(?:^|\n)\s*[(（]\S{2,8}\s?\d{1,2}日[訊讯][)）]")  # (鹭湾1日訊)
_MAINLAND = re.compile("ICP[备備]|公[网網]安[备備]")
# the row of catch-words that a farm has set on top, in the script of those who look for it
_TOPICS = "国产|亚洲|欧美|日韩|久久|精品|无码|一区二区|视频"
_FARM_ROW = re.compile(
    rf"\A(?:[^\n]{{0,200}}\n){{0,4}}[^\n。]{{0,120}}(?:{_TOPICS})[^\n。]{{0,80}}[_,|-][^\n。]{{0,80}}(?:{_TOPICS})"
)

_FARM_TAGS = re.compile(
    r'<\w{1,10} id="([a-z\d]{4,6})">.{0,200}?<\w{1,10} id="\1">', re.DOTALL
)  # elements it has injected

# What each kind of sign adds to the case for a table; 3 make it. No sign is enough alone but glosses, which only farms
# set: people slip, and OpenCC errs, but seldom twice in a text and in different ways
NEEDED = 3
GLOSSED = 3
IN_WORDS = 2  # a class of `KEPT` left simplified where people would not leave it
ELSEWHERE = 1  # surnames, places and common slips count once, however many
WRONG_PARTNER = 1
FARM_ROW = 2  # simplified, above traditional text; elements with one random id are a farm's as well
MAINLAND = 1  # mainland sites have traditional editions too, but most of those know words
OVERSEAS = -2  # papers of Southeast Asia, Hong Kong and Taiwan, and hardly a paper of the mainland, date a report so
GENUINE = -1  # a class written as words want it, which most tables leave alone; where these prevail, people wrote


# The classes that counting tells apart: few words (皇后, 茶几) do not want the other form
COUNTED = {char: KEPT[char] for char in "后于并几余"} | {"里": "裏裡"}
_LEFT_BY_TABLES = frozenset("后并几")
WRITTEN = 2  # such classes on a page that people wrote
SAMPLE = 6_000  # characters that are read back and forth; a table shows itself in far fewer


class Signs(NamedTuple):
    """What a text's traditional lines show of how they came about."""

    kept: Counter[str]  # simplified characters where words want the traditional one, 會后
    genuine: Counter[str]  # the same classes written as words want them, 會後
    wrong: Counter[str]  # traditional characters that are wrong in their word, 癥
    in_words: int  # how many kinds of `kept` stand where people would not leave them


def to_simplified(text: str) -> str:
    """The text in simplified characters, by words and with the forms of Taiwan and Hong Kong; vocabulary stays.

    OpenCC's tw2s: unlike t2s it reads 看著 as 看着, and 顯著 stays 显著.

    >>> to_simplified("會后，大家并就對癥下藥進行討論")
    '会后，大家并就对症下药进行讨论'
    """
    return _convert("tw2s", text)


def to_traditional(text: str) -> str:
    """The text in traditional characters, by words; vocabulary stays.

    OpenCC's s2tw: Taiwan's standard forms 裡 為 眾, where OpenCC's own norm has 裏 爲 衆, which few pages show.

    >>> to_traditional("会后，大家为后面的里程松了一口气")
    '會後，大家為後面的里程鬆了一口氣'
    """
    return _convert("s2tw", text)


def script_apply(text: str) -> str:
    """Why the page is taken for a machine-converted mirror of a simplified one, or "".

    >>> script_apply("會后，大家并就市民反映的問題進行了討論，關于這個問題的報告將在几天后發布。")
    'simplified characters left in traditional text: 后 并 于 几'
    >>> script_apply("會後，大家並就市民反映的問題進行了討論，關於這個問題的報告將在幾天後發布。")
    ''
    """
    common = sum(map(text.count, _COMMON)) > len(text) * _COMMON_SHARE
    if not common and len(text) > SAMPLE:
        return ""
    glosses = glosses_apply(text)
    if not common and not glosses:
        return ""
    emoji = planted_emoji(text)
    if not glosses and not emoji and _plainly_written(text):
        return ""
    row = _FARM_ROW.match(text)
    lines = _traditional_lines(text[row.end() :] if row else text)
    if not lines:
        return ""
    signs = read_signs("\n".join(lines)[:SAMPLE])
    mainland = _MAINLAND.search(text)
    case = _case_for_a_table(signs, bool(mainland), bool(glosses))
    if case and (row or _FARM_TAGS.search(text)):
        case += FARM_ROW
    if emoji and signs.wrong:  # farms that set them convert by words: one wrong partner tells enough
        case = NEEDED
    if case + OVERSEAS * bool(_OVERSEAS.search(text)) < NEEDED:
        return ""
    named = [
        ("simplified characters left in traditional text: ", signs.kept),
        ("traditional characters wrong in their word: ", signs.wrong),
    ]
    reasons = [words + " ".join(seen) for words, seen in named if seen]
    if mainland:
        reasons.append(f"a mainland licence ({mainland[0]})")
    if glosses:
        reasons.append(glosses)
    if emoji:
        reasons.append("emoji planted before punctuation")
    return "; ".join(reasons)


def _plainly_written(text: str) -> bool:
    """Whether people wrote the text, as far as counting tells: two classes as words want them, none left simplified.

    It spares most genuine pages the reading back and forth, which costs more than all other repairs.

    >>> _plainly_written("會後他們並沒有離開。"), _plainly_written("會后他們并沒有離開。")
    (True, False)
    """
    counts = {char: (text.count(char), sum(map(text.count, forms))) for char, forms in COUNTED.items()}
    if any(left > written for char, (left, written) in counts.items() if char in _LEFT_BY_TABLES):
        return False
    return sum(written > 0 for _, written in counts.values()) >= WRITTEN


def _case_for_a_table(signs: Signs, mainland: bool, glosses: bool) -> int:
    if len(signs.genuine) > len(signs.kept) + len(signs.wrong):
        return 0
    return (
        IN_WORDS * signs.in_words
        + ELSEWHERE * (len(signs.kept) > signs.in_words)
        + WRONG_PARTNER * len(signs.wrong)
        + GENUINE * len(signs.genuine)
        + MAINLAND * mainland
        + GLOSSED * glosses
    )


def read_signs(text: str) -> Signs:
    """Compare traditional text with itself, read into simplified characters and back by words.

    >>> read_signs("關于這個問題，會後再說")[:2]
    (Counter({'于': 1}), Counter({'后': 1}))
    """
    normal = _convert("hk2t", _convert("tw2t", text))  # 裡 and 裏, 為 and 爲 are equally right
    again = _convert("s2t", _convert("t2s", text))
    kept: Counter[str] = Counter()
    genuine: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    in_words = set()
    if not len(normal) == len(again) == len(text):  # a conversion that is not one to one shows nothing
        return Signs(kept, genuine, wrong, 0)
    classes = {form: char for char, forms in KEPT.items() for form in forms}
    for place, (shown, right) in enumerate(zip(normal, again, strict=True)):
        char = classes.get(right)
        if shown == right:
            if char:
                genuine[char] += 1
        elif right in KEPT and classes.get(shown) == right and text[place] + right not in WRONG:
            genuine[right] += 1  # 麵線, a word that OpenCC does not know: no table sets it
        elif char == shown:
            kept[char] += 1
            if char not in _WEAK or _in_word(normal, place):
                in_words.add(char)
        elif text[place] + right in WRONG:
            wrong[text[place]] += 1
    for char in kept.keys() & genuine.keys():  # a table treats a character always alike, people slip now and then
        if genuine[char] >= kept[char]:
            del kept[char]
            in_words.discard(char)
        else:
            del genuine[char]
    return Signs(kept, genuine, wrong, len(in_words))


def _in_word(text: str, place: int) -> bool:
    """Whether a character that is a surname or a ward elsewhere stands in a word, where people do not leave it."""
    around = text[max(0, place - 1) : place + 2]
    if text[place] == "里":
        return _WORD_WITH_LI.match(text, place) is not None
    return bool(_WORD_WITH_YU.match(around) or (text[place] == "范" and _WORD_WITH_FAN.search(around)))


def _traditional_lines(text: str) -> list[str]:
    """The lines in traditional characters; none, if most of the page is in simplified ones."""
    traditional, simplified = _marking_characters()
    lines, old, new = [], 0, 0
    for line in text.split("\n"):
        a = _count(traditional, line)
        b = _count(simplified, line)
        old += a
        new += b
        if a > 2 * b:
            lines.append(line)
    return lines if old > 2 * new else []


def script_of(text: str) -> str | None:
    """Which script a text is written in, by the characters that only one of them has; None where neither prevails.

    >>> script_of("两岸居民"), script_of("兩岸居民"), script_of("城中")
    ('simplified', 'traditional', None)
    """
    traditional, simplified = (_count(kind, text) for kind in _marking_characters())
    if traditional > 2 * simplified:
        return "traditional"
    return "simplified" if simplified > 2 * traditional else None


def _count(kind: frozenset[str], line: Iterable[str]) -> int:
    return sum(map(kind.__contains__, line))


@cache
def _marking_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that show traditional and simplified script: in Big5 but not in GB 2312, and the other way round."""
    trails = range(0x40, 0xFF)
    big5 = {bytes((a, b)).decode("big5", "ignore") for a in range(0xA4, 0xFA) for b in trails}
    gb = {bytes((a, b)).decode("gb2312", "ignore") for a in range(0xB0, 0xF8) for b in trails}
    # Hong Kong writes 着, which Big5 lacks
    return frozenset(big5 - gb - {""}), frozenset(gb - big5 - {"", "着"})


_UNFIT = re.compile("([\0\ud800-\udfff]+)")


def _convert(config: str, text: str) -> str:
    """OpenCC on any text: it fails at lone surrogates, and some of its chains end at a NUL."""
    if text.isascii():
        return text
    convert = _converter(config)
    if "\0" not in text:
        try:
            return convert(text)
        except UnicodeEncodeError:
            pass
    return "".join([piece if n % 2 else convert(piece) for n, piece in enumerate(_UNFIT.split(text))])


@cache
def _converter(config: str) -> Callable[[str], str]:
    """One converter for all threads: OpenCC's dictionaries are read-only once they are loaded."""
    from opencc import OpenCC  # here: most pages never need it

    convert: Callable[[str], str] = OpenCC(config).convert
    return convert
