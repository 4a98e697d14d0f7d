"""Which images and captions are the article's: the cases stand in data/images.tsv and data/captions.tsv."""

from __future__ import annotations

import pytest

from newsclean import load
from newsclean.find.captions import find_captions
from newsclean.find.images import find_images
from newsclean.page import Mark

from ..tools.tsv import rows

_PROSE = "昨天上午，城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整，市民可在站台查询新的线路图。"


@pytest.mark.parametrize(("address", "alt", "kind"), rows("images.tsv"))
def test_images_of_the_article_and_of_the_site(address: str, alt: str, kind: str) -> None:
    page = load(f"<p>{_PROSE}</p><p><img src='{address}' alt='{alt.strip('-')}'></p><p>{_PROSE}</p>")
    page = page.with_marks([Mark(0, "body", "test"), Mark(1, "body", "test")])
    assert bool(list(find_images(page))) == (kind == "article")


@pytest.mark.parametrize(("line", "away", "behind"), rows("captions.tsv"))
def test_captions(line: str, away: str, behind: str) -> None:
    for expected, image in ((away, ""), (behind, "<p><img src='/a/photo.jpg'></p>")):
        page = load(f"<p>{_PROSE}</p>{image}<p>{line}</p><p>{_PROSE}</p>")
        assert (next((mark.role for mark in find_captions(page)), "-")) == expected, image


def test_a_caption_belongs_to_the_picture_right_above_it() -> None:
    icons = "<img src='/images/weibo.png'>"
    photos = "<p><img src='/a/one.jpg'></p><p><img src='/a/two.jpg'></p>"
    page = load(f"<p>{_PROSE}</p>{photos}{icons}<p>图为通车现场。</p><p>{_PROSE}</p>")
    page = page.with_marks([Mark(0, "body", "test"), Mark(1, "caption", "test"), Mark(2, "body", "test")])
    assert [(mark.value.url, mark.value.caption) for mark in find_images(page)] == [
        ("/a/one.jpg", None),
        ("/a/two.jpg", "图为通车现场。"),
    ]
