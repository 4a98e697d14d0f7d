"""The edges of the body: short lines of the article's flow taken in, leftovers and teasers behind it left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..grammar.date_forms import YEAR
from ..grammar.names import is_office, is_outlet, is_person
from ..page import Page
from ..strip.contacts import is_contact, notice_contacts
from ..strip.live_entries import entries
from ..text import lazy_re as re
from ..text import views
from ..text.copies import copies
from ..text.fold import fold
from ..text.other_articles import is_teaser
from .boxes import SOFT_STOPS, Boxes
from .dump_tables import dump_tables
from .headline_form import ADDRESS
from .list_signs import are_counted
from .neighbours import paper_heads
from .next_story import before_next_story
from .others_below import before_cut_openings, before_others
from .signals import SALUTATION
from .stretches import Stretch
from .worth import LISTED, is_entry, opens_story, reads_on

LETTER = re.compile(r"[^\W\d_]")
_VERSE = 4  # short lines from which on they are an opening in verse rather than widgets
# a line of an opening in broken lines: words, and marks within them
_BROKEN = re.compile(r"[\"'《(]?[\u4e00-\u9fff][\u4e00-\u9fff\"'《》、,!?\s]{2,22}")
_BROKEN_LINE = re.compile(r"[\"'《(]?[\u4e00-\u9fff][^。]{0,40}[,。!?…;:)\"~]")  # of a text that goes on in such lines
# what is left of the page behind the last paragraph: a second source, a label without a name, signs between entries
_LEFTOVER = re.compile(
    r"来\s?源\s?:.{2,40}|[^\W\d_]{0,4}(?:编辑|审核|校对|来源|作者)\s?:|[|·><_-]{1,4}|\d{1,2}、"
    # the number of a report at its paper: (○六一八○○一)
    r"|\([○〇零一二三四五六七八九\d]{5,12}\)"
    # keywords, which a row of a table would have with blanks or cells between
    r"|[^|,。\s]{1,16}(?:\|[^|,。\s]{1,16}){2,}"
    # what announces something in brackets, and nothing follows: 【征稿】
    r"|\[[^\[\]]{2,8}\]"
    # an item of a list without what it announces: • 活动经费:
    r"|[•·*■●▪-]\s?[^\W\d_]{2,8}:"
)
_COUNT = re.compile(r"(?!0?1$)\d{1,6}")  # of readers, above the text; 1 is a section's number
_FIRST_PART = re.compile(r"\(?(?:0?1|一)[.、)]?|第[1一](?:部分|章|节)")  # alone on its line
_LABEL_ALONE = re.compile("(?:本报)?(?:记者|通讯员|作者):")
_LEFT_ABOVE = 24  # characters of what a row has left
_GLUED_DAY = re.compile(rf"{YEAR}-\d\d-\d\d(?![\d\s])")  # 2022-09-21城东新桥…
_DAY_BEHIND = re.compile(rf"{YEAR}(?:年\d{{1,2}}月\d{{1,2}}日|-\d{{1,2}}-\d{{1,2}})$")
_DATED_OPENING = re.compile(rf"[^\W\d]{{2,8}} {YEAR}[-/.]\d\d?[-/.]\d\d? [^\W\d]")
_ROW_OF_OTHERS = re.compile(rf"{YEAR}(?:年\d{{1,2}}月\d{{1,2}}日|[-/.]\d\d?[-/.]\d\d?)[^。,]{{0,20}}$")
_LISTED = 6  # lines below a heading in which such a list shows
# who speaks in what follows: 嘉宾:张三、李四
_CAST = re.compile(r"(?:主持人?|嘉宾|访谈嘉宾|受访(?:者|人|嘉宾)|采访(?:者|对象|时间|地点)|对话人)\s?:\s?\S.*")
# the headline of a speech
_WHOLE_TEXT = re.compile(r"(?:致辞|讲话|演讲|演说|贺词|发言|报告)(?:稿|词)?全文(?:\([^()]{1,8}\))?$")
_SIGNED_DAY = re.compile(rf"{YEAR}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日")
_CELLS = 400  # lines of a table's cells
_NUMBER = re.compile(r"\d[\d.,%]*")
_GREETING = re.compile("(?:此致|顺祝|祝您?好)[,!。]?")  # closes a letter
_SIGNERS, _SIGNER = 12, 60  # lines of a signature with its day, characters of one of them
# an entry of a programme: its label, its day; offices with telephone and address are a footer's
_FACT = re.compile(r"(?!电话|地址|邮编|传真|邮箱|网址)([\u4e00-\u9fff]{2,5}):\s?\S")
_EVENT_DAY = re.compile(rf"(?:{YEAR}年)?\d{{1,2}}月(?:\d{{1,2}}日)?")
_ENTRY, _BETWEEN, _EVENTS = 80, 4, 3  # characters of one, lines between two, events that make a programme
_SPEAKER = 8  # characters of a line that says who speaks
# headings that stand above their parts alone, line by line: a day or a time of a chronicle, who speaks
_SISTER_FORMS = (re.compile(r"(?:\d{1,2}月)?\d{1,2}日(?:[上下]午)?|\d{1,2}:\d\d"), re.compile(r"[^\W\d]{1,8}:"))
_EXCERPT = re.compile(r"\[(?:…|\.{3,})\]\s?$|(?:…|\.\.\.)\s?[\[(](?:详|看|阅?读)?(?:全文|更多)[\])]\s?$")
# behind a paragraph's last sentence
_READ_ON = re.compile(r"[。!?\"]\s?(?:read more|阅读全文|继续阅读|阅读更多|查看全文)\W{0,3}$", re.IGNORECASE)
_READ_ON_SIZE = 20
_TOOLS = re.compile(r"打印.{0,16}关闭|关闭.{0,16}打印")
_ENOUGH = 60  # characters of prose of an article above excerpts
# a headline that calls out, in half-width marks: `没想到!新桥昨天通车,居民笑了!`
_CALLED = re.compile(r"(?=.*[\u4e00-\u9fff][,!?][\u4e00-\u9fff])[^，。！？；、]{12,50}[!?]")
_ASCII_MARK = re.compile(r"[\u4e00-\u9fff][,!?;]")
_FIGURE = re.compile(r"\d")
_COLUMNS, _ROWS, _ROWS_SEEN = 3, 3, 8  # cells of a row, rows of a table, rows that are looked at
_PARTS, _PART, _APART = 2, 40, 3  # headings below a first one, characters of one, lines from one to the next
_WORDS, _LATIN_ENDS = 3, frozenset('.!?:;"')  # blanks of a line in Latin letters, its end
_FEW_PARAGRAPHS = 3
_FEW_TEASERS = 2  # lines with such a day that make a list
_HEADLINE = range(6, 60)
_HEADLINE = range(12, 60)  # characters of a headline above a teaser


def mend_edges(page: Page, stretch: Stretch, boxes: Boxes, start: int) -> tuple[int, int]:
    """Take in short lines at both ends that belong to the article's flow."""
    first, last = stretch.first, stretch.last
    while first > start and not is_entry(views.folded(page)[first - 1]):
        if not (_continues(page, first - 1, boxes) or _is_counted(page, first - 1, last)):
            break
        first -= 1
    while first < last and _COUNT.fullmatch(views.folded(page)[first]):
        first += 1
    while last + 1 < len(page.lines):
        # a picture on the way, or who speaks next
        passed = page.roles[last + 1] == "caption" or _speaks_again(page, first, last + 1)
        step = 2 if page.kind == "text" and passed else 1
        if last + step >= len(page.lines) or not _continues(page, last + step, boxes):
            break
        last += step
    while last > first and not boxes.inside[page.lines[last].box] and boxes.is_junk(page.lines[last].box):
        last -= 1  # a sentence of a widget
    if page.kind == "text":
        first = _opening_verse(page, start, first)
        first -= 0 < start < first and _is_sister(page, first - 1, last)
        first = _at_first_part(page, start, first, last)
        last = before_next_story(page, first, _before_dated_list(page, first, last))
    last = _before_teasers(page, first, _signed(page, _behind_table(page, last)))
    if page.kind == "text":
        last = before_others(page, first, _in_broken_lines(page, first, last))
        last = _before_rows(page, first, last)
        last = _before_other_hand(page, first, _before_excerpts(page, first, last))
        last = _behind_copy(page, first, _before_openings(page, first, last))
        last = _scheduled(page, _before_tools(page, first, last))
    while last > first and (_LEFTOVER.fullmatch(views.folded(page)[last]) or _points_at_address(page, last)):
        last -= 1
    while last > stretch.last and not LETTER.search(views.folded(page)[last]) and "…" not in views.folded(page)[last]:
        if in_table(page, last):
            break
        last -= 1  # a count of readers or pages; a section's number has its section behind it
    return first, last


def is_left_above(page: Page, number: int) -> bool:
    """Whether a dump's line is what a row has left above the text: a paper's page, a writer's label without a name.

    Who speaks in an interview has the same label, again and again.
    """
    text = views.folded(page)[number]
    if len(text) > _LEFT_ABOVE:
        return False
    if _LABEL_ALONE.fullmatch(text):
        return views.folded(page).count(text) == 1
    return not views.prose(page)[number] and bool(paper_heads([text]))


def _speaks_again(page: Page, first: int, number: int) -> bool:
    """Whether a line is a short one that stands among the article's lines already: who speaks, in an interview."""
    text = views.folded(page)[number]
    return len(text) <= _SPEAKER and not page.roles[number] and text in views.folded(page)[first:number]


def _points_at_address(page: Page, number: int) -> bool:
    """Whether a dump's line announces the address right below it: `支持本报:`, and nothing but an address."""
    below = views.folded(page)[number + 1] if number + 1 < len(page.lines) else ""
    ends = views.folded(page)[number][-1] == ":"
    return page.kind == "text" and ends and below.startswith("http") and ADDRESS.sub("", below) == ""


def _in_broken_lines(page: Page, first: int, last: int) -> int:
    """The last line of a text in broken lines, most of which end with a comma: short ones that go on belong to it."""
    folded, broken = views.folded(page), range(first, last + 1)
    if sum(folded[n].endswith(",") for n in broken) < max(_VERSE, len(broken) / 2):
        return last
    while last + 1 < len(folded) and not page.roles[last + 1] and _BROKEN_LINE.fullmatch(folded[last + 1]):
        last += 1
    return last


def _opening_verse(page: Page, start: int, first: int) -> int:
    """The first line of an opening in broken lines right below the meta row, as accounts write it; else `first`."""
    opening = range(start, first)
    broken = len(opening) >= _VERSE and all(
        not page.roles[n] and _BROKEN.fullmatch(views.folded(page)[n]) for n in opening
    )
    return start if start and broken and any(views.prose(page)[first : first + 3]) else first


def _behind_table(page: Page, last: int) -> int:
    """The last line of a notice's signature behind a table whose cells are lines of a dump; else `last`."""
    if page.kind != "text":
        return last
    folded, figures = views.folded(page), 0
    for number in range(last + 1, min(last + 1 + _CELLS, len(page.lines))):
        if page.roles[number] or len(folded[number]) > _SIGNER:
            break
        figures += _NUMBER.fullmatch(folded[number]) is not None
        if _SIGNED_DAY.fullmatch(folded[number]):
            return number if figures >= _ROWS and is_outlet(folded[number - 1]) else last
    return last


def _signed(page: Page, last: int) -> int:
    """The last line of a notice's signature, office and day, right behind the last paragraph of a dump; else `last`."""
    if page.kind != "text":
        return last
    greets, asked = False, last
    for number in range(last + 1, min(last + 1 + _SIGNERS, len(page.lines))):
        text = views.folded(page)[number]
        greets = greets or bool(_GREETING.fullmatch(text))
        if page.roles[number] or len(text) > _SIGNER:
            break
        if _SIGNED_DAY.fullmatch(text):
            return number if number > last + 1 or is_outlet(views.folded(page)[last]) else last
        if number in notice_contacts(page):
            asked = number
        elif not (greets or is_outlet(text) or is_office(text) or is_contact(text) or text.startswith("附件")):
            break
    return asked


def _scheduled(page: Page, last: int) -> int:
    """The last line of a programme below a dump's text, entries with the same labels over and over; else `last`.

    `9月20日 ⏎ 主题:木工课 ⏎ 活动地点:旧粮仓`, as often as there are events.
    """
    folded, end, labels = views.folded(page), last, Counter[str]()
    for number in range(last + 1, min(last + 1 + _CELLS, len(page.lines))):
        text = folded[number]
        label = _FACT.match(text)
        if page.roles[number] or len(text) > _ENTRY or number - end > _BETWEEN:
            break
        if label:
            labels[label[1]] += 1
        if label or _EVENT_DAY.match(text):
            end = number
    return end if sum(count >= _EVENTS for count in labels.values()) > 1 else last


def _before_teasers(page: Page, first: int, last: int) -> int:
    """The last line of the article before headlines of others, each with the start of its text: `…`."""
    end = _before_dated_teasers(page, first, last)
    if end < last:
        return end
    while page.kind == "text" and end > first and _is_dated_teaser(views.folded(page)[end]):
        end -= 1
    if end < last and sum(views.prose(page)[first : end + 1]) >= _ENOUGH:
        return end
    end = last
    if page.kind == "text" and (cut := before_cut_openings(page, first, last)) < last:
        return cut
    while end - 2 > first and is_teaser(views.folded(page)[end]) and _is_headline(views.folded(page)[end - 1]):
        end -= 2
    # teasers further up: the page is a list of them, and no article
    listed = any(map(is_teaser, views.folded(page)[first : end + 1]))
    return last if listed else end


def _before_tools(page: Page, first: int, last: int) -> int:
    """The last line before the buttons below an article (`【打印】【关闭】`), where no paragraph follows them."""
    folded = views.folded(page)
    for number in range(last - 1, first, -1):
        if len(folded[number]) >= _ENOUGH or folded[number].endswith("。"):
            return last
        if page.roles[number] == "boilerplate" and _TOOLS.search(folded[number]):
            return number - 1
    return last


def _before_excerpts(page: Page, first: int, last: int) -> int:
    """The last line before excerpts of other articles, which blogs close with `[…]`, and their headlines."""
    folded, end = views.folded(page), last
    while end > first and _EXCERPT.search(folded[end][-14:]):
        end -= 1 + _is_headline(folded[end - 1])
    # a page of nothing but excerpts is a list
    return end if sum(views.prose(page)[first : end + 1]) >= _ENOUGH else last


def _before_openings(page: Page, first: int, last: int) -> int:
    """The last line before paragraphs of other articles that call to read on: `…更加方便。 read more`."""
    folded, prose = views.folded(page), views.prose(page)
    for number in range(first + 1, last + 1):
        if prose[number] >= _ENOUGH and _READ_ON.search(folded[number][-_READ_ON_SIZE:]):
            # a page of nothing but openings is a list
            return number - 1 if sum(prose[first:number]) >= _ENOUGH else last
    return last


def _behind_copy(page: Page, first: int, last: int) -> int:
    """The last line of an article that stands twice on its page, where what follows is not its own.

    An excerpt above an article goes on in it; where all of it was said before, other articles' beginnings follow.
    """
    twice = copies(page)
    if twice is None or not first <= twice.second < twice.end <= last:
        return last
    folded, prose = views.folded(page), views.prose(page)
    behind = range(twice.end, last + 1)
    end = next((n for n in behind if prose[n] or is_teaser(folded[n])), last + 1)  # past a credit of the picture
    opens_others = any(is_teaser(folded[n]) for n in range(end, last + 1))
    whole = twice.paragraphs >= _FEW_PARAGRAPHS and sum(prose[end : last + 1]) <= sum(prose[twice.second : twice.end])
    return end - 1 if opens_others or whole else last


def _before_other_hand(page: Page, first: int, last: int) -> int:
    """The last line before one that calls out in ASCII marks, below an article that has none of them: a headline."""
    text = page.lines[last].text
    above = [page.lines[n].text for n in range(first, last) if views.prose(page)[n]]
    if not (_CALLED.fullmatch(text) and len(above) >= _FEW_PARAGRAPHS):
        return last
    return last if any(_ASCII_MARK.search(other) for other in above) else last - 1


def _before_rows(page: Page, first: int, last: int) -> int:
    """The last line before a headline that has its day below it, where the next one has too: a list of others."""
    folded = views.folded(page)
    rows = [n for n in (last + 1, last + 3) if n < len(folded) and _ROW_OF_OTHERS.match(folded[n])]
    headline = last > first and len(folded[last]) in _HEADLINE and folded[last][-1] != "。"
    return last - 1 if headline and len(rows) == _FEW_TEASERS else last


def _before_dated_list(page: Page, first: int, last: int) -> int:
    """The last line before a heading of other articles, where their openings follow, each with its day at the end."""
    folded = views.folded(page)
    for number in range(first + 1, last):
        if page.rules.get(number) in SOFT_STOPS:
            behind = range(number + 1, min(number + 1 + _LISTED, last + 1))
            if sum(bool(_DAY_BEHIND.search(folded[n])) for n in behind) >= _FEW_TEASERS:
                return number - 1
    return last


def _before_dated_teasers(page: Page, first: int, last: int) -> int:
    """The last line before teasers that run on: each with the day of the one above it glued before its text."""
    end = last
    while end > first and _GLUED_DAY.match(views.folded(page)[end]):
        end -= 1
    if last - end < _FEW_TEASERS or page.kind != "text":
        return last
    return end - 1 if end > first and is_teaser(views.folded(page)[end]) else end


def _is_dated_teaser(text: str) -> bool:
    """Whether a line is another article's channel, day and opening: `本地 2022-09-21 昨天上午,城东新桥…`."""
    return _DATED_OPENING.match(text) is not None and is_teaser(text)


def _is_headline(text: str) -> bool:
    """Whether a line is as long as a headline and ends without a mark."""
    return len(text) in _HEADLINE and text[-1].isalnum()


def _continues(page: Page, number: int, boxes: Boxes) -> bool:
    """Whether a line at the edge of the body goes with it."""
    line = page.lines[number]
    if opens_story(page, number):
        return False
    if page.roles[number] not in ("", "body") or line.mostly_link:
        return page.roles[number] in ("hidden", "injected")
    if page.kind == "html":
        return boxes.inside[line.box]
    text = views.folded(page)[number]
    if _WHOLE_TEXT.search(text[-20:]):
        return False
    opens = (form.fullmatch(text) for form in (SALUTATION, _CAST))
    counted = fold(page.kept(number)).lstrip() if number in page.cuts else text  # behind what was strewn before it
    if reads_on(text) or LISTED.match(counted) or any(opens):
        return True
    entry = entries(page)
    if number and _is_twin(text, views.folded(page)[max(number - 4, 0) : number]):
        return True
    return number in entry.headings or number in entry.times or in_table(page, number)


def _is_twin(text: str, above: Sequence[str]) -> bool:
    """Whether a line says in Latin what the Chinese one above it says, as the lines above do, in turn.

    >>> _is_twin("The bridge is open to all.", ["桥昨天通车。", "The bridge opened yesterday.", "人人都可以走。"])
    True
    """
    latin = [line.isascii() and line.count(" ") >= _WORDS for line in (*above, text)]
    return text[-1] in _LATIN_ENDS and latin[-3:] == [True, False, True]


def _is_counted(page: Page, number: int, last: int) -> bool:
    """Whether a dump's line above the first sentence is a heading like those below it: NO.1, 误区一, a diary's days."""
    if page.kind != "text" or page.roles[number]:
        return False
    folded, prose = views.folded(page), views.prose(page)
    below = [folded[n] for n in range(number + 1, last + 1) if not (prose[n] or page.roles[n])]
    if any(form.fullmatch(folded[number]) and any(map(form.fullmatch, below)) for form in _SISTER_FORMS):
        return folded[number][-1] != ":" or folded[number] in below or is_person(folded[number][:-1])
    return are_counted([folded[number], *below]) and are_counted([folded[number], *below[:1]])


def _is_sister(page: Page, number: int, last: int) -> bool:
    """Whether a dump's line above the first paragraph is a heading as those below are: as far apart."""
    prose = views.prose(page)
    if not _may_head(page, number):
        return False
    heads = [n for n in range(number + 1, last) if prose[n + 1] and _may_head(page, n)]
    apart = [below - above for above, below in pairwise((number, *heads))]
    return len(heads) >= _PARTS and min(apart) >= _APART and max(apart) <= min(apart) + 1


def _at_first_part(page: Page, start: int, first: int, last: int) -> int:
    """The line with the number of a dump's first part alone above its heading, as the second has them; else `first`."""
    number, folded = first - 2, views.folded(page)
    if number < max(start, 1) or page.roles[number] or not _FIRST_PART.fullmatch(folded[number]):
        return first
    second = folded[number].replace("1", "2").replace("一", "二")
    parts = (n for n in range(first, last) if folded[n] == second)
    return number if _may_head(page, first - 1) and any(_may_head(page, n + 1) for n in parts) else first


def _may_head(page: Page, number: int) -> bool:
    """Whether a line is as short as a heading of a part, and ends as one."""
    text = views.folded(page)[number]
    return not views.prose(page)[number] and not page.roles[number] and len(text) <= _PART and text[-1] not in ":;,。"


def in_table(page: Page, number: int) -> bool:
    """Whether a line of a dump is a row of a table: as many cells as lines around it, and figures in most of them."""
    if number in dump_tables(page):
        return True
    cells = len(page.lines[number].text.split()) if page.kind == "text" else 0
    if cells < _COLUMNS:
        return False
    rows = [number]
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(page.lines) and len(rows) < _ROWS_SEEN and len(page.lines[at].text.split()) == cells:
            rows.append(at)
            at += step
    told = sum(bool(_FIGURE.search(page.lines[n].text)) for n in rows)
    return len(rows) >= _ROWS and told * 2 > len(rows) and not any(page.roles[n] for n in rows)
