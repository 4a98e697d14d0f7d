"""What a line could be worth at most as the headline: the sum of what is known of it before anything in it is read.

Most lines of a page are far from a headline by what stands around them, and by their length. Whatever has a weight
above nothing and is not known yet counts in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import inf

from ..page import Page
from ..text import views
from .around import ORIGINAL, Surroundings, most_overlap
from .blogs import days_of_posts
from .headline_words import most
from .joints import may_go_on
from .neighbours import TOP_ROWS, is_above_link_to_copy
from .signals import is_addressed
from .weights import weights

_DATES = frozenset(" d0123[(")  # what a date before a headline begins with
_STOPS = '。"'  # what a sentence ends with: a cheap look before
_MUCH = 1000  # characters of prose above a line, from which on more says nothing


class Reach:
    """What the lines of a page could be worth."""

    def __init__(self, page: Page, around: Surroundings) -> None:
        self._page, self._around = page, around
        self._folded, self._prose = views.folded(page), views.prose(page)
        self._dump = page.kind == "text"
        self._indented = self._dump and any(line.indent for line in page.lines)
        self._worth = worth = defaultdict(float, weights("header"))
        self._any_overlap = max(worth["lead-overlap"], 0.0)
        # several lines for which nothing speaks as one but what is not known of them yet
        self._unlikely = worth["in-parts"] + worth["in-parts-unnamed"] + self._any_overlap
        self._unlikely += max(worth["short-phrase"], 0.0) + max(worth["indent-below"], 0.0)
        self._rarely_above: dict[int, float] = defaultdict(float)
        for number, value in self._rare():
            self._rarely_above[number] += value
        self._text_above: dict[int, float] = {}
        self._above: dict[int, float] = {}  # of each line that was asked for, with its markup
        self._below: dict[int, float] = {}

    def line(self, first: int, markup: Mapping[str, float]) -> float:
        """What one line could be worth, with the evidence of its markup."""
        worth, text = self._worth, self._around.above[first]
        above = worth["bias"] + self._rarely_above.get(first, 0.0)
        if text:
            if text not in self._text_above:  # many lines have the same above them
                some = worth["prose-above-any"] * min(text / 80, 1.0)
                self._text_above[text] = worth["prose-above"] * min(text, _MUCH) / _MUCH + some
            above += self._text_above[text]
        for name in markup:
            above += worth[name] * markup[name]
        self._above[first] = above
        self._below[first] = below = self.below(first, first)
        return above + below + self.own(first, first)

    def lines(self, first: int, last: int) -> float:
        """What several lines could be worth as one headline; the first of them was asked for before."""
        return self._above[first] + self.below(first, last) + self.own(first, last)

    def together(self, first: int) -> float:
        """What a line and those below it could be worth as one headline at most, where nothing speaks for that.

        Where anything may, nothing is known yet: evidence for several lines has to be asked for here, however roughly.
        The lines below were asked for before.
        """
        around, folded, letters = self._around, self._folded, self._around.letters
        below, last = self._below[first + 1], first + 1
        if first + 2 in self._below:
            below, last = max(below, self._below[first + 2]), first + 2
        if may_go_on(folded[first], folded[first + 1]) or (
            last > first + 1 and may_go_on(folded[last - 1], folded[last])
        ):
            return inf
        if folded[first][0] in _DATES or around.may_be_named(first, last):
            return inf
        if around.may_be_said_again(first, last) or (first and letters[first] in letters[first - 1]):
            return inf
        value = self._above[first] + below + self._unlikely
        return value - min(self._worth["text-above"], 0.0) if self._prose[first] or self._prose[first + 1] else value

    def _rare(self) -> Iterator[tuple[int, float]]:
        """What the lines above some lines add that most lines have nothing of, each by the line's number."""
        worth, around, folded, text = self._worth, self._around, self._folded, views.text(self._page)
        for number in {number + below for number, row in enumerate(around.rows) if row for below in (1, 2)}:
            yield number, worth["row-above"] * max(around.rows[max(0, number - 2) : number])
        if any(word in text for word in ORIGINAL):
            yield from ((number, worth["original-above"]) for number, line in enumerate(folded, 1) if line in ORIGINAL)
        ways = [n for n, line in enumerate(folded, 1) if ">" in line or "»" in line or "首页" in line]
        yield from ((number, max(worth["breadcrumb-above"], 0.0)) for number in ways)
        if around.paper:
            listed = (number for number, letters in enumerate(around.letters) if around.in_contents(number, letters))
            yield from ((number, max(worth["in-contents"], 0.0)) for number in listed)
        if self._dump:
            yield from self._rare_in_dumps()

    def _rare_in_dumps(self) -> Iterator[tuple[int, float]]:
        """The same of what is asked of dumps alone."""
        worth, around = self._worth, self._around
        yield 1, max(worth["below-site"], 0.0)
        yield from ((number, max(worth["below-top-row"], 0.0)) for number in range(TOP_ROWS + 1))
        yield from ((line.number, worth["apart-above"]) for line in self._page.lines if line.apart)
        yield from ((number + 1, worth["below-blog-day"]) for number in days_of_posts(self._page))
        yield from ((number, worth["below-topics"]) for number in around.topics)
        yield around.opening, worth["first-line"] + max(worth["short-above-news"], 0.0)
        if around.paper_heads:
            numbers = range(len(self._folded))
            yield from ((number, worth["below-paper"]) for number in numbers if around.below_paper(number))

    def below(self, first: int, last: int) -> float:
        """What the lines below some lines add."""
        worth, around, lines = self._worth, self._around, self._page.lines
        to_prose, row = around.next_prose[last] - last, around.row_below[last]
        value = worth["row-below"] * row
        if last + to_prose == len(lines):
            value += worth["prose-nowhere"]
        elif to_prose == 1:
            value += worth["prose-next"] + worth["signed-lead"] * self._dump
        elif to_prose <= 4:
            value += worth["prose-near"]
        if to_prose > 12:
            value += worth["prose-far"]
        if last + 1 < len(lines):
            value += self._right_below(first, last)
        if self._folded[last][-1] in _STOPS and around.ends_in_text(last):
            value += worth["full-stop"]
        return value + worth["text-above"] if self._dump and around.is_below_text(first, last) else value

    def _right_below(self, first: int, last: int) -> float:
        """What the next line adds."""
        text, value = self._folded[last + 1], 0.0
        if text[-1] == ":" and is_addressed(text):
            value += self._worth["addressed"]
        if "复制链接" in text and is_above_link_to_copy(self._page, last):
            value += self._worth["link-to-copy"]
        if self._dump:
            behind = self._page.lines[last + 1]
            if behind.apart:
                value += self._worth["apart-below"]
            if self._indented and behind.indent > self._page.lines[first].indent:
                value += self._worth["indent-below"]
        return value

    def unread(self, letters: str, last: int) -> float:
        """What lines could be worth less than `line` and `lines` say, once the prose below them is read."""
        if self._around.next_prose[last] == len(self._folded):
            return 0.0
        most_of = self._any_overlap * most_overlap(len(letters))
        return most_of - self._worth["lead-overlap"] * self._around.overlap(letters, last)

    def own(self, first: int, last: int) -> float:
        """What the words of some lines add, what the head says of them, and the page says again."""
        worth, around = self._worth, self._around
        text, own = around.headline(first, last)
        value = most(self._folded[first : last + 1] if first < last else (), text, len(own))
        if around.next_prose[last] < len(self._folded):
            value += self._any_overlap * most_overlap(len(own))
        kinds = around.agreements(first, own)
        for kind in kinds:
            value += max(worth[f"head-{kind}"], 0.0)
        letters = around.letters[first] if first == last else "".join(around.letters[first : last + 1])
        if first and around.ends_breadcrumb(first, letters):
            value += worth["ends-breadcrumb"]
        again = around.says_again(first, last, letters)
        if first == last:
            if self._prose[first]:
                value += worth["prose"]
            return value + worth["said-again"] * again + worth["quoted-word"] * (first == around.opening)
        if any(self._prose[first : last + 1]):
            value += worth["prose"]
        value += worth["parts-said-again"] * again
        value += worth["couplet"] * around.is_couplet(first, last)
        return value + worth["in-parts"] + (0.0 if kinds else worth["in-parts-unnamed"])
