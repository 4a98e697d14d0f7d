"""How sure each field is: the share of values of its kind that were right, on sites left out.

What kind a value is of: the rule that gave it and, for headline and body, how far the evidence goes. The shares are in
`weights.tsv`, part "trust", by field and kind; `tests/tools/trust.py` counts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..layout.header import header
from ..layout.weights import weights
from ..page import Page
from ..text import lazy_re as re
from ..text.fold import fold
from ..text.matching import only_words

FIELDS = ("title", "source", "date", "author", "editor", "body")
# what a row holds beside names: labels, units of time, counts
_WORD = re.compile(r"[^\W\d_]{2,}")
_LABEL = re.compile(
    r"[^\W\d_]{1,6}\s?:|\d{1,9}\s?[年月日次人条]|[年月日]|星期.|周[一二三四五六日]|(?:浏览|阅读|点击|评论)[^\W\d_]*"
)
_UNKNOWN = 0.5  # of a kind that was never counted, such as a user's own rule
_MARGINS = (1.0, 2.0, 4.0, 7.0)  # steps of a headline's margin over the runner-up
_SCORES = (-1.0, 0.0, 1.0, 2.0, 4.0)  # steps of a verdict's score


def confidence(page: Page, fields: Mapping[str, Any]) -> dict[str, float]:
    """Field -> how sure its value is, 0 to 1; for a field that is None, how sure it is that the page shows none.

    >>> from newsclean import clean_page
    >>> article = clean_page("<h1>城东新桥通车</h1><p>昨天上午，城东新桥正式通车，居民出行更加方便。</p>")
    >>> sorted(article.confidence) == sorted(FIELDS)
    True
    """
    known = weights("trust")
    kinds = kinds_of_values(page, fields)
    return {field: known.get(f"{field}:{kind}", _UNKNOWN) for field, kind in kinds.items()}


def kinds_of_values(page: Page, fields: Mapping[str, Any]) -> dict[str, str]:
    """Field -> what kind its value is of.

    >>> from newsclean import explain_page
    >>> text = "昨天上午，城东新桥正式通车，居民出行更加方便。"
    >>> row = "<p>2022-09-21 来源：某市日报 记者张三</p>"
    >>> for page in (f"<h1>城东新桥通车</h1>{row}<p>{text}</p>", f"<h1>城东新桥通车</h1><p>{text}</p>", "<p>首页</p>"):
    ...     found = explain_page(page)
    ...     print(*(kind.rstrip("-012345") for kind in kinds_of_values(found.page, found.article.to_dict()).values()))
    title-heading source-label date-row byline-line none-html html
    title-heading none-html none-html none-html none-html html
    none none-html none-html none-html none-html empty
    """
    found = header(page)
    step = _step(found.margin, _MARGINS)
    verdict = next((mark.value for mark in reversed(page.marked("verdict"))), None)
    sure = _step(verdict.score, _SCORES) if verdict else "none"
    kinds = {}
    for field in FIELDS:
        value = fields.get(field)
        if field == "body":
            kinds[field] = f"{page.kind}-{sure}" if value else f"empty-{sure}"
        elif field == "title":
            kinds[field] = f"{found.rule}-{step}" if value else f"none-{step}"
        elif not value:
            unread = field in ("source", "author") and _has_words(page, found.rows)
            kinds[field] = f"none-{page.kind}{'-words' if unread else ''}"
        else:
            rules = [mark.rule for mark in page.marked(field) if mark.value]
            kinds[field] = rules[-1] if rules else "none"
    return kinds


def _has_words(page: Page, rows: Sequence[int]) -> bool:
    """Whether the row below the headline holds words that no field has taken: a name that no rule knows.

    >>> from newsclean import load
    >>> from newsclean.page import Mark
    >>> page = load("2022-09-21 来源：柳埠消息 打印\\n柳埠消息昨天说，城东新桥通车了。")
    >>> marks = [Mark(1, "source", "mine", 0, 16, value="柳埠"), Mark(0, "source", "mine", 14, 18, value="柳埠消息")]
    >>> [_has_words(page.with_marks(marks[:count]), [0]) for count in (0, 1, 2)]
    [True, True, False]
    """
    for number in rows:
        text = page.lines[number].text
        for mark in page.marks:
            if mark.line == number and mark.value:
                first, last = mark.start or 0, len(text) if mark.end is None else mark.end
                text = text[:first] + " " * (last - first) + text[last:]
        words = _WORD.findall(_LABEL.sub(" ", fold(text)))
        if any(not only_words(word, "text/navigation_words", "text/widget_words") for word in words):
            return True
    return False


def _step(value: float, steps: tuple[float, ...]) -> str:
    """The step that a value reaches, as a short name."""
    return str(sum(value >= step for step in steps))
