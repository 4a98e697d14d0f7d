"""What an HTTP response in an archive holds: its head, and its body with the codings undone that the head names.

Crawlers that rewrite what they store leave the head as it was: a body that is named as packed and is not is taken as it
stands, as long as it reads as a page.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Any, NamedTuple

from ..errors import MissingExtraError, PageTooLargeError
from ..text import lazy_re as re
from .packed import Zlib, zstd

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_STATUS = re.compile(rb"HTTP/\S+\s+(\d{3})")
_CHUNK_SIZE = re.compile(rb"[ \t\r\n]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,500})?\r?\n")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 4096  # bytes that tell whether a body reads as a page
_PIECE = 1 << 18  # bytes that are unpacked at a time


class PayloadError(ValueError):
    """A body that cannot be decoded, or is cut off."""


class Response(NamedTuple):
    """A response's head: status (None where it has none that reads), the header's fields by lower-case name, body."""

    status: int | None
    fields: dict[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The media type, lower case; that of HTML where none is named."""
        return media_type(self.fields.get("content-type") or "text/html")


def media_type(field: str) -> str:
    """The media type that a Content-Type names, lower case."""
    return field.partition(";")[0].strip().lower()


def charset(field: str | None) -> str | None:
    """The charset that a Content-Type names, if it is one that Python knows.

    >>> charset("text/html; charset=GBK"), charset("text/html; charset=klingon"), charset(None)
    ('gbk', None, None)
    """
    named = _CHARSET.search(field or "")
    try:
        return codecs.lookup(named[1]).name and named[1].lower() if named else None
    except (LookupError, ValueError):
        return None


def fields_of(lines: bytes) -> dict[str, str]:
    """Header fields by lower-case name; of a name that stands twice the first."""
    found: dict[str, str] = {}
    for line in lines.replace(b"\r", b"\n").decode("utf-8", "surrogateescape").split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def read_response(block: bytes) -> Response:
    """A response, its body as it was sent.

    Raises:
        PayloadError: it has no head.
    """
    end = block.find(b"\r\n\r\n")
    before = block.find(b"\n\n", 0, len(block) if end < 0 else end)
    end = before if before >= 0 else end
    if not block.startswith(b"HTTP/") or end < 0:
        raise PayloadError("no HTTP header")
    status = _STATUS.match(block)
    body = block[end + (4 if block[end : end + 1] == b"\r" else 2) :]
    return Response(int(status[1]) if status else None, fields_of(block[:end]), body)


def decoded(response: Response, limit: int) -> bytes:
    """A response's body, its codings undone.

    Raises:
        PayloadError: it cannot be decoded, or is cut off.
        PageTooLargeError: it is larger than `limit` bytes, packed or not. No more than that is unpacked.

    >>> import gzip
    >>> decoded(Response(200, {"content-encoding": "gzip"}, gzip.compress(b"<p>")), 100)
    b'<p>'
    >>> decoded(Response(200, {"content-encoding": "gzip"}, b"<p>stored plain"), 100)
    b'<p>stored plain'
    """
    body = response.body
    if "chunked" in response.fields.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(body):
        body = b"".join(_chunks(body))
    codings = response.fields.get("content-encoding", "") if body else ""
    for coding in reversed(codings.lower().split(",")):
        try:
            body = _undone(coding.strip(), body, limit)
        except PayloadError:
            if not _reads_as_page(body):
                raise
    if len(body) > limit:
        raise PageTooLargeError(f"page of {len(body):,} bytes, more than max_bytes={limit:,}", limit=limit)
    return body


def _chunks(body: bytes) -> Iterator[bytes]:
    """The pieces of a chunked body."""
    at = 0
    while True:
        size = _CHUNK_SIZE.match(body, at)
        if size is None:
            raise PayloadError("chunked body cut off" if at >= len(body) else "broken chunk in a chunked body")
        length = int(size[1], 16)
        if not length:
            return
        at = size.end() + length
        if at > len(body):
            raise PayloadError("chunked body cut off")
        yield body[size.end() : at]


def _undone(coding: str, body: bytes, limit: int) -> bytes:
    """A body without one of its codings; as it is where the coding is none that servers use."""
    if coding in ("gzip", "x-gzip"):
        return _all(Zlib(31), body, limit)
    if coding == "deflate":  # meant is zlib, sent is often what is inside it
        raw = len(body) < 2 or (body[0] & 15, (body[0] * 256 + body[1]) % 31) != (8, 0)
        return _all(Zlib(-15 if raw else 15), body, limit)
    if coding == "br":
        return _all(_Brotli(), body, limit)
    if coding == "zstd":
        return _all(zstd().ZstdDecompressor(), body, limit)
    return body


class _Brotli:
    """Brotli's unpacker with the methods of `ZstdDecompressor`."""

    def __init__(self) -> None:
        try:
            import brotli
        except ImportError as error:
            raise MissingExtraError.of("batch", "pages packed with brotli need it") from error
        self._unpacker = brotli.Decompressor()

    def decompress(self, data: bytes, most: int) -> bytes:
        return bytes(self._unpacker.process(data, output_buffer_limit=most))

    @property
    def eof(self) -> bool:
        return bool(self._unpacker.is_finished())


def _all(unpacker: Any, body: bytes, limit: int) -> bytes:
    """All that an unpacker makes of a body, at most `limit` bytes; what stands behind its end is passed over."""
    pieces, size, data = [], 0, body
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(data, _PIECE)
        except Exception as error:  # zlib.error, brotli.error, ZstdError: no common base but this
            raise PayloadError(f"body cannot be unpacked: {error}") from error
        data = b""
        if not piece and not unpacker.eof:
            raise PayloadError("packed body cut off")
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise PageTooLargeError(f"page that unpacks to more than max_bytes={limit:,}", limit=limit)
    return b"".join(pieces)


def _reads_as_page(body: bytes) -> bool:
    """Whether bytes are markup or text rather than something packed."""
    sample = body[:_SAMPLE]
    if not sample or _CONTROLS.search(sample):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return b"<" in sample and b">" in sample
    return True
