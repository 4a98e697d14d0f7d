"""Entities that stand in the text as they were written: `&ldquo;新桥&rdquo;`, `机手们&#x6628;夜`, `#x201C;`, `&#x`.

A text that was escaped once too often, or cut by a program that knows no entities, shows them among Chinese characters.
A page that writes about markup shows them too, on purpose: where a line that holds one speaks of such things, or the
page does twice, all stay.
"""

from __future__ import annotations

import html

from ..text import lazy_re as re

_NAMES = "nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|bull|times|deg|plusmn|quot|amp|lt|gt"
# the & may be escaped again and again, or lost before a number; the ; may be lost behind four figures of a character
_ENTITY = re.compile(
    rf"&(?:amp;){{0,4}}(?:(?:{_NAMES});|#(?:\d{{2,5}};|[xX](?:[0-9a-fA-F]{{1,5}};|[0-9a-fA-F]{{4}}(?![0-9a-zA-Z])|(?![0-9a-zA-Z]))))"
    r"|(?<![&\w])#x[0-9a-fA-F]{4};"
)
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
# characters in a row, escaped again and again: &amp;#26032;&amp;#26725;&amp;#36890;
_NUMBERS = re.compile(r"(?:&(?:amp;){0,4}#(?:\d{5}|[xX][4-9][0-9a-fA-F]{3});){3}")
_ABOUT = re.compile(
    r"HTML|XML|CSS|标[签記记]|標[籤記]|实体|實體|[转轉][义義]|[源代]码|[源代]碼|[编编乱字]码|[編亂字]碼|字符|网页|網頁|页面|頁面|程序|程式|[浏瀏][览覽]器|模板"
)
_BEFORE, _TAIL = re.compile("&(?:amp;)*"), re.compile("#[xX]?$")


def entities_apply(text: str) -> str:
    """Why the entities that a page shows are taken for remains, or "".

    >>> entities_apply("机手们&#x6628;夜加班到十一点。")
    '1 entity left as text: &#x6628;'
    >>> entities_apply("想在网页上显示一个小于号，要写成&lt;才行。")
    ''
    """
    if "&" not in text and "#x" not in text:
        return ""
    found: list[str] = []
    for line in text.split("\n"):
        if ("&" in line or "#x" in line) and _has_chinese(line):
            held = _ENTITY.findall(line)
            if held and (_ABOUT.search(line) or len(_ABOUT.findall(text)) > 1):
                return ""
            found += held
    return f"{len(found)} entit{'y' if len(found) == 1 else 'ies'} left as text: {found[0]}" if found else ""


def read_entities(text: str) -> str:
    """The text with its entities read, line by line; a blank at a line's end goes, and what carries nothing.

    >>> read_entities("&nbsp;&nbsp;&amp;ldquo;先修渠，再种树。&amp;rdquo;驴友&#x，北河市&#x533A政府")
    '“先修渠，再种树。”驴友，北河市区政府'
    """
    return "\n".join([_line(line) if _has_chinese(line) else line for line in text.split("\n")])


def _has_chinese(line: str) -> bool:
    """Whether a line holds a Chinese character, as itself or as the numbers of several."""
    return bool(_CHINESE.search(line) or ("#" in line and _NUMBERS.search(line)))


def _line(line: str) -> str:
    read = _ENTITY.sub(_character, line)
    return read.strip() if read != line else line


def _character(match: re.Match[str]) -> str:
    """What an entity stands for: a character that a text can have, else nothing."""
    entity = _BEFORE.sub("", match[0])
    if _TAIL.search(entity):
        return ""
    read = html.unescape("&" + entity.rstrip(";") + ";")
    if read.isspace() or read in "\u2002\u2003\xa0":
        return " "
    return read if len(read) == 1 and (read.isprintable() or read == "\u200b") else ""
