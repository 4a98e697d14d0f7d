"""Web archives: the pages of WARC and WET files, and a way past broken records.

FastWARC stops at the first record that it cannot read. Archives written by crashing crawlers and cut downloads have
such records, with good ones behind them; so the next place where a record can begin is looked for in the file (a gzip
member or zstd frame, as WARC 1.1, annex D has one for each record; a `WARC/` line) and reading goes on from there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import IO, Any

from .fetched import fetched_at
from .inputs import Skipped
from .records import Cleaned, Raw, reason

_PAGE_RECORDS = ("response", "resource", "conversion")  # "conversion" is the text of a page, as WET files hold it
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_LARGEST = 32 << 20  # bytes of a record; longer ones are films and disk images, and are not taken into memory
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)

# the first bytes of a file → those of each record in it
_MARKERS = {b"\x1f\x8b": b"\x1f\x8b\x08", b"\x28\xb5": b"\x28\xb5\x2f\xfd"}
_PLAIN_MARKER = b"WARC/1."
_CHUNK = 1 << 20  # bytes searched at a time


class CutRecordError(ValueError):
    """A record holds fewer bytes than its header says."""


def read_warc(file: IO[bytes], name: str) -> Iterator[Raw | Cleaned | Skipped]:
    """The HTML and text records of an archive, others as `Skipped`, each broken place as one failed `Cleaned`.

    A page's id is its WARC-Record-ID, its encoding the charset of the HTTP header, where that names one, the time of
    fetching its WARC-Date. Records with
    an HTTP status other than 2xx (redirects, error pages) are skipped.
    """
    marker = _MARKERS.get(file.read(2), _PLAIN_MARKER)
    start: int | None = 0
    told = False  # whether the broken place that is being passed has been recorded
    while start is not None:
        at = start  # where the last record began
        try:
            file.seek(start)
            for record in _archive(file):
                at = record.stream_pos
                item = _read_record(record, name)
                told = False
                yield item
            return
        except Exception as error:
            if not told:
                yield Cleaned(f"{name}@{at}", None, f"{reason(error)} (at or behind the record at byte {at})")
            told = True
            start = _find(file, marker, at + 1)


def _archive(file: IO[bytes]) -> Any:
    from fastwarc.warc import ArchiveIterator

    return ArchiveIterator(file, parse_http=False)


def _read_record(record: Any, name: str) -> Raw | Skipped:
    """A record as a page, or the reason to skip it.

    Raises:
        CutRecordError: the file ends within the record, or its length is wrong.
        OSError: its HTTP header cannot be read.
    """
    kind = (record.headers.get("WARC-Type") or "unknown").lower()
    length = record.headers.get("Content-Length") or ""
    if not length.isdigit():
        raise CutRecordError(f"record without a length: Content-Length is {length!r}")
    wanted = kind in _PAGE_RECORDS
    held = wanted and int(length) <= _LARGEST
    if held:
        record.freeze()
    size = record.content_length if held else record.consume()
    if size < int(length):
        raise CutRecordError(f"record cut off: {size} of {length} bytes")
    if not held:
        return Skipped(f"record over {_LARGEST >> 20} MB" if wanted else f"{kind} record")
    id = record.record_id or f"{name}@{record.stream_pos}"
    url = record.headers.get("WARC-Target-URI")
    if not record.is_http:
        content_type = record.headers.get("Content-Type") or "text/plain"
        charset = _CHARSET.search(content_type)
        return _page(id, record, url, content_type.partition(";")[0].strip(), charset and charset[1])
    record.parse_http(auto_decode="all")
    status = record.http_headers.status_code if record.http_headers else None
    if status is not None and not 200 <= status < 300:
        return Skipped(f"HTTP status {status}")
    return _page(id, record, url, record.http_content_type or "text/html", record.http_charset)


def _page(id: str, record: Any, url: str | None, content_type: str, charset: str | None) -> Raw | Skipped:
    """A record as a page, if its type is that of a page."""
    if content_type.lower() not in _PAGE_TYPES:
        return Skipped(content_type.lower()[:50])
    return Raw(id, record.reader.read(), url, charset, _date(record))


def _date(record: Any) -> dt.datetime | None:
    """When a record was made; None where its header does not say."""
    try:
        return fetched_at(record.headers.get("WARC-Date"))
    except ValueError:
        return None


def _find(file: IO[bytes], marker: bytes, start: int) -> int | None:
    """The next place of a marker in a file, from a place on; None where there is none."""
    file.seek(start)
    kept = b""
    while True:
        chunk = file.read(_CHUNK)
        if not chunk:
            return None
        found = (kept + chunk).find(marker)
        if found >= 0:
            return start - len(kept) + found
        start += len(chunk)
        kept = (kept + chunk)[-len(marker) + 1 :]
