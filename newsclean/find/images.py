"""The article's images, with their captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..article import Image
from ..article.structure import absolute
from ..page import Mark, Page, Picture, of_lines, step
from ..strip.hidden import hiding_scopes

# pictures of the page's own furniture: counters, icons, buttons, codes to scan
_FURNITURE = re.compile(
    r"""
      ^data:
    | (?:^|[/_.-])(?:icon|ico|logo|btn|button|blank|spacer?|loading|pixel|qrcode|erweima|ewm|share|avatar|head|default
      |arrow|emoji|face|banner|guanzhu|follow|weixin|wechat|weibo|q?zone|qq)s?\d*(?:[/_.-]|$)
    | /(?:skins?|css\d*|themes?|templates?|tpl|layout|deco|_?system_images|web_images)/    # the site's own design
    | (?:^|/)(?:[a-z]+_)?(?:end|bg|top|bottom|buttom|left|right|line|dot|close|play|more)\d{0,2}(?:_[a-z]+)?
      \.(?:gif|png|jpe?g|svg|webp)(?:\?|$)                                              # end marks, corners, lines
    | (?:^|/)[a-z]\d?\.gif(?:\?|$)    # spacers
    """,
    re.VERBOSE,
)
_FURNITURE_ALT = re.compile(r"二维码|扫码|扫一扫|logo|分享|关注我们|点击关注|返回顶部")
_SIZE = re.compile(r"(?:_w(\d{1,4})_h(\d{1,4})|(?<![\da-z])(\d{2,4})[x*](\d{2,4}))(?!\d)")
_SMALLEST = 60  # pixels a side: what the address says to be smaller is an icon
_FLATTEST = 5  # times as wide as high, or more: a banner


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
    last = {picture.line: picture for picture in shown_pictures(page)}  # a caption stands below it
    for picture, url in pictures_in_body(page):
        caption = _caption(page, picture.line) if picture is last[picture.line] else None
        yield Mark(-1, "image", "image-in-body", value=Image(url, caption))


def shown_pictures(page: Page) -> list[Picture]:
    """The pictures that are no furniture and not hidden."""
    hides = hiding_scopes(page) if any(picture.scope for picture in page.pictures) else [0]
    return [picture for picture in own_pictures(page) if not hides[picture.scope]]


def pictures_in_body(page: Page) -> Iterator[tuple[Picture, str]]:
    """The pictures that stand within the body, each once, with their full addresses."""
    body = [number for number, role in enumerate(page.roles) if role == "body"]
    if not body:
        return
    # above the first paragraph an image is the article's when nothing but its caption lies between
    first = body[0] - (body[0] > 0 and page.roles[body[0] - 1] == "caption")
    base = base_of(page)
    seen = set()
    for picture in shown_pictures(page):
        if not first <= picture.line <= body[-1] + 1:
            continue
        url = absolute(base or ("https:" if picture.src.startswith("//") else ""), picture.src) or picture.src
        if url not in seen:
            seen.add(url)
            yield picture, url


def base_of(page: Page) -> str:
    """What the addresses in a page are relative to; "" where that is unknown."""
    own = page.url or page.head.canonical
    return absolute(own, page.head.base) or own


@of_lines
def own_pictures(page: Page) -> list[Picture]:
    """The pictures that do not belong to the site's furniture.

    >>> from newsclean import load
    >>> [picture.src for picture in own_pictures(load("<p>城东新桥<img src=/img/logo.png><img src=/a/b2f5.jpg></p>"))]
    ['/a/b2f5.jpg']
    """
    return [picture for picture in page.pictures if not is_furniture(picture)]


# what browsers pass over in an address, and the schemes of addresses that lead to no file of a server's
_UNSEEN = re.compile(r"[\x00-\x20]+")
_NO_ADDRESS = re.compile(r"(?:javascript|vbscript|data|blob|about|file):", re.IGNORECASE)


def is_furniture(picture: Picture) -> bool:
    """Whether address or text of a picture says that it belongs to the site: an icon, an end mark, a code to scan.

    >>> [is_furniture(Picture(0, src, "")) for src in ("/img/end_news.png", "/a/2019_w16_h16.png", "/a/b2f5.jpg")]
    [True, True, False]

    An address that runs something, or holds the picture itself, is none to hand on:

    >>> [is_furniture(Picture(0, src, "")) for src in ("java\\tscript:alert(1)", "data:image/png;base64,AA")]
    [True, True]
    """
    if _NO_ADDRESS.match(_UNSEEN.sub("", picture.src[:100])):
        return True
    address = picture.src.lower()
    if _FURNITURE.search(address) or _FURNITURE_ALT.search(picture.alt[:20].lower()):
        return True
    size = _SIZE.search(address)
    if size is None:
        return False
    width, height = (int(side) for side in size.groups() if side)
    return min(width, height) < _SMALLEST or width >= _FLATTEST * height


def _caption(page: Page, number: int) -> str | None:
    """The caption right behind an image."""
    if number < len(page.lines) and page.roles[number] == "caption":
        return page.lines[number].text
    return None
