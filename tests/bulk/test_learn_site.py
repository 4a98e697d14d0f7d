"""What is learned of a site helps on its other pages, and harms no page where it does not belong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from newsclean import ArgumentError, Site, clean_page, learn_site, read_sites, write_sites
from newsclean.__main__ import main

from ..tools.sites import FIELDS, LEARNED, LEARNED_FROM, learned, made, names, right, told

GAINS = {"slogans": "body", "watermark": "body", "people": "author", "labels": "editor", "column": "title"}


@pytest.mark.parametrize("name", names())
def test_on_pages_that_nothing_was_learned_from(name: str) -> None:
    site = learned(name)
    before, after = right(name, None), right(name, site)
    assert all(after[field] >= before[field] for field in FIELDS), site
    assert name not in GAINS or after[GAINS[name]] == 10 > before[GAINS[name]]
    assert Site.from_dict(json.loads(json.dumps(site.to_dict()))) == site
    assert site.pages == LEARNED_FROM
    assert site.version


def test_what_is_learned() -> None:
    """Where a change is meant, `python -m tests.tools.sites --write` writes the lines anew."""
    assert [told(learned(name)) for name in names()] == LEARNED.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", names())
def test_another_sites_profile_harms_nothing(name: str) -> None:
    other = learned(names()[(names().index(name) + 1) % len(names())])
    before, after = right(name, None), right(name, other)
    assert all(after[field] >= before[field] for field in FIELDS)


@pytest.mark.parametrize("name", ["bare-divs", "people", "column", "letters", "plain"])
def test_an_old_layouts_profile_harms_nothing(name: str) -> None:
    """The site has other names for its elements now, some of them for something else than before."""
    site = learned(name)
    for page in made(name)[LEARNED_FROM:]:
        words = sorted(set(re.findall(r"(?:class|id)=(\w+)", page.page)))
        moved = dict(zip(words, [*words[1:], words[0]], strict=True))
        for change in (moved, {word: f"v2{word}" for word in words}):
            new = re.sub(r"(class|id)=(\w+)", lambda m, change=change: f"{m[1]}={change[m[2]]}", page.page)
            want, got = clean_page(new).to_dict(), clean_page(new, site=site).to_dict()
            wrong = [f for f in FIELDS if (got[f] or None) != page.gold[f] and (want[f] or None) == page.gold[f]]
            assert not wrong, (wrong, got, site)


def test_lines_that_recur_in_dumps_are_gone() -> None:
    site = learned("slogans")
    assert "看老街坊的故事，品百味的人生" in site.lines
    page = made("slogans")[-1]
    assert "老街坊" in clean_page(page.page).body
    assert clean_page(page.page, site=site).body == page.gold["body"]


def test_too_few_pages() -> None:
    with pytest.raises(ArgumentError, match="10 are the fewest"):
        learn_site([page.page for page in made("slogans")[:9]])
    same = made("slogans")[0].page
    with pytest.raises(ArgumentError, match="1 pages show"):
        learn_site([same] * 30)


def test_headlines_that_count_on_are_no_lines() -> None:
    pages = [page.page.replace(page.gold["title"], f"小城第{n}座凉亭建成") for n, page in enumerate(made("slogans"))]
    site = learn_site(pages[:12])
    assert "看老街坊的故事，品百味的人生" in site.lines and not any("凉亭" in line for line in site.lines)
    assert clean_page(pages[25], site=site).title == "小城第25座凉亭建成"


def test_bad_pages_are_passed_over() -> None:
    pages = [page.page for page in made("slogans")[:12]]
    assert learn_site([b"%PDF-1.7", "", *pages, "<p>"]).pages == 12


def test_lists_among_the_pages_change_nothing() -> None:
    links = "".join(f"<li><a href=/{n}>小城第{n}座凉亭昨天建成了</a></li>" for n in range(30))
    lists = [f"<h1>{name}</h1><ul>{links}</ul>" for name in ("要闻", "民生", "副刊")]
    pages = [(page.url, page.page, page.url) for page in made("column")[:LEARNED_FROM]]
    assert told(learn_site([*pages[:7], *lists, *pages[7:]])) == told(learned("column"))


def test_what_recurs_and_what_does_not_count() -> None:
    people = ("邬长顺", "秦若溪", "骆文岚")
    pages = []
    for number, page in enumerate(made("plain")[:LEARNED_FROM]):
        text = "".join(f"<p>{paragraph}</p>" for paragraph in page.gold["body"].split("\n"))
        row = f"<div>{page.gold['date']} 来源：{page.gold['source']}</div>"
        below = (
            f"<div>茶余笔记：邬长顺</div><div>街巷走笔：{people[number % 3]}</div><div>本栏每周三见面，欢迎来坐坐</div>"
        )
        link = "<div><a href=/x>看看别的故事</a></div>"
        pages.append(f"<h1>{page.gold['title']}</h1>{row}<div class=content>{text}</div>{below}{link}")
    site = learn_site(pages)
    assert site.phrases == {"grammar/author_labels": ("街巷走笔",)}  # one name with all pages is no label's
    assert "本栏每周三见面，欢迎来坐坐" in site.lines and "看看别的故事" not in site.lines


def test_pages_of_too_many_hosts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [page for name in ("slogans", "column") for page in made(name)[:6]]
    rows = [json.dumps({"url": page.url, "raw": page.page}, ensure_ascii=False) for page in pages]
    (tmp_path / "pages.jsonl").write_text("\n".join(rows), encoding="utf-8")
    said = ["learn-site", str(tmp_path / "pages.jsonl"), "-o", str(tmp_path / "sites.json"), "--page-field", "raw"]
    assert main(said) == 2
    assert "no host has 10 pages: 2 hosts" in capsys.readouterr().err
    assert main([*said, "--host", "news.example"]) == 0
    assert read_sites(tmp_path / "sites.json").keys() == {"news.example"}


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        json.dumps({"id": page.url, "url": page.url, "html": page.page}, ensure_ascii=False)
        for name in ("slogans", "column")
        for page in made(name)[:15]
    ]
    (tmp_path / "pages.jsonl").write_text("\n".join(rows), encoding="utf-8")
    write_sites(tmp_path / "hand.json", [Site(hosts="column.example", title=".mine"), Site(drop=".ad")])
    out = tmp_path / "sites.json"
    said = ["learn-site", str(tmp_path / "pages.jsonl"), "-o", str(out), "--under", str(tmp_path / "hand.json")]
    assert main(said) == 0
    assert "slogans.example: 15 pages; 4 lines" in capsys.readouterr().err
    sites = read_sites(out)
    assert sites.keys() == {"slogans.example", "column.example", "*"}
    assert sites["column.example"].title == (".mine",)
    assert sites["column.example"].body == ("div.nr",)


def test_command_on_dumps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, page in enumerate(made("watermark")[:12]):
        (tmp_path / f"{number}.txt").write_text(page.page, encoding="utf-8")
    out = tmp_path / "site.json"
    assert main(["learn-site", str(tmp_path), "-o", str(out), "--host", "news.example"]) == 0
    assert read_sites(out)["news.example"].watermarks == ("城东老茶馆独家呈现",)
    assert main(["learn-site", str(tmp_path / "1.txt"), "-o", str(out)]) == 2
    assert "10 are the fewest" in capsys.readouterr().err


PLACES = ["杉湖", "南屏", "柳桥", "石浦", "云岭", "白鹭", "青川", "临泽", "望江", "松坪"]
DOINGS = ["菜场换了新棚子", "老戏台唱了三天戏", "茶厂今年减产两成", "步道铺到了桥下", "码头重新开了船"]


def _watermarks(sentence: str) -> tuple[str, ...]:
    """What is learned of a site whose pages each have the same sentence once, with the place's name before it."""
    pages = []
    for number, place in enumerate(PLACES):
        body = [f"{place}镇的{doing}。" for doing in DOINGS[number % 3 :]]
        body[1] += sentence.format(place)
        pages.append("\n".join([f"{place}镇又有新鲜事", "2024-05-20 来源：杉湖日报", *body]))
    return learn_site(pages).watermarks


def test_what_all_pages_say_once() -> None:
    assert _watermarks("关注老街坊，看身边的新鲜事。") == ("关注老街坊，看身边的新鲜事",)
    # a form's sentence is the page's own, though most of it is alike on all of them
    assert _watermarks("{}镇的便民服务点昨天开放，附近的居民走几步路就能办事。") == ()
