"""Captions: the lines that belong to an image rather than to the article's flow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ..page import Line, Mark, Page, Picture, step
from ..strip.live_entries import entries
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold
from ..text.matching import behind
from .own_pictures import own_pictures

_HINT = re.compile(
    r"caption|descr|img[_-]?(?:desc|info|tit|txt|note|text|alt)|pic[_-]?(?:desc|info|tit|txt|note|text)|tuzhu|zhushi"
    r"|photo[_-]?(?:desc|text|note)"
)
_ENDS = re.compile(
    r"(?:摄影?(?:报道)?|供图|资料图片?|视频截图|截图|图片?来源[^。]{0,15}|(?:^|[\s/(])图|图片|图/[^。]{1,15}|翻摄[^。]{0,12}"
    r"|提供|制图|绘图?|航拍|\s资料|(?:摄|供图)\s\S{2,8}发)\s?[)\]】]?[.。]?$"
)
_WRITTEN_TOO = re.compile(r"[\s/(]文\s?[/、]\s?[图摄]\W?$")  # the text is by the same hand: ■记者张三 文/摄
_END_WORDS = re.compile("[摄图供绘拍料]")  # each of the ends above holds one: a cheap look before
_LENT = re.compile(r"\((?:相关)?(?:资料图|资料照片|图片来源|网络图片?|示意图)[^。()]{0,16}\)")  # (资料图片仅供参考)
_SURE_ENDS = re.compile(r"(?:摄|供图)(?:\W*|\s\S{2,8}发)$|截图\W*$|资料图")
_SIGNED = re.compile(r"[\s。!?\"(/][^\s。,()]{2,14}\s?(?:摄影?|供图)[)\]]?。$")  # who took it stands apart: 。张三 摄。
_TITLE = re.compile(r"《[^《》]{0,60}》")
_ARROWS = frozenset("▲△▼▽↑↓◀▶►")
_ASKED = re.compile(r"\W{1,2}[^,。:]{2,16}:.*\?\W?")  # ▲某报记者:新桥何时通车?
_NOUNS = ("图", "图集", "照片", "图片")
_ABOUT_IT = re.compile(r"\W|\d|\Z|[为是系中左右来由进查看放]")  # 上图为…, not 上图书馆
_ASKS = re.compile("[何谁证]|什么|哪")  # 图为何用鱼? 图为证
_FILE = re.compile(r"^[^\s<>]{1,120}\.(?:jpe?g|png|gif|bmp|webp|svg)$", re.IGNORECASE)
_COUNTED = re.compile(r"\(图\s?\d{1,2}\)$")  # the headline, with the picture's number: 城东新桥通车(图1)
_SHORTEST = 4  # characters of a caption that is known by its words alone
_HEADLINE = 8  # characters by which such a caption is told
_STOPS = '。!?…:;,"'  # what ends a sentence, or leads on to the next line
_MAX_FAR = 60  # characters of a caption that stands away from its image
_MAX = 120  # characters; a caption that is longer reads like a paragraph, and may be one
_MAX_CENTRED = 60  # a centred line right behind an image is no longer than this where it is a caption
_PARAGRAPHS = frozenset(("p", "center", "figure"))
_MAX_EACH = 30  # characters of a line that stands behind each picture of a page
_FEW, _MOST = 3, 0.75  # pictures, and the share of them, that have such a line
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@step
def find_captions(page: Page) -> Iterable[Mark]:
    """Mark captions and image file names.

    >>> from newsclean import load
    >>> page = load("<p>新桥昨天通车。</p><img src=a.jpg><p>图为通车现场。某人 摄</p><p>居民出行更方便了。</p>")
    >>> [(mark.line, mark.rule) for mark in find_captions(page)]
    [(1, 'caption-words')]
    """
    page = page.before("find_captions")
    behind: dict[int, Picture] = {}
    for image in own_pictures(page):
        behind[image.line] = image
    centred = _centred_lines(page, set(behind))
    each = _below_each(page, behind)
    headlines = {views.folded(page)[mark.line] for mark in page.marked("title") if mark.line >= 0}
    called, told, opens = _Called(), entries(page).pictures, views.opens(page)
    named = -1  # the last line that was an image's file name, as dumps have them
    for line, text, role in zip(page.lines, views.folded(page), page.roles, strict=True):
        if role or line.number in told:
            continue
        if (text[0] == "<" or "." in text[-5:]) and _is_picture(text):
            named = line.number if text[-1] != ">" else named
            yield Mark(line.number, "caption", "image-name")
        elif line.number == named + 1 > 0 and len(text) <= _MAX_FAR and text[-1:] not in _STOPS:
            yield Mark(line.number, "caption", "caption-below-name")
        elif _is_counted(text, headlines):
            yield Mark(line.number, "caption", "caption-counted")
        elif len(text) <= _MAX:
            picture = behind.get(line.number)
            markup = line.tag == "figcaption" or called[page.boxes[line.box].hints]
            opening = opens[line.number].get("find/caption_openings", "")
            rule = "caption-markup" if markup else ""
            rule = rule or _rule(line, text, opening, picture is not None, line.number in centred, called)
            if not rule and picture is not None:
                rule = _rule_beside(line, text, picture)
            if not rule and line.number in each:
                rule = "caption-below-each"
            if rule:
                yield Mark(line.number, "caption", rule)


def _is_counted(text: str, headlines: Collection[str]) -> bool:
    """Whether a line says a headline again for a picture: with the picture's number, or behind a gallery's bullet.

    >>> [_is_counted(text, ["城东新桥昨天通车"]) for text in ("城东新桥昨天通车(图1)", "• 城东新桥昨天通车", "• 新桥")]
    [True, True, False]
    """
    if text[-1] == ")" and _COUNTED.search(text):
        return any(text.startswith(headline[:_HEADLINE]) for headline in headlines)
    return text[0] in "•*·" and text[1:].strip() in headlines


def _is_picture(text: str) -> bool:
    """Whether a folded line is an image's file name, or the element that readers for language models keep of it.

    >>> [_is_picture(text) for text in ("<image>新桥</image>", "<image>新桥", "a1.jpg", "新桥.通车")]
    [True, False, True, False]
    """
    if text.startswith("<image>"):
        return text.endswith("</image>")
    return "." in text[-5:] and _FILE.match(text) is not None


def _rule(line: Line, text: str, opening: str, behind_image: bool, centred: bool, called: _Called) -> str:
    """The name of the rule by which a line is a caption, or ""; `opening`: the word of captions that it opens with."""
    for span in line.spans:
        if span.hints and called[span.hints] and span.end - span.start >= len(text) - 2:
            return "caption-markup"
    near = behind_image or len(text) <= _MAX_FAR
    # in quotation marks it is spoken of
    if near and opening and text[0] != '"' and _is_told(opening, behind(text, opening)):
        return "caption-words"
    arrow = near and text[:2].strip()[:1] in _ARROWS and not _ASKED.fullmatch(text)
    if arrow and (behind_image or not text.endswith("。")):
        return "caption-arrow"
    if text[0] == "(" and _LENT.fullmatch(text):
        return "caption-words"
    if near and _END_WORDS.search(text[-40:]) and _ends_as_caption(text, behind_image):
        return "caption-words"
    return "caption-centred" if centred else ""


def _ends_as_caption(text: str, behind_image: bool) -> bool:
    """Whether a line ends in a word of captions and is none of the text's sentences."""
    end = text[-40:]
    ends = not _WRITTEN_TOO.search(text[-8:]) and _ENDS.search(end) and (behind_image or _SURE_ENDS.search(end))
    return bool(ends) and not _is_sentence(text, behind_image)


def _is_told(opening: str, rest: str) -> bool:
    """Whether what follows an opening of captions tells of a picture.

    >>> [_is_told(*words) for words in (("图为", "通车现场"), ("图为", "何用鱼"), ("上图", "书馆"))]
    [True, False, False]
    """
    if opening.endswith(_NOUNS):
        return _ABOUT_IT.match(rest) is not None
    return not (opening.endswith("为") and _ASKS.match(rest))


def _is_sentence(text: str, behind_image: bool) -> bool:
    """Whether a line that ends in a word of captions is a sentence of the text: `…并提供网址和截图。`."""
    if text[-1] != "。" or _SIGNED.search(text[-30:]):
        return False
    return not behind_image or "," in _TITLE.sub("", text)


def _is_alt(line: Line, text: str, picture: Picture) -> bool:
    """Whether a line is the words that stand for a picture, or their start: who took it stands in a line below."""
    if line.mostly_link and line.box != picture.box:
        return False  # another article, with its picture
    words = fold(picture.alt.strip()[: len(text) + _MAX])
    if len(text) < _HEADLINE:
        return len(text) >= _SHORTEST and text == words
    return len(text) * 3 > len(words) and words.startswith(text)


def _is_label(line: Line) -> bool:
    """Whether a line is short and plain enough to say what a picture shows."""
    plain = not line.linked and line.tag not in _HEADINGS and line.bold * 2 < len(line.text)
    return plain and 2 < len(line.text) <= _MAX_FAR and not line.text.isascii()


def _rule_beside(line: Line, text: str, picture: Picture) -> str:
    """The name of the rule by which a line is the caption of the picture before it, or ""."""
    if _is_alt(line, text, picture):
        return "caption-is-alt"
    return "caption-beside" if _is_beside(line, text, picture) else ""


def _is_beside(line: Line, text: str, picture: Picture) -> bool:
    """Whether a line shares its paragraph with the picture before it, and is no sentence."""
    together = picture.box == line.box and line.tag in _PARAGRAPHS
    return together and _is_label(line) and text[-1] not in _STOPS and "," not in text


def _below_each(page: Page, behind: Mapping[int, Picture]) -> set[int]:
    """Short lines behind pictures, where nearly every picture has one and paragraphs are long: `小桥。`."""
    lines = [page.lines[number] for number in behind if number < len(page.lines)]
    lines = [line for line in lines if not line.linked and not page.roles[line.number]]
    short = {line.number for line in lines if _is_label(line) and len(line.text) <= _MAX_EACH}
    if len(short) < _FEW or len(short) < _MOST * len(lines):
        return set()
    others = [length for number, length in enumerate(views.prose(page)) if length and number not in short]
    return short if len(others) > _FEW and sorted(others)[len(others) // 2] > 2 * _MAX_EACH else set()


class _Called(dict[str, bool]):
    """Whether class or id of an element call it a caption: most elements are called like an earlier one, or nothing."""

    def __missing__(self, hints: str) -> bool:
        found = self[hints] = bool(_HINT.search(hints))
        return found


def _centred_lines(page: Page, behind: set[int]) -> set[int]:
    """Short centred lines right behind images, on a page that does not centre its paragraphs too."""
    centred = {
        number
        for number in behind
        if number < len(page.lines)
        and 2 <= len(page.lines[number].text) <= _MAX_CENTRED
        and page.lines[number].tag not in _HEADINGS
        and _is_centred(page, page.lines[number])
        and not (number + 1 not in behind and _is_centred(page, page.lines[min(number + 1, len(page.lines) - 1)]))
    }
    lines = zip(page.lines, views.prose(page), strict=True)
    paragraphs = [line for line, length in lines if length > _MAX_CENTRED]
    if sum(_is_centred(page, line) for line in paragraphs) * 2 > len(paragraphs):
        return set()
    return centred


def _is_centred(page: Page, line: Line) -> bool:
    """Whether the line's own block, or the one around it, centres its text."""
    box = page.boxes[line.box]
    outer = page.boxes[box.parent]
    return any("centred" in each.hints or each.tag == "center" for each in (box, outer))
