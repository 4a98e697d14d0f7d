"""Which images and captions are the article's: the cases stand in data/images.tsv and data/captions.tsv."""

from __future__ import annotations

import pytest

from newsclean import clean_page, load
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


def test_a_caption_in_two_lines() -> None:
    photo, other = "<p><img src='/a/one.jpg'></p>", "<img src='/a/two.jpg'><br>"
    for between, caption in (("", "新桥昨天通车。 张小三 摄"), (other, "新桥昨天通车。")):
        page = load(f"<p>{_PROSE}</p>{photo}<div>新桥昨天通车。<br>{between}张小三 摄</div><p>{_PROSE}</p>")
        roles = ("body", "caption", "caption", "body")
        page = page.with_marks([Mark(line, role, "test") for line, role in enumerate(roles)])
        assert next(iter(find_images(page))).value.caption == caption


_ROW = "<h1>城东新桥通车</h1><p>2024-03-01 10:00 来源：远山日报</p>"


def _images(page: str) -> list[tuple[str, str | None]]:
    return [(image.url, image.caption) for image in clean_page(page).images]


def test_captions_that_share_the_paragraph_of_their_picture() -> None:
    page = f"{_ROW}<p>{_PROSE}</p><p><img src='/a/b2f5.jpg'><br>新桥主塔</p><p>市民代表第一批上桥，秩序井然。</p>"
    assert _images(page) == [("/a/b2f5.jpg", "新桥主塔")]
    for other in ("市民纷纷称赞。", "<b>交通更方便</b>", "<a href='/x'>新桥专题</a>"):
        assert _images(page.replace("新桥主塔", other)) == [("/a/b2f5.jpg", None)]


def test_short_lines_below_each_picture() -> None:
    names = ("新桥主塔。", "新桥引桥。", "新桥步道。")
    pictures = [f"<p><img src='/a/b{number}f5.jpg'></p><p>{name}</p>" for number, name in enumerate(names)]
    page = "".join(f"<p>{_PROSE}{_PROSE}</p>{picture}" for picture in (*pictures, "", "", ""))
    captions = [(mark.line, mark.rule) for mark in find_captions(load(page))]
    assert captions == [(1, "caption-below-each"), (3, "caption-below-each"), (5, "caption-below-each")]
    assert list(find_captions(load(page.replace("<p>新桥步道。</p>", "")))) == []


def test_captions_above_their_picture_say_so() -> None:
    one, two = "<p><img src='/a/b2f5.jpg'></p>", "<p><img src='/a/c3e1.jpg'></p>"
    page = f"{_ROW}<p>{_PROSE}</p>{one}<p>▼新桥主塔</p>{two}<p>通车仪式上，市长剪彩，市民代表第一批上桥。</p>"
    assert _images(page) == [("/a/b2f5.jpg", None), ("/a/c3e1.jpg", "▼新桥主塔")]
    figure = "<figure><figcaption>新桥主塔</figcaption><img src='/a/b2f5.jpg'></figure>"
    page = f"{_ROW}<p>{_PROSE}</p>{figure}<p>通车仪式上，市长剪彩，市民代表第一批上桥。</p>"
    assert _images(page) == [("/a/b2f5.jpg", "新桥主塔")]


def test_pictures_above_the_text_in_its_own_box() -> None:
    text = f"<p>{_PROSE}</p><p>通车仪式上，市长剪彩，市民代表第一批上桥，现场秩序井然。</p>"
    inside = f"<div class='a'><p><img src='/a/b2f5.jpg'></p><p><a href='/x'>直播：新桥通车</a></p>{text}</div>"
    assert _images(_ROW + inside) == [("/a/b2f5.jpg", None)]
    outside = (
        f"<div><p><img src='/a/b2f5.jpg'></p><p><a href='/x'>直播：新桥通车</a></p></div><div class='a'>{text}</div>"
    )
    assert _images(_ROW + outside) == []


def test_a_picture_above_the_row_is_the_accounts() -> None:
    head, row = "<h1>城东新桥通车</h1>", "<p>2024-03-01 10:00 来源：远山日报</p>"
    photo, text = "<p><img src='/a/b2f5.jpg'></p>", f"<p>{_PROSE}</p><p>{_PROSE[:30]}，秩序井然。</p>"
    assert _images(f"<div class='a'>{head}{photo}{row}{text}</div>") == []
    assert _images(f"<div class='a'>{head}{row}{photo}{text}</div>") == [("/a/b2f5.jpg", None)]


def test_codes_beside_the_words_that_say_so() -> None:
    page = f"{_ROW}<p>{_PROSE}</p><p><img src='/a/b2f5.jpg'></p><p>扫一扫，关注远山日报</p>"
    assert _images(page) == []
    page = f"{_ROW}<p>{_PROSE}</p><p>长按下方二维码报名</p><p><img src='/a/b2f5.jpg'></p><p>{_PROSE[:20]}。</p>"
    assert _images(page) == []
