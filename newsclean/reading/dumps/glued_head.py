"""What stands before a meta row's day, where nothing parts it: the row's beginning, the headline, navigation above.

What a page says again tells where a part of it begins: a headline stands at the end of the way to the page and in lists
below, an account's name before its reporter.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...phrases.own_words import of_phrases
from ...text import lazy_re as re
from ...text.matching import alternation
from .glued_row import REPORT, outlet_endings
from .kinds import labels

# a menu in two languages: 新闻News财经Finance体育Sports
_BILINGUAL = re.compile(r"(?:[\u4e00-\u9fff][\u4e00-\u9fff&]{1,7}\s?[A-Za-z][A-Za-z& ]{2,24}){4,}")
_LONGER_LABEL = re.compile(r"(?:^|\s)([\u4e00-\u9fff]{2})\Z")  # a label of four characters: 信息发布:
_NEAR = 30  # characters between two entries of a meta row
HEADLINE = range(6, 80)  # characters of what stands between navigation and the row
_SINGLE = "大中小次人条篇共页顶踩赞繁简"
_MENU = 6  # characters of words of navigation that stand in no headline
_CLAUSE = re.compile("[,。]")
_ACCOUNT = range(3, 11)  # characters of an account's name
# an outlet or account before the date, with blanks around: `桥通车 原创  某市日报 2022-09-21 14:50`
_BEFORE_DATE = re.compile(r"(?<=\s)(?:原创\s+)?([^\s\d,。:;!?、|/>][^\s,。:;!?、|/>]{1,11})\s{1,4}$")
_NEWS = re.compile(r"(?:\d{1,2}月|讯|消息|记者|编辑)")  # what stands behind the name of who reports it
_REPORT_BEFORE = re.compile(rf"(?:{REPORT})\s{{0,4}}$")
_REPORTER_BEFORE = re.compile(
    r"(?:记者|撰文|通讯员|实习生)[\s:/]{1,3}[\u4e00-\u9fff]{2,4}(?:\s(?:(?:记者|通讯员|实习生)\s)?[\u4e00-\u9fff]{2,4}){0,3}\s{0,4}$"
)
# what stands before a name elsewhere on its page
_NAMED = re.compile(r"(?:来源|作者|编辑|记者|撰文|摄影|[\[(])[:/|\s]{0,3}$")
_NAMES_NEWS = re.compile(r"(?:记者|讯|消息|报[道导]|摄|综合|\d{1,2}日电)")
_SHORTEST_SAID = 8  # characters of a headline that is said again
_PLACE = re.compile("位置|首页|主页|Home")
_BARE_LABEL = re.compile(r"(?:发布|发表|时间|日期|刊登)(?:时间|日期|于)?[\s/]{0,3}$")
_ORIGINAL = re.compile(r"(?<=\w)原创[^,。:!?\d]{3,20}$")
_STEP = re.compile(r"[>»]+\s?|(?<=\w)\s?/\s?(?=\w)")
_ARROW = re.compile(r"[>»]+\s?")
_STEPS = 120  # characters of a way to the page


@of_phrases
def _navigation() -> re.Pattern[str]:
    """Two and more words of navigation in a row, or the end of a way through the site's pages."""
    words = alternation("text/navigation_words", "text/widget_words")
    scope = r"(?:(?<=正文)(?:站内|全网))?"  # what a search box offers
    button = r"(?:登录|注册|打开A[Pp][Pp]|Sign in)(?:[/|]?注册)?"  # alone, too
    return re.compile(rf"(?:(?:{words}|正文)[\s>|/·]*){{2,}}{scope}|[>|/]\s?正文{scope}\s*|(?P<button>{button})(?=\w)")


@of_phrases
def _channel() -> re.Pattern[str]:
    """A channel, as the last step of a way to the page is one: a word of navigation, or by its last word."""
    endings = alternation("layout/channel_endings")
    return re.compile(
        rf"(?:{alternation('text/navigation_words')}|[\u4e00-\u9fff]{{2,4}}?(?:{endings}|快报|频道))(?:正文)?(?=\w|[\[\"(《])"
    )


def row_start(text: str, start: int) -> int:
    """Where a row begins whose day stands at a place: with a label or a reporter before it."""
    for before in labels().finditer(text, max(0, start - _NEAR), start):
        if not _CLAUSE.search(text, before.start(), start):
            longer = _LONGER_LABEL.search(text, max(0, before.start() - 3), before.start())
            start = longer.start(1) if longer else before.start()
            break
    near = max(0, start - 2 * _NEAR)
    if bare := _BARE_LABEL.search(text, near, start):
        start = bare.start()
    reporter = _REPORTER_BEFORE.search(text, near, start) or _REPORT_BEFORE.search(text, near, start)
    if reporter := reporter or _ORIGINAL.search(text, near, start):
        start = reporter.start()
    return _name_before(text, start)


def _name_before(text: str, start: int) -> int:
    """Where the row begins: at a name between blanks before the date that outlets have, or with wider blanks before."""
    before = _BEFORE_DATE.search(text, max(0, start - _NEAR), start)
    if before is None:
        return start
    at = before.start()
    wide = text[at - 2 : at].isspace()
    return at if at > HEADLINE.start and (wide or before[1].endswith(outlet_endings())) else start


def account(text: str, start: int, end: int) -> int:
    """Where a name begins that is glued to the end of the headline and that the page names elsewhere; 0 for none."""
    stop = len(text[:start].rstrip())
    for length in reversed(_ACCOUNT):
        name = text[stop - length : stop]
        if stop <= length or not name.isalnum():
            continue
        at = text.find(name, end, end + _NEAR)
        if at >= 0 and _NEWS.match(text, at + length):
            return stop - length
        if text.startswith(name) and stop - length >= HEADLINE.start:  # the site, above all
            return stop - length
        at = text.find(name, stop)
        if at >= 0 and (_NAMED.search(text, max(0, at - 6), at) or _NAMES_NEWS.match(text, at + length)):
            return stop - length
    return 0


_CHANNEL_NEWS = re.compile(r"(?:社会|国内|国际|财经|体育|娱乐|本地|地方|时政|民生)新闻$")


def channel_before(text: str, end: int) -> int:
    """Where a channel begins that stands between the headline and an account's name; 0 where there is none."""
    found = _CHANNEL_NEWS.search(text, max(0, end - _MENU), end)
    return found.start() if found else 0


def headline(text: str, end: int) -> Iterator[int]:
    """Where the headline that ends at a place begins: where the page says it again, or behind words of navigation."""
    above = text[:end]
    again = _said_again(text, len(above.rstrip()))
    if again:
        yield again
        return
    last = max(_behind_words(above), _behind_steps(above))
    if last and len(above) - last in HEADLINE:
        yield last


def _behind_words(above: str) -> int:
    """Where the last words of navigation end."""
    last = 0
    for pattern in (_navigation(), _BILINGUAL):
        for found in pattern.finditer(above):
            before = above[: found.start()]
            # two such words inside a headline: 全民阅读活动
            if (
                not found.groupdict().get("button")
                and _inside(before)
                and found[0].strip().isalpha()
                and len(found[0]) < _MENU
            ):
                continue
            last = max(last, _whole_word(found))
    return last


def _whole_word(found: re.Match[str]) -> int:
    """Where words of navigation end, without a character that alone is one and goes on: 家居|小区."""
    end = found.end()
    goes_on = found.string[end : end + 1].isalpha() and found[0][-1] in _SINGLE and found[0][-2:-1].isalpha()
    return end - goes_on


def _inside(before: str) -> bool:
    """Whether what stands before words lets them be inside a headline."""
    return bool(before) and not before[-1].isspace() and before[-1] not in ">|/·"


def _behind_steps(above: str) -> int:
    """Where the last step of a way to the page ends: `首页 > 工作动态城东新桥通车`."""
    near = max(0, len(above) - _STEPS)
    begin = _PLACE.search(above, near)
    steps = list((_STEP if begin else _ARROW).finditer(above, begin.end() if begin else near))
    channel = _channel().match(above, steps[-1].end()) if steps else None
    return channel.end() if channel else 0


def _said_again(text: str, end: int) -> int:
    """Where a headline that ends at a place begins, by where the page says it too; 0 where it does not."""
    length = _SHORTEST_SAID
    best = 0
    while length < HEADLINE.stop and length < end:
        said = text[end - length : end]
        at = text.find(said)
        if at == end - length:
            at = text.find(said, end)
        if at < 0:
            break
        if not text[end - length : end - length + 1].isspace():
            best = length
            other = text[at - 1 : at]
        length += 1
    before = text[: end - best]
    if not best or other.isalnum() or (before[-1:].isspace() and before.rstrip()[-1:].isalnum()):
        return 0
    return end - best
