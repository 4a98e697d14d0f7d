"""Where a paper's authors work, with the postal code, as journals set it below their names."""

from __future__ import annotations

from ..text import lazy_re as re

_UNIT = r"(?:大学|学院|研究[院所]|医院|公司|中心|学校|[局厅部])"
_AFFILIATION = re.compile(
    rf"[\W\d]{{0,4}}[^\d。;]{{0,24}}{_UNIT}[^。;]{{0,40}}[,\s]\d{{6}}[)\].\s]*$"
    # in brackets the place may stand at the code, and several follow each other with their numbers and addresses
    rf"|\((?:1[.\s]{{0,2}})?[^\d。;]{{0,30}}{_UNIT}[^。;]{{0,30}}[,\s]"
    r"[\u4e00-\u9fff]{2,8}\s?[\u4e00-\u9fff]{0,6}\s?\d{6}(?:[,;][^。]{0,300})?\)$"
)


def is_affiliation(text: str) -> bool:
    """Whether a folded line says where somebody works and nothing else.

    >>> is_affiliation("(某某大学 文学院,某地 000001)"), is_affiliation("(1 某学院,甲省 乙市000001;2 某所,某地 000002)")
    (True, True)
    >>> is_affiliation("(某某公司,股票代码:600000)"), is_affiliation("某某大学昨天开学。")
    (False, False)
    """
    ends_so = text[-7:].strip(")]. ")[-1:].isdigit() or text[:1] + text[-1:] == "()"
    return ends_so and _AFFILIATION.match(text) is not None
