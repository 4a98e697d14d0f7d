"""What is known of a page's site, line by line: what its selectors have found, which lines recur on its pages.

All of it is empty where nothing is known. How much it counts is the caller's: see `trusted`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ..page import Page, of_lines
from ..phrases.site import SELECTED
from .fold import fold
from .views import folded, prose

CODES = {name: f"@{letter}" for name, letter in zip(SELECTED, "trsdaebx", strict=True)}
_NAMES = {code: name for name, code in CODES.items()}
_CODE = re.compile(r"(@[trsdaebx])(\d+)(?=\s|$)")
_MOST = {"title": 3, "row": 8}  # lines of one element; a selector that finds more has found something else
_FEW = 4  # the same of all other fields
_ASKED = ("title", "row", "source", "date", "body")  # what every article of a site has
_SOME_PROSE = 0.25  # share of a page's prose that a body's element holds, at least
_DIGITS = re.compile(r"\d+")
_NOTHING: Mapping[str, tuple[Place, ...]] = MappingProxyType({})


class Place(NamedTuple):
    """What a selector has found in one line: `text[start:end]`."""

    selector: str
    line: int
    start: int
    end: int


def places(page: Page) -> Mapping[str, tuple[Place, ...]]:
    """What the site's selectors have found, by what they point at, in page order.

    >>> from newsclean import Site, load
    >>> page = load("<h1 class=tt>新桥通车</h1><p>来源：<b>某报</b></p>", site=Site(title=".tt", source="p b"))
    >>> for name, found in places(page).items():
    ...     print(name, [page.lines[place.line].text[place.start:place.end] for place in found])
    title ['新桥通车']
    source ['某报']
    """
    return _NOTHING if page.site is None or not page.site.selectors else _places(page)


@of_lines
def _places(page: Page) -> Mapping[str, tuple[Place, ...]]:
    assert page.site is not None
    found: dict[str, dict[tuple[int, int], Place]] = {}
    pieces = list(_pieces(page))
    lines = Counter((name, element) for name, element, _ in pieces)
    for name, element, place in pieces:
        if element < 0 or name in ("body", "drop") or lines[name, element] <= _MOST.get(name, _FEW):
            found.setdefault(name, {})[place.line, place.start] = place
    return {name: tuple(found[name][key] for key in sorted(found[name])) for name in SELECTED if name in found}


def _pieces(page: Page) -> Iterator[tuple[str, int, Place]]:
    """All places with what they were found for, and the box of the element (-1 for one inside a line)."""
    site = page.site
    assert site is not None
    inside: list[tuple[tuple[str, int, str], ...]] = []
    for number, box in enumerate(page.boxes):
        own = [(name, number, selector) for name, selector in _named(site, box.hints)] if "@" in box.hints else ()
        inside.append((*(inside[box.parent] if number else ()), *own))
    for line in page.lines:
        for name, element, selector in inside[line.box]:
            yield name, element, Place(selector, line.number, 0, len(line.text))
        for span in line.spans:
            for name, selector in _named(site, span.hints) if "@" in span.hints else ():
                yield name, -1, Place(selector, line.number, span.start, span.end)


def _named(site: object, hints: str) -> Iterator[tuple[str, str]]:
    """The selectors that the hints of an element name."""
    for code, number in _CODE.findall(hints):
        name = _NAMES[code]
        selectors = getattr(site, name)
        if int(number) < len(selectors):
            yield name, selectors[int(number)]


def fit(page: Page) -> float:
    """How well a site's selectors fit the page: the share of them that found something, 0 to 1."""
    if page.site is None:
        return 0.0
    asked = [name for name in _ASKED if getattr(page.site, name)]
    return sum(name in places(page) for name in asked) / len(asked) if asked else 1.0


def trusted(page: Page, name: str) -> float:
    """How much it counts what the selectors for something have found, 0 to 1."""
    if page.site is None or name not in places(page):
        return 0.0
    return page.site.trust(name) * fit(page)


def lines_of(page: Page, name: str) -> frozenset[int]:
    """The lines that selectors have found for something."""
    return frozenset(place.line for place in places(page).get(name, ()))


def body_lines(page: Page) -> tuple[frozenset[int], float]:
    """The lines of the body's element, and how much that counts: little where it holds hardly any of the prose."""
    trust = trusted(page, "body")
    if not trust:
        return frozenset(), 0.0
    found, lengths = lines_of(page, "body"), prose(page)
    total = sum(lengths)
    share = sum(lengths[number] for number in found) / total if total else 0.0
    return found, trust * min(1.0, share / _SOME_PROSE)


def recurring(page: Page) -> frozenset[int]:
    """The lines that the site is known to show on many pages.

    >>> from newsclean import Site, load
    >>> sorted(recurring(load("新桥通车\\n本页浏览 73 次", site=Site(lines="本页浏览 12 次"))))
    [1]
    """
    return _recurring(page) if page.site is not None and page.site.lines else frozenset()


@of_lines
def _recurring(page: Page) -> frozenset[int]:
    assert page.site is not None
    known = _forms(tuple(page.site.lines))
    return frozenset(number for number, text in enumerate(folded(page)) if form_of(text) in known)


@lru_cache(maxsize=16)
def _forms(lines: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form_of(fold(line)) for line in lines)


def form_of(text: str) -> str:
    """What a folded line has in common with the same line of another page: its digits may be others.

    >>> form_of("本页浏览 73 次")
    '本页浏览0次'
    """
    return _DIGITS.sub("0", text).replace(" ", "")
