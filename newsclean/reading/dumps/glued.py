"""Boxes whose texts were glued without anything between, taken apart where the text shows a border.

`get_text()` of a page without line breaks is one line: `首页新闻城东新桥通车2022-09-21 14:50来源：远山日报昨天，…`.
What shows is where the meta row begins and ends, where words of navigation stop before the headline above it, and where
behind a sentence's end credits or a heading of other articles stand. Where a paragraph ends and another begins is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...text import lazy_re as re
from ...text.fold import fold
from .glued_head import HEADLINE, account, channel_before, headline, row_start
from .glued_row import CLOCK, DAY, REPORT, day_in_row, row_borders
from .glued_tail import tail_borders

_MOMENT = re.compile(
    rf"(?:{DAY}|(?<!\d)\d\d-\d\d)[\s\xa0|]{{0,4}}{CLOCK}|(?<!\d)\d{{1,2}}:\d\d\s?[ap]m\s\d{{1,2}}/\d{{1,2}}/(?:19|20)\d\d"
)
# a day behind its label, as rows without a time of day have it
_LABELLED_DAY = re.compile(
    r"(?:发布时间|发布日期|发表时间|更新时间|(?<![\u4e00-\u9fff])(?:时间|日期))\s?:\s?" rf"{DAY}(?![,。至到])"
)
_SAYS_MORE = re.compile("[:：。！？]")
# behind blanks, or behind anything where the bracket tells by itself that a text opens with it
_REPORTERS = re.compile(
    r"(?<=\s)(?:[\[(](?:[^\s\[\]()]{0,8})?记者[^\[\]()。]{2,24}报[道导][\])]|\[[^\s\[\]()。,]{2,8}[讯电]\])"
    r"|\([\u4e00-\u9fff]{2,6}\d{1,2}日[讯电]\)|(?<=\w)本[报网刊台]讯\s?\((?:通讯员|[^\s()]{0,4}记者)"
)
_SIGNED = re.compile(rf"(?<=[)\]。])(?:\w{{2,10}}/|\w{{2,10}}(?=记者))?{REPORT}(?=\w)")
_NEAR_ROW = 120  # characters below a row in which the line of its reporter stands
_ABOVE_LEAD = 8  # characters of a headline above a lead
_SHORTEST = 30  # characters of a line that is looked into
_TEXT_LABEL = re.compile(r"\[(?:正文|内容|全文)\](?=\w)")  # `【作者】张三【正文】昨天上午…`
_FOLDED = re.compile(r"展开剩余\d{1,3}%")  # a button, glued to the paragraph behind it
_OPENING = 300  # characters of a line in which what stands above a text is glued to it
_CLAUSE = re.compile("[,。]")
_SENTENCE = re.compile(r"[。]|[,]\s?\Z")
_GOES_ON = ",、;:([《"
_OPENS = "\"'([《▲■●◎"
_SENTENCE_END = re.compile("[。!?…]")
_IN_SENTENCE = re.compile(r"(?:截[至止]|[于在至到从自近约])\s?$")
_BREAK = re.compile(r"[。!?]\"?\s(?=[\u4e00-\u9fff\"(《])")
_FEW_BREAKS, _MANY_BREAKS = 2, 3  # below a row, and in any line


def unglue(line: str, page: bool = False) -> list[str]:
    """The lines that a line shows to have been.

    Args:
        line: the line.
        page: whether a line above it has both meta row and text, so that its maker glues whatever stands in a page.

    >>> unglue("首页新闻城东新桥昨天正式通车2022-09-21 14:50来源：远山日报昨天上午，城东新桥通车。")
    ['首页新闻', '城东新桥昨天正式通车', '2022-09-21 14:50来源：远山日报', '昨天上午，城东新桥通车。']
    """
    if len(line) < _SHORTEST or not _SAYS_MORE.search(line):
        return [line]
    folded = fold(line)
    told = [*(found.end() for found in _TEXT_LABEL.finditer(folded, 0, _OPENING)), *_lead(folded)]
    if button := _FOLDED.match(folded):
        told.append(button.end())
    row = set(_row_borders(folded))
    below = max(row, default=0)
    if row:
        told += [*_lead(folded, below), *_signed(folded, below)]
    paragraphs = _paragraphs(folded, below, _FEW_BREAKS if row else _MANY_BREAKS)
    borders = sorted({0, *told, *row, *tail_borders(folded, below if row else -1 + page), *paragraphs, len(line)})
    return [part for start, end in pairwise(borders) if (part := line[start:end].strip())]


def _lead(text: str, start: int = 0) -> Iterator[int]:
    """Where a lead begins that opens with its reporters or its paper in brackets, behind a headline.

    `桥通车 [记者张三报导]`, `桥通车 [某报讯]`
    """
    found = _REPORTERS.search(text, start, start + HEADLINE.stop)
    if found and found.start() - start >= _ABOVE_LEAD and not _SENTENCE_END.search(text[start : found.start() - 2]):
        yield found.start()


def _signed(text: str, start: int) -> Iterator[int]:
    """Where the line of a text's reporter begins and ends that stands behind a caption: `(图)记者张三/台北报导`."""
    found = _SIGNED.search(text, start, start + _NEAR_ROW)
    if found:
        yield from found.span()


def _row_borders(text: str) -> Iterator[int]:
    """Where the meta row begins and ends, and where the headline above it begins."""
    # a time of day and a label have a colon, as hardly half of all paragraphs
    moment = (_MOMENT.search(text) or _LABELLED_DAY.search(text, 0, _OPENING)) if ":" in text else None
    moment = moment or day_in_row(text, _OPENING)
    if not moment:
        return
    start, ends = row_start(text, moment.start()), row_borders(text, moment.end())
    end = ends[-1]
    labelled = (start, end) != moment.span()
    above = text[max(0, start - HEADLINE.stop) : start]
    if not labelled and (len(above) < HEADLINE.start or _clause(above, start) or _IN_SENTENCE.search(above)):
        return
    if start and above[-1] not in _GOES_ON:
        yield start
        if start < moment.start() and text[moment.start() - 1].isalpha():
            yield moment.start()  # 来源:某报2022-09-21 14:50
        name = account(text, start, end)
        if name:
            yield name
            name = channel_before(text, name) or name
            yield name
        yield from headline(text, name or start)
    if end < len(text) and _SENTENCE_END.search(text, end) and _opens(text, end):
        yield from ends


def _clause(above: str, start: int) -> bool:
    """Whether a day that stands at a place below some words is a sentence's: the page's headline may have a comma."""
    return bool(_SENTENCE.search(above) if start == len(above) else _CLAUSE.search(above))


def _opens(text: str, at: int) -> bool:
    """Whether a text can begin at a place."""
    return text[at].isalnum() or text[at].isspace() or text[at] in _OPENS


def _paragraphs(text: str, start: int, least: int) -> Iterator[int]:
    """Where paragraphs begin: blanks behind stops are left of breaks, but not where most stops have one."""
    found = [match.end() for match in _BREAK.finditer(text, start)]
    if len(found) >= least and (text.count("。", start) >= 2 * len(found) or least == _FEW_BREAKS):
        yield from found
