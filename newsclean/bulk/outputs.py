"""Where articles go: JSON lines or Parquet, written so that a run may end at any moment without losing its place.

Rows are kept until `commit`, which puts them on disk and returns what is then safe: the length of the file, the number
of parts. An output opened with that number takes away what a dying run left behind it.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from ..article import Article
from ..errors import MissingExtraError
from .packed import zstd
from .schema import ROW_FIELDS, arrow_table_schema, json_row, table_row

# A commit costs a flush to disk, and a gzip member or zstd frame of its own (about 1 % of the size at 1,000 articles).
# What is not committed is done again after a crash: ten seconds' work at most.
LINES_PER_COMMIT = 1_000
SECONDS_PER_COMMIT = 10.0
# A Parquet file cannot be read before its end is written, so a commit is a whole file, and many small ones are slow to
# read: 20,000 articles are about 40 MB.
ROWS_PER_PART = 20_000
SECONDS_PER_PART = 300.0
ROWS_PER_GROUP = 1_000  # rows that are held in memory


class Output(Protocol):
    """A place for articles."""

    def write(self, id: str, article: Article, kept: Mapping[str, Any]) -> None:
        """Take a row."""

    def due(self) -> bool:
        """Whether it is time for a commit."""

    def commit(self) -> int:
        """Put all rows on disk; what is safe then is the number to open the output with again."""

    def close(self) -> None:
        """Let go of the file. Rows that are not committed are lost."""


def output_suffix(path: str) -> str:
    """The suffix that tells how to write.

    Raises:
        ValueError: it is none of those known.

    >>> output_suffix("articles.jsonl.gz")
    '.jsonl.gz'
    """
    for suffix in (".parquet", *_PACKERS):
        if path.endswith(suffix):
            return suffix
    raise ValueError(f"output is .jsonl, .jsonl.gz, .jsonl.zst or .parquet, not {os.path.basename(path)}")


def open_output(path: str, safe: int, kept: Sequence[str] = (), fields: Sequence[str] = ROW_FIELDS) -> Output:
    """The output that a path's suffix names, what lies behind `safe` taken away.

    `kept` are columns of the input, `fields` those of an article.

    Raises:
        ValueError: the suffix is unknown.
        OSError: the place cannot be written to.
    """
    suffix = output_suffix(path)
    if suffix == ".parquet":
        return ParquetParts(path, safe, kept, fields)
    return ArticleLines(path, safe, _PACKERS[suffix], fields)


class Lines:
    """A file of JSON lines that grows by whole commits; `safe` is its length in bytes."""

    def __init__(self, path: str, safe: int, pack: Callable[[bytes], bytes] = bytes) -> None:
        self._pack = pack
        self._lines: list[bytes] = []
        self._since = time.monotonic()
        self.file = open(path, "r+b" if os.path.exists(path) else "w+b", buffering=0)  # noqa: SIM115  see close()
        if os.path.getsize(path) < safe:
            raise OSError(f"{path} is shorter than the run left it")
        self.file.truncate(safe)
        self._safe = self.file.seek(safe)

    def add(self, row: dict[str, Any]) -> None:
        """Take a row."""
        self._lines.append(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")

    @property
    def full(self) -> bool:
        """Whether there are many rows in memory."""
        return len(self._lines) >= LINES_PER_COMMIT

    def due(self) -> bool:
        """Whether there are many rows, or the last commit is long ago."""
        return self.full or time.monotonic() - self._since > SECONDS_PER_COMMIT

    def commit(self) -> int:
        """Write the rows; the file's length then."""
        if self._lines:
            data = self._pack(b"".join(self._lines))
            _write_all(self.file.fileno(), data)
            os.fsync(self.file.fileno())
            self._safe += len(data)
            self._lines.clear()
        self._since = time.monotonic()
        return self._safe

    def close(self) -> None:
        """Close the file."""
        self.file.close()


class ArticleLines(Lines):
    """Articles as JSON lines."""

    def __init__(
        self, path: str, safe: int, pack: Callable[[bytes], bytes] = bytes, fields: Sequence[str] = ROW_FIELDS
    ) -> None:
        super().__init__(path, safe, pack)
        self._fields = fields

    def write(self, id: str, article: Article, kept: Mapping[str, Any]) -> None:
        """Take a row."""
        self.add(json_row(id, article, kept, self._fields))


class ParquetParts:
    """A folder of Parquet files, as Spark writes and all readers of Parquet read; `safe` is their number.

    A part has a name that readers pass over (`_part-…`) until it is whole.
    """

    def __init__(self, path: str, safe: int, columns: Sequence[str] = (), fields: Sequence[str] = ROW_FIELDS) -> None:
        try:
            import pyarrow.parquet  # noqa: F401  so that a missing package shows at once
        except ImportError as error:
            raise MissingExtraError.of("batch", "Parquet needs pyarrow") from error

        os.makedirs(path, exist_ok=True)
        self._folder, self._safe, self._fields = path, safe, fields
        self._schema = arrow_table_schema(columns, fields)
        kept = {self._name(number) for number in range(safe)}
        for name in sorted(kept):
            if not os.path.isfile(os.path.join(path, name)):
                raise OSError(f"{name}, which the run had written, is not there")
            if not _is_whole(os.path.join(path, name)):
                raise OSError(f"{name}, which the run had written, is cut or another file")
        for name in os.listdir(path):
            if name.startswith(("part-", "_part-")) and name not in kept:
                os.remove(os.path.join(path, name))
        self._rows: list[dict[str, Any]] = []
        self._written = 0  # rows of the open part
        self._since = time.monotonic()
        self._part: Any = None

    @staticmethod
    def _name(number: int) -> str:
        return f"part-{number:06d}.parquet"

    def write(self, id: str, article: Article, kept: Mapping[str, Any]) -> None:
        """Take a row; every thousand rows a group is written."""
        self._rows.append(table_row(id, article, kept, self._fields))
        if len(self._rows) >= ROWS_PER_GROUP:
            self._write_group()

    def due(self) -> bool:
        """Whether the part has many rows, or the last commit is long ago."""
        rows = self._written + len(self._rows)
        return rows >= ROWS_PER_PART or time.monotonic() - self._since > SECONDS_PER_PART

    def _write_group(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = self._schema
        if self._part is None:
            hidden = os.path.join(self._folder, "_" + self._name(self._safe))
            self._part = pq.ParquetWriter(hidden, schema, compression="zstd")
        self._part.write_table(pa.Table.from_pylist(self._rows, schema=schema))
        self._written += len(self._rows)
        self._rows.clear()

    def commit(self) -> int:
        """Finish the part and give it its name; the number of parts then."""
        if self._rows:
            self._write_group()
        if self._part is not None:
            self._part.close()
            self._part = None
            name = os.path.join(self._folder, self._name(self._safe))
            hidden = os.path.join(self._folder, "_" + self._name(self._safe))
            _sync(hidden)
            os.replace(hidden, name)
            _sync(self._folder)
            self._safe += 1
        self._written, self._since = 0, time.monotonic()
        return self._safe

    def close(self) -> None:
        """Leave the open part, which the next run takes away."""
        if self._part is not None:
            with contextlib.suppress(Exception):  # the disk may be full; the part is given up anyway
                self._part.close()
            self._part = None


def _is_whole(path: str) -> bool:
    """Whether a Parquet file ends as it begins, as all do."""
    with open(path, "rb") as file:
        begin = file.read(4)
        file.seek(max(0, os.path.getsize(path) - 4))
        return begin == file.read(4) == b"PAR1"


def _zstd(data: bytes) -> bytes:
    """One zstd frame."""
    return bytes(zstd().compress(data, 3))


_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".jsonl": bytes,
    ".jsonl.gz": lambda data: gzip.compress(data, 6, mtime=0),
    ".jsonl.zst": _zstd,
}


def _write_all(file: int, data: bytes) -> None:
    """Write bytes to the end: the system may take only some of them at a time (and none on a full disk)."""
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def _sync(path: str) -> None:
    """Make sure that a file, or a folder's list of names, is on disk."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
