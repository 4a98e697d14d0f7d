"""The body: the best stretch of prose below the header, always the best there is.

The box of the page that holds most prose comes first (HTML only), then the stretch of lines that is worth most, then
the mending of its edges. Where hardly any line reads as prose (a poem, a table, captions), the lines right below the
header are the text. Whether it is an article at all is judged afterwards, by `verdict.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..grammar.date_forms import DATE
from ..page import Mark, Page
from ..strip.contacts import site_contact
from ..strip.live_entries import entries
from ..text import lazy_re as re
from ..text import site_views, views
from ..text.fold import fold
from ..text.matching import pattern
from .boxes import HARD_STOPS, SOFT_STOPS, Boxes, judge_boxes
from .edges import LETTER, in_table, is_left_above, mend_edges
from .header import ROW_LINES, Header, behind_labels, header
from .headline_form import ADDRESS, share_said_again
from .signals import is_empty_row, shows_furniture
from .stretches import Stretch, find_stretches
from .verdict import Verdict, judge
from .worth import ends_article, insets, line_worths, opens_story

_HEADLINE, _PROPERTIES = 8, 60  # characters of a headline, and of what stands beside it in a line of properties
_FEW = 3  # short lines at the edges of an article
_ARTICLE_ROLES = frozenset(("", "body", "title", "author", "editor", "credit"))
_TRIES = 4  # stretches that are looked at; below the fourth best a page holds no article
_CLOCK = re.compile(r"\d{1,2}[:：]\d\d(?:\s?[-—–~～至]{1,2}\s?\d{1,2}[:：]\d\d)?")
_SPOKEN = 8  # short lines that make a text
_START = "00:00"
_BARS = re.compile(r"[|\s]+|[:\s-]*\|[|:\s-]+|\+\d{1,3}")  # of a table, and +3 for further pictures
# a picture that shows something else, who took one
_LENT, _TOOK, _SIGNED = re.compile(r"\([^()]{2,20}\)"), re.compile(r"[摄攝]\W{0,2}$"), 4
_COUNT = re.compile(r"\(\d{1,2}\)")
_NEAR = 20  # lines below the header within which its article starts
_PARAGRAPH = 60  # characters of a paragraph that is an article, if need be
_HARDLY, _MOSTLY = 0.1, 0.3  # shares of a headline that a text says again: of another text, of its own
_MIN_BODY = 25  # characters; less is a caption or a notice, not an article
_MIN_WITH_TITLE = 10  # the same, right below a headline with date or source
_VERSE = 4  # lines above of which half are as short: a poem's
_LIST_NAME = 8  # characters of the name of a list of links
_GAP = 3  # lines of links or widgets in a row that end a text of short lines
_SHORT_SHARE = 0.4  # share of the text right below the header that prose must have to be preferred to it
_CAPTION = 10  # characters of a caption that tells something
_OUTSIDE = {False: "outside the article's box", True: "outside the article's stretch"}
_MIN_LINES = 20  # characters of short lines that make a text


class Body(NamedTuple):
    """The lines chosen, and how: "prose", "lines" (short ones right below the header), "captions", "" for none."""

    lines: tuple[int, ...]
    how: str
    start: int
    boxes: Boxes


def body_of(page: Page) -> tuple[Body, Verdict]:
    """The body of a page whose other lines have their roles, and what kind of page it makes."""
    found = header(page)
    start = _first_line(page, found)
    boxes = judge_boxes(page, start)
    lines, how = _prose(page, boxes, start), "prose"
    own = _told_by(page, found, start)
    if own is not None and own not in lines and _is_another(page, found, own, lines):
        near = boxes if page.kind == "text" else judge_boxes(page, start, page.boxes[page.lines[own].box].parent)
        if nearer := _prose(page, near, start, own):
            boxes, lines = near, nearer
    region = _region(page, boxes, start) if start or page.kind == "text" else []
    run = _lines_below(page, found, boxes, region)
    told = sum(map(views.prose(page).__getitem__, lines))
    if told < _SHORT_SHARE * _length(page, run):
        lines, how = run, "lines"
    if captions := _captions(page, region, lines, bool(found.lines and found.rows)):
        lines, how = captions, "captions"
    if lines and _is_bare(page, len(lines)):
        free = [number for number, role in enumerate(page.roles) if role in ("", "body") and number >= start]
        lines = [number for number in free if number in lines or not site_contact(page, number)]
    if page.kind == "text":  # the words that stand for a picture are the headline's
        headline = "".join([views.folded(page)[number] for number in found.lines])  # its first line may be who signs
        texts = views.folded(page)
        lines = [number for number in lines if texts[number] != headline and not is_empty_row(texts[number])]
        lines = [number for number in lines if not _is_of_properties(page, number, found)]
        lines = [number for number in lines if not _counts_headline(page, number, headline)]
        lines = lines[1:] if len(lines) > 1 and is_left_above(page, lines[0]) else lines
    body = Body(tuple(lines), how if lines else "", start, boxes)
    return body, judge(page, found, body.lines, body.how)


def body_marks(page: Page) -> Iterable[Mark]:
    """Mark the body's lines; then every line still unclaimed as boilerplate, with the reason.

    >>> from newsclean import load
    >>> text = "<p>昨天上午，城东新桥正式通车。</p><p>通车以后，两岸居民出行更方便了。</p>"
    >>> page = load(f"<div><a href=/>首页</a></div><div>{text}</div>")
    >>> [(mark.line, mark.role) for mark in body_marks(page)][:3]
    [(1, 'body'), (2, 'body'), (0, 'boilerplate')]
    """
    body, verdict = body_of(page)
    chosen = set(body.lines) if verdict.holds_article else set()
    yield from (
        Mark(number, "body", f"body-{body.how}" if body.how != "prose" else "body") for number in sorted(chosen)
    )
    dropped, linked = site_views.dropped(page), views.linked(page)
    for number, role in enumerate(page.roles):
        if not role and number not in chosen:
            if number in dropped or not verdict.holds_article:
                reason = _reason(page, number, verdict, dropped=number in dropped)
            else:
                inside = body.boxes.inside[page.lines[number].box]
                reason = "mostly link" if linked[number] else _OUTSIDE[inside]
            yield Mark(number, "boilerplate", "not-body", reason=reason)
    yield Mark(-1, "verdict", f"verdict-{verdict.kind}", value=verdict)


def _first_line(page: Page, found: Header) -> int:
    """The first line that the body can start at: behind the headline, and behind the meta row near it."""
    titles = [mark.line for mark in page.marked("title") if mark.line >= 0] or [*found.lines, *found.repeated]
    start = max(titles) + 1 if titles else 0
    prose = views.prose(page)
    for mark in page.marks:
        near = mark.role in ("date", "source") and mark.start is not None and start <= mark.line < start + ROW_LINES
        if near and not any(prose[start : mark.line + 1]):
            start = mark.line + 1
            while start < len(page.lines) and views.folded(page)[start] == views.folded(page)[mark.line]:
                start += 1  # the row said again
    return behind_labels(page, start)


def _prose(page: Page, boxes: Boxes, start: int, held: int | None = None) -> list[int]:
    """The lines of the best stretch of prose; of those that hold a certain line, where one is given."""
    for stretch in _in_turn(page, find_stretches(page, line_worths(page, boxes), start), start)[:_TRIES]:
        if held is not None and not stretch.first <= held <= stretch.last:
            continue
        first, last = mend_edges(page, stretch, boxes, start)
        chosen = [n for n in range(first, last + 1) if _belongs(page, n, boxes)]
        if _length(page, chosen) >= (_MIN_WITH_TITLE if start else _MIN_BODY):
            return chosen
    return []


def _in_turn(page: Page, stretches: list[Stretch], start: int) -> list[Stretch]:
    """The stretches, best first; of a dump that opens with its text the opening one, however long others are behind it.

    What follows a heading of other articles is another one.
    """
    if start or page.kind != "text" or not stretches or not views.prose(page)[0]:
        return stretches
    opening = next((stretch for stretch in stretches if not stretch.first), stretches[0])
    between = range(opening.last + 1, stretches[0].first)
    if any(page.rules.get(number) in HARD_STOPS | SOFT_STOPS for number in between):
        return [opening]
    return stretches


def _speaks_of(page: Page, found: Header, lines: Sequence[int]) -> float:
    """Share of the headline's pairs of characters that some lines say again."""
    return share_said_again(found.title, "".join(views.folded(page)[n] for n in lines)) if found.title else 1.0


def _told_by(page: Page, found: Header, start: int) -> int | None:
    """The first line of prose near the header, if it speaks of what the headline says."""
    prose = views.prose(page)
    near = [
        n for n in range(start, min(start + _NEAR, len(page.lines))) if prose[n] >= _PARAGRAPH and not page.roles[n]
    ]
    return next((n for n in near if _speaks_of(page, found, [n]) >= _MOSTLY), None)


def _is_another(page: Page, found: Header, own: int, lines: Sequence[int]) -> bool:
    """Whether some lines are another text than the headline's, which begins at `own`.

    Either they do not speak of what the headline says, or in a dump an article ends before them: behind its editor
    stand the readers' comments, and the openings of other articles.
    """
    if _speaks_of(page, found, lines) < _HARDLY:
        return True
    return page.kind == "text" and any(ends_article(page, number) for number in range(own + 1, min(lines, default=0)))


def _length(page: Page, lines: Sequence[int]) -> int:
    """Characters of some lines; of a long line without a sentence no more than a paragraph's."""
    prose = views.prose(page)
    texts = page.lines
    return sum(
        [prose[n] if prose[n] > _PARAGRAPH else max(prose[n], min(len(texts[n].text), _PARAGRAPH)) for n in lines]
    )


def _is_of_properties(page: Page, number: int, found: Header) -> bool:
    """Whether a line says headline and day again, as the properties of e-papers do."""
    text = views.folded(page)[number]
    said = fold(found.title or "") if len(text) >= _HEADLINE else ""
    return len(said) >= _HEADLINE and len(text) <= len(said) + _PROPERTIES and said in text and bool(DATE.search(text))


def _counts_headline(page: Page, number: int, headline: str) -> bool:
    """Whether a line is the number behind a picture's words, which are the headline's: 城东新桥通车 ⏎ (1)."""
    told = number and _COUNT.fullmatch(views.folded(page)[number])
    return bool(told) and bool(headline) and views.folded(page)[number - 1] == headline


def _region(page: Page, boxes: Boxes, start: int) -> list[int]:
    """The lines right below the header that are no links, up to links, widgets or another article."""
    found: list[int] = []
    inset, gap = frozenset(insets(page, boxes)), 0
    prose, folded, footer = views.prose(page), views.folded(page), pattern("strip/footer")
    for line in page.lines[start:]:
        if line.number in inset:
            continue
        role, rule = page.roles[line.number], page.rules.get(line.number)
        if rule in HARD_STOPS or rule in SOFT_STOPS or role == "disclaimer" or gap >= _GAP:
            break
        if found and opens_story(page, line.number):
            break
        if not prose[line.number] and footer.search(folded[line.number]):
            break
        linked = line.mostly_link
        if role in ("", "body", "caption") and not linked and not boxes.is_junk(line.box):
            found.append(line.number)
            gap = 0
        elif role not in ("hidden", "injected", "spam", "author", "credit"):
            gap += 1
    if gap >= _GAP and _names_list(page, found):
        found.pop()  # the name of the list that follows
    return found


def _names_list(page: Page, found: Sequence[int]) -> bool:
    """Whether the last of some lines may be the name of the list that follows: no sentence, none of many as short."""
    folded = views.folded(page)
    text = folded[found[-1]] if found else ""
    if not 0 < len(text) <= _LIST_NAME or text[-1] in '。!?"' or ":" in text[:-1]:
        return False
    before = found[-1 - _VERSE : -1]
    if page.kind == "html":
        return not before or page.lines[before[-1]].box != page.lines[found[-1]].box
    return sum(len(folded[n]) <= _LIST_NAME + 2 for n in before) * 2 < _VERSE


def _lines_below(page: Page, found: Header, boxes: Boxes, region: Sequence[int]) -> list[int]:
    """The unclaimed lines right below the header: a poem, a table, a list of winners."""
    told = found.rows or found.rule in ("title-matches-head", "title-heading")
    if not told and not (page.kind == "text" and found.lines and _is_spoken(page, region)):
        return []
    free = [number for number in region if page.roles[number] != "caption"]
    chosen = [number for number in free if _belongs(page, number, boxes) or not boxes.inside[page.lines[number].box]]
    return chosen if _length(page, chosen) >= _MIN_LINES else []


def _is_spoken(page: Page, region: Sequence[int]) -> bool:
    """Whether a dump is nothing but a text in short lines, as poems and speeches of videos are set."""
    size = sum(len(page.lines[n].text) for n in region)
    return len(region) >= _SPOKEN and size in range(6 * len(region), 14 * len(region)) and not shows_furniture(page)


def _captions(page: Page, region: Sequence[int], lines: Sequence[int], headed: bool) -> list[int]:
    """The captions below the header with what stands between them, where they say more than all else: photo news.

    `headed`: below a headline with its row, where one caption may be the text.
    """
    captions = [n for n in region if page.roles[n] == "caption" and len(page.lines[n].text) >= _CAPTION]
    folded = views.folded(page)
    captions = [n for n in captions if page.rules.get(n) != "image-name" and not _LENT.fullmatch(folded[n])]
    told = sum(any(mark in folded[n] for mark in ",。") for n in captions)
    alone = headed and told == 1 and not lines and _length(page, captions) >= _MIN_BODY
    # a long caption reads as a paragraph
    shown = told and lines and all(_TOOK.search(folded[n][-_SIGNED:]) for n in lines)
    if (told < 2 and not alone and not shown) or (not shown and _length(page, captions) <= 2 * _length(page, lines)):
        return []
    end, free = captions[-1], {n for n in region if views.prose(page)[n] and page.roles[n] in ("", "body")}
    while end + 1 in free:  # the text behind them
        end += 1
    return sorted({*captions, *(n for n in (*lines, *free) if n <= end)})


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


def _belongs(page: Page, number: int, boxes: Boxes) -> bool:
    """Whether a line within the body's stretch is part of it."""
    line = page.lines[number]
    prose = views.prose(page)
    if page.roles[number] not in ("", "body") or number in site_views.dropped(page):
        return False
    if not boxes.inside[line.box] and not prose[number] and not _heads_paragraph(page, number):
        return False
    if line.mostly_link and not prose[number]:
        return bool(line.linked < len(line.text))
    text = views.folded(page)[number]
    if prose[number] and page.kind == "html" and text[-1] != ":":
        return True  # as most are, and nothing of what follows
    if _BARS.fullmatch(text) or is_empty_row(text) or (page.kind == "text" and _is_left_over(page, number, text)):
        return False
    if number in entries(page).times:
        return True
    if (
        line.tag in ("td", "th") or _CLOCK.fullmatch(line.text) or in_table(page, number)
    ):  # a figure in a table, the time of a live entry
        return True
    return bool(LETTER.search(line.text)) or len(line.text) <= 4 or "…" in line.text


def _is_left_over(page: Page, number: int, text: str) -> bool:
    """Whether a dump's line is a picture's address that nothing announces, or a player's time: 00:00, and its end."""
    above = views.folded(page)[number - 1] if number else ""
    if text.startswith("http"):
        return not ADDRESS.sub("", text) and above[-1:] != ":"
    return text == _START or (above == _START and _CLOCK.fullmatch(text) is not None)


def _heads_paragraph(page: Page, number: int) -> bool:
    """Whether a line is the heading of the paragraph right below it, in one box with it: the text's second half."""
    line, below = page.lines[number], number + 1
    if line.tag not in ("h2", "h3", "h4") or line.linked or below == len(page.lines) or not views.prose(page)[below]:
        return False
    return page.boxes[line.box].parent == page.boxes[page.lines[below].box].parent


def _reason(page: Page, number: int, verdict: Verdict, *, dropped: bool) -> str:
    """Why a line cannot be part of the body. `dropped`: a selector of the site's drops it."""
    if dropped:
        selector = next(place.selector for place in site_views.drops(page) if place.line == number)
        return f"site: drop {selector}"
    return f"no article on the page: {verdict.kind}"
