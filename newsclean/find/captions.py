"""Captions: the lines that belong to an image rather than to the article's flow."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..page import Line, Mark, Page
from ..phrases import starts_with

_HINT = re.compile(r"caption|descr|img[_-]?(?:desc|info|tit|txt|note|text|alt)|pic[_-]?(?:desc|info|tit|txt|note|text)|tuzhu|zhushi|photo[_-]?(?:desc|text|note)|imgtext|pictext")
_ENDS = re.compile(
    r"(?:摄影?(?:报道)?|供图|资料图片?|视频截图|截图|图片?来源[^。]{0,15}|(?:^|[\s/(])图|图片|图/[^。]{1,15}|翻摄[^。]{0,12}|提供|制图|绘图?|航拍)\s?[)\]】]?[.。]?$"
)
_ARROW = re.compile(r"^\s?[▲△▼▽↑↓◀▶►]")
_FILE = re.compile(r"^[^\s<>]{1,120}\.(?:jpe?g|png|gif|bmp|webp|svg)$", re.IGNORECASE)
_MAX = 120  # characters; a caption that is longer reads like a paragraph, and may be one
_SHORT = 45  # a line right behind an image that is no longer than this may be a caption by the page's own habit
_HABIT = 0.6  # share of the article's images that must be followed by a short line for that to be a habit


def find_captions(page: Page) -> Iterable[Mark]:
    """Mark captions and image file names.

    >>> from newsclean import load
    >>> page = load("<p>新桥昨天通车。</p><img src=a.jpg><p>图为通车现场。某人 摄</p><p>居民出行更方便了。</p>")
    >>> [(mark.line, mark.rule) for mark in find_captions(page)]
    [(1, 'caption-words')]
    """
    behind = {}
    for picture in page.pictures:
        behind.setdefault(picture.line, picture)
    habit = _habit(page, set(behind))
    for line in page.lines:
        if page.roles[line.number]:
            continue
        text = page.folded[line.number]
        if _FILE.match(text):
            yield Mark(line.number, "caption", "image-name")
        elif len(text) <= _MAX:
            picture = behind.get(line.number)
            rule = _rule(page, line, text, picture is not None, line.number in habit)
            if not rule and picture is not None and len(text) >= 4 and text == picture.alt.strip():
                rule = "caption-is-alt"
            if rule:
                yield Mark(line.number, "caption", rule)


def _rule(page: Page, line: Line, text: str, behind_image: bool, habitual: bool) -> str:
    """The name of the rule by which a line is a caption, or ""."""
    if line.tag == "figcaption" or _HINT.search(page.boxes[line.box].hints):
        return "caption-markup"
    if any(_HINT.search(span.hints) and span.end - span.start >= len(text) - 2 for span in line.spans):
        return "caption-markup"
    if starts_with(text, "caption_openings") and (behind_image or len(text) <= 60):
        return "caption-words"
    if _ARROW.match(text) and (behind_image or len(text) <= 60):
        return "caption-arrow"
    if _ENDS.search(text) and (behind_image or (len(text) <= 60 and re.search(r"摄\W*$|供图\W*$|截图\W*$|资料图", text))):
        return "caption-words"
    return "caption-habit" if habitual else ""


def _habit(page: Page, behind: set[int]) -> set[int]:
    """Short lines behind images, where the page sets one behind most of its images."""
    followers = [page.lines[number] for number in sorted(behind) if number < len(page.lines)]
    followers = [line for line in followers if not page.roles[line.number] and line.tag not in ("h1", "h2", "h3", "h4", "a")]
    short = {
        line.number
        for line in followers
        if 2 <= len(line.text) <= _SHORT and line.bold < len(line.text) and line.linked * 2 <= len(line.text)
    }
    # a page of one-sentence paragraphs between images has no such habit: there the short lines are the article
    if len(short) >= 3 and len(short) >= _HABIT * len(followers) and _others_are_longer(page, short):
        return short
    return set()


def _others_are_longer(page: Page, short: set[int]) -> bool:
    """Whether between the short lines there are paragraphs twice their length."""
    numbers = sorted(short)
    between = [len(page.lines[n].text) for n in range(numbers[0], numbers[-1] + 1) if n not in short]
    mean = sum(len(page.lines[n].text) for n in numbers) / len(numbers)
    return bool(between) and sum(between) / len(between) >= 2 * mean
