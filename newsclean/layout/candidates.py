"""Lines that could be the headline, and what speaks for and against each.

Every piece of evidence has a name in `weights.tsv`, where its weight and its reason stand. An amount is 0 to 1: how
much of it a line shows. Nothing here decides: `header.py` adds up and compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..grammar.date_forms import CLOCK, FULL_DATE
from ..page import Line, Page
from ..strip.spam import is_spam
from ..text import views
from ..text.fold import fold
from ..text.matching import pattern, whole_line
from .head_titles import Name, agreement, first_line_as_name, head_names
from .headline_form import ADDRESS, PLAIN, is_row, plain
from .signals import DATE, rows_of

LONGEST = 120  # characters; the longest in use, of government papers, stay under this
SHORTEST = 2
MOST = 300  # candidates that the head does not name: a page with more short lines is a list
_TWO_LINES = 60  # characters of a headline broken in two
_PARTS = 3  # lines that a headline is broken into at the most
_PAIRS = 7  # pairs of characters that a headline has at least, for all of it to count as said again
_LEAD = 400  # characters of prose below a line with which it is compared
_TITLE_HINT = re.compile(r"(?:^|[\s_-])(?:\w*title|headline|tit|biaoti|bt)(?:$|[\s_\d-])")
_JUNK_HINT = re.compile(
    r"nav|menu|side|foot|list|recommend|related|relate|hot|rank|comment|logo|crumb|swiper|slide|login|share"
)
_ACCOUNT_HINT = re.compile(r"author|account|nick|user|byline|media|source|writer|editor")
_BREADCRUMB = re.compile(r"[^\s>]{2}\s*(?:>+|»)")
_ENDS = re.compile(r"[。;,、:]\W?$")
_TEASER = re.compile(r"(?:\.{3}|…)\W{0,3}$|^(?:…|\.{3})|[\[(](?:详细|详情|全文|更多)[\])]$")
_INSIDE = re.compile(r"。(?!\W*$)")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、]|第[一二三四五六七八九十]{1,3}[,、:]")
_BULLETS = "·•*-■●◆"
_SITE = re.compile(
    r"(?:网|网站|新闻|在线|日报|晚报|时报|早报|周刊|频道|客户端|门户|社区|论坛|报|资讯|电视台|委员会|政府|大学|学院|医院|中心|局)$"
)
_JOINED = re.compile(r"[^_,|\s]{2,}(?:[_,|][^_,|\s]{2,}){2,}")
_CREDIT = re.compile(
    r"^[\W_]*(?:文|图|图文|作者|记者|撰文|本报记者|编辑|责编|责任编辑|通讯员|摄影|来源|发布|时间|日期|关键词|关键字|标签|主办单位|主办"
    r"|分类号)\s?[:/|丨]|^(?:本报|本网|本刊)?记者\s"
)
_BYLINE = re.compile(
    r"^.{0,16}(?:记者|通讯员|特派员|编译|撰文|作者|中心)[^。,]{1,30}(?:报[道导]|发自|[讯电]|摄影?)\W*$"
    r"|^[(\[]?.{0,12}(?:记者|通讯员)[^。,]{2,24}$|^[^。,]{2,20}/[^。,]{2,14}(?:报[道导]|报道)\W*$"
)
_PAPER = re.compile(r"第?\s?[A-Z]?\d{1,3}\s?版|[上下]一[版篇期]|当前第|(?:19|20)\d\d年第?\d{1,2}期")
_OPEN_END = frozenset("及和与暨的在向于、“《(—")  # a headline that ends so goes on in the next line
_OPEN_START = frozenset("及与暨的——-")
_FILE = re.compile(r"^[^\s<>]{1,120}\.(?:jpe?g|png|gif|bmp|webp|svg|html?|aspx?)$", re.IGNORECASE)


class Candidate(NamedTuple):
    """One or several lines that could be the headline."""

    first: int
    last: int
    value: str  # the headline as it would be given
    evidence: dict[str, float]  # name -> amount, 0 to 1


class Surroundings(NamedTuple):
    """What the evidence asks of the page as a whole."""

    names: Sequence[Name]
    letters: str  # of all names
    site: str
    rows: Sequence[float]  # for each line how much it looks like a row of date and source, 0 to 1
    above: Sequence[int]  # characters of prose above each line
    next_prose: Sequence[int]  # for each line the next line of prose below it
    seen: dict[str, list[int]]  # plain form of short lines -> where they stand
    joined: dict[str, list[int]]  # plain form of two lines in a row -> where the first one stands


def surroundings(page: Page, planted: frozenset[int]) -> Surroundings:
    """What the evidence asks of the page as a whole, in one pass over its lines."""
    prose, folded = views.prose(page), views.folded(page)
    first = first_line_as_name(page)
    names = [*head_names(page), *([first] if first else [])]
    above, total = [], 0
    for number, length in enumerate(prose):
        above.append(total)
        total += 0 if number in planted else length
    following, next_prose = len(prose), [0] * len(prose)
    for number in range(len(prose) - 1, -1, -1):
        next_prose[number] = following
        if prose[number] and number not in planted:
            following = number
    seen: dict[str, list[int]] = {}
    for number, text in enumerate(folded):
        if len(text) <= LONGEST and not prose[number] and number not in planted:
            seen.setdefault(PLAIN.sub("", text).lower(), []).append(number)
    joined: dict[str, list[int]] = {}
    for number, (one, other) in enumerate(pairwise(folded)):
        if len(one) + len(other) <= _TWO_LINES and not prose[number]:
            joined.setdefault(PLAIN.sub("", one + other).lower(), []).append(number)
    letters = fold("\n".join(name.text for name in names))
    site = plain(page.head.meta.get("og:site_name", ""))
    return Surroundings(names, letters, site, rows_of(page), above, next_prose, seen, joined)


def candidates(page: Page, planted: frozenset[int]) -> list[Candidate]:
    """The lines and groups of lines that could be the headline, in page order."""
    around = surroundings(page, planted)
    single = list(_single(page, planted, around))
    found = [_weighed(page, around, [line]) for line in single]
    numbers = {line.number: line for line in single}
    for line in single:
        group = [line]
        while len(group) < _PARTS and (below := numbers.get(group[-1].number + 1)) and _goes_on(page, group, below):
            group.append(below)
            found.append(_weighed(page, around, group))
    return found


def _single(page: Page, planted: frozenset[int], around: Surroundings) -> Iterator[Line]:
    """The lines that have a headline's length, and are neither links elsewhere nor sentences nor widgets."""
    prose, widgets = views.prose(page), views.widgets(page)
    unnamed = 0
    for line, text in zip(page.lines, views.folded(page), strict=True):
        number = line.number
        if number in planted or widgets[number] or not SHORTEST <= len(text) <= LONGEST:
            continue
        named = len(text) >= 4 and (text[:3] in around.letters or text[-3:] in around.letters)
        if line.linked * 5 > len(text) * 4 and not named:
            continue
        if prose[number] and _ENDS.search(text) and not named:
            continue
        if _INSIDE.search(text) and not named:
            continue
        if is_row(text, False) and not named:
            continue
        if not any(char.isalpha() for char in text) or _FILE.match(text):
            continue
        unnamed += not named
        if named or unnamed <= MOST:
            yield line


def _goes_on(page: Page, group: Sequence[Line], below: Line) -> bool:
    """Whether the next line may be the same headline's next part: of the same kind, and no sentence before it."""
    above = group[-1]
    if above.tag != below.tag or above.text[-1:] in "。；：！？!?:":
        return False
    return sum(len(line.text) for line in group) + len(below.text) <= LONGEST


def _weighed(page: Page, around: Surroundings, group: Sequence[Line]) -> Candidate:
    """One candidate with all its evidence."""
    first, last = group[0], group[-1]
    folded = views.folded(page)
    text = _DATE_BEFORE.sub("", "".join(folded[line.number] for line in group))
    letters = PLAIN.sub("", text).lower()
    value = _as_headline(page, group)
    evidence: dict[str, float] = {}
    own = page.kind == "text" and first.number == 0  # a dump's first line says nothing of itself
    agreed, best = _agreements(around, value, letters) if not own else ({}, "")
    evidence.update(agreed)
    evidence.update(_markup(page, first))
    evidence.update(_wording(page, around, group, text, letters))
    evidence.update(_place(page, around, first.number, last.number))
    evidence["lead-overlap"] = _overlap(page, around, letters, last.number)
    if len(group) > 1:
        evidence["in-parts"] = 1.0
        if not agreed:
            evidence["in-parts-unnamed"] = 1.0
    shown = {name: amount for name, amount in evidence.items() if amount}
    return Candidate(first.number, last.number, best or value, shown)


def _agreements(around: Surroundings, value: str, letters: str) -> tuple[dict[str, float], str]:
    """How the head's names agree with a line, and the headline on which they agree."""
    found: dict[str, float] = {}
    best = ""
    for name in around.names:
        kind, agreed = agreement(value, letters, name)
        if kind:
            found[f"head-{kind}"] = 1.0
            best = best or agreed
    if "head-same" in found:
        found.pop("head-part", None)
    return found, best


def _markup(page: Page, line: Line) -> Iterator[tuple[str, float]]:
    """What tags and class names say."""
    yield f"tag-{line.tag}", float(line.tag in ("h1", "h2", "h3", "h4"))
    hints = page.boxes[line.box].hints
    own = f"{hints} {' '.join(span.hints for span in line.spans)}"
    yield "hint-title", float(bool(_TITLE_HINT.search(own)))
    yield "hint-account", float(bool(_ACCOUNT_HINT.search(own)))
    yield "hint-junk", float(bool(_JUNK_HINT.search(page.hints[line.box])))
    yield "linked", float(line.link_share > 0.5)
    yield "bold", float(line.bold * 10 >= len(line.text) * 9)
    yield "centred", float("centred" in hints)


def _wording(
    page: Page, around: Surroundings, group: Sequence[Line], text: str, letters: str
) -> Iterator[tuple[str, float]]:
    """What the words say."""
    count = len(letters)
    yield "length-2-4", float(count <= 4)
    yield "length-5-7", float(5 <= count <= 7)
    yield "length-8-11", float(8 <= count <= 11)
    yield "length-over-45", float(count > 45)
    yield "ends-as-sentence", float(bool(_ENDS.search(text)))
    yield "teaser", float(bool(_TEASER.search(text)))
    yield "sentence-inside", float(bool(_INSIDE.search(text)))
    yield "prose", float(any(views.prose(page)[line.number] for line in group))
    yield "spam", float(is_spam(text))
    yield "keywords", float(bool(_JOINED.fullmatch(text)))
    words = text.split()
    yield "many-words", float(len(words) >= 4 and count < 6 * len(words))
    yield "two-words", float(2 <= len(words) <= 3 and count >= 10)
    yield "word-twice", float(len(words) != len(set(words)))
    rest = pattern("text/navigation_words", "text/widget_words", "strip/breadcrumbs").sub(
        lambda match: match[0] if len(match[0]) == 1 else "", text
    )
    left = len(PLAIN.sub("", rest))
    yield "navigation-words", 1 - left / count if count else 0.0
    yield "navigation-only", float(left * 2 <= count)
    yield "site-name", float((count <= 14 and bool(_SITE.search(text.strip()))) or letters == around.site != "")
    yield "latin", float(text.isascii())
    yield "label-line", float(is_row(text, False))
    yield "credit", float(bool(_CREDIT.match(text)))
    yield "dated", float(bool(DATE.search(text)))
    yield "bar", float("|" in text or "_" in text)
    yield "bullet", float(text[0] in _BULLETS)
    yield "numbered", float(bool(_NUMBERED.match(text)))
    yield "byline", float(bool(_BYLINE.match(text)))
    yield "paper", float(bool(_PAPER.search(text)))
    yield "open-end", float(text[-1] in _OPEN_END)
    yield "open-start", float(text[0] in _OPEN_START)
    folded = views.folded(page)
    joints = [(folded[a.number][-1], folded[b.number][0]) for a, b in pairwise(group)]
    yield "joint-open", float(any(end in _OPEN_END or start in _OPEN_START for end, start in joints))
    yield "quote-over-joint", float(bool(joints) and _unclosed(folded[group[0].number]))
    yield "unclosed", float(not joints and _unclosed(text))
    yield "colon-end", float(text.rstrip().endswith(":"))
    yield "breadcrumb", float(bool(_BREADCRUMB.search(text)))
    yield "bracketed", float(text[0] in "[(" and text[-1] in "])")


def _unclosed(text: str) -> bool:
    """Whether a bracket or a quotation that a text opens is closed nowhere in it, or the other way round."""
    return text.count("《") != text.count("》") or text.count("(") != text.count(")") or text.count('"') % 2 == 1


def _place(page: Page, around: Surroundings, first: int, last: int) -> Iterator[tuple[str, float]]:
    """What the lines around say."""
    prose, folded = views.prose(page), views.folded(page)
    below = 0.0
    for step in range(1, 6):
        number = last + step
        if number >= len(prose) or prose[number]:
            break
        below = max(below, around.rows[number] * (1.1 - step / 10))
    yield "row-below", below
    yield "row-above", max((around.rows[n] for n in range(max(0, first - 2), first)), default=0.0)
    to_prose = around.next_prose[last] - last
    follows = around.next_prose[last] < len(prose)
    yield "prose-next", float(follows and to_prose == 1)
    yield "prose-near", float(follows and 2 <= to_prose <= 4)
    yield "prose-far", float(to_prose > 12)
    yield "prose-nowhere", float(not follows)
    yield "prose-above", min(around.above[first], 1000) / 1000
    yield "prose-above-any", min(around.above[first] / 80, 1.0)
    yield "first-line", float(page.kind == "text" and first == 0)
    yield "breadcrumb-above", float(first > 0 and bool(_BREADCRUMB.search(folded[first - 1])))
    yield "apart-above", float(page.lines[first].apart)
    yield "apart-below", float(last + 1 < len(prose) and page.lines[last + 1].apart)
    inside = last + 1 < len(prose) and page.lines[last + 1].indent > page.lines[first].indent
    yield "indent-below", float(inside)
    key = PLAIN.sub("", "".join(folded[first : last + 1])).lower()
    places = around.seen.get(key, [])
    again = any((n < first or n > last) and abs(n - first) <= 15 for n in places)
    yield "said-again", float(again and first == last)
    twice = first < last and any(abs(n - first) > 1 for n in around.joined.get(key, []))
    yield (
        "parts-said-again",
        float(twice or (again and first < last)),
    )  # the whole stands elsewhere, as <title> or breadcrumb
    yield "said-often", float(len(places) > 3)
    end = PLAIN.sub("", folded[first - 1]).lower() if first else ""
    yield "ends-breadcrumb", float(len(key) >= 4 and end != key and end.endswith(key))


def _overlap(page: Page, around: Surroundings, letters: str, last: int) -> float:
    """Share of a line's pairs of characters that the prose right below it says again."""
    if len(letters) < 3:
        return 0.0
    folded = views.folded(page)
    texts, size, number = [], 0, last
    while size < _LEAD and (number := around.next_prose[number]) < len(folded):
        texts.append(folded[number][:_LEAD])
        size += len(texts[-1])
    lead = "".join(texts)
    pairs = {letters[at : at + 2] for at in range(len(letters) - 1)}
    # a few characters recur by chance
    return sum(pair in lead for pair in pairs) / max(len(pairs), _PAIRS)


# the day of storing, or of publication, before a headline on its line
_DATE_BEFORE = re.compile(rf"^\s?(?:date\s)?{FULL_DATE}(?:\s{CLOCK})?\s(?=[^\d\W]\S{{5}})")
_LABELLED = re.compile(r"^[【\[]?(?:标题|题目|標題|題目)[】\]]?\s?[:：]\s?")
_WIDGET_BEHIND = re.compile(r"\s*[\[【(（](?:打印本页|复制链接|关闭窗口|关闭|收藏|推荐|打印|分享)[\]】)）]\s*$")


def _as_headline(page: Page, group: Sequence[Line]) -> str:
    """The headline that some lines give: without labels before it and widgets behind it."""
    text = "".join(as_headline(page, line) for line in group)
    return _WIDGET_BEHIND.sub("", _LABELLED.sub("", _DATE_BEFORE.sub("", text))).strip(" |｜·•")


def as_headline(page: Page, line: Line) -> str:
    """A line as a headline: without what was cut out of it, and without a label (原创) in an element before it."""
    text = ADDRESS.sub("", line.text)
    for span in line.spans:
        label = views.folded(page)[line.number][: span.end].strip(" |·:[]")
        if span.start == 0 and span.end < len(line.text) and whole_line(label, "layout/title_labels"):
            return text.removeprefix(line.text[: span.end]).strip()
    return text
