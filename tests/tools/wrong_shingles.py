"""What repairs make wrong on mirrored pages: four-character shingles of the body that the clean page does not have.

    python -m tests.tools.wrong_shingles                 mirror and mirror_nfkc, seeds 0 to 2
    python -m tests.tools.wrong_shingles mirror 0 --show 40    one run, with its wrong shingles in their surroundings

Shingles that the clean page's own body has wrong are not counted: what is left is the damage's, and the repairs'.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from itertools import product
from statistics import fmean
from typing import NamedTuple

from newsclean import clean_page

from .measure import shared, tool


class Row(NamedTuple):
    """One page: its body's shingles, those that are wrong, F1 and whether it is exact."""

    all: int
    wrong: Counter[str]
    f1: float
    exact: bool


def row(page: str | bytes, url: str | None, body: list[str], optional: list[str]) -> Row:
    """What comes out of a page, against its body and optional lines."""
    score = tool("score")
    got = clean_page(page, url=url).body
    found, true, may = (score.shingles(texts) for texts in ([got], body, optional))
    precision, recall, f1 = score.body_scores(got, body, optional)
    return Row(sum(found.values()), found - true - may, f1, precision >= 0.99 and recall >= 0.99)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*", default=["mirror", "mirror_nfkc"])
    parser.add_argument("--seeds", default="012")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--stride", type=int, default=1)
    args = parser.parse_args()
    folder = shared()
    if folder is None:
        sys.exit("no annotated corpus beside the repository; NEWSCLEAN_SHARED can name its folder")
    score, inject = tool("score"), tool("inject")
    total: Counter[str] = Counter()
    pages = [page for page in score.corpus(folder / "corpus") if not page[3]][:: args.stride]
    runs = list(product(args.families, args.seeds))
    rows: dict[tuple[str, str], list[Row]] = {run: [] for run in runs}
    for id, gold, raw, _ in pages:
        texts = score.gold_texts(gold, score.lines(score.parse(raw)))
        clean = row(raw, gold.get("url"), *texts)
        for family, seed in runs:
            text, _ = inject.inject(score.decode(raw), family, f"{id}-{seed}")
            got = row(b"\xef\xbb\xbf" + text.encode(), gold.get("url"), *texts)
            got = got._replace(wrong=got.wrong - clean.wrong)
            rows[family, seed].append(got)
            total += got.wrong
            for shingle in list(got.wrong)[: args.show]:
                print(id, family, seed, shingle)
    for run, found in rows.items():
        wrong = sum(sum(one.wrong.values()) for one in found)
        size, f1, exact = (
            sum(one.all for one in found),
            fmean(one.f1 for one in found),
            fmean(one.exact for one in found),
        )
        print(f"{' '.join(run):14} {wrong:5} of {size:6} wrong   f1 {f1:.4f} exact {exact:.3f}")
    print(f"all            {sum(total.values()):5}")


if __name__ == "__main__":
    main()
