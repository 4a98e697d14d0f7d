"""Site boilerplate that its words give away: navigation, breadcrumbs, widgets, headings of lists, promotion, footers.

Each rule judges one line by its own words, so that it works in dumps as in HTML. What only its place gives away (a
headline of another article, say) is left to the choice of the body.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..grammar.date_forms import AGO, CLOCK, EDITION, FULL_DATE
from ..page import Mark, Page, step
from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text import site_views, views
from ..text.fold import fold
from ..text.matching import FIGURES, alternation, holding, lines_with, pattern
from ..text.other_articles import is_row_of_headlines
from .affiliations import is_affiliation
from .closings import LONGEST, closing_rule
from .contacts import notice_contacts
from .data_tables import data_cells
from .insets import calls_behind, insets
from .leading_phrases import EMPTY_LABEL, Place, opening_rule
from .live_entries import entries
from .paper_pages import paper_pages
from .portraits import portraits
from .skipped import skipped
from .surroundings import Below

_LETTERS = re.compile(r"[^\W\d_]")
_BETWEEN = re.compile(r"\s*(?:>+|»|/|\\|→|-|·)\s*")
# each way to go on from here begins with a plain character, so that the engine skips to places where one stands
LICENCE = re.compile(
    r"ICP\s?[备证]|icp\s?备|网安备|公安备|备案序?号|许可证|c(?i:opyright)|C(?i:opyright)|a(?i:ll rights reserved)"
    r"|A(?i:ll rights reserved)|©|版权所有(?!者)|12377|增值电信|统一刊号"
)
_CODE = re.compile(
    r"var(?<!\wvar) \w+ ?=|function(?<!\wfunction) ?\w*\(|\.push(?<=\w\.push)\(|document.write"
    r"|\.(?<=\w\.)\w+ ?= ?\w+;$|@@\w+@@|\{\{\w+"
    r"|!--(?<=^[^<]!--)|!--(?<=^!--)"  # a comment that lost its bracket
    r"|跳过(?<=^跳过).{2,16}继续阅读$|结尾(?<=^结尾) .{2,8}$"  # what broadcasters tell those who listen to a page
    # properties of e-papers, of texts from an office program
    r"|https?://\S{8,200} report \d{1,6}\s"
    r"|enpproperty|falsefalse|Normal\s?0\s?(?:false|\d)|EN-US(?:EN-US|ZH-CN|X-NONE)|ZH-CN(?:EN-US|ZH-CN|X-NONE)"
    r"|X-NONE(?:EN-US|ZH-CN|X-NONE)",
    re.MULTILINE,
)
_TURN_PAGE = re.compile(
    rf"\W*(?:详见|下转|上接|紧接|报道见|相关报道见|全文见)\s?(?:{EDITION}|本版|第?[一二三四五六七八九十]{{1,3}}版)\W*$"
)  # 【详见4版】
_EDITED = re.compile(r"\W?本[帖贴]最后由.{1,60}编辑$")  # above a forum's post
_CITED = re.compile(r"(?:论文|本文)?引用(?:本文)?格式\s?:|DOI\s?:\s?10\.\d|基金项目\s?:")  # how to cite a paper
_REACTIONS = r"(?:举报|回复|赞|踩|顶|支持|反对|查看对话)"
_COMMENT_ROW = re.compile(
    rf"(?:^|.{{1,20}}[\s·|])?{AGO}\s?(?:来自.{{1,12}}|[^。]{{0,12}}?{_REACTIONS}.{{0,20}})?$"
    rf"|^.{{0,12}}{_REACTIONS}\s?[(\[]?\d*[)\]]?\s?{_REACTIONS}.{{0,10}}$"
    r"|^查看回复\s?\d+"
    rf"|^[^,。]{{1,20}}\s{FULL_DATE}\s{CLOCK}\s.{{2,}}\s{_REACTIONS}\s?[(\[]?\d*[)\]]?$"
)
_DATED_ROW = re.compile(rf"^.{{0,24}}?{FULL_DATE}\s?{CLOCK}(?:\s?来自.{{1,12}})?$")
# behind the headline, said again; how many there are
_COMMENTS_OF = re.compile(r"的评论\s?\(共\s?\d{0,7}\s?条\)$|^\d{1,4}\s?[则条]?\s?(?:留言|评论|意见|comments?)\s?:$")
_FLOOR, _FLOORS = re.compile(rf"\d{{1,4}}楼\s?{FULL_DATE}"), 3  # of a reader; so many in a line are glued posts
_COMMENT_WIDGET = re.compile(r"回复|举报|楼$")
# what each reader's row holds, a colon in a time of day only: a cheap look before the patterns above
_COMMENT_SIGN = re.compile(r"[:前刚复报赞踩顶](?:(?<!:)|(?<=\d:)\d)")
# without one of these, and with a letter or a full stop at its end, no line is known but as a whole or by what it opens
# with: whatever else `_widget_rule` and `_line_rule` know, here and in `closings.py`, has its sign here
_TELLING = re.compile(r"[:前刚复报赞踩顶>»版@\[→扫长识相辑完毕续束dD]")
_STOPS = ("", "。", "!", "?")  # what a sentence stands between, folded
_AROUND = " .,:;|/>-+·()[]!?*#_\"'<=~0123456789"
_STORED_MONTH = re.compile(r"date (?:19|20)\d\d-\d\d")  # what whoever stored a page has set before its text
# 房地产相关新闻: a heading of other articles with their subject before it
_RELATED_TO = re.compile(r"(?:[\u4e00-\u9fff]{2,8}|\[[^\[\]]{4,60}\])相关(?:新闻|报[道导]|文章|图片):?")
_STAMP, _NAME = re.compile(r"(?<=[。!?\"])\s?([\u4e00-\u9fff]{4,16})$"), 20  # characters in which one stands
_EMPTY_IMAGE = re.compile(r"(?:!\[\]\(\)\s?)+")
# what a content system keeps of a text, with the text's beginning behind: false 某报 https://… report 1117 昨天上午…
_PROPERTIES = re.compile(r"https?://\S{8,200} report \d{1,6}\s")
_CODE_LINE = 160  # characters of a line of code
_MAX_WIDGET = 80  # characters; rows of widgets longer than this hold other text
_LOGO = 30  # characters of a site's name in Latin letters
_SUBHEADING = 10  # characters of a subheading that may use words of a call: 请关注秋季班
_MAX_LINE = 400  # longer lines are the article's, or notices
_NEAR_FOOTER = 8  # lines; addresses and links about the site stand that close to a licence row
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、")  # of the article: 三、联系方式
_HEADLINE, _IN_A_ROW = 8, 4  # characters of a headline, headlines of a row of them
_FIELDS = 3  # labels of a form
_BELOW_FORM = re.compile("连结|链接|网址|备注")
_BY_WORDS = ("navigation", "widget")
_OF_WIDGETS = (*_BY_WORDS, "widget-row")


@step
def strip_boilerplate(page: Page) -> Iterable[Mark]:
    """Mark lines that are boilerplate by their words.

    >>> from newsclean import load
    >>> [(mark.line, mark.rule) for mark in strip_boilerplate(load("首页 > 新闻 > 正文\\n新桥通车了。\\n相关阅读"))]
    [(0, 'breadcrumb'), (2, 'related-heading')]
    """
    page = page.before("strip_boilerplate")
    fields = {mark.line for mark in page.marks if mark.role in ("date", "source")}
    signs, folded, roles = _Signs.of(page), views.folded(page), page.roles
    opens, widgets = views.opens(page), views.widgets(page)
    below, near, calls, known = Below(page), _near(signs.licences), calls_behind(page), _whole_lines()
    cells = data_cells(page)
    marks: dict[int, Mark] = {}
    inside: set[int] = set()  # lines with the article's text right behind
    for number in range(len(page.lines) - 1, -1, -1):  # from the end: what stands behind a line tells what it is
        role, text = roles[number], folded[number]
        told = opens[number] or widgets[number] or number in near or number in signs.told
        if not role and len(text) <= _MAX_LINE and (told or _may_tell(text, known)):
            goes_on = below.goes_on(number)
            inside.update((number,) if goes_on else ())
            rule = _widget_rule(text, opens[number], known, widgets[number]) if len(text) <= _MAX_WIDGET else ""
            rule = rule or _line_rule(page, number, opens[number], signs, goes_on)
            kept = (rule in _OF_WIDGETS and number in cells) or (rule == "promotion" and number in calls)
            if rule and not kept and not _is_article(page, number, rule, goes_on, fields):
                marks[number] = Mark(number, "boilerplate", rule)
        below.pass_line(number, claimed=number in marks or role not in ("", "body"))
    for number in site_views.recurring(page):
        if not page.roles[number] and number not in fields:
            marks[number] = Mark(number, "boilerplate", "site-line", reason="recurs on the site's pages")
    if page.kind == "text":
        marks.update({mark.line: mark for mark in _account_values(page, marks)})
        marks.update({mark.line: mark for mark in _form_labels(page)})
        posts = (n for n, text in enumerate(folded) if "楼" in text and not roles[n] and _are_posts(text))
        marks.update({n: Mark(n, "boilerplate", "comment-row") for n in posts})
        marks.update({n: Mark(n, "boilerplate", "portrait") for n in portraits(page) if not roles[n]})
        on_top = [0] if folded and is_row_of_headlines(folded[0]) and not roles[0] else []
        others = (*_rows_of_others(page, marks), *on_top)
        marks.update({n: Mark(n, "boilerplate", "related-heading") for n in others})
        marks.update({n: Mark(n, "boilerplate", "site-line", reason="a logo's words, twice") for n in _logo(folded)})
    for number in [number for number, mark in marks.items() if mark.rule == "navigation"]:
        if not _has_navigation_beside(page, number, marks):
            del marks[number]
    marks.update({mark.line: mark for mark in skipped(page) if not roles[mark.line]})
    for number in _footer_lines(page, marks):
        if number in inside:
            continue
        marks[number] = Mark(number, "boilerplate", "footer-row", reason="next to a licence row")
    bars = [*_closing_bars(page), *_empty_images(page)] if page.kind == "text" else []
    bars.extend(mark for mark in (*insets(page), *_own_names(page, signs.licences)) if mark.line not in marks)
    bars.extend(
        Mark(n, "boilerplate", "paper-pages") for n in paper_pages(folded) if n not in marks and n not in fields
    )
    bars.extend(
        Mark(number, "boilerplate", "promotion", start, len(folded[number]))
        for number, start in calls.items()
        if number not in marks and not roles[number]
    )
    return [*(marks[number] for number in sorted(marks)), *bars, *_watermarks(page)]


def _are_posts(text: str) -> bool:
    """Whether a line is readers' posts, glued: 石头1楼2022-09-21 14:50支持!顶[2] 回复阿树2楼2022-09-21 15:02…"""
    return "回复" in text and len(_FLOOR.findall(text)) >= _FLOORS


def _is_article(page: Page, number: int, rule: str, goes_on: bool, fields: Container[int]) -> bool:
    """Whether a line that a rule knows by its words is the article's by its place: a row, a subheading, a time."""
    if rule == "comment-row":
        return number in fields or number in entries(page).times
    return rule in _BY_WORDS and goes_on and _is_subheading(page, number)


def _rows_of_others(page: Page, marks: Mapping[int, Mark]) -> Iterator[int]:
    """The lines below a heading of other articles that are many headlines in a row, with the heading.

    Such a row reads as prose, so that the article seems to go on below the heading.
    """
    folded = views.folded(page)
    for number, text in enumerate(folded[:-1]):
        known = number in marks and marks[number].rule == "related-heading"
        if not known and not ("相关" in text and _RELATED_TO.fullmatch(text)):
            continue
        row = folded[number + 1]
        headlines = sum(len(part) >= _HEADLINE for part in row.split()) if "。" not in row else 0
        if headlines >= _IN_A_ROW and not page.roles[number + 1] and number + 1 not in marks:
            yield from (number, number + 1)


def _is_subheading(page: Page, number: int) -> bool:
    """Whether a line with the article's text right behind is set bold as a whole, short and without a mark."""
    line = page.lines[number]
    bold = len(line.text) <= line.bold <= _SUBHEADING or (
        line.tag in ("h3", "h4", "h5") and len(line.text) <= _SUBHEADING
    )
    return bold and line.linked == 0 and line.text[-1].isalnum()


def _watermarks(page: Page) -> Iterable[Mark]:
    """What the site is known to set into its paragraphs: elements, texts."""
    away = site_views.dropped(page)
    for place in site_views.drops(page):
        if place.line not in away:
            reason = f"site: drop {place.selector}"
            yield Mark(place.line, "boilerplate", "site-drop", place.start, place.end, reason=reason)
    for text in page.site.watermarks if page.site is not None else ():
        known = fold(text)
        for number, line in enumerate(views.folded(page)):
            start = line.find(known) if len(known) < len(line) else -1
            while start >= 0:
                end = start + len(known)
                # a sentence of its own goes with its full stop
                end += line[start - 1 : start] in _STOPS and line[end : end + 1] in _STOPS[1:]
                yield Mark(number, "boilerplate", "site-watermark", start, end, reason=text)
                start = line.find(known, end)


def _account_values(page: Page, marks: Mapping[int, Mark]) -> list[Mark]:
    """What an account says of itself in the line below its label: 功能介绍."""
    labels = [
        number
        for number, mark in marks.items()
        if mark.rule == "account-intro" and views.folded(page)[number] in phrases("strip/account_intros")
    ]
    free = (number + 1 for number in labels if number + 1 < len(page.lines) and not page.roles[number + 1])
    return [Mark(number, "boilerplate", "account-intro") for number in free if number not in marks]


@of_phrases
def _form_label() -> re.Pattern[str]:
    return re.compile(rf"\d{{1,2}}\s?[.、]\s?({alternation('strip/form_labels')})[^:。]{{0,40}}:")


def _form_labels(page: Page) -> list[Mark]:
    """The labels of a forum's form for news, where there are several: the last ones stand below the article."""
    found = [
        (number, label)
        for number, text in enumerate(views.folded(page))
        if text[0].isdigit() and not page.roles[number] and (label := _form_label().match(text))
    ]
    if len(found) < _FIELDS:
        return []
    return [
        Mark(number, "boilerplate", "end-marker" if _BELOW_FORM.search(label[1]) else "form-label")
        for number, label in found
    ]


def _closing_bars(page: Page) -> list[Mark]:
    """The bars that a table around the article leaves before or behind a line of text; a row of a table has both."""
    out = []
    for number, text in enumerate(views.folded(page)):
        if (text[-1] == "|") != (text[0] == "|") and views.prose(page)[number]:
            span = (len(text.rstrip("| ")), len(text)) if text[-1] == "|" else (0, len(text) - len(text.lstrip("| ")))
            # cells of a row, or the article's own
            if text[0] != "|" or "|" not in text[span[1] :]:
                out.append(Mark(number, "boilerplate", "table-bar", *span))
    return out


def _own_names(page: Page, licences: Iterable[int]) -> Iterator[Mark]:
    """The site's own name, set behind a paragraph's last sentence, where a row of its licence names it too."""
    folded = views.folded(page)
    foot = "\n".join([folded[number] for number in licences if len(folded[number]) <= _MAX_WIDGET])
    for number, text in enumerate(folded) if foot else ():
        stamp = _STAMP.search(text[-_NAME:]) if text[-1].isalpha() and not page.roles[number] else None
        if stamp and stamp[1] in foot and views.prose(page)[number]:
            yield Mark(number, "boilerplate", "site-watermark", len(text) - len(stamp[0]), len(text))


def _logo(folded: Sequence[str]) -> Sequence[int]:
    """A dump's first two lines where they say the same in Latin letters above Chinese text: a site's name, a logo's.

    >>> _logo(["Far Hill", "Far Hill", "城东新桥昨天通车。"]), _logo(["ChatGPT", "ChatGPT 来了", "城东"])
    ((0, 1), ())
    """
    latin = len(folded) > 2 and folded[0] == folded[1] and folded[0].isascii() and len(folded[0]) <= _LOGO
    chinese = latin and not all(map(str.isascii, folded[2:5]))
    return (0, 1) if chinese and any(map(str.isalpha, folded[0])) else ()


def _empty_images(page: Page) -> list[Mark]:
    """Markdown's images without an address, which a reader has left before or in a line of text: `![]() 昨天上午`."""
    spans = ((number, found) for number, text in enumerate(views.folded(page)) for found in _EMPTY_IMAGE.finditer(text))
    return [Mark(number, "boilerplate", "empty-image", *found.span()) for number, found in spans]


@of_phrases
def _whole_lines() -> dict[str, str]:
    """Lines that are known as a whole, in folded form -> the rule that knows them.

    Headings of lists come last, as some are made of words of widgets: 新闻推荐.
    """
    rules = {
        "text/navigation_words": "navigation",
        "text/widget_words": "widget",
        "strip/related_headings": "related-heading",
    }
    return {fold(phrase): rule for name, rule in rules.items() for phrase in phrases(name)}


def _widget_rule(text: str, opens: Mapping[str, str], known: Mapping[str, str], widget: bool) -> str:
    """The rule that knows a short line as widget, navigation or a reader's row, or ""."""
    bare = text.strip(_AROUND)
    if (not bare[:1].isalpha() and not _LETTERS.search(bare)) or ("." in text and FIGURES.search(text)):
        return ""
    rule = "topic-links" if ":" in text and EMPTY_LABEL.fullmatch(text) else known.get(bare)
    if rule:
        return rule
    if text.startswith("date ") and _STORED_MONTH.fullmatch(text):
        return "widget"
    if _COMMENT_SIGN.search(text) and (_COMMENT_ROW.match(text) or _DATED_ROW.match(text)):
        return "comment-row"
    if text[-1] in "):" and _COMMENTS_OF.search(text):
        return "comments-heading"
    if _is_breadcrumb(text, opens):
        return "breadcrumb"
    if widget and "。" not in text and not (text[0] == text[-1] == "|"):  # of a dump's table
        return "comment-row" if _COMMENT_WIDGET.search(bare) else "widget-row"
    return ""


def _may_tell(text: str, known: Mapping[str, str]) -> bool:
    """Whether a line's own words may be known to a rule: a cheap look before, as most lines hold nothing of it."""
    ends = text[-1].isalpha() or text[-1] == "。"
    return not ends or _TELLING.search(text) is not None or text.strip(_AROUND) in known


class _Signs(NamedTuple):
    """What one look at the whole page finds on its lines."""

    calls: Mapping[int, Sequence[str]]
    licences: frozenset[int]
    code: frozenset[int]
    told: frozenset[int]  # all lines on which any of these was found

    @classmethod
    def of(cls, page: Page) -> _Signs:
        text = views.text(page)
        short = "\n".join([line if len(line) <= LONGEST else "" for line in views.folded(page)])
        calls = holding(short, "strip/promotion", "strip/closing_calls", "strip/closing_words")
        licences, code = frozenset(lines_with(text, LICENCE)), frozenset(lines_with(text, _CODE))
        return cls(calls, licences, code, licences.union(code, calls))


def _line_rule(page: Page, number: int, opens: Mapping[str, str], signs: _Signs, goes_on: bool) -> str:
    """The rule that knows a line by what it opens with or holds, or ""."""
    text = views.folded(page)[number]
    if goes_on and _is_subheading(page, number):
        return ""
    if number in signs.licences and "。" not in text and LICENCE.search(text):
        return "licence"
    if opens and (rule := opening_rule(Place(text, page.lines[number].mostly_link, goes_on), opens)):
        return rule
    if "编辑" in text[-2:] and _EDITED.match(text):
        return "widget"
    if "版" in text and len(text) <= _MAX_WIDGET and _TURN_PAGE.match(text):
        return "pointer"
    if ":" in text[:9] and _CITED.match(text):
        return "affiliation"
    if is_affiliation(text):
        return "affiliation"
    if not goes_on and "相关" in text and _RELATED_TO.fullmatch(text):
        return "related-heading"
    rule = closing_rule(text, signs.calls.get(number, ()), goes_on=goes_on)
    if rule == "promotion" and number in notice_contacts(page):
        return ""
    if number not in signs.code or rule:
        return rule
    return "player" if (len(text) <= _CODE_LINE or _PROPERTIES.search(text)) and _CODE.search(text) else ""


def _has_navigation_beside(page: Page, number: int, marks: dict[int, Mark]) -> bool:
    """Whether a channel's name stands among others: alone it may be a subheading, or a cell of the article's table."""
    if page.lines[number].linked:
        return True
    for beside in (number - 1, number + 1):
        if 0 <= beside < len(page.lines) and (beside in marks or page.lines[beside].linked):
            return True
    return False


def _is_breadcrumb(text: str, opens: Mapping[str, str]) -> bool:
    """`您的位置：首页 > 要闻`, or a few short names between arrows."""
    if "strip/breadcrumbs" in opens:
        return "。" not in text
    if (">" in text or "»" in text) and "<" not in text:
        names = [name for name in _BETWEEN.split(text) if name]
        return len(text) <= 60 and 1 <= len(names) <= 7 and all(len(name) <= 14 for name in names) and "。" not in text
    return False


def _near(licences: Iterable[int]) -> set[int]:
    """The lines in which a footer may go on around some licence rows."""
    near: set[int] = set()
    for number in licences:
        near.update(range(number - _NEAR_FOOTER, number + _NEAR_FOOTER + 1))
    return near


def _footer_lines(page: Page, marks: dict[int, Mark]) -> Iterable[int]:
    """Addresses and links about the site, close to a licence row."""
    near = _near([number for number, mark in marks.items() if mark.rule == "licence"])
    if not near:
        return
    words = pattern("strip/footer")
    for number in sorted(near):
        if 0 <= number < len(page.lines) and number not in marks and not page.roles[number]:
            text = views.folded(page)[number]
            if len(text) <= 200 and not text.endswith("。") and not _SECTION.match(text) and words.search(text):
                yield number
