"""Articles that a page carries in scripts, attributes and templates, and pages that show theirs."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from newsclean import clean_page, load
from newsclean.reading.literals import assigned

from ..tools.bench import parses

DATA = Path(__file__).parents[1] / "data"
PAGES = sorted((DATA / "pages" / "scripts").glob("*.html"))
LITERALS = json.loads((DATA / "literals.json").read_text("utf-8"))
TEXT = "昨天上午，城东新桥正式通车，两岸居民出行更加方便。"


def bare(text: str | None) -> str:
    return re.sub(r"\W", "", text or "")


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_page(path: Path) -> None:
    wanted = json.loads(path.with_suffix(".json").read_text("utf-8"))
    article = clean_page(path.read_bytes())
    fields = article.to_dict()
    optional = set(map(bare, wanted.get("optional", ())))
    assert [p for p in map(bare, article.paragraphs) if p not in optional] == list(map(bare, wanted["body"]))
    assert {name: fields[name] for name in ("source", "date", "author", "editor") if name in wanted} == {
        name: wanted[name] for name in ("source", "date", "author", "editor") if name in wanted
    }
    if "title" in wanted:
        assert bare(article.title) == bare(wanted["title"])


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_nothing_is_invented_and_the_origin_is_told(path: Path) -> None:
    raw = path.read_text("utf-8")
    page = load(raw)
    code = re.sub(r"\\(?:u|x)([0-9a-f]{4}|[0-9a-f]{2})", lambda found: chr(int(found[1], 16)), html.unescape(raw))
    source = bare(re.sub(r"\\n|<[^>]*>", "", unquote(code)))
    for line in page.lines:
        if "script:" in page.hints[line.box] and line.tag != "div":  # rows have labels before the object's values
            assert bare(line.text) in source
    told = any(note.startswith("article out of sight") for note in page.notes)
    assert told != path.stem.startswith("keep")
    assert told == any("script:" in hints for hints in page.hints)


@pytest.mark.parametrize("case", LITERALS, ids=[case["comment"] for case in LITERALS])
def test_literal(case: dict[str, Any]) -> None:
    assert [[name, value] for name, value in assigned(case["script"])] == case["found"]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "旧桥拆除", "content": TEXT},  # a recommendation
        {"title": "远山网", "content": TEXT},  # the site's own name
        {"title": "新桥通车", "abstract": TEXT},
        {"title": "新桥通车", "comments": [{"content": TEXT}]},
        {"headline": "新桥通车", "@type": "WebSite", "text": TEXT},
        {"title": "新桥通车", "content": "短文"},
    ],
)
def test_another_object_is_no_article(other: dict[str, Any]) -> None:
    data = json.dumps(other, ensure_ascii=False)
    page = (
        f"<html><title>新桥通车_远山网</title><body><h1>新桥通车</h1><script>var data = {data};</script></body></html>"
    )
    assert [line.text for line in load(page).lines] == ["新桥通车"]


HOSTILE = {
    "signs": "={" * 100_000,
    "comments": "a={/*" * 50_000,
    "quotes": "a='" * 100_000,
    "depth": "a=" + "[" * 100_000,
    "calls": "a=f(" * 50_000,
    "pushes": "x.push([" * 50_000,
    "functions": "a=(function(b){return " * 10_000,
    "texts in texts": 'a=JSON.parse("' * 20_000,
    "many objects": "a=[" + '{"title":"新桥通车","content":"x"},' * 10_000 + "]",
    "a long sum": 'a="x"' + '+"y"' * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_scripts_take_no_longer_than_their_size(name: str) -> None:
    script = f"<script>/*{TEXT * 3}*/\n{HOSTILE[name]}</script>"
    page = f"<html><title>新桥通车</title><body><h1>新桥通车</h1>{script}</body></html>"
    assert [line.text for line in load(page).lines] == ["新桥通车"]
    assert parses(lambda: load(page)) < 150
