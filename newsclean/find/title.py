"""The headline.

A page names its headline up to four times: in `<title>` (with the site's name behind it), in metadata, in a heading,
and as the line above the meta row. The line on the page wins, as it is what readers see and what planted titles leave
alone; the head helps to tell which line it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..fold import fold
from ..page import Line, Mark, Page
from ..phrases import pattern
from ..prose import prose_length
from ..strip.spam import is_spam

_META = ("og:title", "twitter:title", "articletitle", "title", "headline", "dc.title")
_SEPARATOR = re.compile(r"\s*(?:[_|｜]|--+|——|>>?|»|«|\s[-–—·•:]\s|(?<=[\u4e00-\u9fff])[-–](?=[\u4e00-\u9fffA-Za-z])|(?<=[”」』！？])-)\s*")
_PLAIN = re.compile(r"[\W_]+")
_DATE = re.compile(r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
_META_ROW = re.compile(r"(?:^|[\s|()\[\]·])(?:文章来源|信息来源|来源|稿源|出处|发布时间|发布日期|发布于|更新时间|时间|日期|作者)\s?:")
_SENTENCE = re.compile(r"。(?!$)|。$|;$|,$")
_TITLE_HINT = re.compile(r"(?:^|[\s_-])(?:\w*title|headline|tit|biaoti|bt)(?:$|[\s_\d-])")
_JUNK_HINT = re.compile(r"nav|menu|side|foot|list|recommend|related|relate|hot|rank|comment|logo|crumb|swiper|slide|login")
_TEASER = re.compile(r"^(?:…|\.{3})|[\[(](?:详细|详情|全文|更多)[\])]$")
_CUT = re.compile(r"(?:\.{3,}|…+)$")
_JUNK = frozenset(("hidden", "injected", "spam"))
_MIN, _MAX = 4, 120  # characters of a headline; the longest in use, of government papers, stay under this


def plain(text: str) -> str:
    """Letters and digits only, simplified, lower case: what two spellings of a headline have in common.

    >>> plain("“新橋”通車！") == plain("新桥 通车")
    True
    """
    return _PLAIN.sub("", fold(text)).lower()


def find_title(page: Page) -> Iterable[Mark]:
    """Mark the headline's line (or lines), with the headline as value.

    >>> page_title = "<title>城东新桥通车_某某新闻网</title><h1>城东新桥通车</h1><p>昨天上午，新桥正式通车。</p>"
    >>> from newsclean import load
    >>> [mark.value for mark in find_title(load(page_title))]
    ['城东新桥通车']
    """
    named = _named_titles(page)
    candidates = _candidates(page)
    for find in (_matching_line, _matching_lines, _heading, _above_meta_row):
        marks = find(page, candidates, named)
        if marks:
            return marks
    if page.kind == "text":
        return _first_line(page, candidates)
    if named:
        core = _core(named[0], page)
        if core and len(core) >= _MIN:
            return [Mark(-1, "title", "title-head", value=core)]
    return []


def _named_titles(page: Page) -> list[str]:
    """What the head calls the page, `<title>` last; planted ones left out. A dump's first line may be a `<title>`."""
    meta = page.head.meta
    names = [meta[name] for name in _META if name in meta]
    names += [item["headline"] for item in page.head.data if "headline" in item]
    names.append(page.head.title)
    if page.kind == "text" and page.lines and len(page.lines[0].text) <= _MAX:
        names.append(page.lines[0].text)
    return [name for name in dict.fromkeys(names) if len(name) >= _MIN and not is_spam(fold(name))]


def _candidates(page: Page) -> list[Line]:
    """Lines that could be a headline by their length and by having no claim on them."""
    site = plain(page.head.meta.get("og:site_name", ""))
    out = []
    for line, role in zip(page.lines, page.roles, strict=True):
        if role in _JUNK or line.veil or not _MIN <= len(line.text) <= _MAX:
            continue
        if _SENTENCE.search(page.folded[line.number]) or _TEASER.search(page.folded[line.number]) or (site and plain(line.text) == site):
            continue
        out.append(line)
    return out


def _rank(page: Page, line: Line) -> tuple[int, int, int]:
    """How much a line looks like the headline by its markup: higher is better, the earlier line breaks a tie."""
    hints = page.boxes[line.box].hints + " " + " ".join(span.hints for span in line.spans)
    score = {"h1": 4, "h2": 2, "h3": 1}.get(line.tag, 0) + 2 * bool(_TITLE_HINT.search(hints))
    if line.link_share > 0.8 or _JUNK_HINT.search(page.hints[line.box]):
        score -= 3
    return score, -line.number, 0


def _matching_line(page: Page, candidates: Sequence[Line], named: Sequence[str]) -> list[Mark]:
    """The line that says what the head says."""
    matches: list[tuple[tuple[int, int, int], Line, str]] = []
    for line in candidates:
        value = ""
        for name in named:
            value = _agreement(line.text, name)
            if value:
                break
        # a dump's first line is the <title> itself: any later line that agrees with it is the headline
        if value and not (page.kind == "text" and line.number == 0 and line.text in named):
            matches.append((_rank(page, line), line, value))
    if not matches:
        return []
    _, line, value = max(matches, key=lambda match: match[0])
    twins = [other for _, other, same in matches if same == value and abs(other.number - line.number) <= 3]
    marks = [Mark(twin.number, "title", "title-repeated") for twin in twins if twin.number != line.number]
    return [Mark(line.number, "title", "title-matches-head", value=value), *marks]


def _agreement(text: str, name: str) -> str:
    """The headline on which a line and a name of the page agree, or "".

    The line may be all of the name, or the name without the site behind it, or the full form of a name cut short; a
    label may be glued before the line (原创, 图集).
    """
    a, b = plain(text), plain(name)
    if len(a) < _MIN or len(b) < _MIN:
        return ""
    if a == b:
        return text
    parts = _SEPARATOR.split(name)
    if b.startswith(a):
        # the name goes on with channel and site; a line that ends in the middle of a word is another text
        prefix = [plain("".join(parts[:count])) for count in range(1, len(parts) + 1)]
        if a in prefix or (len(a) >= 10 and _ends_there(name, a)):
            return text
    if any(plain(part) == a for part in parts) and len(a) >= 8:
        return text
    cut = _CUT.sub("", name)
    if cut != name and len(plain(cut)) >= 8 and a.startswith(plain(cut)):
        return text
    first = parts[0].strip()
    core = plain(first)
    if len(core) >= 8 and len(a) - len(core) <= 4 and a.endswith(core):
        return first
    return ""


def _ends_there(name: str, start: str) -> bool:
    """Whether a name goes on with another part behind the letters of `start`: a separator, or little more than a site."""
    left = len(start)
    for at, char in enumerate(fold(name).lower()):
        if not left:
            return not char.isalnum() or len(name) - at <= 8
        left -= not _PLAIN.fullmatch(char)
    return True


def _matching_lines(page: Page, candidates: Sequence[Line], named: Sequence[str]) -> list[Mark]:
    """A headline broken over two or three lines that together say what the head says."""
    for name in named:
        whole = plain(name)
        for at, line in enumerate(candidates):
            text = plain(line.text)
            if len(text) < _MIN or not whole.startswith(text):
                continue
            group = [line]
            for after in candidates[at + 1 : at + 3]:
                longer = text + plain(after.text)
                if after.number != group[-1].number + 1 or not whole.startswith(longer):
                    break
                text = longer
                group.append(after)
            if len(group) > 1:
                value = "".join(line.text for line in group)
                return [
                    Mark(line.number, "title", "title-broken", value=None if n else value) for n, line in enumerate(group)
                ]
    return []


def _heading(page: Page, candidates: Sequence[Line], named: Sequence[str]) -> list[Mark]:
    """The page's heading where the head says something else: `<h1>`, or a heading whose class calls it a title."""
    ranked = []
    for line in candidates:
        rank = _rank(page, line)
        if rank[0] >= 4 and len(line.text) >= 6 and not is_spam(page.folded[line.number]):
            ranked.append((rank[0] + 2 * _meta_row_follows(page, line), -line.number, line))
    if not ranked:
        return []
    line = max(ranked)[2]
    return [Mark(line.number, "title", "title-heading", value=line.text)]


def _meta_row_follows(page: Page, line: Line) -> bool:
    """Whether one of the next lines is a row with a date or a source."""
    for text in page.folded[line.number + 1 : line.number + 5]:
        if len(text) < 150 and (_DATE.search(text) or _META_ROW.search(text)):
            return True
    return False


def _above_meta_row(page: Page, candidates: Sequence[Line], named: Sequence[str]) -> list[Mark]:
    """The line right above the row that gives date or source."""
    numbers = {line.number: line for line in candidates}
    rows = [(_row_rank(page, number), -number) for number, text in enumerate(page.folded) if len(text) <= 150]
    for rank, row in sorted(rows, reverse=True)[:8]:
        if rank < 3:
            break
        for above in range(-row - 1, max(-row - 4, -1), -1):
            line = numbers.get(above)
            if line is not None and _could_be_headline(page, line):
                return [Mark(above, "title", "title-above-meta-row", value=line.text)]
    return []


def _row_rank(page: Page, number: int) -> int:
    """How much a line looks like the meta row of an article: labels, a date, prose soon behind it."""
    text = page.folded[number]
    label, date = bool(_META_ROW.search(text)), bool(_DATE.search(text))
    if not (label or date):
        return 0
    follows = any(
        prose_length(page.lines[n], page.folded[n]) for n in range(number + 1, min(number + 7, len(page.lines)))
    )
    return 1 + 2 * (label and date) + 2 * follows


def _could_be_headline(page: Page, line: Line) -> bool:
    """Whether a line above a meta row is more than navigation, another row of labels, or spam."""
    text = page.folded[line.number]
    if len(text) < 8 or line.link_share > 0.5 or is_spam(text) or _META_ROW.match(text):
        return False
    words = text.split()
    if len(words) != len(set(words)):  # an account's name, given twice
        return False
    rest = pattern("navigation_words", "widget_words", "breadcrumbs").sub("", text)
    return len(plain(rest)) * 2 > len(plain(text))


def _first_line(page: Page, candidates: Sequence[Line]) -> list[Mark]:
    """The first line of a dump, where it looks like a headline and prose follows soon."""
    if not candidates or candidates[0].number > 1 or is_spam(page.folded[candidates[0].number]):
        return []
    line = candidates[0]
    core = _core(line.text, page)
    if len(plain(core)) < 8 or len(core) > 60 or not _could_be_headline(page, line):
        return []
    following = range(line.number + 1, min(line.number + 12, len(page.lines)))
    if not any(prose_length(page.lines[n], page.folded[n]) for n in following):
        return []
    return [Mark(line.number, "title", "title-first-line", value=core)]


def _core(name: str, page: Page) -> str:
    """A name of the page without channel and site behind it."""
    parts = [part.strip() for part in _SEPARATOR.split(name) if part.strip()]
    site = plain(page.head.meta.get("og:site_name", ""))
    while len(parts) > 1 and (len(parts[-1]) <= 12 or plain(parts[-1]) == site):
        parts.pop()
    kept = parts[0] if parts else ""
    for part in parts[1:]:
        end = name.find(part, len(kept)) + len(part)
        kept = name[:end]
    return kept if plain(kept) != site else ""
