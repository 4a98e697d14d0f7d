"""The numbers of layout/: a case on either side of each. A new case is a row of tests/data/limits.tsv.

A row is a page in short: its lines stand between ¶, each with `+` before it if it is the body's, `=` if the headline,
`-` otherwise; then the tag it stands in (`a`: an item of a list that is a link), and the text. `[12]` is a headline of
twelve characters, `{60}` a paragraph of sixty, `2*` before a line sets it twice with other words. `<box` opens a
box of that class, and `>` closes it. Names that end in .txt are dumps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import count
from pathlib import Path

import pytest

from newsclean import clean_page

WORDS = (
    "新桥通车渡口停航老人说这里从前没有路去年冬天雪下得早县里修了堤岸孩子们上学不用绕山货郎担子换成了店铺门前种着枣树"
)
DATA = Path(__file__).parents[1] / "data" / "limits.tsv"
CASES = [row.split("\t") for row in DATA.read_text("utf-8").splitlines() if row and row[0] != "#"]


def words(size: int, seed: int) -> str:
    """Words of some length, other ones for each seed."""
    start = seed * 7 % len(WORDS)
    return ((WORDS[start:] + WORDS[:start]) * (size // len(WORDS) + 2))[:size]


def sentence(size: int, seed: int) -> str:
    """A sentence of some length, with a comma after every ten characters."""
    return "，".join(re.findall(".{1,10}", words(size, seed)))[: size - 1].rstrip("，") + "。"


def lines(row: str) -> Iterator[tuple[str, str, str]]:
    """The lines of a page in short: sign, tag, text."""
    seed = count()
    for part in row.split("¶"):
        if part[0] in "<>":
            yield part[0], part[1:], ""
            continue
        many, _, rest = part.rpartition("*")
        sign, (tag, text) = (rest or part)[0], (rest or part)[1:].split(" ", 1)
        for _ in range(int(many or 1)):
            said = re.sub(r"\[(\d+)\]", lambda match: words(int(match[1]), next(seed)), text)
            yield sign, tag, re.sub(r"\{(\d+)\}", lambda match: sentence(int(match[1]), next(seed)), said)


def page(name: str, row: str) -> str:
    """The page itself."""
    if name.endswith(".txt"):
        return "\n".join(text for _, _, text in lines(row))
    out = []
    for sign, tag, text in lines(row):
        if sign in "<>":
            out.append(f'<div class="{tag}">' if sign == "<" else "</div>")
        else:
            out.append(f"<li><a href=/x>{escape(text)}</a></li>" if tag == "a" else f"<{tag}>{escape(text)}</{tag}>")
    return "".join(out)


@pytest.mark.parametrize(("name", "row"), CASES, ids=[case[0] for case in CASES])
def test_page(name: str, row: str) -> None:
    article = clean_page(page(name, row))
    told = list(lines(row))
    assert list(article.paragraphs) == [text for sign, _, text in told if sign == "+"]
    headlines = [text for sign, _, text in told if sign == "="]
    assert not headlines or article.title == "".join(headlines)
