"""From a parsed tree to lines, in one flat pass.

The walk meets each tag once, in document order, with its own stack: nothing recurses with the page's depth. What an
ancestor says (box, scope, heading, link) is worked out once, when the ancestor opens; what a tag says by itself, once
for all tags that read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..page import Box, HiddenScope, Line, Picture, Span
from .elements import BLOCK, BORDER, HEADINGS, INLINE_ELEMENT, UNSEEN_ELEMENT, Elements
from .style_sheets import SMALL_SCRIPT, written_box
from .tags import Tags, attributes, unescape
from .visibility import INHERITED, NOTHING_SAID, PAINTED, Colour, Visibility
from .wraps import unwrapped

_BOLD = frozenset(("b", "strong"))
_SPANS = frozenset(("a", "b", "strong", "em", "i", "time", "code"))  # inline elements remembered without a class too
# elements whose attributes say which row, column or number they have, and those attributes
_COUNTING = frozenset(("td", "th", "ol", "li"))
_COUNTS = re.compile(r'\b(?:start|value|colspan|rowspan)="\d{1,9}"')
_MAX_OPEN = 24  # inline elements open at once that are remembered as spans; deeper ones are malformed or hostile
_READINGS = frozenset(("rt", "rtc", "rp"))  # how a word is read, set above it
# An image that stands for a character: by its name, or by a size of at most 40 px
_EMOJI = re.compile(
    r"emoji|emotic|emotion|smil(?:ey|ie)|qqface|/faces?/|biaoqing|表情|\balt=\"\[[^\"\]]{1,8}\]\"", re.IGNORECASE
)
_SMALL = re.compile(r"\b(?:width|height)\s?[=:][\s\"]*(?:[1-3]?\d|40)(?:px)?[\s\";]", re.IGNORECASE)
_CLAUSE = re.compile("[，。；：、！？]")
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-url", "src")
# What closing an element ends: its box and line, a hidden stretch inside a line, a span, a word's reading, or nothing
_ENDS_BOX, _ENDS_STRETCH, _ENDS_SPAN, _ENDS_READING, _ENDS_NOTHING = range(5)
_new = tuple.__new__  # a third of the cost of calling a NamedTuple; lines, boxes and spans are made by the hundred


class Lines(NamedTuple):
    """What the walk finds."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    scopes: tuple[HiddenScope, ...]
    pictures: tuple[Picture, ...]


class _Walk:
    """The lines found so far and the one being gathered."""

    def __init__(self, elements: Elements) -> None:
        self.lines: list[Line] = []
        self.boxes: list[Box] = [Box(0, "", "")]
        self.scopes: list[HiddenScope] = [HiddenScope(0, "")]
        self.pictures: list[Picture] = []
        self.elements = elements
        self.parts: list[str] = []
        self.open: list[tuple[str, str, str, int]] = []  # inline elements: tag, hints, target, index into parts
        self.closed: list[tuple[str, str, str, int, int]] = []
        self.around: list[str] = []  # the tags of all open elements
        self.written: list[tuple[int, int]] = []  # boxes that scripts have opened: elements open there, scope outside
        self.waiting: list[tuple[Any, Any, Any]] = []  # lines that go on behind a hidden element inside them
        # what holds at the place of the walk: box and scope, the tag that lines carry, the colour under the text
        self.box = self.scope = 0
        self.line_tag = ""
        self.ended = self.unmarked = -1  # where the last inline element ended, and where it began if not remembered
        self.column = 0  # at which the page's source is wrapped
        self.ground: Colour | None = None  # None: the page does not say it
        # what closing each open element ends: None for a span, where it began for one that is not remembered, or more
        self.stack: list[Any] = []

    def read(self, tags: Tags) -> None:
        """Gather the lines of all elements."""
        said, parts = self.elements.tags, self.parts
        rest = iter(tags)
        for tag, text in rest:
            if tag[0] == "/":
                self._close()
                parts = self.parts
            else:
                kind, name, hints, href, visibility, _ = said[tag]
                if kind == INLINE_ELEMENT:
                    self._open_inline(tag, name, hints, href, visibility)
                    parts = self.parts
                elif kind == BLOCK:
                    self._open_block(tag, name, hints, visibility)
                elif kind == BORDER:
                    if parts and (name != "img" or not _stands_for_a_character(tag, parts[-1], text)):
                        self.flush()
                    if name == "img":
                        self._picture(tag, visibility)
                elif kind == UNSEEN_ELEMENT and tag[-1] != "/":
                    text = self._pass_over(name, text, rest)
            if text and (parts or not text.isspace()):
                parts.append(text)
        self.flush()

    def _open_block(self, tag: str, name: str, hints: str, visibility: Visibility | None) -> None:
        """A box of lines begins."""
        if self.parts:
            self.flush()
        boxes = self.boxes
        self.stack.append((_ENDS_BOX, self.box, self.scope, self.line_tag, self.ground))
        if visibility is not NOTHING_SAID:
            self._look(tag, hints, visibility)
        self.around.append(tag)
        if name in _COUNTING and "=" in tag:
            hints = f"{hints} {' '.join(_COUNTS.findall(tag))}".replace('"', "").strip()
        boxes.append(_new(Box, (self.box, name, hints)))
        self.box = len(boxes) - 1
        if self.line_tag not in HEADINGS:
            self.line_tag = name

    def _open_inline(self, tag: str, name: str, hints: str, href: str, visibility: Visibility | None) -> None:
        """An element inside a line begins: a span, or a hidden stretch, which becomes a line of its own."""
        outer, before = self.scope, self.ground
        if visibility is not NOTHING_SAID:
            self._look(tag, hints, visibility)
        self.around.append(tag)
        if self.scope != outer:
            self.stack.append((_ENDS_STRETCH, self.box, outer, self.line_tag, before))
            self._interrupt()
            return
        here = len(self.parts)
        span = bool(hints or name in _SPANS or self.line_tag in HEADINGS)
        if here and self.ended == here:  # two elements meet without white space: both are remembered
            span = True
            if self.unmarked >= 0:
                self.closed.append(("", "", "", self.unmarked, here))
                self.unmarked = -1
        if name in _READINGS and any(outer.startswith("ruby") for outer in self.around[-4:-1]):
            self.stack.append((_ENDS_READING, len(self.lines), here, None, before))
            return
        span = span and len(self.open) < _MAX_OPEN
        if span:
            self.open.append((name, hints, href, here))
        if self.ground is before:
            self.stack.append(None if span else here)
        else:
            self.stack.append((_ENDS_SPAN if span else _ENDS_NOTHING, self.box, outer, self.line_tag, before))

    def _close(self) -> None:
        """The innermost open element ends."""
        self.around.pop()
        state = self.stack.pop()
        if state is None:
            self._end_span()
        elif state.__class__ is int:  # an element that is remembered only where it meets another
            self.ended, self.unmarked = len(self.parts), state
        elif state[0] == _ENDS_READING:
            self._end_reading(*state[1:3])
            self.ground = state[4]
        else:
            self._restore(*state)

    def _restore(self, ends: int, box: int, scope: int, line_tag: str, ground: Colour | None) -> None:
        """The innermost open element ends: what held outside of it holds again."""
        if ends <= _ENDS_STRETCH:
            if self.parts:
                self.flush()
            if ends == _ENDS_STRETCH:
                self._resume()
        elif ends == _ENDS_SPAN:
            self._end_span()
        self.box, self.scope, self.line_tag, self.ground = box, scope, line_tag, ground

    def _end_span(self) -> None:
        """The innermost remembered element inside the line ends."""
        name, hints, href, first = self.open.pop()
        if len(self.parts) > first:
            self.closed.append((name, hints, href, first, len(self.parts)))
        self.ended, self.unmarked = len(self.parts), -1

    def _end_reading(self, lines: int, first: int) -> None:
        """A word's reading ends: it is no part of the line, unless it holds lines itself."""
        if lines == len(self.lines):
            del self.parts[first:]
            while self.closed and self.closed[-1][3] >= first:
                self.closed.pop()

    def _look(self, tag: str, hints: str, visibility: Visibility | None) -> None:
        """Change scope and ground by what an element that is not closed yet says of being seen."""
        if visibility is PAINTED and not self.scope:
            self.ground = None
            return
        if visibility is None:
            visibility = self.elements.visibility(tag, self.around, self.ground)
            if visibility is NOTHING_SAID:
                return
        self.scope, self.ground = self._enter_scope(self.scope, self.ground, hints, visibility)

    def _pass_over(self, name: str, text: str, rest: Iterator[tuple[str, str]]) -> str:
        """Pass over an element that shows nothing, and what it holds; the text behind it."""
        if name == "script" and "document.write" in text and len(text) < SMALL_SCRIPT:
            self._written(unescape(text))
        open_inside = 1
        for tag, behind in rest:
            if tag[0] == "/":
                open_inside -= 1
                if not open_inside:
                    return behind
            elif tag[-1] != "/":
                open_inside += 1
        return ""

    def flush(self) -> None:
        """End the line being gathered."""
        parts, closed = self.parts, self.closed
        while len(parts) > 1 and parts[-1].isspace():
            parts.pop()
        linked = bold = 0
        spans: tuple[Span, ...] = ()
        # a link in a list: half of most pages' lines
        if len(parts) == 1 and len(closed) == 1 and not self.open and not closed[0][3]:
            text = self._words(unescape(parts[0]))
            name, hints, href, _, _ = closed[0]
            size = len(text)
            if name == "a":
                linked = size
            elif name in _BOLD:
                bold = size
            spans = (_new(Span, (0, size, name, hints, href)),)
            closed.clear()
        elif closed or self.open:
            text, spans = self._fold()
            for start, end, name, _, _ in spans:
                if name == "a":
                    linked += end - start
                elif name in _BOLD:
                    bold += end - start
            size = len(text)
            linked, bold = min(linked, size), min(bold, size)
        else:
            text = self._words(unescape(parts[0] if len(parts) == 1 else "".join(parts)))
        parts.clear()
        self.ended = -1
        if text:
            place = (len(self.lines), text, self.line_tag, self.box, linked, bold, self.scope, spans, 0, False, -1)
            self.lines.append(_new(Line, place))

    def _fold(self) -> tuple[str, tuple[Span, ...]]:
        """Fold the white space of the parts, and tell where each inline element stands in the result."""
        if len(self.parts) == 1:
            return self._fold_one()
        starts: list[int] = []
        folded: list[str] = []
        length, blank = 0, False
        for part in self.parts:
            part = unescape(part)
            words = self._words(part, begins=not length)
            if not words:
                starts.append(length)
                blank = blank or bool(part)
                continue
            if length and (blank or part[0].isspace()):
                words = " " + words
                starts.append(length + 1)
            else:
                starts.append(length)
            blank = part[-1].isspace()
            folded.append(words)
            length += len(words)
        starts.append(length)
        text = "".join(folded)
        count = len(self.parts)
        raw = [*self.closed, *((tag, hints, href, first, count) for tag, hints, href, first in self.open)]
        self.closed.clear()
        self.open[:] = [(tag, hints, href, 0) for tag, hints, href, _ in self.open]
        spans = []
        for tag, hints, href, first, last in raw:
            start, end = starts[min(first, count)], min(starts[min(last, count)], len(text))
            while start < end and text[start] == " ":
                start += 1
            while end > start and text[end - 1] == " ":
                end -= 1
            if end > start:
                spans.append(_new(Span, (start, end, tag, hints, href)))
        return text, tuple(sorted(spans))

    def _fold_one(self) -> tuple[str, tuple[Span, ...]]:
        """The same for a single part, as links in lists are: every element that holds it covers the line."""
        text = self._words(unescape(self.parts[0]))
        end = len(text)
        spans: list[Span] = [
            _new(Span, (0, end, tag, hints, href)) for tag, hints, href, first, _ in self.closed if not first
        ]
        self.closed.clear()
        if self.open:
            spans += [_new(Span, (0, end, tag, hints, href)) for tag, hints, href, first in self.open if not first]
            self.open[:] = [(tag, hints, href, 0) for tag, hints, href, _ in self.open]
        return text, tuple(sorted(spans) if len(spans) > 1 else spans)

    def _words(self, text: str, *, begins: bool = True) -> str:
        """A text with its white space folded, and without the breaks that wrap its source."""
        words = text.split()
        if len(words) > 1 and "\n" in text:
            text, self.column = unwrapped(text, self.column, begins=begins)
            words = text.split()
        return " ".join(words)

    def _interrupt(self) -> None:
        """Lay the line aside: hidden text inside it becomes a line of its own, and the line goes on behind that."""
        self.waiting.append((self.parts, self.open, self.closed))
        self.parts, self.open, self.closed = [], [], []
        self.ended = -1

    def _resume(self) -> None:
        """Go on with the line that was laid aside."""
        self.parts, self.open, self.closed = self.waiting.pop()
        self.ended = -1

    def _written(self, script: str) -> None:
        """Open or close the hidden box that a script writes around the elements behind it."""
        depth = len(self.around)
        reason = written_box(script)
        if reason:
            self.flush()
            self.scopes.append(HiddenScope(self.scope, reason))
            self.written.append((depth, self.scope))
            self.scope = len(self.scopes) - 1
        elif reason == "" and self.written and self.written[-1][0] == depth:
            self.flush()
            self.scope = self.written.pop()[1]

    def _picture(self, tag: str, visibility: Visibility | None) -> None:
        """Remember an image at its place among the lines."""
        scope = self.scope
        if visibility is None:
            visibility = self.elements.visibility(tag, self.around, self.ground)
            if scope or visibility.reason:
                scope = self._enter_scope(scope, self.ground, "", visibility)[0]
        found = dict(attributes(tag))
        for name in _SOURCES:
            source = found.get(name)
            if source and not source.startswith("data:"):
                picture = (len(self.lines), source.strip(), found.get("alt", ""), self.box, scope)
                self.pictures.append(_new(Picture, picture))
                return

    def _enter_scope(
        self, scope: int, ground: Colour | None, hints: str, visibility: Visibility
    ) -> tuple[int, Colour | None]:
        """The scope and the ground of an element whose style says something of being seen."""
        while scope and self.scopes[scope].reason in INHERITED:
            # boxes without letter size close the gaps between their children, which get a size by their own class
            if self.scopes[scope].reason not in visibility.undoes and not (
                hints and self.scopes[scope].reason == "font-size"
            ):
                break
            scope = self.scopes[scope].parent
        if visibility.reason and not self._already(scope, visibility.reason):
            self.scopes.append(HiddenScope(scope, visibility.reason))
            scope = len(self.scopes) - 1
        return scope, visibility.ground if visibility.painted else ground

    def _already(self, scope: int, reason: str) -> bool:
        """Whether an inherited reason holds here already: a second scope would say no more, and thousands take long."""
        while scope and reason in INHERITED and self.scopes[scope].reason in INHERITED:
            if self.scopes[scope].reason == reason:
                return True
            scope = self.scopes[scope].parent
        return False


def _stands_for_a_character(tag: str, before: str, behind: str) -> bool:
    """Whether an image stands inside a sentence as a character does, between two texts."""
    if _EMOJI.search(tag):
        return True
    if not behind or behind[0].isspace() or before[-1].isspace() or not _SMALL.search(tag):
        return False
    return bool(_CLAUSE.search(before) or _CLAUSE.search(behind))  # else it may part the items of a row


def read_tree(tags: Tags, sheets: Iterable[str] = ()) -> Lines:
    """Number the visible lines of a tree.

    Args:
        tags: the tree's tags.
        sheets: texts of the page's own `<style>` elements.

    >>> from lxml import html
    >>> found = read_tree(Tags(html.fromstring("<div><h1>标题</h1><p>第一段 <a href='/x'>链接</a></p></div>")))
    >>> [(line.tag, line.text, line.linked) for line in found.lines]
    [('h1', '标题', 0), ('p', '第一段 链接', 2)]
    """
    walk = _Walk(Elements(tags, sheets))
    walk.read(tags)
    return Lines(tuple(walk.lines), tuple(walk.boxes), tuple(walk.scopes), tuple(walk.pictures))
