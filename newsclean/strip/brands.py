"""A bookmaker's name, which a farm sets above a copied text, row after row, and into its sentences.

`远球app官网 ⏎ 远球app下载 ⏎ 远球平台入口` are what people type into a search box; on top of the page they stand in
rows of their own, each with the same name. In the text the name stands right before a comma, where no sentence has a
word to spare: `…的主体楼之外远球app，两侧还有翼楼`. The same holds for a title of such a site that was set there whole,
`远球买球APP_远球买球APP-开户`, where a name is said twice around a low line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..page import Mark, Page
from ..text import lazy_re as re
from ..text import views
from ..text.matching import lines_with

_TOP = 20  # lines within which the rows stand
_ROW = 24  # characters of one
_FEWEST = 3  # rows with one name
_NAME = 2  # letters that they begin with alike
_KINDS = 2  # different things that they ask for
_ASKED = re.compile(
    r"官网|官方|网站|网页|网址|下载|安装|入口|登[录陆入]|注册|app|平台|客户端|手机版|最新版|苹果版|安卓|体育|电子|棋牌|娱乐|游戏",
    re.IGNORECASE,
)
_TRADES = re.compile(
    "娱乐城|娛樂城|信用版|百家[乐樂]|彩票|[体體]育投注|[真电電]子游[戏戲]|博彩|老虎机|老虎機|棋牌|体验金|體驗金"
)
_INSET, _HALF = 10, 6  # letters of a line between the halves of a sentence, and of a half
_SENTENCE = re.compile("[。，！？,!?;；：:]")
# a title of the farm's: the name, a low line, the name again and what it offers
_TWICE = re.compile(
    r"(?<=[\u4e00-\u9fff”）)\d])(?P<name>[^\s，。,_\-、；;：:“”（）()]{4,20})_(?P=name)(?:[-_][^\s，。,、；;：:“”（）()]{2,14})?(?=[，。,、；;：:！？!?\n]|\Z)"
)
_MARK_BEHIND = r"(?=[，。,、；;！？!?\n]|\Z)"
# words behind which a sentence names a site: 登录远球app，
_TOLD = "登录在到从用的是与和对将把被叫为称于由向给载开问入装注过名做作及或“《(（、，。"


def brands(page: Page) -> Iterator[Mark]:
    """Mark the rows of a farm's name above a dump's text, and what of it is set into the sentences.

    >>> from newsclean import load
    >>> rows = "远球app官网\\n远球app下载安装\\n远球app平台入口\\n"
    >>> text = "昨天上午，新桥正式通车远球app，两岸居民不用再等渡船，出行方便了。\\n"
    >>> [(mark.line, mark.start, mark.end) for mark in brands(load(rows + text * 2))]
    [(0, None, None), (1, None, None), (2, None, None), (3, 11, 16), (4, 11, 16)]
    """
    if page.kind != "text":
        return
    name, rows = _rows(page)
    yield from (Mark(number, "spam", "spam-brand", reason=f"{len(rows)} rows begin with {name}") for number in rows)
    yield from (
        Mark(number, "spam", "spam-brand", reason="between halves of a sentence") for number in _between_halves(page)
    )
    planted = [_TWICE] if "_" in views.text(page) else []
    if len(name) > _NAME:
        planted.append(_set_in(page, name, rows))
    for pattern in planted:
        for number in sorted({*lines_with(views.text(page), pattern)} - {*rows}):
            for found in pattern.finditer(page.lines[number].text) if not page.roles[number] else ():
                if _ASKED.search(found[0]):
                    yield Mark(number, "spam", "spam-brand", *found.span())


def _between_halves(page: Page) -> Iterator[int]:
    """Lines of a bookmaker's between the halves of a sentence that a dump's lines have broken."""
    folded = views.folded(page)
    for number in lines_with(views.text(page), _TRADES):
        text = folded[number]
        before, behind = folded[number - 1 : number], folded[number + 1 : number + 2]
        broken = before and before[0][-1:] == "," and len(before[0]) > _HALF and behind and len(behind[0]) > _HALF
        if broken and len(text) <= _INSET and not page.roles[number]:
            yield number


def _set_in(page: Page, name: str, rows: list[int]) -> re.Pattern[str]:
    """What finds the name, and the rows that begin with it, in a text that does not speak of it anywhere else."""
    named = {name, *(text for number in rows if (text := page.lines[number].text.strip()).startswith(name))}
    begun = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
    found = re.compile(rf"(?<=[\u4e00-\u9fff”）)\d])(?<![{_TOLD}])(?:{begun}){_MARK_BEHIND}")
    text = "\n".join([line.text for line in page.lines if line.number not in rows])
    return re.compile(r"(?!)") if name in found.sub("", text) else found


def _rows(page: Page) -> tuple[str, list[int]]:
    """The name that the rows on top of a page have alike, and those rows; "" and none for other pages."""
    run: list[int] = []
    for line in page.lines[:_TOP]:
        text = line.text.strip()
        if not any(map(str.isalnum, text)) and not run:
            continue  # signs on top
        if len(text) > _ROW or _SENTENCE.search(text) or page.roles[line.number]:
            break
        run.append(line.number)
    texts = [page.lines[number].text.strip() for number in run]
    begun = Counter(text[:_NAME] for text in texts)
    first, count = begun.most_common(1)[0] if begun else ("", 0)
    asked = {found.lower() for text in texts for found in _ASKED.findall(text)}
    if count < _FEWEST or count < len(texts) or len(asked) < _KINDS:
        return "", []
    if 2 * sum(_ASKED.search(text) is not None for text in texts) <= len(texts):
        return "", []
    longest = first
    for end in range(_NAME + 1, _ROW):
        (shared, times), *_ = Counter(text[:end] for text in texts if len(text) >= end).most_common(1) or [("", 0)]
        if 2 * times < len(texts):
            break
        longest = shared
    return longest, run
