"""The same page as an explanation: each line with its role and the rule that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .article import Article
from .page import Mark, Page

FIELD_ROLES = frozenset(("title", "source", "date", "author", "editor", "credit", "body"))


class Cut(NamedTuple):
    """A span of a line: what it was taken for, and whether it was left out of the body."""

    start: int
    end: int
    role: str
    rule: str
    cut: bool


class ExplainedLine(NamedTuple):
    """A line of the page with its one role, the rule that gave it, and the spans that rules named in it."""

    number: int
    text: str
    role: str
    rule: str
    reason: str = ""
    cuts: tuple[Cut, ...] = ()


class Explanation:
    """What `explain_page` returns.

    Attributes:
        article: the article, as `clean_page` gives it.
        lines: all visible lines in page order, each exactly once.
        page: the page with all marks, as the last step saw it.
    """

    def __init__(self, article: Article, lines: Sequence[ExplainedLine], page: Page) -> None:
        self.article = article
        self.lines = tuple(lines)
        self.page = page

    @property
    def removed(self) -> tuple[ExplainedLine, ...]:
        """The lines that are in no field."""
        return tuple(line for line in self.lines if line.role not in FIELD_ROLES)

    def __str__(self) -> str:
        width = max((len(line.role) for line in self.lines), default=0)
        return "\n".join(f"{line.number:4} {line.role:{width}} {line.rule:24} {line.text}" for line in self.lines)


def explained_lines(page: Page) -> list[ExplainedLine]:
    """Each line with the role of the last mark on all of it, else of the first span in it, else "boilerplate"."""
    whole: dict[int, Mark] = {}
    spans: dict[int, list[Mark]] = {}
    for mark in page.marks:
        if mark.start is None:
            whole[mark.line] = mark
        else:
            spans.setdefault(mark.line, []).append(mark)
    out = []
    for line in page.lines:
        inside = spans.get(line.number, [])
        mark = whole.get(line.number) or (inside[0] if inside else Mark(line.number, "boilerplate", "unclaimed"))
        cuts = tuple(Cut(m.start or 0, m.end or 0, m.role, m.rule, m.cut) for m in inside)
        out.append(ExplainedLine(line.number, line.text, mark.role, mark.rule, mark.reason, cuts))
    return out
