"""Change each number of a module a little, and see whether a test notices: one that none needs should go.

    python -m tests.tools.numbers layout/verdict layout/edges      these modules
    python -m tests.tools.numbers layout find                      all of these folders

A number is one of a module's constants, alone, in a tuple or in a range, or one inside a function (but 0 and 1, which
count and index). Whole ones below twenty are changed by one, all others by a third, up and down.

Most changes change nothing on most pages, so they are looked for first: each test runs once on code that works out,
wherever a number is compared, sliced or counted with, what the changed one would give. A change then runs the tests
alone on which it gave something else, shortest first, in a fork that has everything imported already. What no test sees
is printed, with the number of those on which it changed anything at all.
"""

from __future__ import annotations

import ast
import copy
import functools
import gc
import importlib
import os
import resource
import sys
import time
import types
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("layout", "find", "strip")  # whose tests read whole pages
PAGES = ("tests/data/pages", "fixtures")
OPTIONS = ("-p", "newsclean.testing", "--doctest-modules", "--doctest-ignore-import-errors", "-qq", "-s", "--tb=no")
_SMALL = 20  # whole numbers below it are counts
_SLOW = 2.0  # seconds; slower tests are left out
_MOST = 100  # tests that a change meets
_CPU = 60  # seconds of a change: one that never ends is noticed
# what an expression is climbed through: from a number to what is decided or worked out with it
_PURE = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.Subscript, ast.Slice)
_PURE_CALLS = ("min", "max", "range", "len", "round", "float", "int")


class Number(NamedTuple):
    """A number with another value: where it stands, and in which constant of the module, if in one."""

    module: str
    line: int
    column: int
    old: float
    new: float
    constant: str

    def __str__(self) -> str:
        return (
            f"{self.module.removeprefix('newsclean.')}:{self.line} {self.constant or 'inside'} {self.old} -> {self.new}"
        )


def changed(value: float) -> Iterator[float]:
    """The values that are tried instead."""
    if isinstance(value, int) and abs(value) < _SMALL:
        yield from (value + 1, value - 1)
    else:
        yield from (type(value)(value * 1.34), type(value)(value * 0.66))


def is_number(node: ast.AST) -> bool:
    """Whether a node is a number."""
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


class Code:
    """A module's code and its numbers."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.module = importlib.import_module(name)
        self.path = str(self.module.__file__)
        self.tree = ast.parse(Path(self.path).read_text(encoding="utf-8"))
        self.numbers = list(self._numbers())

    def _numbers(self) -> Iterator[Number]:
        for part in self.tree.body:
            if isinstance(part, ast.Assign | ast.AnnAssign) and part.value is not None:
                for name, value in _set(part):
                    found = [] if _is_pattern(value) else [node for node in ast.walk(value) if is_number(node)]
                    yield from self._changes([(node, name) for node in found])
            elif not isinstance(part, ast.Expr | ast.Import | ast.ImportFrom):
                inside = [node for node in ast.walk(part) if is_number(node) and node.value not in (0, 1)]  # type: ignore[attr-defined]
                yield from self._changes([(node, "") for node in inside])

    def _changes(self, found: Sequence[tuple[Any, str]]) -> Iterator[Number]:
        for node, name in found:
            for value in changed(node.value):
                yield Number(self.name, node.lineno, node.col_offset, node.value, value, name)

    def with_number(self, number: Number) -> ast.Module:
        """The code with one number changed."""
        tree = copy.deepcopy(self.tree)
        for node in ast.walk(tree):
            if is_number(node) and _place(node) == (number.line, number.column):
                node.value = number.new  # type: ignore[attr-defined]
        return tree


def _place(node: Any) -> tuple[int, int]:
    """Where a node stands."""
    return node.lineno, node.col_offset


def _is_pattern(value: ast.expr) -> bool:
    """Whether a constant is a compiled pattern or the like, whose numbers stand in text."""
    return isinstance(value, ast.Call) and not (isinstance(value.func, ast.Name) and value.func.id == "range")


class Watch(ast.NodeTransformer):
    """Has what is worked out with numbers tell what others would give."""

    def __init__(self, code: Code, others: dict[int, Number], constants: dict[str, ast.expr]) -> None:
        self.others, self.constants = others, constants
        self.parents = {child: node for node in ast.walk(code.tree) for child in ast.iter_child_nodes(node)}
        self.tops: dict[ast.AST, list[tuple[int, ast.AST]]] = defaultdict(list)
        for key, number in others.items():
            for node in self._places(code, number):
                self.tops[self._top(node)].append((key, node))
        self.found = {key for told in self.tops.values() for key, _ in told}

    def _places(self, code: Code, number: Number) -> Iterator[ast.AST]:
        for node in ast.walk(code.tree):
            if number.constant:
                if isinstance(node, ast.Name) and node.id == number.constant and isinstance(node.ctx, ast.Load):
                    yield node
            elif code.name == number.module and is_number(node) and _place(node) == (number.line, number.column):
                yield node

    def _top(self, node: ast.AST) -> ast.AST:
        while True:
            above = self.parents[node]
            pure = isinstance(above, _PURE) or (
                isinstance(above, ast.Call) and isinstance(above.func, ast.Name) and above.func.id in _PURE_CALLS
            )
            if not pure or isinstance(node, ast.Compare):
                return node
            node = above

    def visit(self, node: ast.AST) -> Any:
        """Wrap what is worked out with a number."""
        told = self.tops.get(node, ())
        ways = [(key, self._another(node, key, place)) for key, place in told]
        node = self.generic_visit(node)
        if not told or not isinstance(node, ast.expr) or isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
            return node
        keys = ast.Constant(tuple(key for key, _ in ways))
        blank = ast.arguments([], [], None, [], [], None, [])
        call = ast.Call(
            ast.Name("__watch__", ast.Load()), [keys, node, *(ast.Lambda(blank, way) for _, way in ways)], []
        )
        return ast.copy_location(call, node)

    def _another(self, node: ast.AST, key: int, place: ast.AST) -> ast.expr:
        """An expression with another number."""
        number = self.others[key]
        other = copy.deepcopy(self.constants[f"{key}"]) if number.constant else ast.Constant(number.new)
        found: dict[int, Any] = {id(place): other}
        return _replaced(node, found)


def _replaced(node: Any, by: dict[int, Any]) -> Any:
    """A copy of a node with some nodes replaced."""
    if id(node) in by:
        return by[id(node)]
    if isinstance(node, list):
        return [_replaced(part, by) for part in node]
    if not isinstance(node, ast.AST):
        return node
    made = type(node)(**{name: _replaced(value, by) for name, value in ast.iter_fields(node)})
    return ast.copy_location(made, node) if hasattr(node, "lineno") else made


class Seen:
    """On which tests changed numbers give something else."""

    def __init__(self) -> None:
        self.hit: set[int] = set()

    def watch(self, keys: tuple[int, ...], value: Any, *others: Callable[[], Any]) -> Any:
        """Note the numbers by which something else comes out; the value as it is."""
        for key, other in zip(keys, others, strict=True):
            if key not in self.hit:
                try:
                    same = other() == value
                except Exception:
                    same = False
                if not same or not isinstance(value, bool | int | float | str | range | list | tuple | type(None)):
                    self.hit.add(key)
        return value


def swap(name: str, tree: ast.Module, path: str) -> None:
    """Give a module's functions the code of another tree, wherever they are held."""
    codes: dict[tuple[str, int], types.CodeType] = {}
    todo: list[types.CodeType] = [compile(ast.fix_missing_locations(tree), path, "exec")]
    while todo:
        code = todo.pop()
        codes[code.co_name, code.co_firstlineno] = code
        todo += [part for part in code.co_consts if isinstance(part, types.CodeType)]
    for held in gc.get_objects():
        if isinstance(held, types.FunctionType) and held.__module__ == name:
            new = codes.get((held.__code__.co_name, held.__code__.co_firstlineno))
            if new is not None and new.co_freevars == held.__code__.co_freevars:
                held.__code__ = new
    forget(name)


def forget(name: str) -> None:
    """Drop what a module's functions have kept."""
    for value in list(vars(sys.modules[name]).values()):
        if isinstance(value, functools._lru_cache_wrapper):
            value.cache_clear()


def set_constant(code: Code, number: Number) -> None:
    """Set a module's constants as they would be with another number, wherever they are imported."""
    space: dict[str, Any] = {"__name__": code.name, "__package__": code.name.rpartition(".")[0], "__file__": code.path}
    exec(compile(code.with_number(number), code.path, "exec"), space)
    for name, value in space.items():
        old = vars(code.module).get(name)
        if name.startswith("__") or callable(old) or old is None or value == old:
            continue
        for module in [module for key, module in list(sys.modules.items()) if key.startswith("newsclean")]:
            if vars(module).get(name) is old:
                setattr(module, name, value)
    for name in [key for key in list(sys.modules) if key.startswith("newsclean.")]:
        forget(name)


class Trial:
    """A session of pytest that runs its tests on changed numbers."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self.codes = {code.name: code for code in codes}
        self.numbers = dict(enumerate(number for code in codes for number in code.numbers))
        self.seen, self.tests = Seen(), defaultdict[int, list[tuple[float, Any]]](list)
        self.right: dict[str, str] = {}

    def instrument(self) -> None:
        """Have the modules, and those that import their constants, tell what other numbers would give."""
        constants = {}
        for key, number in self.numbers.items():
            if number.constant:
                tree = self.codes[number.module].with_number(number)
                parts = [part for part in tree.body if isinstance(part, ast.Assign | ast.AnnAssign)]
                constants[f"{key}"] = next(
                    value for part in parts for name, value in _set(part) if name == number.constant
                )
        users = [name for name in list(sys.modules) if name.startswith("newsclean.") and self._uses(name)]
        self.unfound = set(self.numbers)
        for name in users:
            code = self.codes.get(name) or Code(name)
            own = vars(code.module)
            told = {
                key: number
                for key, number in self.numbers.items()
                if number.module == name
                or (number.constant and own.get(number.constant) is vars(sys.modules[number.module])[number.constant])
            }
            watch = Watch(code, told, constants)
            self.unfound -= watch.found
            vars(code.module)["__watch__"] = self.seen.watch
            swap(name, watch.visit(code.tree), code.path)

    def _uses(self, name: str) -> bool:
        module = sys.modules[name]
        if name in self.codes:
            return True
        names = {number.constant: number.module for number in self.numbers.values() if number.constant}
        return any(
            names[key] != name and vars(sys.modules[names[key]]).get(key) is value
            for key, value in vars(module).items()
            if key in names and getattr(module, "__file__", None)
        )

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run each test once, then what each change concerns."""
        self.instrument()
        times, started = {}, time.monotonic()
        for item in session.items:
            if hasattr(getattr(item, "obj", None), "hypothesis"):
                continue
            self.seen.hit.clear()
            start = time.monotonic()
            self.right[item.nodeid] = outcome(item)
            times[item.nodeid] = time.monotonic() - start
            if times[item.nodeid] <= _SLOW:
                for key in self.seen.hit | self.unfound:
                    self.tests[key].append((times[item.nodeid], item))
        for code in self.codes.values():
            code.tree = ast.parse(Path(code.path).read_text(encoding="utf-8"))
            swap(code.name, copy.deepcopy(code.tree), code.path)
        failed = [name for name, told in self.right.items() if "failed" in told]
        print(f"{len(failed)} fail as they are: {failed[:3]}" if failed else "all pass")
        print(f"{len(times)} tests in {time.monotonic() - started:.0f} s, {len(self.numbers)} changes", flush=True)
        unnoticed = 0
        for key, number in self.numbers.items():
            if not self.is_noticed(key):
                unnoticed += 1
                print(f"{number}: {len(self.tests[key])} tests see it", flush=True)
        print(f"{unnoticed} of {len(self.numbers)} changes unnoticed, {len(self.numbers) // 2} numbers")
        return True

    def is_noticed(self, key: int) -> bool:
        """Whether a test comes out otherwise with a number, in a fork."""
        number, code = self.numbers[key], self.codes[self.numbers[key].module]
        tests = [item for _, item in sorted(self.tests[key], key=lambda pair: pair[0])[:_MOST]]
        if not tests:
            return False
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (_CPU, _CPU))
            try:
                if number.constant:
                    set_constant(code, number)
                else:
                    swap(code.name, code.with_number(number), code.path)
                os._exit(int(any(outcome(item) != self.right[item.nodeid] for item in tests)))
            finally:
                os._exit(2)
        return os.waitpid(child, 0)[1] != 0


def _set(part: Any) -> Iterator[tuple[str, ast.expr]]:
    """The names that an assignment sets, each with its value."""
    target = part.targets[0] if isinstance(part, ast.Assign) else part.target
    if isinstance(target, ast.Tuple) and isinstance(part.value, ast.Tuple):
        yield from ((name.id, value) for name, value in zip(target.elts, part.value.elts, strict=True))  # type: ignore[attr-defined]
    elif isinstance(target, ast.Name):
        yield target.id, part.value


def outcome(item: pytest.Item) -> str:
    """How a test comes out."""
    return ",".join(report.outcome for report in runtestprotocol(item, log=False, nextitem=None))


def wanted(places: Sequence[str]) -> list[Code]:
    """The modules of some folders, or some modules."""
    names = []
    for place in places:
        path = ROOT / "newsclean" / place
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        names += [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files if file.stem != "__init__"]
    return [Code(name) for name in names]


def main() -> int:
    """Try all numbers of some modules, and print those that nothing needs."""
    places = sys.argv[1:] or ["layout"]
    rooms = sorted({place.split("/")[0] for place in places})
    tests = [str(ROOT / "tests" / room) for room in {*rooms, *ROOMS}] + [
        str(ROOT / "newsclean" / room) for room in rooms
    ]
    importlib.import_module("newsclean")
    options = ["-o", "addopts=", *OPTIONS, "-p", "no:cacheprovider", *tests, *(str(ROOT / page) for page in PAGES)]
    return int(pytest.main(options, plugins=[Trial(wanted(places))]))


if __name__ == "__main__":
    os.nice(10)
    sys.exit(main())
