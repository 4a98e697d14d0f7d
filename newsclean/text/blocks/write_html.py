"""Blocks as a fragment of HTML: elements without attributes but for targets and numbers, all text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby, pairwise

from .. import lazy_re as re
from .kinds import Block, Code, Figure, Heading, Inline, ListItem, Quote, Table

_SAFE = re.compile(r"(?:https?|ftp|mailto|tel):|[^:]*(?:[/?#]|$)", re.IGNORECASE)  # schemes, or an address without one
_TAGS = {"strong": "strong", "em": "em"}


def html(blocks: Iterable[Block], *, links: bool = True) -> Iterator[str]:
    """The blocks as elements.

    >>> items = [ListItem("一路", 0), ListItem("快线", 1, 3), ListItem("二路", 0)]
    >>> print(*html([Heading("<交通>", 3), *items, Figure("http://news.example/a.jpg", "新桥")]), sep="\\n")
    <h3>&lt;交通&gt;</h3>
    <ul><li>一路<ol start="3"><li>快线</li></ol></li><li>二路</li></ul>
    <figure><img src="http://news.example/a.jpg" alt="新桥"><figcaption>新桥</figcaption></figure>
    """
    for kind, group in groupby(blocks, key=type):
        if kind is ListItem:
            yield "".join(_items([block for block in group if isinstance(block, ListItem)], links))
        elif kind is Quote:
            yield f"<blockquote>{''.join(f'<p>{_text(block, links)}</p>' for block in group)}</blockquote>"
        else:
            yield from (_block(block, links) for block in group)


def _block(block: Block, links: bool) -> str:
    """A block that stands alone."""
    if isinstance(block, Heading):
        return f"<h{block.level}>{_text(block, links)}</h{block.level}>"
    if isinstance(block, Figure):
        if not _SAFE.match(block.url):
            return f"<p>{escape(block.caption)}</p>" if block.caption else ""
        image = f'<img src="{escape(block.url)}" alt="{escape(block.caption or "")}">'
        caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
        return f"<figure>{image}{caption}</figure>"
    if isinstance(block, Table):
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in block.rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    if isinstance(block, Code):
        return f"<pre><code>{escape(block.text)}</code></pre>"
    return f"<p>{_text(block, links)}</p>"


def _items(items: Sequence[ListItem], links: bool) -> Iterator[str]:
    """The tags of a list."""
    open: list[tuple[str, int | None]] = []  # the lists around: their element, and the number of the last item
    for item in items:
        depth = min(item.depth, len(open))
        while len(open) > depth + 1:
            yield f"</li></{open.pop()[0]}>"
        name = "ul" if item.number is None else "ol"
        if len(open) == depth + 1:
            before, number = open.pop()
            goes_on = before == name and (number is None or item.number == number + 1)
            yield "</li>" if goes_on else f"</li></{before}>"
            if not goes_on:
                yield _opening(name, item.number)
        else:
            yield _opening(name, item.number)
        open.append((name, item.number))
        yield f"<li>{_text(item, links)}"
    for name, _ in reversed(open):
        yield f"</li></{name}>"


def _opening(name: str, number: int | None) -> str:
    return f'<ol start="{number}">' if number not in (None, 1) else f"<{name}>"


def _text(block: Block, links: bool) -> str:
    """A block's text with its links and emphasis; elements that overlap close and open again."""
    (text,) = block.texts
    spans: Sequence[Inline] = [span for span in getattr(block, "spans", ()) if _wanted(span, links)]
    if not spans:
        return escape(text, quote=False).replace("\n", "<br>")
    starting = sorted(spans, key=lambda span: (span.start, -span.end), reverse=True)
    borders = sorted({0, len(text), *(place for span in spans for place in span[:2] if 0 <= place <= len(text))})
    parts: list[str] = []
    open: list[Inline] = []
    around: list[Inline] = []
    for start, end in pairwise(borders):
        around = [span for span in around if span.end > start]
        while starting and starting[-1].start <= start:
            around.append(starting.pop())
        wanted = list({span.kind: span for span in reversed(around)}.values())[::-1]  # the outermost one of a kind
        same = next((at for at, (a, b) in enumerate(zip(open, wanted, strict=False)) if a != b), len(open))
        same = min(same, len(wanted))
        parts += [_closing(span) for span in reversed(open[same:])]
        parts += [_opened(span) for span in wanted[same:]]
        parts.append(escape(text[start:end], quote=False).replace("\n", "<br>"))
        open = wanted
    return "".join([*parts, *map(_closing, reversed(open))])


def _wanted(span: Inline, links: bool) -> bool:
    """Whether a span is to be shown: emphasis is, and a link that runs nothing, if links are wanted."""
    return span.kind in _TAGS or bool(links and span.href and _SAFE.match(span.href))


def _opened(span: Inline) -> str:
    return f'<a href="{escape(span.href or "")}">' if span.kind == "link" else f"<{_TAGS[span.kind]}>"


def _closing(span: Inline) -> str:
    return "</a>" if span.kind == "link" else f"</{_TAGS[span.kind]}>"
