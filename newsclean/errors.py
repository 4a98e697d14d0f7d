"""The errors that newsclean raises on purpose: all are `NewscleanError`s and carry what they speak of."""

from __future__ import annotations

import codecs
import os
import re
from typing import Any

_ADDRESS = re.compile(r"(?:https?|ftp|file|s3)://\S{1,2000}", re.IGNORECASE)
_PATH = re.compile(r"[^\s<>|*?\"，。]{0,300}\.(?:s?html?|xhtml|txt|md|jsonl?|warc|parquet|pdf|gz|zst)", re.IGNORECASE)
# from a root on, of Latin folders, whatever its ending: /data/pages/0001
_ROOTED = re.compile(r"(?:~|\.{1,2}|[A-Za-z]:)?(?:[/\\][A-Za-z0-9_.-]{1,99}){2,30}")


class NewscleanError(Exception):
    """What newsclean raises on purpose. Keywords become attributes.

    >>> NotAPageError("not a page: PDF document", kind="PDF document").kind
    'PDF document'
    """

    def __init__(self, message: str = "", **about: Any) -> None:
        super().__init__(message)
        self.__dict__.update(about)


class NotAPageError(NewscleanError, ValueError):
    """The bytes are no page: a PDF, an image, an archive … The message says what they look like, and so does `kind`."""

    kind: str | None = None


class PageTooLargeError(NewscleanError, ValueError):
    """The page is larger than the limit (`max_bytes`): `size` and `limit` in bytes, `size` as far as it is known."""

    size: int | None = None
    limit: int | None = None


class StepError(NewscleanError, RuntimeError):
    """A step raised, which is the cause then, or gave a mark that is none.

    `step` and `url` are its name and the page's address; of a mark `rule`, `line`, and what was `expected`.
    """

    step: str | None = None
    url: str | None = None
    rule: str | None = None
    line: int | None = None
    expected: str | None = None


class ArgumentError(NewscleanError, TypeError, ValueError):
    """An argument is surely a mistake: a path, an address, a response in place of a page. `argument` names it."""

    argument: str | None = None


class MissingExtraError(NewscleanError, ImportError):
    """A package is missing that only some uses need; `extra` names the set of packages that has it.

    >>> print(MissingExtraError.of("batch", "Parquet needs pyarrow"))
    Parquet needs pyarrow: pip install "newsclean[batch]", or in a checkout pip install ".[batch]"
    """

    extra: str | None = None

    @classmethod
    def of(cls, extra: str, needed: str) -> MissingExtraError:
        """The error that says what is needed, and how it comes in."""
        told = f'{needed}: pip install "newsclean[{extra}]", or in a checkout pip install ".[{extra}]"'
        return cls(told, extra=extra)


class WorkersError(NewscleanError, OSError):
    """Worker processes do not start: too few descriptors or processes, no memory, a script without a main guard."""


class SiteError(NewscleanError, ValueError):
    """What is said of a site cannot be: a broken selector, an unknown phrase file or rule, a file that is none.

    `field` is the field of `Site`, `value` what it was given, `path` the file that it stands in, as far as they are
    known.
    """

    field: str | None = None
    value: Any = None
    path: str | None = None


class UnknownEncodingError(NewscleanError, ValueError, LookupError):
    """`encoding` is no encoding that Python knows."""

    encoding: str | None = None


def check_arguments(page: object, url: object = None, encoding: object = None) -> None:
    """Raise where what is given as a page, its address and its encoding is surely something else.

    Raises:
        ArgumentError, UnknownEncodingError: as their names say.

    >>> check_arguments("http://news.example/1.html")
    Traceback (most recent call last):
        ...
    newsclean.errors.ArgumentError: this is an address, and newsclean fetches nothing: give the page that stands there
    >>> check_arguments("<p>", encoding="klingon")
    Traceback (most recent call last):
        ...
    newsclean.errors.UnknownEncodingError: no encoding is called 'klingon'; leave it out to have it found out
    """
    told = _mistaken(page)
    if told is not None:
        raise ArgumentError(told, argument="page")
    if url is not None and not isinstance(url, str):
        raise ArgumentError(f"url is the page's address as text, not {type(url).__name__}", argument="url")
    if encoding is None:
        return
    if not isinstance(encoding, str):
        raise ArgumentError(f"encoding is a name, not {type(encoding).__name__}", argument="encoding")
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError):
        words = f"no encoding is called {encoding!r}; leave it out to have it found out"
        raise UnknownEncodingError(words, encoding=encoding) from None


def _mistaken(page: object) -> str | None:
    """What was given in place of a page, and what to give; None where it may be a page."""
    if isinstance(page, str):
        if _ADDRESS.fullmatch(page):
            return "this is an address, and newsclean fetches nothing: give the page that stands there"
        if _PATH.fullmatch(page) or _ROOTED.fullmatch(page):
            return f"{page!r} is a path, and no page: give its content, Path({page!r}).read_bytes()"
        return None
    if isinstance(page, os.PathLike):
        return "a path is no page: give its content, path.read_bytes()"
    if isinstance(page, dict):
        return "a dictionary is no page: give the page that is in it, row['html']"
    if hasattr(page, "read") and callable(page.read):
        return "a file is no page: give its content, file.read(), read as bytes"
    for name in ("content", "body"):  # of requests and httpx; of Scrapy and aiohttp
        if hasattr(page, "headers") and isinstance(getattr(page, name, None), bytes):
            return f"a response is no page: give its bytes, response.{name}"
    return None
