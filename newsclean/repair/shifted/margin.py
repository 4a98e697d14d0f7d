"""How sure a reading is: a run is put right only where its reading beats every other and the text as it stands.

The search keeps, at each place where readings meet, the best one and the rivals that it has beaten by little. Where a
rival wants other characters, those of the reading are in doubt, and a character in doubt is left as the `?` that stands
there for what is lost. Whether a run begins at all is asked of the run as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from ...text import lazy_re as re
from .lattice import Node, path
from .likelihood import CONTEXT, Likelihood
from .profile import GLOSS

LOST = "?"
# Nats by which a reading must beat another. On 57 mirrored pages (65,000 shingles of their paragraphs) margins of 0.25,
# 0.75, 1, 1.5 and 2 left 127, 124, 116, 112 and 107 shingles wrong and 257, 259, 266, 274 and 281 right ones unsaid.
# What hides behind vanished pairs is guessed wrong most often, so more is asked there: on 114 pages 1, 1.5 and 2 nats
# left 294, 283 and 267 wrong and 617, 672 and 725 unsaid.
MARGIN = 0.75
GUESSED = 2.0
# Where a byte was lost and nothing that fits is likelier than this, in names mostly, the models know less than they
# say. On 150 simulated mirrors 1.5 to 2 nats leave four of 35 wrong ones unsaid and five of 289 right ones.
LEAST, RARE = -7.0, 1.5
_HANZI = re.compile("[\u4e00-\u9fff]")
_SAID = re.compile("[\u4e00-\u9fff（(《]")  # what says something that is wrong where it is wrong: marks are more alike


def sure_text(s: str, start: int, node: Node, before: str, model: Likelihood) -> str:
    """The text of the reading that ends with `node`, from `start` of the line `s` on, what is in doubt left unsaid.

    `before`: the line's text up to there, without glosses.
    """
    steps = path(node)[::-1]
    number = {id(step): k for k, step in enumerate(steps)}
    begins = [0, *accumulate(len(step[1]) for step in steps)]  # where in the text each step's begins
    unlikely = set(_unlikely(s, start, steps, before, model))
    doubted: set[int] = set()
    for k, step in enumerate(steps):
        for rival in _rivals(step):
            shared, *other = _since(rival, number)
            first = number[id(shared)] + 1
            taken = [step[1] for step in steps[first : k + 1]]
            own, wanted = "".join(taken), "".join([step[1] for step in other])
            guessed = any(len(_HANZI.findall(text)) > 1 for text in (*taken, *(step[1] for step in other)))
            rare = not unlikely.isdisjoint(range(begins[first], begins[k + 1]))
            if step[0] - rival[0] >= (GUESSED if guessed else RARE if rare else MARGIN):
                continue
            if wanted != s[shared[3] : rival[3]]:  # else the text as it stands, against which the whole run is measured
                doubted.update(begins[first] + place for place in _differ(own, wanted))
    out, at_last = [], start
    for begin, step in zip(begins, steps, strict=False):
        if step[1] == s[at_last : step[3]]:
            out.append(step[1])
        else:
            out += [LOST if at in doubted and _SAID.match(c) else c for at, c in enumerate(step[1], begin)]
        at_last = step[3]
    return "".join(out)


def _unlikely(s: str, start: int, steps: list[Node], before: str, model: Likelihood) -> Iterator[int]:
    """The places of characters that are guessed, a byte of theirs being lost, and hardly follow what stands there."""
    begin, last = 0, start
    for step in steps:
        text, likely = step[1], []
        for c in GLOSS.sub("", text):
            before = before[-CONTEXT:]
            if _HANZI.match(c):
                likely.append(model.logp(before, c))
            before += c
        lost = len(likely) > 1 or last == step[3] or "?" in s[last : step[3]]
        # a gloss tells what was lost before it
        if likely and lost and "(" not in text and sum(likely) < LEAST * len(likely):
            yield from range(begin, begin + len(text))
        begin, last = begin + len(text), step[3]


def _differ(own: str, other: str) -> Iterable[int]:
    """The places of a text that another has otherwise.

    >>> list(_differ("她在賽", "他在賽")), list(_differ("的會后", "的會之后"))
    ([0], [])
    >>> list(_differ("警方據此調", "警方調"))
    [2, 3]
    """
    if len(own) == len(other):
        return [place for place, (c, d) in enumerate(zip(own, other, strict=True)) if c != d]
    first = _alike(own, other)
    return range(first, len(own) - _alike(own[first:][::-1], other[first:][::-1]))


def _alike(a: str, b: str) -> int:
    """How many characters two texts begin with alike."""
    return next((place for place, (c, d) in enumerate(zip(a, b, strict=False)) if c != d), min(len(a), len(b)))


def _rivals(step: Node) -> Iterator[Node]:
    """The readings that one has beaten at its place by little."""
    rival: Node | None = step[4]  # type: ignore[assignment]
    while rival is not None and step[0] - rival[0] < GUESSED:
        yield rival
        rival = rival[4]  # type: ignore[assignment]


def _since(rival: Node, known: dict[int, int]) -> list[Node]:
    """A rival's steps, from the last one that it has in common with the reading."""
    steps = [rival]
    while id(steps[-1]) not in known:
        steps.append(steps[-1][2])  # type: ignore[arg-type]
    return steps[::-1]
