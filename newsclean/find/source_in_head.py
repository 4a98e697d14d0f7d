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
_CLOSING_NAME = 15  # of a name behind the last sentence
_CREDIT = "作者|记者|通讯员|撰文|文字|责任编辑|编辑|责编|审核|校对"
_OPENS_CREDITS = re.compile(rf"[(\[]?(?:{_CREDIT})\s")
_CREDITED = re.compile(r"[^。!?;,]{0,16}")  # names behind the label of a credit


@of_phrases
def source_label() -> re.Pattern[str]:
    """A label stands at the start, behind a sign, or behind the row's date and counts: no 图片来源, no quoted one."""
    places = r"(?:^|(?<=[^\u4e00-\u9fffA-Za-z\"])|(?<=[日号时分秒次])|(?<=[时钟天日周月年]前)|(?<=刚刚)"
    places += r"|(?<=\d[万wk])|(?<=[\d万wk次人][阅浏点][读览击]))"  # 浏览 1.2w来源:某报, 1.2万阅读来源:某报
    label = rf"{places}(?:{alternation('find/source_labels')})\s?\]?\s?[:|/丨]\s*"
    return re.compile(rf"{label}|^以下文章来源于\s*", re.IGNORECASE)


@of_phrases
def _bare_label() -> re.Pattern[str]:
    """A label without a colon before an outlet's name: in a line or bracket of its own, or in a row of credits."""
    label = rf"(?:{alternation('find/source_labels')})\s(?=([^\s,。:()\[\]]{{2,14}})"
    return re.compile(
        rf"(?:^|(?<=[(\[])){label}(?:[)\]]?$|\s(?:{_CREDIT})\s))|(?<=\s){label}[)\]]?$)",
        re.IGNORECASE,
    )


def label_in(text: str) -> re.Match[str] | None:
    """The label in a folded line below an article; without a colon nothing but an outlet's name may follow it.

    >>> lines = "来源:某市日报", "(来源 某市日报)", "来源 广泛", "来源 某市的老人说"
    >>> [bool(label_in(line)) for line in lines]
    [True, True, False, False]
    """
    return source_label().search(text) or bare_source(text)


def bare_source(text: str) -> re.Match[str] | None:
    """The label of an outlet in a folded row without colons: at its beginning, or behind credits at its end.

    >>> rows = "来源 某市日报 编辑 张三", "作者 张三 来源 某市日报", "来源 张三 编辑 李四", "茶叶 来源 某市日报"
    >>> [(found := bare_source(row)) and found.start() for row in rows]
    [0, 6, None, None]
    """
    found = _bare_label().search(text)
    if found is None or not is_outlet(found[1] or found[2]):
        return None
    return found if found[1] or _OPENS_CREDITS.match(text[:_CLOSING_ROW]) else None


def beside_source(folded: str, start: int, end: int) -> tuple[int, int]:
    """The part of a row of credits without colons that is left beside its source: `来源 某市日报 编辑 张三`.

    >>> [(row, beside_source(row, 0, len(row))) for row in ("来源 某市日报 编辑 张三", "作者 张三 来源 某市日报")]
    [('来源 某市日报 编辑 张三', (8, 13)), ('作者 张三 来源 某市日报', (0, 6))]
    """
    source = bare_source(folded)
    if source is None:
        return start, end
    return (start, source.start()) if source[2] else (min(source.end(1) + 1, end), end)


def behind_credits(label: re.Match[str]) -> bool:
    """Whether a label stands behind those of credits, which open a row: of the article's end, as it tells no day.

    >>> rows = "责任编辑:张三 来源:某市日报", "责任编辑:张三 来源:某市日报 2022-09-21", "来源:某市日报"
    >>> [behind_credits(label) for row in rows if (label := source_label().search(row))]
    [True, False, False]
    """
    row = label.string
    if label.re.groups:  # one without a colon, which `bare_source` has found
        return label[2] is not None
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


def in_bracket(text: str, start: int) -> bool:
    """Whether a bracket opens right before a place.

    >>> in_bracket("(来源:某市日报)", 1)
    True
    """
    return text[max(0, start - 2) : start].rstrip()[-1:] in ("(", "[")


def closes_text(text: str, label: re.Match[str]) -> bool:
    """Whether a label and a name stand behind the last sentence of a line: `…正式通车。来源:某新网`.

    >>> lines = "新桥正式通车。来源:某新网", "新桥 来源:某新网"
    >>> [closes_text(line, found) for line in lines if (found := label_in(line))]
    [True, False]
    """
    before = text[: label.start()].rstrip()
    return ":" in label[0] and before.endswith(("。", "!", '"')) and len(text) - label.end() <= _CLOSING_NAME
