"""Authors' names without a label or role between headline and text: beside the date, alone on a line, behind 原创."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ..grammar import outlets
from ..grammar.byline_parser import alone, signs_picture, trim
from ..grammar.names import Names, Trust, is_person, read_names, run_together
from ..layout.header import JUNK
from ..layout.headline_form import plain
from ..layout.listed import listed
from ..layout.neighbours import are_tags
from ..layout.paper_head import paper_authors
from ..page import PLANTED, Line, Mark, Page
from ..text import lazy_re as re
from ..text import views
from ..text.fold import simplified
from ..text.matching import pattern
from .account_forms import person_and_outlet
from .source_in_head import site_names

ABOVE = 15  # lines between headline and body; more are navigation
MAX_BYLINE = 60  # characters of a byline
Facts = dict[int, list[Mark]]
_NICK = re.compile(r"nickname|js_name")
_ORIGINAL = re.compile(r"©?\s?原创|Original\b")  # the word that platforms print before the author's name
_HINTS = re.compile(r"\b(?:author|writer|byline|reporter|zuozhe)\b")  # class names of the author's place
_TOLD_BELOW = re.compile(r"[/|]\s?[\u4e00-\u9fff]{0,5}报[道导]")  # a byline broken over two lines: 张三 ⏎ ／台北報導
_OF_PAPER = re.compile(r"《[^《》]{2,20}》\s?\(")  # the row of a paper's text: 《某市日报》（2019年04月06日 第04版）
_OUTLET_AND_NAMES = re.compile(r"([^\s|/]{2,14})[\s|/]{1,3}(?=\S)")
# who writes from where, right below the headline, as papers print letters of readers
_AT_PLACE = re.compile(
    r"([\u4e00-\u9fff]{3,4})\s?/\s?(?!.*(?:牧师|教授|老师|医师|主任|校长|部|组|中心)$)[\u4e00-\u9fff]{2,6}"
)
_CLASS = re.compile("[\u4e00-\u9fff]{2,4}[一二三四五][A-D甲乙丙丁]?")  # a student's, as campus papers have it: 企管四
_NO_PEOPLE = re.compile(r"第?\s?[A-Z]?\d{1,3}\s?版|[A-Za-z ]{1,20}:\s?\Z")  # a page of a paper, the date's own label
_MAIL_BEHIND = re.compile(r"\s?\(?[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}\)?\s?$")  # 张三 zhangsan@a.example
_POSTED = re.compile("发[表布]于")
_LONE = 3  # characters of one name at least where nothing else tells: shorter words are too often brands and tags
THINGS = frozenset("节会期机表率病压展赛奖园季月周")  # what a lone word of three characters ends in where it is a thing
_CREDITED = frozenset(("author", "editor", "credit"))  # lines whose labels say whose names they hold
_OFFICE_HELD = re.compile(
    r"(?:委员|主席|会长|秘书长|理事长?|教授|研究员|院长|所长|主任|代表|议员|董事长?|总监|律师|博士)\Z"
)
_AROUND = 16  # lines around a name that may be tags as well
_TAG = 6  # characters of one
_CELLS = ("作者", "记者", "撰文", "文", "撰稿", "通讯员", "Author", "By", "by", "BY", "Posted by")
# whose blog a page is of, by any name: 山野的工坊
_OWN_SITE = re.compile(
    r"([^\s,。的]{2,8})的(?:个人)?(?:博客|网志|部落格|日志|空间|主页|网站|小站|小屋|小窝|工坊|杂记|随笔|笔记|blog)",
    re.IGNORECASE,
)
_MAX_ALONE = 24  # characters of a line that is nothing but names


def find_header_names(page: Page, body: list[int]) -> list[Mark]:
    """Marks for the names between headline and body: beside date or source, then alone on a line under them.

    >>> from newsclean import load
    >>> page = load("城东新桥的三十年\\n2022-06-18\\n张小三 李四\\n昨天，城东新桥通车。")
    >>> page = page.with_marks([Mark(1, "date", "date-row", 0, 10)])
    >>> [(mark.rule, mark.value) for mark in find_header_names(page, [3])]
    [('header-name', ('张小三', '李四')), ('header-name', None)]
    """
    of_paper = _of_paper(page, body) if page.kind == "text" else []
    return of_paper or _beside_facts(page, body) or _below_label(page, body) or _alone(page, body)


def _of_paper(page: Page, body: list[int]) -> list[Mark]:
    """The authors of a paper, above where they work or above the abstract."""
    for number in range(max(0, body[0] - ABOVE), min(body[0] + 2, len(page.lines))):
        if page.roles[number] in ("", "body", "boilerplate") and (names := paper_authors(page, number)):
            end = len(views.folded(page)[number])
            value = Mark(number, "author", "header-name", 0, end, names, cut=False)
            return [value, Mark(number, "author", "header-name")]
    return []


def facts_of(page: Page) -> Facts:
    """The spans of date and source, by line; a source that opens a byline is part of that."""
    out: Facts = {}
    for mark in (*page.marked("date"), *page.marked("source")):
        if mark.start is not None and mark.rule != "source-byline":
            out.setdefault(mark.line, []).append(mark)
    return out


def without_facts(facts: Iterable[Mark], folded: str) -> tuple[int, int]:
    """The largest part of a line outside the spans of date and source."""
    return _gaps(facts, folded)[0]


def _gaps(facts: Iterable[Mark], folded: str) -> list[tuple[int, int]]:
    """The parts of a line outside the spans of date and source, the largest first."""
    spans = sorted((m.start, m.end) for m in facts if m.start is not None and m.end)
    if not spans:  # as on most lines
        return [(0, len(folded))]
    borders = [(0, 0), *spans, (len(folded), len(folded))]
    gaps = [(a[1], b[0]) for a, b in pairwise(borders)]
    return sorted(gaps, key=lambda gap: -len(_NO_PEOPLE.sub("", folded[slice(*gap)])))


def _beside_facts(page: Page, body: list[int]) -> list[Mark]:
    """A name beside date or source between headline and body: `2020-01-02 张三`, `原创 某某 某号`."""
    facts, outlets_named = facts_of(page), _outlets(page)
    original = False
    for number in range(max(0, body[0] - ABOVE), body[0] + 1):
        line, folded = page.lines[number], views.folded(page)[number]
        if page.roles[number] in PLANTED:
            continue
        if number == body[0] and not _ORIGINAL.match(folded):
            break
        gaps = _gaps([*facts.get(line.number, ()), *_accounts(line)], folded)
        if len(gaps) > 1 and _POSTED.match(folded, *trim(folded, *gaps[0])):  # 发表于某市: where, not who
            gaps = gaps[1:]
        start, end = trim(folded, *gaps[0])
        pen_name = original  # the line above says 原创 and nothing else
        original = False
        if word := _ORIGINAL.match(folded, start, end):
            start, end = trim(folded, word.end(), end)
            original, pen_name = start >= end, True
        if pattern("grammar/desks", whole=True).match(folded, start, end):
            return [Mark(number, "author", "signing-group", start, end, (line.text[start:end],), cut=False)]
        place_of_names = pen_name or number in facts or _HINTS.search(_hints(page, line))
        if start >= end or end - start > MAX_BYLINE or not place_of_names or outlets.is_document_number(folded):
            continue
        names = _people(line.text, folded, start, end, Trust.HIGH if pen_name else Trust.LOW)
        beside = pen_name and folded[names.end : names.end + 1] == " "  # the account's name stands behind
        if (alone(names) or (names.names and beside)) and not outlets_named & set(names.names):
            mark = Mark(number, "author", "header-name", start, end, names.names, cut=False)
            return [mark, Mark(number, "author", "header-name")] if number == body[0] else [mark]
        if number in facts and (beside_source := _beside_source(page, number, facts[number], gaps[1:], outlets_named)):
            return [beside_source]
    return []


def _beside_source(
    page: Page, number: int, facts: list[Mark], gaps: list[tuple[int, int]], outlets_named: set[str]
) -> Mark | None:
    """A name in a smaller gap of the row, right beside the source: `某市日报 张三 2020-01-02 评论(12)`."""
    line, folded = page.lines[number], views.folded(page)[number]
    sources = [mark for mark in facts if mark.role == "source"]
    for gap in gaps:
        if not any(gap[0] == mark.end or gap[1] == mark.start for mark in sources):
            continue
        start, end = trim(folded, *gap)
        names = _people(line.text, folded, start, end, Trust.LOW) if 1 < end - start <= _MAX_ALONE else None
        if names and alone(names) and not outlets_named & set(names.names):
            return Mark(number, "author", "header-name", start, end, names.names, cut=False)
    return None


def _accounts(line: Line) -> Iterable[Mark]:
    """Elements in a line that the markup calls an account's name: no author, whether or not it is the source."""
    return [Mark(line.number, "source", "", span.start, span.end) for span in line.spans if _NICK.search(span.hints)]


def _alone(page: Page, body: list[int]) -> list[Mark]:
    """Names that are all of a line, right under the headline, the date or the source."""
    heads = {mark.line for mark in page.marks if mark.role in ("title", "date", "source") and mark.line >= 0}
    named, under = _outlets(page), False
    owners = {owner[1] for site in site_names(page) if (owner := _OWN_SITE.fullmatch(site))}
    rows = listed(page) if page.kind == "text" else ()  # those who are listed have not written it
    first = max(0, body[0] - ABOVE)
    for number in range(first, min(body[0] + 2, len(page.lines))):
        line, folded = page.lines[number], views.folded(page)[number]
        if number in heads:
            under = True
            continue
        # the deck stands between: 新桥通车 ⏎ 渡口停航 ⏎ 张小三 ⏎ 2022-09-21
        under = under or (number + 1 in heads and not heads.isdisjoint((number - 2, number - 3)))
        if page.roles[number] in _CREDITED:
            continue
        junk = page.roles[number] in JUNK and page.rules.get(number) != "not-body"
        if junk or views.widgets(page)[number] or number in rows or outlets.is_document_number(folded):
            continue
        mail = _MAIL_BEHIND.search(folded) if "@" in folded else None
        start, end = trim(folded, 0, mail.start() if mail else len(folded))
        follower = views.folded(page)[number + 1] if number + 1 < len(page.lines) else ""
        told = _TOLD_BELOW.fullmatch(follower) is not None or bool(number + 1 in heads and _OF_PAPER.match(follower))
        names = Names((), 0, False)
        signed = _OUTLET_AND_NAMES.match(folded, start, end)
        if (
            signed
            and (outlets.is_outlet(signed[1]) or (_CLASS.fullmatch(signed[1]) and not is_person(signed[1])))
            and (under or number >= body[0] - 1)
        ):
            start, told = signed.end(), True  # 某市日报 张三
        elif under and (place := person_and_outlet(folded, start, end)):
            (start, end), told = place, True  # 张三 某市日报
        elif number - 1 in heads and (placed := _AT_PLACE.fullmatch(folded, start, end)) and is_person(placed[1]):
            (start, end), told = placed.span(1), True  # 张小三／远山
        if under and (office := _with_offices(folded, start, end)):
            end, told = office, True  # 张三 某会会长 某院院长
        if 0 < end - start <= _MAX_ALONE and (under or told):
            told = told or _is_between(page, number, folded[start:end])
            names = _names_of_line(line.text, folded, start, end, told)
            if folded[start:end] in owners:
                names = Names((line.text[start:end],), end, True)
        if alone(names) and not named & set(names.names) and not _is_tag(page, number):
            value = Mark(number, "author", "header-name", start, end, names.names, cut=False)
            return [value, Mark(number, "author", "header-name")]
        under = False
    return []


def _is_tag(page: Page, number: int) -> bool:
    """Whether a name is the first of a page's tags: said twice in a row, or above another one and the headline."""
    first, below = max(0, number - _AROUND), views.folded(page)[number + 1 : number + 1 + _AROUND]
    if page.kind == "text" and are_tags(
        [*map(plain, views.folded(page)[first : number + 1]), *map(plain, below)], number - first
    ):
        return True
    headline = next((mark.line for mark in page.marked("title") if mark.line >= 0), -1)
    return headline > number + 1 and len(below[0]) <= _TAG and below[0].isalpha()


def _with_offices(folded: str, start: int, end: int) -> int:
    """Where the name ends on a line of a person and nothing but offices that he holds; 0 for other lines."""
    name, *offices = folded[start:end].split() or ("",)
    held = len(offices) > 0 and all(len(word) > _LONE and _OFFICE_HELD.search(word) for word in offices)
    return start + len(name) if held and len(name) >= _LONE and is_person(name) else 0


def _below_label(page: Page, body: list[int]) -> list[Mark]:
    """The names below a label alone on its line without a colon, above the text or right behind it: 作者 ⏎ 张三."""
    if not any(mark.role == "date" and mark.start is not None for mark in page.marks):
        return []
    folded = views.folded(page)
    above = range(max(1, body[0] - ABOVE), min(body[0] + 2, len(page.lines)))
    for number in (*above, *range(body[-1] + 2, min(body[-1] + 3, len(page.lines)))):
        if folded[number - 1] not in _CELLS or len(folded[number]) > _MAX_ALONE:
            continue
        names = read_names(page.lines[number].text, trust=Trust.FAIR, folded=folded[number])
        if alone(names):
            value = Mark(number, "author", "header-name", 0, len(folded[number]), names.names, cut=False)
            return [value, Mark(number, "author", "header-name"), Mark(number - 1, "author", "header-name")]
    return []


def _is_between(page: Page, number: int, word: str) -> bool:
    """Whether a short word stands between headline and date, where an author's name does, and is no channel's."""
    if number + 1 >= len(page.lines) or outlets.is_furniture(word):
        return False
    above = any(mark.line == number - 1 for mark in page.marked("title"))
    dates = [mark for mark in page.marked("date") if mark.line == number + 1]
    said = any(word in text for text in views.folded(page)[:number])
    return above and bool(dates) and not said


def _names_of_line(text: str, folded: str, start: int, end: int, told: bool) -> Names:
    """The names that a line is nothing but; short names alone are none, unless the line tells of it."""
    names = _people(text, folded, start, end, Trust.LOW)
    words = [simplified(name) for name in names.names]
    if not told and (all(len(word) < _LONE for word in words) or (len(words) == 1 and words[0][-1] in THINGS)):
        return names._replace(names=())
    return names


def _people(text: str, folded: str, start: int, end: int, trust: Trust) -> Names:
    """A list of names, or names run together as lost markup leaves them: `程一帆陆明远`."""
    if signs_picture(folded[start:end]):  # 张三 摄: has taken the picture below
        return Names((), start, False)
    lengths = run_together(folded[start:end])
    if not lengths:
        return read_names(text, start, end, trust=trust, folded=folded)
    found = []
    for length in lengths:
        found.append(text[start : start + length])
        start += length
    return Names(tuple(found), end, True)


def _outlets(page: Page) -> set[str]:
    """The outlets that were found: their names are no author's."""
    return {name for mark in page.marked("source") if mark.value for name in (mark.value, *mark.value)}


def _hints(page: Page, line: Line) -> str:
    """What the markup calls the place where a line stands: the innermost box and the elements in the line."""
    return " ".join((page.boxes[line.box].hints, *(span.hints for span in line.spans)))
