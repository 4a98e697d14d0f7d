"""Lines from the tree are whole: the walk makes them field by field, past the NamedTuple's own check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from newsclean import load
from newsclean.page import Box, Line, Span
from newsclean.reading.lines import read_tree
from newsclean.reading.tags import Tags

WHITE_SPACE = json.loads((Path(__file__).parents[1] / "data" / "white_space.json").read_text("utf-8"))


@pytest.mark.parametrize("case", WHITE_SPACE, ids=[case["comment"] for case in WHITE_SPACE])
def test_what_parts_words_and_lines(case: dict[str, Any]) -> None:
    lines = load(f"<html><body>{case['html']}</body></html>").lines
    assert [line.text for line in lines] == case["lines"]
    if "spans" in case:
        assert [[line.text[span.start : span.end] for span in line.spans] for line in lines] == case["spans"]


def test_named_tuples_have_all_their_fields() -> None:
    page = "<div class=a><p>一<a href=/x>二</a><b>三</b></p><ul><li><a>四</a></li></ul></div>"
    found = read_tree(Tags(html.fromstring(page)))
    assert {len(line) for line in found.lines} == {len(Line._fields)}
    assert {len(box) for box in found.boxes} == {len(Box._fields)}
    assert {len(span) for line in found.lines for span in line.spans} == {len(Span._fields)}


@pytest.mark.parametrize("blank", ["", " ", "\n", "&nbsp;"])
def test_a_link_around_white_space_links_no_text(blank: str) -> None:
    (line,) = load(f"<p>正文<a href=x>{blank}</a></p>").lines
    assert line.linked == 0
    assert line.text == "正文"


def test_a_stray_quote_hides_no_attribute_behind_it() -> None:
    page = load('<p>新桥通车。</p><p class="x"" style="display:none">旧桥。</p><p id=a"b class="y">完。</p>')
    assert [page.scopes[line.scope].reason for line in page.lines] == ["", "display", ""]
    assert page.boxes[page.lines[2].box].hints.endswith("y")


def test_a_doctype_of_xhtml_adds_no_attributes() -> None:
    doctype = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
    )
    page = "<html><body><p class=a name=b>新桥<a name=c>通车</a></p></body></html>"
    assert load(doctype + page).lines == load(page).lines
    assert load(html.document_fromstring(doctype + page)).boxes == load(page).boxes
