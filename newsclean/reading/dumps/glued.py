"""Boxes whose texts were glued without anything between, taken apart where the text shows a border.

`get_text()` of a page without line breaks is one line: `首页新闻城东新桥通车2022-09-21 14:50来源：远山日报昨天，…`.
What shows is where the meta row begins and ends, where words of navigation stop before the headline above it, and where
behind a sentence's end credits or a heading of other articles stand. Where a paragraph ends and another begins is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...phrases import phrases
from ...phrases.own_words import of_phrases
from ...text.fold import fold
from ...text.matching import alternation
from .kinds import labels

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?!\d)"
_MOMENT = re.compile(
    rf"(?:(?:19|20)\d\d\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?日?|(?<!\d)\d\d-\d\d)[\s\xa0]{{0,4}}{_CLOCK}"
)
_SAYS_MORE = re.compile("[:：。！？]")
_NEAR = 30  # characters between two entries of a meta row
_SHORTEST = 30  # characters of a line that is looked into
_HEADLINE = range(6, 80)  # characters of what stands between navigation and the row
_OPEN, _CLOSE = "([《【", ")]》】"
_NAME = 16  # characters behind a label in which a name ends
_AHEAD = 24  # characters behind a heading of other articles in which no clause ends
_CLAUSE = re.compile("[,。]")
_INSIDE = 60  # characters within which a bracket is closed
_GOES_ON = ",、;:([《"
_VALUE = re.compile(r"[^\s,。:()|]{1,16}")
_BLANK = re.compile(r"\s")
_QUOTES = "\"'"
_SENTENCE_END = re.compile("[。!?…]")
_IN_SENTENCE = re.compile(r"(?:截[至止]|[于在至到从自近约])\s?$")
_OUTLET = 16  # characters of an outlet's name


@of_phrases
def _navigation() -> re.Pattern[str]:
    """Two and more words of navigation in a row, or the end of a way through the site's pages."""
    words = alternation("text/navigation_words", "text/widget_words")
    return re.compile(rf"(?:(?:{words}|正文)[\s>|/·]*){{2,}}|[>|/]\s?正文\s*")


@of_phrases
def _headings() -> re.Pattern[str]:
    """Headings of other articles and of comments, but for those that are words of sentences: `相关`, `评论`."""
    heads = {fold(phrase) for name in ("strip/related_headings", "strip/comment_headings") for phrase in phrases(name)}
    return re.compile("|".join(sorted(map(re.escape, (head for head in heads if len(head) > 3)), reverse=True)))


@of_phrases
def _behind_sentence() -> re.Pattern[str]:
    """What begins behind the end of a sentence and is none: labels of credits, headings of other articles."""
    return re.compile(
        rf"(?:(?<=[。!?…)】])|(?<=[。!?…][\"']))\s?(?:(?P<heading>{_headings().pattern})|{labels().pattern})"
    )


@of_phrases
def _outlet_endings() -> tuple[str, ...]:
    """What the names of outlets end with."""
    return tuple({fold(phrase) for phrase in phrases("grammar/outlet_endings")})


def _outlet_end(text: str, start: int) -> int:
    """Where an outlet's name that begins at a place ends, by its last word; 0 where it has none of those words."""
    stop = _VALUE.match(text, start)
    endings = _outlet_endings()
    for end in range(start + 2, stop.end() + 1 if stop else 0):
        if text.endswith(endings, start, end) and not text.startswith(endings, end):
            return end
    return 0


def unglue(line: str) -> list[str]:
    """The lines that a line shows to have been.

    >>> unglue("首页新闻城东新桥昨天正式通车2022-09-21 14:50来源：远山日报昨天上午，城东新桥通车。")
    ['首页新闻', '城东新桥昨天正式通车', '2022-09-21 14:50来源：远山日报', '昨天上午，城东新桥通车。']
    """
    if len(line) < _SHORTEST or not _SAYS_MORE.search(line):
        return [line]
    folded = fold(line)
    borders = sorted({0, *_row_borders(folded), *_tail_borders(folded), len(line)})
    return [part for start, end in pairwise(borders) if (part := line[start:end].strip())]


def _row_borders(text: str) -> Iterator[int]:
    """Where the meta row begins and ends, and where the headline above it begins."""
    moment = _MOMENT.search(text)
    if not moment:
        return
    start, end = _row(text, moment)
    labelled = (start, end) != moment.span()
    above = text[max(0, start - _HEADLINE.stop) : start]
    if not labelled and (len(above) < _HEADLINE.start or _CLAUSE.search(above) or _IN_SENTENCE.search(above)):
        return
    if start and above[-1] not in _GOES_ON:
        yield start
        yield from _headline(text[:start])
    if _SENTENCE_END.search(text, end) and (text[end].isalnum() or text[end].isspace() or text[end] in _QUOTES):
        yield end


def _row(text: str, moment: re.Match[str]) -> tuple[int, int]:
    """The row around a moment: labels near it on both sides, and their values as far as they show."""
    start, end = moment.span()
    for before in labels().finditer(text, max(0, start - _NEAR), start):
        if not _CLAUSE.search(text, before.start(), start):
            start = before.start()
            break
    at = end
    while label := labels().search(text, at, min(len(text), at + _NEAR)):
        if _CLAUSE.search(text, at, label.start()):
            break
        at = end = _value_end(text, label.end())
    return start, end


def _value_end(text: str, start: int) -> int:
    """The end of a label's value: of an outlet's name, else the next blank or label; the text's where none shows."""
    while start < len(text) and text[start].isspace():
        start += 1
    outlet = _outlet_end(text, start)
    if outlet:
        return outlet
    near = min(len(text), start + _OUTLET)
    ends = [found.start() for found in (_BLANK.search(text, start, near), labels().search(text, start, near)) if found]
    return min(ends, default=len(text))


def _headline(above: str) -> Iterator[int]:
    """Where the headline begins, behind words of navigation."""
    last = 0
    for found in _navigation().finditer(above):
        last = found.end()
    if last and len(above) - last in _HEADLINE:
        yield last


def _tail_borders(text: str) -> Iterator[int]:
    """Where credits or a heading of other articles stand behind the end of a sentence."""
    for found in _behind_sentence().finditer(text):
        at = found.start()
        near = text[max(0, at - _INSIDE) : at]
        if any(near.count(mark) > near.count(close) for mark, close in zip(_OPEN, _CLOSE, strict=True)):
            continue
        if found["heading"]:
            if not _CLAUSE.search(text, found.end(), found.end() + _AHEAD):
                yield at
                yield found.end()
            continue
        yield at
        heading = _headings().search(text, found.end(), found.end() + _NAME)
        if heading:
            yield from heading.span()
