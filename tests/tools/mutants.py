"""How much of the rules' logic the tests watch: break one condition, run the tests, see whether any of them notices.

    python -m tests.tools.mutants --minutes 10                    a sample of the whole package
    python -m tests.tools.mutants --seed 3 --in strip find/date   other mutants, of these folders and modules
    python -m tests.tools.mutants --line newsclean/find/date.py:120     all mutants of one line

A mutant turns one condition around: an `if` or a `not`, an `and` or an `or`, a comparison. A comparison is moved at its
edge too; edges are counted apart, as they are numbers by one (`tests.tools.numbers`). A survivor is printed with its
place and its diff: a test is missing, or the condition does nothing (then it should go), or both ways come to the same.
The same seed gives the same mutants as long as the code stays as it is; numbers and texts are left alone.

One process imports everything and collects the tests. For each mutant it forks: the child gives the functions that the
mutant changes their new code, wherever they have been imported to, and runs the tests until one fails: those which have
killed another mutant of the module, the module's own, what becomes of each line of the fixtures (`tests.tools.labels`),
the fixtures, the rest of the folder's, the other rules', and at last all steps on all pages and the corpus.

A fork cannot show what a function gives while modules are imported. Where a mutant of a function lives that is called
then, a copy of the checkout that holds the mutant runs the tests once more from the start.

mutmut and cosmic-ray were looked at: they run one command for all mutants, or rewrite the functions so that the tests
which read the source fail, and neither takes a sample within a time.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import gc
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = str(ROOT / "newsclean")
ROOMS = ("strip", "find", "repair", "layout", "reading", "grammar", "text", "bulk")
PARTS = ("newsclean", "tests", "fixtures", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
PAGES = ("tests/test_steps.py", "tests/test_corpus.py")  # all steps on all pages, and the figures: a minute or two
TESTS = [
    *("-n", "0", "newsclean", "fixtures", "tests/data/pages", "tests/test_fixtures.py", *PAGES),
    *(f"tests/{room}" for room in (*ROOMS, "phrases") if (ROOT / "tests" / room).exists()),
    # a browser, pages of megabytes, how time grows, and what a process of its own does, which no fork changes
    *("--ignore-glob=*/test_browser.py", "--ignore-glob=*/reading/test_hostile*.py"),
    *("-k", "not grows and not no_memory and not full_streams and not terminal and not locale"),
]
CPU_SECONDS, PAGES_CPU_SECONDS = 20, 240  # several times what any of these tests takes: what hangs is noticed too
WALL_SECONDS = 3600  # and one that sleeps for ever, which takes no time of the processor

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
EDGES = ({b"<", b"<="}, {b">", b">="})
OPERATOR = re.compile(rb"not\s+in|is\s+not|[<>=!]=|[<>]|\bin\b|\bis\b")


class Mutant(NamedTuple):
    """One change of a module: the bytes of its code from `start` to `end` become `new`."""

    module: Path
    code: bytes
    line: int
    start: int
    end: int
    new: bytes

    def applied(self) -> bytes:
        """The module's code with this change."""
        return self.code[: self.start] + self.new + self.code[self.end :]

    @property
    def kind(self) -> str:
        """Whether it turns a condition around, or moves its edge by one, as another number would."""
        return "edge" if {self.code[self.start : self.end], self.new} in EDGES else "logic"

    def __str__(self) -> str:
        before, after = (text.decode().splitlines() for text in (self.code, self.applied()))
        lines = list(difflib.unified_diff(before, after, lineterm="", n=1))[3:]
        return "\n".join((f"{self.module}:{self.line}", *(f"    {line}" for line in lines)))


def mutants(module: Path, code: bytes) -> Iterator[Mutant]:
    """All mutants of a module.

    >>> for mutant in mutants(Path("x.py"), b"if a < 1 and not b: c"):
    ...     print(mutant.applied().decode())
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
        return Mutant(module, code, node.lineno, start, end, new)

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


def exchange(mutant: Mutant) -> dict[CodeType, CodeType]:
    """The functions that a mutant changes, before and after.

    >>> mutant, _ = mutants(Path("x.py"), b"def f():\\n    def g():\\n        return a < b\\n    return g")
    >>> [name(code) for code in exchange(mutant)]
    ['x.py f', 'x.py f.<locals>.g']
    """
    path = str(ROOT / mutant.module)
    old, new = (list(_nested(compile(code, path, "exec"))) for code in (mutant.code, mutant.applied()))
    if [name(code) for code in old] != [name(code) for code in new]:
        return {}
    return {before: after for before, after in zip(old[1:], new[1:], strict=True) if before != after}


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _nested(part)


def name(code: CodeType) -> str:
    """A function's file and name, which stay what they are while other functions change."""
    return f"{os.path.relpath(code.co_filename, ROOT)} {code.co_qualname}"


class Collected:
    """The pytest plugin that has everything imported and the tests collected, and tries mutants in forks."""

    def __init__(self, asked: Connection) -> None:
        self.asked = asked
        self.early: dict[int, CodeType] = {}  # functions that have been called before the first test
        self.killers: dict[Path, list[str]] = defaultdict(list)  # of each module, the last one first
        self.sound: dict[str, bool] = {}  # whether a test that has killed passes without any change
        self.report: Connection | None = None

    def note_call(self, frame: FrameType, event: str, argument: object) -> None:
        """A trace function for the time of imports."""
        if frame.f_code.co_filename.startswith(PACKAGE):
            self.early[id(frame.f_code)] = frame.f_code  # a code's hash takes all that is in it

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of the tests: answer for each mutant that comes until none does."""
        sys.settrace(None)
        self.hook, self.items = session.config.hook, {item.nodeid: item for item in session.items}
        for mutant in iter(self.asked.recv, None):
            verdict = self.verdict(mutant)
            self.asked.send((verdict, [test for test, sound in self.sound.items() if not sound]))
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The first failure decides."""
        if report.failed and self.report:
            self.report.send(report.nodeid)
            os._exit(1)

    def verdict(self, mutant: Mutant) -> str:
        """Whether the mutant "lives", is "killed", or lives where a fork is "unsure"."""
        changed = exchange(mutant)
        while (killer := self.first_failing(self.order(mutant.module), changed)) is not None:
            if self.sound.setdefault(killer, not killer or self.first_failing([self.items[killer]], {}) is None):
                self.killers[mutant.module].insert(0, killer)
                return "killed"
            del self.items[killer]
        early = set(map(name, self.early.values()))
        return "unsure" if not changed or early.intersection(map(name, changed)) else "lives"

    def order(self, module: Path) -> list[pytest.Item]:
        """The tests that can tell of a module, those first which are likely to."""
        killers, own = self.killers[module], (str(module), *own_tests(module))
        folder = f"tests/{module.parts[1]}/"

        def rank(item: pytest.Item) -> int:
            test = item.nodeid
            found = [test in killers, test.startswith(own), "::test_labels" in test, "/test_" not in test]
            found += [test.startswith(folder), not test.startswith(PAGES)]
            return found.index(True) if True in found else len(found)

        # what batches and commands do is not told by any other room, nor do they tell of one
        items = [item for item in self.items.values() if (module.parts[1] == "bulk") == ("/bulk/" in item.nodeid)]
        return sorted(items, key=rank)

    def first_failing(self, items: Sequence[pytest.Item], changed: dict[CodeType, CodeType]) -> str | None:
        """The first of some tests that fails in a fork with this code exchanged; "" where the fork itself ended."""
        told, report = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.get_context("fork").Process(target=self.run, args=(items, changed, report))
        child.start()
        report.close()
        child.join(WALL_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid or 0, signal.SIGKILL)
        child.join()
        if child.exitcode == 0:
            return None
        try:
            return str(told.recv())
        except EOFError:
            return ""

    def run(self, items: Sequence[pytest.Item], changed: dict[CodeType, CodeType], report: Connection) -> None:
        """Exchange the code wherever it is in use, and run the tests until one fails: the work of a fork."""
        os.setsid()
        self.report = report
        for function in gc.get_objects():
            if type(function) is FunctionType and function.__code__ in changed:
                function.__code__ = changed[function.__code__]
        for item, following in zip(items, [*items[1:], None], strict=True):
            seconds = PAGES_CPU_SECONDS if item.nodeid.startswith(PAGES) else CPU_SECONDS
            signal.setitimer(signal.ITIMER_PROF, seconds)  # its signal ends the process
            self.hook.pytest_runtest_protocol(item=item, nextitem=following)
        os._exit(0)  # without what the process has to do at its end


def own_tests(module: Path) -> list[str]:
    """The test files that are named after a module, or name it."""
    files = sorted((ROOT / "tests" / module.parts[1]).glob("test_*.py"))
    dotted = ".".join(module.with_suffix("").parts)
    own = [path for path in files if path.stem == f"test_{module.stem}" or dotted in path.read_text("utf-8")]
    return [str(path.relative_to(ROOT)) for path in own]


def collect(asked: Connection, output: int) -> None:
    """Import all, collect the tests and wait for mutants."""
    os.dup2(output, 1)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = tempfile.mkdtemp()
    plugin = Collected(asked)
    sys.settrace(plugin.note_call)
    pytest.main(["-p", "no:cacheprovider", *TESTS], plugins=[plugin])


class Checkout:
    """A copy of the checkout in which a mutant is tried from the start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in PARTS:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / part, folder / part)

    def lives(self, mutant: Mutant, unsound: Sequence[str]) -> bool:
        """Whether all tests pass, but for those that fail without any change."""
        path, room = self.folder / mutant.module, mutant.module.parts[1]
        left_out = [*TESTS[:2], *(f"--deselect={test}" for test in unsound)]
        path.write_bytes(mutant.applied())
        try:
            return all(
                self.passes([*left_out, *tests]) for tests in ([f"newsclean/{room}", f"tests/{room}"], TESTS[2:])
            )
        finally:
            path.write_bytes(mutant.code)

    def passes(self, arguments: Sequence[str]) -> bool:
        """Whether some tests pass."""
        environment = os.environ | {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        if (ROOT.parent / "shared").exists():
            environment.setdefault("NEWSCLEAN_SHARED", str(ROOT.parent / "shared"))
        command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *arguments]
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0


def wanted(places: Sequence[str], line: str) -> list[Mutant]:
    """All mutants of some folders and modules, or of one line (`newsclean/find/date.py:120`)."""
    only, _, number = line.partition(":")
    paths = [ROOT / only] if only else []
    for place in [] if only else places:
        path = ROOT / "newsclean" / place
        paths.extend(sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")])
    found = [made for path in paths for made in mutants(path.relative_to(ROOT), path.read_bytes())]
    return [made for made in found if not number or made.line == int(number)]


def verdicts(made: Sequence[Mutant], seconds: float) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant that there is time for, and whether it lives."""
    here, there = multiprocessing.Pipe()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile("w+") as output:
        checkout = Checkout(Path(folder))
        collected = multiprocessing.get_context("fork").Process(target=collect, args=(there, output.fileno()))
        collected.start()
        there.close()
        end, unsound = time.monotonic() + seconds, []
        for mutant in made:
            if time.monotonic() > end:
                break
            here.send(mutant)
            try:
                found, unsound = here.recv()
            except EOFError:  # the tests could not be collected
                output.seek(0)
                raise SystemExit(output.read()) from None
            yield mutant, found == "lives" or (found == "unsure" and checkout.lives(mutant, unsound))
        here.send(None)
        collected.join()
        if unsound:
            print(f"fail without any change: {unsound}", file=sys.stderr)


def main() -> None:
    """Try a sample of mutants and print those that live."""
    parser = argparse.ArgumentParser(description="Break conditions one at a time and see whether the tests notice.")
    parser.add_argument("--in", dest="places", nargs="+", default=ROOMS, help="folders or modules of newsclean/")
    parser.add_argument("--line", default="", help="all mutants of one line, FILE:LINE")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=10, help="begin no further mutant after this time")
    parser.add_argument("--most", type=int, default=1000, help="try so many mutants at most")
    asked = parser.parse_args()
    made = wanted(asked.places, asked.line)
    if not asked.line:
        random.Random(asked.seed).shuffle(made)
    tried: Counter[str] = Counter()
    alive: Counter[str] = Counter()
    for mutant, lives in verdicts(made[: asked.most], asked.minutes * 60):
        tried[mutant.kind] += 1
        alive[mutant.kind] += lives
        if lives:
            print(mutant, end="\n\n", flush=True)
        print(f"{alive.total()} of {tried.total()} live", end="\r", file=sys.stderr, flush=True)
    told = ", ".join(f"{kind} {alive[kind]} of {tried[kind]}" for kind in ("logic", "edge"))
    print(f"{alive.total()} of {tried.total()} mutants live: {told} ({len(made)} could be made)")


if __name__ == "__main__":
    os.nice(10)
    main()
