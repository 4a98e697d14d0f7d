"""Where the visible page shows no article, or only its start: the lines of the one that it carries out of sight.

They stand below the headline, or before all lines where the page shows none, in a box of their own whose hints tell
where they came from (`script:state`). What the page shows already is not said twice, and where it shows the article
nothing changes. The rows of date and names are the object's values behind the labels that pages set before them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..page import Box, Line, Page
from ..text import lazy_re as re
from .lines import Lines, read_tree
from .page_data import Carried, agrees, bare, carried
from .parse import encode, parse
from .tags import Tags, serialized

ENOUGH = 400  # characters of sentences on the visible page: an article, or so much of one that nothing is looked for
_SENTENCE = re.compile("[。！？；…”]")
_SHORTEST = 12  # characters of a sentence
_GRAM = 5  # characters in a row that texts are compared by
_SHOWN = 0.6  # share of a text's such that must stand on the page for it to be shown there
_ROWS_BELOW = 4  # lines below a headline that may be its rows
_ROW = re.compile(r"\d{4}[-年/.]\s?\d|来源|來源|稿源|作者|记者|記者|编辑|編輯")
_LABELS = {"来源": "来源|來源|稿源", "作者": "作者|记者|記者|文/|文：", "编辑": "编辑|編輯"}
_MARKUP = re.compile(r"<(?:p|br|div|span|section|img|h\d)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;(?:p|br|div|span|section|img|h\d)\b", re.IGNORECASE)


def with_carried(page: Page, tags: Tags) -> Page:
    """The page with the lines of the article that it carries out of sight, where it shows none.

    >>> from newsclean import load
    >>> text = "<p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>"
    >>> page = load(f"<title>新桥通车</title><body><script>var a = {{title: '新桥通车', content: '{text}'}}</script>")
    >>> [(line.tag, line.text, page.boxes[line.box].hints) for line in page.lines]
    [('h1', '新桥通车', 'script:variable'), ('p', '昨天上午，城东新桥正式通车，两岸居民出行更加方便。', '')]
    """
    if _shows_enough(page):
        return page
    titles = [page.head.title, page.head.meta.get("og:title", ""), page.head.meta.get("twitter:title", "")]
    titles += [line.text for line in page.lines if line.tag == "h1" and not line.scope]
    article = carried(tags, titles)
    if article is None:
        return page
    text = _read(article)
    own = list(filter(None, map(bare, titles)))
    headline = next((line for line in page.lines if _is_headline(line, own)), None)
    if not article.title and headline is None and not any(_is_headline(line, own) for line in text.lines):
        return page  # text without a title beside it may belong to anything
    return _joined(page, article, text, headline)


def _shows_enough(page: Page) -> bool:
    """Whether the visible page shows an article, or so much of one that nothing else is looked for."""
    shown = 0
    for line in page.lines:
        if not line.scope and not line.mostly_link and _is_prose(line):
            shown += len(line.text)
            if shown >= ENOUGH:
                return True
    return False


def _is_prose(line: Line) -> bool:
    return len(line.text) >= _SHORTEST and line.link_share < 0.5 and bool(_SENTENCE.search(line.text))


def _is_headline(line: Line, own: Sequence[str]) -> bool:
    """Whether a line shows the page's title, and is no link to another page of that name."""
    return not line.scope and line.link_share < 0.5 and len(line.text) < 100 and agrees(line.text, own)


def _read(article: Carried) -> Lines:
    """The lines of an article's text."""
    text = article.text
    if _ESCAPED.search(text) and not _MARKUP.search(text):
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    if not _MARKUP.search(text):
        text = "".join(f"<p>{row}</p>" for row in text.split("\n") if row.strip())
    root = parse(encode(f"<body>{text}</body>")).root
    return read_tree(Tags(serialized(root, plain=True)))


def _joined(page: Page, article: Carried, text: Lines, headline: Line | None) -> Page:
    """The page with those lines of an article that it does not show."""
    grams = _grams(line.text for line in page.lines)
    new = [line for line in text.lines if not line.scope]
    missing = [line for line in new if _share(line.text, grams) < _SHOWN]
    if sum(len(line.text) for line in missing) * 2 <= sum(len(line.text) for line in new):
        return page
    if headline is None and article.title and new and agrees(article.title, [bare(new[0].text)]):
        missing = [line for line in missing if line is not new[0]]
    seen = [
        line.number for line in page.lines if _is_prose(line) and _share(line.text, _grams([article.text])) >= _SHOWN
    ]
    first = (seen[-1] if seen else _last_row(page, headline)) + 1
    boxes = [*page.boxes, Box(0, "article", f"script:{article.where}")]
    own = len(boxes) - 1
    boxes += [box._replace(parent=box.parent + own if box.parent else own) for box in text.boxes[1:]]
    above = "".join(line.text for line in page.lines[max(0, first - _ROWS_BELOW) : first]) if headline else ""
    made = [] if seen else [*_head(article, headline, above)]
    lines = [
        *page.lines[:first],
        *(Line(0, words, tag, own) for tag, words in made),
        *(line._replace(box=line.box + own, scope=0) for line in missing),
        *page.lines[first:],
    ]
    added = len(made) + len(missing)
    pictures = [
        *(
            picture._replace(line=picture.line + added if picture.line >= first else picture.line)
            for picture in page.pictures
        ),
    ]
    return replace(
        page,
        lines=tuple(line._replace(number=number) for number, line in enumerate(lines)),
        boxes=tuple(boxes),
        pictures=tuple(pictures),
        notes=(*page.notes, f"article out of sight: taken from {article.where}"),
    )


def _last_row(page: Page, headline: Line | None) -> int:
    """The number of the last line of a headline's rows; -1 where there is no headline."""
    if headline is None:
        return -1
    last = headline.number
    for line in page.lines[last + 1 : last + 1 + _ROWS_BELOW]:
        if len(line.text) < 100 and not line.linked and _ROW.search(line.text):
            last = line.number
    return last


def _head(article: Carried, headline: Line | None, above: str) -> Iterable[tuple[str, str]]:
    """Headline and rows, as far as the page shows none."""
    if headline is None and article.title:
        yield "h1", article.title
    for row in article.rows:
        label = row[:2]
        if not re.search(_LABELS.get(label, r"\d{4}[-年/.]\s?\d|民國|民国"), above):
            yield "div", row


def _grams(texts: Iterable[str]) -> set[str]:
    """The runs of five characters in some texts."""
    return {text[at : at + _GRAM] for text in map(bare, texts) for at in range(len(text) - _GRAM + 1)}


def _share(text: str, grams: set[str]) -> float:
    """Share of a text's runs that are among some."""
    own = _grams([text])
    return len(own & grams) / len(own) if own else 0.0
