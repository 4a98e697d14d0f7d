"""The pictures of a page that are no furniture of its site: no icons, end marks, spacers, logos, codes, banners."""

from __future__ import annotations

from collections.abc import Iterable

from ..page import Page, Picture, of_lines
from ..strip.hidden import hiding_scopes
from ..text import lazy_re as re
from ..text import views

# pictures of the page's own furniture: counters, icons, buttons, codes to scan
# in an address with a slash before it; the characters that each of them begins with are soon found
_FURNITURE = re.compile(
    r"""
    [/_.-](?=[a-z_])(?:
        (?:icon|ico|logo|btn|button|blank|spacer?|loading|pixel|code|erweima|ewm|share
        |avatar|head|default|arrow|emoji|face|banner|guanzhu|follow|weixin|wechat|weibo|q?zone|qq)s?\d*(?:[/_.?-]|$)
      | (?<=./)(?:skins?|css\d*|themes?|templates?|tpl|layout|deco|_?system_images|web_images)/  # the site's own design
      | (?<=/)(?:
          (?:[a-z]+_)?(?:end|bg|top|bottom|buttom|left|right|line|dot|close|play|more)\d{0,2}(?:_[a-z]+)?
          \.(?:gif|png|jpe?g|svg|webp)(?:\?|$)                                          # end marks, corners, lines
        | (?:douban|renren|kaixin|facebook|twitter|whatsapp|telegram|linkedin|rss|print|e?mail)
          \.(?:gif|png|jpe?g|svg|webp)(?:\?|$)                                          # where to share it
        | [a-z]\d?\.gif(?:\?|$)    # spacers
      )
    )
    """,
    re.VERBOSE,
)
_CODE = re.compile(r"[/_.-][a-z]*qr_?codes?\d*(?:[/_.?-]|$)")  # apart, as few addresses have it
_FURNITURE_ALT = re.compile(r"二维码|扫码|扫一扫|logo|分享|关注我们|点击关注|返回顶部|公众号|客户端")
_SIZE = re.compile(r"(?:_w(\d{1,4})_h(\d{1,4})|(?<![\da-z])(\d{2,4})[x*](\d{2,4}))(?!\d)")
_SMALLEST = 60  # pixels a side: what the address says to be smaller is an icon
_FLATTEST = 5  # times as wide as high, or more: a banner
_CODE_ABOVE = re.compile(r"二维码|扫码|扫一扫|长按识别|(?:下载|打开|安装).{0,12}(?:客户端|app)")
_CODE_BELOW = re.compile(r"(?:下方|下图|以下|下面).{0,6}二维码|(?:扫描|识别|长按).{0,8}二维码")
_LONGEST = 40  # characters of a line that says what the picture beside it is
# what browsers pass over in an address, and the schemes of addresses that lead to no file of a server's
_UNSEEN = re.compile(r"[\x00-\x20]+")
_NO_ADDRESS = re.compile(r"(?:javascript|vbscript|data|blob|about|file):", re.IGNORECASE)
_BEGIN_NO_ADDRESS = frozenset("jvdbafJVDBAF")


def shown_pictures(page: Page) -> list[Picture]:
    """The pictures that are no furniture and not hidden."""
    hides = hiding_scopes(page) if any(picture.scope for picture in page.pictures) else [0]
    return [picture for picture in own_pictures(page) if not hides[picture.scope]]


@of_lines
def own_pictures(page: Page) -> list[Picture]:
    """The pictures that do not belong to the site's furniture.

    >>> from newsclean import load
    >>> [picture.src for picture in own_pictures(load("<p>城东新桥<img src=/img/logo.png><img src=/a/b2f5.jpg></p>"))]
    ['/a/b2f5.jpg']

    What stands beside an icon and comes from its folder is one too, and so is what the line beside it calls a code:

    >>> row = "<img src=/i/weibo.png><img src=/i/sns3.png><p>新桥通车。</p><img src=/a/7.jpg><p>扫一扫关注新桥</p>"
    >>> own_pictures(load(row))
    []
    """
    furniture = {(picture.line, _folder(picture)) for picture in page.pictures if is_furniture(picture)}
    own = [picture for picture in page.pictures if (picture.line, _folder(picture)) not in furniture]
    return list(_not_codes(page, own))


def _folder(picture: Picture) -> str:
    return picture.src.rpartition("/")[0]


def _not_codes(page: Page, pictures: Iterable[Picture]) -> Iterable[Picture]:
    """The pictures that no line beside them calls a code to scan."""
    folded = views.folded(page) if page.pictures else []
    for picture in pictures:
        behind = folded[picture.line].lower() if picture.line < len(folded) else ""
        before = folded[picture.line - 1] if 0 < picture.line <= len(folded) else ""
        if len(behind) <= _LONGEST and _CODE_ABOVE.search(behind):
            continue
        if len(before) <= _LONGEST and _CODE_BELOW.search(before):
            continue
        yield picture


def is_furniture(picture: Picture) -> bool:
    """Whether address or text of a picture says that it belongs to the site: an icon, an end mark, a code to scan.

    >>> [is_furniture(Picture(0, src, "")) for src in ("/img/end_news.png", "/a/2019_w16_h16.png", "/a/b2f5.jpg")]
    [True, True, False]

    An address that runs something, or holds the picture itself, is none to hand on:

    >>> [is_furniture(Picture(0, src, "")) for src in ("java\\tscript:alert(1)", "data:image/png;base64,AA")]
    [True, True]
    """
    begins = picture.src[:1]
    if (begins <= " " or begins in _BEGIN_NO_ADDRESS) and _NO_ADDRESS.match(_UNSEEN.sub("", picture.src[:100])):
        return True
    address = picture.src.lower()
    if _FURNITURE.search("/" + address) or ("qr" in address and _CODE.search("/" + address)):
        return True
    if picture.alt and _FURNITURE_ALT.search(picture.alt[:20].lower()):
        return True
    size = _SIZE.search(address) if "x" in address or "*" in address or "_w" in address else None
    if size is None:
        return False
    width, height = (int(side) for side in size.groups() if side)
    return min(width, height) < _SMALLEST or width >= _FLATTEST * height
