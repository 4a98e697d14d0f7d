"""Repairs on a whole page: which apply, and the page with its texts repaired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from ..errors import ArgumentError
from ..page import Head, Line, Page, Span
from ..text import lazy_re as re
from . import Repair
from .note import Cured
from .page_notes import keep_for_notes
from .rows import Rows, pieces_at_tags, without_tags
from .script import to_simplified, to_traditional


def repair_page(
    page: Page,
    repairs: Sequence[Repair],
    script: str = "auto",
    read_again: Callable[[Page, str], Page] | None = None,
) -> Page:
    """The page with its damage undone; `page.repairs` names what changed something, and why.

    Args:
        script: "auto" lets the script repair decide, "keep" leaves it out, "simplified" and "traditional" convert.
        read_again: gives a dump's page the lines of its repaired text; without it, its lines as they were are repaired.

    Raises:
        ValueError: `script` is none of these.
    """
    rows = Rows(page.dump) if page.dump and read_again else None
    shown = rows.text if rows else page.text
    head_texts = [page.head.title, *page.head.meta.values(), *(v for item in page.head.data for v in item.values())]
    text = "\n".join([shown, *(t.replace("\n", " ") for t in head_texts)])
    text, done, given = _tried(_wanted(repairs, script), text)
    if not done:
        return keep_for_notes(page, given, rows.places(page.lines) if rows else range(len(page.lines)))
    texts = text.split("\n")
    count = shown.count("\n") + 1
    heads = zip(texts[count:], head_texts, strict=True)
    head = _head(page.head, [without_tags(new) if new.count("<") > old.count("<") else new for new, old in heads])
    names = tuple((repair.name, reason) for repair, reason in done)
    places: Sequence[int]
    if rows and read_again:
        mended_page = read_again(page, rows.mended(texts[:count]))
        places = rows.places(mended_page.lines)
    else:
        lines, places = _lines(page.lines, texts[:count], [repair for repair, _ in done]) if page.lines else ([], [])
        mended_page = page.with_lines(lines)
    mended_page = replace(mended_page, head=head, repairs=(*page.repairs, *names))
    return keep_for_notes(mended_page, given, places)


_Reasons = list[tuple[Repair, str]]


def _tried(repairs: Sequence[Repair], original: str) -> tuple[str, _Reasons, _Reasons]:
    """The text with what some repairs make of it, each that changed it and why, each that applied and its text."""
    done: _Reasons = []
    given: list[tuple[Repair, str]] = []
    text = original
    held = held_at_first = _signs_held(text, repairs)
    for repair in repairs:
        # a repair may take away the signs that a later one is known by, so the page as it came is asked too
        told = repair.applies(text) if _may_apply(repair, held) else ""
        reason = str(told)
        if not reason and text is not original and _may_apply(repair, held_at_first):
            reason = repair.applies(original)
        if reason:
            given.append((repair, text))
            mended = told.text if isinstance(told, Cured) else repair.fix(text)
            if mended != text:
                text = mended
                done.append((repair, reason))
                held = _signs_held(text, repairs)
    return text, done, given


def _signs_held(text: str, repairs: Sequence[Repair]) -> str:
    """Which signs of some repairs a text holds, by one look at it for all of them, as most texts hold none."""
    signs = "".join([repair.signs for repair in repairs])
    return "".join({*_any_of(signs).findall(text)}) if signs else ""


def _may_apply(repair: Repair, held: str) -> bool:
    """Whether a repair is to be asked about a text that holds some signs."""
    return not repair.signs or (held != "" and _any_of(repair.signs).search(held) is not None)


@lru_cache(maxsize=64)
def _any_of(signs: str) -> re.Pattern[str]:
    """Any of some characters."""
    return re.compile(f"[{signs}]")


def _wanted(repairs: Sequence[Repair], script: str) -> Sequence[Repair]:
    """The repairs with the caller's wish for the script."""
    check_script(script)
    if script == "auto":
        return repairs
    others = [repair for repair in repairs if repair.name != "script"]
    if script == "keep":
        return others
    fixes = {"simplified": to_simplified, "traditional": to_traditional}
    return [*others, Repair("script", lambda text: "asked for", fixes[script])]


def check_script(script: object) -> None:
    """Raise ArgumentError where a script is none of the four that can be wished for."""
    if script not in ("auto", "keep", "simplified", "traditional"):
        told = f'script is "auto", "keep", "simplified" or "traditional", not {script!r}'
        raise ArgumentError(told, argument="script")


def _head(head: Head, texts: list[str]) -> Head:
    """The head with the repaired texts, in the order in which they were taken from it."""
    it = iter(texts)
    title = next(it)
    meta = {name: next(it) for name in head.meta}
    data = tuple({name: next(it) for name in item} for item in head.data)
    return replace(head, title=title, meta=meta, data=data)


def _lines(lines: Sequence[Line], texts: list[str], repairs: list[Repair]) -> tuple[list[Line], list[int]]:
    """The lines with their repaired texts, and which of them each line has become, the first of several.

    A line in which a tag came back is broken there, or rid of it.
    """
    out: list[Line] = []
    places: list[int] = []
    mended = _mended(lines, texts, repairs)
    for line, text in zip(lines, texts, strict=True):
        places.append(len(out))
        if text == line.text:
            out.append(line._replace(number=len(out)))
            continue
        pieces = pieces_at_tags(text, line.text)
        spans = _spans(line, pieces[0], mended) if len(pieces) == 1 else ()
        for piece in pieces if text.strip() else ():  # a line of invisible characters is no line of the page
            linked = round(len(piece) * line.link_share)
            out.append(line._replace(number=len(out), text=piece, linked=linked, spans=spans))
    return out, places


def _mended(lines: Sequence[Line], texts: list[str], repairs: list[Repair]) -> dict[str, str]:
    """The repaired words of spans that their repaired lines do not show as they were; all at once, as a page is."""
    words: dict[str, None] = {}
    for line, text in zip(lines, texts, strict=True):
        if text != line.text:
            for span in line.spans:
                own = line.text[span.start : span.end]
                if own not in text and "\n" not in own and not _between(line, span, text):
                    words[own] = None
    if not words:
        return {}
    text = "\n".join(words)
    for repair in repairs:
        text = repair.fix(text)
    return dict(zip(words, text.split("\n"), strict=True))


def _between(line: Line, span: Span, text: str) -> str:
    """The repaired words of a span where all around it has stayed as it was, else ""."""
    before, after = line.text[: span.start], line.text[span.end :]
    return text[len(before) : len(text) - len(after)] if text.startswith(before) and text.endswith(after) else ""


def _spans(line: Line, text: str, mended: dict[str, str]) -> tuple[Span, ...]:
    """The line's spans, found again in its repaired text; one whose text changed beyond that is dropped."""
    out = []
    at = end = mended_end = 0  # where a span inside the last one found may start, and where that one ends
    for span in line.spans:
        if span.start >= end:
            at = mended_end
        words = line.text[span.start : span.end]
        start = text.find(words, at)
        if start < 0:
            words = _between(line, span, text) or mended.get(words, words)
            start = text.find(words, at)
        if words and start >= 0:
            at, end, mended_end = start, span.end, start + len(words)
            out.append(span._replace(start=start, end=mended_end))
    return tuple(out)
