"""What the page says to its reader below the article: follow, share, subscribe, comment, report, read on.

Such a line calls on the reader or speaks of the page itself; it often gives a number or an address, and often is no
whole sentence. An article's last paragraph may use the same words (the 热线 of a service story, the 二维码 on a tree),
but tells of people, sums and times. None of this is enough alone: the signs add up.
"""

from __future__ import annotations

from collections.abc import Collection

from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text.fold import fold
from ..text.matching import pattern

LONGEST = 150  # characters
_LONGEST_POINTING = 250  # the same, of a line that says 扫描下方二维码
_ENOUGH = 3
_ENOUGH_INSIDE = 3  # the same, where the article goes on right behind the line
_CALL = 2  # a phrase of strip/promotion or strip/closing_calls
_WORD = 1  # one of strip/closing_words
_POINTING = 3  # what points at something on the page
_MOST_CALLS = 5
_TELLING = -2  # a word of those who tell, in a whole sentence; outside of one half as much
_SENTENCE = -1
_QUOTED = -2  # a sentence that has all its calls in quotation marks speaks of them
_LONG_SENTENCE = -2
_SHORT = 40  # characters
_CLAUSES = 3  # commas of a long sentence
_NO_SENTENCE = 1  # no whole sentence
# a call to click or scan that points at something on the page: 【点击投票】, 扫描下方二维码
_POINT = r"(?:点击|戳|立即|马上|下载)[^\]]{1,14}[\]←<]"
_SCAN = r"(?:一?下|上|左|右|本|图中|这个|此)[^,。]{0,4}二维码"
_POINTS = re.compile(
    "|".join([mark + _POINT for mark in (r"\[", "→", ">")] + [word + _SCAN for word in ("扫描", "扫", "长按", "识别")])
    + r"|扫码[^,。]{0,3}(?:关注|下载|进群|加入)"
)
_SIGNS = (
    # what it tells: the line speaks to the reader, speaks of itself, gives a number or an address, has a sign in front
    re.compile(r"您|你|请|欢迎|记得|别忘|快来|大家"),
    re.compile(r"我们|我[,吧]|小编|本[报网站刊文栏台号]|编辑部|全文|文末|\"在看\""),
    re.compile(r"\d{3}[\s-]?\d{4}|\d{3}-\d|\w@\w|https?:|www\.|(?:微信|id|ID|QQ):?\s?[A-Za-z\d_-]{5}|@\w"),
    re.compile(r"^(?:[※◎>→↓]|▼▼)"),
)
_MAIL = re.compile(  # an address alone
    r"(?:(?:e-?mail|[\u4e00-\u9fff]{0,4}(?:邮箱|信箱|电邮|邮件))\s?:\s?)?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+",
    re.IGNORECASE,
)  # an address alone
# a site with its address, and nothing else: 某网(mou.example)
_SITE = re.compile(r"[\u4e00-\u9fff]{2,8}\s?\((?:https?://)?[\w-]{1,24}(?:\.[A-Za-z]{2,12}){1,3}/?\)")
_QUOTATION = re.compile('"[^"]{1,40}"')
_STOP = re.compile(
    r"[\u4e00-\u9fff]\"?\)?\.\Z|。[\")]+\Z"
)  # of those who write ASCII marks, or close a bracket behind it
# （完）, —END—, （未完待续）, [正文完]: without the signs around it
_END = re.compile(r"(?:正文|全文|本文|文)?[-—\s]{0,3}(?:完|完毕|未完待续|待续|已?结束|the end|end)", re.IGNORECASE)
# a line between ornaments, below the text: ◤远山必买清单◢; above a text it is a subheading
_FRAMED = re.compile(r"[◤◥◢◣★☆▼▲■◆]{1,3}\s?[^\s◤◥◢◣★☆▼▲■◆。][^◤◥◢◣★☆▼▲■◆。]{2,24}[◤◥◢◣★☆▼▲■◆]{1,3}")
_LAST_OF_END = frozenset("完毕续束dD")  # a cheap look before
_AROUND = " \t()[]<>《》-—_=*#.,。:|·■◆▲△●★☆※~\"'"


def closing_rule(text: str, calls: Collection[str], *, goes_on: bool) -> str:
    """The rule for a folded line that holds the phrases `calls`, or "".

    >>> closing_rule("欢迎关注“远山发布”微信公众号", ["欢迎关注", "微信公众号"], goes_on=False)
    'promotion'
    >>> closing_rule("乘客扫一扫墙上的二维码,就能看到他们的照片。", ["扫一扫"], goes_on=False)
    ''
    >>> closing_rule('"扫一扫,关注我们",喇叭从早喊到晚。', ["扫一扫", "关注我们"], goes_on=True)
    ''
    """
    if len(text) > LONGEST:
        return "promotion" if len(text) <= _LONGEST_POINTING and _POINTS.search(text) else ""
    if not goes_on and (bare := text.strip(_AROUND))[-1:] in _LAST_OF_END and _END.fullmatch(bare):
        return "end-marker"
    if not goes_on and text[0] in "◤◥◢◣★☆▼▲■◆" and _FRAMED.fullmatch(text):
        return "promotion"
    if ("@" in text and _MAIL.fullmatch(text)) or (text[-1] == ")" and "." in text and _SITE.fullmatch(text)):
        return "promotion"
    if not calls and not _POINTS.search(text):
        return ""
    return "promotion" if _score(text, calls) >= (_ENOUGH_INSIDE if goes_on else _ENOUGH) else ""


def _score(text: str, calls: Collection[str]) -> int:
    """How much speaks for a call on the reader rather than for the article's own words."""
    words = _closing_words()
    score = min(
        _MOST_CALLS,
        sum(_WORD if call in words else _CALL for call in set(calls)) + _POINTING * bool(_POINTS.search(text)),
    )
    score += sum(bool(sign.search(text)) for sign in _SIGNS)
    telling = min(2, len(set(pattern("strip/telling_words").findall(text))))
    if text.endswith("。") and '"' in text and not any(map(_QUOTATION.sub("", text).__contains__, calls)):
        score += _QUOTED
    if text.endswith(("。", ";")) or ("," in text and _STOP.search(text[-4:])):
        return (
            score
            + _TELLING * telling
            + (_SENTENCE if len(text) <= _SHORT and text.count(",") < _CLAUSES else _LONG_SENTENCE)
        )
    if text.endswith("!") and "," in text:
        return score + _TELLING * telling
    return score + _NO_SENTENCE - telling


@of_phrases
def _closing_words() -> frozenset[str]:
    return frozenset(map(fold, phrases("strip/closing_words")))
