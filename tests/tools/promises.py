"""The promises about lines and paragraphs as checks on one page: see README.md."""

from __future__ import annotations

from collections import Counter
from typing import Any

from newsclean import REPAIRS, Explanation, Page, clean_page, explain_page, load
from newsclean.reading.decode import decode
from newsclean.reading.dumps.plain import is_dump
from newsclean.reading.parse import encode, parse_html
from newsclean.text.html_elements import INLINE, UNSEEN

# how a word is read, `<ruby>漢<rt>hàn</rt></ruby>`, is no part of a line, unless it holds lines itself
_LINES_INSIDE = "descendant::*[" + " and ".join(f"not(self::{tag})" for tag in sorted(INLINE)) + "]"
_READING = (
    f"ancestor::*[self::rt or self::rtc or self::rp][ancestor::*[position() <= 3][self::ruby]][not({_LINES_INSIDE})]"
)


def squeeze(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def shown(page: bytes | str) -> str:
    """All text of a page that a browser could show, read from the tree without the library's walk."""
    text = (decode(page)[0] if isinstance(page, bytes) else page).replace("\x00", "")
    if is_dump(text):
        return encode(text).decode()
    root = parse_html(text)
    unseen = " or ".join(f"ancestor::{tag}" for tag in sorted(UNSEEN))
    # control characters that stand as `&#1;` are dropped like those that stand there themselves
    return "" if root is None else encode("".join(root.xpath(f"//text()[not({unseen} or {_READING})]"))).decode()


def check(page: bytes | str, **options: Any) -> Explanation:
    """Check both promises about a page; returns its explanation, for further checks."""
    explained = explain_page(page, **options)
    loaded = load(page)
    check_lines(page, explained, loaded)
    check_body(page, explained, loaded, **options)
    return explained


def check_lines(page: bytes | str, explained: Explanation, loaded: Page) -> None:
    """Nothing is lost: the lines hold all text of the page, and the explanation holds all lines, each with one role."""
    # hidden text inside a line is a line of its own, so that the order of the two may change
    if not loaded.notes:  # they tell that the page was not read as it stands
        assert Counter(squeeze(loaded.text)) == Counter(squeeze(shown(page)))
    assert [line.number for line in explained.lines] == list(range(len(explained.page.lines)))
    assert [line.text for line in explained.lines] == [line.text for line in explained.page.lines]
    assert all(isinstance(line.role, str) and line.role and line.rule for line in explained.lines)
    if not explained.article.repairs:
        assert [line.text for line in explained.lines] == [line.text for line in loaded.lines]


def kept(explained: Explanation) -> list[list[str]]:
    """The pieces of each body line that no rule has cut out."""
    out = []
    for line in explained.lines:
        if line.role == "body":
            cut = {place for cut in line.cuts if cut.cut for place in range(cut.start, cut.end)}
            text = "".join("\n" if place in cut else char for place, char in enumerate(line.text))
            out.append([squeeze(piece) for piece in text.split("\n") if squeeze(piece)])
    return out


def check_body(page: bytes | str, explained: Explanation, loaded: Page, **options: Any) -> None:
    """Nothing is invented: each paragraph is what the cuts left of one line, in page order."""
    waiting = iter(kept(explained))
    for paragraph in map(squeeze, explained.article.paragraphs):
        assert paragraph
        assert any("".join(pieces) == paragraph for pieces in waiting), paragraph
    names = explained.article.repairs
    if options.get("script", "auto") == "auto":
        repairs = tuple(repair for repair in REPAIRS if repair.name in names)
        assert len(repairs) == len(names)
        # without any, the lines are those of the page as loaded: see `check_lines`
        assert not names or clean_page(page, **options, repairs=repairs) == explained.article
    if not names:
        everything = squeeze(loaded.text)
        at = 0
        for pieces in kept(explained):
            for piece in pieces:
                at = everything.index(piece, at) + len(piece)
