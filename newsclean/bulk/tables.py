"""Pages in tables: JSON lines and Parquet. A line or a row that holds none costs itself, one too large is not read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..errors import MissingExtraError, PageTooLargeError
from ..reading.limits import MAX_BYTES, check_size
from .fetched import fetched_at
from .parquet_pages import largest
from .records import Cleaned, Raw, reason

_ROWS = 64  # rows of a Parquet file that are held at a time: 64 pages of 100 kB are 6 MB
_HELD = 128 << 20  # bytes that rows held may take, as far as the file tells
_Size = Callable[[int], int]
_BLOCK = 100 << 20  # bytes that Arrow may unpack at a time of values that are too large: it takes four times as much


class Fields(NamedTuple):
    """Names of the fields (JSON lines) or columns (Parquet) that hold a page; of `page` the first that is there.

    `fetched`: the one that holds the time of fetching, as `fetched_at` reads it; None where none does. `keep`: those
    that are carried through to the output.
    """

    id: str = "id"
    url: str = "url"
    page: tuple[str, ...] = ("html", "text")
    fetched: str | None = None
    keep: tuple[str, ...] = ()


class Named(str):
    """A page's id that carries what else is to be kept of its row."""

    kept: Mapping[str, Any] = {}


def longest_line(limit: int) -> int:
    """Bytes of a JSON line with a page of `limit` bytes: escapes double a Chinese text, and there are other fields."""
    return 2 * limit + (1 << 20)


def read_jsonl(
    lines: Iterable[bytes | int], name: str, fields: Fields, limit: int = MAX_BYTES
) -> Iterator[Raw | Cleaned]:
    """The pages of JSON lines; a line that holds none is a failed `Cleaned`. A page without id gets `name:line`.

    A line that is a number stands for one of so many bytes, too long to be read.

    >>> lines = [b'{"id": 7, "html": "<p>..."}', b"{", b'{"body": ""}', 10**9]
    >>> for item in read_jsonl(lines, "a.jsonl", Fields()):
    ...     print(item.id, getattr(item, "page", "") or item.error)
    7 <p>...
    a.jsonl:2 JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
    a.jsonl:3 ValueError: no field html or text; the fields: body
    a.jsonl:4 PageTooLargeError: line of 1,000,000,000 bytes, too long for a page of max_bytes=20,000,000
    """
    for number, line in enumerate(lines, 1):
        place = f"{name}:{number}"
        if isinstance(line, int):
            yield Cleaned(place, None, reason(_too_long("line", line, limit)))
            continue
        if not line.strip():
            continue
        id: str = place
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError(f"a JSON object expected, not {type(row).__name__}")
            id = _id(row, fields, place)
            item = _raw(row, id, fields, "field", limit)
        except (ValueError, RecursionError, MemoryError) as error:
            yield Cleaned(id if isinstance(error, PageTooLargeError) else place, None, reason(error))
        else:
            yield item


def read_parquet(path: str, name: str, fields: Fields, limit: int = MAX_BYTES) -> Iterator[Raw | Cleaned]:
    """The pages of a Parquet file, text or bytes, a few rows at a time. A page without id gets `name:row`.

    Raises:
        ValueError: no column holds pages.
        ImportError: pyarrow is missing.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError.of("batch", "Parquet needs pyarrow") from error

    there = [name for name in fields.page if name in pq.read_schema(path).names]
    # a value that stands in many rows is held once: it stays in its dictionary
    with pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False, read_dictionary=there) as file:
        names = file.schema_arrow.names
        columns = [column for column in fields.page if column in names]
        if not columns:
            raise ValueError(f"no column {' or '.join(fields.page)}; the columns: {', '.join(names)}")
        others = (fields.id, fields.url, fields.fetched, *fields.keep)
        wanted = list(dict.fromkeys([*columns, *(column for column in others if column and column in names)]))
        first = 1
        for group in range(file.num_row_groups):
            done = 0
            rows = file.metadata.row_group(group).num_rows
            try:
                told = _too_large_to_read(path, file, group, columns, limit)
                for batch in _batches(file, group, [one for one in wanted if not (told and one in columns)]):
                    for row in _rows_of(batch, name, first + done, fields, limit, told):
                        done += 1
                        yield row
            except Exception as error:  # Arrow's have no common base; a group that cannot be read costs itself
                lost = f" (rows {first + done} to {first + rows - 1} are lost)"
                yield Cleaned(f"{name}:{first + done}", None, reason(error) + lost)
            first += rows


def _too_large_to_read(path: str, file: Any, group: int, columns: Sequence[str], limit: int) -> str:
    """Why the pages of a group are not read: values too large on average, in a block that takes all memory; or ""."""
    found = file.metadata.row_group(group)
    with open(path, "rb") as raw:
        for index in range(found.num_columns):
            column = found.column(index)
            if column.path_in_schema in columns:
                size, each = largest(raw, column)
                if size > _BLOCK and each > limit:
                    return reason(_too_long("page", int(each), limit)) + f", on average of a block of {size:,}"
    return ""


def _batches(file: Any, group: int, wanted: list[str]) -> Iterator[Any]:
    """The rows of a group, some at a time; nothing of one is held any more when the next is read."""
    if not wanted:
        import pyarrow as pa

        rows = file.metadata.row_group(group).num_rows
        yield pa.RecordBatch.from_pydict({"": pa.nulls(rows)})
        return
    batches = file.iter_batches(_rows_held(file, group), [group], wanted)
    while batch := next(batches, None):
        yield batch
        del batch


def _rows_held(file: Any, group: int) -> int:
    """How many rows of a group may be held at a time: all of one that is small.

    Values in dictionaries are held once, so the size of all, shared among the rows, is what a row takes.
    """
    found = file.metadata.row_group(group)
    size: int = max((found.column(index).total_uncompressed_size for index in range(found.num_columns)), default=1)
    if size <= _HELD:  # a dictionary is copied for each batch that is made of it
        return max(1, int(found.num_rows))
    return max(1, min(_ROWS, _HELD // max(1, size // max(1, int(found.num_rows)))))


def _rows_of(batch: Any, name: str, first: int, fields: Fields, limit: int, told: str) -> Iterator[Raw | Cleaned]:
    """The rows of a batch, the first of this number. `told`: why their pages are not read, or ""."""
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    sizes = {column: _sizes(columns[column]) for column in fields.page if column in columns}
    for index in range(batch.num_rows):
        place = f"{name}:{first + index}"
        yield (
            _refused(columns, index, place, fields, told) if told else _row(columns, sizes, index, place, fields, limit)
        )


def _refused(columns: Mapping[str, Any], index: int, place: str, fields: Fields, told: str) -> Cleaned:
    """A row whose page is not read."""
    try:
        if fields.id in columns:
            return Cleaned(_id({fields.id: columns[fields.id][index].as_py()}, fields, place), None, told)
    except Exception:  # an id that is no UTF-8, a time out of range
        pass
    return Cleaned(place, None, told)


def _row(
    columns: Mapping[str, Any], sizes: Mapping[str, _Size], index: int, place: str, fields: Fields, limit: int
) -> Raw | Cleaned:
    """A row of some columns as a page, or why it is none. `sizes`: those of the columns that hold pages."""
    id: str = place
    try:
        if fields.id in columns:
            id = _id({fields.id: columns[fields.id][index].as_py()}, fields, place)
        row = {}
        for name, column in columns.items():
            if name in sizes and (size := sizes[name](index)) > limit:
                raise _too_long("page", size, limit)
            row[name] = column[index].as_py()
        return _raw(row, _id(row, fields, place) if fields.keep else id, fields, "column", limit)
    except Exception as error:  # a cell that is no UTF-8, a time out of range: whatever Arrow makes of it
        return Cleaned(id if isinstance(error, PageTooLargeError) else place, None, reason(error))


def _sizes(column: Any) -> _Size:
    """The bytes of a column's cells, asked for before one is taken out, which copies it twice; 0 where none tell."""
    import pyarrow as pa

    values, indices = (column.dictionary, column.indices) if hasattr(column, "dictionary") else (column, None)
    texts = len(values) > 0 and (pa.types.is_string(values.type) or pa.types.is_binary(values.type))
    ends = memoryview(values.buffers()[1]).cast("i") if texts else None

    def size(index: int) -> int:
        at = index if indices is None else indices[index].as_py()
        if at is None:
            return 0
        return int(ends[values.offset + at + 1]) - int(ends[values.offset + at]) if ends else _length(values, at)

    return size


def _length(column: Any, index: int) -> int:
    """The bytes of a cell in a column that has no table of its cells' ends."""
    import pyarrow as pa
    import pyarrow.compute as pc  # takes half a second to import

    try:
        return pc.binary_length(column.slice(index, 1))[0].as_py() or 0
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):  # no texts, or held in another way
        return 0


def _too_long(what: str, size: int, limit: int) -> PageTooLargeError:
    words = f"{what} of {size:,} bytes, "
    return PageTooLargeError(
        words + ("too long for a page of" if what == "line" else "more than") + f" max_bytes={limit:,}"
    )


def _id(row: Mapping[str, Any], fields: Fields, place: str) -> str:
    """A row's id, with what is to be kept of the row."""
    found = row.get(fields.id)
    id = Named(place if found is None else found)
    if fields.keep:
        id.kept = {name: row.get(name) for name in fields.keep}
    return id


def _raw(row: Mapping[str, Any], id: str, fields: Fields, word: str, limit: int) -> Raw:
    """A row as a page. Raises ValueError where its page is no text or too large, or its time of fetching none."""
    there = [name for name in fields.page if name in row]
    if not there:
        raise ValueError(f"no {word} {' or '.join(fields.page)}; the {word}s: {', '.join(row)[:300]}")
    told = (name for name in there if row[name] is not None and row[name] != "")
    column = next(told, there[0])
    page, url = row[column], row.get(fields.url)
    if not isinstance(page, (str, bytes)):
        raise ValueError(f"{column} holds no text but {type(page).__name__}")
    check_size(page, limit)
    fetched = fetched_at(row.get(fields.fetched)) if fields.fetched else None
    return Raw(id, page, url if isinstance(url, str) else None, fetched=fetched)
