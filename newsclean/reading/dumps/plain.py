"""Plain-text dumps of pages: telling them from HTML, and reading them as lines."""

from __future__ import annotations

from ...page import Line
from ...text import lazy_re as re
from ...text.fold import fold
from ...text.prose import prose_length
from .pieces import take_apart
from .wrapped import join_wrapped

_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_NAMES = (
    "p|div|br|hr|td|tr|li|ul|ol|dl|h[1-6]|section|article|span|a|b|strong|em|i|font|img|table|center|main|meta|title"
)
_STARTS = re.compile(rf"\s*(?:</?(?:{_NAMES})\b|<!--)", re.IGNORECASE)
_ENDS = re.compile(rf"<(?:/|br\b|hr\b)(?:{_NAMES})?\s*/?>\s*\Z", re.IGNORECASE)
_BREAK = re.compile(r"<br\b|</p>|</div>|</h[1-6]>|</li>", re.IGNORECASE)
_EMPTY = re.compile(r"<(\w+)[^<>]{0,200}>\s*</\1>")
_CLOSES = re.compile("[。！？”’」』）》】]{1,3}")
# a byline that is broken inside its bracket
_BYLINE_OPEN, _BYLINE_END = (
    re.compile(r"[(（][^()（）]{0,8}(?:[记記]者|通[讯訊][员員])[^()（）,，。]*$"),
    re.compile(r"[\u4e00-\u9fff\s、]{1,8}[)）]"),
)
_BRACKET = 40  # characters in which it opens
# what whoever stored a page has set before its text: `date 2022-09-21 昨天上午，…`
_STORED = re.compile(r"(\s*date (?:19|20)\d\d-\d\d(?:-\d\d)?)[ \t](?=\S)")


def is_dump(text: str) -> bool:
    """Whether a text is a plain-text dump rather than HTML.

    A dump may hold left-over tags, or write about tags in the middle of its sentences; HTML has a document's own tags
    near its start, or opens and closes most of its lines with a tag.

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
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and _BREAK.search(lines[0]):
        return False
    starts = sum(1 for line in lines if _STARTS.match(line))
    # the end of a line is looked for in its last characters only: a line may have megabytes
    ends = sum(1 for line in lines if _ENDS.search(line[-40:]))
    return max(starts, ends) * 2 < max(1, len(lines))


def read_lines(text: str) -> tuple[tuple[Line, ...], str]:
    """The lines of a dump, white space folded, with their indentation; and what its maker did to them, or "".

    >>> [(line.text, line.indent) for line in read_lines("标题\\n\\n    导航  一\\n")[0]]
    [('标题', 0), ('导航 一', 4)]
    """
    raws, wrapped = join_wrapped(text.split("\n"))
    pieces, together = take_apart([raw for _, raw in raws])
    lines: list[Line] = []
    apart = False
    for at, (row, raw) in enumerate(raws):
        for piece in pieces.get(at, (raw,)):
            words = " ".join(piece.split())
            if lines and _goes_on(lines[-1].text, words, apart):
                lines[-1] = lines[-1]._replace(text=lines[-1].text + words)
            elif words:
                indent = len(raw) - len(raw.lstrip())
                lines.append(Line(len(lines), words, indent=indent, apart=apart and bool(lines), row=row))
            apart = not words
    return tuple(lines), "; ".join(filter(None, (wrapped, together)))


def _goes_on(before: str, words: str, apart: bool) -> bool:
    """Whether a line goes on with what closes a sentence or a byline: an editor broke it before its mark.

    >>> _goes_on("(通讯员张小三李", "小四)", False), _goes_on("新桥通车", "。", True), _goes_on("新桥", "老桥", False)
    (True, True, False)
    """
    if words.isalnum():  # as most short lines are: a cheap look before
        return False
    if not apart and _BYLINE_END.match(words) and _BYLINE_OPEN.search(before[-_BRACKET:]):
        return True
    return _CLOSES.fullmatch(words) is not None


def stored_day_apart(text: str) -> str:
    """A dump with the day of storing on a line of its own, where a paragraph stands behind it: a headline keeps it.

    >>> stored_day_apart("date 2022-09-21 昨天上午，城东新桥正式通车，两岸居民出行更加方便。").split("\\n")[0]
    'date 2022-09-21'
    """
    stored = _STORED.match(text)
    if stored is None:
        return text
    rest = text[stored.end() :]
    apart = stored[1][-3] == "-" == stored[1][-6] and not prose_length(fold(rest.split("\n", 1)[0]))
    return text if apart else f"{stored[1]}\n{rest}"  # a day before a headline is the row's; a month alone is nothing
