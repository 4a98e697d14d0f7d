"""Lists that a dump's text announces: winners, candidates, ways to object. They are the article, short as rows are.

`现将结果公布如下:`, `名单如下:` and `联系方式:` open one. Its rows are made as headlines of other articles are not:
works in 《》, names, offices, prizes as labels and as headings of groups.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar.names import is_office, is_person
from ..page import Page
from ..strip.contacts import is_contact
from ..strip.works import is_author_of_work
from ..text import lazy_re as re
from ..text import views
from .signals import rows_of

_CLOSES = frozenset(":单果选)。下]")  # what a line that announces a list ends with: a cheap look before
_OPENS = re.compile(
    r"(?:如下|见下|名单)[^。]{0,20}[:。]$|:$"
    # a heading of the list itself: 获奖名单, 候选人建议人选(按姓氏笔画排序)
    r"|^[^。,:]{0,40}(?:名单|(?:评选|评审|获奖|征集|揭晓|竞赛)结果|人选|获奖者|候选人)(?:公[示布告])?(?:\s?\([^()]{2,16}\))?$"
)
_GROUP = re.compile(
    r"[^,。:|]{0,16}(?:奖|奖项|[组类]|名单|奖章|奖状|称号|标兵|先进个人|先进集体|单位|模范|人选|等次)"
    r"(?:\s?[(\[][^()\[\]]{1,16}[)\]])?[:|\s]*"
)
_PRIZE = re.compile(r"[-·•\s]*[^:,。]{0,10}奖(?:\([^()]{1,12}\))?:\s?\S")
_WORK = re.compile(r"《[^《》]{1,50}》")
_LABEL = re.compile(r"[^:,。《》]{2,10}:\s?[^\s。][^。]*")
_COUNTED = re.compile(r"\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[).、](?!\d)\s?\S|\d{1,3}$")
_TABLE_ROW = re.compile(r"(?:[^|。]{1,90}\|\s?){3,}")  # a dump sets a bar behind each of its cells
_NAME_SIZES = (3, 2)
_LONGEST = 80  # characters of a row
_STRAY = 3  # rows of another make between two of the list's
_ROWS = 2  # rows that make a list
_MANY = 4  # rows that make one though each could be another line, where it is called a list
_TOLD = re.compile("如下|见下|名单|结果|人选")
_PRIZES = 3  # lines of prizes that are one though nothing announces it
_DATED = 0.5  # how much of a row of date and source is another article's


def listed(page: Page) -> frozenset[int]:
    """The lines of announced lists on a dump, with those that announce them.

    >>> from newsclean import load
    >>> page = load("评审昨天结束，结果公布如下：\\n一等奖\\n《渡口》张小三\\n二等奖\\n《老街》李小四\\n首页")
    >>> sorted(listed(page))
    [0, 1, 2, 3, 4]
    """
    found: set[int] = set()
    looked = -1  # the last row below a line that announced none: from within them there are only fewer
    for opener in _openers(page):
        if opener not in found and (opener > looked or _tells(page, opener)):
            rows, last = _rows_below(page, opener)
            found.update(rows)
            looked = max(looked, last)
    return frozenset(found)


def _openers(page: Page) -> Iterator[int]:
    """The lines that announce a list, and those above the first of several prizes in a row."""
    folded, roles = views.folded(page), page.roles
    for number, text in enumerate(folded):
        if text[-1] in _CLOSES and roles[number] in ("", "body", "title") and _OPENS.search(text[-60:]):
            yield number
        elif "奖" in text and _PRIZE.match(text):
            behind = folded[number : number + _PRIZES]
            if len(behind) == _PRIZES and all(map(_PRIZE.match, behind)):
                yield max(number - 1, 0)


def _tells(page: Page, opener: int) -> bool:
    """Whether a line says that a list follows; others only end as such lines do."""
    return bool(_TOLD.search(views.folded(page)[opener][-60:]))


def _rows_below(page: Page, opener: int) -> tuple[range, int]:
    """The rows of a list below the line that announces it, none where what follows is no list; the last of them."""
    folded, prose = views.folded(page), views.prose(page)
    end, rows, sure = opener, 0, 0
    for number in range(opener + 1, len(folded)):
        if not _is_free(page, number) or number - end > _STRAY + 1:
            break
        work = number + 1 < len(folded) and is_author_of_work(folded[number + 1])
        if prose[number] and not (work or _WORK.search(folded[number])):
            break
        if make := _make(folded[number]):
            end, rows, sure = number, rows + 1, sure + (make > 1)
    told = rows >= _MANY and _tells(page, opener)
    return range(opener, end + 1) if rows >= _ROWS and (sure or told) else range(0), end


def _is_free(page: Page, number: int) -> bool:
    """Whether a line can be a row: nothing else is known of it, and it is no widget and no row of another article."""
    text = views.folded(page)[number]
    if page.roles[number] not in ("", "body") or page.lines[number].mostly_link or len(text) > _LONGEST:
        return False
    if views.widgets(page)[number] and not text.isdigit():
        return False
    return rows_of(page)[number] < _DATED or is_contact(text)


def _make(text: str) -> int:
    """Whether a folded line is made like a row of a list: 0 if not, 1 if other lines are, too, 2 if hardly any is."""
    if _TABLE_ROW.fullmatch(text) or _WORK.search(text) or is_author_of_work(text):
        return 2
    if _PRIZE.match(text) or is_contact(text):
        return 2
    if _GROUP.fullmatch(text) or _COUNTED.match(text) or _LABEL.fullmatch(text):
        return 1
    words = text.split()
    first = "".join(words[:2]) if len(words[0]) == 1 else words[0]  # 张 三
    if len(words) > 1 and is_person(first):
        return 2
    if any(is_person(text[:size]) for size in _NAME_SIZES) and len(text) > _NAME_SIZES[0]:
        return 1
    return int(is_office(text) or is_person(text))
