"""What strangers could put into a page, or into what is said of a site: JSON, Markdown and profiles at their worst."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from typing import Any

from newsclean import Site
from newsclean.errors import NewscleanError

Random = random.Random
SAID = "昨天上午，城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整，市民可在站台查询新的线路图。"
_KEYS = (
    "headline",
    "title",
    "articleBody",
    "content",
    "author",
    "name",
    "datePublished",
    "publisher",
    "@type",
    "text",
    "x",
)
_ODD = (
    "NaN", "Infinity", "-Infinity", "1e999", "9" * 5_000, "-0", "null", "true", '""', "[]", "{}", '"\\ud83d"',
    '"\\u0000"', '"NewsArticle"', '"2022-09-21T14:50:59+08:00"', '"0000-99-99"', '"张三"', f'"{SAID}"',
    f'"<p>{SAID}</p>"', '"\\n' + SAID * 9 + '"', f'"&lt;p&gt;{SAID}"', '"', "'", "undefined", "\\", "{", "[", "0x",
    '"{\\"articleBody\\":\\"' + SAID + '\\"}"',
)  # fmt: skip
_MARKS = (
    "[", "![", "](", ")", "*", "**", "_", "__", "`", "```\n", "~~~\n", "> ", "- ", "* ", "1. ", "# ", "|", "|-|-|\n",
    "<", "<!--", "&", "\\", "  \n", "\n\n", "\n    ", "\t", "[a]: x\n", "[^1]", "***\n", "===\n", "---\n", "$$", "~~",
    "<a>", "https://a.example/", "*a_ ", "[a](b) ", SAID, "来源：", "Markdown Content:\n", "Title: 新桥\n",
    "URL Source: x\n",
)  # fmt: skip
_SELECTORS = (
    "h1", ".tt", "#zoom", "p", "*", "//p", "//*", "body *", "div div div div", ":not(:not(p))", "//p[", "p:nth-child(",
    "", "//p[contains(., '" + SAID + "')]", "::text", "//text()", "count(//p)", "//a/@href", "p" * 5_000, ":is(" * 300,
    "\x00", "//x:y", "a > b ~ c + d", "//p[re:test(., '(a+)+$')]", "(" * 500, "string(//p)", "[x", "\ud83d",
    "//ancestor::*//ancestor::*//p",
)  # fmt: skip
_WORDS = (
    "来源",
    "昨天",
    "。",
    " ",
    "(",
    "[",
    ".*",
    "\\",
    "新桥通车",
    SAID,
    "\x00",
    "\ud83d",
    "一" * 20_000,
    "0",
    "2022-09-21",
    "",
)
_FILES = ("strip/promotion", "strip/disclaimers", "find/no_such", "rules", "text/navigation_words", "")
_FIELDS = ("hosts", "name", "title", "row", "source", "date", "author", "editor", "body", "drop", "lines", "watermarks",
           "phrases", "without", "support", "pages", "version", "titel")  # fmt: skip


def some_json(rng: Random) -> str:
    """JSON of an article, or what looks like it: deep, huge, with keys twice, with what is no JSON."""
    kind = rng.randrange(6)
    many = rng.choice((1, 3, 30, 300, rng.choice((300, 3_000, 30_000))))
    if kind == 0:
        opened = rng.choice(("[", '{"a":', '{"articleBody":', '[{"x":['))
        return opened * many + rng.choice(_ODD) + rng.choice(("]", "}", "}]", "")) * many
    if kind == 1:
        return "{" + ",".join(f'"{rng.choice(_KEYS)}":{rng.choice(_ODD)}' for _ in range(min(many, 3_000))) + "}"
    if kind == 2:
        return "[" + ",".join(f'{{"name":"{n}","text":{rng.choice(_ODD[-9:])}}}' for n in range(min(many, 3_000))) + "]"
    if kind == 3:
        value: Any = SAID
        for _ in range(min(many, 90)):
            value = rng.choice(([value], {rng.choice(_KEYS): value}, json.dumps(value)[:30_000]))
        return json.dumps(value, ensure_ascii=rng.random() < 0.5)
    parts = [f'"{rng.choice(_KEYS)}":{rng.choice(_ODD)}' for _ in range(rng.randrange(1, 9))]
    whole = '{"@type":"NewsArticle","headline":"城东新桥通车","articleBody":"' + SAID * 3 + '",' + ",".join(parts) + "}"
    return whole if kind == 4 else whole[: rng.randrange(len(whole))]


def page_with_json(rng: Random) -> str:
    """A page that holds such JSON where pages hold it."""
    around = rng.choice((
        '<script type="application/ld+json">{}</script>', "<script>window.__INITIAL_STATE__={};</script>",
        '<script id="__NEXT_DATA__" type="application/json">{}</script>', "<script>var a = {}</script>",
        "<div data-content='{}'></div>", "<textarea>{}</textarea>", '<script>self.__next_f.push([1,"{}"])</script>',
        '<meta name=description content=\'{}\'>', "<noscript>{}</noscript>", "<script>JSON.parse('{}')</script>",
    ))  # fmt: skip
    seen = rng.choice(("", f"<h1>城东新桥通车</h1><p>{SAID}</p>", "<p>加载中…</p>"))
    scripts = "".join(around.replace("{}", some_json(rng)) for _ in range(rng.choice((1, 1, 2, 5))))
    return f"<html><head><title>城东新桥通车</title></head><body>{seen}{scripts}</body></html>"


def some_markdown(rng: Random) -> str:
    """Markdown that is nested, that never closes, or that backtracks."""
    parts = []
    for _ in range(rng.choice((1, 2, 5, 20))):
        mark = "".join(rng.choices(_MARKS, k=rng.choice((1, 1, 2, 4))))
        parts.append(mark * rng.choice((1, 2, 30, rng.choice((300, 3_000)))) + rng.choice(("", "\n", "\n\n", SAID)))
    if rng.random() < 0.3:
        parts = ["".join(f"{'  ' * n}- {SAID}\n" for n in range(rng.choice((3, 90, 400)))), *parts]
    head = rng.choice(
        ("", "# 城东新桥通车\n\n2022-09-21 14:50 来源：某市日报\n\n", "Title: 新桥\n\nMarkdown Content:\n")
    )
    return head + "".join(parts)


def some_profile(rng: Random) -> dict[str, Any]:
    """What a file could say of a site: broken selectors, huge lists, values of the wrong kind."""
    values: tuple[Callable[[], Any], ...] = (
        lambda: rng.choice(_SELECTORS),
        lambda: [rng.choice(_SELECTORS) for _ in range(rng.randrange(4))],
        lambda: rng.choice(_WORDS),
        lambda: [f"{rng.choice(_WORDS)}{n}" for n in range(rng.choice((1, 30, 3_000, 30_000)))],
        lambda: {rng.choice(_FILES): [rng.choice(_WORDS), rng.choice(_WORDS)]},
        lambda: {rng.choice(_FIELDS): rng.choice((0.5, 1, -1, float("nan"), True, "x"))},
        lambda: rng.choice((None, 3, -1, float("inf"), True, b"x", object(), [[]], {})),
    )
    right = {"phrases": 4, "without": 4, "support": 5, "hosts": 2, "lines": 3, "watermarks": 3}
    said = {}
    for name in rng.sample(_FIELDS, k=rng.choice((1, 1, 2, 3))):
        said[name] = values[right.get(name, rng.randrange(2)) if rng.random() < 0.8 else rng.randrange(len(values))]()
    return said


def some_site(rng: Random) -> Site | None:
    """A site of such a profile; None where it is refused, as it should be."""
    try:
        return Site.from_dict(some_profile(rng))
    except NewscleanError:
        return None


def some_time(rng: Random) -> dt.datetime:
    """When a page may have been fetched, or claims to have been: the ends of time and far zones among them."""
    zone = dt.timezone(dt.timedelta(hours=rng.choice((0, 8, -12, 14, 23.9, -23.9))))
    day = rng.choice(((1, 1, 1), (9999, 12, 31), (1970, 1, 1), (2024, 2, 29), (2022, 9, 21), (1900, 1, 1)))
    return dt.datetime(*day, rng.randrange(24), rng.randrange(60), tzinfo=zone)
