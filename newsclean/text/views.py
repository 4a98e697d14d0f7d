"""What the texts of a page's lines are, each worked out once a page."""

from __future__ import annotations

from collections.abc import Mapping

from ..page import Page, of_lines
from .fold import fold
from .matching import lines_of_words, openings_of_lines
from .prose import SHORTEST, prose_length, unmarked_length
from .verse import verse_lengths

_LITTLE = 80  # characters of prose; more is an article, or a page of several
_FAR_MORE = 3  # times as much text without marks as with
_MAX_WIDGET = 120  # characters; longer lines hold other text


@of_lines
def folded(page: Page) -> list[str]:
    """Each line's text in the form that rules match against: see `fold`.

    >>> from newsclean import load
    >>> folded(load("來源：某報"))
    ['来源:某报']
    """
    # many lines have nothing to fold: these are kept once
    lines = zip(page.lines, text(page).split("\n"), strict=True) if page.lines else ()
    return [line.text if line.text == folded else folded for line, folded in lines]


@of_lines
def text(page: Page) -> str:
    """All lines in that form, joined by newlines: what most lines have nothing of is looked for in all of them."""
    return fold(page.text)


@of_lines
def linked(page: Page) -> list[bool]:
    """For each line, whether more than half of it stands in links: see `Line.mostly_link`."""
    return [bool(line.linked) and line.mostly_link for line in page.lines]


@of_lines
def prose(page: Page) -> list[int]:
    """For each line its length in characters if it reads as prose, else 0: see `prose_length`."""
    lines = zip(page.lines, folded(page), strict=True)
    marked = [prose_length(text, line.linked) if len(text) >= SHORTEST else 0 for line, text in lines]
    told = sum(marked)
    if told >= _LITTLE:
        return marked
    if any(verses(page)):
        return [max(one, other) for one, other in zip(marked, verses(page), strict=True)]
    # hardly a sentence: the page may write its sentences without marks, or with blanks for marks
    unmarked = [unmarked_length(text, line.linked) for line, text in zip(page.lines, folded(page), strict=True)]
    if sum(unmarked) <= _FAR_MORE * told:
        return marked
    return [max(one, other) for one, other in zip(marked, unmarked, strict=True)]


@of_lines
def verses(page: Page) -> list[int]:
    """For each line of a dump its length if it is a line of a poem, else 0: see `verse_lengths`."""
    return verse_lengths(folded(page)) if page.kind == "text" else [0] * len(page.lines)


@of_lines
def opens(page: Page) -> list[Mapping[str, str]]:
    """For each line the phrases that it opens with: name of the phrase file -> phrase."""
    return openings_of_lines(folded(page))


@of_lines
def widgets(page: Page) -> list[bool]:
    """For each line, whether it is short and nothing but words of widgets and navigation, or signs."""
    return lines_of_words(folded(page), _MAX_WIDGET, "text/navigation_words", "text/widget_words")
