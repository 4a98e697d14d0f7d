"""The paper that an article was printed in, as reprints say it below: 《某某日报》(2022年09月21日 04版)."""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar.date_forms import YEAR
from ..grammar.outlets import is_name
from ..page import Line, Mark, Page
from ..text import lazy_re as re
from ..text import views

_LONGEST = 50  # characters of such a line
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
_TAGGED = re.compile(rf"\[{YEAR}[/-]\d{{1,2}}[/-]\d{{1,2}}[\s/]{{1,2}}([^\[\]/\d]{{2,16}})\]")
_FORMS = (_PRINTED, _FIRST_PRINTED, _TAGGED, _SIGNED)
_OPENS = re.compile(r"[《\[(]")  # each of them has one: a cheap look before


def printed_source(page: Page, top: int) -> list[Mark]:
    """The paper that an article was printed in, with date and page number, on a line of its own below it.

    >>> from newsclean import load
    >>> page = load("昨天上午，城东新桥正式通车。\\n《某市日报》（2022年09月21日 04版）")
    >>> [mark.value for mark in printed_source(page, 0)]
    ['某市日报']
    """
    for line, match in printed_rows(page, top):
        return [Mark(line.number, "source", "source-printed", value=line.text[match.start(1) : match.end(1)])]
    return []


def beside_source(page: Page, top: int) -> Iterator[Mark]:
    """A mark without a name for what says so below, where another rule has found the source: all of the line goes."""
    for line, _ in printed_rows(page, top):
        if not page.roles[line.number]:
            yield Mark(line.number, "source", "source-printed")


def printed_rows(page: Page, top: int) -> Iterator[tuple[Line, re.Match[str]]]:
    """The lines from one on that name the paper, the last one first, with a match whose first group is its name."""
    folded = views.folded(page)
    for line in reversed(page.lines[top:]):
        text = folded[line.number]
        if len(text) > _LONGEST or not _OPENS.search(text):
            continue
        match = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
        if match is None and text[:1] in ("(", "[") and text[-1:] in (")", "]"):
            match = _REPRINTED.search(text)
        if match and is_name(match[1]):
            yield line, match
