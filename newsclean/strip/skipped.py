"""What a page tells its readers to skip: a block in the article between `跳过热读内容` and `结尾热读`."""

from __future__ import annotations

from collections.abc import Iterable

from ..page import Mark, Page
from ..text import lazy_re as re
from ..text import views
from ..text.matching import lines_with

_GUARD = re.compile("跳过|略过|Skip |skip ")
_SKIP = re.compile(
    r"(?:跳过|略过)\s?(?P<what>[^。,]{2,16}?)(?:推荐)?(?:内容)?(?:并?继续阅读)?"
    r"|[Ss]kip (?P<said>[^。,]{2,30}?) and continue reading.{0,20}"
)
_END = re.compile(r"(?:结尾|终止|[Ee]nd of)\s?(?P<what>[^。,]{2,30})|(?P<said>[^。,]{2,16}?)(?:内容)?结束")
_LONGEST = 30  # characters of either mark
_LINES = 24  # lines of such a block
_ALIKE = 2  # characters of its name that both marks have


def skipped(page: Page) -> Iterable[Mark]:
    """Marks for the lines of such blocks, their own first and last ones included.

    >>> from newsclean import load
    >>> page = load("新桥昨天通车。\\n跳过热读内容\\n渡口停航\\n结尾热读\\n两岸居民出行方便。")
    >>> [mark.line for mark in skipped(page)]
    [1, 2, 3]
    """
    folded = views.folded(page)
    for number in lines_with(views.text(page), _GUARD):
        opened = _SKIP.fullmatch(folded[number]) if len(folded[number]) <= _LONGEST else None
        if opened is None:
            continue
        what = opened["what"] or opened["said"]
        for end in range(number + 1, min(number + 1 + _LINES, len(folded))):
            closed = _END.fullmatch(folded[end]) if len(folded[end]) <= _LONGEST else None
            if closed and (closed["what"] or closed["said"])[:_ALIKE] == what[:_ALIKE]:
                yield from (Mark(line, "boilerplate", "skipped") for line in range(number, end + 1))
                break
