"""What a tag says by itself: how the walk takes the element, and what its attributes tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..text.html_elements import INLINE, KNOWN_BLOCKS, UNSEEN
from .style_sheets import Sheet, hiding_scripts
from .tags import Tags, unescape
from .visibility import NOTHING_SAID, PAINTED, Colour, Visibility, declarations, small, visibility

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PLACES = frozenset(("br", "hr", "img", "input", "link", "meta"))
# What an attribute is read for; others are passed over
_HINT, _TARGET, _STYLE, _OLD, _ALIGNED, _TIME, _OPENED = range(7)
_READ = {
    **dict.fromkeys(("class", "id", "itemprop", "rel", "role", "name", "property"), _HINT),
    **dict.fromkeys(("hidden", "aria-hidden", "width", "height", "color", "bgcolor"), _OLD),
    "href": _TARGET,
    "style": _STYLE,
    "align": _ALIGNED,
    "datetime": _TIME,
    "open": _OPENED,
}
_SIZES = frozenset(("width", "height"))  # alone they hide nothing but a marquee
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


_NO_STYLE = StyleAttributes("", {}, False)
_new = tuple.__new__  # a third of the cost of calling a NamedTuple


class Elements:
    """What the tags of a page say: each of those that read alike is read once."""

    def __init__(self, tags: Tags, sheets: Iterable[str] = ()) -> None:
        """Read the tags of a page, and the texts of its `<style>` elements."""
        self._classes: dict[str, str] = {}  # tag -> its class attribute
        self._ids: dict[str, str] = {}
        self._wanted: dict[tuple[str, ...], list[tuple[int, int, str]]] = {}
        self._visibilities: dict[tuple[str, Colour | None], Visibility] = {}
        self.tags = {tag: self._read(tag, name) for tag, name in tags.names.items()}
        used = {"." + word for value in set(self._classes.values()) for word in value.split()}
        used.update("#" + value.strip() for value in self._ids.values())
        self._sheet = Sheet(sheets, hiding_scripts(tags), used)
        self._names = {tag: names for tag in (*self._classes, *self._ids) if (names := self._spoken_of(tag))}
        for tag in self._names:
            self.tags[tag] = self.tags[tag]._replace(visibility=None)

    def _spoken_of(self, tag: str) -> list[str]:
        """The class and id names of a tag of which the page's style sheets speak."""
        index = self._sheet.index
        if not index:
            return []
        names = ["." + word for word in self._classes.get(tag, "").split()]
        names.append("#" + self._ids.get(tag, "").strip())
        return [name for name in names if name in index]

    def _read(self, tag: str, name: str) -> Tag:
        kind = _KINDS.get(name)
        if tag[-1] == "/" and kind != UNSEEN_ELEMENT and name != "img":  # it holds nothing
            inline = kind == INLINE_ELEMENT or (kind is None and "-" not in name and name not in _PLACES)
            return Tag(NOTHING if inline else BORDER, name, "", "", NOTHING_SAID, _NO_STYLE)
        if kind is None:
            kind = BLOCK
        if kind == UNSEEN_ELEMENT or (tag == name and name not in _SHUT):
            return Tag(kind, name, "", "", NOTHING_SAID, _NO_STYLE)
        hints, href, styled = self._attributes(tag, name)
        if name == "img" and tag[-1] == "/":  # in a tree that was no HTML it may hold something
            kind = BORDER
        seen = PAINTED if hints else NOTHING_SAID  # a style sheet that we do not see may paint it
        return _new(Tag, (kind, name, hints, href, seen if styled is _NO_STYLE else None, styled))

    def _attributes(self, tag: str, name: str) -> tuple[str, str, StyleAttributes]:
        """Hints, link target, and what is said of being seen."""
        hints = href = style = ""
        old: dict[str, str] = {}
        shut = name in _SHUT
        pieces = tag.split('"')  # names at even places, values at odd ones
        shape = tuple(pieces[::2])
        wanted = self._wanted.get(shape)
        if wanted is None:
            wanted = self._wanted[shape] = _wanted(shape)
        for place, use, key in wanted:
            value = pieces[place]
            if "&" in value:
                value = unescape(value)
            if use == _HINT:
                hints += " " + value
                if key == "class":
                    self._classes[tag] = value
                elif key == "id":
                    self._ids[tag] = value
            elif use == _TARGET:
                href = value
            elif use == _STYLE:
                style = value
                if "center" in value and "text-align" in value:
                    hints += " centred"
            elif use == _OLD:
                old[key] = value.strip().lower()
            elif use == _ALIGNED:
                hints += " centred" if value.lower() == "center" else ""
            elif use == _TIME:
                hints += " datetime=" + value
            else:
                shut = False
        if hints:
            hints = hints.strip().lower()[:_MAX_HINTS]
        if old and name != "marquee" and _SIZES.issuperset(old):
            old.clear()
        if style or old or shut:
            return hints, href, StyleAttributes(style, old, shut)
        return hints, href, _NO_STYLE

    @property
    def hides_by_name(self) -> bool:
        """Whether any class or id may hide an element."""
        return bool(self._sheet.index)

    def visibility(self, tag: str, around: Sequence[str], ground: Colour | None) -> Visibility:
        """What style, style sheets and old attributes together say of an element's being seen.

        Args:
            tag: all words of its tag.
            around: the tags of the elements around it, from the outermost on.
            ground: the colour under it.
        """
        found = self._visibilities.get((tag, ground))
        if found is None:
            names = self._names.get(tag, ())
            _, name, hints, _, _, styled = self.tags[tag]
            found = _visibility(name, styled, self._sheet.style(name, tag, around) if names else {}, ground)
            if hints and found.ground is None and not found.painted:  # a style sheet that we do not see may paint it
                found = PAINTED if found is NOTHING_SAID else found._replace(painted=True)
            if not self._sheet.asks_around(names):
                self._visibilities[tag, ground] = found
        return found


def _wanted(shape: Sequence[str]) -> list[tuple[int, int, str]]:
    """Of a tag cut at its quotes: places of the values that are read, what for, and the attributes' names."""
    keys = [piece.rpartition(" ")[2][:-1] for piece in shape[:-1]]  # behind the element's name or a blank, without `=`
    return [(2 * place + 1, _READ[key], key) for place, key in enumerate(keys) if key in _READ]


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
