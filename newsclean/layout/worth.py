"""What each line is worth to the body, in characters of prose: sentences count for, junk and links against it."""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar.date_forms import EDITION, YEAR
from ..grammar.outlets import is_outlet
from ..page import Line, Page, of_lines
from ..text import lazy_re as re
from ..text import site_views, views
from .box_names import named
from .boxes import HARD_STOPS, SOFT_STOPS, Boxes
from .dump_tables import dump_tables
from .header import header
from .list_signs import opens_news
from .listed import listed
from .signals import rows_of
from .weights import weights

LISTED = re.compile(
    r"[■●◆▲★◇○□◎]|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[).、]|第[一二三四五六七八九十百\d]{1,4}[条章节款]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3} [^\d\W][^。]{0,24}$|\d{1,2},(?!\d)"
)
_ENTRY = re.compile(rf"[^\W\d][^。]{{7,60}}\s\[?{YEAR}[-/.]\d\d?[-/.]\d\d?\]?")  # papers are signed 2022年9月21日
_PROSE_CAP = 300  # characters; one long line must not outweigh a page
_BESIDE = 6  # lines within which the paragraphs on both sides of a heading are looked for
_GOES_ON = 12  # lines behind a credit within which the article goes on, if it does
_ALIKE = 6  # boxes around a paragraph, up to the article's own
_INSET = 3  # links of a list that is set between two paragraphs
_TOPICS = 6  # characters of a label of topics
_PARAGRAPH = 40  # characters of a paragraph
_FLOW = 3  # lines below it that stand side by side with the one above
# a heading with one headline behind it; 上一篇 and 下一篇 stand below an article
_POINTED = re.compile(r"[\W]{0,2}(?![上下前后])[^\W\d]{2,8}\s?[:>|]\s?[^\s:>|].{7,60}$")
_TIMED = re.compile(r"\[\d{1,2}:\d\d\]\s?\S")
_DOTS = "......"  # what ends a sentence where dots are typed; a teaser has three
_SENTENCE, _SHORTEST, _LONG = 4, 6, 15  # characters of a sentence, of another line of text, of one that has a comma
_STOPS, _ENDS = "。!?…", ':";,、)'
_ROW = {
    "html": 0.5,
    "text": 0.7,
}  # how much of a row stands below another story's headline: a day, and a label in a dump
_WHOLE_ROW = 0.85  # of a day with a label
_DAY_ROW, _LABEL_ROW = 0.5, 0.35  # of a day, and of a label on the line below it
_FULL_ROW = 0.7  # the same of a headline that is made otherwise than the page's own: a day and a label
_OF_STORY = re.compile(rf"{EDITION}\([^()]{{0,10}}\)")
_HEADINGS = frozenset(("h1", "h2", "h3"))
_STORY_TAGS = ("h1", "h2")
_HEADLINE = range(6, 61)  # characters of it
_NO_END = frozenset(":,、;。")  # what a headline does not end with
_NEAR = 2  # lines below the page's own headline in which its own deck stands
_MORE = 60  # characters of prose that show that it does


def is_entry(text: str) -> bool:
    """Whether a folded line is a headline with its day behind it, as lists of other articles have it.

    >>> is_entry("城东新桥昨天正式通车 2022-09-21"), is_entry("某市水务局 2022年9月21日")
    (True, False)
    """
    return _ENTRY.fullmatch(text) is not None


def line_worths(page: Page, boxes: Boxes) -> list[float]:
    """What each line is worth; the weights are those of the part "body".

    >>> from newsclean import load
    >>> from newsclean.layout.boxes import judge_boxes
    >>> page = load("<p>昨天上午，城东新桥正式通车了。</p><p><a href=/>更多新闻</a></p>")
    >>> [worth > 0 for worth in line_worths(page, judge_boxes(page, 0))]
    [True, False]
    """
    worth, prose = weights("body"), views.prose(page)
    out = []
    rows = listed(page) if page.kind == "text" else frozenset()
    for line, role in zip(page.lines, page.roles, strict=True):
        n = line.number
        if n in rows and not prose[n] and role in ("", "body"):
            out.append(worth["short-in-dump-ended"])
        elif role in ("", "body"):
            out.append(_free(page, line, prose[n], boxes))
        elif page.rules[n] in SOFT_STOPS:
            out.append(_heading_of_others(page, n, boxes))
        elif role in ("editor", "author", "credit"):
            out.append(worth["credit-inside" if _goes_on(page, n) else "credit"])
        elif role == "disclaimer":
            out.append(worth["credit"])
        elif role in ("hidden", "injected"):
            out.append(0.0)
        else:
            out.append(worth["junk"])
    for n in insets(page, boxes):
        out[n] = 0.0
    return _with_site(page, boxes, out) if page.site is not None else out


def insets(page: Page, boxes: Boxes) -> Iterator[int]:
    """The lines of short lists of other articles that are set between two paragraphs: the text goes on below them."""
    for number, rule in page.rules.items() if page.kind == "html" else ():
        if rule not in SOFT_STOPS or not number:
            continue
        end = number + 1
        while end < len(page.lines) and page.lines[end].linked and boxes.is_junk(page.lines[end].box):
            end += 1
        if number + 1 < end <= number + 1 + _INSET and _is_one_flow(page, number - 1, end, boxes):
            yield from range(number, end)


def _is_one_flow(page: Page, before: int, after: int, boxes: Boxes) -> bool:
    """Whether a line goes on where another one stops: side by side, with a sentence, or as the first of several."""
    parent, tag = page.boxes[page.lines[before].box].parent, page.lines[before].tag
    if not boxes.inside[page.lines[before].box] or page.lines[before].linked or page.roles[before]:
        return False
    flow = 0
    for line in page.lines[after : after + _FLOW]:
        if page.boxes[line.box].parent != parent or line.tag != tag or line.linked or page.roles[line.number]:
            break
        flow += 1
    return flow == _FLOW or (flow > 0 and reads_on(views.folded(page)[after]))


def reads_on(text: str) -> bool:
    """Whether a folded line ends as text does, or has a comma and a length.

    >>> reads_on("新桥昨天通车。"), reads_on("售价36元,支持十二种语言,暂时没有中文"), reads_on("新桥昨天通车")
    (True, True, False)
    """
    if text.endswith(_DOTS):
        return len(text) >= _SHORTEST
    if text[-1:] in _STOPS or text[-1:] in _ENDS:
        return len(text) >= (_SENTENCE if text[-1] in _STOPS else _SHORTEST)
    return len(text) >= _LONG and "," in text


def _with_site(page: Page, boxes: Boxes, worths: list[float]) -> list[float]:
    """The same with what is known of the site: lines in its body's element, beside it, in elements that it drops."""
    worth, prose = weights("body"), views.prose(page)
    inside, trust = site_views.body_lines(page)
    away = site_views.dropped(page)
    # an element that stands in a box which is called junk is the body's all the same; boxes in it may well be junk
    element = site_views.places(page)["body"][0].element if trust else 0
    renamed = boxes.is_junk(element) if element > 0 else False
    for number, value in enumerate(worths):
        free = page.roles[number] in ("", "body")
        if number in away and free:
            worths[number] = worth["site-drop"]
        elif number in inside and free:
            box = page.lines[number].box
            if _is_junk_within(page, box, element) if renamed else boxes.is_junk(box):
                continue
            own = trust * min(prose[number], _PROSE_CAP) if renamed and prose[number] else value
            worths[number] = max(value, own) + trust * worth["site-inside"]
        elif number not in inside:
            kept = 1 - trust * (1 - worth["site-outside"]) if value > 0 else 1
            worths[number] = value * kept + trust * worth["site-beside"]
    return worths


def _is_junk_within(page: Page, box: int, element: int) -> bool:
    """Whether a box, or one around it inside an element, is called junk."""
    while box > element:
        if page.boxes[box].hints and named("layout/junk_boxes").search(page.boxes[box].hints):
            return True
        box = page.boxes[box].parent
    return False


def ends_article(page: Page, number: int) -> bool:
    """Whether an article ends at a line: a comment, a licence, an editor, unless it goes on behind as it was before."""
    if page.rules.get(number) in HARD_STOPS or _opens_comments(page, number):
        return True
    if page.roles[number] == "editor" and not _goes_on(page, number):
        return True
    return (page.kind == "text" and _is_signed_above(page, number)) or opens_story(page, number)


def _is_signed_above(page: Page, number: int) -> bool:
    """Whether the paragraph above closes with credits, `…通车。【编辑：张三】`, and no line below has a full stop."""
    above = number - 1
    if above not in page.cuts or not views.prose(page)[above]:
        return False
    closed = max(end for _, end in page.cuts[above]) >= len(page.lines[above].text)
    return closed and not any("。" in text for text in views.folded(page)[number : number + _GOES_ON])


def opens_story(page: Page, number: int) -> bool:
    """Whether another story begins at a line: a headline as the page's own is, with a row and prose of its own below.

    >>> from newsclean import load
    >>> one = "<h1>城东新桥昨天通车</h1><p>2022-09-21 来源：某报</p><p>昨天上午，城东新桥正式通车了。</p>"
    >>> page = load(f"<title>城东新桥昨天通车</title>{one}{one.replace('新桥', '渡口')}")
    >>> [opens_story(page, line.number) for line in page.lines]
    [False, False, False, True, False, False]
    """
    if page.kind == "text" and (opens_report(page, number) or _opens_again(page, number)):
        return True
    line = page.lines[number]
    if line.linked or len(line.text) not in _HEADLINE:
        return False
    if line.tag not in _STORY_TAGS and number not in _above_rows(page):
        return False
    prose = views.prose(page)
    if prose[number]:
        return False
    if line.tag in _STORY_TAGS and _opens_twin(page, line):
        return True
    needed = _ROW[page.kind]
    row = next((n for n in range(number + 1, min(number + 3, len(prose))) if _joined_row(page, n) >= needed), None)
    if row is None or rows_of(page)[number] >= needed:
        return False
    found, folded = header(page), views.folded(page)
    if not found.lines or not found.rows or number <= found.lines[-1] + _NEAR or not any(prose[row + 1 : row + 4]):
        return False
    if folded[number] == folded[found.lines[0]] or number in found.repeated:
        return False
    if page.kind == "html":
        own = page.lines[found.lines[0]]
        if line.tag in _STORY_TAGS and line.tag == own.tag:
            return True
        # made otherwise, its row tells day and source, and the first story stands above
        alike = _joined_row(page, row) >= _FULL_ROW and _is_made_alike(page, line, own)
        # made as its text is, with a whole row below
        plain = _joined_row(page, row) >= _WHOLE_ROW and line.text[-1].isalnum() and not is_outlet(folded[number])
        return (alike or plain) and any(prose[own.number : number])
    return line.text[-1].isalnum() and any(prose[found.lines[-1] : number])


def _opens_twin(page: Page, line: Line) -> bool:
    """Whether a heading opens a box like the one that the page's own headline opens, beside it, prose in both."""
    found, prose = header(page), views.prose(page)
    own = page.lines[found.lines[0]] if found.lines else None
    behind = range(line.number + 1, min(line.number + 1 + _FLOW, len(prose)))
    if own is None or own.number >= line.number or not any(prose[n] for n in behind):
        return False
    box, twin = _box_beside(page, line, own)
    if not twin or page.boxes[box] != page.boxes[twin] or page.boxes[box].tag in _HEADINGS:
        return False
    named = bool(page.boxes[box].hints) and line.tag == own.tag
    return page.boxes[box].tag == "article" or (named and any(prose[own.number : line.number]))


def _box_beside(page: Page, line: Line, own: Line) -> tuple[int, int]:
    """The box that a line is the first of, beside one around another line, and that one; zeros where there is none."""
    of_own = {page.boxes[box].parent: box for box in _around(page, own.box)}
    above = set(_around(page, page.lines[line.number - 1].box))
    for box in _around(page, line.box):
        if box in above:
            break
        if page.boxes[box].parent in of_own:
            return box, of_own[page.boxes[box].parent]
    return 0, 0


def _around(page: Page, box: int) -> Iterator[int]:
    """A box and some of those around it, from the inside out, without the page's own."""
    for _ in range(_ALIKE):
        if not box:
            return
        yield box
        box = page.boxes[box].parent


def _joined_row(page: Page, number: int) -> float:
    """How much of a row a line opens: a day, with the label of a source on the line below it."""
    rows, below = rows_of(page), number + 1
    if rows[number] < _DAY_ROW or below == len(rows) or views.prose(page)[below]:
        return rows[number]
    return min(rows[number] + (_LABEL_ROW if 0 < rows[below] < _DAY_ROW else 0), 1.0)


@of_lines
def _above_rows(page: Page) -> frozenset[int]:
    """The lines that stand right above a row of another story, or one line further up."""
    needed = _ROW[page.kind]
    joined = (n for n, row in enumerate(rows_of(page)) if row >= _DAY_ROW and _joined_row(page, n) >= needed)
    rows = {*joined, *(n for n, row in enumerate(rows_of(page)) if row >= needed)}
    return frozenset(number - up for number in rows for up in (1, 2))


def _is_made_alike(page: Page, line: Line, own: Line) -> bool:
    """Whether a line is a heading, or set as the page's own headline is: by its class, or bold as a whole."""
    if line.tag in _HEADINGS:
        return True
    hints = page.boxes[line.box].hints
    bold = line.bold >= len(line.text) and own.bold >= len(own.text)
    return line.tag == own.tag and ((bool(hints) and hints == page.boxes[own.box].hints) or bold)


def opens_report(page: Page, number: int) -> bool:
    """Whether a line is a headline with a report's dateline right below, where the page's own report has one above."""
    text, prose = views.folded(page)[number], views.prose(page)
    if prose[number] or len(text) not in _HEADLINE or text[-1] in _NO_END or number + 1 >= len(prose):
        return False
    if not prose[number + 1] or not opens_news(views.folded(page)[number + 1]):
        return False
    key = ("first report", header(page).start)
    if key not in page.known:
        numbers = range(key[1], len(prose))
        opening = (n for n in numbers if prose[n] and opens_news(views.folded(page)[n]))
        page.known[key] = next(opening, len(prose))
    first: int = page.known[key]
    return first < number


def _opens_again(page: Page, number: int) -> bool:
    """Whether a dump's line is the head of a paper's page, 第3版(国内), that stands above the page's own text too.

    Archives of papers set it above each of a page's stories.
    """
    folded = views.folded(page)
    if not (folded[number][0] == "第" and _OF_STORY.fullmatch(folded[number])):
        return False
    return any(text == folded[number] for text in folded[:number]) and any(views.prose(page)[:number])


def _opens_comments(page: Page, number: int) -> bool:
    """Whether a dump's line is a word of the box for comments, a button as well as a heading: 我要跟帖."""
    return (
        page.kind == "text"
        and page.rules.get(number) in ("widget", "widget-row")
        and "strip/comment_headings" in views.opens(page)[number]
    )


def _goes_on(page: Page, number: int) -> bool:
    """Whether paragraphs follow a credit as they stand before it: a row of credits inside the article."""
    prose, seen, box = views.prose(page), 0, None
    before = next((n for n in range(number - 1, max(number - _BESIDE, -1), -1) if prose[n]), None)
    if before is None:
        return False
    for n in range(number + 1, min(number + _GOES_ON, len(page.lines))):
        if page.rules.get(n) in HARD_STOPS | SOFT_STOPS or page.roles[n] in ("disclaimer", "title"):
            break
        if _opens_comments(page, n):
            break
        if prose[n] and page.roles[n] in ("", "body"):
            box = page.lines[n].box if box is None else box
            seen += prose[n]
    if seen < _MORE or box is None:
        return False
    return page.kind == "text" or _siblings(page, before, box)


def _siblings(page: Page, number: int, other: int) -> bool:
    """Whether a line's box is another box, or both are made alike up to the box around them: `<section><p>`."""
    one = page.lines[number].box
    for _ in range(_ALIKE):
        if one == other or page.boxes[one].parent == page.boxes[other].parent:
            return True
        if page.boxes[one].tag != page.boxes[other].tag:
            return False
        one, other = page.boxes[one].parent, page.boxes[other].parent
    return False


def _is_line_of_topics(page: Page, number: int) -> bool:
    """Whether a line gives its topics itself, with a paragraph right below: 关键词：某桥 某镇."""
    below = views.prose(page)[number + 1] if number + 1 < len(page.lines) else 0
    return page.rules[number] == "topic-links" and len(page.lines[number].text) > _TOPICS and below >= _PARAGRAPH


def _is_pointer(page: Page, number: int) -> bool:
    """Whether a line names the one article that its heading promises, between two paragraphs: 相关新闻:渡口停航."""
    told = _POINTED.match(views.folded(page)[number])
    if page.rules[number] != "related-heading" or not told or not 0 < number < len(page.lines) - 1:
        return False
    prose, folded = views.prose(page), views.folded(page)
    if _TIMED.match(folded[number + 1]) and any(map(_TIMED.match, folded[:number])):  # between entries of a live report
        return prose[number + 1] > 0
    return min(prose[number - 1], prose[number + 1]) >= _PARAGRAPH and folded[number + 1][-1] == "。"


def _heading_of_others(page: Page, number: int, boxes: Boxes) -> float:
    """What a heading of other articles costs: little, where markup keeps it and its list apart from the paragraphs."""
    worth = weights("body")
    if page.kind == "text":
        beside = _is_line_of_topics(page, number) or _is_pointer(page, number)
        return worth["topics-in-dump" if beside else "heading-in-dump"]
    prose = views.prose(page)
    if number + 1 < len(prose) and all(boxes.is_junk(page.lines[n].box) for n in (number, number + 1)):
        return worth["heading-apart"]
    before = next((n for n in range(number - 1, max(number - _BESIDE, -1), -1) if prose[n]), None)
    after = next((n for n in range(number + 1, min(number + _BESIDE, len(prose))) if prose[n]), None)
    if before is not None and after is not None:
        one, other = page.boxes[page.lines[before].box], page.boxes[page.lines[after].box]
        if one.parent == other.parent and one.tag == other.tag == "p":
            return worth["heading-apart"]
    return worth["heading"]


def _free(page: Page, line: Line, prose: int, boxes: Boxes) -> float:
    """What a line without a claim is worth."""
    worth, inside = weights("body"), boxes.inside[line.box]
    if prose:
        value = float(min(prose, _PROSE_CAP))
        return value if inside else value * (worth["outside-in-junk"] if boxes.is_junk(line.box) else worth["outside"])
    if boxes.is_junk(line.box):
        return worth["short-in-junk"]
    if line.mostly_link:
        return worth["link"]
    if page.kind == "html" and is_entry(views.folded(page)[line.number]):
        return worth["entry"]
    if not inside:
        return worth["short-outside"] if page.kind == "html" else worth["junk"]
    if page.kind == "text":
        ends = len(line.text) >= 12 and line.text[-1] in "。！？…：”；，!?:;"
        listed = ends or LISTED.match(views.folded(page)[line.number]) or line.number in dump_tables(page)
        return worth["short-in-dump-ended"] if listed else worth["short-in-dump"]
    return worth["short-inside"]
