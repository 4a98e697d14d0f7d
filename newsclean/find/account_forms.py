"""How a line shows a platform's account without saying that it is one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..grammar.names import is_person
from ..grammar.outlets import Place, is_furniture, is_name, is_outlet
from ..layout.headline_form import share_said_again
from ..page import Line, Page
from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold
from ..text.matching import alternation

ABOUT = re.compile(r"(?:微信号|账号|帐号|功能介绍|公众号)(?:\s?:?\s?\S|$)")
ORIGINAL = re.compile(r"(?:原创|Original)(?:\s|\Z)")  # what platforms print before the account
_GLUED_ORIGINAL, _SHORTEST = "原创", 3  # characters of an account's name behind its writer's
_WRITER = (3, 2, 4)  # characters of the writer's, the commonest first
_DECK = 8  # characters of a deck
_TOLD_BELOW = 0.2  # share of it that the text says again
_OUTLET_AND_PERSON = re.compile(r"([^\s|/]{3,14})[\s|]{1,3}([^\s|/]{2,4})")
_PERSON_AND_OUTLET = re.compile(r"([^\s|/]{2,4})[\s|]{1,3}([^\s|/]{3,14})")

_JOINED = re.compile("[、,]")  # between the names of several writers
_WRITER_AND_ACCOUNT = 2
_COLUMN, _OUTLET = 4, 4  # characters of a channel's name, of the outlet's behind it
_GATHERING = re.compile(
    "(?:晚|宴|年|聚|酒|茶|晨|例|展览|展销|博览|音乐|演唱|座谈|研讨|记者|发布|报告|运动|联欢|庆祝|游园)会$"
)
_SAYS_ACCOUNT = re.compile(r"(?:官方)?(?:账号|帐号|(?:微信)?公众号)\Z")


@of_phrases
def followed() -> re.Pattern[str]:
    """An account and what follows it on its line: `远山青 关注 1/10`, `远山青 微信号 ysq`, `远山青 发布时间:09-21`."""
    marks = "|".join(re.escape(mark) for mark in phrases("find/account_marks") if mark.endswith("号"))
    kind = rf"[·|]\s?(?:{marks})(?:\s?[·|].*)?"  # 远山青 · 公众号 · 社会
    behind = rf"{kind}|\+?\s?关注(?:\s[\d/]+)?|微信号\s?:?\s?[\w-]+|(?:{alternation('grammar/date_labels')})\s?:\s?\d.*"
    return re.compile(rf"(?:(\S{{2,15}})\s(?=\1\s))?(?P<name>[^\s+:|]{{2,15}})[\s|](?:{behind})[\s|]*")


@of_phrases
def marked_account() -> re.Pattern[str]:
    """An account between the time and the platform's word for one: `09/21 14:50远山青百家号`."""
    marks = "|".join(re.escape(mark) for mark in phrases("find/account_marks") if mark.endswith("号"))
    return re.compile(rf"\s?([^\W\d][^\s:|]{{1,11}}?)(?:{marks})")


@of_phrases
def _column() -> re.Pattern[str]:
    """A channel of four characters and more before a name: `社会新闻`."""
    long = [re.escape(fold(phrase)) for phrase in phrases("grammar/columns") if len(phrase) >= _COLUMN]
    return re.compile("|".join(sorted(long, key=len, reverse=True)))


@of_phrases
def _reporters() -> tuple[str, ...]:
    """What those who report are called."""
    return tuple({fold(phrase) for phrase in phrases("grammar/reporters")})


def may_be_account(name: str) -> bool:
    """Whether a name without any hint can be an account's: neither a column's nor people's.

    >>> may_be_account("远山旧闻录"), may_be_account("张小三、李小四")
    (True, False)
    """
    return len(name) >= 3 and not is_furniture(name) and not all(map(is_person, _JOINED.split(name)))


def signed(text: str) -> Place | None:
    """The outlet of a line that holds it and a person, in the row: `某市日报 张三`, `张三 某市日报`."""
    if text.startswith("原创") and (account := behind_writer(text, [w.span() for w in re.finditer(r"\S+", text)][1:])):
        return account
    for form, outlet, person in ((_OUTLET_AND_PERSON, 1, 2), (_PERSON_AND_OUTLET, 2, 1)):
        match = form.fullmatch(text)
        if match is None or match[outlet].endswith(_reporters()):
            continue  # 远山日报·远山云记者 张三: a byline
        if _signs(match[outlet]) and is_name(match[outlet]) and is_person(match[person]):
            return match.span(outlet)
    return None


def person_and_outlet(folded: str, start: int, end: int) -> Place | None:
    """The person of a line that holds an outlet behind it: `张三 某市日报`.

    >>> person_and_outlet("张三 某市日报", 0, 7), person_and_outlet("新桥 某市日报", 0, 7)
    ((0, 2), None)
    """
    match = _PERSON_AND_OUTLET.fullmatch(folded, start, end)
    return match.span(1) if match and is_person(match[1]) and _signs(match[2]) else None


def _signs(name: str) -> bool:
    """Whether a name can sign what somebody has written: an outlet's or an office's, and no gathering's.

    >>> _signs("远山妇女会"), _signs("远山中秋晚会")
    (True, False)
    """
    return is_outlet(name) and not _GATHERING.search(name)


def named_alone(text: str, start: int, end: int) -> Place:
    """The place of a name without what an account says of itself, and without the channel that is glued before it.

    >>> named_alone("远山日报官方账号", 0, 8), named_alone("社会新闻远山商报", 0, 8), named_alone("国际新闻周刊", 0, 6)
    ((0, 4), (4, 8), (0, 6))
    """
    says = _SAYS_ACCOUNT.search(text, start + 2, end)
    column = _column().match(text, start, end)
    if column and end - column.end() >= _OUTLET and is_outlet(text[column.end() : end]):
        start = column.end()
    return start, says.start() if says else end


def said_twice(text: str, start: int, end: int) -> Place | None:
    """The last of two equal words that end a line: an account's link and the name on its card, run together.

    >>> said_twice("远山青 远山青", 0, 7), said_twice("张三 远山青 远山青", 0, 10), said_twice("远山青", 0, 3)
    ((4, 7), (7, 10), None)
    """
    words = text[start:end].split(" ")
    return (end - len(words[-1]), end) if len(words) > 1 and words[-1] == words[-2] else None


def behind_original(page: Page, text: str, start: int) -> int:
    """Where an account's name begins behind the word for what is its own; 0 where that word does not stand there.

    Glued to it as well, and to its writer, where a credit names him: `原创张三远山故事`.
    """
    if word := ORIGINAL.match(text, start):
        return word.end()
    if not text.startswith(_GLUED_ORIGINAL, start):
        return 0
    start += len(_GLUED_ORIGINAL)
    ends = (start + length for length in _WRITER if len(text) - start - length >= _SHORTEST)
    return next((end for end in ends if _signs_below(page, text[start:end])), 0)


def _signs_below(page: Page, name: str) -> bool:
    """Whether a person's name stands on the page behind a credit's sign."""
    signed = re.compile(rf"[:|/]\s?{re.escape(name)}(?![\u4e00-\u9fff])") if is_person(name) else None
    return signed is not None and signed.search(views.text(page)) is not None


def is_profile(below: Sequence[str], text: str) -> bool:
    """Whether the lines below, hidden ones as well, are the card of the account that a line names: name and number.

    >>> is_profile(["远山青", "微信号 ysq"], "远山青")
    True
    """
    return len(below) > 1 and below[0] == text and ABOUT.match(below[1]) is not None


def behind_writer(text: str, names: Sequence[Place]) -> Place | None:
    """The account behind its writer, where a row opens with the word that platforms print before both.

    >>> behind_writer("原创 张三 远山故事 2022-09-21", [(3, 5), (6, 10)])
    (6, 10)
    """
    if len(names) != _WRITER_AND_ACCOUNT or not text.startswith("原创"):
        return None
    return names[1] if is_person(text[slice(*names[0])]) else None


def is_report(text: str, start: int, end: int) -> bool:
    """Whether a word is where a reporter reports from, behind his name and a slash: `记者张三/纽约报导`.

    >>> is_report("记者张三/纽约报导", 5, 9), is_report("远山报道", 0, 4)
    (True, False)
    """
    return text[:start].rstrip().endswith("/") and text.endswith(("报道", "报导"), start, end)


def is_deck(page: Page, number: int, name: str) -> bool:
    """Whether a line without any hint says what the text below tells: a deck, where a name is said of nothing."""
    lead = "".join(views.folded(page)[n] for n in range(number + 1, len(page.lines)) if views.prose(page)[n])
    chinese = page.kind == "text" and len(name) >= _DECK and not name.isascii()
    return chinese and share_said_again(name, lead) >= _TOLD_BELOW


def parted(line: Line, places: Sequence[Place]) -> list[Place]:
    """Words, parted where elements meet or have names of their own: `<span>张三</span><a>某市发布</a>`."""
    found: list[Place] = []
    for start, end in places:
        borders = {at for span in line.spans if span.hints for at in (span.start, span.end)}
        borders |= {span.end for span in line.spans} & {span.start for span in line.spans}
        found += pairwise(sorted({start, end, *(at for at in borders if start < at < end)}))
    return found
