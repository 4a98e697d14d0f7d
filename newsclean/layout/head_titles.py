"""The names that a page's head gives it, and the line of the page that says the same.

Heads add channel and site behind the headline, cut it short, or were hijacked: the line tells how the page words it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..page import Line, Mark, Page
from ..strip.spam import is_spam
from ..text import views
from ..text.fold import fold
from .headline_form import (
    LONG,
    MAX,
    MIN,
    PLAIN,
    SHORT,
    TWINS,
    Candidate,
    as_headline,
    could_be_headline,
    is_row,
    plain,
    rank_of,
)
from .signals import DATE

_META = ("og:title", "twitter:title", "articletitle", "title", "headline", "dc.title")
_SEPARATOR = re.compile(
    r"\s*(?:[_|｜]|--+|——|>>?|»|«|\s[-–—·•:]\s|(?<=[\u4e00-\u9fff])[-–](?=[\u4e00-\u9fffA-Za-z])|(?<=[”」』！？])-)\s*"
)
_DATED = re.compile(rf"(?:https?://\S{{4,40}} )?(?:{DATE.pattern})")
_CUT = re.compile(r"(?:\.{3,}|…+)$")


class Name(NamedTuple):
    """A name that the head gives the page, in the forms that lines are compared with."""

    text: str
    plain: str
    leading: frozenset[str]  # plain: the first part, the first two parts, …
    parts: frozenset[str]  # plain: each part between separators
    cut: str  # plain: the name without its closing dots, where it was cut short; else ""
    first: str  # the first part as written
    core: str  # plain: the first part

    @classmethod
    def of(cls, text: str) -> Name:
        parts = _SEPARATOR.split(text)
        uncut = _CUT.sub("", text)
        return cls(
            text,
            plain(text),
            frozenset(plain("".join(parts[:count])) for count in range(1, min(len(parts), 8) + 1)),
            frozenset(map(plain, parts[:8])),
            plain(uncut) if uncut != text else "",
            parts[0].strip(),
            plain(parts[0]),
        )


def named_titles(page: Page) -> list[Name]:
    """What the head calls the page, `<title>` last; planted ones left out. A dump's first line may be a `<title>`."""
    meta = page.head.meta
    names = [meta[name] for name in _META if name in meta]
    names += [item["headline"] for item in page.head.data if "headline" in item]
    names.append(page.head.title)
    if page.kind == "text" and page.lines:
        first = page.lines[0].text
        if LONG <= len(first) <= MAX and not is_row(views.folded(page)[0], views.widgets(page)[0]):
            names.append(first)
    return [Name.of(name) for name in dict.fromkeys(names) if len(name) >= MIN and not is_spam(fold(name))]


def matching_line(page: Page, candidates: Sequence[Candidate], named: Sequence[Name]) -> list[Mark]:
    """The line that says what the head says."""
    matches: list[tuple[tuple[int, int, int], Line, str]] = []
    # behind the last sentence a headline is a link to the page itself, or its name in a box for sharing
    last = max((n for n, length in enumerate(views.prose(page)) if length), default=len(page.lines))
    for line, letters in candidates:
        if len(letters) < MIN:
            continue
        text = as_headline(page, line)
        value = next(filter(None, (_agreement(text, letters, name) for name in named)), "")
        # a dump's first line is the <title> itself: any later line that agrees with it is the headline
        own = page.kind == "text" and line.number == 0 and not _above_date(page, line)
        if value and line.number <= last and not own:
            matches.append((rank_of(page, line), line, value))
    if not matches:
        return []
    _, line, value = max(matches, key=lambda match: match[0])
    marks = [
        Mark(other.number, "title", "title-repeated")
        for _, other, same in matches
        if same == value and other is not line and is_twin(page, line.number, other.number)
    ]
    return [Mark(line.number, "title", "title-matches-head", value=value), *marks]


def _above_date(page: Page, line: Line) -> bool:
    """Whether a line that could be a headline has the date right below it."""
    below = views.folded(page)[line.number + 1 : line.number + 2]
    return bool(below and _DATED.match(below[0])) and could_be_headline(page, line)


def is_twin(page: Page, number: int, other: int) -> bool:
    """Whether the headline is said once more close by, with no prose between."""
    first, last = sorted((number, other))
    if last - first > TWINS:
        return False
    return not any(views.prose(page)[first + 1 : last])


def _agreement(text: str, letters: str, name: Name) -> str:
    """The headline on which a line (with its plain form) and a name of the page agree, or "".

    The line may be all of the name, or the name without the site behind it, or the full form of a name cut short; a
    label may be glued before the line (原创, 图集).
    """
    if len(letters) < MIN or len(name.plain) < MIN:
        return ""
    if letters == name.plain or letters in name.leading:
        return text
    if len(letters) >= 8 and letters in name.parts:
        return text
    # the name goes on with channel and site; a line that ends in the middle of a word is another text
    if len(letters) >= 10 and name.plain.startswith(letters) and _ends_there(name.text, letters):
        return text
    if len(name.cut) >= 8 and letters.startswith(name.cut):
        return text
    if len(name.core) >= 8 and len(letters) - len(name.core) <= 4 and letters.endswith(name.core):
        return name.first
    return ""


def _ends_there(name: str, start: str) -> bool:
    """Whether behind the letters of `start` a name goes on with a separator, or with hardly more than a site."""
    left = len(start)
    for at, char in enumerate(fold(name).lower()):
        if not left:
            return not char.isalnum() or len(name) - at <= 8
        left -= not PLAIN.fullmatch(char)
    return True


def matching_lines(page: Page, candidates: Sequence[Candidate], named: Sequence[Name]) -> list[Mark]:
    """A headline broken over two or three lines that together say what the head says."""
    for name in named:
        for at, (line, text) in enumerate(candidates):
            if len(text) < MIN or not name.plain.startswith(text):
                continue
            group = [line]
            for after, letters in candidates[at + 1 : at + 3]:
                beside = letters and after.number == group[-1].number + 1
                if not beside or not name.plain.startswith(text + letters):
                    break
                text += letters
                group.append(after)
            if len(group) > 1:
                values = ["".join(line.text for line in group), *([None] * (len(group) - 1))]
                return [
                    Mark(line.number, "title", "title-broken", value=value)
                    for line, value in zip(group, values, strict=True)
                ]
    return []


def whole_in_lines(page: Page, candidates: Sequence[Candidate], named: Sequence[Name]) -> list[Mark]:
    """A dump's first line said again in two lines: headline and second headline."""
    if page.kind != "text" or not named or not candidates or candidates[0].line.number:
        return []
    whole = named[-1].plain
    for (line, first), (below, second) in pairwise(candidates[1:TWINS]):
        beside = below.number == line.number + 1
        if beside and min(len(first), len(second)) > SHORT and first + second == whole:
            return [
                Mark(line.number, "title", "title-broken", value=line.text + below.text),
                Mark(below.number, "title", "title-broken"),
                Mark(0, "title", "title-repeated"),
            ]
    return []


def without_site(name: str, page: Page) -> str:
    """A name of the page without channel and site behind it."""
    parts = [part.strip() for part in _SEPARATOR.split(name) if part.strip()]
    site = plain(page.head.meta.get("og:site_name", ""))
    while len(parts) > 1 and (len(parts[-1]) <= 12 or plain(parts[-1]) == site):
        parts.pop()
    kept = parts[0] if parts else ""
    for part in parts[1:]:
        end = name.find(part, len(kept)) + len(part)
        kept = name[:end]
    return kept if plain(kept) != site else ""
