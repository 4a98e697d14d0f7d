"""The blocks that markdown-it-py reads in a Markdown text: what `to_markdown` has written must come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt

from newsclean.article import Article
from newsclean.text.blocks.kinds import Block, Code, Figure, Heading, Inline, ListItem, Paragraph, Quote, Table


def read(text: str) -> list[Block]:
    """The blocks of a Markdown text, without numbers of lines."""
    found: list[Block] = []
    around: list[Any] = []
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.nesting > 0:
            around.append(token)
            if token.type == "tr_open":
                rows.append([])
        elif token.nesting < 0:
            around.pop()
            if token.type == "table_close":
                found.append(Table(tuple(map(tuple, rows))))
                rows = []
        elif token.type == "fence":
            found.append(Code(token.content.removesuffix("\n")))
        elif token.type == "inline" and rows:
            rows[-1].append(_text(token.children)[0])
        else:
            assert token.type == "inline", token.type
            found.append(_block(token.children, around))
    return found


def _block(children: Sequence[Any], around: Sequence[Any]) -> Block:
    """The block of a paragraph's tokens."""
    if len(children) == 1 and children[0].type == "image":
        return Figure(unquote(children[0].attrs["src"]), children[0].content or None)
    text, spans = _text(children)
    if around[-1].type == "heading_open":
        return Heading(text, int(around[-1].tag[1]), spans=spans)
    items = [token for token in around if token.type == "list_item_open"]
    if items:
        return ListItem(text, len(items) - 1, int(items[-1].info) if items[-1].info else None, spans=spans)
    quoted = any(token.type == "blockquote_open" for token in around)
    return (Quote if quoted else Paragraph)(text, spans=spans)


def _text(children: Sequence[Any]) -> tuple[str, tuple[Inline, ...]]:
    """The text of a paragraph, and its links."""
    text, spans, start, target = "", [], 0, ""
    for token in children:
        if token.type == "link_open":
            start, target = len(text), token.attrs["href"]
        elif token.type == "link_close":
            spans.append(Inline(start, len(text), "link", unquote(target)))
        elif token.type == "hardbreak":
            text += "\n"
        else:
            assert token.type in ("text", "text_special"), token.type
            text += token.content
    return text, tuple(spans)


def bare(block: Block) -> Block:
    """A block as Markdown can hold it: without numbers of lines, with links alone, none inside another."""
    if isinstance(block, Table):
        return Table(block.rows)
    if isinstance(block, Figure):
        return Figure(unquote(block.url), block.caption)
    spans: list[Inline] = []
    for span in sorted(getattr(block, "spans", ())):
        if span.kind == "link" and (not spans or span.start >= spans[-1].end) and not isinstance(block, Code):
            spans.append(span._replace(href=unquote(span.href)))
    values = {**block.__dict__, "lines": (), "spans": tuple(spans)}
    return type(block)(**values)


def check(article: Article) -> None:
    """Assert that an article's blocks come back from its Markdown, with its links and without."""
    frame = [article.title, article._row(), f"（编辑：{article.editor}）" if article.editor else ""]
    for links in (False, True):
        found = read(article.to_markdown(links=links))
        around = [block.texts[0] for block in (*found[:2], *found[-1:]) if block.texts and block.texts[0] in frame]
        assert set(around) == set(filter(None, frame))
        start = len(list(filter(None, frame[:2])))
        found = found[start : len(found) - bool(frame[2])]
        assert found == [_linked(bare(block), links) for block in article.blocks]


def _linked(block: Block, links: bool) -> Block:
    return block if links or not getattr(block, "spans", ()) else type(block)(**{**block.__dict__, "spans": ()})
