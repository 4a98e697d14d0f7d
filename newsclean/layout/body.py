"""The choice of the body.

Three ideas after one another: the box of the page that holds most prose (HTML only), the stretch of lines that is worth
most when prose counts for and junk counts against it, and the mending of that stretch's edges line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..page import Mark, Page
from ..text import views
from .boxes import HARD_STOPS, SOFT_STOPS, SOME_PROSE, Boxes, judge_boxes
from .signals import META_ROW, shows_furniture
from .verdict import absence

_LETTER = re.compile(r"[^\W\d_]")
_LISTED = re.compile(
    r"[■●◆▲★◇○□◎]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、]|第[一二三四五六七八九十百\d]{1,4}[条章节款]"
)

_FEW = 3  # short lines at the edges of an article
_ARTICLE_ROLES = frozenset(("", "body", "title", "author", "editor", "credit"))

# Values are in characters of prose: what a line is worth to the body, or costs it.
_PROSE_CAP = 300  # one long line must not outweigh a page
# A heading of related articles: this much prose must follow before the body goes on behind it. In HTML the box says
# which prose is the article's; in a dump the fence has to be higher than a list of teasers.
_FENCE = -120.0
_FENCE_IN_DUMP = -400.0
_FENCE_APART = -20.0
_CREDIT = -60.0  # editors stand behind the body, authors before it
_LINK = -12.0
_SHORT_INSIDE = 3.0  # a short line without links in the article's own box: a subheading, a line of a poem
_SHORT_OUTSIDE = -8.0
_SHORT_IN_DUMP = 2.0  # a short line of a dump that ends like a sentence, or opens like an item of a list
_OUTSIDE = 0.4  # share of its value that prose outside the article's box keeps: bodies do get split over boxes
_OUTSIDE_IN_JUNK = 0.05
_FAR_FROM_TITLE = 0.5  # share of its value that a stretch keeps when another one lies between it and the headline
_META_ROWS = 12  # lines behind the headline within which its meta rows lie
_TRIES = 4  # stretches that are looked at; below the fourth best a page holds no article
# a line of an opening in broken lines: words, and marks within them
_BROKEN = re.compile(r"[\"'《(]?[\u4e00-\u9fff][\u4e00-\u9fff\"'《》、,!?\s]{2,22}")
# what is left of the page behind the last paragraph: a second source, a label without a name, signs between entries
_LEFTOVER = re.compile(r"来\s?源\s?:.{2,40}|[^\W\d_]{0,4}(?:编辑|审核|校对|来源|作者)\s?:|[|·><_-]{1,4}|\d{1,2}、")
_BARS = re.compile(r"[|\s]+")
_TEASER = re.compile(r"[^.…](?:\.{3}|…)$")
_GLUED_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?![\d\s])")  # 2022-09-21城东新桥…
_FEW_TEASERS = 2  # lines with such a day that make a list
_HEADLINE = range(12, 60)  # characters of a headline above a teaser
_VERSE = 4  # short lines from which on they are the article rather than widgets
_MIN_BODY = 25  # characters of prose; less is a caption or a notice, not an article
_MIN_WITH_TITLE = 10  # the same, right below a headline with date or source


class _Stretch(NamedTuple):
    """Lines `first` to `last`, and what they are worth."""

    value: float
    first: int
    last: int


def body_marks(page: Page) -> Iterable[Mark]:
    """Mark the body's lines; then every line still unclaimed as boilerplate, with the reason.

    >>> from newsclean import load
    >>> text = "<p>昨天上午，城东新桥正式通车。</p><p>通车以后，两岸居民出行更方便了。</p>"
    >>> page = load(f"<div><a href=/>首页</a></div><div>{text}</div>")
    >>> [(mark.line, mark.role) for mark in body_marks(page)]
    [(1, 'body'), (2, 'body'), (0, 'boilerplate')]
    """
    start = _first_line(page)
    boxes = judge_boxes(page, start)
    stretches = _stretches(page, _values(page, boxes), start)
    chosen = _verse(page, start, stretches) or _first_article(page, stretches, boxes, start)
    if chosen and _is_bare(page, len(chosen)):
        chosen = [number for number, role in enumerate(page.roles) if role in ("", "body") and number >= start]
    if page.kind == "text":  # the words that stand for a picture are the headline's
        headlines = {views.folded(page)[mark.line] for mark in page.marked("title") if mark.line >= 0}
        chosen = [number for number in chosen if views.folded(page)[number] not in headlines]
    body = set(chosen)
    yield from (Mark(number, "body", "body") for number in chosen)
    for line, role in zip(page.lines, page.roles, strict=True):
        if not role and line.number not in body:
            yield Mark(line.number, "boilerplate", "not-body", reason=_reason(page, line.number, boxes))


def _is_bare(page: Page, chosen: int) -> bool:
    """Whether a dump is nothing but an article: nothing else was found on it, so that its edges do not have to go.

    More lines at the edges than in the article itself are something that no rule knows: keywords of a farm, a list.
    """
    if page.kind != "text" or any(role not in _ARTICLE_ROLES for role in page.roles):
        return False
    if "title-repeated" in page.rules.values():
        return False  # once for the page, once in the article's own box
    free = sum(role in ("", "body") for role in page.roles)
    return free - chosen <= min(_FEW, chosen) and not shows_furniture(page)


def _first_line(page: Page) -> int:
    """The first line that the body can start at: behind the headline, and behind the meta row near it."""
    titles = [mark.line for mark in page.marks if mark.role == "title" and mark.line >= 0]
    start = max(titles) + 1 if titles else 0
    for mark in page.marks:
        near = mark.role in ("date", "source") and mark.start is not None and start <= mark.line < start + _META_ROWS
        if near and not any(views.prose(page)[start : mark.line + 1]):
            start = mark.line + 1
    # a row whose labels have no values that are worth anything: 来源:互联网 时间:
    while (
        0 < start < len(page.lines)
        and not views.prose(page)[start]
        and len(META_ROW.findall(views.folded(page)[start])) > 1
    ):
        start += 1
    return start


def _values(page: Page, boxes: Boxes) -> list[float]:
    """What each line is worth to the body."""
    out = []
    for line, role in zip(page.lines, page.roles, strict=True):
        n = line.number
        if role in ("", "body"):
            out.append(_free_value(page, n, boxes))
        elif page.rules[n] in SOFT_STOPS:
            out.append(_fence_value(page, n, boxes))
        elif role in ("editor", "author", "credit", "disclaimer"):
            out.append(_CREDIT)
        elif role in ("hidden", "injected"):
            out.append(0.0)
        else:
            out.append(_SHORT_OUTSIDE)
    return out


def _fence_value(page: Page, number: int, boxes: Boxes) -> float:
    """What a heading of other articles costs: little, where markup keeps it and its list apart from the paragraphs."""
    if page.kind == "text":
        return _FENCE_IN_DUMP
    prose = views.prose(page)
    if number + 1 < len(prose) and all(boxes.is_junk(page.lines[n].box) for n in (number, number + 1)):
        return _FENCE_APART
    before = next((n for n in range(number - 1, max(number - 6, -1), -1) if prose[n]), None)
    after = next((n for n in range(number + 1, min(number + 6, len(prose))) if prose[n]), None)
    if before is not None and after is not None:
        one, other = page.boxes[page.lines[before].box], page.boxes[page.lines[after].box]
        if one.parent == other.parent and one.tag == other.tag == "p":
            return _FENCE_APART
    return _FENCE


def _free_value(page: Page, number: int, boxes: Boxes) -> float:
    """What a line without a claim is worth."""
    line = page.lines[number]
    length = len(line.text)
    inside = boxes.inside[line.box]
    if views.prose(page)[number]:
        value = float(min(views.prose(page)[number], _PROSE_CAP))
        return value if inside else value * (_OUTSIDE_IN_JUNK if boxes.is_junk(line.box) else _OUTSIDE)
    if line.linked * 2 > length:
        return _LINK
    if not inside:
        return _SHORT_OUTSIDE * (2 if page.kind == "html" else 1)
    if page.kind == "text":
        ends = length >= 12 and line.text[-1] in "。！？…：”；，!?:;"
        return _SHORT_IN_DUMP if ends or _LISTED.match(views.folded(page)[number]) else _SHORT_OUTSIDE / 2
    return _SHORT_INSIDE


def _stretches(page: Page, values: Sequence[float], start: int) -> list[_Stretch]:
    """The stretches of lines that are worth something, best first.

    One pass sums the values up (the maximum-sum subarray of Kadane); a stretch ends where the sum is used up, or at a
    barrier. The first one behind the headline keeps all its value, those further down a share of it.
    """
    found: list[_Stretch] = []
    near = True  # no stretch of some prose stands above
    total = 0.0
    best = _Stretch(0.0, start, start - 1)
    for number in range(start, len(values) + 1):
        end = number == len(values)
        ends_article = not end and (page.rules.get(number) in HARD_STOPS or page.roles[number] == "editor")
        if end or total < 0 or (ends_article and best.value > _MIN_BODY):
            if best.value > 0:
                found.append(best if near else best._replace(value=best.value * _FAR_FROM_TITLE))
                near = near and best.value <= SOME_PROSE
            first = number + 1 if ends_article else number
            total, best = 0.0, _Stretch(0.0, first, first - 1)
            if ends_article:
                continue
        if not end:
            total += values[number]
            if total > best.value and values[number] > 0:
                best = _Stretch(total, best.first, number)
            elif total < 0 and best.value == 0:
                total, best = 0.0, _Stretch(0.0, number + 1, number)
    return sorted(found, key=lambda stretch: -stretch.value)


def _first_article(page: Page, stretches: Sequence[_Stretch], boxes: Boxes, start: int) -> list[int]:
    """The lines of the best stretch that is an article."""
    for stretch in stretches[:_TRIES]:
        first, last = _mend_edges(page, stretch, boxes, start)
        chosen = [n for n in range(first, last + 1) if _belongs(page, n, boxes)]
        if _enough(chosen, views.prose(page), start) and not absence(page, chosen, views.prose(page)):
            return chosen
    return []


def _verse(page: Page, start: int, stretches: Sequence[_Stretch]) -> list[int]:
    """Short lines between the headline with its meta row and the editors, where they are all there is: a poem, a list.

    Nothing there reads as prose, so that the choice above goes past them to the readers' comments.
    """
    end = start
    while end < len(page.lines) and page.roles[end] in ("", "body"):
        if views.prose(page)[end] or page.lines[end].linked:
            break
        end += 1
    bounded = end < len(page.lines) and page.roles[end] == "editor"
    if not (start and bounded and end - start >= _VERSE):
        return []
    best = stretches[0] if stretches else None
    elsewhere = best is None or best.first > end or not any(views.prose(page)[best.first : best.last + 1])
    return list(range(start, end)) if elsewhere else []


def _mend_edges(page: Page, stretch: _Stretch, boxes: Boxes, start: int) -> tuple[int, int]:
    """Take in short lines at both ends that belong to the article's flow."""
    first, last = stretch.first, stretch.last
    while first > start and _continues(page, first - 1, boxes):
        first -= 1
    while last + 1 < len(page.lines) and _continues(page, last + 1, boxes):
        last += 1
    if page.kind == "text":
        first = _opening_verse(page, start, first)
    last = _before_teasers(page, first, last)
    while last > first and _LEFTOVER.fullmatch(views.folded(page)[last]):
        last -= 1
    while last > stretch.last and not _LETTER.search(views.folded(page)[last]) and "…" not in views.folded(page)[last]:
        last -= 1  # a count of readers or pages; a section's number has its section behind it
    return first, last


def _opening_verse(page: Page, start: int, first: int) -> int:
    """The first line of an opening in broken lines right below the meta row, as accounts write it; else `first`."""
    opening = range(start, first)
    broken = len(opening) >= _VERSE and all(
        not page.roles[n] and _BROKEN.fullmatch(views.folded(page)[n]) for n in opening
    )
    return start if start and broken and any(views.prose(page)[first : first + 3]) else first


def _before_teasers(page: Page, first: int, last: int) -> int:
    """The last line of the article before headlines of others, each with the start of its text: `…`."""
    end = _before_dated_teasers(page, first, last)
    if end < last:
        return end
    while end - 2 > first and _TEASER.search(views.folded(page)[end]) and _is_headline(views.folded(page)[end - 1]):
        end -= 2
    # teasers further up: the page is a list of them, and no article
    listed = any(_TEASER.search(views.folded(page)[number]) for number in range(first, end + 1))
    return last if listed else end


def _before_dated_teasers(page: Page, first: int, last: int) -> int:
    """The last line before teasers that run on: each with the day of the one above it glued before its text."""
    end = last
    while end > first and _GLUED_DAY.match(views.folded(page)[end]):
        end -= 1
    if last - end < _FEW_TEASERS or page.kind != "text":
        return last
    return end - 1 if end > first and _TEASER.search(views.folded(page)[end]) else end


def _is_headline(text: str) -> bool:
    """Whether a line is as long as a headline and ends without a mark."""
    return len(text) in _HEADLINE and text[-1].isalnum()


def _continues(page: Page, number: int, boxes: Boxes) -> bool:
    """Whether a line at the edge of the body goes with it."""
    line = page.lines[number]
    if page.roles[number] not in ("", "body") or line.linked * 2 > len(line.text):
        return page.roles[number] in ("hidden", "injected")
    if page.kind == "html":
        return boxes.inside[line.box]
    text = views.folded(page)[number]
    ends = len(text) >= 6 and text[-1] in '。!?…:";,、)'
    return ends or (len(text) >= 15 and "," in text) or bool(_LISTED.match(text))


def _belongs(page: Page, number: int, boxes: Boxes) -> bool:
    """Whether a line within the body's stretch is part of it."""
    line = page.lines[number]
    prose = views.prose(page)
    if page.roles[number] not in ("", "body"):
        return False
    if not boxes.inside[line.box] and not prose[number]:
        return False
    if line.linked * 2 > len(line.text) and not prose[number]:
        return bool(line.linked < len(line.text))
    if _BARS.fullmatch(views.folded(page)[number]):
        return False
    return bool(_LETTER.search(line.text)) or len(line.text) <= 4 or "…" in line.text


def _enough(chosen: Sequence[int], prose: Sequence[int], start: int) -> bool:
    """Whether the chosen lines are an article rather than a notice or a list."""
    length = sum(prose[number] for number in chosen)
    return length >= (_MIN_WITH_TITLE if start else _MIN_BODY)


def _reason(page: Page, number: int, boxes: Boxes) -> str:
    """Why a line is not part of the body, in a few words."""
    line = page.lines[number]
    if line.link_share > 0.5:
        return "mostly link"
    if not boxes.inside[line.box]:
        return "outside the article's box"
    return "outside the article's stretch"
