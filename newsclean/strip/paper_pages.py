"""The list of an issue's pages, which e-papers set beside an article: 第01版:要闻 ⏎ 第02版:时政 ⏎ …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..text import lazy_re as re

# 第01版:要闻, 04-05版:啤酒节, A16版:专版, B02:城事
_NAME = re.compile(
    r"\W{0,2}(?:第?\s?[A-Z]?\d{1,3}(?:\s?[-—–]\s?[A-Z]?\d{1,3})?\s?版|[A-Z]\d{2})\s?[:|]?\s?(?:[\u4e00-\u9fff·/]{1,10}\s?){0,3}"
)
_LONGEST = 30  # characters of such a name
_FEWEST = 3  # names that make a list


def _is_name(text: str) -> bool:
    """Whether a folded line is the name of a page."""
    return text[-1:] not in ("。", ":") and _NAME.fullmatch(text) is not None


def paper_pages(folded: Sequence[str]) -> Iterator[int]:
    """The lines of lists of pages, three names in a row at least; a text may name one: 第3版.

    >>> list(paper_pages(["第01版:要闻", "第02版:时政", "A03版:民生", "城东新桥昨天通车", "第03版"]))
    [0, 1, 2]
    """
    run: list[int] = []
    for number, text in enumerate((*folded, "")):
        # most lines begin as no name does
        if len(text) <= _LONGEST and (not "一" <= text[:1] <= "\u9fff" or text[0] == "第") and _is_name(text):
            run.append(number)
            continue
        if run:
            yield from run if len(run) >= _FEWEST else ()
            run = []
