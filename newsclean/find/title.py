"""The headline.

A page names its headline up to four times: in `<title>` (with the site's name behind it), in metadata, in a heading,
and as the line above the meta row. The line on the page wins, as it is what readers see and what planted titles leave
alone; the head helps to tell which line it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..fold import fold
from ..page import PLANTED, Line, Mark, Page
from ..phrases import only_words, pattern, whole_line
from ..strip.spam import is_spam
from .furniture import DATE, ENGLISH_DATE, META_ROW, is_latin_name, shows_furniture
from .signature import read_byline, read_name_first

_META = ("og:title", "twitter:title", "articletitle", "title", "headline", "dc.title")
_SEPARATOR = re.compile(
    r"\s*(?:[_|｜]|--+|——|>>?|»|«|\s[-–—·•:]\s|(?<=[\u4e00-\u9fff])[-–](?=[\u4e00-\u9fffA-Za-z])|(?<=[”」』！？])-)\s*"
)
_PLAIN = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"。(?!$)|。$|;$|,$")
_TITLE_HINT = re.compile(r"(?:^|[\s_-])(?:\w*title|headline|tit|biaoti|bt)(?:$|[\s_\d-])")
_JUNK_HINT = re.compile(
    r"nav|menu|side|foot|list|recommend|related|relate|hot|rank|comment|logo|crumb|swiper|slide|login"
)
_BREADCRUMB = re.compile(r"[^\s>]{2}\s*(?:>+|»)")
_DASH = re.compile(r"[-—–]{1,2}(?=[^\W\d_])")
_BULLETS = "·•*-"
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)[a-z].*", re.IGNORECASE)  # old pages set it behind the headline
_DATED = re.compile(rf"(?:https?://\S{{4,40}} )?(?:{DATE.pattern})")
# [记者张三/某地报导], (某地3日讯), 某新网5月10日电, 本报讯
_LEAD = re.compile(
    r"[\[(][^\[\]()。]{1,30}(?:报[导道]|[讯电])[\])]|[^。,:\s]{2,14}(?:\d{1,2}月)?\d{1,2}日[电讯]|本[报网台刊]讯"
)
_TO_LEAD = 4  # lines between headline and lead
_ACCOUNT_HINT = re.compile(r"author|account|nick|user|byline|media|source|writer|editor")
_TEASER = re.compile(r"^(?:…|\.{3})|[\[(](?:详细|详情|全文|更多)[\])]$")
# a label with nothing behind it, a row of credits, the number of an official paper
_LABEL_LINE = re.compile(
    r"^[\W_]*[^\W_]{2,8}\s?:$|^[\W_]*(?:责任编辑|文字编辑|编辑|责编|发布者|发布人|上传者|供稿|审核|校对)\s?:"
    r"|^(?:文\s?[、/]\s?图|图\s?[、/]\s?文|文)\s?[/:|]|^[\w-]{1,40}(?:\.[a-zA-Z]{2,10}){1,3}$"
    r"|^[\W_]*(?:文章来源|信息来源|来源|作者|发布时间|发布日期|时间|日期|点击|浏览)\s?:|^第\s?[A-Z]?\d{1,3}\s?版[^。]{0,20}:$"
    r"|^.{2,16}[|丨]\s?(?:来源|作者|撰文|编辑|责编|校对|审核)$"
    r"|^[^\W\d_]{2,12}[\[(](?:19|20)\d\d[\])]第?\d{1,5}号$"
)
# facts with a label each, such as the table above an official paper: 信息分类: 通知 发布机构: 某县人民政府
_FACT = r"[\u4e00-\u9fff]{2,6}\s?:\s?[^\s:|]{0,40}"
_FACTS = re.compile(rf"[\s|]*(?:{_FACT}[\s|]+){{1,5}}{_FACT}[\s|]*")
# what the head of a paper's page says beside the name of the section
_PAGE_HEAD = re.compile(
    r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}日?|\d{1,2}:\d\d(?::\d\d)?|第?\s?[A-Z]?\d{1,3}\s?版|[上下]一[版篇期]"
    rf"|星期.|\bdate\b|\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, )?(?:{ENGLISH_DATE})"
)
_PAGE_SIGN = re.compile(r"[\d一星d]")  # each of these holds one: a cheap look before
_CUT = re.compile(r"(?:\.{3,}|…+)$")
_SHORT, _LONG = 5, 8  # characters that a headline has: right above the meta row, and where less speaks for it
_ROW_BELOW = 3  # what a meta row below adds to the rank of a heading
_INTRO = 200  # characters of prose that a page may hold above its headline: notices of browsers and cookies
_HEADLINE = 4  # the rank of an <h1>, or of an <h3> with a meta row below it
_PARTS = 3  # lines that a headline is broken into at the most
_TWINS = 12  # lines within which a headline is said twice: once for the page, once in the article's own box
_UNBROKEN = 12  # characters of a line without any space or sign, longer than channels glued together
_CHANNELS = 4  # short lines that make a run of channels' names
_BYLINE = 30  # characters of a byline on a line of its own
_MIN, _MAX = 4, 120  # characters of a headline; the longest in use, of government papers, stay under this


def plain(text: str) -> str:
    """Letters and digits only, simplified, lower case: what two spellings of a headline have in common.

    >>> plain("“新橋”通車！") == plain("新桥 通车")
    True
    """
    return _PLAIN.sub("", fold(text)).lower()


class _Name(NamedTuple):
    """A name that the head gives the page, in the forms that lines are compared with."""

    text: str
    plain: str
    leading: frozenset[str]  # plain: the first part, the first two parts, …
    parts: frozenset[str]  # plain: each part between separators
    cut: str  # plain: the name without its closing dots, where it was cut short; else ""
    first: str  # the first part as written
    core: str  # plain: the first part

    @classmethod
    def of(cls, text: str) -> _Name:
        parts = _SEPARATOR.split(text)
        uncut = _CUT.sub("", text)
        return cls(
            text,
            plain(text),
            frozenset(plain("".join(parts[:count])) for count in range(1, min(len(parts), 8) + 1)),
            frozenset(map(plain, parts[:8])),
            plain(uncut) if uncut != text else "",
            parts[0].strip(),
            plain(parts[0]),
        )


class _Candidate(NamedTuple):
    """A line that could be a headline, with its plain form."""

    line: Line
    plain: str


def find_title(page: Page) -> Iterable[Mark]:
    """Mark the headline's line (or lines), with the headline as value.

    >>> page_title = "<title>城东新桥通车_某某新闻网</title><h1>城东新桥通车</h1><p>昨天上午，新桥正式通车。</p>"
    >>> from newsclean import load
    >>> [mark.value for mark in find_title(load(page_title))]
    ['城东新桥通车']
    """
    named = _named_titles(page)
    candidates = _candidates(page, named)
    for find in (_whole_in_lines, _matching_line, _matching_lines, _heading, _above_meta_row):
        marks = find(page, candidates, named)
        if marks:
            return marks
    if page.kind == "text":
        return _first_line(page, candidates) or _above_prose(page, candidates) or _above_lead(page, candidates)
    if named:
        core = _core(named[0].text, page)
        if core and len(core) >= _MIN:
            return [Mark(-1, "title", "title-head", value=core)]
    return []


def _named_titles(page: Page) -> list[_Name]:
    """What the head calls the page, `<title>` last; planted ones left out. A dump's first line may be a `<title>`."""
    meta = page.head.meta
    names = [meta[name] for name in _META if name in meta]
    names += [item["headline"] for item in page.head.data if "headline" in item]
    names.append(page.head.title)
    if page.kind == "text" and page.lines:
        first = page.lines[0].text
        if _LONG <= len(first) <= _MAX and not _is_row(page.folded[0], page.widgets[0]):
            names.append(first)
    return [_Name.of(name) for name in dict.fromkeys(names) if len(name) >= _MIN and not is_spam(fold(name))]


def _candidates(page: Page, named: Sequence[_Name]) -> list[_Candidate]:
    """Lines that could be a headline by their length and by having no claim on them.

    Only a line that shares its first or its last letters with a name of the page gets its plain form.
    """
    site = plain(page.head.meta.get("og:site_name", ""))
    names = fold("\n".join(name.text for name in named))
    out = []
    for line, role, text in zip(page.lines, page.roles, page.folded, strict=True):
        # where the strip steps have run their roles say what is hidden; a box may only wait for its script
        if role in PLANTED or (line.veil and not page.marks) or not _MIN <= len(text) <= _MAX:
            continue
        if _SENTENCE.search(text) or _TEASER.search(text) or "original_title" in page.opens[line.number]:
            continue
        if _is_row(text, page.widgets[line.number]):
            continue
        letters = ""
        shares = text[:2] in names or text[-2:] in names
        if shares or not (text[0].isalnum() and text[-1].isalnum()):
            letters = _PLAIN.sub("", text).lower()
            if not letters:
                continue
        if not letters or letters != site:
            out.append(_Candidate(line, letters))
    return out


def _is_row(text: str, widget: bool) -> bool:
    """Whether a line is a label, a credit, a widget or the head of a paper's page."""
    if widget or _LABEL_LINE.match(text):
        return True
    dated = bool(_PAGE_SIGN.search(text) and _PAGE_HEAD.search(text))
    rest = _PAGE_HEAD.sub(" ", text) if dated else text
    if ":" in text and _FACTS.fullmatch(rest):
        return True
    return dated and (len(plain(rest)) < _MIN or _is_widget(rest))


def _rank(page: Page, line: Line) -> tuple[int, int, int]:
    """How much a line looks like the headline by its markup: higher is better, the earlier line breaks a tie."""
    hints = page.boxes[line.box].hints + " " + " ".join(span.hints for span in line.spans)
    score = {"h1": 4, "h2": 2, "h3": 1}.get(line.tag, 0) + 2 * bool(_TITLE_HINT.search(hints))
    if line.link_share > 0.8 or _JUNK_HINT.search(page.hints[line.box]):
        score -= 3
    return score, -line.number, 0


def _matching_line(page: Page, candidates: Sequence[_Candidate], named: Sequence[_Name]) -> list[Mark]:
    """The line that says what the head says."""
    matches: list[tuple[tuple[int, int, int], Line, str]] = []
    # behind the last sentence a headline is a link to the page itself, or its name in a box for sharing
    last = max((n for n, length in enumerate(page.prose) if length), default=len(page.lines))
    for line, letters in candidates:
        if len(letters) < _MIN:
            continue
        text = _headline(page, line)
        value = next(filter(None, (_agreement(text, letters, name) for name in named)), "")
        # a dump's first line is the <title> itself: any later line that agrees with it is the headline
        own = page.kind == "text" and line.number == 0 and not _above_date(page, line)
        if value and line.number <= last and not own:
            matches.append((_rank(page, line), line, value))
    if not matches:
        return []
    _, line, value = max(matches, key=lambda match: match[0])
    marks = [
        Mark(other.number, "title", "title-repeated")
        for _, other, same in matches
        if same == value and other is not line and _is_twin(page, line.number, other.number)
    ]
    return [Mark(line.number, "title", "title-matches-head", value=value), *marks]


def _above_date(page: Page, line: Line) -> bool:
    """Whether a line that could be a headline has the date right below it."""
    below = page.folded[line.number + 1 : line.number + 2]
    return bool(below and _DATED.match(below[0])) and _could_be_headline(page, line)


def _is_twin(page: Page, number: int, other: int) -> bool:
    """Whether the headline is said once more close by, with no prose between."""
    first, last = sorted((number, other))
    if last - first > _TWINS:
        return False
    return not any(page.prose[first + 1 : last])


def _agreement(text: str, letters: str, name: _Name) -> str:
    """The headline on which a line (with its plain form) and a name of the page agree, or "".

    The line may be all of the name, or the name without the site behind it, or the full form of a name cut short; a
    label may be glued before the line (原创, 图集).
    """
    if len(letters) < _MIN or len(name.plain) < _MIN:
        return ""
    if letters == name.plain or letters in name.leading:
        return text
    if len(letters) >= 8 and letters in name.parts:
        return text
    # the name goes on with channel and site; a line that ends in the middle of a word is another text
    if len(letters) >= 10 and name.plain.startswith(letters) and _ends_there(name.text, letters):
        return text
    if len(name.cut) >= 8 and letters.startswith(name.cut):
        return text
    if len(name.core) >= 8 and len(letters) - len(name.core) <= 4 and letters.endswith(name.core):
        return name.first
    return ""


def _ends_there(name: str, start: str) -> bool:
    """Whether behind the letters of `start` a name goes on with a separator, or with hardly more than a site."""
    left = len(start)
    for at, char in enumerate(fold(name).lower()):
        if not left:
            return not char.isalnum() or len(name) - at <= 8
        left -= not _PLAIN.fullmatch(char)
    return True


def _matching_lines(page: Page, candidates: Sequence[_Candidate], named: Sequence[_Name]) -> list[Mark]:
    """A headline broken over two or three lines that together say what the head says."""
    for name in named:
        for at, (line, text) in enumerate(candidates):
            if len(text) < _MIN or not name.plain.startswith(text):
                continue
            group = [line]
            for after, letters in candidates[at + 1 : at + 3]:
                beside = letters and after.number == group[-1].number + 1
                if not beside or not name.plain.startswith(text + letters):
                    break
                text += letters
                group.append(after)
            if len(group) > 1:
                values = ["".join(line.text for line in group), *([None] * (len(group) - 1))]
                return [
                    Mark(line.number, "title", "title-broken", value=value)
                    for line, value in zip(group, values, strict=True)
                ]
    return []


def _whole_in_lines(page: Page, candidates: Sequence[_Candidate], named: Sequence[_Name]) -> list[Mark]:
    """A dump's first line said again in two lines: headline and second headline."""
    if page.kind != "text" or not named or not candidates or candidates[0].line.number:
        return []
    whole = named[-1].plain
    for (line, first), (below, second) in pairwise(candidates[1:_TWINS]):
        beside = below.number == line.number + 1
        if beside and min(len(first), len(second)) > _SHORT and first + second == whole:
            return [
                Mark(line.number, "title", "title-broken", value=line.text + below.text),
                Mark(below.number, "title", "title-broken"),
                Mark(0, "title", "title-repeated"),
            ]
    return []


def _heading(page: Page, candidates: Sequence[_Candidate], named: Sequence[_Name]) -> list[Mark]:
    """The page's heading where the head says something else: `<h1>`, or a lesser heading right above the meta row."""
    ranked = []
    for line, _ in candidates:
        rank = _rank(page, line)[0]
        if rank >= 1 and len(line.text) >= 6 and not is_spam(page.folded[line.number]):
            if rank < _HEADLINE and sum(page.prose[: line.number]) > _INTRO:
                break  # lesser headings behind prose head other articles
            rank += _ROW_BELOW * _meta_row_follows(page, line)
            if rank >= _HEADLINE:
                ranked.append((rank, -line.number, line))
    if not ranked:
        return []
    line = max(ranked)[2]
    return [Mark(line.number, "title", "title-heading", value=_headline(page, line))]


def _meta_row_follows(page: Page, line: Line) -> bool:
    """Whether one of the next lines is a row with a date or a source."""
    for text in page.folded[line.number + 1 : line.number + 5]:
        if len(text) < 150 and (DATE.search(text) or META_ROW.search(text)):
            return True
    return False


def _above_meta_row(page: Page, candidates: Sequence[_Candidate], named: Sequence[_Name]) -> list[Mark]:
    """The line right above the row that gives date or source."""
    numbers = {line.number: line for line, _ in candidates}
    rows = [(_row_rank(page, number), -number) for number, text in enumerate(page.folded) if len(text) <= 150]
    for rank, row in sorted(rows, reverse=True)[:8]:
        if rank < 3:
            break
        # a headline stands above the article; a date without a label below sentences may be a signature's
        late = sum(page.prose[: -row]) > _INTRO * bool(META_ROW.search(page.folded[-row]))
        for above in range(-row - 1, max(-row - 4, -1), -1):
            if late and not _below_breadcrumb(page, above):
                continue  # what stands above a breadcrumb is a notice: on cookies, on the reader's age
            line = numbers.get(above)
            shortest = _LONG if above < -row - 1 else _MIN if _below_breadcrumb(page, above) else _SHORT
            if line is not None and line.text[0] != "•" and _could_be_headline(page, line, shortest):
                return _with_main_line(page, line, numbers)
    return []


def _below_breadcrumb(page: Page, number: int) -> bool:
    """Whether the line above says where on the site the page stands."""
    return number > 0 and bool(_BREADCRUMB.search(page.folded[number - 1]))


def _with_main_line(page: Page, line: Line, numbers: Mapping[int, Line]) -> list[Mark]:
    """The marks of a headline above a meta row, with the lines of it that stand above."""
    group = [line]
    while len(group) < _PARTS:
        above = numbers.get(group[0].number - 1)
        if above is None or not _goes_on(page, above, group[0]) or not _could_be_headline(page, above):
            break
        group.insert(0, above)
    if len(group) == 1:
        return [Mark(line.number, "title", "title-above-meta-row", value=_headline(page, line).rstrip(" |｜"))]
    values = ["".join(_headline(page, part) for part in group), *([None] * (len(group) - 1))]
    return [
        Mark(part.number, "title", "title-broken", value=value) for part, value in zip(group, values, strict=True)
    ]


def _goes_on(page: Page, above: Line, below: Line) -> bool:
    """Whether a headline goes on in the next line: that one opens with a dash, or both are set bold and centred."""
    if _DASH.match(below.text):
        return True
    centred = all("centred" in page.boxes[line.box].hints for line in (above, below))
    return centred and all(line.bold * 10 >= len(line.text) * 9 for line in (above, below))


def _headline(page: Page, line: Line) -> str:
    """A line as a headline: without what was cut out of it, and without a label (原创) in an element before it."""
    text = _ADDRESS.sub("", page.kept(line.number))
    for span in line.spans:
        label = page.folded[line.number][: span.end].strip(" |·:[]")
        if span.start == 0 and span.end < len(line.text) and whole_line(label, "title_labels"):
            return text.removeprefix(line.text[: span.end]).strip()
    return text


def _row_rank(page: Page, number: int) -> int:
    """How much a line looks like the meta row of an article: labels, a date, prose soon behind it."""
    text = page.folded[number]
    label, date = bool(META_ROW.search(text)), bool(DATE.search(text))
    if not (label or date) or page.prose[number]:
        return 0
    return 1 + 2 * (label and date) + 2 * any(page.prose[number + 1 : number + 7])


def _could_be_headline(page: Page, line: Line, shortest: int = _LONG) -> bool:
    """Whether a line above a meta row is more than navigation, another row of labels, or spam."""
    text = page.folded[line.number]
    if len(text) < shortest or line.link_share > 0.5 or is_spam(text) or META_ROW.match(text):
        return False
    if _ACCOUNT_HINT.search(page.boxes[line.box].hints) or any(_ACCOUNT_HINT.search(s.hints) for s in line.spans):
        return False
    words = text.split()
    if len(words) != len(set(words)):  # an account's name, given twice
        return False
    # single characters are words of widgets (大, 中, 小, 赞) and parts of any other word
    words_of_page = pattern("navigation_words", "widget_words", "breadcrumbs")
    rest = words_of_page.sub(lambda match: match[0] if len(match[0]) == 1 else "", text)
    left = len(plain(rest))
    # channels stand apart; words of theirs in an unbroken line are a headline's: 集团公司召开安全生产专题会议
    return left * 2 > len(plain(text)) or (left >= _MIN and len(text) >= _UNBROKEN and text.isalnum())


def _first_line(page: Page, candidates: Sequence[_Candidate]) -> list[Mark]:
    """The first line of a dump, where it looks like a headline and prose follows soon."""
    shown = [number for number, text in enumerate(page.folded[:_TWINS]) if not _is_row(text, page.widgets[number])]
    # the site's name, the channel and the date may stand above
    above = [number for number in shown if _stands_above(page, number)]
    first = [number for number in shown[: 2 + min(len(above), 2)] if number not in above]
    line = next((line for line, _ in candidates if line.number in first), None)
    if line is None or line.text[0] in _BULLETS or is_spam(page.folded[line.number]) or _opens_text(page, line.number):
        return []
    # only the very first line may be the <title>, with the site's name behind it
    core = line.text if line.number else _core(_ADDRESS.sub("", line.text), page)
    if len(plain(core)) < 8 or len(core) > 60 or not _could_be_headline(page, line):
        return []
    if not any(page.prose[line.number + 1 : line.number + 12]) or _opens_variants(page, line.number):
        return []
    twins = [other for other, _ in candidates if other.text == line.text and _is_twin(page, line.number, other.number)]
    bare = core == line.text and not shows_furniture(page) and not _is_set_apart(page, line.number)
    if bare and len(twins) < 2 and not (_is_byline(page, line.number + 1) or _opens_article(page, line.number + 1)):
        return []  # a bare text, such as an article's body: its first line may be a subheading as well
    repeated = [Mark(twin.number, "title", "title-repeated") for twin in twins if twin is not line]
    return [Mark(line.number, "title", "title-first-line", value=core), *repeated]


def _stands_above(page: Page, number: int) -> bool:
    """Whether a line has a date, is as short as the name of a site or channel, or says where on the site one is."""
    text = page.folded[number]
    short = len(text) < _LONG or is_latin_name(text)
    return short or DATE.search(text) is not None or "breadcrumbs" in page.opens[number]


def _opens_text(page: Page, number: int) -> bool:
    """Whether the article has begun by a line, or the line is the start of it, or calls to play a video."""
    sentence = page.prose[number] and page.folded[number].count(",") > 1
    return bool(sentence or any(page.prose[:number]) or "player" in page.opens[number])


def _opens_article(page: Page, number: int) -> bool:
    """Whether a line is the lead of a news story, with its dateline in front."""
    return bool(page.prose[number] and _LEAD.match(page.folded[number]))


def _above_lead(page: Page, candidates: Sequence[_Candidate]) -> list[Mark]:
    """The line above a story's lead, where sentences about the site stand further up and captions between."""
    lead = next((number for number in range(len(page.lines)) if _opens_article(page, number)), 0)
    for line, _ in reversed(candidates):
        near = lead - _TO_LEAD <= line.number < lead and line.apart
        if near and "player" not in page.opens[line.number] and _could_be_headline(page, line):
            return [Mark(line.number, "title", "title-above-lead", value=_headline(page, line))]
    return []


def _is_byline(page: Page, number: int) -> bool:
    """Whether a line is nothing but those who wrote the text."""
    text, folded = page.lines[number].text, page.folded[number]
    return bool(read_byline(text, 0, len(folded), folded) or read_name_first(text, 0, len(folded), folded)) or (
        folded.startswith(("文/", "文|", "图文/")) and len(folded) <= _BYLINE
    )


def _is_set_apart(page: Page, number: int) -> bool:
    """Whether a blank line, or the indentation of the paragraphs, sets the first line apart from what follows."""
    line, below = page.lines[number], page.lines[number + 1]
    return number == 0 and (below.apart or below.indent > line.indent)


def _is_widget(text: str) -> bool:
    """Whether a line is nothing but words of widgets and navigation, or signs."""
    return only_words(text, "navigation_words", "widget_words")


def _opens_variants(page: Page, number: int) -> bool:
    """Whether the next two lines begin like this one: the keywords of a farm, one phrase in many variants."""
    start = page.folded[number][:_MIN - 1]
    following = page.folded[number + 1 : number + 3]
    return len(following) == 2 and all(text.startswith(start) and len(text) <= 40 for text in following)


def _above_prose(page: Page, candidates: Sequence[_Candidate]) -> list[Mark]:
    """The line of a dump between navigation and the first sentence."""
    prose = next((n for n, length in enumerate(page.prose) if length), 0)
    below = {_PLAIN.sub("", text) for text in page.folded[prose + 1 :] if len(text) <= _MAX}
    for line, _ in candidates:
        if line.number == prose - 1 > 0 and _could_be_headline(page, line, _SHORT):
            above = page.folded[prose - 2]
            again = _PLAIN.sub("", page.folded[line.number]) in below  # in the list of the paper's page
            paper = "版" in above and _PAGE_HEAD.search(above)
            if again or paper or "|" in above or ">" in above or _below_channels(page, line):
                return [Mark(line.number, "title", "title-above-prose", value=_headline(page, line))]
    return []


def _below_channels(page: Page, line: Line) -> bool:
    """Whether a line stands apart between a run of channels' names and the text."""
    above = page.folded[max(0, line.number - _CHANNELS) : line.number]
    short = len(above) == _CHANNELS and all(len(text) < _LONG for text in above)
    return short and line.apart and page.lines[line.number + 1].apart and len(line.text) >= _UNBROKEN


def _core(name: str, page: Page) -> str:
    """A name of the page without channel and site behind it."""
    parts = [part.strip() for part in _SEPARATOR.split(name) if part.strip()]
    site = plain(page.head.meta.get("og:site_name", ""))
    while len(parts) > 1 and (len(parts[-1]) <= 12 or plain(parts[-1]) == site):
        parts.pop()
    kept = parts[0] if parts else ""
    for part in parts[1:]:
        end = name.find(part, len(kept)) + len(part)
        kept = name[:end]
    return kept if plain(kept) != site else ""
