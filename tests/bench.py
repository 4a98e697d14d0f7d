"""How long a page takes, as a multiple of lxml's own parse of the same bytes.

    python -m tests.bench                     # ratio, share of each step
    python -m tests.bench --growth            # slope of time over size, on a log-log scale
    python -m tests.bench --memory            # peak above lxml's own tree, in page sizes
    python -m tests.bench --peers             # other extractors that are installed, beside it

Pages: ../shared/corpus where it is there, else fixtures/. Each round takes the pages in turn, parse and clean one after
the other, so that a busy machine slows both; the median of the rounds counts.
"""

from __future__ import annotations

import argparse
import gc
import math
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import lxml.html

from newsclean import REPAIRS, STEPS, clean_page, load
from newsclean.repair.page import repair_page

FOLDER = Path(__file__).parent.parent
CORPUS = FOLDER.parent / "shared" / "corpus" / "pages"


def pages() -> list[bytes]:
    """The HTML pages to measure on."""
    found = sorted(CORPUS.glob("*.html")) or sorted((FOLDER / "fixtures" / "wild").glob("*/page.html"))
    return [path.read_bytes() for path in found]


def seconds(call: Callable[[], Any]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def ratio(raws: Sequence[bytes], rounds: int = 5) -> tuple[float, float]:
    """Milliseconds a page for lxml's parse and for clean_page: medians over the rounds."""
    parse, clean = [], []
    for raw in raws:
        clean_page(raw)  # phrase files are compiled on first use
    for _ in range(rounds):
        one = two = 0.0
        for raw in raws:
            one += seconds(lambda raw=raw: lxml.html.document_fromstring(raw))
            two += seconds(lambda raw=raw: clean_page(raw))
        parse.append(one)
        clean.append(two)
    return statistics.median(parse) / len(raws) * 1000, statistics.median(clean) / len(raws) * 1000


def shares(raws: Sequence[bytes]) -> dict[str, float]:
    """Milliseconds a page for loading, repairs and each step."""
    spent: dict[str, float] = {}
    for raw in raws:
        start = time.perf_counter()
        page = load(raw)
        spent["load"] = spent.get("load", 0.0) + time.perf_counter() - start
        start = time.perf_counter()
        page = repair_page(page, REPAIRS)
        spent["repairs"] = spent.get("repairs", 0.0) + time.perf_counter() - start
        for step in STEPS:
            start = time.perf_counter()
            page = page.with_marks(tuple(step(page)))
            spent[step.__name__] = spent.get(step.__name__, 0.0) + time.perf_counter() - start
    return {name: total / len(raws) * 1000 for name, total in spent.items()}


def growth(build: Callable[[int], str], sizes: Sequence[int]) -> float:
    """Slope of log time over log size for pages that `build` makes."""
    points = []
    for size in sizes:
        page = build(size).encode()
        gc.collect()
        points.append((math.log(size), math.log(min(seconds(lambda page=page: clean_page(page)) for _ in range(2)))))
    x, y = zip(*points, strict=True)
    return statistics.linear_regression(x, y).slope


def paragraphs(count: int) -> str:
    """A page of so many lines: a tenth of them links."""
    lines = [
        f"<p>第{n}段，昨天上午新桥正式通车，两岸居民出行更加方便。</p>" if n % 10 else f"<li><a href='/{n}'>第{n}条</a></li>"
        for n in range(count)
    ]
    return "<html><head><title>新桥通车</title></head><body><h1>新桥通车</h1>" + "".join(lines) + "</body></html>"


def one_line(count: int) -> str:
    """A page with one line of so many sentences."""
    return "<html><body><h1>新桥通车</h1><p>" + "昨天上午，新桥正式通车。" * count + "</p></body></html>"


def memory(raw: bytes) -> float:
    """Peak of Python's memory above the start, as a multiple of the page's bytes (lxml's tree is not Python's)."""
    clean_page(raw)
    gc.collect()
    tracemalloc.start()
    clean_page(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(raw)


def main() -> None:
    """Print what was asked for."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("growth", "memory", "peers"):
        arguments.add_argument(f"--{name}", action="store_true")
    asked = arguments.parse_args()
    raws = pages()
    if asked.growth:
        print(f"lines 100 to 200,000: slope {growth(paragraphs, (100, 1000, 10_000, 50_000, 200_000)):.2f}")
        print(f"one line to 10 MB: slope {growth(one_line, (1000, 10_000, 100_000, 280_000)):.2f}")
        return
    if asked.memory:
        ratios = sorted(memory(raw) for raw in raws)
        print(f"peak memory: median {statistics.median(ratios):.1f}, most {ratios[-1]:.1f} times the page's bytes")
        return
    parse, clean = ratio(raws)
    print(f"{len(raws)} pages: lxml.html {parse:.2f} ms, clean_page {clean:.2f} ms a page: {clean / parse:.2f} times the parse")
    for name, spent in shares(raws).items():
        print(f"  {name:20} {spent:6.3f} ms {spent / clean:6.1%}")
    if asked.peers:
        from .peers import time_peers

        time_peers(raws, parse)


if __name__ == "__main__":
    main()
