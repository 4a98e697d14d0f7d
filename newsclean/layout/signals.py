"""What a dump shows of a page beside the article: a meta row, navigation, widgets, a footer.

A dump without any of it may be an article's text alone, such as the body of one: then nothing there stands for a
headline, and no line has to go.
"""

from __future__ import annotations

from ..grammar.date_forms import AGO, CLOCK, DATE, FULL_DATE, ISSUE_MONTH, YEAR_LAST
from ..page import Page, of_lines
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text import site_views, views
from ..text.matching import only_words, phrases_of_lines, whole_line

META_ROW = re.compile(
    r"(?:^|[\s|()\[\]·])(?:文章来源|信息来源|来源于?|稿源|出处|发布时间|发布日期|发布于|更新时间|时间|日期|作者)\s?:"
)
# what follows an article, or is said of it
_BELOW = re.compile(r"^[\W_]*(?:责任编辑|责编|关键词|关键字|标签|上一[篇页]|下一[篇页])\s?:")
_NAME = 12  # characters of a channel's name
_LATIN = 24  # the same in Latin letters
_LONGEST = 60  # characters of a meta row, of navigation, of a widget

# words to those who are spoken to, above the first paragraph: 各位同学:, 各有关单位:, 各位来宾,大家好!, 某某先生,
SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的|各位)[^。:]{1,100}(?:(?:大家|你们?|您们?)[早晚上下午]{0,2}[好安]!?|:)"
    r"|[^,。:]{2,24}(?:先生|女士|阁下|殿下|陛下|主席|总统|主任|书记|代表|同志|朋友|们),"
    r"|(?:尊敬|敬爱|亲爱|各位)[^。]{0,20}:|[^。:]{1,20}(?:们|同志|先生|女士|委员|代表):"
    r"|(?:各|全|全体|院内|校内|广大)[^。:]{1,24}(?:单位|部门|系|学院|公司|企业|家长|同学|师生|教师|员工|居民|市民|用户|客户|学校):"
    r"|各[^。:]{0,24}(?:单位|[系处科教]?[部室]|部门|系|院|中心|公司|企业|学校|社团|班级?|[党团总分]支部|协会|委员会|乡镇|街道|局):"
)


def shows_furniture(page: Page) -> bool:
    """Whether a page shows anything beside an article's text.

    >>> from newsclean import load
    >>> shows_furniture(load("城东新桥通车\\n2022-09-21 14:50\\n昨天上午，新桥正式通车。"))
    True
    >>> shows_furniture(load("城东新桥通车\\n昨天上午，新桥正式通车。"))
    False
    """
    return any(
        META_ROW.search(text)
        or DATE.search(text)
        or _BELOW.match(text)
        or _is_barred(text)
        or is_latin_name(text)
        or _ISSUE.fullmatch(text)
        or "strip/breadcrumbs" in opens
        or only_words(text, "text/navigation_words", "text/widget_words", "strip/footer")
        for text, prose, opens in zip(views.folded(page), views.prose(page), views.opens(page), strict=True)
        if not prose and len(text) <= _LONGEST
    )


def is_addressed(text: str) -> bool:
    """Whether a line is words to those who are spoken to.

    >>> is_addressed("各系、各部门:"), is_addressed("活动时间:")
    (True, False)
    """
    return text[-1:] == ":" and SALUTATION.fullmatch(text) is not None


def _is_barred(text: str) -> bool:
    """Whether a line is short names with bars between, `某某网|新闻|地图`; a table's row has a bar in front too."""
    return text.count("|") > 1 and text[0] != "|" and all(len(name) <= _NAME for name in text.split("|"))


def is_latin_name(text: str) -> bool:
    """Whether a line is a channel's name in capitals, as companies set it below the Chinese one: MEDIA FOCUS."""
    return text.isascii() and text.isupper() and 4 <= len(text) <= _LATIN and text.replace(" ", "").isalpha()


_ISSUE = re.compile(ISSUE_MONTH)
_YEAR_LAST = re.compile(YEAR_LAST)
_SHORT_DATE = re.compile(rf"(?<!\d){AGO}|{CLOCK}\s*$|[今昨前]天")
_LABEL = re.compile(
    r"(?:来源|稿源|出处|作者|记者|编辑|责编|发布|发表|时间|日期|浏览|点击|阅读|字号|字体|撰文|文)\s?[:/|（(]|(?:本报|本网)?记者\s"
    r"|^文\s?·\s?[\u4e00-\u9fff]{2,4}(?:\s|$)"  # 文‧张三 图‧李四
)
_COUNTS = re.compile(r"(?:浏览|点击|阅读|评论|分享|字号|字体|打印|收藏|次数|人气)")
# without one of these no line shows a date or a label: a cheap look before
_ROW_SIGN = re.compile(r"[\d:/|（(刚天者·]")
_SHORT_SIGN = re.compile("[:前刚天]")  # the same for a date without a year
_LABEL_SIGN = re.compile("[:/|（(者·]")  # and for a label
_BARE_LABELS = ("grammar/date_labels", "grammar/update_labels", "find/source_labels")
_BARE_LABEL = 0.3  # how much of a row a label without a mark is
# 例行记者会(2022-9-21): a headline that tells its day
_DAY_OF_HEADLINE = re.compile(rf"[^:]{{8,}}[^\W\d_]\s?\({FULL_DATE}\)")
_MAX_ROW = 150  # characters of a row
_ROWS = ("row", "date", "source")  # what a site's selectors find in rows
_TOLD = 0.5  # how much of a row a line is that they find


@of_lines
def rows_of(page: Page) -> list[float]:
    """For each line how much it looks like a row of date and source, 0 to 1."""
    labels = _bare_labels()
    rows = [
        0.0
        if prose or len(text) > _MAX_ROW
        else _row_strength(text)
        if _ROW_SIGN.search(text)
        else _BARE_LABEL * (text in labels)
        for text, prose in zip(views.folded(page), views.prose(page), strict=True)
    ]
    for name in _ROWS if site_views.places(page) else ():
        told = site_views.trusted(page, name)
        for number in site_views.lines_of(page, name):
            if len(views.folded(page)[number]) <= _MAX_ROW and not views.prose(page)[number]:
                rows[number] = max(rows[number], told * _TOLD)
    return rows


@of_phrases
def _bare_labels() -> frozenset[str]:
    """The labels of rows: asked of each line of a page."""
    return phrases_of_lines(*_BARE_LABELS)


def is_bare_label(text: str) -> bool:
    """Whether a folded line is a label of a row without a mark behind it, its value on the line below.

    >>> is_bare_label("更新时间"), is_bare_label("城东新桥")
    (True, False)
    """
    return text in _bare_labels()


def is_empty_row(text: str) -> bool:
    """Whether a folded line is labels of a row, one behind the other, all of them without a value.

    >>> is_empty_row("出版:更新:"), is_empty_row("时间:"), is_empty_row("更新:2022-09-21")
    (True, False, False)
    """
    labels = text.split(":") if text[-1] == ":" else ()
    return len(labels) > 2 and all(
        whole_line(label.strip(" |"), *_BARE_LABELS, "grammar/meta_labels") for label in labels[:-1]
    )


def _row_strength(text: str) -> float:
    """Evidence of a row in a line that is no sentence: a date, labels, counts."""
    if text[-1] == ")" and _DAY_OF_HEADLINE.fullmatch(text):
        return 0.0
    dated = ("20" in text or "19" in text) and (DATE.search(text) or ("/" in text and _YEAR_LAST.search(text)))
    date = 0.5 if dated else 0.3 if _SHORT_SIGN.search(text) and _SHORT_DATE.search(text) else 0.0
    label = 0.35 if ":" in text and META_ROW.search(text) else 0.0
    label = label or (0.2 if _LABEL_SIGN.search(text) and _LABEL.search(text) else 0.0)
    counts = 0.15 if (date or label) and _COUNTS.search(text) else 0.0
    return min(1.0, date + label + counts)
