"""One article as the makers of dumps would write its page: the same text in every shape that users hold.

A maker is a function from an article (a file of `tests/data/articles`) to a dump. What every dump holds is the same:
navigation, headline, meta row, paragraphs, the editor, related headlines, the page's foot.
"""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ARTICLES = Path(__file__).parent.parent / "data" / "articles"
Article = dict[str, Any]
_WIDTH = 19  # characters of a wrapped line: 38 columns


def articles() -> Iterator[tuple[str, Article]]:
    """Every article with its name."""
    for path in sorted(ARTICLES.glob("*.json")):
        yield path.stem, json.loads(path.read_text(encoding="utf-8"))


def _row(article: Article) -> str:
    row = article["row"]
    return f"{row['date']} 来源：{row['source']} 作者：{row['author']}"


def _editor(article: Article) -> str:
    return f"责任编辑：{article['row']['editor']}"


def plain(article: Article) -> str:
    """A line per block."""
    parts = [*article["above"], article["title"], _row(article), *article["paragraphs"], _editor(article)]
    return "\n".join([*parts, "相关阅读", *article["related"], *article["tail"]])


def spaced(article: Article) -> str:
    """The same with a blank line between blocks."""
    return plain(article).replace("\n", "\n\n")


def tree(article: Article) -> str:
    """Nested blocks indented, entries of lists behind a bullet."""
    bullets = [f"  • {word}" for word in article["above"]]
    inner = [f"      {text}" for text in (article["title"], _row(article), *article["paragraphs"], _editor(article))]
    return "\n\n".join([*bullets, *inner, "    相关阅读", *(f"      • {text}" for text in article["related"])])


def bars(article: Article) -> str:
    """Navigation and foot as rows of words between bars, the meta row too."""
    row = article["row"]
    parts = [
        " | ".join(article["above"]),
        article["title"],
        f"{row['date']} | 来源：{row['source']} | 作者：{row['author']}",
    ]
    return "\n".join([*parts, *article["paragraphs"], _editor(article), " | ".join(article["tail"])])


def run_together(article: Article) -> str:
    """What stands side by side on one line: with blanks, with bars, with both."""
    above = "  ".join(article["above"][:2]) + "|" + "  ".join(article["above"][2:])
    head = f"{above}  {article['title']}  {_row(article)}"
    related = (
        "  ".join(["相关阅读", *article["related"][:2]]) + "|" + "  ".join([*article["related"][2:], *article["tail"]])
    )
    return "\n".join([head, *article["paragraphs"], f"{_editor(article)}|分享到：  微信  微博", related])


def get_text(article: Article) -> str:
    """Nothing between boxes; the source broke lines between paragraphs only."""
    head = "".join(article["above"]) + article["title"] + _row(article).replace(" 来", "来").replace(" 作", "作")
    first, *rest = article["paragraphs"]
    last = rest.pop() + _editor(article) + "相关阅读" + "".join(article["related"]) + "".join(article["tail"])
    return "\n".join([head, first, *rest, last])


def markdown(article: Article) -> str:
    """Headings, links, lists and bold text as readers for language models write them."""
    menu = "\n".join(f"* [{word}](https://news.example/{n}/)" for n, word in enumerate(article["above"]))
    first, *rest = article["paragraphs"]
    related = "\n".join(f"* [{text}](/a/{n}.html)" for n, text in enumerate(article["related"]))
    blocks = [menu, f"# {article['title']}", _row(article), f"**{first[:4]}**{first[4:]}", "![Image 1](/a.jpg)", *rest]
    return "\n\n".join(
        [*blocks, _editor(article), "## 相关阅读", related, " ".join(f"[{w}](/x)" for w in article["tail"])]
    )


def reader(article: Article) -> str:
    """The same behind what a reader says of the page."""
    head = f"Title: {article['title']}_{article['row']['source']}\n\nURL Source: https://news.example/a.html\n\n"
    return f"{head}Markdown Content:\n{markdown(article)}"


def normalized(article: Article) -> str:
    """After NFKC: marks are narrow."""
    return unicodedata.normalize("NFKC", plain(article))


def wrapped(article: Article) -> str:
    """Every line broken at 38 columns, a blank line between blocks."""
    blocks = spaced(article).split("\n\n")
    return "\n\n".join("\n".join(textwrap.wrap(block, _WIDTH)) for block in blocks)


MAKERS: tuple[Callable[[Article], str], ...] = (
    plain,
    spaced,
    tree,
    bars,
    run_together,
    get_text,
    markdown,
    reader,
    normalized,
    wrapped,
)
