"""Latin letters and figures in full width, `ｌｉｕｗａｎ．ｅｘａｍｐｌｅ`, as some editors leave them.

Papers set figures wide on purpose, and that is sound. An address or a command in full width is not, as nobody can use
it. So a page that has one, and more letters and figures in full width than in the usual one, is narrowed; Chinese marks
stay wide, and of the others those between letters and figures become narrow with them.
"""

from __future__ import annotations

from ..text import lazy_re as re

_WIDE = "０-９Ａ-Ｚａ-ｚ"
_ALNUM = re.compile(f"[{_WIDE}]")
_ASCII = re.compile("[0-9A-Za-z]")
ADDRESS_SIGNS = "／＠．＝"  # one of them is in each address
_ADDRESS = re.compile(f"：／／|[{_WIDE}]＠[{_WIDE}]|[{_WIDE}]．[ａ-ｚ]{{2}}|[ａ-ｚ]＝＝?[{_WIDE}]")
_BETWEEN = re.compile(f"(?<=[{_WIDE}])(?:：／／|＝＝|[．／＠－＿＝＆＃　])(?=[{_WIDE}])")
_SIGNS = re.compile(f"[％＋](?<=[{_WIDE}％＋\u4e00-\u9fff].)")
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def full_width_apply(text: str) -> str:
    """Why the page's full width is taken for damage, or "".

    >>> full_width_apply("报名可登录ｗｗｗ．ｌｉｕｗａｎ．ｅｘａｍｐｌｅ查询。")
    '16 letters and figures in full width, an address among them'
    >>> full_width_apply("市民热线自２０１０年１月１日起改为六位短号９６１１６。")
    ''
    """
    if not (("：／／" in text or _ALNUM.search(text)) and _ADDRESS.search(text)):
        return ""
    wide = len(_ALNUM.findall(text))
    if wide <= len(_ASCII.findall(text)):
        return ""
    return f"{wide} letters and figures in full width, an address among them"


def narrow_letters(text: str) -> str:
    """The text with letters and figures in the usual width, and the marks between them.

    >>> narrow_letters("增长５．８％，详见ｈｔｔｐ：／／ｔｊ．ｅｘａｍｐｌｅ，比分为３：１。")
    '增长5.8%，详见http://tj.example，比分为3：1。'
    """
    text = _BETWEEN.sub(lambda match: match[0].translate(_TO_ASCII), text)
    text = _SIGNS.sub(lambda match: match[0].translate(_TO_ASCII), text)
    return _ALNUM.sub(lambda match: match[0].translate(_TO_ASCII), text)
