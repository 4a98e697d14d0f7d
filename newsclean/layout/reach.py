"""What a line could be worth at most as the headline: the sum of what is known of it before anything in it is read.

Most lines of a page are far from a headline by what stands around them. Whatever has a weight above nothing and is not
known yet counts in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..page import Line, Page
from ..text import views
from .around import ORIGINAL, Surroundings
from .blogs import is_day_of_post
from .headline_words import SUBJECT, most
from .neighbours import TOP_ROWS
from .signals import is_addressed
from .weights import weights

_HEAD = ("head-same", "head-leading", "head-part", "head-start", "head-cut", "head-labelled")
_DATES = frozenset(" d0123[(")  # what a date before a headline begins with


class Reach:
    """What the lines of a page could be worth."""

    def __init__(self, page: Page, around: Surroundings) -> None:
        self._page, self._around = page, around
        self._folded, self._prose = views.folded(page), views.prose(page)
        self._worth = defaultdict(float, weights("header"))
        self._named = sum(max(self._worth[name], 0.0) for name in _HEAD)
        self._alone = most(())

    def markup(self, amounts: Mapping[str, float]) -> float:
        """What the markup of a line adds."""
        return sum(self._worth[name] * amount for name, amount in amounts.items()) if amounts else 0.0

    def above(self, first: int) -> float:
        """What the lines above a line add."""
        worth, around = self._worth, self._around
        before = self._folded[first - 1] if first else ""
        value = worth["bias"] + worth["row-above"] * max(around.rows[max(0, first - 2) : first], default=0.0)
        if above := around.above[first]:
            value += worth["prose-above"] * min(above, 1000) / 1000 + worth["prose-above-any"] * min(above / 80, 1.0)
        if before in ORIGINAL:
            value += worth["original-above"]
        if ">" in before or "»" in before or "首页" in before:
            value += max(worth["breadcrumb-above"], 0.0)
        if first == 1 and self._page.kind == "text":
            value += max(worth["below-site"], 0.0)
        if first <= TOP_ROWS and self._page.kind == "text":
            value += max(worth["below-top-row"], 0.0)
        if is_day_of_post(self._page, first - 1):
            value += worth["below-blog-day"]
        if around.paper and around.in_contents(first, around.letters[first]):
            value += max(worth["in-contents"], 0.0)
        if self._page.lines[first].apart:
            value += worth["apart-above"]
        value += worth["below-paper"] * around.below_paper(first)
        return value + worth["first-line"] * (first == around.opening)

    def below(self, first: int, last: int) -> float:
        """What the lines below some lines add."""
        worth, around, lines = self._worth, self._around, self._page.lines
        to_prose = around.next_prose[last] - last
        value = worth["row-below"] * around.row_below[last]
        if last + to_prose == len(lines):
            value += worth["prose-nowhere"]
        else:
            value += max(worth["lead-overlap"], 0.0)
            value += worth["signed-lead"] * (to_prose == 1)
            value += worth["prose-next"] if to_prose == 1 else worth["prose-near"] if to_prose <= 4 else 0.0
        if to_prose > 12:
            value += worth["prose-far"]
        if last + 1 < len(lines):
            behind = lines[last + 1]
            value += worth["apart-below"] * behind.apart
            value += worth["link-to-copy"] * (behind.text.strip("[]") == "复制链接")
            value += worth["addressed"] * is_addressed(self._folded[last + 1])
            value += worth["indent-below"] * (behind.indent > lines[first].indent)
        return value

    def own(self, group: Sequence[Line]) -> float:
        """What the words of some lines add, and what the page says again of them."""
        worth, around, first, last = self._worth, self._around, group[0].number, group[-1].number
        letters = around.letters[first] if first == last else "".join(around.letters[first : last + 1])
        named = self._folded[first][:1] in _DATES or around.names_like(first, letters)
        read = first < last or SUBJECT in self._folded[first]
        value = most(self._folded[first : last + 1]) if read else self._alone
        if named:
            value += self._named
        if any(self._prose[first : last + 1]):
            value += worth["prose"]
        if first and around.ends_breadcrumb(first, letters):
            value += worth["ends-breadcrumb"]
        again = around.says_again(first, last, letters)
        if first == last:
            return value + worth["said-again"] * again + worth["quoted-word"] * (first == around.opening)
        value += worth["parts-said-again"] * again
        value += worth["couplet"] * around.is_couplet(first, last)
        return value + worth["in-parts"] + (0.0 if named else worth["in-parts-unnamed"])


def unread(overlap: float) -> float:
    """What a line could be worth less than `Reach` says, once it is known how much of it the prose below says again."""
    worth = weights("header").get("lead-overlap", 0.0)
    return max(worth, 0.0) - worth * overlap
