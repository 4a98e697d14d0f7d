"""What a siege is laid with: inputs made at random, some of their records spoilt, and what must come of them."""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

from newsclean.bulk.packed import Tape

from .archives import record

PAGE = "<h1>城东新桥通车</h1><p>来源：某市日报</p>" + "<p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>" * 3
FORGED = record("response", PAGE.encode(), url="http://forged.example/")
PEAK = 600  # MB
NAMES = ["a", "新闻", "b\x1b[31m", "c\u202e", "d\udcff", "e\n", "f" * 90]


class Round:
    """One input, and what must come of it."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.sound: list[str] = []  # ids of sound records
        self.bad = 0

    def is_bad(self) -> bool:
        """Whether the next record is to be spoilt."""
        return self.chance.random() < 0.25

    def archive(self) -> Path:
        """A web archive, its members and framing as they come."""
        each = self.chance.random() < 0.6
        pack: Callable[[bytes], bytes] = self.chance.choice([bytes, gzip.compress])
        parts = []
        for _ in range(self.chance.randint(3, 25)):
            if self.is_bad():
                self.bad += 1
                parts.append(self._bad_record())
                continue
            made = record("response", PAGE.encode(), url="http://sound.example/")
            self.sound.append(made.split(b"WARC-Record-ID: ")[1].split(b"\r\n")[0].decode())
            parts.append(made)
        data = b"".join(map(pack, parts)) if each else pack(b"".join(parts))
        path = self.folder / "in.warc"
        path.write_bytes(data)
        return path

    def _bad_record(self) -> bytes:
        noise = self.chance.randbytes(self.chance.randint(0, 3000))
        planted = self.chance.choice([b"\r\n\r\n" + FORGED, gzip.compress(FORGED), b""])
        coding = self.chance.choice(["gzip", "br", "deflate", "zstd"])
        body = b"\x00\xff\xfe" + noise + planted + noise[:50]
        return record("response", body, http=f"Content-Encoding: {coding}\r\n", url="http://bad.example/")

    def lines(self) -> Path:
        """JSON lines, packed or not."""
        rows = []
        for number in range(self.chance.randint(3, 40)):
            if self.is_bad():
                self.bad += 1
                rows.append(self.chance.choice([b"{", b"[1]", b'{"a": 1}', b"\xff\x00", b'{"html": 5}', b"9" * 5000]))
                continue
            id = f"{number}{self.chance.choice(NAMES)}"
            self.sound.append(id)
            rows.append(json.dumps({"id": id, "html": PAGE}).encode())
        path = self.folder / ("in.jsonl" + self.chance.choice(["", ".gz"]))
        data = b"\n".join(rows) + b"\n"
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
        return path

    def table(self) -> Path:
        """A Parquet file."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        ids, pages = [], []
        for number in range(self.chance.randint(3, 150)):
            bad = self.is_bad()
            self.bad += bad
            ids.append(str(number))
            pages.append(self.chance.choice([None, b"\xff\xfe\xff"]) if bad else PAGE.encode())
            if not bad:
                self.sound.append(str(number))
        table = pa.table({"id": ids, "html": pa.array(pages, pa.binary()).view(pa.string())})
        path = self.folder / "in.parquet"
        pq.write_table(table, path, row_group_size=self.chance.randint(1, 60))
        return path

    def files(self) -> Path:
        """A folder with files, links and pipes."""
        path = self.folder / "in"
        path.mkdir()
        for number in range(self.chance.randint(2, 12)):
            name = path / f"{number}{self.chance.choice(NAMES)}.html".replace("\n", "")
            kind = self.chance.random()
            if kind < 0.1:
                name.symlink_to(name.name)
            elif kind < 0.2:
                os.mkfifo(name)
            elif kind < 0.3:
                name.write_bytes(b"%PDF-1.7")
            else:
                name.write_text(PAGE, encoding="utf-8")
                self.sound.append(str(name))
                continue
            self.bad += 1
        return path

    def make(self) -> Path:
        """An input of some kind."""
        return self.chance.choice([self.archive, self.lines, self.table, self.files])()


def rows_of(out: Path) -> list[dict[str, Any]]:
    """The rows of an output."""
    if out.suffix == ".parquet":
        import pyarrow.parquet as pq

        return list(pq.read_table(out).to_pylist())
    with open(out, "rb") as file:
        return [json.loads(line) for line in Tape(file).lines(1 << 30) if isinstance(line, bytes)]


def held(round_: Round, out: Path, code: int) -> str:
    """What does not hold of a run that came to its end, "" where all does."""
    if code != (1 if round_.bad else 0):
        return f"exit code {code}"
    rows = rows_of(out)
    failed = Path(f"{out}.errors.jsonl").read_text(encoding="utf-8").splitlines()
    if any("forged" in (row["url"] or "") for row in rows):
        return "a planted record came out"
    if len({row["id"] for row in rows}) != len(rows) or len(rows) != len(round_.sound):
        return f"{len(rows)} rows of {len(round_.sound)} sound records"
    if len(failed) != round_.bad:
        return f"{len(failed)} errors of {round_.bad} bad records"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{peak} MB at the peak" if peak > PEAK else ""
