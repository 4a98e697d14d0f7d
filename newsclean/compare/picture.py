"""A comparison as a picture: the fields and lines that two explanations of one page do not agree on."""

from __future__ import annotations

from ..explain import ExplainedLine
from ..render.markup import Html, element, plural, style
from ..render.role_styles import chip, style_class
from .labels import Change, Comparison, shorten, spans


def diff(comparison: Comparison) -> Html:
    """The comparison as a piece of HTML for a notebook.

    >>> "no change" in diff(Comparison((), {}))
    True
    """
    words = f"{plural(len(comparison.changes), 'line')} changed" if comparison else "no change"
    fields = [
        element("div", element("dt", name), element("dd", element("del", shorten(old)), " → ", shorten(new), lang="zh"))
        for name, (old, new) in comparison.fields.items()
    ]
    return element(
        "div",
        style(),
        element("p", words),
        element("dl", *fields, class_="nc-facts nc-small") if fields else "",
        _table(comparison.changes) if comparison.changes else "",
        class_="newsclean",
        lang="en",
    )


def _table(changes: tuple[Change, ...]) -> Html:
    head = element("tr", *[element("th", name, scope="col") for name in ("line", "before", "text", "after")])
    columns = element("colgroup", *[element("col", class_=f"nc-diff{number}") for number in range(1, 5)])
    rows = element("tbody", *map(_row, changes))
    looks = "nc-lines nc-diff"
    return element("table", columns, element("thead", head), rows, class_=looks, aria_label="Changed lines")


def _row(change: Change) -> Html:
    line = change.after or change.before
    return element(
        "tr",
        element("td", line.number if line else "", class_="nc-number"),
        element("td", *_label(change.before, change.after), class_="nc-before"),
        element("td", change.text, class_="nc-text", lang="zh"),
        element("td", *_label(change.after, change.before), class_="nc-after"),
        class_=style_class(line.role if line else ""),
    )


def _label(line: ExplainedLine | None, other: ExplainedLine | None) -> list[Html]:
    if line is None:
        return [element("em", "no such line", class_="nc-missing")]
    rule = element("div", element("code", line.rule), f" · {line.reason}" if line.reason else "", class_="nc-rule")
    return [chip(line.role), rule, *[element("div", span, class_="nc-rule", lang="zh") for span in spans(line, other)]]
