"""What a tag says by itself: how the walk takes the element, and what its attributes tell of it.

Pages have thousands of tags that differ in nothing but a link's target. So the places of the attributes that are read
are worked out once for all tags of the same shape.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from ..text import lazy_re as re
from ..text.html_elements import INLINE, KNOWN_BLOCKS, UNSEEN
from .style_sheets import Sheet, hiding_scripts
from .tags import SLASH, Tags, attributes, escape, unescape
from .visibility import NOTHING_SAID, PAINTED, Colour, Visibility, declarations, small, visibility

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PLACES = frozenset(("br", "hr", "img", "input", "link", "meta"))
# attributes, as they stand in a tag
_HINTS = frozenset((b"class", b"id", b"itemprop", b"rel", b"role", b"name", b"property"))
_OLD = frozenset((b"hidden", b"aria-hidden", b"width", b"height", b"color", b"bgcolor"))  # say what styles are for
_SIZES = frozenset((b"width", b"height"))  # alone they hide nothing but a marquee
_READ = frozenset((*_HINTS, *_OLD, b"href", b"style", b"align", b"datetime", b"open"))  # others are passed over
_SOURCES = (b"data-original", b"data-src", b"data-lazy-src", b"data-url", b"src")  # of images
_OF_IMAGE = re.compile(rb'\s(data-(?:original|src|lazy-src|url)|src|alt)="([^"]*)"')
# elements whose attributes say which row, column or number they have, and those attributes
_COUNTING = frozenset(("td", "th", "ol", "li"))
_COUNTS = re.compile(rb'\b(?:start|value|colspan|rowspan)="\d{1,9}"')
_SHUT = frozenset(("title", "dialog"))  # browsers show a dialog when it is opened, a <title> outside the head never
_MAX_HINTS = 200  # characters

# How the walk takes an element: as part of a line, as how a word of it is read, as a box of lines, as a border between
# lines, not at all with what it holds, or as nothing
INLINE_ELEMENT, READING, BLOCK, BORDER, UNSEEN_ELEMENT, NOTHING = range(6)
_KINDS = {
    **dict.fromkeys(INLINE, INLINE_ELEMENT),
    **dict.fromkeys(("rt", "rtc", "rp"), READING),
    **dict.fromkeys(KNOWN_BLOCKS, BLOCK),
    **dict.fromkeys(UNSEEN, UNSEEN_ELEMENT),
}


class StyleAttributes(NamedTuple):
    """What the attributes of an element say of its being seen."""

    style: str
    old: Mapping[bytes, str]  # attributes that say it without a style
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
    other: tuple[tuple[bytes, int], ...]  # attributes that say something else, and the places of their values
    named: tuple[int, int]  # places of class and id, 0 for none


_NO_STYLE = StyleAttributes("", {}, False)
_NO_NAMES: frozenset[str] = frozenset()
_new = tuple.__new__  # a third of the cost of calling a NamedTuple


class Elements:
    """What the tags of a page say."""

    def __init__(self, tags: Tags, sheets: Sequence[str] = (), scripts: Iterable[str] = ()) -> None:
        """Read the tags of a page, the texts of its `<style>` elements, and its small scripts as they are written."""
        self._elements: dict[bytes, tuple[str, int]] = {}
        self._shapes: dict[tuple[bytes, ...], _Shape] = {}
        self._bare: dict[tuple[str, bool], Tag] = {}
        self._hints: dict[bytes, str] = {}
        scripts = hiding_scripts(scripts)
        self._asks_names = bool(sheets or scripts)
        self._named: dict[bytes, tuple[bytes, bytes]] = {}  # tag -> its class and id, where anything speaks of them
        self._once: dict[tuple[bytes, bytes], tuple[bytes, bytes]] = {}  # each such pair
        self._visibilities: dict[tuple[bytes, Colour | None], Visibility] = {}
        self.counts: dict[bytes, str] = {}  # tag -> what it says of rows, columns and numbers
        self.said = self._read_all(tags.opened)
        del self._elements, self._shapes, self._bare, self._hints  # as large as what they say
        # tag -> those of its class and id that style sheets speak of, as they name them
        self._names: dict[bytes, frozenset[str]] = {}
        if self._asks_names:
            self._sheet = Sheet(sheets, scripts, _used(self._once))
            if self._sheet.index:
                asked = {name[1:].encode() for name in self._sheet.spoken}
                # most tags have none of them, which is told sooner of the classes as they are written
                once = (at for at in self._once if at[1] or b"&" in at[0] or not asked.isdisjoint(at[0].split()))
                kept = {named: names for named in once if (names := _names(*named) & self._sheet.spoken)}
                self._names = {tag: kept[named] for tag, named in self._named.items() if named in kept}
                self._leave_open({named for named, names in kept.items() if not names.isdisjoint(self._sheet.index)})
        else:
            self._sheet = Sheet((), (), _NO_NAMES)
        del self._named, self._once

    def _leave_open(self, spoken: Set[tuple[bytes, bytes]]) -> None:
        """Leave it to the place whether tags are seen of whose classes or ids the page's style sheets speak."""
        if spoken:
            for tag, named in self._named.items():
                if named in spoken:
                    self.said[tag] = self.said[tag]._replace(visibility=None)

    def _read_all(self, tags: Iterable[bytes]) -> dict[bytes, Tag]:
        """What opening tags say; of links that differ in nothing but their target one is read."""
        said: dict[bytes, Tag] = {}
        alike: dict[tuple[bytes, bytes], bytes] = {}
        for tag in tags:
            if tag[:2] == b"a " and tag[-1] != SLASH:
                before, target, behind = tag.partition(b' href="')
                href, _, rest = behind.partition(b'"')
                other = alike.setdefault((before, rest), tag)
                if target and other is not tag:
                    kind, name, hints, _, visibility, styled = said[other]
                    said[tag] = _new(Tag, (kind, name, hints, unescape(href.decode()), visibility, styled))
                    if other in self._named:
                        self._named[tag] = self._named[other]
                    continue
            said[tag] = self._read(tag)
        return said

    def _read(self, tag: bytes) -> Tag:
        """What an opening tag says."""
        first, _, rest = tag.partition(b" ")
        name, kind = self._elements.get(first) or self._element(first)
        holds_nothing = tag[-1] == SLASH
        if kind == UNSEEN_ELEMENT or (holds_nothing and name != "img") or not (rest or holds_nothing or name in _SHUT):
            said = self._bare.get((name, holds_nothing))
            if said is None:
                said = Tag(_bare_kind(name, holds_nothing), name, "", "", NOTHING_SAID, _NO_STYLE)
                self._bare[name, holds_nothing] = said
            return said
        if name == "img" and holds_nothing:  # in a tree that was no HTML an image may hold something
            kind = BORDER
        elif name in _COUNTING and (counts := _counts(tag)):
            self.counts[tag] = counts
        pieces = tag.split(b'"')
        form = tuple(pieces[::2])
        shape = self._shapes.get(form)
        if shape is None:
            shape = self._shapes[form] = _shape(form)
        if not shape.whole:
            pieces = _without_odd_names(tag, first).split(b'"')
            shape = _shape(pieces[::2])
        return self._attributes(tag, name, kind, pieces, shape)

    def _element(self, first: bytes) -> tuple[str, int]:
        """Name and kind of an element, by how its tag begins."""
        name = first.decode().rstrip("/")
        found = self._elements[first] = name, _KINDS.get(name, BLOCK)
        return found

    def _attributes(self, tag: bytes, name: str, kind: int, pieces: Sequence[bytes], shape: _Shape) -> Tag:
        """What a tag with attributes says, cut at its quotes."""
        _, target, places, others, (classes, identity) = shape
        href = pieces[target].decode() if target else ""
        if "&" in href:
            href = unescape(href)
        if len(places) == 1:
            held = pieces[places[0]]
        else:
            held = b" ".join([pieces[place] for place in places]) if places else b""
        if self._asks_names and (classes or identity):
            named = (pieces[classes] if classes else b"", pieces[identity] if identity else b"")
            self._named[tag] = self._once.setdefault(named, named)
        if others or name in _SHUT:
            other = {key: unescape(pieces[place].decode()) for key, place in others}
            styled, further = _styled(name, other), _further_hints(other)
            hints = unescape(held.decode() + further).strip().lower()[:_MAX_HINTS]
            if styled is not _NO_STYLE:
                return _new(Tag, (kind, name, hints, href, None, styled))
        elif not held:
            return _new(Tag, (kind, name, "", href, NOTHING_SAID, _NO_STYLE))
        else:
            said = self._hints.get(held)
            hints = said if said is not None else self._read_hints(held)
        # a style sheet that we do not see may paint it
        return _new(Tag, (kind, name, hints, href, PAINTED if hints else NOTHING_SAID, _NO_STYLE))

    def _read_hints(self, held: bytes) -> str:
        """The hints that stand in attributes, once for all tags that have the same."""
        hints = self._hints[held] = unescape(held.decode()).strip().lower()[:_MAX_HINTS]
        return hints

    def visibility(self, tag: bytes, around: Iterable[bytes], ground: Colour | None) -> Visibility:
        """What style, style sheets and old attributes together say of an element's being seen.

        Args:
            tag: all words of its tag.
            around: the tags of the elements around it, from the innermost on.
            ground: the colour under it.
        """
        found = self._visibilities.get((tag, ground))
        if found is None:
            _, name, hints, _, _, styled = self.said[tag]
            names = self._names.get(tag, _NO_NAMES)
            outer = (self._names.get(outer, _NO_NAMES) for outer in around)
            sheets = self._sheet.style(name, names, outer) if names else {}
            found = _visibility(name, styled, sheets, ground)
            if hints and found.ground is None and not found.painted:  # a style sheet that we do not see may paint it
                found = PAINTED if found is NOTHING_SAID else found._replace(painted=True)
            if not self._sheet.asks_around(names):
                self._visibilities[tag, ground] = found
        return found


def _counts(tag: bytes) -> str:
    """What a tag says of rows, columns and numbers, as hints of its box have it.

    >>> _counts(b'td class="a" colspan="2" rowspan="3"')
    'colspan=2 rowspan=3'
    """
    if not (b'span="' in tag or b'value="' in tag or b'start="' in tag):  # as most are
        return ""
    return b" ".join(_COUNTS.findall(tag)).decode().replace('"', "")


def _bare_kind(name: str, holds_nothing: bool) -> int:
    """How the walk takes an element without attributes that are read."""
    kind = _KINDS.get(name)
    if not holds_nothing or kind == UNSEEN_ELEMENT:
        return BLOCK if kind is None else kind
    inline = kind in (INLINE_ELEMENT, READING) or (kind is None and "-" not in name and name not in _PLACES)
    return NOTHING if inline else BORDER


def _shape(form: Sequence[bytes]) -> _Shape:
    """The shape of tags that have these pieces outside of quotes.

    >>> for tag in (b'p class="a" id="b"', b'img/', b'p class="a"/', b'p class="a" hidden', b'p class="a"" style="b"'):
    ...     print(_shape(tag.split(b'"')[::2])[:4])
    (True, 0, (1, 3), ())
    (True, 0, (), ())
    (True, 0, (1,), ())
    (False, 0, (1,), ())
    (False, 0, (1,), ())
    """
    whole = len(form) == 1 or form[-1] in (b"", b"/")
    places: dict[bytes, int] = {}
    for at, piece in enumerate(form[:-1]):
        key = piece.rpartition(b" ")[2]  # behind the element's name or a blank
        whole = whole and len(key) > 1 and key[-1:] == b"="
        if key[:-1] in _READ:
            places[key[:-1]] = 2 * at + 1
    sized = not _SIZES.isdisjoint(places)
    if sized and _SIZES.issuperset(_OLD.intersection(places)) and not form[0].startswith(b"marquee "):
        places = {key: place for key, place in places.items() if key not in _SIZES}
    hints = tuple([place for key, place in places.items() if key in _HINTS])
    target = places.get(b"href", 0)
    other: tuple[tuple[bytes, int], ...] = ()
    if len(places) > len(hints) + bool(target):
        other = tuple([(key, place) for key, place in places.items() if key not in _HINTS and key != b"href"])
    return _Shape(whole, target, hints, other, (places.get(b"class", 0), places.get(b"id", 0)))


def _without_odd_names(tag: bytes, name: bytes) -> bytes:
    """A tag without names that hold a quote or the like, of attributes (`<p class="a"" style="…">`) or its own.

    >>> _without_odd_names(b'p class="a" "="" id="b"', b"p")
    b'p class="a" id="b"'
    """
    said = ((key.encode(), escape(value).encode()) for key, value in attributes(tag.decode()))
    kept = [b' %b="%b"' % (key, value) for key, value in said if key in _READ]
    return name.replace(b'"', b"") + b"".join(kept) + (b"/" if tag[-1] == SLASH else b"")


def image(tag: bytes) -> tuple[str, str]:
    """An image's address, "" for none, and the words that stand for it.

    >>> image(b'img src="data:image/png;base64," data-src="/1.jpg" alt="bridge"/')
    ('/1.jpg', 'bridge')
    """
    said: dict[bytes, bytes] = dict(_OF_IMAGE.findall(tag))
    address = ""
    for name in _SOURCES:
        source = said.get(name)
        if source and source[:5] != b"data:":
            address = unescape(source.decode()).strip()
            break
    return address, unescape(said[b"alt"].decode()) if b"alt" in said else ""


def _names(classes: bytes, identity: bytes) -> frozenset[str]:
    """An element's classes and its id, as its tag has them, as style sheets name them.

    >>> sorted(_names(b"a b", b"c"))
    ['#c', '.a', '.b']
    """
    names = {"." + word for word in unescape(classes.decode()).split()}
    if identity:
        names.add("#" + unescape(identity.decode()).strip())
    return frozenset(names)


def _used(named: Collection[tuple[bytes, bytes]]) -> set[str]:
    """All classes and ids of some elements, in one go.

    >>> sorted(_used([(b"a b", b"c"), (b"b", b"")]))
    ['#c', '.a', '.b']
    """
    classes, identities = b" ".join([one for one, _ in named]), b"\n".join([one for _, one in named])
    names = {"." + word for word in unescape(classes.decode()).split()}
    return names.union(["#" + word.strip() for word in unescape(identities.decode()).split("\n") if word])


def _further_hints(said: Mapping[bytes, str]) -> str:
    """What the attributes add to the hints that do not give hints as they stand."""
    style = said.get(b"style", "")
    centred = ("center" in style and "text-align" in style) or said.get(b"align", "").lower() == "center"
    hints = " centred" if centred else ""
    return f"{hints} datetime={said[b'datetime']}" if b"datetime" in said else hints


def _styled(name: str, said: Mapping[bytes, str]) -> StyleAttributes:
    """What the attributes of an element say of its being seen."""
    old = {key: value.strip().lower() for key, value in said.items() if key in _OLD}
    style, shut = said.get(b"style", ""), name in _SHUT and b"open" not in said
    return StyleAttributes(style, old, shut) if style or old or shut else _NO_STYLE


def _visibility(name: str, styled: StyleAttributes, sheets: Mapping[str, str], ground: Colour | None) -> Visibility:
    """What an element's own attributes and what the style sheets say of it together mean."""
    said = dict(sheets)
    for attribute, property in ((b"bgcolor", "background-color"), (b"color", "color")):
        if attribute in styled.old:
            said[property] = styled.old[attribute]
    own = declarations(styled.style)
    said.update(own)
    found = visibility(said, ground)
    reason = found.reason
    if (
        not reason
        and styled.old.get(b"hidden", "until-found") != "until-found"
        and own.get("display", "none") == "none"
    ):
        reason = "hidden"
    reason = reason or _no_size(name, said, styled.old) or ("display" if styled.shut else "")
    return found if reason == found.reason else found._replace(reason=reason)


def _no_size(tag: str, said: Mapping[str, str], old: Mapping[bytes, str]) -> str:
    """The reason "size" for boxes without size that show nothing of what runs over: a marquee, what no reader reads."""
    if tag != "marquee" and old.get(b"aria-hidden") != "true":
        return ""
    sizes = (old.get(b"width"), old.get(b"height"), said.get("width"), said.get("height"))
    return "size" if any(map(small, filter(None, sizes))) else ""
