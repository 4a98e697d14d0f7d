"""How much of the rules' logic the tests watch: break one condition, run the tests, see whether any of them notices.

    python -m tests.tools.mutants --minutes 10                    a sample of the whole package
    python -m tests.tools.mutants --seed 3 --in strip find/date   other mutants, of these folders and modules
    python -m tests.tools.mutants --line newsclean/find/date.py:120     all mutants of one line

A mutant turns one condition around: an `if` or a `not`, an `and` or an `or`, a comparison (at its edge and its
opposite). It stands in a copy of the checkout, where the tests of its module run first, then the fixtures and the other
tests of its folder, each until the first failure. A survivor is printed with
its place and its diff: a test is missing, or the condition does nothing (then it should go), or both ways come to the
same. The same seed gives the same mutants as long as the code stays as it is; numbers and texts are left alone.

mutmut and cosmic-ray were looked at: they run one command for all mutants, or rewrite the functions so that the tests
which read the source fail, and neither takes a sample within a time.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .measure import shared

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("strip", "find", "repair", "layout", "reading", "grammar", "text", "bulk")
PARTS = ("newsclean", "tests", "fixtures", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
# tests that clean whole pages; `--thorough` goes on to the corpus and the promises, which take minutes a mutant
PAGES = ("tests/test_fixtures.py",)
MORE_PAGES = ("tests/test_steps.py", "tests/test_promises.py", "tests/test_corpus.py")
SLOW = ("test_browser", "test_hostile")  # a browser, and pages of megabytes
CPU_SECONDS = 180  # several times what any of these tests take: a mutant that hangs is noticed too

OTHER_WAYS = {
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
OPERATOR = re.compile(rb"not\s+in|is\s+not|[<>=!]=|[<>]|\bin\b|\bis\b")


class Mutant(NamedTuple):
    """One change of a module: the bytes from `start` to `end` become `new`."""

    module: Path
    line: int
    start: int
    end: int
    new: bytes

    def applied(self, code: bytes) -> bytes:
        """The module's code with this change."""
        return code[: self.start] + self.new + code[self.end :]

    def __str__(self) -> str:
        code = (ROOT / self.module).read_bytes()
        before, after = (text.decode().splitlines() for text in (code, self.applied(code)))
        lines = list(difflib.unified_diff(before, after, lineterm="", n=1))[3:]
        return "\n".join((f"{self.module}:{self.line}", *(f"    {line}" for line in lines)))


def mutants(module: Path, code: bytes) -> Iterator[Mutant]:
    """All mutants of a module.

    >>> code = b"if a < 1 and not b: c"
    >>> for mutant in mutants(Path("x.py"), code):
    ...     print(mutant.applied(code).decode())
    if not (a < 1 and not b): c
    if a < 1 or not b: c
    if a <= 1 and not b: c
    if a >= 1 and not b: c
    if a < 1 and (b): c
    """
    starts = [0]
    for line in code.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def span(node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    def change(node: ast.expr, start: int, end: int, new: bytes) -> Mutant:
        return Mutant(module, node.lineno, start, end, new)

    for node in ast.walk(ast.parse(code)):
        for test in conditions(node):
            start, end = span(test)
            yield change(test, start, end, b"not (" + code[start:end] + b")")
        if isinstance(node, ast.BoolOp):
            yield change(node, *span(node), _other_word(node, code, span))
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = slice(*span(node.operand))
            yield change(node, *span(node), b"(" + code[inner] + b")")
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for before, operator, after in zip(sides, node.ops, sides[1:], strict=False):
                between = OPERATOR.search(code, span(before)[1], span(after)[0])
                for way in OTHER_WAYS[type(operator)] if between else ():
                    yield change(before, *between.span(), way.encode())


def conditions(node: ast.AST) -> Sequence[ast.expr]:
    """What decides whether a node's body runs, but for what has an opposite of its own and `if`s for type checkers."""
    tests = [node.test] if isinstance(node, ast.If | ast.IfExp | ast.While) else getattr(node, "ifs", [])
    return [test for test in tests if not _has_opposite(test) and "TYPE_CHECKING" not in ast.dump(test)]


def _has_opposite(test: ast.expr) -> bool:
    """Whether turning its operator around turns the whole condition around: `not a`, `a < b`."""
    return isinstance(test, ast.UnaryOp) or (isinstance(test, ast.Compare) and len(test.ops) == 1)


def _other_word(node: ast.BoolOp, code: bytes, span: Callable[[ast.expr], tuple[int, int]]) -> bytes:
    """The code of an `and` as an `or`, of an `or` as an `and`."""
    old, new = (b"and", b"or") if isinstance(node.op, ast.And) else (b"or", b"and")
    out, at = b"", span(node)[0]
    for before, after in zip(node.values, node.values[1:], strict=False):
        between = slice(span(before)[1], span(after)[0])
        out += code[at : between.start] + re.sub(rb"\b%s\b" % old, new, code[between], count=1)
        at = between.stop
    return out + code[at : span(node)[1]]


class Checkout:
    """A copy of the checkout in which mutants are tried."""

    def __init__(self, folder: Path, thorough: bool) -> None:
        self.folder = folder
        self.pages = PAGES + MORE_PAGES * thorough
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, folder / part)
        corpus = shared()
        self.environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        if corpus:
            self.environment["NEWSCLEAN_SHARED"] = str(corpus)
        self._failing: dict[tuple[str, ...], list[str]] = {}
        subprocess.run([sys.executable, "-m", "compileall", "-q", *PARTS[:2]], cwd=folder, check=True)

    def run(self, tests: Sequence[str], *options: str) -> bool:
        """Whether the tests pass, within the time of the processor that they may take."""

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))

        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "-n", "0", *options, *tests],
                cwd=self.folder,
                env=self.environment,
                stdout=subprocess.DEVNULL,
                preexec_fn=limit,
                timeout=20 * CPU_SECONDS,  # one that sleeps for ever takes no time of the processor
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode in (0, 5)  # 5: a module without doctests

    def failing(self, tests: Sequence[str]) -> list[str]:
        """Those of the tests that fail without any change."""
        key = tuple(tests)
        if key not in self._failing:
            noted = self.folder / ".pytest_cache" / "v" / "cache" / "lastfailed"
            noted.unlink(missing_ok=True)
            passed = self.run(tests)
            self._failing[key] = list(json.loads(noted.read_text())) if noted.exists() and not passed else []
            if self._failing[key]:
                print(f"fail without any change: {self._failing[key]}", file=sys.stderr)
        return self._failing[key]

    def stages(self, module: Path) -> list[list[str]]:
        """The tests that a mutant of a module has to get by: the module's own, whole pages, the rest of its folder."""
        name = ".".join(module.with_suffix("").parts)
        files = sorted((self.folder / "tests" / module.parts[1]).glob("test_*.py"))
        files = [path for path in files if path.stem not in SLOW]
        own = [path for path in files if name in path.read_text("utf-8") or path.stem == f"test_{module.stem}"]
        near, far = (
            [str(path.relative_to(self.folder)) for path in files if (path in own) == mine] for mine in (True, False)
        )
        # batches hand pages on, whatever stands on them
        pages = [] if module.parts[1] == "bulk" else [[path] for path in self.pages if (self.folder / path).exists()]
        return [[str(module), *near], *pages[:1], *filter(None, [far]), *pages[1:]]

    def survives(self, mutant: Mutant) -> bool:
        """Whether no test notices a mutant that passes on the code as it is."""
        path = self.folder / mutant.module
        code = path.read_bytes()
        for tests in self.stages(mutant.module):
            left_out = [f"--deselect={test}" for test in self.failing(tests)]
            for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
                compiled.unlink()
            path.write_bytes(mutant.applied(code))
            try:
                if not self.run(tests, "-x", "-p", "no:cacheprovider", *left_out):
                    return False
            finally:
                path.write_bytes(code)
        return True


def wanted(places: Sequence[str], line: str) -> list[Mutant]:
    """All mutants of some folders and modules, or of one line (`newsclean/find/date.py:120`)."""
    only, _, number = line.partition(":")
    paths = [ROOT / only] if only else []
    for place in [] if only else places:
        path = ROOT / "newsclean" / place
        paths.extend(sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")])
    found = [made for path in paths for made in mutants(path.relative_to(ROOT), path.read_bytes())]
    return [made for made in found if not number or made.line == int(number)]


def main() -> None:
    """Try a sample of mutants and print those that live."""
    parser = argparse.ArgumentParser(description="Break conditions one at a time and see whether the tests notice.")
    parser.add_argument("--in", dest="places", nargs="+", default=ROOMS, help="folders or modules of newsclean/")
    parser.add_argument("--line", default="", help="all mutants of one line, FILE:LINE")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=10, help="begin no further mutant after this time")
    parser.add_argument("--thorough", action="store_true", help="survivors also meet the corpus: minutes each")
    parser.add_argument("--most", type=int, default=1000, help="try so many mutants at most")
    asked = parser.parse_args()
    made = wanted(asked.places, asked.line)
    if not asked.line:
        random.Random(asked.seed).shuffle(made)
    end, tried, alive = time.monotonic() + asked.minutes * 60, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        checkout = Checkout(Path(folder), asked.thorough)
        for mutant in made[: asked.most]:
            if time.monotonic() > end:
                break
            tried += 1
            if checkout.survives(mutant):
                alive += 1
                print(mutant, end="\n\n", flush=True)
            print(f"{alive} of {tried} live", end="\r", file=sys.stderr, flush=True)
    print(f"{alive} of {tried} mutants live ({len(made)} could be made)")


if __name__ == "__main__":
    os.nice(10)
    main()
