"""No pattern of the package takes more than linear time, whatever it is run on.

Every compiled pattern is found in the modules' globals, in the caches of their functions and in calls inside these, and
run on long strings made of its own ingredients: its characters, its literal runs, samples of its classes, alone and in
pairs. A string that takes long is tried at twice the length, and the time may double but not quadruple.
"""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
import signal
import time
import types
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice, permutations
from pathlib import Path
from typing import Any

import pytest
import regex

import newsclean
from newsclean import clean_page
from newsclean.text import lazy_re

from .tools.fixtures import cases

LENGTH = 3_000  # characters of the first try
SUSPECT = 0.004  # seconds for it: a linear pattern takes a tenth, on a busy machine half
LONGER = 4  # times as long as that is the first of two tries that are compared
GROWTH = 3.0  # for twice the length: linear is 2, quadratic 4
GIVE_UP = 5.0  # seconds
STRINGS = 40  # tried of each pattern

# Patterns that only ever see strings which keep them short, and what these are
BOUNDED = {
    "newsclean.reading.decode.FAMILIES": "names of encodings, 40 characters",
    "newsclean.layout.boxes.named": "hints, 400 characters",
    "newsclean.layout.candidates._TITLE_HINT": "hints, 400 characters",
    "newsclean.layout.candidates.INSIDE": "lines of 120 characters",
    "newsclean.strip.boilerplate._CODE": "lines of 160 characters",
    "newsclean.strip.tickers._CARD": "lines of 60 characters",
    "newsclean.reading.tags._TAG": "what a serializer has written, where each `<` has its `>`",
}
# Lines hold no two blanks in a row, so rows of blanks are tried on the patterns of these modules only
READ_SOURCE = tuple(
    f"newsclean.reading.{name}"
    for name in [
        "decode",
        "dumps.maker",
        "dumps.markdown",
        "dumps.opening",
        "dumps.pieces",
        "dumps.plain",
        "dumps.wrapped",
        "head",
        "visibility",
        "lenient",
        "load",
        "parse",
        "recovery",
        "style_sheets",
        "tags",
    ]
)

# Samples of what a class or an escape stands for
SAMPLES = {"s": " ", "S": "中", "d": "1", "D": "a", "w": "中", "W": " ", "b": "a", "p": "中"}
Pattern = Any  # re.Pattern, what stands for one until it is compiled, or regex.Pattern


class Slow(Exception):
    """A pattern ran out of time."""


def modules() -> list[types.ModuleType]:
    """All modules of the package that can be imported here."""
    out = []
    for found in pkgutil.walk_packages(newsclean.__path__, "newsclean."):
        try:
            out.append(importlib.import_module(found.name))
        except ImportError:  # an extra is not installed
            continue
    return out


def inside(value: Any, depth: int = 2) -> Iterator[Pattern]:
    """The patterns in a value, and in what it holds."""
    if isinstance(value, re.Pattern | regex.Pattern | lazy_re.Uncompiled):
        yield value
    elif isinstance(value, dict) and depth:
        for item in value.values():
            yield from inside(item, depth - 1)
    elif isinstance(value, tuple | list | frozenset | set) and depth:
        for item in value:
            yield from inside(item, depth - 1)
    elif hasattr(value, "cache_info"):
        for referent in gc.get_referents(value):
            if isinstance(referent, dict):
                yield from inside(referent)


def written(module: types.ModuleType) -> Iterator[tuple[int, Pattern]]:
    """The patterns that stand in a module's functions, `re.sub("…", …)`, with their lines."""
    for node in ast.walk(ast.parse(source(module.__name__))):
        call = node.func if isinstance(node, ast.Call) and node.args else None
        engine = call.value.id if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name) else ""
        if engine in ("re", "regex"):
            words = ast.Expression(node.args[0])
            try:  # one that is made of local names is not known here
                yield node.lineno, vars(module)[engine].compile(eval(compile(words, "", "eval"), vars(module)))
            except NameError:
                continue


@cache
def patterns() -> dict[str, Pattern]:
    """Every pattern by its place, each source once."""
    for case in list(cases())[::9]:  # fills the caches
        clean_page(case.page)
    out: dict[str, Pattern] = {}
    seen = set()
    for module in modules():
        for name, value in vars(module).items():
            for number, found in enumerate(inside(value)):
                if found.pattern not in seen:
                    seen.add(found.pattern)
                    out[f"{module.__name__}.{name}" + (f"[{number}]" if number else "")] = found
        for line, found in written(module):
            if found.pattern not in seen:
                seen.add(found.pattern)
                out[f"{module.__name__}.line_{line}"] = found
    return out


@cache
def source(module: str) -> str:
    """The code of a module, or of the whole package."""
    if module:
        return Path(importlib.import_module(module).__file__ or "").read_text("utf-8")
    return "\n".join(path.read_text("utf-8") for path in Path(newsclean.__path__[0]).rglob("*.py"))


def ways(place: str, pattern: Pattern) -> list[Callable[[str], Any]]:
    """How the package runs a pattern: at one place only, or all over the text."""
    module, _, name = place.split("[")[0].rpartition(".")
    used = set(re.findall(rf"\b{name}\.(\w+)\(", source(module if name.startswith("_") else "")))
    if (used and used <= {"match", "fullmatch"}) or words(pattern).endswith(r")\s*\Z"):
        return [getattr(pattern, how) for how in sorted(used or {"match"})]
    return [lambda text: sum(1 for _ in pattern.finditer(text))]


def words(pattern: Pattern) -> str:
    """The source of a pattern, on text or on bytes."""
    return pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")


def ingredients(pattern: str) -> list[str]:
    """Characters, literal runs and samples of classes of a pattern."""
    plain = re.sub(r"\(\?(?:P<\w+>|[aiLmsux:=!><]+)|\\[AZBG]|\{\d*,?\d*\}", "", pattern)
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), plain)
    runs = re.findall(r"[^\W_]{2,}", re.sub(r"\\\w", " ", plain))
    classes = [SAMPLES[found] for found in re.findall(r"\\([sSdDwWbp])", plain)]
    singles = re.sub(r"\\(.)", lambda found: "" if found[1].isalpha() else found[1], plain)
    singles = re.sub(r"[|?*+()\[\]^$]", "", singles) + "".join(found for found in "()[]?*+" if "\\" + found in pattern)
    negated = ["中", "x"] if "[^" in pattern or "." in pattern else []
    return list(dict.fromkeys([*classes, *negated, *runs[:6], *runs[-2:], *singles[:12], " ", "\n"]))


def strings(place: str, pattern: Pattern) -> Iterator[str]:
    """Hostile strings of one unit each, to be repeated."""
    parts = ingredients(words(pattern))
    if not place.startswith(READ_SOURCE):
        parts = [part for part in parts if not part.isspace()]
    yield from parts
    yield from ("".join(pair) for pair in permutations(parts[:6], 2))


def took(run: Callable[[str], Any], text: str) -> float:
    """Seconds for one run."""
    start = time.process_time()
    run(text)
    return time.process_time() - start


def slow_on(run: Callable[[str], Any], unit: str) -> float:
    """How the time grows when a string of this unit becomes twice as long; 0.0 where it is short anyway."""
    worst = 0.0
    for first in ("", unit[:1] + "中" if len(unit) == 1 else "中"):
        text = first + unit * (LENGTH // len(unit))
        if took(run, text) < SUSPECT or min(took(run, text) for _ in range(2)) < SUSPECT:
            continue
        once = min(took(run, text * LONGER) for _ in range(2))
        twice = min(took(run, text * LONGER * 2) for _ in range(2))
        worst = max(worst, twice / once)
    return worst


def out_of_time(*_: Any) -> None:
    """Called by the alarm clock: sre looks for signals while it runs."""
    raise Slow


def test_patterns_are_found() -> None:
    assert len(patterns()) > 100
    assert any(isinstance(pattern, regex.Pattern) for pattern in patterns().values())


@pytest.mark.parametrize("place", [place for place in patterns() if place.split("[")[0] not in BOUNDED])
def test_pattern_is_linear(place: str) -> None:
    pattern = patterns()[place]
    signal.signal(signal.SIGALRM, out_of_time)
    for way in ways(place, pattern):
        run = way if isinstance(pattern.pattern, str) else lambda text, way=way: way(text.encode())
        for unit in islice(strings(place, pattern), STRINGS):
            signal.setitimer(signal.ITIMER_REAL, GIVE_UP)
            try:
                growth = slow_on(run, unit)
            except Slow:
                pytest.fail(f"more than {GIVE_UP} s on {unit!r}")
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            assert growth < GROWTH, f"{growth:.1f} times as long on twice as many {unit!r}"
