"""The pytest plugin `newsclean.testing`: each fixture of a folder is a test, which tells what went wrong by which rule.

    pytest --newsclean-fixtures pages/              the fixtures below pages/, beside the other tests
    pytest --newsclean-fixtures pages/ -k bridge --newsclean-update

In a project's settings, `newsclean_fixtures = ["pages"]` says once where they are. A `conftest.py` can define
`pytest_newsclean_options(config)`, which returns options of `clean_page` for all of them: `{"steps": (*STEPS, mine)}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from newsclean import explain_page
from newsclean.bulk.console import painted
from newsclean.compare.fixtures.case import Case, CaseError, is_case, read_case, updated, write_case
from newsclean.compare.fixtures.faults import Row, told

_REWROTE = "newsclean rewrote"


class PageDiffers(AssertionError):
    """What comes out of a page is not what its expectations say; `rows` tell what."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__(painted(rows, colour=False))
        self.rows = rows


class Hooks:
    """What a `conftest.py` may define."""

    @pytest.hookspec(firstresult=True)
    def pytest_newsclean_options(self, config: pytest.Config) -> dict[str, Any] | None:
        """Keyword arguments of `clean_page` for all fixtures; a fixture's own `options` go before them."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Tell pytest of the hook above."""
    pluginmanager.add_hookspecs(Hooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the plugin."""
    group = parser.getgroup("newsclean", "pages as test cases")
    group.addoption(
        "--newsclean-fixtures",
        metavar="DIR",
        action="append",
        default=[],
        help="run the fixtures in this folder; can be given more than once",
    )
    group.addoption(
        "--newsclean-update", action="store_true", help="rewrite expectations that are not met by what comes out today"
    )
    parser.addini("newsclean_fixtures", "folders whose fixtures are run where tests are looked for there", "paths", [])


def pytest_configure(config: pytest.Config) -> None:
    """Have the folders looked through that are named on the command line."""
    config.addinivalue_line("markers", "newsclean: a page and what must come out of it")
    args = [Path(config.invocation_params.dir, arg.split("::")[0]).resolve() for arg in config.args]
    for name in config.getoption("newsclean_fixtures"):
        folder = Path(config.invocation_params.dir, name).resolve()
        if not folder.is_dir():
            raise pytest.UsageError(f"--newsclean-fixtures: no such folder: {name}")
        if not any(arg == folder or arg in folder.parents for arg in args):
            config.args.append(str(folder))


def _folders(config: pytest.Config) -> list[Path]:
    named = [Path(config.invocation_params.dir, name) for name in config.getoption("newsclean_fixtures")]
    return [folder.resolve() for folder in (*named, *config.getini("newsclean_fixtures"))]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    """A file of expectations in one of the folders is a test."""
    if file_path.suffix != ".json":
        return None
    path = file_path.resolve()
    tops = [folder for folder in _folders(parent.config) if folder in path.parents]
    if not tops or not is_case(path):
        return None
    found: PageFile = PageFile.from_parent(parent, path=file_path)
    found.top = min(tops, key=lambda folder: len(folder.parts))
    return found


class PageFile(pytest.File):
    """A file of expectations."""

    top: Path

    def collect(self) -> Iterator[PageTest]:
        """The one test that it holds, named by where it is below its folder of fixtures."""
        path = self.path.resolve()
        name = path.relative_to(self.top)
        test: PageTest = PageTest.from_parent(
            self, name=(name.parent if name.name == "expected.json" else name.with_suffix("")).as_posix()
        )
        test.top = self.top
        test.add_marker(pytest.mark.newsclean)
        try:
            known = read_case(path, self.top).known_failure
        except CaseError:
            known = ""  # the test itself will tell
        if known:
            test.add_marker(pytest.mark.xfail(reason=known, strict=True))
        yield test


class PageTest(pytest.Item):
    """What comes out of a page is what its expectations say."""

    top: Path

    def runtest(self) -> None:
        """Clean the page and compare; with --newsclean-update, rewrite what was expected."""
        case = read_case(self.path.resolve(), self.top)
        options = self.config.hook.pytest_newsclean_options(config=self.config) or {}
        explained = explain_page(case.read(), **{**options, **case.options})
        rows = told(case.expect, explained)
        if not rows:
            return
        if self.config.getoption("newsclean_update") and not case.known_failure:
            write_case(case.file, updated(case, explained.article))
            self.user_properties.append((_REWROTE, str(self.path)))
            return
        raise PageDiffers([("", f"{_shown(case)}: {case.about.get('label', case.name)}"), *rows])

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """What differs, line by line, in place of a traceback."""
        if isinstance(excinfo.value, PageDiffers):
            return painted(excinfo.value.rows, self.config.get_terminal_writer().hasmarkup)
        if isinstance(excinfo.value, CaseError):
            return f"{excinfo.value.path}: {excinfo.value}"
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """How a failure is headed."""
        return self.path, None, self.name


def _shown(case: Case) -> str:
    try:
        return str(case.page.relative_to(Path.cwd()))
    except ValueError:
        return str(case.page)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name the files that were rewritten."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    rewritten = sorted(
        {value for report in reports for key, value in getattr(report, "user_properties", ()) if key == _REWROTE}
    )
    if rewritten:
        terminalreporter.section("newsclean: expectations rewritten", sep="-")
        for path in rewritten:
            terminalreporter.line(path)
