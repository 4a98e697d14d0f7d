"""Damage planted on the annotated pages by other means than the scoring tools': other words, other hiding, other farms.

    python -m tests.tools.planted              a row of figures for each kind of damage, seeds 0 to 2
    python -m tests.tools.planted gloss        only those whose name holds this

Each kind is a function of a clean page and a source of chance that gives the damaged page and the strings that must
reach no field. The figures are the scoring tools' own: F1 of the body, title, share of planted strings in any field.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from statistics import fmean
from typing import NamedTuple

from newsclean import clean_page
from newsclean.repair.hanzi import without_tone

from .farm import Farm
from .measure import shared, tool

TRADES = [
    *("开云体育", "澳门金沙", "足球外围", "娱乐城", "棋牌游戏", "彩票预测", "在线赌场", "代孕公司", "代开发票"),
    *("成人影视", "同城约会", "私家侦探"),
]
TAILS = ["注册送彩金", "官网入口", "手机版下载", "最新网址", "平台登录", "免费试玩"]
TEXT = re.compile(r"(?<=>)[^<>]*[\u4e00-\u9fff]{6}[^<>]*(?=<)")
PARAGRAPH = re.compile(r"</p\s*>", re.IGNORECASE)
SCRIPTS = re.compile(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->")

Damaged = tuple[str, list[str]]


def phrase(chance: random.Random) -> str:
    """A string of catch-words, each with a number of its own so that it is nowhere on a real page."""
    return f"{chance.choice(TRADES)}{chance.choice(TAILS)}{chance.randint(100, 999)}"


def between(html: str, chance: random.Random, make: Callable[[str], str], share: float = 0.3) -> Damaged:
    """Set something behind some paragraphs, and behind `<body>`."""
    planted: list[str] = []

    def one() -> str:
        planted.append(phrase(chance))
        return make(planted[-1])

    html = PARAGRAPH.sub(lambda m: m[0] + (one() if chance.random() < share else ""), html)
    return re.sub(r"(?i)(<body[^>]*>)", lambda m: m[1] + one(), html, count=1), planted


def by_class(html: str, chance: random.Random) -> Damaged:
    """Hidden by a rule of the page's own style sheet."""
    name = "".join(chance.choices("bcdfgklmnp", k=6))
    rule = chance.choice(("display:none", "position:absolute;left:-9999px", "font-size:0", "visibility:hidden"))
    html, planted = between(html, chance, lambda words: f'<div class="{name}">{words}</div>')
    return re.sub(r"(?i)</head", f"<style>.{name}{{{rule}}}</style></head", html, count=1), planted


def by_attribute(html: str, chance: random.Random) -> Damaged:
    """Hidden by an attribute, or in an element that browsers do not show."""
    forms = (
        "<div hidden>{}</div>",
        "<noscript><p>{}</p></noscript>",
        "<template><p>{}</p></template>",
        '<textarea style="display:none">{}</textarea>',
        '<marquee width="1" height="1">{}</marquee>',
        '<p style="color:#fff;background:#fff">{}</p>',
        '<p style="text-indent:-5000px">{}</p>',
        '<p style="clip:rect(0,0,0,0);position:absolute">{}</p>',
    )
    return between(html, chance, lambda words: chance.choice(forms).format(words))


def visible_links(html: str, chance: random.Random) -> Damaged:
    """Shown for all to see: links to many hosts between the paragraphs."""
    form = '<div><a href="http://{}.example/">{}</a></div>'
    return between(html, chance, lambda words: form.format(chance.randrange(10**6), words), 0.2)


def visible_keywords(html: str, chance: random.Random) -> Damaged:
    """Shown for all to see: strings of keywords without links, in a paragraph of their own."""

    def row(words: str) -> str:
        return f"<p>{words}_{phrase(chance)}_{phrase(chance)}</p>"

    return between(html, chance, row, 0.15)


def in_meta(html: str, chance: random.Random) -> Damaged:
    """All that the head says of the page is spam, in plain words."""
    words = phrase(chance)
    head = f"<title>{words}-{phrase(chance)}</title>"
    html = re.sub(r"(?is)<title[^>]*>.*?</title>", "", html, count=1)
    html = re.sub(r'(?i)(<meta[^>]*(?:og:title|description|keywords)[^>]*content=)"[^"]*"', rf'\1"{words}"', html)
    return re.sub(r"(?i)<head[^>]*>", lambda m: m[0] + head, html, count=1), [words]


def commas(html: str, chance: random.Random) -> Damaged:
    """Stray ASCII commas before marks."""
    return TEXT.sub(lambda m: re.sub("[，。；：]", lambda c: "," * (chance.random() < 0.2) + c[0], m[0]), html), []


def directions(html: str, chance: random.Random) -> Damaged:
    """Invisible signs that the scoring tools do not plant: direction marks, fillers, variation selectors."""
    signs = "\u200e\u200f\u202a\u202c\u2061\u2063\u180e\ufe0f"

    def sown(match: re.Match[str]) -> str:
        return "".join(c + (chance.choice(signs) if chance.random() < 0.1 else "") for c in match[0])

    return TEXT.sub(sown, html), []


def simulated(html: str, chance: random.Random, *, glosses: bool, nfkc: bool, halves: bool) -> Damaged:
    """The simulated farm of `farm.py` on every text of the page."""
    farm = Farm(chance, glosses=glosses, nfkc=nfkc)
    farm.shows_halves = halves
    return re.sub(r"(?<=>)[^<>]*[\u4e00-\u9fff][^<>]*(?=<)", lambda m: farm.damage(m[0]), SCRIPTS.sub("", html)), []


def glossed(html: str, chance: random.Random, *, style: Callable[[str, str], str]) -> Damaged:
    """Glosses alone, in one of their rarer styles."""
    readings = dict(Farm(chance).glosses)
    table = Farm(chance).traditional

    def sown(match: re.Match[str]) -> str:
        return "".join(c + (style(c, readings[c]) if c in readings else "") for c in table(match[0]))

    return TEXT.sub(sown, SCRIPTS.sub("", html)), []


def misread(html: str, chance: random.Random, *, as_1252: bool) -> Damaged:
    """The whole page's UTF-8 read as Latin-1, or as Windows-1252 the way browsers do."""
    shown = html.encode().decode("latin-1")
    if as_1252:
        shown = re.sub("[\x80-\x9f]", lambda m: m[0].encode("latin-1").decode("cp1252", "ignore") or m[0], shown)
    return shown, []


KINDS: dict[str, Callable[[str, random.Random], Damaged]] = {
    "hidden by class": by_class,
    "hidden by attribute": by_attribute,
    "visible links": visible_links,
    "visible keywords": visible_keywords,
    "head in plain words": in_meta,
    "commas": commas,
    "direction marks": directions,
    "farm": partial(simulated, glosses=True, nfkc=False, halves=True),
    "farm, halves dropped": partial(simulated, glosses=True, nfkc=False, halves=False),
    "farm, NFKC": partial(simulated, glosses=True, nfkc=True, halves=True),
    "farm, no glosses": partial(simulated, glosses=False, nfkc=False, halves=True),
    "gloss without tone": partial(glossed, style=lambda c, reading: f"({without_tone(reading)})"),
    "gloss twice": partial(glossed, style=lambda c, reading: f"({reading})({reading})"),
    "gloss in square brackets": partial(glossed, style=lambda c, reading: f"[{reading}]"),
    "UTF-8 read as Windows-1252": partial(misread, as_1252=True),
    "UTF-8 read as Latin-1": partial(misread, as_1252=False),
    "none": lambda html, chance: (html, []),
}


class Row(NamedTuple):
    """One damaged page's figures."""

    f1: float
    title: float
    leaked: float


def measured(job: tuple[str, int, int]) -> Row | None:
    """One kind of damage on one page; None where the page is a dump."""
    kind, seed, number = job
    folder = shared()
    assert folder is not None
    score = tool("score")
    id, gold, raw, is_text = list(score.corpus(folder / "corpus"))[number]
    if is_text:
        return None
    text = score.decode(raw)
    body, optional = score.gold_texts(gold, score.lines(score.parse(raw)))
    text, planted = KINDS[kind](text, random.Random(f"{kind}-{id}-{seed}"))
    got = clean_page(text, url=gold.get("url"))
    everything = score.squash(" ".join(str(value) for value in got.to_dict().values() if value))
    leaked = fmean(score.squash(words) in everything for words in planted) if planted else 0.0
    f1 = score.body_scores(got.body, body, optional)[2]
    return Row(f1, float(score.field_right("title", got.title, gold["title"])), leaked)


def main() -> None:
    folder = shared()
    if folder is None:
        sys.exit("no annotated corpus beside the repository; NEWSCLEAN_SHARED can name its folder")
    pages = range(sum(1 for _ in tool("score").corpus(folder / "corpus")))
    wanted = [kind for kind in KINDS if all(part in kind for part in sys.argv[1:])]
    with ProcessPoolExecutor() as pool:
        for kind in wanted:
            figures = []
            for seed in range(3):
                jobs = [(kind, seed, number) for number in pages]
                rows = [row for row in pool.map(measured, jobs, chunksize=8) if row]
                figures.append(" ".join(f"{fmean(column):.3f}" for column in zip(*rows, strict=True)))
            print(f"{kind:28} f1 title leaked: ", " | ".join(figures), flush=True)


if __name__ == "__main__":
    main()
