"""How long a page takes, as a multiple of lxml's own parse of the same bytes.

    python -m tests.tools.bench                     # ratio, share of each step
    python -m tests.tools.bench --growth            # slope of time over size, on a log-log scale
    python -m tests.tools.bench --memory            # peak above lxml's own tree, in page sizes
    python -m tests.tools.bench --imports           # what `import newsclean` costs beyond its dependencies
    python -m tests.tools.bench --peers [NAME…]     # other extractors that are installed, beside it

Pages: ../shared/corpus where it is there, else fixtures/. Times are of this process's own work (CPU time), so that what
else the machine does counts for little. Each round takes the pages in turn, parse and clean one after the other, so
that what remains of it slows both; the median of the rounds counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html

from newsclean import REPAIRS, STEPS, clean_page, load
from newsclean.reading.decode import decode
from newsclean.repair.page import repair_page
from newsclean.text import views

FOLDER = Path(__file__).parents[2]
CORPUS = FOLDER.parent / "shared" / "corpus" / "pages"
LINES = (100, 1000, 10_000, 50_000, 200_000)  # of a page that grows
SENTENCES = (1000, 10_000, 100_000, 280_000)  # of a line that grows, up to 10 MB
EXTRAS = ("pandas", "pyarrow", "pyspark", "pebble", "fastwarc", "tqdm", "datasets", "datatrove", "scrapy", "IPython")
_IMPORTS = """
import json, sys, time
import bs4.dammit, charset_normalizer, lxml.html, opencc, regex
start = time.process_time()
import newsclean
spent = time.process_time() - start
from newsclean.text.lazy_re import are_waiting
print(json.dumps([spent, sorted(sys.modules), are_waiting()]))
"""


def pages() -> list[bytes]:
    """The HTML pages to measure on."""
    found = sorted(CORPUS.glob("*.html")) or sorted((FOLDER / "fixtures" / "wild").glob("*/page.html"))
    return [path.read_bytes() for path in found]


def seconds(call: Callable[[], Any]) -> float:
    """Seconds of work that one call takes."""
    start = time.process_time()
    call()
    return time.process_time() - start


@cache
def parse_of_a_million() -> float:
    """Seconds that lxml takes on this machine for a million characters in paragraphs."""
    page = paragraphs(30_000).encode()
    return min(seconds(lambda: lxml.html.document_fromstring(page)) for _ in range(3))


def parses(call: Callable[[], Any]) -> float:
    """What a call costs in parses of a million characters: about the same on a slow machine as on a fast one."""
    return seconds(call) / parse_of_a_million()


def ratio(raws: Sequence[bytes], rounds: int = 5, clean: Callable[[bytes], Any] = clean_page) -> tuple[float, float]:
    """Milliseconds a page for lxml's parse and for an extractor: medians over the rounds."""
    parsed, cleaned = [], []
    for raw in raws:
        clean(raw)  # phrase files are compiled on first use
    for _ in range(rounds):
        one = two = 0.0
        for raw in raws:
            one += seconds(lambda raw=raw: lxml.html.document_fromstring(raw))
            two += seconds(lambda raw=raw: clean(raw))
        parsed.append(one)
        cleaned.append(two)
    return statistics.median(parsed) / len(raws) * 1000, statistics.median(cleaned) / len(raws) * 1000


def shares(raws: Sequence[bytes]) -> dict[str, float]:
    """Milliseconds a page for loading, repairs and each step."""
    spent: dict[str, float] = {}

    def timed(name: str, call: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = call()
        spent[name] = spent.get(name, 0.0) + time.process_time() - start
        return result

    for raw in raws:
        page = timed("load", lambda raw=raw: load(raw))
        page = timed("repairs", lambda page=page: repair_page(page, REPAIRS))
        timed("folded text", lambda page=page: (views.folded(page), views.prose(page), page.hints))
        for step in STEPS:
            marks = timed(step.__name__, lambda step=step, page=page: tuple(step(page)))
            page = page.with_marks(marks)
    return {name: total / len(raws) * 1000 for name, total in spent.items()}


def growth(build: Callable[[int], str], sizes: Sequence[int], rounds: int = 2) -> float:
    """Slope of log time over log size for pages that `build` makes: 1.0 is time that grows as the page does."""
    points = []
    for size in sizes:
        page = build(size).encode()
        gc.collect()
        points.append(
            (math.log(size), math.log(min(seconds(lambda page=page: clean_page(page)) for _ in range(rounds))))
        )
    x, y = zip(*points, strict=True)
    return statistics.linear_regression(x, y).slope


def paragraphs(count: int) -> str:
    """A page of so many lines: a tenth of them links."""
    lines = [
        f"<p>第{n}段，昨天上午新桥正式通车，两岸居民出行更加方便。</p>" if n % 10 else f"<li><a href='/{n}'>第{n}条</a>"
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


def imports() -> tuple[float, list[str], int]:
    """`import newsclean` in a process of its own: seconds beyond its dependencies, extras that come with it, and how
    many patterns it leaves uncompiled.
    """
    answer = subprocess.run([sys.executable, "-c", _IMPORTS], capture_output=True, text=True, check=True, cwd=FOLDER)
    spent, modules, waiting = json.loads(answer.stdout)
    return spent, sorted(set(EXTRAS).intersection(modules)), waiting


def print_shares(raws: Sequence[bytes]) -> None:
    """The ratio, and what each part takes of it."""
    parse, clean = ratio(raws)
    times = f"lxml.html {parse:.2f} ms, clean_page {clean:.2f} ms a page"
    print(f"{len(raws)} pages: {times}: {clean / parse:.1f} times the parse")
    for name, spent in shares(raws).items():
        print(f"  {name:20} {spent:6.3f} ms {spent / clean:6.1%}")


def print_peers(raws: Sequence[bytes], names: Sequence[str]) -> None:
    """The same ratio for the extractors of these names, or all that are installed, as a Markdown table.

    newsclean gets a page's bytes, the others its text, decoded beforehand.
    """
    from .measure import tool
    from .peers import PACKAGES

    print("| | times lxml's parse | ms a page |\n|---|---|---|")
    texts = {raw: decode(raw)[0] for raw in raws}
    for name in names or PACKAGES:
        try:
            extract = tool("peers").EXTRACTORS[name]()
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)
            continue
        wanted = getattr(extract, "takes_bytes", False)

        def clean(raw: bytes, extract: Any = extract, wanted: bool = wanted) -> None:
            try:
                extract(raw if wanted else texts[raw], "https://example.com/")
            except Exception:  # some fail on some pages; what they did until then counts
                return

        parse, spent = ratio(raws, 3, clean)
        print(f"| {PACKAGES.get(name, name)} | {spent / parse:.1f} | {spent:.1f} |", flush=True)


def main() -> None:
    """Print what was asked for."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("growth", "memory", "imports"):
        arguments.add_argument(f"--{name}", action="store_true")
    arguments.add_argument("--peers", nargs="*", metavar="NAME")
    asked = arguments.parse_args()
    if asked.growth:
        print(f"lines 100 to 200,000: slope {growth(paragraphs, LINES):.2f}")
        print(f"one line to 10 MB: slope {growth(one_line, SENTENCES):.2f}")
    elif asked.memory:
        ratios = sorted(memory(raw) for raw in pages())
        print(f"peak memory: median {statistics.median(ratios):.1f}, most {ratios[-1]:.1f} times the page's bytes")
    elif asked.imports:
        with tempfile.TemporaryDirectory() as compiled:  # as an installed package is, once it has been imported
            os.environ["PYTHONPYCACHEPREFIX"] = compiled
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            imports()
            spent, extras, waiting = imports()
        print(f"import newsclean: {spent:.3f} s beyond its dependencies; extras: {', '.join(extras) or 'none'}")
        print(f"{waiting} patterns wait until one is used")
    elif asked.peers is not None:
        print_peers(pages(), asked.peers)
    else:
        print_shares(pages())


if __name__ == "__main__":
    main()
