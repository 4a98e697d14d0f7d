"""Where a site's selectors found something: elements of the tree are named, and their names go on to boxes and spans.

A name is a short word in front of an element's class: `@t0` for the first selector of `title`. Boxes and spans have it
among their hints, so that it stays with its line through repairs, and no rule takes it for a word of the page.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from ..phrases.selectors import elements
from ..phrases.site import SELECTED, Site
from ..text.site_views import CODES

_MOST = 500  # elements that one selector may name: of more it says nothing


def name_selected(root: Any, site: Site, *, own: bool) -> Any:
    """The tree with what a site's selectors find named; a copy, unless the tree is our `own`.

    >>> from lxml import html
    >>> tree = html.fromstring("<div><h1 class='tt'>新桥通车</h1><p>来源：<b>某报</b></p></div>")
    >>> named = name_selected(tree, Site(title=".tt", source="//p/b"), own=False)
    >>> [(element.tag, element.get("class")) for element in named.iter() if element.get("class")]
    [('h1', '@t0 tt'), ('b', '@s0')]
    """
    if not site.selectors:
        return root
    if not own:
        root = deepcopy(root)
    found = []
    for name in SELECTED:
        for number, selector in enumerate(getattr(site, name)):
            selected = elements(selector, root)
            if len(selected) <= _MOST:
                found += [(element, f"{CODES[name]}{number}") for element in selected]
    for element, code in found:
        if element.tag == "meta":  # what it says goes to the head, under the code too
            free = next((key for key in ("itemprop", "property") if not element.get(key)), None)
            if free:
                element.set(free, code)
        else:
            element.set("class", f"{code} {element.get('class') or ''}".rstrip())
    return root
