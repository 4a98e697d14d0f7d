"""How far a meta row reaches behind its day, where nothing parts its entries and the text behind them.

`2022-09-21 14:50来源：远山日报浏览次数：268字号：大 中 小昨天，…`: further days, labels with
their values, counters, font sizes, buttons and reporters with their place are entries of the row; what is none of them
is the text.
"""

from __future__ import annotations

from ...phrases import phrases
from ...phrases.own_words import of_phrases
from ...text import lazy_re as re
from ...text.fold import fold
from ...text.matching import alternation
from .kinds import label_words

DAY = r"(?:(?:19|20)\d\d|民国\d{2,3}(?=年))\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?"
_WEEKDAY = r"\s?\(?(?:星期|周)[一二三四五六日天]\)?"
_COUNTED = r"(?:[万wk]\+?|次|人|条|阅读|浏览|评论)"
_HALF_DAY = r"(?:[上下中]午|凌晨|晚上|HKT)?\s?"
CLOCK = rf"{_HALF_DAY}\d{{1,2}}:\d\d(?::\d\d)?(?:(?!\d)|(?=\d[\d.,]{{0,8}}\s?{_COUNTED}))(?:\s?[AP]M(?![A-Za-z]))?"
_NEAR = 30  # characters between two entries of a meta row
_MORE = 2  # characters fewer than which stand behind an outlet's last word before the next entry: they are its own
_OUTLET = 16  # characters of an outlet's name
_VALUE = re.compile(r"[^\s,。:()\[\]|\"]{1,16}")
_BLANK = re.compile(r"\s")
_STOP = re.compile("[,。]")
_SEPARATORS = re.compile(r"[\s\xa0|/·—-]{0,8}")
_COUNTS = re.compile(r"(?<![\d,])(?:\d[\d,]{0,8}\s?(?:人参与|人跟[帖贴]|条?评论|次[浏阅点]|次?阅读|[跟参]与)\s?)+")
# the count is as short as what follows lets it be: 浏览次数:3129月26日 is 312 and a day
_NUMBER = r"(?:\d{1,9}?(?=(?:(?:19|20)\d\d年)?(?:1[0-2]|[1-9])月\d|(?:19|20)\d\d年)|\d[\d,.]{0,9}|(?=\s?次))"
_COUNTERS = "浏览|阅览|阅读|点击|访问|人气|热度|评论|跟贴|点赞"
_SIZES = (
    r"超大[\s|/、]*大[\s|/、]*标准|大[\s|/、]*中[\s|/、]*小|小[\s|/、]*中[\s|/、]*大"
    r"|A-\s*A\s*A\+|A\+\s*A\s*A-|T\s?\|\s?T"
)
_FONT_AHEAD = re.compile(r"[^,。:\d]{1,8}(?=字号|字体|字级)")
_SHORT = 3  # characters of a button that sentences open with, too
_LIKE = "赞"
_PERSON = r"[\u4e00-\u9fff]{2,4}"
_PEOPLE = rf"{_PERSON}(?:[\s、]{_PERSON}){{0,3}}"
# 记者张三/台北报导, 张三 综合报导
REPORT = (
    rf"(?:记者\s?{_PEOPLE}\s?[/\s]|{_PEOPLE}\s?(?<!文)/|{_PERSON}(?:、{_PERSON}){{0,3}}\s)"
    r"\s?[\u4e00-\u9fff]{2,6}报[道导]"
)
# what a text opens with, which no outlet's name has: where it stands, the name ends
_OPENING = re.compile(
    r"近[日年来期]|日前|[昨今前][天日晚]|\d{1,2}月\d{1,2}日|\d{1,2}日[上下晚]|随着|为了|为[进深贯加推切全丰拓提落扎]|截至|据了解|据悉|记者|本报讯|[\"(\[《]"
)


@of_phrases
def buttons() -> str:
    """Two buttons side by side, a button with a count, or one of four characters and more."""
    words = {word for phrase in phrases("text/widget_words") if len(word := fold(phrase)) > 1}
    long, short = {word for word in words if len(word) > _SHORT}, {word for word in words if len(word) <= _SHORT}
    count = r"\s?(?:\(\s?\d{0,6}\s?(?:人参与)?\)|\d{1,6}(?!\d|年|月|日|岁|家|个|名|人))"
    return (
        rf"(?:(?:{any_of(words | {_LIKE})})(?:{count})?[\s|/·]{{0,3}}){{2,}}(?![,。:])"
        rf"|(?:{any_of(long)})(?:{count})?:?(?![,。])"
        rf"|(?:{any_of(short)}){count}|(?:分享到?|扫码分享):"
    )


def any_of(words: set[str]) -> str:
    """A pattern's source for some words, a longer one first.

    >>> any_of({"日报", "日报社"})
    '日报社|日报'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@of_phrases
def _entry() -> re.Pattern[str]:
    """An entry of a row but a label with its value."""
    day_labels = alternation("grammar/date_labels", "grammar/update_labels", "find/other_date_labels")
    return re.compile(
        rf"(?:(?:{day_labels})\s?[:/]?\s?)?{DAY}(?:{_WEEKDAY})?(?:[\s|]{{0,4}}{CLOCK})?(?:\s?ET\b)?"
        rf"|(?:更新|最后更新)\s?[:/]?\s?{CLOCK}|\(\s?(?:更新\s?)?:?\s?(?:{DAY}|\d{{1,2}}/\d{{1,2}})?\s?{CLOCK}\s?(?:更新)?\s?\)"
        rf"|(?:{_COUNTERS})[量数次率人]{{0,2}}\s?[:(]?\s?{_NUMBER}\)?\s?[万wk]?\+?\s?次?"
        rf"|\d[\d,.]{{0,8}}\s?[万wk]?\+?\s?[次人条个]?(?:{_COUNTERS}|参与)"
        rf"|[\[(]?\s?(?:选择)?(?:字号|字体|字级|字型|文字大小)(?:大小|选择|设定)?\s?:?\s?[\[(]?\s?(?:{_SIZES})?\s?[\])]{{0,2}}"
        rf"|[大小]字号|(?:{_SIZES})(?![学型城])|(?P<report>(?:\w{{2,10}}/|\w{{2,10}}(?=记者))?{REPORT})|{buttons()}"
        rf"|发表于(?:{alternation('grammar/places')})|收录于(?:合集|话题|专辑)\s?#[^,。]{{1,30}}?\d{{1,4}}个"
        r"|点击[上下]?方?蓝字(?:关注我们)?"
    )


@of_phrases
def outlet_endings() -> tuple[str, ...]:
    """What the names of outlets end with."""
    return tuple({fold(phrase) for phrase in phrases("grammar/outlet_endings")})


_DAY = re.compile(rf"{DAY}(?:{_WEEKDAY})?")
# a day before another entry of the row: 2022-09-21未知 编辑:某报
_BEFORE_LABEL = re.compile(r"\s?(?:未知|佚名|网络|互联网)?\s?(?:来源|作者|编辑|责编)\s?:\s?[^\s。,]{2,16}\s")


def day_in_row(text: str, end: int) -> re.Match[str] | None:
    """The first day in a row, which other entries follow, before a place."""
    for day in _DAY.finditer(text, 0, end):
        if _BEFORE_LABEL.match(text, day.end()) or entry_end(text, day.end()):
            return day
    return None


def entry_end(text: str, at: int) -> int:
    """Where an entry of a row that begins at a place ends, labels with values apart; 0 where none begins.

    >>> text = "浏览次数:3129月26日,新桥通车。"
    >>> text[entry_end(text, 0):]
    '9月26日,新桥通车。'
    """
    found = _entry().match(text, at)
    return found.end() if found else 0


def row_borders(text: str, end: int) -> list[int]:
    """Where the entries of a row end that has its day before a place: glued ones, and last where the row does.

    >>> text = "2022-09-21 14:50来源:远山日报字号:大 中 小昨天,新桥通车。"
    >>> [text[border:] for border in row_borders(text, 16)]
    ['字号:大 中 小昨天,新桥通车。', '昨天,新桥通车。']
    """
    borders: list[int] = []
    while True:
        after = _SEPARATORS.match(text, end)
        at = after.end() if after else end
        entry = _entry().match(text, at)
        if further := entry.end() if entry else _reporter(text, at):
            report = not entry or bool(entry["report"])
            if at == end and (not borders or report) and (report or text[at : at + 1].isdigit()):
                borders.append(end)
            end = further
            borders += [end] * report
            continue
        outlet = _outlet_end(text, end)
        if outlet and entry_end(text, outlet):  # 14:50某某日报我要评论
            borders, end = [end, outlet], outlet
            continue
        sizes = _FONT_AHEAD.match(text, end)
        if sizes:
            end = sizes.end()
            continue
        label = _label().search(text, end, min(len(text), end + _NEAR))
        if not label or _STOP.search(text, end, label.start()):
            return [*borders, end]
        value = value_end(text, label.end())
        if value == len(text) and _STOP.search(text, label.end()):  # a name runs on into the text
            return [*borders, end]
        end = value
        borders = [end] if end < len(text) and not text[end].isspace() and entry_end(text, end) else borders


@of_phrases
def _label() -> re.Pattern[str]:
    """A label of a row: `来源:`, `来源 /`."""
    return re.compile(rf"(?:{label_words()})\s?:|(?:来源|作者|编辑|发布)\s?/")


def _reporter(text: str, at: int) -> int:
    """Where a reporter's name before another entry ends: `记者张三人气:12`; 0 where there is none."""
    if text.startswith("记者", at):
        for length in (3, 2, 4):
            if entry_end(text, at + 2 + length):
                return at + 2 + length
    return 0


def value_end(text: str, start: int) -> int:
    """The end of a label's value: of an outlet's name, else the next blank, label, entry or a text's opening.

    The text's end where none of them shows.
    """
    while start < len(text) and text[start].isspace():
        start += 1
    near = min(len(text), start + _OUTLET)
    if stop := _STOP.search(text, start, near):
        near = stop.start()
    day = _entry().match(text, start)
    if day and text[start].isdigit():
        return day.end()
    patterns = ((_COUNTS, 2), (_BLANK, 0), (_label(), 0), (_OPENING, 2))
    ends = [found.start() for pattern, least in patterns if (found := pattern.search(text, start + least, near))]
    limit = min(ends, default=near)
    end = next((at for at in range(start + 2, limit) if entry_end(text, at)), limit)
    outlet = _outlet_end(text, start)
    if outlet and outlet <= end:
        goes_on = text.endswith(outlet_endings(), start, end) and not text.startswith("本", outlet)  # 某某晚报本报记者
        whole = end < near and (end - outlet < _MORE or goes_on)
        return end if whole else outlet  # 某某新闻云4人参与, 某县融媒体中心字号
    if end < near or ends:
        return end
    return outlet or _office_end(text, start, near) or len(text)


@of_phrases
def _offices() -> re.Pattern[str]:
    """What the names of offices end with, but for single characters."""
    return re.compile(any_of({word for phrase in phrases("grammar/office_endings") if len(word := fold(phrase)) > 1}))


def _office_end(text: str, start: int, near: int) -> int:
    """Where the name of an office that begins at a place ends, by its last word; 0 where it has none."""
    return max((found.end() for found in _offices().finditer(text, start + 2, near)), default=0)


def _outlet_end(text: str, start: int) -> int:
    """Where an outlet's name that begins at a place ends, by its last word; 0 where it has none of those words."""
    stop = _VALUE.match(text, start)
    endings = outlet_endings()
    if stop and text[stop.end() : stop.end() + 1] == " " and text.endswith(endings, start, stop.end()):
        return stop.end()
    for end in range(start + 2, stop.end() + 1 if stop else 0):
        if text.endswith(endings, start, end) and not text.startswith(endings, end):
            return end + 2 if text.startswith("综合", end) else end
    return 0
