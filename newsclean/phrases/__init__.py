"""The words that rules look for, as commented text files: one phrase a line, `#` starts a comment.

Rules match against folded text (see `fold.py`), so a phrase is written once, in simplified characters and either width
of punctuation. A line is taken literally, save for `…` (up to 20 characters of the same clause) and a space (white
space or none).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from ..fold import fold


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of `name.txt`, longest first, so that an alternation prefers the longer one.

    >>> "责任编辑" in phrases("editor_labels")
    True
    """
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(sorted({line for line in lines if line}, key=lambda phrase: (-len(phrase), phrase)))


def alternation(*names: str) -> str:
    """The phrases of some files as the source of one regular expression, without a group around it.

    >>> import re
    >>> bool(re.search(alternation("editor_labels"), "（责任编辑：张三）"))
    True
    """
    return "|".join(_pattern(phrase) for name in names for phrase in phrases(name))


def _pattern(phrase: str) -> str:
    """One phrase as a pattern: `…` for up to 20 characters of a clause, a space for white space or none."""
    return re.escape(fold(phrase)).replace("…", r"[^\n。!?]{0,20}?").replace("\\ ", r"\s?")


@cache
def pattern(*names: str, whole: bool = False) -> re.Pattern[str]:
    """One compiled alternation of some phrase files; `whole`: the text must be nothing but the phrase."""
    source = alternation(*names)
    return re.compile(rf"\s*(?:{source})\s*\Z" if whole else source, re.IGNORECASE)


_OPENERS = " [(<>|·*#+-=~•■●▲◆▍▎\"'"


@cache
def _prefixes(name: str) -> tuple[tuple[int, ...], frozenset[str]]:
    """The phrases of a file for look-up by prefix, and their lengths."""
    folded = frozenset(fold(phrase) for phrase in phrases(name))
    return tuple(sorted({len(phrase) for phrase in folded}, reverse=True)), folded


def starts_with(text: str, name: str) -> str:
    """The longest phrase of a file that a folded text starts with, or "" (opening brackets and bullets passed over).

    >>> starts_with("【相关阅读】新桥通车", "related_headings")
    '相关阅读'
    """
    text = text.lstrip(_OPENERS)[:24]
    lengths, known = _prefixes(name)
    for length in lengths:
        if text[:length] in known:
            return text[:length]
    return ""


def whole_line(text: str, name: str) -> bool:
    """Whether a folded text is exactly one phrase of a file."""
    return text in _prefixes(name)[1]
