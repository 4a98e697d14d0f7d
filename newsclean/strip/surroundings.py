"""What stands right behind a line: more of the article, or what follows an article.

A heading of other articles, a call, a row of links to topics stands behind the article's last paragraph. The same words
right above a paragraph, in the same part of the page, are a subheading or the start of a sentence.
"""

from __future__ import annotations

from collections.abc import Container

from ..page import Page, of_lines
from ..text import lazy_re as re
from ..text import views
from ..text.other_articles import is_teaser

_REACHES = 4  # lines; between a subheading and its paragraph stand a picture's caption, or another subheading
_REACTIONS = re.compile(r"(?:举报|回复|赞|踩|顶|支持|反对)\s?(?:\(\d*\)|\d*)$")

_SPEAKER = re.compile(r"[^,。:!?\"]{2,12}:")  # a reader's name before his words, or a speaker's


class Below:
    """The article's own text below each line, for a walk over the page from its end to its beginning.

    In HTML the text must stand beside the line: in the same box, or in one with the same parent. In a dump it must
    stand right below.

    >>> from newsclean import load
    >>> page = load("排行榜出炉\\n昨天上午，城东新桥正式通车。\\n排行榜\\n城东新桥通车")
    >>> below, found = Below(page), []
    >>> for number in (3, 2, 1, 0):
    ...     found.append(below.goes_on(number))
    ...     below.pass_line(number, claimed=False)
    >>> found
    [False, False, False, True]
    """

    def __init__(self, page: Page) -> None:
        self._reaches = 1 if page.kind == "text" else _REACHES
        self._texts = _paragraphs(page)
        self._linked, self._boxes, self._around = _places(page)
        self._text: dict[int, int] = {}  # box -> the article's nearest line further down, in it or right below it

    def goes_on(self, number: int) -> bool:
        """Whether the article goes on right behind a line."""
        box, around = self._boxes[number], self._around[number]
        if number < self._text.get(box, -1) <= number + self._reaches:
            return True
        return box > 0 and number < self._text.get(around, -1) <= number + self._reaches

    def goes_on_alone(self, number: int, claimed: Container[int]) -> bool:
        """The same of a line that no walk has come to: what stands as near behind it is looked at."""
        self._text.clear()
        for behind in range(min(number + self._reaches, len(self._boxes) - 1), number, -1):
            self.pass_line(behind, claimed=behind in claimed)
        return self.goes_on(number)

    def pass_line(self, number: int, *, claimed: bool) -> None:
        """Take note of a line, `claimed` if a rule has taken it for something else than the article's."""
        text = not claimed and self._texts[number]
        if text or self._linked[number]:  # behind a list of links nothing is a subheading's
            box, around = self._boxes[number], self._around[number]
            self._text[box] = number if text else -1
            if box:
                self._text[around] = number if text else -1


@of_lines
def _places(page: Page) -> tuple[list[bool], list[int], list[int]]:
    """For each line whether it is a link, its box, and the one around that."""
    boxes = [line.box for line in page.lines]
    return views.linked(page), boxes, [page.boxes[box].parent for box in boxes]


@of_lines
def _paragraphs(page: Page) -> list[bool]:
    """For each line whether it reads as a paragraph, and neither as a reader's words nor as a teaser."""
    return [
        bool(prose)
        and not line.mostly_link
        and not (is_teaser(text) or _REACTIONS.search(text[-20:]) or _SPEAKER.match(text))
        for line, text, prose in zip(page.lines, views.folded(page), views.prose(page), strict=True)
    ]
