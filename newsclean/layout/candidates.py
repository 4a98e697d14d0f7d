"""Lines that could be the headline, and what speaks for and against each.

Every piece of evidence has a name in `weights.tsv`, where its weight and its reason stand. An amount is 0 to 1: how
much of it a line shows. Nothing here decides: `header.py` compares.

Most lines of a page are far from a headline, so the cheap evidence comes first, of markup and of the lines around; the
words (`headline_words.py`) are read only of lines that could still be among the best.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import add
from typing import NamedTuple

from ..grammar.date_forms import CLOCK, FULL_DATE
from ..page import Line, Page
from ..text import site_views, views
from ..text.fold import fold
from ..text.matching import whole_line
from .box_names import in_other_box
from .head_titles import Name, agreement, first_line_as_name, head_names, said_names, site_name
from .headline_form import ADDRESS, PLAIN, is_row, plain
from .headline_words import BREADCRUMB, ENDS, INSIDE, Words, most, wording
from .signals import rows_of
from .weights import score

LONGEST = 120  # characters; the longest in use, of government papers, stay under this
SHORTEST = 2
MOST = 300  # candidates that neither the head names nor a row follows: a page with more short lines is a list
_TWO_LINES = 60  # characters of a headline broken in two
_PARTS = 3  # lines that a headline is broken into at the most
_IN_PARTS = 14  # letters of a headline in two lines: shorter neighbours said again are entries of a menu
_PAIRS = 7  # pairs of characters that a headline has at least, for all of it to count as said again
_LEAD = 400  # characters of prose below a line with which it is compared
_TITLE_HINT = re.compile(r"(?:^|[\s_-])(?:\w*title|headline|tit|biaoti|bt)(?:$|[\s_\d-])")
_ACCOUNT_HINT = re.compile(r"author|account|nick|user|byline|media|source|writer|editor")
_ORIGINAL = "原创"  # the word that platforms print between the headline and the author
_FILE = re.compile(r"^[^\s<>]{1,120}\.(?:jpe?g|png|gif|bmp|webp|svg|html?|aspx?)$", re.IGNORECASE)
_SIGNS = re.compile(r"(?:[^\w\n]|_)+")
_LIKE = 8  # letters at the beginning or at the end of a line by which it is told from the head's names
_ACCESS = re.compile(r"登录|注册|密码|[账帐]号|扫码|扫描|验证码")
_ACCESS_WORDS = 4  # different ones of them that a box to log in has
_LOG_IN = 250  # characters of such a box
_ROUNDING = 1e-6  # sums of the same weights in another order differ by less


class Candidate(NamedTuple):
    """One or several lines that could be the headline."""

    first: int
    last: int
    value: str  # the headline as it would be given
    evidence: dict[str, float]  # name -> amount, 0 to 1


class Surroundings(NamedTuple):
    """What the evidence asks of the page as a whole."""

    names: Sequence[Name]
    said: str  # all names as written, folded
    named: str  # the same in letters
    site: str
    letters: Sequence[str]  # of each line, without blanks and signs
    rows: Sequence[float]  # for each line how much it looks like a row of date and source, 0 to 1
    row_below: Sequence[float]  # for each line how much of one stands right below it
    above: Sequence[int]  # characters of prose above each line
    next_prose: Sequence[int]  # for each line the next line of prose below it
    seen: dict[str, list[int]]  # letters of short lines -> where they stand
    joined: dict[str, list[int]]  # letters of two lines in a row -> where the first one stands
    leads: dict[int, str]  # line of prose -> the first prose from there on, once asked for
    hints: dict[tuple[str, bool], dict[str, float]]  # what class names say, once asked for
    known: dict[int, dict[str, float]]  # what is known of the site says of lines


def surroundings(page: Page, planted: frozenset[int]) -> Surroundings:
    """What the evidence asks of the page as a whole, in one pass over its lines."""
    prose, folded, rows = views.prose(page), views.folded(page), rows_of(page)
    first = first_line_as_name(page)
    names = [*head_names(page), *([first] if first else []), *said_names(page)]
    above, total = [], 0
    for number, length in enumerate(prose):
        above.append(total)
        total += 0 if number in planted or (length and _is_log_in(folded[number])) else length
    following, next_prose = len(prose), [0] * len(prose)
    for number in range(len(prose) - 1, -1, -1):
        next_prose[number] = following
        if prose[number] and number not in planted:
            following = number
    letters = _SIGNS.sub("", "\n".join(folded)).lower().split("\n")
    seen: dict[str, list[int]] = {}
    for number, text in enumerate(folded):
        if len(text) <= LONGEST and not prose[number] and number not in planted:
            seen.setdefault(letters[number], []).append(number)
    joined: dict[str, list[int]] = {}
    for number, (one, other) in enumerate(pairwise(folded)):
        if len(one) + len(other) <= _TWO_LINES and not prose[number]:
            joined.setdefault(letters[number] + letters[number + 1], []).append(number)
    said = fold("\n".join(name.text for name in names))
    named = "\n".join(name.plain for name in names)
    site = plain(site_name(page))
    below = _rows_below(rows, prose)
    known = _of_site(page)
    return Surroundings(names, said, named, site, letters, rows, below, above, next_prose, seen, joined, {}, {}, known)


def _of_site(page: Page) -> dict[int, dict[str, float]]:
    """What is known of the page's site says of lines: for a headline, or against one."""
    found: dict[int, dict[str, float]] = {}
    told = {
        "site-title": (site_views.lines_of(page, "title"), site_views.trusted(page, "title")),
        "site-drop": (site_views.dropped(page), 1.0),
        "site-line": (site_views.recurring(page), 1.0),
    }
    for name, (numbers, amount) in told.items():
        for number in numbers:
            found.setdefault(number, {})[name] = amount
    return found


def _is_log_in(text: str) -> bool:
    """Whether a line that reads as prose is the page's box to log in."""
    return len(text) <= _LOG_IN and len(set(_ACCESS.findall(text))) >= _ACCESS_WORDS


def _rows_below(rows: Sequence[float], prose: Sequence[int]) -> list[float]:
    """For each line how much of a row stands in the five lines below it, with no prose between."""
    below = [0.0] * len(rows)
    for number, strength in enumerate(rows):
        for step in range(1, min(number, 5) + 1 if strength else 0):
            at = number - step
            below[at] = max(below[at], strength * (1.1 - step / 10))
            if prose[at]:
                break
    return below


def ranked(page: Page, planted: frozenset[int]) -> Iterator[tuple[float, Candidate]]:
    """The lines and groups of lines that could be the headline, each with its score, best first.

    In a heap they stand by what they could be worth at most; what comes to its top is weighed in full and put back.
    """
    around = surroundings(page, planted)
    heap: list[tuple[float, int, int, list[Line], dict[str, float], Candidate | None]] = []
    for group, amounts in _groups(page, planted, around):
        bound = score("header", amounts) + most(len(group)) + _ROUNDING
        heap.append((-bound, group[0].number, group[-1].number, group, amounts, None))
    heapq.heapify(heap)
    while heap:
        worth, first, last, group, amounts, weighed = heapq.heappop(heap)
        if weighed is not None:
            yield -worth, weighed
            continue
        weighed = _weighed(page, around, group, amounts)
        heapq.heappush(heap, (-score("header", weighed.evidence), first, last, group, amounts, weighed))


def _groups(page: Page, planted: frozenset[int], around: Surroundings) -> Iterator[tuple[list[Line], dict[str, float]]]:
    """Single lines, and neighbours that may be one headline, with the evidence of markup and of the lines around."""
    numbers = {line.number: line for line in _single(page, planted, around)}
    for line in numbers.values():
        own = {**_markup(page, around, line), **_above(page, around, line.number)}
        group = [line]
        yield group, own | _together(page, around, group)
        while len(group) < _PARTS and (below := numbers.get(group[-1].number + 1)) and _goes_on(group, below):
            group = [*group, below]
            yield group, own | _together(page, around, group)


def _single(page: Page, planted: frozenset[int], around: Surroundings) -> Iterator[Line]:
    """The lines that have a headline's length, and are neither links elsewhere nor sentences nor widgets."""
    prose, widgets = views.prose(page), views.widgets(page)
    unnamed = 0
    for line, text in zip(page.lines, views.folded(page), strict=True):
        number = line.number
        if number in planted or widgets[number] or not SHORTEST <= len(text) <= LONGEST:
            continue
        named = len(text) >= 4 and (text[:3] in around.said or text[-3:] in around.said)
        named = named or "site-title" in around.known.get(number, ())
        if not named and _is_other(line, text, prose[number]):
            continue
        if not any(char.isalpha() for char in text) or _FILE.match(text):
            continue
        unnamed += not named
        if named or unnamed <= MOST or around.row_below[number]:
            yield line


def _is_other(line: Line, text: str, prose: int) -> bool:
    """Whether a line is a link, a sentence or a row, and no headline unless the head says so."""
    if line.linked * 5 > len(text) * 4 or (prose and ENDS.search(text)):
        return True
    return ("。" in text and bool(INSIDE.search(text))) or is_row(text, False)


def _goes_on(group: Sequence[Line], below: Line) -> bool:
    """Whether the next line may be the same headline's next part: of the same kind, and no sentence before it."""
    above = group[-1]
    if above.tag != below.tag or above.text[-1:] in "。；：！？!?:":
        return False
    return sum(len(line.text) for line in group) + len(below.text) <= LONGEST


def _weighed(page: Page, around: Surroundings, group: Sequence[Line], amounts: dict[str, float]) -> Candidate:
    """One candidate with all its evidence."""
    first, last = group[0].number, group[-1].number
    text, letters = _said(page, around, first, last)
    words = Words.of(text, letters, views.folded(page)[first : last + 1], around.site)
    return Candidate(first, last, _agreed(page, around, group, letters), amounts | wording(words))


def _said(page: Page, around: Surroundings, first: int, last: int) -> tuple[str, str]:
    """What some lines say as one, and the letters of that."""
    text = "".join(views.folded(page)[first : last + 1])
    dated = _DATE_BEFORE.match(text)
    if dated is None:
        return text, "".join(around.letters[first : last + 1])
    text = text[dated.end() :]
    return text, PLAIN.sub("", text).lower()


def _agreed(page: Page, around: Surroundings, group: Sequence[Line], letters: str) -> str:
    """The headline that some lines give, as the head words it where the two agree."""
    value = _as_headline(page, group)
    texts = (agreement(value, letters, name)[1] for name in _names(page, around, group, letters))
    return next(filter(None, texts), value)


def _names(page: Page, around: Surroundings, group: Sequence[Line], letters: str) -> Sequence[Name]:
    """The names that some lines may agree with; a dump's first line says nothing of itself."""
    own = page.kind == "text" and group[0].number == 0
    # what begins or ends like none of them agrees with none: a cheap look before
    if own or not (letters[:_LIKE] in around.named or letters[-_LIKE:] in around.named):
        return ()
    return around.names


def _shown(*evidence: tuple[str, float]) -> dict[str, float]:
    """The pieces of evidence of which there is any."""
    return {name: float(amount) for name, amount in evidence if amount}


def _markup(page: Page, around: Surroundings, line: Line) -> dict[str, float]:
    """What tags and class names say."""
    own = page.boxes[line.box].hints
    inside = " ".join([span.hints for span in line.spans]) if line.spans else ""
    key = (f"{own} {inside}", in_other_box(page)[line.box])
    if key not in around.hints:
        around.hints[key] = _shown(
            ("hint-title", bool(_TITLE_HINT.search(key[0]))),
            ("hint-account", bool(_ACCOUNT_HINT.search(key[0]))),
            ("hint-junk", key[1]),
        )
    found = _shown(
        ("linked", line.linked * 2 > len(line.text)),
        ("bold", line.bold * 10 >= len(line.text) * 9),
        ("centred", "centred" in own),
    )
    if line.tag in ("h1", "h2", "h3", "h4"):
        found[f"tag-{line.tag}"] = 1.0
    return found | around.hints[key] | around.known.get(line.number, {})


def _above(page: Page, around: Surroundings, first: int) -> dict[str, float]:
    """What the lines above say."""
    before = views.folded(page)[first - 1] if first else ""
    return _shown(
        ("row-above", max(around.rows[max(0, first - 2) : first], default=0.0)),
        ("prose-above", min(around.above[first], 1000) / 1000),
        ("prose-above-any", min(around.above[first] / 80, 1.0)),
        ("original-above", before == _ORIGINAL),
        ("first-line", page.kind == "text" and first == 0),
        ("breadcrumb-above", (">" in before or "»" in before) and bool(BREADCRUMB.search(before))),
        ("apart-above", page.lines[first].apart),
    )


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
        ("indent-below", behind is not None and behind.indent > page.lines[first].indent),
    )


def _together(page: Page, around: Surroundings, group: Sequence[Line]) -> dict[str, float]:
    """What the head, the lines below and the rest of the page say of some lines as a whole."""
    first, last = group[0].number, group[-1].number
    letters, own = "".join(around.letters[first : last + 1]), _said(page, around, first, last)[1]
    found = _below(page, around, first, last)
    kinds = (agreement("", own, name)[0] for name in _names(page, around, group, own))
    found.update((f"head-{kind}", 1.0) for kind in kinds if kind)
    agreed = any(name.startswith("head-") for name in found)
    if "head-same" in found:
        found.pop("head-part", None)
    places = around.seen.get(letters, ())
    again = any((n < first or n > last) and abs(n - first) <= 15 for n in places)
    twice = (
        first < last and len(letters) >= _IN_PARTS and any(abs(n - first) > 1 for n in around.joined.get(letters, ()))
    )
    end = around.letters[first - 1] if first else ""
    prose = views.prose(page)
    return found | _shown(
        ("prose", any(prose[first : last + 1])),
        ("said-again", again and first == last),
        ("parts-said-again", twice or (again and first < last)),  # the whole stands elsewhere, as <title> or breadcrumb
        ("said-often", len(places) > 3),
        ("ends-breadcrumb", len(letters) >= 4 and end != letters and end.endswith(letters)),
        ("lead-overlap", _overlap(page, around, own, last)),
        ("in-parts", first < last),
        ("in-parts-unnamed", first < last and not agreed),
    )


def _overlap(page: Page, around: Surroundings, letters: str, last: int) -> float:
    """Share of a line's pairs of characters that the prose right below it says again."""
    if len(letters) < 3:
        return 0.0
    start = around.next_prose[last]
    if start not in around.leads:
        around.leads[start] = _lead(page, around, start)
    pairs = set(map(add, letters, letters[1:]))
    # a few characters recur by chance
    return sum(map(around.leads[start].__contains__, pairs)) / max(len(pairs), _PAIRS)


def _lead(page: Page, around: Surroundings, number: int) -> str:
    """The first prose from a line on."""
    folded, text = views.folded(page), ""
    while len(text) < _LEAD and number < len(folded):
        text += folded[number][:_LEAD]
        number = around.next_prose[number]
    return text


# the day of storing, or of publication, before a headline on its line
_DATE_BEFORE = re.compile(rf"^\s?(?:date\s)?{FULL_DATE}(?:\s{CLOCK})?\s(?=[^\d\W]\S{{5}})")
_LABELLED = re.compile(r"^[【\[]?(?:标题|题目|標題|題目)[】\]]?\s?[:：]\s?")
_WIDGET_BEHIND = re.compile(r"\s*[\[【(（](?:打印本页|复制链接|关闭窗口|关闭|收藏|推荐|打印|分享)[\]】)）]\s*$")


def _as_headline(page: Page, group: Sequence[Line]) -> str:
    """The headline that some lines give: without labels before it and widgets behind it."""
    text = "".join(as_headline(page, line) for line in group)
    return _WIDGET_BEHIND.sub("", _LABELLED.sub("", _DATE_BEFORE.sub("", text))).strip(" |｜·•")


def as_headline(page: Page, line: Line) -> str:
    """A line as a headline: without what was cut out of it, and without a label (原创) in an element before it."""
    text = ADDRESS.sub("", line.text)
    for span in line.spans:
        label = views.folded(page)[line.number][: span.end].strip(" |·:[]")
        if span.start == 0 and span.end < len(line.text) and whole_line(label, "layout/title_labels"):
            return text.removeprefix(line.text[: span.end]).strip()
    return text
