"""A dump's rows: repaired as they came, and read as lines afterwards, since damage hides where one piece ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..page import Line
from ..text import lazy_re as re

# A tag that a repair has given back: the page's own parser had read it as text (SPAM.md's last row: `意思的?！?/p>`)
_BREAK = re.compile(r"</?(?:p|br|div|li|td|tr|h[1-6])\b[^<>]{0,300}/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,10}(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)


class Rows:
    """The rows of a dump. A repair sees their words; what white space stands around them is kept from it.

    >>> rows = Rows("  首頁(yè)\\n\\n新橋通車")
    >>> rows.text
    '首頁(yè)\\n\\n新橋通車'
    >>> rows.mended(["首頁", "", "新橋通車"])
    '  首頁\\n\\n新橋通車'
    """

    def __init__(self, dump: str) -> None:
        raws = dump.split("\n")
        self.texts = [raw.strip() for raw in raws]
        self._indents = [raw[: len(raw) - len(raw.lstrip())] for raw in raws]
        self._starts: Sequence[int] = range(len(raws))  # the row of the mended text at which each row's stands
        self.text = "\n".join(self.texts)

    def mended(self, texts: Sequence[str]) -> str:
        """The dump with the repaired words of its rows; one of invisible characters is none, and a tag breaks one."""
        out: list[str] = []
        starts: list[int] = []
        for text, old, indent in zip(texts, self.texts, self._indents, strict=True):
            starts.append(len(out))
            if text.strip() or not old:
                out += [indent + piece for piece in pieces_at_tags(text, old)]
        self._starts = starts
        return "\n".join(out)

    def places(self, lines: Sequence[Line]) -> list[int]:
        """For each row the first of the page's lines that it has become."""
        rows = [line.row for line in lines]
        return [bisect_left(rows, start) for start in self._starts]


def pieces_at_tags(text: str, old: str) -> list[str]:
    """The pieces of a repaired text, broken at tags that came back or rid of them; `old`: what it was.

    >>> pieces_at_tags("新桥通车。</p>居民说好", "新桥通车。?/p>居民说好"), pieces_at_tags("<p>", "<p>")
    (['新桥通车。', '居民说好'], ['<p>'])
    """
    if text.count("<") <= old.count("<"):
        return [text]
    return [piece for piece in (without_tags(piece).strip() for piece in _BREAK.split(text)) if piece]


def without_tags(text: str) -> str:
    """A text rid of its tags."""
    return _TAG.sub("", text)
