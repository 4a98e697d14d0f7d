"""Labels of credits in a folded line: `责任编辑:`, `编辑|`, `文/图`, with the kind of names that follow.

Labels are looked up in the phrase files by the word that ends at a colon, bar or slash, so a line costs no more than
its marks, however many labels there are.
"""

from __future__ import annotations

from typing import NamedTuple

from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text.fold import fold
from ..text.matching import alternation, search_for
from .names import Trust, is_person

BARS = "|丨︱│┃∣▏▎▍▌▕❘❙￨‖"
_TIME = re.compile(r"\d:\d\d|\d{4}-\d|\d[日号]")
_MAX_OUTLET = 30  # characters between the time in a row and the next label
_FIRST_WORD = re.compile(r"[\u4e00-\u9fff]{3,10}(?= )")
_DOT = re.compile(r"\s?(?:·|\.(?=\s?[\u4e00-\u9fff]))\s?")
_MARK = re.compile(rf"[:{BARS}/\]]")
# What may stand before a label, and before a further word that belongs to it
_WIDE_BOUNDS = " \t()[]。!?;■□●○◆◇★☆▲△▼▶◎※*>—-" + BARS
_BOUNDS = _WIDE_BOUNDS + ".,\"'…~/\\"
_JOINTS = "/、&·,+和与" + BARS
_SLASHES = ("/", *BARS)
_MOST_JOINED = 5  # labels that share names, as in 策划/采写/摄影
_LONGEST = 8  # characters of the longest label
_MAX_BRACKET = 100  # characters of a bracket that holds nothing but credits
_MAX_NAME = 20  # characters in which a name behind a label must end
_MOST_LABELS = 300  # of one line; some pages stand in one line as a whole
_ASKS = ("只看", "隐去", "查看", "关注", "联系", "咨询", "感谢")  # what is done to an author: 只看该作者, no label
_MAX_BEFORE = 4  # characters of the word before a label, as in 新媒体编辑
# An interview prints these before what they say, so only a clean list of names makes a credit of them
# (and a headline may open with 独家报道 or 图文)
_SPEAKERS = ("记者", "通讯员", "实习生", "评论员", "采访", "报道员", "采访人员", "家报道", "约报道", "图文")


class Label(NamedTuple):
    """A label in a line."""

    start: int
    end: int  # behind its colon or bar
    text: str  # folded, without the colon
    kinds: tuple[str, ...]  # of "editor", "author", "credit"; ("meta",) for other facts of the row
    mark: str  # the colon, bar or slash behind it; "" if there is none
    base: str  # the label as the phrase file has it

    @property
    def stands_alone(self) -> bool:
        """Whether the label is used for credits alone, so that it is one even with nothing behind it."""
        return self.mark != "]" and (self.kinds == ("editor",) or self.base in _words("grammar/checking_labels"))

    @property
    def speaker(self) -> bool:
        """Whether interviews print the label too, before what is said."""
        return self.base.endswith(_SPEAKERS)

    @property
    def trust(self) -> Trust:
        """How surely names follow: a pen name may where it is high; where it is low other texts use the label too, so
        that nothing but a clean list of names makes a credit of it.
        """
        if self.speaker or self.mark == "]":
            return Trust.LOW
        if self.mark and (self.kinds != ("credit",) or self.stands_alone):
            return Trust.HIGH
        return Trust.FAIR if self.kinds == ("author",) else Trust.LOW


@of_phrases
def _words(name: str) -> frozenset[str]:
    """The labels of one phrase file, also with a space inside those of two characters (`编 辑`)."""
    words = [fold(word) for word in phrases(name)]
    return frozenset((*words, *(f"{word[0]} {word[1]}" for word in words if len(word) == 2)))


@of_phrases
def _kinds() -> dict[str, tuple[str, ...]]:
    """What each label says of the names behind it."""
    kinds: dict[str, tuple[str, ...]] = {}
    for name, kind in (
        ("grammar/meta_labels", "meta"),
        ("grammar/work_labels", "meta"),
        ("grammar/other_credit_labels", "credit"),
        ("grammar/checking_labels", "credit"),
        ("grammar/author_labels", "author"),
        ("grammar/editor_labels", "editor"),
    ):
        kinds.update(dict.fromkeys(_words(name), (kind,)))
    return kinds


@of_phrases
def _labels_at(end: int) -> dict[str, list[str]]:
    """The labels by the character at one of their ends, 0 or -1, the longest first."""
    labels: dict[str, list[str]] = {}
    for label in sorted(_kinds(), key=len, reverse=True):
        labels.setdefault(label[end], []).append(label)
    return labels


@of_phrases
def counter_pattern() -> re.Pattern[str]:
    """A fact without a colon, glued to what stands before it: `评论(312)`, `阅读 20`."""
    return re.compile(rf"(?:{alternation('grammar/meta_labels')})\s?[(\d]")


@of_phrases
def guard() -> re.Pattern[str]:
    """A cheap look whether a line can hold a credit at all."""
    names = ("grammar/other_credit_labels", "grammar/checking_labels", "grammar/author_labels", "grammar/editor_labels")
    return search_for(sorted(frozenset().union(*map(_words, names)), key=len, reverse=True))


def find_labels(folded: str) -> list[Label]:
    """All labels of a line that have a colon, bar or slash behind them, and `文/图` with a space behind.

    Of a line with more labels than any article has credits only the first ones are read.

    >>> [(label.text, label.kinds) for label in find_labels("来源:某市日报 作者:张三 本期编辑:李四")]
    [('来源', ('meta',)), ('作者', ('author',)), ('本期编辑', ('editor',))]
    """
    found: list[Label] = []
    for mark in _MARK.finditer(folded):
        behind = found[-1].end if found else 0
        if mark.start() < behind:
            continue
        label = _label_before(folded, mark.start(), behind)
        if label:
            found.append(label)
            if len(found) == _MOST_LABELS:
                break
    return found


def work_label(folded: str) -> bool:
    """Whether a line starts with a label of a film's or book's data."""
    head, mark, _ = folded[:12].partition(":")
    return bool(mark) and head.strip(" ·-[]").replace(" ", "") in _words("grammar/work_labels")


def bare_label(folded: str, at: int, limit: int) -> Label | None:
    """The label that starts at `at` with a space, a dot, another label or a name behind it instead of a colon.

    >>> bare_label("本期编辑 张三", 0, 7).text, bare_label("编辑张三", 0, 4).text, bare_label("编辑的工作", 0, 5)
    ('本期编辑', '编辑', None)
    """
    start = at
    end = _longest_from(folded, at, limit)
    if not end and (word := _FIRST_WORD.match(folded, at, limit)):
        at = _longest_to(folded, word.end(), at)
        if at < 0 or is_person(folded[start:at]):
            return None
        end = word.end()
    if not end:
        return None
    bases = [folded[at:end]]
    while (
        len(bases) < _MOST_JOINED
        and end + 1 < limit
        and folded[end] in _JOINTS
        and (further := _longest_from(folded, end + 1, limit))
    ):
        bases.append(folded[end + 1 : further])
        end = further
    kinds = _joined_kinds(bases)
    dot = _DOT.match(folded, end, limit)
    if "meta" in kinds or not (dot or _name_behind(folded, end, limit, len("".join(bases)), len(bases) > 1)):
        return None
    return Label(start, dot.end() if dot else end, folded[start:end], kinds, "", bases[-1])


def cell_label(folded: str) -> list[Label]:
    """The label of editors that is all of a table's cell, without a colon; 编辑 alone is a button.

    >>> [label.text for text in ("责任编辑", "编辑", "责任编辑部") for label in cell_label(text)]
    ['责任编辑']
    """
    if not (2 < len(folded) <= _LONGEST and folded.endswith(("编辑", "编"))):
        return []
    label = bare_label(folded + " ", 0, len(folded) + 1)
    return [label] if label and label.end == len(folded) and label.kinds == ("editor",) else []


def _name_behind(folded: str, end: int, limit: int, length: int, joined: bool) -> bool:
    """Whether a space or a name follows a label."""
    if end >= limit or folded[end] == " ":
        return True
    word = folded[end : min(limit, end + _MAX_NAME)].split(" ")[0]
    return length > 1 and is_person(word.split(")")[0] if joined else word)


def stands_glued(folded: str, label: Label) -> bool:
    """Whether names follow a label without a space where that is not usual: 编辑张三."""
    return (
        not label.mark
        and label.end == label.start + len(label.text)  # no dot: 撰文·张三
        and folded[label.end : label.end + 1].isalnum()
        and label.base not in _words("grammar/glued_labels")
    )


def bracket_around(folded: str, start: int, end: int) -> tuple[int, int]:
    """Where the bracket around a label opens and closes; (-1, -1) if there is none."""
    first = max(0, start - _MAX_BRACKET)
    opened = max(folded.rfind("(", first, start), folded.rfind("[", first, start))
    if opened < 0 or ")" in folded[opened:start] or "]" in folded[opened:start]:
        return -1, -1
    return opened, stray_close(folded, end, len(folded))


def stray_close(folded: str, start: int, end: int) -> int:
    """The first closing bracket from `start` on that closes nothing opened since."""
    depth = 0
    for place in range(start, min(end, start + _MAX_BRACKET)):
        if folded[place] in "([":
            depth += 1
        elif folded[place] in ")]":
            if not depth:
                return place
            depth -= 1
    return end


def _label_before(folded: str, mark: int, behind: int) -> Label | None:
    """The label that ends at the mark at `mark`, and starts behind the label before it."""
    if folded[mark] == "]":
        return _bracketed(folded, mark, behind)
    end = mark
    while end > behind and folded[end - 1] == " ":
        end -= 1
    start = _longest_to(folded, end, behind)
    if start < 0 or (folded[mark] == "/" and _goes_on(folded, mark + 1)):
        return None
    base = folded[start:end]
    bases = [base]
    while len(bases) < _MOST_JOINED and start - 1 > behind and folded[start - 1] in _JOINTS:
        further = _longest_to(folded, start - 1, behind)
        if further < 0:
            break
        bases.append(folded[further : start - 1])
        start = further
    stop = mark + 1
    if folded[mark] in _SLASHES and (label := bare_label(folded, start, len(folded))) and label.end > mark:
        return label if _bounded(folded, start, behind) or folded[start - 1] == ":" else None  # (本网讯:文/图 张三)
    if not _bounded(folded, start, behind):
        before = _word_before(folded, start, behind)
        # glued to the names or the date before it, as lost markup leaves it: 作者:张三编辑:李四
        glued = folded[mark] == ":" and (behind or _TIME.search(folded, max(0, start - _MAX_OUTLET), start))
        if len(base) == 1 or not (before or glued):
            return None
        start -= before
    return Label(start, stop, folded[start:end], _joined_kinds(bases), folded[mark], base)


def _goes_on(folded: str, at: int) -> bool:
    """Whether the label before a slash is the first part of one that ends at a colon: 作者/出处:."""
    end = _longest_from(folded, at, len(folded))
    for _ in range(_MOST_JOINED):
        if not end or folded[end : end + 1] not in _SLASHES:
            break
        end = _longest_from(folded, end + 1, len(folded))
    return end > 0 and folded[end : end + 1] == ":"


def _bracketed(folded: str, close: int, behind: int) -> Label | None:
    """The label that a bracket holds alone, as bibliographies have it: `【作者】张三【正文】…`."""
    opened = folded.rfind("[", max(behind, close - _LONGEST - 1), close)
    word = folded[opened + 1 : close] if opened >= 0 else ""
    if word not in _kinds():
        return None
    return Label(opened, close + 1, word, _kinds()[word], "]", word)


def _joined_kinds(bases: list[str]) -> tuple[str, ...]:
    """The kinds of a label made of several, an author's or editor's before the others."""
    kinds = {kind for base in bases for kind in _kinds()[base]}
    named = tuple(kind for kind in ("author", "editor") if kind in kinds)
    return named or tuple(sorted(kinds))


def _longest_to(folded: str, end: int, behind: int) -> int:
    """The start of the longest label that ends at `end`, or -1."""
    for label in _labels_at(-1).get(folded[end - 1 : end], ()):
        if folded.endswith(label, behind, end):
            return end - len(label)
    return -1


def _longest_from(folded: str, at: int, limit: int) -> int:
    """The end of the longest label that starts at `at`, or 0."""
    for label in _labels_at(0).get(folded[at : at + 1], ()):
        if folded.startswith(label, at, limit):
            return at + len(label)
    return 0


def _bounded(folded: str, start: int, behind: int) -> bool:
    """Whether no word runs into the label from before."""
    parted = behind > 0 and folded[start - 1] == "、"  # from the names of another label: 文/张三、图/李四
    return start == 0 or folded[start - 1] in _BOUNDS or start == behind or parted


def _word_before(folded: str, start: int, behind: int) -> int:
    """The length of a short word before a label that belongs to it: 本期 in 本期编辑; 0 if it is something else."""
    at = start
    while at > behind and start - at <= _MAX_BEFORE and "\u4e00" <= folded[at - 1] <= "\u9fff":
        at -= 1
    length = start - at
    if folded.startswith(_ASKS, at):
        return 0
    if not 0 < length <= _MAX_BEFORE or (at and folded[at - 1] not in _WIDE_BOUNDS) or is_person(folded[at:start]):
        return 0
    return length
