"""What a mark must be: the contract that `Mark` states, asked of the marks of every step that is not built in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..article import Image
from ..errors import StepError
from ..page import Mark, Page

PRECISIONS = ("day", "minute", "second")
_JUNK = ("hidden", "injected", "spam", "boilerplate", "disclaimer")


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_names(value: Any) -> bool:
    return _is_name(value) or (isinstance(value, (tuple, list)) and all(map(_is_name, value)))


def _is_moment(value: Any) -> bool:
    return (
        isinstance(value, (tuple, list))
        and len(value) == 2
        and isinstance(value[0], dt.datetime)
        and value[0].utcoffset() is not None
        and value[1] in PRECISIONS
    )


def _is_credit(value: Any) -> bool:
    return isinstance(value, (tuple, list)) and len(value) == 2 and _is_name(value[0]) and _are_names(value[1])


def _is_verdict(value: Any) -> bool:
    return isinstance(getattr(value, "kind", None), str) and hasattr(value, "reason")


# role -> whether a value is one of its, and what it is; None fits all: the mark says what a line is, and gives no value
_VALUES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "title": (_is_name, "a text"),
    "source": (_are_names, "a name, or a tuple of names"),
    "date": (
        _is_moment,
        'an aware datetime and its precision ("day", "minute" or "second"), (datetime(2022, 9, 21, tzinfo=…), "day")',
    ),
    "author": (_are_names, "a name, or a tuple of names"),
    "editor": (_are_names, "a name, or a tuple of names"),
    "credit": (_is_credit, 'a label and names, ("摄影", ("张三",))'),
    "site": (_is_name, "a text"),
    "image": (lambda value: isinstance(value, Image), "an Image"),
    "verdict": (_is_verdict, "a Verdict"),
    "body": (lambda value: False, "None: the line's text is the value"),
}
ROLES = frozenset((*_VALUES, *_JUNK, "caption"))


def checked(found: Iterable[Any], page: Page, step: str) -> tuple[Mark, ...]:
    """The marks of a step, each as `Mark` says it must be.

    Raises:
        StepError: one is not; `step`, `rule`, `line` and `expected` tell which, and what was expected.

    >>> checked([Mark(0, "title", "my-title", value="城东新桥通车")], Page(()), "my_step")
    Traceback (most recent call last):
        ...
    newsclean.errors.StepError: step my_step, rule my-title, line 0: there is no line 0, the page has 0 lines
    """
    try:
        marks = tuple(found)
    except TypeError:
        raise StepError(f"step {step}: gives {found!r:.80}, and no marks", step=step, expected="marks") from None
    for mark in marks:
        if not isinstance(mark, Mark):
            told = f"step {step}: a Mark expected, not {mark!r:.80}"
            raise StepError(told, step=step, expected="a Mark", url=page.url)
        for expected in _wrongs(mark, page):
            told = f"step {step}, rule {mark.rule}, line {mark.line}: {expected}"
            about = {"step": step, "rule": mark.rule, "line": mark.line, "expected": expected, "url": page.url}
            raise StepError(told, **about)
    return marks


def _wrongs(mark: Mark, page: Page) -> Iterator[str]:
    """What is wrong with a mark."""
    if not (isinstance(mark.rule, str) and mark.rule):
        yield f"a mark's rule is a short stable name, not {mark.rule!r}"
    if not (isinstance(mark.role, str) and mark.role):
        yield f"a mark's role is a name, not {mark.role!r}"
    else:
        yield from _of_role(mark)
    yield from _of_place(mark, page)


def _of_role(mark: Mark) -> Iterator[str]:
    """What is wrong with role and value.

    >>> moment, there = dt.datetime(2022, 9, 21), dt.timezone(dt.timedelta(hours=8))
    >>> right = ("day", "minute")
    >>> [not any(_of_role(Mark(0, "date", "mine", value=(moment.replace(tzinfo=there), name)))) for name in right]
    [True, True]
    >>> wrong = ((moment, "day"), (moment.replace(tzinfo=there), "week"), moment, ("2022-09-21", "day"), (moment,))
    >>> [not any(_of_role(Mark(0, "date", "mine", value=value))) for value in wrong]
    [False, False, False, False, False]
    >>> values = (("摄影", ("张三",)), ["摄影", "张三"], ("摄影", ()), ("摄影", ("",)), ("", "张三"), "张三")
    >>> [not any(_of_role(Mark(0, "credit", "mine", value=value))) for value in values]
    [True, True, True, False, False, False]
    """
    if mark.role in _VALUES:
        fits, expected = _VALUES[mark.role]
        if not (mark.value is None or mark.value == () or fits(mark.value)):
            yield f"the value of {mark.role} is {expected}, or () to take the field back, not {mark.value!r:.80}"
    elif mark.role not in ROLES:
        near = next((role for role in sorted(ROLES) if _one_letter_off(mark.role, role)), None)
        if near:
            yield f"no role is called {mark.role!r}: {near!r} is meant, or give yours a name that nobody takes for it"


def _of_place(mark: Mark, page: Page) -> Iterator[str]:
    """What is wrong with line and span.

    >>> from newsclean import load
    >>> for line, start, end in ((0, 0, 4), (0, 2, 5), (0, 3, 2), (-1, None, None), (-1, 0, 2), (1, None, None)):
    ...     print(*_of_place(Mark(line, "date", "mine", start, end), load("新桥通车")))
    <BLANKLINE>
    the line has no span 2:5, its text has 4 characters
    the line has no span 3:2, its text has 4 characters
    <BLANKLINE>
    the line has no span 0:2, its text has 0 characters
    there is no line 1, the page has 1 lines
    """
    count = len(page.lines)
    if isinstance(mark.line, bool) or not isinstance(mark.line, int):
        yield f"a line is a number, -1 for none, not {mark.line!r}"
    elif not -1 <= mark.line < count:
        yield f"there is no line {mark.line}, the page has {count} lines"
    elif (mark.start is None) != (mark.end is None):
        yield "a span has start and end, a whole line neither"
    elif mark.start is not None and mark.end is not None:
        length = len(page.lines[mark.line].text) if mark.line >= 0 else 0
        if not (0 <= mark.start <= mark.end <= length):
            yield f"the line has no span {mark.start}:{mark.end}, its text has {length} characters"


def _one_letter_off(one: str, other: str) -> bool:
    """Whether a word becomes another by one letter more, less or other, or by two that changed places.

    >>> [_one_letter_off(word, "title") for word in ("titel", "tite", "titles", "Title", "till", "weather")]
    [True, True, True, True, False, False]
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
