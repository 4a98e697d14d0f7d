"""What an explanation says of the page as a whole: repairs, where the roles lie, how much of the page each one has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from ..article import Image
from ..explain import ExplainedLine, Explanation
from .markup import Html, element, join, plural
from .role_styles import chip, in_order, kept, style_class


def overview(explanation: Explanation) -> Html:
    """Notes, bar and legend.

    >>> from newsclean import explain_page
    >>> "boilerplate</span> <span>1 line, 7 characters" in overview(explain_page("首页 > 新闻"))
    True
    """
    lines = explanation.lines
    return join((_notes(explanation), _bar(lines), _legend(lines)))


def _notes(explanation: Explanation) -> Html:
    """What no line can show: why the text was repaired, and fields that were taken from the page's head."""
    notes = [
        element("li", "repair ", element("code", name), f": {reason}" if reason else "")
        for name, reason in explanation.page.repairs
    ]
    for mark in explanation.page.marks:
        if mark.line < 0:
            value = mark.value.url if isinstance(mark.value, Image) else mark.value
            reason = f": {mark.reason}" if mark.reason else ""
            rule = element("code", mark.rule)
            notes.append(element("li", chip(mark.role), f" {value or ''} (on no line of its own) by ", rule, reason))
    return element("ul", *notes, class_="nc-notes") if notes else Html()


def _bar(lines: Sequence[ExplainedLine]) -> Html:
    """A thin bar, the page from its first to its last character, coloured by role."""
    parts, at = [], 0
    for role, run in groupby(lines, key=lambda line: line.role):
        members = list(run)
        width = sum(_weight(line) for line in members)
        words = f"{role}: {line_range(members)}"
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
    items: dict[bool, list[Html]] = {True: [], False: []}
    for role in in_order((*count, *spans)):
        words = []
        if count[role]:
            words.append(f"{plural(count[role], 'line')}, {plural(characters[role], 'character')}")
            words.append(_share(characters[role] / total))
        if spans[role]:
            words.append(plural(spans[role], "span"))
        items[kept(role)].append(element("li", chip(role), " ", element("span", " · ".join(words))))
    groups = (("in the article", items[True]), ("left out", items[False]))
    return join(element("ul", element("li", f"{name}:"), *found, class_="nc-legend") for name, found in groups if found)


def _share(share: float) -> str:
    return "<1%" if 0 < share < 0.01 else f"{share:.0%}"


def line_range(lines: Sequence[ExplainedLine]) -> str:
    """The numbers of some consecutive lines in words.

    >>> line_range([ExplainedLine(number, "…", "body", "body") for number in (3, 4, 5)])
    'lines 3–5'
    """
    first, last = lines[0].number, lines[-1].number
    return f"line {first}" if first == last else f"lines {first}–{last}"
