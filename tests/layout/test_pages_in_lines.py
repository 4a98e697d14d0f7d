"""What comes out of pages that are written as a row of lines each: `pages_in_lines.tsv`."""

from __future__ import annotations

import pytest

from newsclean import clean_page

from ..tools.tsv import rows

_TEXT = (
    "本报讯 昨日上午，位于柳溪镇的老粮仓经过半年修缮后重新开放，首批近三百名市民参观。粮仓建于1958年，原有六间仓房。",
    "据镇文化站负责人介绍，修缮时保留了墙上的标语和旧磅秤，仓房内新设了农具展和影像展。",
    "今后每逢周末，粮仓还会开设木工、扎染等体验课，市民可提前一天电话预约。",
)


def _read(written: str) -> tuple[list[str], list[str]]:
    """The lines of a page, and those that are its body."""
    lines: list[str] = []
    body: list[str] = []
    for line in written.split("¶"):
        for text in _TEXT if line == "@" else (line,):
            lines.append(text.removeprefix("+"))
            body += [text.removeprefix("+")] if text in _TEXT or text.startswith("+") else []
    return lines, body


@pytest.mark.parametrize(("form", "written", "fields"), rows("pages_in_lines.tsv"))
def test_fields_and_body(form: str, written: str, fields: str) -> None:
    lines, body = _read(written)
    markup = "".join(f"<p>{line}</p>" for line in lines)
    page = "\n".join(lines) if form == "dump" else f"<html><body><div>{markup}</div></body></html>"
    article = clean_page(page)
    found = {name: value or "-" for name, value in article.to_dict().items() if isinstance(value, str | None)}
    wanted = dict(field.split("=", 1) for field in fields.split(" | "))
    assert {name: found[name] for name in wanted} == wanted
    if wanted.get("kind") == "list":
        assert not article.body
    elif "body" not in wanted:
        assert list(article.paragraphs) == body


def test_a_numbered_heading_stays_behind_what_a_forum_strews() -> None:
    strewn = (") i' Z Q. R0 % m$ Y/ E3 w5", "0 p8 l& C1 p) h( t", '# T) 3 C9 x" N- R& g一、修缮经过')
    page = "\n".join((*strewn, *_TEXT, '9 [0 x s" A) V/ a8 y! }柳溪论坛'))
    assert list(clean_page(page).paragraphs) == ["一、修缮经过", *_TEXT]
