"""Selectors that a caller writes, in CSS or XPath: compiled, checked, and run on a tree.

XPath is what begins as it does (`/`, `./`, `(`) or with `xpath:` before it; all else is CSS.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree

from ..errors import SiteError

_XPATH = re.compile(r"\s*(?:/|\./|\.\./|\(|id\(|descendant|child::)")
_FUNCTION = re.compile(r"(?<![\w:-])([\w:-]{1,60})\s?\(")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# of XPath 1.0: an unknown one shows only where a page has what it is asked of
_FUNCTIONS = frozenset(
    re.findall(
        r"\S+",
        """
        and or div mod node text comment processing-instruction last position count id local-name namespace-uri name
        string concat starts-with contains substring-before substring-after substring string-length normalize-space
        translate boolean not true false lang number sum floor ceiling round
        """,
    )
)
_LONGEST = 2_000  # characters; longer ones are no selectors that anybody wrote
_EMPTY = etree.fromstring("<html><body/></html>")


@lru_cache(maxsize=512)
def compiled(selector: str) -> etree.XPath:
    """A selector as it runs.

    Raises:
        SiteError: it is none, or gives something else than elements.

    >>> [element.get("id") for element in compiled("p.tt")(etree.fromstring('<div><p id="a" class="x tt"/></div>'))]
    ['a']
    >>> compiled("//p[")
    Traceback (most recent call last):
        ...
    newsclean.errors.SiteError: '//p[' is no XPath: Invalid expression
    """
    if len(selector) > _LONGEST:
        raise SiteError(f"a selector of {len(selector):,} characters: {selector[:40]!r} …", value=selector)
    kind, path = ("XPath", selector.removeprefix("xpath:"))
    if not selector.startswith("xpath:") and not _XPATH.match(selector):
        kind, path = "CSS", _path(selector.removeprefix("css:"))
    try:
        found = etree.XPath(path)
        result = found(_EMPTY)
    except (etree.XPathError, ValueError) as error:
        raise SiteError(f"{selector!r} is no {kind}: {error}", value=selector) from None
    unknown = {name.rpartition("::")[2] for name in _FUNCTION.findall(_QUOTED.sub("", path))} - _FUNCTIONS - {""}
    if unknown:
        raise SiteError(f"{selector!r} is no {kind}: XPath 1.0 has no {sorted(unknown)[0]}()", value=selector)
    if not isinstance(result, list):
        raise SiteError(f"{selector!r} gives a {type(result).__name__}, and no elements", value=selector)
    return found


def _path(selector: str) -> str:
    """A selector in CSS as an XPath."""
    try:
        from cssselect import HTMLTranslator, SelectorError
    except ImportError:
        raise SiteError(
            f"{selector!r}: selectors in CSS need cssselect: pip install cssselect; XPath works without",
            value=selector,
        ) from None
    try:
        path: str = HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        raise SiteError(f"{selector!r} is no CSS: {error or 'nothing is selected'}", value=selector) from None
    return path


def elements(selector: str, root: Any) -> list[Any]:
    """The elements that a selector finds in a tree; of a text or an attribute that it finds, the element that has it.

    >>> root = etree.fromstring("<p>来源：<span id='ly'>某报</span></p>")
    >>> [element.tag for element in elements("//span[@id='ly']/text()", root)]
    ['span']
    """
    found = []
    try:
        results = compiled(selector)(root)
    except etree.XPathError:  # what an empty tree did not show; it finds nothing then
        return []
    for result in results if isinstance(results, list) else ():
        element = result if isinstance(result, etree._Element) else _element_of(result)
        if element is not None and isinstance(element.tag, str):
            found.append(element)
    return found


def _element_of(text: Any) -> Any:
    """The element that a text or an attribute belongs to."""
    parent = text.getparent() if hasattr(text, "getparent") else None
    return parent.getparent() if parent is not None and text.is_tail else parent
