"""The fuzzer with libFuzzer's guidance: `python -m tests.tools.fuzz --guided`, where atheris is installed.

Pages that run code of the package which no page before them has run are damaged further.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
from collections import Counter
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["newsclean"]):
    from . import fuzz

LONGEST = 40_000  # bytes
ALONE = 0.1  # of the pages are made of a fixture, as without guidance


def packed(page: bytes | str) -> bytes:
    """A page as libFuzzer holds it."""
    return b"s" + page.encode("utf-8", "surrogatepass") if isinstance(page, str) else b"b" + page


def unpacked(data: bytes) -> bytes | str:
    """The page again."""
    return data[1:].decode("utf-8", "replace") if data[:1] == b"s" else data[1:]


def main() -> None:
    """Run libFuzzer, which ends the process when the time is over."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seed", type=int)
    parser.add_argument("minutes", type=float)
    parser.add_argument("keep", type=Path, nargs="?")
    options = parser.parse_args()
    pages = fuzz.seeds()
    counts: Counter[str] = Counter()

    def mutate(data: bytes, longest: int, number: int) -> bytes:
        rng = random.Random(number)
        if len(data) < 2 or rng.random() < ALONE:
            return packed(fuzz.any_page(pages, rng))[:longest]
        return packed(fuzz.damaged(unpacked(data), pages, rng))[:longest]

    def one(data: bytes) -> None:
        number = counts["pages"]
        fuzz.look(unpacked(data), f"guided {number}", counts, options.keep, full=number % fuzz.EVERY == 0)

    signal.signal(signal.SIGPROF, fuzz.give_up)
    limits = [f"-max_total_time={round(60 * options.minutes)}", f"-max_len={LONGEST}", "-rss_limit_mb=0"]
    told = ["-verbosity=0", "-print_final_stats=1", f"-artifact_prefix={options.keep or '.'}/"]
    atheris.Setup([sys.argv[0], f"-seed={options.seed + 1}", *limits, *told], one, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
