"""The bytes of packed files, read forward and piece by piece: nothing is unpacked further than it is read.

A gzip file is a row of members, a zstd file one of frames (both are called members here). Archives have one for each
record, so the places where members begin are kept: there reading can go on behind a damaged one.
"""

from __future__ import annotations

import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from typing import IO, Any

from ..errors import MissingExtraError

_decompressobj: Callable[[int], Any] = zlib.decompressobj
try:
    from isal import isal_zlib
except ImportError:
    pass
else:
    _decompressobj = isal_zlib.decompressobj  # the same in half the time

_PIECE = 1 << 18  # bytes that are unpacked at a time
_PLAIN = 1 << 16  # the same of a file that is not packed: what a record holds is read behind it, at once
_PACKED = 1 << 15  # bytes of a packed file that are read at a time: what is behind a member's end is copied
_FEW = 1 << 10  # bytes that are copied sooner than looked at
_SAMPLE = 1 << 10  # bytes of a page's beginning, middle and end that tell it from others
_PADDING = 1 << 10  # zeros that tapes and block devices leave between members
GZIP, ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"


class DamagedError(ValueError):
    """A packed file cannot be unpacked from the member at byte `at` on; `cut`: the file ends within it."""

    def __init__(self, message: str, at: int, cut: bool = False) -> None:
        super().__init__(message)
        self.at, self.cut = at, cut


class Zlib:
    """zlib's unpacker with the methods of `ZstdDecompressor`; `window` says what is packed, as zlib counts it."""

    def __init__(self, window: int) -> None:
        self._unpacker = _decompressobj(window)
        self.needs_input = True

    def decompress(self, data: bytes, most: int) -> bytes:
        """The next bytes, at most so many."""
        found: bytes = self._unpacker.decompress(self._unpacker.unconsumed_tail + data, most)
        self.needs_input = len(found) < most and not self._unpacker.unconsumed_tail
        return found

    @property
    def eof(self) -> bool:
        """Whether the end is reached."""
        return bool(self._unpacker.eof)

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end."""
        return bytes(self._unpacker.unused_data)


def zstd() -> Any:
    """The module for zstd: of the standard library from Python 3.14 on, before that its backport.

    Raises:
        ImportError: the backport is missing.
    """
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd as found
        else:
            from backports import zstd as found
    except ImportError as error:
        raise MissingExtraError.of("batch", "zstd needs backports.zstd") from error
    return found


def magic_of(start: bytes) -> bytes:
    """How members begin in a file with this beginning; b"" for a file that is not packed."""
    return next((magic for magic in (GZIP, ZSTD) if start.startswith(magic)), b"")


def unpacked(file: IO[bytes], at: int, magic: bytes) -> Iterator[tuple[int | None, bytes]]:
    """What a packed file holds from the member at byte `at` on, in pieces; with a member's first piece its place.

    Raises:
        DamagedError: when it is reached, behind all that is before it.
    """
    file.seek(at)
    data = file.read(_PACKED)
    while data:
        begin: int | None = at
        unpacker = _unpacker(magic)
        while not unpacker.eof:
            if unpacker.needs_input and not data and not (data := file.read(_PACKED)):
                raise DamagedError("the file is truncated: it ends within what is packed", at, cut=True)
            try:
                piece = unpacker.decompress(data, _PIECE)
            except Exception as error:  # zlib.error, ZstdError: no common base but this
                raise DamagedError(f"cannot be unpacked: {error}", at) from error
            data = b""
            if piece:
                yield begin, piece
                begin = None
        data, at = _next_member(file, unpacker.unused_data, file.tell() - len(unpacker.unused_data), magic)


def _unpacker(magic: bytes) -> Any:
    return Zlib(31) if magic == GZIP else zstd().ZstdDecompressor()


def _next_member(file: IO[bytes], data: bytes, at: int, magic: bytes) -> tuple[bytes, int]:
    """The bytes behind a member from where the next one begins; zeros between both are passed over."""
    if len(data) < _PADDING:
        data += file.read(_PACKED)
    left = data.lstrip(b"\0")
    while not left:
        at += len(data)
        data = file.read(_PACKED)
        if not data:
            return b"", at
        left = data.lstrip(b"\0")
    if left.startswith(magic) and len(data) - len(left) < _PADDING:
        return left, at + len(data) - len(left)
    raise DamagedError("something else between what is packed", at)


class Seen:
    """A checksum over what was read of a source so far: the same records in the same order give the same one.

    Of what is read in one piece, a page, it goes over the length, the beginning, the middle and the end: over all of it
    would take a third as long as the reading.
    """

    def __init__(self) -> None:
        self.sum = 0

    def add(self, data: bytes | memoryview) -> None:
        """Take the next bytes in."""
        if len(data) > 3 * _SAMPLE:
            self.sum = zlib.crc32(b"%d" % len(data), self.sum)
            for start in (0, len(data) // 2, len(data) - _SAMPLE):
                self.sum = zlib.crc32(data[start : start + _SAMPLE], self.sum)
        else:
            self.sum = zlib.crc32(data, self.sum)

    def add_row(self, id: str, page: str | bytes) -> None:
        """The same for a row of a table."""
        told = f"{len(page)} {id}"
        if isinstance(page, str) and len(page) <= _SAMPLE:
            self.sum = zlib.crc32(f"{told} {page}".encode("utf-8", "surrogatepass"), self.sum)
            return
        self.add(told.encode("utf-8", "surrogatepass"))
        for start in sorted({0, len(page) // 2, max(0, len(page) - _SAMPLE)}):
            part = page[start : start + _SAMPLE]
            self.add(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))


class Tape:
    """A file, unpacked where it is packed, read forward; `at` is the place in what it holds, `seen` what was passed.

    Attributes:
        magic: how its members begin; b"" where it is not packed.
        starts: the members that were met since `forget`, each as (place in what the file holds, place in the file).
        failure: why it could not be read on, once that is so.
    """

    def __init__(self, file: IO[bytes], seen: Seen | None = None) -> None:
        self._file, self.seen = file, seen or Seen()
        file.seek(0)
        self.magic = magic_of(file.read(4))
        self.restart(0)

    def restart(self, place: int, at: int | None = None) -> None:
        """Go on at a place of the file: where a member begins, or anywhere in a file that is not packed."""
        self.at = place if at is None else at
        self.starts: deque[tuple[int, int]] = deque()
        self._inside = (self.at, place)  # the last member that began before or at this place
        self.failure: DamagedError | None = None
        self._buffer = bytearray()
        self._file.seek(place)
        self._pieces = unpacked(self._file, place, self.magic) if self.magic else self._plain()

    def _plain(self) -> Iterator[tuple[int | None, bytes]]:
        while data := self._file.read(_PLAIN):
            yield None, data

    def peek(self, count: int) -> bytes:
        """The next bytes, fewer at the end or before damage."""
        while len(self._buffer) < count and self._more():
            pass
        if count <= _FEW:
            return bytes(self._buffer[:count])
        with memoryview(self._buffer) as view:  # of which no copy is made on the way
            return bytes(view[:count])

    def _more(self) -> bool:
        try:
            start, piece = next(self._pieces)
        except StopIteration:
            return False
        except DamagedError as error:
            self.failure = error
            return False
        if start is not None:
            self.starts.append((self.at + len(self._buffer), start))
        self._buffer += piece
        return True

    def read(self, count: int) -> bytes:
        """The next bytes, taken."""
        missing = count - len(self._buffer)
        if missing > 0 and not self.magic:  # copied once, not by way of the buffer
            found = b"".join((self._buffer, self._file.read(missing)))
            self._buffer.clear()
        else:
            found = self.peek(count)
            del self._buffer[: len(found)]
        self.seen.add(found)
        self.at += len(found)
        return found

    def skip(self, count: int) -> int:
        """Pass over bytes; how many there were."""
        left = count
        while left and (self._buffer or self._more()):
            left -= self._pass(min(left, len(self._buffer)))
        return count - left

    def _pass(self, count: int) -> int:
        """Pass over bytes of the buffer; how many."""
        with memoryview(self._buffer) as view:
            self.seen.add(view[:count])
        del self._buffer[:count]
        self.at += count
        return count

    def find(self, marks: tuple[bytes, ...], most: int) -> int:
        """Where the first of some marks begins in the next `most` bytes, counted from here; -1 where none is."""
        searched = 0
        while True:
            found = -1
            for mark in marks:  # of the others only what stands before is looked for
                place = self._buffer.find(mark, searched, most if found < 0 else found)
                found = place if place >= 0 else found
            if found >= 0:
                return found
            searched = max(0, len(self._buffer) - max(map(len, marks)))
            if len(self._buffer) >= most or not self._more():
                return -1

    @property
    def member(self) -> tuple[int, int] | None:
        """The member that begins here, if one does."""
        return next((start for start in self.starts if start[0] == self.at), None)

    def forget(self) -> None:
        """Forget the members that begin before this place."""
        while self.starts and self.starts[0][0] < self.at:
            self._inside = self.starts.popleft()

    def rewind(self, at: int) -> None:
        """Go back to a place behind which nothing was forgotten."""
        if self.magic:
            self.restart(self._inside[1], self._inside[0])
            self.skip(at - self.at)
        else:
            self.restart(at)

    def lines(self, most: int) -> Iterator[bytes | int]:
        """The lines that are left, with their ends; of one that is longer than `most` bytes only its length.

        Raises:
            DamagedError: the file cannot be read on. All whole lines before it were given.
        """
        while True:
            end = self._buffer.find(b"\n", 0, most)
            if end < 0:
                end = self.find((b"\n",), most)
            if end >= 0:
                yield self.read(end + 1)
            elif len(self._buffer) >= most:
                yield self._pass_line()
            else:
                if self.failure:  # which stands for the half line before it, too
                    raise self.failure
                if self._buffer:
                    yield self.read(len(self._buffer))
                return

    def _pass_line(self) -> int:
        """Pass over a line; its length."""
        start = self.at
        while True:
            end = self._buffer.find(b"\n")
            self._pass(len(self._buffer) if end < 0 else end + 1)
            if end >= 0 or not self._more():
                return self.at - start


def find_member(file: IO[bytes], magic: bytes, at: int, wanted: bytes) -> int | None:
    """The next place of a packed file, from byte `at` on, where a member begins that holds something that begins so."""
    file.seek(at)
    kept = b""
    while chunk := file.read(_PIECE):
        data = kept + chunk
        place = data.find(magic)
        while place >= 0:
            start = at - len(kept) + place
            if _begins(file, start, magic, wanted):
                return start
            place = data.find(magic, place + 1)
        at += len(chunk)
        file.seek(at)
        kept = data[-len(magic) + 1 :]
    return None


def _begins(file: IO[bytes], at: int, magic: bytes, wanted: bytes) -> bool:
    """Whether the member at a place begins with some bytes."""
    file.seek(at)
    unpacker = _unpacker(magic)
    try:
        return bool(unpacker.decompress(file.read(1 << 16), len(wanted)) == wanted)
    except Exception:  # what is no member raises errors without a common base
        return False
