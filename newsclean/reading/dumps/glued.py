"""Boxes whose texts were glued without anything between, taken apart where the text shows a border.

`get_text()` of a page without line breaks is one line: `首页新闻城东新桥通车2022-09-21 14:50来源：远山日报昨天，…`.
What shows is where the meta row begins and ends, where words of navigation stop before the headline above it, and where
behind a sentence's end credits or a heading of other articles stand. Where a paragraph ends and another begins is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ...phrases import phrases
from ...phrases.own_words import of_phrases
from ...text import lazy_re as re
from ...text.fold import fold
from ...text.matching import alternation
from .kinds import label_words, labels

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?!\d)(?:\s?[AP]M\b)?"
_MOMENT = re.compile(
    rf"(?:(?:19|20)\d\d\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?日?|(?<!\d)\d\d-\d\d)[\s\xa0]{{0,4}}{_CLOCK}"
)
# a day behind its label, as rows without a time of day have it
_LABELLED_DAY = re.compile(
    r"(?:发布时间|发布日期|发表时间|更新时间|(?<![\u4e00-\u9fff])(?:时间|日期))\s?:\s?"
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?(?![,。至到])"
)
# a day before another entry of the row: 2022-09-21未知 编辑:某报
_DAY_IN_ROW = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?(?=\s?(?:未知|佚名|网络|互联网)?\s?(?:来源|作者|编辑|责编)\s?:\s?[^\s。,]{2,16}\s)"
)
_CLICKS = re.compile(r"\s?(?:点击|浏览|阅览|阅读|访问|人气)[量数次率]{0,2}\s?:\s?\d{0,9}\s?次?(?=\s)")
# a menu in two languages: 新闻News财经Finance体育Sports
_BILINGUAL = re.compile(r"(?:[\u4e00-\u9fff][\u4e00-\u9fff&]{1,7}\s?[A-Za-z][A-Za-z& ]{2,24}){4,}")
_SAYS_MORE = re.compile("[:：。！？]")
_LONGER_LABEL = re.compile(r"(?:^|\s)([\u4e00-\u9fff]{2})\Z")  # a label of four characters: 信息发布:
_NEAR = 30  # characters between two entries of a meta row
_REPORTERS = re.compile(
    r"(?<=\s)(?:[\[(](?:[^\s\[\]()]{0,8})?记者[^\[\]()。]{2,24}报[道导][\])]|\[[^\s\[\]()。,]{2,8}[讯电]\])"
)
_ABOVE_LEAD = 8  # characters of a headline above a lead
_SHORTEST = 30  # characters of a line that is looked into
_HEADLINE = range(6, 80)  # characters of what stands between navigation and the row
_OPEN, _CLOSE = "([《【", ")]》】"
_MENU = 6  # characters of words of navigation that stand in no headline
_NAME = 16  # characters behind a label in which a name ends
_AHEAD = 24  # characters behind a heading of other articles in which no clause ends
_CLOSING = re.compile(r"[)\]]")
_TEXT_LABEL = re.compile(r"\[(?:正文|内容|全文)\](?=\w)")  # `【作者】张三【正文】昨天上午…`
_FOLDED = re.compile(r"展开剩余\d{1,3}%")  # a button, glued to the paragraph behind it
_OPENING = 300  # characters of a line in which what stands above a text is glued to it
_WORD = re.compile(r"\w")
_CLAUSE = re.compile("[,。]")
_INSIDE = 60  # characters within which a bracket is closed
_GOES_ON = ",、;:([《"
_VALUE = re.compile(r"[^\s,。:()|]{1,16}")
_BLANK = re.compile(r"\s")
_QUOTES = "\"'"
_SENTENCE_END = re.compile("[。!?…]")
_IN_SENTENCE = re.compile(r"(?:截[至止]|[于在至到从自近约])\s?$")
_OUTLET = 16  # characters of an outlet's name
_ACCOUNT = range(3, 11)  # characters of an account's name
_COUNTS = re.compile(r"(?<![\d,])(?:\d[\d,]{0,8}\s?(?:人参与|人跟[帖贴]|条?评论|次[浏阅点]|次?阅读|[跟参]与)\s?)+")
# an outlet or account before the date, with blanks around: `桥通车 原创  某市日报 2022-09-21 14:50`
_BEFORE_DATE = re.compile(r"(?<=\s)(?:原创\s+)?([^\s\d,。:;!?、|/>][^\s,。:;!?、|/>]{1,11})\s{1,4}$")
_NEWS = re.compile(r"(?:\d{1,2}月|讯|消息|记者|编辑)")  # what stands behind the name of who reports it
_BREAK = re.compile(r"[。!?]\"?\s(?=[\u4e00-\u9fff\"(《])")
_FEW_BREAKS, _MANY_BREAKS = 2, 3  # below a row, and in any line
_BUTTONS = r"(?:[\[(]\s?(?:打印|关闭|返回|收藏)[^\])]{0,4}[\])]|[上下]一[篇条]\s?:)"
_WIDGETS = 120  # characters behind the editor in which headings of comments and of other articles stand


@of_phrases
def _navigation() -> re.Pattern[str]:
    """Two and more words of navigation in a row, or the end of a way through the site's pages."""
    words = alternation("text/navigation_words", "text/widget_words")
    scope = r"(?:(?<=正文)(?:站内|全网))?"  # what a search box offers
    return re.compile(rf"(?:(?:{words}|正文)[\s>|/·]*){{2,}}{scope}|[>|/]\s?正文{scope}\s*")


@of_phrases
def _headings() -> re.Pattern[str]:
    """Headings of other articles and of comments, but for those that are words of sentences: `相关`, `评论`."""
    heads = {fold(phrase) for name in ("strip/related_headings", "strip/comment_headings") for phrase in phrases(name)}
    return re.compile("|".join(sorted(map(re.escape, (head for head in heads if len(head) > 3)), reverse=True)))


@of_phrases
def _behind_sentence() -> re.Pattern[str]:
    """What begins behind the end of a sentence and is none: labels of credits, headings of other articles.

    Before a heading there may be buttons with their counts: `推荐99为您推荐`.
    """
    buttons = rf"(?:(?:{alternation('text/widget_words')})\s?\d{{0,6}}\s?){{0,2}}"
    return re.compile(
        r"(?:(?<=[。!?…)\]])|(?<=[。!?…][\"']))\s?"
        rf"(?:{buttons}(?P<heading>{_headings().pattern})|[\[(]?{_credit_label().pattern}|{_BUTTONS})"
    )


@of_phrases
def _credit_label() -> re.Pattern[str]:
    """A label of a credit with a colon or a bar."""
    return re.compile(rf"(?:{label_words()})\s?[:|丨]")


@of_phrases
def _outlet_endings() -> tuple[str, ...]:
    """What the names of outlets end with."""
    return tuple({fold(phrase) for phrase in phrases("grammar/outlet_endings")})


def _outlet_end(text: str, start: int) -> int:
    """Where an outlet's name that begins at a place ends, by its last word; 0 where it has none of those words."""
    stop = _VALUE.match(text, start)
    endings = _outlet_endings()
    if stop and text[stop.end() : stop.end() + 1] == " " and text.endswith(endings, start, stop.end()):
        return stop.end()
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
    told = [*(found.end() for found in _TEXT_LABEL.finditer(folded, 0, _OPENING)), *_lead(folded)]
    if button := _FOLDED.match(folded):
        told.append(button.end())
    row = set(_row_borders(folded))
    paragraphs = _paragraphs(folded, max(row, default=0), _FEW_BREAKS if row else _MANY_BREAKS)
    borders = sorted({0, *told, *row, *_tail_borders(folded), *paragraphs, len(line)})
    return [part for start, end in pairwise(borders) if (part := line[start:end].strip())]


def _lead(text: str) -> Iterator[int]:
    """Where a lead begins that opens with its reporters or its paper in brackets, behind a headline.

    `桥通车 [记者张三报导]`, `桥通车 [某报讯]`
    """
    found = _REPORTERS.search(text, 0, _HEADLINE.stop)
    if found and found.start() >= _ABOVE_LEAD and not _SENTENCE_END.search(text[: found.start() - 2]):
        yield found.start()


def _row_borders(text: str) -> Iterator[int]:
    """Where the meta row begins and ends, and where the headline above it begins."""
    moment = _MOMENT.search(text) or _LABELLED_DAY.search(text, 0, _OPENING) or _DAY_IN_ROW.search(text, 0, _OPENING)
    if not moment:
        return
    start, end = _row(text, moment)
    named = _name_before(text, start)
    labelled = (start, end) != moment.span() or named < start
    start = named
    above = text[max(0, start - _HEADLINE.stop) : start]
    if not labelled and (len(above) < _HEADLINE.start or _CLAUSE.search(above) or _IN_SENTENCE.search(above)):
        return
    if start and above[-1] not in _GOES_ON:
        yield start
        if start < moment.start() and text[moment.start() - 1].isalpha():
            yield moment.start()  # 来源:某报2022-09-21 14:50
        account = _account(text, start, end)
        if account:
            yield account
        yield from _headline(text[: account or start])
    if (
        end < len(text)
        and _SENTENCE_END.search(text, end)
        and (text[end].isalnum() or text[end].isspace() or text[end] in _QUOTES)
    ):
        yield end
    counts = _COUNTS.match(text, end)
    if counts and counts.end() < len(text):
        yield from counts.span()


def _row(text: str, moment: re.Match[str]) -> tuple[int, int]:
    """The row around a moment: labels near it on both sides, and their values as far as they show."""
    start, end = moment.span()
    for before in labels().finditer(text, max(0, start - _NEAR), start):
        if not _CLAUSE.search(text, before.start(), start):
            longer = _LONGER_LABEL.search(text, max(0, before.start() - 3), before.start())
            start = longer.start(1) if longer else before.start()
            break
    at = end
    while label := labels().search(text, at, min(len(text), at + _NEAR)):
        if _CLAUSE.search(text, at, label.start()):
            break
        at = end = _value_end(text, label.end())
    counted = _CLICKS.match(text, end)
    return start, counted.end() if counted else end


def _name_before(text: str, start: int) -> int:
    """Where the row begins: at a name between blanks before the date that outlets have, or with wider blanks before."""
    before = _BEFORE_DATE.search(text, max(0, start - _NEAR), start)
    if before is None:
        return start
    at = before.start()
    wide = text[at - 2 : at].isspace()
    return at if at > _HEADLINE.start and (wide or before[1].endswith(_outlet_endings())) else start


def _account(text: str, start: int, end: int) -> int:
    """Where an account's name begins that is glued to the end of the headline, and opens the article; 0 for none."""
    for length in reversed(_ACCOUNT):
        name = text[start - length : start]
        at = text.find(name, end, end + _NEAR) if len(name) == length and name.isalnum() else -1
        if at >= 0 and _NEWS.match(text, at + length):
            return start - length
    return 0


def _value_end(text: str, start: int) -> int:
    """The end of a label's value: of an outlet's name, else the next blank or label; the text's where none shows."""
    while start < len(text) and text[start].isspace():
        start += 1
    near = min(len(text), start + _OUTLET)
    counts = _COUNTS.search(text, start + 2, near)
    if counts:
        return counts.start()
    outlet = _outlet_end(text, start)
    if outlet:
        return outlet
    ends = [found.start() for found in (_BLANK.search(text, start, near), labels().search(text, start, near)) if found]
    return min(ends, default=len(text))


def _headline(above: str) -> Iterator[int]:
    """Where the headline begins, behind words of navigation."""
    last = 0
    for pattern in (_navigation(), _BILINGUAL):
        for found in pattern.finditer(above):
            before = above[: found.start()]
            # two such words inside a headline: 全民阅读活动
            if before[-1:].isalpha() and "".join(found[0].split()).isalpha() and len(found[0]) < _MENU:
                continue
            last = max(last, found.end())
    if last and len(above) - last in _HEADLINE:
        yield last


def _paragraphs(text: str, start: int, least: int) -> Iterator[int]:
    """Where paragraphs begin: blanks behind stops are left of breaks, but not where most stops have one."""
    found = [match.end() for match in _BREAK.finditer(text, start)]
    if len(found) >= least and (text.count("。", start) >= 2 * len(found) or least == _FEW_BREAKS):
        yield from found


def _tail_borders(text: str) -> Iterator[int]:
    """Where credits or a heading of other articles stand behind the end of a sentence."""
    told: set[int] = set()
    for found in _behind_sentence().finditer(text):
        at = found.start()
        near = text[max(0, at - _INSIDE) : at]
        if any(near.count(mark) > near.count(close) for mark, close in zip(_OPEN, _CLOSE, strict=True)):
            continue
        if found["heading"]:
            if not _CLAUSE.search(text, found.end(), found.end() + _AHEAD):
                yield from (at, found.start("heading"), found.end())
            continue
        if text[at : at + 2].lstrip()[0] in _OPEN:
            yield from _in_brackets(text, at)
        else:
            yield at
            yield from _next_credits(text, found.end(), told)


def _next_credits(text: str, end: int, told: set[int]) -> Iterator[int]:
    """Where the next credits begin, each behind the name of the one before it, and a heading behind the last.

    Args:
        told: where credits begin that have been told: what stands behind those has been, too.
    """
    while label := _credit_label().search(text, end, end + _NAME):
        if label.start() in told:
            return
        told.add(label.start())
        yield label.start()
        end = label.end()
    heading = _headings().search(text, end, end + _NAME)
    if heading:
        yield from heading.span()


def _in_brackets(text: str, start: int) -> Iterator[int]:
    """Where a credit in brackets stands with more of the page glued behind it, and the headings in that."""
    close = _CLOSING.search(text, start, start + _INSIDE)
    if close and _WORD.search(text, close.end()):
        yield from (start, close.end())
        for heading in _headings().finditer(text, close.end(), close.end() + _WIDGETS):
            if not _CLAUSE.search(text, heading.end(), heading.end() + _AHEAD):
                yield from heading.span()
