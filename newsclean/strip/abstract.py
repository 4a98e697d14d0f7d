"""Abstracts above the article that repeat what the article says."""

from __future__ import annotations

from collections.abc import Iterable

from ..page import PLANTED, Mark, Page, step
from ..text import lazy_re as re
from ..text import views
from ..text.copies import copies

_CLAUSE = re.compile(r"[^\w%.]+")
# the words below a picture, which papers make of the article's first paragraph: …记者张三/翻摄
_CREDITED = re.compile(r"(?:(?:/|记者|图)[^。,]{0,10}(?:摄影?|翻摄|供图|提供)|图/[^。,]{2,14}|资料照片?|截图)\W{0,2}$")
_CELLS = 2  # bars of a table's row
_FIRST = 8  # sentences from the headline on among which an abstract stands
_CUT = 20  # characters of a line that is a paragraph's beginning
_MIN_CLAUSE = 6  # characters of the longest clause that recurs; shorter ones do by chance
_SHARE = 0.75  # of a line's characters that recur further down
_NEAR = 10  # lines within which an abstract without a label is said again: it is the first paragraph's own words
_COPIES = 0.5  # share of repeated lines from which on the page holds the article twice, and neither is an abstract
_LABEL = 6  # characters of its label that stands alone
_KEYWORDS = "strip/topic_links"  # what the line below it opens with
_ALONE = 60  # characters of an abstract that stands for the article
_MAX_LABELLED = 600  # characters of an abstract with its label in front
_LONGEST = 2_000  # characters of any abstract; of a longer line each clause would be looked for in all of the page


@step
def strip_abstract(page: Page) -> Iterable[Mark]:
    """Mark abstracts: lines that say so, and first lines whose clauses all come again.

    >>> from newsclean import load
    >>> text = "摘要：新桥昨天通车。\\n昨天上午九点，新桥正式通车，两岸居民出行更加方便。"
    >>> [(mark.line, mark.rule) for mark in strip_abstract(load(text))]
    [(0, 'abstract-label')]
    """
    page = page.before("strip_abstract")
    labelled: set[int] = set()
    opens, lengths = views.opens(page), views.prose(page)
    for number, found in enumerate(opens):
        short = "strip/summary_labels" in found and len(page.lines[number].text) <= _MAX_LABELLED
        if short and not page.roles[number]:
            labelled.add(number)
    labels = len(labelled)
    labelled |= {number + 1 for number in labelled if _is_below_label(page, number + 1)}
    titles = [mark.line for mark in page.marked("title")]
    start = max(titles, default=-1) + 1
    twice = copies(page)
    if twice is not None and twice.first >= start and page.roles[twice.second] not in PLANTED:
        again = set(views.folded(page)[twice.second : 2 * twice.second - twice.first])
        for number in range(twice.first, twice.second):
            if not page.roles[number] and number not in labelled and views.folded(page)[number] in again:
                yield Mark(number, "boilerplate", "abstract-repeated", reason="the text stands once more below")
        start = twice.end
    prose = [
        line.number
        for line in page.lines[start:]
        if lengths[line.number] and not page.roles[line.number] and line.number not in labelled
        if line.text.count("|") < _CELLS  # rows of a table share what their cells say
    ]
    if labels == 1 and not prose and max(lengths[number] for number in labelled) >= _ALONE:
        return  # the abstract is all there is
    yield from (Mark(number, "boilerplate", "abstract-label") for number in sorted(labelled))
    # an abstract in several lines has its label above the first; without one, only the very first line can be one
    label_above = any(number < prose[0] for number in labelled if number >= start) if prose else False
    if label_above:
        repeated = [number for number in prose[:_FIRST] if _comes_again(page, number, len(page.lines))]
    else:
        repeated = [number for number in prose[:2] if _comes_again(page, number, number + _NEAR)]
    folded = views.folded(page)
    for below in prose[:_FIRST]:
        number = below - 1
        if number >= start and not page.roles[number] and _is_cut_copy(folded[number], folded[below]):
            yield Mark(number, "boilerplate", "abstract-repeated", reason="the line below begins so, and goes on")
    # a paragraph that is all of the article
    said_twice = len(prose) == 2 and folded[prose[0]] == folded[prose[1]] and lengths[prose[0]] >= _ALONE
    repeated = prose[:1] if said_twice else repeated
    if said_twice or len(repeated) < _COPIES * len(prose):
        for number in repeated:
            yield Mark(number, "boilerplate", "abstract-repeated", reason="said again further down")


def _is_below_label(page: Page, number: int) -> bool:
    """Whether a paragraph stands between the label of an abstract, alone on its line, and the keywords."""
    if number + 2 > len(page.lines) or page.roles[number] or not views.prose(page)[number]:
        return False
    return len(views.folded(page)[number - 1]) <= _LABEL and _KEYWORDS in views.opens(page)[number + 1]


def _is_cut_copy(text: str, below: str) -> bool:
    """Whether a line breaks off where the one below, which begins with all of it, goes on: words of a picture."""
    start = text.rstrip("….")
    return len(start) >= _CUT and start[-1].isalnum() and len(below) > len(text) and below.startswith(start)


def _comes_again(page: Page, number: int, until: int) -> bool:
    """Whether nearly all of a line's clauses stand word for word further down, before the line `until`."""
    if len(views.folded(page)[number]) > _LONGEST:
        return False
    below = zip(views.folded(page)[number + 1 : until], page.roles[number + 1 : until], strict=True)
    shown = (text for text, role in below if role not in PLANTED)  # a hidden copy is none of the article
    rest = "\n".join(text for text in shown if not _CREDITED.search(text[-30:]))
    clauses = _CLAUSE.split(views.folded(page)[number])
    again = [clause for clause in clauses if clause in rest]
    # a refrain comes again with short clauses before it that do not
    return max(map(len, again), default=0) >= _MIN_CLAUSE and sum(map(len, again)) >= _SHARE * sum(map(len, clauses))
