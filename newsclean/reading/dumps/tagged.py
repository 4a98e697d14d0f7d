"""Dumps with markup in some lines: a program set headline, author and stored HTML one below the other."""

from __future__ import annotations

import html

from ...text import lazy_re as re

_BLOCK = "p|div|section|blockquote|h[1-6]|ul|ol|li|table|tr|td"
# a line of whole paragraphs, Chinese in them: a text about tags sets them in its sentences
_TAGGED = re.compile(
    rf"^[ \t]*<(?:{_BLOCK})(?:\s[^<>]*)?>.*(?:</(?:{_BLOCK})>[ \t]*|<[^<>]*)$", re.MULTILINE | re.IGNORECASE
)
# a line of a database that breaks its own lines: 第6版<br/>专栏:<br/><br/> 城东新桥通车<br/>…
_BROKEN = re.compile(r"^.*<br\s*/?>.*$", re.MULTILINE | re.IGNORECASE)
_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_OF_MARKUP = re.compile("标签|标记|代码|换行符|html", re.IGNORECASE)  # a text about tags
_BREAKS = 3  # of one line
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]*)?>", re.IGNORECASE)
_BREAK = re.compile(rf"\s*<(?:br\s*/?|/?(?:{_BLOCK})(?:\s[^<>]*)?)>\s*", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_CUT_TAG = re.compile(r"<[a-z/][^<>]*$", re.IGNORECASE)  # where whoever stored it has cut it off
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
    text = _TAGGED.sub(lambda line: _paragraphs(line[0]), text) if "</" in text else text
    return _BROKEN.sub(lambda line: _broken(line[0]), text) if "<br" in text or "<BR" in text else text


def _broken(line: str) -> str:
    """The lines of one with several breaks in it, unless it tells of tags.

    >>> _broken("第6版<br/>专栏:<br/><br/> 城东新桥昨天上午通车。<br>")
    '第6版\\n专栏:\\n\\n城东新桥昨天上午通车。'
    """
    told = _LINE_BREAK.sub("", line)
    few = len(_LINE_BREAK.findall(line)) < _BREAKS or len(_CHINESE.findall(told)) < _LEAST
    return line if few or _OF_MARKUP.search(told) else _LINE_BREAK.sub("\n", line).strip("\n")


def _paragraphs(line: str) -> str:
    """The paragraphs of a tagged line, one a line; a line that is no such one as it is."""
    whole = _CUT_TAG.sub("", line)
    told = _TAG.sub("", whole)
    if len(_PARAGRAPH.findall(whole)) < _FEWEST or len(_CHINESE.findall(told)) < _LEAST:
        return line
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", whole))).strip("\n")
