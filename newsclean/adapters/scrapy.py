"""Scrapy: an item pipeline that fills items with the article of the page that they carry.

    ITEM_PIPELINES = {"newsclean.adapters.scrapy.NewscleanPipeline": 300}

An item carries its page in the field `html` (`response.body` or `response.text`) and its address in `url`. It
may carry the time of fetching in `fetched` (a datetime, or the response's header: `response.headers["Date"]`); an item
without is taken to be fetched just now, unless pages come from Scrapy's HTTP cache. The settings NEWSCLEAN_HTML_FIELD,
NEWSCLEAN_URL_FIELD and NEWSCLEAN_FETCHED_FIELD name others; NEWSCLEAN_ERROR_FIELD (a name), NEWSCLEAN_NAMES and
NEWSCLEAN_OPTIONS (dictionaries) are the arguments `error`, `names` and `options` of the pipeline. NEWSCLEAN_SITES (a
file, see `read_sites`), NEWSCLEAN_STEPS (`module:name`, …), NEWSCLEAN_REPAIRS (names), NEWSCLEAN_SCRIPT and
NEWSCLEAN_MAX_BYTES are options of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from ..bulk.choices import NAMES, options_of
from ..bulk.fetched import fetched_at
from ..bulk.records import reason
from ..clean import check_options, clean_page
from ..errors import NewscleanError


def _options(settings: Any) -> dict[str, Any]:
    """The options of `clean_page` that settings name."""
    options: dict[str, Any] = settings.getdict("NEWSCLEAN_OPTIONS")
    options |= options_of({name: settings.get(f"NEWSCLEAN_{name.upper()}") for name in NAMES})
    if settings.get("NEWSCLEAN_SCRIPT"):
        options["script"] = settings.get("NEWSCLEAN_SCRIPT")
    if settings.get("NEWSCLEAN_MAX_BYTES"):
        options["max_bytes"] = settings.getint("NEWSCLEAN_MAX_BYTES")
    return options


class NewscleanPipeline:
    """Put title, source, date, author, editor, body … into each item, by the names of `Article.to_dict()`.

    Fields that an item has already are left as they are, and so are those that its class does not know. Items without a
    page pass. Those whose page is none (a PDF, an image), is too large or fails are dropped with the reason, which
    Scrapy logs and counts; with `error` they pass, and that field holds the reason.

    Args:
        html, url, fetched: the item's fields with the page, its address, its time of fetching.
        error: the field that takes the reason where a page fails.
        names: other names for the article's fields, `{"images": "pictures"}`: Scrapy's own pipelines mean something
            else by `images`. None leaves a field out.
        options: options of `clean_page`: `script`, `steps`, `repairs`.
        live: whether pages come from the network, just before they come here.

    >>> step = NewscleanPipeline(error="error", names={"images": None}, options={"script": "keep"})
    >>> step.process_item({"html": b"%PDF-1.7"})["error"]
    'NotAPageError: not a page: PDF document'
    """

    def __init__(
        self,
        html: str = "html",
        url: str = "url",
        fetched: str = "fetched",
        live: bool = True,
        *,
        error: str | None = None,
        names: Mapping[str, str | None] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.html, self.url, self.fetched, self.live = html, url, fetched, live
        check_options(options or {})
        self.error, self.names, self.options = error, dict(names or {}), dict(options or {})

    @classmethod
    def from_crawler(cls, crawler: Any) -> NewscleanPipeline:
        """Made by Scrapy, from the settings."""
        settings = crawler.settings
        html, url, fetched = (
            settings.get(f"NEWSCLEAN_{name.upper()}_FIELD", name) for name in ("html", "url", "fetched")
        )
        return cls(
            html,
            url,
            fetched,
            live=not settings.getbool("HTTPCACHE_ENABLED"),
            error=settings.get("NEWSCLEAN_ERROR_FIELD"),
            names=settings.getdict("NEWSCLEAN_NAMES"),
            options=_options(settings),
        )

    def _fetched(self, adapter: ItemAdapter) -> dt.datetime | None:
        """When an item's page was fetched."""
        now = dt.datetime.now(dt.timezone.utc) if self.live else None
        return fetched_at(adapter.get(self.fetched)) or now

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """Fill an item."""
        adapter = ItemAdapter(item)
        page = adapter.get(self.html)
        if not page:
            return item
        options = {"url": adapter.get(self.url), **self.options}
        try:
            found = clean_page(page, **{"fetched": self._fetched(adapter), **options}).to_dict()
        except NewscleanError as error:
            if self.error is None:
                raise DropItem(f"{adapter.get(self.url)}: {reason(error)}") from error
            adapter[self.error] = reason(error)
            return item
        known = None if isinstance(item, dict) else set(adapter.field_names())
        for field, value in found.items():
            name = self.names.get(field, field)
            if name is not None and (known is None or name in known) and adapter.get(name) is None:
                adapter[name] = value
        return item
