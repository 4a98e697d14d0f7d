"""What makes a page a list of other articles, a home page, an index: its text is one entry among many.

An entry shows as a link, as a row with a date, as a headline above each sentence, as a dateline that opens each. What
is said of a place rather than of an event (学校简介, 栏目简介) stands on pages of ways to go on, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..grammar.date_forms import CLOCK, DATE, DAY_ALONE, FULL_DATE, ROW_DATE, YEAR
from ..page import PLANTED, Page
from ..text import lazy_re as re
from ..text import views
from ..text.matching import pattern
from ..text.other_articles import has_read_on_mark, is_teaser
from .header import Header, header
from .neighbours import is_signer
from .signals import rows_of

_CLOCK = re.compile(CLOCK)
FEW = 2  # sentences that are a blurb rather than an article
_STORY = re.compile(
    r"(?:^|[\s。])[\[(](?![^\[\]()。]{0,30}(?:摄影?|提供|图)[\])])"  # (记者张三/摄影): of a picture
    r"(?:记者|[^\[\]()。,]{2,10}\d{1,2}\s?日[讯电]|[^\[\]()。,]{0,8}[讯电])[^\[\]()。]{0,20}[\])]"
    r"|^(?:本[报刊网台]|新华社)[^\s。,]{0,12}[讯电]\s"
)
_DATED_HEADLINE = re.compile(rf"{FULL_DATE}\s[^\d\W][^。]{{7,120}}$")  # 2022-09-21 城东新桥通车
_DAY_OF_CHRONICLE = re.compile(rf"{YEAR}年\d{{1,2}}月\d{{1,2}}日,\s?\w")  # rows of lists have a blank there
_SHORT = 60  # characters of a list's row, and of a paragraph's beginning with its dateline
_DURATION = re.compile(r"(\d{1,3}):(\d\d)")
_VERSION = re.compile(r"(?:版本:?|[Vv])\s?\d{1,3}\.\d")
_BEHIND = 2  # lines behind a text in which its row stands, as on pages of pictures
_ABOVE = 3  # lines above a headline in which a list is sorted or searched
_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile("[一二三四五六七八九十]")
_ALIKE = 2  # characters that headings of parts of one text begin with
_ENTRY = 8  # characters of a link that is another article's headline rather than a channel


def list_signs(page: Page, found: Header, lines: Sequence[int]) -> Iterator[tuple[str, float]]:
    """The evidence that some lines are no article but entries of a list, or the blurb above one."""
    prose = views.prose(page)
    sentences = [number for number in lines if prose[number]]
    yield from _among(page, lines)
    yield from _entries(page, found, sentences)
    # below a text of some length with a row of its own other reports are teasers
    own = found.rows and len(sentences) > FEW
    yield from _stories(page, lines[-1] + 1 if own else len(page.lines))
    yield "profile", _profile(page, lines)
    alone = 0 < len(sentences) <= FEW and not has_row(page, found, lines)
    yield "few-among-entries", _entries_beside(page, lines) if alone else 0.0
    folded = views.folded(page)
    yield "versions", min(sum([bool(_VERSION.match(folded[n])) for n in lines]), 2) / 2
    around = range(found.lines[0] if found.lines else lines[0], min(lines[-1] + 1 + _BEHIND, len(prose)))
    yield "offers", min(len(_speaking_of(page, around, "layout/offer_words")), 2) / 2
    until_end = range(max(found.lines[0] - _ABOVE, 0) if found.lines else 0, lines[-1] + 1)
    yield "listing-words", float(bool(_speaking_of(page, until_end, "layout/listing_words")))


def has_row(page: Page, found: Header, lines: Sequence[int]) -> bool:
    """Whether a row of date and source belongs to the text: below its headline, or behind it, as an editor does."""
    rows, folded = rows_of(page), views.folded(page)
    if any(not page.lines[n].mostly_link for n in found.rows) or row_above(page, found, lines):
        return True
    behind = range(lines[-1] + 1, min(lines[-1] + 1 + _BEHIND, len(folded)))
    dated = any(DATE.search(folded[n]) and _CLOCK.search(folded[n]) for n in behind if rows[n])
    return dated or any(page.roles[n] in ("editor", "author") for n in behind)


def row_above(page: Page, found: Header, lines: Sequence[int]) -> float:
    """How much of a row with a time of day stands right above a text, where no line has been taken for its headline."""
    rows, folded = rows_of(page), views.folded(page)
    if found.lines:
        return 0.0
    above = (n for n in range(max(lines[0] - _BEHIND, 0), lines[0]) if not page.lines[n].linked)
    return max((rows[n] for n in above if DATE.search(folded[n]) and _CLOCK.search(folded[n])), default=0.0)


def _among(page: Page, lines: Sequence[int]) -> Iterator[tuple[str, float]]:
    """What stands between the lines."""
    prose, folded = views.prose(page), views.folded(page)
    among = [line for line in page.lines[lines[0] : lines[-1] + 1] if page.roles[line.number] not in PLANTED]
    count = len(among)
    yield "links-among", sum(line.mostly_link for line in among) / count
    yield "read-on", min(sum(has_read_on_mark(folded[line.number]) and len(line.text) < 40 for line in among), 5) / 5
    dated = sum(
        is_dated_row(folded[n], prose[n])
        and not (n and folded[n - 1].endswith(":"))  # the value of a label
        and not _heads_entry_of_diary(page, n)
        and not _opens_entry_of_chronicle(page, n)
        and not is_signer(page, n - 1)  # the day below the office that signs
        for n in (line.number for line in among)
    )
    yield "dated-rows", dated / count
    yield "several-dated-rows", min(max(dated - 2, 0), 6) / 6
    rules = [page.rules.get(line.number) for line in among]
    yield "comment-rows", rules.count("comment-row") / count
    yield "abstracts", min(max(rules.count("abstract-label") - 1, 0), 3) / 3
    yield "durations", _durations(folded[line.number] for line in among) / count
    above = sum(rule == "comment-row" for number, rule in page.rules.items() if number < lines[0])
    yield "among-comments", float(above > FEW)


def _heads_entry_of_diary(page: Page, number: int) -> bool:
    """Whether a line is a day and nothing else, between two sentences: lists have headlines beside their days."""
    prose = views.prose(page)
    if not 0 < number < len(prose) - 1 or not prose[number + 1] or not DAY_ALONE.fullmatch(views.folded(page)[number]):
        return False
    return bool(prose[number - 1]) or number - 1 in (*header(page).lines, *header(page).rows)


def _opens_entry_of_chronicle(page: Page, number: int) -> bool:
    """Whether a line says what was on a day, a comma between: 2022年9月21日,记者会; the next one tells of it."""
    prose = views.prose(page)
    told = number < len(prose) - 1 and prose[number + 1] > 0
    return told and _DAY_OF_CHRONICLE.match(views.folded(page)[number]) is not None


def _entries(page: Page, found: Header, sentences: Sequence[int]) -> Iterator[tuple[str, float]]:
    """Whether each sentence has a headline of its own, or is cut short."""
    prose, folded = views.prose(page), views.folded(page)
    several = len(sentences) > FEW
    linked = _share(sentences, lambda n: n > 0 and page.lines[n - 1].mostly_link)
    yield "headings-linked", linked if several else 0.0
    yield "teasers", _share(sentences, lambda n: _is_teaser(page, n))
    cut = all(is_teaser(folded[n]) or has_read_on_mark(folded[n]) for n in sentences)
    yield "all-teasers", float(bool(sentences) and cut)
    own = {*found.lines, *found.repeated}
    above = [n - 2 if n > 1 and DAY_ALONE.fullmatch(folded[n - 1]) else n - 1 for n in sentences if n]
    above = [n for n in above if not (n in own or prose[n] or _opens_entry_of_chronicle(page, n))]
    named = [folded[n] for n in above if _is_headline(folded[n])]
    yield "headline-above-each", len(named) / len(sentences) if several and not are_counted(named) else 0.0


def are_counted(headings: Sequence[str]) -> bool:
    """Whether headings are parts of one text: days of a diary, or alike at the beginning: NO.1, 误区一."""
    days = [text for text in headings if DAY_ALONE.fullmatch(text)]
    beginnings = Counter(_NUMERAL.sub("N", text[:_ALIKE]) for text in headings if text[:_ALIKE].isalpha())
    return len(headings) > 1 and max(len(days), *beginnings.values(), 0) * 3 >= len(headings) * 2


def opens_news(text: str) -> bool:
    """Whether a folded paragraph opens as a report does, with its dateline.

    >>> opens_news("(南麓13日讯)城东新桥昨天通车。"), opens_news("城东新桥昨天通车。")
    (True, False)
    """
    return _STORY.match(text[:_SHORT]) is not None


def _stories(page: Page, end: int) -> Iterator[tuple[str, float]]:
    """Datelines: one opens an article, several open several."""
    folded, prose = views.folded(page), views.prose(page)
    told = [n for n, length in enumerate(prose[:end]) if length and page.roles[n] not in PLANTED]
    opened = {head for n in told if _may_open(head := folded[n][:_SHORT]) and _STORY.search(head)}
    yield "several-datelines", min(max(len(opened) - 1, 0), 3) / 3
    yield "datelines-each", len(opened) / len(told) if len(opened) > FEW else 0.0


def _may_open(text: str) -> bool:
    """Whether a dateline may open a text: a cheap look before."""
    return "(" in text or "[" in text or text[0] in "本新"


def _profile(page: Page, lines: Sequence[int]) -> float:
    """Share of a text that stands behind or below a label such as 学校简介, 栏目简介:, and says what something is."""
    folded, prose = views.folded(page), views.prose(page)
    words = pattern("layout/profile_words")
    told, inside = 0, bool(lines[0]) and _labels(words, folded[lines[0] - 1])
    for number in lines:
        text = folded[number]
        label, colon, _ = text.partition(":") if ":" in text[: _ENTRY + 1] else (text, "", "")
        if not prose[number] or (colon and _labels(words, label)):
            inside = _labels(words, label)
        told += len(text) * inside
    return told / sum([len(folded[number]) for number in lines])


def _labels(words: re.Pattern[str], text: str) -> bool:
    """Whether a short text ends in a word of profiles."""
    if len(text) > _ENTRY or not words.search(text):
        return False
    return any(match.end() == len(text) for match in words.finditer(text))


def _entries_beside(page: Page, lines: Sequence[int]) -> float:
    """How many rows of other articles stand on the page, up to eight: links like headlines, such lines with a day."""
    own, count = set(lines), 0
    for line, text, prose in zip(page.lines, views.folded(page), views.prose(page), strict=True):
        if len(text) < _ENTRY or line.number in own:
            continue
        # a day alone is a row's
        dated = is_dated_row(text, prose) and len(ROW_DATE.sub("", text).strip()) >= _ENTRY
        count += line.mostly_link or dated
    return min(count, 8) / 8


def _durations(texts: Iterator[str]) -> int:
    """How many lines are the length of a video and nothing else; times of a day stand in their order."""
    found = [int(match[1]) * 60 + int(match[2]) for text in texts if (match := _DURATION.fullmatch(text))]
    ordered = found == sorted(found) or found == sorted(found, reverse=True)
    return 0 if ordered else len(found)


def _speaking_of(page: Page, numbers: Iterable[int], words: str) -> list[int]:
    """Those of some lines that are short and hold a word of a list that is sorted, or of a page that sells."""
    folded, prose, said = views.folded(page), views.prose(page), pattern(words)
    return [n for n in numbers if not prose[n] and len(folded[n]) <= _SHORT and said.search(folded[n])]


def _share(numbers: Sequence[int], test: Callable[[int], bool]) -> float:
    """Share of some lines that pass a test."""
    return sum(map(test, numbers)) / len(numbers) if numbers else 0.0


def _is_teaser(page: Page, number: int) -> bool:
    """Whether a sentence is cut short below the headline that it belongs to, or calls to read on."""
    text = views.folded(page)[number]
    if not is_teaser(text):
        return False
    above = views.folded(page)[number - 1] if number else ""
    headed = _is_headline(above) or _DATED_HEADLINE.match(above) is not None
    return text[-1] not in "….。" or headed or page.lines[number - 1].mostly_link


def _is_headline(text: str) -> bool:
    """Whether a line is as long as a headline, and ends without a mark; a sentence inside makes it a caption."""
    return 8 <= len(text) <= 45 and text[-1].isalnum() and "。" not in text


def is_dated_row(text: str, prose: int) -> bool:
    """Whether a line is short, with a date and little else; a chronicle has sentences behind its dates.

    >>> is_dated_row("城东新桥通车 2022-09-21", 0), is_dated_row("2022年9月21日,城东新桥正式通车。", 21)
    (True, False)
    """
    if prose or len(text) > _SHORT or not _DIGIT.search(text):
        return False
    return bool(DATE.search(text) or ROW_DATE.search(text))
