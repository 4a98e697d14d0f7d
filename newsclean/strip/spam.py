"""Link and keyword farms: what strangers have set on the page to lead search engines to their own.

A farm is known by what it is made of: catch-words of the trades (`phrases/strip/spam_words.txt`) strung together with
fillers, without grammar, line after line, linked to other hosts. One word proves nothing: an article about a gambling
case uses them all, in sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from ..page import Line, Mark, Page, Span, step
from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text import views
from ..text.fold import in_pieces
from ..text.matching import lines_with, pattern
from .brands import brands
from .jamming import jammed

# Words of an alphabet belong together over a space; `I` is what farms that cannot write `|` set between their words
_PARTS = re.compile(r"[_|丨︱┃,、;/\\<>·+~()\[\]\x1f-]+|(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])|(?<=\s)i(?=\s)")
_BORDER = "\x1f"  # stands where a link begins or ends
# a lone mark behind a farm's row, ` ?`, is half a character of what stood there, and asks nothing
_SENTENCE = re.compile(r"[。!…\"]|(?<!\s)\?|\?(?!\s*\Z)|[;:,]\s*\Z")
# Characters that tie a sentence together; those that catch-words are made with (的 在 有 和) are not among them
_GRAMMAR = re.compile("[了被将等据对与为从向把并其该这因及已还说称后是都让使于以]")
_HAN = re.compile("[\u3400-\u9fff]")
_WORD = r"[^\W_\u3400-\u9fff]"  # letters of alphabets, and digits
_LETTER = re.compile(r"[^\W\d_]")
_CONTACT = re.compile(
    r"(?:微信|[薇威徽]信|微\s?信|v\s?信|加\s?v|\bvx|\bwx|wechat|qq|扣扣|电薇|微电|同号|telegram|\btg|飞机|客服|电话|手机|热线)"
    r"[^a-z0-9。]{0,8}[a-z0-9][a-z0-9_-]{5,}"
)
_ABSOLUTE = ("http:", "https:", "//")
_SECOND_LEVEL = frozenset(("com", "net", "org", "gov", "edu", "co", "ac"))  # `com.cn` is nobody's name
# an address, a comma, and a sentence that does not speak of it
_HOST_FIRST = re.compile(
    r"www\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+){0,2}\.(?:com|cn|net|org|cc|top|xyz|vip)[,，]\s?(?=[\u4e00-\u9fff\d“\"])(?!.{0,30}网[站址页])"
)
_TOP = 20  # lines of a dump within which its first sentence stands
_OWN_LINKS = 5  # absolute links to one host by which it is known as the page's own
_GROUP = 16  # first characters that a pattern of many words tells apart at a time: about the root of their number
_MAX_TITLE = 6  # pieces of a planted title that has one catch-word only
_MAX_CATCH = 30  # letters of a line that may belong to a run of catch-words; such lines have four to ten
_MAX_GAP = 12  # letters of a line without catch-words that a run passes over
_RUN = 3  # lines with catch-words that make a run


class Making(NamedTuple):
    """What a text is made of."""

    parts: int  # pieces between separators
    caught: int  # pieces that hold a catch-word and little else, or nothing but fillers
    words: int  # different catch-words
    fillers: int
    cover: float  # share of the letters that stand in catch-words and fillers
    letters: int
    grammar: int  # characters outside of them that tie a sentence together


@step
def strip_spam(page: Page) -> Iterable[Mark]:
    """Mark the lines of link and keyword farms, links of theirs inside paragraphs, and sellers' advertisements.

    >>> from newsclean import load
    >>> page = load("<p>真人荷官_六合图库_久久热在线观看</p><p>警方端掉一网上赌场，捣毁真人荷官直播间。</p>")
    >>> [(mark.line, mark.rule) for mark in strip_spam(page)]
    [(0, 'spam-catch-words')]
    """
    page = page.before("strip_spam")
    host: str | None = None
    catches: dict[int, int] = {}  # lines that hold catch-words: 2 where they are spam, 1 where they would be in company
    for number in _with_catch_words(page):
        if page.roles[number]:
            continue
        line, text = page.lines[number], views.folded(page)[number].lower()
        if host is None:
            host = _own_host(page)
        foreign = _foreign(line, host)
        if _SENTENCE.search(text) or len(text) > 2000:
            if _advertises(text):
                yield Mark(line.number, "spam", "spam-advertisement")
            else:
                yield from _links(line, text, foreign)
            continue
        pieces = _at_links(text, line)
        making = _making(pieces)
        if _farm(pieces, making) or _linked_farm(line, making, foreign):
            catches[line.number] = 2
            yield Mark(line.number, "spam", "spam-catch-words", reason=_reason(making))
        elif _advertises(text):
            yield Mark(line.number, "spam", "spam-advertisement")
        elif making.words and making.caught * 2 >= making.parts and making.letters <= _MAX_CATCH and not _reports(text):
            catches[line.number] = 1
        elif foreign:
            yield from _links(line, text, foreign)
    yield from _runs(page, catches)
    yield from jammed(page)
    yield from brands(page)
    yield from _host_before_lead(page)


def _host_before_lead(page: Page) -> Iterator[Mark]:
    """A farm's address that is set before the first sentence of a dump, and is none of its words: `www.….com,昨天…`."""
    for line in page.lines[:_TOP] if page.kind == "text" else ():
        found = _HOST_FIRST.match(line.text) if line.text.startswith("www.") else None
        if found and views.prose(page)[line.number] and not page.roles[line.number]:
            yield Mark(line.number, "spam", "spam-link", 0, found.end())


def _with_catch_words(page: Page) -> list[int]:
    """The lines that hold a catch-word, by one look at the whole page, as most pages hold none."""
    text = in_pieces(str.lower, views.text(page))
    found = [number for words in _catch_words() for number in lines_with(text, words)]
    return sorted({*found})


def _runs(page: Page, catches: dict[int, int]) -> Iterator[Mark]:
    """The other lines of runs that repeat catch-words line after line."""
    numbers = sorted(catches)
    start = 0
    for index in range(1, len(numbers) + 1):
        if index < len(numbers) and _joined(page, numbers[index - 1], numbers[index]):
            continue
        run = numbers[start:index]
        start = index
        if len(run) >= _RUN or (len(run) > 1 and any(catches[number] == 2 for number in run)):
            for number in range(run[0], run[-1] + 1):
                if catches.get(number) != 2 and not page.roles[number]:
                    yield Mark(number, "spam", "spam-run", reason=f"{len(run)} lines with catch-words")


def _joined(page: Page, first: int, second: int) -> bool:
    """Whether two lines with catch-words stand together: at most one short line between them."""
    if second - first == 2:
        text = views.folded(page)[first + 1]
        return len(text) <= _MAX_GAP and not _SENTENCE.search(text) and not _reports(text)
    return second - first == 1


def is_spam(text: str) -> bool:
    """Whether a text is a string of catch-words, as farms put it into titles and headings.

    Args:
        text: in folded form (see `fold`).

    >>> is_spam("真人荷官_六合图库_久久热在线观看"), is_spam("警方端掉一网上赌场"), is_spam("双色球第101期开奖结果")
    (True, False, False)
    """
    text = text.lower()
    return (
        any(words.search(text) for words in _catch_words())
        and not _SENTENCE.search(text)
        and _farm(text, _making(text))
    )


def _farm(text: str, making: Making) -> bool:
    """Whether a text without sentence marks is a farm by its words alone.

    >>> making = Making(parts=3, caught=2, words=2, fillers=0, cover=0.5, letters=20, grammar=0)
    >>> _farm("新桥通车", making), _farm("警方通报", making), _farm("新桥通车", making._replace(grammar=2))
    (True, False, False)
    >>> words = ("words", "fillers", "caught", "cover")
    >>> parted = ((0, 3, 3, 1.0), (1, 0, 2, 0.5), (1, 0, 3, 0.5), (3, 0, 1, 0.5), (3, 0, 1, 0.3))
    >>> [_farm("新桥通车", making._replace(**dict(zip(words, numbers)))) for numbers in parted]
    [False, False, True, True, False]
    >>> led = ((1, 3, 0, 0.6), (1, 3, 0, 0.5), (1, 2, 0, 0.6), (1, 2, 0, 0.8))
    >>> [_farm("新桥通车", making._replace(**dict(zip(words, numbers)))) for numbers in led]
    [True, False, False, True]
    >>> whole = ((2, 0, 0, 0.5), (2, 0, 0, 0.4), (1, 1, 0, 0.8), (1, 1, 0, 0.7), (1, 0, 0, 0.8))
    >>> [_farm("新桥通车", making._replace(parts=1, **dict(zip(words, numbers)))) for numbers in whole]
    [True, False, True, False, False]
    """
    if not making.words or making.grammar * 2 > making.parts:
        return False
    if making.words < 3 and _reports(text):
        return False
    if making.parts > 1:
        if making.caught * 2 >= making.parts and (making.words > 1 or making.caught == making.parts):
            return True
        if making.words > 2 and making.caught * 3 >= making.parts and making.cover >= 0.4:
            return True
        # one name of a trade, and all that leads to it: 官网 登录 下载 入口. A row of channels is longer than that.
        hits = making.words + making.fillers
        if making.parts > _MAX_TITLE or _BORDER in text:
            return False
        return (hits > 3 and making.cover >= 0.55) or (hits > 2 and making.cover >= 0.8)
    if making.words > 1:
        return making.cover >= 0.5
    return making.fillers > 0 and making.cover >= 0.75


def _at_links(text: str, line: Line) -> str:
    """The text with a separator at both ends of each link: `<a>首页</a><a>要闻</a>` is two pieces."""
    borders = sorted({0, len(text), *(place for span in line.spans if span.tag == "a" for place in span[:2])})
    return _BORDER.join(text[start:end] for start, end in pairwise(borders))


def _linked_farm(line: Line, making: Making, foreign: list[Span]) -> bool:
    """Whether a line is nothing but links to strangers, of which one at least bears a catch-word.

    >>> links = [Span(at, at + 4, "a") for at in (0, 4, 8)]
    >>> line = Line(0, "新桥通车" * 3, linked=12, spans=tuple(links))
    >>> making = Making(parts=3, caught=1, words=1, fillers=0, cover=0.2, letters=12, grammar=0)
    >>> changes = ({}, {"cover": 0.6, "caught": 0}, {"parts": 1}, {"parts": 4}, {"grammar": 2}, {"words": 0})
    >>> [_linked_farm(line, making._replace(**change), links) for change in changes]
    [True, True, False, False, False, False]
    >>> _linked_farm(line, making, links[:1]), _linked_farm(line._replace(linked=10), making, links)
    (False, False)
    """
    links = sum(span.tag == "a" for span in line.spans)
    if len(foreign) * 2 <= links or line.link_share < 0.9 or not making.words or making.grammar * 2 > making.parts:
        return False
    return making.cover >= 0.6 or making.caught * 3 >= making.parts > 1


def _links(line: Line, text: str, foreign: list[Span]) -> Iterator[Mark]:
    """Links to strangers set between the sentences of a paragraph: a link that belongs to its sentence stays."""
    ended = {0, *(span.end for span in line.spans if span.tag == "a")}
    for span in foreign:
        words = text[span.start : span.end]
        before = span.start - (span.start > 0 and text[span.start - 1] == " ")
        begins = before in ended or text[before - 1] in '。!?;,:…")>'
        ends = span.end == len(text) or text[span.end] not in ",。;!?、:"
        if begins and ends and not _reports(words):
            making = _making(words)
            if making.words and making.words + making.fillers > 1 and making.cover >= 0.5 and not making.grammar:
                yield Mark(line.number, "spam", "spam-link", span.start, span.end, reason=span.href[:100])


def _advertises(text: str) -> bool:
    """Whether a text sells: a catch-word, a promise, a number to call, and nothing of one who reports on it."""
    return bool(
        _CONTACT.search(text)
        and pattern("strip/advert_words").search(text)
        and not _reports(text)
        and '"' not in text
        and _making(text).words
    )


def _reports(text: str) -> bool:
    """Whether a text has words of those who report on the trades."""
    return bool(pattern("strip/report_words").search(text))


def _reason(making: Making) -> str:
    """What the explanation says of a farm."""
    return f"{making.words} catch-words in {making.parts} parts, {making.cover:.0%} of the letters"


@of_phrases
def _lexicon() -> dict[str, list[tuple[str, int]]]:
    """All words by first character, the longest first, and their kind: 2 a catch-word, 1 a filler, 0 innocent."""
    kinds = dict.fromkeys(phrases("strip/spam_fillers"), 1)
    kinds.update(dict.fromkeys(phrases("strip/spam_words"), 2))
    kinds.update(dict.fromkeys(phrases("strip/spam_innocent"), 0))
    index: dict[str, list[tuple[str, int]]] = {}
    for word in sorted(kinds, key=len, reverse=True):
        index.setdefault(word[0], []).append((word, kinds[word]))
    return index


def _words_in(text: str) -> Iterator[tuple[int, str, int]]:
    """The words of a text, each with its place and what it is: the longest one that begins at a place."""
    index, at = _lexicon(), 0
    while at < len(text):
        for word, kind in index.get(text[at], ()):
            if text.startswith(word, at) and (_HAN.match(word) or _stands_alone(text, at, at + len(word))):
                yield at, word, kind
                at += len(word)
                break
        else:
            at += 1


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter of an alphabet and no digit stands at either side of a place: `av` in `java` says nothing."""
    return not any(side.isalnum() and not _HAN.match(side) for side in (text[start - 1 : start], text[end : end + 1]))


@of_phrases
def _catch_words() -> tuple[re.Pattern[str], ...]:
    """The catch-words alone: most lines hold none of them, and need no closer look."""
    words = phrases("strip/spam_words")
    han = [word for word in words if _HAN.match(word)]
    # apart: the second characters of one kind say nothing of the other's first ones
    return tuple(_pattern(kind) for kind in (han, [word for word in words if not _HAN.match(word)]) if kind)


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    """One pattern of many words: at most places of a text the first look, at one set of characters, is the last.

    >>> _pattern(["av", "彩票", "彩"]).findall("java av,购彩票")
    ['av', '彩票']
    >>> _pattern(["彩票"]).findall("购彩票软件")
    ['彩票']
    """
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        branches.setdefault(word[0], []).append(re.escape(word[1:]))
    first = sorted(branches)
    latin, han = [c for c in first if not _HAN.match(c)], [c for c in first if _HAN.match(c)]
    alone = rf"(?<!{_WORD}.)(?:{'|'.join(_groups(latin, branches))})(?!{_WORD})"
    groups = [alone, *_groups(han, branches)] if latin else _groups(han, branches)
    seconds = {re.escape(word[1:2]) for word in words}
    # two characters rule out more places than one, where no word is of one only
    ahead = "" if "" in seconds else f"(?=[{''.join(sorted(seconds))}])"
    return re.compile(f"[{''.join(first)}]{ahead}(?:{'|'.join(groups)})")


def _groups(first: Sequence[str], branches: Mapping[str, Sequence[str]]) -> list[str]:
    """The sources of groups of words, of neighbouring first characters each: `re` takes long to compile wide sets."""
    groups = []
    for start in range(0, len(first), _GROUP):
        group = first[start : start + _GROUP]
        sources = [f"(?<={character})(?:{'|'.join(branches[character])})" for character in group]
        groups.append(f"(?<=[{group[0]}-{group[-1]}])(?:{'|'.join(sources)})")
    return groups


def _making(text: str) -> Making:
    """What a text in lower case is made of."""
    parts = [part for part in _PARTS.split(text) if part and _LETTER.search(part)]
    words: set[str] = set()
    caught = fillers = covered = letters = grammar = 0
    for part in parts:
        own = strong = weak = at = 0
        rest: list[str] = []
        for start, word, kind in _words_in(part):
            rest.append(part[at:start])
            at = start + len(word)
            own += len(_LETTER.findall(word)) if kind else 0
            strong += kind == 2
            weak += kind == 1
            if kind == 2:
                words.add(word)
        size = len(_LETTER.findall(part))
        caught += (strong > 0 and own * 5 >= size * 2) or (weak > 1 and own * 5 >= size * 4)
        fillers += weak
        covered += own
        letters += size
        grammar += len(_GRAMMAR.findall("".join([*rest, part[at:]])))
    return Making(len(parts), caught, len(words), fillers, covered / letters if letters else 0.0, letters, grammar)


def _own_host(page: Page) -> str:
    """The page's own host: by its address, else the one that most of its links lead to."""
    known = _host(page.url or page.head.canonical or page.head.base)
    if known:
        return known
    links = (span.href for line in page.lines for span in line.spans if span.href.startswith(_ABSOLUTE))
    hosts: Counter[str] = Counter()
    for begins, times in Counter("/".join(link.split("/", 3)[:3]) for link in links).items():
        hosts[_host(begins)] += times
    host, count = hosts.most_common(1)[0] if hosts else ("", 0)
    return host if count >= _OWN_LINKS else ""


def _host(url: str) -> str:
    """The registered part of a URL's host, as near as two or three names tell."""
    try:
        names = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    return ".".join(names[-3:] if len(names) > 2 and names[-2] in _SECOND_LEVEL else names[-2:])


def _foreign(line: Line, host: str) -> list[Span]:
    """The links of a line that lead to another host."""
    return [
        span for span in line.spans if span.tag == "a" and span.href.startswith(_ABSOLUTE) and _host(span.href) != host
    ]
