"""What comes out on sites that the weights have not seen: the corpora's pages, each with weights of other sites alone.

    python -m tests.tools.left_out          F1 and exact, with the weights of header and verdict fitted anew
    python -m tests.tools.left_out body     the same with those of the body: what changing each is worth

Header and verdict are fitted as `fit.py` does, on the fixtures, the cases and the corpora's other sites with a few of
their rewritten forms. The body's weights count characters, so they are moved by a third and by half, up and down, and
keep what is better on the other sites; each is also taken away, which says what it is worth. Pages are read and
repaired once, and each stretch that comes out of one is compared once, so that all moves take about a minute.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np

from newsclean import STEPS, clean_page, explain_page
from newsclean.layout import headline_words
from newsclean.layout.body import body_of
from newsclean.layout.weights import weights
from newsclean.page import Mark, Page

from .fit import FOLDS, Choice, fit, header_choice, verdict_choice
from .gold import pages
from .measure import shared, tool

FORMS = ("bare_head+no_names+divs",)  # that the weights are fitted on beside the pages as they are
BODY_FORMS = ("no_names+divs+breaks+sidebar_before+related_after", "dump")
MOVES = (0.5, 0.67, 1.5, 2.0)  # of a weight of the body
_NEAR = 0.99  # precision and recall of a page that counts as exact


class Case(NamedTuple):
    """A page of the corpora, and the texts of its body."""

    fold: int
    page: bytes | str
    body: list[str]
    optional: list[str]


def fold_of(site: str) -> int:
    """The fold of a site: all its pages are in it."""
    return zlib.crc32(site.encode()) % FOLDS


def cases(forms: tuple[str, ...] = ()) -> list[Case]:
    """The articles of both corpora as they are and in some rewritten forms."""
    corpora = {path.stem for path in (shared() or Path()).glob("corpus*/gold/*.json")}
    found = [gold for gold in pages(forms) if gold.body and gold.name.partition("/")[0] in corpora]
    return [Case(fold_of(gold.site), gold.page, gold.body, gold.optional) for gold in found]


@contextmanager
def using(part: str, values: Mapping[str, float]) -> Iterator[None]:
    """Other weights for a while."""
    table: Any = weights(part)
    kept = dict(table)
    table.update(values)
    _forget()
    try:
        yield
    finally:
        table.update(kept)
        _forget()


def _forget() -> None:
    """Drop what was worked out of the weights once."""
    for value in vars(headline_words).values():
        if getattr(value, "__module__", "") == headline_words.__name__:
            getattr(value, "cache_clear", lambda: None)()


def fitted(part: str, choose: Any) -> list[dict[str, float]]:
    """For each fold the weights of a part that the other sites give."""
    names = [*(name for name in weights(part) if name != "bias"), "bias"]
    choices = [choice for gold in pages(FORMS) if (choice := choose(gold, names)) is not None]
    start = np.array([weights(part).get(name, 0.0) for name in names])
    folds: list[dict[str, float]] = []
    for fold in range(FOLDS):
        others: list[Choice] = [choice for choice in choices if fold_of(choice.site) != fold]
        folds.append(dict(zip(names, map(float, fit(others, start)), strict=True)))
    return folds


def told(case: Case, body: str) -> tuple[float, float]:
    """F1 of a body, and whether it is exact."""
    precision, recall, f1 = tool("score").body_scores(body, case.body, case.optional)
    return f1, float(min(precision, recall) >= _NEAR)


def _shown(name: str, results: list[tuple[float, float]]) -> None:
    print(f"{name:34} F1 {fmean(f1 for f1, _ in results):.4f}  exact {fmean(exact for _, exact in results):.3f}")


def header_and_verdict() -> None:
    """Measure the pages with weights of their own sites among others, and without."""
    found = cases()
    _shown(f"weights as they stand, {len(found)} pages", [told(case, clean_page(case.page).body) for case in found])
    folds = {"header": fitted("header", header_choice), "verdict": fitted("verdict", verdict_choice)}
    results = []
    for case in found:
        with using("header", folds["header"][case.fold]), using("verdict", folds["verdict"][case.fold]):
            results.append(told(case, clean_page(case.page).body))
    _shown("fitted on other sites", results)


class Kept(NamedTuple):
    """A page right before its body is chosen."""

    case: Case
    page: Page
    seen: dict[tuple[int, ...], tuple[float, float]]


def kept(case: Case) -> Kept:
    """Run the steps before the body's."""
    pages_seen: list[Page] = []

    def keep(page: Page) -> list[Mark]:
        pages_seen.append(page)
        return []

    names = [getattr(step, "__name__", "") for step in STEPS]
    explain_page(case.page, steps=(*list(STEPS)[: names.index("find_body")], keep))
    return Kept(case, pages_seen[0], {})


def body_told(page: Kept) -> tuple[float, float]:
    """What the body of a page is right in; lines that were chosen before are not compared again."""
    lines = body_of(page.page)[0].lines
    if lines not in page.seen:
        page.seen[lines] = told(page.case, "\n".join(page.page.kept(number) for number in lines))
    return page.seen[lines]


def body() -> None:
    """Move each weight of the body where the other sites gain by it, and measure the sites left out."""
    found = [kept(case) for case in cases(BODY_FORMS)]
    table = {name: value for name, value in weights("body").items() if value and not name.startswith("site-")}
    base = [body_told(page) for page in found]
    tried: dict[str, dict[float, list[float]]] = {name: {} for name in table}
    for name, value in table.items():
        for move in (0.0, *MOVES):
            with using("body", {name: value * move}):
                tried[name][move] = [body_told(page)[0] for page in found]
        gains = {move: fmean(new) - fmean(f1 for f1, _ in base) for move, new in tried[name].items()}
        moved = "  ".join(f"×{move:g} {gains[move]:+.4f}" for move in MOVES)
        print(f"{name:22} {value:7.2f}  worth {-gains[0.0]:+.4f}   {moved}")
    _shown(f"weights as they stand, {len(found)} pages", base)
    chosen: list[tuple[float, float]] = []
    for fold in range(FOLDS):
        others = [index for index, page in enumerate(found) if page.case.fold != fold]
        best = {}
        for name in table:
            sums = {move: sum(tried[name][move][index] for index in others) for move in MOVES}
            move = max(sums, key=lambda move: sums[move])
            if sums[move] > sum(base[index][0] for index in others):
                best[name] = table[name] * move
        with using("body", best):
            chosen += [body_told(page) for page in found if page.case.fold == fold]
        print(f"fold {fold}: " + (", ".join(f"{name} {value:.3g}" for name, value in best.items()) or "none moved"))
    _shown("moved as other sites would", chosen)


if __name__ == "__main__":
    body() if "body" in sys.argv else header_and_verdict()
