"""HTML elements whose content and attributes are escaped by construction.

A page's text is hostile until proven otherwise, and one forgotten `escape` is enough. So nothing else in this package
writes an angle bracket: `element` does, and it escapes all that is not `Html` already.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import cache
from importlib import resources

from ..article import COLUMNS
from ..text import lazy_re as re

# Control characters and lone surrogates are not allowed in HTML, and half of them no encoder takes.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset(("meta", "rect", "col"))


class Html(str):
    """A string that is HTML already, made by `element` or `join` and by nobody else."""

    __slots__ = ()


def text(value: object) -> Html:
    """A value as HTML text: escaped, and what HTML forbids shown as U+FFFD.

    >>> text('<img src=x onerror="…">')
    '&lt;img src=x onerror=&quot;…&quot;&gt;'
    >>> text(text("a < b"))
    'a &lt; b'
    """
    if isinstance(value, Html):
        return value
    return Html(html.escape(_FORBIDDEN.sub("\ufffd", str(value)), quote=True))


def join(parts: Iterable[object], separator: str = "") -> Html:
    """Parts, each escaped unless it is HTML already, one behind the other.

    >>> join(["a & b", element("b", "c")], " · ")
    'a &amp; b · <b>c</b>'
    """
    return Html(text(separator).join(text(part) for part in parts))


def element(name: str, /, *content: object, **attributes: object) -> Html:
    """An element. Attributes that are None are left out; `class_` is `class`, `aria_label` is `aria-label`.

    >>> element("p", "1 < 2", class_="note", title='say "hi"', lang=None)
    '<p class="note" title="say &quot;hi&quot;">1 &lt; 2</p>'
    """
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    written = "".join(f' {key}="{text(value)}"' for key, value in given.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(content)}</{name}>")


def plural(count: int, noun: str) -> str:
    """A count with its noun.

    >>> plural(1, "line"), plural(1200, "line")
    ('1 line', '1,200 lines')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


@cache
def style() -> Html:
    """The style sheet as an element: this package's own file, which needs no escaping, and the colours of the fields.

    >>> ".newsclean .nc-title { --h: 222; --s: 75%; }" in style()
    True
    """
    sheet = resources.files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    colours = "".join(
        f".newsclean .nc-{column.role} {{ --h: {column.colour[0]}; --s: {column.colour[1]}%; }}\n"
        for column in COLUMNS.values()
        if column.colour
    )
    return Html(f"<style>\n{sheet}{colours}</style>")
