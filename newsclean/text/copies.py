"""An article that stands twice on its page, in a dump: once as an excerpt or for another device, once as its own."""

from __future__ import annotations

from typing import NamedTuple

from ..page import Page, of_lines
from . import views

_PARAGRAPHS = 2  # that come again one after the other: a single one is an abstract, or a caption
_REACH = 40  # lines within which the copy begins


class Copies(NamedTuple):
    """Where two copies of a text stand.

    Attributes:
        first: the first line of the first copy.
        second: the first line of the second one, right behind.
        end: the line behind the second one's last paragraph that the first has too.
        paragraphs: how many each of them has.
    """

    first: int
    second: int
    end: int
    paragraphs: int


@of_lines
def copies(page: Page) -> Copies | None:
    """The two copies of a dump's text that stand one behind the other; None where there are none.

    >>> from newsclean import load
    >>> text = "昨天上午，城东新桥正式通车了。\\n通车以后，两岸居民出行更方便了。"
    >>> copies(load(f"城东新桥通车\\n{text}\\n{text}\\n渡口下月关闭，渡船进陈列馆…"))
    Copies(first=1, second=3, end=5, paragraphs=2)
    >>> copies(load(f"城东新桥通车\\n{text}")) is None
    True
    """
    if page.kind != "text":
        return None
    folded = views.folded(page)
    told = [number for number, length in enumerate(views.prose(page)) if length]
    places: dict[str, int] = {}
    for index, number in enumerate(told):
        before = places.setdefault(folded[number], index)
        size = index - before
        if _PARAGRAPHS <= size <= _REACH and [folded[n] for n in told[before:index]] == [
            folded[n] for n in told[index : index + size]
        ]:
            return Copies(told[before], number, told[index + size - 1] + 1, size)
    return None
