"""Whether a page shows shifted bytes at all: asked of the whole text in one pass, before anything is searched.

A search finds a reading for nearly everything, so it may start only where the damage itself shows. Three things show
it, and none of them stands on a sound page more than by accident:

- a `?` right before a mark that ends no question (`共同體?；`), or before characters that hardly stand together;
- a gloss whose opening bracket went with half a character (`因?yàn)`), or a page full of glosses;
- where the farm shows nothing for a half, characters behind a mark that no text sets side by side (`慶；顒舆_`).

Sound traditional pages are full of `。」` and `！」`, in which a search can read bytes that are not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ...text import lazy_re as re
from ..gbk import pairs
from ..gloss import GLOSS, is_gloss, may_close_gloss, may_gloss
from ..hanzi import SHARES, characters_by_reading, sequences
from .likelihood import Likelihood
from .profile import CUT_START, LETTERS, RAREST, SHOWN, DamageProfile, characters, is_traditional, pools

FEWEST_GLOSSES = 3  # an honest page has one or two, on characters that few can read
# Behind "?" these end no sentence, or are of the other width, as no keyboard sets them: ?！ but ？！ and ?!
_SURE_CUT = re.compile(
    rf"\?(?<!\?\?)(?:[，；：。、！？](?![”」』’])|[;:,](?=[\u4e00-\u9fff“]|[@-Z^-z~][(\u4e00-\u9fff])|[{LETTERS}]{{1,6}}\))"
)
# a closing tag that has lost its first character
_CUT_TAG = re.compile(r"/(?<=[?，；：？！。,;:!]/)(?:p|div|li|td|tr|h[1-6]|span|strong|b|em|a|font)>", re.IGNORECASE)
# a Latin letter among Chinese characters, soon behind a mark: it may be the second byte of one of them
_LETTER = re.compile("[，；：？！,;:!]([\u4e00-\u9fff]?)([@-Z^-z~])(?=[\u4e00-\u9fff])")
_COMMON = 1e-4  # share of a character that such a letter must end
# a mark, and what stands behind it as far as it is looked at
_FIRST_ODD, _SECOND_ODD = 4, 3  # characters that stand before the first odd one at the most; steps to a second one
_BEHIND_MARK = re.compile(rf"[?，；：？！,;:!](?=([\u4e00-\u9fff]{{1,{_FIRST_ODD + _SECOND_ODD + 1}}}))")
_AHEAD = 4  # characters behind a mark by which it shows whether they stand together
# Nats a character over so many. Of 137 sound traditional pages one has a place below it, of classical words; of the
# places of simulated farms, 95 % are below.
_STRANGE = -11.0
_SURELY_STRANGE = -13.0  # none of the 137 has a place below it
FEWEST_STRANGE = 2  # beside a gloss one is enough
_MOST_PLACES = 40  # looked at: a damaged page shows it by then
_USUAL = "會國這來個為學說時對慶動與們"  # one of them at least is in any traditional sentence or two


class Signs(NamedTuple):
    """What a text shows of damage by shifted bytes."""

    cuts: int = 0  # "?" before marks and glosses, where half a character was
    tails: int = 0  # glosses whose opening bracket is gone
    glosses: int = 0  # glosses with the reading of the character before them
    strange: int = 0  # marks with characters behind them that hardly stand together

    def __str__(self) -> str:
        names = ("cut mark", "cut gloss", "gloss", "unreadable run")
        return ", ".join(
            f"{n} {name if n == 1 else name + ('es' if name.endswith('s') else 's')}"
            for n, name in zip(self, names, strict=True)
            if n
        )


def signs_of_damage(text: str) -> Signs:
    """The signs that a text has, all zero where it is to be left alone.

    >>> str(signs_of_damage("動(dòng)?；顒?dòng)旨在"))
    '2 cut marks, 1 gloss'
    >>> signs_of_damage("「綁好了！」蔣阿姨還是不放心。「真的?！」") == Signs()
    True
    """
    cuts = len(_SURE_CUT.findall(text)) if "?" in text else 0
    cuts += len(_CUT_TAG.findall(text)) if ">" in text else 0
    tails = sum(map(_is_reading, CUT_START.findall(text))) if may_close_gloss(text) else 0
    glosses = _glosses(text) if ")" in text and may_gloss(text) else 0
    if glosses < FEWEST_GLOSSES and not cuts and not tails:
        return Signs(strange=_strange_places(text, fewest=1 if glosses else FEWEST_STRANGE))
    return Signs(cuts, tails, glosses)


def _is_reading(tail: str) -> bool:
    """Whether a gloss without its opening bracket holds a reading; `a)` and `b)` count items."""
    return len(tail) > 2 and tail[:-1] in characters_by_reading()


def _glosses(text: str) -> int:
    """Glosses on Chinese characters."""
    return sum(is_gloss(text[m.start() - 1], m[1]) for m in GLOSS.finditer(text) if text[m.start() - 1] > "z")


def _strange_places(text: str, fewest: int) -> int:
    """Places where a run seems to begin, none if there are too few of them to be no accident."""
    if ("?" not in text and not any(map(text.__contains__, _USUAL))) or not is_traditional(text):
        return 0
    places = list(islice(_odd_places(text), _MOST_PLACES))
    letters = _letters(text)
    if not (places or letters):
        return 0
    if not places:
        return letters if letters >= fewest else 0
    strange = characters().simplified_only
    model = Likelihood("", DamageProfile(True, False, SHOWN, strange, pools(True), {}, {}))
    found = [strangeness for place in places if (strangeness := _strangeness(model, place)) < _STRANGE]
    enough = len(found) + letters >= fewest or min(found, default=0.0) < _SURELY_STRANGE
    return len(found) + letters if enough else 0


def _letters(text: str) -> int:
    """Letters that end a common character begun by the byte before them, as in `，F在` for 。現在."""
    table, simple, shares = pairs(), characters().simple, sequences().all
    found = 0
    for match in _LETTER.finditer(text):
        last = table.wide(match[1] or match[0][0])
        c = table.read.get((last[1], ord(match[2])), "") if last else ""
        if shares.get(simple.get(c, c), 0.0) > _COMMON:
            found += 1 + bool(match[1])  # with a character between them it is hardly an accident
    return found


def _strangeness(model: Likelihood, ahead: str) -> float:
    """How likely characters are to stand together, in nats each."""
    steps = [model.logp(ahead[max(0, k - 2) : k], c) for k, c in enumerate(ahead)]
    return sum(steps) / len(steps)


def _odd_places(text: str) -> Iterator[str]:
    """What stands behind each mark that has two characters soon behind it, or one before text of another kind, which
    hardly any page has.

    A pattern that names all these characters takes longer to compile than most crawls have pages in need of it.
    """
    odd = _odd()
    for match in _BEHIND_MARK.finditer(text):
        run = match[1]
        if not odd.isdisjoint(run) and _is_odd(run, odd):
            yield run[:_AHEAD]


def _is_odd(run: str, odd: frozenset[str]) -> bool:
    """Whether characters behind a mark hold two such ones close to each other, or end in one."""
    places = [at for at, c in enumerate(run) if c in odd]
    last = places[-1]
    return any(
        at <= _FIRST_ODD and (at + 1 == len(run) or (at < last and after - at <= _SECOND_ODD))
        for at, after in zip(places, [*places[1:], last], strict=True)
    )


@lru_cache(maxsize=1)
def _odd() -> frozenset[str]:
    """The characters that hardly any page has: rare ones, and those of simplified script, on a traditional page."""
    tables, shares = characters(), sequences().all
    common = {c for c, share in shares.items() if share >= RAREST}
    known = (common - tables.simple.keys()) | {c for c, simple in tables.simple.items() if simple in common}
    return tables.simplified_only.union(set(map(chr, range(0x4E00, 0x9FA6))) - known - SHARES.keys())
