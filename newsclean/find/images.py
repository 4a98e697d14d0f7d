"""The article's images, with their captions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..article import Image
from ..page import Mark, Page, Picture, step
from ..text import lazy_re as re
from ..text.blocks.structure import absolute
from .own_pictures import shown_pictures

_NEAR = 8  # lines around the body within which an image of its own box, or with a caption, is the article's
_CREDIT = 20  # characters of a second line of a caption: who took the picture
_BELOW = re.compile(r"^\s?[▼▽↓]")  # a caption that stands above its picture
_ROW = frozenset(("title", "date", "source"))
_NOWHERE = frozenset(("", "body", "html"))  # the page itself is no box of an article


class Placed(NamedTuple):
    """An image of the article: where it stands, its full address, and the lines of its caption."""

    picture: Picture
    url: str
    caption: tuple[int, ...]


class _Around(NamedTuple):
    """Where the article stands: its lines, the box around most of them, the lines of its headline and of its row."""

    body: Sequence[int]
    home: int
    title: int
    row: int


@step
def find_images(page: Page) -> Iterable[Mark]:
    """Yield a mark for each image that stands within the body, with an `Image` as value.

    >>> from newsclean.page import Mark
    >>> from newsclean import load
    >>> page = load("<p>第一段。</p><img src=/a.jpg><p>图为现场。</p><p>第二段。</p>", url="https://news.example/1.html")
    >>> page = page.with_marks([Mark(0, "body", "x"), Mark(1, "caption", "x"), Mark(2, "body", "x")])
    >>> [mark.value for mark in find_images(page)]
    [Image(url='https://news.example/a.jpg', caption='图为现场。')]
    """
    page = page.before("find_images")
    for placed in placed_images(page):
        caption = " ".join(page.lines[number].text for number in placed.caption)
        yield Mark(-1, "image", "image-in-body", value=Image(placed.url, caption or None))


def placed_images(page: Page) -> Iterator[Placed]:
    """The article's images, each once, in page order."""
    body = [number for number, role in enumerate(page.roles) if role == "body"]
    if not body:
        return
    pictures = shown_pictures(page)
    last = {picture.line: picture for picture in pictures}  # a caption stands below it
    base = base_of(page)
    around = _Around(
        body,
        _home(page, body),
        max((mark.line for mark in page.marked("title") if mark.line < body[0]), default=-1),
        max((mark.line for mark in page.marks if mark.role in _ROW and mark.line < body[0]), default=-1),
    )
    seen = set()
    for picture in pictures:
        caption = _caption(page, picture, last) if picture is last[picture.line] else ()
        if not _is_in(page, picture, bool(caption), around):
            continue
        url = absolute(base or ("https:" if picture.src.startswith("//") else ""), picture.src) or picture.src
        if url not in seen:
            seen.add(url)
            yield Placed(picture, url, caption)


def base_of(page: Page) -> str:
    """What the addresses in a page are relative to; "" where that is unknown."""
    own = page.url or page.head.canonical
    return absolute(own, page.head.base) or own


def _home(page: Page, body: Sequence[int]) -> int:
    """The box of most lines of the body, or the one around theirs; 0 where that is the page itself."""
    boxes = Counter(page.lines[number].box for number in body)
    home, lines = boxes.most_common(1)[0]
    if lines * 2 <= len(body):
        parents = Counter(page.boxes[page.lines[number].box].parent for number in body)
        home = parents.most_common(1)[0][0]
    return 0 if page.boxes[home].tag in _NOWHERE else home


def _is_in(page: Page, picture: Picture, captioned: bool, around: _Around) -> bool:
    """Whether a picture stands within the body; or near it, with a caption or in the body's own box."""
    body = around.body
    if body[0] <= picture.line <= body[-1] + 1:
        return True
    # right above the first paragraph, with nothing but captions between
    if picture.line < body[0] and all(page.roles[number] == "caption" for number in range(picture.line, body[0])):
        return True
    if not max(around.title + 1, body[0] - _NEAR) <= picture.line <= body[-1] + _NEAR // 2:
        return False
    if captioned:
        return True
    outer = page.boxes[picture.box].parent
    # above the row of date and source stands the picture of an account
    around_it = (picture.box, outer, page.boxes[outer].parent)
    return around.row < picture.line and around.home > 0 and around.home in around_it


def _caption(page: Page, picture: Picture, last: dict[int, Picture]) -> tuple[int, ...]:
    """The lines of the caption behind a picture, or of the one above it that says so."""
    at, roles = picture.line, page.roles
    if 0 < at <= len(roles) and roles[at - 1] == "caption" and _is_above(page, at - 1, picture):
        return (at - 1,)
    if at >= len(roles) or roles[at] != "caption" or (at + 1 in last and _is_above(page, at, last[at + 1])):
        return ()
    behind = at + 1
    goes_on = behind < len(roles) and roles[behind] == "caption" and behind not in last
    if goes_on and len(page.lines[behind].text) <= _CREDIT and page.lines[behind].box == page.lines[at].box:
        return (at, behind)
    return (at,)


def _is_above(page: Page, number: int, picture: Picture) -> bool:
    """Whether a caption belongs to the picture below it: by its arrow, or as the first thing in their figure."""
    line = page.lines[number]
    if line.tag == "figcaption":
        return page.boxes[line.box].parent in (picture.box, page.boxes[picture.box].parent)
    return bool(_BELOW.match(line.text))
