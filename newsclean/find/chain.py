"""A chain of steps, from which steps are taken out and to which others are added by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from ..errors import ArgumentError
from ..page import Mark, Page

Step = Callable[[Page], Iterable[Mark]]


class Steps(tuple[Step, ...]):
    """Steps in their order: a tuple of functions, with ways to change it by name.

    >>> from newsclean import STEPS
    >>> len(STEPS) - len(STEPS.without("find_byline", "find_images"))
    2
    >>> STEPS.without("find_titel")
    Traceback (most recent call last):
        ...
    newsclean.errors.ArgumentError: no step is called 'find_titel'; did you mean 'find_title'?
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} steps: {', '.join(map(name_of, self))}>"

    def without(self, *names: str) -> Steps:
        """The steps but for some."""
        for name in names:
            self._place(name)
        return Steps(step for step in self if name_of(step) not in names)

    def replaced(self, name: str, step: Step) -> Steps:
        """The steps with another one in place of the one so named."""
        at = self._place(name)
        return Steps((*self[:at], step, *self[at + 1 :]))

    def with_before(self, name: str, *steps: Step) -> Steps:
        """The steps with others before the one so named."""
        at = self._place(name)
        return Steps((*self[:at], *steps, *self[at:]))

    def _place(self, name: str) -> int:
        names = [name_of(step) for step in self]
        if name not in names:
            raise ArgumentError(f"no step is called {name!r}{meant(name, names)}", argument="steps")
        return names.index(name)


def name_of(step: Any) -> str:
    """What a step is called."""
    name = getattr(step, "__name__", None)
    return name if isinstance(name, str) else repr(step)


def chosen(given: Any, known: Sequence[Any], argument: str) -> tuple[Any, ...]:
    """Steps or repairs as a caller gives them, those given by their names looked up among the known ones.

    Raises:
        ArgumentError: a name is unknown, or something else than a step or a repair is among them.

    >>> from newsclean import REPAIRS
    >>> [repair.name for repair in chosen(("glosses", "script"), REPAIRS, "repairs")]
    ['glosses', 'script']
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        words = f"{argument}: several expected, not {given!r:.60}; one alone is ({given!r:.60},)"
        raise ArgumentError(words, argument=argument)
    called = {getattr(item, "name", None) or name_of(item): item for item in known}
    found = []
    for item in given:
        if isinstance(item, str):
            if item not in called:
                kind = argument.removesuffix("s")
                raise ArgumentError(f"no {kind} is called {item!r}{meant(item, list(called))}", argument=argument)
            item = called[item]
        elif not (callable(item) if argument == "steps" else hasattr(item, "applies") and hasattr(item, "fix")):
            raise ArgumentError(f"{argument}: {item!r:.60} is none of them", argument=argument)
        found.append(item)
    return tuple(found)


def meant(name: str, known: Sequence[str]) -> str:
    """A question for what was meant, or all that there is."""
    near = get_close_matches(name, known, 1, 0.8)
    return f"; did you mean {near[0]!r}?" if near else f": there are {', '.join(known)}"
