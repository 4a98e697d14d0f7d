"""The words that rules look for, as commented text files: one phrase a line, `#` starts a comment.

A line is taken literally, save for `…` (any few characters of the same clause) and ` ` (white space or none).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


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
    """One phrase as a pattern: both widths of punctuation, `…` for up to 20 characters of a clause."""
    out = []
    for char in phrase:
        if char == "…":
            out.append(r"[^\n。！？]{0,20}?")
        elif char == " ":
            out.append(r"\s?")
        elif char in _WIDTHS:
            out.append(f"[{re.escape(_WIDTHS[char])}]")
        else:
            out.append(re.escape(char))
    return "".join(out)


_WIDTHS = {char: pair for pair in ("：:", "（(", "）)", "，,", "！!", "？?", "；;", "【[", "】]") for char in pair}


@cache
def pattern(*names: str, whole: bool = False) -> re.Pattern[str]:
    """One compiled alternation of some phrase files; `whole`: the text must be nothing but the phrase."""
    source = alternation(*names)
    return re.compile(rf"\s*(?:{source})\s*\Z" if whole else source, re.IGNORECASE)
