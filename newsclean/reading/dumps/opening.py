"""What a reader's Markdown says above the text: `Title:` and its like, or front matter between lines of dashes."""

from __future__ import annotations

from typing import NamedTuple

from ...page import Head
from ...text import lazy_re as re

_LABEL = re.compile(r"(Title|URL Source|Published Time|Number of Pages|Warning|Image|Markdown Content)\s?:[ \t]*(.*)")
_ENTRY = re.compile(r"([A-Za-z_][\w-]{0,40}):[ \t]*(.*)")
_FENCE = re.compile(r"-{3,}\s*")
_MOST = 40  # lines above the text
# names that front matter gives to what <meta> says
_META = {
    "author": "author",
    "description": "description",
    "excerpt": "description",
    "sitename": "og:site_name",
    "site": "og:site_name",
    "date": "article:published_time",
    "published": "article:published_time",
    "published time": "article:published_time",
}


class Opening(NamedTuple):
    """The lines above the text: how many they are, and what they say as a page's head does."""

    length: int  # characters, the line breaks behind included
    head: Head
    url: str | None


def read_opening(text: str) -> Opening | None:
    """What a dump's first lines say of the page, or None where it opens with its text.

    >>> found = read_opening("Title: 城东新桥通车\\nURL Source: https://news.example/1\\nMarkdown Content:\\n# 桥")
    >>> found.head.title, found.url, found.length
    ('城东新桥通车', 'https://news.example/1', 67)
    >>> read_opening("Title: 城东新桥通车\\n昨天上午，新桥通车。") is None
    True
    """
    return _front_matter(text) if text.startswith("---") else _labels(text)


def _labels(text: str) -> Opening | None:
    """Lines with the labels that readers for language models write; two of them, so that no title is one by chance."""
    if not text.startswith(("Title", "URL Source")):
        return None
    said: dict[str, str] = {}
    end = at = 0
    for _ in range(_MOST):
        stop = text.find("\n", at)
        line = text[at : stop if stop >= 0 else len(text)].strip()
        found = _LABEL.fullmatch(line)
        if line and not found:
            break
        at = stop + 1 if stop >= 0 else len(text)
        if found:
            said.setdefault(found[1].lower(), found[2])
            end = at
            if found[1] == "Markdown Content":
                end = at - len(found[2]) - 1 if found[2] else at  # the text goes on in this line
                break
        if stop < 0:
            break
    return _opening(end, said) if len(said) > 1 else None


def _front_matter(text: str) -> Opening | None:
    """Entries between two lines of dashes."""
    lines = text.split("\n", _MOST)[:_MOST]
    if not _FENCE.fullmatch(lines[0]):
        return None
    said: dict[str, str] = {}
    end = len(lines[0]) + 1
    for line in lines[1:]:
        end += len(line) + 1
        if _FENCE.fullmatch(line):
            return _opening(min(end, len(text)), said) if said else None
        entry = _ENTRY.match(line)
        if entry:
            said.setdefault(entry[1].lower(), entry[2].strip().strip("\"'"))
        elif line.strip() and not line.startswith((" ", "-")):
            return None
    return None


def _opening(length: int, said: dict[str, str]) -> Opening:
    """The opening in the form of a head."""
    meta = {_META[name]: value for name, value in said.items() if name in _META and value}
    address = said.get("url source") or said.get("url") or said.get("source") or ""
    return Opening(length, Head(title=said.get("title", ""), meta=meta), address if "://" in address else None)
