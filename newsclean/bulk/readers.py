"""From files to pages: one reader for each kind of source, and one stream of all, with the place of each page.

Whatever cannot be read becomes a failed `Cleaned` in its place and the rest is read: a line that is no JSON, a cut
archive, a Parquet file without the column, a folder that may not be opened.
"""

from __future__ import annotations

import gzip
import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, NamedTuple

from ..errors import PageTooLargeError
from ..reading.limits import MAX_BYTES
from .fetched import fetched_at
from .inputs import InputError, Skipped, Source
from .records import Cleaned, Raw, reason
from .warc import read_warc

_ROWS = 64  # rows of a Parquet file that are held at a time: 64 pages of 100 kB are 6 MB


class Fields(NamedTuple):
    """Names of the fields (JSON lines) or columns (Parquet) that hold a page; of `page` the first that is there.

    `fetched`: the one that holds the time of fetching, as `fetched_at` reads it; None where none does.
    """

    id: str = "id"
    url: str = "url"
    page: tuple[str, ...] = ("html", "text")
    fetched: str | None = None


class Place(NamedTuple):
    """Where in the input a page stands: what a run that is taken up again needs to go on behind it.

    `record` counts all that the source holds, pages and skipped records, from 1. `skipped` are the kinds of what was
    skipped since the page before.
    """

    id: str
    source: int = 0
    record: int = 0
    digest: str = ""
    skipped: Mapping[str, int] = {}


class Reader:
    """All pages of some sources, each with its `Place` as its id; `end` is the place behind the last one.

    Args:
        sources: from `find_sources`.
        fields: names of fields and columns.
        after: pages up to this place are left out.

    Iterating raises `InputError` where the sources are not those in which `after` is a place.
    """

    def __init__(self, sources: Iterable[Source], fields: Fields, after: Place | None = None) -> None:
        self._sources, self._fields = sources, fields
        self._after = after or Place("")
        self.end = self._after

    def __iter__(self) -> Iterator[Raw | Cleaned]:
        skipped: Counter[str] = Counter()
        last = 0
        for source in self._sources:
            last = source.number
            done = self._records_done(source)
            if done is None:
                continue
            number = 0
            for number, item in enumerate(read_source(source, self._fields), 1):
                if number <= done:
                    continue
                if isinstance(item, Skipped):
                    skipped[item.kind] += 1
                    continue
                place = Place(item.id, source.number, number, source.digest, skipped)
                skipped = Counter()
                yield item._replace(id=place)
            self.end = Place("", source.number, max(number, done), source.digest, skipped)
        if last < self._after.source:
            raise InputError("the inputs are not those of the run to resume: there are fewer")

    def _records_done(self, source: Source) -> int | None:
        """How many records of a source are done already; None where all are."""
        after = self._after
        if source.number == after.source and source.digest != after.digest:
            raise InputError(f"the inputs are not those of the run to resume: changed at or before {source.path}")
        if source.number < after.source:
            return None
        return after.record if source.number == after.source else 0


def read_source(source: Source, fields: Fields) -> Iterator[Raw | Cleaned | Skipped]:
    """What a source holds. Never raises: what cannot be read comes last, as a failed `Cleaned`."""
    number = 0
    try:
        for item in _open(source, fields):
            number += 1
            yield item
    except Exception as error:
        behind = f" (behind record {number})" if number else ""
        yield Cleaned(source.path, None, reason(error) + behind)


def _open(source: Source, fields: Fields) -> Iterator[Raw | Cleaned | Skipped]:
    """The records of a source. Raises what its reader raises."""
    if source.kind == "other":
        yield Skipped(source.detail)
    elif source.kind == "broken":
        yield Cleaned(source.path, None, f"OSError: {source.detail}")
    elif source.kind == "jsonl":
        with _decompressed(source.path) as lines:
            yield from read_jsonl(lines, source.path, fields)
    elif source.kind == "warc":
        with open(source.path, "rb") as file:
            yield from read_warc(file, source.path)
    elif source.kind == "parquet":
        yield from read_parquet(source.path, fields)
    else:
        size = os.path.getsize(source.path)
        if size > MAX_BYTES:  # not even taken into memory
            raise PageTooLargeError(f"page of {size:,} bytes, more than max_bytes={MAX_BYTES:,}")
        with open(source.path, "rb") as file:
            yield Raw(source.path, file.read())


def read_jsonl(lines: Iterable[bytes], name: str, fields: Fields) -> Iterator[Raw | Cleaned]:
    """The pages of JSON lines; a line that holds none is a failed `Cleaned`. A page without id gets `name:line`.

    >>> lines = [b'{"id": 7, "html": "<p>..."}', b"{", b'{"body": ""}']
    >>> for item in read_jsonl(lines, "a.jsonl", Fields()):
    ...     print(item.id, getattr(item, "page", "") or item.error)
    7 <p>...
    a.jsonl:2 JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
    a.jsonl:3 ValueError: no field html or text; the fields: body
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError(f"a JSON object expected, not {type(row).__name__}")
            item = _raw(row, _column(row, fields, "field"), place, fields)
        except (ValueError, RecursionError) as error:
            yield Cleaned(place, None, reason(error))
        else:
            yield item


def read_parquet(path: str, fields: Fields) -> Iterator[Raw | Cleaned]:
    """The pages of a Parquet file, text or bytes, a few rows at a time. A page without id gets `path:row`.

    Raises:
        ValueError: no column holds pages.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False) as file:
        names = file.schema_arrow.names
        column = _column(dict.fromkeys(names), fields, "column")
        wanted = [name for name in (fields.id, fields.url, column, fields.fetched) if name in names]
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                try:
                    item = _raw(row, column, f"{path}:{number}", fields)
                except ValueError as error:
                    yield Cleaned(f"{path}:{number}", None, reason(error))
                else:
                    yield item


def _column(row: Mapping[str, Any], fields: Fields, word: str) -> str:
    """The name of the field that holds the page."""
    for name in fields.page:
        if name in row:
            return name
    raise ValueError(f"no {word} {' or '.join(fields.page)}; the {word}s: {', '.join(row)}")


def _raw(row: Mapping[str, Any], column: str, place: str, fields: Fields) -> Raw:
    """A row as a page. Raises ValueError where its page is no text, or its time of fetching none."""
    page, id, url = row[column], row.get(fields.id), row.get(fields.url)
    if not isinstance(page, (str, bytes)):
        raise ValueError(f"{column} holds no text but {type(page).__name__}")
    fetched = fetched_at(row.get(fields.fetched)) if fields.fetched else None
    return Raw(place if id is None else str(id), page, url if isinstance(url, str) else None, fetched=fetched)


def _decompressed(path: str) -> IO[bytes]:
    """A file's bytes, unpacked as its suffix says. Reading a cut file raises where it ends."""
    if path.endswith(".gz"):
        return gzip.open(path, "rb")  # type: ignore[return-value]
    if path.endswith(".zst"):
        import pyarrow as pa

        return io.BufferedReader(pa.input_stream(path, compression="zstd"), 1 << 20)
    return open(path, "rb")
