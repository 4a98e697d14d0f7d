"""Credits with a label, anywhere on the page: `（责任编辑：张三）`, `编辑|张三 校对|李四`, `■文/图 张三`.

A credit is found by its label. What follows it has to read like a list of names (see `names.py`), up to the next label,
the closing bracket or the end of the line. In running prose only credits in brackets and those that close the line
count. Every credited role gives a mark of role "credit"; those of editors and authors give the field's mark too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..grammar.byline_parser import is_giver, read_byline
from ..grammar.credit_labels import (
    BARS,
    Label,
    bare_label,
    bracket_around,
    cell_label,
    counter_pattern,
    find_labels,
    guard,
    stands_glued,
    stray_close,
    work_label,
)
from ..grammar.date_forms import DATE_OR_TIME, DATE_START, FULL_DATE
from ..grammar.names import Names, Trust, is_outlet, is_person, read_names
from ..layout.header import headline_line
from ..layout.headline_form import is_keyword
from ..page import PLANTED, Line, Mark, Page, step
from ..strip.works import makers
from ..text import lazy_re as re
from ..text import views
from ..text.matching import lines_with, pattern, whole_line
from .source_in_head import beside_source

_MAX_ROW = 120  # characters of a line that may be a row of facts rather than prose
# a sentence that tells who made a work: 《新桥》(作者:张三)、《渡口》…, no bracket behind a dateline or a full stop
_WORK, _MORE_WORKS = re.compile(r"[^。!?\s讯电][(\[]$"), re.compile(r"[)\]]\s?(?:[^\W\d]|[,、;])")
_MAX_NAMES = 24  # characters of a line that holds only the names to the label above
# lines with a word of credits that are read, from the top and from the end: a page with more of them is a list
_MOST_LINES = 250
_NEAR = 8  # characters looked at for the end of the sentence before a credit
_BULLETS = "■□●○◆◇★☆▲△▼▽►▶◎※·*>—_—~ \t-"
_JOINT = re.compile(r"\s?[ /;,|]\s?")  # between the credits of one line
_SIGN_BETWEEN = re.compile(r"\s?[/;、|]\s?")  # what parts two credits goes with them
_BETWEEN = " ;,、|"  # what stands between the names of one credit and the next one's label
_REVERSED = re.compile(r"([^|丨/\s:]{2,12}(?: [^|丨/\s:]{2,4})*)\s?[|丨/]\s?(作者|撰文|编辑|责编|校对|审核)")
_STATION = re.compile("-[\u4e00-\u9fff]{2,8}[站网台社](?=[\\s)\\]]|$)")  # where an editor works: 编辑:张三-某某站
_GLUED_DATE = re.compile(rf"(?<=[\u4e00-\u9fff]){FULL_DATE}")
_DATE_BEHIND = re.compile(rf"[\s|·]+{DATE_START}")
_SENTENCE = re.compile(r"[。!?;]")
_SENTENCE_BEFORE = 10  # characters of a sentence before the first credit
_STAFF_CODE = re.compile(r"[A-Za-z]{0,3}\d+")
_DAY_CODE = re.compile(r"\s?1\d{6}")  # an agency's own code of the day, behind its editor: 1121102
_LOST_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])\?(?= )")  # a no-break space that an encoding has not: 编辑 张三? 审核
_WORDS = re.compile(r"[^\W_]")
# words that stand where a name would, and are none
_NO_NAMES = (
    "grammar/missing_name_words",
    "grammar/columns",
    "grammar/date_labels",
    "grammar/update_labels",
    "grammar/meta_labels",
    "text/navigation_words",
    "text/widget_words",
)
# the first of a row of credits without a mark of its own: (文张三/审核:李四
_GLUED_TEXT = re.compile(r"[(\[■●□\s]*(图?文)([\u4e00-\u9fff]{2,4})\s?[/|]")


class Credit(NamedTuple):
    """A credit found in a line: `start` and `end` cover label, names and brackets."""

    start: int
    end: int
    label: Label
    names: Names


@step
def find_credits(page: Page) -> Iterable[Mark]:
    """Mark labelled credits: spans for each, and whole lines where nothing else stands on the line.

    >>> from newsclean import load
    >>> for mark in find_credits(load("正文的最后一段到这里结束。（责任编辑：张三 NN123）\\n校对：李四")):
    ...     print(mark.line, mark.role, mark.start, mark.end, mark.value)
    0 editor 13 28 ('张三',)
    0 credit 13 28 ('责任编辑', ('张三',))
    1 credit 0 5 ('校对', ('李四',))
    1 credit None None None
    """
    page = page.before("find_credits")
    works, replies = _lines_about_works(page), _first_reply(page)
    headline = views.folded(page)[title] if (title := headline_line(page)) is not None else ""
    numbers = lines_with(views.text(page), guard())
    if len(numbers) > 2 * _MOST_LINES:
        numbers = [*numbers[:_MOST_LINES], *numbers[-_MOST_LINES:]]
    for number in numbers:
        line, folded, role = page.lines[number], views.folded(page)[number], page.roles[number]
        if role in PLANTED:
            continue
        credits = credits_in(line.text, folded) or _reversed(line.text, folded) or _among_credits(page, line)
        if number > replies and credits and not credits[0].start and DATE_OR_TIME.search(folded):
            credits = [credit for credit in credits if "author" not in credit.label.kinds]
        if line.number in works:
            credits = [credit for credit in credits if credit.label.kinds == ("editor",)]
        credits = [_without_keyword(credit, headline) for credit in credits]
        yield from _all_marks(line, folded, credits)
        if credits and not role and _nothing_else(folded, credits):
            yield Mark(line.number, _role_of(credits), "credit-line")
        if line.number not in works and not (credits and credits[-1].names.names):
            yield from _over_two_lines(page, line, folded)


def _without_keyword(credit: Credit, headline: str) -> Credit:
    """A credit without the words of the headline that stand where its name would, as farms fill it in."""
    own = tuple(name for name in credit.names.names if not is_keyword(name, headline))
    return credit._replace(names=credit.names._replace(names=own)) if "author" in credit.label.kinds else credit


def _first_reply(page: Page) -> int:
    """Number of the line behind which a writer with a time of his own is a reader: 作者：石头 时间：2024-03-12 10:10.

    Below a text whose row is dated; where no row above tells the day, the one below is the article's own.
    """
    dated = [mark.line for mark in page.marked("date") if mark.line >= 0]
    prose, headline = views.prose(page), headline_line(page)
    text = next((n for n in range((headline or 0) + 1, len(prose)) if prose[n]), len(prose))
    return text if dated and dated[0] < text else len(prose)


def credits_in(text: str, folded: str) -> list[Credit]:
    """The credits in one line, in order.

    >>> from newsclean.text.fold import fold
    >>> line = "编辑 张三 审核 李四"
    >>> [(credit.label.text, credit.names.names) for credit in credits_in(line, fold(line))]
    [('编辑', ('张三',)), ('审核', ('李四',))]
    """
    labels = find_labels(folded)
    found = _glued_text(text, folded) if labels else []
    for place, label in enumerate(labels):
        if "meta" in label.kinds:
            continue
        follower = labels[place + 1].start if place + 1 < len(labels) else len(folded)
        opened, closed = bracket_around(folded, label.start, label.end)
        limit = min(follower, closed) if opened >= 0 else min(follower, stray_close(folded, label.end, follower))
        if counter := counter_pattern().search(folded, label.end, min(limit, label.end + _MAX_ROW)):
            limit = counter.start()
        row = len(labels) > 1 or bool(DATE_OR_TIME.search(folded, 0, label.start))
        if dated := _GLUED_DATE.search(folded, label.end, limit):
            limit = dated.start()  # 撰文|张三2022.09.21
        names = _names(text, folded, label, limit, row)
        if row and label.speaker and not names.clean and any("credit" in other.kinds for other in labels):
            # beside those who filmed, a reporter is one whatever the name: 记者:宋知了 摄像:费远
            names = read_names(text, label.end, limit, trust=Trust.HIGH, folded=folded)
        if not _believable(folded, label, names, limit, opened >= 0):
            continue
        before = folded[opened + 1 : label.start].strip(" /|:,") if opened >= 0 else ""
        first = opened >= 0 and (not _WORDS.search(before) or is_outlet(before) or is_giver(before))  # (某网 记者/张三)
        if opened >= 0 and not first and not names.names and "editor" not in label.kinds:
            continue  # the bracket is a byline: (张三 文/图)
        inside = [other for other in labels[place + 1 :] if other.start < closed]
        facts = first and closed < len(folded) and all("meta" in other.kinds for other in inside)
        last = opened >= 0 and (follower >= closed or facts)  # (编辑:张三 来源:某网)
        end = min(closed + 1, len(folded)) if last else names.end if names.end > label.end else limit
        if follower < len(folded) and _SIGN_BETWEEN.fullmatch(folded, end, follower):
            end = follower  # (编辑:张三/审核:李四)
        if last and _DAY_CODE.fullmatch(folded, end):
            end = len(folded)
        found.append(Credit(opened if first else label.start, end, label, names))
        if names.names and names.end < limit:  # 作者:张三 摄像 李四
            found += _further(text, folded, names.end, limit)
    return found or _bare_credits(text, folded)


def _further(text: str, folded: str, start: int, limit: int) -> list[Credit]:
    """Credits without a colon behind the names of one with a colon."""
    start = limit - len(folded[start:limit].lstrip(_BETWEEN))
    return _bare_list(text, folded, start, limit - (folded[limit - 1] == ")"), Trust.FAIR)


def _glued_text(text: str, folded: str) -> list[Credit]:
    """The writer that opens a row of credits with his label glued to him; 文旅局 is no writer."""
    match = _GLUED_TEXT.match(folded)
    if not match or not is_person(match[2]) or "meta" in find_labels(folded)[0].kinds:
        return []
    label = Label(match.start(1), match.end(1), match[1], ("author",), "", match[1])
    return [Credit(0, match.end(), label, Names((text[slice(*match.span(2))],), match.end(2), True))]


def _reversed(text: str, folded: str) -> list[Credit]:
    """A credit with its label behind the name, on a line of its own as accounts set it: `张三 | 作者`."""
    match = _REVERSED.fullmatch(folded) if len(folded) <= _MAX_NAMES and folded[-1] in "者文编辑对核" else None
    label = match and bare_label(folded + " ", match.start(2), len(folded) + 1)
    if not match or not label or label.text != match[2] or whole_line(match[1], *_NO_NAMES):
        return []
    read = read_names(text, 0, match.end(1), folded=folded)
    names = read.names if read.clean else ()
    if not names and "/" not in folded and not is_outlet(match[1]):
        names = (text[: match.end(1)],)  # a pen name
    return [Credit(0, len(folded), label, Names(names, len(folded), True))] if names or "/" not in folded else []


def _among_credits(page: Page, line: Line) -> list[Credit]:
    """`记者：某某` beside a line of credits or alone below the text: interviews have none there, rare names will do."""
    folded = views.folded(page)[line.number]
    labels = find_labels(folded) if len(folded) <= _MAX_NAMES else []
    if len(labels) != 1 or not labels[0].speaker or labels[0].start:
        return []
    if not (_beside_credits(page, line.number) or _closes(page, line.number, folded[: labels[0].end])):
        return []
    names = read_names(line.text, labels[0].end, trust=Trust.FAIR, folded=folded)
    return [Credit(0, len(folded), labels[0], names)] if names.clean and names.names else []


def _closes(page: Page, number: int, label: str) -> bool:
    """Whether a line with a label stands right behind the last sentence, the only one that opens so."""
    folded, prose = views.folded(page), views.prose(page)
    if not number or folded[number - 1][-1] not in '。!?"…)' or any(prose[number + 1 :]):
        return False
    return not any(text.startswith(label) for n, text in enumerate(folded) if n != number)


def _beside_credits(page: Page, number: int) -> bool:
    """Whether the line above or below opens with a label that is used for credits alone."""
    for near in (number - 1, number + 1):
        if 0 <= near < len(page.lines) and len(views.folded(page)[near]) <= _MAX_NAMES:
            labels = find_labels(views.folded(page)[near])
            if labels and not labels[0].start and labels[0].stands_alone:
                return True
    return False


def _names(text: str, folded: str, label: Label, limit: int, row: bool) -> Names:
    """The names behind a label; in a row of facts, and behind a bar, any short clean word may be one."""
    trust = label.trust
    if trust is Trust.LOW and (row or label.mark in BARS):
        trust = Trust.FAIR
    close = folded.find("]", label.end, limit) if folded.startswith("[", label.end) else -1
    if close > 0:  # 责任编辑:[张三]
        inside = read_names(text, label.end + 1, close, trust=trust, folded=folded)
        if inside.clean and inside.names:
            return inside._replace(end=close + 1)
    names = read_names(text, label.end, limit, trust=trust, folded=folded)
    date = _DATE_BEHIND.match(folded, names.end, limit)
    return names._replace(clean=True) if date and names.names else names


def _believable(folded: str, label: Label, names: Names, limit: int, bracket: bool) -> bool:
    """Whether what stands behind a label reads like a credit in its place."""
    rest = folded[names.end : limit].strip(" ;、/|")
    if not names.names:
        # an editors' label with nothing, a staff code or an office behind it still closes the article
        missing = names.end > label.end and names.clean and label.trust
        if not missing and not (label.stands_alone and len(rest) <= 12 and not _SENTENCE.search(rest)):
            return False
    elif not label.trust and not names.clean:
        return False
    if names.names and rest and folded[names.end] not in " (|[,.;/" and not rest[0].isdigit():
        return label.stands_alone and _STATION.match(folded, names.end, limit) is not None
    if bracket:
        told = label.kinds == ("author",) and not label.speaker and _WORK.search(folded[: label.start][-4:])
        return not (told and _MORE_WORKS.match(folded, limit))
    if len(folded) <= _MAX_ROW and not _SENTENCE.search(folded[: label.start]):
        return label.stands_alone or names.clean or not _SENTENCE.search(rest)
    before = folded[max(0, label.start - _NEAR) : label.start].rstrip(_BULLETS)[-1:]
    return names.clean and (not before or before in '。!?")].…|' or folded[label.start - 1] == " ")


def _bare_credits(text: str, folded: str) -> list[Credit]:
    """Credits without a colon: `编辑 张三 审核 李四` as all of a line or bracket, `| 作者张三 |` as a cell of a row."""
    if "? " in folded:
        folded = _LOST_BLANK.sub(" ", folded)
    if len(folded) <= _MAX_ROW:
        start = len(folded) - len(folded.lstrip(_BULLETS + "(["))
        end = len(folded.rstrip(" )]"))
        start, end = beside_source(folded, start, end)
        found = _bare_list(text, folded, start, end) or _behind_byline(text, folded, start, end)
        if not found and (date := DATE_OR_TIME.search(folded)):
            return _behind_date(text, folded, date.end(), end)
        if found:
            found[0] = found[0]._replace(start=0)
            found[-1] = found[-1]._replace(end=len(folded))
            return found
    out: list[Credit] = []
    if len(folded) <= _MAX_ROW and any(bar in folded for bar in BARS):
        for cell in re.finditer(r"[^|丨︱│┃∣]+", folded):
            start = cell.start() + len(cell.group()) - len(cell.group().lstrip())
            out += _bare_list(text, folded, start, cell.end())
    for bracket in re.finditer(r"[(\[]([^()\[\]]{4,60})[)\]]", folded):
        found = _bare_list(text, folded, bracket.start(1), bracket.end(1))
        if any("author" not in credit.label.kinds for credit in found):
            found[0] = found[0]._replace(start=bracket.start())
            found[-1] = found[-1]._replace(end=bracket.end())
            out += found
    return out


def _behind_date(text: str, folded: str, start: int, end: int) -> list[Credit]:
    """Credits without a colon that close a row of facts: `2017年7月21日 第18期 本报记者 张三 责任编辑 李四`."""
    for space in re.finditer(" ", folded[start:end]):
        at = start + space.end()
        found = _bare_list(text, folded, at, end, trust=Trust.FAIR) or _behind_byline(
            text, folded, at, end, trust=Trust.FAIR
        )
        if found:
            return found
    return []


def _behind_byline(text: str, folded: str, start: int, end: int, trust: Trust = Trust.LOW) -> list[Credit]:
    """A byline with credits behind it: `某报记者 张三 编辑 李四 校对 王五`."""
    for space in re.finditer(" ", folded[start:end]):
        at = start + space.end()
        label = bare_label(folded, at, end)
        if label and not label.speaker:
            reporters = read_byline(text, start, at, folded, trust=trust)
            credits = _bare_list(text, folded, at, end, trust) if reporters else []
            return [_reporter(*part) for part in reporters] + credits if credits else []
    return []


def _reporter(start: int, end: int, label: str, names: tuple[str, ...]) -> Credit:
    """One role of a byline as a credit."""
    return Credit(start, end, Label(start, start, label, ("author",), "", label), Names(names, end, True))


def _bare_list(text: str, folded: str, start: int, end: int, trust: Trust = Trust.LOW) -> list[Credit]:
    """Labels and names in turn and nothing else between `start` and `end`, or nothing."""
    out: list[Credit] = []
    at = start
    while at < end:
        label = bare_label(folded, at, end)
        if not label:
            return []
        follower = end
        behind = follower
        for joint in _JOINT.finditer(folded, label.end, end):
            if bare_label(folded, joint.end(), end):
                follower, behind = joint.span()
                break
        names = read_names(text, label.end, follower, folded=folded)
        if not names.names and trust:
            names = _names(text, folded, label, follower, row=True)
        if not names.names or not names.clean or names.group:
            # who gave the pictures may be offices: 文 张三 图 李四、某某市集
            pictures = label.kinds == ("credit",) and folded[label.end : end].strip() != ""
            written = bool(out) and out[0].label.kinds == ("author",) and not out[0].label.speaker
            return out if pictures and written else []
        out.append(Credit(at, behind - (behind < end), label, names))
        at = behind
    if all(credit.label.speaker for credit in out):
        return []  # reporters without a colon: a byline
    # 编辑张三 may begin any other word; two of a kind in one line do not
    return out if len(out) > 1 or not stands_glued(folded, out[0].label) else []


def _goes_on(folded: str, credits: Sequence[Credit]) -> bool:
    """Whether a line goes on with words behind its first credit that belong to none of the others."""
    starts = [*(credit.start for credit in credits[1:]), len(folded)]
    ends = (credit.end for credit in credits)
    return any(_WORDS.search(folded, end, start) for end, start in zip(ends, starts, strict=True) if end < start)


def _all_marks(line: Line, folded: str, credits: Sequence[Credit]) -> Iterable[Mark]:
    """The marks of a line's credits; where a writer in the lead stays, or words before it, so does the bracket."""
    kept = 0
    for place, credit in enumerate(credits):
        goes_on = _goes_on(folded, credits[place:])
        if goes_on and credit.start >= kept:
            opened, closed = bracket_around(folded, credit.label.start, credit.label.end)
            kept = closed if opened >= 0 and ("author" in credit.label.kinds or credit.start > opened) else kept
        yield from _marks(line, credit, goes_on, cut=credit.label.start >= kept)


def _marks(line: Line, credit: Credit, goes_on: bool, *, cut: bool) -> Iterable[Mark]:
    """The marks of one credit: the first one is cut out of a body line, the others share its place."""
    start, end, label, names = credit
    first = label.start + (label.mark == "]")  # behind the bracket that opens the label
    word = line.text[first : first + len(label.text)]
    for kind in label.kinds:
        if kind != "credit" and names.names and not (kind == "editor" and names.group):
            # an author's name in the lead belongs to the lead; at the line's end it is a credit
            cut_here = cut and not (kind == "author" and goes_on)
            yield Mark(line.number, kind, f"{kind}-label", start, end, names.names, cut=cut_here)
            cut = False
    value = (word, names.names) if names.names else None
    yield Mark(line.number, "credit", "credit-label", start, end, value, cut=cut)


def _nothing_else(folded: str, credits: Sequence[Credit]) -> bool:
    """Whether a line holds nothing but credits, staff codes, marks and the row of facts that they stand in."""
    before = folded[: credits[0].start].rstrip(" |")
    if len(before) >= _SENTENCE_BEFORE and before[-1] in "。!?":
        return False  # a paragraph, with credits behind it
    borders = [0, *(border for credit in credits for border in (credit.start, credit.end)), len(folded)]
    left = " ".join(folded[a:b] for a, b in zip(borders[::2], borders[1::2], strict=True))
    facts = [label for label in find_labels(left) if "meta" in label.kinds]
    if facts and not _WORDS.search(left, 0, facts[0].start):
        return len(left) <= _MAX_ROW and "。" not in left
    rest = _STAFF_CODE.sub("", left).strip(_BULLETS + '()[]|/.,;:。"、')
    # a unit or a name without a label beside the credits: 某某科供稿 编辑/张三
    if not rest or pattern("find/contributed").search(rest[-4:]):
        return not _SENTENCE.search(rest)
    return len(rest) * 2 <= len(folded) - len(rest) and not re.search(r"[。!?,:]", rest)


def _role_of(credits: Sequence[Credit]) -> str:
    """The role of a line of credits."""
    kinds = {kind for credit in credits for kind in credit.label.kinds}
    return next(kind for kind in ("editor", "author", "credit") if kind in kinds)


def _over_two_lines(page: Page, line: Line, folded: str) -> Iterable[Mark]:
    """A label on one line and its names on the next, as tables have it."""
    labels = find_labels(folded) or cell_label(folded)
    if not labels or "meta" in labels[-1].kinds or folded[labels[-1].end :].strip():
        return
    label = labels[-1]
    if label.mark not in ("", ":") or line.number + 1 >= len(page.lines) or page.roles[line.number + 1]:
        return
    below = page.lines[line.number + 1]
    if len(below.text) > _MAX_NAMES or find_labels(views.folded(page)[below.number]):
        return
    if whole_line(views.folded(page)[below.number], *_NO_NAMES):
        return  # the value is missing, and the next label or a widget stands below
    names = read_names(below.text, trust=label.trust, folded=views.folded(page)[below.number])
    if not names.names or not names.clean or not (label.mark or all(map(is_person, names.names))):
        return
    for kind in label.kinds:
        if kind != "credit":
            yield Mark(below.number, kind, f"{kind}-label", 0, names.end, names.names, cut=False)
    word = line.text[label.start : label.start + len(label.text)]
    yield Mark(below.number, "credit", "credit-label", 0, names.end, (word, names.names))
    role = next(kind for kind in ("editor", "author", "credit") if kind in label.kinds)
    if len(labels) == 1 and not _WORDS.search(folded, 0, label.start):
        yield Mark(line.number, role, "credit-line")
    yield Mark(below.number, role, "credit-line")


def _lines_about_works(page: Page) -> frozenset[int]:
    """Lines near the data of a film, a book or a listed work, whose cameramen and authors are not the article's."""
    out: set[int] = set()
    for number, folded in enumerate(views.folded(page)):
        if ":" in folded[:12] and work_label(folded):
            out.update(range(number - 3, number + 4))
    return frozenset(out) | makers(page)
