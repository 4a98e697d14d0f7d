"""Repairs on a whole page: which apply, and the page with its texts repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..page import Head, Line, Page, Span
from . import Repair
from .script import to_simplified, to_traditional

# A tag that a repair has given back: the page's own parser had read it as text (SPAM.md's last row: `意思的?！?/p>`)
_BREAK = re.compile(r"</?(?:p|br|div|li|td|tr|h[1-6])\b[^<>]{0,300}/?>", re.IGNORECASE)


def repair_page(page: Page, repairs: Sequence[Repair], script: str = "auto") -> Page:
    """The page with its damage undone; `page.repairs` names what changed something, and why.

    Args:
        script: "auto" lets the script repair decide, "keep" leaves it out, "simplified" and "traditional" convert.

    Raises:
        ValueError: `script` is none of these.
    """
    head_texts = [page.head.title, *page.head.meta.values(), *(v for item in page.head.data for v in item.values())]
    original = text = "\n".join([page.text, *(t.replace("\n", " ") for t in head_texts)])
    done: list[tuple[Repair, str]] = []
    for repair in _wanted(repairs, script):
        # a repair may take away the signs that a later one is known by, so the page as it came is asked too
        reason = repair.applies(text) or (repair.applies(original) if text is not original else "")
        if reason:
            mended = repair.fix(text)
            if mended != text:
                text = mended
                done.append((repair, reason))
    if not done:
        return page
    texts = text.split("\n")
    count = len(page.lines)
    lines = _lines(page.lines, texts[:count], [repair for repair, _ in done]) if count else ()
    head = _head(page.head, texts[max(count, 1) :])
    names = tuple((repair.name, reason) for repair, reason in done)
    return replace(page.with_lines(lines), head=head, repairs=(*page.repairs, *names))


def _wanted(repairs: Sequence[Repair], script: str) -> Iterable[Repair]:
    """The repairs with the caller's wish for the script."""
    if script == "auto":
        return repairs
    others = [repair for repair in repairs if repair.name != "script"]
    if script == "keep":
        return others
    fixes = {"simplified": to_simplified, "traditional": to_traditional}
    if script not in fixes:
        raise ValueError(f'script is "auto", "keep", "simplified" or "traditional", not {script!r}')
    return [*others, Repair("script", lambda text: "asked for", fixes[script])]


def _head(head: Head, texts: list[str]) -> Head:
    """The head with the repaired texts, in the order in which they were taken from it."""
    it = iter(texts)
    title = next(it)
    meta = {name: next(it) for name in head.meta}
    data = tuple({name: next(it) for name in item} for item in head.data)
    return replace(head, title=title, meta=meta, data=data)


def _lines(lines: Sequence[Line], texts: list[str], repairs: list[Repair]) -> list[Line]:
    """The lines with their repaired texts; a line in which a tag came back is broken there."""
    out: list[Line] = []
    mended = _mended_words(lines, texts, repairs)
    for line, text in zip(lines, texts, strict=True):
        if text == line.text:
            out.append(line._replace(number=len(out)))
            continue
        pieces = [text]
        if "<" in text and text.count("<") > line.text.count("<"):
            pieces = [piece.strip() for piece in _BREAK.split(text)]
            pieces = [piece for piece in pieces if piece]
        spans = _spans(line, text, mended) if len(pieces) == 1 else ()
        for piece in pieces if text.strip() else ():  # a line of invisible characters is no line of the page
            linked = round(len(piece) * line.link_share)
            out.append(line._replace(number=len(out), text=piece, linked=linked, spans=spans))
    return out


def _mended_words(lines: Sequence[Line], texts: list[str], repairs: list[Repair]) -> dict[str, str]:
    """Words of spans -> the same repaired, for those that the repaired lines do not hold as they were.

    All of them at once, so that what a repair reads of a text, and the bounds that it keeps to, count once.
    """
    changed = [(line, text) for line, text in zip(lines, texts, strict=True) if line.spans and text != line.text]
    words = dict.fromkeys(
        word for line, text in changed for span in line.spans if (word := line.text[span.start : span.end]) not in text
    )
    text = "\n".join(words)
    for repair in repairs:
        text = repair.fix(text)
    return dict(zip(words, text.split("\n"), strict=True)) if words else {}


def _spans(line: Line, text: str, mended: dict[str, str]) -> tuple[Span, ...]:
    """The line's spans, found again in its repaired text; one whose text changed beyond that is dropped."""
    out = []
    at = end = mended_end = 0  # where a span inside the last one found may start, and where that one ends
    for span in line.spans:
        if span.start >= end:
            at = mended_end
        words = line.text[span.start : span.end]
        words = mended.get(words, words)
        start = text.find(words, at)
        if words and start >= 0:
            at, end, mended_end = start, span.end, start + len(words)
            out.append(span._replace(start=start, end=mended_end))
    return tuple(out)
