"""A dateline that a caption or a notice stands before, glued to it in the lead's line."""

from __future__ import annotations

from ..text import lazy_re as re

# a dateline behind a caption or a notice that is glued before it
_LATER_DATELINE = re.compile(
    r"""
      (?<=[。!?)\]])\s?
      (?: [\u4e00-\u9fff]{1,7}[社报网台][\u4e00-\u9fff]{2,6}(?:\d{1,2}月)?\d{1,2}日(?:综合|专)?[电讯]\s?
          \((?=记者|通讯员)(?P<behind>[^()。]{4,40})\)                               # 某某社台北1月16日电(记者 张三)
        | \((?P<inside>[^()。,\d]{0,12}记者[^()。,\d]{2,20}\d{1,2}日(?:综合|专)?[电讯])\)  # (某某社记者张三台北16日电)
      )""",
    re.VERBOSE,
)
_CAPTION, _DATELINE = 90, 60  # characters of what is glued before a dateline, of one


def later_dateline(folded: str) -> tuple[int, int] | None:
    """Where the byline of a dateline stands behind a caption or a notice that is glued before it in a lead's line.

    >>> lines = "新桥。(张三摄) 某某社台北1月6日电(记者 李四)", "请先登录。(某某社记者李四台北16日电)", "新桥(记者李四)"
    >>> [(found := later_dateline(line)) and line[slice(*found)] for line in lines]
    ['记者 李四', '某某社记者李四台北16日电', None]
    """
    match = _LATER_DATELINE.search(folded, 0, _CAPTION + _DATELINE)
    if match is None or match.start() > _CAPTION:
        return None
    return match.span("behind" if match["behind"] else "inside")
