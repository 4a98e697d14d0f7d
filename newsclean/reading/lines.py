"""From a parsed tree to lines, in one flat pass.

The walk meets each tag once, in document order, with its own stack: nothing recurses with the page's depth. What an
ancestor says (box, scope, heading, link) is worked out once, when the ancestor opens; what a tag says by itself, once
for all tags that read alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ..page import Box, HiddenScope, Line, Picture, Span
from .elements import BLOCK, BORDER, HEADINGS, UNSEEN_ELEMENT, Elements
from .style_sheets import SMALL_SCRIPT, written_box
from .tags import Tags, attributes, unescape
from .visibility import INHERITED, NOTHING_SAID, PAINTED, Colour, Visibility

_HIDES = frozenset(("hidden", "aria-hidden", "color", "bgcolor", "style"))  # without one, no image is hidden by itself
_BOLD = frozenset(("b", "strong"))
_SPANS = frozenset(("a", "b", "strong", "time"))  # inline elements that are remembered without a class too
_MAX_OPEN = 24  # inline elements open at once that are remembered as spans; deeper ones are malformed or hostile
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-url", "src")
# What closing an element ends: its box and line, a hidden stretch inside a line, a span, or nothing
_ENDS_BOX, _ENDS_STRETCH, _ENDS_SPAN, _ENDS_NOTHING = range(4)
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

    def read(self, tags: Tags) -> None:
        """Gather the lines of all elements.

        This loop runs once for each tag and takes most of the walk's time. So the state of the innermost open element
        stands in local names, and what is common is written out rather than called.
        """
        parts, opened, closed, around, boxes = self.parts, self.open, self.closed, self.around, self.boxes
        flush, said, visibility_of = self.flush, self.elements.tags, self.elements.visibility
        stack: list[Any] = []  # what closing each open element ends: whether a span; for boxes, the state around too
        box = scope = 0
        line_tag = ""  # tag that lines here carry
        ground: Colour | None = None  # colour under the text, where the page says it
        rest = iter(tags)
        for tag, text in rest:
            if tag[0] == "/":
                around.pop()
                state = stack.pop()
                if state is True:
                    inline, hints, href, first = opened.pop()
                    if len(parts) > first:
                        closed.append((inline, hints, href, first, len(parts)))
                elif state:
                    ends, outer_box, outer_veil, outer_tag, ground = state
                    if ends <= _ENDS_STRETCH:
                        if parts:
                            flush(line_tag, box, scope)
                        if ends == _ENDS_STRETCH:
                            self._resume()
                            parts, opened, closed = self.parts, self.open, self.closed
                    elif ends == _ENDS_SPAN:
                        inline, hints, href, first = opened.pop()
                        if len(parts) > first:
                            closed.append((inline, hints, href, first, len(parts)))
                    box, scope, line_tag = outer_box, outer_veil, outer_tag
            else:
                kind, name, hints, href, visibility, _ = said[tag]
                if kind <= BLOCK:
                    outer, before = scope, ground
                    if visibility is PAINTED and not scope:
                        ground = None
                    elif visibility is not NOTHING_SAID:
                        if visibility is None:
                            visibility = visibility_of(tag, around, ground)
                        scope, ground = self._enter_scope(scope, ground, hints, visibility)
                    around.append(tag)
                    if kind == BLOCK:
                        if parts:
                            flush(line_tag, box, outer)
                        stack.append((_ENDS_BOX, box, outer, line_tag, before))
                        boxes.append(_new(Box, (box, name, hints)))
                        box = len(boxes) - 1
                        if line_tag not in HEADINGS:
                            line_tag = name
                    elif scope == outer:
                        span = bool(hints or name in _SPANS or line_tag in HEADINGS) and len(opened) < _MAX_OPEN
                        if span:
                            opened.append((name, hints, href, len(parts)))
                        if ground is before:
                            stack.append(span)
                        else:
                            stack.append((_ENDS_SPAN if span else _ENDS_NOTHING, box, outer, line_tag, before))
                    else:
                        stack.append((_ENDS_STRETCH, box, outer, line_tag, before))
                        self._interrupt()
                        parts, opened, closed = self.parts, self.open, self.closed
                elif kind == BORDER:
                    if parts:
                        flush(line_tag, box, scope)
                    if name == "img":
                        self._picture(tag, box, scope, ground)
                elif kind == UNSEEN_ELEMENT and tag[-1] != "/":
                    if name == "script" and "document.write" in text and len(text) < SMALL_SCRIPT:
                        scope = self._written(unescape(text), line_tag, box, scope)
                    open_inside = 1
                    for tag, text in rest:  # noqa: B007  what it holds is passed over; behind it stands the text
                        if tag[0] == "/":
                            open_inside -= 1
                            if not open_inside:
                                break
                        elif tag[-1] != "/":
                            open_inside += 1
            if text and (parts or not text.isspace()):
                parts.append(text)
        flush(line_tag, box, scope)

    def flush(self, tag: str, box: int, scope: int) -> None:
        """End the line being gathered."""
        parts, closed = self.parts, self.closed
        while len(parts) > 1 and parts[-1].isspace():
            parts.pop()
        linked = bold = 0
        spans: tuple[Span, ...] = ()
        if len(parts) == 1 and len(closed) == 1 and not self.open:  # a link in a list: half of most pages' lines
            text = " ".join(unescape(parts[0]).split())
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
            text = " ".join(unescape(parts[0] if len(parts) == 1 else "".join(parts)).split())
        parts.clear()
        if text:
            self.lines.append(_new(Line, (len(self.lines), text, tag, box, linked, bold, scope, spans, 0, False)))

    def _fold(self) -> tuple[str, tuple[Span, ...]]:
        """Fold the white space of the parts, and tell where each inline element stands in the result."""
        if len(self.parts) == 1:
            return self._fold_one()
        starts: list[int] = []
        folded: list[str] = []
        length, blank = 0, False
        for part in self.parts:
            part = unescape(part)
            words = " ".join(part.split())
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
        text = " ".join(unescape(self.parts[0]).split())
        end = len(text)
        spans: list[Span] = [
            _new(Span, (0, end, tag, hints, href)) for tag, hints, href, first, _ in self.closed if not first
        ]
        self.closed.clear()
        if self.open:
            spans += [_new(Span, (0, end, tag, hints, href)) for tag, hints, href, first in self.open if not first]
            self.open[:] = [(tag, hints, href, 0) for tag, hints, href, _ in self.open]
        return text, tuple(sorted(spans) if len(spans) > 1 else spans)

    def _interrupt(self) -> None:
        """Lay the line aside: hidden text inside it becomes a line of its own, and the line goes on behind that."""
        self.waiting.append((self.parts, self.open, self.closed))
        self.parts, self.open, self.closed = [], [], []

    def _resume(self) -> None:
        """Go on with the line that was laid aside."""
        self.parts, self.open, self.closed = self.waiting.pop()

    def _written(self, script: str, line_tag: str, box: int, scope: int) -> int:
        """Open or close the hidden box that a script writes around the elements behind it; the scope from there on."""
        depth = len(self.around)
        reason = written_box(script)
        if reason:
            self.flush(line_tag, box, scope)
            self.scopes.append(HiddenScope(scope, reason))
            self.written.append((depth, scope))
            return len(self.scopes) - 1
        if reason == "" and self.written and self.written[-1][0] == depth:
            self.flush(line_tag, box, scope)
            return self.written.pop()[1]
        return scope

    def _picture(self, tag: str, box: int, scope: int, ground: Colour | None) -> None:
        """Remember an image at its place among the lines."""
        found = dict(attributes(tag))
        if scope or self.elements.hides_by_name or not _HIDES.isdisjoint(found):
            visibility = self.elements.tags[tag].visibility
            if visibility is None:
                visibility = self.elements.visibility(tag, self.around, ground)
            if visibility is not NOTHING_SAID and (scope or visibility.reason):
                scope = self._enter_scope(scope, ground, "", visibility)[0]
        for name in _SOURCES:
            source = found.get(name)
            if source and not source.startswith("data:"):
                picture = (len(self.lines), source.strip(), found.get("alt", ""), box, scope)
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
