"""Breaks that an editor set into the source at a fixed column: within Chinese words they stand for no blank.

A browser shows a break as a blank, and so do lines here, where words of other scripts or separate items meet: the
lines of a header (`来源：…`, `作者：…`), verses, a headline and its subtitle. A wrapped paragraph is told by its lines:
they are long, of one length but for the last, and break between characters that nothing else parts.
"""

from __future__ import annotations

import unicodedata

from ..text import lazy_re as re

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING = "，。、；：！？）」』”’》】…"  # none of these begins a line
_WRAP = re.compile(rf"(?<=[{_HAN}，、；])[ \t\r\u3000]*\n\s*(?=[{_HAN}{_CLOSING}])")
_MARK = re.compile("[，。；、！？]")
_LABEL = re.compile(rf"[{_HAN}]{{2,6}}[：:]")  # `作者：` begins an item of its own
_PRE = re.compile(r"<pre\b[^<>]*>", re.IGNORECASE)
_TOP = 2_000  # characters above the first tag
_PARAGRAPH_END = re.compile(r"[。！？…][”』」）]?[ \t\r]*(?:\n|\Z)")
LONG_TEXT = 10_000  # characters
_COLUMNS = 20  # columns that a wrapped line has at least: two for a Chinese character; verses have ten or fourteen
_SENTENCE = 30  # columns of a line that can be told for a sentence's first by itself
_LONG = 36  # the same without a mark in it
_STOP = re.compile("[。！？…][”』」）]?$")
_LOOSE = 4  # columns by which lines differ, as no mark may begin a line
_LATIN = 12  # the same where words of other scripts, which are not broken, stand in them


def unwrapped(text: str, column: int, *, begins: bool = True) -> tuple[str, int]:
    """A text without the breaks inside its Chinese words, and the column at which it is wrapped.

    Args:
        text: a text with breaks, as the source has it.
        column: where texts before it are wrapped; 0 where none was.
        begins: whether the text begins a line of the source, so that its first one is whole.

    >>> unwrapped("图书馆总馆经过十四个\\n  月的修缮，本周开放，\\n  新增座位三百二十个\\n  。", 0)
    ('图书馆总馆经过十四个月的修缮，本周开放，新增座位三百二十个。', 20)
    >>> unwrapped("来源：青石县日报社网站\\n作者：卢晓岚", 0)[1]
    0
    """
    if not _MARK.search(text) or not _WRAP.search(text):
        return text, column
    rows = [row for row in map(str.strip, text.split("\n")) if row]
    whole = [_columns(row) for row in rows[0 if begins else 1 : -1]]
    if not _is_wrapped(text, whole, _columns(rows[-1]) if rows else 0, column):
        return text, column

    def join(wrap: re.Match[str]) -> str:
        return wrap.group() if _LABEL.match(text, wrap.end()) else ""

    return _WRAP.sub(join, text), max(whole, default=column)


def blanks_folded(text: str) -> str:
    """A long text with its white space folded, in pieces: cut into words all at once it takes twenty times its size.

    >>> blanks_folded(" 新桥  通车" * 20_000) == "新桥 通车 " * 19_999 + "新桥 通车"
    True
    """
    pieces, at = [], 0
    while at < len(text):
        end = text.find(" ", at + LONG_TEXT)
        pieces.append(" ".join(text[at : end if end >= 0 else None].split()))
        at = end if end >= 0 else len(text)
    return " ".join(filter(None, pieces))


def with_breaks(markup: str) -> str:
    """A page whose `<pre>` elements hold paragraphs, a line of the source each, with a break behind each of them.

    >>> with_breaks("<pre>昨天，新桥通车。\\n今天，旧桥封闭。</pre>")
    '<pre>昨天，新桥通车。<br>\\n今天，旧桥封闭。</pre>'
    >>> with_breaks("<pre>int a;\\nint b;</pre>")
    '<pre>int a;\\nint b;</pre>'
    """
    pieces, at = [], 0
    for opened in _PRE.finditer(markup):
        if opened.start() < at:
            continue
        end = markup.find("</pre", opened.end())
        if end < 0:
            break
        held = markup[opened.end() : end]
        if len(_PARAGRAPH_END.findall(held)) > 1 and "<code" not in held:
            pieces += [markup[at : opened.end()], held.replace("\n", "<br>\n")]
            at = end
    return "".join([*pieces, markup[at:]])


def _is_wrapped(text: str, whole: list[int], last: int, column: int) -> bool:
    """Whether a text is wrapped, by the columns of its whole lines and of the last."""
    longest = max(whole, default=column)
    loose = _LATIN if re.search("[A-Za-z0-9]", text) else _LOOSE
    if longest < _COLUMNS or last > longest + loose:
        return False
    if longest - min(whole, default=longest) > loose:
        return False
    return len(whole) > 1 or abs(longest - column) <= loose or _is_sentence(text, longest)


def _is_sentence(text: str, columns: int) -> bool:
    """Whether a text of one break is a sentence that is broken within a word: no headline with what stands below it."""
    first, _, rest = text.strip().partition("\n")
    whole = "\n" not in rest and _STOP.search(rest.rstrip()[-2:]) is not None
    return whole and (columns >= _LONG or (columns >= _SENTENCE and _MARK.search(first) is not None))


def _columns(row: str) -> int:
    """Columns that a row of text takes in an editor."""
    return len(row) + sum(unicodedata.east_asian_width(char) in "WF" for char in row)


def with_top_lines(text: str) -> str:
    """A page whose first tag stands below lines of text, as whoever stored it set them: each keeps its line.

    >>> with_top_lines("城东新桥通车\\n2022-09-21\\n<p>昨天上午，新桥通车。</p>")
    '城东新桥通车<br>\\n2022-09-21<br>\\n<p>昨天上午，新桥通车。</p>'
    """
    first = text.find("<", 0, _TOP)
    top = text[:first] if first > 0 else ""
    return top.replace("\n", "<br>\n") + text[first:] if top.strip().count("\n") else text
