"""What class and id names say of a box: the words stand in phrase files, how names are read is known here only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..page import Box, Page, of_lines
from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re

_START, _END = r"(?<![^\s_-]{})", r"(?![^\s_\d-])"  # no letter before its first one, none behind its last


@of_phrases
def named(name: str) -> re.Pattern[str]:
    """A pattern for class and id names that hold one of the words of a phrase file; `*` stands for any letters.

    >>> bool(named("layout/junk_boxes").search("left_nav")), bool(named("layout/junk_boxes").search("navy"))
    (True, False)
    """
    # each begins with a plain character, so that the engine skips to places where one stands
    ends: dict[tuple[str, str], list[str]] = {}
    for word in phrases(name):
        first, rest = re.escape(word.strip("*")[0]), re.escape(word.strip("*")[1:])
        start = first if word.startswith("*") else first + _START.format(first)
        ends.setdefault((start, "" if word.endswith("*") else _END), []).append(rest)
    return re.compile("|".join([f"{start}(?:{'|'.join(rests)}){end}" for (start, end), rests in ends.items()]))


@of_lines
def in_other_box(page: Page) -> Mapping[int, bool]:
    """For each box of a page, whether its name or that of one around it says that the article's rows are not in it.

    A footer of the article's own (`entry-footer`) holds its date, where that of the page holds the licence.

    >>> from newsclean import load
    >>> page = load("<div class=hot-news><p>城东新桥</p></div><div class=entry-footer>2022-09-21</div>")
    >>> [in_other_box(page)[line.box] for line in page.lines]
    [True, False]
    """
    return _OtherBoxes(page.boxes)


class _OtherBoxes(dict[int, bool]):
    """Judges a box when it is asked for, with those around it: most hold nothing that anybody asks of."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        super().__init__({0: _is_other(boxes[0].hints)})
        self._boxes = boxes
        self._said = {"": False}  # most boxes are called like an earlier one

    def __missing__(self, box: int) -> bool:
        around = [box]  # from the inside out, up to one that is known
        while (outer := self._boxes[around[-1]].parent) not in self:
            around.append(outer)
        for inner in reversed(around):
            parent, _, hints = self._boxes[inner]
            if hints not in self._said:
                self._said[hints] = _is_other(hints)
            self[inner] = self[parent] or self._said[hints]
        return self[box]


def _is_other(hints: str) -> bool:
    """Whether a box's own name says so."""
    own = named("layout/row_boxes").sub(" ", hints) if hints else ""
    return bool(own) and named("layout/other_boxes").search(own) is not None
