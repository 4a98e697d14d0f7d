"""Reading outlets' names out of the row: `某市日报 点击：12` holds one. Pure functions on folded text.

What tells where a name ends is what follows it in rows: the next label, a count, a widget, a date, a bracket.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..page import Span
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text.matching import alternation, only_words, whole_line
from .date_parser import read_dates
from .names import is_person

Place = tuple[int, int]  # start and end of a name in its line

_ONE_ROLE = "文字?|图|图文|文[、和]图|摄影|撰[文稿]|记者|作者|编辑|责编|编译|采访|采访整理"
_ROLE = re.compile(rf"(?:{_ONE_ROLE})(?:[·、](?:{_ONE_ROLE}))?")
_CREDIT = re.compile(rf"(?:{_ROLE.pattern})\s?[/:|·]|.*记者")
_PAGE = re.compile(r"第?[A-Z]?\d+版")  # of a paper
_TITLED = re.compile(r"《([^《》]{2,20})(?:》|\Z)")
_ACCOUNT = re.compile(r'"([^"]{2,20})"(?:官方)?(?:微信)?(?:公众号|订阅号|视频号|头条号|百家号|客户端|微博)\Z')
_CODE = re.compile(r"[A-Za-z]{1,5}/\d")  # by which an office numbers its papers: AB/1/001/2022
_ADDRESS = re.compile(r"(?:https?:/|www\.)")
# 本报综合报导 says how it was written
_NOT_IN_NAME = re.compile(r"[。!?:<>]|https?|www\.|\d日[讯訊电電]\Z|(?:综合|连线|联合|即时)(?:外[电媒])?报[道导]\Z")
# words that stand where a name would: of missing names, and labels of the row
_NO_SOURCES = (
    "grammar/not_sources",
    "grammar/date_labels",
    "grammar/update_labels",
    "grammar/author_labels",
    "grammar/editor_labels",
)
_FURNITURE = ("text/navigation_words", "text/widget_words")
_STRIP = " -–—·.,:()[]\"'|_*#©@"
_PAIRS = {")": "(", "]": "[", '"': '"'}
_DOCUMENT = re.compile(r"[(\[]\s?(?:19|20)\d\d\s?[)\]]\s?第?\s?\d{1,5}\s?号$")
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
_PART = re.compile(r"[^、,;/&\s]+")
_GLUE = "-·—、,/&"  # signs that hold a name or a list of names together across elements
# who wrote, behind a label's outlet: 来源:某市日报通讯员 张三
_GLUED_ROLE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2}[报网社台刊线端视])(?:特约|见习|实习)?(?:通讯员|记者)(?=\s[\u4e00-\u9fff])"
)
_OFFICE_SITE = r"(?<=[\u4e00-\u9fff]{2}[部局署委会院府厅办])网站\Z"  # 某某局网站, but no 政府网站
_MARKUP = frozenset(("a", "span", "em", "b", "strong", "font"))
_LONGEST = 30  # characters of an outlet's name, a company's full name included
_REACH = 120  # characters behind a label in which its names stand
_TRANSLATED = re.compile(r"(?<=[\u4e00-\u9fff])\s?[A-Za-z]+$")  # 最新消息NEWS


@of_phrases
def _end() -> re.Pattern[str]:
    """What ends a name in a row."""
    ends, labels = alternation("grammar/source_ends"), alternation("grammar/date_labels", "grammar/update_labels")
    return re.compile(
        rf"""
          [。!?;|丨>■►●] | \.{{3}} | https?: | \s{{2}}
        | \s?\((?:id|微信号?|公众号|账号|帐号)\s?:               # an account's own name
        | \s[(\[]?(?:{ends})                                    # a widget, a count, a label behind a space
        | (?:{alternation("grammar/source_glued_ends")})
        | (?:{ends}|{labels})(?:[人者员量数]|次数|时间|日期)?\s?:    # a label without a space: 某市日报点击量:12
        | \s\S{{1,8}}\s?:                                         # any other label
        | (?<=[报网社台云闻刊端])(?<!本[报网社台])原创(?=\s|\Z)       # a flag: 某市日报原创
        | \s?,\s?作者(?=\S{{2}})                                 # 以下文章来源于某报 ,作者张三
        | (?:(?:本[文条页篇]|[此该]文|文章)\s?)?(?:已经?|共)?被\s?(?:阅读|浏览|点击|访问)  # a counter
        | \s[\d,]+(?:\s|\Z)                                     # a bare count
        """,
        re.IGNORECASE | re.VERBOSE,
    )


@of_phrases
def _no_name() -> re.Pattern[str]:
    """What opens as no name does."""
    ends, labels = alternation("grammar/source_ends"), alternation("grammar/date_labels", "grammar/update_labels")
    other = r"记者|\d万?\+?(?:次|人|条|阅读)|\.\s?html?|(?:于|时间|日期)\Z"
    return re.compile(rf"{ends}|(?:{labels})\Z|.*(?:{other})", re.IGNORECASE)


@of_phrases
def _outlet() -> re.Pattern[str]:
    """How the names of outlets end."""
    return re.compile(
        rf"(?:{alternation('grammar/outlet_endings')})\Z|\[.{{1,4}}\]\Z|[-·]|{_OFFICE_SITE}", re.IGNORECASE
    )


def is_name(text: str) -> bool:
    """Whether a folded text can be an outlet's name by its form.

    >>> is_name("某市日报"), is_name("未知"), is_name("123"), is_name("点击:12")
    (True, False, False, False)
    """
    if not 2 <= len(text) <= _LONGEST or not _LETTER.search(text) or whole_line(text.lower(), *_NO_SOURCES):
        return False
    if text.count("[") != text.count("]"):
        return False  # half of a bracket: two sites' names, or a headline's end
    return not _NOT_IN_NAME.search(text) and next(read_dates(text), None) is None


def is_outlet(text: str) -> bool:
    """Whether a folded text ends as outlets' names do, and names no column.

    >>> is_outlet("某市日报"), is_outlet("张三"), is_outlet("国内新闻")
    (True, False, False)
    """
    return _outlet().search(text) is not None and not is_furniture(text)


def is_document_number(text: str) -> bool:
    """Whether a folded text is the number of an official paper, or ends in one.

    >>> is_document_number("某政办[2019]26号"), is_document_number("某市日报")
    (True, False)
    """
    return text[-1:] == "号" and _DOCUMENT.search(text) is not None


def is_furniture(text: str) -> bool:
    """Whether a folded text is a column, or nothing but words of navigation and widgets: no account is called so.

    >>> is_furniture("社会"), is_furniture("187举报/反馈"), is_furniture("最新消息NEWS"), is_furniture("某市日报")
    (True, True, True, False)
    """
    name = _TRANSLATED.sub("", text)
    if is_document_number(text):
        return True
    return whole_line(name, "grammar/columns") or only_words(name, *_FURNITURE)


def is_credit(text: str) -> bool:
    """Whether a folded text names people rather than an outlet: `文/张三`, `本报记者 张三`."""
    return _CREDIT.match(text) is not None


def name_end(text: str, start: int, spans: Sequence[Span] = ()) -> int:
    """Where the names from `start` on end: at the next part of the row, a bracket, or the end of their element.

    >>> name_end("来源:某市日报 点击:12", 3)
    7
    """
    end = min(len(text), start + _REACH)
    lead = text[max(0, start - 40) : start]
    for closing, opening in (")(", "]["):
        if lead.rfind(opening) > lead.rfind(closing):  # the label stands inside a bracket
            place = text.find(closing, start, end)
            end = place if place >= 0 else end
    match = _end().search(text, start, end)
    end = match.start() if match else end
    date = next(read_dates(text[start:end]), None)
    end = start + date.start if date else end
    for span in spans:
        inside = start <= span.start <= start + 1 and span.tag in _MARKUP
        if inside and start < span.end < end and text[span.end] not in _GLUE:
            return span.end
    return end


def trim(text: str, start: int, end: int) -> Place:
    """A place without the signs around it; brackets and quotes that belong to the name stay.

    >>> text = "-《某市日报》 "
    >>> text[slice(*trim(text, 0, len(text)))]
    '某市日报'
    """
    quoted = text.count('"', start, end) == 2 and text[start] == '"'
    while start < end and text[start] in _STRIP and not (quoted and text[start] == '"' and text[end - 1] != '"'):
        start += 1
    while start < end and text[end - 1] in _STRIP:
        opening = _PAIRS.get(text[end - 1])
        if opening and opening in text[start : end - 1]:
            break
        end -= 1
    if end - start > 2 and text[start] == "《" and text[end - 1] == "》":
        start, end = start + 1, end - 1
    return start, end


def names_from(text: str, start: int, spans: Sequence[Span] = ()) -> list[Place]:
    """The names that stand from `start` on, as behind a label.

    >>> text = "来源:甲乙网、Example News 作者:张三"
    >>> [text[slice(*place)] for place in names_from(text, 3)]
    ['甲乙网', 'Example News']
    >>> for text in ("来源:某某科(3楼/5楼)", "来源:甲乙网//丙丁日报"):
    ...     print([text[slice(*place)] for place in names_from(text, 3)])
    ['某某科', '5楼']
    ['甲乙网', '丙丁日报']
    """
    names: list[Place] = []
    end = name_end(text, start, spans)
    glued = _GLUED_ROLE.search(text, start, end)
    for match in _PART.finditer(text, start, glued.start() if glued else end):
        first, last = trim(text, *match.span())
        bracket = text.find("(", first, last)
        if bracket > first and ")" not in text[bracket:last]:
            last = bracket  # 某某科(3楼/5楼): the separator stands inside the bracket
        if first == last:
            continue
        name = text[first:last]
        if names and text[names[-1][1] : first].isspace():
            if text[names[-1][1] - 1].isascii() and name[0].isascii():  # words of one Latin name
                names[-1] = names[-1][0], last
                continue
            if not is_outlet(name):
                break
        if quoted := _ACCOUNT.fullmatch(name):
            first, last = first + quoted.start(1), first + quoted.end(1)
            name = text[first:last]
        if not is_name(name) or (name.isascii() and text[last : last + 1].isdigit()):
            break  # 来源:sp20241127: the code of a farm
        if names and "/" in text[names[-1][1] : first] and is_outlet(text[slice(*names[-1])]) and is_person(name):
            break  # 来源:某市日报/张三
        names.append((first, last))
    return names


def words(text: str, start: int, end: int) -> list[Place]:
    """The words of a part of the row that can be outlets' names: no counts, labels, people behind a role.

    >>> text = "原创 某市日报 文/张三 12次"
    >>> [text[slice(*place)] for place in words(text, 0, len(text))]
    ['某市日报']
    """
    out = []
    for match in re.finditer(r"[^\s|]+", text[start:end]):
        place, role = start + match.start(), False
        if _ADDRESS.match(match[0]) or _CODE.match(match[0]):
            continue
        for word in match[0].split("/"):
            first, last = trim(text, place, place + len(word))
            place += len(word) + 1
            if titled := _TITLED.search(text, first, last):
                first, last = titled.span(1)  # 张三《某市日报》: the reporter is glued to the paper
            name = text[first:last]
            role = role or _ROLE.fullmatch(name) is not None
            if not role and is_name(name) and not (_no_name().match(name) or _PAGE.match(name) or is_furniture(name)):
                out.append((first, last))
    return out


def paper(text: str, place: Place) -> Place:
    """Of a reporter and the paper, `张三/某市日报`, the paper; of anything else, all.

    >>> paper("张三/某市日报", (0, 7))
    (3, 7)
    """
    start, end = place
    parts = [part.strip() for part in text[start:end].split("/")]
    outlets = [part for part in parts if is_outlet(part)]
    if len(parts) == 1 or len(outlets) != 1:
        return place
    start = text.index(outlets[0], start)
    return start, start + len(outlets[0])
