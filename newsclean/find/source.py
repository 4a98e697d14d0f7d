"""The source: the outlet that the page names, or the account that publishes on a platform.

Order of trust: a label in the row near the headline, an element or a name beside the date, the account's line, a label
below the article, metadata. The site's own name counts only where the row shows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..fold import fold
from ..page import Line, Mark, Page
from ..phrases import alternation, phrases
from .date import find_date
from .dates import read_dates
from .row import JUNK, ROW_AFTER, ROW_BEFORE, first_prose, headline_line

_LABELS = alternation("source_labels")
# a label stands at the start, behind a sign, or behind the row's date and counts
_LABEL = re.compile(rf"(?:^|(?<=[^\u4e00-\u9fffA-Za-z])|(?<=[日号时分秒次]))(?:{_LABELS})\s?[:|/丨]\s*", re.IGNORECASE)
_BARE = re.compile(r"(?:^|(?<=[\s|]))(?:来源|稿源|出处|转自)\s?(?=[^\s:|/于是])")
_BRACKET = re.compile(r"[(\[]\s*\Z")
_ENDS = alternation("source_ends")
_END = re.compile(
    rf"[。!?;|丨>■►●\"]|\.{{3}}|https?:|\s[(\[]?(?:{_ENDS})|(?:{alternation('source_glued_ends')})|(?:{_ENDS})(?:[人者员量数]|次数|时间|日期)?\s?:|\s\S{{1,8}}\s?:|\s[\d,]+(?:\s|\Z)|\s{{2}}",
    re.IGNORECASE,
)
_ROLE = re.compile(r"文字?|图|图文|摄影|撰[文稿]|记者|作者|编辑|责编|编译")
_CREDIT = re.compile(rf"(?:{_ROLE.pattern})\s?[/:|]|.*记者")
_NO_NAME = re.compile(rf"{_ENDS}|(?:{alternation('date_labels', 'update_labels')})\Z|.*(?:记者|\d(?:次|人|条)|\.s?html?)", re.IGNORECASE)
_DATE_LABEL = re.compile(rf"(?:{alternation('date_labels')})\s?:")
_ABOUT = re.compile(r"(?:微信号|账号|帐号|功能介绍|公众号)\s?[:：]?\s?\S")
_STRIP = " -–—·.,:()[]（）【】[]“”\"'|_*#"
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
_OUTLET = re.compile(rf"(?:{alternation('outlet_endings')})\Z|\[.{{1,4}}\]\Z|[-·]", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    r"鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈"
    r"项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔"
    r"吉龚程邢裴陆荣翁荀羊甄曲封芮储靳段焦巴牧山谷车侯宓蓬全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶黎薄白怀蒲从鄂索赖卓"
    r"屠蒙池乔闻翟谭贡劳姬申扶堵冉宰桑桂牛寿通边燕浦尚农温庄晏柴瞿阎慕连习艾容向古易廖庾耿匡国文寇广东欧沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚那简饶空]"
    r"[\u4e00-\u9fff]{1,2}|[欧司诸东皇尉公慕令端上][阳马葛方甫迟孙容狐木官][\u4e00-\u9fff]{1,2})\Z"
)
_SOURCE_HINT = re.compile(
    r"source(?!s)|laiyuan|media[-_]?(?:name|user)|(?<![\w-])media(?![\w-])|publisher|(?<![a-z])from(?![a-z])|(?<![a-z])ly(?![a-z])"
)
# the account's own classes say more than those that reporters share with it
_ACCOUNT_HINTS = (
    re.compile(r"(?:account|media|nick|profile|pgc)[-_]?(?:name|txt|nickname|user)|nickname|js_name|(?<![\w-])(?:media|account|pgc)(?![\w-])"),
    re.compile(r"(?:author|user|s)[-_]?(?:name|txt)|(?<![\w-])(?:name|author)(?![\w-])"),
)
_JUNK_HINT = re.compile(r"comment|reply|recommend|relate|footer|copyright|(?<![a-z])hot|rank|recent|c-user|nav|swiper|slider")
_META = ("contentsource", "source", "mediaid", "dc.source", "og:article:source", "article:source", "news_source", "copyfrom")
_NICKNAME = re.compile(r"""\bnick_?name\s*[=:]\s*(?:htmlDecode\()?["']([^"']{2,30})["']""", re.IGNORECASE)
_MAX = 30  # characters of an outlet's name, a company's full name included


class Name(NamedTuple):
    """An outlet's name on a line: `value` at `start:end`, the label before it from `label` on."""

    line: int
    label: int
    start: int
    end: int


def find_source(page: Page) -> Iterable[Mark]:
    """Mark the outlets that the article comes from, a mark for each; value is the name as written.

    >>> from newsclean import load
    >>> row = "<h1>城东新桥通车</h1><p>2022-09-21 14:50 来源：某市日报 点击：12 字号：大 中 小</p><p>昨天上午，新桥正式通车。</p>"
    >>> [(mark.value, mark.rule) for mark in find_source(load(row))]
    [('某市日报', 'source-label')]
    """
    row = _Row(page)
    for rule, find in (
        ("source-label", _labelled_in_row),
        ("source-beside-date", _beside_date),
        ("source-account", _account),
        ("source-below", _labelled_below),
    ):
        names = find(page, row)
        if names:
            return _marks(page, names, rule)
    return _from_head(page)


class _Row:
    """Where the row lies: the headline's line, the date's mark, the first line of prose."""

    def __init__(self, page: Page) -> None:
        self.headline = headline_line(page)
        marks = page.marked("date") or list(find_date(page))
        self.date = next((mark for mark in marks if mark.line >= 0), None)
        self.prose = first_prose(page, self.headline)
        top = self.headline if self.headline is not None else self.date.line if self.date else 0
        self.top = max(0, top - ROW_BEFORE)
        self.bottom = min(len(page.lines), top + ROW_AFTER, self.prose)
        labelled = (line for line, text in zip(page.lines, page.folded, strict=True) if "来源" in text and _LABEL.search(text))
        self.kinds = Counter((line.tag, page.hints[line.box]) for line in labelled)
        if self.date is not None:  # a row below a lead or an abstract
            self.bottom = max(self.bottom, min(len(page.lines), self.date.line + 3))


    def crowded(self, page: Page, number: int) -> bool:
        """Whether a line's label is one of many of its kind: a list of other articles, with a source for each."""
        line = page.lines[number]
        return page.kind == "html" and self.kinds[line.tag, page.hints[line.box]] > 3


def _labelled_in_row(page: Page, row: _Row) -> list[Name]:
    """The names behind a label in the row."""
    beside = range(0) if row.date is None else range(max(0, row.date.line - 3), min(len(page.lines), row.date.line + 4))
    for number in (*range(row.top, row.bottom), *beside):
        if page.roles[number] not in JUNK - {"boilerplate"}:
            names = _labelled(page, number)
            if names:
                return [] if row.crowded(page, number) else names
    for number in beside:
        match = _BARE.search(page.folded[number]) if len(page.folded[number]) <= 100 else None
        names = _names(page, number, match.start(), match.end()) if match else []
        if names:
            return names
    return []


def _labelled(page: Page, number: int) -> list[Name]:
    """The names behind the first label on a line that is followed by one; a label alone names the next line."""
    text = page.folded[number]
    for match in _LABEL.finditer(text):
        if len(text) > 160 and match.start() > 100 and not _BRACKET.search(text[: match.start()]):
            continue
        if match.end() == len(text) and number + 1 < len(page.lines) and len(page.folded[number + 1]) <= _MAX:
            return _names(page, number + 1, 0, 0)
        names = _names(page, number, match.start(), match.end())
        if names:
            return names
    return []


def _names(page: Page, number: int, label: int, start: int) -> list[Name]:
    """The names that a line gives from `start` on."""
    line, text = page.lines[number], page.folded[number]
    end = _end(line, text, start)
    names: list[Name] = []
    place = start
    for part in re.split(r"([、,;/&]|\s)", text[start:end]):
        first, last = _trim(text, place, place + len(part))
        place += len(part)
        if part.strip() and not re.fullmatch("[、,;/&]", part):
            if names and text[names[-1].end : first].isspace():
                before = text[names[-1].end - 1]
                if before.isascii() and text[first].isascii():  # words of one Latin name
                    names[-1] = names[-1]._replace(end=last)
                    continue
                if not _OUTLET.search(text[first:last]) or not is_name(text[first:last]):
                    break
            if not is_name(text[first:last]):
                break
            names.append(Name(number, label if not names else first, first, last))
    return names


def _end(line: Line, text: str, start: int) -> int:
    """Where the value behind a label ends: at the next part of the row, a bracket, or the end of its element."""
    end = min(len(text), start + 120)
    if start > 0 and _BRACKET.search(text[: start]) is None:
        opened = max(text.rfind("(", 0, start), text.rfind("[", 0, start))
        closed = max(text.rfind(")", 0, start), text.rfind("]", 0, start))
        if opened > closed:  # the label stands inside a bracket
            ends = [place for place in (text.find(")", start), text.find("]", start)) if place >= 0]
            end = min([end, *ends])
    match = _END.search(text, start, end)
    if match:
        end = match.start()
    for date in read_dates(text[start:end]):
        end = start + date.start
        break
    for span in line.spans:
        if span.start <= start + 1 and start < span.end < end and text[span.end] not in "-·—、,/&" and span.tag in "a span em b strong font":
            if span.start >= start:
                return span.end
    return end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a text without signs around it, and without the marks of a title."""
    while start < end and text[start] in _STRIP:
        start += 1
    while start < end and text[end - 1] in _STRIP and not (text[end - 1] == "]" and "[" in text[start:end]):
        end -= 1
    if end - start > 2 and text[start] == "《" and text[end - 1] == "》":
        start, end = start + 1, end - 1
    return start, end


def is_name(text: str) -> bool:
    """Whether a folded text can be an outlet's name by its form.

    >>> is_name("某市日报"), is_name("未知"), is_name("123"), is_name("点击:12")
    (True, False, False, False)
    """
    if not 2 <= len(text) <= _MAX or not _LETTER.search(text) or text.lower() in phrases("not_sources"):
        return False
    return not re.search(r"[。!?:<>]|https?|www\.", text) and next(read_dates(text), None) is None


def _beside_date(page: Page, row: _Row) -> list[Name]:
    """An element whose class says so, or a name before or behind the date in its line."""
    if row.date is None:
        return []
    number = row.date.line
    for near in (number, number + 1, number - 1, number + 2, number - 2):
        if _inside(page, row, near):
            names = _hinted(page, near, _SOURCE_HINT)
            if names:
                return names
    return _rest_of_row(page, row.date)


def _inside(page: Page, row: _Row, number: int) -> bool:
    """Whether a line may be part of the row."""
    if not max(row.top, (row.headline or -1) + 1) <= number < row.bottom or len(page.lines[number].text) > 100:
        return False
    return page.roles[number] not in ("spam", "injected", "disclaimer")


def _hinted(page: Page, number: int, hint: re.Pattern[str]) -> list[Name]:
    """The name in a span, or in a whole line, whose class or id says that it is one."""
    line, text = page.lines[number], page.folded[number]
    places = [(span.start, span.end) for span in line.spans if hint.search(span.hints) and span.end - span.start <= _MAX]
    if len(text) <= _MAX and hint.search(page.boxes[line.box].hints):
        places.append((0, len(text)))
    for start, end in places:
        start, end = _trim(text, start, end)
        if is_name(text[start:end]) and not _CREDIT.match(text[start:end]):
            return [_paper(text, Name(number, start, start, end))]
    return []


def _paper(text: str, name: Name) -> Name:
    """Of a reporter and the paper, `张三/某市日报`, the paper."""
    parts = [part.strip() for part in text[name.start : name.end].split("/")]
    outlets = [part for part in parts if _OUTLET.search(part)]
    if len(parts) == 1 or len(outlets) != 1:
        return name
    start = text.index(outlets[0], name.start)
    return Name(name.line, start, start, start + len(outlets[0]))


def _rest_of_row(page: Page, date: Mark) -> list[Name]:
    """The name before or behind the date: one that ends as outlets do, or the only one before the date."""
    text = page.folded[date.line]
    if len(text) > 100 or date.start is None or date.end is None:
        return []
    before = _tokens(text, 0, date.start)
    behind = _tokens(text, date.end, _end(page.lines[date.line], text, date.end))
    sites = _sites(page)
    for start, end in (*behind[:2], *before[::-1][:2]):
        if _OUTLET.search(text[start:end]) or text[start:end] in sites:
            return [Name(date.line, start, start, end)]
    if len(before) == 1 and not behind:
        start, end = before[0]
        if end - start >= 3 and not _PERSON.match(text[start:end]):
            return [Name(date.line, start, start, end)]
    return []


def _tokens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a part of the row that can be names."""
    out = []
    for match in re.finditer(r"[^\s|]+", text[start:end]):
        place, role = start + match.start(), False
        for word in match[0].split("/"):
            first, last = _trim(text, place, place + len(word))
            place += len(word) + 1
            role = role or _ROLE.fullmatch(text[first:last]) is not None
            if not role and is_name(text[first:last]) and not _NO_NAME.match(text[first:last]):
                out.append((first, last))
    return out


def _sites(page: Page) -> set[str]:
    """What the page calls its site: the parts of `<title>` behind the headline, and the metadata's name."""
    title = fold(page.head.title or (page.lines[0].text if page.kind == "text" and page.lines else ""))
    return {part.strip() for part in re.split(r"[-_|]+", title)[1:]} | {fold(page.head.meta.get("og:site_name", ""))}


def _account(page: Page, row: _Row) -> list[Name]:
    """The publishing account's line between headline and article."""
    lines = range(max(0, (row.headline if row.headline is not None else -1) + 1), row.bottom)
    near = [number for number in lines if len(page.lines[number].text) <= 60 and page.roles[number] not in ("spam", "injected")]
    for hint in _ACCOUNT_HINTS:
        for number in near:
            names = _hinted(page, number, hint)
            text = page.folded[number]
            if names and not _PERSON.match(text[names[0].start : names[0].end]):
                return names
    for number in near:
        text = page.folded[number]
        follower = page.folded[number + 1] if number + 1 < len(page.lines) else ""
        follow = follower in phrases("account_marks") or _ABOUT.match(follower)
        beside = row.date is not None and abs(row.date.line - number) == 1 or _DATE_LABEL.match(follower)
        start, end = _trim(text, 0, len(text))
        if not is_name(text[start:end]) or _CREDIT.match(text) or " " in text or end - start > 15 or not (follow or beside):
            continue
        between = row.headline is not None and number == row.headline + 1
        if follow or _OUTLET.search(text[start:end]) or (between and not _PERSON.match(text) and end - start >= 3):
            return [_paper(text, Name(number, start, start, end))]
    return []


def _labelled_below(page: Page, row: _Row) -> list[Name]:
    """The names behind a label further down: on a line of its own or in brackets at a line's end."""
    found: list[list[Name]] = []
    for number in range(max(0, row.headline or 0), len(page.lines)):
        text = page.folded[number]
        if page.roles[number] in JUNK - {"boilerplate"} or _JUNK_HINT.search(page.hints[page.lines[number].box][:200]):
            continue
        match = _LABEL.search(text) if "源" in text or "转自" in text or "出处" in text or "自" in text else None
        bracket = match is not None and _BRACKET.search(text[: match.start()]) is not None
        if match is None or not (match.start() == 0 or bracket) or (not bracket and len(text) > 60):
            continue
        names = _names(page, number, match.start(), match.end())
        if names:
            found.append(names)
    kinds = Counter(_kind(page, names) for names in found)
    return next((names for names in found if kinds[_kind(page, names)] <= 2), [])


def _kind(page: Page, names: list[Name]) -> tuple[str, str]:
    """What lines of one list have in common."""
    line = page.lines[names[0].line]
    return line.tag, page.hints[line.box]


def _marks(page: Page, names: list[Name], rule: str) -> Iterator[Mark]:
    """A mark for each name: the first covers the label, the last a bracket behind the name."""
    for index, name in enumerate(names):
        text = page.folded[name.line]
        start = name.start
        if index == 0 and name.label < start:
            start = name.label
            bracket = _BRACKET.search(text[:start])
            closed = re.match(r"\s*[)\]]", text[names[-1].end :])
            if bracket and closed:
                start = bracket.start()
        elif index:
            start = names[index - 1].end
        end = name.end
        if index == len(names) - 1 and start != name.start:
            closed = re.match(r"\s*[)\]]", text[end:])
            end += closed.end() if closed else 0
        yield Mark(name.line, "source", rule, start, end, page.lines[name.line].text[name.start : name.end])


def _from_head(page: Page) -> Iterator[Mark]:
    """The source in metadata, or the account in a platform's script."""
    for key in _META:
        value = page.head.meta.get(key, "")
        text = fold(value)
        label = _LABEL.match(text)
        start = label.end() if label else 0
        start, end = _trim(text, start, _end(Line(0, text), text, start))
        if is_name(text[start:end]):
            yield Mark(-1, "source", "source-meta", value=value[start:end])
            return
    for script in page.head.scripts:
        match = _NICKNAME.search(script)
        if match and is_name(fold(match[1])):
            yield Mark(-1, "source", "source-script", value=match[1])
            return
