"""Two explanations of one page as a diff of their labels: the daily tool of whoever changes a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..article import draw
from ..explain import ExplainedLine, Explanation
from .align import align

_SHOWN = 60  # characters of a line's text in a diff for a terminal: with the labels they fill a wide row
_SHOWN_VALUE = 40  # characters of a field's value there


class Change(NamedTuple):
    """A line that the two sides do not see alike. `before` or `after` is None where only the other side has it."""

    before: ExplainedLine | None
    after: ExplainedLine | None

    @property
    def role(self) -> bool:
        """Whether the line's role changed, a span cut out of it, or its text; else only the rule's name did."""
        if self.before is None or self.after is None:
            return True
        return _seen(self.before) != _seen(self.after)

    @property
    def text(self) -> str:
        """The line's text, as the later side has it."""
        line = self.after or self.before
        return line.text if line else ""

    def __str__(self) -> str:
        line = self.after or self.before
        text = self.text if len(self.text) <= _SHOWN else self.text[: _SHOWN - 1] + "…"
        sides = [(side, spans(side, other)) for side, other in ((self.before, self.after), (self.after, self.before))]
        before, after = (" ".join((_label(side), *found)) for side, found in sides)
        return f"{line.number if line else '':>5} {before} -> {after}  {text}"


@dataclass(frozen=True)
class Comparison:
    """What `compare` found. False where both sides say the same.

    Attributes:
        changes: lines whose role, rule, cut spans or text differ, in page order.
        fields: fields of the article that differ: name -> (before, after).
    """

    changes: tuple[Change, ...]
    fields: Mapping[str, tuple[Any, Any]]

    def __bool__(self) -> bool:
        return bool(self.changes or self.fields)

    def __str__(self) -> str:
        rows = [f"{name}: {shorten(before)} -> {shorten(after)}" for name, (before, after) in self.fields.items()]
        return "\n".join([*rows, *map(str, self.changes)]) or "no change"

    def _repr_html_(self) -> str:
        return draw(self)


def compare(before: Explanation, after: Explanation) -> Comparison:
    """Compare two explanations of the same page: before and after a change of rules, or with and without a step.

    >>> from newsclean import STEPS, Mark, explain_page
    >>> def own(page):
    ...     yield Mark(0, "weather", "my-rule")
    >>> page = "晴，最高气温二十度\\n责任编辑：张三"
    >>> print(compare(explain_page(page), explain_page(page, steps=(*STEPS, own))))
        0 boilerplate (not-body) -> weather (my-rule)  晴，最高气温二十度
    """
    return compare_lines(before.lines, after.lines, before.article.to_dict(), after.article.to_dict())


def compare_lines(
    before: Sequence[ExplainedLine],
    after: Sequence[ExplainedLine],
    fields_before: Mapping[str, Any],
    fields_after: Mapping[str, Any],
) -> Comparison:
    """Compare the lines of two explanations, and their articles as `to_dict()` gives them."""
    names = dict.fromkeys((*fields_before, *fields_after))
    both = {name: (fields_before.get(name), fields_after.get(name)) for name in names}
    fields = {name: (old, new) for name, (old, new) in both.items() if old != new}
    return Comparison(tuple(_changes(before, after)), fields)


def _changes(before: Sequence[ExplainedLine], after: Sequence[ExplainedLine]) -> Iterator[Change]:
    for i, j in align([line.text for line in before], [line.text for line in after]):
        old = before[i] if i is not None else None
        new = after[j] if j is not None else None
        if old is None or new is None or (_seen(old), old.rule) != (_seen(new), new.rule):
            yield Change(old, new)


def _seen(line: ExplainedLine) -> tuple[str, str, list[tuple[int, int, str, bool]]]:
    """What counts of a line: not its number, which moves when lines above it do, nor which rule or reason it was."""
    return line.text, line.role, sorted((cut.start, cut.end, cut.role, cut.cut) for cut in line.cuts)


def _label(line: ExplainedLine | None) -> str:
    return f"{line.role} ({line.rule})" if line else "no line"


def spans(line: ExplainedLine | None, other: ExplainedLine | None) -> list[str]:
    """The spans named in a line that the other side does not name, with their text.

    >>> from newsclean.explain import Cut
    >>> line = ExplainedLine(3, "（张三）正文", "body", "body", "", (Cut(0, 4, "author", "lead-byline", True),))
    >>> spans(line, line._replace(cuts=()))
    ['[cut author “（张三）”]']
    >>> spans(line, line)
    []
    """
    if line is None:
        return []
    known = {(cut.start, cut.end, cut.role, cut.cut) for cut in other.cuts} if other else set()
    out = []
    for cut in line.cuts:
        if (cut.start, cut.end, cut.role, cut.cut) not in known:
            struck = "cut " if cut.cut and line.role == "body" else ""
            out.append(f"[{struck}{cut.role} “{line.text[cut.start : cut.end]}”]")
    return out


def shorten(value: object) -> str:
    """A field's value in one short row; a body's change is told by its lines, so here its length will do.

    >>> shorten("标题"), shorten(None), shorten("长" * 50)
    ("'标题'", 'None', '50 characters')
    """
    shown = repr(value)
    return f"{len(value)} characters" if isinstance(value, str) and len(shown) > _SHOWN_VALUE else shown
