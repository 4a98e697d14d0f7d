"""How large the values of a Parquet column are, found out before any is read.

Arrow unpacks a page (of the file: some thousand values, or all that stand in a dictionary) as a whole and copies it
several times. What a page's head and the file's foot say of it is a few bytes.
"""

from __future__ import annotations

from typing import IO, Any

_HEAD = 1 << 10  # bytes that hold a page's head but for statistics, which stand behind what is wanted
_INT, _STRUCT, _FALSE, _TRUE = 5, 12, 2, 1  # types of thrift's compact protocol
_SIZE, _DICTIONARY, _COUNT = 2, 7, 1  # fields of a page's head, and of a dictionary's within it


def largest(file: IO[bytes], column: Any) -> tuple[int, float]:
    """Bytes that Arrow unpacks at a time of a column chunk, as far as that is told, and of one value on average."""
    size = column.total_uncompressed_size
    if not column.has_dictionary_page:
        return size, size / max(1, column.num_values)
    file.seek(column.dictionary_page_offset)
    head = _ints(file.read(_HEAD))
    size = head.get((_SIZE,), 0)
    return size, size / max(1, head.get((_DICTIONARY, _COUNT), 1))


def _ints(data: bytes) -> dict[tuple[int, ...], int]:
    """The integers of a thrift struct and the structs in it, by the numbers of their fields; up to what is none.

    >>> _ints(bytes([0x15, 4, 0x15, 0x80, 0x80, 2, 0x5C, 0x15, 6, 0, 0]))
    {(1,): 2, (2,): 16384, (7, 1): 3}
    >>> _ints(bytes([0x15, 4, 0x11, 0x15, 6, 0x18, 1])), _ints(bytes([0x15, 4, 0x05, 2, 6])), _ints(bytes([0x15, 0x81]))
    ({(1,): 2, (3,): 3}, {(1,): 2}, {(1,): -1})
    """
    found: dict[tuple[int, ...], int] = {}
    path, at = [0], 0
    while path and at < len(data):
        step, kind = data[at] >> 4, data[at] & 15
        at += 1
        if not kind:  # the struct's end
            path.pop()
            continue
        if not step:  # fields far apart, which a page's head has none of
            break
        path[-1] += step
        if kind == _INT:
            value, at = _varint(data, at)
            found[tuple(path)] = value
        elif kind == _STRUCT:
            path.append(0)
        elif kind not in (_FALSE, _TRUE):
            break
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number in zigzag form, and the place behind it."""
    value = shift = 0
    while at < len(data):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    return (value >> 1) ^ -(value & 1), at
