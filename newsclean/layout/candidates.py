"""Lines that could be the headline, and what speaks for and against each.

Every piece of evidence has a name in `weights.tsv`, where its weight and its reason stand. An amount is 0 to 1: how
much of it a line shows. Nothing here decides: `header.py` compares.

Most lines of a page are far from a headline, so the cheap evidence comes first, of markup and of the lines around; the
words (`headline_words.py`) are read only of lines that could still be among the best.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..page import Line, Page
from ..strip.live_entries import entries
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold
from .around import LONGEST, ORIGINAL, Surroundings
from .blogs import days_of_posts
from .head_titles import agreement
from .headline_form import is_row, is_site
from .headline_value import headline_of
from .headline_words import (
    BREADCRUMB,
    CAPTION,
    ENDS,
    FURNITURE,
    INSIDE,
    LEAD,
    Words,
    is_credit,
    most,
    opens_with_site,
    wording,
)
from .joints import HANGING, OPENS_AMID, announces, parts_subject
from .neighbours import (
    are_tags,
    is_above_link_to_copy,
    is_below_top_rows,
    is_official_in_halves,
    is_signer,
    says_half_again,
)
from .paper_head import paper_authors
from .reach import Reach
from .signals import is_addressed
from .weights import score

SHORTEST = 2
# candidates that the head names, that it does not, that a row follows: a page with more short lines is a list
MOST = 300
_PARTS = 3  # lines that a headline is broken into at the most
_TEXT = 45  # characters of prose that are an article's beginning
_OF_TEXT = 0.2  # share of a headline that its text says again at least
_DECK = 1.4  # times as long as its headline a deck may be
_COLUMN = 8  # letters of a column's name
# how news open: 本报讯, 某某网讯(记者张三)
_NEWS = re.compile(
    r"本[报网刊台社][^。,()]{0,8}[讯电]"
    r"|[\u4e00-\u9fff]{2,10}(?:\d{1,2}月)?(?:\d{1,2}日)?[讯电]?\s?\([^()。,]{0,10}(?:记者|通讯员)[^()。]{2,30}\)"
)
_PARAGRAPH, _CLAUSES = 70, 3  # characters of a line of prose, and commas in it, that is no headline, question or not
_HEADLINE = 8  # letters of a line above which could be the headline
_ON = frozenset("及和与暨的在向于、“《(—?!!?")  # a line that ends so goes on, or asks what the next one answers
_QUOTED_WORD = re.compile(r'^(?=.{5,9}$)(?:\w+"\w+"\w*|"\w+"\w{2,})$')  # "小书包"过江
_TITLE_HINT = re.compile(r"(?:^|[\s_-])(?:\w*title|headline|tit|biaoti|bt)(?:$|[\s_\d-])")
_ACCOUNT_HINT = re.compile(r"author|account|nick|user|byline|media|source|writer|editor")
_HEADINGS = {tag: f"tag-{tag}" for tag in ("h1", "h2", "h3")}
_FILE = re.compile(r"^[^\s<>]{1,120}\.(?:jpe?g|png|gif|bmp|webp|svg|html?|aspx?)$", re.IGNORECASE)
_ENDS_ALIKE = 3  # characters that a line begins or ends with as the head does: a cheap look before
_ROUNDING = 1e-6  # sums of the same weights in another order differ by less


class Candidate(NamedTuple):
    """One or several lines that could be the headline."""

    first: int
    last: int
    value: str  # the headline as it would be given
    evidence: dict[str, float]  # name -> amount, 0 to 1


# what is known of some lines, in the order in which they are looked at more closely
_WHETHER, _BOUND, _READ, _AMOUNTS, _SCORE = range(5)


class _Place(NamedTuple):
    """Lines in the heap: by what they are worth at most, then in the order of the page."""

    worth: float  # below nothing, as a heap has the least on its top
    first: int
    last: int
    known: int = _BOUND
    amounts: dict[str, float] | None = None
    candidate: Candidate | None = None


def ranked(page: Page, planted: frozenset[int]) -> Iterator[tuple[float, Candidate]]:
    """The lines and groups of lines that could be the headline, each with its score, best first.

    In a heap they stand by what they could be worth at most. What comes to its top is looked at more closely and put
    back: first with the prose below, then with what stands around it, then with its words, which makes it a candidate.
    Several lines stand there as one place that says whether they could be worth it at all, and are parted on its top.
    """
    around = Surroundings(page, planted)
    reach = Reach(page, around)
    lines = {line.number: line for line in _single(page, planted, around)}
    heap: list[_Place] = []
    for first in reversed(lines):
        heap.append(_Place(-reach.line(first, _markup(page, around, lines[first])) - _ROUNDING, first, first))
        if first + 1 in lines:
            heap.append(_Place(-reach.together(first) - _ROUNDING, first, first + 1, _WHETHER))
    heapq.heapify(heap)
    while heap:
        place = heap[0]
        if place.candidate is not None:
            heapq.heappop(heap)
            yield -place.worth, place.candidate
        elif place.known == _WHETHER:
            heapq.heappop(heap)
            for together in _together_from(lines, reach, place.first):
                heapq.heappush(heap, together)
        else:
            heapq.heapreplace(heap, _closer(page, around, reach, place))


def _closer(page: Page, around: Surroundings, reach: Reach, place: _Place) -> _Place:
    """The same lines after one more look at them, the dearest one last."""
    worth, first, last, known, amounts, _ = place
    text, letters = around.headline(first, last)
    if known == _BOUND:
        less = reach.unread(letters, last)
        return _Place(worth + less, first, last, _READ)
    if amounts is None:
        amounts = _around(page, around, first, last)
        most_of = most(views.folded(page)[first : last + 1], text, len(letters))
        return _Place(-score("header", amounts) - most_of - _ROUNDING, first, last, _AMOUNTS, amounts)
    words = Words.of(text, letters, views.folded(page)[first : last + 1], around.site)
    value = _agreed(page, around, first, last, letters)
    candidate = Candidate(first, last, value, amounts | wording(words))
    return _Place(-score("header", candidate.evidence), first, last, _SCORE, None, candidate)


def _together_from(lines: Mapping[int, Line], reach: Reach, first: int) -> Iterator[_Place]:
    """Lines from one on that may be one headline, with what they could be worth."""
    group: Sequence[Line] = (lines[first],)
    while len(group) < _PARTS and (below := lines.get(group[-1].number + 1)) and _goes_on(group, below):
        group = (*group, below)
        yield _Place(-reach.lines(first, below.number) - _ROUNDING, first, below.number)


def _single(page: Page, planted: frozenset[int], around: Surroundings) -> Iterator[Line]:
    """The lines that have a headline's length, and are neither links elsewhere nor sentences nor widgets."""
    prose, widgets, verses, linked = views.prose(page), views.widgets(page), views.verses(page), views.linked(page)
    said, count = around.said, dict.fromkeys(("named", "above a row", "unnamed"), 0)
    for line, text in zip(page.lines, views.folded(page), strict=True):
        number = line.number
        if number in planted or widgets[number] or not SHORTEST <= len(text) <= LONGEST:
            continue
        dumped = page.kind == "text" and prose[number]
        if dumped and (_is_paragraph(text, around.row_below[number]) or verses[number]):
            continue  # said again, as the page holds its text twice; or a line of a poem
        named = text[:_ENDS_ALIKE] in said or text[-_ENDS_ALIKE:] in said
        named = named or "site-title" in around.known.get(number, ())
        if not named and (linked[number] or _is_other(text, prose[number])):
            continue
        if not (text[0].isalpha() or any(map(str.isalpha, text))) or ("." in text and _FILE.match(text)):
            continue
        kind = "named" if named else "above a row" if around.row_below[number] else "unnamed"
        count[kind] += 1
        before = count["unnamed"] + count["above a row"] if kind == "unnamed" else count[kind]
        if before <= MOST:
            yield line


def _is_paragraph(text: str, row: float) -> bool:
    """Whether a line of prose is a paragraph: it ends as one, is long with an end inside, or has too many clauses."""
    if text[-1] == "。" or (len(text) > _TEXT and "。" in text and not row):
        return True
    return len(text) > _PARAGRAPH and text.count(",") >= _CLAUSES


def _is_other(text: str, prose: int) -> bool:
    """Whether a line is a sentence or a row, and no headline unless the head says so."""
    if prose and ENDS.search(text):
        return True
    return ("。" in text and bool(INSIDE.search(text))) or is_row(text, False)


def _goes_on(group: Sequence[Line], below: Line) -> bool:
    """Whether the next line may be the same headline's next part: of the same kind, and no sentence before it."""
    above = group[-1]
    if above.tag != below.tag or (above.text[-1:] in "。；！？!?" and not below.text.startswith("——")):
        return False
    if above.text[-1:] in "：:" and not announces(fold(above.text)):
        return False
    return sum(len(line.text) for line in group) + len(below.text) <= LONGEST


def _agreed(page: Page, around: Surroundings, first: int, last: int, letters: str) -> str:
    """The headline that some lines give, as the head words it where the two agree."""
    value = headline_of(page, page.lines[first : last + 1])
    texts = (agreement(value, letters, name)[1] for name in around.names_like(first, letters))
    return next(filter(None, texts), value)


def _shown(*evidence: tuple[str, float]) -> dict[str, float]:
    """The pieces of evidence of which there is any."""
    return {name: float(amount) for name, amount in evidence if amount}


def _markup(page: Page, around: Surroundings, line: Line) -> dict[str, float]:
    """What tags and class names say."""
    # most boxes are called like another one, or nothing
    key = (
        page.boxes[line.box].hints,
        " ".join([span.hints for span in line.spans]) if line.spans else "",
        around.other_boxes[line.box],
    )
    named = around.hints.get(key)
    if named is None:
        named = around.hints[key] = _named(*key)
    found = {}
    if line.mostly_link:
        found["linked"] = 1.0
    if line.bold >= len(line.text):
        found["bold"] = 1.0
    if line.tag in _HEADINGS:
        found[_HEADINGS[line.tag]] = 1.0
        if line.number == around.sole:
            found["only-heading"] = 1.0
    return found | named | around.known.get(line.number, {}) if found or around.known else named


def _named(own: str, inside: str, other: bool) -> dict[str, float]:
    """What the class names of a box say, and of the elements in a line. `other`: it is one of other articles."""
    if not own and not inside:  # as most are
        return {"hint-junk": 1.0} if other else {}
    names = f"{own} {inside}"
    return _shown(
        ("centred", "centred" in own),
        ("hint-title", bool(_TITLE_HINT.search(names))),
        ("hint-account", bool(_ACCOUNT_HINT.search(names))),
        ("hint-junk", other),
    )


def _above(page: Page, around: Surroundings, first: int) -> dict[str, float]:
    """What the lines above say."""
    before = views.folded(page)[first - 1] if first else ""
    return _shown(
        ("row-above", max(around.rows[max(0, first - 2) : first], default=0.0)),
        ("prose-above", min(around.above[first], 1000) / 1000),
        ("prose-above-any", min(around.above[first] / 80, 1.0)),
        ("original-above", before in ORIGINAL),
        ("first-line", first == around.opening),
        ("breadcrumb-above", (">" in before or "»" in before or "首页" in before) and bool(BREADCRUMB.search(before))),
        ("apart-above", page.lines[first].apart),
        (
            "below-site",
            page.kind == "text" and first == 1 and ":" not in before and is_site(around.letters[0], around.site),
        ),
        ("below-top-row", page.kind == "text" and is_below_top_rows(page, around.rows, around.next_prose, first)),
        ("below-blog-day", first - 1 in days_of_posts(page)),
        ("below-hanging", _hangs(before) if first and len(around.letters[first - 1]) >= _HEADLINE else 0.0),
        ("below-paper", around.below_paper(first)),
        ("second-half", says_half_again(around.letters, first)),
        ("below-topics", first in around.topics),
        ("above-copy", around.stands_over_copy(first)),
        ("in-contents", around.paper and around.in_contents(first, around.letters[first])),
        *_of_deck(page, around, first),
    )


def _hangs(before: str) -> float:
    """How much the line above says that it goes on: its end does for sure, its colon may."""
    return 1.0 if HANGING.search(before) else 0.5 if announces(before) else 0.0


def _of_deck(page: Page, around: Surroundings, first: int) -> tuple[tuple[str, float], ...]:
    """Whether a dump's line is the deck below a headline; a deck says more than its headline."""
    if page.kind != "text" or not _may_be_deck(page, around, first):
        return ()
    above = around.letters[first - 1]
    longer = len(around.letters[first]) >= _DECK * len(above)
    # the line above is a headline of this text, not a menu
    longer = longer and around.overlap(above, first) >= _OF_TEXT
    return ("below-headline", 1.0), ("longer-deck", float(longer))


def _may_be_deck(page: Page, around: Surroundings, first: int) -> bool:
    """Whether a line that could be the headline stands right above: then this one is the deck below it."""
    if not first or len(around.letters[first - 1]) < _HEADLINE:
        return False
    before = views.folded(page)[first - 1]
    if len(before) > LONGEST or ENDS.search(before) or before[-1] in _ON:
        return False
    if before.isascii() or OPENS_AMID.match(before) or opens_with_site(before):
        return False
    if around.rows[first - 1] or views.prose(page)[first - 1] or views.widgets(page)[first - 1]:
        return False
    if is_site(around.letters[first - 1], around.site) or is_credit(before) or is_row(before, False):
        return False
    if FURNITURE.search(before) or BREADCRUMB.search(before):
        return False
    return not (">" in before or "|" in before or around.letters[first - 1].endswith(around.letters[first]))


def _below(page: Page, around: Surroundings, first: int, last: int) -> dict[str, float]:
    """What the lines below say."""
    follows = around.next_prose[last] < len(page.lines)
    to_prose = around.next_prose[last] - last
    behind = page.lines[last + 1] if last + 1 < len(page.lines) else None
    return _shown(
        ("row-below", around.row_below[last]),
        ("prose-next", follows and to_prose == 1),
        ("prose-near", follows and 2 <= to_prose <= 4),
        ("prose-far", to_prose > 12),
        ("prose-nowhere", not follows),
        ("apart-below", behind is not None and behind.apart),
        ("link-to-copy", is_above_link_to_copy(page, last)),
        ("signed-lead", page.kind == "text" and _is_above_lead(page, around, last)),
        ("short-above-news", page.kind == "text" and first == last and _opens_news(page, around, first)),
        ("begins-next", page.kind == "text" and _begins_next(around, first, last)),
        ("addressed", behind is not None and is_addressed(views.folded(page)[last + 1])),
        ("indent-below", behind is not None and behind.indent > page.lines[first].indent),
        ("full-stop", around.ends_in_text(last)),
        ("text-above", page.kind == "text" and around.is_below_text(first, last)),
    )


def _is_above_lead(page: Page, around: Surroundings, last: int) -> bool:
    """Whether a lead that opens with its reporter or dateline in brackets stands right below."""
    below, folded = last + 1, views.folded(page)
    lead = around.next_prose[last] == below < len(page.lines) and bool(LEAD.match(folded[below]))
    return lead and not CAPTION.search(folded[last])


def _opens_news(page: Page, around: Surroundings, first: int) -> bool:
    """Whether a dump opens with a short line, and a report stands right below that opens as news do."""
    below, folded = first + 1, views.folded(page)
    if first != around.opening or len(around.letters[first]) >= _HEADLINE or around.next_prose[first] != below:
        return False
    return below < len(folded) and not folded[first].isascii() and _NEWS.match(folded[below]) is not None


def _begins_next(around: Surroundings, first: int, last: int) -> bool:
    """Whether the line below a short one opens with it and goes on: the column's name, and the headline with it."""
    letters, below = around.letters[first], around.letters[last + 1] if last + 1 < len(around.letters) else ""
    short = first == last and 2 <= len(letters) <= _COLUMN
    return short and below.startswith(letters) and len(below) >= len(letters) + _HEADLINE


def _are_tags(around: Surroundings, first: int) -> bool:
    """Whether a line that is said again is one of several tags or topics."""
    return are_tags(around.letters, first) or any(first in lines for lines in around.topics.values())


def _around(page: Page, around: Surroundings, first: int, last: int) -> dict[str, float]:
    """The evidence of markup, and of the lines around."""
    own = _markup(page, around, page.lines[first]) | _above(page, around, first)
    return own | _together(page, around, first, last)


def _together(page: Page, around: Surroundings, first: int, last: int) -> dict[str, float]:
    """What the head, the lines below and the rest of the page say of some lines as a whole."""
    letters, own = "".join(around.letters[first : last + 1]), around.headline(first, last)[1]
    found = _below(page, around, first, last)
    agreed = around.agreements(first, own)
    found.update((f"head-{kind}", 1.0) for kind in agreed)
    if "head-same" in found:
        found.pop("head-part", None)
    again = around.says_again(first, last, letters)
    if again:
        found.pop("signed-lead", None)  # words of a picture, which stand above it and below
    prose, folded = views.prose(page), views.folded(page)
    halves = first == last and any(
        is_official_in_halves(*folded[n : n + 2]) or parts_subject(*folded[n : n + 2])
        for n in (first - 1, first)
        if 0 <= n < len(folded) - 1
    )
    return found | _shown(
        ("quoted-word", first == last == around.opening and bool(_QUOTED_WORD.search(folded[first]))),
        ("prose", any(prose[first : last + 1])),
        ("half", halves),
        ("entry", first in entries(page).headings),
        ("signer", is_signer(page, first) or bool(page.kind == "text" and paper_authors(page, first))),
        ("said-again", again and first == last),
        ("latin-twice", again and page.kind == "text" and letters.isascii()),
        ("twin-below", first == last and around.is_twin_below(first, letters)),
        ("tags-twice", again and page.kind == "text" and _are_tags(around, first)),
        ("parts-said-again", again and first < last),  # the whole stands elsewhere, as <title> or breadcrumb
        ("ends-breadcrumb", around.ends_breadcrumb(first, letters)),
        ("lead-overlap", around.overlap(own, last)),
        ("couplet", around.is_couplet(first, last)),
        ("in-parts", first < last),
        ("in-parts-unnamed", first < last and not agreed),
    )
