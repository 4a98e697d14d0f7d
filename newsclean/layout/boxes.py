"""Which box of the page holds the article, and which boxes hold other articles, comments and furniture.

Boxes speak by their class and id names (phrase files `article_boxes` and `junk_boxes`), by the headings inside them,
and by the prose that they hold. In a dump there is one box only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..page import Line, Page, of_lines
from ..text import site_views, views
from .box_names import named

# Rules of `strip/boilerplate.py`: what ends an article, and what opens a list of other ones
HARD_STOPS = frozenset(("comments-heading", "comment-row", "licence", "footer-row"))
SOFT_STOPS = frozenset(("related-heading", "end-marker", "topic-links"))
SOME_PROSE = 50  # characters; so much lies behind an article's beginning, and not behind a notice above it
_IN_ARTICLE_BOX = 1.5
_IN_JUNK_BOX = 0.2
_IN_FENCED_BOX = 0.02  # its heading says what it is; a name may mislead
_IN_SITE_BODY, _BESIDE_IT = 2.0, 0.8  # what prose counts more in the element that is known to be the body's, and less
_SHORT = 0.3  # share of its length that a line without a sentence counts in a box that is called an article
_SHORT_LINE = 100  # characters; a longer one without a sentence is a string of keywords, and counts no more
_MOST = 0.55  # share of a box's prose that one box inside must hold to be the better choice
_LIST, _HEADLINE = 2, 8  # links that make a list of other articles, and their characters
_FLOW = 3  # lines of its own that make an innermost box a text broken by <br> rather than a paragraph


class Boxes(NamedTuple):
    """What is known of each box of the page."""

    factors: list[float]  # how much its name, its heading and the boxes around it speak for an article; 1: nothing said
    inside: list[bool]  # whether it lies in the article's box, with no junk box between

    def is_junk(self, box: int) -> bool:
        """Whether name or heading of the box, or of one around it, speak against an article."""
        return self.factors[box] < 1


def judge_boxes(page: Page, start: int, main: int | None = None) -> Boxes:
    """Judge the boxes of a page whose article starts at the line `start` or further down.

    Args:
        main: the box that holds the article, where that is known better than by its prose.

    >>> from newsclean import load
    >>> page = load("<div class=nav>首页</div><div class=content><p>昨天上午，城东新桥正式通车了。</p></div>")
    >>> boxes = judge_boxes(page, 0)
    >>> [boxes.inside[line.box] for line in page.lines]
    [False, True]
    """
    factors = _factors(page, _fenced_boxes(page, start))
    if page.kind == "text":
        return Boxes(factors, [True] * len(page.boxes))
    return Boxes(factors, _inside(page, _main_box(page, start, factors) if main is None else main, factors))


def _fenced_boxes(page: Page, start: int) -> dict[int, int]:
    """Boxes opened by a heading of other articles: box -> the heading's line.

    From the heading's own box the search climbs as long as a box holds none of the prose seen so far, and no text
    beside a list that is whole.
    """
    boxes, prose, rules = page.boxes, views.prose(page), page.rules
    sums: tuple[list[int], list[int]] | None = None  # most pages have no such heading
    holds = {0}
    seen = 0
    fenced: dict[int, int] = {}
    for line in page.lines[start:]:
        if prose[line.number] and page.roles[line.number] in ("", "body"):
            seen += prose[line.number]
            box = line.box
            while box not in holds:
                holds.add(box)
                box = boxes[box].parent
        elif seen >= SOME_PROSE and rules.get(line.number) in SOFT_STOPS and line.box not in holds:
            sums = sums or _links_and_texts(page, start)
            links, texts = sums
            box = line.box
            while (above := boxes[box].parent) not in holds:
                if links[box] >= _LIST and texts[above] - texts[box] >= SOME_PROSE:
                    break
                box = above
            fenced[box] = line.number
    return fenced


def _links_and_texts(page: Page, start: int) -> tuple[list[int], list[int]]:
    """For each box how many links like headlines it holds, and how many characters of prose without links."""
    links, texts = [0] * len(page.boxes), [0] * len(page.boxes)
    prose = views.prose(page)
    for line in page.lines[start:]:
        links[line.box] += line.linked >= _HEADLINE
        texts[line.box] += 0 if line.linked else prose[line.number]
    for index in range(len(page.boxes) - 1, 0, -1):
        links[page.boxes[index].parent] += links[index]
        texts[page.boxes[index].parent] += texts[index]
    return links, texts


def _main_box(page: Page, start: int, factors: Sequence[float]) -> int:
    """The box that holds the article: from the page's own box down, as long as one box holds most of the prose."""
    count, prose = len(page.boxes), views.prose(page)
    weights = [0.0] * count
    own = [0] * count
    inside, trust = site_views.body_lines(page)
    for line, factor in _lines_before_barrier(page, start, factors):
        if trust:
            factor *= 1 + trust * _IN_SITE_BODY if line.number in inside else 1 - trust * _BESIDE_IT
        short = 0.0 if line.linked or prose[line.number] or factor <= 1 else _SHORT * min(len(line.text), _SHORT_LINE)
        weights[line.box] += factor * (prose[line.number] + short)
        own[line.box] += 1
    children: dict[int, list[int]] = {}
    for index in range(count - 1, 0, -1):  # those within a box come behind it
        if weights[index]:
            parent = page.boxes[index].parent
            weights[parent] += weights[index]
            children.setdefault(parent, []).append(index)
    main = 0
    while children.get(main):
        best = max(reversed(children[main]), key=lambda index: weights[index])
        leaf = best not in children and own[best] < _FLOW
        if weights[best] < _MOST * weights[main] or leaf:
            break
        main = best
    return main


def _factors(page: Page, fenced: Mapping[int, int]) -> list[float]:
    """For each box, how much the names of the boxes around it, or its heading, speak for or against an article."""
    factors = [1.0]
    said = _sayings(page)
    for index, (parent, _, hints) in enumerate(page.boxes[1:], 1):
        factor = factors[parent]
        if index in fenced:
            factor = _IN_FENCED_BOX
        elif hints and factor >= 1:
            factor = said[hints] or factor
        factors.append(factor)
    return factors


@of_lines
def _sayings(page: Page) -> dict[str, float]:
    """What has been asked of names already: most boxes are called like an earlier one."""
    return _Sayings()


class _Sayings(dict[str, float]):
    """How much a box's name speaks for an article; 0 where it says nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._article, self._junk = named("layout/article_boxes"), named("layout/junk_boxes")

    def __missing__(self, hints: str) -> float:
        said = _IN_ARTICLE_BOX if self._article.search(hints) else _IN_JUNK_BOX if self._junk.search(hints) else 0.0
        self[hints] = said
        return said


def _lines_before_barrier(page: Page, start: int, factors: Sequence[float]) -> Iterable[tuple[Line, float]]:
    """The unclaimed lines between the headline and the first barrier behind some prose."""
    seen = 0
    roles, rules, prose = page.roles, page.rules, views.prose(page)
    for line in page.lines[start:]:
        if roles[line.number] in ("", "body"):
            seen += prose[line.number] if factors[line.box] >= 1 else 0
            yield line, factors[line.box]
        elif seen >= SOME_PROSE and rules.get(line.number) in HARD_STOPS:
            return


def _inside(page: Page, main: int, factors: Sequence[float]) -> list[bool]:
    """For each box, whether it lies in the main box without a junk box between."""
    inside = [False] * len(page.boxes)
    inside[main] = True
    for index in range(main + 1, len(page.boxes)):
        box = page.boxes[index]
        if inside[box.parent]:
            junk = (factors[index] < 1 <= factors[main]) or (box.hints and named("layout/junk_boxes").search(box.hints))
            inside[index] = not junk
    return inside
