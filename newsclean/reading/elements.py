"""What a tag says by itself: how the walk takes the element, and what its attributes tell of it.

Pages have thousands of tags that differ in nothing but a link's target. So the places of the attributes that are read
are worked out once for all tags of the same shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from ..text.html_elements import INLINE, KNOWN_BLOCKS, UNSEEN
from .style_sheets import Sheet, hiding_scripts
from .tags import Tags, attributes, escape, unescape
from .visibility import NOTHING_SAID, PAINTED, Colour, Visibility, declarations, small, visibility

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PLACES = frozenset(("br", "hr", "img", "input", "link", "meta"))
_HINTS = frozenset(("class", "id", "itemprop", "rel", "role", "name", "property"))
_OLD = frozenset(("hidden", "aria-hidden", "width", "height", "color", "bgcolor"))  # say what styles are for
_SIZES = frozenset(("width", "height"))  # alone they hide nothing but a marquee
_READ = frozenset((*_HINTS, *_OLD, "href", "style", "align", "datetime", "open"))  # others are passed over
_SHUT = frozenset(("title", "dialog"))  # browsers show a dialog when it is opened, a <title> outside the head never
_MAX_HINTS = 200  # characters

# How the walk takes an element: as part of a line, as a box of lines, as a border between lines, not at all with what
# it holds, or as nothing
INLINE_ELEMENT, BLOCK, BORDER, UNSEEN_ELEMENT, NOTHING = range(5)
_KINDS = {
    **dict.fromkeys(INLINE, INLINE_ELEMENT),
    **dict.fromkeys(KNOWN_BLOCKS, BLOCK),
    **dict.fromkeys(UNSEEN, UNSEEN_ELEMENT),
}


class StyleAttributes(NamedTuple):
    """What the attributes of an element say of its being seen."""

    style: str
    old: Mapping[str, str]  # attributes that say it without a style
    shut: bool  # an element that is not shown until it is opened


class Tag(NamedTuple):
    """What an opening tag says, wherever it stands."""

    kind: int
    name: str
    hints: str  # class, id, itemprop …, lower case, separated by spaces
    href: str
    visibility: Visibility | None  # None: it depends on the place, see `Elements.visibility`
    styled: StyleAttributes


class _Shape(NamedTuple):
    """Tags of the same element with the same attributes. Cut at its quotes, a tag has their values at odd places."""

    whole: bool  # False where an attribute's name holds a quote
    target: int  # place of the link's target, 0 for none
    hints: tuple[int, ...]  # places of values that are hints as they stand
    other: tuple[tuple[str, int], ...]  # attributes that say something else, and the places of their values
    named: tuple[int, int]  # places of class and id, 0 for none


_NO_STYLE = StyleAttributes("", {}, False)
_NO_NAMES: frozenset[str] = frozenset()
_new = tuple.__new__  # a third of the cost of calling a NamedTuple


class Elements:
    """What the tags of a page say."""

    def __init__(self, tags: Tags, sheets: Iterable[str] = ()) -> None:
        """Read the tags of a page, and the texts of its `<style>` elements."""
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self._bare: dict[tuple[str, bool], Tag] = {}
        self._named: dict[str, tuple[str, str]] = {}  # tag -> its class and id
        self._visibilities: dict[tuple[str, Colour | None], Visibility] = {}
        self.tags = {tag: self._read(tag, name) for tag, name in tags.names.items()}
        sheets, scripts = list(sheets), hiding_scripts(tags)
        self._names: dict[str, frozenset[str]] = {}  # tag -> class and id as style sheets name them
        if sheets or scripts:
            once = {named: _names(*named) for named in set(self._named.values())}
            self._names = {tag: once[named] for tag, named in self._named.items()}
            self._sheet = Sheet(sheets, scripts, _NO_NAMES.union(*once.values()))
            self._leave_open({named for named, names in once.items() if not names.isdisjoint(self._sheet.index)})
        else:
            self._sheet = Sheet((), (), _NO_NAMES)

    def _leave_open(self, spoken: Set[tuple[str, str]]) -> None:
        """Leave it to the place whether tags are seen of whose classes or ids the page's style sheets speak."""
        if spoken:
            for tag, named in self._named.items():
                if named in spoken:
                    self.tags[tag] = self.tags[tag]._replace(visibility=None)

    def _read(self, tag: str, name: str) -> Tag:
        """What an opening tag says."""
        kind = _KINDS.get(name)
        holds_nothing = tag[-1] == "/"
        if kind == UNSEEN_ELEMENT or (holds_nothing and name != "img") or (tag == name and name not in _SHUT):
            said = self._bare.get((name, holds_nothing))
            if said is None:
                said = Tag(_bare_kind(name, holds_nothing), name, "", "", NOTHING_SAID, _NO_STYLE)
                self._bare[name, holds_nothing] = said
            return said
        pieces = tag.split('"')
        form = tuple(pieces[::2])
        shape = self._shapes.get(form)
        if shape is None:
            shape = self._shapes[form] = _shape(form)
        if not shape.whole:
            pieces = _without_odd_names(tag, name).split('"')
            shape = _shape(pieces[::2])
        # in a tree that was no HTML an image may hold something
        kind = BORDER if name == "img" and holds_nothing else BLOCK if kind is None else kind
        return self._attributes(tag, name, kind, pieces, shape)

    def _attributes(self, tag: str, name: str, kind: int, pieces: Sequence[str], shape: _Shape) -> Tag:
        """The same, from the tag cut at its quotes."""
        _, target, places, others, (classes, identity) = shape
        href = pieces[target] if target else ""
        hints = " ".join([pieces[place] for place in places])
        styled = _NO_STYLE
        if others or name in _SHUT:
            other = {key: pieces[place] for key, place in others}
            if "&" in tag:
                other = {key: unescape(value) for key, value in other.items()}
            hints += _further_hints(other)
            styled = _styled(name, other)
        if "&" in tag:
            href, hints = unescape(href), unescape(hints)
        if classes or identity:
            self._named[tag] = (pieces[classes] if classes else "", pieces[identity] if identity else "")
        if not hints:
            return _new(Tag, (kind, name, "", href, NOTHING_SAID if styled is _NO_STYLE else None, styled))
        hints = hints.strip().lower()[:_MAX_HINTS]
        # a style sheet that we do not see may paint it
        return _new(Tag, (kind, name, hints, href, PAINTED if styled is _NO_STYLE else None, styled))

    def visibility(self, tag: str, around: Sequence[str], ground: Colour | None) -> Visibility:
        """What style, style sheets and old attributes together say of an element's being seen.

        Args:
            tag: all words of its tag.
            around: the tags of the elements around it, from the outermost on.
            ground: the colour under it.
        """
        found = self._visibilities.get((tag, ground))
        if found is None:
            _, name, hints, _, _, styled = self.tags[tag]
            names = self._names.get(tag, _NO_NAMES)
            outer = (self._names.get(outer, _NO_NAMES) for outer in reversed(around))
            found = _visibility(name, styled, self._sheet.style(name, names, outer), ground)
            if hints and found.ground is None and not found.painted:  # a style sheet that we do not see may paint it
                found = PAINTED if found is NOTHING_SAID else found._replace(painted=True)
            if not self._sheet.asks_around(names):
                self._visibilities[tag, ground] = found
        return found


def _bare_kind(name: str, holds_nothing: bool) -> int:
    """How the walk takes an element without attributes that are read."""
    kind = _KINDS.get(name)
    if not holds_nothing or kind == UNSEEN_ELEMENT:
        return BLOCK if kind is None else kind
    inline = kind == INLINE_ELEMENT or (kind is None and "-" not in name and name not in _PLACES)
    return NOTHING if inline else BORDER


def _shape(form: Sequence[str]) -> _Shape:
    """The shape of tags that have these pieces outside of quotes."""
    whole = len(form) == 1 or form[-1] in ("", "/")
    places: dict[str, int] = {}
    for at, piece in enumerate(form[:-1]):
        key = piece.rpartition(" ")[2]  # behind the element's name or a blank
        whole = whole and len(key) > 1 and key[-1] == "="
        if key[:-1] in _READ:
            places[key[:-1]] = 2 * at + 1
    sized = not _SIZES.isdisjoint(places)
    if sized and _SIZES.issuperset(_OLD.intersection(places)) and not form[0].startswith("marquee "):
        places = {key: place for key, place in places.items() if key not in _SIZES}
    hints = tuple([place for key, place in places.items() if key in _HINTS])
    target = places.get("href", 0)
    other: tuple[tuple[str, int], ...] = ()
    if len(places) > len(hints) + bool(target):
        other = tuple([(key, place) for key, place in places.items() if key not in _HINTS and key != "href"])
    return _Shape(whole, target, hints, other, (places.get("class", 0), places.get("id", 0)))


def _without_odd_names(tag: str, name: str) -> str:
    """A tag without attributes whose names hold a quote or the like, as in `<p class="a"" style="…">`.

    >>> _without_odd_names('p class="a" "="" id="b"', "p")
    'p class="a" id="b"'
    """
    kept = [f' {key}="{escape(value)}"' for key, value in attributes(tag) if key in _READ]
    return name + "".join(kept) + ("/" if tag[-1] == "/" else "")


def _names(classes: str, identity: str) -> frozenset[str]:
    """An element's classes and its id, as its tag has them, as style sheets name them.

    >>> sorted(_names("a b", "c"))
    ['#c', '.a', '.b']
    """
    names = {"." + word for word in unescape(classes).split()}
    if identity:
        names.add("#" + unescape(identity).strip())
    return frozenset(names)


def _further_hints(said: Mapping[str, str]) -> str:
    """What the attributes add to the hints that do not give hints as they stand."""
    style = said.get("style", "")
    hints = (
        " centred" if ("center" in style and "text-align" in style) or said.get("align", "").lower() == "center" else ""
    )
    return f"{hints} datetime={said['datetime']}" if "datetime" in said else hints


def _styled(name: str, said: Mapping[str, str]) -> StyleAttributes:
    """What the attributes of an element say of its being seen."""
    old = {key: value.strip().lower() for key, value in said.items() if key in _OLD}
    style, shut = said.get("style", ""), name in _SHUT and "open" not in said
    return StyleAttributes(style, old, shut) if style or old or shut else _NO_STYLE


def _visibility(name: str, styled: StyleAttributes, sheets: Mapping[str, str], ground: Colour | None) -> Visibility:
    """What an element's own attributes and what the style sheets say of it together mean."""
    said = dict(sheets)
    for attribute, property in (("bgcolor", "background-color"), ("color", "color")):
        if attribute in styled.old:
            said[property] = styled.old[attribute]
    own = declarations(styled.style)
    said.update(own)
    found = visibility(said, ground)
    reason = found.reason
    if not reason and styled.old.get("hidden", "until-found") != "until-found" and own.get("display", "none") == "none":
        reason = "hidden"
    reason = reason or _no_size(name, said, styled.old) or ("display" if styled.shut else "")
    return found if reason == found.reason else found._replace(reason=reason)


def _no_size(tag: str, said: Mapping[str, str], old: Mapping[str, str]) -> str:
    """The reason "size" for boxes without size that show nothing of what runs over: a marquee, what no reader reads."""
    if tag != "marquee" and old.get("aria-hidden") != "true":
        return ""
    return "size" if any(small(at.get(name, "")) for at in (old, said) for name in ("width", "height")) else ""
