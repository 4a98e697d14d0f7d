"""What a damaged page tells of the program that damaged it: how halves show, what it glosses, what it cuts at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ...text import lazy_re as re
from ..gbk import pairs
from ..hanzi import SHARES, other_forms, sequences

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹɑɡ"
MARKS = "，；：？！。、"
# NFKC makes ASCII of all but 。 and 、
MARK_BYTES = {m: m.encode("gbk") for m in MARKS} | {n: w.encode("gbk") for n, w in zip(",;:?!", MARKS, strict=False)}
GLOSS = re.compile(rf"\(([{LETTERS}]{{1,6}})(?:[/,][{LETTERS}]{{1,6}})?\)")
GLOSSED = re.compile(rf"([\u4e00-\u9fff])\([{LETTERS}]{{1,6}}\)")
CUT = re.compile(rf"\?([{MARKS},;:?!])")
# Where a run begins: half a character before a mark or a gloss, or a gloss whose bracket went with the half.
SHOWN = re.compile(rf"\?(?=[{MARKS},;:?!])|\?(?=[{LETTERS}]{{1,6}}\))")
CUT_START = re.compile(rf"[{LETTERS}](?<=[\u4e00-\u9fff)].)[{LETTERS}]{{0,5}}\)")
DROPPED = re.compile(
    rf"[{MARKS},;:?!](?![{LETTERS}]{{1,6}}\))|[{LETTERS}](?<=[\u4e00-\u9fff){MARKS}].)[{LETTERS}]{{0,5}}\)"
)
TRADITIONAL = "們這國說時會來對經發現為個學業後於與無從"
SIMPLIFIED = "们这国说时会来对经发现为个学业后于与无从"
WIDE = re.compile("[，；：？（]")
NARROW = re.compile(r"[\u4e00-\u9fff)”》][,;:](?!\d)|\?[;:!]|\([\u4e00-\u9fff]")
CUT_MARKS = frozenset("，；：？！")  # all farms seen cut at these, some at 。 and 、 too
# Where tables differ from OpenCC's in the form they give.
VARIANTS = frozenset("為眾啟墻裡群峰")
# Characters that a mirror's table leaves as they are, though they have a traditional form for some meaning.
KEPT = frozenset("后于并里余只干台系制面出谷几向松范")
RAREST = 3e-7  # share below which a character is not thought of where a byte of it was lost

# Nats against what a farm's habits speak against.
HIDDEN = 5.5  # a mark that most farms cut at stands inside a run, uncut
LISTED = 9.0  # a character that the page glosses wherever it stands, or a mark that it cuts at, is there as it never is
NEVER = 5.0  # a character is glossed that stands on the page without a gloss
BARE = 2  # so many times: once may be a run's doing
FEW_CUTS = 5  # a page with fewer may just not show that its farm cuts at a mark


# in the place of a second byte: one with which a pair can vanish, and any at all
VANISHES, ANY = -1, -2


class DamageProfile(NamedTuple):
    """What one page tells of the farm that made it."""

    shown: bool  # halves show as "?"; else as nothing
    narrow: bool  # the page was stored after NFKC
    trigger: re.Pattern[str]  # where a run may begin
    strange: frozenset[str]  # characters of the script that the page is not in
    pools: Pools  # those of its own script
    against: dict[str, float]  # nats against a character inside a run, whose bytes the program has left together
    unlisted: dict[str, float]  # nats against a gloss on a character, as far as the page shows what is glossed


def profile_of(text: str) -> DamageProfile:
    """What a text tells of the farm that made it."""
    marked = len(SHOWN.findall(text))
    shown = marked > 0 and marked >= len(CUT_START.findall(text))
    narrow = not WIDE.search(text) and bool(NARROW.search(text))
    traditional = is_traditional(text)
    tables = characters()
    strange = tables.simplified_only if traditional else tables.traditional_only
    # without a "?" only mirrored script makes it worth while to look behind each mark
    trigger = SHOWN if shown else DROPPED if traditional else CUT_START
    return DamageProfile(shown, narrow, trigger, strange, pools(traditional), _against(text), _unlisted(text))


def is_traditional(text: str) -> bool:
    """Whether a text is in traditional characters, as far as the commonest ones tell.

    >>> is_traditional("這個會"), is_traditional("这个会"), is_traditional("慶祝")
    (True, False, True)
    """
    more = sum(map(text.count, TRADITIONAL))  # than simplified ones
    for sign in SIMPLIFIED:
        more -= text.count(sign)
        if more < 0:  # as it is after the first few on most pages
            return False
    return more > 0 or not text.isascii()


def _against(text: str) -> dict[str, float]:
    """What speaks against a character in a run: a farm always glosses the same ones and cuts at the same marks."""
    glossed, standing = Counter(GLOSSED.findall(text)), Counter(text)
    out = {c: LISTED for c, times in glossed.items() if times == standing[c]}
    found = CUT.findall(text)
    cut = {m if m in MARKS else MARKS[",;:?!".index(m)] for m in found}
    other = HIDDEN if 0 < len(found) < FEW_CUTS else 0.0  # a farm that cut at it would have shown it by now
    out |= {m: LISTED if m in cut else other for m in CUT_MARKS | cut}
    corners = text.count("「") > text.count("“")
    return out | dict.fromkeys("“”‘’" if corners else "「」『』", LISTED)


def _unlisted(text: str) -> dict[str, float]:
    """What speaks against a gloss on a character: that it stands on the page without any; of one glossed nothing."""
    bare = {c: NEVER for c, times in Counter(text).items() if times >= BARE and c > "z"}
    return bare | dict.fromkeys(GLOSSED.findall(text), 0.0)


class Characters(NamedTuple):
    """What can be restored, by either byte, and which script it belongs to."""

    simple: dict[str, str]  # traditional -> simplified, one by one
    simplified_only: frozenset[str]
    traditional_only: frozenset[str]
    by_first: dict[int, str]
    by_second: dict[int, str]
    common: dict[str, float]  # share of running text of each of them


class Pool:
    """The characters that fit where something of their bytes is known."""

    __slots__ = ("forms", "listed", "simple")

    def __init__(self, fit: Iterable[str]) -> None:
        shares, simple = characters().common, characters().simple
        self.listed = tuple(sorted(fit, key=lambda c: -shares[c]))  # the commonest first
        self.forms: dict[str, str] = {}  # simplified -> those of them that have this form
        for c in self.listed:
            self.forms[simple.get(c, c)] = self.forms.get(simple.get(c, c), "") + c
        self.simple = self.forms.keys()


class Pools:
    """The characters of a page's script that a byte leaves."""

    def __init__(self, traditional: bool) -> None:
        tables = characters()
        gaps, self.of = pairs().gaps, pairs().of
        self.strange = tables.simplified_only if traditional else tables.traditional_only
        self.first, self.second = (
            {byte: Pool(c for c in found if c not in self.strange) for byte, found in table.items()}
            for table in (tables.by_first, tables.by_second)
        )
        # those begun by a byte whose second byte can begin a pair that vanishes
        self.before_gap = {
            byte: Pool(c for c in pool.listed if self.of[c][1] in gaps) for byte, pool in self.first.items()
        }
        self._closing: dict[tuple[int, int], Pool] = {}

    def closing(self, first: int, second: int) -> Pool:
        """Those that a gap begun by `first` can have begun, and that end with `second`, or with VANISHES or ANY."""
        found = self._closing.get((first, second))
        if found is None:
            gaps, by_second = pairs().gaps, self.second
            seconds = gaps if second == VANISHES else by_second if second == ANY else (second,)
            fit = (c for byte in seconds for c in by_second[byte].listed if self.of[c][0] in gaps[first])
            found = self._closing[first, second] = Pool(fit)
        return found


@lru_cache(maxsize=2)
def pools(traditional: bool) -> Pools:
    """The tables for pages of either script, built on first need."""
    return Pools(traditional)


@lru_cache(maxsize=1)
def characters() -> Characters:
    """The tables, built on first need."""
    table, model = pairs(), sequences()
    hanzi = "".join(c for c in table.of if "\u4e00" <= c <= "\u9fff")
    simple = other_forms(hanzi, "t2s")
    traditional_only = frozenset(simple)
    listed = other_forms("".join(set(simple.values())), "s2t")
    unlisted = frozenset(c for c, form in simple.items() if listed.get(form, form) != c and c not in VARIANTS)
    simplified_only = (unlisted | frozenset(other_forms(hanzi, "s2t")) - traditional_only) - KEPT - VARIANTS
    by_first: dict[int, str] = dict.fromkeys(range(256), "")
    by_second: dict[int, str] = dict.fromkeys(range(256), "")
    common: dict[str, float] = {}
    for c, (first, second) in table.of.items():
        share = model.all.get(simple.get(c, c), 0.0) or SHARES.get(c, 0.0)
        if share > RAREST or c in SHARES:
            common[c] = share
            by_first[first] += c
            by_second[second] += c
    return Characters(simple, simplified_only, traditional_only, by_first, by_second, common)
