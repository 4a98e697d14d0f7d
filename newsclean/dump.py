"""Plain-text dumps of pages: telling them from HTML, and reading them as lines."""

from __future__ import annotations

import re

from .page import Line

_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# A tag that holds text or breaks it, as an HTML fragment has it: followed or preceded by text rather than by another tag
_BLOCK = re.compile(r"<(?:p|div|br|td|li|h[1-6]|section|article|span|a|img|table|ul)\b[^<>]{0,2000}>", re.IGNORECASE)
_EMPTY = re.compile(r"<(\w+)[^<>]{0,200}>\s*</\1>")


def is_dump(text: str) -> bool:
    """Whether a text is a plain-text dump rather than HTML.

    A dump may hold left-over tags; HTML has a document's own tags near its start, or about a tag for each line of text.

    >>> is_dump("标题\\n来源：新闻网\\n正文第一段。\\n<u id='x'></u>")
    True
    >>> is_dump("<p>正文第一段。</p>\\n<p>正文第二段。</p>")
    False
    """
    if _DOCUMENT.search(text, 0, 4096):
        return False
    if "<" not in text or ">" not in text:
        return True
    # planted empty elements say nothing of the text around them; three rounds undo nests of three
    for _ in range(3):
        text = _EMPTY.sub("", text)
    tags = len(_BLOCK.findall(text))
    lines = sum(1 for line in text.split("\n") if line.strip())
    if "</body>" in text.lower() or "</html>" in text.lower():
        return tags * 4 < lines
    return tags < max(1, lines // 2)


def read_dump(text: str) -> tuple[Line, ...]:
    """The lines of a dump, white space folded, with their indentation.

    >>> [(line.text, line.indent) for line in read_dump("标题\\n\\n    导航  一\\n")]
    [('标题', 0), ('导航 一', 4)]
    """
    lines: list[Line] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        words = " ".join(raw.split())
        if words:
            lines.append(Line(len(lines), words, indent=len(raw) - len(raw.lstrip())))
    return tuple(lines)
