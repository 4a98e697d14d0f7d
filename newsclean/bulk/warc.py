"""Web archives: the pages of WARC and WET files, record by record, and a way past broken ones.

A record's header says how long the record is, and only what stands behind that length is the next record. What a page
holds is never searched for records, however little sense it makes: a page could plant some. Only where the framing is
broken itself (a header that does not read, a length that leads nowhere) reading has to go on at another border: where
the next gzip member or zstd frame begins, which is that of a record as WARC 1.1, annex D has it; in a file without
those, behind the next empty line that a header follows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, NamedTuple

from ..errors import PageTooLargeError
from ..reading.limits import MAX_BYTES
from ..text import lazy_re as re
from .fetched import fetched_at
from .inputs import Skipped
from .packed import Seen, Tape, find_member
from .payload import PayloadError, charset, decoded, fields_of, media_type, read_response
from .records import Cleaned, Raw, reason
from .tables import Named

_PAGE_RECORDS = ("response", "resource", "conversion")  # "conversion" is the text of a page, as WET files hold it
_OTHER_RECORDS = ("warcinfo", "request", "metadata", "revisit", "continuation")
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_HTTP_HEADER = 1 << 20  # bytes of an HTTP header: a record may be as much longer than its page
_HEADER = 1 << 18  # bytes of a record's own header
_LENGTH = re.compile(r"[0-9]{1,15}")
_BEGINS = b"WARC/"
_BORDER = (b"\r\n\r\nWARC/1.", b"\n\nWARC/1.")
_REWOUND = 1 << 32  # bytes that are gone back in all, in a packed file, which has to be unpacked anew for it
_BLANKS = 64  # bytes that are looked at for the two empty lines between records; some writers make more of them


class BrokenRecordError(ValueError):
    """A record that cannot be read, for a header that makes no sense or a length that is wrong."""


class CutRecordError(BrokenRecordError):
    """The archive ends within a record."""


class _Header(NamedTuple):
    """A record's header, and where the record stands."""

    fields: dict[str, str]
    place: int  # of the header in what the file holds
    member: (
        tuple[int, int] | None
    )  # the member that begins with this record: (place in what the file holds, in the file)


def read_warc(
    file: IO[bytes], name: str, limit: int = MAX_BYTES, keep: Sequence[str] = (), seen: Seen | None = None
) -> Iterator[Raw | Cleaned | Skipped]:
    """The HTML and text records of an archive, others as `Skipped`, each that cannot be read as one failed `Cleaned`.

    A page's id is its WARC-Record-ID, its encoding the charset of the HTTP header, where that names one, the time of
    fetching its WARC-Date. Records with an HTTP status other than 2xx (redirects, error pages) are skipped. No record
    is unpacked further than to a page of `limit` bytes; one that is larger is a failed `Cleaned`. Of a record's header
    the fields that `keep` names, `WARC-Date` say, go with the page's id. `seen` takes in what is read.
    """
    return _Archive(Tape(file, seen), file, name, limit, keep).items()


class _Archive:
    """An archive as it is read."""

    def __init__(self, tape: Tape, file: IO[bytes], name: str, limit: int, keep: Sequence[str]) -> None:
        self._tape = tape
        self._file, self._name, self._limit, self._keep = file, name, limit, keep
        self._header: _Header | None = None  # of the record at hand, as far as it was read
        self._behind = 0  # the place behind that header
        self._tried = False  # whether its length was
        self._rewound = 0  # bytes in all that were gone back

    def items(self) -> Iterator[Raw | Cleaned | Skipped]:
        """All records."""
        while True:
            try:
                if not self._read_header():
                    return
                yield self._record()
            except BrokenRecordError as error:
                header, told = self._header, self._id()
                skipped = None if isinstance(error, CutRecordError) else self._go_on(header)
                rest = "all behind it is lost" if skipped is None else f"{skipped:,} bytes passed over"
                yield Cleaned(told, None, f"{reason(error)} ({rest})")
                if skipped is None:
                    return

    def _id(self) -> str:
        """The id of the record at hand, else the file and the byte where it stands."""
        assert self._header is not None
        place = self._header.member[1] if self._header.member else self._header.place
        if self._tape.magic and not self._header.member and self._tape.failure:
            place = self._tape.failure.at
        return self._header.fields.get("warc-record-id") or f"{self._name}@{place}"

    def _read_header(self) -> bool:
        """Read the next record's header; whether there is one.

        Raises:
            BrokenRecordError: what is there is none.
        """
        tape = self._tape
        found = tape.peek(_BLANKS)
        while blank := len(found) - len(found.lstrip(b"\r\n")):
            tape.skip(blank)
            found = found[blank:] if len(found) - blank >= len(_BEGINS) else tape.peek(_BLANKS)
        tape.forget()
        self._header, self._tried = _Header({}, tape.at, tape.member), False
        start = found[: len(_BEGINS)]
        if not start and not tape.failure:
            return False
        end = tape.find((b"\r\n\r\n", b"\n\n"), _HEADER)
        if end < 0:
            raise BrokenRecordError(f"no header of a record: {tape.failure or start!r}")
        lines = tape.read(end)
        tape.skip(4 if tape.peek(4) == b"\r\n\r\n" else 2)
        self._behind = tape.at
        self._header = _Header(fields_of(lines), self._header.place, self._header.member)
        if start != _BEGINS:
            raise BrokenRecordError(f"no header of a record: it begins with {lines[:20]!r}")
        return True

    def _record(self) -> Raw | Cleaned | Skipped:
        """The record behind the header at hand."""
        assert self._header is not None
        fields = self._header.fields
        length = fields.get("content-length", "")
        if not _LENGTH.fullmatch(length):
            raise BrokenRecordError(f"record without a length: Content-Length is {length[:40]!r}")
        kind = fields.get("warc-type", "unknown").lower()
        wanted = int(length) if kind in _PAGE_RECORDS else 0
        self._tried = True
        block = self._tape.read(min(wanted, self._limit + _HTTP_HEADER))
        size = len(block) + self._tape.skip(int(length) - len(block))
        if size < int(length):
            why = f": {self._tape.failure}" if self._tape.failure else ""
            kind_of_error = CutRecordError if self._is_cut(block, int(length)) else BrokenRecordError
            raise kind_of_error(f"record cut off: {size} of {length} bytes{why}")
        if not self._at_border():
            raise BrokenRecordError(f"record longer than its {length} bytes")
        if kind not in _PAGE_RECORDS:
            return Skipped(f"{kind if kind in _OTHER_RECORDS else 'unknown'} record")
        try:
            return self._page(block, size)
        except (ValueError, ImportError) as error:  # the record is whole, what it holds is not
            return Cleaned(self._id(), None, reason(error))

    def _is_cut(self, block: bytes, length: int) -> bool:
        """Whether it is the archive that ends too early, and not the length that is wrong.

        What is left of a page must not be searched for records then.
        """
        if self._tape.failure:
            return self._tape.failure.cut
        try:
            response = read_response(block)
        except PayloadError:
            return False
        body = response.fields.get("content-length", "")
        return bool(_LENGTH.fullmatch(body)) and len(block) - len(response.body) + int(body) == length

    def _at_border(self) -> bool:
        """Whether a record can end here."""
        tape = self._tape
        behind = tape.peek(_BLANKS)
        left = behind.lstrip(b"\r\n")
        return behind.startswith(b"\r\n\r\n") or left.startswith(b"WARC/") or not left or tape.member is not None

    def _page(self, block: bytes, size: int) -> Raw | Skipped:
        """A record as a page, if its type is that of a page."""
        assert self._header is not None
        fields = self._header.fields
        content_type = fields.get("content-type", "text/plain")
        if media_type(content_type) == "application/http":
            response = read_response(block)
            if response.status is not None and not 200 <= response.status < 300:
                return Skipped(f"HTTP status {response.status}")
            kind, named = response.type, charset(response.fields.get("content-type"))
        else:
            response, kind, named = None, media_type(content_type), charset(content_type)
        if kind not in _PAGE_TYPES:
            return Skipped(_short(kind))
        if size > len(block) or (response is None and size > self._limit):
            raise PageTooLargeError(f"record of {size:,} bytes, more than max_bytes={self._limit:,}", limit=self._limit)
        page = block if response is None else decoded(response, self._limit)
        return Raw(self._named(fields), page, fields.get("warc-target-uri"), named, _date(fields.get("warc-date")))

    def _named(self, fields: Mapping[str, str]) -> str:
        """The record's id, with what is to be kept of its header."""
        if not self._keep:
            return self._id()
        id = Named(self._id())
        id.kept = {name: fields.get(name.lower()) for name in self._keep}
        return id

    def _go_on(self, broken: _Header | None) -> int | None:
        """Put the tape where reading can go on behind a broken record; the bytes passed over, None for no place."""
        assert broken is not None
        tape = self._tape
        if tape.magic and (broken.member or tape.failure):
            place = self._next_member(broken)
            if place is not None or tape.failure:
                return place
        length = broken.fields.get("content-length", "")
        if broken.fields and not self._tried and _LENGTH.fullmatch(length):
            self._rewind(self._behind)
            if tape.skip(int(length)) == int(length) and self._at_border():
                return tape.at - broken.place
        self._rewind(self._behind if broken.fields else broken.place + 1)
        return self._next_border(broken)

    def _rewind(self, place: int) -> None:
        """Go back to a place, unless that was done so often that it would take longer than what is lost is worth."""
        self._rewound += self._tape.at - place
        if not self._tape.magic or self._rewound < _REWOUND:
            self._tape.rewind(place)

    def _next_border(self, broken: _Header) -> int | None:
        """Go on behind the next empty line that a header follows."""
        while self._tape.peek(1):
            found = self._tape.find(_BORDER, 1 << 20)
            if found >= 0:
                self._tape.skip(found)
                return self._tape.at - broken.place
            self._tape.skip((1 << 20) - len(_BORDER[0]))
        return None

    def _next_member(self, broken: _Header) -> int | None:
        """Go on where the next member begins that holds a record; None where there is none."""
        begin = broken.member[1] if broken.member else 0
        if broken.member:
            self._pass_members(broken.member)
        failure = self._tape.failure
        later = [place for _, place in self._tape.starts if place > begin]
        if later:
            place: int | None = later[0]
        elif failure is None or (failure.cut and not self._tried):
            return None  # else spoilt bytes, which unpacked to more than the record, ran on to the end of the file
        else:
            place = find_member(self._file, self._tape.magic, max(begin, failure.at) + 1, b"WARC/")
        if place is None:
            return None
        self._tape.restart(place)
        return place - begin

    def _pass_members(self, begin: tuple[int, int]) -> None:
        """Read on until another member than this one begins."""
        while not any(start > begin for start in self._tape.starts) and self._tape.skip(1 << 18):
            pass


def _short(kind: str) -> str:
    """A media type as the summary counts it: invented ones are all alike, as there is no end of them.

    >>> _short("image/png"), _short("x-made/up-4711"), _short("nonsense")
    ('image/png', 'other media type', 'other media type')
    """
    known = ("application/", "audio/", "font/", "image/", "text/", "video/")
    named = re.fullmatch(r"[a-z]{1,20}/[a-z0-9.+-]{1,40}", kind)
    return kind if kind.startswith(known) and named else "other media type"


def _date(value: str | None) -> dt.datetime | None:
    """When a record was made; None where its header does not say."""
    try:
        return fetched_at(value)
    except ValueError:
        return None
