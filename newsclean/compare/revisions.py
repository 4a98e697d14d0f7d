"""The same pages under two revisions of newsclean: this checkout, as it stands, and another one from its history."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, NamedTuple

from ..explain import Cut, ExplainedLine
from .labels import Comparison, compare_lines

_PACKAGE = Path(__file__).resolve().parent.parent
_PAGES = frozenset((".html", ".htm", ".shtml", ".txt"))


class RevisionError(RuntimeError):
    """The other revision cannot be had or does not run; the message says why."""


class PageChange(NamedTuple):
    """A page, and what changed on it; `errors` are those of the two sides, "" for none."""

    path: Path
    comparison: Comparison
    errors: tuple[str, str]


def pages(corpus: Path) -> list[Path]:
    """The pages of a corpus: a file, or all `.html`, `.htm`, `.shtml` and `.txt` files of a folder, by name.

    Raises:
        FileNotFoundError: there is no such file or folder.
    """
    if not corpus.exists():
        raise FileNotFoundError(f"no such file or folder: {corpus}")
    if corpus.is_file():
        return [corpus.resolve()]
    return sorted(path.resolve() for path in corpus.rglob("*") if path.suffix.lower() in _PAGES and path.is_file())


def changed_pages(paths: Sequence[Path], against: str) -> Iterator[PageChange]:
    """Label each page with the revision `against` and with this checkout, and give the pages that differ.

    Both sides run at the same time in processes of their own, so that no module of one is seen by the other.

    Raises:
        RevisionError: no git checkout, no such revision, or one that does not run.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsclean-compare-")))
        listing = folder / "pages.txt"
        listing.write_text("\n".join(map(str, paths)), encoding="utf-8")
        sides = (_checkout(against, folder / "before"), _PACKAGE.parent)
        before, after = (
            stack.enter_context(_Labeller(root, listing, stack.enter_context(tempfile.TemporaryFile())))
            for root in sides
        )
        for path in paths:
            change = _page_change(path, before.read(), after.read())
            if change is not None:
                yield change


def _page_change(path: Path, before: dict[str, Any], after: dict[str, Any]) -> PageChange | None:
    errors = (before.get("error", ""), after.get("error", ""))
    comparison = compare_lines(_lines(before), _lines(after), before.get("article", {}), after.get("article", {}))
    return PageChange(path, comparison, errors) if comparison or errors[0] != errors[1] else None


def _lines(page: dict[str, Any]) -> list[ExplainedLine]:
    return [
        ExplainedLine(number, text, role, rule, reason, tuple(Cut(*cut) for cut in cuts))
        for number, text, role, rule, reason, cuts in page.get("lines", ())
    ]


def _checkout(revision: str, folder: Path) -> Path:
    """The package as a revision had it. An archive, not a worktree: nothing is left behind in the repository."""
    root = _git(_PACKAGE, "rev-parse", "--show-toplevel").decode().strip()
    inside = _PACKAGE.relative_to(Path(root).resolve())
    archive = _git(Path(root), "archive", "--format=zip", revision, "--", inside.as_posix())
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        files.extractall(folder)
    return (folder / inside).parent


def _git(where: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(where), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise RevisionError("git is not installed") from error
    if done.returncode:
        raise RevisionError(done.stderr.decode(errors="replace").strip())
    return done.stdout


class _Labeller:
    """A process that labels the listed pages with the newsclean of one folder."""

    def __init__(self, root: Path, listing: Path, errors: IO[bytes]) -> None:
        self._errors = errors
        script = _PACKAGE / "compare" / "label_pages.py"
        self._process = subprocess.Popen(
            [sys.executable, str(script), str(listing)],
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=errors,
        )

    def read(self) -> dict[str, Any]:
        """The next page's labels."""
        assert self._process.stdout is not None
        row = self._process.stdout.readline()
        if not row:
            self._process.wait()
            self._errors.seek(0)
            raise RevisionError(f"labelling stopped:\n{self._errors.read().decode(errors='replace').strip()}")
        found: dict[str, Any] = json.loads(row)
        return found

    def __enter__(self) -> _Labeller:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
