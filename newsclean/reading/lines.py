"""From a parsed tree to lines, in one flat pass.

The walk meets each tag once, in document order, with its own stack: nothing recurses with the page's depth. What an
ancestor says (box, scope, heading, link) is worked out once, when the ancestor opens; what a tag says by itself, once
for all tags that read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from ..page import Box, HiddenScope, Line, Picture, Span
from ..text import lazy_re as re
from .elements import BLOCK, HEADINGS, INLINE_ELEMENT, NOTHING, READING, UNSEEN_ELEMENT, Elements, Tag, image
from .style_sheets import SMALL_SCRIPT, written_box
from .tags import SLASH, Tags, unescape
from .visibility import INHERITED, NOTHING_SAID, PAINTED, Colour, Visibility
from .wraps import LONG_TEXT, blanks_folded, unwrapped

_BOLD = frozenset(("b", "strong"))
_SPANS = frozenset(("a", "b", "strong", "em", "i", "time", "code"))  # inline elements remembered without a class too
_MAX_OPEN = 24  # inline elements open at once that are remembered as spans; deeper ones are malformed or hostile
# An image that stands for a character: by its name, or by a size of at most 40 px
_EMOJI = re.compile(
    r"emoji|emotic|emotion|smil(?:ey|ie)|qqface|/faces?/|biaoqing|表情|\balt=\"\[[^\"\]]{1,8}\]\"", re.IGNORECASE
)
_SMALL = re.compile(r"\b(?:width|height)\s?[=:][\s\"]*(?:[1-3]?\d|40)(?:px)?[\s\";]", re.IGNORECASE)
_GIF = re.compile(r"\bsrc=\"[^\"]{1,200}\.gif\"", re.IGNORECASE)  # within a sentence a smiley
_CLAUSE = re.compile("[，。；：、！？]")
# What closing an element inside a line ends: a hidden stretch, a span, a word's reading, or nothing
_ENDS_STRETCH, _ENDS_SPAN, _ENDS_READING, _ENDS_NOTHING, _ENDS_UNMARKED = range(5)
_new = tuple.__new__  # a third of the cost of calling a NamedTuple; lines, boxes and spans are made by the hundred


class Lines(NamedTuple):
    """What the walk finds."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    scopes: tuple[HiddenScope, ...]
    pictures: tuple[Picture, ...]


class _Place(NamedTuple):
    """What holds at a place of the walk."""

    box: int
    scope: int
    line_tag: str  # the tag that lines carry
    ground: Colour | None  # the colour under the text; None: the page does not say it
    tag: bytes  # of the innermost box


class _Open(NamedTuple):
    """An element inside a line that is open."""

    ends: int  # what closing it ends
    first: int  # of the parts, the first one that stands in it
    lines: int  # before it
    outer: _Place  # what holds outside of it
    tag: bytes


class _Walk:
    """The lines found so far and the one being gathered."""

    def __init__(self, elements: Elements) -> None:
        self.lines: list[Line] = []
        self.boxes: list[Box] = [Box(0, "", "")]
        self.scopes: list[HiddenScope] = [HiddenScope(0, "")]
        self.pictures: list[Picture] = []
        self.elements = elements
        self.counts = elements.counts
        self.parts: list[str] = []
        self.open: list[tuple[str, str, str, int]] = []  # inline elements: tag, hints, target, index into parts
        self.closed: list[tuple[str, str, str, int, int]] = []
        self.written: list[tuple[int, int]] = []  # boxes that scripts have opened: elements open there, scope outside
        self.waiting: list[tuple[Any, Any, Any]] = []  # lines that go on behind a hidden element inside them
        self.ended = self.unmarked = -1  # where the last inline element ended, and where it began if not remembered
        self.column = 0  # at which the page's source is wrapped
        self.stack: list[_Place | _Open] = []  # for each open element what holds outside of it, or what closing it ends

    def read(self, tags: Tags) -> None:
        """Gather the lines of all elements."""
        said, parts, stack = self.elements.said, self.parts, self.stack
        place = _Place(0, 0, "", None, b"")
        rest = zip(tags.written, tags.texts, chain(islice(tags.written, 1, None), (b" ",)), strict=True)
        for tag, text, following in rest:
            if tag[0] == SLASH:
                outer = stack.pop()
                if isinstance(outer, _Place):
                    if parts:
                        self.flush(place)
                    place = outer
                else:
                    place = self._end_inline(outer, place)
            else:
                found = said[tag]
                kind = found[0]
                if kind == BLOCK:
                    if parts:
                        self.flush(place)
                    stack.append(place)
                    place = self._in_block(found, tag, place)
                elif kind == INLINE_ELEMENT and following[0] == SLASH and self._is_plain(found, place):
                    self._read_leaf(found, text, place)
                    _, text, _ = next(rest)  # its end
                elif kind <= READING:
                    place = self._open_inline(found, tag, place)
                elif kind != NOTHING:
                    text, place = self._part(found, tag, text, rest, place)
            if text and (parts or not text.isspace()):
                shown = text.decode()
                if parts or not shown.isspace():
                    parts.append(shown)
        self.flush(place)

    def _in_block(self, said: Tag, tag: bytes, place: _Place) -> _Place:
        """What holds in a box of lines that begins."""
        _, name, hints, _, visibility, _ = said
        outer, scope, line_tag, ground, _ = place
        if visibility is PAINTED and not scope:
            ground = None
        elif visibility is not NOTHING_SAID:
            scope, ground = self._look(said, tag, place)
        if self.counts and tag in self.counts:
            hints = f"{hints} {self.counts[tag]}".strip()
        boxes = self.boxes
        box = len(boxes)
        boxes.append(_new(Box, (outer, name, hints)))
        return _new(_Place, (box, scope, line_tag if line_tag in HEADINGS else name, ground, tag))

    @staticmethod
    def _is_plain(said: Tag, place: _Place) -> bool:
        """Whether an element inside a line is seen as what stands around it."""
        visibility = said[4]
        return visibility is NOTHING_SAID or (visibility is PAINTED and not place[1] and not place[3])

    def _read_leaf(self, said: Tag, text: bytes, place: _Place) -> None:
        """Read an element inside a line that holds nothing but text."""
        parts = self.parts
        here = len(parts)
        span = self._meets(said, here, place) and len(self.open) < _MAX_OPEN
        if text:
            shown = text.decode()
            if here or not shown.isspace():
                parts.append(shown)
                if span:
                    self.closed.append((said[1], said[2], said[3], here, here + 1))
        self.ended, self.unmarked = len(parts), -1 if span else here

    def _meets(self, said: Tag, here: int, place: _Place) -> bool:
        """Whether an element inside a line is remembered, for what it says or because it meets another."""
        if here and self.ended == here:  # without white space between them: both are remembered
            if self.unmarked >= 0:
                self.closed.append(("", "", "", self.unmarked, here))
                self.unmarked = -1
            return True
        return bool(said[2] or said[1] in _SPANS or place[2] in HEADINGS)

    def _open_inline(self, said: Tag, tag: bytes, place: _Place) -> _Place:
        """An element inside a line begins: a span, or a hidden stretch, which becomes a line of its own."""
        kind, name, hints, href, _, _ = said
        here = len(self.parts)
        inner = place
        if not self._is_plain(said, place):
            scope, ground = self._look(said, tag, place)
            if scope != place.scope or ground is not place.ground:
                inner = place._replace(scope=scope, ground=ground)
            if scope != place.scope:
                self.stack.append(_Open(_ENDS_STRETCH, here, 0, place, tag))
                self._interrupt()
                return inner
        span = self._meets(said, here, place)
        if kind == READING and any(outer.startswith(b"ruby") for outer in islice(self._around(place), 3)):
            self.stack.append(_Open(_ENDS_READING, here, len(self.lines), place, tag))
            return inner
        if span and len(self.open) < _MAX_OPEN:
            self.open.append((name, hints, href, here))
            ends = _ENDS_SPAN
        else:
            ends = _ENDS_UNMARKED if inner is place else _ENDS_NOTHING
        self.stack.append(_new(_Open, (ends, here, 0, place, tag)))
        return inner

    def _around(self, place: _Place) -> Iterator[bytes]:
        """The tags of all open elements, the innermost first."""
        tag = place.tag
        for outer in reversed(self.stack):
            if isinstance(outer, _Place):
                yield tag
                tag = outer.tag
            else:
                yield outer.tag

    def _end_inline(self, opened: _Open, place: _Place) -> _Place:
        """An element inside a line ends; what holds behind it."""
        ends, first, lines, outer, _ = opened
        if ends == _ENDS_SPAN:
            name, hints, href, first = self.open.pop()
            if len(self.parts) > first:
                self.closed.append((name, hints, href, first, len(self.parts)))
            self.ended, self.unmarked = len(self.parts), -1
        elif ends == _ENDS_UNMARKED:  # remembered only where it meets another
            self.ended, self.unmarked = len(self.parts), first
        elif ends == _ENDS_STRETCH:
            if self.parts:
                self.flush(place)
            self._resume()
        elif ends == _ENDS_READING and lines == len(self.lines):
            # a word's reading is no part of the line, unless it holds lines itself
            del self.parts[first:]
            while self.closed and self.closed[-1][3] >= first:
                self.closed.pop()
        return outer

    def _look(self, said: Tag, tag: bytes, place: _Place) -> tuple[int, Colour | None]:
        """Scope and ground in an element that begins, by what it says of being seen."""
        visibility = said.visibility
        if visibility is PAINTED and not place.scope:
            return 0, None
        if visibility is None:
            visibility = self.elements.visibility(tag, self._around(place), place.ground)
            if visibility is NOTHING_SAID:
                return place.scope, place.ground
        return self._enter_scope(place.scope, place.ground, said.hints, visibility)

    def _part(
        self, said: Tag, tag: bytes, text: bytes, rest: Iterator[tuple[bytes, bytes, bytes]], place: _Place
    ) -> tuple[bytes, _Place]:
        """A border between lines, or an element that shows nothing: the text behind it, and what holds there."""
        if said.kind == UNSEEN_ELEMENT:
            return self._pass_over(said.name, text, rest, place) if tag[-1] != SLASH else (text, place)
        image = said.name == "img"
        if self.parts and not (image and _stands_for_a_character(tag.decode(), self.parts[-1], text.decode())):
            self.flush(place)
        if image:
            self._picture(said, tag, place)
        return text, place

    def _pass_over(
        self, name: str, text: bytes, rest: Iterator[tuple[bytes, bytes, bytes]], place: _Place
    ) -> tuple[bytes, _Place]:
        """Pass over an element that shows nothing, and what it holds; the text behind it."""
        if name == "script" and b"document.write" in text:
            place = self._written(text.decode(), place)
        open_inside = 1
        for tag, behind, _ in rest:
            if tag[0] == SLASH:
                open_inside -= 1
                if not open_inside:
                    return behind, place
            elif tag[-1] != SLASH:
                open_inside += 1
        return b"", place

    def flush(self, place: _Place) -> None:
        """End the line being gathered."""
        parts, closed = self.parts, self.closed
        while len(parts) > 1 and parts[-1].isspace():
            parts.pop()
        linked = bold = 0
        spans: tuple[Span, ...] = ()
        # a link in a list: half of most pages' lines
        if len(parts) == 1 and len(closed) == 1 and not self.open and not closed[0][3]:
            text = self._words(unescape(parts[0]) if "&" in parts[0] else parts[0])
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
            text = parts[0] if len(parts) == 1 else "".join(parts)
            text = self._words(unescape(text) if "&" in text else text)
        parts.clear()
        self.ended = -1
        if text:
            box, scope, line_tag, _, _ = place
            line = (len(self.lines), text, line_tag, box, linked, bold, scope, spans, 0, False, -1)
            self.lines.append(_new(Line, line))

    def _fold(self) -> tuple[str, tuple[Span, ...]]:
        """Fold the white space of the parts, and tell where each inline element stands in the result."""
        if len(self.parts) == 1:
            return self._fold_one()
        starts: list[int] = []
        folded: list[str] = []
        length, blank = 0, False
        for part in self.parts:
            part = unescape(part) if "&" in part else part
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
        if "\n" in text and len(text.split(None, 1)) > 1:
            text, self.column = unwrapped(text, self.column, begins=begins)
        return " ".join(text.split()) if len(text) < LONG_TEXT else blanks_folded(text)

    def _interrupt(self) -> None:
        """Lay the line aside: hidden text inside it becomes a line of its own, and the line goes on behind that."""
        self.waiting.append((self.parts[:], self.open, self.closed))
        self.parts.clear()
        self.open, self.closed = [], []
        self.ended = -1

    def _resume(self) -> None:
        """Go on with the line that was laid aside."""
        self.parts[:], self.open, self.closed = self.waiting.pop()
        self.ended = -1

    def _written(self, script: str, place: _Place) -> _Place:
        """Open or close the hidden box that a script writes around the elements behind it."""
        depth = len(self.stack)
        reason = written_box(unescape(script)) if len(script) < SMALL_SCRIPT else None
        if reason:
            self.flush(place)
            self.scopes.append(HiddenScope(place.scope, reason))
            self.written.append((depth, place.scope))
            return place._replace(scope=len(self.scopes) - 1)
        if reason == "" and self.written and self.written[-1][0] == depth:
            self.flush(place)
            return place._replace(scope=self.written.pop()[1])
        return place

    def _picture(self, said: Tag, tag: bytes, place: _Place) -> None:
        """Remember an image at its place among the lines."""
        source, alt = image(tag)
        scope = place.scope
        if said.visibility is None:
            visibility = self.elements.visibility(tag, self._around(place), place.ground)
            if scope or visibility.reason:
                scope = self._enter_scope(scope, place.ground, "", visibility)[0]
        if source:
            self.pictures.append(_new(Picture, (len(self.lines), source, alt, place.box, scope)))

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
    if not behind or behind[0].isspace() or before[-1].isspace():
        return False
    if not _SMALL.search(tag) and not (_GIF.search(tag) and before[-1].isalnum()):
        return False
    return bool(_CLAUSE.search(before) or _CLAUSE.search(behind))  # else it may part the items of a row


def read_tree(tags: Tags, elements: Elements | None = None) -> Lines:
    """Number the visible lines of a tree.

    Args:
        tags: the tree's tags.
        elements: what they say, where the page's own style sheets and scripts were read with them.

    >>> from lxml import html
    >>> found = read_tree(Tags(html.fromstring("<div><h1>标题</h1><p>第一段 <a href='/x'>链接</a></p></div>")))
    >>> [(line.tag, line.text, line.linked) for line in found.lines]
    [('h1', '标题', 0), ('p', '第一段 链接', 2)]
    """
    walk = _Walk(elements or Elements(tags))
    walk.read(tags)
    return Lines(tuple(walk.lines), tuple(walk.boxes), tuple(walk.scopes), tuple(walk.pictures))
