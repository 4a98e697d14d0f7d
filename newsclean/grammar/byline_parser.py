"""Reading one byline: `本报记者 张三 通讯员 李四 文/图`, `张三/文`. Pure functions; `byline.py` says where to look."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import NamedTuple

from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text.fold import simplified
from ..text.matching import alternation, pattern, whole_line
from .names import (
    Names,
    Trust,
    behind_office,
    is_office,
    is_outlet,
    is_person,
    read_names,
    run_together,
)
from .spaced_names import spaced_names

BULLETS = "■□▢☐▣◈¤●○◆◇★☆▲△▼▶◎☉⊙※·*>—-_/|: "
# `记者 张三 摄` signs a picture; `张三 文/图`, `张三 摄影报道` a text as well
_PICTURE = re.compile(r"(?:摄|图|摄影|供图|制图|漫画|视频|剪辑)[\s)\]]*$")
_TEXT_TOO = re.compile(r"[文图]\s?[/、并]?\s?[文图摄]|报[道导]")
_DATELINE_TAIL = re.compile(r"\s*(?:\d{1,2}月)?\d{1,2}日(?:综合|专)?[电讯]$")
# a name of three characters with a place glued behind it, before a dateline's day: 某某社记者张小三某地7日电
_NAME_AND_PLACE = re.compile(r"\s?([\u4e00-\u9fff]{3})([\u4e00-\u9fff]{2,4})")
# those who took the pictures, behind those who wrote
_PICTURES_BEHIND = re.compile(
    r"""
      \s(?:摄影|摄像|视频|制图|图片?|拍摄)(?:记者)?[\s:/|]?(?!报[道导])[\u4e00-\u9fff·\s、]{2,24}$  # 张三 摄影 李四
    | [、;,](?:摄影?|摄像|视频|制图|图片?|拍摄)[:/|][\u4e00-\u9fff·\s、]{2,24}$  # 文/张三、图/李四
    | \s?\((?:图|照片|视频)[^()]{2,20}(?:提供|供图)\)?$  # 张三 (图由某中学提供)
    | [/\s]文[\s/、,|]+[\u4e00-\u9fff·\s、]{2,16}[\s/]?(?:图|摄|摄影)$  # 记者 张三/文 李四/图
    """,
    re.VERBOSE,
)
# the desk that stands for the outlet in papers of Taiwan: 即時中心／張三報導
_DESK = re.compile(
    r"[^\s()\[\],。:/]{2,8}(?:中心|组|部|社|报|台|网|新闻)\s?/\s?([^/]{2,24}?)(?:综合|现场|即时|连线)?报[道导]$"
)
# an outlet, its reporter and where he is: 某新聞─張三/桃園
_OUTLET_AND_PLACE = re.compile(
    r"([^\s()\[\],。:/─—-]{2,10})\s?[─—/-]{1,2}\s?([^/()。,:]{2,16}?)\s?/\s?([\u4e00-\u9fff]{2,3})"
)
_TOLD = re.compile(r"[\u4e00-\u9fff]{0,5}报[道导]")  # behind a slash: 台北報導, 連線報導
# the number of a paper's page before a byline, the paper and its date behind it
_PAPER_PAGE = re.compile(r"第?\s?[A-Z]?\d{1,3}\s?版(?::\s?[\u4e00-\u9fff·]{2,8}\s)?[\s:]*")
# an editor behind the reporters, no further one of them
_EDITOR_BEHIND = re.compile(r"\s(?:责任编辑|编辑|责编)\s?(?=[\u4e00-\u9fff])")
_PAPER_BEHIND = re.compile(r"(?<!:)\s?《(?:[^《》]{2,20}》)?[\s(]*$")
# an agency's reporter, who sends a picture: 某某社记者张小三某地传真
_SENT = re.compile(r"(?<=[\u4e00-\u9fff])\s?传真$")
# 某新闻/某晚报 记者 张三; in 某传媒/记者 张三 the outlets end before the role
_OUTLETS_FIRST = re.compile(
    r"((?:[^\s()\[\],。:/]{2,14}/){0,4}(?!(?:特约|特派|实习|见习)?(?:记者|通讯员))[^\s()\[\],。:/]{2,14})[ /]"
)
# 记者张三/某地报导, 记者张三/某地-某地连线报导
_PLACE_TAIL = re.compile(r"[\s/|][\u4e00-\u9fff]{2,5}(?:[-—、~][\u4e00-\u9fff]{2,7})?报[道导]$")
_PLACE_BEHIND = re.compile(r"(?<=报[道导])\s?/\s?[\u4e00-\u9fff]{2,5}$")  # 张三 李四 报导 / 某某市
_GLUED_PLACE = re.compile(
    r"\s?((?:[\u4e00-\u9fff]{2,4}、){0,3}(?:[\u4e00-\u9fff]{2}(?=.{4}$)|[\u4e00-\u9fff]{3}))([\u4e00-\u9fff]{2,3})报[道导]$"
)
_GLUED_END = re.compile(r"\s?(?:摄影|图文|采访)报[道导]$")
_NAME_FIRST = re.compile(r"(.{2,24}?)\s?([/|丨]|\s)\s?([^/|\s]{1,12}(?:/[文图])?)$")
# what a bracket that opens a lead says of a report, behind its reporter or before him: [张三专题报导], [特稿/张三]
_LATIN_OUTLET = re.compile(r"[A-Za-z]{2,12}\d{0,2}\s?(?=[\u4e00-\u9fff])")
_REPORTED = re.compile(r"\s?(?:(?:专题|特别|综合|采访|现场|连线|独家)?报[道导]|特稿|讯)$")
_REPORT_FIRST = re.compile(r"(?:特稿|本[报台社刊网]讯|(?:专题|特别|综合|采访|现场|连线)?报[道导])\s?/\s?")
_LONE_NAME = 3  # characters of one name at least where nothing but 报导 stands behind: [金山报导] names a place
# who helps and is no reporter by trade, with his office before it: 某报志工张三报导
_HELPER = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?P<role>志工|义工|同工|社工|学生|校友|特约撰述)\s?(?P<names>[^,。]{2,24}?)\s?(?:报[道导]|撰文|撰稿)"
)
# the office that sent a text in, before those of it who wrote: 某某医院供稿 张三 文/图
_GIVER = re.compile(r"[^\s()\[\],。:、/]{2,16}(?:供稿|供图|供文|报送)[\s,、/]")
# of those who wrote, before their names
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,12}[组室处科系所院馆会局部班队校心] ")
# the same, or an outlet by its short name: 某谈 张小三 综合报导
_SHORT_OUTLET = re.compile(rf"{_OFFICE.pattern}|[\u4e00-\u9fff]{{2,5}} (?=[\u4e00-\u9fff]{{3}}$)")
# a unit that is no office by its ending, before the one of it who wrote: 县图书馆/张三
_UNIT_FIRST = re.compile(r"[\u4e00-\u9fff]{1,12}[馆队团班组村镇乡]\s?[/ ]\s?")
_SHORT_PLACE = 2  # characters
_PLACE = 5  # characters of a place, its slash included
_PAIR = range(4, 6)  # characters of two names of which one has two
_RUN = range(6, 10)  # characters of names run together that are told without trust: shorter words are others by chance


class Part(NamedTuple):
    """Names with the role that the byline gives them."""

    start: int
    end: int
    label: str  # as the page words it, with the outlet; "" for names alone
    names: tuple[str, ...]


@of_phrases
def signature_pattern(kind: str) -> re.Pattern[str]:
    """Patterns made of phrase files: "role", "reporter" (a role without the outlet), "dateline" (its end), "end" (what
    may follow the names), "place" (at the end), "written".
    """
    if kind == "role":
        # the outlet's name before the role: 某市日报记者, 《某刊》特约记者, 本报驻某地记者
        return re.compile(rf"[^\s(){{}}\[\]、,。:;!?|/]{{0,14}}?(?:{alternation('grammar/reporters')})[:丨|/]?")
    if kind == "reporter":
        return re.compile(rf"(?:{alternation('grammar/reporters')})[:丨|/]?")
    if kind == "place":
        # a campus is called after its place: 淡水校园
        return re.compile(rf"\s?(?:(?:{alternation('grammar/places')})[市县]?|[\u4e00-\u9fff]{{2}}校[园区])$")
    if kind == "dateline":
        return re.compile(rf"(?:{alternation('grammar/dateline_ends')})[\s·:,|\]]{{0,9}}$")
    if kind == "end":
        places, ends = alternation("grammar/places"), alternation("grammar/byline_ends")
        return re.compile(rf"[\s,/|—-]{{0,9}}(?![\s,/|—-])(?:(?:发自|从)?(?:{places})|{ends}|\d{{1,2}}日|\d{{1,2}}月)")
    return re.compile(rf"(?:{alternation('grammar/byline_ends')})")


def read_byline(text: str, start: int, end: int, folded: str | None = None, *, trust: Trust = Trust.LOW) -> list[Part]:
    """Read a byline that fills `text[start:end]`: roles and names in turn; nothing if anything else is there.

    Args:
        text: a line as the page shows it.
        start, end: the part of it to read.
        folded: its folded form, where the caller has it.
        trust: fair where the place is one of bylines, so that a name may be one without a family name.

    >>> [part[2:] for part in read_byline("本报记者 张三 通讯员 李四", 0, 14)]
    [('本报记者', ('张三',)), ('通讯员', ('李四',))]
    >>> read_byline("记者张三的书", 0, 6)
    []
    """
    folded = folded or simplified(text)
    start = _behind_giver(folded, start, end)
    if behind := _PICTURES_BEHIND.search(folded, start, end):
        end = behind.start()
    if paper := _PAPER_BEHIND.search(folded, start, end):
        end = paper.start()
    if editor := _EDITOR_BEHIND.search(folded, start, end):
        end = editor.start()
    if page := _PAPER_PAGE.match(folded, start, end):
        start = page.end()
    if sent := _SENT.search(folded, start, end):
        end = sent.start()
    pattern = signature_pattern("role")
    role = pattern.match(folded, start, end)
    if (
        not role
        and (outlet := _OUTLETS_FIRST.match(folded, start, end))
        and any(map(is_outlet, outlet.group(1).split("/")))
    ):
        at = outlet.end() + (folded[outlet.end() : outlet.end() + 1] == " ")  # 某某社/ 记者张三某地7日电
        role = pattern.match(folded, at, end)  # 某市日报 记者 张三
    if not role or signs_picture(folded[start:end]):
        return _read_desk(text, start, end, folded) if not role else []
    parts = []
    while role:
        follower = _further_role(folded, role.end(), end)
        limit = follower.start() if follower else end
        names = _names(text, role.end(), limit, folded, trust)
        if not names.names or not _ended(folded, names.end, limit):
            return []
        parts.append(Part(role.start(), limit, text[role.start() : role.end()].rstrip(":：丨|｜/／ "), names.names))
        role = follower
    return parts


def _read_desk(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Read a byline of a desk: `社會中心／張三報導`; `社會中心／綜合報導` names nobody.

    >>> [_read_desk(text, 0, len(text), text) for text in ("社会中心/张三报导", "社会中心/综合报导")]
    [[Part(start=0, end=9, label='报导', names=('张三',))], []]
    """
    match = _DESK.fullmatch(folded, start, end)
    if not match:
        return _read_outlet_first(text, start, end, folded)
    names = _names(text, match.start(1), match.end(1), folded, Trust.FAIR)
    return [Part(start, end, text[end - 2 : end], names.names)] if alone(names) else []


def _read_outlet_first(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Read an outlet, its reporter and where he is: `某新聞─張三/桃園`.

    >>> lines = "远山新闻─张三/桃园", "远山新闻─张三/李四", "老粮仓─张三/桃园"
    >>> [[part.names for part in _read_outlet_first(line, 0, len(line), line)] for line in lines]
    [[('张三',)], [], []]
    """
    match = _OUTLET_AND_PLACE.fullmatch(folded, start, end)
    if not match or not is_outlet(match[1]) or not pattern("grammar/places", whole=True).match(match[3]):
        return []
    names = read_names(text, *match.span(2), folded=folded)
    return [Part(start, end, "", names.names)] if alone(names) else []


def _names(text: str, start: int, end: int, folded: str, trust: Trust) -> Names:
    """The names behind a role, without a dateline behind them: `记者张三台北1日电`."""
    tail = _DATELINE_TAIL.search(folded, start, end) or _PLACE_TAIL.search(folded, start, end)
    if tail:
        told = Trust.FAIR if folded[tail.start()] in "/|" else trust  # a slash and 報導: people stand before it
        names = read_names(text, start, tail.start(), trust=told, folded=folded)
        placed = _NAME_AND_PLACE.fullmatch(folded, start, tail.start()) if folded[tail.end() - 1] in "电讯" else None
        # the place stands there in any case: two characters are it, whether or not they could be a name
        if alone(names) and not (placed and len(placed.group(2)) == _SHORT_PLACE):
            return names._replace(end=end)
        if placed and is_person(placed.group(1)):
            return Names((text[placed.start(1) : placed.end(1)],), end, True)
        if alone(names):
            return names._replace(end=end)
    names = _run(text, start, end, folded) or read_names(text, start, end, folded=folded)
    if not names.clean and (glued := _before_place(text, start, end, folded, trust)):
        return Names(glued, end, True)
    if trust and not names.clean:
        names = read_names(text, start, end, trust=trust, folded=folded)
        bracket = folded[end : end + 1] in (")", "]")  # in a row widgets stand behind
        if bracket and not names.clean and (spaced := spaced_names(text, start, end, folded)):
            return Names(spaced, end, True)
    return names._replace(names=()) if names.group else names


def _before_place(text: str, start: int, end: int, folded: str, trust: Trust) -> tuple[str, ...]:
    """The people that a place is glued to: 张三台北报道; without trust, several of them and a place that is known."""
    glued = _GLUED_PLACE.match(folded, start, end)
    names = glued[1].split("、") if glued else []
    if glued is None or not all(map(is_person, names)):
        return ()
    known = len(names) > 1 and pattern("grammar/places", whole=True).fullmatch(glued[2])
    return tuple(text[slice(*glued.span(1))].split("、")) if trust or known else ()


def read_name_first(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Read a byline with the name before its role or outlet: `张三/文`, `张三 文/图`, `张三/某市日报`.

    >>> read_name_first("張三/報導", 0, 5, "张三/报导")
    [Part(start=0, end=5, label='報導', names=('張三',))]
    """
    start = _behind_giver(folded, start, end)
    if place := _PLACE_BEHIND.search(folded, start, end):
        end = place.start()
    match = _NAME_FIRST.match(folded, start, end)
    glued = _GLUED_END.search(folded, start, end)
    if glued:  # 张三 李 四摄影报道
        names = read_names(text, start, glued.start(), folded=folded)
        if alone(names) and (len(names.names) > 1 or glued[0].lstrip().startswith("摄影")):
            return [Part(start, end, text[glued.start() : end].strip(), names.names)]
    if not match:
        return []
    names = read_names(text, start, match.end(1), folded=folded)
    word = match.group(3)
    written = bool(signature_pattern("written").fullmatch(word))
    before = _SHORT_OUTLET if word.endswith(("报道", "报导")) else _OFFICE
    if written and not alone(names) and (office := before.match(folded, start, match.end(1))):
        names = read_names(text, office.end(), match.end(1), folded=folded)  # 课外活动组 张三/李四 撰稿
    if not written and match.group(2) in "/|丨" and _TOLD.fullmatch(word):
        names = read_names(text, start, match.end(1), trust=Trust.FAIR, folded=folded)
        return [Part(start, end, text[end - 2 : end], names.names)] if alone(names) else []
    if alone(names) and (written or (match.group(2) == "/" and is_outlet(word))):
        label = text[match.start(3) : match.end(3)] if written else ""  # as the page words it
        return [Part(start, end, label, names.names)]
    return []


def read_reported(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Read what fills a bracket that opens a lead: a reporter without a role, with what he gives and from where.

    >>> lines = "张小三台南报导", "张小三专题报导", "特稿/张小三", "综合台南报导", "金山报导"
    >>> [[part.names for part in read_reported(line, 0, len(line), line)] for line in lines]
    [[('张小三',)], [('张小三',)], [('张小三',)], [], []]
    """
    if kind := _REPORT_FIRST.match(folded, start, end):
        names = read_names(text, kind.end(), end, folded=folded)
        return [Part(start, end, text[start : kind.end()].rstrip("/／∕ "), names.names)] if alone(names) else []
    if outlet := _LATIN_OUTLET.match(folded, start, end):  # KTSF 张三报导
        start = outlet.end()
    tail = _REPORTED.search(folded, start, end)
    if not tail:
        return []
    place = signature_pattern("place").search(folded, start, tail.start())
    stop = place.start() if place else tail.start()
    names = read_names(text, start, stop, folded=folded)
    told = place or len(tail[0]) > 2 or len(names.names) > 1 or len(names.names[0] if names.names else "") >= _LONE_NAME
    told = told and (place or not tail[0].endswith("讯"))
    return [Part(start, end, text[tail.start() : end].strip(), names.names)] if alone(names) and told else []


def read_helper(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Read who helps an outlet and has written: `某报志工张小三报导`.

    >>> [part[2:] for part in read_helper("侨务新闻志工张小三报导", 0, 11, "侨务新闻志工张小三报导")]
    [('志工', ('张小三',))]
    """
    match = _HELPER.fullmatch(folded, start, end)
    names = read_names(text, *match.span("names"), folded=folded) if match else None
    if match is None or names is None or not alone(names):
        return []
    return [Part(start, end, text[slice(*match.span("role"))], names.names)]


def read_place_first(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Read people behind the place that they report from, as broadcasters of Taiwan sign: `台北/張三、李四`.

    >>> read_place_first("台北/張三、李四", 0, 8, "台北/张三、李四")[0].names
    ('張三', '李四')
    """
    slash = folded.find("/", start, start + _PLACE)
    if slash < 0 or not pattern("grammar/places", whole=True).fullmatch(folded, start, slash):
        return []
    names = read_names(text, slash + 1, end, folded=folded)
    return [Part(start, end, "", names.names)] if alone(names) else []


def read_names_and_byline(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Read names with a byline behind them that fill `text[start:end]`: those of contributors, then the reporter.

    >>> [part.names for part in read_names_and_byline("张三 李四 记者 王五", 0, 11, "张三 李四 记者 王五")]
    [('张三', '李四'), ('王五',)]
    """
    role = next((role for role in signature_pattern("role").finditer(folded, start, end) if role.start() > start), None)
    if role is None or folded[role.start() - 1] not in " 、,;":
        return []
    names = read_names(text, start, role.start(), folded=folded)
    # one name alone may be an outlet's short name: 某都 记者张三
    parts = read_byline(text, role.start(), end, folded) if alone(names) and len(names.names) > 1 else []
    return [Part(start, role.start(), "", names.names), *parts] if parts else []


def read_unlabelled(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Read names that fill `text[start:end]` without any role.

    >>> read_unlabelled("（张三 李四）", 1, 6, "(张三 李四)")[0].names
    ('张三', '李四')
    >>> read_unlabelled("（远山镇张三）", 1, 6, "(远山镇张三)")[0].names
    ('张三',)
    """
    start = _behind_giver(folded, start, end)
    if behind := _PICTURES_BEHIND.search(folded, start, end):  # 张三/文 李四/图
        end = behind.start()
    if (outlet := _OUTLETS_FIRST.match(folded, start, end)) and is_outlet(outlet.group(1)):
        start = outlet.end()  # the writer's office: （某某学院 张三）
    elif (unit := _UNIT_FIRST.match(folded, start, end)) and not is_person(unit[0].rstrip(" /")):
        start = unit.end()
    elif (blank := folded.rfind(" ", start, end)) > start:
        offices = re.split("[、,]", folded[start:blank])  # （县文旅局、某村工作组 张三、李四）
        start = blank + 1 if len(offices) > 1 and all(map(is_office, offices)) else start
    at = behind_office(folded[start:end])  # （某某镇张三）
    names = _run(text, start, end, folded) or read_names(text, start + at, end, folded=folded)
    return [Part(start, end, "", names.names)] if alone(names) and not signs_picture(folded[start:end]) else []


def is_giver(text: str) -> bool:
    """Whether a folded text is who sent an article in, and nothing else.

    >>> is_giver("远山医院供稿"), is_giver("张三")
    (True, False)
    """
    return _GIVER.fullmatch(text + " ") is not None


def _behind_giver(folded: str, start: int, end: int) -> int:
    """Where the names begin behind the office that sent an article in: `远山医院供稿 张三 文/图`."""
    giver = _GIVER.match(folded, start, end)
    return giver.end() if giver else start


def has_common_name(word: str) -> bool:
    """Whether a person's name opens with one of the hundred commonest family names.

    >>> has_common_name("张小三"), has_common_name("经小三")
    (True, False)
    """
    return whole_line(simplified(word[:1]), "grammar/common_surnames")


def _run(text: str, start: int, end: int, folded: str) -> Names | None:
    """Names run together that fill `text[start:end]`: `张小三李小四`."""
    lengths = run_together(folded[start:end]) if end - start in _RUN else ()
    borders = list(accumulate(lengths, initial=start))
    names = tuple(text[a:b] for a, b in pairwise(borders))
    return Names(names, end, True) if names and all(map(has_common_name, names)) else None  # not 经济发展史上


def read_pair(text: str, start: int, end: int, folded: str) -> list[Part]:
    """Read two names run together, where a dateline stands before them: `张三李四`, `张三李小四`.

    >>> [[part.names for part in read_pair(text, 0, len(text), text)] for text in ("张三李四", "新桥通车")]
    [[('张三', '李四')], []]
    """
    lengths = run_together(folded[start:end]) if end - start in _PAIR else ()
    names = tuple(text[a:b] for a, b in pairwise(accumulate(lengths, initial=start)))
    return [Part(start, end, "", names)] if names and all(map(has_common_name, names)) else []


def alone(names: Names) -> bool:
    """Whether persons' names were found, and nothing else."""
    return bool(names.names) and names.clean and not names.group


def trim(folded: str, start: int, end: int) -> tuple[int, int]:
    """The part of a line without bullets and brackets around it."""
    while start < end and folded[start] in BULLETS + "([":
        start += 1
    while end > start and folded[end - 1] in BULLETS + ")].。":
        end -= 1
    return start, end


def signs_picture(folded: str) -> bool:
    """Whether a byline credits pictures only."""
    return bool(_PICTURE.search(folded)) and not _TEXT_TOO.search(folded)


def _starts_word(folded: str, match: re.Match[str]) -> bool:
    """Whether a further role starts at a word's border, or is short enough to stand behind a name without one."""
    return not folded[match.start() - 1].isalnum() or match.end() - match.start() <= 5


def _further_role(folded: str, start: int, end: int) -> re.Match[str] | None:
    """The next role behind one; a name glued before it belongs to the one before: 记者张小三通讯员李四."""
    glued = folded[start - 1].isalnum()  # behind a colon an outlet's short name may stand: 采写:某都记者
    for match in signature_pattern("role").finditer(folded, start, end):
        bare = signature_pattern("reporter").search(folded, match.start(), match.end()) if glued else None
        if bare and match.start() == start and is_person(folded[start : bare.start()]):
            return bare
        if _starts_word(folded, match):
            return match
    return None


def _ended(folded: str, at: int, end: int) -> bool:
    """Whether nothing but a place, `报道`, `文/图` and the like stands between `at` and `end`."""
    for _ in range(4):
        match = signature_pattern("end").match(folded, at, end)
        if not match or match.end() == at:
            break
        at = match.end()
    return not folded[at:end].strip(BULLETS + ",.;、。[]()")
