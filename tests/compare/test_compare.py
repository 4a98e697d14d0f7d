"""Comparing labels: of two explanations, and of two revisions of the library."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

import newsclean
from newsclean import STEPS, Article, Explanation, Mark, Page, compare, explain_page
from newsclean.compare.__main__ import main
from newsclean.compare.align import align
from newsclean.compare.revisions import pages
from newsclean.explain import Cut, ExplainedLine
from newsclean.find.source import find_source

DUMP = (
    "城东新桥今日通车\n2024-03-01 08:00 来源：岚河日报\n"
    "城东新桥今天上午正式通车，两岸居民的出行时间从半小时缩短到五分钟，公交线路也随之调整。\n"
    "桥长八百米，双向六车道，两侧设有步道，夜间照明从十八点开到次日六点。\n"
)


def explanation(*lines: ExplainedLine) -> Explanation:
    return Explanation(Article(), lines, Page(lines=()))


def test_equal_explanations_do_not_differ() -> None:
    found = compare(explain_page(DUMP), explain_page(DUMP))
    assert not found
    assert str(found) == "no change"
    assert "no change" in found._repr_html_()


def test_a_step_left_out() -> None:
    without = [step for step in STEPS if step is not find_source]
    found = compare(explain_page(DUMP), explain_page(DUMP, steps=without))
    assert found.fields["source"] == ("岚河日报", None)
    assert "2024-03-01 08:00 来源：岚河日报" in [change.text for change in found.changes]
    assert "source: '岚河日报' -> None" in str(found)


def test_a_step_added() -> None:
    def bridges(page: Page) -> Iterator[Mark]:
        yield Mark(3, "bridge", "my-rule", reason="<b>own</b>")

    found = compare(explain_page(DUMP), explain_page(DUMP, steps=(*STEPS, bridges)))
    (change,) = found.changes
    assert change.role
    assert change.before is not None and change.before.role == "body"
    assert change.after is not None and change.after.role == "bridge"
    html = found._repr_html_()
    shown = lxml.html.fragment_fromstring(html)
    assert [chip.text for chip in shown.find_class("nc-chip")] == ["body", "bridge"]
    assert "<b>own" not in html
    assert "body: " in str(found) and "-> 43 characters" in str(found)


def test_only_the_rule_changed() -> None:
    found = compare(
        explanation(ExplainedLine(0, "首页", "boilerplate", "old-rule")),
        explanation(ExplainedLine(0, "首页", "boilerplate", "new-rule")),
    )
    assert [change.role for change in found.changes] == [False]


def test_reasons_and_line_numbers_do_not_count() -> None:
    before = explanation(ExplainedLine(0, "首页", "boilerplate", "rule", "one reason"))
    after = explanation(ExplainedLine(7, "首页", "boilerplate", "rule", "another"))
    assert not compare(before, after)


def test_cut_spans_count() -> None:
    before = explanation(ExplainedLine(0, "（张三）正文", "body", "body", "", (Cut(0, 4, "author", "byline", True),)))
    after = explanation(ExplainedLine(0, "（张三）正文", "body", "body"))
    found = compare(before, after)
    assert str(found).strip() == "0 body (body) [cut author “（张三）”] -> body (body)  （张三）正文"


def test_lines_that_one_side_has_not() -> None:
    before = explanation(*[ExplainedLine(n, text, "body", "body") for n, text in enumerate("甲乙丙")])
    after = explanation(*[ExplainedLine(n, text, "body", "body") for n, text in enumerate("甲丁乙丙")])
    (change,) = compare(before, after).changes
    assert (change.before, change.text) == (None, "丁")
    assert "no line -> body" in str(change)
    (change,) = compare(after, before).changes
    assert change.after is None
    assert "no such line" in compare(after, before)._repr_html_()


def test_alignment_has_every_line_once_and_in_order() -> None:
    chance = random.Random(6)
    for _ in range(300):
        a, b = (["".join(chance.choices("甲乙丙丁戊己", k=1)) for _ in range(chance.randrange(9))] for _ in "ab")
        found = list(align(a, b))
        assert [i for i, _ in found if i is not None] == list(range(len(a)))
        assert [j for _, j in found if j is not None] == list(range(len(b)))


def test_alignment_of_many_like_lines_takes_no_time() -> None:
    a = ["导航"] * 50_000 + ["甲"] + ["导航"] * 50_000
    b = ["导航"] * 50_001 + ["甲"] + ["导航"] * 50_000
    unpaired = [pair for pair in align(a, b) if None in pair]
    assert unpaired == [(None, 50_000)]


def test_pages_of_a_corpus(tmp_path: Path) -> None:
    for name in ("b.html", "a.txt", "deep/c.HTM", "notes.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(DUMP, encoding="utf-8")
    assert [path.name for path in pages(tmp_path)] == ["a.txt", "b.html", "c.HTM"]
    assert pages(tmp_path / "notes.md") == [tmp_path / "notes.md"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository of its own that holds a copy of the library, and a corpus of one page."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    root = tmp_path / "checkout"
    package = Path(newsclean.__file__).parent
    shutil.copytree(package, root / "newsclean", ignore=shutil.ignore_patterns("__pycache__"))
    git(root, "init", "-q")
    commit(root)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "page.txt").write_text(DUMP, encoding="utf-8")
    return root


def git(root: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org")
    done = subprocess.run(["git", *identity, *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def commit(root: Path) -> None:
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Change")


def run(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command as its user runs it, in a checkout."""
    command = [sys.executable, "-m", "newsclean.compare", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_two_revisions(checkout: Path, tmp_path: Path) -> None:
    own = "from newsclean.page import Mark\n\n\ndef find_source(page):\n    yield Mark(2, 'bridge', 'new-rule')\n"
    (checkout / "newsclean" / "find" / "source.py").write_text(own, encoding="utf-8")
    done = run(checkout, tmp_path / "corpus", "--against", "HEAD")
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    assert "page.txt\n  source: '岚河日报' -> None\n" in done.stdout
    assert "1 of 1 pages changed" in done.stdout
    assert git(checkout, "status", "--short") == " M newsclean/find/source.py\n", "nothing is left behind"
    commit(checkout)
    assert run(checkout, tmp_path / "corpus").stdout == "0 of 1 pages changed\n"


def test_a_revision_that_does_not_run(checkout: Path, tmp_path: Path) -> None:
    page = checkout / "newsclean" / "page.py"
    good = page.read_text(encoding="utf-8")
    page.write_text("import nothing_of_that_name\n", encoding="utf-8")
    commit(checkout)
    page.write_text(good, encoding="utf-8")
    done = run(checkout, tmp_path / "corpus")
    assert done.returncode == 2
    assert "nothing_of_that_name" in done.stderr


def test_what_cannot_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    (tmp_path / "page.txt").write_text(DUMP, encoding="utf-8")
    assert main([str(tmp_path), "--against", "no-such-revision"]) == 2
    assert capsys.readouterr().err
