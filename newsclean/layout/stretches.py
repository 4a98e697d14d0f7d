"""Stretches of lines that are worth something to the body, best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..page import Page
from .boxes import SOME_PROSE
from .weights import weights
from .worth import ends_article, opens_report

_ENOUGH_TO_END = 25  # characters of prose above; an editor or a licence above an article ends nothing


class Stretch(NamedTuple):
    """Lines `first` to `last`, and what they are worth."""

    value: float
    first: int
    last: int


def find_stretches(page: Page, worths: Sequence[float], start: int) -> list[Stretch]:
    """The stretches from a line on.

    One pass sums the worth of lines up (the maximum-sum subarray of Kadane, Bentley 1984); a stretch ends where the sum
    is used up, or where the article ends. The first one behind the headline keeps all its value, those further down a
    share of it.
    """
    found: list[Stretch] = []
    far = weights("body")["far-from-title"]
    near = True  # no stretch of some prose stands above
    total, best = 0.0, Stretch(0.0, start, start - 1)
    for number in range(start, len(worths) + 1):
        end = number == len(worths)
        stops = not end and best.value > _ENOUGH_TO_END and ends_article(page, number)
        if end or total < 0 or stops:
            if best.value > 0:
                found.append(best if near else best._replace(value=best.value * far))
                near = near and best.value <= SOME_PROSE
            first = number + 1 if stops else number
            total, best = 0.0, Stretch(0.0, first, first - 1)
            if stops and page.kind == "text" and opens_report(page, number):
                break  # what follows are other reports, however long
            if stops:
                continue
        if not end:
            total += worths[number]
            if total > best.value and worths[number] > 0:
                best = Stretch(total, best.first, number)
            elif total < 0 and best.value == 0:
                total, best = 0.0, Stretch(0.0, number + 1, number)
    return sorted(found, key=lambda stretch: -stretch.value)
