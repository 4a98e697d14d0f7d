"""A list of names in brackets, behind a role, that nothing but spaces holds together, where a family name is not known.

`记者 张三 思思 小雨`: who signs with a pen name or a given name stands among those who sign in full.
"""

from __future__ import annotations

from ..text import lazy_re as re
from ..text.matching import whole_line
from .names import could_be_person, is_office, is_outlet, is_person

_LIST = re.compile(r"\s?([\u4e00-\u9fff]{2,3}(?: [\u4e00-\u9fff]{2,3}){1,5})")
# what stands behind a reporter's name and is none: 综合, 发自, a day, who took the pictures
_OTHER = re.compile(
    r".*[摄图文电讯稿编译播剪辑][制影像片]?|[今昨明前当近]\w+|[上下][午一]\w?|[东南西北]方"
    r"|.*(?:综合|整理|实习|现场|连线|发自|专访|[采撰]写|调查|跟踪|走访|暗访|联合|主持|校对|审核)"
)


def spaced_names(text: str, start: int, end: int, folded: str) -> tuple[str, ...]:
    """The names that fill `text[start:end]`, the first of them a person's by its family name; () if other words do.

    >>> [spaced_names(text, 0, len(text), text) for text in ("张三 思思 小雨", "张三 综合", "思思 张三")]
    [('张三', '思思', '小雨'), (), ()]
    """
    if not (found := _LIST.fullmatch(folded, start, end)):
        return ()
    first, *others = found[1].split(" ")
    if not is_person(first) or not all(map(_may_be, others)):
        return ()
    return tuple(text[found.start(1) : end].split())


def _may_be(word: str) -> bool:
    """Whether a word may be a name in such a list: nothing that is known as something else."""
    if is_person(word):
        return True
    other = _OTHER.fullmatch(word) or whole_line(word, "grammar/places") or whole_line(word, "grammar/byline_ends")
    return not other and could_be_person(word) and not is_outlet(word) and not is_office(word)
