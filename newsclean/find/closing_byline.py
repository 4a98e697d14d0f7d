"""Names that close a text: a bracket behind its last sentence, names and a role without one, the office that signs."""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar.byline_parser import (
    Part,
    alone,
    has_common_name,
    read_byline,
    read_name_first,
    read_names_and_byline,
    read_reported,
    read_unlabelled,
    trim,
)
from ..grammar.names import Trust, could_be_person, is_office, is_outlet, is_person, read_names
from ..page import Line, Mark
from ..text import lazy_re as re
from ..text.fold import simplified
from .header_names import MAX_BYLINE
from .source_in_head import source_label

_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]$")
_LAST_WORDS = re.compile(r"[。!?\"…]\s*([^。!?\"…]{4,40})$")
_LONE_NAME = re.compile(r"[。!?…]\s?([\u4e00-\u9fff]{3})$")  # …正式通车。张小三
_STAFF_CODE = re.compile(r"(?<=[。!?\"])\s?[(\[]?[A-Z]{1,3}\d{3,5}[)\]]?\s*$")  # …正式通车。RJ028
_CODE = 16  # characters of one, with what stands before it
_OFFICE = 24  # characters of an office that signs a text
_CONTRIBUTED = re.compile(r"\s?(?:供稿|供图|报送|推送|(?:联合)?出品)$")
_END_MARK = re.compile(r"\s*(?:[(\[](?:全文)?完[)\]]|\|)$")  # a bar: the end of a table's row in a dump
# what says by itself that people stand in the bracket: (张三／台中报导)
_TOLD_BRACKET = re.compile(r"[(\[]([^()\[\]/|]{2,30}[/|][^()\[\]/|]{0,5}报[道导])[)\]]")
_REPORT = re.compile(r"(?P<word>(?:综合|采访)?报[道导])\s?[:/|]\s?")
_SHARED = re.compile(r"\s?(?:[文图摄]\s?/\s?[文图摄]|摄影报[道导]|图文)$")
_WRITTEN = re.compile(r"[\u4e00-\u9fff]\s?/\s?文[\s、,/]")
SENTENCE = re.compile(r"[。!?;\"]")


def marks_of(line: Line, parts: list[Part], start: int, end: int, rule: str, cut: bool) -> Iterator[Mark]:
    """One mark for the author, and one for each credited role."""
    if not parts:
        return
    names = tuple(dict.fromkeys(name for part in parts for name in part.names))
    yield Mark(line.number, "author", rule, start, end, names, cut=cut)
    for part in parts:
        if part.label:
            yield Mark(line.number, "credit", rule, part.start, part.end, (part.label, part.names), cut=False)


def closing(line: Line, folded: str, stop: int, *, last: bool) -> Iterator[Mark]:
    """Names that close the text, which goes to `stop`: `（张三）`, `（记者 张三）`, `。本报记者 张三`.

    `last`: it is the text's last line, behind whose last sentence one name stands for itself.
    """
    if last and (code := _STAFF_CODE.search(folded, max(0, stop - _CODE), stop)):
        yield Mark(line.number, "credit", "closing-byline", *code.span(), cut=True)
        stop = code.start()
    text = _END_MARK.sub("", folded[:stop]).rstrip()
    first = max(0, len(text) - MAX_BYLINE - 2)
    parts: list[Part] = []
    if match := _LAST_BRACKET.search(text, first):
        start, end = match.span(1)
        if label := source_label().match(folded, start, end):
            start = label.end()  # (来源:某市日报 记者 张三)
        parts = read_byline(line.text, start, end, folded, trust=Trust.FAIR)
        if not parts and not label and folded[: match.start()].rstrip().endswith(tuple('。!?"….')):
            parts = read_names_and_byline(line.text, start, end, folded)
            parts = parts or read_unlabelled(line.text, start, end, folded) or _with_pen_name(line.text, start, end)
            parts = parts or read_name_first(line.text, start, end, folded)
            parts = parts or read_reported(line.text, start, end, folded)
        start, end = match.span()
    elif match := _LAST_WORDS.search(text, first):
        start, end = match.start(1), len(text)
        parts = read_byline(line.text, *trim(folded, start, end), folded) or _bare_names(line.text, start, end, folded)
        parts = parts or _shared(line.text, start, end, folded)
        parts = parts or reported(line.text, folded, start, end)
    elif last and (match := _LONE_NAME.search(text)) and is_person(match[1]) and has_common_name(match[1]):
        start, end = match.span(1)
        parts = [Part(start, end, "", (line.text[start:end],))]
    if parts:
        yield from _bracket_before(line, folded, start)
        yield from marks_of(line, parts, start, end, "closing-byline", cut=True)
    elif office := _office(text):
        yield Mark(line.number, "credit", "closing-byline", *office, cut=True)
    else:
        yield from told_in_bracket(line, folded)


def _bracket_before(line: Line, folded: str, stop: int) -> Iterator[Mark]:
    """A byline in the bracket right before the last one, which goes to `stop`: `（通讯员 张三）（某报记者 李四）`."""
    match = _LAST_BRACKET.search(folded[:stop].rstrip(), max(0, stop - MAX_BYLINE - 2))
    if match and (parts := read_byline(line.text, *match.span(1), folded, trust=Trust.FAIR)):
        yield from marks_of(line, parts, *match.span(), "closing-byline", cut=True)


def _bare_names(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Several names behind the last sentence without any sign, or one of several with what each has done.

    `…正式通车。张小三 李小四`, `…正式通车。张小三/文 李小四/图`.
    """
    parts = read_unlabelled(text, start, end, folded)
    told = _WRITTEN.search(folded, start, end)
    return parts if len(parts) == 1 and (told or len(parts[0].names) > 1) else []


def _office(text: str) -> tuple[int, int] | None:
    """The bracket in which an office signs the text's end: `（县图书馆 供稿）`, `（县文旅局办公室）`."""
    match = _LAST_BRACKET.search(text, max(0, len(text) - MAX_BYLINE))
    before = text[: match.start()].rstrip() if match else ""
    if match is None or len(match[1]) > _OFFICE or (before and before[-1] not in '。!?"…'):
        return None
    unit = _CONTRIBUTED.sub("", match[1])
    told = unit != match[1]
    if SENTENCE.search(unit) or not (told or is_office(unit.split()[-1]) or is_outlet(unit)):
        return None
    return match.span()


def reported(text: str, folded: str, start: int, end: int) -> list[Part]:
    """`報導：張三`, on a line of its own or behind the last sentence."""
    label = _REPORT.match(folded, start, end)
    names = read_names(text, label.end(), end, trust=Trust.FAIR, folded=folded) if label else None
    if label is None or names is None or not alone(names):
        return []
    return [Part(start, end, text[start : label.end("word")], names.names)]


def _shared(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Who gave text and pictures, behind the last sentence: `…正式通车。张小三文/图`."""
    word = _SHARED.search(folded, start, end)
    names = read_names(text, start, word.start(), folded=folded) if word else None
    return [Part(start, end, text[word.start() : end].strip(), names.names)] if word and names and alone(names) else []


def told_in_bracket(line: Line, folded: str) -> Iterator[Mark]:
    """`（张三／台中報導）` near the end of a line; more may stand behind it."""
    if bracket := _TOLD_BRACKET.search(folded, max(0, len(folded) - 2 * MAX_BYLINE)):
        span = bracket.span(1)
        parts = read_byline(line.text, *span, folded) or read_name_first(line.text, *span, folded)
        yield from marks_of(line, parts, *bracket.span(), "closing-byline", cut=True)
    elif _SHARED.search(folded[-6:]) and (match := _LAST_WORDS.search(folded, max(0, len(folded) - MAX_BYLINE))):
        start, end = match.start(1), len(folded)
        yield from marks_of(line, _shared(line.text, start, end, folded), start, end, "closing-byline", cut=True)


def _with_pen_name(text: str, start: int, end: int) -> list[Part]:
    """People's names with one pen name among them: `（张三 李四 小刚）`."""
    names = tuple(text[start:end].replace("、", " ").split())
    people = sum(is_person(name) for name in names)
    if people < 2 or people < len(names) - 1 or not all(could_be_person(simplified(name)) for name in names):
        return []
    return [Part(start, end, "", names)]
