"""What begins behind a text's last sentence, where nothing parts it: credits, headings of other articles, notices."""

from __future__ import annotations

from collections.abc import Iterator

from ...phrases import phrases
from ...phrases.own_words import of_phrases
from ...text import lazy_re as re
from ...text.fold import fold
from ...text.matching import alternation
from .glued_row import DAY, any_of, buttons
from .kinds import label_words

_OPEN, _CLOSE = "([《【", ")]》】"
_SHORT = 3  # characters of a heading that sentences have, too: 评论区
_NAMES = (3, 2, 4, 5)  # characters of a name, the commonest first
_NAME = 16  # characters behind a label in which a name ends
_AHEAD = 24  # characters behind a heading of other articles in which no clause ends
_COUNT = r"\s?\(\s?共?\d{1,6}\s?条?(?:评论)?\)"  # of comments: 全部评论(608条)
_CLOSING = re.compile(r"[)\]]")
_WORD = re.compile(r"\w")
_CLAUSE = re.compile("[,。]")
_MARK = re.compile("[,。;!?、]")
_INSIDE = 60  # characters within which a bracket is closed
_BUTTONS = r"(?:[\[(]\s?(?:打印|关闭|返回|收藏)[^\])]{0,4}[\])]|[上下]一[篇条]\s?:)"
_WIDGETS = 120  # characters behind the editor in which headings of comments and of other articles stand
_ARTICLE = 100  # characters of a text, below which what a heading stands behind is none
_REST = 30  # characters behind the last full stop that are no sentence's
_TAGS = 40  # characters of tags between a text's end and a heading
_PREFIX = "(?:初审|一审|二审|终审|值班|本期|本文|网络|新闻|实习){0,1}"  # of a label that has one more word
_CHANGED = r"(?:最后)?(?:修改|更新|编辑)(?:时间|日期|于)?\s?:"  # 最后修改:2022年9月21日
_PAPER = r"《\w{2,10}》\s?\(\s?(?:19|20)\d\d"  # 《某某日报》(2022年9月21日10版)
_MORE = r"[\[《][^\]》,。]{0,6}(?:更多|延伸|推荐|相关)[^\]》,。]{0,12}[\]》]"
_OFFICE = re.compile(rf"\s?\w{{2,24}}?\s?{DAY}")  # who signs a notice
_OWNER = r"\w{2,16}\s?(?:版权作品|版权所有)"
_END = r"[-—·\s]{0,4}(?:(?:END|The End|全文完)[-—·\s]{0,4}|完[-—·\s]{1,4})"
_NOTICES = ("strip/notice_openings", "strip/footer", "strip/topic_links", "strip/promotion", "strip/closing_calls")
_ENDS = r"(?:(?<=[。!?…)\]])|(?<=[。!?…][\"'])|(?<=[a-z][a-z]\.))\s?"  # of a sentence, of an English one as well
_MAY_END, _QUOTES = re.compile(r"[。!?…)\]]"), ("'", '"')
_SENTENCE = re.compile(r"[。!?…][\"')\]]{0,2}")


@of_phrases
def _headings() -> re.Pattern[str]:
    """Headings of other articles and of comments, but for those that are words of sentences: `相关`, `评论`."""
    heads = {fold(phrase) for name in ("strip/related_headings", "strip/comment_headings") for phrase in phrases(name)}
    long = sorted(map(re.escape, (head for head in heads if len(head) > _SHORT)), reverse=True)
    return re.compile(rf"(?:{'|'.join(long)})(?:{_COUNT})?|评论{_COUNT}")


@of_phrases
def _behind_sentence() -> re.Pattern[str]:
    """What begins behind the end of a sentence and is none, to match there: credits, headings of other articles.

    Before a heading there may be buttons with their counts: `推荐99为您推荐`.
    """
    before = rf"(?:(?:{alternation('text/widget_words')})\s?\d{{0,6}}\s?){{0,2}}"
    return re.compile(
        rf"\s?(?:{before}(?P<heading>{_headings().pattern})|[\[(]?{_PREFIX}{_credit_label().pattern}|{_BUTTONS})"
    )


@of_phrases
def _notice() -> re.Pattern[str]:
    """What begins behind the end of a sentence on a page in one piece: buttons, notices, the page's foot."""
    return re.compile(
        rf"{_ENDS}(?=[※*\[(]?(?:{alternation(*_NOTICES)}|原标题:|{buttons()})|{_CHANGED}|{_END}|{_PAPER}|{_MORE}|{_OWNER})"
    )


@of_phrases
def _foot() -> re.Pattern[str]:
    """What stands in a page's foot, wherever it begins there."""
    talk = {fold(phrase) for phrase in phrases("strip/comment_headings") if len(phrase) > _SHORT}
    return re.compile(f"{alternation('strip/footer')}|{any_of(talk)}")


@of_phrases
def _behind_name() -> re.Pattern[str]:
    """What begins behind the name of the last credit: buttons, notices, the page's foot."""
    return re.compile(rf"(?:{alternation(*_NOTICES)}|{buttons()}|{_OWNER})")


@of_phrases
def _credit_label() -> re.Pattern[str]:
    """A label of a credit with a colon or a bar."""
    return re.compile(rf"(?:{label_words()})\s?[:|丨]")


def _behind_sentences(text: str) -> Iterator[re.Match[str]]:
    """What begins behind ends of sentences and is none: looked for there alone, as it is long to look for."""
    behind, last = _behind_sentence(), 0
    for mark in _MAY_END.finditer(text):
        # a quotation mark may stand behind an end, and none behind a bracket
        quoted = mark[0] not in ")]" and text.startswith(_QUOTES, mark.end())
        for at in (mark.end(), mark.end() + 1) if quoted else (mark.end(),):
            found = behind.match(text, at) if at >= last else None
            if found:
                last = found.end()
                yield found


def tail_borders(text: str, row: int) -> Iterator[int]:
    """Where credits or a heading of other articles stand behind the end of a sentence.

    Args:
        text: a line, folded.
        row: where the text below a meta row begins in it, or below one in a line above; -1 where there is none.
    """
    told: set[int] = set()
    end = len(text)  # of what may be the article's
    for found in _behind_sentences(text):
        at = found.start()
        near = text[max(0, at - _INSIDE) : at]
        if any(near.count(mark) > near.count(close) for mark, close in zip(_OPEN, _CLOSE, strict=True)):
            continue
        if found["heading"]:
            if not _CLAUSE.search(text, found.end(), found.end() + _AHEAD):
                yield from (at, found.start("heading"), found.end())
                end = min(end, at) if at > row + _ARTICLE else end
            continue
        if text[at : at + 2].lstrip()[0] in _OPEN:
            yield from _in_brackets(text, at)
        else:
            yield at
            yield from _next_credits(text, found.end(), told)
    if row >= 0:
        notices = [found.start() for found in _notice().finditer(text, row, end)]
        yield from notices
        yield from _behind_tags(text, row)
        yield from _behind_last(text, row)
        if notices:
            yield from (found.start() for found in _foot().finditer(text, notices[0], end))


def _behind_last(text: str, row: int) -> Iterator[int]:
    """Where a page's last full stop stands with a page's foot behind it, or much that no sentence ends."""
    last = text.rfind("。")
    stop = _SENTENCE.match(text, last) if last > row + _ARTICLE else None
    if stop is None:
        return
    end = stop.end()
    if text[end : end + 1] in _OPEN and (close := _CLOSING.search(text, end, end + _INSIDE)):
        end = close.end()  # credits in brackets
    if len(text) - end > _REST and not _CLAUSE.search(text, end, end + _REST):
        office = _OFFICE.match(text, end)
        yield office.end() if office else end


def _behind_tags(text: str, row: int) -> Iterator[int]:
    """Where the last sentence ends before a heading of other articles with tags or such before it, and the heading."""
    for heading in _headings().finditer(text, row):
        if _CLAUSE.search(text, heading.end(), heading.end() + _AHEAD):
            continue
        ends = [found.end() for found in _SENTENCE.finditer(text, max(row, heading.start() - _TAGS), heading.start())]
        if ends and not _MARK.search(text, ends[-1], heading.start()):
            yield from (ends[-1], *heading.span())


def _next_credits(text: str, end: int, told: set[int]) -> Iterator[int]:
    """Where the next credits begin, each behind the name of the one before it, and a heading behind the last.

    Args:
        text: a line, folded.
        end: where the label of the first one ends.
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
        return
    for length in _NAMES:
        if _behind_name().match(text, end + length):
            yield end + length
            return


def _in_brackets(text: str, start: int) -> Iterator[int]:
    """Where a credit in brackets stands with more of the page glued behind it, and the headings in that."""
    close = _CLOSING.search(text, start, start + _INSIDE)
    if close and _WORD.search(text, close.end()):
        yield from (start, close.end())
        for heading in _headings().finditer(text, close.end(), close.end() + _WIDGETS):
            if not _CLAUSE.search(text, heading.end(), heading.end() + _AHEAD):
                yield from heading.span()
