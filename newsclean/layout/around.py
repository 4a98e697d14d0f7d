"""What the evidence for a headline asks of the page as a whole, worked out in one pass over its lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from operator import add

from ..grammar.date_forms import CLOCK, FULL_DATE
from ..grammar.names import is_person
from ..page import Page
from ..strip.portraits import portraits
from ..text import lazy_re as re
from ..text import site_views, views
from ..text.fold import fold, in_pieces
from ..text.other_articles import is_row_of_headlines
from .box_names import in_other_box
from .head_titles import Name, agreement, first_line_as_name, head_names, said_names, site_name
from .headline_form import PLAIN, plain
from .headline_value import FIRST_OF_DAY, LAST_OF_MORE, SIGNS_OFF, without_day_and_tools
from .neighbours import is_below_paper_head, is_couplet, paper_heads, topics
from .signals import rows_of

LONGEST = 120  # characters; the longest in use, of government papers, stay under this
_END = 2 * LONGEST  # characters of a line that are read: all of a headline, the end of a breadcrumb that has it
_TWO_LINES = 60  # characters of a headline broken in two
_LEAD = 400  # characters of prose below a line with which it is compared
ORIGINAL = frozenset(("原创", "Original"))  # the word that platforms print between the headline and the author
_IN_PARTS = 14  # letters of a headline in two lines: shorter neighbours said again are entries of a menu
_WHOLE = 20  # letters of several lines that no line of a page says again by chance
_CLOSE_BY = 15  # lines within which a headline is said again
_ACCESS = re.compile(r"登录|注册|密码|[账帐]号|扫码|扫描|验证码")
_ACCESS_WORDS = 4  # different ones of them that a box to log in has
# who took a picture, behind what it shows
_CAPTION_END = re.compile(r"[(][^()]{0,16}(?:摄影?|提供|翻摄|资料照片?|图片)\)$")
_CAPTION_SIZE = 20
_SOME_ROW = 0.4  # how much of a row another article's is at least
_DECK, _BELOW_DECK = 60, 3  # characters of a deck between headline and row, lines below it in which the row stands
_TITLE_END, _NEAR_TOP = 12, 8  # letters of a headline at the end of the page's name; lines near the top
_CALL, _CALLS = 45, 3  # characters of a headline that ends in ! or ?; so many below each other
_LOG_IN = 250  # characters of such a box
_SIGNS = re.compile(r"[^\w\n]+")
_WAY = re.compile(r"[>»|/]|\s[-–—]\s|首页")
_LIKE = 8  # letters at the beginning or at the end of a line by which it is told from the head's names
_CONTENTS = re.compile(r"上一版|下一版|标题导航|版面导航|本版导[读航]|本版新闻|版面目录")
_DAY_ALONE = re.compile(rf"(?:date\s)?{FULL_DATE}(?:\s{CLOCK})?")
_ONE_TEXT = 2  # lines of prose of a page with one paragraph; lines from its heading to it
_SPOKEN = re.compile(r'"[^"]*[。!?.…]"')  # "桥通了,我们不用坐船了!"
_HEADINGS = frozenset(("h1", "h2", "h3"))
_IN_PAIRS = 3  # letters of which it is asked
_PAIRS = 7  # pairs of characters that a headline has at least, for all of it to count as said again
SOME_ROW = 0.25  # how much of a row a line below must be
_FULL_ROW = 0.6  # more than the day of another article's headline in a list
_TEXT = 45  # characters of prose that are an article's beginning
_ARTICLE = 300  # the same of one that nobody takes for a site's notices
_COPY = 10  # letters of a headline said again, as names of outlets seldom have
_SHORTEST = 4  # letters of the end of a breadcrumb that are no chance


class Surroundings:
    """The page around its lines.

    Attributes:
        names: what the head calls the page, and a dump's first line.
        said: all names as written, folded.
        named: the same in letters.
        site: what the page calls itself, in letters.
        sole: number of the page's only heading, above its only paragraph, where the head calls it otherwise; or -1.
        letters: of each line, without blanks and signs; of one too long for a headline those of its end.
        rows: for each line how much it looks like a row of date and source, 0 to 1.
        row_below: for each line how much of one stands right below it.
        above: characters of prose above each line.
        next_prose: for each line the next line of prose below it.
        seen: letters of short lines -> where they stand.
        known: what is known of the site says of lines: for a headline, or against one.
        other_boxes: for each box whether it is one of other articles.
        opening: number of a dump's first line that is no day and no name below it; -1 in HTML.
        paper: whether the page is a paper's, with its headlines listed or ways to the next page.
        hints: what class names say, once asked for.
    """

    def __init__(self, page: Page, planted: frozenset[int]) -> None:
        self._folded, self._prose = views.folded(page), views.prose(page)
        self._dump = page.kind == "text"
        self._portraits = frozenset(portraits(page)) if self._dump else frozenset()
        first = first_line_as_name(page)
        self.names = [*head_names(page), *([first] if first else []), *said_names(page)]
        self.said = fold("\n".join(name.text for name in self.names))
        self.named = "\n".join(name.plain for name in self.names)
        self.site = plain(site_name(page))
        ends = "\n".join([text[-_END:] for text in self._folded])
        self.letters = in_pieces(_letters, ends).split("\n") if page.lines else []
        sole = _sole_heading(page, self._prose) if self.named else -1
        self.sole = sole if sole >= 0 and self.letters[sole] not in self.named else -1
        self.rows = rows_of(page)
        self.row_below = _rows_below(self.rows, self._folded, self._prose)
        if self._dump:
            above, strength = _row_below_deck(self.rows, self._folded, self._prose)
            if strength:
                self.row_below[above] = max(self.row_below[above], strength)
        self._sum_up(planted)
        self.known = _of_site(page)
        self.other_boxes = in_other_box(page)
        self.hints: dict[tuple[str, str, bool], dict[str, float]] = {}
        self._leads: dict[int, str] = {}
        self.opening = self._opening() if self._dump else -1
        self._signs_off = any(sign in views.text(page) for sign in SIGNS_OFF)
        self.paper = _CONTENTS.search(views.text(page)) is not None

    def _opening(self) -> int:
        """The first line of a dump behind a day alone and who wrote: `2022-09-21 ⏎ 张三 ⏎ 城东新桥通车`."""
        if not self._folded or not _DAY_ALONE.fullmatch(self._folded[0]):
            return 0
        return 2 if len(self._folded) > 1 and is_person(self._folded[1]) else 1

    def _sum_up(self, planted: frozenset[int]) -> None:
        """Where prose and short lines stand."""
        self.above: list[int] = []
        self.seen: dict[str, list[int]] = defaultdict(list)
        total = 0
        calls = _calls(self._folded, self._prose).union(self._portraits) if self._dump else frozenset()
        if self._dump and _ends_in_headline(self.letters):
            calls |= {0}
        if self._dump and self._folded and is_row_of_headlines(self._folded[0]):
            calls |= {0}
        twice = _said_twice(self._folded) if self._dump else frozenset()
        lines = zip(self._folded, self._prose, self.letters, strict=True)
        for number, (text, length, letters) in enumerate(lines):
            self.above.append(total)
            if number in planted:
                continue
            if length:
                total += 0 if number in calls or _is_log_in(text) or number in twice else length
            elif len(text) <= LONGEST:
                self.seen[letters].append(number)
        following = len(self._prose)
        self.next_prose = [0] * following
        for number in range(following - 1, -1, -1):
            self.next_prose[number] = following
            if self._prose[number] and number not in planted:
                following = number

    @cached_property
    def paper_heads(self) -> frozenset[int]:
        """Lines of a dump that are the head of a paper's page."""
        return paper_heads(self._folded) if self._dump else frozenset()

    @cached_property
    def topics(self) -> dict[int, range]:
        """The topics of a dump, said twice right below the row, by the line below them."""
        return topics(self.letters, self.rows) if self._dump else {}

    def below_paper(self, first: int) -> bool:
        """Whether a line is one of the first below the head of a paper's page."""
        heads = self.paper_heads
        return bool(heads) and is_below_paper_head(self.letters, self.rows, heads, self._prose, first)

    def is_couplet(self, first: int, last: int) -> bool:
        """Whether two lines of a dump are a headline in two short halves."""
        return self._dump and last == first + 1 and is_couplet(self._folded, self.next_prose, first)

    @cached_property
    def joined(self) -> dict[str, list[int]]:
        """Letters of two lines in a row -> where the first one stands, of those that begin as others do."""
        joined: dict[str, list[int]] = defaultdict(list)
        letters, folded, often = self.letters, self._folded, self._often
        lines = zip(self._prose[:-1], self._openings, strict=False)
        for number in [n for n, (prose, opening) in enumerate(lines) if not prose and often[opening] > 1]:
            if len(folded[number]) + len(folded[number + 1]) <= _TWO_LINES:
                joined[letters[number] + letters[number + 1]].append(number)
        return joined

    def says_again(self, first: int, last: int, letters: str) -> bool:
        """Whether the page says the letters of some lines once more close by, or anywhere where they are a whole."""
        places, size = self.seen.get(letters), len(letters)
        if places and places != [first]:
            far = first < last and size >= _WHOLE
            if _beside(places, first, last, len(self.letters) if far else _CLOSE_BY):
                return True
        if first == last or size < _IN_PARTS:
            return False
        pairs = self.joined.get(letters, [first])
        return pairs[0] < first - 1 or pairs[-1] > first + 1

    def in_contents(self, first: int, letters: str) -> bool:
        """Whether a paper's page lists a line above it among its headlines, as it does no deck and no kicker."""
        return len(letters) >= _SHORTEST and self.seen.get(letters, (first,))[0] < first - 1

    def stands_over_copy(self, first: int) -> bool:
        """Whether the line right below says again one further above: a kicker over its headline, below their row."""
        letters = self.letters[first + 1] if first + 1 < len(self.letters) else ""
        return len(letters) >= _COPY and self.seen.get(letters, (first,))[0] < first - 1

    def headline(self, first: int, last: int) -> tuple[str, str]:
        """What some lines say as one without a day and widgets, and the letters of that."""
        if first < last:
            text, letters = "".join(self._folded[first : last + 1]), "".join(self.letters[first : last + 1])
        else:
            text, letters = self._folded[first], self.letters[first]
            if text[0] not in FIRST_OF_DAY and text[-1] not in LAST_OF_MORE and not self._signs_off:
                return text, letters
        said = without_day_and_tools(text)
        return (text, letters) if said is text else (said, PLAIN.sub("", said).lower())

    def ends_in_text(self, last: int) -> bool:
        """Whether a line ends with a full stop, or is spoken as a whole, and no row stands below it."""
        text = self._folded[last]
        return self.row_below[last] < SOME_ROW and (text[-1] == "。" or (text[-1] == '"' and _is_spoken(text)))

    def is_below_text(self, first: int, last: int) -> bool:
        """Whether an article has begun above: a paragraph and no row below, or several and at most a day."""
        above, row = self.above[first], self.row_below[last]
        return (above >= _TEXT and row < SOME_ROW) or (above >= _ARTICLE and row < _FULL_ROW)

    def agreements(self, first: int, letters: str) -> Iterable[str]:
        """How the letters from a line on agree with the page's names, each way once: see `agreement`."""
        if letters[:_LIKE] not in self.named and letters[-_LIKE:] not in self.named:  # as most: a cheap look before
            return ()
        names = self.names_like(first, letters)
        return dict.fromkeys(kind for name in names if (kind := agreement("", letters, name)[0]))

    def names_like(self, number: int, letters: str) -> Sequence[Name]:
        """The names that the letters from a line on may agree with; a dump's first line says nothing of itself."""
        own = self._dump and not number
        # what begins or ends like none of them agrees with none: a cheap look before
        if own or not (letters[:_LIKE] in self.named or letters[-_LIKE:] in self.named):
            return ()
        return self.names

    def may_be_named(self, first: int, last: int) -> bool:
        """Whether some of the lines from one on, taken together, may agree with a name of the page."""
        letters, named = self.letters, self.named
        if letters[first][:_LIKE] in named or letters[first + 1][-_LIKE:] in named:
            return True
        return last > first + 1 and letters[last][-_LIKE:] in named

    @cached_property
    def _openings(self) -> list[str]:
        """For each line how it and the one below it begin."""
        return [(one + other)[:_SHORTEST] for one, other in pairwise((*self.letters, ""))]

    @cached_property
    def _often(self) -> Counter[str]:
        """How often the page says each of these beginnings."""
        return Counter(self._openings)

    def may_be_said_again(self, first: int, last: int) -> bool:
        """Whether the page says some of the lines from one on, taken together, once more."""
        opening = self._openings[first]
        if len(opening) == _SHORTEST and self._often[opening] == 1:  # a cheap look before
            return False
        ends = range(first + 1, last + 1)
        return any(self.says_again(first, end, "".join(self.letters[first : end + 1])) for end in ends)

    def ends_breadcrumb(self, number: int, letters: str) -> bool:
        """Whether the line above a line ends with its letters, and more stands before them."""
        end = self.letters[number - 1] if number else ""
        return len(letters) >= _SHORTEST and end != letters and end.endswith(letters)

    def is_twin_below(self, number: int, letters: str) -> bool:
        """Whether a dump's line stands twice in a row right below a longer one that ends with its letters.

        Such are the words of a picture, which gives the headline in its own way; the way to a page has arrows or bars.
        """
        first = number - (self._dump and number > 0 and self.letters[number - 1] == letters)
        if not self._dump or self.letters[first + 1 : first + 2] != [letters]:
            return False
        return self.ends_breadcrumb(first, letters) and not _WAY.search(self._folded[first - 1])

    def overlap(self, letters: str, last: int) -> float:
        """Share of a line's pairs of characters that the prose right below it says again: see `most_overlap`."""
        if len(letters) < _IN_PAIRS:
            return 0.0
        lead = self.lead(self.next_prose[last])
        pairs = set(map(add, letters, letters[1:]))
        # a few characters recur by chance
        return sum(map(lead.__contains__, pairs)) / max(len(pairs), _PAIRS)

    def lead(self, number: int) -> str:
        """The first prose from a line on."""
        if number not in self._leads:
            text, at = "", number
            while len(text) < _LEAD and at < len(self._folded):
                text += self._folded[at][:_LEAD]
                at = self.next_prose[at]
            self._leads[number] = text
        return self._leads[number]


def most_overlap(size: int) -> float:
    """The most that `overlap` can be of so many letters.

    >>> most_overlap(2), round(most_overlap(5), 2), most_overlap(20)
    (0.0, 0.57, 1.0)
    """
    return min((size - 1) / _PAIRS, 1.0) if size >= _IN_PAIRS else 0.0


def _is_spoken(text: str) -> bool:
    """Whether a line is what somebody says, in quotation marks as a whole."""
    return _SPOKEN.fullmatch(text) is not None


def _sole_heading(page: Page, prose: Sequence[int]) -> int:
    """The number of the page's only heading, where hardly more than one paragraph stands right below it; or -1."""
    headings = [line.number for line in page.lines if line.tag in _HEADINGS]
    texts = [number for number, length in enumerate(prose) if length] if len(headings) == 1 else []
    sole = 1 <= len(texts) <= _ONE_TEXT and 0 < texts[0] - headings[0] <= _ONE_TEXT
    return headings[0] if sole else -1


def _beside(places: Sequence[int], first: int, last: int, reach: int) -> bool:
    """Whether one of some places, in their order, lies so near outside of some lines; lists say one thing often.

    >>> [_beside([2, 5, 9], first, first, 3) for first in (2, 5, 9, 20)], _beside([2, 5], 2, 5, 9)
    ([True, True, False, False], False)
    """
    above, below = bisect_left(places, first - reach), bisect_right(places, last)
    return (above < len(places) and places[above] < first) or (below < len(places) and places[below] <= first + reach)


def _letters(text: str) -> str:
    """A text without blanks and signs, in lower case."""
    return _SIGNS.sub("", text).replace("_", "").lower()


def _of_site(page: Page) -> dict[int, dict[str, float]]:
    """What is known of the page's site says of lines."""
    found: dict[int, dict[str, float]] = {}
    told = {
        "site-title": (site_views.lines_of(page, "title"), site_views.trusted(page, "title")),
        "site-drop": (site_views.dropped(page), 1.0),
        "site-line": (site_views.recurring(page), 1.0),
    }
    for name, (numbers, amount) in told.items():
        for number in numbers:
            found.setdefault(number, {})[name] = amount
    return found


def _ends_in_headline(letters: Sequence[str]) -> bool:
    """Whether the first line is the page's name, with words of a shop before the headline that a line below says."""
    ends = (end for end in letters[1:_NEAR_TOP] if len(end) >= _TITLE_END)
    return any(map(letters[0].endswith, ends)) if letters else False


def _calls(folded: Sequence[str], prose: Sequence[int]) -> frozenset[int]:
    """Headlines that ask or call out, one below the other: a list of other articles reads as prose, and is none.

    >>> lines = ["首页", "新桥通车了吗?", "渡口停航了!", "居民怎么说?", "新桥昨天通车。"]
    >>> [sorted(_calls(texts, prose)) for texts, prose in ((lines, [0, 9, 9, 9, 9]), (lines, [0, 9, 0, 9, 9]))]
    [[1, 2, 3], []]
    >>> sorted(_calls(lines[2:], [9, 9, 9]))
    []
    """
    asking = [
        number
        for number, text in enumerate(folded)
        if text[-1:] in "!?" and prose[number] and len(text) <= _CALL and "。" not in text
    ]
    # those right below each other have the same distance from their place among these
    runs = (list(run) for _, run in groupby(enumerate(asking), lambda place: place[1] - place[0]))
    return frozenset(number for run in runs if len(run) >= _CALLS for _, number in run)


def _said_twice(folded: Sequence[str]) -> set[int]:
    """The lines that say the same as the one above or below: what a picture shows, as its words and below it."""
    again = [number for number, (text, below) in enumerate(pairwise(folded)) if text == below]
    return {beside for number in again for beside in (number, number + 1)}


def _is_log_in(text: str) -> bool:
    """Whether a line that reads as prose is the page's box to log in."""
    return len(text) <= _LOG_IN and len(set(_ACCESS.findall(text))) >= _ACCESS_WORDS


def _rows_below(rows: Sequence[float], folded: Sequence[str], prose: Sequence[int]) -> list[float]:
    """For each line how much of a row stands in the five lines below it, with no prose between but a caption."""
    below = [0.0] * len(rows)
    for number, strength in enumerate(rows):
        for step in range(1, min(number, 5) + 1 if strength else 0):
            at = number - step
            below[at] = max(below[at], strength * (1.1 - step / 10))
            if prose[at] and not _CAPTION_END.search(folded[at][-_CAPTION_SIZE:]):
                break
    return below


def _row_below_deck(rows: Sequence[float], folded: Sequence[str], prose: Sequence[int]) -> tuple[int, float]:
    """The line above a deck, a sentence that is the first prose, and how much of a row stands below that.

    Nowhere for a list, which has a row below each of its teasers.
    """
    deck = next((number for number, length in enumerate(prose) if length), -1)
    if deck < 1 or len(folded[deck]) > _DECK or folded[deck][-1] != "。":
        return -1, 0.0
    strong = [strength if strength >= _SOME_ROW else 0.0 for strength in rows]
    near = [strength * (0.9 - step / 10) for step, strength in enumerate(strong[deck + 1 : deck + 1 + _BELOW_DECK])]
    if any(strong[:deck]) or any(strong[deck + 1 + _BELOW_DECK :]):
        return -1, 0.0
    return deck - 1, max(near, default=0.0)
