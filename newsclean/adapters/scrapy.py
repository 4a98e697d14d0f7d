"""Scrapy: an item pipeline that fills items with the article of the page that they carry.

    ITEM_PIPELINES = {"newsclean.adapters.scrapy.NewscleanPipeline": 300}

An item carries its page in the field `html` (`response.body` or `response.text`) and its address in `url`. It
may carry the time of fetching in `fetched` (a datetime, or the response's header: `response.headers["Date"]`); an item
without is taken to be fetched just now, unless pages come from Scrapy's HTTP cache. The settings NEWSCLEAN_HTML_FIELD,
NEWSCLEAN_URL_FIELD and NEWSCLEAN_FETCHED_FIELD name others.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from ..bulk.fetched import fetched_at
from ..clean import clean_page
from ..errors import NotAPageError


class NewscleanPipeline:
    """Put title, source, date, author, editor, body … into each item, by the names of `Article.to_dict()`.

    Fields that an item has already are left as they are, and so are those that its class does not know. Items without a
    page pass; those whose page is none (a PDF, an image) are dropped with the reason, which Scrapy logs and counts.
    """

    def __init__(self, html: str = "html", url: str = "url", fetched: str = "fetched", live: bool = True) -> None:
        self.html, self.url, self.fetched = html, url, fetched
        self.live = live  # pages come from the network, just before they come here

    @classmethod
    def from_crawler(cls, crawler: Any) -> NewscleanPipeline:
        """Made by Scrapy, from the settings."""
        settings = crawler.settings
        html, url, fetched = (
            settings.get(f"NEWSCLEAN_{name.upper()}_FIELD", name) for name in ("html", "url", "fetched")
        )
        return cls(html, url, fetched, live=not settings.getbool("HTTPCACHE_ENABLED"))

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
        try:
            found = clean_page(page, url=adapter.get(self.url), fetched=self._fetched(adapter)).to_dict()
        except NotAPageError as error:
            raise DropItem(f"{adapter.get(self.url)}: {error}") from error
        known = None if isinstance(item, dict) else set(adapter.field_names())
        for name, value in found.items():
            if (known is None or name in known) and adapter.get(name) is None:
                adapter[name] = value
        return item
