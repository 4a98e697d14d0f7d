"""Dumps with markup in some lines: a program set headline, author and stored HTML one below the other."""

from __future__ import annotations

import html

from ...text import lazy_re as re

_BLOCK = "p|div|section|blockquote|h[1-6]|ul|ol|li|table|tr|td"
# a line of whole paragraphs, Chinese in them: a text about tags sets them in its sentences
_TAGGED = re.compile(rf"^[ \t]*<(?:{_BLOCK})(?:\s[^<>]*)?>.*</(?:{_BLOCK})>[ \t]*$", re.MULTILINE | re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]*)?>", re.IGNORECASE)
_BREAK = re.compile(rf"\s*<(?:br\s*/?|/?(?:{_BLOCK})(?:\s[^<>]*)?)>\s*", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_CHINESE = re.compile("[\u3400-\u9fff]")
_LEAST = 10  # Chinese characters of such a line
_FEWEST = 2  # paragraphs of one


def without_tags(text: str) -> str:
    """A dump with the paragraphs of its tagged lines as lines; any other as it is.

    >>> without_tags('城东新桥通车\\n<p class="a">昨天上午，新桥通车。</p> <p>两岸<b>居民</b>出行方便。<br></p>')
    '城东新桥通车\\n昨天上午，新桥通车。\\n\\n两岸居民出行方便。'
    >>> without_tags("段落写作 <p>…</p>")
    '段落写作 <p>…</p>'
    """
    return _TAGGED.sub(lambda line: _paragraphs(line[0]), text) if "</" in text else text


def _paragraphs(line: str) -> str:
    """The paragraphs of a tagged line, one a line; a line that is no such one as it is."""
    told = _TAG.sub("", line)
    if len(_PARAGRAPH.findall(line)) < _FEWEST or len(_CHINESE.findall(told)) < _LEAST:
        return line
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", line))).strip("\n")
