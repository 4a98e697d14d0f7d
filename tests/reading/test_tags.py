"""The flat list of tags says what the tree says, whatever stands in the tree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree, html

from newsclean import load
from newsclean.reading.elements import Elements
from newsclean.reading.parse import encode, parse
from newsclean.reading.tags import Tags, attributes, serialized, unescape

ODD = {
    "quotes and angles in attributes": "<p title='a > b' alt=\"it's <b>\">新桥</p>",
    "signs in an attribute's name": '<p foo"bar<baz=1 =x =3>新桥</p>',
    "signs in an element's name": "<a<b>新桥</a<b><o:p>通车</o:p>",
    "stray quotes": "<p class=\"a\"\" style='color:red' id=b'>新桥</p><p alt=' class=' id=x title='\" class='>通车</p>",
    "escaped text": "<p>1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;lt; &amp;#13; &nosuch; 新桥</p>",
    "markup in a script": "<script>if (a < b && c > d) x = '</p>' + '<p>'</script><p>新桥</p>",
    "markup in a sheet": "<style>a > b::before { content: '<' }</style><p>新桥</p>",
    "comments": "<p>新<!-- <p>旧 -->桥<!-->通<!-- a --!>车</p>",
    "instructions": "<p>新<?php echo '<p>旧' ?>桥</p>",
    "blanks": "<p>新\r\n桥\t&#9;通&#13;车&#10;了\f日</p>",
    "control characters": "<p>新&#1;桥&#12;</p>",
    "beyond the plane": "<p>新😀桥\ufffe</p>",
}


def text_of(tags: Tags) -> str:
    return "".join(unescape(text) for _, text in tags)


@pytest.mark.parametrize("name", ODD)
def test_text_and_attributes_are_the_tree_s(name: str) -> None:
    root = html.fromstring(f"<div>{ODD[name]}</div>", parser=etree.HTMLParser(remove_comments=True, remove_pis=True))
    tags = Tags(root)
    shown = "".join(root.itertext()).translate({1: None, 12: None})
    assert text_of(tags) == shown
    opening = [tag for tag, _ in tags if tag[0] != "/"]
    assert [tags.names[tag] for tag in opening] == [element.tag for element in root.iter()]
    assert [dict(attributes(tag)) for tag in opening] == [dict(element.items()) for element in root.iter()]


@pytest.mark.parametrize("kind", ["html", "xml"])
def test_a_given_tree_keeps_its_comments(kind: str) -> None:
    page = "<div>新<!-- <p>旧 --><?a <p>旧 ?><b>桥</b><![CDATA[<p>&amp;]]>通车</div>"
    parser: Any = etree.HTMLParser() if kind == "html" else etree.XMLParser(strip_cdata=False)
    root = etree.fromstring(page, parser)
    before = etree.tostring(root)
    assert text_of(Tags(root)).startswith("新")
    assert "旧" not in text_of(Tags(root)) or kind == "html"  # there the instruction is a comment up to its `>`
    assert etree.tostring(root) == before


def test_an_entity_of_the_page_s_own_is_left_out() -> None:
    page = '<!DOCTYPE p [<!ENTITY x "旧">]><p>新&x;桥</p>'
    root = etree.fromstring(page, etree.XMLParser(resolve_entities=False))
    assert text_of(Tags(root)) == "新桥"
    assert load(root).text == "新桥"


NAMES = st.sampled_from(
    ["class", "id", "style", "href", "hidden", "width", "bgcolor", "title", '"', "'", '="', 'a"b', "<"]
)
VALUES = st.one_of(
    st.sampled_from(["a b", "display:none", " class=", "a&amp;b", "&quot;", "x>y", "0"]),
    st.text("a='\"&<> ", max_size=6),
)
ATTRIBUTES = st.builds(
    lambda name, value, quote, blank: f"{name}={quote}{value}{quote}{blank}",
    NAMES,
    VALUES,
    st.sampled_from(["'", '"', ""]),
    st.sampled_from([" ", "", '"', " / "]),
)
TAGS = st.builds(
    lambda name, said: f"<{name} {''.join(said)}>新桥</{name}>",
    st.sampled_from(["p", "a", "span", "marquee"]),
    st.lists(ATTRIBUTES, max_size=5),
)


@example(["<p class=><a\"class='a b' style='a b' >新桥</p>"], "")  # an element whose name holds a quote
@given(
    st.lists(TAGS, min_size=1, max_size=5),
    st.sampled_from(["", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "">']),
)
def test_mutated_tags_say_what_the_parser_gives(found: list[str], doctype: str) -> None:
    root = parse(encode(doctype + "".join(found))).root
    tags = Tags(serialized(root, plain=True))
    said = {tag.decode(): found for tag, found in Elements(tags).said.items()}
    opening = [tag for tag, _ in tags if tag[0] != "/"]
    for tag, element in zip(opening, root.iter(), strict=True):
        assert dict(attributes(tag)) == dict(element.items())
        assert said[tag].href == element.get("href", "") or tag[-1] == "/"
        if tag[-1] != "/":
            hints = " ".join([value for name, value in element.items() if name in ("class", "id")])
            assert said[tag].hints == hints.strip().lower()
            assert said[tag].styled.style == element.get("style", "")
            kept = {name: element.get(name) for name in ("hidden", "bgcolor") if element.get(name) is not None}
            assert {name: said[tag].styled.old.get(name.encode()) for name in kept} == {
                n: v.strip().lower() for n, v in kept.items()
            }


ESCAPES = json.loads((Path(__file__).parents[1] / "data" / "escapes.json").read_text("utf-8"))


@pytest.mark.parametrize("case", ESCAPES, ids=[case["comment"] for case in ESCAPES])
def test_text_escaped_twice(case: dict[str, Any]) -> None:
    page = load(f"<html><title>新桥</title><body>{case['html']}</body></html>")
    assert [line.text for line in page.lines] == case["lines"]
    assert bool(page.notes) != case["comment"].startswith("counterpart")


@pytest.mark.parametrize("filler", range(3))
def test_a_name_that_holds_a_bracket_at_the_border_of_a_piece(filler: int) -> None:
    page = "<p>" + "新" * filler + "<b＾<>桥</b＾<>" * 2_000 + "</p><p>昨天通车</p>"
    assert load(f"<body>{page}</body>").lines[-1].text == "昨天通车"
