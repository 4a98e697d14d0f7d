"""Authors without a labelled credit: bylines in the lead, beside the headline, at the article's end, in the head.

Runs after the body is known, since `（记者 张三）` names the author in the lead and just a person in the middle of the
text. Authors that `find_credits` found are given again, so that all names stand together in page order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..fold import fold
from ..page import Line, Mark, Page
from ..phrases import alternation
from .names import is_group, is_outlet, is_person, read_names

_CLOSED = frozenset(("title", "hidden", "injected", "spam", "disclaimer", "editor", "credit", "image", "caption"))
_LEAD_LINES = 3  # lines at the body's start that may hold a byline
_TAIL_LINES = 2  # lines at the body's end that may close with one
_ABOVE = 15  # lines between headline and body; more are navigation
_BELOW = 4  # lines below the body
_MAX_DATELINE = 45  # characters of a dateline with the outlet's name
_MAX_BYLINE = 60  # characters of a byline
_AROUND = 40  # lines around the body where a credit is the article's; an account box or a vote may stand between
_BULLETS = "■□●○◆◇★☆▲△▼▶◎※·*>—-_/|: "
_ORIGINAL = "原创"  # the word that platforms print before the author's name
_META = ("author", "byl", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "creator")


class Part(NamedTuple):
    """Names with the role that the byline gives them."""

    start: int
    end: int
    label: str
    names: tuple[str, ...]


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """The patterns made of phrase files, compiled when first used."""
    reporters, ends = alternation("reporters"), alternation("byline_ends")
    if kind == "role":
        # the outlet's name before the role: 某市日报记者, 《某刊》特约记者, 本报驻某地记者
        return re.compile(rf"[^\s(){{}}\[\]、,。:;!?|/]{{0,14}}?(?:{reporters})(?![\u4e00-\u9fff]{{4}})[:丨|/]?")
    if kind == "dateline":
        return re.compile(rf"(?:{alternation('dateline_ends')})[\s·:,|]*$")
    if kind == "end":
        places = alternation("places")
        return re.compile(rf"[\s,/|—-]*(?:(?:发自|从)?(?:{places})|{ends}|\d{{1,2}}日|\d{{1,2}}月)")
    return re.compile(rf"\s*(?:{ends})")


def find_byline(page: Page) -> Iterable[Mark]:
    """Mark authors: spans in the lead (which stay in the body), closing names (cut), lines that are only a byline.

    >>> from newsclean import load
    >>> page = load("本报讯（记者张三 通讯员李四）昨天，城东新桥通车。")
    >>> page = page.with_marks([Mark(0, "body", "for-the-example")])
    >>> [(mark.role, mark.value) for mark in find_byline(page)]
    [('author', ('张三', '李四')), ('credit', ('记者', ('张三',))), ('credit', ('通讯员', ('李四',)))]
    """
    body = [number for number, role in enumerate(page.roles) if role == "body"]
    if not body:
        return
    marks = list(_bylines(page, body))
    near = _near(page.marked("author"), body)
    if not near and not any(mark.role == "author" for mark in marks):
        marks += _from_header(page, body) or _from_head(page)
    yield from _together(marks, near)
    for role in ("author", "editor"):
        yield from _of_others(page, role, body, bool(marks) and role == "author")


def _together(marks: list[Mark], credits: list[Mark]) -> Iterator[Mark]:
    """Bylines and labelled authors in page order; the labelled ones again, without a place of their own."""
    named = [mark for mark in (*marks, *credits) if mark.role == "author" and mark.value]
    people = any(is_person(name) for mark in named for name in mark.value)
    repeated = [mark._replace(line=-1, start=None, end=None, rule="author-credit") for mark in credits]
    places = [(mark.line, mark.start or 0, mark) for mark in marks]
    places += [(old.line, old.start or 0, new) for old, new in zip(credits, repeated, strict=True)] if named else []
    for _, _, mark in sorted(places, key=lambda place: place[:2]):
        if mark.role == "author" and mark.value and people and all(is_group(name) for name in mark.value):
            mark = mark._replace(value=None)  # a group signs only where no person does
        if mark.line >= 0 or mark.value:
            yield mark


def _near(marks: list[Mark], body: list[int]) -> list[Mark]:
    """The credits that stand around the body: others are those of another article."""
    return [mark for mark in marks if mark.value and body[0] - _AROUND <= mark.line <= body[-1] + _AROUND]


def _of_others(page: Page, role: str, body: list[int], known: bool) -> Iterator[Mark]:
    """Take back credits far from the body, by giving those around it again; an empty value if there are none."""
    marks = [mark for mark in page.marked(role) if mark.value]
    near = _near(marks, body)
    if known or len(near) == len(marks):
        return
    for mark in near:
        yield mark._replace(line=-1, start=None, end=None, rule="credit-near-body")
    if not near:
        yield Mark(-1, role, "credit-of-another-article", value=())


def _bylines(page: Page, body: list[int]) -> Iterator[Mark]:
    """Bylines on the page itself, in page order."""
    first, last = body[0], body[-1]
    titles = [mark.line for mark in page.marked("title") if 0 <= mark.line < first]
    top = max(titles[-1] + 1 if titles else 0, first - _ABOVE)
    lead, tail = set(body[:_LEAD_LINES]), set(body[-_TAIL_LINES:])
    for number in (*range(top, first), *sorted(lead | tail), *_below(page, last)):
        line, folded, role = page.lines[number], page.folded[number], page.roles[number]
        if role in _CLOSED:
            continue
        own = _own_line(page, line, folded)
        if own:
            yield from own
        elif number in lead and (found := _lead(line, folded)):
            yield from found
        elif number in tail:
            yield from _closing(line, folded)


def _below(page: Page, last: int) -> range:
    """The lines below the body that may still belong to the article."""
    return range(last + 1, min(last + 1 + _BELOW, len(page.lines)))


def read_byline(text: str, start: int, end: int) -> list[Part]:
    """Read a byline that fills `text[start:end]`: roles and names in turn; nothing if anything else is there.

    >>> [part[2:] for part in read_byline("本报记者 张三 通讯员 李四", 0, 14)]
    [('本报记者', ('张三',)), ('通讯员', ('李四',))]
    >>> read_byline("记者张三的书", 0, 6)
    []
    """
    folded = fold(text)
    role = _pattern("role").match(folded, start, end)
    if not role:
        return []
    parts = []
    while role:
        label = text[role.start() : role.end()].rstrip(":：丨|｜/／ ")
        follower = next((m for m in _pattern("role").finditer(folded, role.end(), end) if _is_role(folded, m)), None)
        limit = follower.start() if follower else end
        names = read_names(text, role.end(), limit)
        if names.group or not (names.names and _ended(folded, names.end, limit)):
            return []
        parts.append(Part(role.start(), limit, label, names.names))
        role = follower
    return parts


def _is_role(folded: str, match: re.Match[str]) -> bool:
    """Whether a further role starts at a word's border rather than inside a name."""
    before = folded[match.start() - 1]
    return not before.isalnum() or match.end() - match.start() <= 5


def _ended(folded: str, at: int, end: int) -> bool:
    """Whether nothing but a place, `报道`, `文/图` and the like stands between `at` and `end`."""
    for _ in range(4):
        match = _pattern("end").match(folded, at, end)
        if not match or match.end() == at:
            break
        at = match.end()
    return not folded[at:end].strip(_BULLETS + ",.;:、。[]()")


def _own_line(page: Page, line: Line, folded: str) -> list[Mark]:
    """Marks for a line that is nothing but a byline, or a byline beside date and source."""
    if len(folded) > _MAX_BYLINE + 40:
        return []
    start, end = _trim(folded, *_without_facts(page, line, folded))
    if end - start > _MAX_BYLINE or start >= end or _pictures(folded[start:end]):
        return []
    parts = read_byline(line.text, start, end) or _name_first(line.text, folded, start, end)
    if not parts:
        return []
    marks = list(_marks(line, parts, start, end, "byline-line", cut=True))
    if (
        page.roles[line.number] in ("", "body", "boilerplate")
        and not _trim(folded, 0, start)[1]
        and end >= len(folded) - 2
    ):
        marks.append(Mark(line.number, "author", "byline-line"))
    return marks


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    """The part of a line without bullets and brackets around it."""
    while start < end and folded[start] in _BULLETS + "([":
        start += 1
    while end > start and folded[end - 1] in _BULLETS + ")].。":
        end -= 1
    return start, end


def _without_facts(page: Page, line: Line, folded: str) -> tuple[int, int]:
    """The largest part of a line outside the spans of date and source."""
    spans = sorted((m.start, m.end) for m in _facts(page).get(line.number, ()) if m.start is not None and m.end)
    borders = [(0, 0), *spans, (len(folded), len(folded))]
    gaps = [(a[1], b[0]) for a, b in pairwise(borders)]
    return max(gaps, key=lambda gap: gap[1] - gap[0])


def _facts(page: Page) -> dict[int, list[Mark]]:
    out: dict[int, list[Mark]] = {}
    for mark in page.marks:
        if mark.role in ("date", "source") and mark.start is not None:
            out.setdefault(mark.line, []).append(mark)
    return out


def _pictures(folded: str) -> bool:
    """Whether a byline credits pictures only: `记者 张三 摄`."""
    return bool(re.search(r"(?:摄|图|摄影|供图|制图|漫画|视频|剪辑)[\s)\]]*$", folded)) and not re.search(
        r"[文图]\s?[/、并]?\s?[文图摄]|报[道导]", folded
    )


def _name_first(text: str, folded: str, start: int, end: int) -> list[Part]:
    """A name before its role or outlet: `张三/文`, `张三 文/图`, `张三/某市日报`."""
    match = re.compile(r"(.{2,24}?)\s?([/|丨]|\s)\s?([^/|\s]{1,12}(?:/[文图])?)$").match(folded, start, end)
    if not match:
        return []
    names = read_names(text, start, match.end(1))
    word = match.group(3)
    written = word == "文" or bool(_pattern("written").fullmatch(word))
    if not names.names or not names.clean or names.group:
        return []
    if written or (match.group(2) == "/" and is_outlet(word)):
        return [Part(start, end, word if written else "", names.names)]
    return []


def _marks(line: Line, parts: list[Part], start: int, end: int, rule: str, cut: bool) -> Iterator[Mark]:
    """One mark for the author, and one for each credited role."""
    names = tuple(dict.fromkeys(name for part in parts for name in part.names))
    yield Mark(line.number, "author", rule, start, end, names, cut=cut)
    for part in parts:
        if part.label:
            yield Mark(line.number, "credit", rule, part.start, part.end, (part.label, part.names), cut=False)


def _lead(line: Line, folded: str) -> list[Mark]:
    """The byline in a lead: `某某社北京5月10日电（记者张三、李四）`, `本报讯 记者张三报道：`."""
    for bracket in re.finditer(r"[(\[]([^()\[\]]{2,60})[)\]]", folded[: _MAX_DATELINE + _MAX_BYLINE]):
        before = folded[: bracket.start()]
        if len(before) > _MAX_DATELINE or re.search(r"[。!?;\"]", before):
            break
        start, end = bracket.span(1)
        if _pictures(folded[start:end]):
            continue
        parts = read_byline(line.text, start, end)
        if not parts and (not before.strip() or _pattern("dateline").search(before)):
            names = read_names(line.text, start, end)
            if names.names and names.clean and not names.group and before.strip():
                parts = [Part(start, end, "", names.names)]
        if parts:
            return list(_marks(line, parts, start, end, "lead-byline", cut=False))
    return _lead_without_bracket(line, folded)


def _lead_without_bracket(line: Line, folded: str) -> list[Mark]:
    """`本报记者张三报道：`, `本报北京5月1日讯 记者张三报道：` before the text goes on."""
    for role in _pattern("role").finditer(folded, 0, _MAX_DATELINE):
        before = folded[: role.start()]
        if re.search(r"[。!?;\"(据]", before) or folded[role.start()] == "据":
            break
        dateline = bool(_pattern("dateline").search(before))
        if before.strip(_BULLETS + "[]") and not dateline:
            continue
        names = read_names(line.text, role.end(), min(len(folded), role.end() + _MAX_BYLINE))
        if not names.names or names.group:
            continue
        told = _pattern("end").match(folded, names.end)
        closed = folded[names.end : names.end + 1] in (":", "]", ")")
        if (
            closed
            or told
            or re.search(r"报[道导]$", folded[: names.end])
            or (dateline and folded[names.end : names.end + 1] == " ")
        ):
            part = Part(role.start(), names.end, line.text[role.start() : role.end()].strip(" :：/|"), names.names)
            return list(_marks(line, [part], role.start(), names.end, "lead-byline", cut=False))
    return []


def _closing(line: Line, folded: str) -> Iterator[Mark]:
    """Names that close the text: `（张三）`, `（记者 张三）`, `。本报记者 张三`."""
    text = folded.rstrip()
    text = re.sub(r"\s*[(\[]完[)\]]$", "", text)
    bracket = re.search(r"[(\[]([^()\[\]]{2,60})[)\]]$", text[-_MAX_BYLINE - 2 :])
    offset = max(0, len(text) - _MAX_BYLINE - 2)
    if bracket:
        start, end = bracket.start(1) + offset, bracket.end(1) + offset
        if _pictures(folded[start:end]):
            return
        parts = read_byline(line.text, start, end)
        names = read_names(line.text, start, end)
        if (
            not parts
            and names.names
            and names.clean
            and not names.group
            and start > 1
            and folded[start - 2] in '。!?"….'
        ):
            parts = [Part(start, end, "", names.names)]
        if parts:
            yield from _marks(line, parts, bracket.start() + offset, bracket.end() + offset, "closing-byline", cut=True)
        return
    sentence = re.search(r"[。!?\"…]\s*([^。!?\"…]{4,40})$", text[-_MAX_BYLINE:])
    if sentence:
        offset = max(0, len(text) - _MAX_BYLINE)
        start, end = sentence.start(1) + offset, len(text)
        parts = [] if _pictures(folded[start:end]) else read_byline(line.text, *_trim(folded, start, end))
        if parts:
            yield from _marks(line, parts, start, end, "closing-byline", cut=True)


def _from_header(page: Page, body: list[int]) -> list[Mark]:
    """A name beside date or source between headline and body: `2020-01-02 张三`, `原创 某某 某号`."""
    facts = _facts(page)
    outlets = {name for mark in page.marked("source") if mark.value for name in (mark.value, *mark.value)}
    original = False
    for number in range(max(0, body[0] - _ABOVE), body[0]):
        line, folded = page.lines[number], page.folded[number]
        start, end = _trim(folded, *_without_facts(page, line, folded))
        pen_name = original  # the line above says 原创 and nothing else
        if folded.startswith(_ORIGINAL, start, end):
            start, end = _trim(folded, start + len(_ORIGINAL), end)
            original = start >= end
            pen_name = True
        else:
            original = False
        if start >= end or end - start > _MAX_BYLINE or not (pen_name or number in facts):
            continue
        names = read_names(line.text, start, end, loose=pen_name)
        clean = names.clean or (pen_name and folded[names.end : names.end + 1] == " ")  # the account stands behind
        if names.names and clean and not names.group and not outlets & set(names.names):
            return [Mark(number, "author", "header-name", start, end, names.names, cut=False)]
    return []


def _from_head(page: Page) -> list[Mark]:
    """The author of the page's metadata, if it is a person and no editor."""
    editors = {name for mark in page.marked("editor") if mark.value for name in mark.value}
    candidates = [page.head.meta.get(name, "") for name in _META] + [data.get("author", "") for data in page.head.data]
    for text in candidates:
        names = read_names(text)
        if names.names and names.clean and not names.group and not editors & set(names.names):
            return [Mark(-1, "author", "author-metadata", value=names.names)]
    return []
