"""Repairs: damage to the text is undone before any rule reads it.

A repair is a pure function on text, with a test on the whole page's text that says whether it applies there.

A new kind of damage takes three things:

1. one file here, with the cure and its test, both functions of the page's text. The test is asked of every page, so it
   is one pass of a pattern that begins with what is rare on a sound page, and it answers only where several signs
   agree. Put a `Repair` of both into `REPAIRS`, at the place where it has to run; where all such damage shows
   characters that sound pages seldom have, name them as its `signs`.
2. cases: a row for each form of the damage in `tests/data/damage_kinds.tsv`, and rows marked `sound:` for what looks
   like it and must stay.
3. one page that is damaged so in `fixtures/`, and a sound one beside it in `tests/data/pages/negatives/`, on which
   `tests/repair/test_sound.py` allows no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..errors import ArgumentError
from .bare_glosses import TONED, bare_glosses_apply, remove_bare_glosses
from .entities import entities_apply, read_entities
from .full_width import ADDRESS_SIGNS, full_width_apply, narrow_letters
from .gloss import glosses_apply, remove_glosses
from .invisible import DIRECTIONS, INVISIBLE, SELECTORS, invisible_apply, remove_invisible
from .mojibake import fix_mojibake, mojibake_apply
from .note import Note
from .private_use import PRIVATE, private_use_apply, remove_private_use
from .script import script_apply, to_simplified
from .shifted.restore import restore_shifted_bytes, shifted_bytes_apply, shifted_notes
from .symbols import remove_planted_symbols, symbols_apply
from .watermarks import remove_watermark, watermark_applies, watermark_notes
from .word_glosses import remove_word_glosses, word_glosses_apply


class Repair(NamedTuple):
    """A kind of damage: its name, its test and its cure.

    `applies` gets the page's text, a line for each line, and returns the reason to repair it, or "". `fix` gets the
    same text and returns it repaired, with as many lines. `notes` gets it too, and tells of its lines what the repair
    left as it was or cut, and why; only explanations ask for it. `signs`: characters, as the inside of a class of `re`,
    one of which at least is in every text that it applies to; other texts are not asked about.
    """

    name: str
    applies: Callable[[str], str]
    fix: Callable[[str], str]
    notes: Callable[[str], Iterable[Note]] | None = None
    signs: str = ""


class Repairs(tuple[Repair, ...]):
    """Repairs in their order, a tuple that prints as their names."""

    __slots__ = ()

    def without(self, *names: str) -> Repairs:
        """The repairs but for some.

        >>> REPAIRS.without("script", "watermark")  # doctest: +ELLIPSIS
        <10 repairs: mojibake, entities, private-use, ..., glosses, full-width>
        """
        unknown = set(names) - {repair.name for repair in self}
        if unknown:
            raise ArgumentError(f"no repair is called {min(unknown)!r}: here are {self!r}", argument="repairs")
        return Repairs(repair for repair in self if repair.name not in names)

    def __repr__(self) -> str:
        return f"<{len(self)} repairs: {', '.join(repair.name for repair in self)}>"


# The order matters: text must be decoded rightly before anything else, and entities may stand for whatever follows;
# invisible characters and symbols stand inside shifted runs and glosses; shifted runs are read by the glosses in them;
# the script is judged on whole text.
REPAIRS = Repairs(
    (
        Repair("mojibake", mojibake_apply, fix_mojibake),
        Repair("entities", entities_apply, read_entities),
        Repair("private-use", private_use_apply, remove_private_use, signs=PRIVATE),
        Repair("invisible", invisible_apply, remove_invisible, signs=INVISIBLE + DIRECTIONS + SELECTORS),
        Repair("symbols", symbols_apply, remove_planted_symbols),
        Repair("bare-glosses", bare_glosses_apply, remove_bare_glosses, signs=TONED),
        Repair("word-glosses", word_glosses_apply, remove_word_glosses),
        Repair("shifted-bytes", shifted_bytes_apply, restore_shifted_bytes, shifted_notes),
        Repair("glosses", glosses_apply, remove_glosses),
        Repair("script", script_apply, to_simplified),
        Repair("full-width", full_width_apply, narrow_letters, signs=ADDRESS_SIGNS),
        Repair("watermark", watermark_applies, remove_watermark, watermark_notes),
    )
)
