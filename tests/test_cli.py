"""The command line: what it prints, what it says of bad input, and its exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean
from newsclean import Article, clean_page
from newsclean.__main__ import main

TITLE = "城东新桥通车"
PROSE = "昨天上午，城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整，市民可在站台查询新的线路图。"
HTML = f"<html><body><h1>{TITLE}</h1><p>2022-09-21 14:50 来源：某市日报</p><p>{PROSE}</p></body></html>"
DUMP = f"首页 > 新闻\n{TITLE}\n2022-09-21 14:50 来源：某市日报\n{PROSE}\n责任编辑：张三\n"


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_bytes(HTML.encode("gb18030"))
    return str(path)


@pytest.fixture
def dump(tmp_path: Path) -> str:
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    return str(path)


Output = pytest.CaptureFixture[str]


def test_readable_text(page: str, capsys: Output) -> None:
    assert main([page]) == 0
    assert f"{TITLE}\n\n某市日报" in str(clean_page(HTML))
    assert capsys.readouterr().out == f"{clean_page(HTML)}\n"


def test_a_dump_is_read_as_one(dump: str, capsys: Output) -> None:
    assert main([dump]) == 0
    shown = capsys.readouterr().out
    assert PROSE in shown
    assert "首页" not in shown


def test_several_pages_are_told_apart(page: str, dump: str, capsys: Output) -> None:
    assert main([page, dump]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"==> {page} <==\n{TITLE}\n")
    assert f"\n\n==> {dump} <==\n" in shown


def test_json_is_one_object_a_line(page: str, dump: str, capsys: Output) -> None:
    assert main(["--json", page, dump]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert Article.from_dict(json.loads(first)) == clean_page(HTML)
    assert Article.from_dict(json.loads(second)) == clean_page(DUMP)


def test_explain_shows_every_line(dump: str, capsys: Output) -> None:
    assert main(["--explain", dump]) == 0
    shown = [row for row in capsys.readouterr().out.splitlines() if row[:4].strip()]  # not what was cut out
    assert len(shown) == len(DUMP.splitlines())
    assert all(line in row for line, row in zip(DUMP.splitlines(), shown, strict=True))


def test_explain_html_saves_the_picture(page: str, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "out.html"
    assert main(["--explain", "--html", str(out), page]) == 0
    assert PROSE in out.read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


def test_standard_input(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(HTML.encode("gbk"))))
    assert main(["-", "--encoding", "gbk"]) == 0
    assert TITLE in capsys.readouterr().out


def test_url_and_script(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "page.html"
    path.write_text(HTML, encoding="utf-8")
    assert main(["--json", "--url", "http://www.example.cn/1.html", "--script", "traditional", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["url"] == "http://www.example.cn/1.html"
    assert found["title"] == "城東新橋通車"


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file"), (b"%PDF-1.4\n", "PDF"), (b"\x1f\x8b\x08\0", "gzip"), ("folder", "directory")],
)
def test_bad_page_is_one_line_and_the_others_are_done(
    content: bytes | str | None, said: str, page: str, tmp_path: Path, capsys: Output
) -> None:
    bad = tmp_path / "bad"
    if isinstance(content, bytes):
        bad.write_bytes(content)
    elif content:
        bad.mkdir()
    assert main(["--json", str(bad), page]) == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out)["title"] == TITLE
    assert shown.err.startswith(f"newsclean: {bad}: ")
    assert said in shown.err
    assert shown.err.count("\n") == 1


def test_page_without_article(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(b"")
    assert main([str(path)]) == 0
    assert capsys.readouterr() == ("", f"newsclean: {path}: shows no article\n")


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--no-such-option", "x"],
        ["--json", "--explain", "x"],
        ["--html", "out.html", "x"],
        ["--script", "klingon", "x"],
        ["--url", "http://www.example.cn/", "x", "y"],
    ],
)
def test_wrong_usage(argv: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(argv)
    assert stopped.value.code == 2
    assert "usage: newsclean" in capsys.readouterr().err


def test_batch_is_handed_on(page: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["batch", page, "-o", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["title"] == TITLE


def test_version(capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"newsclean {newsclean.__version__}\n"


def test_module_and_closed_pipe(page: str) -> None:
    command = [sys.executable, "-m", "newsclean", *[page] * 50, "--explain"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141
