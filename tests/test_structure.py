"""The package is built as CONTRIBUTING.md says: imports go downwards only, in no circle, and each module is small.

An import inside a function counts like one at the top, so that no arrow hides there; other people's packages are free.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

import newsclean

ROOT = Path(newsclean.__path__[0])
MOST_MODULES, MOST_FOLDERS, MOST_LINES = 7, 12, 450

# A room is a folder of the package or a module beside them. Each may import the rooms named here and all that are below
# those; `errors` is below all.
BELOW = {
    "__main__": ("__init__", "bulk"),
    "__init__": ("bulk", "compare"),
    "adapters": ("bulk",),
    "bulk": ("clean",),
    "clean": ("find", "reading", "explain"),
    "find": ("layout", "article"),
    "layout": ("strip", "repair"),
    "strip": ("grammar",),
    "repair": ("grammar",),
    "grammar": ("text",),
    "reading": ("text",),
    "text": ("page",),
    "compare": ("render",),
    "render": ("explain",),
    "explain": ("article", "page"),
    "article": ("text",),
    "page": ("phrases",),
    "phrases": (),
    "errors": (),
}
# Commands stand above the package whose folder they are in, and call it by its public names; so does the pytest plugin,
# which users import as `newsclean.testing`: `newsclean/__init__.py` puts its folder on the package's path.
# Whose patterns are compiled at import: rooms below `text`, and modules that look at every line
IMPORT_RE = {"errors", "page", "phrases", "newsclean.text.fold", "newsclean.text.matching", "newsclean.text.prose"}
COMMANDS = {
    "newsclean.compare.__main__",
    "newsclean.compare.label_pages",
    "newsclean.compare.fixtures.command",
    "newsclean.compare.plugin.testing",
}


class Arrow(NamedTuple):
    """One import: from a line of a module to a module."""

    module: str
    line: int
    target: str

    def __str__(self) -> str:
        path = self.module.replace(".", "/")
        return f"{path}.py:{self.line} imports {self.target}"


def sources() -> dict[str, str]:
    """Name and text of each module of the package; a folder's own is called after its `__init__`."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        found[".".join(path.relative_to(ROOT.parent).with_suffix("").parts)] = path.read_text(encoding="utf-8")
    return found


def arrows(modules: Mapping[str, str]) -> Iterator[Arrow]:
    """All imports of the package's own modules, wherever in a module they stand."""
    for module, text in modules.items():
        around = module.split(".")[:-1]
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                named = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                start = around[: len(around) - node.level + 1] if node.level else []
                base = ".".join((*start, *(node.module or "").split("."))).rstrip(".")
                named = [f"{base}.{alias.name}" for alias in node.names]
            else:
                continue
            for target in filter(None, (module_of(name, modules) for name in named)):
                yield Arrow(module, node.lineno, target)


def module_of(name: str, modules: Mapping[str, str]) -> str:
    """The module that a dotted name stands in; "" for other people's.

    >>> known = {"newsclean.__init__": "", "newsclean.page": "", "newsclean.find.__init__": ""}
    >>> [module_of(name, known) for name in ("newsclean.page.Line", "newsclean.find", "newsclean.Page", "re")]
    ['newsclean.page', 'newsclean.find.__init__', 'newsclean.__init__', '']
    """
    while name:
        for candidate in (name, f"{name}.__init__"):
            if candidate in modules:
                return candidate
        name = name.rpartition(".")[0]
    return ""


def room(module: str) -> str:
    """The room that a module stands in."""
    return module.split(".")[1]


def below(start: str) -> set[str]:
    """All rooms that one may import."""
    found = {"errors"}
    for lower in BELOW[start]:
        found |= {lower} | below(lower)
    return found


def upwards(modules: Mapping[str, str]) -> list[str]:
    """The imports that go where BELOW does not let them."""
    wrong = []
    for arrow in arrows(modules):
        here, there = room(arrow.module), room(arrow.target)
        of_a_command = arrow.module in COMMANDS and there in BELOW["__main__"]
        if here != there and there not in below(here) and not of_a_command:
            wrong.append(f"{arrow}: {here} may import {', '.join(sorted(below(here)))} only")
    return wrong


def circles(modules: Mapping[str, str]) -> list[str]:
    """The imports that close a circle, of modules of whatever room."""
    leads: dict[str, list[Arrow]] = {module: [] for module in modules}
    for arrow in arrows(modules):
        leads[arrow.module].append(arrow)
    closing, done = [], set()

    def follow(module: str, way: tuple[str, ...]) -> None:
        for arrow in leads[module]:
            if arrow.target in (*way, module):
                closing.append(f"{arrow}, which leads back to it")
            elif arrow.target not in done:
                follow(arrow.target, (*way, module))
        done.add(module)

    for module in modules:
        if module not in done:
            follow(module, ())
    return closing


def test_imports_go_downwards() -> None:
    assert upwards(sources()) == []


def test_no_circle_of_imports() -> None:
    assert circles(sources()) == []


@pytest.mark.parametrize(
    ("module", "text", "offending"),
    [
        ("newsclean.page", "from .clean import clean_page", "newsclean/page.py:1 imports newsclean.clean"),
        ("newsclean.page", "import re\n\ndef f():\n    from . import article", "page.py:4 imports newsclean.article"),
        (
            "newsclean.text.views",
            "from ..grammar import date_parser",
            "views.py:1 imports newsclean.grammar.date_parser",
        ),
        ("newsclean.text.views", "import newsclean.find.date", "views.py:1 imports newsclean.find.date"),
        ("newsclean.strip.spam", "from newsclean import Mark", "spam.py:1 imports newsclean.__init__"),
        ("newsclean.find.date", "from ..page import Page\nfrom ..phrases import x\nfrom ..errors import E", None),
        ("newsclean.compare.__main__", "from newsclean import explain_page", None),
    ],
)
def test_import_upwards_is_noticed(module: str, text: str, offending: str | None) -> None:
    found = upwards(sources() | {"newsclean.grammar.names": "", "newsclean.find.date": "", module: text})
    found = [line for line in found if line.startswith(module.replace(".", "/"))]
    assert [offending in line for line in found] == [True] if offending else found == []


def test_circle_is_noticed() -> None:
    modules = {f"newsclean.find.{name}": f"from .{after} import x" for name, after in ("ab", "bc", "ca")}
    assert circles(modules) == ["newsclean/find/c.py:1 imports newsclean.find.a, which leads back to it"]
    assert circles(modules | {"newsclean.find.c": ""}) == []


def test_patterns_wait_until_one_is_used() -> None:
    """A module that compiles patterns has `from ..text import lazy_re as re`, not `import re`."""
    compiling = {name for name, text in sources().items() if "\nimport re\n" in text and "re.compile(" in text}
    rest = {name for name in compiling if not {name, room(name)} & IMPORT_RE}
    assert rest == {"newsclean.text.lazy_re"}


def test_few_rooms() -> None:
    rooms = {path.stem for path in ROOT.glob("*.py")}
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert rooms | folders == set(BELOW)
    assert len(rooms) <= MOST_MODULES
    assert len(folders) <= MOST_FOLDERS


def test_plugin_is_imported_by_the_name_that_users_know() -> None:
    """And is one module only: whatever stands in that folder could hide a module of the package."""
    plugin = ROOT / "compare" / "plugin"
    assert {path.name for path in plugin.glob("*.py")} == {"__init__.py", "testing.py"}
    spec = importlib.util.find_spec("newsclean.testing")
    assert spec is not None and Path(spec.origin or "") == plugin / "testing.py"


def test_tests_stand_as_the_package_does() -> None:
    """One folder of tests for each folder of the package, beside `data` and `tools`."""
    folders = {path.parent.name for path in Path(__file__).parent.glob("*/__init__.py")}
    assert folders - {"tools"} <= {path.parent.name for path in ROOT.glob("*/__init__.py")}


def test_modules_are_short() -> None:
    assert [name for name, text in sources().items() if text.count("\n") > MOST_LINES] == []


def is_letter_apart(name: str, other: str) -> bool:
    """Whether one letter more, less or another makes one name the other.

    >>> is_letter_apart("date", "dates"), is_letter_apart("head", "read"), is_letter_apart("date", "stamps")
    (True, True, False)
    """
    short, long = sorted((name, other), key=len)
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return (len(short) < len(long) and short[same:] == long[same + 1 :]) or short[same + 1 :] == long[same + 1 :]


def test_no_two_modules_one_letter_apart() -> None:
    names = sorted({module.split(".")[-1] for module in sources()})
    assert [pair for pair in combinations(names, 2) if is_letter_apart(*pair)] == []
