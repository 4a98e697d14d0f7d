"""Small archives and tables, made from the fixtures while the tests run."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from .fixtures import cases


def pages(count: int) -> list[tuple[str, str]]:
    """Some small pages: (name, HTML or a dump), as text."""
    found = []
    for case in cases("synthetic", "wild"):
        if isinstance(case.page, str) or "gbk" not in case.name:
            text = case.page if isinstance(case.page, str) else case.page.decode("utf-8", "replace")
            if len(text) < 4000:
                found.append((case.name, text))
    return [(f"{name}#{turn}", text) for turn in range(1 + count // len(found)) for name, text in found][:count]


def write_jsonl(path: Path, rows: list[Any]) -> Path:
    """JSON lines, packed as the suffix says; a row that is bytes is written as it is."""
    data = b"".join(
        row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows
    )
    if path.suffix == ".gz":
        data = gzip.compress(data)
    if path.suffix == ".zst":
        import pyarrow as pa

        data = pa.Codec("zstd").compress(data, asbytes=True)
    path.write_bytes(data)
    return path


def rows(count: int) -> list[dict[str, str]]:
    """Rows for `write_jsonl`: id, url, html."""
    return [
        {"id": name, "url": f"http://news.example.com/{n}", "html": text} for n, (name, text) in enumerate(pages(count))
    ]


def record(
    kind: str,
    payload: bytes,
    *,
    url: str = "http://news.example.com/",
    content_type: str = "text/html",
    status: int = 200,
    http: str = "",
) -> bytes:
    """A WARC record; a "response" gets an HTTP header with `content_type`, `status` and the lines of `http`."""
    block = payload
    type_of_block = content_type
    if kind == "response":
        block = f"HTTP/1.1 {status} OK\r\nContent-Type: {content_type}\r\n{http}\r\n".encode() + payload
        type_of_block = "application/http; msgtype=response"
    number = record.count = getattr(record, "count", 0) + 1  # type: ignore[attr-defined]
    header = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
        f"Content-Type: {type_of_block}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def packed(records: list[bytes]) -> bytes:
    """Records as a `.warc.gz` holds them: a gzip member each."""
    return b"".join(gzip.compress(one) for one in records)
