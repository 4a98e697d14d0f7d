"""Which styles keep an element out of sight, inline or by the page's own `<style>`.

Only what the styles themselves say counts; whether the page's script reveals the element again is for
`strip/hidden.py` to judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..text import lazy_re as re

# A child of such an element is seen again where it sets the property itself: these properties are inherited
INHERITED = frozenset(("visibility", "font-size", "indent", "colour"))
# From 200 px outside its place on, nothing of a line is left to see; smaller offsets are layout (shadows, sprites)
_FAR = -200.0
# `left:50%; margin-left:-500px` centres a box and `margin-left:-960px` sets columns side by side: margins need more
_FAR_MARGIN = -2000.0
_SMALLEST = 2.0  # px: a box or letters of this size show nothing that could be read
_NEAR = 10  # of 255: two colours that differ less in each channel cannot be told apart
_UNITS = {"": 1.0, "px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "%": 1.0, "vw": 2.0, "vh": 2.0}
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|pt|r?em|%|v[wh])?")
_IMPORTANT = re.compile(r"!\s*important")
_PLACES = ("left", "top", "right", "bottom", "text-indent")
_MARGINS = ("margin-left", "margin-top", "margin-right", "margin")
_CLIP = re.compile(r"rect\((?:[01](?:px)?[,\s]*){4}\)")
_CLIP_PATH = re.compile(r"inset\((?:50|100)%|circle\(0(?:px|%)?[\s)]|polygon\((?:0(?:px|%)?\s0(?:px|%)?,?\s?){3}")
_SHRUNK = re.compile(r"scale[xy]?\(0*(?:\.0\d*)?(?:,\s?0*(?:\.0\d*)?)?\)")
_MOVED = re.compile(r"translate(?:[xy]|3d)?\(([^)]*)\)")
_NO_FILTER = re.compile(r"opacity(?:\(|=)\s?0(?![\d.])")
_RGB = re.compile(r"rgba?\((\d+)[,\s]+(\d+)[,\s]+(\d+)(?:[,/\s]+([\d.]+%?))?\)")
_HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b")
# the names that pages are written with; others count as unknown
_NAMED = {"white": "#ffffff", "black": "#000000", "red": "#ff0000", "whitesmoke": "#f5f5f5", "gray": "#808080"}
# with these, letters without a colour of their own are seen
_CUT_OUT = frozenset(("background-clip", "-webkit-background-clip", "text-shadow"))


# All properties that this module looks at; of a page's style sheets nothing else is kept
_PROPERTIES = """
display visibility content-visibility opacity filter overflow overflow-x overflow-y flex width height max-width
max-height left top right bottom margin margin-left margin-top margin-right text-indent clip clip-path transform
-webkit-transform font-size color background background-color background-image background-clip
-webkit-background-clip text-shadow
"""
PROPERTIES = frozenset(_PROPERTIES.split())

_INHERITING = frozenset(("visibility", "font-size", "text-indent", "color"))  # properties behind `INHERITED`
_NOTHING: frozenset[str] = frozenset()

Colour = tuple[int, int, int]  # red, green, blue, 0 to 255 each


class Visibility(NamedTuple):
    """What a style says of being seen."""

    reason: str  # why the element cannot be seen, "" where it can
    undoes: frozenset[str]  # the inherited reasons that it takes back
    ground: Colour | None  # the colour it paints under itself
    painted: bool  # whether it paints anything, a picture too


NOTHING_SAID = Visibility("", _NOTHING, None, False)
PAINTED = Visibility("", _NOTHING, None, True)  # nothing but that something unknown is painted


def declarations(style: str) -> dict[str, str]:
    """Those of a style's properties that are looked at; of several that set one, the last counts.

    >>> declarations("DISPLAY : none ! important; color:#FFF")
    {'display': 'none', 'color': '#fff'}
    """
    out: dict[str, str] = {}
    for part in style.lower().split(";"):
        name, colon, value = part.partition(":")
        name = name.strip()
        if colon and name in PROPERTIES:
            if "!" in value:
                value = _IMPORTANT.sub("", value)
            out[name] = " ".join(value.split())
    return out


def hiding(style: str) -> str:
    """The reason why an element of this style cannot be seen, or `""`.

    >>> hiding("position:fixed; left:-9000px; top:-9000px")
    'offscreen'
    >>> hiding("DISPLAY: none !important")
    'display'
    >>> hiding("height:0;overflow:hidden")
    'size'
    >>> hiding("text-indent:2em; line-height: 1.8"), hiding("left:50%; margin-left:-500px")
    ('', '')
    """
    return visibility(declarations(style)).reason


def visibility(style: Mapping[str, str], ground: Colour | None = None) -> Visibility:
    """What the declarations of an element say of being seen, on a ground of this colour."""
    if not style:
        return NOTHING_SAID
    own = _ground(style)
    reason = _unseen(style) or _outside(style) or _coloured(style, own or ground)
    painted = "background" in style or "background-color" in style or "background-image" in style
    return Visibility(reason, _undone(style, reason), own, painted)


def _unseen(style: Mapping[str, str]) -> str:
    """Reasons that one property gives, or the size of the box."""
    if style.get("display") == "none":
        return "display"
    if style.get("visibility") in ("hidden", "collapse") or style.get("content-visibility") == "hidden":
        return "visibility"
    opacity = _length(style.get("opacity", ""))
    # under one part in twenty nobody reads anything
    if (opacity is not None and opacity < 0.05) or ("filter" in style and _NO_FILTER.search(style["filter"])):
        return "opacity"
    size = _length(style.get("font-size", ""))
    if size is not None and size <= (10 if style["font-size"].endswith("%") else _SMALLEST):
        return "font-size"
    if "hidden" in style.get("overflow", "") or "hidden" in (style.get("overflow-x"), style.get("overflow-y")):
        # `flex:1; width:0` makes a column that fills its row
        names = ("height", "max-height") if "flex" in style else ("height", "max-height", "width", "max-width")
        if any(small(style.get(name, "")) for name in names):
            return "size"
    return ""


def _outside(style: Mapping[str, str]) -> str:
    """Reasons of place: moved off the screen, clipped, shrunk to nothing."""
    for name in _PLACES:
        if name in style and "-" in style[name] and (_length(style[name]) or 0.0) <= _FAR:
            return "indent" if name == "text-indent" else "offscreen"
    for name in _MARGINS:
        margins = style.get(name, "")
        if "-" in margins and any((_length(part) or 0.0) <= _FAR_MARGIN for part in margins.split()):
            return "offscreen"
    if "clip" in style and _CLIP.match(style["clip"]):
        return "clip"
    if "clip-path" in style and _CLIP_PATH.match(style["clip-path"]):
        return "clip"
    moved = style.get("transform") or style.get("-webkit-transform")
    if moved:
        shift = _MOVED.search(moved)
        if shift and any((_length(part.strip()) or 0.0) <= _FAR for part in shift[1].split(",")):
            return "offscreen"
        if _SHRUNK.search(moved):
            return "size"
    return ""


def _coloured(style: Mapping[str, str], ground: Colour | None) -> str:
    """Letters without a colour, or of the ground's own."""
    if "color" not in style or not _CUT_OUT.isdisjoint(style):
        return ""
    own = colour(style["color"])
    if own is None:
        return "colour" if style["color"] == "transparent" or transparent(style["color"]) else ""
    if ground and all(abs(a - b) <= _NEAR for a, b in zip(own, ground, strict=True)):
        return "colour"
    return ""


def _undone(style: Mapping[str, str], reason: str) -> frozenset[str]:
    """The inherited reasons that these declarations take back."""
    if _INHERITING.isdisjoint(style):
        return _NOTHING
    out = set()
    if style.get("visibility") == "visible":
        out.add("visibility")
    size = style.get("font-size", "")
    # a share of nothing is nothing: only an absolute size shows the text again
    if reason != "font-size" and size and not size.endswith("%") and not re.search(r"[\d.]em$|inherit|er$", size):
        out.add("font-size")
    if reason != "indent" and _length(style.get("text-indent", "")) is not None:
        out.add("indent")
    if reason != "colour" and style.get("color", "inherit") not in ("inherit", "unset", "currentcolor"):
        out.add("colour")
    return frozenset(out)


def small(value: str) -> bool:
    """Whether a width or height leaves no room for a letter.

    >>> small("0"), small("1px"), small("1%"), small("")
    (True, True, False, False)
    """
    length = _length(value)
    return length is not None and (length == 0 or (0 <= length <= _SMALLEST and not value.endswith(("%", "em"))))


def colour(value: str) -> Colour | None:
    """Red, green and blue, 0 to 255 each; None for what is no plain colour.

    >>> colour("#FFF"), colour("rgb(238, 238, 238)"), colour("url(a.png)")
    ((255, 255, 255), (238, 238, 238), None)
    """
    value = value.strip().lower()
    value = _NAMED.get(value, value)
    found = _RGB.match(value)
    if found:
        return None if transparent(value) else (int(found[1]), int(found[2]), int(found[3]))
    if not _HEX.fullmatch(value):
        return None
    digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def transparent(value: str) -> bool:
    """Whether a colour's fourth part leaves nothing of it."""
    found = _RGB.match(value)
    return bool(found and found[4] and float(found[4].rstrip("%")) == 0)


def _ground(style: Mapping[str, str]) -> Colour | None:
    """The colour that a style paints under the text."""
    value = style.get("background-color") or style.get("background", "")
    if not value or "url(" in style.get("background", "") or "background-image" in style:
        return None
    return colour(value) or next((c for c in map(colour, value.split()) if c), None)


def _length(value: str) -> float | None:
    """A length in pixels, roughly; None for what is no length."""
    found = _LENGTH.fullmatch(value) if value else None
    return float(found[1]) * _UNITS[found[2] or ""] if found else None
