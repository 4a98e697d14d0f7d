"""Scrapy: an item pipeline that fills items with the article of the page that they carry.

    ITEM_PIPELINES = {"newsclean.adapters.scrapy.NewscleanPipeline": 300}

An item carries its page in the field `html` (`response.body` or `response.text`) and its address in `url`; the settings
NEWSCLEAN_HTML_FIELD and NEWSCLEAN_URL_FIELD name others.
"""

from __future__ import annotations

from typing import Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from ..clean import clean_page
from ..errors import NotAPageError


class NewscleanPipeline:
    """Put title, source, date, author, editor, body … into each item, by the names of `Article.to_dict()`.

    Fields that an item has already are left as they are, and so are those that its class does not know. Items without a
    page pass; those whose page is none (a PDF, an image) are dropped with the reason, which Scrapy logs and counts.
    """

    def __init__(self, html: str = "html", url: str = "url") -> None:
        self.html, self.url = html, url

    @classmethod
    def from_crawler(cls, crawler: Any) -> NewscleanPipeline:
        """Made by Scrapy, from the settings."""
        settings = crawler.settings
        return cls(settings.get("NEWSCLEAN_HTML_FIELD", "html"), settings.get("NEWSCLEAN_URL_FIELD", "url"))

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """Fill an item."""
        adapter = ItemAdapter(item)
        page = adapter.get(self.html)
        if not page:
            return item
        try:
            found = clean_page(page, url=adapter.get(self.url)).to_dict()
        except NotAPageError as error:
            raise DropItem(f"{adapter.get(self.url)}: {error}") from error
        known = None if isinstance(item, dict) else set(adapter.field_names())
        for name, value in found.items():
            if (known is None or name in known) and adapter.get(name) is None:
                adapter[name] = value
        return item
