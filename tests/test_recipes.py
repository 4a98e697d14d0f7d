"""The README's recipes run as they stand, in a folder with the files that they speak of."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .tools.archives import packed, record
from .tools.makers import MAKERS, articles

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("\n## Recipes\n")[2].partition("\n## ")[0]
RECIPES = {
    part.partition("\n")[0]: re.findall(r"^```(sh|python)\n(.*?)^```", part, re.DOTALL | re.MULTILINE)
    for part in SECTION.split("\n### ")[1:]
}
NEEDED = {
    "A crawl's archive to Parquet, with the time of fetching": ("pandas", "pyarrow"),
    "A corpus of dumps, cleaned and filtered by confidence": ("numpy",),
    "Near duplicates": ("datasketch",),
    "On Spark": ("pyspark",),
}
PROSE = "昨天上午，杉湖老码头的最后一条渡船靠岸停航，船工邬长顺把缆绳系好，跟渡口道别。"
MORE = "渡口设于1953年，最忙的时候一天要摆渡两千多人，去年大桥通车以后，坐船的人越来越少。"
PAGE = f"""<html><head><title>三十一年摆渡人_杉湖日报</title></head><body><h1>三十一年摆渡人 今天收了缆绳</h1>
<p>3小时前 来源：杉湖日报</p><div id="text"><p>{PROSE}</p><p>{MORE}</p><p>扫码入群，看杉湖新鲜事</p></div>
<p>新闻热线：0000-8100012</p></body></html>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that a recipe reads."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "crawl.warc.gz").write_bytes(packed([record("response", PAGE.encode())]))
    sites = '[{"hosts": ["news.example"], "lines": ["扫码入群，看杉湖新鲜事"]}]'
    (tmp_path / "sites.json").write_text(sites, encoding="utf-8")
    (tmp_path / "mine.json").write_text('[{"hosts": ["news.example"], "title": "h1"}]', encoding="utf-8")
    (tmp_path / "pages").mkdir()
    for number in range(12):
        page = PAGE.replace("渡口设于1953年", f"第{number}个渡口设于{1950 + number}年").replace(
            "3小时前", f"2023-10-{number + 1:02}"
        )
        (tmp_path / "pages" / f"{number}.html").write_text(page, encoding="utf-8")
    made = [(f"{name}-{maker.__name__}", maker(article)) for name, article in articles() for maker in MAKERS[:2]]
    rows = [{"id": id, "text": text, "crawl": "2024-10"} for id, text in made]
    (tmp_path / "dumps.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    commands = tmp_path / "bin"
    commands.mkdir()
    for name, module in (("newsclean", "newsclean"), ("pytest", "pytest")):
        (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {module} "$@"\n')
        (commands / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{commands}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p newsclean.testing -p no:cacheprovider")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    return tmp_path


def run(kind: str, text: str, folder: Path) -> str:
    """Run a block of the README; what it prints."""
    command = [sys.executable, "-c", text] if kind == "python" else ["bash", "-euo", "pipefail", "-c", text]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=600, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="no shell")
@pytest.mark.parametrize("name", list(RECIPES))
def test_recipe(name: str, folder: Path) -> None:
    for package in NEEDED.get(name, ()):
        pytest.importorskip(package)
    if name == "On Spark" and not shutil.which("java"):
        pytest.skip("no Java runtime")
    printed = [run(kind, text, folder) for kind, text in RECIPES[name]]
    told = {
        "A crawl's archive to Parquet, with the time of fetching": lambda: "2024-05-06T07:08:09Z" in printed[1],
        "A corpus of dumps, cleaned and filtered by confidence": lambda: (
            (folder / "sure.jsonl").read_text().count("\n") > 8
        ),
        "A rule of your own": lambda: "新闻热线：0000-8100012" in printed[0],
        "What you know of a site": lambda: (folder / "articles.jsonl").read_text().count("\n") == 12,
        "Your own pages as tests": lambda: "1 passed" in printed[0] and "1 cases, 0 otherwise" in printed[0],
        "Near duplicates": lambda: "bridge-spaced says what these say: bridge-plain" in printed[0],
        "On Spark": lambda: (folder / "titles.parquet" / "_SUCCESS").exists(),
    }
    assert told[name](), printed


def test_first_minute_shows_the_page_as_it_is() -> None:
    shown = README.partition("```text\n")[2].partition("```")[0]
    page = (ROOT / "fixtures/synthetic/dump-mirror-with-everything/page.txt").read_text(encoding="utf-8")
    assert [line for line in shown.splitlines() if line not in page] == []
