"""Every maker's dump of an article gives the same article, and every character of the dump is in a line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from newsclean import clean_page, load

from ..tools.makers import MAKERS, Article, articles, markdown, normalized, reader

ARTICLES = dict(articles())
EVERY = [(name, maker) for name in ARTICLES for maker in MAKERS]
IDS = [f"{name}-{maker.__name__}" for name, maker in EVERY]
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[\[\]*#\s]")


def squeeze(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("name", "maker"), EVERY, ids=IDS)
def test_the_same_article(name: str, maker: Callable[[Article], str]) -> None:
    wanted = ARTICLES[name]
    article = clean_page(maker(wanted))
    row = wanted["row"]
    assert article.title == wanted["title"]
    assert article.date is not None
    assert article.date.strftime("%Y-%m-%d %H:%M") == row["date"]
    assert (article.source, article.author, article.editor) == (row["source"], row["author"], row["editor"])
    paragraphs = wanted["paragraphs"]
    if maker is normalized:
        paragraphs = maker({**wanted, "above": [], "related": [], "tail": []}).split("\n")[2:-2]
    assert list(article.paragraphs) == paragraphs


@pytest.mark.parametrize(("name", "maker"), EVERY, ids=IDS)
def test_no_character_is_lost_and_none_invented(name: str, maker: Callable[[Article], str]) -> None:
    dump = maker(ARTICLES[name])
    page = load(dump)
    visible = squeeze(dump)
    if maker in (markdown, reader):
        visible = _MARKUP.sub("", dump.partition("Markdown Content:")[2] or dump)
    assert squeeze(page.text) == visible
    at = 0
    for paragraph in clean_page(dump).paragraphs:
        at = visible.index(squeeze(paragraph), at) + len(squeeze(paragraph))
