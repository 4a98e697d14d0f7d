"""The choice of the body.

Three ideas after one another: the box of the page that holds most prose (HTML only), the stretch of lines that is worth
most when prose counts for and junk counts against it, and the mending of that stretch's edges line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..page import Line, Mark, Page
from .absence import absence

_JUNK_BOX = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|menu|foot|footer|header|sidebar|aside|comments?|cmt|pinglun|related?|relates?|relative|"
    r"recommends?|recom|share|bdshare\w*|hot|hots|rank|ranking|breadcrumbs?|crumbs?|copyright|statement|disclaimer|"
    r"toolbar|tools?|ad|ads|advert\w*|gg|banner|login|search|qrcode|tags?|keywords?|links?|pages?|pagination|vote|app|download|author|editor|"
    r"xgnews|xgxw|xiangguan|tuijian|next|prev|popup|modal|dialog)(?:$|[\s_\d-])"
)
_LIST_TAGS = frozenset(("li", "dt", "dd", "option"))
_DATE = re.compile(r"(?:19|20)?\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}|\d{1,2}[-/月]\d{1,2}日?$|\d{1,2}:\d\d$")
_LETTER = re.compile(r"[^\W\d_]")
_LISTED = re.compile(
    r"[■●◆▲★◇○□◎]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、]|第[一二三四五六七八九十百\d]{1,4}[条章节款]"
)
_BARRIERS = frozenset(("comments-heading", "comment-row", "licence", "footer-row"))
_FENCES = frozenset(("related-heading", "end-marker", "topic-links"))
_FIELD_ROLES = frozenset(("editor", "author", "credit", "source", "date", "title"))

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
_VERSE = 4  # short lines from which on they are the article rather than widgets
_MIN_BODY = 25  # characters of prose; less is a caption or a notice, not an article
_MIN_WITH_TITLE = 10  # the same, right below a headline with date or source


# What the boxes of articles are called, and how much more a line counts in one
_ARTICLE_BOX = re.compile(
    r"(?:^|[\s_-])(?:article\w*|content\w*|\w+content|artibody|\w*text|body|\w+body|detail\w*|main[-_]?text|editor|trs_\w+|"
    r"zoom|post\w*|entry|story|zhengwen|neirong|nr|rich_media_content|prose)(?:$|[\s_\d-])"
)
_IN_ARTICLE_BOX = 1.5
_IN_JUNK_BOX = 0.2
_IN_FENCED_BOX = 0.02


class _Stretch(NamedTuple):
    """Lines `first` to `last`, and what they are worth."""

    value: float
    first: int
    last: int


def find_body(page: Page) -> Iterable[Mark]:
    """Mark the body's lines; then every line still unclaimed as boilerplate, with the reason.

    >>> from newsclean import load
    >>> page = load("<div><a href=/>首页</a></div><div><p>昨天上午，新桥正式通车。</p><p>居民出行更方便了。</p></div>")
    >>> [(mark.line, mark.role) for mark in find_body(page)]
    [(1, 'body'), (2, 'body'), (0, 'boilerplate')]
    """
    prose = page.prose
    start = _first_line(page, prose)
    factors = _box_factors(page, _fenced_boxes(page, prose, start))
    inside = _inside(page, _main_box(page, prose, start, factors), factors)
    values = _values(page, prose, inside, factors)
    stretches = _stretches(page, values, start)
    chosen = _verse(page, start, stretches) or _first_article(page, stretches, inside, start)
    body = set(chosen)
    yield from (Mark(number, "body", "body") for number in chosen)
    for line, role in zip(page.lines, page.roles, strict=True):
        if not role and line.number not in body:
            yield Mark(line.number, "boilerplate", "not-body", reason=_reason(page, line.number, inside))


def _first_line(page: Page, prose: Sequence[int]) -> int:
    """The first line that the body can start at: behind the headline, and behind the meta row near it."""
    titles = [mark.line for mark in page.marks if mark.role == "title" and mark.line >= 0]
    start = max(titles) + 1 if titles else 0
    for mark in page.marks:
        near = mark.role in ("date", "source") and mark.start is not None and start <= mark.line < start + _META_ROWS
        if near and not any(prose[start : mark.line + 1]):
            start = mark.line + 1
    return start


def _fenced_boxes(page: Page, prose: Sequence[int], start: int) -> dict[int, int]:
    """Boxes opened by a heading of other articles: box -> the heading's line.

    From the heading's own box the search climbs as long as a box holds none of the prose seen so far.
    """
    rules = _rule_of(page)
    boxes = page.boxes
    holds = {0}
    seen = 0
    fenced: dict[int, int] = {}
    for line in page.lines[start:]:
        if prose[line.number] and page.roles[line.number] in ("", "body"):
            seen += prose[line.number]
            box = line.box
            while box not in holds:
                holds.add(box)
                box = boxes[box].parent
        elif seen >= 2 * _MIN_BODY and rules.get(line.number) in _FENCES and line.box not in holds:
            box = line.box
            while boxes[box].parent not in holds:
                box = boxes[box].parent
            fenced[box] = line.number
    return fenced


def _main_box(page: Page, prose: Sequence[int], start: int, factors: Sequence[float]) -> int:
    """The box that holds the article: from the page's own box down, as long as one box holds most of the prose."""
    count = len(page.boxes)
    weights = [0.0] * count
    own = [0] * count
    for line, factor in _lines_before_barrier(page, prose, start, factors):
        short = 0.0 if line.linked or prose[line.number] or factor <= 1 else 0.3 * len(line.text)
        weights[line.box] += factor * (prose[line.number] + short)
        own[line.box] += 1
    for index in range(count - 1, 0, -1):
        weights[page.boxes[index].parent] += weights[index]
    children: dict[int, list[int]] = {}
    for index in range(1, count):
        if weights[index]:
            children.setdefault(page.boxes[index].parent, []).append(index)
    main = 0
    while children.get(main):
        best = max(children[main], key=lambda index: weights[index])
        leaf = best not in children and own[best] < 3
        if weights[best] < 0.55 * weights[main] or leaf:
            break
        main = best
    return main


def _box_factors(page: Page, fenced: Mapping[int, int]) -> list[float]:
    """For each box, how much the names of the boxes around it, or its heading, speak for or against an article."""
    factors = [1.0]
    for index, box in enumerate(page.boxes[1:], 1):
        factor = factors[box.parent]
        if index in fenced:
            factor = _IN_FENCED_BOX
        elif box.hints and factor >= 1:
            if _JUNK_BOX.search(box.hints) and not _ARTICLE_BOX.search(box.hints):
                factor = _IN_JUNK_BOX
            elif _ARTICLE_BOX.search(box.hints):
                factor = _IN_ARTICLE_BOX
        factors.append(factor)
    return factors


def _lines_before_barrier(
    page: Page, prose: Sequence[int], start: int, factors: Sequence[float]
) -> Iterable[tuple[Line, float]]:
    """The unclaimed lines between the headline and the first barrier behind some prose."""
    rules = _rule_of(page)
    seen = 0
    for line in page.lines[start:]:
        if page.roles[line.number] in ("", "body"):
            seen += prose[line.number] if factors[line.box] >= 1 else 0
            yield line, factors[line.box]
        elif seen >= 2 * _MIN_BODY and rules.get(line.number) in _BARRIERS:
            return


def _inside(page: Page, main: int, factors: Sequence[float]) -> list[bool]:
    """For each box, whether it lies in the main box without a junk box between."""
    inside = [False] * len(page.boxes)
    inside[main] = True
    for index in range(main + 1, len(page.boxes)):
        box = page.boxes[index]
        junk = (factors[index] < 1 <= factors[main]) or (box.hints and _JUNK_BOX.search(box.hints))
        inside[index] = inside[box.parent] and not junk
    return inside


def _rule_of(page: Page) -> dict[int, str]:
    """The rule of the last whole-line mark of each line."""
    return {mark.line: mark.rule for mark in page.marks if mark.start is None}


def _values(
    page: Page, prose: Sequence[int], inside: Sequence[bool], factors: Sequence[float]
) -> list[float]:
    """What each line is worth to the body."""
    rules = _rule_of(page)
    out = []
    for line, role in zip(page.lines, page.roles, strict=True):
        n = line.number
        if role in ("", "body"):
            out.append(_free_value(page, n, prose[n], inside[line.box], factors[line.box]))
        elif rules[n] in _FENCES:
            out.append(_fence_value(page, n, prose, factors))
        elif role in ("editor", "author", "credit", "disclaimer"):
            out.append(_CREDIT)
        elif role in ("hidden", "injected"):
            out.append(0.0)
        else:
            out.append(_SHORT_OUTSIDE)
    return out


def _fence_value(page: Page, number: int, prose: Sequence[int], factors: Sequence[float]) -> float:
    """What a heading of other articles costs: little, where markup keeps it and its list apart from the paragraphs."""
    if page.kind == "text":
        return _FENCE_IN_DUMP
    if number + 1 < len(prose) and max(factors[page.lines[n].box] for n in (number, number + 1)) < 1:
        return _FENCE_APART
    before = next((n for n in range(number - 1, max(number - 6, -1), -1) if prose[n]), None)
    after = next((n for n in range(number + 1, min(number + 6, len(prose))) if prose[n]), None)
    if before is not None and after is not None:
        boxes = page.boxes
        box_before, box_after = page.lines[before].box, page.lines[after].box
        if boxes[box_before].parent == boxes[box_after].parent and boxes[box_before].tag == boxes[box_after].tag == "p":
            return _FENCE_APART
    return _FENCE


def _free_value(page: Page, number: int, prose: int, inside: bool, factor: float) -> float:
    """What a line without a claim is worth."""
    line = page.lines[number]
    length = len(line.text)
    if prose:
        value = float(min(prose, _PROSE_CAP))
        return value if inside else value * (_OUTSIDE if factor >= 1 else _OUTSIDE_IN_JUNK)
    if line.linked * 2 > length:
        return _LINK
    if not inside:
        return _SHORT_OUTSIDE * (2 if page.kind == "html" else 1)
    if page.kind == "text":
        ends = length >= 12 and line.text[-1] in "。！？…：”；，!?:;"
        return _SHORT_IN_DUMP if ends or _LISTED.match(page.folded[number]) else _SHORT_OUTSIDE / 2
    return _SHORT_INSIDE


def _stretches(page: Page, values: Sequence[float], start: int) -> list[_Stretch]:
    """The stretches of lines that are worth something, best first.

    One pass sums the values up (the maximum-sum subarray of Kadane); a stretch ends where the sum is used up, or at a
    barrier. The first one behind the headline keeps all its value, those further down a share of it.
    """
    rules = _rule_of(page)
    found: list[_Stretch] = []
    total = 0.0
    best = _Stretch(0.0, start, start - 1)
    for number in range(start, len(values) + 1):
        end = number == len(values)
        ends_article = not end and (rules.get(number) in _BARRIERS or page.roles[number] == "editor")
        if end or total < 0 or (ends_article and best.value > _MIN_BODY):
            if best.value > 0:
                near = not any(stretch.value > 2 * _MIN_BODY for stretch in found)
                found.append(best if near else best._replace(value=best.value * _FAR_FROM_TITLE))
            first = number + 1 if ends_article else number
            total, best = 0.0, _Stretch(0.0, first, first - 1)
            if ends_article:
                continue
        if not end:
            total += values[number]
            if total > best.value and values[number] > 0:
                best = best._replace(value=total, last=number)
            elif total < 0 and best.value == 0:
                total, best = 0.0, _Stretch(0.0, number + 1, number)
    return sorted(found, key=lambda stretch: -stretch.value)


def _first_article(
    page: Page, stretches: Sequence[_Stretch], inside: Sequence[bool], start: int
) -> list[int]:
    """The lines of the best stretch that is an article."""
    for stretch in stretches[:_TRIES]:
        first, last = _mend_edges(page, stretch, inside, start)
        chosen = [n for n in range(first, last + 1) if _belongs(page, n, inside)]
        if _enough(chosen, page.prose, start) and not absence(page, chosen, page.prose):
            return chosen
    return []


def _verse(page: Page, start: int, stretches: Sequence[_Stretch]) -> list[int]:
    """Short lines between the headline with its meta row and the editors, where they are all there is: a poem, a list.

    Nothing there reads as prose, so that the choice above goes past them to the readers' comments.
    """
    end = start
    while end < len(page.lines) and page.roles[end] in ("", "body"):
        if page.prose[end] or page.lines[end].linked:
            break
        end += 1
    bounded = end < len(page.lines) and page.roles[end] == "editor"
    if not (start and bounded and end - start >= _VERSE):
        return []
    best = stretches[0] if stretches else None
    elsewhere = best is None or best.first > end or not any(page.prose[best.first : best.last + 1])
    return list(range(start, end)) if elsewhere else []


def _mend_edges(page: Page, stretch: _Stretch, inside: Sequence[bool], start: int) -> tuple[int, int]:
    """Take in short lines at both ends that belong to the article's flow."""
    first, last = stretch.first, stretch.last
    html = page.kind == "html"
    while first > start and _continues(page, first - 1, inside, html):
        first -= 1
    while last + 1 < len(page.lines) and _continues(page, last + 1, inside, html):
        last += 1
    return first, last


def _continues(page: Page, number: int, inside: Sequence[bool], html: bool) -> bool:
    """Whether a line at the edge of the body goes with it."""
    line = page.lines[number]
    if page.roles[number] not in ("", "body") or line.linked * 2 > len(line.text):
        return page.roles[number] in ("hidden", "injected")
    if html:
        return inside[line.box]
    text = page.folded[number]
    ends = len(text) >= 6 and text[-1] in "。!?…:\";,、)"
    return ends or (len(text) >= 15 and "," in text) or bool(_LISTED.match(text))


def _belongs(page: Page, number: int, inside: Sequence[bool]) -> bool:
    """Whether a line within the body's stretch is part of it."""
    line = page.lines[number]
    prose = page.prose
    if page.roles[number] not in ("", "body"):
        return False
    if not inside[line.box] and not prose[number]:
        return False
    if line.linked * 2 > len(line.text) and not prose[number]:
        return bool(line.linked < len(line.text))
    return bool(_LETTER.search(line.text)) or len(line.text) <= 4 or "…" in line.text


def _enough(chosen: Sequence[int], prose: Sequence[int], start: int) -> bool:
    """Whether the chosen lines are an article rather than a notice or a list."""
    length = sum(prose[number] for number in chosen)
    return length >= (_MIN_WITH_TITLE if start else _MIN_BODY)


def _reason(page: Page, number: int, inside: Sequence[bool]) -> str:
    """Why a line is not part of the body, in a few words."""
    line = page.lines[number]
    if line.link_share > 0.5:
        return "mostly link"
    if not inside[line.box]:
        return "outside the article's box"
    return "outside the article's stretch"
