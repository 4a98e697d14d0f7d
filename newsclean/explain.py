"""The same page as an explanation: each line with its role and the rule that gave it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .article import COLUMNS, Article, draw
from .errors import MissingExtraError
from .page import Mark, Page

if TYPE_CHECKING:
    import pandas

FIELD_ROLES = frozenset(column.role for column in COLUMNS.values() if column.in_line)


class Cut(NamedTuple):
    """A span of a line: what it was taken for, and whether it was left out of the body.

    One with role "damage" tells what a repair left as it was there, or has cut at the line's end.
    """

    start: int
    end: int
    role: str
    rule: str
    cut: bool
    reason: str = ""


class ExplainedLine(NamedTuple):
    """A line of the page with its one role, the rule that gave it and why, and the spans that rules named in it."""

    number: int
    text: str
    role: str
    rule: str
    reason: str = ""
    cuts: tuple[Cut, ...] = ()
    tag: str = ""  # of the nearest block element
    box: str = ""  # class, id … of the nearest element around it that has any
    link_share: float = 0.0  # share of the text that stands in links


def _rows(line: ExplainedLine, width: int) -> Iterator[str]:
    """A line, and what was cut out of it, as they are printed."""
    links = f"{line.link_share:.0%}" if line.link_share else ""
    tell = line.reason and (line.role not in FIELD_ROLES or "site: " in line.reason)
    why = f"  — {line.reason}" if tell else ""
    yield f"{line.number:4} {line.role:{width}} {line.rule:24} {line.tag:4} {links:4} {line.text}{why}".rstrip()
    for cut in line.cuts:
        told = "cut" if cut.cut and line.role == "body" else "   "
        why = f"  — {cut.reason}" if cut.role == "damage" else ""
        row = f"{cut.role} {cut.rule} {cut.start}:{cut.end} {line.text[cut.start : cut.end]}{why}"
        yield f"{'':4} {told:>{width}}   {row}"


class Explanation:
    """What `explain_page` returns. As the last line of a notebook's cell it shows the page, each line by its role.

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

    @property
    def maker(self) -> str:
        """What made a dump, and what shows it; "" for HTML and for plain lines.

        >>> from newsclean import explain_page
        >>> explain_page("# 城东新桥通车\\n\\n昨天上午，城东新桥正式通车。").maker
        'Markdown: 1 heading'
        """
        return self.page.maker

    @property
    def verdict(self) -> Any:
        """What kind of page it is: `kind`, `score` (above 0 for an article) and `evidence`, each with name and worth.

        None where the step that judges it was left out.

        >>> from newsclean import explain_page
        >>> notice = "<p>抱歉，您访问的页面不存在，可能已被删除。</p><p>请检查网址是否有误，或返回首页。</p>"
        >>> verdict = explain_page(f"<title>404</title>{notice}").verdict
        >>> verdict.kind, verdict.score < 0
        ('notice', True)
        """
        return next((mark.value for mark in reversed(self.page.marked("verdict"))), None)

    def __str__(self) -> str:
        """One row a line: number, role, rule, tag with share of links, text and reason; below it what was cut out."""
        width = max((len(line.role) for line in self.lines), default=0)
        return "\n".join(row for line in self.lines for row in _rows(line, width))

    def __iter__(self) -> Iterator[ExplainedLine]:
        """The lines, in page order."""
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def find(self, text: str) -> tuple[ExplainedLine, ...]:
        """The lines that hold a text, or a role's or a rule's name as a whole.

        >>> from newsclean import explain_page
        >>> found = explain_page("城东新桥通车\\n昨天上午，城东新桥正式通车，居民出行更加方便。\\n分享到：微信")
        >>> [(line.number, line.reason) for line in found.find("微信")]
        [(2, 'nothing but such words: “分享到”, “微信” (text/widget_words)')]
        >>> len(found.find("新桥")), len(found.find("widget-row"))
        (2, 1)
        """
        return tuple(line for line in self.lines if text in line.text or text in (line.role, line.rule))

    def __repr__(self) -> str:
        kept = len(self.lines) - len(self.removed)
        return f"Explanation({self.article.title!r}, {len(self.lines)} lines, {kept} of them kept)"

    def _repr_html_(self) -> str:
        return draw(self)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture as an HTML page that stands alone: UTF-8, no scripts, nothing loaded from elsewhere.

        Raises:
            OSError: the file cannot be written.

        >>> import tempfile
        >>> from newsclean import explain_page
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     explain_page("责任编辑：张三").save(folder + "/out.html")
        ...     "责任编辑：张三" in Path(folder, "out.html").read_text(encoding="utf-8")
        True
        """
        title = f"newsclean: {self.article.title or self.article.url or 'a page without headline'}"
        Path(path).write_text(draw(self, title), encoding="utf-8")

    def to_dict(self) -> dict[str, Any]:
        """The explanation as a JSON-ready dictionary: the article, a dump's maker, repairs with reasons, all lines.

        >>> from newsclean import explain_page
        >>> explain_page("责任编辑：张三").to_dict()["lines"][0]["role"]
        'editor'
        """
        return {
            "article": self.article.to_dict(),
            "maker": self.page.maker,
            "repairs": [{"name": name, "reason": reason} for name, reason in self.page.repairs],
            "lines": [{**line._asdict(), "cuts": [cut._asdict() for cut in line.cuts]} for line in self.lines],
        }

    def to_frame(self) -> pandas.DataFrame:
        """The lines as a pandas DataFrame: number, text, role, rule, reason, kept (is it in a field?), characters, tag,
        box (class, id … around it), link_share, cuts (the texts cut out of it).

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise MissingExtraError.of("notebook", "a DataFrame needs pandas") from error

        rows = [
            (
                *(line.number, line.text, line.role, line.rule, line.reason, line.role in FIELD_ROLES, len(line.text)),
                *(line.tag, line.box, line.link_share, [line.text[c.start : c.end] for c in line.cuts if c.cut]),
            )
            for line in self.lines
        ]
        names = "number text role rule reason kept characters tag box link_share cuts"
        return pandas.DataFrame(rows, columns=names.split())


def explained_lines(
    page: Page, reason: Callable[[Mark], str] = lambda mark: mark.reason, notes: Iterable[Mark] = ()
) -> list[ExplainedLine]:
    """Each line with the role of the last mark on all of it, else of the first span in it, else "boilerplate".

    A line that no more than a span made it into the article of, a meta row of widgets say, is boilerplate as a whole,
    but not left out: it has the role of the field that was found in it.

    Args:
        page: the page with all marks.
        reason: what gives the reason for a mark.
        notes: what repairs tell of lines, which gives none of them a role.
    """
    whole: dict[int, Mark] = {}
    spans: dict[int, list[Mark]] = {}
    for mark in page.marks:
        if mark.start is None:
            whole[mark.line] = mark
        else:
            spans.setdefault(mark.line, []).append(mark)
    told: dict[int, list[Mark]] = {}
    for note in notes:
        told.setdefault(note.line, []).append(note)
    out = []
    for line in page.lines:
        inside = spans.get(line.number, [])
        field = next((mark for mark in inside if mark.role in FIELD_ROLES and mark.value is not None), None)
        mark = whole.get(line.number) or (inside[0] if inside else Mark(line.number, "boilerplate", "unclaimed"))
        if mark.role == "boilerplate" and field is not None:
            mark = field
        kept = page.cuts.get(line.number, ())
        cuts = tuple(
            Cut(m.start or 0, m.end or 0, m.role, m.rule, m.cut and (m.start, m.end) in kept, reason(m))
            for m in (*inside, *told.get(line.number, ()))
        )
        where = (line.tag, _called(page, line.box), line.link_share)
        out.append(ExplainedLine(line.number, line.text, mark.role, mark.rule, reason(mark), cuts, *where))
    return out


def _called(page: Page, box: int) -> str:
    """What the page calls the box of a line: the class, id … of the nearest one that has any, without our own names."""
    while box and not page.boxes[box].hints:
        box = page.boxes[box].parent
    return " ".join(word for word in page.boxes[box].hints.split() if word[0] != "@")
