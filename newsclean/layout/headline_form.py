"""What a line of a page looks like as a headline: by its length, its markup, and by being nothing else."""

from __future__ import annotations

from itertools import pairwise

from ..grammar.date_forms import CLOCK, EDITION, ENGLISH_DATE, FULL_DATE
from ..grammar.names import is_person
from ..text import lazy_re as re
from ..text.fold import fold
from ..text.matching import only_words
from .signals import is_bare_label

PLAIN = re.compile(r"[\W_]+")
ADDRESS = re.compile(r"\s*(?:https?://|www\.)[a-z].*", re.IGNORECASE)  # old pages set it behind the headline
# what opens a row of the table above an official paper
PAPER_FACT = (
    r"[\W_]*(?:索\s?引\s?号|发文字号|文\s?号|主题分类|信息分类|体裁分类|组配分类|发布机构|发文机关|公文种类|成文日期"
    r"|有\s?效\s?性)[\s\])】]{0,2}[:|]"
)
# a label with nothing behind it, a row of credits, the number of an official paper
_LABEL_LINE = re.compile(
    rf"^{PAPER_FACT}|"
    r"^\W*共?\s?\d[\d,]*\s?字\W|^\W*(?:文章|全文)?字数\s?:\s?\d|需(?:浏览|阅读)\s?\d+\s?分钟|^[\[(]?(?:导读|摘要|编者按|核心提示|内容提要)[\]):]"
    r"|^[\W_]*[^\W_]{2,8}\s?:$|^[\W_]*(?:责任编辑|文字编辑|编辑|责编|发布者|发布人|上传者|供稿|审核|校对)\s?:"
    r"|^(?:文\s?[、/·]\s?图|图\s?[、/·]\s?文|文)\s?[/:|·]|^[\w-]{1,40}(?:\.[a-zA-Z]{2,10}){1,3}$"
    r"|^[\W_]*(?:文章来源|信息来源|来源|作者|发布时间|发布日期|时间|日期|点击|浏览)\s?:|^第\s?[A-Z]?\d{1,3}\s?版[^。]{0,20}:$"
    r"|^[A-Za-z ]{1,24}:\s?(?:https?://|www\.)\S+$"
    r"|^.{2,16}[|丨]\s?(?:来源|作者|撰文|编辑|责编|校对|审核)$"
    r"|^[^\W\d_]{2,12}[\[(](?:19|20)\d\d[\])]第?\d{1,5}号$"
    r"|^[\W_]*(?:当前)?(?:报[纸刊]名称|报[纸刊]日期|版面|版次|版名|版号|刊名|期号|(?:文章)?字数)\s?:"
    r"|^\W*(?:\d{1,2}月)?\d{1,2}日\s?\d{1,2}(?::\d\d|时(?:\d{1,2}分)?)\W*$"  # the time of an entry
    r"|^第\s?[A-Z]?\d{1,3}\s?版\s?:[^。]{0,20}[上下]一[版期]"
)
# facts with a label each, such as the table above an official paper: 信息分类: 通知 发布机构: 某县人民政府
_FACT = r"[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,5}\s?:\s?[^\s:|]{0,40}"
_FACTS = re.compile(rf"[\s|]*(?:{_FACT}[\s|]+){{1,5}}{_FACT}[\s|]*")
# what the head of a paper's page says beside the name of the section
PAGE_HEAD = re.compile(
    rf"{FULL_DATE}|{CLOCK}|{EDITION}|[上下]一[版篇期]"
    rf"|星期.|\bdate\b|\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?(?:{ENGLISH_DATE})"
)
# each of these holds one, the day of any form a year: a cheap look before
_PAGE_SIGN = re.compile(r"\d:\d\d|版|[上下]一|星期|date|(?:19|20)\d\d")
_LABEL_SIGN = re.compile(r"[:/|丨·.\])字钟号时]")  # the same for a label
_READ = 3_000  # characters of a text that a headline is compared with
_ANY_SIGN = re.compile(r"[\d:/|丨·.\])字钟号一星d]")  # one of these is in each line that `is_row`: a cheap look before
_SITE = re.compile(
    r"(?:网|网站|新闻|在线|日报|晚报|时报|早报|周刊|频道|客户端|门户|社区|论坛|报|资讯|电视台|委员会|政府|大学|学院|医院|中心|局|基金会|网站)$"
)
_SITE_NAME = 14  # letters of one
# what only outlets are called, as the last word
_OUTLET = re.compile(
    r"(?:日报|晚报|时报|早报|晨报|周刊|网|新闻网|在线|电视台|客户端|频道|门户|资讯网|传媒|融媒|融媒体中心|发布)$"
)
# what sites are called too, behind a headline and a separator; a line of its own may be a channel
_SITE_MARK = re.compile(
    r"(?:^(?![一这那旧假])[\u4e00-\u9fff]{2,4}新闻|头条|通讯社|电视|公报|月刊|[a-z]{2}(?:news|press|times|post|daily))$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"(?:com|net|org|cn|cc|tv)!?$", re.IGNORECASE)
_OUTLET_NAME = 8  # letters of one: a longer line may be a headline on it
_CHANNEL = 5  # characters of a channel behind an outlet
_KEYWORD = 4  # characters of a pen name that may as well be the headline's words
MIN = 4  # characters that are left of a line which is more than a row


def plain(text: str) -> str:
    """Letters and digits only, simplified, lower case: what two spellings of a headline have in common.

    >>> plain("“新橋”通車！") == plain("新桥 通车")
    True
    """
    return PLAIN.sub("", fold(text)).lower()


def share_said_again(headline: str, text: str) -> float:
    """Share of a headline's pairs of characters that a folded text says again, in its first 3,000 characters.

    >>> share_said_again("新桥通车", "昨天,城东新桥正式通车。")
    0.6666666666666666
    """
    letters = plain(headline)
    pairs = {a + b for a, b in pairwise(letters)}
    text = text[:_READ]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def is_keyword(name: str, headline: str) -> bool:
    """Whether what stands for an author's name is words of the folded headline.

    >>> is_keyword("苇城暴雨", "苇城暴雨突袭 五人被困"), is_keyword("张小三", "张小三:新桥通车")
    (True, False)
    """
    return len(name) >= _KEYWORD and fold(name) in headline and not is_person(name)


def is_site(name: str, site: str) -> bool:
    """Whether a name, folded, is what the page calls its site, or ends as outlets and offices do.

    >>> is_site("鹭湾市交通运输局", ""), is_site("城东新桥正式通车", "")
    (True, False)
    """
    return (len(name) <= _SITE_NAME and bool(_SITE.search(name))) or name == site != ""


def is_outlet_name(name: str) -> bool:
    """Whether a line, folded, is an outlet's name and nothing else.

    >>> names = "远山日报", "远山日报·新远山客户端", "他一辈子只编一张日报", "新桥今天通车"
    >>> [is_outlet_name(name) for name in names]
    [True, True, False, False]
    """
    return all(len(part) <= _OUTLET_NAME and bool(_OUTLET.search(part)) for part in name.split("·"))


def is_site_mark(name: str) -> bool:
    """Whether what stands behind a headline and a separator is a site: it ends as outlets do, or has a domain in it.

    >>> is_site_mark("远山信息港0000.cc!"), is_site_mark("远山新闻网"), is_site_mark("记者手记")
    (True, True, False)
    """
    return bool(_OUTLET.search(name) or _SITE_MARK.search(name) or _DOMAIN.search(name))


def is_row(text: str, widget: bool) -> bool:
    """Whether a line is a label, a credit, a widget or the head of a paper's page."""
    if widget or not _ANY_SIGN.search(text):
        return widget or is_bare_label(text)
    if _LABEL_SIGN.search(text) and _LABEL_LINE.match(text):
        return True
    dated = bool(_PAGE_SIGN.search(text) and PAGE_HEAD.search(text))
    rest = PAGE_HEAD.sub(" ", text) if dated else text
    if ":" in text and _FACTS.fullmatch(rest):
        return True
    name = rest.strip(" |")
    if dated and ":" in text and len(name) <= _OUTLET_NAME and is_site(name, ""):  # 某某新闻 2024-03-12 09:15
        return True
    return dated and (
        len(plain(rest)) < MIN or _is_widget(rest) or is_outlet_name(name) or _is_outlet_and_channel(name)
    )


def _is_outlet_and_channel(name: str) -> bool:
    """Whether what stands beside a row's day is an outlet and its channel.

    >>> [_is_outlet_and_channel(name) for name in ("远山报 / 镇上要闻", "远山报", "新桥 / 老桥", "远山报/新桥昨天通车")]
    [True, False, False, False]
    """
    outlet, _, channel = name.partition("/")
    return 2 <= len(channel.strip()) <= _CHANNEL and len(outlet) <= _OUTLET_NAME and is_site(outlet.strip(), "")


def _is_widget(text: str) -> bool:
    """Whether a line is nothing but words of widgets and navigation, or signs."""
    return only_words(text, "text/navigation_words", "text/widget_words")
