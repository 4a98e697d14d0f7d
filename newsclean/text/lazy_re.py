"""The standard library's `re`, but patterns wait until one is used: `from ..text import lazy_re as re`.

To compile the package's hundreds of patterns took two thirds of `import newsclean`. So what `compile` gives here only
looks like a pattern, to type checkers too. The first use of one compiles all that wait, and makes those that are made
of phrases: a crawl pays once, with its first page, and not a little on each of the next ones. (`fold.py`, `prose.py`
and `matching.py`, which look at every line, keep `re`: a call costs 20 ns more than one of a pattern itself.)
"""

from __future__ import annotations

import re
from re import (
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    Match,
    Pattern,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from threading import RLock
from typing import Any, AnyStr, cast

from ..phrases.own_words import make_of_phrases

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

_waiting: list[Uncompiled] = []
_one_at_a_time = RLock()  # what makes patterns may use others


def compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that waits until it, or another one, is used.

    >>> title = compile("《[^《》]+》")
    >>> title.pattern, "search" in vars(title)
    ('《[^《》]+》', False)
    >>> title.findall("《远山日报》和《杉湖日报》"), "search" in vars(title)
    (['《远山日报》', '《杉湖日报》'], True)
    """
    waiting = Uncompiled(pattern, flags)
    _waiting.append(waiting)
    return cast("re.Pattern[AnyStr]", waiting)


def compile_waiting() -> None:
    """Make and compile all patterns that wait: before a process is split into workers, which would each do it."""
    with _one_at_a_time:
        make_of_phrases()
        while _waiting:
            _waiting.pop().settle()


def are_waiting() -> int:
    """How many patterns wait."""
    return len(_waiting)


class Uncompiled:
    """What stands for a pattern. Once compiled it has the pattern's methods as attributes of its own: no detour."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.asked = flags  # without those that the pattern itself sets, which `flags` has once it is compiled

    def settle(self) -> None:
        """Take over what the compiled pattern has."""
        found = re.compile(self.pattern, self.asked)
        vars(self).update((name, getattr(found, name)) for name in _PUBLIC)

    def __getattr__(self, name: str) -> Any:
        if name not in _PUBLIC:
            raise AttributeError(name)
        compile_waiting()
        return vars(self)[name]

    def __reduce__(self) -> tuple[Any, ...]:
        return compile, (self.pattern, self.asked)

    def __repr__(self) -> str:
        return f"lazy_re.compile({self.pattern!r}, {self.asked})"


_PUBLIC = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))
