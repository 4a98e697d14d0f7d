"""How sure a reading is: a run is put right only where its reading beats every other and the text as it stands.

The search keeps, at each place where readings meet, the best one and the rivals that it has beaten by little. Where a
rival wants other characters, those of the reading are in doubt, and a character in doubt is left as the `?` that stands
there for what is lost. Whether a run begins at all is asked of the run as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .lattice import Node, path

LOST = "?"
# Nats. On simulated farms a third of the wrong characters are below it, and hardly a right one; up to 1 nat five
# right ones would be missed for each wrong one, between 1 and 2 nats right ones only.
MARGIN = 0.5
_HANZI = re.compile("[\u4e00-\u9fff]+")


def sure_text(s: str, start: int, node: Node) -> str:
    """The text of the reading that ends with `node`, from `start` of the line `s` on, what is in doubt left unsaid."""
    steps = path(node)[::-1]
    number = {id(step): k for k, step in enumerate(steps)}
    doubted: set[int] = set()
    for k, step in enumerate(steps):
        for rival in _rivals(step):
            doubted.update(_differ(steps, k, rival, number, s))
    out, before = [], start
    for k, step in enumerate(steps):
        out.append(_unsaid(step[1]) if k in doubted and step[1] != s[before : step[3]] else step[1])
        before = step[3]
    return "".join(out)


def _differ(steps: list[Node], k: int, rival: Node, number: dict[int, int], s: str) -> Iterator[int]:
    """The numbers of the steps, up to the one that a rival has met, that the rival takes otherwise."""
    shared, *other = _since(rival, number)
    if "".join(step[1] for step in other) == s[shared[3] : rival[3]]:
        return  # the text as it stands, against which the run as a whole is measured
    same = {(step[3], step[1]) for step in other}
    for n in range(number[id(shared)] + 1, k + 1):
        if (steps[n][3], steps[n][1]) not in same:
            yield n


def _rivals(step: Node) -> Iterator[Node]:
    """The readings that one has beaten at its place by little."""
    rival: Node | None = step[4]  # type: ignore[assignment]
    while rival is not None and step[0] - rival[0] < MARGIN:
        yield rival
        rival = rival[4]  # type: ignore[assignment]


def _since(rival: Node, known: dict[int, int]) -> list[Node]:
    """A rival's steps, from the last one that it has in common with the reading."""
    steps = [rival]
    while id(steps[-1]) not in known:
        steps.append(steps[-1][2])  # type: ignore[arg-type]
    return steps[::-1]


def _unsaid(text: str) -> str:
    """A step's text with its Chinese characters left unsaid, of which a gap may hide more than one; marks stay.

    >>> _unsaid("基于"), _unsaid("。")
    ('?', '。')
    """
    return _HANZI.sub(LOST, text)
