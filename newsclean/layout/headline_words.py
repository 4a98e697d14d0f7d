"""What the words of a line say for and against its being the headline: a test each, by the name in `weights.tsv`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..grammar.date_forms import DATE, EDITION, FULL_DATE, ISSUE
from ..grammar.names import is_office, is_person
from ..text import lazy_re as re
from ..text.matching import pattern, starts_with
from ..text.other_articles import is_teaser
from .headline_form import PAPER_FACT, PLAIN, is_outlet_name, is_row, is_site
from .neighbours import OFFICIAL, is_official_in_halves
from .weights import weights

BREADCRUMB = re.compile(r"[^\s>]{2}\s*(?:>+|»)|^>\s?正文$")
ENDS = re.compile(r"[。;,、:]\W?$")
INSIDE = re.compile(r"。(?!\W*$)")
_NUMBERED = re.compile(
    r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)、]|\.(?!\d))|\d{1,2},(?!\d)|第[一二三四五六七八九十]{1,3}[,、:]"
)
_CELL = 16  # characters of a table's cell with its bar; dumps run longer lines together by bars too
_BULLETS = "·•*-■●◆"
# who has written it, and no person: 某某研究小组
_GROUP = re.compile(r"(?:课题组|调研组|研究组|项目组|写作组|采访组|报道组|小组|编辑部|评论员|记者团|研究所|研究院)$")
# keywords; with commas between short ones only, as a headline may have clauses
_JOINED = re.compile(r"[^_,|\s]{2,}(?:[_|][^_,|\s]{2,}){2,}|[^_,|\s]{2,8}(?:[_,|][^_,|\s]{2,8}){2,}")
CREDIT = re.compile(
    r"^[\W_]*(?:文|图|图文|作者|记者|撰文|本报记者|编辑|责编|责任编辑|通讯员|摄影|来源|发布|时间|日期|关键词|关键字|标签|主办单位|主办"
    r"|分类号)\s?[:/|丨]|^(?:本报|本网|本刊)?记者\s|^[\W_]*(?:主持人?|嘉宾|访谈嘉宾|受访(?:者|人|嘉宾)|采访(?:者|对象)|地点)\s?:"
    rf"|^{PAPER_FACT}"
)
_BYLINE = re.compile(
    r"^.{0,16}(?:记者|通讯员|特派员|编译|撰文|作者|中心)[^。,]{1,30}(?:报[道导]|发自|[讯电]|摄影?)\W*$"
    r"|^[(\[]?[^?!]{0,12}(?<![与和同向答对])(?:记者|通讯员)[^。,]{2,24}$|^[^。,]{2,20}/[^。,]{2,14}(?:报[道导]|报道)\W*$"
    r"|^[^。,]{2,12}\s?/\s?[^。,/]{2,10}\d{1,2}日\s?(?:专|综合)?[电讯]$"  # 某社／某市28日電
)
# what a picture shows: who stands where, who took it
CAPTION = re.compile(
    r"\((?:[前后]排?)?[左右中](?:[起一二三四五六七八九十\d]{1,3})?\)|\([^()]{0,20}(?:提供|翻摄|资料(?:照片?|图片?)|摄影?|截图)[^()]{0,12}\)$"
    r"|(?:记者|通讯员)\s?[\u4e00-\u9fff、\s]{2,16}\s(?:图|摄|供图|摄影报[道导])$"  # 新桥通车。 记者 张三 图
    r"|。[^。,]{2,20}摄\W{0,2}$"
    r"|\((?:[^()]{0,4}(?:取自|截自|翻拍自)[^()]{2,16}|图[/:][^()]{2,20})\)$"
)
# a channel's name: 集团动态, 校园要闻
_CHANNEL = re.compile("[\u4e00-\u9fff]{2,4}(?:动态|要闻|新闻|资讯|快讯|简讯|播报|风采|之窗|专栏|频道|天地|园地)")
_ORGANISER = re.compile(r"\S\s?(?:主办|承办|协办|主管)(?:单位)?$")  # 某部 某办公室 主办
# (某社记者张三台北1日电), [记者张三/台北报导], (南麓13日讯)
LEAD = re.compile(
    r"[\[(](?:[^\[\]()。,]{0,12}记者[^\[\]()。]{2,20}|[^\[\]()。,]{2,10}\d{1,2}\s?日)(?:报[道导]|专?[讯电])[\])]|\[[^\[\]()。,]{2,12}报[道导]\]"
)
_PAPER = re.compile(rf"{EDITION}|当前报章|^第\s?\d{{3,8}}\s?[号期]$|[上下]一[版篇期]|当前第")
_HAN = re.compile("[\u3400-\u9fff]")
# what stands at the top of a page and is about nobody: a copyright, a hotline, the papers of a group, a writer's rank
FURNITURE = re.compile(
    r"ICP备|原网页已由|All Rights Reserved|版权所有|^\W*(?:Copyright|©)|(?:热线|电话|手机|固话|传真)\s?:?\s?\d[\d-]{6,}"
    r"|^(?:《[^《》]{2,14}》\s*){3,}$"
    r"|^level \d|\s楼主$|^[^,。]{1,14}(?:社|台|报|网|部|中心|客户端)[^,。]{0,4}(?:出品|制作|摄制)$",
    re.IGNORECASE,
)
_BRACKETED_DAY = re.compile(rf"(?<=[^\W\d])\s?\({FULL_DATE}\)$")
_BESIDE_BRACKETS = re.compile(
    r"^[^])]*[\])].*[^\W_]"
)  # what it says beside the first bracket: [双语]例行记者会(2022-9-21)
SUBJECT = "关于"
_OFFICIAL = re.compile(rf"^{SUBJECT}.{{4,}}(?:{OFFICIAL})(?:\s?\([^()]{{1,12}}\))?$")
_ISSUE, _ISSUE_NAME = re.compile(ISSUE), 10  # letters beside it from which on a headline gives it: 通告 2020年第3期
# words to those who are spoken to: 各位来宾,大家好!
_SALUTATION = re.compile(
    r"(?:尊敬|敬爱|亲爱)的[^。:]{1,60}:$|(?:尊敬的|敬爱的|亲爱的|各位)[^。:]{1,100}(?:(?:大家|你们?|您们?)[早晚上下午]{0,2}[好安]!?|:)$"
)
_ASKED = re.compile(r"[QA问答]\d{0,2}\s?:")  # what is asked, or answered
_FIGURES = re.compile(r"\d(?:,\d{3}){2,}\.\d\d\W*$")  # a row of a balance
_OPEN_END = re.compile("(?:[及和与暨的在向于、“《(—]|以来|之际)$")  # a headline that ends so goes on in the next line
HANGING = re.compile("(?:[及和与暨、—]|以来|之际)$")  # no headline ends so, but the first of its lines may
_ANNOUNCING, _NO_ANNOUNCING = range(7, 21), re.compile("[,。;|们]|位置|如下|日期|时间|作者|来源|[讯电]:|报道:")
_SIGNATURE = re.compile(r"[—-]+\s?([^\W\d_]{2,4})$")  # who has written it: ——张小三
_OPEN_START = frozenset("及与暨的——-")


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


def _signs(text: str) -> bool:
    """Whether a line is a writer's name behind dashes."""
    match = _SIGNATURE.match(text)
    return match is not None and is_person(match[1])


def announces(text: str) -> bool:
    """Whether a line is the first of a headline's two by its colon, `新桥通车首日:`; a label is shorter."""
    return text[-1] == ":" and len(text) in _ANNOUNCING and not _NO_ANNOUNCING.search(text)


def _go_on(lines: Sequence[str]) -> bool:
    """Whether the first of two lines ends, or the next one opens, as if it went on."""
    return any(
        _OPEN_END.search(end)
        or (start[0] in _OPEN_START and not _signs(start))
        or is_official_in_halves(end, start)
        or announces(end)
        for end, start in pairwise(lines)
    )


def _at_dash(lines: Sequence[str]) -> bool:
    """Whether a dash stands between two of the lines."""
    return any(end.endswith("——") or (start.startswith("——") and not _signs(start)) for end, start in pairwise(lines))


def _bracketed(text: str) -> bool:
    """Whether one bracket is around all of a text."""
    return text[0] in "[(" and text[-1] in "])" and not _BESIDE_BRACKETS.search(text)


def _unclosed(text: str) -> bool:
    """Whether a bracket or a quotation that a text opens is closed nowhere in it, or the other way round."""
    return text.count("《") != text.count("》") or text.count("(") != text.count(")") or text.count('"') % 2 == 1


def _is_paper(words: Words) -> bool:
    """Whether a text is the page or the issue of a paper; official headlines count their issues, too."""
    issue = _ISSUE.search(words.text)
    rest = words.size - len(issue[0]) if issue else 0
    return bool(_PAPER.search(words.text)) or (issue is not None and rest < _ISSUE_NAME)


_TESTS: Mapping[str, Callable[[Words], float]] = {
    "length-2-4": lambda words: words.size <= 4,
    "length-5-7": lambda words: 5 <= words.size <= 7,
    "length-8-11": lambda words: 8 <= words.size <= 11,
    "ends-as-sentence": lambda words: bool(ENDS.search(words.text)),
    "caption": lambda words: bool(CAPTION.search(words.text)),
    "teaser": lambda words: is_teaser(words.text),
    "sentence-inside": lambda words: bool(INSIDE.search(words.text)),
    "keywords": lambda words: bool(_JOINED.fullmatch(words.text)),
    "many-words": lambda words: words.size < 6 * len(words.parts) >= 24,
    "word-twice": lambda words: len(words.parts) != len(set(words.parts)),
    "navigation-words": lambda words: 1 - words.left / words.size if words.size else 0.0,
    "navigation-only": lambda words: words.left * 2 <= words.size,
    "site-name": lambda words: is_site(words.letters, words.site),
    "issuers": lambda words: len(words.parts) > 1 and all(part.isalpha() and is_office(part) for part in words.parts),
    "official": lambda words: bool(_OFFICIAL.match(words.text)),
    "cell": lambda words: words.text[-1] == "|" and len(words.text) <= _CELL,
    "furniture": lambda words: bool(FURNITURE.search(words.text)),
    "outlet-name": lambda words: is_outlet_name(words.text),
    "group": lambda words: bool(_GROUP.search(words.text)),
    "organiser": lambda words: bool(_ORGANISER.search(words.text)),
    "channel": lambda words: bool(_CHANNEL.fullmatch(words.text)),
    "latin": lambda words: words.text.isascii() or not _HAN.search(words.text),
    "label-line": lambda words: is_row(words.text, False),
    "credit": lambda words: bool(CREDIT.match(words.text)),
    "summary-label": lambda words: bool(starts_with(words.text, "strip/summary_labels")),
    "dated": lambda words: bool(DATE.search(_BRACKETED_DAY.sub("", words.text))),
    "bullet": lambda words: words.text[0] in _BULLETS,
    "numbered": lambda words: bool(_NUMBERED.match(words.text)),
    "byline": lambda words: bool(_BYLINE.match(words.text)),
    "lead": lambda words: bool(LEAD.match(words.text)),
    "paper": lambda words: _is_paper(words),
    "salutation": lambda words: bool(_SALUTATION.match(words.text)),
    "asked": lambda words: bool(_ASKED.match(words.text)),
    "figures": lambda words: bool(_FIGURES.search(words.text)),
    "open-end": lambda words: bool(_OPEN_END.search(words.text)),
    "hanging": lambda words: bool(HANGING.search(words.text)),
    "open-start": lambda words: words.text[0] in _OPEN_START,
    "joint-dash": lambda words: _at_dash(words.lines),
    "joint-open": lambda words: _go_on(words.lines),
    "quote-over-joint": lambda words: len(words.lines) > 1 and _unclosed(words.lines[0]),
    "unclosed": lambda words: len(words.lines) == 1 and _unclosed(words.text),
    "colon-end": lambda words: words.text.rstrip().endswith(":"),
    "breadcrumb": lambda words: bool(BREADCRUMB.search(words.text)),
    "bracketed": lambda words: _bracketed(words.text),
}


def wording(words: Words) -> dict[str, float]:
    """The evidence of some words: name -> amount, 0 to 1.

    >>> wording(Words.of("责任编辑:", "责任编辑", ["责任编辑:"], ""))["colon-end"]
    1.0
    """
    return {name: amount for name, test in _TESTS.items() if (amount := float(test(words)))}


def most(lines: Sequence[str]) -> float:
    """The most that the words of some lines can be worth: whoever lags further behind need not be read.

    >>> most(["城东新桥", "正式通车"]) < most(["城东新桥和", "城西新桥"]) < 6
    True
    """
    return _most(len(lines) > 1 and _go_on(lines), SUBJECT in "".join(lines))


@cache
def _most(go_on: bool, official: bool) -> float:
    without = {*(() if go_on else ("joint-open", "joint-dash")), *(() if official else ("official",))}
    return sum(max(weights("header").get(name, 0.0), 0.0) for name in _TESTS if name not in without)
