"""Where to turn to, as a notice says it below its last paragraph: who is asked, telephone, address, until when.

A site says the same of itself in its footer. The notice's own paragraph above asks for answers: 如有异议，请向…反映.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..page import Page, of_lines
from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text import views
from ..text.fold import fold
from ..text.matching import whole_line

_LABEL, _ROW = 10, 90  # characters of a label with its colon, of a row
_ASKS = re.compile("意见|异议|反映|举报|联系|咨询|投诉|报名|申报|申请|受理|反馈|来[电信访函]")
_OF_SITE = re.compile(r"版权|备案|ICP|copyright", re.IGNORECASE)
_REACHED = re.compile(
    r"[\u4e00-\u9fffQq/]{2,8}\s?:\s?(?:[\d\s()+-]{6,20}|[\w.+-]{1,40}@[\w.-]{3,40}|https?://\S{4,60})"
)
_DAY = re.compile(r"\d日$|\d-\d+$")
_NOTICE = re.compile("(?:公示|公告|通告|通知|启事)(?!\\w)")
_END, _ABOVE = 120, 30  # characters of its last paragraph that ask, lines above the rows in which its headline stands
_ROWS, _BETWEEN, _BEHIND = 2, 2, 2  # rows of a notice, lines above the first one, lines behind that tell a footer


@of_phrases
def _label_ends() -> tuple[str, ...]:
    """What longer labels end with: 政策咨询电话."""
    return tuple(fold(phrase) for phrase in phrases("strip/contact_endings"))


def is_contact(text: str) -> bool:
    """Whether a folded line is a row of a notice that says where to turn to, until when.

    >>> is_contact("监督电话:0000-8800001"), is_contact("联 系 人:张三"), is_contact("电话那头说:好")
    (True, True, False)
    """
    label, colon, rest = text.partition(":")
    return bool(colon and rest) and whole_line(label.replace(" ", ""), "strip/contact_labels") and "。" not in rest


@of_lines
def notice_contacts(page: Page) -> frozenset[int]:
    """The lines of such rows, below a paragraph that asks for answers; other short lines may stand between.

    >>> from newsclean import load
    >>> rows = "联系人：张三\\n电话：0000-8800001\\n地址：城东路1号"
    >>> asks, tells = "公示期内如有异议，请书面向城东区教育局反映。", "昨天上午，城东新桥正式通车，居民都说好。"
    >>> [sorted(notice_contacts(load(text + "\\n" + rows))) for text in (asks, tells)]
    [[1, 2, 3], []]
    """
    folded, prose = views.folded(page), views.prose(page)
    sure = [n for n, text in enumerate(folded) if ":" in text[:_LABEL] and _may_be_row(text)]
    found: set[int] = set()
    for number in sure:
        if number in found or (rows := _rows_around(folded, prose, number)) is None:
            continue
        first, last = rows[0], rows[-1]
        above = next((n for n in range(first - 1, max(first - 2 - _BETWEEN, -1), -1) if prose[n]), None)
        asks = above is not None and (_ASKS.search(folded[above][-_END:]) or _is_notice(folded, prose, first))
        between = folded[(above or 0) + 1 : first]
        footer = any(_OF_SITE.search(text) for text in folded[last + 1 : last + 1 + _BEHIND])
        if asks and not footer and not any(_DAY.search(text) for text in between):
            found.update(rows)
    return frozenset(found)


def site_contact(page: Page, number: int) -> bool:
    """Whether a line tells where the site itself can be reached: behind the credits that close an article.

    >>> from newsclean import load
    >>> from newsclean.page import Mark
    >>> page = load("新桥昨天正式通车了。\\n编辑：张三\\n监督：0000-8800001\\n投稿：a@b.example")
    >>> [site_contact(page.with_marks([Mark(1, "editor", "credit-line")]), n) for n in (0, 2, 3)]
    [False, True, True]
    """
    folded, at = views.folded(page), number
    while at and ":" in folded[at][:_LABEL] and _REACHED.fullmatch(folded[at]):
        at -= 1
    return at < number and page.roles[at] in ("editor", "credit")


def _is_notice(folded: Sequence[str], prose: Sequence[int], first: int) -> bool:
    """Whether a headline above some rows is that of a notice."""
    above = range(max(first - _ABOVE, 0), first)
    return any(_NOTICE.search(folded[n]) for n in above if not prose[n])


def _rows_around(folded: Sequence[str], prose: Sequence[int], number: int) -> list[int] | None:
    """The rows of one kind around a row; None where it stands alone."""
    rows = [number]
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(folded) and not prose[at] and _may_be_row(folded[at]):
            rows.append(at)
            at += step
    return sorted(rows) if len(rows) >= _ROWS else None


def _may_be_row(text: str) -> bool:
    """Whether a line between such rows is another one, by a label that a footer has as well."""
    label, colon, _ = text.partition(":")
    bare = label.replace(" ", "")
    also = whole_line(bare, "strip/footer_contacts") or (len(bare) <= _LABEL and bare.endswith(_label_ends()))
    return len(text) <= _ROW and (is_contact(text) or (bool(colon) and also))
