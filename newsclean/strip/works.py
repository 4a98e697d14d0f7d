"""Who has made a work of a list: `(作者:张小三 某省某市)` below each title."""

from __future__ import annotations

from ..page import Page, of_lines
from ..text import lazy_re as re
from ..text import views

_AUTHOR = re.compile(r"[(\[](?:作者|选送|报送|推荐|指导老师|指导教师)\s?:\s?[^()\[\]。]{2,40}[)\]]")
_FEWEST = 3  # such lines of a page that list works; one or two name who wrote the article


def is_author_of_work(text: str) -> bool:
    """Whether a folded line is nothing but the maker of a work in a bracket.

    >>> is_author_of_work("(作者:张小三 某省某市)"), is_author_of_work("(记者 张小三)")
    (True, False)
    """
    return text[:1] in ("(", "[") and _AUTHOR.fullmatch(text) is not None


@of_lines
def makers(page: Page) -> frozenset[int]:
    """The lines of a page that name who has made a listed work, where there are several."""
    found = [number for number, text in enumerate(views.folded(page)) if text[0] in "([" and is_author_of_work(text)]
    return frozenset(found) if len(found) >= _FEWEST else frozenset()
