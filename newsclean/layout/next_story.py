"""Where another story begins right behind the names that close an article, without any heading between them.

A dump runs the page's next teaser on: its headline, and a paragraph that says it again and has nothing of the article.
"""

from __future__ import annotations

from ..grammar.names import is_person
from ..page import Page
from ..text import lazy_re as re
from ..text import views
from .header import header
from .headline_form import share_said_again

_SIGNED = re.compile(
    r"[(\[](?:(?:(?:本报|本网|见习|通讯员|作者|记者|责任编辑|编辑|责编|文)[^()\[\]。,]{0,8}[\s:/])[^()\[\]。]{2,24}"
    r"|(?P<names>[\u4e00-\u9fff]{2,4}(?:[、\s][\u4e00-\u9fff]{2,4}){0,3}))[)\]]\s?$"
)
_BRACKET = 40  # characters of it at the end of a paragraph
_HEADLINE = range(9, 60)  # characters of the next headline
_OWN, _FOREIGN, _SHARED = 0.4, 0.2, 0.3  # shares of a headline that a text says again: its own, another story's


def before_next_story(page: Page, first: int, last: int) -> int:
    """The last line of a dump's article from `first` to `last`: the one that names close before such a teaser.

    >>> from newsclean import load
    >>> story = "城东新桥昨天上午正式通车\\n昨天上午，城东新桥正式通车，居民过河不再等船，都说好。（张小三）"
    >>> text = "档案员昨天到县里参加档案培训班，一共举办三天，两百人到场。"
    >>> heads = "县里举办档案培训班", "通车以后怎么坐新桥公交"
    >>> [before_next_story(load("\\n".join((story, head, text))), 1, 3) for head in heads]
    [1, 3]
    """
    folded, prose = views.folded(page), views.prose(page)
    for number in range(first, last - 1):
        head, text = folded[number + 1], folded[number + 2]
        if not prose[number] or prose[number + 1] or not prose[number + 2] or len(head) not in _HEADLINE:
            continue
        if not head[-1].isalnum() or not _is_signed(folded[number]):
            continue
        title, above = header(page).title or "", "".join(folded[first : number + 1])
        foreign = share_said_again(title, text) < _FOREIGN and share_said_again(head, above) < _SHARED
        if foreign and share_said_again(head, text) >= _OWN:
            return number
    return last


def _is_signed(text: str) -> bool:
    """Whether a folded paragraph closes with who wrote or edited it, in brackets."""
    signed = _SIGNED.search(text[-_BRACKET:]) if text[-1] in ")] " else None
    if signed is None:
        return False
    return not signed["names"] or all(map(is_person, re.split(r"[、\s]", signed["names"])))
