"""Planted markup that stands on the page as text: whole, glued to words, cut off in the middle.

Farms set empty elements with one random id all over a page (`<u id="qxvzt"><strong id="qxvzt"></strong></u>`), or
elements with made-up names. A text dump keeps them as literal text. An article about HTML shows tags too, so a tag is
known by its id: the same one on elements of different kinds, or one that nobody would choose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..page import Mark, Page, step
from ..text import lazy_re as re
from ..text.html_elements import INLINE, KNOWN_BLOCKS, UNSEEN

# The last alternative is a tag cut off by the end of the line: inside an attribute, inside its name, behind `<`
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]{0,14})(?P<attributes>(?:\s[^<>]{0,300})?)(?P<end>/?>|\s*\Z)|</?\Z",
    re.IGNORECASE,
)
_ONE_NAME = re.compile(r"""\s*(?:id|class)\s*=\s*["']?([a-z]{3,10})(?:["'\s]|\Z)""", re.IGNORECASE)
_CUT_NAME = re.compile(r"""\s*(?:i|id|c|cl|cla|clas|class)?\s*(?:=\s*["']?([a-z]{0,10}))?\s*\Z""", re.IGNORECASE)
_FRONT = re.compile(r"""[\w\s="']{0,40}?([a-z]{3,10})["']?\s*>(?=\s*<|\s*\Z)""", re.IGNORECASE)  # cut off in front
# Runs of letters that hardly occur in words and abbreviations of any language that pages are written in
_STRANGE = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{4}|q[^u]|[jqvz][bcdfghjklmnpqrstwx]|[bcdfghjklmnprtvwz][jq]|[bcdfghjklmpqrtvwz]x|x[^aceilmpstuy]"
    r"|[fghkpqtw]v|[bdfgjkpqvxz]w|uu|ii|[bcdfgjkpqtvwxz]{3}"
)
_ELEMENTS = INLINE | KNOWN_BLOCKS | UNSEEN | {"rp", "rtc", "optgroup", "colgroup", "col", "noframes", "body", "html"}
_EDGE = " \t•·|*-—>»"  # bullets and cell borders that stand around planted tags
_RESTORED = re.compile(r"[。!?！？…”\"'）)】」』]\s*</[a-z]{1,8}\s*>\s*\Z", re.IGNORECASE)
_SET_OFF = re.compile(r"\s[,，、;；:：]")  # the blank before a tag that a sentence names, and what follows behind it
_KINDS = 3  # kinds of elements that share an id: in genuine markup an id belongs to one element
_MADE_UP = 3  # elements with made-up names that make a clump
_LITERATE = 2  # opening tags of another sort that make a page one that shows markup


class Tag(NamedTuple):
    """A tag in the text of a line."""

    line: int
    start: int
    end: int
    name: str
    closing: bool
    value: str  # its id or class, where it has nothing else
    cut: bool  # the line ends inside it


@step
def strip_injected(page: Page) -> Iterable[Mark]:
    """Mark lines that are nothing but planted markup, and cut it out of other lines.

    >>> from newsclean import load
    >>> dump = '<u id="qxvzt"><strong id="qxvzt"></strong></u>\\n昨天，新桥<em id="qxvzt"></em>通车。\\n<track id="qxv'
    >>> [(mark.line, mark.start, mark.end) for mark in strip_injected(load(dump))]
    [(0, None, None), (1, 5, 25), (2, None, None)]
    """
    page = page.before("strip_injected")
    by_line: dict[int, list[Tag]] = defaultdict(list)
    for line in page.lines:
        if ("<" in line.text or '">' in line.text) and not page.roles[line.number]:
            by_line[line.number].extend(_tags(line.number, line.text))
    tags = [tag for found in by_line.values() for tag in found]
    names = _planted_names(tags)
    shows_markup = _shows_markup(tags, names)
    places: dict[int, list[tuple[int, int]]] = {}
    for number, found in by_line.items():
        text = page.lines[number].text
        places[number] = _merged([*_planted(found, text, names, shows_markup), *_front(text, names)], text)
    if sum(map(len, places.values())) == 1 and _shown(page, places):
        return
    for number, spans in places.items():
        text = page.lines[number].text
        if spans and not _without(text, spans).strip(_EDGE):
            yield Mark(number, "injected", "injected-markup", reason=" ".join(sorted(names)[:3]))
            continue
        for start, end in spans:
            yield Mark(number, "injected", "injected-tag", start, end, reason=text[start:end][:60])


def _shown(page: Page, places: dict[int, list[tuple[int, int]]]) -> bool:
    """Whether the only such place on the page is one that a sentence speaks of; a farm sets many, amid the words."""
    [(number, start, end)] = [(number, *span) for number, spans in places.items() for span in spans]
    text = page.lines[number].text
    return bool(text[:start].strip()) and bool(_SET_OFF.fullmatch(text[start - 1 : start] + text[end : end + 1]))


def _tags(number: int, text: str) -> Iterator[Tag]:
    """The tags of a line, with the id of those that have nothing else."""
    for found in _TAG.finditer(text):
        cut = not (found["end"] or "").endswith(">")
        attributes = found["attributes"] or ""
        one = _ONE_NAME.match(attributes)
        value = one[1].lower() if one else ""
        if one and _ONE_NAME.sub("", attributes, count=2).strip(" \t/\"'"):
            value = ""
        yield Tag(number, found.start(), found.end(), (found["name"] or "").lower(), bool(found["close"]), value, cut)


def _planted_names(tags: Sequence[Tag]) -> set[str]:
    """The ids that a farm has set."""
    kinds: dict[str, set[str]] = defaultdict(set)
    made_up: list[Tag] = []
    for tag in tags:
        if tag.value and not tag.closing and not tag.cut:
            kinds[tag.value].add(tag.name)
            if tag.name not in _ELEMENTS:
                made_up.append(tag)
    several = {value for value, found in kinds.items() if len(found) >= _KINDS}
    literate = sum(1 for tag in tags if not tag.closing and not tag.value and not tag.cut) >= _LITERATE
    for value, found in kinds.items():
        strange = _strange(value)
        if (len(found) > 1 and (strange or not literate)) or (strange and len(value) > 4 and not literate):
            several.add(value)
    odd = [tag for tag in made_up if _strange(tag.name) or _strange(tag.value)]
    if len(made_up) >= _MADE_UP and len(odd) * 2 >= len(made_up):
        several |= {tag.value for tag in made_up}
    return several


def _strange(name: str) -> bool:
    """Whether nobody would choose a name: it can be neither spoken nor read as an abbreviation.

    >>> [_strange(name) for name in ("qxvzt", "wmrtya", "content", "btn", "search")]
    [True, True, False, False, False]
    """
    # 拼音 has its own clusters
    return bool(_STRANGE.search(name.replace("zh", "z").replace("ng", "n")))


def _shows_markup(tags: Sequence[Tag], names: set[str]) -> bool:
    """Whether the page itself writes about markup: it holds opening tags that no farm has set."""
    own = [tag for tag in tags if not tag.closing and not tag.cut and tag.value not in names]
    return len(own) >= _LITERATE


def _planted(tags: Sequence[Tag], text: str, names: set[str], shows_markup: bool) -> Iterator[tuple[int, int]]:
    """The places of planted tags in a line: opening ones by their id, closing ones by what they close."""
    opened: dict[str, list[bool]] = defaultdict(list)  # for each open element of a name whether it is planted
    last = -1  # end of the planted tag before
    alone = all(tag.closing for tag in tags) and not _without(text, [(tag.start, tag.end) for tag in tags]).strip(_EDGE)
    for tag in tags:
        if tag.cut:
            planted = bool(names) and _cut_planted(tag, text, names)
        elif not tag.closing:
            planted = tag.value in names
            opened[tag.name].append(planted)
        elif opened[tag.name]:
            planted = opened[tag.name].pop()
        else:
            beside = last >= 0 and not text[last : tag.start].strip()
            planted = beside or (not shows_markup and (bool(names) or alone or _restored(tag, text)))
        if planted:
            last = tag.end
            yield tag.start, tag.end


def _cut_planted(tag: Tag, text: str, names: set[str]) -> bool:
    """Whether a tag cut off by the line's end was going to be a planted one."""
    rest = text[tag.start :].lstrip("</")[len(tag.name) :]
    found = _CUT_NAME.fullmatch(rest)
    value = (found[1] or "").lower() if found else tag.value
    if not found and not value:
        return False
    return any(name.startswith(value) for name in names)


def _restored(tag: Tag, text: str) -> bool:
    """Whether a closing tag at the end of a line is one that a repair has given back to the text."""
    return tag.end == len(text.rstrip()) and bool(_RESTORED.search(text, max(0, tag.start - 3)))


def _front(text: str, names: set[str]) -> Iterator[tuple[int, int]]:
    """What is left of a planted tag whose beginning was cut off."""
    found = _FRONT.match(text)
    if found and found[1].lower() in {name[-len(found[1]) :] for name in names}:
        yield 0, found.end()


def _merged(spans: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """The places in order, those with nothing but white space between them as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without these places of it."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces.append(text[at:start])
        at = max(at, end)
    return "".join([*pieces, text[at:]])
