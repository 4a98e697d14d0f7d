"""What is known of a page's site, line by line: what its selectors have found, which lines recur on its pages.

All of it is empty where nothing is known. How much it counts is the caller's: see `trusted`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ..page import Page, of_lines
from ..phrases.site import SELECTED
from . import lazy_re as re
from .fold import fold
from .views import folded, prose

CODES = {name: f"@{letter}" for name, letter in zip(SELECTED, "trsdaebx", strict=True)}
_NAMES = {code: name for name, code in CODES.items()}
_CODE = re.compile(r"(@[trsdaebx])(\d+)(?=\s|$)")
_MOST = {"title": 3, "row": 8}  # lines of one element; a selector that finds more has found something else
_FEW = 4  # the same of all other fields
_ASKED = ("title", "row", "source", "date", "body")  # what every article of a site has
_ELEMENTS = 2  # elements of one kind that a page has: a headline may stand on it twice
_SOME_PROSE = 0.25  # share of a page's prose that a body's element holds, at least
_MUCH_PROSE = 0.4  # share of a page's prose that nothing holds which is not the article's
_BELIEVED = 0.5
_MOST_DROPPED = 40  # elements on one page that a selector drops
_HEADLINE = 6  # characters
_DIGITS = re.compile(r"\d+")
_NOTHING: Mapping[str, tuple[Place, ...]] = MappingProxyType({})


class Place(NamedTuple):
    """What a selector has found in one line: `text[start:end]`, of the element with that number in page order."""

    selector: str
    line: int
    start: int
    end: int
    element: int


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
    lines = Counter((name, place.element) for name, place in pieces)
    for name, place in pieces:
        if name in ("body", "drop") or lines[name, place.element] <= _MOST.get(name, _FEW):
            found.setdefault(name, {}).setdefault((place.line, place.start), place)
    return {name: tuple(found[name][key] for key in sorted(found[name])) for name in SELECTED if name in found}


def _pieces(page: Page) -> Iterator[tuple[str, Place]]:
    """All places with what they were found for; an element's number is that of its box, or below 0 inside a line."""
    site = page.site
    assert site is not None
    inside: list[tuple[tuple[str, int, str], ...]] = []
    for number, box in enumerate(page.boxes):
        own = [(name, number, selector) for name, selector in _named(site, box.hints)] if "@" in box.hints else ()
        inside.append((*(inside[box.parent] if number else ()), *own))
    element_in_line = 0
    for line in page.lines:
        for name, element, selector in inside[line.box]:
            yield name, Place(selector, line.number, 0, len(line.text), element)
        for span in line.spans:
            element_in_line -= 1
            for name, selector in _named(site, span.hints) if "@" in span.hints else ():
                yield name, Place(selector, line.number, span.start, span.end, element_in_line)


def _named(site: object, hints: str) -> Iterator[tuple[str, str]]:
    """The selectors that the hints of an element name."""
    for code, number in _CODE.findall(hints):
        name = _NAMES[code]
        selectors = getattr(site, name)
        if int(number) < len(selectors):
            yield name, selectors[int(number)]


def meta_keys(page: Page, name: str) -> list[str]:
    """The keys under which the head has what selectors have found among its `<meta>`.

    >>> from newsclean import Site, load
    >>> known, unknown = "<meta name=ly content=某报><p>新桥", "<meta name=@s7 content=某报><p>新桥"
    >>> meta_keys(load(known, site=Site(source="//meta[@name='ly']")), "source"), meta_keys(load(unknown), "source")
    (['@s0'], [])
    """
    return [key for key in page.head.meta if key.startswith(CODES[name])] if page.site is not None else []


def fit(page: Page) -> float:
    """How well a site's selectors fit the page: the share of them that found something, 0 to 1."""
    if page.site is None:
        return 0.0
    asked = [name for name in _ASKED if getattr(page.site, name)]
    return sum(name in places(page) for name in asked) / len(asked) if asked else 1.0


def trusted(page: Page, name: str) -> float:
    """How much it counts what the selectors for something have found, 0 to 1.

    Less where they have found more elements than a page has of it, and where others of the site have found nothing:
    the site has another layout now, or it is another site.
    """
    if page.site is None or name not in places(page):
        return 0.0
    elements = len({place.element for place in places(page)[name]})
    once = 1.0 if name == "drop" else min(1.0, _ELEMENTS / elements)
    return page.site.trust(name) * fit(page) ** 2 * once


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


@of_lines
def dropped(page: Page) -> frozenset[int]:
    """The lines that the site is known to set beside its articles."""
    return frozenset(place.line for place in drops(page) if place.end - place.start == len(page.lines[place.line].text))


def drops(page: Page) -> tuple[Place, ...]:
    """What is known not to be the article's, lines and parts of lines.

    A selector that finds much of the prose, or a headline, is believed to be one of another site.
    """
    return _drops(page) if places(page).get("drop") else ()


@of_lines
def _drops(page: Page) -> tuple[Place, ...]:
    if trusted(page, "drop") < _BELIEVED:
        return ()
    total = sum(prose(page)) or 1
    believed: dict[str, bool] = {}
    found = places(page)["drop"]
    for selector in {place.selector for place in found}:
        own = [place for place in found if place.selector == selector]
        held = sum(min(prose(page)[place.line], place.end - place.start) for place in own)
        headline = any(_is_headline(page, place.line) for place in own)
        few = len({place.element for place in own}) <= _MOST_DROPPED
        believed[selector] = held <= _MUCH_PROSE * total and few and not headline
    return tuple(place for place in found if believed[place.selector])


def _is_headline(page: Page, number: int) -> bool:
    """Whether a line is the page's own headline, by its tag or by the head's title."""
    line = page.lines[number]
    return line.tag == "h1" or (len(line.text) >= _HEADLINE and line.text in page.head.title)


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
    exact, forms = _known_lines(tuple(page.site.lines))
    texts = enumerate(zip(folded(page), prose(page), strict=True))
    return frozenset(n for n, (text, told) in texts if text in exact or (not told and form_of(text) in forms))


@lru_cache(maxsize=16)
def _known_lines(lines: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Some lines as they are, folded, and with whatever digits: a sentence with other digits is another sentence."""
    texts = [fold(line) for line in lines]
    return frozenset(texts), frozenset(map(form_of, texts))


def form_of(text: str) -> str:
    """What a folded line has in common with the same line of another page: its digits may be others.

    >>> form_of("本页浏览 73 次")
    '本页浏览0次'
    """
    return _DIGITS.sub("0", text).replace(" ", "")
