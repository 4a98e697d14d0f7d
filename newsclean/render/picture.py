"""An explanation as a picture: every line of the page with its role, its rule and the spans found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ..explain import Cut, ExplainedLine, Explanation
from .card import summary
from .markup import Html, element, join, plural, style
from .overview import line_range, overview
from .role_styles import chip, foldable, in_order, kept, style_class

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
        overview(explanation),
        *map(_segment, _segments(lines)),
        class_="newsclean",
        lang="en",
    )


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
    return element("details", element("summary", line_range(lines), ": ", chips, " ", glimpse), _table(lines))


def _glimpse(line: ExplainedLine) -> str:
    return line.text if len(line.text) <= _GLIMPSE else line.text[: _GLIMPSE - 1] + "…"


def _table(lines: Sequence[ExplainedLine]) -> Html:
    head = element("tr", *[element("th", name, scope="col") for name in ("line", "role", "text", "rule and reason")])
    columns = element("colgroup", *[element("col", class_=f"nc-col{number}") for number in range(1, 5)])
    rows = element("tbody", *map(_row, lines))
    return element(
        "table", columns, element("thead", head), rows, class_="nc-lines", aria_label=line_range(lines).capitalize()
    )


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
    return element("div", f"{role} by " if role else "", element("code", rule), f" · {reason}" if reason else "")


def _marked(line: ExplainedLine) -> list[Html]:
    """A line's text with its spans shown: struck through where a span was cut out of the body, else underlined."""
    out = []
    for start, end, cuts in pieces(line):
        part = line.text[start:end]
        if not cuts:
            out.append(join((part,)))
            continue
        struck = line.role == "body" and any(cut.cut for cut in cuts)
        roles = dict.fromkeys(cut.role for cut in cuts)
        hover = "\n".join((*map(_hover, cuts), *(["cut out of the body"] if struck else [])))
        looks = f"nc-span {style_class(cuts[0].role)}"
        name = "del" if struck else "span"
        out.append(element(name, part, class_=looks, title=hover, data_role=", ".join(roles)))
    return out


def pieces(line: ExplainedLine) -> list[tuple[int, int, list[Cut]]]:
    """A line's text as consecutive pieces, each with the spans that cover it.

    Users' steps may name any span: what lies outside the line or is empty covers nothing.

    >>> cuts = (Cut(0, 5, "editor", "editor-label", True), Cut(3, 99, "own", "my-rule", True))
    >>> line = ExplainedLine(0, "编辑：张三。", "body", "body", cuts=cuts)
    >>> [(start, end, [cut.role for cut in cuts]) for start, end, cuts in pieces(line)]
    [(0, 3, ['editor']), (3, 5, ['editor', 'own']), (5, 6, ['own'])]
    """
    length = len(line.text)
    spans = [(max(cut.start, 0), min(cut.end, length), cut) for cut in line.cuts if max(cut.start, 0) < cut.end]
    borders = sorted({0, length, *(at for start, end, _ in spans for at in (start, end) if start < end)})
    out: list[tuple[int, int, list[Cut]]] = []
    spans.sort(key=lambda span: span[0], reverse=True)
    open_: list[tuple[int, Cut]] = []
    for start, end in pairwise(borders):
        while spans and spans[-1][0] <= start:
            _, until, cut = spans.pop()
            open_.append((until, cut))
        open_ = [(until, cut) for until, cut in open_ if until > start]
        out.append((start, end, [cut for _, cut in open_]))
    return out
