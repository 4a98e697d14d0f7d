"""The article's images, with their captions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from ..article import Image
from ..page import Mark, Page
from ..strip.hidden import hiding_scopes

# pictures of the page's own furniture: counters, icons, buttons, codes to scan
_FURNITURE = re.compile(
    r"(?:^|[/_.-])(?:icon|ico|logo|btn|button|blank|spacer?|loading|pixel|qrcode|erweima|ewm|share|avatar|head|default"
    r"|arrow|emoji|face)s?\d*(?:[/_.-]|$)|^data:",
    re.IGNORECASE,
)


def find_images(page: Page) -> Iterable[Mark]:
    """Yield a mark for each image that stands within the body, with an `Image` as value.

    >>> from newsclean.page import Mark
    >>> from newsclean import load
    >>> page = load("<p>第一段。</p><img src=/a.jpg><p>图为现场。</p><p>第二段。</p>", url="https://news.example/1.html")
    >>> page = page.with_marks([Mark(0, "body", "x"), Mark(1, "caption", "x"), Mark(2, "body", "x")])
    >>> [mark.value for mark in find_images(page)]
    [Image(url='https://news.example/a.jpg', caption='图为现场。')]
    """
    body = [number for number, role in enumerate(page.roles) if role == "body"]
    if not body:
        return
    own = page.url or page.head.canonical
    base = _absolute(own, page.head.base) or own
    seen = set()
    hides = hiding_scopes(page) if any(picture.scope for picture in page.pictures) else [0]
    for picture in page.pictures:
        # above the first paragraph an image is the article's when nothing but its caption lies between
        first = body[0] - (body[0] > 0 and page.roles[body[0] - 1] == "caption")
        if not first <= picture.line <= body[-1] + 1 or hides[picture.scope] or _FURNITURE.search(picture.src):
            continue
        url = _absolute(base or ("https:" if picture.src.startswith("//") else ""), picture.src) or picture.src
        if url not in seen:
            seen.add(url)
            yield Mark(-1, "image", "image-in-body", value=Image(url, _caption(page, picture.line)))


def _absolute(base: str, address: str) -> str:
    """An address made absolute; "" where one of the two is no address, `http://[` say."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _caption(page: Page, number: int) -> str | None:
    """The caption right behind an image."""
    if number < len(page.lines) and page.roles[number] == "caption":
        return page.lines[number].text
    return None
