"""What the words around a date call it: publication, change, or something that is not the page's own."""

from __future__ import annotations

from ..grammar.date_parser import Parts
from ..grammar.time_of_day import zone_opening
from ..page import Page
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text import views
from ..text.matching import alternation

PUBLISHED, DATE, UPDATE, OTHER = "published", "date", "update", "other"

# labels that speak of publication itself: 发文日期 is a document's, beside a 发布日期
_PUBLISHED_BEFORE = re.compile(r"(?:发布|发表|首发|刊发|公开|见报|publish)[^\W\d_]{0,4}\s?:?\s*\Z", re.IGNORECASE)
_DATE_BEHIND = re.compile(r"\s?(?:刊出|刊登|发布|发表|张贴)(?![\u4e00-\u9fff]|\s?:)")
_UPDATE_BEHIND = re.compile(r"\s?(?:更新|修改|编辑)(?![\u4e00-\u9fff]|\s?:)")
_OTHER_BEHIND = re.compile(r"\s?(?:在线|上线|登录|登陆|活跃|回复|评论|来过|加入|截止|截至|开播|直播)(?!\s?[:(\d])")
# in which order a row gives day and month, between label and date: 日期(日/月/年):
_ORDER = re.compile(r"\s?\([日月年dmy/ ]{5,12}\)(?=\s?:?\s*\Z)", re.IGNORECASE)
_SOURCE = re.compile(r"来源|稿源|出处|作者|编辑|记者|浏览|点击|阅读|字号|字体")
_LABELLED_SOURCE = re.compile(r"(?:来源|稿源|出处)\s?:")
# an entry of a list in the text, whose 时间 is that of what it names: 4、颁奖典礼(时间:2022年9月21日)
_ENTRY = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[、.)](?!\d)\s?\S")
_LABEL_LINE = 12  # characters of a line that labels the one below it


@of_phrases
def _labels_before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What each kind of label looks like right before a date."""
    date, update = alternation("grammar/date_labels"), alternation("grammar/update_labels")
    # without a colon a label is a word of its own: a headline may end in 发布
    own = rf"(?:{date})\s?:\s*\Z|(?<![\u4e00-\u9fff])(?:{date})\s*\Z|(?:发布|发表|首发|刊登|刊载)于\s*\Z"
    return (
        (OTHER, re.compile(rf"(?:{alternation('find/other_date_labels')})[\s:]*\Z", re.IGNORECASE)),
        (UPDATE, re.compile(rf"(?:{update})[\s:]*\Z", re.IGNORECASE)),
        (DATE, re.compile(own, re.IGNORECASE)),
    )


@of_phrases
def _opening() -> re.Pattern[str]:
    """A label of a date where a line opens."""
    return re.compile(rf"[\s\[(]*(?:{alternation('grammar/date_labels')})(?:\s?:\s?|\s)(?=[\d一二])", re.IGNORECASE)


def label_of(page: Page, number: int, parts: Parts) -> str:
    """What the words before and behind a date, or the line before it, call it: one of the four, or ""."""
    text = views.folded(page)[number]
    before = text[: parts.start]
    for label, behind in ((DATE, _DATE_BEHIND), (UPDATE, _UPDATE_BEHIND), (OTHER, _OTHER_BEHIND)):
        if behind.match(text, parts.end):
            return label
    if not before.strip(" ([|") and number:
        above = views.folded(page)[number - 1]
        labels = len(above) <= _LABEL_LINE and above.rstrip().endswith((":", "间", "期", "于"))
        before = above if labels and zone_opening(above) != above else ""
    return label_before(before)


def label_before(before: str) -> str:
    """What the words that end before a date call it.

    >>> label_before("来源:某报 发布时间:"), label_before("最后更新 "), label_before("活动时间:"), label_before("某报 ")
    ('published', 'update', 'other', '')
    >>> label_before("4、颁奖典礼(时间:")
    'other'
    """
    before = _ORDER.sub("", before).rstrip(" ([|])")
    for label, pattern in _labels_before() if before else ():
        if pattern.search(before):
            if label == DATE and _PUBLISHED_BEFORE.search(before):
                return PUBLISHED
            return OTHER if label == DATE and _ENTRY.match(before) else label
    return ""


def opens_with_label(text: str) -> bool:
    """Whether a line opens with the label of a date: whatever follows it, a whole article too, the date is its own.

    >>> opens_with_label("发布时间:2022-09-21 昨天上午,新桥通车。"), opens_with_label("2022-09-21 昨天上午,新桥通车。")
    (True, False)
    """
    return bool(_opening().match(text))


def names_source(text: str, labelled: bool = False) -> bool:
    """Whether a line has words of a row: source, author, clicks; `labelled`: a source behind a colon."""
    return bool((_LABELLED_SOURCE if labelled else _SOURCE).search(text))
