"""The headline.

A page names its headline up to four times: in `<title>` (with the site's name behind it), in metadata, in a heading,
and as the line above the meta row. The line on the page wins, as it is what readers see and what planted titles leave
alone; the head helps to tell which line it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..page import PLANTED, Line, Mark, Page
from ..strip.spam import is_spam
from ..text import views
from ..text.fold import fold
from .dump_headline import above_lead, above_prose, first_line
from .head_titles import Name, matching_line, matching_lines, named_titles, whole_in_lines, without_site
from .headline_form import (
    LONG,
    MAX,
    MIN,
    PLAIN,
    SHORT,
    Candidate,
    as_headline,
    could_be_headline,
    is_row,
    plain,
    rank_of,
)
from .signals import DATE, META_ROW

_SENTENCE = re.compile(r"。(?!$)|。$|;$|,$")
_BREADCRUMB = re.compile(r"[^\s>]{2}\s*(?:>+|»)")
_DASH = re.compile(r"[-—–]{1,2}(?=[^\W\d_])")
_TEASER = re.compile(r"^(?:…|\.{3})|[\[(](?:详细|详情|全文|更多)[\])]$")
_ROW_BELOW = 3  # what a meta row below adds to the rank of a heading
_INTRO = 200  # characters of prose that a page may hold above its headline: notices of browsers and cookies
_HEADLINE = 4  # the rank of an <h1>, or of an <h3> with a meta row below it
_PARTS = 3  # lines that a headline is broken into at the most


def headline_marks(page: Page) -> list[Mark]:
    """The headline's line (or lines), with the headline as value of the first mark.

    >>> page_title = "<title>城东新桥通车_某某新闻网</title><h1>城东新桥通车</h1><p>昨天上午，新桥正式通车。</p>"
    >>> from newsclean import load
    >>> [mark.value for mark in headline_marks(load(page_title))]
    ['城东新桥通车']
    """
    named = named_titles(page)
    candidates = _candidates(page, named)
    for find in (whole_in_lines, matching_line, matching_lines, _heading, _above_meta_row):
        marks = find(page, candidates, named)
        if marks:
            return marks
    if page.kind == "text":
        return first_line(page, candidates) or above_prose(page, candidates) or above_lead(page, candidates)
    if named:
        core = without_site(named[0].text, page)
        if core and len(core) >= MIN:
            return [Mark(-1, "title", "title-head", value=core)]
    return []


def _candidates(page: Page, named: Sequence[Name]) -> list[Candidate]:
    """Lines that could be a headline by their length and by having no claim on them.

    Only a line that shares its first or its last letters with a name of the page gets its plain form.
    """
    site = plain(page.head.meta.get("og:site_name", ""))
    names = fold("\n".join(name.text for name in named))
    out = []
    for line, role, text in zip(page.lines, page.roles, views.folded(page), strict=True):
        # where the strip steps have run their roles say what is hidden; a box may only wait for its script
        if role in PLANTED or (line.scope and not page.marks) or not MIN <= len(text) <= MAX:
            continue
        if _SENTENCE.search(text) or _TEASER.search(text) or "strip/original_title" in views.opens(page)[line.number]:
            continue
        if is_row(text, views.widgets(page)[line.number]):
            continue
        letters = ""
        shares = text[:2] in names or text[-2:] in names
        if shares or not (text[0].isalnum() and text[-1].isalnum()):
            letters = PLAIN.sub("", text).lower()
            if not letters:
                continue
        if not letters or letters != site:
            out.append(Candidate(line, letters))
    return out


def _heading(page: Page, candidates: Sequence[Candidate], named: Sequence[Name]) -> list[Mark]:
    """The page's heading where the head says something else: `<h1>`, or a lesser heading right above the meta row."""
    ranked = []
    for line, _ in candidates:
        rank = rank_of(page, line)[0]
        if rank >= 1 and len(line.text) >= 6 and not is_spam(views.folded(page)[line.number]):
            if rank < _HEADLINE and sum(views.prose(page)[: line.number]) > _INTRO:
                break  # lesser headings behind prose head other articles
            rank += _ROW_BELOW * _meta_row_follows(page, line)
            if rank >= _HEADLINE:
                ranked.append((rank, -line.number, line))
    if not ranked:
        return []
    line = max(ranked)[2]
    return [Mark(line.number, "title", "title-heading", value=as_headline(page, line))]


def _meta_row_follows(page: Page, line: Line) -> bool:
    """Whether one of the next lines is a row with a date or a source."""
    for text in views.folded(page)[line.number + 1 : line.number + 5]:
        if len(text) < 150 and (DATE.search(text) or META_ROW.search(text)):
            return True
    return False


def _above_meta_row(page: Page, candidates: Sequence[Candidate], named: Sequence[Name]) -> list[Mark]:
    """The line right above the row that gives date or source."""
    numbers = {line.number: line for line, _ in candidates}
    rows = [(_row_rank(page, number), -number) for number, text in enumerate(views.folded(page)) if len(text) <= 150]
    for rank, row in sorted(rows, reverse=True)[:8]:
        if rank < 3:
            break
        # a headline stands above the article; a date without a label below sentences may be a signature's
        late = sum(views.prose(page)[:-row]) > _INTRO * bool(META_ROW.search(views.folded(page)[-row]))
        for above in range(-row - 1, max(-row - 4, -1), -1):
            if late and not _below_breadcrumb(page, above):
                continue  # what stands above a breadcrumb is a notice: on cookies, on the reader's age
            line = numbers.get(above)
            shortest = LONG if above < -row - 1 else MIN if _below_breadcrumb(page, above) else SHORT
            if line is not None and line.text[0] != "•" and could_be_headline(page, line, shortest):
                return _with_main_line(page, line, numbers)
    return []


def _below_breadcrumb(page: Page, number: int) -> bool:
    """Whether the line above says where on the site the page stands."""
    return number > 0 and bool(_BREADCRUMB.search(views.folded(page)[number - 1]))


def _with_main_line(page: Page, line: Line, numbers: Mapping[int, Line]) -> list[Mark]:
    """The marks of a headline above a meta row, with the lines of it that stand above."""
    group = [line]
    while len(group) < _PARTS:
        above = numbers.get(group[0].number - 1)
        if above is None or not _goes_on(page, above, group[0]) or not could_be_headline(page, above):
            break
        group.insert(0, above)
    if len(group) == 1:
        return [Mark(line.number, "title", "title-above-meta-row", value=as_headline(page, line).rstrip(" |｜"))]
    values = ["".join(as_headline(page, part) for part in group), *([None] * (len(group) - 1))]
    return [Mark(part.number, "title", "title-broken", value=value) for part, value in zip(group, values, strict=True)]


def _goes_on(page: Page, above: Line, below: Line) -> bool:
    """Whether a headline goes on in the next line: that one opens with a dash, or both are set bold and centred."""
    if _DASH.match(below.text):
        return True
    centred = all("centred" in page.boxes[line.box].hints for line in (above, below))
    return centred and all(line.bold * 10 >= len(line.text) * 9 for line in (above, below))


def _row_rank(page: Page, number: int) -> int:
    """How much a line looks like the meta row of an article: labels, a date, prose soon behind it."""
    text = views.folded(page)[number]
    label, date = bool(META_ROW.search(text)), bool(DATE.search(text))
    if not (label or date) or views.prose(page)[number]:
        return 0
    return 1 + 2 * (label and date) + 2 * any(views.prose(page)[number + 1 : number + 7])
