"""The headline that some lines give: without a day and labels before it, widgets and who wrote behind it."""

from __future__ import annotations

from collections.abc import Sequence

from ..grammar.date_forms import CLOCK, DATE, FULL_DATE
from ..grammar.names import is_person
from ..page import Line, Page
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold, simplified
from ..text.matching import whole_line
from .headline_form import ADDRESS, is_site_mark

_CHANNEL = 9  # characters of a channel and the sign behind it
_ROWS = 3  # lines below a headline in which its row stands
_HALF = 8  # letters of a headline that is said twice in its line, or by the line above
# the day of storing, or of publication, before a headline on its line
_DATE_BEFORE = re.compile(
    rf"^\s?(?:(?:date\s)?{FULL_DATE}(?:\s{CLOCK})?(?:\s|[:：]\s?)|[\[(【]{FULL_DATE}(?:\s{CLOCK})?[\])】]\s?"
    r"|\d\d\s(?:19|20)\d\d\s?[-/.]\s?\d\d\s|0\d\.\d\d\s)(?=[^\d\W]\S{5})"
)
# the same with its label, run together with the headline's end: 新桥通车时间:2022-09-21
_DAY_BEHIND = re.compile(
    rf"(?<=\S{{8}})\s?(?:[发發][布表稿]|更新)?(?:[时時][间間]|日期)\s?[:：]\s?{FULL_DATE}(?:\s?{CLOCK})?$"
)
# the day without one, which is the page's own where no row stands below: 新桥通车 2022年9月21日
_DAY_LAST = re.compile(rf"(?<=[^\s\d]{{6}})\s+{FULL_DATE}(?:\s?{CLOCK})?$")
_LAST_OF_DAY = frozenset("0123456789日")  # a cheap look before it
FIRST_OF_DAY = frozenset(" d0123[(【")  # the same before a day in front
_LABELLED = re.compile(r"^[【\[]?(?:(?:本?文?原)?[标標]\s?[题題]|[题題]\s?目|主[题題]|原[题題])[】\]]?\s?[:：]\s?")
# who reports, set apart behind the headline: 新桥通车  □记者 张三 报道
_APART = "□■◎●◆"
SIGNS_OFF = frozenset(_APART)  # a cheap look before it
_BYLINE_BEHIND = re.compile(
    r"\s[□■◎●◆]\s?(?P<by>[^□■◎●◆。,]{0,8}(?:[记記]者|通[讯訊][员員])\s?[^□■◎●◆。,]{2,20}|(?P<name>[\u4e00-\u9fff]{2,4}))$"
)
# the site's name, where a dump has its headline from `<title>`
_SITE_BEHIND = re.compile(
    r"(?:\s?(?:(?<!-)--+(?!-)|[_|｜]|\s[-–—])\s?|(?<=[\u4e00-\u9fff」》！？])-(?=[\u4e00-\u9fff]{4}))([^-_|｜\s]{2,16})$"
)
# the same of a farm, whose name opens the page: 新桥通车:某某官方网站
_FARM_BEHIND = re.compile(r"\s?[:：]\s?(\S{2})[^:：，。\s]{0,12}(?:[网網]站|官[网網]|官方[网網]?)$")
# what a farm's site is called, on top of its page: 远球·(中文版)官方网站
_FARM_ROW = re.compile(r"(\S{2,12}?)[·・]?[(（]?(?:中国|中文版?|网页版?|手机版?|[Aa][Pp]{2})[)）]?\S{0,8}官方?网站?$")
SITE_TITLE = 8  # letters of a headline before it at least
_TOOL_ENDS = frozenset(":)]】")  # a cheap look before it
LAST_OF_MORE = _LAST_OF_DAY | _TOOL_ENDS
# who wrote it, where a paper says so in the headline's line
_WRITER_BEHIND = re.compile(r"\s[/／]?\s?(?:文|撰文|圖文|图文|作者)\s?[:：/／]\s?([\u4e00-\u9fff]{2,4})$")
_WIDGET_BEHIND = re.compile(
    r"\s*[\[【(（](?:打印本页|列印本頁|友善列印|列印|复制链接|关闭窗口|关闭|收藏|推荐|打印|分享)[\]】)）]\s*$"
    r"|\s*(?:分享到|分享至|字号|字號|字体|字體)\s?[:：]\s*$"
)
# a reader's call to take out his telephone, beside the headline: 掃描二維碼訪問某某網
_CALL = r"(?:[扫掃]描|[扫掃]一[扫掃])\S{0,8}(?:[访訪][问問]|[关關]注|下[载載]|[浏瀏][览覽]|[阅閱][读讀])\S{0,12}"
_SCAN = re.compile(rf"^{_CALL}\s+(?=.{{8}})|(?<=.{{8}})\s+{_CALL}$")
# signs of lists before a headline: ■ 新桥通车
_BULLET = re.compile(r"^[■□◆◇▲△▼▽●►▶▪◎※➤❖]+\s?(?=[^\W\d_])|^[○*+-]\s(?=[^\W\d_])")
# the way to the page, where the headline ends it: 您的位置:首页 > 要闻 > 新桥通车
_WAY = re.compile(
    r"^[^>:：]{0,6}位置\s?[:：](?:[^>»→]{1,20}(?:[>»→]{1,2}[^>»→]{1,20}){0,4}[>»→]{1,2}"
    r"|\s?首[页頁]\s?-(?:[^-]{1,10}-){0,3})\s*(?=\S{6})"
)
# the same without a label, by the front page that it opens with: 首页 » 问答 » 新桥通车
_WAY_FROM_FRONT = re.compile(r"^[^>»›:：]{0,6}首[页頁]\s?[>»›]+(?:[^>»›]{1,16}[>»›]+){0,5}\s*(?=\S{6})")
_ARROW = re.compile(r"\s+[>»›]+$")  # of a breadcrumb that ends with the headline
_STARS = re.compile(r"\s*(?:\*{3,}|★{2,}|☆{2,}|#{3,}|={3,})$")  # a headline's ornament


def without_day_and_tools(text: str) -> str:
    """A folded line without the day before it, the widget or the byline behind it; the same object if there is none.

    >>> without_day_and_tools("2022-09-21 城东新桥正式通车 [打印]")
    '城东新桥正式通车'
    """
    if text[:1] not in FIRST_OF_DAY and text[-1:] not in LAST_OF_MORE and SIGNS_OFF.isdisjoint(text):
        return text
    dated = _DATE_BEFORE.match(text)
    tool = _WIDGET_BEHIND.search(text) if text[-1:] in _TOOL_ENDS else None
    signed = _without_day(_without_byline(text))
    if dated is None and tool is None and signed is text:
        return text
    return signed[dated.end() if dated else 0 : tool.start() if tool else None]


def _without_day(text: str) -> str:
    """A headline without its day behind it, in the same line with a label.

    >>> _without_day("城东新桥昨天正式通车时间：2022-09-21 14:50"), _without_day("城东新桥通车时间：明年")
    ('城东新桥昨天正式通车', '城东新桥通车时间：明年')
    """
    day = _DAY_BEHIND.search(text) if text[-1:] in _LAST_OF_DAY else None
    return text if day is None else text[: day.start()]


def _without_byline(text: str) -> str:
    """A headline without who reports, set apart behind it."""
    by = byline_behind(text)
    return text if by is None else text[: by[0]].rstrip(_APART + " ")


def byline_behind(text: str) -> tuple[int, int] | None:
    """The place of a byline that is set apart behind the headline in its line.

    >>> [byline_behind(text) for text in ("城东新桥  □记者 张三 报道", "城东新桥 ■张三", "新桥 ■通车")]
    [(7, 15), (6, 8), None]
    """
    found = _BYLINE_BEHIND.search(text) if not SIGNS_OFF.isdisjoint(text) else None
    if found is None or (found["name"] and not is_person(found["name"])):
        return None
    return found.span("by")


def _has_row_below(page: Page, number: int) -> bool:
    """Whether one of the next lines gives a day of its own."""
    return any(DATE.search(text) for text in views.folded(page)[number + 1 : number + 1 + _ROWS])


def headline_of(page: Page, group: Sequence[Line]) -> str:
    """The headline that some lines give: without labels before it and widgets behind it."""
    text = "".join(_line_of(page, line) for line in group)
    text = _WAY_FROM_FRONT.sub("", _WAY.sub("", _without_day(_without_byline(text))))
    text = _DAY_LAST.sub("", text) if page.kind == "text" and not _has_row_below(page, group[-1].number) else text
    text = _WIDGET_BEHIND.sub("", _LABELLED.sub("", _DATE_BEFORE.sub("", text))).strip(" |｜·•").lstrip("›»> ")
    text = _BULLET.sub("", _STARS.sub("", text))
    text = _ARROW.sub("", text)
    text = _SCAN.sub("", text) if page.kind == "text" else text
    text = _without_channel(page, group[0].number, text)
    writer = _WRITER_BEHIND.search(text) if page.kind == "text" else None
    text = text[: writer.start()].rstrip() if writer and is_person(writer[1]) else text
    text = _without_farm(page, text)
    site = _SITE_BEHIND.search(text) if page.kind == "text" else None
    named = site and site.start() >= SITE_TITLE and is_site_mark(simplified(site[1]))
    return _said_once(text[: site.start()] if site and named else text)


def _without_farm(page: Page, text: str) -> str:
    """A headline without the site that a farm sets behind it, where the page opens with its name as well.

    >>> from newsclean import load
    >>> names = "远山竞技-电竞网站", "鹭湾竞技-电竞网站"
    >>> [_without_farm(load(name + "\\n昨天上午，新桥正式通车。"), "城东新桥正式通车:远山官方网站") for name in names]
    ['城东新桥正式通车', '城东新桥正式通车:远山官方网站']
    >>> _without_farm(load("远球·(中文版)官方网站\\n昨天上午，新桥正式通车。"), "远球·城东新桥：通车")
    '城东新桥：通车'
    """
    row = _FARM_ROW.match(page.lines[0].text) if page.kind == "text" and "网" in page.lines[0].text[-2:] else None
    if row and text.startswith(row[1]) and text[len(row[1]) :][:1] in ("·", ":", "：", "-", "_", "|"):
        text = text[len(row[1]) + 1 :].lstrip()  # the same name before it
    farm = _FARM_BEHIND.search(text) if text[-1:] in "网網站方" else None
    if farm is None or farm.start() < SITE_TITLE:
        return text
    # a page's name in its head says the headline with its site, and the site's name behind both
    own = fold(page.lines[0].text).startswith(fold(farm[1])) or fold(page.head.title).count(fold(farm[1])) > 1
    return text[: farm.start()] if own else text


def _without_channel(page: Page, first: int, text: str) -> str:
    """A dump's headline without the channel before it, where the line above is all of the rest: `新闻-城东新桥通车`."""
    above = page.lines[first - 1].text if page.kind == "text" and first else ""
    before = text.removesuffix(above)
    return above if len(above) >= _HALF and 2 < len(before) <= _CHANNEL and before[-1] in "-|:－｜：" else text


def _said_once(text: str) -> str:
    """A headline without its copy, where a line says it twice: as the page's name and as the article's."""
    half = len(text) // 2
    again = half >= _HALF and text[half : half + len(text) % 2].isspace() and text[:half] == text[-half:]
    return text[:half] if again else text


def _line_of(page: Page, line: Line) -> str:
    """A line as a headline: without what was cut out of it, and without a label (原创) in an element before it."""
    text = ADDRESS.sub("", line.text)
    for span in line.spans:
        label = views.folded(page)[line.number][: span.end].strip(" |·:[]")
        if span.start == 0 and span.end < len(line.text) and whole_line(label, "layout/title_labels"):
            return text.removeprefix(line.text[: span.end]).strip()
    return text
