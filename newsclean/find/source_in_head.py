"""The source that a page names out of sight, in metadata or in a platform's script; and what its label looks like."""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar.credit_labels import find_labels
from ..grammar.date_forms import DATE_OR_TIME
from ..grammar.outlets import is_name, is_outlet, name_end, trim
from ..page import Mark, Page
from ..phrases.own_words import of_phrases
from ..text import lazy_re as re
from ..text import site_views
from ..text.fold import fold
from ..text.matching import alternation

_META = ("contentsource", "source", "mediaid", "dc.source", "og:article:source", "article:source", "copyfrom")
_NICKNAME = re.compile(r"""\bnick_?name\s*[=:]\s*(?:htmlDecode\()?["']([^"']{2,30})["']""", re.IGNORECASE)
_CLOSING_ROW = 80  # characters of a closing row
_CREDITED = re.compile(r"[^。!?;,]{0,16}")  # names behind the label of a credit


@of_phrases
def source_label() -> re.Pattern[str]:
    """A label stands at the start, behind a sign, or behind the row's date and counts: no 图片来源, no quoted one."""
    places = r"(?:^|(?<=[^\u4e00-\u9fffA-Za-z\"])|(?<=[日号时分秒次])|(?<=[时钟天日周月年]前)|(?<=刚刚))"
    label = rf"{places}(?:{alternation('find/source_labels')})\s?\]?\s?[:|/丨]\s*"
    return re.compile(rf"{label}|^以下文章来源于\s*", re.IGNORECASE)


@of_phrases
def _bare_label() -> re.Pattern[str]:
    """A label without a colon, at the start of a line or bracket that an outlet's name fills: `来源 某市日报`."""
    return re.compile(
        rf"(?:^|(?<=[(\[]))(?:{alternation('find/source_labels')})\s(?=([^\s,。:()\[\]]{{2,14}})[)\]]?$)", re.IGNORECASE
    )


def label_in(text: str) -> re.Match[str] | None:
    """The label in a folded line below an article; without a colon nothing but an outlet's name may follow it.

    >>> lines = "来源:某市日报", "(来源 某市日报)", "来源 广泛", "来源 某市的老人说"
    >>> [bool(label_in(line)) for line in lines]
    [True, True, False, False]
    """
    if label := source_label().search(text):
        return label
    bare = _bare_label().search(text)
    return bare if bare and is_outlet(bare[1]) else None


def behind_credits(label: re.Match[str]) -> bool:
    """Whether a label stands behind those of credits, which open a row: of the article's end, as it tells no day.

    >>> rows = "责任编辑:张三 来源:某市日报", "责任编辑:张三 来源:某市日报 2022-09-21", "来源:某市日报"
    >>> [behind_credits(label) for row in rows if (label := source_label().search(row))]
    [True, False, False]
    """
    row = label.string
    if not label.start() or len(row) > _CLOSING_ROW or DATE_OR_TIME.search(row):
        return False
    credits = find_labels(row[: label.start()])
    if not credits or row[: credits[0].start].strip("([ ") or any("meta" in credit.kinds for credit in credits):
        return False
    ends = (*(credit.start for credit in credits[1:]), label.start())
    return all(_CREDITED.fullmatch(row, credit.end, end) for credit, end in zip(credits, ends, strict=True))


def from_head(page: Page) -> Iterator[Mark]:
    """The source in metadata, or the account in a platform's script."""
    for key in (*site_views.meta_keys(page, "source"), *_META):
        value = page.head.meta.get(key, "")
        text = fold(value)
        label = source_label().match(text)
        start = label.end() if label else 0
        start, end = trim(text, start, name_end(text, start))
        if is_name(text[start:end]):
            yield Mark(-1, "source", "source-meta", value=value[start:end])
            return
    for script in page.head.scripts:
        match = _NICKNAME.search(script)
        if match and is_name(fold(match[1])):
            yield Mark(-1, "source", "source-script", value=match[1])
            return


def site_names(page: Page) -> set[str]:
    """What the page calls its site: the parts of `<title>` behind the headline, and the metadata's name.

    >>> from newsclean import load
    >>> pages = "新桥通车_远山网\\n昨天，新桥通车。", "<p>新桥通车_远山网</p>", "<title>新桥通车-远山网</title>"
    >>> [sorted(site_names(load(page)) - {""}) for page in pages]
    [['远山网'], [], ['远山网']]
    """
    title = page.head.title or (page.lines[0].text if page.kind == "text" and page.lines else "")
    parts = re.split(r"[-_|]+", fold(title))[1:]
    return {part.strip() for part in (*parts, fold(page.head.meta.get("og:site_name", "")))}
