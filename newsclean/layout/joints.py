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
# what somebody does, where a headline is broken behind his name: 某镇发言人张小三 ⏎ 主持例行记者会
_DOES = re.compile("主持|出席|会见|发表|接受|参加|答记者问|致辞|抵达")
_TITLE_AND_NAME = re.compile(
    "(?:发言人|书记|主席|[部局镇县市省校院会]长|总理|总统|主任|董事长|大使)([\u4e00-\u9fff·]{2,8})$"
)
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


# without one of these at the end of the first line or the start of the next one, none of it shows: a cheap look before
_ENDS, _STARTS = frozenset("及和与暨的在向于、“《(—来际:"), frozenset("及与暨的—-其主出会发接参答致抵")


def may_go_on(end: str, start: str) -> bool:
    """Whether the first of two lines may go on in the other one: what `go_on` looks at more closely.

    >>> may_go_on("城东新桥和", "城西新桥通车"), may_go_on("城东新桥通车", "城西渡口停航")
    (True, False)
    """
    return end[-1:] in _ENDS or start[:1] in _STARTS or "关于" in end


def go_on(lines: Sequence[str]) -> bool:
    """Whether the first of two lines ends, or the next one opens, as if it went on.

    >>> go_on(["城东新桥和", "城西新桥通车"]), go_on(["城东新桥通车", "城西渡口停航"])
    (True, False)
    """
    return any(
        OPEN_END.search(end)
        or (OPENS_AMID.match(start) and not _signs(start))
        or is_official_in_halves(end, start)
        or parts_subject(end, start)
        or announces(end)
        for end, start in pairwise(lines)
        if may_go_on(end, start)
    )


def parts_subject(end: str, start: str) -> bool:
    """Whether a line ends with somebody's office and name, and the next one says what he does.

    >>> parts_subject("5月1日某镇发言人张小三", "主持例行记者会"), parts_subject("某镇通车新桥", "主持人到场")
    (True, False)
    """
    named = _TITLE_AND_NAME.search(end) if _DOES.match(start) else None
    return named is not None and is_person(named[1])


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
