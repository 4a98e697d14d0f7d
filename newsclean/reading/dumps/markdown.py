"""Markdown, as readers for language models write it, as the same lines, boxes, spans and pictures that HTML has.

markdown-it-py parses, imported only here. What it takes for code because of an indentation, and what it takes for an
unsafe link, is text and a link on news pages; emphasis follows the rules for scripts that set no spaces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ...page import Box, Line, Picture, Span
from ...text import lazy_re as re

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ADDRESS = re.compile(r"[!-~]*[/#:.?][!-~]*")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:\s*<?(?:[a-z]+:|[/#])", re.MULTILINE)
_NUMBERED = re.compile(r"Image \d+(?::\s*|$)")  # what a reader puts before the words of an image
_MARKS = re.compile(r"[\\`*_\[<&]")  # what something may begin with that is more than text
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# the two ends of a link whose inside spans several blocks
_LINK_END = re.compile(r"\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s[^()]*)?\)$")
_SENTENCE_ENDS = ("。", "！", "？", "”", "…", "：")  # an image inside a sentence does not break its line
_FEW_BLOCKS = 8  # lines that one link may span: a card with picture, headline, teaser, date
_BLOCKS = {
    "paragraph_open": "p",
    "heading_open": "",
    "bullet_list_open": "ul",
    "ordered_list_open": "ol",
    "list_item_open": "li",
    "blockquote_open": "blockquote",
    "table_open": "table",
}
_INLINE = {"link": "a", "strong": "strong", "em": "em", "s": "s"}


class Blocks(NamedTuple):
    """What a Markdown text holds."""

    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    pictures: tuple[Picture, ...]


def read_markdown(text: str) -> Blocks:
    """The lines of a Markdown text, with the tags that HTML would have.

    >>> found = read_markdown("# 新桥\\n\\n* [首页](/)\\n\\n昨天**上午**，新桥通车。![桥](/a.jpg)")
    >>> [(line.tag, line.text, line.linked, line.bold) for line in found.lines]
    [('h1', '新桥', 0, 0), ('li', '首页', 2, 0), ('p', '昨天上午，新桥通车。', 0, 2)]
    >>> [(picture.line, picture.src, picture.alt) for picture in found.pictures]
    [(3, '/a.jpg', '桥')]
    """
    parser = _parser(bool(_REFERENCE.search(text)))
    known: dict[str, Any] = {}
    walk = _Walk(lambda text: _inline(text, parser, known))
    walk.read(parser.parse(text, known))
    return Blocks(tuple(_joined_links(walk.lines)), tuple(walk.boxes), tuple(walk.pictures))


@cache
def _parser(references: bool) -> MarkdownIt:
    """The parser; with references only where the text has some, for `[注]: 本文来源` is a note."""
    from markdown_it import MarkdownIt

    from .block_rules import BlockParser
    from .emphasis import InlineParser

    # what stands in a line is read line by line, see `_inline`
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "html_block", "html_inline", "text_join"])
    parser.core.ruler.disable("inline")
    parser.inline = InlineParser(parser.inline)
    if not references:
        parser.disable("reference")
    parser.block = BlockParser(parser.block)
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: not url or bool(_ADDRESS.fullmatch(url))  # type: ignore[method-assign]
    return parser


def _inline(text: str, parser: MarkdownIt, known: dict[str, Any]) -> Sequence[Token]:
    """The tokens of a block's text. `known`: the references that the blocks have told of."""
    from markdown_it.rules_core import StateCore, inline, text_join
    from markdown_it.token import Token

    token = Token("inline", "", 0, content=text)
    state = StateCore("", parser, known, [token])
    inline(state)
    text_join(state)
    return token.children or ()


class _Walk:
    """The lines found so far, and the one being gathered. `inline` gives the tokens of a text."""

    def __init__(self, inline: Callable[[str], Sequence[Token]]) -> None:
        self.parsed = inline
        self.lines: list[Line] = []
        self.boxes: list[Box] = [Box(0, "", "")]
        self.pictures: list[Picture] = []
        self.parts: list[str] = []
        self.length = 0
        self.open: list[tuple[str, str, int, int]] = []  # inline elements: tag, target, start, first part
        self.spans: list[Span] = []

    def read(self, tokens: Iterable[Token]) -> None:
        """Gather the lines of all blocks."""
        box, tag = 0, ""
        around: list[tuple[int, str]] = []
        for token in tokens:
            if token.type == "inline":
                self.text(token.content, tag, box)
            elif token.type == "row":
                self.row(token.meta["cells"], token.tag, box)
            elif token.type == "fence":
                self.boxes.append(Box(box, "pre", ""))
                self.plain(token.content, "pre", len(self.boxes) - 1)
            elif token.type in _BLOCKS:
                around.append((box, tag))
                if not token.hidden:  # the paragraphs of a list whose items stand close together are hidden
                    name = _BLOCKS[token.type] or token.tag
                    start = f"start={token.attrs['start']}" if "start" in token.attrs else ""
                    self.boxes.append(Box(box, name, start))
                    box = len(self.boxes) - 1
                    tag = "blockquote" if name == "p" and tag == "blockquote" else name
            elif token.nesting < 0 and around and f"{token.type[:-6]}_open" in _BLOCKS:
                box, tag = around.pop()

    def row(self, cells: Sequence[str], tag: str, box: int) -> None:
        """The cells of a table's row."""
        self.boxes.append(Box(box, "tr", ""))
        row = len(self.boxes) - 1
        for cell in cells:
            self.boxes.append(Box(row, tag, ""))
            self.text(cell, tag, len(self.boxes) - 1)

    def text(self, text: str, tag: str, box: int) -> None:
        """The text of a block."""
        if _MARKS.search(text):
            self.inline(self.parsed(text), tag, box)
        else:
            self.plain(text, tag, box)

    def plain(self, text: str, tag: str, box: int) -> None:
        """A text without marks, a line for each of its lines."""
        for line in text.split("\n"):
            words = " ".join(line.split())
            if words:
                self.lines.append(Line(len(self.lines), words, tag, box))

    def inline(self, children: Sequence[Token], tag: str, box: int) -> None:
        """The text of a block: a line, or several where it has breaks."""
        for token in children:
            kind, _, side = token.type.rpartition("_")
            if token.type == "image":
                self.picture(token, tag, box)
            elif token.type in ("softbreak", "hardbreak"):
                self.flush(tag, box)
            elif side == "open" and kind in _INLINE:
                self.open.append((_INLINE[kind], str(token.attrs.get("href", "")), self.length, len(self.parts)))
            elif side == "close" and self.open:
                self.close(*self.open.pop())
            elif "<" in token.content and token.type == "text":
                first, *rest = _BREAK.split(token.content)
                self.add(first)
                for piece in rest:
                    self.flush(tag, box)
                    self.add(piece)
            else:
                self.add(token.content)
        self.flush(tag, box)

    def add(self, text: str) -> None:
        """Append text to the line, white space folded."""
        words = " ".join(text.split())
        if text and text[0].isspace() and self.length and not self.parts[-1].endswith(" "):
            words = f" {words}"
        if words.strip() and text[-1].isspace():
            words += " "
        if words.strip() and words[0] == " " and not self.length:
            words = words[1:]
        if words and (words != " " or self.length):
            self.parts.append(words)
            self.length += len(words)

    def close(self, tag: str, target: str, start: int, part: int) -> None:
        """End an inline element. White space is folded, so that there is one blank at its ends at the most."""
        if start == self.length:
            return
        start += self.parts[part][0] == " "
        end = self.length - (self.parts[-1][-1] == " ")
        if end > start:
            self.spans.append(Span(start, end, tag, "", target))

    def flush(self, tag: str, box: int) -> None:
        """End the line; inline elements that are still open go on in the next one."""
        for element in self.open:
            self.close(*element)
        self.open = [(name, target, 0, 0) for name, target, _, _ in self.open]
        text = "".join(self.parts).rstrip()
        if text:
            spans = tuple(sorted(self.spans))
            self.lines.append(_line(len(self.lines), text, tag, box, spans))
        self.parts, self.spans, self.length = [], [], 0

    def picture(self, token: Token, tag: str, box: int) -> None:
        """Remember an image at its place among the lines."""
        if self.parts and self.parts[-1].rstrip()[-1:] in _SENTENCE_ENDS:
            self.flush(tag, box)
        source = str(token.attrs.get("src", ""))
        if source and not source.startswith("data:"):
            alt = _NUMBERED.sub("", token.content, count=1)
            self.pictures.append(Picture(len(self.lines), source, alt, box))


def _line(number: int, text: str, tag: str, box: int, spans: tuple[Span, ...]) -> Line:
    """A line with its counts of linked and bold characters."""
    linked = sum(span.end - span.start for span in spans if span.tag == "a")
    bold = sum(span.end - span.start for span in spans if span.tag == "strong")
    return Line(number, text, tag, box, min(linked, len(text)), min(bold, len(text)), spans=spans)


def _joined_links(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with links around several blocks, `[` on one line and `](address)` on a later one, made links.

    >>> text = "看图[新桥通车](/a)"
    >>> spans = (Span(0, 1, "em"), Span(3, 5, "strong"), Span(6, 8, "em"), Span(5, 11, "strong"))
    >>> for line in _joined_links([Line(0, text, spans=spans), Line(1, "[渡口"), Line(2, "停航](/b)"), Line(3, "完)")]):
    ...     print(line.text, line.linked, [span[:3] for span in line.spans])
    看图新桥通车 4 [(2, 6, 'a'), (2, 4, 'strong')]
    渡口 2 [(0, 2, 'a')]
    停航 2 [(0, 2, 'a')]
    完) 0 []
    """
    ends = {line.number: found for line in lines if line.text[-1] == ")" and (found := _LINK_END.search(line.text))}
    targets: dict[int, str] = {}
    opens: dict[int, int] = {}
    for number, found in ends.items():
        for first in range(number, max(number - _FEW_BLOCKS, -1), -1):
            if first in targets:
                break
            at = lines[first].text.find("[")
            if at == 0 or (at > 0 and first == number):
                targets.update(dict.fromkeys(range(first, number + 1), found[1]))
                opens[first] = at
                break
    if not targets:
        yield from lines
        return
    count = 0
    for line in lines:
        text, spans = line.text, line.spans
        if line.number in targets:
            end = ends[line.number].start() if line.number in ends else len(text)
            text = text[:end].rstrip()
            at = opens.get(line.number, -1)
            spans = tuple(span for span in spans if at < span.start and span.end <= end)
            if at >= 0:
                text = text[:at] + text[at + 1 :]
                spans = tuple(span._replace(start=span.start - 1, end=span.end - 1) for span in spans)
            spans = (Span(max(at, 0), len(text), "a", "", targets[line.number]), *spans)
        if text.strip():
            yield _line(count, text, line.tag, line.box, spans)
            count += 1
