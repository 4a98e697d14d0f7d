"""Blocks as Markdown (CommonMark, and tables as GitHub's dialect has them), all text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from urllib.parse import quote

from .kinds import Block, Code, Figure, Heading, Inline, ListItem, Quote, Table

_IN_ADDRESSES = "!#$%&'*+,-./:;=?@_~"  # what stands in an address as it is; brackets do not
_LARGEST = 999_999_999  # number of an item


def markdown(blocks: Iterable[Block], *, links: bool = False) -> Iterator[str]:
    """The blocks as pieces of Markdown that belong apart by a blank line.

    >>> items = [ListItem("一路", 0), ListItem("快线", 1, 3)]
    >>> print(*markdown([Heading("交通", 3), *items, Table((("路", "站"), ("一", "9|10")))]), sep="\\n")
    ### 交通
    - 一路
      3. 快线
    | 路 | 站 |
    | --- | --- |
    | 一 | 9\\|10 |
    """
    for kind, group in groupby(blocks, key=type):
        if kind is ListItem:
            yield "\n".join(_items([block for block in group if isinstance(block, ListItem)], links))
        elif kind is Quote:
            yield "\n>\n".join(f"> {_text(block, links)}" for block in group)
        else:
            yield from (_block(block, links) for block in group)


def _block(block: Block, links: bool) -> str:
    """A block that stands alone."""
    if isinstance(block, Heading):
        text = _text(block, links)
        return f"{'#' * block.level} {re.sub(r'(#+)$', _BACKSLASH, text)}"
    if isinstance(block, Figure):
        return f"![{escape_inline(block.caption or '')}]({_address(block.url)})"
    if isinstance(block, Table):
        head, *rows = ["| " + " | ".join(map(escape_inline, row)) + " |" for row in block.rows]
        return "\n".join([head, "|" + " --- |" * len(block.rows[0]), *rows])
    if isinstance(block, Code):
        longest = max(map(len, re.findall("`+", block.text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{block.text}\n{fence}"
    return _text(block, links)


def _items(items: Sequence[ListItem], links: bool) -> Iterator[str]:
    """The lines of a list. Where numbers do not go on, the sign changes, which begins another list."""
    indents: list[int] = []  # where the texts of the items around begin
    signs: dict[int, tuple[str, int]] = {}  # depth -> the sign and the number of the item before
    for item in items:
        depth = min(item.depth, len(indents))
        del indents[depth:]
        signs = {other: sign for other, sign in signs.items() if other <= depth}
        sign, number = signs.get(depth, ("", -1))
        goes_on = sign in (".", ")") and item.number == number + 1
        if item.number is None:
            sign = marker = "-"
        else:
            sign = sign if goes_on else ")" if sign == "." else "."
            marker = f"{min(max(item.number, 0), _LARGEST)}{sign}"
        if item is not items[0] and item.number not in (None, 1) and not goes_on:
            yield ""  # else such a number would go on with the text above it
        signs[depth] = sign, item.number or 0
        indent = " " * (indents[-1] if indents else 0)
        yield f"{indent}{marker} " + _text(item, links).replace("\n", f"\\\n{indent}{' ' * (len(marker) + 1)}")
        indents.append(len(indent) + len(marker) + 1)


def _text(block: Block, links: bool) -> str:
    """A block's text, escaped, with its links if they are wanted."""
    (text,) = block.texts
    wanted = _apart(block.spans, text) if links and hasattr(block, "spans") else ()
    parts, at = [], 0
    for span in wanted:
        parts += [escape_inline(text[at : span.start]), f"[{escape_inline(text[span.start : span.end])}]"]
        parts.append(f"({_address(span.href or '')})")
        at = span.end
    parts.append(escape_inline(text[at:]))
    return "\n".join(map(escape_start, "".join(parts).split("\n")))


def _apart(spans: Iterable[Inline], text: str) -> list[Inline]:
    """The links of a text: of those that overlap the first one, as no link stands in another."""
    found: list[Inline] = []
    for span in sorted(span for span in spans if span.kind == "link" and span.href):
        if (not found or span.start >= found[-1].end) and "\n" not in text[span.start : span.end]:
            found.append(span)
    return found


def _address(url: str) -> str:
    """An address that no bracket or blank ends.

    >>> _address("http://news.example/a (1).jpg")
    'http://news.example/a%20%281%29.jpg'
    """
    return quote(url, safe=_IN_ADDRESSES)


def escape(text: str) -> str:
    r"""Text that Markdown shows as it stands: no markup, no HTML, no formula, no list.

    >>> print(escape("<b>3*4*5</b>"), escape("- 一"), escape("2021. 年"))
    \<b>3\*4\*5\</b> \- 一 2021\. 年
    """
    return escape_start(escape_inline(text))


_BACKSLASH = r"\\\1"


def escape_inline(text: str) -> str:
    """Text escaped but for what means something at the start of a line."""
    return re.sub(r"([\\`*_\[\]<~$|]|&(?=[#\w]))", _BACKSLASH, text)


def escape_start(text: str) -> str:
    """The opening of a heading, a quotation or a list, escaped."""
    return re.sub(
        r"^(\s*)(?:([#>+=-])|(\d+)([.)])(?=\s|$))",
        lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}",
        text,
    )
