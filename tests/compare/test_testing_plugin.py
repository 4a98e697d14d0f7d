"""The pytest plugin `newsclean.testing`, run as a user would run it."""

from __future__ import annotations

import json

import pytest

pytest_plugins = ["pytester"]

PROSE = "昨天上午，城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整，市民可在站台查询新的线路图。"
PAGE = f"<html><body><h1>城东新桥通车</h1><p>2022-09-21 14:50 来源：某市日报</p><p>{PROSE}</p></body></html>"


@pytest.fixture
def pages(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with a case in a folder of its own, and one that shares it with others."""
    folder = pytester.mkdir("pages")
    (folder / "bridge").mkdir()
    expect = {"title": "城东新桥通车", "source": "某市日报", "body": [PROSE]}
    (folder / "bridge" / "page.html").write_bytes(PAGE.encode("gbk"))
    (folder / "bridge" / "expected.json").write_text(json.dumps({"label": "a bridge", "expect": expect}))
    (folder / "flat.html").write_text(PAGE, encoding="utf-8")
    (folder / "flat.json").write_text(json.dumps({"date": "2022-09-21T14:50+08:00", "author": None}))
    (folder / "settings.json").write_text("{}")
    return pytester


def run(pytester: pytest.Pytester, *args: str) -> pytest.RunResult:
    return pytester.runpytest("-p", "newsclean.testing", "-p", "no:cacheprovider", *args)


def expect(pytester: pytest.Pytester, **fields: object) -> None:
    file = pytester.path / "pages" / "bridge" / "expected.json"
    about = json.loads(file.read_text(encoding="utf-8"))
    about["expect"].update(fields)
    file.write_text(json.dumps(about), encoding="utf-8")


def test_each_folder_is_a_test(pages: pytest.Pytester) -> None:
    pages.makepyfile("def test_other(): pass")
    run(pages).assert_outcomes(passed=1)
    run(pages, "--newsclean-fixtures", "pages").assert_outcomes(passed=3)
    run(pages, "--newsclean-fixtures", "pages", "-m", "newsclean").assert_outcomes(passed=2, deselected=1)
    result = run(pages, "--newsclean-fixtures", "pages", "-v", "-k", "bridge", "pages")
    result.stdout.fnmatch_lines(["pages/bridge/expected.json::bridge PASSED*"])


def test_elsewhere(pages: pytest.Pytester) -> None:
    other = pages.mkdir("other")
    test = other / "test_x.py"
    test.write_text("def test_x(): pass")
    run(pages, "other", "--newsclean-fixtures", "pages").assert_outcomes(passed=3)
    run(pages, "--newsclean-fixtures", "none").stderr.fnmatch_lines(["*no such folder: none*"])


def test_settings_name_the_folders(pages: pytest.Pytester) -> None:
    pages.makeini("[pytest]\nnewsclean_fixtures = pages")
    run(pages).assert_outcomes(passed=2)
    run(pages, "pages/bridge").assert_outcomes(passed=1)


def test_failure_tells_line_role_and_rule(pages: pytest.Pytester) -> None:
    expect(pages, title="别的", body=["来源：某市日报", PROSE])
    result = run(pages, "--newsclean-fixtures", "pages")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["pages/bridge/page.html: a bridge", "title", "  - 别的", "  + 城东新桥通车", "*line 0 by rule *", "body"]
    )
    result.stdout.fnmatch_lines(["  - 来源：某市日报", "*line 1 is * by rule *"])
    assert "Traceback" not in result.stdout.str()


def test_update_rewrites_what_is_not_met(pages: pytest.Pytester) -> None:
    expect(pages, title="别的")
    result = run(pages, "--newsclean-fixtures", "pages", "--newsclean-update")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*expectations rewritten*", "*bridge/expected.json"])
    about = json.loads((pages.path / "pages" / "bridge" / "expected.json").read_text(encoding="utf-8"))
    assert about == {"label": "a bridge", "expect": {"title": "城东新桥通车", "source": "某市日报", "body": [PROSE]}}


def test_known_failures(pages: pytest.Pytester) -> None:
    expect(pages, title="别的")
    (pages.path / "pages" / "known_failures.txt").write_text("# known\nbridge\tnot yet\nflat\tmended\n")
    result = run(pages, "--newsclean-fixtures", "pages", "--newsclean-update", "-rx")
    result.assert_outcomes(xfailed=1, failed=1)
    result.stdout.fnmatch_lines(["*XPASS(strict)*mended*", "XFAIL *not yet*"])


def test_a_rule_that_is_dropped_is_noticed(pages: pytest.Pytester) -> None:
    pages.makeconftest(
        """
        from newsclean import STEPS

        def pytest_newsclean_options(config):
            return {"steps": [step for step in STEPS if step.__name__ != "find_source"]}
        """
    )
    result = run(pages, "--newsclean-fixtures", "pages")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["source", "  - 某市日报", "  + None"])


def test_broken_case_is_told(pages: pytest.Pytester) -> None:
    (pages.path / "pages" / "flat.json").write_text('{"titel": "x"}')
    result = run(pages, "--newsclean-fixtures", "pages")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*an article has no field 'titel'*"])
