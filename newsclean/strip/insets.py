"""What a page sets inside the article's own lines: a picture's counter before a caption, a pointer to another article
or to the headline that it first had, a call on the reader behind the last sentence.

The line stays, and the span is cut out of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..page import Mark, Page
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold
from ..text.matching import behind, holding, pattern, starts_with
from ..text.prose import prose_length
from .closings import closing_rule

# 1/10 新桥的主塔…, where 1/3 的居民…, 1/4决赛… are fractions of something
_COUNTER = re.compile(
    r"(\d{1,3})\s?/\s?(\d{1,3})\s(?=[\u4e00-\u9fff\"(《])(?![的以之强决左多上个是被为于在由年月日第])"
)
# (原标题:新桥通车): the headline under which the article first appeared
_ORIGINAL = re.compile(r"(?:本文)?原标?题(?:为|是)?\s?[:《]")
_SCRIPT = re.compile(r"window\.\w{1,30}\s?=\s?\w{1,30};\s?\(?$")
# the page's own address, glued before a paragraph: 本文引用地址:http://….htm2008年…
_OWN_ADDRESS = re.compile(
    r"(?:本文|原文|文章)(?:引用)?(?:地址|链接|网址)\s?:\s?https?://(?:[!-~]*?\.(?:s?html?|aspx?|php|jsp)(?![a-z])|[!-~]*)\s?"
)
_POINTER = re.compile(r"(?<=[。!?\";])\s?[(\[]([^()\[\]]{6,90})[)\]]\s*$")
_EDIT = re.compile(r"(?<=[^\s\]])\s?\[编辑\]$")  # a wiki's link behind a subheading
_HEADING = 40  # characters of one with it
# what a page asks of its readers, twice before the text: 请同意我们的规则,才能听新闻。请同意我们的规则,才能听新闻。
_ADDRESSES = "请您你"
_SAID_TWICE = re.compile(r"([请您你][^。]{7,60}。)\s?\1\s?")
_CALLS = ("strip/promotion", "strip/closing_calls", "strip/closing_words")
_LONGEST_CALL = 40  # characters of a call behind a paragraph


def calls_behind(page: Page) -> dict[int, int]:
    """Where a call on the reader stands behind a paragraph's last sentence and is none itself: line -> its start.

    >>> from newsclean import load
    >>> page = load("老街上最早的那家店还在，一碗七块钱。返回首页，查看更多\\n他说完，挥手告别。欢迎您再来店里坐坐")
    >>> {number: page.lines[number].text[start:] for number, start in calls_behind(page).items()}
    {0: '返回首页，查看更多'}
    """
    starts: dict[int, int] = {}
    for number, text in enumerate(views.folded(page)):
        if "。" in text and text[-1] not in '。!?")':
            start = text.rfind("。") + 1  # what ends in ! may be the call itself
            start += text[start] == '"'
            if (
                start
                and len(text) - start <= _LONGEST_CALL
                and not text.count('"', start) % 2
                and prose_length(text[:start])
            ):
                starts[number] = start
    tails = {number: views.folded(page)[number][start:].strip() for number, start in starts.items()}
    calls = holding("\n".join(tails.values()), *_CALLS)
    found = {
        number: starts[number]
        for index, (number, tail) in enumerate(tails.items())
        if tail and closing_rule(tail, calls.get(index, ()), goes_on=False) == "promotion"
    }
    whole = pattern(*_CALLS)  # a line that calls from its beginning is one call
    return {number: start for number, start in found.items() if not whole.search(views.folded(page)[number], 0, start)}


def insets(page: Page) -> Iterable[Mark]:
    """Marks for counters, addresses and pointers in the lines of prose.

    >>> from newsclean import load
    >>> page = load("1/10 新桥的主塔昨天封顶了，高一百二十米。\\n新桥昨天通车。（相关阅读：旧桥三十年 最后一班渡船）")
    >>> [page.kept(0) for page in [page.with_marks(insets(page))]], [mark.rule for mark in insets(page)]
    (['新桥的主塔昨天封顶了，高一百二十米。'], ['picture-counter', 'pointer'])
    """
    flash = next((f"[{mark.value}]" for mark in page.marked("title") if mark.line < 0 and mark.value), "")
    for number, (text, prose) in enumerate(zip(views.folded(page), views.prose(page), strict=True)):
        if text[-1] == "]" and len(text) <= _HEADING and not page.roles[number] and (edit := _EDIT.search(text)):
            yield Mark(number, "boilerplate", "pointer", edit.start(), len(text))
        if not prose or page.roles[number]:
            continue
        if text[0] in _ADDRESSES and (twice := _SAID_TWICE.match(text)):
            yield Mark(number, "boilerplate", "promotion", 0, twice.end())
        if text[0] in "本原文" and (own := _OWN_ADDRESS.match(text)):
            yield Mark(number, "boilerplate", "own-address", 0, own.end())
        if flash and text.startswith(fold(flash)):  # the headline of a dump's only paragraph
            yield Mark(number, "boilerplate", "flash-headline", 0, len(flash))
        if text[0].isdigit() and (counter := _COUNTER.match(text)) and 1 <= int(counter[1]) <= int(counter[2]) > 1:
            yield Mark(number, "boilerplate", "picture-counter", 0, counter.end())
        if text[-1] in ")]" and (pointer := _POINTER.search(text, max(0, len(text) - 100))):
            phrase = starts_with(pointer[1], "strip/related_headings")
            related = phrase and behind(pointer[1], phrase).startswith(":")
            if related or _ORIGINAL.match(pointer[1]):
                script = _SCRIPT.search(text, 0, pointer.start() + 1)  # what a page's script left right before it
                start = script.start() if script else pointer.start()
                yield Mark(number, "boilerplate", "pointer", start, len(text))
