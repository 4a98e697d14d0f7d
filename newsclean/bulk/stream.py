"""Many pages: a stream of pages in, a stream of articles out, in the same order and in bounded memory."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Generator, Iterable, Iterator, Mapping, Sized
from typing import Any, Literal

from ..clean import check_options
from ..errors import ArgumentError, MissingExtraError, NewscleanError
from ..page import Page
from .records import Cleaned, Raw, clean_raw, reason

_LOG = logging.getLogger("newsclean")
_TIMEOUT = 60.0  # seconds: a page of the largest size takes a third of it


class PageError(NewscleanError, RuntimeError):
    """A page failed, with `on_error="raise"`. The message gives its id and the reason; `id` and `kind` do too."""

    id: Any = None
    kind: str | None = None


def clean_pages(
    pages: Iterable[Any],
    *,
    workers: int | None = None,
    timeout: float | None = _TIMEOUT,
    on_error: Literal["record", "raise"] = "record",
    progress: bool = False,
    **options: Any,
) -> Generator[Cleaned, None, None]:
    """Clean any number of pages, in input order.

    The input is read only as fast as the output is taken: page by page in one process, at most 16 pages per worker
    ahead with workers. So memory does not grow with the number of pages.

    Args:
        pages: pages as `clean_page` takes them, or `(id, page)`, and as far as known its `url`, `encoding` and time of
            fetching behind it, `(id, page, url, encoding, fetched)`; mixed freely. A `Cleaned` among
            them comes out as it is, in its place: what a reader could not read, for one.
        workers: number of worker processes; None cleans in this process. With workers a page that runs out of time or
            kills its worker (out of memory, a crash below Python) is recorded as an error and nothing else is lost.
        timeout: seconds that a worker may spend on one page; None for no limit. Without workers there is none.
        on_error: "record" gives a `Cleaned` with `error` set; "raise" ends with the first error.
        progress: show a progress bar (tqdm; in a terminal or a notebook) with pages a second and errors so far.
        options: options of `clean_page`: `script`, `steps`, `repairs`, `encoding`, `url`. With workers they must
            pickle: steps and repairs are functions of a module then, no lambdas.

    Raises:
        TypeError: an option is unknown or does not pickle; an item is a tuple of another length; `pages` is one page.
        ValueError: `workers`, `timeout` or `on_error` is none of the above; no encoding is called so.
        ImportError: pebble or tqdm is missing: `pip install "newsclean[batch]"`.
        PageError: a page failed, with `on_error="raise"`.

    >>> page = "<h1>城东新桥通车</h1><p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>"
    >>> pages = [("a", page), ("b", b"%PDF-1.7")]
    >>> for id, article, error in clean_pages(pages):
    ...     print(id, article.title if article else error)
    a 城东新桥通车
    b NotAPageError: not a page: PDF document
    """
    if isinstance(pages, (str, bytes, bytearray, Mapping, Page)) or not isinstance(pages, Iterable):
        raise ArgumentError("clean_pages takes many pages: for one there is clean_page, or put it in a list")
    check_options(options)
    if on_error not in ("record", "raise"):
        raise ArgumentError(f"on_error is 'record' or 'raise', not {on_error!r}", argument="on_error")
    if workers is None:
        if timeout is not None and timeout != _TIMEOUT:
            warnings.warn("timeout needs workers: without them no page is stopped", stacklevel=2)
        results = _clean_here(numbered(pages), options, on_error == "raise")
    else:
        from .pool import clean_in_pool

        results = clean_in_pool(numbered(pages), workers, timeout, options)
        if on_error == "raise":
            results = _raising(results)
    return _shown(results, len(pages) if isinstance(pages, Sized) else None) if progress else results


def numbered(pages: Iterable[Any]) -> Iterator[Raw | Cleaned]:
    """Each page with its id; a bare page's id is its number."""
    for number, item in enumerate(pages):
        if isinstance(item, (Raw, Cleaned)):
            yield item
        elif not isinstance(item, tuple):
            yield Raw(number, item)
        elif 2 <= len(item) <= len(Raw._fields):
            yield Raw(*item)
        else:
            raise ArgumentError(
                f"item {number}: a page or (id, page, url, encoding, fetched) expected, all behind the page optional"
            )


def _clean_here(
    items: Iterable[Raw | Cleaned], options: Mapping[str, Any], raising: bool
) -> Generator[Cleaned, None, None]:
    """Clean in this process."""
    for item in items:
        if isinstance(item, Cleaned):
            yield from _raising([item]) if raising else [item]
            continue
        try:
            article = clean_raw(item, options)
        except Exception as error:
            _LOG.info("page %s: %s", item.id, reason(error))
            if raising:
                raise PageError(f"page {item.id}: {reason(error)}", id=item.id, kind=type(error).__name__) from error
            yield Cleaned(item.id, None, reason(error))
        else:
            yield Cleaned(item.id, article)


def _raising(results: Iterable[Cleaned]) -> Generator[Cleaned, None, None]:
    """The results up to the first error, which is raised."""
    for result in results:
        if result.error is not None:
            raise PageError(f"page {result.id}: {result.error}", id=result.id, kind=result.kind)
        yield result


def _shown(results: Iterator[Cleaned], total: int | None) -> Generator[Cleaned, None, None]:
    """The results, counted on a progress bar."""
    try:
        from tqdm.auto import tqdm
    except ImportError as error:
        raise MissingExtraError.of("batch", "progress needs tqdm") from error

    errors = 0
    with tqdm(total=total, unit=" pages", dynamic_ncols=True) as bar:
        for result in results:
            if result.error is not None:
                errors += 1
                bar.set_postfix(errors=errors, refresh=False)
            bar.update()
            yield result
