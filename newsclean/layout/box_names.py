"""What class and id names say of a box: the words stand in phrase files, how names are read is known here only."""

from __future__ import annotations

import re

from ..page import Page, of_lines
from ..phrases import phrases
from ..phrases.own_words import of_phrases

_START, _END = r"(?<![^\s_-])", r"(?![^\s_\d-])"


@of_phrases
def named(name: str) -> re.Pattern[str]:
    """A pattern for class and id names that hold one of the words of a phrase file; `*` stands for any letters.

    >>> bool(named("layout/junk_boxes").search("left_nav")), bool(named("layout/junk_boxes").search("navy"))
    (True, False)
    """
    words = [
        ("" if word.startswith("*") else _START) + re.escape(word.strip("*")) + ("" if word.endswith("*") else _END)
        for word in phrases(name)
    ]
    return re.compile("|".join(words))


@of_lines
def in_other_box(page: Page) -> list[bool]:
    """For each box of a page, whether its name or that of one around it says that the article's rows are not in it.

    A footer of the article's own (`entry-footer`) holds its date, where that of the page holds the licence.

    >>> from newsclean import load
    >>> page = load("<div class=hot-news><p>城东新桥</p></div><div class=entry-footer>2022-09-21</div>")
    >>> [in_other_box(page)[line.box] for line in page.lines]
    [True, False]
    """
    said = {"": False}
    out: list[bool] = []
    for index, box in enumerate(page.boxes):
        if box.hints not in said:
            own = named("layout/row_boxes").sub(" ", box.hints)
            said[box.hints] = bool(named("layout/other_boxes").search(own))
        out.append(said[box.hints] or (index > 0 and out[box.parent]))
    return out
