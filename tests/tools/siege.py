"""Lay siege to `newsclean batch`: `python -m tests.tools.siege [MINUTES] [--seed N]`.

Each round makes an input at random (an archive, lines, a table, files), spoils some of its records, names or cells,
runs the batch on it, ends it at random moments, goes on, and looks at what must hold:

- every sound record is a row, each once, and no row is of a record that a page planted;
- each bad record is an error, and nothing else is;
- exit codes are those that the help promises, and nothing raises;
- a run that was ended and gone on with gives the rows of one that was not;
- the parent's memory stays below a bound;
- one round in four runs in a process of its own, mostly with workers: it, they or all of them get signals at any moment
  (`siege_ends`), its checkpoint is changed behind its back, and nothing is left running.

What does not hold is printed with the round's seed, with which `--only SEED` does it again.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from newsclean.bulk import outputs
from newsclean.bulk.command import main as batch

from . import siege_ends
from .siege_inputs import Round, held


class Ended(BaseException):
    """The machine goes down."""


@contextlib.contextmanager
def ending(at: int) -> Iterator[None]:
    """Let the machine go down at the n-th call that reaches the disk."""
    calls = 0
    real = {name: getattr(os, name) for name in ("write", "fsync", "replace")}

    def counted(name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls >= at:
                raise Ended
            return real[name](*arguments)

        return call

    try:
        for name in real:
            setattr(os, name, counted(name))
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def lay(seed: int) -> str:
    """One round; what does not hold, "" where all does."""
    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stderr(io.StringIO()):
        round_ = Round(seed, Path(name))
        source = round_.make()
        out = Path(name) / ("out" + round_.chance.choice([".jsonl", ".jsonl.gz", ".parquet"]))
        arguments = [str(source), "-o", str(out), "--resume"]
        for _ in range(round_.chance.randint(0, 2)):
            with contextlib.suppress(Ended), ending(round_.chance.randint(1, 30)):
                batch(arguments)
        code = batch(arguments)
        return held(round_, out, code)


def main() -> int:
    """Lay siege for some minutes; 1 if something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.siege", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("minutes", nargs="?", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0, help="of the first round (0)")
    parser.add_argument("--only", type=int, metavar="SEED", help="one round")
    args = parser.parse_args()
    outputs.LINES_PER_COMMIT = outputs.ROWS_PER_PART = 5
    outputs.ROWS_PER_GROUP = 2
    seeds = [args.only] if args.only is not None else range(args.seed, sys.maxsize)
    end, rounds, fallen = time.monotonic() + 60 * args.minutes, 0, 0
    for seed in seeds:
        if time.monotonic() > end:
            break
        found = siege_ends.lay(seed) if seed % 4 == 3 else lay(seed)
        rounds += 1
        if found:
            fallen += 1
            print(f"seed {seed}: {found}", flush=True)
    print(f"{rounds:,} rounds from seed {args.seed}, {fallen:,} in which something did not hold")
    return int(fallen > 0)


if __name__ == "__main__":
    sys.exit(main())
