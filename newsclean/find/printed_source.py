"""The paper that signs an article: below it, 《某某日报》(2022年09月21日 04版), or before its reporter above it."""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar.byline_parser import read_byline
from ..grammar.date_forms import YEAR
from ..grammar.names import is_person
from ..grammar.outlets import is_name, is_outlet
from ..page import Line, Mark, Page, of_lines
from ..text import lazy_re as re
from ..text import views
from ..text.matching import lines_with

_LONGEST = 50  # characters of such a line
_OPENS = re.compile(r"[《\[(〈<]")  # each of them has one: a cheap look before
# in a sentence of its own: (某部转自2007年11月26日《某某日报》A2版)
_REPRINTED = re.compile(r"(?:转自|原载于?|摘自|选自|刊于)[^《》。,]{0,16}《([^《》]{2,20})》")
# what reprints from papers close with: 《某某日报》(2022年09月21日 04版)
_PRINTED = re.compile(
    rf"[(\s]{{0,2}}《\s?([^《》]{{2,20}}?)\s?》\s?\(?\s?{YEAR}\s?年.{{4,14}}?版\s?:?\w{{0,6}}\)[\s)]*"
)
# the same in words: 原载《某某日报》2022年9月21日第4版
_FIRST_PRINTED = re.compile(
    rf"[(\s]{{0,2}}(?:原载于?|刊于|刊载于)\s?:?\s?《\s?([^《》]{{2,20}}?)\s?》\s?\(?{YEAR}\s?年.{{4,14}}?版[\s)。]*"
)
# the same in papers of Taiwan: 【2022/09/21 某某日報】
# the paper in a bracket below the text
_SIGNED = re.compile(r"[(\[]([^()\[\]\d:]{2,12}(?:日报|晚报|时报|早报|晨报|商报|周刊|新闻网|电视台|社))[)\]]")
# and with its reporter, as those who collect them have it: 〈2022/09/21 某某日報 記者張三〉
_TAGGED = re.compile(
    rf"[\[〈<]{YEAR}[/-]\d{{1,2}}[/-]\d{{1,2}}[\s/]{{1,2}}([^\[\]/\d〈〉<>]{{2,16}}?)"
    r"(?:\s?记者\s?(?P<by>[\u4e00-\u9fff]{2,4}))?[\]〉>][\s|]*"
)
_FORMS = (_PRINTED, _FIRST_PRINTED, _TAGGED, _SIGNED)
# papers of Taiwan, before who reports from where: 某某報／記者張三／台北報導; a desk in its place is none
_PAPER_FIRST = re.compile(
    r"([^\s()\[\],。:/|─—]{2,10}?)(?<!中心)(?<![组部室版])\s?(?:[/|]|[─—]{1,2})\s?(?=[^/]{2,24}/)"
)


def printed_source(page: Page, top: int, bottom: int) -> list[Mark]:
    """The paper before its reporter between two lines; else where an article was printed, on a line below the first.

    >>> from newsclean import load
    >>> page = load("昨天上午，城东新桥正式通车。\\n《某市日报》（2022年09月21日 04版）")
    >>> [mark.value for mark in printed_source(page, 0, 1)]
    ['某市日报']
    """
    if signed := _before_reporter(page, top, bottom):
        return signed
    for line, match in printed_rows(page, top):
        return [Mark(line.number, "source", "source-printed", value=line.text[match.start(1) : match.end(1)])]
    return []


def beside_source(page: Page, top: int) -> Iterator[Mark]:
    """A mark without a name for what says so below, where another rule has found the source: all of the line goes."""
    for line, _ in printed_rows(page, top):
        if not page.roles[line.number]:
            yield Mark(line.number, "source", "source-printed")


def printed_reporter(page: Page) -> list[Mark]:
    """Who has written for the paper that such a line names.

    >>> from newsclean import load
    >>> page = load("昨天上午，城东新桥正式通车。\\n〈2022/09/21 某某日报 记者张三〉")
    >>> [mark.value for mark in printed_reporter(page)]
    [('张三',)]
    """
    for line, match in printed_rows(page, 0):
        if match.groupdict().get("by") and is_person(match["by"]):
            start, end = match.span("by")
            return [Mark(line.number, "author", "closing-byline", start, end, (line.text[start:end],), cut=False)]
    return []


def _before_reporter(page: Page, top: int, bottom: int) -> list[Mark]:
    """The paper that opens a byline between two lines: `某某報／記者張三／台北報導`.

    >>> from newsclean import load
    >>> lines = "某某报/记者张三/台北报导", "社会中心/张三/台北报导", "某某报/老渡口/新渡口"
    >>> [[mark.value for mark in _before_reporter(load(line), 0, 1)] for line in lines]
    [['某某报'], [], []]
    """
    for line in page.lines[top:bottom]:
        text = views.folded(page)[line.number]
        match = _PAPER_FIRST.match(text) if len(text) <= _LONGEST and "/" in text else None
        if match and is_outlet(match[1]) and is_name(match[1]) and read_byline(line.text, 0, len(text), text):
            name = line.text[match.start(1) : match.end(1)]
            return [Mark(line.number, "source", "source-byline", *match.span(1), value=name, cut=False)]
    return []


def printed_rows(page: Page, top: int) -> Iterator[tuple[Line, re.Match[str]]]:
    """The lines from one on that name the paper, the last one first, with a match whose first group is its name."""
    return (row for row in _all_rows(page) if row[0].number >= top)


@of_lines
def _all_rows(page: Page) -> list[tuple[Line, re.Match[str]]]:
    """The same of all lines, which several steps ask for."""
    return list(_rows(page))


def _rows(page: Page) -> Iterator[tuple[Line, re.Match[str]]]:
    folded = views.folded(page)
    for number in reversed(lines_with(views.text(page), _OPENS)):
        line, text = page.lines[number], folded[number]
        if len(text) > _LONGEST:
            continue
        match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
        if match is None and text[:1] in ("(", "[") and text[-1:] in (")", "]"):
            match = _REPRINTED.search(text)
        if match and is_name(match[1]):
            yield line, match
