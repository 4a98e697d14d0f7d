"""What the words of a line say for and against its being the headline: a test each, by the name in `weights.tsv`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ..grammar.date_forms import DATE, EDITION, FULL_DATE, ISSUE, ISSUE_MONTH
from ..grammar.names import is_office, is_person, is_title
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text.matching import alternation, pattern, starts_with
from ..text.other_articles import is_teaser
from .headline_form import PAPER_FACT, PLAIN, is_outlet_name, is_row, is_site
from .joints import HANGING, OPEN_END, OPENS_AMID, go_on, has_dash, is_unclosed, parts_subject
from .neighbours import OFFICIAL
from .signals import SALUTATION
from .weights import weights

BREADCRUMB = re.compile(r"[^\s>]{2}\s*(?:>+|»)|^>\s?正文$|^.{0,6}首页\s?[/→].*\s?[/→]")
ENDS = re.compile(r"[。;,、:]\W?$")
INSIDE = re.compile(r"。(?!\W*$)")
_NUMBERED = re.compile(
    r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)、]|\.(?!\d))|\d{1,2},(?!\d)|第[一二三四五六七八九十]{1,3}[,、:]"
)
_CELL = 16  # characters of a table's cell with its bar; dumps run longer lines together by bars too
_BULLETS = "·•*-■●◆"
_ARROWS = "▲△▼▽"  # what magazines set before the words of a picture
# keywords; with commas between short ones only, as a headline may have clauses
_JOINED = re.compile(r"[^_,|\s]{2,}(?:[_|][^_,|\s]{2,}){2,}|[^_,|\s]{2,8}(?:[_,|][^_,|\s]{2,8}){2,}")
_PHRASE = re.compile("(?<=.)(?:[的与]|在(?!线))(?=.)|(?<=..)[了着吗呢]")  # of a phrase, which channels lack
_PHRASE_SIZE, _SHORT = 7, 12  # letters of one, and characters with its marks and blanks
_BYLINE = re.compile(
    r"^.{0,16}(?:记者|通讯员|特派员|编译|撰文|作者|中心)[^。,]{1,30}(?:报[道导]|发自|[讯电]|摄影?)\W*$"
    r"|^[(\[]?[^?!]{0,12}(?<![与和同向答对名位批])(?:记者|通讯员)[^。,]{2,24}$|^[^。,]{2,20}/[^。,]{2,14}(?:报[道导]|报道)\W*$"
    r"|^[^。,]{2,12}\s?/\s?[^。,/]{2,10}\d{1,2}日\s?(?:专|综合)?[电讯]$"  # 某社／某市28日電
)
# what a picture shows: who stands where, who took it
CAPTION = re.compile(
    r"\((?:[前后]排?)?[左右中](?:[起一二三四五六七八九十\d]{1,3})?\)|\([^()]{0,20}(?:提供|翻摄|资料(?:照片?|图片?)|摄影?|截图)[^()]{0,12}\)$"
    r"|(?:记者|通讯员)\s?[\u4e00-\u9fff、\s]{2,16}\s(?:图|摄|供图|摄影报[道导])$"  # 新桥通车。 记者 张三 图
    r"|^图\s?\d{1,2}[ :.、](?!\d)|^[上下左右]?图为(?!何|什么)|。[^。,]{2,20}摄\W{0,2}$"
    r"|^(?!如何|怎[么样])(?:[\u4e00-\u9fff]{2})?(?:视频|监控|网络|画面|网页)截图$|^[\u4e00-\u9fff]{2,10}供图$"  # alone
    r"|\((?:[^()]{0,4}(?:取自|截自|翻拍自)[^()]{2,16}|图[/:][^()]{2,20})\)$"
)
# who has given or taken a picture, in the bracket that ends its words: no headline ends so
_PICTURE_CREDIT = re.compile(
    r"\((?:图|照片|摄影?)?\s?[由/:]?[^()]{0,20}(?:提供|翻摄|资料照片?|摄)(?:[,、]?(?:以下|下)同)?\)$|\([图摄]影?\s?[/:][^()]{2,20}\)$"
)
_ORGANISER = re.compile(r"\S\s?(?:主办|承办|协办|主管)(?:单位)?$")  # 某部 某办公室 主办
# (某社记者张三台北1日电), [记者张三/台北报导], (南麓13日讯)
LEAD = re.compile(
    r"[\[(](?:[^\[\]()。,]{0,12}记者[^\[\]()。]{2,20}|[^\[\]()。,]{2,10}\d{1,2}\s?日)(?:报[道导]|专?[讯电])[\])]|\[[^\[\]()。,]{2,12}报[道导]\]"
    r"|\[(?:本[报台刊社网]|特|专|综合)讯\]"
)
_PAPER = re.compile(
    rf"{EDITION}|当前报章|^第\s?\d{{3,8}}\s?[号期]$|[刊志]\s?第\s?\d{{1,4}}\s?期$|[上下]一[版篇期]|当前第"
    # a journal with its column behind the issue: 远山学刊 2015年 第2期 征文
    r"|^[^\W\d_]{2,10}\s(?:19|20)\d\d年\s?第\s?\d{1,3}\s?期\s\S"
)
_RUN_OF_CHANNELS = 2  # beside 首页
_MARKS_INSIDE = re.compile(r"[,、。!?:\"《\s]")
_HAN = re.compile("[\u3400-\u9fff]")
_NAME = range(3, 7)  # letters of an account's name
# what stands at the top of a page and is about nobody: a copyright, a hotline, the papers of a group, a writer's rank
FURNITURE = re.compile(
    # the way to the page, no headline at its end: 您当前的位置:某某网 >> 要闻
    r"^(?:[您你]|[当目]前|现在|所在)[^:。]{0,6}位置\s?:[^>»→/|-]{1,10}(?:(?:>{1,2}|»|→|[/|-])[^>»→/|-]{0,7})*$"
    r"|ICP备|统一刊号|原网页已由|All Rights Reserved|版权所有|^\W*(?:Copyright|©)"
    r"|(?:热线|电话|手机|固话|传真)\s?:?\s?\d[\d-]{6,}"
    r"|^(?:《[^《》]{2,14}》\s*){3,}$"
    # an account; what is done with one is news: 某局开通微信公众号
    r"|^(?!.*(?:开通|上线|推出|关注|利用|通过|打造|建立|运营|入驻))[^,。\s]{2,14}微信公众号$"
    # the day of reading, with a greeting: 您好!今天是2022年9月21日
    r"|^(?:[您你]好\W{0,2})?今[天日]是\W{0,2}(?:$|\d{4}|星期|农历)"
    r"|(?:网|网站|网络版|数字报)(?:郑重|版权|免责|法律)声明$"
    r"|^(?:编辑部|通[讯信]|联系|办公)?地址\s?:|^(?:社址|邮编)\s?:"
    r"|^\W*(?:上接|下转|紧接)\S{0,4}版\W*$"
    rf"|^{ISSUE_MONTH}$"
    # the top of a page on a telephone, and of a site that one may log in to; what is done with one is news
    r"|^(?!.*(?:如何|怎么|怎样|为何|要求|强制|必须|需|被|不|请))[^,。!?]{2,20}(?:打开|下载)\s?(?:APP|客户端)$"
    r"|^[^,。!?\s]{0,8}(?:网|新闻|日报|晚报|在线|客户端|论坛|头条)\s?(?:登[录入]|注册)(?:\s?[/|]?\s?注册)?$"
    r"|^[^,。|]{1,6}(?:\s?\|\s?[^,。|]{1,6}){3,}$"  # channels
    r"|^level \d|\s楼主$|^[^,。]{1,14}(?:社|台|报|网|部|中心|客户端)[^,。]{0,4}(?:出品|制作|摄制)$",
    re.IGNORECASE,
)
# the day that a headline gives, or the days: 一周大事(2022年9月21日~27日)
_BRACKETED_DAY = re.compile(rf"(?<=[^\W\d])\s?\({FULL_DATE}(?:\s?[-~—至到]{{1,2}}\s?[\d年月日/.-]{{2,11}})?\)$")
_BESIDE_BRACKETS = re.compile(
    r"^[^])]*[\])].*[^\W_]"
)  # what it says beside the first bracket: [双语]例行记者会(2022-9-21)
SUBJECT = "关于"
_OFFICIAL = re.compile(rf"^{SUBJECT}.{{4,}}(?:{OFFICIAL})(?:\s?\([^()]{{1,12}}\))?$")
_ISSUE, _ISSUE_NAME = re.compile(ISSUE), 10  # letters beside it from which on a headline gives it: 通告 2020年第3期
_ASKED = re.compile(r"[QA问答]\d{0,2}\s?:")  # what is asked, or answered
_FIGURES = re.compile(r"\d(?:,\d{3}){2,}\.\d\d\W*$")  # a row of a balance
_SITE_FIRST = re.compile(r"([\u4e00-\u9fff]{3,8})\s[-–—]\s(?=\S{4})")
# whose account has posted, untranslated: 由 某某有限公司
_POSTED_BY = re.compile(r"由\s([^,。]{2,60}?)(?:\s[\w. ,&'-]+)?")
# who is spoken of or with, and what he is: 张小三/某某教会牧师
_REPORTED_BY = re.compile(r"报[道导](?:/摄影?)?\s?:\s?([\u4e00-\u9fff]{2,4})")
_OF_OFFICE = re.compile(r"([\u4e00-\u9fff·]{2,6})\s?/\s?[^/,。!?]{2,16}")


def ends_in_picture_credit(text: str) -> bool:
    """Whether a folded line ends in a bracket that says who gave or took a picture.

    >>> ends_in_picture_credit("新桥昨天通车。(图由远山县府提供)"), ends_in_picture_credit("新桥昨天通车(图)")
    (True, False)
    """
    return text[-1:] == ")" and _PICTURE_CREDIT.search(text) is not None


def is_caption_by_words(text: str, opens: Collection[str]) -> bool:
    """Whether a folded line is the words of a picture, by the phrases that it opens with or by how it ends."""
    return "find/caption_openings" in opens or ends_in_picture_credit(text)


@of_phrases
def _group() -> re.Pattern[str]:
    """Who has written it, and is no person: 某某研究小组."""
    return re.compile(rf"(?:{alternation('layout/group_endings')})$")


@of_phrases
def _channel() -> re.Pattern[str]:
    """A channel's name: 集团动态, 校园要闻."""
    return re.compile(rf"[\u4e00-\u9fff]{{2,4}}(?:{alternation('layout/channel_endings')})")


@of_phrases
def _credit() -> re.Pattern[str]:
    """A label of a row, of an interview's or of a paper's, with what it stands for."""
    return re.compile(
        rf"^[\W_]*(?:{alternation('layout/row_openings')})\s?[:/|丨]|^(?:本报|本网|本刊)?记者\s"
        rf"|^[\W_]*(?:{alternation('layout/talk_labels')})\s?:|^{PAPER_FACT}"
    )


def is_credit(text: str) -> bool:
    """Whether a folded line opens as a row, a credit or a label does.

    >>> is_credit("嘉宾:王小满"), is_credit("嘉宾昨天到场")
    (True, False)
    """
    return _credit().match(text) is not None


def _names_somebody(text: str) -> bool:
    """Whether a line says whose account has posted, or who somebody is, and nothing else.

    >>> lines = "由 远山有限公司 Far Hill Inc.", "张小三/远山教会牧师", "报道:李小四"
    >>> [_names_somebody(line) for line in (*lines, "由 渡口 到 大桥", "新桥/老桥之间", "报道:新桥通车")]
    [True, True, True, False, False, False]
    """
    if text.startswith("由 "):
        posted = _POSTED_BY.fullmatch(text)
        return posted is not None and (is_person(posted[1]) or is_office(posted[1]) or is_site(posted[1], ""))
    if reported := _REPORTED_BY.fullmatch(text):
        return is_person(reported[1])
    told = _OF_OFFICE.fullmatch(text) if "/" in text else None
    return told is not None and is_person(told[1]) and is_title(text)


def opens_with_site(text: str) -> bool:
    """Whether a line is a site's name, and what it says of itself: `某某月刊 - 打开新视野`.

    >>> opens_with_site("远山月刊 - 打开新视野"), opens_with_site("新桥通车 - 渡口停航")
    (True, False)
    """
    site = _SITE_FIRST.match(text)
    return site is not None and (is_outlet_name(site[1]) or site[1].endswith(("月刊", "季刊", "学刊", "电子报")))


class Words(NamedTuple):
    """The words of one or several lines taken as one."""

    text: str  # folded
    letters: str  # without blanks and signs, lower case
    lines: Sequence[str]  # the text of each line
    site: str  # what the page calls itself, in letters
    size: int  # letters and digits
    left: int  # those that are not in words of navigation
    parts: Sequence[str]  # what stands between blanks

    @classmethod
    def of(cls, text: str, letters: str, lines: Sequence[str], site: str) -> Words:
        navigation = pattern("text/navigation_words", "text/widget_words", "strip/breadcrumbs")
        rest = navigation.sub(lambda match: match[0] if len(match[0]) == 1 else "", text)
        return cls(text, letters, lines, site, len(letters), len(PLAIN.sub("", rest)), text.split())


def _is_name_twice(letters: str) -> bool:
    """Whether a line is an account's name and its writer's, who has the same: 张小三张小三."""
    half = len(letters) // 2
    return half in _NAME and letters[:half] == letters[half:]


def _bracketed(text: str) -> bool:
    """Whether one bracket is around all of a text."""
    return text[0] in "[(" and text[-1] in "])" and not _BESIDE_BRACKETS.search(text)


def _is_paper(words: Words) -> bool:
    """Whether a text is the page or the issue of a paper; official headlines count their issues, too."""
    issue = _ISSUE.search(words.text)
    rest = words.size - len(issue[0]) if issue else 0
    return bool(_PAPER.search(words.text)) or (issue is not None and rest < _ISSUE_NAME)


_TESTS: Mapping[str, Callable[[Words], float]] = {
    "length-2-4": lambda words: words.size <= 4,
    "short-phrase": lambda words: _is_short(words.text, words.size) and bool(_PHRASE.search(words.letters)),
    "length-5-7": lambda words: 5 <= words.size <= 7,
    "length-8-11": lambda words: 8 <= words.size <= 11,
    "ends-as-sentence": lambda words: bool(ENDS.search(words.text)),
    "caption": lambda words: bool(CAPTION.search(words.text)),
    "picture-credit": lambda words: ends_in_picture_credit(words.text),
    "teaser": lambda words: is_teaser(words.text),
    "sentence-inside": lambda words: bool(INSIDE.search(words.text)),
    "keywords": lambda words: words.text[-1] not in "?!" and bool(_JOINED.fullmatch(words.text)),
    "many-words": lambda words: words.size < 6 * len(words.parts) >= 24,
    "word-twice": lambda words: len(words.parts) != len(set(words.parts)) or _is_name_twice(words.letters),
    "navigation-words": lambda words: 1 - words.left / words.size if words.size else 0.0,
    "navigation-run": lambda words: "首页" in words.text and _is_run_of_channels(words.text),
    "navigation-only": lambda words: words.left * 2 <= words.size,
    "site-name": lambda words: is_site(words.letters, words.site),
    "issuers": lambda words: len(words.parts) > 1 and all(part.isalpha() and is_office(part) for part in words.parts),
    "official": lambda words: bool(_OFFICIAL.match(words.text)),
    "cell": lambda words: words.text[-1] == "|" and len(words.text) <= _CELL,
    "site-before": lambda words: opens_with_site(words.text),
    "furniture": lambda words: bool(FURNITURE.search(words.text)),
    "outlet-name": lambda words: is_outlet_name(words.text),
    "group": lambda words: bool(_group().search(words.text)),
    "organiser": lambda words: bool(_ORGANISER.search(words.text)),
    "channel": lambda words: bool(_channel().fullmatch(words.text)),
    "capitals": lambda words: words.text.isascii() and words.text.isalpha() and words.text.isupper(),
    "latin": lambda words: words.text.isascii() or not _HAN.search(words.text),
    "label-line": lambda words: is_row(words.text, False),
    "credit": lambda words: is_credit(words.text) or _names_somebody(words.text),
    "summary-label": lambda words: bool(starts_with(words.text, "strip/summary_labels")),
    "dated": lambda words: bool(DATE.search(_BRACKETED_DAY.sub("", words.text))),
    "bullet": lambda words: words.text[0] in _BULLETS,
    "arrow": lambda words: words.text[0] in _ARROWS,
    "numbered": lambda words: bool(_NUMBERED.match(words.text)),
    "byline": lambda words: bool(_BYLINE.match(words.text)),
    "lead": lambda words: bool(LEAD.match(words.text)),
    "paper": lambda words: _is_paper(words),
    "salutation": lambda words: bool(SALUTATION.fullmatch(words.text)),
    "asked": lambda words: bool(_ASKED.match(words.text)),
    "figures": lambda words: bool(_FIGURES.search(words.text)),
    "open-end": lambda words: bool(OPEN_END.search(words.text)),
    "hanging": lambda words: bool(HANGING.search(words.text)),
    "open-start": lambda words: bool(OPENS_AMID.match(words.text)),
    "joint-dash": lambda words: has_dash(words.lines),
    "joint-subject": lambda words: len(words.lines) == 2 and parts_subject(*words.lines),
    "joint-open": lambda words: go_on(words.lines),
    "quote-over-joint": lambda words: len(words.lines) > 1 and is_unclosed(words.lines[0]),
    "unclosed": lambda words: len(words.lines) == 1 and is_unclosed(words.text),
    "colon-end": lambda words: words.text.rstrip().endswith(":"),
    "breadcrumb": lambda words: bool(BREADCRUMB.search(words.text)),
    "bracketed": lambda words: _bracketed(words.text),
}


def _is_run_of_channels(text: str) -> bool:
    """Whether a text is channels run together, as lost markup leaves them, and no headline that speaks of one."""
    if _MARKS_INSIDE.search(text):
        return False
    return sum(len(name) > 1 for name in pattern("text/navigation_words").findall(text)) >= _RUN_OF_CHANNELS


def wording(words: Words) -> dict[str, float]:
    """The evidence of some words: name -> amount, 0 to 1.

    >>> wording(Words.of("责任编辑:", "责任编辑", ["责任编辑:"], ""))["colon-end"]
    1.0
    """
    return {name: amount for name, test in _TESTS.items() if (amount := float(test(words)))}


# what speaks against a short line, by its letters: the shorter it is, the more
_BY_SIZE = (*["length-2-4"] * 5, *["length-5-7"] * 3, *["length-8-11"] * 4)
_STOPS = {":": ("ends-as-sentence", "colon-end"), **dict.fromkeys("。;,、", ("ends-as-sentence",))}


def most(lines: Sequence[str], text: str, size: int) -> float:
    """The most that words can be worth, by their length and their end: whoever lags further behind need not be read.

    Args:
        lines: what each of several lines says; empty for one.
        text: all of it, with so many letters.

    >>> together, apart = ["城东新桥和", "城西新桥"], ["城东新桥", "正式通车"]
    >>> most(apart, "".join(apart), 8) < most(together, "".join(together), 9) < 6
    True
    """
    joint, end = len(lines) > 1 and go_on(lines), text[-1:]
    short, end = size <= _PHRASE_SIZE and _is_short(text, size), end if end in _STOPS else ""
    return _most(joint, SUBJECT in text, short, size if size < len(_BY_SIZE) else len(_BY_SIZE), end)


def _is_short(text: str, size: int) -> bool:
    """Whether a text is so short that only a phrase in it tells it from a channel."""
    return size <= _PHRASE_SIZE and len(text) <= _SHORT


@cache
def _most(go_on: bool, official: bool, short: bool, size: int, end: str) -> float:
    without = {*(() if go_on else ("joint-open", "joint-dash", "joint-subject")), *(() if official else ("official",))}
    without |= set() if short else {"short-phrase"}
    known = {*_STOPS.get(end, ()), *_BY_SIZE[size : size + 1]}
    worths = ((name, weights("header").get(name, 0.0)) for name in _TESTS if name not in without)
    return sum(worth for name, worth in worths if worth > 0 or name in known)
