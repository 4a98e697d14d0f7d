"""From a parsed tree to lines, in one flat pass.

The walk visits each node once, in document order, with its own stack: nothing recurses with the page's depth. What an
ancestor says (box, veil, heading, link) is worked out once, when the ancestor opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from .hiding import INHERITED, NOTHING_SAID, PAINTED, Colour, Sight, declarations, sight, small
from .page import Box, Line, Picture, Span, Veil
from .sheets import Sheet, written_box

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
_SHUT = frozenset(("title", "dialog"))  # browsers show a dialog when it is opened, a <title> outside the head never
_CHILDLESS = frozenset(("br", "hr", "img", "input", "script", "style", "link", "meta"))
_SPANS = frozenset(("a", "b", "strong", "time"))  # inline elements that are remembered without a class too
_new_open = tuple.__new__  # a third of the cost of calling a NamedTuple; one is made for every element
_MAX_OPEN = 24  # inline elements open at once that are remembered as spans; deeper ones are malformed or hostile
_SMALL_SCRIPT = 1000  # characters; a script that only hides something has about a hundred
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-url", "src")


class Lines(NamedTuple):
    """What the walk finds."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    veils: tuple[Veil, ...]
    pictures: tuple[Picture, ...]


class _Open(NamedTuple):
    """An element that the walk is inside of."""

    element: Any
    box: int
    veil: int
    tag: str  # tag that lines here carry
    block: bool
    seen: bool  # False inside <script>, <template> and the like
    spans: int  # how many inline spans were open outside; -1 for a hidden element inside a line
    ground: Colour | None = None  # colour under the text, where the page says it


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
        self.waiting: list[Any] = []  # lines that go on behind a hidden element inside them

    def attributes(
        self, element: Any, tag: str, items: Sequence[tuple[str, str]], outer: _Open
    ) -> tuple[str, str, Sight]:
        """Hints, link target and what is said of being seen, read from the element's attributes in one go."""
        hints, href, style = "", "", ""
        extra: dict[str, str] = {}
        names: list[str] = []
        index = self.sheet.index
        for name, value in items:
            if name in _HINTS:
                hints += " " + value
                if index and name in ("class", "id"):
                    mark = "." if name == "class" else "#"
                    names += [mark + word for word in value.split() if mark + word in index]
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
        seen = self.sight(element, tag, style, extra, names, outer) if style or extra or names else NOTHING_SAID
        if tag in _SHUT and not seen.reason and "open" not in element.attrib:
            seen = seen._replace(reason="display")
        if hints:
            hints = hints.strip().lower()[:200]
            if seen.ground is None and not seen.painted:
                # a style sheet that we do not see may paint it
                seen = PAINTED if seen is NOTHING_SAID else seen._replace(painted=True)
        return hints, href, seen

    def sight(
        self, element: Any, tag: str, style: str, extra: dict[str, str], names: list[str], outer: _Open
    ) -> Sight:
        """What style, style sheets and old attributes together say of being seen."""
        key = (style, outer.ground)
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
        found = sight(said, outer.ground)
        if not found.reason:
            reason = "hidden" if hidden and own.get("display", "none") == "none" else _no_size(tag, said, extra)
            found = found._replace(reason=reason)
        if not extra and not names:
            self.styles[key] = found
        return found

    def flush(self, at: _Open) -> None:
        """End the line being gathered."""
        parts = self.parts
        if self.open or self.closed:
            text, spans = self._fold()
        else:
            text, spans = " ".join("".join(parts).split()), ()
        self.parts = []
        if text:
            linked = bold = 0
            for span in spans:
                if span.tag == "a":
                    linked += span.end - span.start
                elif span.tag in ("b", "strong"):
                    bold += span.end - span.start
            linked, bold = min(linked, len(text)), min(bold, len(text))
            self.lines.append(Line(len(self.lines), text, at.tag, at.box, linked, bold, at.veil, spans))

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
            starts.append(length + (words[0] == " "))
            blank = part[-1].isspace()
            folded.append(words)
            length += len(words)
        starts.append(length)
        text = "".join(folded)
        raw = [*self.closed, *((tag, hints, href, first, len(self.parts)) for tag, hints, href, first in self.open)]
        self.closed.clear()
        self.open = [(tag, hints, href, 0) for tag, hints, href, _ in self.open]
        spans = []
        for tag, hints, href, first, last in raw:
            start, end = starts[first], min(starts[last], len(text))
            while start < end and text[start] == " ":
                start += 1
            while end > start and text[end - 1] == " ":
                end -= 1
            if end > start:
                spans.append(Span(start, end, tag, hints, href))
        return text, tuple(sorted(spans))


    def _fold_one(self) -> tuple[str, tuple[Span, ...]]:
        """The same for a single part, as links in lists are: every element that holds it covers the line."""
        text = " ".join(self.parts[0].split())
        end = len(text)
        spans = [Span(0, end, tag, hints, href) for tag, hints, href, first, _ in self.closed if not first]
        spans += [Span(0, end, tag, hints, href) for tag, hints, href, first in self.open if not first]
        self.closed.clear()
        if self.open:
            self.open = [(tag, hints, href, 0) for tag, hints, href, _ in self.open]
        return text, tuple(sorted(spans) if len(spans) > 1 else spans)


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
    walk = _Walk(Sheet(sheets, _hiding_scripts(root), _names_used(root) if sheets else None))
    stack = [_Open(None, 0, 0, "", True, True, 0)]
    outer = stack[0]
    elements = root.iter()
    first = next(elements)
    if isinstance(first.tag, str):
        outer = _enter(walk, outer, first, first.tag)
        stack.append(outer)
    for element in elements:
        parent = element.getparent()
        while outer.element is not parent:
            outer = _close(walk, stack)
        tag = element.tag
        if not isinstance(tag, str) or (tag in _CHILDLESS and not len(element)):
            if outer.seen:
                if tag in _CHILDLESS:
                    outer = _childless(walk, stack, element, tag)
                tail = element.tail
                if tail and (walk.parts or not tail.isspace()):
                    walk.parts.append(tail)
            continue
        outer = _enter(walk, outer, element, tag)
        stack.append(outer)
    while len(stack) > 1:
        _close(walk, stack)
    walk.flush(stack[0])
    return Lines(tuple(walk.lines), tuple(walk.boxes), tuple(walk.veils), tuple(walk.pictures))


def _childless(walk: _Walk, stack: list[_Open], element: Any, tag: str) -> _Open:
    """Read an element that has no text of its own to show: a line break, an image, a script. Only its place counts."""
    outer = stack[-1]
    if tag == "script":
        text = element.text
        if text and len(text) < _SMALL_SCRIPT and "document.write" in text:
            _written(walk, stack, text)
    elif tag != "style":
        if walk.parts:
            walk.flush(outer)
        if tag == "img":
            _picture(walk, outer, element)
    return stack[-1]


def _enter(walk: _Walk, outer: _Open, element: Any, tag: str) -> _Open:
    """Open an element: a new box, an inline span, or nothing to see."""
    _, box, veil, line_tag, _, seen, _, ground = outer
    spans = len(walk.open)
    if not seen or tag in UNSEEN:
        return _new_open(_Open, (element, box, veil, line_tag, False, False, spans, ground))
    items = element.items()
    hints, href = "", ""
    if items or tag in _SHUT:
        hints, href, sight = walk.attributes(element, tag, items, outer)
        if sight is not NOTHING_SAID:
            veil, ground = _veil(walk, outer, hints, sight)
    inline = tag in INLINE
    text = element.text
    if not inline and tag not in KNOWN_BLOCKS:
        inline = "-" not in tag and not text and not len(element)
    if inline and veil == outer.veil:
        if (hints or tag in _SPANS) and spans < _MAX_OPEN:
            walk.open.append((tag, hints, href, len(walk.parts)))
        opened = (element, box, veil, line_tag, False, True, spans, ground)
    elif inline:
        # hidden text inside a line becomes a line of its own, and the line goes on behind it
        walk.waiting.append((walk.parts, walk.open, walk.closed))
        walk.parts, walk.open, walk.closed = [], [], []
        opened = (element, box, veil, line_tag, True, True, -1, ground)
    else:
        if walk.parts:
            walk.flush(outer)
        walk.boxes.append(Box(box, tag, hints))
        line_tag = line_tag if line_tag in HEADINGS else tag
        opened = (element, len(walk.boxes) - 1, veil, line_tag, True, True, spans, ground)
    if text and (walk.parts or not text.isspace()):
        walk.parts.append(text)
    return _new_open(_Open, opened)


def _veil(walk: _Walk, outer: _Open, hints: str, sight: Sight) -> tuple[int, Colour | None]:
    """The veil and the ground of an element whose style says something of being seen."""
    veil = outer.veil
    while veil and walk.veils[veil].reason in INHERITED:
        # boxes without letter size close the gaps between their children, which get a size by their own class
        if walk.veils[veil].reason not in sight.undoes and not (hints and walk.veils[veil].reason == "font-size"):
            break
        veil = walk.veils[veil].parent
    if sight.reason and not _already(walk.veils, veil, sight.reason):
        walk.veils.append(Veil(veil, sight.reason))
        veil = len(walk.veils) - 1
    return veil, sight.ground if sight.painted else outer.ground


def _already(veils: Sequence[Veil], veil: int, reason: str) -> bool:
    """Whether an inherited reason holds here already: a second veil would say no more, and thousands take long."""
    while veil and reason in INHERITED and veils[veil].reason in INHERITED:
        if veils[veil].reason == reason:
            return True
        veil = veils[veil].parent
    return False


def _no_size(tag: str, said: Mapping[str, str], extra: Mapping[str, str]) -> str:
    """The reason "size" for boxes without size that show nothing of what runs over: a marquee, what no reader reads."""
    if tag != "marquee" and extra.get("aria-hidden") != "true":
        return ""
    return "size" if any(small(at.get(name, "")) for at in (extra, said) for name in ("width", "height")) else ""


_CLASSES = etree.XPath("//@class", smart_strings=False)
_IDS = etree.XPath("//@id", smart_strings=False)


def _names_used(root: Any) -> frozenset[str]:
    """The classes and ids of the page's elements, as `.class` and `#id`: most rules of most sheets speak of others."""
    classes: list[str] = _CLASSES(root)  # type: ignore[assignment]
    ids: list[str] = _IDS(root)  # type: ignore[assignment]
    names = {"." + word for value in set(classes) for word in value.split()}
    names.update("#" + value.strip() for value in ids)
    return frozenset(names)


def _hiding_scripts(root: Any) -> list[str]:
    """The small scripts that may hide an element of the page."""
    texts = (script.text for script in root.iter("script"))
    return [text for text in texts if text and len(text) < _SMALL_SCRIPT and ("none" in text or "hid" in text)]


def _written(walk: _Walk, stack: list[_Open], script: str) -> None:
    """Open or close the hidden box that a script writes around the elements behind it."""
    outer = stack[-1]
    if len(script) > _SMALL_SCRIPT or not outer.seen:
        return
    reason = written_box(script)
    if reason:
        walk.flush(outer)
        walk.veils.append(Veil(outer.veil, reason))
        stack[-1] = outer._replace(veil=len(walk.veils) - 1)
        walk.written.append((len(stack), outer.veil))
    elif reason == "" and walk.written and walk.written[-1][0] == len(stack):
        walk.flush(outer)
        stack[-1] = outer._replace(veil=walk.written.pop()[1])


def _picture(walk: _Walk, outer: _Open, element: Any) -> None:
    """Remember an image at its place among the lines."""
    _, _, sight = walk.attributes(element, "img", element.items(), outer)
    veil = _veil(walk, outer, "", sight)[0]
    for name in _SOURCES:
        source = element.get(name)
        if source and not source.startswith("data:"):
            walk.pictures.append(Picture(len(walk.lines), source.strip(), element.get("alt") or "", outer.box, veil))
            return


def _close(walk: _Walk, stack: list[_Open]) -> _Open:
    """Leave the innermost element, and read the text behind it; the element outside of it."""
    element, _, _, _, block, _, spans, _ = inner = stack.pop()
    outer = stack[-1]
    if block and walk.parts:
        walk.flush(inner)
    if spans < 0:
        walk.parts, walk.open, walk.closed = walk.waiting.pop()
    else:
        while len(walk.open) > spans:
            tag, hints, href, first = walk.open.pop()
            if len(walk.parts) > first:
                walk.closed.append((tag, hints, href, first, len(walk.parts)))
    if outer.seen and len(stack) > 1:
        tail = element.tail
        if tail and (walk.parts or not tail.isspace()):
            walk.parts.append(tail)
    return outer
