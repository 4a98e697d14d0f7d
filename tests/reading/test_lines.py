"""Lines from the tree are whole: the walk makes them field by field, past the NamedTuple's own check."""

from __future__ import annotations

from lxml import html

from newsclean.page import Box, Line, Span
from newsclean.reading.lines import read_tree
from newsclean.reading.tags import Tags


def test_named_tuples_have_all_their_fields() -> None:
    page = "<div class=a><p>一<a href=/x>二</a><b>三</b></p><ul><li><a>四</a></li></ul></div>"
    found = read_tree(Tags(html.fromstring(page)))
    assert {len(line) for line in found.lines} == {len(Line._fields)}
    assert {len(box) for box in found.boxes} == {len(Box._fields)}
    assert {len(span) for line in found.lines for span in line.spans} == {len(Span._fields)}
