"""Ten invented sites of thirty pages each, with what is right on every page: for what a site's profile gains.

python -m tests.tools.sites            # each site with and without what was learned of it, field by field
python -m tests.tools.sites --foreign  # … and with what was learned of the next site
python -m tests.tools.sites --write    # write tests/data/learned_sites.jsonl anew: what is learned of each
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from newsclean import Site, clean_page, learn_site

LEARNED = Path(__file__).parents[1] / "data" / "learned_sites.jsonl"
PAGES, LEARNED_FROM = 30, 20
FIELDS = ("title", "source", "date", "author", "editor", "body")

_PLACES = ("柳埠", "杉湖", "鹭湾", "岚河", "棠溪", "沙渚", "白石渡", "云岭", "青棠", "石桥", "竹坞", "枫林")
_THINGS = ("老码头", "新桥", "菜市场", "图书室", "渡口", "粮仓", "水车", "公交站", "旧书店", "茶场", "灯塔", "菜园")
_DONE = ("重新开放", "正式启用", "迎来检修", "完成改造", "延长开放", "搬到新址", "恢复通行", "免费参观")
_FAMILY = ("邬", "段", "钟", "秦", "温", "岑", "卢", "滕", "骆", "柏")
_GIVEN = ("长顺", "小满", "远山", "素云", "启明", "若溪", "一凡", "文岚", "守田", "知秋")
_ASIDES = (
    "{0}边的{1}又热闹起来",
    "{0}和{1}都换了新的",
    "有人说起{0}，有人想起{1}",
    "{0}比{1}还要早几年",
    "连{0}旁的{1}也修好了",
)
_WORDS = "山水风云石木花草桥路灯船井台园田竹松柳梅鱼米茶酒布纸书画琴鼓"
_SENTENCES = (
    "{place}{thing}{day}日{done}，附近居民早早来到现场。",
    "据介绍，{thing}建于{year}年，最忙的时候一天要接待{count}多人。",
    "“以前要绕很远的路，现在走{minutes}分钟就到了。”家住{place}的{name}说。",
    "工作人员{name}告诉记者，下一步还将增设{count}个座位和饮水处。",
    "{place}镇负责人表示，改造共投入{count}万元，历时{minutes}个月。",
    "{year}年以来，{place}陆续修缮了{minutes}处老建筑，{thing}是其中之一。",
    "市民可以在每天上午{hour}点到下午{late}点之间前往，不需要提前预约。",
    "不少老人带着孩子前来，{name}在门口拍下了一张合影。",
    "沿线的{place}站也同步调整，发车间隔缩短到{minutes}分钟。",
    "{name}今年{count}岁，在{thing}工作了{minutes}年，他说舍不得离开。",
)
_SLOGANS = (
    "看老街坊的故事，品百味的人生",
    "把小城的温度，说给你听",
    "每一条来信我们都认真读完",
    "这里是一群写字人的自留地",
    "让好声音走得更远一些",
)
_ABOUT = (
    "我们是一群在小城里走街串巷的人，记录普通人的一日三餐，也记录城市的每一次变化。",
    "本栏目由几位退休教师共同维护，稿件来自各个社区，未必都赶得上热闹，但都是亲眼所见。",
    "如果你也有想说的故事，可以写信到城东老邮局三号信箱，我们会一一回复。",
)


class Made(NamedTuple):
    """A page and what is right on it."""

    page: str
    url: str
    gold: dict[str, Any]


class _Article(NamedTuple):
    title: str
    source: str
    day: str
    author: str
    editor: str
    body: list[str]


def _name(chance: random.Random) -> str:
    return chance.choice(_FAMILY) + chance.choice(_GIVEN)


def _aside(chance: random.Random) -> str:
    """A clause that hardly any other page has."""
    words = ["".join(chance.choices(_WORDS, k=2)) for _ in range(2)]
    return chance.choice(_ASIDES).format(*words)


def _article(chance: random.Random, sources: list[str]) -> _Article:
    facts = {"place": chance.choice(_PLACES), "thing": chance.choice(_THINGS), "done": chance.choice(_DONE)}
    body = []
    for template in chance.sample(_SENTENCES, chance.randint(4, 8)):
        numbers = {"day": chance.randint(1, 28), "year": chance.randint(1951, 2019), "count": chance.randint(31, 99)}
        numbers |= {"minutes": chance.randint(3, 29), "hour": chance.randint(7, 9), "late": chance.randint(3, 6)}
        told = template.format(**facts, **numbers, name=_name(chance))
        body.append(told[:-1] + "，" + _aside(chance) + "。")
    extra = chance.choice(("街坊们都来了", "一等就是三年", "门口排起了队", "原来是这样修好的", "老人说舍不得"))
    title = f"{facts['place']}{facts['thing']}{facts['done']} {extra}"
    day = f"2023-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return _Article(title, chance.choice(sources), day, _name(chance), _name(chance), body)


def _paragraphs(article: _Article) -> str:
    return "".join(f"<p>{text}</p>" for text in article.body)


def _html(title: str, body: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def _slogans(chance: random.Random, article: _Article, dump: bool = True) -> str:
    """A dump with slogans between the paragraphs and behind them."""
    lines = list(article.body)
    lines.insert(2, _SLOGANS[0])
    return "\n".join([article.title, f"{article.day} 来源：{article.source}", *lines, *_ABOUT])


def _watermarked(chance: random.Random, article: _Article) -> str:
    """A dump with a watermark inside paragraphs."""
    lines = [text[:-1] + "城东老茶馆独家呈现。" if n % 2 else text for n, text in enumerate(article.body)]
    lines = [text.replace("，", "，城东老茶馆独家呈现", 1) if n == 2 else text for n, text in enumerate(lines)]
    return "\n".join([article.title, f"{article.day} 来源：{article.source}", *lines])


def _bare_divs(chance: random.Random, article: _Article) -> str:
    """Markup with names of its own: a motto larger than the headline, a source that looks like none."""
    row = f"<div class=q><span id=ly>{article.source}</span> <span id=rq>{article.day}</span></div>"
    head = f"<div class=w1><b>{_SLOGANS[1]}</b></div><div class=w2>{article.title}</div>"
    return _html("小城故事", f"{head}{row}<div id=zw>{_paragraphs(article)}</div>")


def _prose_beside(chance: random.Random, article: _Article) -> str:
    """Other articles' first paragraphs right below, in a box that is called nothing."""
    others = "".join(f"<p>{_article(chance, ['x']).body[1]}</p>" for _ in range(3))
    row = f"<p class=m>{article.day} 来源：{article.source}</p>"
    text = f"<h1>{article.title}</h1>{row}<div class=k>{_paragraphs(article)}</div><div class=k2>{others}</div>"
    return _html(article.title, f"<div class=c2>{text}</div>")


def _unlabelled_people(chance: random.Random, article: _Article) -> str:
    """Author and editor without labels, each in its own element of the row."""
    row = f"<em class=xm>{article.author}</em> <em class=jz>{article.editor}</em> <i>{article.day}</i>"
    return _html(
        article.title, f"<h1>{article.title}</h1><div class=ro>{row}</div><div class=nr>{_paragraphs(article)}</div>"
    )


def _own_labels(chance: random.Random, article: _Article) -> str:
    """A dump with labels that nobody else has."""
    people = [f"值守编纂：{article.editor}", f"街巷走笔：{article.author}"]
    return "\n".join([article.title, f"{article.day} 来源：{article.source}", *article.body, *people])


def _column_heading(chance: random.Random, article: _Article) -> str:
    """The column's name stands as <h1> on every page, the headline as a paragraph."""
    row = f"<p class=inf>{article.day} {article.source}</p>"
    head = f"<h1>小城故事会今日推荐</h1><p class=bt1>{article.title}</p>{row}"
    return _html("小城故事会今日推荐", f"{head}<div class=nr>{_paragraphs(article)}</div>")


def _readers_below(chance: random.Random, article: _Article) -> str:
    """Readers' letters below, as long as the article, in boxes that are called nothing."""
    letters = "".join(f"<div class=lx><p>{text}</p></div>" for text in (*_ABOUT[:2], _article(chance, ["x"]).body[2]))
    row = f"<div class=r0>{article.day} 来源：{article.source}</div>"
    return _html(article.title, f"<h2>{article.title}</h2>{row}<div class=b0>{_paragraphs(article)}</div>{letters}")


def _mottos_above(chance: random.Random, article: _Article) -> str:
    """A dump with mottos above the headline."""
    return "\n".join([*_SLOGANS[1:4], article.title, f"{article.day} 来源：{article.source}", *article.body])


def _plain(chance: random.Random, article: _Article) -> str:
    """A site that the rules read as it is: nothing to gain, nothing to lose."""
    row = f"<div class=info>{article.day} 来源：{article.source}</div>"
    body = (
        f"<h1>{article.title}</h1>{row}<div class=content>{_paragraphs(article)}<p>责任编辑：{article.editor}</p></div>"
    )
    return _html(f"{article.title}_小城日报", body)


# the maker of a site's pages, the fields that they show, the sources that they name
_SITES: dict[str, tuple[Callable[[random.Random, _Article], str], str, list[str]]] = {
    "slogans": (_slogans, "title source date body", ["杉湖日报", "岚河晚报"]),
    "watermark": (_watermarked, "title source date body", ["杉湖日报", "岚河晚报"]),
    "bare-divs": (_bare_divs, "title source date body", ["杉湖消息", "街坊口述", "岚河来信"]),
    "prose-beside": (_prose_beside, "title source date body", ["杉湖日报", "岚河晚报"]),
    "people": (_unlabelled_people, "title date author editor body", ["x"]),
    "labels": (_own_labels, "title source date author editor body", ["杉湖日报", "岚河晚报"]),
    "column": (_column_heading, "title source date body", ["杉湖日报", "岚河晚报"]),
    "letters": (_readers_below, "title source date body", ["杉湖日报", "岚河晚报"]),
    "mottos": (_mottos_above, "title source date body", ["杉湖日报", "岚河晚报"]),
    "plain": (_plain, "title source date editor body", ["杉湖日报", "岚河晚报"]),
}


def made(name: str) -> list[Made]:
    """The pages of a site."""
    make, shown, sources = _SITES[name]
    pages = []
    for number in range(PAGES):
        chance = random.Random(f"{name} {number}")
        article = _article(chance, sources)
        values = {"title": article.title, "source": article.source, "date": article.day, "author": article.author}
        values |= {"editor": article.editor, "body": "\n".join(article.body)}
        gold = {field: values[field] if field in shown.split() else None for field in FIELDS}
        pages.append(Made(make(chance, article), f"https://www.{name}.example/{number}.html", gold))
    return pages


def names() -> list[str]:
    """The ten sites."""
    return list(_SITES)


@cache
def learned(name: str) -> Site:
    """What is learned of a site from its first pages."""
    return learn_site([(page.url, page.page, page.url) for page in made(name)[:LEARNED_FROM]])


def told(site: Site) -> str:
    """What was learned of a site, and roughly how well it is supported, as a line of JSON."""
    support = {key: round(share, 1) for key, share in site.support.items()}
    return json.dumps(replace(site, support=support, pages=0, version="").to_dict(), ensure_ascii=False)


def right(name: str, site: Site | None) -> Counter[str]:
    """On how many of the pages that nothing was learned from each field is right."""
    found: Counter[str] = Counter()
    for page in made(name)[LEARNED_FROM:]:
        # another site's profile is given as if it were this one's
        got = clean_page(page.page, site=site).to_dict()
        found.update({field: int((got[field] or None) == page.gold[field]) for field in FIELDS})
    return found


def rows(foreign: bool = False) -> Iterator[tuple[str, Counter[str], Counter[str]]]:
    """For each site what is right without and with what was learned of it, or of the next one."""
    profiles = {name: learned(name) for name in names()}
    for at, name in enumerate(names()):
        other = profiles[names()[(at + 1) % len(profiles)]] if foreign else profiles[name]
        yield name, right(name, None), right(name, other)


def main() -> None:
    """Print the table, or write what is learned."""
    if "--write" in sys.argv:
        LEARNED.write_text("".join(f"{told(learned(name))}\n" for name in names()), encoding="utf-8")
        return
    total: dict[str, Counter[str]] = {"without": Counter(), "with": Counter()}
    print(f"{'':14}" + "".join(f"{field:>14}" for field in FIELDS))
    for name, before, after in rows("--foreign" in sys.argv):
        total["without"] += before
        total["with"] += after
        print(f"{name:14}" + "".join(f"{f'{before[field]} -> {after[field]}':>14}" for field in FIELDS))
    print(f"{'all of 100':14}" + "".join(f"{total['without'][f]:>7} ->{total['with'][f]:>4}" for f in FIELDS))


if __name__ == "__main__":
    main()
