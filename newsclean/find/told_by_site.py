"""Fields where the site is known to set them: what its selectors have found, weighed with where and what it is.

The evidence is the part "field" of `weights.tsv`. What is found must still read as a source, a date or a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..grammar.names import Trust, read_names
from ..layout.header import JUNK, ROW_AFTER, ROW_BEFORE, first_prose, headline_line
from ..layout.weights import score
from ..page import Mark, Page
from ..text import site_views, views

_SEVERAL = 3  # places of one field from which on the selector has found a list
_SURE = 0.75
_LONGEST = 60  # characters of a field's text


class Piece(NamedTuple):
    """A place that a selector has found, and what it is worth: above 0 it is believed."""

    line: int
    start: int
    end: int
    worth: float
    reason: str


def pieces(page: Page, name: str) -> list[Piece]:
    """The places of a field that are believed, in page order.

    >>> from newsclean import Site, load
    >>> row = "<p>某社 <b id=ly>杉湖消息</b> 2022-09-21</p><p>昨天上午，新桥正式通车。</p>"
    >>> page = load("<h1>城东新桥通车</h1>" + row, site=Site(source="#ly"))
    >>> [page.lines[piece.line].text[piece.start:piece.end] for piece in pieces(page, "source")]
    ['杉湖消息']
    """
    if not site_views.places(page).get(name):
        return []
    return [piece for piece in _weighed(page, name) if piece.worth > 0]


def _weighed(page: Page, name: str) -> Iterator[Piece]:
    found = site_views.places(page)[name]
    headline = headline_line(page)
    top = headline if headline is not None else 0
    header = range(top - ROW_BEFORE, max(min(top + ROW_AFTER, first_prose(page, headline)), top + 1))
    for place in found:
        text = views.folded(page)[place.line][place.start : place.end]
        whole = place.end - place.start == len(page.lines[place.line].text)
        amounts = {
            "site-found": site_views.trusted(page, name),
            "site-in-header": float(place.line in header),
            "site-several": float(len(found) > _SEVERAL),
            "site-junk": float(page.roles[place.line] in JUNK - {"boilerplate"}),
            "site-prose": float(whole and views.prose(page)[place.line] > 0),
            "site-long": float(len(text) > _LONGEST),
        }
        if text.strip():
            yield Piece(place.line, place.start, place.end, score("field", amounts), f"site: {name} {place.selector}")


def name_marks(page: Page, role: str) -> list[Mark]:
    """Marks for the authors or editors that stand where the site is known to set them, without a label."""
    marks: list[Mark] = []
    # pen names count where the site's selectors fit the page; else the place may be another one's
    trust = Trust.HIGH if site_views.trusted(page, role) >= _SURE else Trust.LOW
    for piece in pieces(page, role):
        line = page.lines[piece.line]
        read = read_names(line.text, piece.start, piece.end, trust=trust, folded=views.folded(page)[piece.line])
        if read.names and read.clean:
            where = (piece.line, role, f"{role}-site", piece.start, piece.end)
            marks.append(Mark(*where, read.names, piece.reason, cut=False))
    return marks
