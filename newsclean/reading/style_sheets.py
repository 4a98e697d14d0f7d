"""What a page's own style sheets and small scripts hide: by class, by id, by a box that a script opens around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain, islice
from typing import NamedTuple

from ..text import lazy_re as re
from .tags import unescape
from .visibility import declarations, hiding, visibility

SMALL_SCRIPT = 1000  # characters; a script that only hides something has about a hundred
_EVERY_SCREEN = re.compile(r"(?:[^@]*;)?\s*@media\s+(?:only\s+)?(?:screen|all)\s*")
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)")
_NAME = re.compile(r"[.#][\w-]+")
_COMMENT = re.compile(r"/\*[\s\S]*?(?:\*/|\Z)")
# what a block has that hides something; `overflow: hidden` does so in a box without size only
_MAY_HIDE = re.compile(
    r"""display\s*:\s*none | :\s*-\d{2} | (?:height|width)\s*:\s*[-+]?0*(?:[0-2](?!\d)|\.)
    | visibility | collapse | clip | scale | transparent | translate | opacity(?!\s*:\s*(?:1|0?\.[1-9]))
    | font-size\s*:\s*[.0-2](?![\d.]) | margin[^;]{0,40}-\d{3} | rgba\((?:\s*\d+\s*,){3}\s*0?\.?0*\s*\)""",
    re.VERBOSE,
)
_PIECE = 10_000  # characters
_MAX_RULES = 5000  # rules that are kept; real pages have some dozens that hide something
_MAX_SAME = 60  # rules that are kept of one class or id
_MAX_OUTER = 40  # ancestors that are asked for the outer names of a selector
_NONE: frozenset[str] = frozenset()
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
    names: tuple[str, ...]  # `.class` and `#id` that the element must have
    outer: tuple[str, ...]  # those that elements around it must have
    weight: tuple[int, int, int]  # ids, classes, place in the sheets: the heavier rule wins
    style: Mapping[str, str]


_Block = tuple[int, str, list[str], str]  # place in the sheets, selectors, the names in these, declarations


class Sheet:
    """The rules of a page's own style sheets that hide something, and those that take it back."""

    def __init__(self, sheets: Iterable[str], scripts: Iterable[str], used: Set[str]) -> None:
        """Read the rules that hide something, and those that take it back, of the names that the page uses.

        Args:
            sheets: texts of the page's `<style>` elements, escaped, without comments.
            scripts: its small scripts.
            used: its classes and ids, as `.class` and `#id`.
        """
        self.index: dict[str, list[Rule]] = {}
        self.spoken: set[str] = set()  # all names that the rules ask for, of elements and of those around them
        self._nested: set[str] = set()  # names with rules that ask what stands around an element
        blocks: list[_Block] = []
        hiding_names: set[str] = set()
        for order, (selectors, block) in enumerate(_blocks(sheets)):
            names = _NAME.findall(selectors)
            # most blocks speak of names that the page does not use, so that is asked first
            if not used.isdisjoint(names):
                if "&" in block:
                    block = unescape(block)
                blocks.append((order, selectors, names, block))
                if _hides(block):
                    hiding_names.update(names)
        hiding_names &= used
        if hiding_names:
            self._read(blocks, hiding_names)
        for script in scripts:
            for name in hidden_by_script(script):
                self.index.setdefault(name, []).append(Rule("", (name,), (), (9, 0, 0), {"display": "none"}))
                self.spoken.add(name)

    def _read(self, blocks: Iterable[_Block], names: Set[str]) -> None:
        """Index the rules for elements with one of these names."""
        count = 0
        for order, selectors, asked, block in blocks:
            if count < _MAX_RULES and not names.isdisjoint(asked):
                kept = [found for selector in selectors.split(",") if (found := _compounds(selector, names))]
                style = declarations(block) if kept else {}
                if style:
                    count += len(kept)
                    for compounds in kept:
                        self._add(compounds, style, order)

    def asks_around(self, names: Iterable[str]) -> bool:
        """Whether it depends on the elements around what the rules say of an element with these names."""
        return not self._nested.isdisjoint(names)

    def _add(self, compounds: list[re.Match[str]], style: Mapping[str, str], order: int) -> None:
        """Index a selector by a name of its last compound."""
        names = _NAME.findall(compounds[-1][2])
        outer = [name for match in compounds[:-1] for name in _NAME.findall(match[2])]
        ids = sum(name[0] == "#" for name in (*names, *outer))
        weight = (ids, len(names) + len(outer) - ids, order)
        rule = Rule(compounds[-1][1] or "", tuple(names), tuple(outer), weight, style)
        self.spoken.update(names, outer)
        if outer:
            self._nested.add(names[0])
        rules = self.index.setdefault(names[0], [])
        if len(rules) < _MAX_SAME:
            rules.append(rule)

    def style(self, name: str, own: frozenset[str], around: Iterable[Set[str]]) -> dict[str, str]:
        """The declarations that apply to an element: its name, its classes and id, those of the elements around it."""
        rules = [rule for key in own for rule in self.index.get(key, ())]
        rules = [rule for rule in rules if rule.tag in ("", name) and own.issuperset(rule.names)]
        if any(rule.outer for rule in rules):
            outer = _NONE.union(*islice(around, _MAX_OUTER))
            rules = [rule for rule in rules if outer.issuperset(rule.outer)]
        merged: dict[str, str] = {}
        for rule in sorted(rules, key=lambda rule: rule.weight):
            merged.update(rule.style)
        return merged


def _compounds(selector: str, wanted: Set[str]) -> list[re.Match[str]]:
    """The compounds of a selector for elements with one of some names; none of others, or where one is not understood.

    >>> [[match[0] for match in _compounds(selector, {".b"})] for selector in ("div.a > p.b", ".b p", ".b:hover")]
    [['div.a', 'p.b'], [], []]
    """
    parts = selector.replace(">", " ").split()
    if not parts or wanted.isdisjoint(_NAME.findall(parts[-1])):
        return []
    found = [*map(_COMPOUND.fullmatch, parts)]
    return [match for match in found if match] if all(found) else []


def _blocks(sheets: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of all rules that hold on every screen."""
    for sheet in sheets:
        around: list[bool] = []  # at-rules that the chunk stands in: whether each holds on every screen
        for chunk in chain.from_iterable(piece.split("}") for piece in _pieces(sheet)):
            selectors, brace, block = chunk.rpartition("{")
            if not brace:  # nothing but white space: the end of an at-rule
                del around[-1:]
                continue
            if "&" in selectors:
                selectors = unescape(selectors)
            if "{" in selectors:
                *preludes, selectors = selectors.split("{")
                around.extend(bool(_EVERY_SCREEN.fullmatch(prelude)) for prelude in preludes)
            if not around or all(around[-3:]):
                yield selectors.rpartition(";")[2], block  # what ends in `;` is an at-rule without a block


def without_comments(sheet: str) -> str:
    """An escaped sheet without `/* */` and the `<!-- -->` that old pages wrap it in.

    >>> without_comments("&lt;!-- .a{} /* .b{} */ .c{} --&gt;")
    ' .a{}  .c{} '
    """
    if "!--" in sheet or "--&" in sheet:
        sheet = sheet.replace("&lt;!--", "").replace("--&gt;", "")
    return _COMMENT.sub("", sheet) if "/*" in sheet else sheet


def _pieces(sheet: str) -> Iterator[str]:
    """A sheet in pieces that end before a closing brace, as sheets can be half of a page."""
    at = 0
    while (end := sheet.find("}", at + _PIECE)) >= 0:
        yield sheet[at:end]
        at = end + 1
    yield sheet[at:]


def _hides(block: str) -> bool:
    """Whether a block's declarations hide something."""
    block = block.lower()
    may = ("color:" in block and "background" in block) or _MAY_HIDE.search(block)
    return bool(may and hiding(block))


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
    reason = visibility(declarations(style[1])).reason if style else ""
    if not reason and re.match(r"<marquee\b[^>]*\b(?:width|height)\s*=\s*\W*[01]\b", found[2], re.IGNORECASE):
        reason = "size"
    return reason or None


def hiding_scripts(scripts: Iterable[str]) -> list[str]:
    """The small scripts that may hide an element of the page.

    >>> hiding_scripts(["$('#qx').hide()", "var at = 7", "$('#qx').hide()" * 100, "a.style.display=&quot;none&quot;"])
    ["$('#qx').hide()", 'a.style.display="none"']
    """
    return [unescape(text) for text in scripts if len(text) < SMALL_SCRIPT and ("none" in text or "hid" in text)]
