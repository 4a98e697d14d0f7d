"""An explanation as a picture: every line of the page with its role, its rule and the spans found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..explain import Cut, ExplainedLine, Explanation
from .card import summary
from .markup import Html, element, join, style
from .roles import foldable, in_order, kept, style_class

_FOLD_FROM = 6  # lines left out in a row that are folded: fewer cost less room than the fold's own line explains
_GLIMPSE = 24  # characters of a folded run's first and last line that tell what it is


def picture(explanation: Explanation) -> Html:
    """The explanation as a piece of HTML for a notebook.

    >>> from newsclean import explain_page
    >>> shown = picture(explain_page("责任编辑：张三<script>"))
    >>> "责任编辑：张三" in shown, "<script" in shown
    (True, False)
    """
    lines = explanation.lines
    return element(
        "div",
        style(),
        element("div", summary(explanation.article), class_="nc-card"),
        _notes(explanation),
        element("div", _bar(lines), _legend(lines), class_="nc-overview"),
        *map(_segment, _segments(lines)),
        class_="newsclean",
        lang="en",
    )


def _notes(explanation: Explanation) -> Html:
    """What no line can show: why the text was repaired, and fields that were taken from the page's head."""
    notes = [
        element("li", "repair ", element("code", name), f": {reason}" if reason else "")
        for name, reason in explanation.page.repairs
    ]
    for mark in explanation.page.marks:
        if mark.line < 0:
            value = "" if mark.value is None else f" {mark.value}"
            reason = f": {mark.reason}" if mark.reason else ""
            rule = element("code", mark.rule)
            notes.append(element("li", chip(mark.role), value, " not from a line, by ", rule, reason))
    return element("ul", *notes, class_="nc-notes") if notes else Html()


def _bar(lines: Sequence[ExplainedLine]) -> Html:
    """A thin bar, the page from its first to its last character, coloured by role."""
    parts, at = [], 0
    for role, run in groupby(lines, key=lambda line: line.role):
        members = list(run)
        width = sum(_weight(line) for line in members)
        words = f"{role}: {_range(members)}"
        parts.append(element("rect", x=at, y=0, width=width, height=1, class_=style_class(role)))
        parts[-1] = element("g", element("title", words), parts[-1])
        at += width
    return element(
        "svg",
        *parts,
        class_="nc-bar",
        viewBox=f"0 0 {max(at, 1)} 1",
        preserveAspectRatio="none",
        role="img",
        aria_label="Where on the page each role lies, from first to last character; the table below says the same",
    )


def _weight(line: ExplainedLine) -> int:
    """Room of a line in the bar: its characters, and one so that an empty line shows too."""
    return len(line.text) + 1


def _legend(lines: Sequence[ExplainedLine]) -> Html:
    """Each role with how many lines and characters of the page it has, and how many spans inside lines."""
    count: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    for line in lines:
        count[line.role] += 1
        characters[line.role] += len(line.text)
        # a span that gave its line the role is counted with the line
        spans.update(cut.role for cut in line.cuts if cut.role != line.role)
    total = sum(characters.values()) or 1
    items = []
    for role in in_order((*count, *spans)):
        words = []
        if count[role]:
            words.append(f"{plural(count[role], 'line')}, {plural(characters[role], 'character')}")
            words.append(f"{characters[role] / total:.0%}")
        if spans[role]:
            words.append(plural(spans[role], "span"))
        items.append(element("li", chip(role), " ", element("span", " · ".join(words))))
    return element("ul", *items, class_="nc-legend")


def _segments(lines: Sequence[ExplainedLine]) -> Iterator[tuple[bool, list[ExplainedLine]]]:
    """The page in pieces: a long run of lines left out is to be folded, what lies between such runs is not."""
    shown: list[ExplainedLine] = []
    for left_out, run in groupby(lines, key=lambda line: foldable(line.role)):
        members = list(run)
        if left_out and len(members) >= _FOLD_FROM:
            if shown:
                yield False, shown
            yield True, members
            shown = []
        else:
            shown.extend(members)
    if shown:
        yield False, shown


def _segment(segment: tuple[bool, list[ExplainedLine]]) -> Html:
    fold, lines = segment
    if not fold:
        return _table(lines)
    count = Counter(line.role for line in lines)
    chips = join([join((chip(role), f" {plural(count[role], 'line')}")) for role in in_order(count)], " ")
    glimpse = element("span", f"{_glimpse(lines[0])} … {_glimpse(lines[-1])}", class_="nc-glimpse", lang="zh")
    return element("details", element("summary", _range(lines), ": ", chips, " ", glimpse), _table(lines))


def _glimpse(line: ExplainedLine) -> str:
    return line.text if len(line.text) <= _GLIMPSE else line.text[: _GLIMPSE - 1] + "…"


def _range(lines: Sequence[ExplainedLine]) -> str:
    first, last = lines[0].number, lines[-1].number
    return f"line {first}" if first == last else f"lines {first}–{last}"


def _table(lines: Sequence[ExplainedLine]) -> Html:
    head = element("tr", *[element("th", name, scope="col") for name in ("line", "role", "text", "rule and reason")])
    rows = element("tbody", *map(_row, lines))
    return element("table", element("thead", head), rows, class_="nc-lines", aria_label=_range(lines).capitalize())


def _row(line: ExplainedLine) -> Html:
    others = dict.fromkeys((cut.role, cut.rule, cut.reason) for cut in line.cuts if cut.rule != line.rule)
    rules = [_rule(line.rule, line.reason), *[_rule(rule, reason, role) for role, rule, reason in others]]
    return element(
        "tr",
        element("td", line.number, class_="nc-number"),
        element("td", chip(line.role), class_="nc-role"),
        element("td", *_marked(line), class_="nc-text", lang="zh"),
        element("td", *rules, class_="nc-rule"),
        class_=f"{style_class(line.role)} {'nc-kept' if kept(line.role) else 'nc-left'}",
        title=_hover(line),
    )


def _hover(item: ExplainedLine | Cut) -> str:
    return f"{item.role} · {item.rule}" + (f": {item.reason}" if item.reason else "")


def _rule(rule: str, reason: str, role: str = "") -> Html:
    """A rule's name and reason; the role where it is not the line's own."""
    return element("div", f"{role} by " if role else "", element("code", rule), f" {reason}" if reason else "")


def _marked(line: ExplainedLine) -> list[Html]:
    """A line's text with its spans shown: struck through where a span was cut out of the body, else underlined."""
    out = []
    for start, end, cut in pieces(line):
        part = line.text[start:end]
        if cut is None:
            out.append(join((part,)))
            continue
        struck = cut.cut and line.role == "body"
        hover = _hover(cut) + (" (cut out)" if struck else "")
        name = "del" if struck else "span"
        out.append(element(name, part, class_=f"nc-span {style_class(cut.role)}", title=hover, data_role=cut.role))
    return out


def pieces(line: ExplainedLine) -> list[tuple[int, int, Cut | None]]:
    """A line's text as consecutive pieces, each with the span that covers it. Where spans overlap the first one counts.

    Users' steps may name any span: what lies outside the line or is empty is passed over.

    >>> cuts = (Cut(0, 5, "editor", "editor-label", True), Cut(3, 99, "own", "my-rule", True))
    >>> line = ExplainedLine(0, "编辑：张三。", "body", "body-run", cuts=cuts)
    >>> [(start, end, cut and cut.role) for start, end, cut in pieces(line)]
    [(0, 5, 'editor'), (5, 6, 'own')]
    """
    out: list[tuple[int, int, Cut | None]] = []
    at = 0
    for cut in sorted(line.cuts):
        start, end = max(cut.start, at), min(cut.end, len(line.text))
        if end <= start:
            continue
        if start > at:
            out.append((at, start, None))
        out.append((start, end, cut))
        at = end
    if at < len(line.text):
        out.append((at, len(line.text), None))
    return out


def chip(role: str) -> Html:
    """A role's name on its colour.

    >>> chip("body")
    '<span class="nc-chip nc-body">body</span>'
    """
    return element("span", role, class_=f"nc-chip {style_class(role)}")


def plural(count: int, noun: str) -> str:
    """A count with its noun.

    >>> plural(1, "line"), plural(1200, "line")
    ('1 line', '1,200 lines')
    """
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
