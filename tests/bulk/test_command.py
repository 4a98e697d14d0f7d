"""`newsclean batch`: what it reads and writes, what it tells, and that no end of a run loses or repeats a record."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newsclean import Article, clean_page
from newsclean.bulk import outputs, tables
from newsclean.bulk.command import _stopping, main
from newsclean.bulk.inputs import InputError, Source, find_sources
from newsclean.bulk.readers import read_source
from newsclean.bulk.schema import ROW_FIELDS, json_row
from newsclean.bulk.tables import Fields

from ..tools import archives
from ..tools.runs import Run

pa = pytest.importorskip("pyarrow", reason="pip install 'newsclean[batch]'")
pq = pytest.importorskip("pyarrow.parquet")

SUFFIXES = [".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet"]


def written(path: Path) -> list[dict[str, Any]]:
    """The rows of an output of any kind, dates left as they are."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        maps = ("credits", "confidence")
        return [{**row, **{name: dict(row[name]) for name in maps}} for row in table.to_pylist()]
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        data = pa.input_stream(pa.py_buffer(data), compression="zstd").read()
    return [json.loads(line) for line in data.splitlines()]


def errors(path: Path) -> dict[str, str]:
    """The error file beside an output: id -> reason."""
    side = Path(f"{path}.errors.jsonl")
    if not side.exists():
        return {}
    found = [json.loads(line) for line in side.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in found}) == len(found)
    return {row["id"]: row["error"] for row in found}


# ---- writing


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_fields(tmp_path: Path, suffix: str) -> None:
    page = "<h1>城东新桥通车</h1><p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>"
    page += "<ul><li>一路车改走新桥</li><li>二路车停在桥东</li></ul>"
    (tmp_path / "a.html").write_bytes(page.encode("gbk"))
    for fields, expected in (
        ("+blocks", {"title", "length", "blocks"}),
        ("title,blocks", None),
        ("length,script", None),
    ):
        out = tmp_path / f"{fields}{suffix}"
        assert main([str(tmp_path / "a.html"), "-o", str(out), "--fields", fields]) == 0
        (row,) = pq.read_table(out).to_pylist() if suffix == ".parquet" else written(out)
        assert expected <= row.keys() if expected else [*row] == ["id", *fields.split(",")]
        if "blocks" in row:
            assert Article.from_dict(row).blocks == clean_page(page).blocks
            assert [block.kind for block in Article.from_dict(row).blocks] == ["paragraph", "list_item", "list_item"]
    assert main([str(tmp_path / "a.html"), "-o", str(tmp_path / f"b{suffix}")]) == 0
    (row,) = (
        pq.read_table(tmp_path / f"b{suffix}").to_pylist() if suffix == ".parquet" else written(tmp_path / f"b{suffix}")
    )
    assert row.keys() == {"id", *ROW_FIELDS} and "blocks" not in row
    assert (row["encoding"], row["script"]) == ("gb18030", "simplified")
    assert main([str(tmp_path / "a.html"), "-o", str(tmp_path / f"c{suffix}"), "--fields", "titel"]) == 2


# ---- reading


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "in/b").mkdir(parents=True)
    ((_, text),) = archives.pages(1)
    for path in ("in/z.html", "in/b/one.html", "in/b/two.shtml", "in/story.php?id=5", "in/logo.png", "in/.hidden"):
        (tmp_path / path).write_text(text, encoding="utf-8")
    archives.write_jsonl(tmp_path / "in/c.jsonl", archives.rows(2))
    out = tmp_path / "in/out.jsonl"  # in the folder that is read
    assert main([str(tmp_path / "in"), "-o", str(out)]) == 0
    assert main([str(tmp_path / "in"), "-o", str(out), "--resume"]) == 0
    ids = [row["id"].removeprefix(str(tmp_path)) for row in written(out)]
    assert ids == [
        *(row["id"] for row in archives.rows(2)),
        "/in/story.php?id=5",
        "/in/z.html",
        "/in/b/one.html",
        "/in/b/two.shtml",
    ]
    assert written(out)[3] == json_row(f"{tmp_path}/in/z.html", clean_page(text.encode()))


def test_globs_and_order(tmp_path: Path) -> None:
    for name in ("b.html", "a.html", "c.txt"):
        (tmp_path / name).write_text("<p>", encoding="utf-8")
    found = find_sources([str(tmp_path / "c.txt"), str(tmp_path / "*.html")])
    assert [Path(source.path).name for source in found] == ["c.txt", "a.html", "b.html"]
    with pytest.raises(InputError, match="no such file"):
        find_sources([str(tmp_path / "*.warc")])


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with open(tmp_path / "a.html", "wb") as file:
        file.truncate(10**9)  # takes no room
    assert main([str(tmp_path), "-o", str(tmp_path / "out.jsonl")]) == 1
    (reason,) = errors(tmp_path / "out.jsonl").values()
    assert reason.startswith("PageTooLargeError: page of 1,000,000,000 bytes")


def test_a_folder_that_may_not_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.html").write_text("<p>", encoding="utf-8")
    real = os.scandir

    def scandir(path: str) -> Any:
        if str(path).endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    out = tmp_path / "out.jsonl"
    assert main([str(tmp_path), "-o", str(out)]) == 1
    assert list(errors(out).values()) == ["OSError: [Errno 13] Permission denied"]
    assert len(written(out)) == 1


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst"])
def test_bad_lines_and_cut_files(tmp_path: Path, suffix: str) -> None:
    good = archives.rows(3)
    bad = [
        b"{not json\n",
        b"[1]\n",
        b"\n",
        b'{"id": "n", "html": null}\n',
        b'{"id": "u", "body": "x"}\n',
        b'{"\xff": 1}\n',
    ]
    path = archives.write_jsonl(tmp_path / ("in" + suffix), [*good[:2], *bad, good[2]])
    out = tmp_path / "out.jsonl"
    assert main([str(path), "-o", str(out)]) == 1
    assert [row["id"] for row in written(out)] == [row["id"] for row in good]
    assert [written(out)[0][key] for key in ("url", "body")] == [
        "http://news.example.com/0",
        clean_page(good[0]["html"]).body,
    ]
    found = errors(out)
    assert list(found) == [f"{path}:{line}" for line in (3, 4, 6, 7, 8)]
    assert [reason.partition(":")[0] for reason in found.values()] == [
        "JSONDecodeError",
        "ValueError",
        "ValueError",
        "ValueError",
        "UnicodeDecodeError",
    ]
    assert found[f"{path}:7"] == "ValueError: no field html or text; the fields: id, body"


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_a_cut_archive_gives_what_is_before_the_cut(tmp_path: Path, suffix: str) -> None:
    lines = archives.rows(40)
    cut = archives.write_jsonl(tmp_path / ("a" + suffix), lines)
    cut.write_bytes(cut.read_bytes()[:-200])
    whole = archives.write_jsonl(tmp_path / "b.jsonl", lines[:1])
    out = tmp_path / "out.jsonl"
    assert main([str(cut), str(whole), "-o", str(out)]) == 1
    ids = [row["id"] for row in written(out)]
    assert ids[-1] == lines[0]["id"] and ids[:-1] == [row["id"] for row in lines[: len(ids) - 1]]
    ((id, reason),) = errors(out).items()
    assert id == str(cut) and re.search(r"(end|[Tt]runcated)", reason)


def test_named_fields(tmp_path: Path) -> None:
    ((_, text),) = archives.pages(1)
    path = archives.write_jsonl(tmp_path / "a.jsonl", [{"key": 7, "link": "http://a.example/", "raw": text}])
    out = tmp_path / "out.jsonl"
    fields = ["--id-field", "key", "--url-field", "link", "--page-field", "raw"]
    assert main([str(path), "-o", str(out), *fields]) == 0
    (row,) = written(out)
    assert (row["id"], row["url"]) == ("7", "http://a.example/")
    assert Article.from_dict({k: v for k, v in row.items() if k != "id"}) == clean_page(text, url="http://a.example/")


def test_parquet_in(tmp_path: Path) -> None:
    texts = [text for _, text in archives.pages(70)]
    table = {"id": list(range(70)), "html": [text.encode() for text in texts[:-1]] + [None], "other": [1] * 70}
    pq.write_table(pa.table(table), tmp_path / "a.parquet")
    pq.write_table(pa.table({"body": texts}), tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 not really")
    out = tmp_path / "out.jsonl"
    assert main([str(tmp_path / "*.parquet"), "-o", str(out)]) == 1
    assert [row["id"] for row in written(out)] == [str(n) for n in range(69)]
    found = errors(out)
    assert found["".join([str(tmp_path / "a.parquet"), ":70"])] == "ValueError: html holds no text but NoneType"
    assert found[str(tmp_path / "b.parquet")] == "ValueError: no column html or text; the columns: body"
    assert found[str(tmp_path / "c.parquet")].startswith("ArrowInvalid: ")


def warc_records() -> list[bytes]:
    texts = [text for _, text in archives.pages(4)]
    squeezed = gzip.compress(texts[3].encode())
    chunked = b"".join(
        b"%x\r\n%s\r\n" % (len(squeezed[at : at + 100]), squeezed[at : at + 100]) for at in range(0, len(squeezed), 100)
    )
    return [
        archives.record("warcinfo", b"software: test\r\n", content_type="application/warc-fields"),
        archives.record("request", b"GET / HTTP/1.1\r\n\r\n"),
        archives.record("response", texts[0].encode(), url="http://a.example/0"),
        archives.record("response", texts[1].encode("gb18030"), content_type="text/html; charset=gb2312"),
        archives.record("response", b"\x89PNG\r\n\x1a\n", content_type="image/png"),
        archives.record("response", b"<h1>404", status=404),
        archives.record("conversion", texts[2].encode(), content_type="text/plain"),
        archives.record("resource", texts[1].encode("gb18030"), content_type="text/html; charset=gbk"),
        archives.record(
            "response", chunked + b"0\r\n\r\n", http="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
        ),
        archives.record("response", texts[0].encode(), content_type="text/html; charset=no-such-charset"),
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.wet.gz"])
def test_warc(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    records = warc_records()
    (tmp_path / name).write_bytes(archives.packed(records) if name.endswith(".gz") else b"".join(records))
    out = tmp_path / "out.jsonl"
    assert main([str(tmp_path / name), "-o", str(out)]) == 0
    texts = [text for _, text in archives.pages(4)]
    found = written(out)
    assert [row["body"] for row in found] == [clean_page(texts[n]).body for n in (0, 1, 2, 1, 3, 0)]
    assert found[0]["url"] == "http://a.example/0" and found[0]["id"].startswith("<urn:uuid:")
    shown = capsys.readouterr().err
    assert "skipped             4" in shown
    for kind in ("warcinfo record 1", "request record 1", "image/png 1", "HTTP status 404 1"):
        assert kind in shown


BREAKS: dict[str, Callable[[list[bytes]], bytes]] = {
    "header of a record": lambda r: b"".join([*r[:2], r[2].replace(b"WARC/1.1", b"WURC/1.1"), *r[3:]]),
    "header in a member": lambda r: archives.packed([*r[:2], r[2].replace(b"WARC/1.1", b"WURC/1.1"), *r[3:]]),
    "length too long": lambda r: archives.packed(
        [*r[:2], r[2].replace(b"Content-Length: ", b"Content-Length: 9"), *r[3:]]
    ),
    "length far too long": lambda r: archives.packed(
        [*r[:2], r[2].replace(b"Content-Length: ", b"Content-Length: 999999"), *r[3:]]
    ),
    "length no number": lambda r: archives.packed(
        [*r[:2], r[2].replace(b"Content-Length: ", b"Content-Length: x"), *r[3:]]
    ),
    "bytes of a member": lambda r: archives.packed(r[:2]) + _spoilt(archives.packed([r[2]])) + archives.packed(r[3:]),
    "start of a member": lambda r: (
        archives.packed(r[:2]) + b"xxxx" + archives.packed([r[2]])[4:] + archives.packed(r[3:])
    ),
    "a block of nothing": lambda r: archives.packed(r[:2]) + bytes(5000) + archives.packed(r[3:]),
}


def _spoilt(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(20) + data[middle + 20 :]


@pytest.mark.parametrize("kind", BREAKS)
def test_broken_warc_records_cost_only_themselves(tmp_path: Path, kind: str) -> None:
    texts = [text for _, text in archives.pages(6)]
    records = [archives.record("response", text.encode(), url=f"http://a.example/{n}") for n, text in enumerate(texts)]
    data = BREAKS[kind](records)
    path = tmp_path / ("a.warc.gz" if data.startswith(b"\x1f\x8b") else "a.warc")
    path.write_bytes(data)
    found = list(read_source(Source(str(path), "warc"), Fields()))
    assert [item.url[-1] for item in found if hasattr(item, "url")] == ["0", "1", "3", "4", "5"]
    (failed,) = [item for item in found if not hasattr(item, "url")]
    assert failed.id.startswith((f"{path}@", "<urn:uuid:")) and failed.error  # type: ignore[union-attr]


def test_cut_warc(tmp_path: Path) -> None:
    records = [archives.record("response", text.encode()) for _, text in archives.pages(3)]
    for name, data in (("a.warc", b"".join(records)), ("a.warc.gz", archives.packed(records))):
        (tmp_path / name).write_bytes(data[:-150])
        found = list(read_source(Source(str(tmp_path / name), "warc"), Fields()))
        assert len(found) == 3 and "RecordError: record cut off" in found[2].error  # type: ignore[union-attr]
        assert "page" in found[0]._fields and "page" in found[1]._fields
    (tmp_path / "b.warc").write_bytes(b"")
    assert list(read_source(Source(str(tmp_path / "b.warc"), "warc"), Fields())) == []
    (tmp_path / "c.warc.gz").write_bytes(b"<html>an error page of the download")
    assert len(list(read_source(Source(str(tmp_path / "c.warc.gz"), "warc"), Fields()))) == 1


# ---- writing


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_output_holds_every_article(tmp_path: Path, suffix: str) -> None:
    lines = archives.rows(12)
    out = tmp_path / ("out" + suffix)
    assert main([str(archives.write_jsonl(tmp_path / "in.jsonl", lines)), "-o", str(out)]) == 0
    found = written(out)
    for row, line in zip(found, lines, strict=True):
        article = clean_page(line["html"], url=line["url"])
        wanted = json_row(line["id"], article)
        if suffix == ".parquet":
            assert row.pop("date") == article.date
            del wanted["date"]
        assert row == wanted
    beside = [out.name + more for more in ("", ".checkpoint.json", ".errors.jsonl", ".lock")]
    assert sorted(os.listdir(tmp_path)) == sorted(["in.jsonl", *beside])


def test_parquet_schema_is_stable(tmp_path: Path) -> None:
    """A change of these lines breaks the tables of those who have some already: add columns behind, change none."""
    out = tmp_path / "out.parquet"
    assert main([str(archives.write_jsonl(tmp_path / "in.jsonl", archives.rows(2))), "-o", str(out)]) == 0
    text, texts = pa.string(), pa.list_(pa.string())
    wanted = pa.schema(
        [
            pa.field("id", text, nullable=False),
            ("title", text),
            ("source", text),
            ("date", pa.timestamp("us", tz="Asia/Shanghai")),
            ("author", text),
            ("editor", text),
            ("body", text),
            ("date_precision", text),
            ("url", text),
            ("site", text),
            ("images", pa.list_(pa.struct([("url", text), ("caption", text)]))),
            ("credits", pa.map_(text, texts)),
            ("repairs", texts),
            ("kind", text),
            ("confidence", pa.map_(text, pa.float64())),
            ("reason", text),
            ("length", pa.int64()),
            ("version", text),
            ("fingerprint", text),
            ("encoding", text),
            ("script", text),
        ]
    )
    assert pq.read_table(out).schema.equals(wanted)


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_half_a_surrogate_pair_does_not_stop_a_run(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        json.dumps(
            {"html": "<h1>新桥\ud83d的消息</h1><p>来源：某市日报</p><p>城东新桥正式通车\ud83d，居民出行更加方便。</p>"}
        )
    )
    out = tmp_path / ("out" + suffix)
    assert main([str(path), "-o", str(out)]) == 0
    assert "正式通车" in written(out)[0]["body"]


def test_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [*archives.rows(5), {"id": "e", "html": "<p>"}, {"id": "x"}]
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7")
    source = archives.write_jsonl(tmp_path / "in.jsonl", lines)
    assert main([str(source), str(tmp_path / "x.pdf"), "-o", str(tmp_path / "out.jsonl")]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert re.search(r"pages +8 +in", shown.err)
    assert re.search(r"empty +1 ", shown.err)
    assert re.search(r"errors +2  (ValueError 1, NotAPageError 1|NotAPageError 1, ValueError 1)", shown.err)


def test_what_cannot_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(archives.write_jsonl(tmp_path / "in.jsonl", archives.rows(1)))
    out = str(tmp_path / "out.jsonl")
    assert main([source, "-o", out]) == 0
    for arguments, told in [
        ([str(tmp_path / "nothing"), "-o", out], "no such file or folder"),
        ([source, "-o", str(tmp_path / "out.csv")], "output is .jsonl"),
        ([source, "-o", str(tmp_path / "no/such/out.jsonl")], "cannot write"),
        ([source, "-o", out], "is there already: --resume"),
        ([source, "-o", str(tmp_path / "b.jsonl"), "--workers", "0"], "--workers is at least 1"),
        ([source, "-o", out, "--resume", "--script", "keep"], "begun with other options"),
    ]:
        capsys.readouterr()
        assert main(arguments) == 2
        shown = capsys.readouterr().err
        assert told in shown and shown.startswith("newsclean batch: ") and shown.count("\n") == 1
    (tmp_path / "other.jsonl").write_text("something else")
    assert main([source, "-o", str(tmp_path / "other.jsonl"), "--resume"]) == 2
    assert (tmp_path / "other.jsonl").read_text() == "something else"
    assert {name for name in os.listdir(tmp_path) if name.startswith("other")} == {"other.jsonl"}


def test_help_tells_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(re.search(rf"^ +{code} ", shown, re.MULTILINE) for code in (0, 1, 2, 130))


@pytest.mark.parametrize(("suffix", "rows"), [(".jsonl", "LINES_PER_COMMIT"), (".parquet", "ROWS_PER_PART")])
def test_when_a_commit_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, rows: str) -> None:
    article, seconds = clean_page("<p>新桥通车"), "SECONDS_PER_COMMIT" if suffix == ".jsonl" else "SECONDS_PER_PART"
    output = outputs.open_output(str(tmp_path / f"o{suffix}"), 0)
    monkeypatch.setattr(outputs, rows, 2)
    due = [output.due()]
    for id in "ab":
        output.write(id, article, {})
        due.append(output.due())
    output.commit()
    due.append(output.due())
    monkeypatch.setattr(outputs, seconds, -1)
    due.append(output.due())
    output.close()
    assert due == [False, False, True, False, True]


def test_fields_of_its_own_are_not_kept_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = archives.write_jsonl(tmp_path / "a.jsonl", [{"html": "<p>新桥通车", "crawl": "one"}])
    assert main([str(source), "-o", str(tmp_path / "o.jsonl"), "--keep-fields", "crawl"]) == 0
    assert [row["crawl"] for row in written(tmp_path / "o.jsonl")] == ["one"]
    assert main([str(source), "-o", str(tmp_path / "p.jsonl"), "--keep-fields", "crawl,title"]) == 2
    assert "--keep-fields title: the output has a column" in capsys.readouterr().err


def test_values_too_large_of_another_column(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_BLOCK", 1000)
    large = "A" * 30_000
    for name, row in (("a", {"html": "<p>新桥通车", "note": large}), ("b", {"html": large, "note": ""})):
        pq.write_table(pa.Table.from_pylist([row]), tmp_path / f"{name}.parquet", use_dictionary=False)
    names = [str(tmp_path / f"{name}.parquet") for name in "ab"]
    assert main([*names, "-o", str(tmp_path / "o.jsonl"), "--max-bytes", "20000"]) == 1
    ((id, reason),) = errors(tmp_path / "o.jsonl").items()
    assert id == f"{names[1]}:1" and "on average of a block of 30," in reason


# ---- runs that end before their time


def test_a_second_signal_stops_at_once() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), _stopping() as stop:
        assert not stop.asked
        signal.raise_signal(signal.SIGTERM)
        assert stop.asked and stop.signal == signal.SIGTERM
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is before


class Crash(BaseException):
    """The machine goes down."""


@pytest.fixture
def small_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "LINES_PER_COMMIT", 5)
    monkeypatch.setattr(outputs, "ROWS_PER_PART", 5)
    monkeypatch.setattr(outputs, "ROWS_PER_GROUP", 2)


def crashing(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Let the machine go down at the n-th call that reaches the disk; of a write, half is done."""
    calls = 0

    def crash_now() -> bool:
        nonlocal calls
        calls += 1
        return calls >= at

    real = {name: getattr(os, name) for name in ("write", "fsync", "replace")}

    def write(file: int, data: bytes) -> int:
        if crash_now():
            real["write"](file, data[: len(data) // 2])
            raise Crash
        return int(real["write"](file, data))

    def other(name: str) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            if crash_now():
                raise Crash
            return real[name](*args)

        return call

    monkeypatch.setattr(os, "write", write)
    monkeypatch.setattr(os, "fsync", other("fsync"))
    monkeypatch.setattr(os, "replace", other("replace"))


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".parquet"])
@pytest.mark.usefixtures("small_commits")
def test_a_crash_at_any_moment_loses_nothing_and_repeats_nothing(tmp_path: Path, suffix: str) -> None:
    """Every moment at which the disk is written to is tried, twice in a row, and the run taken up after it."""
    lines: list[Any] = [{"id": str(n), "html": f"<h1>第{n}号</h1>"} for n in range(17)]
    lines[3] = lines[11] = {"broken": 1}
    source = str(archives.write_jsonl(tmp_path / "in.jsonl", lines))
    crashes = 0
    for at in range(1, 200):
        out = tmp_path / f"out{at}{suffix}"
        for _ in range(2):
            with pytest.MonkeyPatch.context() as patch:
                crashing(patch, at)
                try:
                    code = main([source, "-o", str(out), "--resume"])
                except Crash:
                    crashes += 1
                    code = None
        if code is None:
            code = main([source, "-o", str(out), "--resume"])
        assert code == 1
        assert [row["id"] for row in written(out)] == [str(n) for n in range(17) if n not in (3, 11)]
        assert list(errors(out)) == [f"{source}:4", f"{source}:12"]
        summary = json.loads(Path(f"{out}.checkpoint.json").read_text())["summary"]
        assert (summary["pages"], summary["errors"]) == (17, {"ValueError": 2})
        if not crashes:
            break
        before, crashes = crashes, 0
    assert at > 10 and before


def wait_for_progress(out: Path, pages: int) -> None:
    """Wait until a run has saved so many pages."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if json.loads(Path(f"{out}.checkpoint.json").read_text())["summary"]["pages"] >= pages:
                return
        except (FileNotFoundError, ValueError):
            pass
        time.sleep(0.002)
    raise TimeoutError("no progress")


MANY = 280


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[str]]]:
    """An input of some hundred small pages, six of them bad, and the ids that its output holds."""
    lines: list[Any] = [
        {"id": str(n), "html": f"<h1>第{n}号消息</h1><p>来源：某市日报</p><p>第{n}座新桥昨天通车，出行更加方便。</p>"}
        for n in range(MANY)
    ]
    for number in range(7, MANY, 47):
        lines[number] = {"id": str(number), "broken": 1}
    path = archives.write_jsonl(tmp_path_factory.mktemp("many") / "in.jsonl.gz", lines)
    yield path, [line["id"] for line in lines if "html" in line]


@pytest.mark.parametrize(("suffix", "workers"), [(".jsonl", []), (".jsonl.zst", ["--workers", 2]), (".parquet", [])])
def test_killed_twice(tmp_path: Path, many: tuple[Path, list[str]], suffix: str, workers: list[Any]) -> None:
    source, ids = many
    out = tmp_path / ("out" + suffix)
    for pages in (40, 150):
        run = Run(source, "-o", out, "--resume", *workers)
        wait_for_progress(out, pages)
        run.kill()
        run.communicate()
    assert 150 <= json.loads(Path(f"{out}.checkpoint.json").read_text())["summary"]["pages"] < MANY
    assert main([str(source), "-o", str(out), "--resume"]) == 1
    assert [row["id"] for row in written(out)] == ids
    assert len(errors(out)) == 6


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(tmp_path: Path, many: tuple[Path, list[str]], number: int) -> None:
    source, ids = many
    out = tmp_path / "out.jsonl.gz"
    run = Run(source, "-o", out, "--workers", 2)
    wait_for_progress(out, 40)
    os.killpg(run.pid, number)  # the workers too, as a shell, systemd, Slurm and timeout do
    shown = run.communicate()
    assert run.returncode == 128 + number
    assert "pages" in shown and "interrupted; --resume goes on" in shown and "Traceback" not in shown
    done = len(written(out)) + len(errors(out))
    assert 40 <= done < MANY
    assert main([str(source), "-o", str(out), "--resume"]) == 1
    assert [row["id"] for row in written(out)] == ids
    assert len(errors(out)) == 6


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".parquet"])
def test_full_disk(tmp_path: Path, many: tuple[Path, list[str]], suffix: str) -> None:
    """A limit on the size of files stands for the full disk: writes fail in the same way."""
    source, ids = many
    out = tmp_path / ("out" + suffix)
    limit = 3_000 if suffix != ".parquet" else 500
    run = Run(source, "-o", out, largest=limit)
    shown = run.communicate()
    assert run.returncode == 2, shown
    assert shown.startswith("newsclean batch: cannot go on: ") and shown.count("\n") == 1
    assert main([str(source), "-o", str(out), "--resume"]) == 1
    assert [row["id"] for row in written(out)] == ids


def test_resuming_with_other_inputs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (archives.write_jsonl(tmp_path / name, archives.rows(3)) for name in ("a.jsonl", "b.jsonl"))
    out = tmp_path / "out.jsonl"
    assert main([str(first), str(second), "-o", str(out)]) == 0
    third = archives.write_jsonl(tmp_path / "c.jsonl", archives.rows(2))
    assert main([str(first), str(second), str(third), "-o", str(out), "--resume"]) == 0  # more behind: done as well
    assert len(written(out)) == 8
    for inputs in ([first], [second, first, third]):
        assert main([*map(str, inputs), "-o", str(out), "--resume"]) == 2
        assert "the inputs are not those of the run to resume" in capsys.readouterr().err
    archives.write_jsonl(second, archives.rows(4))
    assert main([*map(str, (first, second, third)), "-o", str(out), "--resume"]) == 2
    assert len(written(out)) == 8


def test_workers_give_the_same(tmp_path: Path, many: tuple[Path, list[str]]) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    assert main([str(many[0]), "-o", str(one)]) == 1
    assert main([str(many[0]), "-o", str(two), "--workers", "2"]) == 1
    assert one.read_bytes() == two.read_bytes()
