"""The words that rules look for, as commented text files: one phrase a line, `#` starts a comment.

A folder holds the files of one reader: `strip/promotion.txt` is read by a rule in `newsclean/strip/`. How phrases are
matched stands in `newsclean/text/matching.py`; which rule reads which file, in `newsclean/phrases/uses.py`.

A phrase stands in one file only. Many words mean several things and so belong to several lists: 评论 is a column, a
button, and no outlet. Such a word stands where one would look for it first, with the names of its other lists behind:

    评论 +columns +not_sources
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .own_words import of_phrases, words_in_use

_ALSO = re.compile(r"\s+\+([a-z_]+)(?=\s|\Z)")  # `+关注` and `A+` are phrases


class Entry(NamedTuple):
    """A phrase where it stands."""

    phrase: str
    home: str  # the file it stands in: its path without the ending
    also: tuple[str, ...]  # the names of other files to whose list it belongs


@of_phrases
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of a list, by its file's path without the ending: those in it, and those elsewhere that name it.

    Longest first, so that an alternation prefers longer ones.

    >>> "责任编辑" in phrases("grammar/editor_labels"), "责任编辑" in phrases("grammar/glued_labels")
    (True, True)
    """
    own = words_in_use()
    found = own.list_of(name, _lists()[name]) if own else _lists()[name]
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


def files_of_phrases() -> tuple[str, ...]:
    """The names of all phrase files."""
    return tuple(_lists())


@cache
def entries() -> tuple[Entry, ...]:
    """All phrases of all files.

    >>> [entry.home for entry in entries() if entry.phrase == "责任编辑"]
    ['grammar/editor_labels']
    """
    found = []
    for name, text in texts():
        for line in text.splitlines():
            content = line.split("#", 1)[0].rstrip()
            phrase = _ALSO.sub("", content).strip()
            if phrase:
                found.append(Entry(phrase, name, tuple(_ALSO.findall(content))))
    return tuple(found)


def texts() -> Iterator[tuple[str, str]]:
    """The phrase files: path without the ending, and what stands in the file."""
    for folder in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if folder.is_dir():
            for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
                if file.name.endswith(".txt"):
                    yield f"{folder.name}/{file.name[:-4]}", file.read_text(encoding="utf-8")


@cache
def _lists() -> dict[str, set[str]]:
    """For each file the phrases of its list."""
    lists: dict[str, set[str]] = {name: set() for name, _ in texts()}
    paths = {name.rpartition("/")[2]: name for name in lists}
    for entry in entries():
        for name in (entry.home, *(paths[other] for other in entry.also)):
            lists[name].add(entry.phrase)
    return lists
