"""From a parsed tree to lines, in one flat pass.

The walk visits each node once, in document order, with its own stack: nothing recurses with the page's depth. What an
ancestor says (box, veil, heading, link) is worked out once, when the ancestor opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from .hiding import INHERITED, NOTHING_SAID, PAINTED, Colour, Sight, declarations, sight, small
from .page import Box, Line, Picture, Span, Veil
from .sheets import SMALL_SCRIPT, Sheet, hiding_scripts, names_used, written_box

_INLINE = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span
strike strong sub sup time tt u var wbr
"""
# `marquee`, `center` and the like are blocks that browsers show; these are not shown as text of the page
_UNSEEN = """
script style noscript template head svg math object embed iframe frame textarea select option datalist canvas audio
applet map noframes noembed
"""
_BLOCKS = """
address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html img input legend li main marquee menu nav ol p picture
pre progress section source summary table tbody td tfoot th thead title tr track ul video
"""
INLINE = frozenset(_INLINE.split())
UNSEEN = frozenset(_UNSEEN.split())
KNOWN_BLOCKS = frozenset(_BLOCKS.split())
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HINTS = frozenset(("class", "id", "itemprop", "rel", "role", "name", "property"))
_SEEN_BY = frozenset(("hidden", "aria-hidden", "width", "height", "color", "bgcolor"))
_HIDES = frozenset(("hidden", "aria-hidden", "color", "bgcolor", "style"))  # without one, no image is hidden by itself
_SIZES = frozenset(("width", "height"))  # alone they hide nothing but a marquee
_SHUT = frozenset(("title", "dialog"))  # browsers show a dialog when it is opened, a <title> outside the head never
_CHILDLESS = frozenset(("br", "hr", "img", "input", "script", "style", "link", "meta"))
_BOLD = frozenset(("b", "strong"))
_SPANS = frozenset(("a", "b", "strong", "time"))  # inline elements that are remembered without a class too
_MAX_OPEN = 24  # inline elements open at once that are remembered as spans; deeper ones are malformed or hostile
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-url", "src")


# How the walk takes an element: as part of a line, as a box of lines, as a mere place, or not at all with what it holds
_INLINE_ELEMENT, _BLOCK, _LEAF, _UNSEEN_ELEMENT, _NOTHING = range(5)
_KINDS = {
    **dict.fromkeys(INLINE, _INLINE_ELEMENT),
    **dict.fromkeys(KNOWN_BLOCKS, _BLOCK),
    **dict.fromkeys(UNSEEN, _UNSEEN_ELEMENT),
    **dict.fromkeys(_CHILDLESS, _LEAF),
    "": _NOTHING,
}
_new = tuple.__new__  # a third of the cost of calling a NamedTuple; lines, boxes and spans are made by the hundred


class Lines(NamedTuple):
    """What the walk finds."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    veils: tuple[Veil, ...]
    pictures: tuple[Picture, ...]


class _End:
    """What the walk meets behind the last element, so that it leaves all that are open."""

    tag = ""

    @staticmethod
    def getparent() -> None:
        """No element is around it."""


class _Walk:
    """The lines found so far and the one being gathered."""

    def __init__(self, sheet: Sheet) -> None:
        self.lines: list[Line] = []
        self.boxes: list[Box] = [Box(0, "", "")]
        self.veils: list[Veil] = [Veil(0, "")]
        self.pictures: list[Picture] = []
        self.sheet = sheet
        self.styles: dict[tuple[str, Colour | None], Sight] = {}
        self.parts: list[str] = []
        self.open: list[tuple[str, str, str, int]] = []  # inline elements: tag, hints, target, index into parts
        self.closed: list[tuple[str, str, str, int, int]] = []
        self.written: list[tuple[int, int]] = []  # boxes that scripts have opened: depth of the stack, veil outside
        self.waiting: list[tuple[Any, Any, Any]] = []  # lines that go on behind a hidden element inside them
        self.classes = frozenset(name[1:] for name in sheet.index if name[0] == ".")
        self.ids = frozenset(name[1:] for name in sheet.index if name[0] == "#")

    def attributes(
        self, element: Any, tag: str, items: Sequence[tuple[str, str]], ground: Colour | None
    ) -> tuple[str, str, Sight]:
        """Hints, link target and what is said of being seen, read from the element's attributes in one go."""
        hints = href = style = ""
        extra: dict[str, str] = {}
        names: list[str] = []
        if len(items) == 1 and items[0][0] == "class" and tag not in _SHUT:  # half of all elements
            hints = items[0][1]
            if not self.classes or self.classes.isdisjoint(hints.split()):
                return hints.strip().lower()[:200], "", PAINTED
            hints = ""
        for name, value in items:
            if name in _HINTS:
                hints += " " + value
                if self.classes and name == "class":
                    names += ["." + word for word in value.split() if word in self.classes]
                elif self.ids and name == "id":
                    names += ["#" + word for word in value.split() if word in self.ids]
            elif name == "href":
                href = value
            elif name == "style":
                style = value
                if "center" in value and "text-align" in value:
                    hints += " centred"
            elif name in _SEEN_BY:
                extra[name] = value.strip().lower()
            elif name == "align" and value.lower() == "center":
                hints += " centred"
            elif name == "datetime":
                hints += " datetime=" + value
        if extra and tag != "marquee" and _SIZES.issuperset(extra):
            extra.clear()
        seen = self.sight(element, tag, style, extra, names, ground) if style or extra or names else NOTHING_SAID
        if tag in _SHUT and not seen.reason and "open" not in element.attrib:
            seen = seen._replace(reason="display")
        if hints:
            hints = hints.strip().lower()[:200]
            if seen.ground is None and not seen.painted:
                # a style sheet that we do not see may paint it
                seen = PAINTED if seen is NOTHING_SAID else seen._replace(painted=True)
        return hints, href, seen

    def sight(
        self, element: Any, tag: str, style: str, extra: dict[str, str], names: list[str], ground: Colour | None
    ) -> Sight:
        """What style, style sheets and old attributes together say of being seen."""
        key = (style, ground)
        if not extra and not names and key in self.styles:
            return self.styles[key]
        said: dict[str, str] = {}
        hidden = "hidden" in extra and extra["hidden"] != "until-found"
        if names:
            words = [f".{word}" for word in (element.get("class") or "").split()]
            said.update(self.sheet.style(element, tag, [*words, f"#{element.get('id')}"]))
        for name, property in (("bgcolor", "background-color"), ("color", "color")):
            if name in extra:
                said[property] = extra[name]
        own = declarations(style)
        said.update(own)
        found = sight(said, ground)
        if not found.reason:
            reason = "hidden" if hidden and own.get("display", "none") == "none" else _no_size(tag, said, extra)
            found = found._replace(reason=reason)
        if not extra and not names:
            self.styles[key] = found
        return found

    def flush(self, tag: str, box: int, veil: int) -> None:
        """End the line being gathered."""
        parts, closed = self.parts, self.closed
        spans: tuple[Span, ...] = ()
        if len(parts) == 1 and len(closed) == 1 and not self.open:  # a link in a list: half of most pages' lines
            text = " ".join(parts[0].split())
            name, hints, href, _, _ = closed[0]
            size = len(text)
            linked = size if name == "a" else 0
            bold = size if name in _BOLD else 0
            spans = (_new(Span, (0, size, name, hints, href)),)
            closed.clear()
        elif closed or self.open:
            text, spans = self._fold()
            linked = bold = 0
            for start, end, name, _, _ in spans:
                if name == "a":
                    linked += end - start
                elif name in _BOLD:
                    bold += end - start
            size = len(text)
            linked, bold = min(linked, size), min(bold, size)
        else:
            text = " ".join((parts[0] if len(parts) == 1 else "".join(parts)).split())
            linked = bold = 0
        parts.clear()
        if text:
            self.lines.append(_new(Line, (len(self.lines), text, tag, box, linked, bold, veil, spans, 0, False)))

    def _fold(self) -> tuple[str, tuple[Span, ...]]:
        """Fold the white space of the parts, and tell where each inline element stands in the result."""
        if len(self.parts) == 1:
            return self._fold_one()
        starts: list[int] = []
        folded: list[str] = []
        length, blank = 0, False
        for part in self.parts:
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
        raw = [*self.closed, *((tag, hints, href, first, len(self.parts)) for tag, hints, href, first in self.open)]
        self.closed.clear()
        self.open[:] = [(tag, hints, href, 0) for tag, hints, href, _ in self.open]
        spans = []
        for tag, hints, href, first, last in raw:
            start, end = starts[first], min(starts[last], len(text))
            while start < end and text[start] == " ":
                start += 1
            while end > start and text[end - 1] == " ":
                end -= 1
            if end > start:
                spans.append(_new(Span, (start, end, tag, hints, href)))
        return text, tuple(sorted(spans))

    def _fold_one(self) -> tuple[str, tuple[Span, ...]]:
        """The same for a single part, as links in lists are: every element that holds it covers the line."""
        text = " ".join(self.parts[0].split())
        end = len(text)
        spans: list[Span] = [
            _new(Span, (0, end, tag, hints, href)) for tag, hints, href, first, _ in self.closed if not first
        ]
        self.closed.clear()
        if self.open:
            spans += [_new(Span, (0, end, tag, hints, href)) for tag, hints, href, first in self.open if not first]
            self.open[:] = [(tag, hints, href, 0) for tag, hints, href, _ in self.open]
        return text, tuple(sorted(spans) if len(spans) > 1 else spans)

    def read(self, root: Any) -> None:
        """Gather the lines of all elements.

        This loop runs once for each element and takes most of the walk's time. So the state of the innermost open
        element stands in local names, what is common is written out rather than called, and an element is left in the
        same place where the next one is met.
        """
        parts, opened, closed = self.parts, self.open, self.closed
        kinds, leaf, attributes, flush = _KINDS, self._leaf, self.attributes, self.flush
        stack: list[Any] = []  # the state around each open element
        inner: Any = None  # the innermost open element
        box = veil = 0
        line_tag = ""  # tag that lines here carry
        block = True
        spans = 0  # how many inline spans were open outside; -1 for a hidden element inside a line
        ground: Colour | None = None  # colour under the text, where the page says it
        elements = chain(root.iter(), (_End,))
        for element in elements:
            if stack:
                parent = element.getparent()
                while inner is not parent:
                    if not block:
                        while len(opened) > spans:
                            tag, hints, href, first = opened.pop()
                            if len(parts) > first:
                                closed.append((tag, hints, href, first, len(parts)))
                    else:
                        if parts:
                            flush(line_tag, box, veil)
                        if spans < 0:
                            self._resume()
                            parts, opened, closed = self.parts, self.open, self.closed
                    if len(stack) > 1:  # what stands behind the root is none of its text
                        text = inner.tail
                        if text and (parts or not text.isspace()):
                            parts.append(text)
                    inner, box, veil, line_tag, block, spans, ground = stack.pop()
            tag = element.tag
            kind = kinds.get(tag)
            if kind is None:
                kind = _kind(element, tag)
            elif kind == _LEAF and len(element):
                kind = _UNSEEN_ELEMENT if tag in UNSEEN else _BLOCK
            if kind > _BLOCK:
                if kind == _LEAF:
                    veil = leaf(element, tag, len(stack), line_tag, box, veil, ground)
                elif kind == _UNSEEN_ELEMENT:  # what it holds is passed over without a look
                    held = sum(1 for _ in element.iter()) - 1
                    if held:
                        next(islice(elements, held - 1, None))
                if stack:
                    text = element.tail
                    if text and (parts or not text.isspace()):
                        parts.append(text)
                continue
            state = (inner, box, veil, line_tag, block, spans, ground)
            items = element.items()
            hints = href = ""
            around = veil
            if items or tag in _SHUT:
                hints, href, sight = attributes(element, tag, items, ground)
                if sight is PAINTED and not veil:
                    ground = None
                elif sight is not NOTHING_SAID:
                    veil, ground = self._veil(veil, ground, hints, sight)
            stack.append(state)
            inner = element
            spans = len(opened)
            if kind == _BLOCK:
                if parts:
                    flush(line_tag, box, around)
                self.boxes.append(_new(Box, (box, tag, hints)))
                box = len(self.boxes) - 1
                if line_tag not in HEADINGS:
                    line_tag = tag
                block = True
            elif veil == around:
                if (hints or tag in _SPANS or line_tag in HEADINGS) and spans < _MAX_OPEN:
                    opened.append((tag, hints, href, len(parts)))
                block = False
            else:
                self._interrupt()
                parts, opened, closed = self.parts, self.open, self.closed
                block = True
                spans = -1
            text = element.text
            if text and (parts or not text.isspace()):
                parts.append(text)
        flush(line_tag, box, veil)

    def _interrupt(self) -> None:
        """Lay the line aside: hidden text inside it becomes a line of its own, and the line goes on behind that."""
        self.waiting.append((self.parts, self.open, self.closed))
        self.parts, self.open, self.closed = [], [], []

    def _resume(self) -> None:
        """Go on with the line that was laid aside."""
        self.parts, self.open, self.closed = self.waiting.pop()

    def _leaf(
        self, element: Any, tag: str, depth: int, line_tag: str, box: int, veil: int, ground: Colour | None
    ) -> int:
        """Read an element that has no text of its own to show: a line break, an image, a script. Only its place counts.

        Returns the veil of what follows: a script may open or close a hidden box.
        """
        if tag == "script":
            text = element.text
            if text and len(text) < SMALL_SCRIPT and "document.write" in text:
                return self._written(text, depth, line_tag, box, veil)
        elif tag != "style":
            if self.parts:
                self.flush(line_tag, box, veil)
            if tag == "img":
                self._picture(element, box, veil, ground)
        return veil

    def _written(self, script: str, depth: int, line_tag: str, box: int, veil: int) -> int:
        """Open or close the hidden box that a script writes around the elements behind it."""
        reason = written_box(script)
        if reason:
            self.flush(line_tag, box, veil)
            self.veils.append(Veil(veil, reason))
            self.written.append((depth, veil))
            return len(self.veils) - 1
        if reason == "" and self.written and self.written[-1][0] == depth:
            self.flush(line_tag, box, veil)
            return self.written.pop()[1]
        return veil

    def _picture(self, element: Any, box: int, veil: int, ground: Colour | None) -> None:
        """Remember an image at its place among the lines."""
        items = element.items()
        found = dict(items)
        if veil or self.classes or self.ids or not _HIDES.isdisjoint(found):
            sight = self.attributes(element, "img", items, ground)[2]
            if sight is not NOTHING_SAID and (veil or sight.reason):
                veil = self._veil(veil, ground, "", sight)[0]
        for name in _SOURCES:
            source = found.get(name)
            if source and not source.startswith("data:"):
                picture = (len(self.lines), source.strip(), found.get("alt", ""), box, veil)
                self.pictures.append(_new(Picture, picture))
                return

    def _veil(self, veil: int, ground: Colour | None, hints: str, sight: Sight) -> tuple[int, Colour | None]:
        """The veil and the ground of an element whose style says something of being seen."""
        while veil and self.veils[veil].reason in INHERITED:
            # boxes without letter size close the gaps between their children, which get a size by their own class
            if self.veils[veil].reason not in sight.undoes and not (hints and self.veils[veil].reason == "font-size"):
                break
            veil = self.veils[veil].parent
        if sight.reason and not self._already(veil, sight.reason):
            self.veils.append(Veil(veil, sight.reason))
            veil = len(self.veils) - 1
        return veil, sight.ground if sight.painted else ground

    def _already(self, veil: int, reason: str) -> bool:
        """Whether an inherited reason holds here already: a second veil would say no more, and thousands take long."""
        while veil and reason in INHERITED and self.veils[veil].reason in INHERITED:
            if self.veils[veil].reason == reason:
                return True
            veil = self.veils[veil].parent
        return False


def _kind(element: Any, tag: Any) -> int:
    """How the walk takes an element that HTML does not know."""
    if not isinstance(tag, str):
        return _NOTHING
    return _INLINE_ELEMENT if "-" not in tag and not element.text and not len(element) else _BLOCK


def read_tree(root: Any, sheets: Iterable[str] = ()) -> Lines:
    """Number the visible lines of a tree.

    Args:
        root: lxml element.
        sheets: texts of the page's own `<style>` elements.

    >>> from lxml import html
    >>> found = read_tree(html.fromstring("<div><h1>标题</h1><p>第一段 <a href='/x'>链接</a></p></div>"))
    >>> [(line.tag, line.text, line.linked) for line in found.lines]
    [('h1', '标题', 0), ('p', '第一段 链接', 2)]
    """
    sheets = [sheet for sheet in sheets if sheet]
    walk = _Walk(Sheet(sheets, hiding_scripts(root), names_used(root) if sheets else None))
    walk.read(root)
    return Lines(tuple(walk.lines), tuple(walk.boxes), tuple(walk.veils), tuple(walk.pictures))


def _no_size(tag: str, said: Mapping[str, str], extra: Mapping[str, str]) -> str:
    """The reason "size" for boxes without size that show nothing of what runs over: a marquee, what no reader reads."""
    if tag != "marquee" and extra.get("aria-hidden") != "true":
        return ""
    return "size" if any(small(at.get(name, "")) for at in (extra, said) for name in ("width", "height")) else ""
