"""What kind of page it is, from all evidence for and against an article, once the body has been chosen.

No single sign decides: each piece of evidence is a line of `weights.tsv` (part "verdict"), and only a clear sum against
empties the body. Title, date and source stay where the page shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..page import Page
from ..text import lazy_re as re
from ..text import site_views, views
from ..text.matching import pattern, starts_with
from .header import Header
from .headline_form import is_site, plain, share_said_again
from .list_signs import FEW, has_row, list_signs, row_above
from .signals import rows_of
from .weights import Evidence, evidence, score

# companies vouch for their reports: 保证本报告内容不存在任何虚假记载
_WARRANTY = re.compile(r"不存在(?:任何)?(?:虚假|误导|重大)")
_APOLOGY = re.compile(r"(?:[很非常十分]{0,2}(?:抱歉|遗憾|对不起)|您好|亲爱的用户|(?:温馨)?提示)[,!。:~\s]{0,3}")
_DATELINE = re.compile(r"[\[(]?[^。,]{0,20}(?:讯|电|消息|报[道导]|记者)[\]):\s]|本[报网刊]讯")
_LISTING = re.compile(
    r"(?:首页|列表|搜索|频道|专题|标签|目录|归档|全部|新闻中心|要闻|最新|排行)(?:[-_|]|$)|第\s?\d+\s?页|^\W*#[^#]+#\W*$"
)
# a site speaks to whoever is before the screen; an article tells of others
_TO_READER = re.compile(
    r"尊敬的(?:用户|读者|会员|客户|网友)|亲爱的(?:用户|读者|会员)|您|閣下|阁下|请(?:先|您|稍后|检查|刷新|返回|按住|开启|重新|勿|在浏览器)|本(?:网?站|页面?|网页|服务|应用|软件|平台)|浏览器|登[录陆]|注册"
    r"|会员|订阅|刷新|重试|跳转|下载安装|Cookie|JavaScript|搜索词|查询词|关键词"
)
_ASIDE = 0.3  # share of a page's text
_IN_MARKUP = 0.4  # what a share of the text says where boxes and links say more
_NAME = 7  # characters of a headline that is no channel's name
_LONG_NOTICE = 40  # characters of a line of a notice that opens with other words
_FOOTER = 300  # characters of a line of a footer or a notice; longer ones are paragraphs run together
_BEHIND = 8  # lines behind the body within which its editor stands
_PHOTOGRAPHER = re.compile(r"\W*[^。]{0,12}(?:记者|通讯员)[^。]{2,30}摄\W*")  # who signs a picture with its text
_LONG = 80  # characters of a paragraph
_MOSTLY = 0.3  # share of a headline that its own text says again
_WIDGETS, _FAR = 12, 24  # lines of widgets between a headline and its text; so many more are another text's
_FEW = 60  # characters of a body that is hardly one


class Verdict(NamedTuple):
    """What kind of page it is.

    Attributes:
        kind: "article", "picture" (its captions are the text), "video", "forum", "list", "notice" (an error page, a
            log-in, a check) or "empty".
        score: the sum of the evidence, in logarithms of odds: above 0 for an article.
        evidence: what spoke for and against, the weightiest first.
    """

    kind: str
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def reason(self) -> str:
        """Why the page shows no article: the weightiest signs against; "" where it does."""
        if self.holds_article:
            return ""
        against = [piece.name for piece in self.evidence if piece.worth < 0][:3]
        return f"no article: {', '.join(against) or 'no text that could be one'}"

    @property
    def holds_article(self) -> bool:
        """Whether the body that was chosen is kept."""
        return self.kind in ("article", "picture", "video", "forum")


def judge(page: Page, found: Header, lines: Sequence[int], how: str) -> Verdict:
    """The verdict on a page whose body would be some lines.

    >>> from newsclean import load
    >>> from newsclean.layout.header import header
    >>> page = load("<title>404</title><p>抱歉，您访问的页面不存在，可能已被删除。</p>")
    >>> judge(page, header(page), [0], "prose").kind
    'notice'
    """
    if not lines:
        return Verdict("empty", -5.0, ())
    amounts = {name: amount for name, amount in _amounts(page, found, lines, how) if amount}
    total = round(score("verdict", amounts), 2)
    return Verdict(_kind(page, lines, how, amounts, total), total, evidence("verdict", amounts))


def _kind(page: Page, lines: Sequence[int], how: str, amounts: dict[str, float], total: float) -> str:
    """The kind that the evidence names."""
    if total > 0:
        if how == "captions":
            return "picture"
        rules = Counter(page.rules.values())
        if rules["player"] and sum(len(page.lines[number].text) for number in lines) < 2 * _LONG:
            return "video"
        closed = "editor" in page.roles[lines[-1] + 1 : lines[-1] + 1 + _BEHIND]  # what follows is a list of others
        return "forum" if rules["comment-row"] > len(lines) and not closed else "article"
    notice = amounts.get("notice-words", 0.0) + amounts.get("notice-title", 0.0) + amounts.get("notice-opens", 0.0)
    return "notice" if notice >= 0.3 else "list"


def _amounts(page: Page, found: Header, lines: Sequence[int], how: str) -> Iterator[tuple[str, float]]:
    """All evidence, for and against."""
    named = {piece.name for piece in found.evidence}
    yield "header", float(bool(found.lines))
    again = _said_again(page, found, lines)
    in_head = found.rule == "title-head" and again >= _MOSTLY
    yield "header-named", float(in_head or any(name.startswith("head-") for name in named))
    shown = (number for number in found.rows if not page.lines[number].mostly_link)  # a link with a date: a list's
    yield "header-row", max((rows_of(page)[number] for number in shown), default=row_above(page, found, lines))
    yield (
        "header-site",
        float(is_site(plain(found.title or ""), plain(page.head.meta.get("og:site_name", "")))),
    )
    yield "header-score", max(0.0, min(found.score, 8.0)) / 8
    yield "header-bullet", float("bullet" in named)
    yield "pages-of-paper", float(not found.lines and "paper-pages" in page.rules.values())
    yield "lines-only", float(how == "lines")
    yield "captions-only", float(how == "captions")
    yield "text", float(page.kind == "text")
    if page.site is not None:
        yield from _of_site(page, found, lines)
    yield from _text(page, lines, again)
    yield from _surroundings(page, found, lines, again)
    yield from list_signs(page, found, lines)
    yield from _notice(page, found, lines)


def _of_site(page: Page, found: Header, lines: Sequence[int]) -> Iterator[tuple[str, float]]:
    """What is known of the page's site says."""
    inside, trust = site_views.body_lines(page)
    yield "site-body", trust * sum(number in inside for number in lines) / len(lines)
    title = site_views.lines_of(page, "title").intersection(found.lines)
    yield "site-title", site_views.trusted(page, "title") if title else 0.0


def _text(page: Page, lines: Sequence[int], again: float) -> Iterator[tuple[str, float]]:
    """What the chosen text is; `again`: the share of the headline that it says again."""
    prose, folded = views.prose(page), views.folded(page)
    lengths = [prose[number] for number in lines if prose[number]]
    total = sum(len(page.lines[number].text) for number in lines)
    yield "sentences", min(len(lengths), 10) / 10
    yield "long-paragraphs", min(sum(length >= _LONG for length in lengths), 5) / 5
    yield "hardly-any", float(total < _FEW)
    yield "prose-share", sum(lengths) / total if total else 0.0
    yield "dateline", float(any(_DATELINE.match(folded[number]) for number in lines[:2]))
    yield "headline-in-text", again
    asked = sum(len(folded[number]) for number in lines if _speaks_to_reader(folded[number]))
    yield "speaks-to-reader", asked / total if total else 0.0
    short = (folded[number] for number in lines if len(folded[number]) <= _FOOTER)
    words = pattern("strip/footer")
    footer = sum(len(text) for text in short if words.search(text))
    yield "footer-words", footer / total if total else 0.0


def _said_again(page: Page, found: Header, lines: Sequence[int]) -> float:
    """Share of the headline's pairs of characters that the text says again."""
    folded = views.folded(page)
    return share_said_again(found.title, "".join([folded[number] for number in lines])) if found.title else 0.0


def _speaks_to_reader(text: str) -> bool:
    """Whether a line speaks to whoever is before the screen: by several words, or by one where it is short."""
    return len(set(_TO_READER.findall(text))) > (len(text) > _LONG_NOTICE) + len(text) // _FOOTER


def _surroundings(page: Page, found: Header, lines: Sequence[int], again: float) -> Iterator[tuple[str, float]]:
    """What stands around it; `again`: the share of the headline that it says again."""
    behind = range(lines[0], min(lines[-1] + _BEHIND, len(page.lines)))
    roles = {page.roles[number] for number in behind}
    credits = {mark.role for mark in page.marks if mark.start is not None and mark.line in behind}
    below = views.folded(page)[lines[-1] + 1] if lines[-1] + 1 < len(page.lines) else ""
    signed = bool(_PHOTOGRAPHER.fullmatch(below)) or bool((roles | credits) & {"editor", "author", "credit"})
    yield "credit-behind", float(signed)
    said = len(page.text) - len(page.lines) + 1 - sum([len(page.lines[number].text) for number in page.planted])
    chosen = sum(len(page.lines[number].text) for number in lines)
    of_all = chosen / said if said else 0.0
    yield "share-of-page", of_all if page.kind == "text" else of_all * _IN_MARKUP
    linked = sum([line.linked for line in page.lines])
    yield "page-links", min(linked / said, 1.0) if said else 0.0
    prose = views.prose(page)
    few = sum([prose[number] > 0 for number in lines]) <= FEW
    named = found.lines and found.rule in ("title-matches-head", "title-heading")
    aside = few and chosen < 2 * _LONG and of_all < _ASIDE and not named and not has_row(page, found, lines)
    yield "blurb", float(aside)
    yield "starts-late", lines[0] / len(page.lines)
    apart = max(lines[0] - found.lines[-1] - _WIDGETS, 0) / _FAR if found.lines else 0.0
    yield "far-from-headline", min(apart, 1.0) * max(1 - again / _MOSTLY, 0.0)
    yield "holes", 1 - len(lines) / (lines[-1] - lines[0] + 1)


def _notice(page: Page, found: Header, lines: Sequence[int]) -> Iterator[tuple[str, float]]:
    """What makes it an error page, a log-in wall or a security check."""
    folded, notice = views.folded(page), pattern("layout/errors")
    total = sum(len(folded[number]) for number in lines)
    said = [n for n in lines if notice.search(folded[n]) and not _WARRANTY.search(folded[n])]
    opening = [n for n in said if _opens_notice(folded[n])]
    said = [n for n in said if len(folded[n]) <= _LONG_NOTICE or n in opening]
    yield "notice-words", sum(len(folded[n]) for n in said) / total if total else 0.0
    yield "notice-opens", float(lines[0] in opening)
    titles = (page.head.title, found.title or "")
    yield "notice-title", float(any(starts_with(title, "layout/errors") for title in titles))
    if found.rows and len(found.title or "") >= _NAME:  # channel and site behind a headline: 新桥通车_新闻频道_某网
        titles = ("", titles[1])
    yield "listing-title", float(any(_LISTING.search(title) for title in titles))


def _opens_notice(text: str) -> bool:
    """Whether a line opens with a notice's words, an apology before them or not."""
    apology = _APOLOGY.match(text)
    return bool(starts_with(text[apology.end() :] if apology else text, "layout/errors"))
