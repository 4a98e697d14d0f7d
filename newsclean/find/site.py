"""The name of the site."""

from __future__ import annotations

from collections.abc import Iterable

from ..page import Mark, Page, step
from ..text import lazy_re as re

_META = ("og:site_name", "application-name", "sitename", "site_name")
_PARTS = re.compile(r"\s*[_|｜\-–—]+\s*")
_NAME = re.compile(
    r"(?:网|网站|新闻|在线|日报|晚报|时报|早报|周刊|门户|频道|客户端|社区|论坛|网络|资讯|热线|之声|电视台|广播|平台)$"
    r"|^[A-Z][\w .]{1,15}$"
)


@step
def find_site(page: Page) -> Iterable[Mark]:
    """Yield the site's name, from metadata or from what stands behind the headline in `<title>`.

    >>> from newsclean import load
    >>> [mark.value for mark in find_site(load("<html><head><title>新桥通车_某某新闻网</title></head></html>"))]
    ['某某新闻网']
    """
    if page.site is not None and page.site.name:
        yield Mark(-1, "site", "site-known", value=page.site.name)
        return
    for name in _META:
        if page.head.meta.get(name):
            yield Mark(-1, "site", "site-meta", value=page.head.meta[name])
            return
    parts = _PARTS.split(page.head.title)
    whole = parts[-1].count("【") == parts[-1].count("】")  # 某某网】某网: half a bracket belongs to neither
    if whole and len(parts) > 1 and 2 <= len(parts[-1]) <= 20 and _NAME.search(parts[-1]):
        yield Mark(-1, "site", "site-title", value=parts[-1])
