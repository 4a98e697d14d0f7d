"""What a page may measure: bounds that no genuine page reaches, so that a hostile one costs no more than its size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..errors import ArgumentError, PageTooLargeError
from ..page import Line, Page, Picture, Span

# Bytes. The largest news pages have 2 MB, with their pictures written into them; a book in one page has 5 MB.
MAX_BYTES = 20_000_000
# Characters of one line. Articles without a single break have 20,000 characters; farms write 200,000 keywords in a row.
MAX_LINE = 100_000
_LAST_PART = 1_000  # characters before the limit in which a sentence's end is looked for


def check_size(page: bytes | str, limit: int | None) -> None:
    """Raise `PageTooLargeError` for a page above the limit; a text counts as many bytes as it has in UTF-8.

    >>> check_size("新闻", 6)
    >>> check_size("新闻", 5)
    Traceback (most recent call last):
        ...
    newsclean.errors.PageTooLargeError: page of 6 bytes, more than max_bytes=5
    """
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int)):
        raise ArgumentError(f"max_bytes is a number of bytes, or None, not {limit!r:.40}", argument="max_bytes")
    if limit is None or len(page) * (4 if isinstance(page, str) else 1) <= limit:
        return
    size = len(page.encode("utf-8", "surrogatepass")) if isinstance(page, str) else len(page)
    if size > limit:
        raise PageTooLargeError(f"page of {size:,} bytes, more than max_bytes={limit:,}", size=size, limit=limit)


def split_long(lines: Sequence[Line], pictures: Sequence[Picture]) -> tuple[tuple[Line, ...], tuple[Picture, ...]]:
    """The lines with those above `MAX_LINE` in pieces, and the pictures at their new places.

    >>> long = Line(0, "新桥通车。" * 30_000)
    >>> [len(line.text) for line in split_long([long], [])[0]]
    [100000, 50000]
    """
    out: list[Line] = []
    starts: list[int] = []  # for each old line the number of its first piece
    for line in lines:
        starts.append(len(out))
        for piece in _pieces(line) if len(line.text) > MAX_LINE else (line,):
            out.append(piece._replace(number=len(out)))
    starts.append(len(out))
    return tuple(out), tuple(picture._replace(line=starts[picture.line]) for picture in pictures)


def _pieces(line: Line) -> Iterator[Line]:
    """A line cut at the ends of sentences, or at blanks where it has none."""
    borders = list(_borders(line.text))
    spans: dict[int, list[Span]] = {}
    for span in line.spans:
        first = bisect_right(borders, span.start) - 1
        while first < len(borders) - 1 and borders[first] < span.end:
            spans.setdefault(first, []).append(span)
            first += 1
    for index, (start, end) in enumerate(pairwise(borders)):
        text = line.text[start:end]
        left = len(text) - len(text.lstrip())
        text = text.strip()
        inside = tuple(_clipped(spans.get(index, ()), start + left, len(text)))
        linked = min(len(text), sum(span.end - span.start for span in inside if span.tag == "a"))
        bold = min(len(text), sum(span.end - span.start for span in inside if span.tag in ("b", "strong")))
        if text:
            yield line._replace(text=text, spans=inside, linked=linked, bold=bold)


def _borders(text: str) -> Iterator[int]:
    """Where the pieces of a text start, and its end."""
    start = 0
    while start < len(text):
        yield start
        end = start + MAX_LINE
        if end < len(text):
            near = max(text.rfind(mark, end - _LAST_PART, end) for mark in "。！？!? ")
            end = near + 1 if near >= 0 else end
        start = end
    yield len(text)


def _clipped(spans: Iterable[Span], start: int, length: int) -> Iterator[Span]:
    """The parts of spans that stand in a piece, by their places there."""
    for span in spans:
        clipped = span._replace(start=max(0, span.start - start), end=min(length, span.end - start))
        if clipped.end > clipped.start:
            yield clipped


def within_limits(page: Page) -> Page:
    """The page with lines that are too long in pieces."""
    if max([len(line.text) for line in page.lines], default=0) <= MAX_LINE:
        return page
    lines, pictures = split_long(page.lines, page.pictures)
    return replace(page, lines=lines, pictures=pictures, notes=(*page.notes, "line too long: in pieces"))
