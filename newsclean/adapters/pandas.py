"""pandas: `df["html"].newsclean.clean()` on any Series of pages, once this module is imported.

import newsclean.adapters.pandas

articles = df["html"].newsclean.clean(url=df["url"], workers=4, progress=True, prefix="article_")
df = df.join(articles)
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import Any

import pandas as pd

from ..article import Article
from ..bulk.fetched import fetched_at
from ..bulk.records import Cleaned, Raw
from ..bulk.schema import ARTICLE_COLUMNS
from ..bulk.stream import clean_pages

_COLUMNS = tuple(name for name, _ in ARTICLE_COLUMNS)


@pd.api.extensions.register_series_accessor("newsclean")
class NewscleanAccessor:
    """Cleaning for a Series of pages: bytes, HTML, text dumps."""

    def __init__(self, series: Any) -> None:
        self._series = series

    def clean(
        self,
        url: Iterable[str | None] | None = None,
        fetched: Iterable[Any] | None = None,
        prefix: str = "",
        **options: Any,
    ) -> Any:
        """The articles as a DataFrame with the Series' index: the fields of `Article`, and `error`.

        `date` holds times in China's zone. A missing page (None, NaN) gives a row with nothing in it.

        Args:
            url: the pages' addresses, in the same order.
            fetched: when they were fetched, in the same order: datetimes or text; UTC where they name no zone.
            prefix: of the columns' names, so that they can be joined to a frame that has some of them.
            options: those of `clean_pages`: `workers`, `timeout`, `on_error`, `progress`, `script`, `steps` …

        >>> page = "<h1>城东新桥通车</h1><p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>"
        >>> found = pd.Series([page, b"%PDF-1.7"], index=["a", "b"]).newsclean.clean()
        >>> found.loc["a", "title"], found.loc["b", "error"]
        ('城东新桥通车', 'NotAPageError: not a page: PDF document')
        """
        urls = repeat(None) if url is None else url
        times = repeat(None) if fetched is None else map(fetched_at, fetched)
        pages = [
            Raw(label, page, address if isinstance(address, str) else None, fetched=time)
            if isinstance(page, (str, bytes))
            else Cleaned(label, None)
            for (label, page), address, time in zip(self._series.items(), urls, times, strict=False)
        ]
        rows = [_row(result) for result in clean_pages(pages, **options)]
        found = pd.DataFrame(rows, index=self._series.index, columns=[*_COLUMNS, "error"])
        found["date"] = pd.to_datetime(found["date"], utc=True).dt.tz_convert("Asia/Shanghai")
        # None where there is no error, in every row: pandas would make NaN of some
        found["error"] = found["error"].astype(object).where(found["error"].notna(), None)
        return found.add_prefix(prefix)


def _row(result: Cleaned) -> dict[str, Any]:
    """A row of the DataFrame."""
    article: Article | None = result.article
    return {**article.to_dict(), "date": article.date} if article else {"error": result.error}
