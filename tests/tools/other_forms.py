"""A page in another form, in which other rules tell what its lines are: `labels.py` pins it beside the page itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Any

from newsclean import Site, explain_page, load
from newsclean.page import Line, Page

_FIELDS = ("title", "source", "date", "author", "editor", "body")
_NAME = re.compile(r"[a-z][\w-]*")


def other_form(name: str, page: bytes, options: Mapping[str, Any]) -> tuple[str, bytes | str, Mapping[str, Any]]:
    """What the form is called, the page in it, and the options that it is cleaned with.

    Which one it is depends on the name alone, so that it stays when other pages come.

    >>> page = "<p>新桥</p><p>通车</p>".encode()
    >>> [other_form(name, page, {})[:2] for name in "dbe"]
    [('as a dump', '新桥\\n通车'), ('as a glued dump', '新桥通车'), ('as Markdown', '新桥\\n\\n通车')]
    """
    choice = zlib.crc32(name.encode()) % 4
    if choice == 3:
        return "as of a known site", page, {**options, "site": site_of(explain_page(page, **options).page)}
    lines = load(page).lines
    if choice == 2:
        return "as Markdown", "\n\n".join(map(markdown, lines)), {}
    return ("as a dump", "as a glued dump")[choice], ("\n", "")[choice].join(line.text for line in lines), {}


def markdown(line: Line) -> str:
    """A line as programs write it that turn pages into Markdown.

    >>> [markdown(line) for line in load("<h2>新桥</h2><li><a href=/>首页</a></li><p><b>通车</b></p>").lines]
    ['## 新桥', '- [首页](/a)', '**通车**']
    """
    text = f"[{line.text}](/a)" if line.mostly_link else f"**{line.text}**" if line.bold else line.text
    if line.tag in ("h1", "h2", "h3"):
        return f"{'#' * int(line.tag[1])} {text}"
    return f"- {text}" if line.tag == "li" else text


def site_of(page: Page) -> Site:
    """What someone may know of the site of a page with marks: where its fields stand, and its last line, as junk.

    >>> page = "<h1 class=tt>城东新桥通车</h1><p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>"
    >>> site = site_of(explain_page(f"{page}<div class=foot>版权所有 新桥网</div>").page)
    >>> site.title, site.lines
    (("//*[contains(concat(' ', @class, ' ', @id, ' '), ' tt ')]",), ('版权所有 新桥网',))
    """
    hints: dict[str, str] = {}
    for mark in page.marks:
        if mark.role in _FIELDS and mark.line >= 0:
            line, start = page.lines[mark.line], mark.start or 0
            inside = [span.hints for span in line.spans if span.start <= start < span.end]
            hints.setdefault(mark.role, " ".join((*inside, page.hints[line.box])))
    last = page.lines[-1] if page.lines else Line(0, "")
    if page.lines and page.roles[-1] in ("boilerplate", "disclaimer"):
        hints["drop"] = page.hints[last.box]
    names = {role: found[0] for role, told in hints.items() if (found := _NAME.search(told))}
    paths = {role: f"//*[contains(concat(' ', @class, ' ', @id, ' '), ' {name} ')]" for role, name in names.items()}
    return Site(**paths, lines=last.text if "drop" in hints else ())
