"""The source: the outlet that the page names, or the account that publishes on a platform.

Order of trust: a label in the row near the headline, an element or a name beside the date, the account's line, a label
below the article, metadata. The site's own name counts only where the row shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from ..grammar.date_forms import AGO, ISSUE, YEAR
from ..grammar.names import is_office, is_person
from ..grammar.outlets import (
    Place,
    is_credit,
    is_furniture,
    is_name,
    is_outlet,
    name_end,
    names_from,
    paper,
    trim,
    words,
)
from ..layout.box_names import in_other_box
from ..layout.header import JUNK, ROW_AFTER, ROW_BEFORE, first_prose, headline_line
from ..layout.neighbours import is_signer
from ..page import Line, Mark, Page, step
from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text import views
from ..text.fold import simplified
from ..text.matching import alternation
from .account_forms import (
    ABOUT,
    ORIGINAL,
    behind_original,
    behind_writer,
    followed,
    is_deck,
    is_profile,
    is_report,
    marked_account,
    may_be_account,
    named_alone,
    parted,
    said_twice,
    signed,
)
from .date import find_date
from .printed_source import beside_source, printed_source
from .source_in_head import behind_credits, closes_text, from_head, in_bracket, label_in, site_names, source_label
from .told_by_site import pieces

# `通讯员:张三来源:某某大学`: nothing stands between the name and the label
_GLUED = re.compile(
    r"(?:作者|记者|通讯员|编辑|责编|供稿|摄影)\s?:\s?[\u4e00-\u9fff][\u4e00-\u9fff 、]{1,20}?"
    r"((?:文章|信息|稿件)?来源)\s?:\s*"
)
_REVERSED = re.compile(r"([^|丨\s]{2,16})\s?[|丨]\s?来源")  # accounts set the label behind the name
_ISSUE_DATE = re.compile(rf"(?:{YEAR}\s?年\s?)?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日\s?(?=《)")  # 来源:9月30日《某报》
_BARE = re.compile(r"(?:^|(?<=[\s|]))(?:来源|稿源|出处|转自)\s?(?=[^\s:|/于是])")
_CELL = re.compile(r"[|\s]*(?:来源|稿源|文章来源|信息来源)[|\s]*")  # its name on the line below
_SOURCE_HINT = re.compile(
    r"source(?!s)|laiyuan|media[-_]?(?:name|user)|(?<![\w-])media(?![\w-])|publisher"
    r"|(?<![a-z])from(?![a-z])|(?<![a-z])ly(?![a-z])"
)
_ACCOUNT_HINTS = (  # the account's own classes say more than those that reporters share with it
    re.compile(
        r"(?:account|media|nick|profile|pgc)[-_]?(?:name|txt|nickname|user)|nickname|js_name"
        r"|(?<![\w-])(?:media|account|pgc)(?![\w-])"
    ),
    re.compile(r"(?:author|user|s)[-_]?(?:name|txt)|(?<![\w-])(?:name|author)(?![\w-])"),
)
_NICK = re.compile(r"nickname|js_name")
_FOLLOW = re.compile(r"(?:follow|profile)[-_]nickname")  # of a box to follow the account, wherever it stands
_HIDDEN = JUNK - {"boilerplate"}  # of boilerplate, rows of widgets hold names too
_OR_AUTHOR = ("作者/", "记者/", "编辑/")  # before a label whose value may be a person
_CELL_LENGTH = 30  # characters of a name on a line of its own
_ACCOUNT_LENGTH = 15  # characters of an account's name on a line without any hint
_ROW_LENGTH = 100  # characters of the longest rows without labels
_BULLETS = ("·", "•", "*")
_AGO_LINE = re.compile(rf"(?:发布于|更新于)?\s?{AGO}(?:\s?[·|]?\s?(?:发布|更新|来自|发表).*)?")
_DOCUMENT = re.compile(r"(?:^|(?<=[\s|]))资料来源\s?:\s*")
_COUNT = re.compile(r"\d{1,9}(?=\D)")
# journals: 某某学报 2022年3期
_ISSUE = re.compile(rf"([^\W\d_](?:[^\W\d_]|[·()]){{1,24}}?)\s?{ISSUE}")
_FEW = 2  # lines of one kind with a label further down; those of a list of other articles are more
_LABELS_READ = 8  # labels of one line that are tried; a line of more is a list


@of_phrases
def _date_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('grammar/date_labels')})\s?:")


class Name(NamedTuple):
    """An outlet's name on a line at `start:end`; the label before it stands from `label` on."""

    line: int
    label: int
    start: int
    end: int


@step
def find_source(page: Page) -> Iterable[Mark]:
    """Mark the outlets that the article comes from, a mark for each; value is the name as written.

    >>> from newsclean import load
    >>> row = "<p>2022-09-21 14:50 来源：某市日报 点击：12 字号：大 中 小</p>"
    >>> page = load(f"<h1>城东新桥通车</h1>{row}<p>昨天上午，新桥正式通车。</p>")
    >>> [(mark.value, mark.rule) for mark in find_source(page)]
    [('某市日报', 'source-label')]
    """
    page = page.before("find_source")
    row = _Row(page)
    if told := _told_by_site(page):
        return told
    for rule, find in (
        ("source-label", _labelled_in_row),
        ("source-beside-date", _beside_date),
        ("source-journal", _journal),
        ("source-below", _reprinted),
        ("source-account", _account),
        ("source-below", _labelled_below),
    ):
        names = find(page, row)
        beside = rule == "source-label" and source_label().search(views.folded(page)[names[0].line]) if names else None
        if names and (beside or not _is_headline(page, names)):
            return [*_marks(page, names, rule), *beside_source(page, row.top)]
    return printed_source(page, row.top, row.bottom) or from_head(page)


def _is_headline(page: Page, names: list[Name]) -> bool:
    """Whether what was taken for a name is the page's headline, shown again."""
    found = views.folded(page)[names[0].line][names[0].start : names[-1].end]
    return any(mark.value and simplified(mark.value) == found for mark in page.marked("title"))


_IN_TEXT = ("date-signature", "date-dateline")  # the article's own words, with no row around them


def _told_by_site(page: Page) -> list[Mark]:
    """The outlets where the site is known to name them: behind a label, or all that stands there."""
    for piece in pieces(page, "source"):
        text = views.folded(page)[piece.line]
        label = source_label().search(text, piece.start, piece.end)
        if label and label.end() < piece.end:
            names = _names(page, piece.line, label.start(), label.end())
        else:
            start, end = trim(text, piece.start, piece.end)
            named = is_name(text[start:end]) and not is_credit(text[start:end])
            names = [_at(piece.line, paper(text, (start, end)))] if named else []
        if names and not _is_headline(page, names):
            return [mark._replace(reason=piece.reason) for mark in _marks(page, names, "source-site")]
    return []


class _Row:
    """Where the row lies: the headline's line, the date's mark, the lines between which it stands."""

    def __init__(self, page: Page) -> None:
        self.headline = headline_line(page)
        marks = page.marked("date") or list(find_date(page))
        self.date = next((mark for mark in marks if mark.line >= 0), None)
        top = self.headline if self.headline is not None else self.date.line if self.date else 0
        self.top = max(0, top - ROW_BEFORE)
        self.bottom = min(len(page.lines), top + ROW_AFTER, first_prose(page, self.headline))
        self.beside = range(0)
        if self.date is not None and self.date.rule not in _IN_TEXT:
            # a row below an abstract, or where the headline was not found
            self.beside = range(max(0, self.date.line - 3), min(len(page.lines), self.date.line + 4))
            self.bottom = max(self.bottom, min(len(page.lines), self.date.line + 3))
        rows = zip(page.lines, views.folded(page), strict=True)
        self.below: list[Name] | None = None  # the names of a label further down, once they are looked for
        self.kinds = Counter(_kind(page, line) for line, text in rows if "来源" in text and source_label().search(text))

    def crowded(self, page: Page, number: int) -> bool:
        """Whether a line's label is one of many of its kind: a list of other articles, with a source for each."""
        return page.kind == "html" and self.kinds[_kind(page, page.lines[number])] > 3


def _kind(page: Page, line: Line) -> tuple[str, str]:
    """What lines of one list have in common: their tag and the classes around them."""
    return line.tag, page.hints_of(line.box)


def _labelled_in_row(page: Page, row: _Row) -> list[Name]:
    """The names behind a label in the row; without a colon only on the lines around the date."""
    for number in (*range(row.top, row.bottom), *row.beside):
        if page.roles[number] not in _HIDDEN:
            names = _labelled(page, number) or _below_cell(page, row, number) or _document_source(page, row, number)
            if names:
                return [] if row.crowded(page, number) else names
    for number in row.beside:
        text = views.folded(page)[number]
        match = _BARE.search(text) if len(text) <= _ROW_LENGTH else None
        if match and (names := _names(page, number, match.start(), match.end())):
            return names
    return []


def _labelled(page: Page, number: int) -> list[Name]:
    """The names behind the first label on a line that is followed by one; a label alone names the next line."""
    text = views.folded(page)[number]
    for match in islice(source_label().finditer(text), _LABELS_READ):
        if match.start() > _ROW_LENGTH and not in_bracket(text, match.start()):
            continue
        if match.end() == len(text) and number + 1 < len(page.lines):
            return _names(page, number + 1, 0, 0) if len(views.folded(page)[number + 1]) <= _ROW_LENGTH // 2 else []
        names = _names(page, number, match.start(), match.end())
        if names:
            return names
    if text.endswith("来源") and (behind := _REVERSED.fullmatch(text)):
        return [Name(number, behind.start(1), *behind.span(1))] if is_name(behind[1]) else []
    glued = _GLUED.search(text, 0, _ROW_LENGTH)
    return _names(page, number, glued.start(1), glued.end()) if glued else []


def _below_cell(page: Page, row: _Row, number: int) -> list[Name]:
    """The names below a label that is alone on its line without a colon, as cells of a row lie in dumps."""
    cell = row.date is not None and _CELL.fullmatch(views.folded(page)[number])
    below = views.folded(page)[number + 1] if cell and number + 1 < len(page.lines) else ""
    return _names(page, number + 1, 0, 0) if 0 < len(below) <= _CELL_LENGTH else []


def _document_source(page: Page, row: _Row, number: int) -> list[Name]:
    """The office behind 資料來源 in the row of the date, or right below it: elsewhere the label tells whose figures."""
    text, behind = views.folded(page)[number], number - row.date.line if row.date else -1
    match = _DOCUMENT.search(text) if not behind else _DOCUMENT.match(text) if behind == 1 else None
    names = _names(page, number, match.start(), match.end()) if match else []
    told = not behind or (number < row.bottom and bool(names) and is_office(text[names[0].start :]))
    return names if told else []


def _names(page: Page, number: int, label: int, start: int) -> list[Name]:
    """The names that a line gives from `start` on; the first carries the label."""
    text = views.folded(page)[number]
    issue = _ISSUE_DATE.match(text, start)
    places = names_from(text, issue.end() if issue else start, page.lines[number].spans)
    if text.endswith(_OR_AUTHOR, 0, label):  # 作者/出处:张三
        places = [place for place in places if not is_person(text[slice(*place)])]
    return [Name(number, label if not index else place[0], *place) for index, place in enumerate(places)]


def _at(number: int, place: Place) -> Name:
    """A name without a label."""
    return Name(number, place[0], *place)


def _beside_date(page: Page, row: _Row) -> list[Name]:
    """An element whose class says so, or a name before or behind the date in its line."""
    if row.date is None:
        return []
    number = row.date.line
    first = max(row.top, 0 if row.headline is None else row.headline + 1)
    for near in (number, number + 1, number - 1, number + 2, number - 2):
        inside = first <= near < row.bottom and page.roles[near] not in _HIDDEN
        short = inside and len(page.lines[near].text) <= _ROW_LENGTH
        if short and (names := _hinted(page, near, _SOURCE_HINT)):
            return names
    return _rest_of_row(page, row, row.date)


def _hinted(page: Page, number: int, hint: re.Pattern[str]) -> list[Name]:
    """The name in a span, or in a whole line, whose class or id says that it is one."""
    line, text = page.lines[number], views.folded(page)[number]
    places = [(span.start, span.end) for span in line.spans if hint.search(span.hints)]
    if hint.search(page.boxes[line.box].hints):
        places.append((0, len(text)))
    for place in places:
        start, end = trim(text, *place)
        if is_name(text[start:end]) and not is_credit(text[start:end]):
            return [_at(number, paper(text, (start, end)))]
    return []


def _rest_of_row(page: Page, row: _Row, date: Mark) -> list[Name]:
    """The name before or behind the date: one that ends as outlets do, or the only one before the date."""
    text = views.folded(page)[date.line]
    if len(text) > _ROW_LENGTH or date.start is None or date.end is None or date.rule in _IN_TEXT or "最后由" in text:
        return []
    marked = marked_account().match(text, date.end)  # 09/21 14:50远山青百家号
    line = page.lines[date.line]
    if marked and is_name(marked[1]):
        return [_at(date.line, parted(line, [marked.span(1)])[-1])]
    before = [place for place in parted(line, words(text, 0, date.start)) if not is_report(text, *place)]
    counted = _COUNT.match(text, date.end)  # 2023-05-22187举报: the count is glued to the day
    behind = parted(line, words(text, counted.end() if counted else date.end, name_end(text, date.end)))
    sites = site_names(page)
    for start, end in (*behind[:2], *before[::-1][:2]):
        if any(_ACCOUNT_HINTS[0].search(span.hints) for span in line.spans if (span.start, span.end) == (start, end)):
            return []  # an account's element: what it reprints may be named below
        channel = row.headline is not None and row.headline > date.line and text[start:end].endswith("新闻")
        if (is_outlet(text[start:end]) and not channel) or text[start:end] in sites:
            return [_at(date.line, named_alone(text, start, end))]
    # above the headline, or with a colon behind it, the word is a channel's or a label: 作者: 山风 2022-09-21
    below = row.headline is not None and row.headline < date.line
    label = _date_label().match(text, before[0][1] + 1, date.start) if before else None
    colons = (
        text[: before[0][0]].rstrip()[-1:] + text[label.end() if label else before[0][1] : date.start] if before else ""
    )
    if account := behind_writer(text, before):
        return [_at(date.line, account)]
    if len(before) == 1 and not behind and below and ":" not in colons and may_be_account(text[slice(*before[0])]):
        return [_at(date.line, named_alone(text, *before[0]))]
    return []


def _journal(page: Page, row: _Row) -> list[Name]:
    """A journal's name with year and issue on a line of its own in the row."""
    for number in (*range(row.top, row.bottom), *row.beside):
        text = views.folded(page)[number]
        match = _ISSUE.fullmatch(text) if len(text) <= _ROW_LENGTH // 2 else None
        if match and number != row.headline and page.roles[number] not in _HIDDEN and is_name(match[1]):
            return [_at(number, match.span(1))]
    return []


def _account(page: Page, row: _Row) -> list[Name]:
    """The publishing account's line between headline and article."""
    first = 0 if row.headline is None else row.headline + 1
    shown = [number for number in range(first, row.bottom) if page.roles[number] not in _HIDDEN]
    for hint in _ACCOUNT_HINTS:
        for number in shown:
            names = _hinted(page, number, hint)
            if names and not is_person(views.folded(page)[number][names[0].start : names[0].end]):
                return names
    first_name = next((number for number in shown if not ORIGINAL.fullmatch(views.folded(page)[number])), -1)
    post = row.headline is None or views.prose(page)[row.headline]
    if names := _account_of_post(page, _NICK if post else _FOLLOW):
        return names
    for index, number in enumerate(shown):
        follower = shown[index + 1] if index + 1 < len(shown) else number + 1
        place = _account_line(page, row, number, follower, row.headline is not None and number == first_name)
        if place:
            return [_at(number, paper(views.folded(page)[number], place))]
    return []


def _account_of_post(page: Page, hint: re.Pattern[str]) -> list[Name]:
    """The account that the only element on the page is called the name of, as a post without a heading has it."""
    others = in_other_box(page)
    free = (line for line in page.lines if page.roles[line.number] not in _HIDDEN and not others[line.box])
    found = [names for line in free if (names := _hinted(page, line.number, hint))]
    return found[0] if len(found) == 1 else []


def _account_line(page: Page, row: _Row, number: int, follower: int, first: bool) -> Place | None:
    """The name on a line that stands where accounts stand: before a button, an account number or the date."""
    text = views.folded(page)[number]
    start, end = trim(text, 0, len(text))
    start = original if (original := behind_original(page, text, start)) else start
    told = followed().fullmatch(text, start)
    if told and (first or "微信号" in text):
        start, end = told.span("name")
    behind = views.folded(page)[follower] if follower < len(page.lines) else ""
    if is_signer(page, number):
        return None
    twice = said_twice(text, start, end) if ABOUT.match(behind) else None
    start, end = named_alone(text, *(twice or (start, end)))
    if original and row.date and (posted := behind_writer(text, words(text, start, end))):
        return posted if is_name(text[slice(*posted)]) else None  # 原创 张三 远山故事
    name = text[start:end]
    if text[:1] in _BULLETS or text[-1:] == ":" or "," in text:  # an entry of a list, a label whose value is missing
        return None
    if len(name) > _ACCOUNT_LENGTH or " " in name or not is_name(name) or is_credit(text) or is_furniture(name):
        return signed(text)
    if is_profile(views.folded(page)[number + 1 : number + 3], text):
        return start, end
    if told or behind in phrases("find/account_marks") or ABOUT.match(behind):
        return (start, end) if not told or may_be_account(name) else None
    ago = first and _AGO_LINE.fullmatch(behind) is not None  # which gives no day by itself
    if ago or _date_label().match(behind) or (row.beside and row.date and row.date.line in (follower, number - 1)):
        account = first and may_be_account(name) and not is_deck(page, number, name)
        return (start, end) if is_outlet(name) or account else None
    return None


def _reprinted(page: Page, row: _Row) -> list[Name]:
    """The outlets behind a label below, where the row names none: the account that shows the article reprints it."""
    names = _labelled_below(page, row)
    texts = [views.folded(page)[name.line][name.start : name.end] for name in names]
    return names if all(is_outlet(text) for text in texts) else []


def _labelled_below(page: Page, row: _Row) -> list[Name]:
    """The names behind a label further down: on a line of its own or in brackets at a line's end."""
    if row.below is None:
        row.below = _first_below(page, row.headline or 0)
    return row.below


def _first_below(page: Page, top: int) -> list[Name]:
    """The first names behind a label from a line on, of a kind of lines that no more than two such names stand on."""
    kinds: dict[tuple[object, ...], list[tuple[int, re.Match[str]]]] = {}
    for number, label in _labels_below(page, top):
        below = label.end() == len(label.string) and number + 1 < len(page.lines)  # where its name stands
        closing = label.start() > 0 and behind_credits(label)
        kinds.setdefault((*_kind(page, page.lines[number + below]), closing), []).append((number, label))
    found = []
    for places in kinds.values():
        named = ((number, names) for number, label in places if (names := _names_behind(page, number, label)))
        if 0 < len(first := list(islice(named, _FEW + 1))) <= _FEW:
            found.append(first[0])
    return min(found)[1] if found else []


def _labels_below(page: Page, top: int) -> Iterator[tuple[int, re.Match[str]]]:
    """The labels from a line on that open a short line, or close a text or credits, each with its line's number."""
    for number, text in enumerate(views.folded(page)[top:], top):
        match = label_in(text) if "源" in text or "自" in text or "出处" in text else None
        if match is None or page.roles[number] in _HIDDEN:
            continue
        at = match.start()
        closes = at and (in_bracket(text, at) or closes_text(text, match) or behind_credits(match))
        if (closes or (not at and len(text) <= _ROW_LENGTH // 2)) and not in_other_box(page)[page.lines[number].box]:
            yield number, match


def _names_behind(page: Page, number: int, label: re.Match[str]) -> list[Name]:
    """The names behind a label; where it ends its line, those on the line below."""
    return _names(page, number, *label.span()) if label.end() < len(label.string) else _labelled(page, number)


def _marks(page: Page, names: list[Name], rule: str) -> Iterator[Mark]:
    """A mark for each name; together they cover the label and the bracket around both."""
    text = views.folded(page)[names[0].line]
    start, end = names[0].label, names[-1].end
    closed = re.compile(r"\s*[)\]]").match(text, end)
    if closed and start < names[0].start and in_bracket(text, start):
        start = max(text.rfind("(", 0, start), text.rfind("[", 0, start))
        end = closed.end()
    for index, name in enumerate(names):
        stop = end if index == len(names) - 1 else name.end
        yield Mark(name.line, "source", rule, start, stop, page.lines[name.line].text[name.start : name.end])
        start = stop
