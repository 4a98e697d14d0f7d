"""A line too long for the rules comes in pieces, and nothing of it is lost: texts, links, bold type, pictures."""

from __future__ import annotations

import pytest

from newsclean.page import Line, Picture, Span
from newsclean.reading.limits import MAX_LINE, split_long

SENTENCE = "城东新桥昨天通车。"


def pieces(text: str, *spans: Span) -> tuple[Line, ...]:
    """The pieces of a line."""
    return split_long([Line(0, text, spans=spans)], [])[0]


def test_a_line_of_the_largest_size_stays_whole() -> None:
    line = Line(0, "桥" * MAX_LINE)
    assert split_long([line], []) == ((line,), ())


@pytest.mark.parametrize("end", ["。", "！", "？", "!", "?"])
def test_a_line_is_cut_behind_a_sentence(end: str) -> None:
    first, second = pieces("桥" * (MAX_LINE - 50) + end + "河" * 100)
    assert (first.text[-2:], second.text[:2]) == (f"桥{end}", "河河")


def test_a_sentence_that_ends_far_before_the_limit_is_no_place_to_cut() -> None:
    first, second = pieces("桥。" + "河" * MAX_LINE)
    assert (len(first.text), len(second.text)) == (MAX_LINE, 2)


def test_a_line_is_cut_at_a_blank_and_a_piece_of_blanks_is_none() -> None:
    first, second = pieces("桥" * (MAX_LINE - 10) + "  " + "河" * 20)
    assert (first.text[-1], second.text) == ("桥", "河" * 20)
    assert [line.text for line in pieces("桥" * MAX_LINE + " " * 5)] == ["桥" * MAX_LINE]


def test_a_link_over_the_border_stands_in_both_pieces() -> None:
    text = SENTENCE * (MAX_LINE // len(SENTENCE) + 10)
    cut = len(pieces(text)[0].text)
    link, bold = Span(cut - 3, cut + 4, "a", href="/x"), Span(cut + 6, cut + 8, "strong")
    first, second = pieces(text, link, bold)
    assert first.spans == (link._replace(end=cut),)
    assert second.spans == (link._replace(start=0, end=4), bold._replace(start=6, end=8))
    assert [(line.linked, line.bold) for line in (first, second)] == [(3, 0), (4, 2)]


def test_a_link_that_ends_at_the_border_stands_before_it_only() -> None:
    text = SENTENCE * (MAX_LINE // len(SENTENCE) + 10)
    cut = len(pieces(text)[0].text)
    first, second = pieces(text, Span(cut - 3, cut, "a"), Span(cut - 1, cut, "b"))
    assert [len(line.spans) for line in (first, second)] == [2, 0]
    assert [(line.linked, line.bold) for line in (first, second)] == [(3, 1), (0, 0)]


def test_a_span_that_is_all_blank_is_gone_with_the_blanks() -> None:
    text = "桥" * (MAX_LINE - 10) + "。" + " " * 3 + "河" * 20
    first, second = pieces(text, Span(MAX_LINE - 9, MAX_LINE - 6, "a"))
    assert (first.spans, second.spans, second.text) == ((), (), "河" * 20)


def test_pictures_stand_before_the_lines_that_they_stood_before() -> None:
    lines = [Line(0, "桥" * (2 * MAX_LINE)), Line(1, SENTENCE)]
    found, pictures = split_long(lines, [Picture(at, f"{at}.jpg", "") for at in (0, 1, 2)])
    assert [line.number for line in found] == [0, 1, 2]
    assert [picture.line for picture in pictures] == [0, 2, 3]
