"""Stock quotes that a finance site sets between paragraphs and into sentences."""

from __future__ import annotations

from collections.abc import Iterable

from ..page import Mark, Page, step
from ..text import lazy_re as re
from ..text import views

# price, change, change in percent, as sites write them behind a company's name
_INSIDE = re.compile(r"\s?\(-?\d+(?:\.\d+)?,\s?[-+]?\d+(?:\.\d+)?,\s?[-+]?\d+(?:\.\d+)?%\)")
_CODE = r"(?:(?:sh|sz|hk|SH|SZ|HK)\.?)?\d{5,6}(?:\.(?:SH|SZ|HK|BJ))?"
_CARD = re.compile(rf"^[^,。;:!?]{{2,14}}?[\s(]*{_CODE}[\s)]*[-+]?\d*[\d.,\s]*[-+]\d+\.\d+%")
_INDEX = re.compile(r"^[^\s,。]{2,8}(?:指数?|指) \d[\d.,]* [-+]\d[\d.]*%?")  # 上证指数 3021.55 +0.32%
_WORDS = re.compile(r"加自选|加入自选|诊股|查看行情|行情走势")


@step
def strip_tickers(page: Page) -> Iterable[Mark]:
    """Mark quotes: a span behind a company's name, a line that is nothing else.

    >>> from newsclean import load
    >>> page = load("凛川股份(48.72, 1.81, 8.83%)午后封死涨停板。\\n凛川股份99011730.20+3.44%加自选")
    >>> [(mark.line, mark.rule, mark.start) for mark in strip_tickers(page)]
    [(0, 'quote-in-sentence', 4), (1, 'quote-card', None)]
    """
    page = page.before("strip_tickers")
    if "%" not in page.text and "自选" not in page.text:
        return
    for line, text in zip(page.lines, views.folded(page), strict=True):
        if ("%" not in text and "自选" not in text) or page.roles[line.number]:
            continue
        if (
            len(text) <= 60
            and not text.endswith("。")
            and (_CARD.search(text) or _INDEX.match(text) or _WORDS.search(text))
        ):
            yield Mark(line.number, "boilerplate", "quote-card")
            continue
        for found in _INSIDE.finditer(text):
            yield Mark(line.number, "boilerplate", "quote-in-sentence", found.start(), found.end())
