"""From files to pages: one reader for each kind of source, and one stream of all, with the place of each page.

Whatever cannot be read becomes a failed `Cleaned` in its place and the rest is read: a line that is no JSON, a cut
archive, a Parquet file without the column, a folder that may not be opened.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..errors import PageTooLargeError
from ..reading.limits import MAX_BYTES
from .inputs import InputError, Skipped, Source
from .packed import Seen, Tape
from .records import Cleaned, Raw, reason
from .tables import Fields, longest_line, read_jsonl, read_parquet
from .warc import read_warc

_NONE: Mapping[str, int] = {}
_KINDS = 200  # kinds of skipped things that are counted each for itself, so that invented ones do not swell a run


class Place(NamedTuple):
    """Where in the input a page stands: what a run that is taken up again needs to go on behind it.

    `record` counts all that the source holds, pages and skipped records, from 1. `skipped` are the kinds of what was
    skipped since the page before. `kept` is what the output is to have of the input's row, `mark` what tells the source
    from others, `content` a checksum over what was read of it up to this record; -1 where that is not known.
    """

    id: str
    source: int = 0
    record: int = 0
    digest: str = ""
    skipped: Mapping[str, int] = {}
    kept: Mapping[str, Any] = {}
    mark: str = ""
    content: int = -1


class Reader:
    """All pages of some sources, each with its `Place` as its id; `end` is the place behind the last one.

    Args:
        sources: from `find_sources`.
        fields: names of fields and columns.
        after: pages up to this place are left out.
        only: of the pages up to the place `until`, only those at these places (source, record) are read.
        limit: bytes of a page; nothing larger is read.
        forced: whether to go on although the sources are not those in which `after` is a place.

    Iterating raises `InputError` where they are not.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        fields: Fields,
        after: Place | None = None,
        *,
        only: frozenset[tuple[int, int]] | None = None,
        until: tuple[int, int] = (0, 0),
        limit: int = MAX_BYTES,
        forced: bool = False,
    ) -> None:
        self._sources, self._fields, self._limit, self._forced = sources, fields, limit, forced
        self._after = after or Place("")
        self._only, self._until = only, until
        self.end = self._after

    def __iter__(self) -> Iterator[Raw | Cleaned]:
        skipped: Counter[str] = Counter()
        last = 0
        for source in self._sources:
            last = source.number
            done = self._records_done(source)
            if done is None:
                continue
            number, seen, content = 0, Seen(), 0
            for number, item in enumerate(read_source(source, self._fields, self._limit, seen), 1):
                content = seen.sum
                if number == done:
                    self._check_content(source, content)
                if number <= done or not self._is_wanted(source.number, number):
                    continue
                if isinstance(item, Skipped):
                    skipped[item.kind if item.kind in skipped or len(skipped) < _KINDS else "others"] += 1
                    continue
                kept = getattr(item.id, "kept", {})
                place = Place(
                    str(item.id), source.number, number, source.digest, skipped or _NONE, kept, source.mark, content
                )
                if skipped:
                    skipped = Counter()
                yield type(item)(place, *item[1:])
            if number < done and not self._forced:
                raise InputError(_other(f"{source.path} holds {number:,} records, of which {done:,} were done"))
            self.end = Place(
                "", source.number, max(number, done), source.digest, skipped, mark=source.mark, content=content
            )
        if last < self._after.source and not self._forced:
            raise InputError(_other(f"there are {last:,}, and the run was at the {self._after.source:,}th"))

    def _check_content(self, source: Source, content: int) -> None:
        """Raise where other records stand before the place to go on at than those that were done."""
        if self._after.content not in (-1, content) and not self._forced:
            done = self._after.record
            raise InputError(_other(f"the content of {source.path} up to record {done:,} is another one"))

    def _is_wanted(self, source: int, record: int) -> bool:
        """Whether a record is to be read, where only some are."""
        return self._only is None or (source, record) > self._until or (source, record) in self._only

    def _records_done(self, source: Source) -> int | None:
        """How many records of a source are done already; None where all are."""
        after = self._after
        if source.number == after.source and source.digest != after.digest and not self._forced:
            raise InputError(_other(_difference(source, after.mark)))
        if source.number < after.source:
            return None
        return after.record if source.number == after.source else 0


def _other(difference: str) -> str:
    return (
        f"the inputs are not those of the run to resume: {difference}; --force-resume goes on by the number of records,"
        " and what has changed before it stays as it was done"
    )


def _difference(source: Source, mark: str) -> str:
    """What tells a source from the one that was read before.

    >>> source = Source("a.html", "page", mark="12 7 c0 a.html")
    >>> for mark in ("12 7 c0 b.html", "13 6 c0 a.html", "12 6 c1 a.html", "12 7 c1 a.html", "12 7 c0 a.html"):
    ...     print(_difference(source, mark))
    in the place of b.html is a.html
    the size of a.html is another one; it was 13 bytes, it is 12
    the time of change of a.html is another one
    the content of a.html is another one
    changed before a.html
    """
    before, now = mark.split(" ", 3), source.mark.split(" ", 3)
    if len(before) != len(now) or before[3:] != now[3:]:
        return f"in the place of {mark.split(' ', 3)[-1]} is {source.path}"
    for name, old, new in zip(("size", "time of change", "content"), before, now, strict=False):
        if old != new:
            told = f"; it was {old} bytes, it is {new}" if name == "size" else ""
            return f"the {name} of {source.path} is another one{told}"
    return f"changed before {source.path}"


def read_source(
    source: Source, fields: Fields, limit: int = MAX_BYTES, seen: Seen | None = None
) -> Iterator[Raw | Cleaned | Skipped]:
    """What a source holds. Never raises: what cannot be read comes last, as a failed `Cleaned`.

    `seen` takes in what was read of it whenever a record is given: its bytes, unpacked, or of a table its pages.
    """
    number = 0
    try:
        for item in _open(source, fields, limit, seen or Seen()):
            number += 1
            yield item
    except Exception as error:
        behind = f" (behind record {number})" if number else ""
        yield Cleaned(source.name, None, reason(error) + behind)


def _open(source: Source, fields: Fields, limit: int, seen: Seen) -> Iterator[Raw | Cleaned | Skipped]:
    """The records of a source. Raises what its reader raises."""
    if source.kind == "other":
        yield Skipped(source.detail)
        return
    if source.kind == "broken":
        yield Cleaned(source.name, None, f"OSError: {source.detail}")
        return
    if not stat.S_ISREG(os.stat(source.path).st_mode):
        raise OSError("not a regular file")
    if source.kind == "parquet":
        for row in read_parquet(source.path, source.name, fields, limit):
            seen.add_row(row.id, row.page if isinstance(row, Raw) else "")
            yield row
        return
    with open(source.path, "rb") as file:
        if source.kind == "jsonl":
            yield from read_jsonl(Tape(file, seen).lines(longest_line(limit)), source.name, fields, limit)
        elif source.kind == "warc":
            yield from read_warc(file, source.name, limit, fields.keep, seen)
        else:
            size = os.path.getsize(source.path)
            # a file that grows while it is read is not read further either
            page = b"" if size > limit else file.read(limit + 1)
            if max(size, len(page)) > limit:
                raise PageTooLargeError(
                    f"page of {max(size, len(page)):,} bytes, more than max_bytes={limit:,}", limit=limit
                )
            yield Raw(source.name, page)
