"""datatrove: an extractor that stands where its Trafilatura block does.

    pipeline = [WarcReader("warcs/"), Newsclean(), JsonlWriter("out/")]

The article's body becomes the document's text; what else is known of the article goes to its metadata.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from datatrove.data import Document
from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

from ..article import Article
from ..bulk.fetched import fetched_at
from ..bulk.records import Cleaned, Raw
from ..bulk.stream import clean_pages
from ..clean import clean_page


class Newsclean(BaseExtractor):  # type: ignore[misc]  # datatrove has no types
    """Extract Chinese news articles. Documents without a body are dropped, as by datatrove's own extractors.

    Args:
        timeout: seconds that a document may take. Documents are cleaned in a process of their own, so that one that
            hangs or kills it is dropped alone.
        exclusion_writer: a writer of datatrove's for the documents that are dropped, as its filters have one: they keep
            their text, and `metadata["newsclean_error"]` says why.
        options: options of `clean_page`: `script`, `steps`, `repairs`.

    `document.metadata["url"]`, which WarcReader sets, is taken as the page's address, `…["date"]` as the time of
    fetching. The fields of `Article.to_dict()` that the page shows are added to the metadata, but for keys that are
    there already; beside a `date` of the reader's the article's own is `article_date`.
    """

    name = "📰 newsclean"
    _requires_dependencies = ("pebble",)

    def __init__(self, timeout: float = 5.0, exclusion_writer: Any = None, **options: Any) -> None:
        super().__init__(timeout)
        self.exclusion_writer = exclusion_writer
        self.options = options

    def extract(self, text: str) -> str:
        """The body of one page."""
        return clean_page(text, **self.options).body

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Clean the documents, in order. Overridden because `extract` knows neither address nor metadata."""
        pages = (_raw(document) for document in data)
        results = clean_pages(pages, workers=1, timeout=self.timeout, **self.options)
        with self.exclusion_writer or nullcontext() as writer:
            yield from self._taken(results, writer, rank)

    def _taken(self, results: Iterator[Cleaned], writer: Any, rank: int) -> Iterator[Document]:
        """The documents that have an article; those that have none go to the writer."""
        while True:
            with self.track_time():
                result = next(results, None)
            if result is None:
                return
            self.stat_update(StatHints.total)
            document = self._filled(result)
            if document is None:
                self.stat_update(StatHints.dropped)
                if writer is not None:
                    result.id.metadata["newsclean_error"] = _why(result)
                    writer.write(result.id, rank)
                continue
            self.stat_update(StatHints.forwarded)
            self.update_doc_stats(document)
            yield document

    def _filled(self, result: Cleaned) -> Document | None:
        """The document with its article; None where there is none."""
        if result.article is None:
            self.stat_update(
                {"TimeoutError": "timeout", "WorkerDied": "broken_process"}.get(result.kind, "clean_error")
            )
            logger.warning(f"{result.id.id}: {result.error}")
            return None
        self.stat_update("extracted")
        if not result.article.body:
            return None
        result.id.text = result.article.body
        found = metadata(result.article)
        if "date" in result.id.metadata and "date" in found:
            found["article_date"] = found.pop("date")
        result.id.metadata = {**found, **result.id.metadata}
        return result.id


def _why(result: Cleaned) -> str:
    """Why a document is dropped."""
    if result.article is None:
        return result.error or ""
    return result.article.reason or f"no article: {result.article.kind or 'the page shows none'}"


def _raw(document: Document) -> Raw:
    """A document's page, with what its reader knows of it; a date that cannot be read is none."""
    try:
        fetched = fetched_at(document.metadata.get("date"))
    except ValueError:
        fetched = None
    return Raw(document, document.text, document.metadata.get("url"), fetched=fetched)


def metadata(article: Article) -> dict[str, Any]:
    """What a page shows of an article besides its body, JSON-ready."""
    return {name: value for name, value in article.to_dict().items() if value and name != "body"}
