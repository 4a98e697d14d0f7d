"""Archives that nobody vetted: one bad record costs one record, whatever is wrong with it, and plants none."""

from __future__ import annotations

import gzip
import io
import random
import re
import resource
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from newsclean.bulk.inputs import Skipped
from newsclean.bulk.records import Cleaned, Raw
from newsclean.bulk.warc import read_warc

from ..tools.archives import record

brotli = pytest.importorskip("brotli", reason="pip install 'newsclean[batch]'")
zstd = pytest.importorskip("newsclean.bulk.packed").zstd()

PAGE = (
    "<h1>城东新桥通车</h1><p>来源：某市日报</p>" + "<p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>" * 4
).encode()
FORGED = record("response", PAGE, url="http://forged.example/")

Packing = Callable[[list[bytes]], bytes]
PACKINGS: dict[str, Packing] = {
    "plain": b"".join,
    "member each": lambda records: b"".join(map(gzip.compress, records)),
    "one member": lambda records: gzip.compress(b"".join(records)),
    "frame each": lambda records: b"".join(map(zstd.compress, records)),
    "one frame": lambda records: zstd.compress(b"".join(records)),
}


def coded(body: bytes, *codings: str, url: str = "http://bad.example/") -> bytes:
    return record("response", body, http="".join(f"{coding}\r\n" for coding in codings), url=url)


def lengthened(change: Callable[[int], object]) -> bytes:
    """A record with another Content-Length (that of the record, not of the response)."""
    made = record("response", PAGE, url="http://bad.example/")
    return re.sub(rb"Content-Length: (\d+)", lambda m: b"Content-Length: %s" % str(change(int(m[1]))).encode(), made)


GZIP, BR, CHUNKED = "Content-Encoding: gzip", "Content-Encoding: br", "Transfer-Encoding: chunked"
noise = random.Random(5).randbytes

# records whose framing is sound and whose payload is not
BAD_PAYLOADS: dict[str, bytes] = {
    "noise as gzip": coded(noise(3000), GZIP),
    "noise as brotli": coded(noise(3000), BR),
    "noise as zstd": coded(noise(3000), "Content-Encoding: zstd"),
    "noise as deflate": coded(noise(3000), "Content-Encoding: deflate"),
    "gzip cut short": coded(gzip.compress(noise(500) + PAGE)[:400], GZIP),
    "gzip spoilt": coded(gzip.compress(noise(900))[:200] + bytes(40) + gzip.compress(noise(900))[240:], GZIP),
    "brotli cut short": coded(brotli.compress(noise(500) + PAGE)[:300], BR),
    "chunks cut short": coded(b"400\r\n" + PAGE[:300], CHUNKED),
    "chunk that is none": coded(b"4\r\n<h1>\r\nzz\r\n" + noise(50), CHUNKED),
    "no HTTP header": record("response", PAGE).replace(b"HTTP/1.1 200 OK", b"XTTP/1.1 200 OK"),
    "plants a record": coded(b"\x00" + b"\r\n\r\n" + FORGED, GZIP),
    "plants a member": coded(noise(200) + gzip.compress(FORGED) + noise(600), GZIP),
    "plants a frame": coded(noise(200) + zstd.compress(FORGED) + noise(600), GZIP),
    "a page that is too large": coded(b"<p>" + b"x" * 30_000, ""),
    "a page that unpacks to too much": coded(gzip.compress(bytes(10**6)), GZIP),
    "brotli that unpacks to too much": coded(brotli.compress(bytes(10**6)), BR),
    "chunks of a page that is too large": coded(b"7530\r\n" + b"x" * 30_000 + b"\r\n0\r\n\r\n", CHUNKED),
    "nested codings that make no sense": coded(gzip.compress(noise(900)), "Content-Encoding: br, gzip"),
}
# records whose framing is broken
BAD_FRAMES: dict[str, bytes] = {
    "no version": record("response", PAGE).replace(b"WARC/1.1", b"WURC/1.1"),
    "length no number": lengthened(lambda n: f"x{n}"),
    "length missing": record("response", PAGE).replace(b"Content-Length: ", b"Content-Longth: "),
    "length negative": lengthened(lambda n: -n),
    "length too short": lengthened(lambda n: n - 100),
    "length a little too long": lengthened(lambda n: n + 50),
    "length far too long": lengthened(lambda n: f"9999{n}"),
}
BAD = BAD_PAYLOADS | BAD_FRAMES
LIMIT = 20_000


def read(data: bytes) -> list[Raw | Cleaned | Skipped]:
    return list(read_warc(io.BytesIO(data), "a.warc", LIMIT))


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("kind", BAD)
def test_one_bad_record_costs_one_record(kind: str, packing: str) -> None:
    """Alone, in a row, in front and last."""
    for bad in ({4}, {3, 4, 5}, {0, 2, 7}, {0, 1, 9}):
        records = [
            BAD[kind] if n in bad else record("response", PAGE, url=f"http://good.example/{n}") for n in range(10)
        ]
        found = read(PACKINGS[packing](records))
        pages = [item.url for item in found if isinstance(item, Raw)]
        assert pages == [f"http://good.example/{n}" for n in range(10) if n not in bad]
        failed = [item for item in found if isinstance(item, Cleaned)]
        assert len(failed) == len(bad), [item.error for item in failed]


@pytest.mark.parametrize("packing", ["member each", "frame each"])
def test_spoilt_members_cost_themselves(packing: str) -> None:
    chance = random.Random(7)
    for _ in range(60):
        members = [
            PACKINGS[packing]([record("response", noise(40).hex().encode() + PAGE, url=f"http://good.example/{n}")])
            for n in range(8)
        ]
        bad = set(chance.sample(range(8), chance.randint(1, 3)))
        for n in bad:
            at = chance.randrange(12, len(members[n]) - 12)
            members[n] = members[n][:at] + chance.randbytes(8) + members[n][at + 8 :]
        found = read(b"".join(members))
        pages = {item.url for item in found if isinstance(item, Raw)}
        assert pages >= {f"http://good.example/{n}" for n in range(8) if n not in bad}


@pytest.mark.parametrize("packing", ["member each", "frame each"])
def test_a_record_in_a_broken_one_ends_with_its_member(packing: str) -> None:
    whole = [record("response", PAGE, url=f"http://good.example/{n}") for n in range(3)]
    whole[1] = record("response", PAGE + b"\r\n\r\n" + FORGED).replace(b"Content-Length: ", b"Content-Longth: ", 1)
    found = read(PACKINGS[packing](whole))
    assert [item.url for item in found if isinstance(item, Raw)] == ["http://good.example/0", "http://good.example/2"]


def test_a_spoilt_member_that_swallows_all_behind_it_costs_itself() -> None:
    """Its bytes go on unpacking, to more than the record, until the file ends."""
    whole = [record("response", PAGE, url=f"http://good.example/{n}") for n in range(3)]
    stored = zlib.compressobj(level=0, wbits=31)  # begins with a block that is announced as long as the format allows
    spoilt = (stored.compress(whole[0][:-4] + b"x" * (1 << 17)) + stored.flush())[: len(whole[0]) + 900]
    found = read(spoilt + gzip.compress(whole[1]) + gzip.compress(whole[2]))
    assert [item.url for item in found if isinstance(item, Raw)] == ["http://good.example/1", "http://good.example/2"]


@pytest.mark.parametrize("cut", [1, 5, 60, 200])
@pytest.mark.parametrize("packing", PACKINGS)
def test_a_cut_archive_plants_nothing(packing: str, cut: int) -> None:
    honest = record("response", PAGE, url="http://good.example/")
    body = noise(50) + b"\r\n\r\n" + FORGED + gzip.compress(FORGED) + zstd.compress(FORGED) + noise(300)
    found = read(PACKINGS[packing]([honest, honest, coded(body, GZIP, f"Content-Length: {len(body)}")])[:-cut])
    pages = [item.url for item in found if isinstance(item, Raw)]
    assert pages == ["http://good.example/"] * 2 or (packing == "one frame" and not pages)  # a block cannot be cut
    # the record, and what it is packed in, where that is cut behind it
    assert len([item for item in found if isinstance(item, Cleaned)]) in (1, 2)


@pytest.mark.parametrize(
    ("body", "codings"),
    [
        (PAGE, ["Content-Encoding: gzip"]),
        (PAGE, ["Content-Encoding: br"]),
        (PAGE.decode().encode("gb18030"), ["Content-Encoding: gzip"]),
        (PAGE, ["Transfer-Encoding: chunked"]),
        (PAGE, ["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
        (zlib.compress(PAGE)[2:-4], ["Content-Encoding: deflate"]),
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (gzip.compress(PAGE) + b"\0\0", ["Content-Encoding: gzip"]),
        (gzip.compress(PAGE), ["Content-Encoding: x-gzip"]),
        (gzip.compress(PAGE), ["Content-Encoding: GZIP", "Transfer-Encoding: chunked"]),
        (brotli.compress(gzip.compress(PAGE)), ["Content-Encoding: gzip, br"]),
        (zstd.compress(PAGE), ["Content-Encoding: zstd"]),
        (PAGE, ["Content-Encoding: utf-8"]),
        (b"", ["Content-Encoding: gzip"]),
    ],
)
def test_payloads_that_browsers_take(body: bytes, codings: list[str]) -> None:
    (found,) = read(coded(body, *codings))
    assert isinstance(found, Raw)
    assert found.page in (PAGE, PAGE.decode().encode("gb18030"), b"")
    assert bool(found.page) == bool(body)


def test_no_end_of_kinds_is_no_end_of_counts() -> None:
    kinds = [record(f"made-up-{n}" * 900, b"x", content_type="text/html") for n in range(50)]
    types = [record("response", b"x", content_type=f"application/x-{n}\x1b[31m") for n in range(50)]
    found = read(b"".join(kinds + types))
    assert {item.kind for item in found if isinstance(item, Skipped)} == {"unknown record", "other media type"}


def test_fields_of_the_header_are_kept() -> None:
    made = [record("response", PAGE, url="http://a.example/"), record("response", PAGE, url="http://b.example/")]
    found = list(read_warc(io.BytesIO(b"".join(made)), "a.warc", keep=("WARC-Date", "x")))
    assert [raw.id.kept for raw in found if isinstance(raw, Raw)] == [
        {"WARC-Date": "2024-05-06T07:08:09Z", "x": None}
    ] * 2


def test_ids_are_those_of_the_records() -> None:
    failed = read(BAD["noise as gzip"] + BAD["length too short"])
    assert [item.id[:9] for item in failed if isinstance(item, Cleaned)] == ["<urn:uuid"] * 2


BOMB = """
import brotli, sys
from newsclean.bulk.command import main
code = main(sys.argv[1:])
# the peak that getrusage gives counts what the process held that started this one
print(code, next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def run_and_measure(*arguments: object) -> tuple[int, int]:
    """The exit code of a batch and the peak of its memory, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", BOMB, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30)),
        timeout=300,
        check=False,
    )
    code, peak = done.stdout.split()[-2:]
    return int(code), int(peak)


def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    packer = brotli.Compressor(quality=5, lgwin=24)
    bomb = b"".join(packer.process(b"A" * (1 << 20)) for _ in range(1000)) + packer.finish()
    good = record("response", PAGE)
    (tmp_path / "a.warc").write_bytes(good + coded(bomb, BR) + coded(gzip.compress(bytes(300 << 20)), GZIP) + good)
    code, peak = run_and_measure(tmp_path / "a.warc", "-o", tmp_path / "o.jsonl")
    assert code == 1 and peak < 500
    assert len((tmp_path / "o.jsonl").read_text().splitlines()) == 2
    assert (tmp_path / "o.jsonl.errors.jsonl").read_text().count("PageTooLargeError") == 2
