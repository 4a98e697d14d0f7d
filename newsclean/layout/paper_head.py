"""The authors of a paper, as journals name them: above where they work, or above the abstract.

`朱 玲 ⏎ (某某大学 文学院,某地 000001)`; several carry the numbers of their places of work, `黄 姗1,白小明2*`.
"""

from __future__ import annotations

from ..grammar.byline_parser import alone
from ..grammar.names import Trust, is_person, read_names
from ..page import Page
from ..strip.affiliations import is_affiliation
from ..text import lazy_re as re
from ..text import views

_NUMBERS = re.compile(r"(?<=[\u4e00-\u9fff])\s?[\d*†‡#△]+(?:,\d{1,2}\b)*\s?\*?")
_LONGEST = 120  # characters of the row of names
_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_MAY_BE = re.compile("[\u4e00-\u9fff][ 　]?[\u4e00-\u9fff]")


def paper_names(text: str) -> tuple[str, ...]:
    """The people of a folded row of a paper's authors; none, where there is anything else in it.

    >>> paper_names("黄 姗1,白小明2*,李小四1,2"), paper_names("王小五"), paper_names("引言"), paper_names("昨天通车")
    (('黄姗', '白小明', '李小四'), ('王小五',), (), ())
    """
    if len(text) > _LONGEST or not _MAY_BE.match(text):
        return ()
    bare = _NUMBERS.sub("", text).strip(" ,、;")
    parts = [re.sub(r"\s", "", part) for part in re.split("[,、;]", bare)]
    # surnames that few have are known by the company that they keep
    if len(parts) > 1 and all(map(_NAME.fullmatch, parts)) and 2 * sum(map(is_person, parts)) > len(parts):
        return tuple(parts)
    names = read_names(bare, trust=Trust.LOW)
    return tuple(names.names) if alone(names) else ()


def paper_authors(page: Page, number: int) -> tuple[str, ...]:
    """The people whom a line names right above where they work, or above the abstract; none for other lines."""
    below = number + 1
    if below >= len(page.lines) or len(views.folded(page)[number]) > _LONGEST:
        return ()
    if not is_affiliation(views.folded(page)[below]) and "strip/summary_labels" not in views.opens(page)[below]:
        return ()
    return paper_names(views.folded(page)[number])
