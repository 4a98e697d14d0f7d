"""The headline of a dump, which has neither head nor markup: told by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..grammar.bylines import read_byline, read_name_first
from ..page import Line, Mark, Page
from ..strip.spam import is_spam
from ..text import views
from .head_titles import is_twin, without_site
from .headline_form import (
    ADDRESS,
    LONG,
    MAX,
    MIN,
    PAGE_HEAD,
    PLAIN,
    SHORT,
    TWINS,
    UNBROKEN,
    Candidate,
    as_headline,
    could_be_headline,
    is_row,
    plain,
)
from .signals import DATE, is_latin_name, shows_furniture

_BULLETS = "·•*-"
# [记者张三/某地报导], (某地3日讯), 某新网5月10日电, 本报讯
_LEAD = re.compile(
    r"[\[(][^\[\]()。]{1,30}(?:报[导道]|[讯电])[\])]|[^。,:\s]{2,14}(?:\d{1,2}月)?\d{1,2}日[电讯]|本[报网台刊]讯"
)
_TO_LEAD = 4  # lines between headline and lead
_CHANNELS = 4  # short lines that make a run of channels' names
_BYLINE = 30  # characters of a byline on a line of its own


def first_line(page: Page, candidates: Sequence[Candidate]) -> list[Mark]:
    """The first line of a dump, where it looks like a headline and prose follows soon."""
    shown = [
        number
        for number, text in enumerate(views.folded(page)[:TWINS])
        if not is_row(text, views.widgets(page)[number])
    ]
    # the site's name, the channel and the date may stand above
    above = [number for number in shown if _stands_above(page, number)]
    first = [number for number in shown[: 2 + min(len(above), 2)] if number not in above]
    line = next((line for line, _ in candidates if line.number in first), None)
    if (
        line is None
        or line.text[0] in _BULLETS
        or is_spam(views.folded(page)[line.number])
        or _opens_text(page, line.number)
    ):
        return []
    # only the very first line may be the <title>, with the site's name behind it
    core = line.text if line.number else without_site(ADDRESS.sub("", line.text), page)
    if len(plain(core)) < 8 or len(core) > 60 or not could_be_headline(page, line):
        return []
    if not any(views.prose(page)[line.number + 1 : line.number + 12]) or _opens_variants(page, line.number):
        return []
    twins = [other for other, _ in candidates if other.text == line.text and is_twin(page, line.number, other.number)]
    bare = core == line.text and not shows_furniture(page) and not _is_set_apart(page, line.number)
    if bare and len(twins) < 2 and not (_is_byline(page, line.number + 1) or _opens_article(page, line.number + 1)):
        return []  # a bare text, such as an article's body: its first line may be a subheading as well
    repeated = [Mark(twin.number, "title", "title-repeated") for twin in twins if twin is not line]
    return [Mark(line.number, "title", "title-first-line", value=core), *repeated]


def _stands_above(page: Page, number: int) -> bool:
    """Whether a line has a date, is as short as the name of a site or channel, or says where on the site one is."""
    text = views.folded(page)[number]
    short = len(text) < LONG or is_latin_name(text)
    return short or DATE.search(text) is not None or "strip/breadcrumbs" in views.opens(page)[number]


def _opens_text(page: Page, number: int) -> bool:
    """Whether the article has begun by a line, or the line is the start of it, or calls to play a video."""
    sentence = views.prose(page)[number] and views.folded(page)[number].count(",") > 1
    return bool(sentence or any(views.prose(page)[:number]) or "strip/player" in views.opens(page)[number])


def _opens_article(page: Page, number: int) -> bool:
    """Whether a line is the lead of a news story, with its dateline in front."""
    return bool(views.prose(page)[number] and _LEAD.match(views.folded(page)[number]))


def above_lead(page: Page, candidates: Sequence[Candidate]) -> list[Mark]:
    """The line above a story's lead, where sentences about the site stand further up and captions between."""
    lead = next((number for number in range(len(page.lines)) if _opens_article(page, number)), 0)
    for line, _ in reversed(candidates):
        near = lead - _TO_LEAD <= line.number < lead and line.apart
        if near and "strip/player" not in views.opens(page)[line.number] and could_be_headline(page, line):
            return [Mark(line.number, "title", "title-above-lead", value=as_headline(page, line))]
    return []


def _is_byline(page: Page, number: int) -> bool:
    """Whether a line is nothing but those who wrote the text."""
    text, folded = page.lines[number].text, views.folded(page)[number]
    return bool(read_byline(text, 0, len(folded), folded) or read_name_first(text, 0, len(folded), folded)) or (
        folded.startswith(("文/", "文|", "图文/")) and len(folded) <= _BYLINE
    )


def _is_set_apart(page: Page, number: int) -> bool:
    """Whether a blank line, or the indentation of the paragraphs, sets the first line apart from what follows."""
    line, below = page.lines[number], page.lines[number + 1]
    return number == 0 and (below.apart or below.indent > line.indent)


def _opens_variants(page: Page, number: int) -> bool:
    """Whether the next two lines begin like this one: the keywords of a farm, one phrase in many variants."""
    start = views.folded(page)[number][: MIN - 1]
    following = views.folded(page)[number + 1 : number + 3]
    return len(following) == 2 and all(text.startswith(start) and len(text) <= 40 for text in following)


def above_prose(page: Page, candidates: Sequence[Candidate]) -> list[Mark]:
    """The line of a dump between navigation and the first sentence."""
    prose = next((n for n, length in enumerate(views.prose(page)) if length), 0)
    below = {PLAIN.sub("", text) for text in views.folded(page)[prose + 1 :] if len(text) <= MAX}
    for line, _ in candidates:
        if line.number == prose - 1 > 0 and could_be_headline(page, line, SHORT):
            above = views.folded(page)[prose - 2]
            again = PLAIN.sub("", views.folded(page)[line.number]) in below  # in the list of the paper's page
            paper = "版" in above and PAGE_HEAD.search(above)
            if again or paper or "|" in above or ">" in above or _below_channels(page, line):
                return [Mark(line.number, "title", "title-above-prose", value=as_headline(page, line))]
    return []


def _below_channels(page: Page, line: Line) -> bool:
    """Whether a line stands apart between a run of channels' names and the text."""
    above = views.folded(page)[max(0, line.number - _CHANNELS) : line.number]
    short = len(above) == _CHANNELS and all(len(text) < LONG for text in above)
    return short and line.apart and page.lines[line.number + 1].apart and len(line.text) >= UNBROKEN
