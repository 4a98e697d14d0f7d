"""Change each number of layout/ a little, and see whether a case notices: one that none needs should go.

    python -m tests.tools.numbers                    all modules
    python -m tests.tools.numbers verdict edges      these

A number is a constant of a module, alone or in a tuple; whole ones below twenty are changed by one, all others by a
third, up and down. The cases are the pages in short of `tests/data/limits.tsv`, the pages of `tests/data/pages` and
the fixtures, shortest first; a number that none of them notices is printed, with the way it was changed.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import newsclean.layout
from newsclean import clean_page

from ..layout.test_limits import CASES, page
from .fixtures import cases

PAGES = Path(__file__).parents[1] / "data" / "pages"
_SMALL = 20  # whole numbers below it are counts


class Number(NamedTuple):
    """A number: the name of the constant, and its place in a tuple, -1 for one that stands alone."""

    module: ModuleType
    name: str
    place: int
    value: float

    def __str__(self) -> str:
        return f"{self.module.__name__.rpartition('.')[2]}.{self.name}" + (f"[{self.place}]" if self.place >= 0 else "")


def modules(names: list[str]) -> list[ModuleType]:
    """The modules of layout/, or some of them."""
    found = [info.name for info in pkgutil.iter_modules(newsclean.layout.__path__)]
    return [importlib.import_module(f"newsclean.layout.{name}") for name in found if not names or name in names]


def numbers(module: ModuleType) -> Iterator[Number]:
    """The numbers that a module sets; those that it imports are the other module's."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    for name in [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]:
        value = vars(module)[name]
        for place, part in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(part, int | float) and not isinstance(part, bool):
                yield Number(module, name, place if isinstance(value, tuple) else -1, part)


def changed(number: Number) -> Iterator[float]:
    """The values that are tried instead."""
    if isinstance(number.value, int) and abs(number.value) < _SMALL:
        yield from (number.value + 1, number.value - 1)
    else:
        kind = type(number.value)
        yield from (kind(number.value * 1.34), kind(number.value * 0.66))


def use(number: Number, value: float) -> None:
    """Set a number wherever a module of layout/, or one that reads it, has it."""
    old = vars(number.module)[number.name]
    new: Any = value
    if number.place >= 0:
        new = tuple(value if place == number.place else part for place, part in enumerate(old))
    for name, module in list(sys.modules.items()):
        if name.startswith("newsclean.") and vars(module).get(number.name) is old:
            setattr(module, number.name, new)


def outcome(text: bytes | str) -> tuple[Any, ...]:
    """What a page gives."""
    article = clean_page(text)
    return article.title, article.source, article.date, article.author, article.body


def main() -> int:
    """Try all numbers, and print those that nothing needs."""
    pages: list[bytes | str] = [page(name, row) for name, row in CASES]
    pages += sorted((file.read_bytes() for file in PAGES.glob("*/*.html")), key=len)
    pages += sorted((file.read_text("utf-8") for file in PAGES.glob("*/*.txt")), key=len)
    pages += sorted((case.page for case in cases("wild", "negative")), key=len)
    right = [outcome(text) for text in pages]
    found = [number for module in modules(sys.argv[1:]) for number in numbers(module)]
    unnoticed = 0
    for number in found:
        for value in changed(number):
            use(number, value)
            noticed = any(outcome(text) != told for text, told in zip(pages, right, strict=True))
            use(number, number.value)
            unnoticed += not noticed
            if not noticed:
                print(f"{number}: {number.value} -> {value} changes nothing", flush=True)
    print(f"{unnoticed} of {2 * len(found)} changes unnoticed, {len(found)} numbers, {len(pages)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
