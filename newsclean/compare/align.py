"""Which line of one text is which line of another, in n log n steps.

Usually both sides have the same lines. Where a rule that makes lines has changed they have not, and pages of 100,000
like lines are too much for `difflib`, which is quadratic there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

Pair = tuple[int | None, int | None]


def align(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Pairs of indexes in page order; None where a line has no counterpart.

    Lines that stand once on both sides are fixed points (the 'patience diff' of Bram Cohen). Between two of them,
    stretches of equal length are paired line by line, since a repair changes texts but not their number.

    >>> list(align(["a", "b", "c", "d"], ["a", "B", "c", "x", "d"]))
    [(0, 0), (1, 1), (2, 2), (None, 3), (3, 4)]
    """
    start_before = start_after = 0
    for end_before, end_after in [*_anchors(before, after), (len(before), len(after))]:
        yield from _stretch(before, after, (start_before, end_before), (start_after, end_after))
        if end_before < len(before):
            yield end_before, end_after
        start_before, start_after = end_before + 1, end_after + 1


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The longest rising row of pairs of lines that stand once on each side."""
    count_before, count_after = Counter(before), Counter(after)
    place = {line: index for index, line in enumerate(after) if count_after[line] == 1}
    pairs = [(i, place[line]) for i, line in enumerate(before) if count_before[line] == 1 and line in place]
    # patience sorting: `ends[k]` is the smallest end of a rising row of k + 1 pairs, `tops[k]` that pair
    ends: list[int] = []
    tops: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        k = bisect_left(ends, j)
        previous.append(tops[k - 1] if k else -1)
        ends[k : k + 1] = [j]
        tops[k : k + 1] = [index]
    row = []
    index = tops[-1] if tops else -1
    while index >= 0:
        row.append(pairs[index])
        index = previous[index]
    return row[::-1]


def _stretch(
    before: Sequence[str], after: Sequence[str], of_before: tuple[int, int], of_after: tuple[int, int]
) -> Iterator[Pair]:
    """The lines between two fixed points: all pairs where there are as many, else equal lines at both ends."""
    (i, end_i), (j, end_j) = of_before, of_after
    if end_i - i == end_j - j:
        yield from zip(range(i, end_i), range(j, end_j), strict=True)
        return
    while i < end_i and j < end_j and before[i] == after[j]:
        yield i, j
        i, j = i + 1, j + 1
    tail = 0
    while i < end_i - tail and j < end_j - tail and before[end_i - tail - 1] == after[end_j - tail - 1]:
        tail += 1
    yield from ((k, None) for k in range(i, end_i - tail))
    yield from ((None, k) for k in range(j, end_j - tail))
    yield from zip(range(end_i - tail, end_i), range(end_j - tail, end_j), strict=True)
