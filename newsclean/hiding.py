"""Which styles keep an element out of sight, inline or by a class of the page's own `<style>`.

Only what the style itself says counts; whether the page's script reveals the element again is for
`strip/hidden.py` to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Each alternative names a way of hiding; the group's name is the reason that an explanation shows.
# Offsets under 200 px are layout (drop shadows, sprites), from 200 px on nothing is left to see of a line of text.
_STYLE = re.compile(
    r"""(?P<display>\bdisplay:none)
    |(?P<visibility>\bvisibility:(?:hidden|collapse))
    |(?P<opacity>(?<![\w-])opacity:0*(?:\.0+)?(?![\d.]))
    |(?P<fontsize>(?<![\w-])font-size:0*(?:\.0+)?(?:px|pt|em|rem|%)?(?![\d.\w]))
    |(?P<indent>\btext-indent:-(?:[2-9]\d{2}|\d{4,})(?:\.\d+)?(?:px|pt|em|rem|%)?)
    |(?P<offscreen>(?<![\w-])(?:left|top|right|bottom|margin-left|margin-top):-(?:[2-9]\d{2}|\d{4,})(?:\.\d+)?(?:px|pt|em|rem|vw|vh|%))
    |(?P<clip>(?<![\w-])clip:rect\((?:0|1px)|(?<![\w-])clip-path:(?:inset\((?:50|100)%|circle\(0|polygon\(0(?:px)?\s?0(?:px)?,\s?0(?:px)?\s?0))
    |(?P<transform>(?<![\w-])transform:(?:scale\(0(?:,0)?\)|translate[xy]?\(-(?:[2-9]\d{2}|\d{4,})))
    """,
    re.VERBOSE,
)
_TINY = re.compile(r"(?<![\w-])(?:max-)?(?:width|height):[01](?:\.\d+)?(?:px|pt|em|rem|%)?(?![\d.\w])")
_COLOUR = re.compile(r"(?<![\w-])(color|background|background-color):([^;!]+)")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_MEDIA = re.compile(r"@(?:media|supports|keyframes|-webkit-keyframes)[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"[a-z0-9]*([.#])([\w-]+)")
_NAMED = {"white": "#ffffff", "#fff": "#ffffff", "black": "#000000", "#000": "#000000"}


def hiding(style: str) -> str:
    """The reason why an element of this style cannot be seen, or `""`.

    >>> hiding("position:fixed; left:-9000px; top:-9000px")
    'offscreen'
    >>> hiding("DISPLAY: none !important")
    'display'
    >>> hiding("height:0;overflow:hidden")
    'size'
    >>> hiding("text-indent:2em; line-height: 1.8")
    ''
    """
    style = style.lower().replace(" ", "").replace("\n", "").replace("\t", "")
    found = _STYLE.search(style)
    if found:
        return {"fontsize": "font-size"}.get(found.lastgroup or "", found.lastgroup or "")
    if "overflow" in style and "hidden" in style and _TINY.search(style):
        return "size"
    if "color" in style and "background" in style:
        colours = {name: _NAMED.get(value, value) for name, value in _COLOUR.findall(style)}
        ground = colours.get("background-color") or colours.get("background")
        if ground and colours.get("color") == ground and ground != "inherit":
            return "colour"
    return ""


def hidden_selectors(sheets: Iterable[str]) -> dict[str, str]:
    """The `.class` and `#id` names that style sheets hide on every screen, each with its reason.

    Only selectors of a single class or id are read: what a longer one means depends on the tree around it.

    >>> hidden_selectors([".ad, #tip { display:none } @media print { .share { display:none } }"])
    {'.ad': 'display', '#tip': 'display'}
    """
    found: dict[str, str] = {}
    for sheet in sheets:
        sheet = _MEDIA.sub("", _COMMENT.sub("", sheet))
        for selectors, style in _RULE.findall(sheet):
            reason = hiding(style)
            if not reason:
                continue
            for selector in selectors.split(","):
                name = _SELECTOR.fullmatch(selector.strip())
                if name:
                    found[name[1] + name[2]] = reason
    return found
