"""`newsclean fixture`: cases made of pages, checked, cut down and made anonymous."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsclean import clean_page, explain_page
from newsclean.__main__ import main
from newsclean.compare.fixtures import CaseError, faults, minimise, read_case, remaining

PROSE = "昨天上午，城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整，市民可在站台查询新的线路图。"
MORE = "记者在现场看到，桥面双向四车道，两侧设有人行步道，夜间照明已经启用，过桥只要三分钟左右。"
NOTE = "本稿由城东街道办事处提供，内容与松澜日报的立场没有关系。"
NAVIGATION = "".join(f'<li><a href="http://news.songlan.com.cn/{n}/">频道{n}</a></li>' for n in range(30))
PAGE = f"""<html><head><title>城东新桥通车_松澜日报</title></head><body><div class="nav"><ul>{NAVIGATION}</ul></div>
<h1>城东新桥通车</h1><p>2022-09-21 14:50 来源：松澜日报 记者：祝闻笙</p><div id="text"><p>{PROSE}</p><p>{MORE}</p>
<p>{NOTE}</p></div><div class="foot">
<p>电话：0571-87654321 邮箱：desk@songlan.com.cn 备案号：12345678</p></div></body></html>"""
DUMP = f"首页 > 新闻\n城东新桥通车\n2022-09-21 14:50 来源：松澜日报\n{PROSE}\n{MORE}\n责任编辑：张三\n"

Output = pytest.CaptureFixture[str]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.html"
    path.write_bytes(PAGE.encode("gb18030"))
    return path


def make(page: Path, *more: str) -> Path:
    """Make a case of a page; its folder."""
    assert main(["fixture", str(page), "-o", str(page.parent / "made"), *more]) == 0
    return page.parent / "made" / page.stem


def expect(case: Path, **fields: Any) -> None:
    """Correct what is expected."""
    about = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    about["expect"].update(fields)
    (case / "expected.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def test_makes_a_case_and_shows_it(page: Path, capsys: Output) -> None:
    case = make(page, "--url", "http://news.songlan.com.cn/1.html")
    assert (case / "page.html").read_bytes() == page.read_bytes()
    about = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert about["options"] == {"url": "http://news.songlan.com.cn/1.html"}
    assert about["expect"]["title"] == "城东新桥通车" and about["expect"]["date"] == "2022-09-21T14:50+08:00"
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("松澜日报", PROSE, "left out: ", "Read it against the page"))
    assert main(["fixture", "--check", str(case.parent)]) == 0


def test_a_dump_is_kept_as_text(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(DUMP.encode("gb18030"))
    assert (make(path) / "page.txt").read_text(encoding="utf-8") == DUMP


def test_what_is_there_is_not_written_over(page: Path, capsys: Output) -> None:
    make(page)
    assert main(["fixture", str(page), "-o", str(page.parent / "made")]) == 1
    assert "is there already" in capsys.readouterr().err
    make(page.with_name("bridge.html"), "--name", "again")


def test_check_tells_which_line_and_rule(page: Path, capsys: Output) -> None:
    case = make(page)
    expect(case, source="城东街道办事处", body=[PROSE, MORE, "没有这一行。"])
    capsys.readouterr()
    assert main(["fixture", "--check", str(case), "--colour", "always"]) == 1
    shown = capsys.readouterr().out
    assert "\x1b[31m    - 城东街道办事处\x1b[0m" in shown and "is body by rule body" in shown  # the line that names it
    assert "\x1b[32m    + 松澜日报\x1b[0m" in shown and "by rule date-row" not in shown
    assert "\x1b[31m    - 没有这一行。\x1b[0m" in shown and "stands on no line of the page" in shown
    assert "1 cases, 1 otherwise, 0 known to fail" in shown


def test_a_page_steers_no_terminal(page: Path, capsys: Output) -> None:
    page.write_text(PAGE.replace("城东新桥通车", "城东\u202e新桥通车"), encoding="utf-8")
    case = make(page)
    expect(case, title="\x1b[2J新桥")
    main(["fixture", "--check", str(case), "--colour", "always"])
    shown = capsys.readouterr().out
    assert "\x1b[2J" not in shown and "\\u001b[2J" in shown and "\u202e" not in shown


def test_known_failures_count_only_when_mended(page: Path, capsys: Output) -> None:
    case = make(page)
    expect(case, title="别的题目")
    listing = case.parent / "known_failures.txt"
    listing.write_text("bridge\tno rule knows it\n", encoding="utf-8")
    assert main(["fixture", "--check", str(case.parent)]) == 0
    expect(case, title="城东新桥通车")
    assert main(["fixture", "--check", str(case.parent)]) == 1
    assert "known to fail, and mended" in capsys.readouterr().out


def test_minimise_keeps_the_same_line_wrong_by_the_same_rule(page: Path) -> None:
    case = make(page)
    expect(case, body=[PROSE, MORE])
    before = faults(read_case(case / "expected.json").expect, explain_page(page.read_bytes()))
    assert main(["fixture", "--minimise", str(case), "-o", str(page.parent / "small")]) == 0
    small = read_case(page.parent / "small" / "bridge" / "expected.json")
    raw = small.read()
    assert isinstance(raw, bytes) and len(raw) < len(page.read_bytes()) / 4
    assert faults(small.expect, explain_page(raw)) == before
    assert NOTE in raw.decode("gb18030") and NOTE not in small.expect["body"]


def test_minimise_a_dump(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(DUMP, encoding="utf-8")
    case = make(path)
    expect(case, source=None)
    assert main(["fixture", "--minimise", str(case), "-o", str(tmp_path / "small")]) == 0
    small = read_case(tmp_path / "small" / "dump" / "expected.json")
    assert len(small.read()) < len(DUMP) and clean_page(small.read()).source == "松澜日报"


def test_minimise_without_a_fault_is_told(page: Path, capsys: Output) -> None:
    case = make(page)
    assert main(["fixture", "--minimise", str(case), "-o", str(page.parent / "small")]) == 1
    assert "no fault to keep" in capsys.readouterr().err
    with pytest.raises(ValueError, match="does not show"):
        minimise("新桥", lambda page: False)


def test_anonymise_replaces_and_keeps_the_fault(page: Path, capsys: Output) -> None:
    case = make(page)
    expect(case, body=[PROSE, MORE])
    options = ["--anonymise", "--replace", "城东=河西", "-o", str(page.parent / "shown")]
    assert main(["fixture", str(case), *options]) == 0
    shown = read_case(page.parent / "shown" / "bridge" / "expected.json")
    raw = shown.read()
    assert isinstance(raw, bytes)
    text = raw.decode("gb18030")
    for word in ("祝闻笙", "松澜", "songlan", "87654321", "12345678", "城东"):
        assert word not in text, word
    assert text.count(".example") == 31
    assert len(shown.expect["author"]) == 3 and shown.expect["source"].endswith("日报")
    found = faults(shown.expect, explain_page(raw))
    assert [(fault.role, fault.rule) for fault in found] == [("body", "body")]


def test_anonymise_leaves_what_the_fault_hangs_on(page: Path, capsys: Output) -> None:
    case = make(page)
    expect(case, source=None)
    assert main(["fixture", str(case), "--anonymise", "--replace", "来源=甲乙", "-o", str(page.parent / "s")]) == 0
    assert "left as they are" in capsys.readouterr().err
    assert "来源" in (page.parent / "s" / "bridge" / "page.html").read_bytes().decode("gb18030")


def test_a_cut_page_is_expected_to_say_what_it_still_shows() -> None:
    told = {"title": "城东新桥通车", "date": "2022-09-21T14:50+08:00", "source": "松澜日报", "body": [PROSE, MORE]}
    assert remaining(told, explain_page(f"<p>{PROSE}</p>")) == {
        "title": "城东新桥通车", "date": None, "source": None, "body": [PROSE]
    } | {"title": None}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "no JSON"), ("[" * 100_000, "no JSON"), ("[]", "an object"), ('{"expect": {"titel": "x"}}', "'titel'"),
        ('{"expect": {"body": "x"}}', "list of paragraphs"),
        ('{"expect": {}, "options": {"steps": []}}', "no options: steps"),
        ('{"expect": {}, "editor": "张三"}', 'editor beside "expect"'),
    ],
)  # fmt: skip
def test_broken_expectations_are_told(content: str, said: str, page: Path, capsys: Output) -> None:
    case = make(page)
    (case / "expected.json").write_text(content, encoding="utf-8")
    with pytest.raises(CaseError, match=said.replace("[", r"\[")):
        read_case(case / "expected.json")
    assert main(["fixture", "--check", str(case)]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "argv", [["x.html"], ["--check"], ["x", "y", "-o", "z", "--name", "n"], ["x", "--replace", "y"]]
)
def test_wrong_usage(argv: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["fixture", *argv])
    assert stopped.value.code == 2
    assert "usage: newsclean fixture" in capsys.readouterr().err


def test_bad_pages_cost_a_line_each(page: Path, capsys: Output) -> None:
    pdf = page.with_name("a.html")
    pdf.write_bytes(b"%PDF-1.4\n")
    assert (
        main(["fixture", str(pdf), str(page.with_name("none.html")), str(page), "-o", str(page.parent / "made")]) == 1
    )
    assert capsys.readouterr().err.count("\n") == 2
    assert (page.parent / "made" / "bridge" / "expected.json").exists()


def test_a_file_of_sites_goes_with_a_case(page: Path) -> None:
    sites = page.with_name("sites.json")
    sites.write_text('[{"lines": ["本稿由城东街道办事处提供，内容与松澜日报的立场没有关系。"]}]', encoding="utf-8")
    case = make(page, "--site", str(sites))
    about = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert about["options"]["site"] == "../../sites.json" and NOTE not in about["expect"]["body"]
    assert main(["fixture", "--check", str(case)]) == 0
    assert main(["fixture", "--anonymise", str(case), "-o", str(page.parent / "deep" / "shown")]) == 0
    assert main(["fixture", "--check", str(page.parent / "deep")]) == 0
