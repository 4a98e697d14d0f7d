"""The authors of a paper, as journals name them: above what they are, where they work, or the abstract.

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
    """The people whom a line names right above what they are, where they work, or the abstract; none for others."""
    below = number + 1
    if below >= len(page.lines) or len(views.folded(page)[number]) > _LONGEST:
        return ()
    folded = views.folded(page)
    told = is_affiliation(folded[below]) or "strip/summary_labels" in views.opens(page)[below]
    # or who each is: 张小三:某某学院院长
    if not told and not (":" in folded[below][:5] and folded[below].startswith(folded[number][:2])):
        return ()
    names = paper_names(folded[number])
    return names if told or (names and folded[below].startswith(f"{names[0]}:")) else ()
