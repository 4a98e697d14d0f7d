"""Invisible characters, planted between the characters of a text so that no search finds its words.

Farms set zero-width spaces and joiners, soft hyphens and byte order marks into every other word; editors and platforms
leave one or two behind by accident. In Chinese none of them means anything, so wherever one stands among Chinese
characters or at a line's border, planted or stray, taking it away is right and harmless. Other scripts need some of
them: the zero-width joiner ties emoji together, joiner and non-joiner shape Arabic and Indic letters, and the
zero-width space parts words in Thai or Khmer, direction marks order a line that holds Arabic or Hebrew, and variation
selectors choose how an emoji looks. Those stay.
"""

from __future__ import annotations

import regex

from ..text import lazy_re as re

# soft hyphen, vowel separator, zero-width space, non-joiner, joiner, word joiner, invisible operators, byte order mark
INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
JOINERS = "\u180e\u200c\u200d"  # Mongolian parts a vowel with the first

# marks, embeddings, overrides and isolates of the bidirectional algorithm (Unicode Standard Annex 9)
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# they choose between shapes of the character before them; of a Chinese one no font of the web has two
SELECTORS = "".join(map(chr, range(0xFE00, 0xFE10)))

_ANY = re.compile(f"[{INVISIBLE}{DIRECTIONS}{SELECTORS}]")


def _runs(chars: str) -> regex.Pattern[str]:
    """Runs of some invisible characters, as groups 1 to 3: what is before, the run, what is behind."""
    no_emoji = "\\p{Han}，。、！？：；“”（）《》"
    return regex.compile(f"(?|(?<=([{no_emoji}]))([{chars}{SELECTORS}]+)|(?<=(.?))([{chars}]+))(?=(.?))")


_RUN = _runs(INVISIBLE + DIRECTIONS)
_RUN_BESIDE_ARABIC = _runs(INVISIBLE)
# letters, since some of the marks are of these classes themselves
_RIGHT_TO_LEFT = regex.compile(r"(?V1)[[\p{Bidi_Class=R}\p{Bidi_Class=AL}]&&\p{L}]")
_CHINESE = regex.compile(r"[\p{Han}\p{Bopomofo}\u2010-\u2027\u3000-\u30ff\uff00-\uffef]")
# U+FE0F and the skin tones end an emoji as well
_EMOJI = regex.compile("[\\p{Extended_Pictographic}\ufe0f\U0001f3fb-\U0001f3ff]")
# scripts whose letters change form by what they join to (Unicode Standard, section 23.2, 'Cursive connection')
_SHAPED = regex.compile(
    r"[\p{Arabic}\p{Syriac}\p{Mongolian}\p{Nko}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}\p{Tamil}"
    r"\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Tibetan}\p{Myanmar}\p{Khmer}]"
)
# scripts written without spaces, where U+200B marks a place to break the line
_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}\p{Javanese}\p{Balinese}]")


def remove_invisible(text: str) -> str:
    """The text without invisible characters, save those that emoji and other scripts need.

    >>> remove_invisible("改\\u200b革\\u00ad开\\u2060放")
    '改革开放'
    >>> remove_invisible("一家人👨\\u200d👩\\u200d👧") == "一家人👨\\u200d👩\\u200d👧"
    True
    """
    if not _has_any(text):
        return text
    return "\n".join([_runs_of(line).sub(_needed, line) if _has_any(line) else line for line in text.split("\n")])


def invisible_apply(text: str) -> str:
    """Why invisible characters are to be removed from the text, or "".

    One is enough, if it stands next to a Chinese character or mark or at a line's border: see the head of this module.

    >>> invisible_apply("改\\u200b革开放")
    '1 invisible character (U+200B) among Chinese ones'
    >>> invisible_apply("改革开放 co\\u00adoperate")
    ''
    """
    if not _has_any(text):
        return ""
    found = [
        run
        for line in text.split("\n")
        if _has_any(line)
        for before, run, after in _runs_of(line).findall(line)
        if (not before or not after or _CHINESE.match(before) or _CHINESE.match(after))
        and _kept(before, run, after) != run
    ]
    if not found:
        return ""
    kinds = ", ".join(f"U+{ord(char):04X}" for char in sorted(set("".join(found))))
    count = sum(map(len, found))
    return f"{count} invisible character{'s' * (count > 1)} ({kinds}) among Chinese ones"


def _has_any(text: str) -> bool:
    """Whether any of them is there."""
    return not text.isascii() and _ANY.search(text) is not None


def _runs_of(line: str) -> regex.Pattern[str]:
    return _RUN_BESIDE_ARABIC if _RIGHT_TO_LEFT.search(line) else _RUN


def _needed(match: regex.Match[str]) -> str:
    return _kept(match[1], match[2], match[3])


def _kept(before: str, run: str, after: str) -> str:
    """What must stay of a run of invisible characters between two visible ones ("" at a line's border)."""
    if "\u200d" in run and before and after and _EMOJI.match(before) and _EMOJI.match(after):
        return "\u200d"
    if (before and _SHAPED.match(before)) or (after and _SHAPED.match(after)):
        return "".join([char for char in run if char in JOINERS])
    if before and after and _UNSPACED.match(before) and _UNSPACED.match(after):
        return "\u200b" if "\u200b" in run else ""
    return ""
