"""One page of many: how it comes in, what becomes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..article import Article
from ..clean import clean_page
from ..text import lazy_re as re

_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")  # what could be taken for half a surrogate pair, escaped
_LONGEST = 500  # characters of an error's message that are kept: enough to tell errors apart, short enough for a table


class Cleaned(NamedTuple):
    """What became of one page: `article`, or `error` where it failed; the other one is None.

    Attributes:
        id: the page's id as given, or its number in the input, counted from 0.
        article: the article; one without a body and a title where the page shows none.
        error: the kind of error and its message, "NotAPageError: not a page: PDF document".

    >>> Cleaned("a", None, "NotAPageError: not a page: PDF document").kind
    'NotAPageError'
    """

    id: Any
    article: Article | None
    error: str | None = None

    @property
    def kind(self) -> str:
        """The kind of error: its name without the message; "" without an error."""
        return (self.error or "").partition(":")[0]


class Raw(NamedTuple):
    """A page on its way in: what `clean_pages` makes of `(id, page, url, encoding, fetched)`."""

    id: Any
    page: Any
    url: str | None = None
    encoding: str | None = None
    fetched: dt.datetime | None = None


def reason(error: BaseException) -> str:
    """An error's kind and message in one line.

    >>> reason(ValueError("first line\\n second line"))
    'ValueError: first line second line'
    """
    return f"{type(error).__name__}: {' '.join(str(error).split())[:_LONGEST]}"


def spelled(text: str) -> str:
    r"""A text as UTF-8 can hold it: half a surrogate pair (a byte that is no UTF-8) is escaped, and what looks so too.

    Different texts stay different, so that ids and file names can be told apart and found again.

    >>> print(spelled("\udcff.html"), spelled(r"\udcff.html"), spelled(r"C:\a.html"))
    \udcff.html \\udcff.html C:\a.html
    """
    if _ESCAPED.search(text):
        text = text.replace("\\", "\\\\")
    return text.encode("utf-8", "backslashreplace").decode()


def clean_raw(raw: Raw, options: Mapping[str, Any]) -> Article:
    """The article of one page, its own address, encoding and time of fetching before those given for all pages."""
    known = {"url": raw.url, "encoding": raw.encoding, "fetched": raw.fetched}
    own = {name: value for name, value in known.items() if value is not None}
    return clean_page(raw.page, **{**options, **own})
