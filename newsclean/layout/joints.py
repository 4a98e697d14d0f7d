"""How the lines of a headline hang together: whether the first of two goes on in the next one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..grammar.names import is_person
from ..text import lazy_re as re
from .neighbours import is_official_in_halves

OPEN_END = re.compile("(?:[及和与暨的在向于、“《(—]|以来|之际)$")  # a headline that ends so goes on in the next line
HANGING = re.compile("(?:[及和与暨、—]|以来|之际|^.{2,7}的)$")  # no headline ends so, but the first of its lines may
_ANNOUNCING, _NO_ANNOUNCING = range(7, 21), re.compile("[,。;|们]|位置|如下|日期|时间|作者|来源|[讯电]:|报道:")
_SIGNATURE = re.compile(r"[—-]+\s?([^\W\d_]{2,4})$")  # who has written it: ——张小三
OPENS_AMID = re.compile("[及与暨的—-]|其中")  # and so the next one


def _signs(text: str) -> bool:
    """Whether a line is a writer's name behind dashes."""
    match = _SIGNATURE.match(text)
    return match is not None and is_person(match[1])


def announces(text: str) -> bool:
    """Whether a line is the first of a headline's two by its colon, `新桥通车首日:`; a label is shorter.

    >>> announces("新桥通车首日:"), announces("来源:")
    (True, False)
    """
    return text[-1] == ":" and len(text) in _ANNOUNCING and not _NO_ANNOUNCING.search(text)


def go_on(lines: Sequence[str]) -> bool:
    """Whether the first of two lines ends, or the next one opens, as if it went on.

    >>> go_on(["城东新桥和", "城西新桥通车"]), go_on(["城东新桥通车", "城西渡口停航"])
    (True, False)
    """
    return any(
        OPEN_END.search(end)
        or (OPENS_AMID.match(start) and not _signs(start))
        or is_official_in_halves(end, start)
        or announces(end)
        for end, start in pairwise(lines)
    )


def has_dash(lines: Sequence[str]) -> bool:
    """Whether a dash stands between two of the lines; a writer's name behind one is none.

    >>> has_dash(["新桥通车——", "两岸更近"]), has_dash(["新桥通车", "——王小满"])
    (True, False)
    """
    return any(end.endswith("——") or (start.startswith("——") and not _signs(start)) for end, start in pairwise(lines))


def is_unclosed(text: str) -> bool:
    """Whether a bracket or a quotation that a text opens is closed nowhere in it, or the other way round.

    >>> is_unclosed("《远山"), is_unclosed("《远山》")
    (True, False)
    """
    return text.count("《") != text.count("》") or text.count("(") != text.count(")") or text.count('"') % 2 == 1
