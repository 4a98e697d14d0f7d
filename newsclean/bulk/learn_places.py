"""Where a site's pages set headline, row, fields and body: the selectors that find them, and on how many pages they do.

What is right is what the rules have found by themselves, weighed with how sure they are: a selector that agrees on most
pages tells where to look on the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..explain import Explanation
from ..page import Page
from ..phrases.selectors import elements
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold
from ..text.site_views import form_of

_CODE = re.compile(r"@n(\d+)(?=\s|$)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{1,39}$")
_CHANGING = re.compile(r"\d{3}|[0-9a-f]{8}|^(?:active|current|on|hide|show|clearfix|cf|left|right|fl|fr)$")
_ENOUGH, _MOST_WRONG = 0.5, 0.4  # shares of pages: on which a selector must be right, on which it may be wrong
_ENOUGH_FOR_FIELD = 0.8  # the same for a field, which the rules rarely miss
_FEWEST = 4  # pages on which it is right, at least
_FAR = 4  # children of one kind, of which an element is told by its number: further on, what is there differs
_ABOVE = 3  # elements around one by whose names it is found
_LABEL = 8  # characters that an element may hold beside a field's value
_RECALL, _PRECISION = 0.95, 0.7  # of a body's characters in its element, and of that element's in the body
_AGAIN = "title-repeated"
_FIELDS = ("source", "date", "author", "editor")


class Studied(NamedTuple):
    """A page, what the rules make of it, and its elements by number."""

    found: Explanation
    root: Any
    lines: dict[int, set[int]]  # element -> the lines in it
    pieces: dict[int, tuple[int, int, int]]  # element inside a line, or of one line -> line, start, end
    chains: list[tuple[int, ...]]  # line -> the elements around it, the outermost first


def number_elements(root: Any) -> None:
    """Give every element of a tree a number, as a word in front of its class."""
    for number, element in enumerate(root.iter("*")):
        element.set("class", f"@n{number} {element.get('class') or ''}".rstrip())


def studied(found: Explanation, root: Any, page: Page) -> Studied | None:
    """A page with its elements; None where reading it once more has given other lines."""
    if len(page.lines) != len(found.lines):
        return None
    around: list[tuple[int, ...]] = []
    for box in page.boxes:
        outer = around[box.parent] if around else ()
        around.append((*outer, *_numbers(box.hints)))
    lines: defaultdict[int, set[int]] = defaultdict(set)
    pieces: dict[int, tuple[int, int, int]] = {}
    chains = []
    for line in page.lines:
        chain = around[line.box]
        for element in chain:
            lines[element].add(line.number)
            pieces[element] = (line.number, 0, len(line.text))
        for span in line.spans:
            for element in _numbers(span.hints):
                lines[element].add(line.number)
                pieces[element] = (line.number, span.start, span.end)
                if span.start == 0 and span.end == len(line.text):
                    chain = (*chain, element)
        chains.append(chain)
    pieces = {element: piece for element, piece in pieces.items() if len(lines[element]) == 1}
    return Studied(found, root, dict(lines), pieces, chains)


def _numbers(hints: str) -> list[int]:
    return [int(number) for number in _CODE.findall(hints)] if "@n" in hints else []


def learned_places(pages: Sequence[Studied], common: frozenset[str]) -> dict[str, tuple[str, float]]:
    """The best selector for each of headline, row, fields and body, with the share of pages on which it is right.

    Args:
        pages: pages of the site.
        common: headlines that are none, as several pages have them.
    """
    result = {}
    named = [page for page in pages if form_of(fold(page.found.article.title or "")) not in common]
    for name in ("title", "row", *_FIELDS, "body"):
        wanted: set[str] = set()
        asked = named if name == "title" else pages
        for page in asked:
            for element in _elements_for(page, name):
                wanted.update(_selectors(page.root, element))
        judged = ((_support(asked, name, selector), -len(selector), selector) for selector in wanted)
        found = [each for each in judged if each[0]]
        if found:
            support, _, selector = max(found)
            result[name] = (selector, round(support, 2))
    return result


def _truth(page: Studied, name: str) -> set[int]:
    """The lines that the rules have found for headline or row."""
    if name == "title":
        return {mark.line for mark in page.found.page.marked("title") if mark.line >= 0 and mark.rule != _AGAIN}
    rows = [mark for mark in page.found.page.marks if mark.role in ("date", "source") and mark.value is not None]
    return {mark.line for mark in rows if mark.line >= 0}


def _values(page: Studied, name: str) -> list[tuple[int, int, int]]:
    """The places of a field's values."""
    marks = [mark for mark in page.found.page.marks if mark.role == name and mark.line >= 0 and mark.value]
    return [(mark.line, mark.start or 0, mark.end or len(page.found.lines[mark.line].text)) for mark in marks]


def _elements_for(page: Studied, name: str) -> Iterator[int]:
    """The elements that could be the place of something on one page."""
    if name in ("title", "row"):
        for line in _truth(page, name):
            yield from page.chains[line][-_ABOVE:]
    elif name == "body":
        body = [line.number for line in page.found.lines if line.role == "body"]
        if body:
            yield from _common([page.chains[number] for number in body])[-_ABOVE:]
    else:
        for value in _values(page, name):
            yield from (element for element, piece in page.pieces.items() if _fits(piece, value))


def _fits(piece: tuple[int, int, int], value: tuple[int, int, int]) -> bool:
    """Whether an element of a line holds a value, and little beside it."""
    return piece[0] == value[0] and all(abs(a - b) <= _LABEL for a, b in zip(piece[1:], value[1:], strict=True))


def _common(chains: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The elements that are around all of some lines."""
    first, last = min(chains), max(chains)
    count = 0
    while count < min(len(first), len(last)) and first[count] == last[count]:
        count += 1
    return first[:count]


def _selectors(root: Any, number: int) -> Iterator[str]:
    """The selectors that find an element: by its own names, by those of elements around it."""
    for element in root.iterfind(".//*[@class]"):
        if (element.get("class") + " ").startswith(f"@n{number} "):
            break
    else:
        return
    tag = element.tag
    own = list(_named(element))
    yield from own
    if tag in ("h1", "article"):
        yield tag
    parent, steps = element.getparent(), 0
    same = [child for child in parent if child.tag == tag] if parent is not None else []
    place = f":nth-of-type({same.index(element) + 1})" if len(same) > 1 else ""
    if len(same) > _FAR:
        return
    while parent is not None and steps < _ABOVE:
        for name in _named(parent):
            yield f"{name} > {tag}{place}" if not steps else f"{name} {tag}"
        parent, steps = parent.getparent(), steps + 1


def _named(element: Any) -> Iterator[str]:
    """The selectors of an element by its id, and by each of its classes."""
    identity = element.get("id") or ""
    if _NAME.match(identity) and not _CHANGING.search(identity):
        yield f"#{identity}"
    for word in (element.get("class") or "").split():
        if _NAME.match(word) and not _CHANGING.search(word):
            yield f"{element.tag}.{word}"


def _support(pages: Sequence[Studied], name: str, selector: str) -> float:
    """The share of pages on which a selector finds the right thing, weighed; 0 where it is not enough."""
    right = wrong = total = 0.0
    pages_right = 0
    for page in pages:
        verdict = _judged(page, name, selector)
        if verdict is None:
            continue
        weight = page.found.article.confidence.get(name if name != "row" else "date", 0.5)
        total += weight
        right += weight * (verdict > 0)
        pages_right += verdict > 0
        wrong += weight * (verdict < 0)
    enough = _ENOUGH_FOR_FIELD if name in _FIELDS else _ENOUGH
    if pages_right < _FEWEST or right < enough * total or wrong > _MOST_WRONG * total:
        return 0.0
    return right / total


def _judged(page: Studied, name: str, selector: str) -> int | None:
    """1 where a selector is right, -1 where it is wrong, 0 where it finds nothing; None where nothing is known."""
    numbers = [_numbers(element.get("class") or "")[0] for element in elements(selector, page.root)]
    numbers = [number for number in numbers if number in page.lines]
    if name == "body":
        return _body_judged(page, numbers)
    if name in ("title", "row"):
        truth = _truth(page, name)
        found = set().union(*(page.lines[number] for number in numbers))
        right = truth <= found and (found == truth or (name == "row" and len(found) <= len(truth) + 1))
        return None if not truth else 0 if not found else 1 if right else -1
    values = _values(page, name)
    if not values:
        return None
    found_pieces = [page.pieces.get(number) for number in numbers]
    if not found_pieces:
        return 0
    fits = any(piece and _fits(piece, values[0]) for piece in found_pieces)
    return 1 if fits and len(found_pieces) <= 2 else -1


def _body_judged(page: Studied, numbers: Sequence[int]) -> int | None:
    body = {line.number for line in page.found.lines if line.role == "body"}
    if not body:
        return None
    if len(numbers) != 1:
        return -1 if numbers else 0
    inside = page.lines[numbers[0]]
    lengths = [len(line.text) for line in page.found.lines]
    of_body = sum(lengths[number] for number in body)
    held = sum(lengths[number] for number in body & inside)
    free = sum(lengths[n] for n in inside - body if views.prose(page.found.page)[n])
    return 1 if held >= _RECALL * of_body and held >= _PRECISION * (held + free) else -1
