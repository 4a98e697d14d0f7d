"""Reading names out of a string: `张三、李 四 通讯员王五` holds three. Pure functions, no page needed.

How much a word must look like a name depends on the place, whose `Trust` is low, fair or high. A label (`责任编辑：`)
asks for a name, so what follows it may be a pen name or an account's name. Without a label, or further on in a list
held together by nothing but spaces, a word must look like a person's name: a family name and one or two characters, a
name with `·` in it, or capitalised Latin words.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text.fold import fold, simplified
from ..text.matching import alternation, only_words

_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
# The marks that stand between names; the space is dealt with apart, since it also stands inside names
_SEPARATORS = "、,;&|/+丨│┃∣︱·"
_FILLERS = " .;,-—。、/|&"  # what may follow a list without being anything else
_WEAK_MARKS = (",", "|", "丨", "│")  # behind these something else may begin: 作者:张三,某大学教授 | 某网
_TOKEN = re.compile(
    rf"""
      (?P<aside> \([^()]{{0,40}}\) | \[[^\[\]]{{1,4}}\] )    # what is told of a name: (某大学教授), [美]
    | (?P<word>  [{_HAN}〇][{_HAN}〇·]*
                 (?: \(\d{{1,3}}\)[{_HAN}]+ | [A-Za-z0-9_-]+(?<!-) )? )  # with a class or a code: 初二(3)班, 张三_NN12
    | (?P<latin> [A-Za-z][\w.'@-]* (?: \ (?=[A-Z])[A-Za-z][\w.'-]* )* )
    | (?P<code>  [_*\#-]*\d[\w-]* )
    | (?P<mark>  [{_SEPARATORS}和与及]+ | (?<=[部室科处社网台院站组队])-(?=[{_HAN}]) )  # 某某支部-张三
    | (?P<space> \s+ )
    """,
    re.VERBOSE,
)
# Staff codes as words of their own, NN123, _12, and glued to a name, 张三_NN123
_CODE = re.compile(r"[_-]?(?:(?:[A-Z]{1,4}[_-]?|news|editor?)\d{1,6}|\d+)$|_+(?:[A-Za-z]{1,4}\d*|\d+)$")
_GLUED_CODE = re.compile(r"(?:[_-]{1,4}(?:[A-Za-z]{1,4}\d{0,12}|\d{1,12})|[A-Z]{1,3}\d{1,12})$")
_DAY_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff])\d{1,4}[年月日]$")
_TIME = re.compile(r"\d{4}(?!\d)|\d+[-/:.年月]\d?")
_SHARED = re.compile(r"[文图摄][/、](?:[文图摄]|照片)")  # of text and pictures: 张三文/图
_GIVEN_CAI = re.compile(rf"[{_HAN}][^人英天口奇方刚]才")  # a given name of two characters: 张有才, and no 育人才
_GIVEN = re.compile(rf" ?[{_HAN}]{{1,2}}(?![{_HAN}])")
_NEXT_WORD = re.compile(rf" ([{_HAN}]{{2,4}})(?![{_HAN}])")
# an office before its writer, 某某镇张三; no part of it is one: 某某镇民政办
_OFFICE = rf"[{_HAN}]{{1,10}}?(?:[乡镇局]|街道|检察院|[法学医]院|[中小大]学|公司|中心)"
_OFFICE_FIRST = re.compile(rf"{_OFFICE}(?=[{_HAN}]{{1,2}}(?![科办处室所庭股组系课])[{_HAN}]$)")
_INNER_SPACE = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_LATIN_NAME = re.compile(r"[A-Z][a-z'-]+(?: [A-Z]\.)?(?: (?:[A-Z][a-z'-]+|de|van|von|der|al))+$")
# A given name does not end in these: they end places, offices, outlets, titles, dates, or are function words
_NOT_LAST = frozenset(
    "市省县区镇村局厅部委校报网社台讯电日号版站摄图片队组院馆店路街道楼的了着过是在有与或及等们吗呢吧我你他她它这那哪个"
    "不很也又就才还已被把让给从到将要应该说者员称示"
)
_NOT_FIRST = frozenset("系为是据在对将这那本其该各每我你他她它不也又都已与及或因如")
# what names of Mongolian, Tibetan and Turkic languages are written with: 巴图, 乌云其木格, 古丽娜尔
_TRANSLITERATED = re.compile(
    "[阿巴白宝布才朝次达丹旦德迪东多敦尔嘎噶格根古哈赫吉加嘉江金卡康克库拉朗勒力丽林隆伦鲁洛玛麦曼梅米木娜纳乃尼诺努帕平其琪"
    "恰乔曲热仁日桑色沙什斯苏索塔泰特提图托娃旺维文乌西希娅雅亚央依伊尤云扎珠卓孜]{2,6}"
)
_MAX_PEN_NAME = 14  # characters of a pen name or account name behind a label; longer ones are sentences
_MAX_LATIN = 30  # the same of one in Latin letters
_MOST_PLACES = 3  # that stand one behind the other
_MAX_LIST = 100_000  # characters of a list of names
_MOST_PASSED = 12  # roles, offices, marks of absence in a row: 文/图/文/图/… is no list
_SHORTEST_RUN = 4  # characters of two names run together, or of one pen name
_OFFICE_NAME = 4  # characters of an office's name at least
_MAX_OFFICE = 20  # characters of an office or outlet that stands before a name


class Trust(IntEnum):
    """How much a place is trusted to hold names, and so how little a word there must look like one.

    >>> [[read_names(word, trust=trust).names for trust in Trust] for word in ("才让卓玛", "不吃鱼的猫")]
    [[(), ('才让卓玛',), ('才让卓玛',)], [(), (), ('不吃鱼的猫',)]]
    """

    LOW = 0  # names and other things stand here: only what looks like a person's name is one
    FAIR = 1  # a place of names: a clean list of words that may be persons' names, of any nation, will do
    HIGH = 2  # a label asks for a name: it may be a pen name


class Names(NamedTuple):
    """Names found in a string."""

    names: tuple[str, ...]
    end: int  # offset behind the last thing that belongs to the list
    clean: bool  # whether nothing else than the list stood between start and end
    group: bool = False  # whether the one name is that of a group, not of a person


@of_phrases
def _family_names() -> frozenset[str]:
    return frozenset(phrases("grammar/surnames"))


@of_phrases
def _words(*names: str) -> frozenset[str]:
    """The folded phrases of some files."""
    return frozenset(fold(phrase) for name in names for phrase in phrases(name))


# What stands where a name is missing: the next label, a channel, a widget
_LABELS = ("grammar/date_labels", "grammar/update_labels", "grammar/meta_labels")
_FURNITURE = (*_LABELS, "text/navigation_words", "text/widget_words")
_CREDITS = ("grammar/author_labels", "grammar/editor_labels", "grammar/other_credit_labels")
_NO_NAMES = ("grammar/non_name_words", "grammar/missing_name_words", "grammar/places", *_FURNITURE)


@of_phrases
def _pattern(kind: str) -> re.Pattern[str]:
    """The patterns made of phrase files, compiled when first used."""
    if kind == "outlet":
        return re.compile(
            rf"(?:{alternation('grammar/outlet_endings', 'grammar/office_endings')})$|\.(?:com|cn|net)$", re.IGNORECASE
        )
    if kind == "office":
        return re.compile(rf"(?:{alternation('grammar/outlet_endings', 'grammar/office_endings', 'grammar/groups')})$")
    if kind == "group":
        return re.compile(rf"(?:{alternation('grammar/groups', 'grammar/desks')})$")
    if kind == "title":
        return re.compile(rf"(?:{alternation('grammar/titles')})$")
    if kind == "place":
        return re.compile(rf"(?:{alternation('grammar/places')})[市县]?$")
    if kind in ("glued", "role"):
        roles = alternation("grammar/role_words")
        glued = rf"(?:{roles})([\u4e00-\u9fff]{{2,3}})(?:{roles})$"  # 记者张小三通讯员
        return re.compile(glued if kind == "glued" else rf".{{0,12}}(?:{roles})")
    return re.compile(rf"(?:{alternation('grammar/role_endings')}|(?<=[\u4e00-\u9fff]{{2}})等)$")  # 张小三等


def is_person(word: str) -> bool:
    """Whether a word looks like a person's name by itself.

    >>> [is_person(word) for word in ("张三", "欧阳小三", "阿依古丽·买买提", "John Smith", "方面", "张三说")]
    [True, True, True, True, False, False]
    """
    word = simplified(word)
    if "·" in word:
        parts = word.split("·")
        labelled = parts[0] in _words(*_CREDITS)  # 撰文·张三
        return not labelled and len(parts) <= 5 and all(1 <= len(part) <= 8 and _is_han(part) for part in parts)
    if word.isascii():
        return bool(_LATIN_NAME.match(word)) and len(word) <= 40
    if not could_be_person(word):
        return False
    if word[:2] in (family := _family_names()):
        return len(word) > 2 or word[0] in family
    if len(word) < 4:
        return word[0] in family
    # four characters: a double family name, as married women and some families write it; 全国两会 is two words
    known = _words(*_NO_NAMES)
    return word[0] in family and word[1] in family and word[:2] not in known and word[2:] not in known


def could_be_person(word: str) -> bool:
    """Whether a Chinese word may be a name where one is asked for: of any nation, with or without a family name.

    >>> could_be_person("才让卓玛"), is_person("才让卓玛"), could_be_person("市公安局")
    (True, False, False)
    """
    if _TRANSLITERATED.fullmatch(word) and word not in _words(*_NO_NAMES):
        return True
    if not 2 <= len(word) <= 4 or not _is_han(word):
        return False
    if word[0] in _NOT_FIRST and word[0] not in _family_names():
        return False
    ended = word[-1] not in _NOT_LAST or _GIVEN_CAI.fullmatch(word) is not None
    return ended and word not in _words(*_NO_NAMES) and not _pattern("title").search(word)


# of most lengths names of three characters only: with others among them too many ways are open
_SPLITS = {
    4: ((2, 2),),
    5: ((2, 3), (3, 2)),
    6: ((3, 3),),
    8: ((2, 3, 3), (3, 2, 3), (3, 3, 2)),
    9: ((3, 3, 3),),
    12: ((3, 3, 3, 3),),
}


def run_together(word: str) -> tuple[int, ...]:
    """The lengths of the names in a word that is several names and nothing else; () if there is no one way to read it.

    >>> run_together("林香珊簡小珍"), run_together("欧阳小三"), run_together("城东新桥")
    ((3, 3), (), ())
    """
    if is_person(word):
        return ()
    ways = []
    for lengths in _SPLITS.get(len(word), ()):
        borders = list(accumulate(lengths, initial=0))
        if all(is_person(word[a:b]) for a, b in pairwise(borders)):
            ways.append(lengths)
    return ways[0] if len(ways) == 1 else ()


def _is_pair(word: str) -> bool:
    return {word[0], word[2]} <= _words("grammar/common_surnames") and run_together(word) == (2, 2)


def is_outlet(word: str) -> bool:
    """Whether a word is an outlet, an office or a site by its ending.

    >>> is_outlet("某市晚报"), is_outlet("张三")
    (True, False)
    """
    return bool(_pattern("outlet").search(simplified(word))) and not is_person(word)


def is_office(word: str) -> bool:
    """Whether a word is an office, a school or a company by its ending, and no mere kind of one.

    >>> is_office("远山县档案局"), is_office("学院"), is_office("张三")
    (True, False, False)
    """
    word = simplified(word)
    return len(word) >= _OFFICE_NAME and bool(_pattern("office").search(word)) and not is_person(word)


def behind_office(word: str) -> int:
    """Where the name begins in a folded word that is an office with its writer's name behind it; 0 in others.

    >>> [behind_office(word) for word in ("远山镇张三", "远山镇民政办", "商学院张三", "张三")]
    [3, 0, 3, 0]
    """
    return office.end() if (office := _OFFICE_FIRST.match(word)) and is_person(word[office.end() :]) else 0


def is_group(word: str) -> bool:
    """Whether a word names a group that signs articles.

    >>> is_group("本报评论员"), is_group("张三")
    (True, False)
    """
    return bool(_pattern("group").search(simplified(word)))


def is_title(word: str) -> bool:
    """Whether a word ends in what somebody is by trade or office: 某某大学教授."""
    return bool(_pattern("title").search(word))


def _is_han(word: str) -> bool:
    return all("\u3400" <= char <= "\u9fff" or char == "〇" for char in word)


def read_names(
    text: str, start: int = 0, end: int | None = None, *, trust: Trust = Trust.LOW, folded: str | None = None
) -> Names:
    """Read a list of names that starts at `start` and reaches to `end` at most.

    Args:
        text: the text as the page shows it, any script and width; `start` and `end`: the part of it to read.
        trust: of the place. Where it is high, the first word, and any word joined by a mark such as `、`, may be a pen
            name. Words joined by spaces alone must look like names in any case.
        folded: the folded form of the whole text, where the caller has it.

    >>> read_names("张 三、李四 通讯员 王五").names
    ('张三', '李四', '王五')
    >>> read_names("张三 NN123 发布于", trust=Trust.HIGH)
    Names(names=('张三',), end=8, clean=False, group=False)
    """
    end = len(text) if end is None else end
    folded = folded or simplified(text)
    names = _read(text, folded, start, end, trust)
    if trust is Trust.FAIR and not names.clean:
        asked = _read(text, folded, start, end, Trust.HIGH)
        if asked.clean and asked.names and all(could_be_person(simplified(name)) for name in asked.names):
            return asked
    return names


def _read(text: str, folded: str, start: int, end: int, trust: Trust) -> Names:
    reader = _Reader(text, folded, trust)
    stop = reader.read(start, min(end, start + _MAX_LIST))
    group = (reader.group,) if reader.group and not reader.names else ()
    clean = reader.other or not folded[stop:end].strip(_FILLERS)
    return Names(group or tuple(dict.fromkeys(reader.names)), stop, clean, bool(group))


class _Reader:
    """The state of reading one list."""

    def __init__(self, text: str, folded: str, trust: Trust) -> None:
        self.text = text
        self.folded = folded
        self.trust = trust
        self.asked = trust is Trust.HIGH  # a label asks for names: pen names count
        self.names: list[str] = []
        self.group = ""
        self.joined = True  # a mark, or the list's start, stands before the next word
        self.other = False  # whether the label of another credit ended the list

    def read(self, start: int, end: int) -> int:
        """Read on until something is no part of the list; the offset behind the last part."""
        at = stop = start
        passed = 0  # words since the last name
        while at < end and passed < _MOST_PASSED and (match := _TOKEN.match(self.folded, at, end)):
            kind, token = match.lastgroup, match.group()
            if kind == "word":
                known = len(self.names)
                at = self.word(at, match.end(), end)
                passed = passed + 1 if len(self.names) == known else 0
                if not at:
                    break
                stop = at
                continue
            if kind == "latin" and not self.latin(at, match.end()):
                break
            if kind == "code" and _TIME.match(self.folded, at):
                break
            at = match.end()
            if kind == "mark":
                self.joined = token not in _WEAK_MARKS
            elif kind != "space":
                stop = at
        return stop

    def latin(self, start: int, end: int) -> bool:
        """A Latin word: a name, a staff code or no name (both skipped), or the end of the list."""
        word = self.folded[start:end]
        if is_person(word) or (
            self.asked and self.joined and len(word) <= _MAX_LATIN and not _nameless(word, is_outlet)
        ):
            self.names.append(self.text[start:end])
            self.joined = False
            return True
        return _nameless(word)

    def word(self, start: int, end: int, limit: int) -> int:
        """A Chinese word: take a name, or pass over a role or an outlet; the offset behind it, 0 ends the list."""
        spaced = self.spaced(start, end, limit)
        if spaced:
            self.take(start, spaced)
            return spaced
        if day := _DAY_BEHIND.search(self.folded, start + 1, end + 1):  # 记者张三报道9月21日
            end = day.start()
        behind = end
        code = _GLUED_CODE.search(self.folded, start + 1, end)
        if code:
            end = code.start()
        elif _SHARED.match(self.folded, end - 1, limit):
            end -= 1  # 张三文/图
        word = self.folded[start:end]
        if self.names and word in _words("grammar/other_credit_labels") and word not in _words("grammar/role_endings"):
            self.other = True
            return 0
        if not is_person(word):
            lead = _pattern("role").match(word)
            if lead:
                self.before_role(start, lead.end())
                self.joined = True
                if lead.end() == len(word):  # the role stands alone: the name comes next
                    self.group = self.group or self.grouped(start, end)
                    return behind
                start += lead.end()
            elif tail := _pattern("tail").search(word):
                end = start + tail.start()
        end -= self.place(start, end)
        return behind if start == end or self.judge(self.folded[start:end], start, end) else 0

    def before_role(self, start: int, length: int) -> None:
        """Take the name that is glued between two roles: `某报记者张小三通讯员李四`."""
        glued = _pattern("glued").search(self.folded, start, start + length)
        if glued and is_person(glued[1]):
            self.take(*glued.span(1))

    def place(self, start: int, end: int) -> int:
        """The length of a place that ends a word: all of it, or behind a name as in `张三北京报道`."""
        stop = end
        for _ in range(_MOST_PLACES):  # 英国伦敦: the country, then the city
            match = _pattern("place").search(self.folded, start, stop) if stop - start > 1 else None
            stop = match.start() if match else stop
        return end - stop if stop == start or is_person(self.folded[start:stop]) else 0

    def judge(self, word: str, start: int, end: int) -> bool:
        """Take one word without its role if it is a name; False ends the list."""
        if _nameless(word):
            return True
        between = self.asked and self.names and could_be_person(word) and not is_outlet(word)
        if is_person(word) or (between and self.name_next(end)):  # 张三 买买提江 李四
            self.take(start, end)
            return True
        for mark in "和与及":  # names joined by a word instead of a mark
            first, _, second = word.partition(mark)
            if is_person(first) and is_person(second):
                self.take(start, start + len(first))
                self.take(end - len(second), end)
                return True
        pen_name = self.asked and self.joined and len(word) == _SHORTEST_RUN and not _is_pair(word)  # 满径花香
        if self.trust and not pen_name and (parts := run_together(word)):
            for length in parts:
                self.take(start, start + length)
                start += length
            return True
        if self.grouped(start, end):
            self.group = self.group or self.text[start:end]
            return True
        unit = self.asked and not self.names and len(word) > _OFFICE_NAME and not behind_office(word)
        if is_outlet(word) or (unit and self.name_next(end)):  # before a name: 神经外科二病区 张三
            return (self.asked and not self.names and len(word) <= _MAX_OFFICE) or self.name_next(end)
        title = _pattern("title").search(word)
        if title and is_person(word[: title.start()]):  # 张三教授
            self.take(start, start + title.start())
            return True
        if title and self.asked and self.names and word[: title.start()] in _family_names():  # 张三 李小姐
            self.take(start, end)
            return True
        if self.asked and self.joined and 1 < len(word) <= _MAX_PEN_NAME and not only_words(word, *_FURNITURE):
            self.take(start + behind_office(word), end)
            return True
        return False

    def name_next(self, end: int) -> bool:
        """Whether a person's name follows behind a space."""
        match = _NEXT_WORD.match(self.folded, end)
        return match is not None and is_person(match.group(1))

    def grouped(self, start: int, end: int) -> str:
        """The group that a word names, if it does."""
        return self.text[start:end] if self.asked and _pattern("group").search(self.folded, start, end) else ""

    def spaced(self, start: int, end: int, limit: int) -> int:
        """The end of a name that is written with a space inside, `张 三` or `李 小四`; 0 if there is none."""
        own = end - start == 1 and self.folded[start] in _family_names()
        given = _GIVEN.match(self.folded, end, limit) if own else None
        place = given and self.folded[start] + given[0].strip() in _words(*_NO_NAMES)  # 安 徽
        return given.end() if given and not place else 0

    def take(self, start: int, end: int) -> None:
        """Add a name, without the space written inside it."""
        self.names.append(_INNER_SPACE.sub("", self.text[start:end]))
        self.joined = False


def _nameless(word: str, also: Callable[[str], bool] = lambda word: False) -> bool:
    """Whether a word says that a name is missing, or is a site's front page or a staff code."""
    missing = word.lower() in _words("grammar/missing_name_words") or word.endswith("首页")
    return missing or bool(_CODE.match(word)) or also(word)
