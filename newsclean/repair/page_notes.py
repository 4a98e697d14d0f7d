"""The notes of a page's repairs: on which of its lines one left something as it was, or cut something, and why.

A repair works its notes out from the text that it was given, which the page remembers; so cleaning pays nothing for
them, and a sound page remembers nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..page import Mark, Page

if TYPE_CHECKING:
    from . import Repair


class _Given(NamedTuple):
    """What the repairs of a page were given, and which line of it each line of that has become."""

    texts: Sequence[tuple[Repair, str]]
    places: Sequence[int]


def keep_for_notes(page: Page, given: Sequence[tuple[Repair, str]], places: Sequence[int]) -> Page:
    """The page, with what `notes_of` needs; as it is where no repair that tells of lines applied."""
    if not any(repair.notes for repair, _ in given):
        return page
    kept = replace(page)
    kept.known[_Given] = _Given(given, places)
    return kept


def notes_of(page: Page) -> Iterator[Mark]:
    """What the page's repairs tell of its lines, as marks that cut nothing, with role "damage".

    >>> from newsclean import REPAIRS, load
    >>> from newsclean.repair.page import repair_page
    >>> lines = [f"第{n}段说的是新桥通车以后两岸居民的出行。QXB远山资讯网_远山门户" for n in "一二三"]
    >>> [(mark.line, mark.rule) for mark in notes_of(repair_page(load(lines), REPAIRS))]
    [(0, 'watermark'), (1, 'watermark'), (2, 'watermark')]
    """
    given = page.known.get(_Given)
    if given is None:
        return
    silent = page.site.silent_rules if page.site is not None else ()
    for number, (repair, text) in enumerate(given.texts):
        for note in repair.notes(text) if repair.notes else ():
            place = given.places[note.line] if note.line < len(given.places) else len(page.lines)
            if place < len(page.lines) and note.rule not in silent:
                words = note.words
                for later, _ in given.texts[number + 1 :] if words else ():
                    words = later.fix(words)
                yield Mark(place, "damage", note.rule, *_span(page.lines[place].text, words), None, note.reason, False)


def _span(line: str, words: str) -> tuple[int, int]:
    """Where in a line words stand: at its end if there are none, all of it if they were changed since.

    >>> _span("新桥通车了", "通车"), _span("新桥通车了", ""), _span("新桥通车了", "通電")
    ((2, 4), (5, 5), (0, 5))
    """
    if not words:
        return len(line), len(line)
    start = line.find(words)
    return (start, start + len(words)) if start >= 0 else (0, len(line))
