"""The words that a caller adds to the shipped ones, or takes out of them, for the pages of one site.

What rules compile of phrases is made once and kept. Pages with words of their own get tables of their own, kept for the
last few sets of words that were in use; for all other pages nothing changes, and nothing is looked up but whether there
are any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar, cast

_KEPT = 16  # sets of words whose tables are kept; a batch has the pages of a few sites at hand at any time
_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class OwnWords:
    """Words added and taken out, by the phrase file's name, and what was made of them so far."""

    def __init__(self, added: Mapping[str, tuple[str, ...]], without: Mapping[str, tuple[str, ...]]) -> None:
        self.added, self.without = added, without
        self.tables: dict[Any, Any] = {}

    def list_of(self, name: str, shipped: set[str]) -> set[str]:
        """The list of a file with these words."""
        return (shipped | set(self.added.get(name, ()))) - set(self.without.get(name, ()))


own_words = lru_cache(maxsize=_KEPT)(OwnWords)  # by what was added and taken out, both hashable
_to_make: list[Callable[[], object]] = []
_in_use: ContextVar[OwnWords | None] = ContextVar("newsclean_words", default=None)


@contextmanager
def using(words: OwnWords | None) -> Iterator[None]:
    """Let rules go by some words, in this thread, for as long as the block runs.

    >>> from newsclean.phrases import phrases
    >>> with using(OwnWords({"strip/player": ("开播啦",)}, {})):
    ...     "开播啦" in phrases("strip/player")
    True
    >>> "开播啦" in phrases("strip/player")
    False
    """
    token = _in_use.set(words)
    try:
        yield
    finally:
        _in_use.reset(token)


def make_of_phrases() -> None:
    """Make what rules need of the shipped phrases, whatever words are in use."""
    with using(None):
        while _to_make:
            _to_make.pop()()


def words_in_use() -> OwnWords | None:
    """The words that `using` has set; None for the shipped ones alone."""
    return _in_use.get()


def of_phrases(work: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Like `functools.cache`, for what is made of phrases: each set of own words has results of its own.

    What takes no arguments is made with the first page, see `make_of_phrases`.
    """
    shipped = cache(work)
    if not signature(work).parameters:
        _to_make.append(shipped)

    @wraps(work)
    def made(*args: _Given.args, **options: _Given.kwargs) -> _Made:
        words = _in_use.get()
        if words is None:
            return shipped(*args, **options)  # type: ignore[arg-type]
        key = (work, args, tuple(options.items()))
        if key not in words.tables:
            words.tables[key] = work(*args, **options)
        return cast(_Made, words.tables[key])

    return made
