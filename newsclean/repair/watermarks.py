"""Watermarks: a code or the site's name that a site sets behind every paragraph of a page.

Corpora keep it as part of the text: `…正式通车。QXB某某资讯网_某某门户`. What many lines end with alike, behind the
last sentence and without a mark of its own, is not theirs; a refrain or a poem's last line ends alike too, so what it
looks like has to say the same: a bar or `_` in it, Latin letters, an ending that outlets and sites have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..text import lazy_re as re
from .note import Note

# the last sentence's end, and what stands behind it; looked for in a line's last characters only
_BEHIND = re.compile(
    r"[。！？!?…][”’」』\"'）)]*\s?([^\s。！？!?…，,；;：:“”「」][^。！？!?…，,；;“”「」]{2,58}[^。！？!?…，,；;：:“”「」])\s*\Z"
)
_NO_END = frozenset("。！？!?…，,；;：:“”「」")  # what no watermark does
_WINDOW = 80  # characters at a line's end
_LINES = 3  # lines that end alike
_LEAST = 2  # characters of every watermark
_SHARE = 2  # one in so many of the lines that end in a sentence or in such a tail
_SENTENCE = 16  # characters of a line that counts as a paragraph
_SIGNS = {
    "a bar": re.compile(r"[_|｜]"),
    "Latin letters": re.compile(r"[A-Za-z]{2,}"),
    "an ending of sites": re.compile(
        r"(?:[网網]站?|门户|門[戶户]|[资資][讯訊][网網]?|在[线線]|日[报報]|晚[报報]|[时時][报報]|频道|頻道|客[户戶]端|平[台臺]|论坛|論壇|信息港)"
        r"(?:[_|｜\s—-]|\Z)"
    ),
    "an address": re.compile(r"[A-Za-z0-9-]{1,63}\.(?:com|cn|net|org|cc)\Z"),
}
_ENOUGH = 2  # signs; every line ending alike is one more
# A code and a site's name: where one paragraph ends so, no sentence goes on with it either
_ONCE = re.compile(
    r"(?<=[。！？!?”])[A-Za-z\d]{3,5}[\u4e00-\u9fff]{2,6}(?:信息港|[资資][讯訊][网網]|新[闻聞][网網]|门户[网網])\Z"
)
_LAST_OF_SITE = frozenset("港网網")
_CODED = 15  # characters of both, with the mark before them


def watermark_applies(text: str) -> str:
    """The reason to take a watermark out of a text, or "".

    >>> lines = [f"第{n}段说的是新桥通车以后两岸居民的出行。QXB远山资讯网_远山门户" for n in "一二三"]
    >>> watermark_applies("\\n".join(lines))
    '3 lines end alike: QXB远山资讯网_远山门户'
    >>> watermark_applies("城东新桥昨天上午正式通车，两岸居民的出行方便了。qxb远山信息港")
    'a line ends with a code and a site: qxb远山信息港'
    >>> watermark_applies("\\n".join(line.replace("QXB远山资讯网_远山门户", "船到桥头自然直") for line in lines))
    ''
    """
    mark, count = _watermark(text)
    if mark:
        return f"{count} lines end alike: {mark}" if count >= _LINES else f"a line ends with a code and a site: {mark}"
    return ""


def remove_watermark(text: str) -> str:
    """The text without what its paragraphs end with alike.

    >>> lines = [f"第{n}段说的是新桥通车以后两岸居民的出行。QXB远山资讯网_远山门户" for n in "一二三"]
    >>> remove_watermark("\\n".join(lines)).split("\\n")[0]
    '第一段说的是新桥通车以后两岸居民的出行。'
    """
    mark, _ = _watermark(text)
    if not mark:
        return text
    return "\n".join(line.removesuffix(mark).rstrip() if line.endswith(mark) else line for line in text.split("\n"))


def watermark_notes(text: str) -> Iterator[Note]:
    """What `remove_watermark` cuts behind each line, and why.

    >>> lines = [f"第{n}段说的是新桥通车以后两岸居民的出行。QXB远山资讯网_远山门户" for n in "一二三"]
    >>> [(note.line, note.reason) for note in watermark_notes("\\n".join(lines))][0]
    (0, '“QXB远山资讯网_远山门户” is cut: 3 lines end so, and it has a bar, Latin letters, an ending of sites')
    """
    mark, count = _watermark(text)
    if not mark:
        return
    signs = [name for name, sign in _SIGNS.items() if sign.search(mark)]
    reason = f"“{mark}” is cut: {count} lines end so, and it has {', '.join(signs)}"
    for number, line in enumerate(text.split("\n")):
        if line.endswith(mark):
            yield Note(number, "watermark", reason)


def _watermark(text: str) -> tuple[str, int]:
    """What most paragraphs of a text end with, and how many do; "" where nothing is."""
    tails: Counter[str] = Counter()
    paragraphs = 0
    lines = [line for line in text.split("\n") if len(line) >= _SENTENCE]
    ends = Counter([end for line in lines if (end := line.rstrip()[-_LEAST:])[-1:] not in _NO_END])
    if max(ends.values(), default=0) < _LINES:  # a cheap look before
        return _once(text)
    for line in lines:
        last = line.rstrip()[-1:]
        behind = _BEHIND.search(line[-_WINDOW:]) if last not in _NO_END else None
        paragraphs += behind is not None or last in "。！？!?…”」』"
        if behind:
            tails[behind[1]] += 1
    if not tails:
        return _once(text)
    mark, count = tails.most_common(1)[0]
    signs = sum(bool(sign.search(mark)) for sign in _SIGNS.values()) + (count == paragraphs)
    return (mark, count) if count >= _LINES and count * _SHARE >= paragraphs and signs >= _ENOUGH else _once(text)


def _once(text: str) -> tuple[str, int]:
    """A code and a site's name that one paragraph or two end with."""
    ends = (line[-_CODED:].rstrip() for line in text.split("\n") if line[-1:] in _LAST_OF_SITE or line[-1:].isspace())
    found = [once[0] for end in ends if (once := _ONCE.search(end))]
    return (found[0], len(found)) if found and found == found[:1] * len(found) else ("", 0)
