"""Fit the weights of header and verdict, with sites left out, and say what each is worth there.

    python -m tests.tools.fit header        what the best line is on sites that were left out, and the fitted weights
    python -m tests.tools.fit verdict       articles kept and other pages emptied there, and the fitted weights

The header's weights are those of a choice among a page's candidates, "none of them" included (multinomial logit); the
verdict's those of a logistic fit. Both are drawn towards the weights that stand in the table, so that evidence which
few pages hold keeps the value that somebody gave it a reason for. Nothing is written: round what you take over, and
read the table's reasons beside it.
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from typing import Any, NamedTuple

import numpy as np

from newsclean import explain_page
from newsclean.layout import verdict as verdicts
from newsclean.layout.candidates import ranked
from newsclean.layout.weights import Evidence, weights
from newsclean.page import PLANTED

from .gold import Gold, pages
from .measure import tool

FOLDS = 5
STEPS, RATE = 400, 0.1  # of gradient descent with momentum (Adam's second moment is not needed at this size)
PULL = 0.01  # towards the weight in the table


class Choice(NamedTuple):
    """One page: a row of evidence for each thing that can be chosen, and which of them are right."""

    site: str
    rows: Any  # array: candidates × names
    right: Any  # array of 0 and 1


def header_choice(gold: Gold, names: list[str]) -> Choice | None:
    """The candidates of a page; the last row, all zero, stands for none of them."""
    if "title" not in gold.fields:
        return None
    page = explain_page(gold.page).page
    planted = frozenset(number for number, role in enumerate(page.roles) if role in PLANTED)
    found = [candidate for _, candidate in ranked(page, planted)]
    accepted = {tool("score").plain(value) for value in gold.fields["title"] if value}
    right = [tool("score").plain(candidate.value) in accepted for candidate in found]
    none = None in gold.fields["title"] and not any(right)
    if not any(right) and not none:
        return None  # nothing to learn: the headline is no candidate
    rows = [[candidate.evidence.get(name, 1.0 if name == "bias" else 0.0) for name in names] for candidate in found]
    return Choice(gold.site, np.array([*rows, [0.0] * len(names)]), np.array([*right, none], dtype=float))


def verdict_choice(gold: Gold, names: list[str]) -> Choice | None:
    """Article or not: the evidence against nothing."""
    keep = verdicts.evidence
    try:
        verdicts.evidence = lambda part, amounts: tuple(Evidence(*pair, 0.0) for pair in amounts.items())
        found = explain_page(gold.page).verdict
    finally:
        verdicts.evidence = keep
    if found is None or not found.evidence:
        return None
    amounts = {piece.name: piece.amount for piece in found.evidence}
    row = [amounts.get(name, 1.0 if name == "bias" else 0.0) for name in names]
    return Choice(
        gold.site, np.array([row, [0.0] * len(names)]), np.array([bool(gold.body), not gold.body], dtype=float)
    )


def fit(choices: list[Choice], start: Any) -> Any:
    """The weights under which what is right is likeliest; sites with many pages count by the root of their number."""
    count = Counter(choice.site for choice in choices)
    theta, speed = start.copy(), np.zeros_like(start)
    for _ in range(STEPS):
        slope = PULL * (theta - start)
        for choice in choices:
            scores = choice.rows @ theta
            odds = np.exp(scores - scores.max())
            share, wanted = odds / odds.sum(), odds * choice.right
            slope += choice.rows.T @ (share - wanted / wanted.sum()) / (count[choice.site] ** 0.5 * len(count))
        speed = 0.9 * speed - RATE * slope
        theta = theta + speed
    return theta


def main() -> int:
    """Fit one part and print."""
    part = sys.argv[1] if len(sys.argv) > 1 else "header"
    table = weights(part)
    names = [*(name for name in table if name != "bias"), "bias"]
    choose = header_choice if part == "header" else verdict_choice
    choices = [choice for gold in pages() if (choice := choose(gold, names)) is not None]
    start = np.array([table.get(name, 0.0) for name in names])
    right = []
    for fold in range(FOLDS):
        own = [zlib.crc32(choice.site.encode()) % FOLDS == fold for choice in choices]
        theta = fit([choice for choice, mine in zip(choices, own, strict=True) if not mine], start)
        right += [c.right[int((c.rows @ theta).argmax())] for c, mine in zip(choices, own, strict=True) if mine]
    print(f"{part}: {sum(right) / len(right):.3f} of {len(right)} pages right on sites left out")
    for name, old, new in sorted(zip(names, start, fit(choices, start), strict=True), key=lambda row: row[2]):
        print(f"{name:22} {old:6.2f} -> {new:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
