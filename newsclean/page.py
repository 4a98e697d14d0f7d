"""What a rule sees: a page as a list of numbered lines, and the marks that rules set on them.

Nothing here knows of HTML or of rules. `reading/` makes lines, the steps in `strip/` and `find/` yield marks,
`clean.py` puts both together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from itertools import takewhile
from typing import Any, NamedTuple, TypeVar, cast

from .phrases.own_words import using
from .phrases.site import Site

PLANTED = frozenset(("hidden", "injected", "spam"))  # roles of what strangers have set on the page
_OF_MARKS = ("cuts", "planted")  # what a page works out of all its marks anew
# a bound on what is remembered keeps 100,000 nested elements linear; far ancestors say little of a line
_MAX_HINTS = 400  # characters
_Value = TypeVar("_Value")


class Span(NamedTuple):
    """An inline element inside a line: `line.text[start:end]`, and what the markup says of it.

    Remembered are links, bold text, times, what carries hints, and of two elements that meet without white space both,
    whatever they carry: in `<i>张三</i><i>新桥日报</i>` the border of the spans parts two words.
    """

    start: int
    end: int
    tag: str  # "" for an element without hints that is remembered for its border alone
    hints: str = ""  # class, id, itemprop, rel of the element, lower case, separated by spaces
    href: str = ""  # target of a link, as written


class Box(NamedTuple):
    """A block element that holds lines. Boxes form a tree by `parent`; box 0 is the page itself."""

    parent: int
    tag: str
    hints: str  # class, id, itemprop, role of the element itself, lower case, separated by spaces


class HiddenScope(NamedTuple):
    """An element that the page does not show, and why. Scopes nest by `parent`; scope 0 hides nothing."""

    parent: int
    reason: str  # short stable name: "display", "visibility", "offscreen", "size", "font-size", "opacity", "hidden", …


class Line(NamedTuple):
    """One visible line of the page: the text between two block borders, white space folded."""

    number: int
    text: str
    tag: str = ""  # nearest block element ("p", "h1", "td", "li", "div" …); "" in a text dump
    box: int = 0  # index into page.boxes
    linked: int = 0  # characters of the text that stand in links
    bold: int = 0  # characters of the text in <b> or <strong>
    scope: int = 0  # index into page.scopes; 0: shown
    spans: tuple[Span, ...] = ()
    indent: int = 0  # leading white space, in a text dump
    apart: bool = False  # whether a blank line stands before it, in a text dump
    row: int = -1  # number of the source line that it was, or was a piece of, in a text dump

    @property
    def link_share(self) -> float:
        """Share of the text's characters that stand in links, 0.0 to 1.0."""
        return self.linked / len(self.text) if self.text else 0.0

    @property
    def mostly_link(self) -> bool:
        """Whether more than half of the text stands in links.

        >>> Line(0, "更多 新闻", linked=2).mostly_link, Line(0, "更多", linked=2).mostly_link
        (False, True)
        """
        return self.linked * 2 > len(self.text)


class Mark(NamedTuple):
    """What a rule says of a line, or of the span `text[start:end]` of it.

    `role` is "body", a field or a kind of junk ("hidden", "injected", "spam", "boilerplate", "disclaimer"); users'
    steps may use names of their own, which must be more than a letter off these. A span with `cut` set is left out of
    the body line that it stands in. What is asked of a mark is checked for all steps but the built-in ones: a mark that
    is wrong is a `StepError`, which names step, rule, line and what was expected.

    `value` is what the field's role asks for:

    title, site                a text
    source, author, editor     a name, or a tuple of names
    date                       an aware datetime and its precision, "day", "minute" or "second"
    credit                     a label and a tuple of names
    image                      an `Image`
    body, junk                 nothing: the role says all

    A mark without a span is one of all its line, which is then in no other field: a value without a place of its own
    stands on line -1. None gives no value: the line is one of the field's, and what it says stands in another mark.
    `()` takes the field back. The last step that gives a value has the last word on its field, the last mark on a whole
    line on its role, and a later span with role "body" puts back what was cut out of a line.

    >>> from newsclean import STEPS, clean_page
    >>> page = "<h1>城东新桥通车</h1><p>昨天上午，城东新桥正式通车，居民出行更加方便。（城东记者站供稿）</p>"
    >>> def find_station(page: Page) -> Iterable[Mark]:
    ...     for line in page.lines:
    ...         at = line.text.find("（城东记者站供稿）")
    ...         if at >= 0:
    ...             yield Mark(line.number, "source", "station", at, len(line.text), "城东记者站")
    ...             yield Mark(-1, "credit", "station", value=("供稿", ("城东记者站",)))
    ...     yield Mark(-1, "date", "station", value=(dt.datetime(2022, 9, 21, tzinfo=dt.timezone.utc), "day"))
    ...     yield Mark(-1, "author", "station", value=())
    >>> article = clean_page(page, steps=(*STEPS, find_station))
    >>> article.source, article.credits["供稿"], f"{article.date:%F}", article.author
    ('城东记者站', ('城东记者站',), '2022-09-21', None)
    >>> clean_page(page, steps=(*STEPS, lambda page: [Mark(0, "date", "mine", value="2022-09-21")]))
    Traceback (most recent call last):
        ...
    newsclean.errors.StepError: step <lambda>, rule mine, line 0: the value of date is an aware datetime and its
    precision ("day", "minute" or "second"), (datetime(2022, 9, 21, tzinfo=…), "day"), or () to take the field back,
    not '2022-09-21'
    """

    line: int  # -1: the mark stands on no line (a field taken from the head)
    role: str
    rule: str
    start: int | None = None
    end: int | None = None
    value: Any = None
    reason: str = ""
    cut: bool = True

    @property
    def whole(self) -> bool:
        """Whether the mark names the whole line."""
        return self.start is None


class Picture(NamedTuple):
    """An image of the page: `line` is the number of the line that follows it."""

    line: int
    src: str
    alt: str
    box: int = 0
    scope: int = 0


@dataclass(frozen=True)
class Head:
    """What the page says of itself out of sight: all texts as written, nothing judged."""

    title: str = ""  # content of <title>
    meta: Mapping[str, str] = field(default_factory=dict)  # name, property or itemprop, lower case -> first content
    data: tuple[Mapping[str, str], ...] = ()  # JSON-LD objects: key -> text (of nested objects their names)
    canonical: str = ""  # <link rel=canonical>
    base: str = ""  # <base href>
    lang: str = ""  # <html lang>
    charset: str = ""  # encoding that the bytes were read with
    scripts: tuple[str, ...] = ()  # short embedded scripts that name a time or a role


@dataclass(frozen=True)
class Page:
    """A page as its rules see it. Treat it as read-only: `with_marks` and `with_lines` give changed copies."""

    lines: tuple[Line, ...]
    head: Head = Head()
    url: str | None = None
    kind: str = "html"  # "html" or "text" (a dump: no boxes to go by; tags and links where its maker kept them)
    boxes: tuple[Box, ...] = (Box(0, "", ""),)
    scopes: tuple[HiddenScope, ...] = (HiddenScope(0, ""),)
    pictures: tuple[Picture, ...] = ()
    marks: tuple[Mark, ...] = ()
    repairs: tuple[tuple[str, str], ...] = ()  # (name, reason) of each repair that changed something
    fetched: dt.datetime | None = None  # when it was fetched, aware; 3小时前 counts from it
    notes: tuple[str, ...] = ()  # how it was read, where it could not be read as it stands: see `load`
    maker: str = ""  # what made a dump, and what shows it: "Markdown: 3 links, 1 heading"; "" for plain lines
    dump: str = field(default="", repr=False)  # a plain dump as it came: it is read again once it is repaired
    site: Site | None = None  # what the caller knows of its site
    alone: bool = True  # whether no chain of steps has marked it: see `before`
    known: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # see `of_lines`

    @cached_property
    def text(self) -> str:
        """All lines joined by newlines."""
        return "\n".join([line.text for line in self.lines])

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "known"} | {"known": {}}

    @cached_property
    def roles(self) -> list[str]:
        """Role of each line by the marks set so far; "" where no rule has claimed the whole line.

        The last mark on a whole line wins, so that a user's step behind the built-in ones has the last word. The
        built-in steps leave lines alone that another step has claimed.
        """
        roles = [""] * len(self.lines)
        for mark in self.marks:
            if mark.start is None and mark.line >= 0:
                roles[mark.line] = mark.role
        return roles

    @cached_property
    def planted(self) -> frozenset[int]:
        """The lines that strangers have set on the page, by the marks set so far."""
        if PLANTED.isdisjoint(self.roles):
            return frozenset()
        found = frozenset([number for number, role in enumerate(self.roles) if role in PLANTED])
        return cast("frozenset[int]", self.known.setdefault(("planted", found), found))  # one, to be told by identity

    @cached_property
    def rules(self) -> dict[int, str]:
        """For each line that a rule has claimed the name of that rule."""
        return {mark.line: mark.rule for mark in self.marks if mark.start is None}

    @cached_property
    def hints(self) -> list[str]:
        """For each box the hints of itself and all boxes around it, innermost first."""
        out: list[str] = []
        for index, box in enumerate(self.boxes):
            outer = out[box.parent] if index else ""
            out.append(f"{box.hints} {outer}"[:_MAX_HINTS] if box.hints else outer)
        return out

    def hints_of(self, box: int) -> str:
        """The same for one box: most rules ask for few."""
        found, size = [], 0
        while box and size < _MAX_HINTS:
            box, _, hints = self.boxes[box]
            if hints:
                found.append(hints)
                size += len(hints) + 1
        return " ".join([*found, ""])[:_MAX_HINTS] if found else ""

    @cached_property
    def cuts(self) -> dict[int, list[tuple[int, int]]]:
        """For each line that marks have cut spans out of so far, those spans; a later span of the body is back in."""
        cuts: dict[int, list[tuple[int, int]]] = {}
        for mark in self.marks:
            if mark.start is None or mark.end is None:
                continue
            if mark.role == "body":
                if mark.line in cuts:
                    cuts[mark.line] = _outside(cuts[mark.line], mark.start, mark.end)
            elif mark.cut:
                cuts.setdefault(mark.line, []).append((mark.start, mark.end))
        return cuts

    def kept(self, number: int) -> str:
        """A line's text without the spans that marks have cut out of it so far."""
        spans = self.cuts.get(number)
        return without(self.lines[number].text, spans) if spans else self.lines[number].text

    def marked(self, role: str) -> list[Mark]:
        """The marks of one role, in the order they were set."""
        return list(self._by_role.get(role, ()))

    @cached_property
    def _by_role(self) -> dict[str, list[Mark]]:
        """The marks by their role."""
        found: dict[str, list[Mark]] = {}
        for mark in self.marks:
            found.setdefault(mark.role, []).append(mark)
        return found

    def before(self, name: str) -> Page:
        """The page with the marks of the built-in steps before the one so named; as it is where steps are under way.

        Every built-in step asks for it first. So a step that is run alone says what it says in the chain, and a step
        that a caller leaves out of a chain stays out.
        """
        if not self.alone:
            return self
        if ("before", name) not in self.known:
            page = self.with_marks(())
            for step in takewhile(lambda step: step.__name__ != name, _chain):
                page = page.with_marks(step(page))
            self.known["before", name] = page
        marked: Page = self.known["before", name]
        return marked

    def with_marks(self, marks: Iterable[Mark]) -> Page:
        """A copy with further marks; lines, and what was worked out of them, are shared."""
        added = tuple(marks)
        if not added and not self.alone:
            return self
        # a chain of steps makes a copy for each: one of all fields takes ten times as long
        page = object.__new__(type(self))
        known = dict(self.__dict__)
        for name in _OF_MARKS:
            known.pop(name, None)
        roles, rules, by_role = self.roles.copy(), self.rules.copy(), self._by_role.copy()
        own: dict[str, list[Mark]] = {}
        for mark in added:
            if (found := own.get(mark.role)) is None:  # the lists of the page before stay as they are
                found = own[mark.role] = by_role[mark.role] = [*by_role.get(mark.role, ())]
            found.append(mark)
            if mark.start is None:
                rules[mark.line] = mark.rule
                if mark.line >= 0:
                    roles[mark.line] = mark.role
        page.__dict__.update(known, marks=(*self.marks, *added), alone=False, roles=roles, rules=rules)
        page.__dict__["_by_role"] = by_role
        return page

    def with_lines(self, lines: Iterable[Line]) -> Page:
        """A copy with other lines, and without marks."""
        return replace(self, lines=tuple(lines), marks=(), dump="")


def set_chain(steps: Iterable[Callable[[Page], Iterable[Mark]]]) -> None:
    """Say in which order the built-in steps stand: `clean.py` does, as `page.before` cannot know steps from here."""
    _chain[:] = steps


_chain: list[Any] = []


def step(work: Callable[[Page], Iterable[Mark]]) -> Callable[[Page], Iterable[Mark]]:
    """Make a step go by the words that the page's site has of its own, and leave out the rules that say nothing there.

    >>> @step
    ... def find_stamp(page: Page) -> Iterable[Mark]:
    ...     yield Mark(0, "stamp", "stamp-first")
    >>> page = Page((Line(0, "讯"),))
    >>> [mark.rule for mark in find_stamp(page)]
    ['stamp-first']
    >>> list(find_stamp(replace(page, site=Site(without={"rules": "stamp-first"}))))
    []
    """

    @wraps(work)
    def go(page: Page) -> Iterable[Mark]:
        site = page.site
        if site is None:
            return work(page)
        with using(site.own_words):
            return [mark for mark in work(page) if mark.rule not in site.silent_rules]

    return go


def of_lines(work: Callable[[Page], _Value]) -> Callable[[Page], _Value]:
    """Make a function of a page remember its result with the page's lines: it is worked out at the first call.

    The function may look at anything but marks and roles, as copies made by `with_marks` share what is known.
    """

    @wraps(work)
    def known(page: Page) -> _Value:
        try:
            value: _Value = page.known[work]
        except KeyError:
            value = page.known[work] = work(page)
        return value

    return known


def _outside(spans: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """What of some spans lies outside of another.

    >>> _outside([(0, 9), (12, 15)], 3, 13)
    [(0, 3), (13, 15)]
    """
    left = ((first, min(last, start)) for first, last in spans)
    right = ((max(first, end), last) for first, last in spans)
    return [(first, last) for first, last in (*left, *right) if first < last]


def without(text: str, spans: Iterable[tuple[int | None, int | None]]) -> str:
    """A text without some spans, which may overlap; "" where nothing but punctuation is left.

    >>> without("新桥通车（责任编辑：张三）", [(4, 13)])
    '新桥通车'
    """
    kept, at = [], 0
    for start, end in sorted((start or 0, end or 0) for start, end in spans):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    kept.append(text[at:])
    left = " ".join("".join(kept).split())
    return left if any(char.isalnum() for char in left) else ""
