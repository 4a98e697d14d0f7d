"""Pages in one line: corpora that fold all white space leave a blank where a box ended, and inside a headline too.

A blank is where a box ended but for those in brackets, in the meta row, beside Latin letters, between the halves of the
headline above the row, and in words that the page says again with the same blank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...phrases.own_words import of_phrases
from ...text import lazy_re as re
from ...text.fold import fold
from ...text.matching import alternation, starts_with
from .kinds import GOES_BACK, GOES_ON, HEADING, ROW, SENTENCE, SHORT, SHORTEST, TEXT, is_label, kind_of

_BARS = "|｜"
_OPEN, _CLOSE = "（(《“「『【[", "）)》”」』】]"
_INSIDE = 60  # characters in which a bracket is closed
_MOST_ROWS = 3  # lines of a dump that is one line, with its title or a mark of its maker above it
_SHARE = 0.8  # of its characters that stand in that line
_SHORTEST = 150  # characters of it
# a maker that glues boxes sets no blank behind the time of a row
_GLUED = re.compile(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s\d{1,2}:\d\d(?::\d\d)?[\u4e00-\u9fff]")
_PARAGRAPH = re.compile(r"[。！？][”」』）]?\s(?=[“「『（《\u4e00-\u9fff\d])")
_SENTENCES = 6  # of a paragraph, from which on its blanks are no borders
# 全长 800 米
_SPACED = re.compile(r"[\u4e00-\u9fff]\s\d[\d.,]{0,9}\s(?:[年月日个名人万亿元米家次岁倍号余多%]|公里|平方|小时|分钟)")
_MANY_SPACED = 3  # from which on a page sets blanks around numbers and names in Latin letters
_LEAD = re.compile(r"[【\[（(][^】\]）)]{2,20}(?:[讯訊电電]|报道|報導)[】\]）)]")  # 【远山讯】昨天上午，…
_SIGNS_OFF = frozenset(("摄", "图", "文", "摄影", "供图", "文/图", "图/文", "摄影报道"))  # behind a reporter's name
_NAME = range(2, 4)  # characters of a person's name
_HALF = range(5, 41)  # characters of one of a headline's parts
_HALVES = (2, 3)  # how many there are of them
_ALIKE = 3  # times that the longest is as long as the shortest; an account's name is shorter than the headline
_PATH, _BULLETS = frozenset(">＞»/"), frozenset("·•■◆●▪")
_ENTRY = _PATH | _BULLETS


@of_phrases
def _names() -> re.Pattern[str]:
    """A labelled name with a further one behind a blank: 作者：张三 李四."""
    labels = alternation("grammar/author_labels", "grammar/editor_labels")
    family = alternation("grammar/common_surnames")
    return re.compile(rf"(?:{labels})[:：/丨|]?[\u4e00-\u9fff]{{2,4}} (?:{family})[\u4e00-\u9fff]{{1,2}}")


def in_one_line(rows: Sequence[str]) -> bool:
    """Whether a dump's rows are one line, but for a title, with blanks where its boxes ended.

    >>> page = "首页 新闻 城东新桥昨天通车 " + "昨天，城东新桥通车，居民们都说好。 记者看到，车流平稳，秩序井然。 " * 4
    >>> in_one_line([page]), in_one_line(page.split())
    (True, False)
    """
    shown = [row for row in rows if row.strip()]
    if not 0 < len(shown) <= _MOST_ROWS:
        return False
    longest = max(shown, key=len)
    if len(longest) < max(_SHORTEST, _SHARE * sum(map(len, shown))):
        return False
    ends = 0 if _GLUED.search(longest) else len(_PARAGRAPH.findall(longest))
    return ends > 0 and _SENTENCES * ends >= longest.count("。")


def at_blanks(row: str) -> list[str]:
    """The lines that a page in one line was.

    >>> text = "昨天，城东新桥正式通车，居民们都说好。 " * 6
    >>> at_blanks("首页 新闻 城东新桥昨天通车 居民不再绕路 2024-03-12 09:15 来源：远山日报 " + text)[2:5]
    ['城东新桥昨天通车 居民不再绕路', '2024-03-12 09:15 来源：远山日报', '昨天，城东新桥正式通车，居民们都说好。']
    """
    if len(row) < _SHORTEST:
        return [row.strip()]
    words = row.split()
    kinds = [ROW if is_label(word) else kind_of(fold(word)) for word in words]
    together = {*_said_again(words, kinds), *_halves(words, kinds)}
    spaced = len(_SPACED.findall(row)) >= _MANY_SPACED
    lines: list[list[str]] = []
    depth = 0
    for at, word in enumerate(words):
        if not lines or not (depth or at in together or _goes_on(words, kinds, at, spaced)):
            lines.append([])
        lines[-1].append(word)
        depth = _depth(depth, word)
    return [" ".join(line) for line in lines]


def _depth(depth: int, word: str) -> int:
    """How many characters ago a bracket was opened that is not closed yet, 0 where none is."""
    opened, closed = max(map(word.rfind, _OPEN)), max(map(word.rfind, _CLOSE))
    if opened > closed:
        return len(word) - opened
    return 0 if closed >= 0 or not depth or depth + len(word) > _INSIDE else depth + len(word)


def _goes_on(words: Sequence[str], kinds: Sequence[str], at: int, spaced: bool) -> bool:
    """Whether what stands before a word goes on in it: a mark says so, the meta row, or letters of a name."""
    before, word = words[at - 1], words[at]
    if word in _BULLETS or before in _BULLETS:
        return before in _BULLETS
    if before[-1] in GOES_ON + _BARS or word[0] in GOES_BACK + _BARS or len(before) == len(word) == 1:
        return True
    if is_label(before) and len(word) < SHORTEST:  # 记者 张三
        return True
    if word in _SIGNS_OFF and 1 < len(before) <= _NAME.stop:  # 记者 张三 摄
        return True
    if kinds[at - 1] == ROW and len(word) in _NAME and _names().fullmatch(f"{before} {word}"):
        return True
    around = kinds[at - 1 : at + 1]
    if ROW in around or HEADING in around:
        return around[0] == around[1] == ROW
    latin = before[-1].isascii() + word[0].isascii()
    return latin == 2 or (latin == 1 and spaced)


def _said_again(words: Sequence[str], kinds: Sequence[str]) -> Iterator[int]:
    """Where a part of a headline stands behind another one, as it does elsewhere on the page."""
    pairs = Counter(pairwise(words))
    for at, pair in enumerate(pairwise(words), 1):
        if pairs[pair] > 1 and _is_half(words, kinds, at - 1) and _is_half(words, kinds, at):
            yield at


def _halves(words: Sequence[str], kinds: Sequence[str]) -> Iterator[int]:
    """Where another part of the headline above a meta row or a lead begins: two or three parts in all."""
    for row, kind in enumerate(kinds):
        if not row or kinds[row - 1] == ROW or not (kind == ROW or _LEAD.match(words[row])):
            continue
        last = row - 1 if _is_half(words, kinds, row - 1) else row - 2  # an outlet between headline and row
        first = last
        while first > 0 and last - first < _HALVES[-1] and _is_half(words, kinds, first - 1):
            first -= 1
        sizes = [len(word) for word in words[first : last + 1]]
        if len(sizes) in _HALVES and _is_half(words, kinds, last) and _ALIKE * min(sizes) >= max(sizes):
            yield from range(first + 1, last + 1)


def _is_half(words: Sequence[str], kinds: Sequence[str], at: int) -> bool:
    """Whether a word can be a part of a headline: none of the way to the page, none that opens with a button."""
    word, kind = words[at], kinds[at]
    if len(word) not in _HALF or word[0] in "（(" or not _PATH.isdisjoint(word) or (at and words[at - 1][-1] in _ENTRY):
        return False
    if kind not in (TEXT, SHORT) and (kind != SENTENCE or word[-1] in "。…"):
        return False
    return not starts_with(fold(word), "text/widget_words")
