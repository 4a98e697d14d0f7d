"""Authors without a labelled credit: bylines in the lead, beside the headline, at the article's end, in the head.

Runs after the body is known, since `（记者 张三）` names the author in the lead and just a person in the middle of the
text. Authors that `find_credits` found are given again, so that all names stand together in page order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..grammar.byline_parser import (
    Part,
    alone,
    read_byline,
    read_helper,
    read_name_first,
    read_names_and_byline,
    read_pair,
    read_place_first,
    read_reported,
    read_unlabelled,
    signature_pattern,
    trim,
)
from ..grammar.credit_labels import find_labels
from ..grammar.date_forms import DATE_OPENING
from ..grammar.later_dateline import later_dateline
from ..grammar.names import Trust, is_group, is_person, read_names
from ..layout.headline_value import byline_behind
from ..layout.worth import opens_story
from ..page import Line, Mark, Page, step
from ..strip.works import makers
from ..text import lazy_re as re
from ..text import site_views, views
from .closing_byline import SENTENCE, closing, marks_of, reported, told_in_bracket
from .header_names import ABOVE, MAX_BYLINE, THINGS, Facts, facts_of, find_header_names, without_facts
from .printed_source import printed_reporter
from .told_by_site import name_marks

_CLOSED = frozenset(("title", "hidden", "injected", "spam", "disclaimer", "editor", "credit", "image", "caption"))
_LEAD_LINES = 6  # lines at the body's start that may hold a byline: captions and summaries may come first
_TAIL_LINES = 3  # lines at the body's end that may close with one
_BELOW = 4  # lines below the body
_TOLD = 8  # lines at the body's end in which a bracket that tells of itself closes the report: advice may follow it
_MAX_DATELINE = 45  # characters of a dateline with the outlet's name
_AROUND = 40  # lines around the body where a credit is the article's; an account box or a vote may stand between
_META = ("author", "byl", "article:author", "og:article:author", "dc.creator", "dcterms.creator", "creator")
_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,60})[)\]]")
_AS_SOURCE = re.compile(
    r"(?:稿件|文章|信息)?来源\s?[:/]\s?(?=(?:本[报网台刊社]|学生|校园)?(?:记者|通讯员))"
)  # 来源:记者 张三/文
_LONE_NAMES = 12  # characters of a line that is nothing but names, without any sign
_PLACE_BEFORE = re.compile("[\u4e00-\u9fff]{2,18}[省市县区乡镇村街社组] ")  # where the writer lives: 某县某村 张小三
_SHORT_NAME = 2
_END_RULES = frozenset(("end-marker", "disclaimer", "related-heading"))
_SPEAKS = ("表示", "介绍", "认为", "告诉", "指出")  # behind a reporter's name: a person of the story
_SIGNS = " []■□●("  # before a byline
# (张三)记者从…获悉, the brackets lost
_BEFORE_REPORTER = re.compile(r"\d日[电讯]\s?([\u4e00-\u9fff]{2,3})\s?记者(?:\d{1,2}日)?从")
# a desk of a broadcaster, its reporters and where they are, glued to the text: 中部中心/张三、李四 台中报导
_DESK_LEAD = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?:中心|组)\s?/\s?([^/。,]{2,24}?)\s(?:[\u4e00-\u9fff]{2,4})?报[道导](?=[\u4e00-\u9fff\"])"
)
# no mark behind: 本报记者张小三报道昨天上午…
_TOLD_AT_ONCE = re.compile(
    "(?:本报讯\\s?)?(本[报台网社](?:首席|见习|实习)?记者)\\s?([\u4e00-\u9fff]{2,3})报[道导](?=[\u4e00-\u9fff])"
)
_OTHER_ROLE = re.compile(r"(?:本期)?主持:\s?")
_PLACED = re.compile(r"[\u4e00-\u9fff]{2,10}\s?/\s?(?=[\u4e00-\u9fff]{2})")  # where somebody belongs, before his name
_BY = re.compile(r"(?:[Bb][Yy]|Author,) ")  # the second for those who listen to a page
# between the name and the day: 张三 发表于 2022-09-21
_POSTED = re.compile(r"\s(?:发[表布]于?|张贴于?|(?:posted )?on|posted)\s?$")
_TOLD_BY = re.compile(r"[^\s,、。:]{2,16}讯\s")  # [某某大学新闻网讯 张三]
_QUOTED = re.compile(r'"[^"]{1,12}"')  # words in quotes: the headline is glued before the dateline


_CAPTION_BEFORE = re.compile(
    r"^.{2,40}(?:供图|摄)\s(?=\S)"
)  # glued before a dateline: 活动现场。张三摄 某网6月22日讯(记者李四)


_TRAINEE = re.compile(r"\(实习(?:生|记者)?\)")


@step
def find_byline(page: Page) -> Iterable[Mark]:
    """Mark authors: spans in the lead (which stay in the body), closing names (cut), lines that are only a byline.

    >>> from newsclean import load
    >>> page = load("本报讯（记者张三 通讯员李四）昨天，城东新桥通车。")
    >>> page = page.with_marks([Mark(0, "body", "for-the-example")])
    >>> [(mark.role, mark.value) for mark in find_byline(page)]
    [('author', ('张三', '李四')), ('credit', ('记者', ('张三',))), ('credit', ('通讯员', ('李四',)))]
    """
    page = page.before("find_byline")
    body = [number for number, role in enumerate(page.roles) if role == "body"]
    if not body:
        return
    told, editors = name_marks(page, "author"), name_marks(page, "editor")
    taken = {mark.line for mark in (*told, *editors)}  # the site's own places say which name there is whose
    further = _next_article(page, body[-1])
    marks = [*told, *(mark for mark in _bylines(page, body, further) if mark.line not in taken)]
    near = _near(page.marked("author"), body, further)
    if not near and not any(mark.role == "author" for mark in marks):
        marks += find_header_names(page, body) or printed_reporter(page) or _from_head(page)
    if not _near(page.marked("editor"), body, len(page.lines)):
        yield from editors
    yield from _together(marks, near)
    for role in ("author", "editor"):
        yield from _of_others(page, role, body, further, known=bool(marks) and role == "author")


def _together(marks: list[Mark], credits: list[Mark]) -> Iterator[Mark]:
    """Bylines and labelled authors in page order; the labelled ones again, without a place of their own."""
    named = [mark for mark in (*marks, *credits) if mark.role == "author" and mark.value]
    people = any(is_person(name) for mark in named for name in mark.value)
    repeated = [mark._replace(line=-1, start=None, end=None, rule="author-credit") for mark in credits]
    places = [(mark.line, mark.start or 0, mark) for mark in marks]
    places += [(old.line, old.start or 0, new) for old, new in zip(credits, repeated, strict=True)] if named else []
    for _, _, mark in sorted(places, key=lambda place: place[:2]):
        if mark.role == "author" and mark.value and people and all(is_group(name) for name in mark.value):
            mark = mark._replace(value=None)  # a group signs only where no person does
        if mark.line >= 0 or mark.value:
            yield mark


def _near(marks: list[Mark], body: list[int], end: int) -> list[Mark]:
    """The credits that stand around the body, before another article starts: others are those of other articles."""
    near = [mark for mark in marks if mark.value and body[0] - _AROUND <= mark.line <= body[-1] + _AROUND]
    own = [mark for mark in near if mark.line < end]
    return own or near


def _next_article(page: Page, last: int) -> int:
    """The line below the body where a further article's headline stands, or its row of source, author and date."""
    for number in range(last + 1, min(last + _AROUND, len(page.lines))):
        if opens_story(page, number):
            return number
        folded = views.folded(page)[number]
        if len(folded) <= MAX_BYLINE + 40 and DATE_OPENING.search(folded):
            kinds = {kind for label in find_labels(folded) for kind in label.kinds}
            if "meta" in kinds and "editor" not in kinds and "credit" not in kinds:
                return number
    return len(page.lines)


def _of_others(page: Page, role: str, body: list[int], further: int, *, known: bool) -> Iterator[Mark]:
    """Take back credits far from the body, by giving those around it again; an empty value if there are none."""
    marks = [mark for mark in page.marked(role) if mark.value]
    near = _near(marks, body, further)
    if known or len(near) == len(marks):
        return
    for mark in near:
        yield mark._replace(line=-1, start=None, end=None, rule="credit-near-body")
    if not near:
        yield Mark(-1, role, "credit-of-another-article", value=())


def _bylines(page: Page, body: list[int], further: int) -> Iterator[Mark]:
    """Bylines on the page itself, in page order, above the line where a further article begins."""
    first, last = body[0], body[-1]
    facts = facts_of(page)
    titles = [mark.line for mark in page.marked("title") if 0 <= mark.line < first]
    top = max(titles[-1] + 1 if titles else 0, first - ABOVE)
    yield from _behind_headline(page)
    works = makers(page)
    lead, tail, told = set(body[:_LEAD_LINES]), set(body[-_TAIL_LINES:]), set(body[-_TOLD:])
    for number in (*range(top, first), *sorted(lead | tail | told), *range(last + 1, min(last + 1 + _BELOW, further))):
        line, folded, role = page.lines[number], views.folded(page)[number], page.roles[number]
        if "(实习" in folded:  # said of a name, in brackets of its own within those of the byline
            folded = _TRAINEE.sub(lambda found: " " * len(found[0]), folded)
        signed = list(_before_credits(page, line, folded))
        yield from signed
        if signed and role in ("", "body"):
            yield Mark(number, "author", "byline-line")
        if signed or role in _CLOSED or number in works:
            continue
        own = _own_line(page, line, folded, facts, above=number <= last, beside_body=number >= first - 3)
        if own or (number >= last and (own := _lone_names(page, line, folded))):
            yield from own
        elif number in lead and (found := _lead(line, folded)):
            yield from found
        elif number in tail:
            yield from closing(line, folded, _first_credit(page, line), last=number == last)
        elif number in told:
            yield from told_in_bracket(line, folded)


def _behind_headline(page: Page) -> Iterator[Mark]:
    """Who reports, set apart behind the headline in its line: `新桥通车  □记者 张三 报道`."""
    for mark in page.marked("title"):
        by = byline_behind(views.folded(page)[mark.line]) if mark.line >= 0 and mark.value else None
        if by is None:
            continue
        line, start, end = page.lines[mark.line], *by
        folded = views.folded(page)[mark.line]
        parts = read_byline(line.text, start, end, folded, trust=Trust.FAIR)
        parts = parts or read_unlabelled(line.text, start, end, folded)
        yield from marks_of(line, parts, start, end, "byline-line", cut=False)


def _lone_names(page: Page, line: Line, folded: str) -> list[Mark]:
    """Names that are all of the first line below the text, or of its last, where it ends."""
    number = line.number
    if page.roles[number] == "author":  # of which a label tells: 文|张三 摄影|李四
        return []
    above = next((n for n in range(number - 1, -1, -1) if page.roles[n] != "image"), -1)
    sentence = above >= 0 and views.folded(page)[above].endswith(tuple('。!?"…)'))
    place = _PLACE_BEFORE.match(folded)
    start = place.end() if place else 0
    if not sentence or page.roles[above] != "body" or len(folded) - start > _LONE_NAMES or views.widgets(page)[number]:
        return []
    below = page.roles[number + 1] if number + 1 < len(page.lines) else "end"
    ends = below in ("end", "disclaimer", "editor", "credit") or page.rules.get(number + 1) in _END_RULES
    parts = read_unlabelled(line.text, start, len(folded), folded) if ends else []
    long = any(len(name) > _SHORT_NAME for part in parts for name in part.names)
    if not parts or (not long and below == "end") or parts[0].names[-1][-1] in THINGS:
        return []
    marks = list(marks_of(line, parts, start, len(folded), "closing-byline", cut=True))
    return [*marks, Mark(number, "author", "closing-byline")]


def _first_credit(page: Page, line: Line) -> int:
    """Where the credits that close a line begin: they are read, what stands before them is not."""
    starts = [mark.start for mark in page.marked("credit") if mark.line == line.number and mark.start is not None]
    return min(starts, default=len(line.text))


def _before_credits(page: Page, line: Line, folded: str) -> Iterator[Mark]:
    """Who wrote, before the credits of a line: `（张三）（责任编辑：李四）`, `記者張三／台北報導 責任編輯／李四`."""
    stop = _first_credit(page, line)
    if len(folded) > MAX_BYLINE + 40 or stop == len(folded):
        return
    start, end = trim(folded, 0, stop)
    if 0 < start < end and folded[start - 1] in "([" and folded[end : end + 1] in (")", "]"):
        yield from marks_of(line, read_unlabelled(line.text, start, end, folded), start, end, "byline-line", cut=False)
    elif start < end <= MAX_BYLINE:
        start = _behind_source_label(folded, start, end)
        parts = read_byline(line.text, start, end, folded, trust=Trust.FAIR)
        parts = parts or read_name_first(line.text, start, end, folded)
        parts = parts or read_place_first(line.text, start, end, folded) or reported(line.text, folded, start, end)
        yield from marks_of(line, parts, start, end, "byline-line", cut=False)


def _behind_source_label(folded: str, start: int, end: int) -> int:
    """Where a byline begins that stands behind a source's label: `来源:记者 张三/文`."""
    label = _AS_SOURCE.match(folded, start, end) if "源" in folded[start : start + 4] else None
    return label.end() if label else start


def _own_line(page: Page, line: Line, folded: str, facts: Facts, *, above: bool, beside_body: bool) -> list[Mark]:
    """Marks for a line that is nothing but a byline, or a byline beside date and source."""
    if len(folded) > MAX_BYLINE + 40:
        return []
    known = facts.get(line.number, ())
    start, end = trim(folded, *without_facts(known, folded))
    if known and _BY.match(folded):  # by 张三 on 2022-09-21 in 城事
        start, end = 0, min(mark.start or 0 for mark in known)
    if end - start > MAX_BYLINE or start >= end:
        return []
    start = by.end() if (by := _BY.match(folded, start, end)) else _behind_source_label(folded, start, end)
    posted = _POSTED.search(folded, start, end)
    end = posted.start() if posted else end
    trust = Trust.FAIR if above and " " in folded[start:end] else Trust.LOW
    parts = read_byline(line.text, start, end, folded, trust=trust) or read_name_first(line.text, start, end, folded)
    if not parts and above and (role := _OTHER_ROLE.match(folded, start, end)):  # 主持:本报记者 张三
        parts = read_byline(line.text, role.end(), end, folded, trust=trust)
    parts = parts or reported(line.text, folded, start, end) or read_helper(line.text, start, end, folded)
    if not parts and above and (start, end) == (1, len(folded) - 1) and folded[0] == "[":
        parts = read_reported(line.text, start, end, folded)  # 【張三台南報導】
    told = by or (posted and line.number in facts)
    # `（张三）`, `■张三`: a name alone needs a mark that sets it off
    # (文/张三 图/李四) has told who wrote
    free = beside_body and _first_credit(page, line) == len(line.text)
    if not parts and free and (told or (start and folded[start - 1] not in "[/|")):
        parts = _set_off(line.text, start, end, folded)
    if not parts:
        return []
    marks = list(marks_of(line, parts, start, end, "byline-line", cut=True))
    if page.roles[line.number] in ("", "body", "boilerplate") and trim(folded, 0, len(folded)) == (start, end):
        marks.append(Mark(line.number, "author", "byline-line"))
    return marks


def _set_off(text: str, start: int, end: int, folded: str) -> list[Part]:
    """A name behind a mark: `■张三`, `◎南区教会/张三姊妹`."""
    parts = read_unlabelled(text, start, end, folded)
    if not parts and start and folded[start - 1] in "◎●■" and (place := _PLACED.match(folded, start, end)):
        parts = read_unlabelled(text, place.end(), end, folded)
    return parts


def _lead(line: Line, folded: str) -> list[Mark]:
    """The byline in a lead: `某某社北京5月10日电（记者张三、李四）`, `本报讯 记者张三报道：`."""
    for bracket in _BRACKET.finditer(folded, 0, _MAX_DATELINE + MAX_BYLINE):
        before = _CAPTION_BEFORE.sub("", folded[: bracket.start()])
        if len(before) > _MAX_DATELINE or SENTENCE.search(_QUOTED.sub("", before)):
            break
        start, end = bracket.span(1)
        parts = read_byline(line.text, start, end, folded, trust=Trust.FAIR)
        if not parts:
            parts = read_names_and_byline(line.text, start, end, folded)
        if not parts and signature_pattern("dateline").search(before):
            parts = read_unlabelled(line.text, start, end, folded) or read_pair(line.text, start, end, folded)
        if not parts and not before.strip():
            parts = _in_first_bracket(line.text, start, end, folded)
        if parts:
            return list(marks_of(line, parts, start, end, "lead-byline", cut=False))
    found = _lead_without_bracket(line, folded)
    if not found and (later := later_dateline(folded)):
        parts = read_byline(line.text, *later, folded, trust=Trust.FAIR)
        found = list(marks_of(line, parts, *later, "lead-byline", cut=False))
    return found


def _in_first_bracket(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Who wrote, in the bracket that opens a lead: `[某某大学新闻网讯 张三]`, `【張三台南報導】`, `【特稿/張三】`."""
    if told := _TOLD_BY.match(folded, start, end):
        return read_unlabelled(text, told.end(), end, folded)
    return read_reported(text, start, end, folded)


def _lead_without_bracket(line: Line, folded: str) -> list[Mark]:
    """`本报记者张三报道：`, `社會中心／張三 台北報導` before the text goes on."""
    if desk := _DESK_LEAD.match(folded):
        names = read_names(line.text, *desk.span(1), folded=folded)
        if names.clean and names.names and not names.group:
            part = Part(desk.start(1), desk.end(), line.text[desk.end() - 2 : desk.end()], names.names)
            return list(marks_of(line, [part], desk.start(1), desk.end(), "lead-byline", cut=False))
    glued = _BEFORE_REPORTER.search(folded, 0, _MAX_DATELINE)
    if glued and is_person(glued[1]):
        start, end = glued.span(1)
        return list(
            marks_of(line, [Part(start, end, "", (line.text[start:end],))], start, end, "lead-byline", cut=False)
        )
    if (told := _TOLD_AT_ONCE.match(folded)) and is_person(told[2]):
        start, end = told.start(1), told.end(2)
        part = Part(start, end, told[1], (line.text[slice(*told.span(2))],))
        return list(marks_of(line, [part], start, end, "lead-byline", cut=False))
    for role in signature_pattern("role").finditer(folded, 0, _MAX_DATELINE):
        before = folded[: role.start()]
        # a bracket that nothing closes, or a sign that sets the byline off
        opened = (before == "(" and ")" not in folded[:_MAX_DATELINE]) or folded[:1] in "■□●"
        if SENTENCE.search(before) or ("(" in before and not opened) or "据" in folded[: role.end()]:
            break
        dateline = bool(signature_pattern("dateline").search(before))
        if before.strip(_SIGNS) and not dateline:
            continue
        names = read_names(line.text, role.end(), role.end() + MAX_BYLINE, folded=folded)
        if not names.names or names.group:
            continue
        behind = folded[names.end : names.end + 1]
        if folded.startswith(':"', names.end) or folded[: names.end].endswith(_SPEAKS):
            continue  # the reporter speaks: an interview, or a prize for the press
        says = folded[: names.end].endswith(("报道", "报导")) or signature_pattern("end").match(folded, names.end)
        if says or behind in (":", "]", ")") or ((dateline or opened) and behind == " "):
            label = line.text[role.start() : role.end()].strip(" :：/|")
            part = Part(role.start(), names.end, label, names.names)
            return list(marks_of(line, [part], role.start(), names.end, "lead-byline", cut=False))
    return []


def _from_head(page: Page) -> list[Mark]:
    """The author of the page's metadata, if it is a person and no editor."""
    editors = {name for mark in page.marked("editor") if mark.value for name in mark.value}
    keys = (*site_views.meta_keys(page, "author"), *_META)
    candidates = [page.head.meta.get(name, "") for name in keys] + [data.get("author", "") for data in page.head.data]
    for text in candidates:
        names = read_names(text)
        if alone(names) and not editors & set(names.names):
            return [Mark(-1, "author", "author-metadata", value=names.names)]
    return []
