"""What a page's own style sheets and small scripts hide: by class, by id, by a box that a script opens around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, NamedTuple

from lxml import etree

from .hiding import declarations, hiding, sight

SMALL_SCRIPT = 1000  # characters; a script that only hides something has about a hundred
_CLASSES = etree.XPath("//@class", smart_strings=False)
_IDS = etree.XPath("//@id", smart_strings=False)
_EVERY_SCREEN = re.compile(r"(?:[^@]*;)?\s*@media\s+(?:only\s+)?(?:screen|all)\s*")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)")
_NAME = re.compile(r"[.#][\w-]+")
# a block that hides something holds one of these: most of a sheet's blocks are passed over so
_MAY_HIDE = ("hidden", "collapse", "opacity", "clip", "scale", "translate", "transparent")
_FAR = re.compile(r":\s*-\d{2}|font-size\s*:\s*[.0-2](?![\d.])|display\s*:\s*none")
_MAX_RULES = 5000  # rules that are kept; real pages have some dozens that hide something
_MAX_SAME = 60  # rules that are kept of one class or id
_MAX_OUTER = 40  # ancestors that are asked for the outer names of a selector
# A script that does nothing else than hide an element, as farms set it behind their links; one that hides on a
# click or inside a function does more and is left alone
_SCRIPT_ID = re.compile(
    r"""\s*(?:document\.getElementById\(\s*["']([\w-]+)["']\s*\)|document\.all\.([\w-]+)|\$\(\s*["']\#([\w-]+)["']\s*\))
    \s*\.\s*(?:style\.(?:display\s*=\s*["']none["']|visibility\s*=\s*["']hidden["']|cssText\s*=\s*["']([^"']*)["'])|hide\(\s*\)
    |css\(\s*["']display["']\s*,\s*["']none["']\s*\))\s*;?\s*""",
    re.VERBOSE,
)
_WRITTEN = re.compile(r"""\s*document\.write(?:ln)?\(\s*(["'])(<[^<>]*>|</[a-z]+>)\1\s*\)\s*;?\s*""", re.IGNORECASE)
_STYLE = re.compile(r"""style\s*=\s*\\?["']?([^"'\\>]*)""", re.IGNORECASE)


class Rule(NamedTuple):
    """One selector with its declarations."""

    tag: str  # of the element itself, "" for any
    names: frozenset[str]  # `.class` and `#id` that the element must have
    outer: frozenset[str]  # those that elements around it must have
    weight: tuple[int, int, int]  # ids, classes, place in the sheets: the heavier rule wins
    style: Mapping[str, str]


class Sheet:
    """The rules of a page's own style sheets that hide something, and those that take it back."""

    def __init__(
        self, sheets: Iterable[str] = (), scripts: Iterable[str] = (), used: frozenset[str] | None = None
    ) -> None:
        """Read the rules that hide something, and those that take it back, of the page's `used` names (None: all)."""
        self.index: dict[str, list[Rule]] = {}
        # most blocks speak of names that the page does not use, so that is asked first
        blocks = [
            (order, selectors, block, names)
            for order, (selectors, block) in enumerate(_blocks(sheets))
            if (names := _NAME.findall(selectors)) and (used is None or not used.isdisjoint(names))
        ]
        hiding_names = {name for _, _, block, names in blocks if _hides(block) for name in names}
        if used is not None:
            hiding_names &= used
        if hiding_names:
            self._read(blocks, hiding_names)
        for script in scripts:
            for name in hidden_by_script(script):
                self.index.setdefault(name, []).append(
                    Rule("", frozenset((name,)), frozenset(), (9, 0, 0), {"display": "none"})
                )

    def _read(self, blocks: Iterable[tuple[int, str, str, list[str]]], names: Set[str]) -> None:
        """Index the rules whose selectors hold one of these names."""
        count = 0
        for order, selectors, block, held in blocks:
            if count < _MAX_RULES and not names.isdisjoint(held):
                style = declarations(block)
                for selector in selectors.split(","):
                    count += self._add(selector, style, order)

    def _add(self, selector: str, style: Mapping[str, str], order: int) -> int:
        """Index a selector by a name of its last compound; 0 for one that is not understood."""
        compounds = selector.replace(">", " ").split()
        found = [_COMPOUND.fullmatch(compound) for compound in compounds]
        if not found or not all(found) or not found[-1] or not found[-1][2]:
            return 0
        names = _NAME.findall(found[-1][2])
        outer = [name for match in found[:-1] if match for name in _NAME.findall(match[2])]
        ids = sum(name[0] == "#" for name in (*names, *outer))
        weight = (ids, len(names) + len(outer) - ids, order)
        rule = Rule(found[-1][1] or "", frozenset(names), frozenset(outer), weight, style)
        rules = self.index.setdefault(names[0], [])
        if len(rules) < _MAX_SAME:
            rules.append(rule)
        return 1

    def style(self, element: Any, tag: str, names: Iterable[str]) -> dict[str, str]:
        """The declarations that apply to an element with these `.class` and `#id` names."""
        own = set(names)
        rules = [rule for name in own for rule in self.index.get(name, ())]
        rules = [rule for rule in rules if rule.tag in ("", tag) and rule.names <= own]
        if any(rule.outer for rule in rules):
            around = _around(element)
            rules = [rule for rule in rules if rule.outer <= around]
        merged: dict[str, str] = {}
        for rule in sorted(rules, key=lambda rule: rule.weight):
            merged.update(rule.style)
        return merged


def _blocks(sheets: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of all rules that hold on every screen."""
    for sheet in sheets:
        around: list[bool] = []  # at-rules that the chunk stands in: whether each holds on every screen
        for chunk in _without_comments(sheet).split("}"):
            selectors, brace, block = chunk.rpartition("{")
            if not brace:  # nothing but white space: the end of an at-rule
                del around[-1:]
                continue
            if "{" in selectors:
                *preludes, selectors = selectors.split("{")
                around.extend(bool(_EVERY_SCREEN.fullmatch(prelude)) for prelude in preludes)
            if not around or all(around[-3:]):
                yield selectors.rpartition(";")[2], block  # what ends in `;` is an at-rule without a block


def _without_comments(sheet: str) -> str:
    """A sheet without `/* */` and the `<!-- -->` that old pages wrap it in."""
    first, *others = sheet.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(other.partition("*/")[2] for other in others)


def _hides(block: str) -> bool:
    """Whether a block's declarations hide something."""
    block = block.lower()
    may = any(word in block for word in _MAY_HIDE) or ("color:" in block and "background" in block)
    return (may or bool(_FAR.search(block))) and bool(hiding(block))


def _around(element: Any) -> set[str]:
    """The class and id names of the elements around one."""
    out: set[str] = set()
    for count, outer in enumerate(element.iterancestors()):
        if count >= _MAX_OUTER:
            break
        out.update("." + word for word in (outer.get("class") or "").split())
        if outer.get("id"):
            out.add("#" + outer.get("id"))
    return out


def hidden_by_script(script: str) -> list[str]:
    """The ids, as `#id`, that a script hides, if it does nothing else.

    >>> hidden_by_script("document.getElementById('qx').style.display='none';")
    ['#qx']
    >>> hidden_by_script("function shut() { document.getElementById('qx').style.display='none'; }")
    []
    """
    names, at = [], 0
    while at < len(script):
        found = _SCRIPT_ID.match(script, at)
        if not found:
            return []
        if found[4] is None or hiding(found[4]):
            names.append("#" + (found[1] or found[2] or found[3]))
        at = found.end()
    return names


def written_box(script: str) -> str | None:
    """Whether a script writes the start of a hidden box (its reason) or the end of a box (`""`); None for neither.

    >>> written_box("document.write('<div style=\\"display:none\\">');"), written_box("document.write('</div>');")
    ('display', '')
    """
    found = _WRITTEN.fullmatch(script)
    if not found:
        return None
    if found[2].startswith("</"):
        return ""
    style = _STYLE.search(found[2])
    reason = sight(declarations(style[1])).reason if style else ""
    if not reason and re.match(r"<marquee\b[^>]*\b(?:width|height)\s*=\s*\W*[01]\b", found[2], re.IGNORECASE):
        reason = "size"
    return reason or None


def names_used(root: Any) -> frozenset[str]:
    """The classes and ids of the page's elements, as `.class` and `#id`: most rules of most sheets speak of others."""
    classes: list[str] = _CLASSES(root)  # type: ignore[assignment]
    ids: list[str] = _IDS(root)  # type: ignore[assignment]
    names = {"." + word for value in set(classes) for word in value.split()}
    names.update("#" + value.strip() for value in ids)
    return frozenset(names)


def hiding_scripts(root: Any) -> list[str]:
    """The small scripts that may hide an element of the page."""
    texts = (script.text for script in root.iter("script"))
    return [text for text in texts if text and len(text) < SMALL_SCRIPT and ("none" in text or "hid" in text)]
