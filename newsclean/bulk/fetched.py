"""The time of fetching as archives, tables and crawlers write it."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import Any

_INDEX = "%Y%m%d%H%M%S"  # as indexes of web archives write it: 20240312083015


def fetched_at(value: Any) -> dt.datetime | None:
    """A time of fetching as an aware datetime; None where there is none. A time without a zone is meant in UTC.

    Args:
        value: a datetime, or text or bytes: ISO 8601 (WARC-Date), RFC 2822 (an HTTP header), 14 digits (an index).

    Raises:
        ValueError: the text is none of these.

    >>> str(fetched_at("2024-03-12T08:30:15Z")), str(fetched_at("20240312083015")), fetched_at(None)
    ('2024-03-12 08:30:15+00:00', '2024-03-12 08:30:15+00:00', None)
    >>> str(fetched_at(b"Tue, 12 Mar 2024 08:30:15 GMT"))
    '2024-03-12 08:30:15+00:00'
    """
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if isinstance(value, str):
        value = _read(value.strip())
    if not isinstance(value, dt.datetime) or value != value:  # not a time, or one of pandas' that is missing
        return None
    return value if value.utcoffset() is not None else value.replace(tzinfo=dt.timezone.utc)


def _read(text: str) -> dt.datetime | None:
    """The time that a text says; None for an empty one."""
    if not text:
        return None
    if len(text) == len("20240312083015") and text.isdigit():
        return dt.datetime.strptime(text, _INDEX)
    try:
        # Python 3.10 reads neither Z nor fractions of other than three or six digits
        whole, _, rest = text.partition(".")
        zone = rest.lstrip("0123456789")
        return dt.datetime.fromisoformat((whole + zone).replace("Z", "+00:00"))
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        raise ValueError(f"no time of fetching: {text[:40]!r}; ISO 8601 is one, 2024-03-12T08:30:15Z") from None
