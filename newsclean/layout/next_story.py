"""Where another story begins right behind what closes an article, without any heading between them.

A dump runs the page's next teaser on: its headline, and a paragraph that says it again and has nothing of the article.
Names in brackets close an article, and so do a byline, a mark of the end, a row of buttons; or the teaser shows what it
is, with a day of its own, or breaks off.
"""

from __future__ import annotations

from ..grammar.date_forms import CLOCK, FULL_DATE
from ..grammar.names import is_person
from ..page import Page
from ..text import lazy_re as re
from ..text import views
from .header import header
from .headline_form import share_said_again

_ROLE = "(?:本报|本网|见习|实习)?(?:通讯员|作者|记者|责任编辑|编辑|责编|文)"
_SIGNED = re.compile(
    rf"[(\[](?:{_ROLE}[^()\[\]。,]{{0,8}}[\s:/][^()\[\]。]{{2,24}}"
    r"|(?P<names>[\u4e00-\u9fff]{2,4}(?:[、\s][\u4e00-\u9fff]{2,4}){0,3}))[)\]]\s?$"
)
_BYLINE = re.compile(rf"{_ROLE}[\s:/][^。,]{{2,24}}")
_DAY = re.compile(rf"{FULL_DATE}(?:\s{CLOCK})?")
_CLOSES = frozenset(("end-marker", "widget", "widget-row", "topic-links", "promotion", "credit-line"))
_BRACKET, _LINE = 40, 30  # characters of it at the end of a paragraph, of a byline's line
_HEADLINE = range(9, 60)  # characters of the next headline
_OWN, _FOREIGN, _SHARED = 0.4, 0.2, 0.3  # shares of a headline that a text says again: its own, another story's


def before_next_story(page: Page, first: int, last: int) -> int:
    """The last line of a dump's article from `first` to `last`: the one that closes it before such a teaser.

    >>> from newsclean import load
    >>> story = "城东新桥昨天上午正式通车\\n昨天上午，城东新桥正式通车，居民过河不再等船，都说好。（张小三）"
    >>> text = "档案员昨天到县里参加档案培训班，一共举办三天，两百人到场。"
    >>> heads = "县里举办档案培训班", "通车以后怎么坐新桥公交"
    >>> [before_next_story(load("\\n".join((story, head, text))), 1, 3) for head in heads]
    [1, 3]
    """
    folded, prose = views.folded(page), views.prose(page)
    for number in range(first, last - 1):
        head = number + 1
        if prose[head] or len(folded[head]) not in _HEADLINE or not folded[head][-1].isalnum():
            continue
        dated = head + 2 <= last and _DAY.fullmatch(folded[head + 1]) is not None
        text = head + 1 + dated
        cut = text == last and folded[text].endswith(("……", "......"))
        if prose[text] and (dated or cut or _closes(page, number)) and _is_foreign(page, first, head, text):
            return number
    return last


def _closes(page: Page, number: int) -> bool:
    """Whether a line closes an article: with who wrote or edited it, or with what stands below articles."""
    text = views.folded(page)[number]
    if page.rules.get(number) in _CLOSES:
        return True
    if not views.prose(page)[number]:
        return len(text) <= _LINE and (is_person(text) or _BYLINE.fullmatch(text) is not None)
    signed = _SIGNED.search(text[-_BRACKET:]) if text[-1] in ")] " else None
    if signed is None:
        return False
    return not signed["names"] or all(map(is_person, re.split(r"[、\s]", signed["names"])))


def _is_foreign(page: Page, first: int, head: int, text: int) -> bool:
    """Whether a headline and its paragraph, which speaks of it, have nothing of the article above."""
    folded = views.folded(page)
    if share_said_again(folded[head], folded[text]) < _OWN:
        return False
    title, above = header(page).title or "", "".join(folded[first:head])
    return share_said_again(title, folded[text]) < _FOREIGN and share_said_again(folded[head], above) < _SHARED
