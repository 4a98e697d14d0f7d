"""What the papers beside the code say is so: examples run; files, tests and names that they speak of are there."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAPERS = ("README.md", "CONTRIBUTING.md", "fixtures/README.md")
README, *_ = TEXTS = [(ROOT / paper).read_text(encoding="utf-8") for paper in PAPERS]
MOVED = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("### Moved")[2].partition("\n## ")[0]
NAME = re.compile(r"`(newsclean(?:\.\w+)+)`")


def found(pattern: str) -> list[str]:
    """What a pattern finds in any of the papers, each once."""
    return sorted({match for text in TEXTS for match in re.findall(pattern, text)})


def test_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 10
    assert result.failed == 0


@pytest.mark.parametrize("path", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_link_leads_somewhere(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("path", found(r"\b(?:tests|newsclean|fixtures)/(?!GROUP|wild/abstract-above)[\w./-]*\w"))
def test_file_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("module", found(r"python -m ((?:newsclean|tests)[\w.]*)"))
def test_command_is_there(module: str) -> None:
    assert (ROOT / (module.replace(".", "/") + ".py")).exists() or (
        ROOT / module.replace(".", "/") / "__main__.py"
    ).exists()


@pytest.mark.parametrize(
    "name",
    sorted(
        set(NAME.findall(README))
        | {name for row in MOVED.split("\n") for name in NAME.findall(row.rpartition(" | ")[2])}
    ),
)
def test_name_is_there(name: str) -> None:
    """Read, not imported: an extra need not be installed."""
    if name == "newsclean.testing":  # stands elsewhere: tests/test_structure.py
        return
    path = ROOT / name.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").exists():
        return
    module = path.parent / "__init__.py" if path.parent.is_dir() else path.parent.with_suffix(".py")
    assert re.search(rf"^(?:class |def |)?{path.name}\b", module.read_text(encoding="utf-8"), re.MULTILINE)
