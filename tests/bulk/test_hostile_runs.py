"""Inputs, names, streams and neighbours that nobody vetted: what they do to a run of `newsclean batch`."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from newsclean.bulk.checkpoint import Checkpoint
from newsclean.bulk.command import main
from newsclean.bulk.inputs import find_sources
from newsclean.bulk.readers import Reader
from newsclean.bulk.tables import Fields

from ..tools import archives
from ..tools.runs import Run
from .test_command import MANY, crashing, errors, many, small_commits, wait_for_progress, written

pa = pytest.importorskip("pyarrow", reason="pip install 'newsclean[batch]'")
pq = pytest.importorskip("pyarrow.parquet")
PAGE = "<h1>城东新桥通车</h1><p>来源：某市日报</p>" + "<p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>" * 4
GOOD = {"id": "good", "html": PAGE}
__all__ = ["many", "small_commits"]  # fixtures


def run(*arguments: Any, **more: Any) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "newsclean", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **{"cwd": Path(__file__).parents[2], **more},
    )


def shell(line: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """A line for the shell, `newsclean` standing for the command."""
    line = line.replace("newsclean ", f"{sys.executable} -m newsclean ", 1)
    root = Path(__file__).parents[2]
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, timeout=120, cwd=root, **more
    )


# ---- limits


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".JSONL.GZ"])
def test_a_long_line_costs_itself(tmp_path: Path, suffix: str) -> None:
    long = b'{"id": "long", "html": "' + b"A" * 3_000_000 + b'"}\n'
    path = archives.write_jsonl(tmp_path / "in.jsonl", [GOOD, long, GOOD])
    data = path.read_bytes()
    if suffix.lower().endswith(".gz"):
        data = gzip.compress(data)
    if suffix.endswith(".zst"):
        data = pa.Codec("zstd").compress(data, asbytes=True)
    packed = tmp_path / ("packed" + suffix)
    packed.write_bytes(data)
    out = tmp_path / "out.jsonl"
    assert main([str(packed), "-o", str(out), "--max-bytes", "10000"]) == 1
    assert len(written(out)) == 2
    ((id, reason),) = errors(out).items()
    assert id == f"{packed}:2" and reason.startswith("PageTooLargeError: line of 3,000,0")


def test_a_page_that_is_too_large_is_named_by_its_id(tmp_path: Path) -> None:
    rows = [GOOD, {"id": "large", "html": "A" * 30_000}, GOOD]
    archives.write_jsonl(tmp_path / "a.jsonl", rows)
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "b.parquet")
    (tmp_path / "c.html").write_text("A" * 30_000)
    for name, id in (("a.jsonl", "large"), ("b.parquet", "large"), ("c.html", str(tmp_path / "c.html"))):
        out = tmp_path / f"out-{name}.jsonl"
        assert main([str(tmp_path / name), "-o", str(out), "--max-bytes", "20000"]) == 1
        assert list(errors(out)) == [id]
        assert errors(out)[id].startswith("PageTooLargeError: page of 30,000 bytes")


PEAK = """
import sys, resource
from newsclean.bulk.checkpoint import Checkpoint
from newsclean.bulk.command import main
from newsclean.bulk.inputs import find_sources
from newsclean.bulk.readers import Reader
from newsclean.bulk.tables import Fields
code = main(sys.argv[1:])
print(code, next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def peak(*arguments: Any) -> tuple[int, int]:
    """The exit code of a batch and the peak of its memory, in MB."""
    found = subprocess.run(
        [sys.executable, "-c", PEAK, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    code, memory = found.stdout.split()[-2:]
    return int(code), int(memory)


def test_large_values_take_no_memory(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as file:
        for _ in range(400):
            file.write(b"A" * (1 << 20))
        file.write(b"\n" + json.dumps(GOOD).encode() + b"\n")
    one = pa.DictionaryArray.from_arrays(pa.array([0] * 200, pa.int8()), ["A" * 90_000_000])
    two = pa.DictionaryArray.from_arrays(pa.array([0, 1] * 9, pa.int8()), ["A" * 64_000_000, "B" * 64_000_000])
    ids = pa.array(map(str, range(18)))
    pq.write_table(pa.table({"html": one}), tmp_path / "b.parquet", compression="zstd")
    pq.write_table(pa.table({"id": ids, "html": two}), tmp_path / "c.parquet", compression="zstd")
    names = [tmp_path / name for name in ("a.jsonl.gz", "b.parquet", "c.parquet")]
    code, memory = peak(*names, "-o", tmp_path / "o.jsonl")
    assert code == 1 and memory < 500
    assert len(written(tmp_path / "o.jsonl")) == 1
    told = errors(tmp_path / "o.jsonl")
    assert len(told) == 1 + 200 + 18 and set(ids.to_pylist()) < set(told)
    assert all(reason.startswith("PageTooLargeError: ") for reason in told.values())


def test_devices_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "a.html").write_text(PAGE)
    out = tmp_path / "out.jsonl"
    assert main(["/dev/zero", str(tmp_path), "-o", str(out)]) == 1
    assert errors(out) == {
        "/dev/zero": "OSError: not a regular file",
        str(tmp_path / "pipe.html"): "OSError: not a regular file",
    }
    assert len(written(out)) == 1
    found = run("/dev/zero")
    assert (found.returncode, found.stdout) == (1, "") and "more than max_bytes" in found.stderr


# ---- one bad record costs one record


@pytest.mark.parametrize("bad", [b"[1]", b"{", b'{"id": 1}', b"\xff\xfe", b'{"html": 3}', b'"' + b"[" * 50_000, b"{}"])
def test_bad_lines(tmp_path: Path, bad: bytes) -> None:
    lines = [bad + b"\n" if n in (0, 3, 4, 9) else {"id": n, "html": PAGE} for n in range(10)]
    out = tmp_path / "out.jsonl"
    assert main([str(archives.write_jsonl(tmp_path / "a.jsonl", lines)), "-o", str(out)]) == 1
    assert len(written(out)) == 6 and len(errors(out)) == 4


def test_bad_cells(tmp_path: Path) -> None:
    pages = pa.array([PAGE.encode()] * 100 + [b"\xff\xfe" * 9] + [PAGE.encode()] * 99).view(pa.string())
    times = pa.array([0] * 150 + [2**62] + [0] * 49, pa.int64()).view(pa.timestamp("us"))
    pq.write_table(pa.table({"html": pages}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"html": [PAGE] * 200, "id": times}), tmp_path / "b.parquet", store_schema=True)
    for name, row in (("a", 101), ("b", 151)):
        out = tmp_path / f"out-{name}.jsonl"
        assert main([str(tmp_path / f"{name}.parquet"), "-o", str(out)]) == 1
        assert len(written(out)) == 199
        assert list(errors(out)) == [f"{tmp_path / name}.parquet:{row}"]


def test_null_falls_back_to_the_next_field(tmp_path: Path) -> None:
    rows = [{"html": None, "text": PAGE}, {"html": PAGE, "text": None}, {"html": "", "text": PAGE}]
    archives.write_jsonl(tmp_path / "a.jsonl", rows)
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "b.parquet")
    out = tmp_path / "out.jsonl"
    assert main([str(tmp_path / "a.jsonl"), str(tmp_path / "b.parquet"), "-o", str(out)]) == 0
    assert [row["title"] for row in written(out)] == ["城东新桥通车"] * 6


def test_cut_zstd_gives_all_whole_frames(tmp_path: Path) -> None:
    frames = [
        pa.Codec("zstd").compress(json.dumps({"id": n, "html": PAGE}).encode() + b"\n", asbytes=True) for n in range(9)
    ]
    out = tmp_path / "out.jsonl"
    (tmp_path / "a.jsonl.zst").write_bytes(b"".join(frames)[:-5])
    assert main([str(tmp_path / "a.jsonl.zst"), "-o", str(out)]) == 1
    assert len(written(out)) == 8 and len(errors(out)) == 1
    (tmp_path / "b.jsonl.zst").write_bytes(b"".join(frames) + b"garbage")
    assert main([str(tmp_path / "b.jsonl.zst"), "-o", str(tmp_path / "b.jsonl")]) == 1
    assert len(written(tmp_path / "b.jsonl")) == 9 and len(errors(tmp_path / "b.jsonl")) == 1


# ---- runs, and what they find


def test_a_refused_run_takes_nothing_from_the_other(tmp_path: Path, many: tuple[Path, list[str]]) -> None:
    out = tmp_path / "out.jsonl"
    first = Run(many[0], "-o", out)
    wait_for_progress(out, 10)
    first.send_signal(signal.SIGSTOP)  # else it may be done before the others have started
    for _ in range(3):
        other = Run(many[0], "-o", out, "--resume")
        assert other.communicate() == f"newsclean batch: another run is writing {out}\n"
        assert other.returncode == 2
    first.send_signal(signal.SIGCONT)
    first.communicate()
    assert [row["id"] for row in written(out)] == many[1]
    assert len(errors(out)) == 6


def test_the_output_is_never_an_input(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "link").symlink_to("in")
    archives.write_jsonl(tmp_path / "in/b.jsonl", [{"x": 1}] * 50)
    assert main([str(tmp_path / "link"), "-o", str(tmp_path / "in/o.jsonl")]) == 1
    assert len(errors(tmp_path / "in/o.jsonl")) == 50


def test_links_that_lead_nowhere_cost_themselves(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/loop").symlink_to("loop")
    (tmp_path / "in/gone.html").symlink_to("nothing")
    (tmp_path / "in/like.html").mkdir()
    (tmp_path / "in/page.html").write_text(PAGE)
    out = tmp_path / "o.jsonl"
    assert main([str(tmp_path / "in"), "-o", str(out)]) == 1
    assert len(written(out)) == 1
    assert sorted(Path(id).name for id in errors(out)) == ["gone.html", "loop"]


def test_an_error_file_of_no_run_is_not_emptied(tmp_path: Path) -> None:
    archives.write_jsonl(tmp_path / "a.jsonl", [GOOD])
    mine = tmp_path / "o.jsonl.errors.jsonl"
    mine.write_text("mine\n")
    for more in ([], ["--resume"]):
        assert main([str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "o.jsonl"), *more]) == 2
        assert mine.read_text() == "mine\n"
    assert not (tmp_path / "o.jsonl").exists()


def changed(checkpoint: Path, **values: Any) -> None:
    checkpoint.write_text(json.dumps({**json.loads(checkpoint.read_text()), **values}))


@pytest.mark.parametrize(
    "values",
    [
        {"output": "7"},
        {"output": None},
        {"output": 1.5},
        {"record": -1},
        {"record": 10**9},
        {"source": 0},
        {"source": 7},
        {"output": 0},
        {"errors": []},
        {"format": 1},
        {"format": None},
        {"version": "0.0.1"},
        {"options": {}},
        {"summary": {}},
        {"summary": {"pages": "x"}},
        {"more": 1},
        {"digest": ""},
    ],
)
@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_a_checkpoint_that_was_changed_is_refused(
    tmp_path: Path, values: dict[str, Any], suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = archives.write_jsonl(tmp_path / "a.jsonl", [GOOD] * 3)
    out = tmp_path / ("o" + suffix)
    assert main([str(source), "-o", str(out)]) == 0
    changed(Path(f"{out}.checkpoint.json"), **values)
    capsys.readouterr()
    assert main([str(source), "-o", str(out), "--resume"]) == 2
    assert "is no checkpoint" in capsys.readouterr().err
    assert len(written(out)) == 3


def test_inputs_that_changed_are_told(
    tmp_path: Path, many: tuple[Path, list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.jsonl"
    lines = gzip.decompress(many[0].read_bytes()).splitlines(keepends=True)
    source.write_bytes(b"".join(lines))
    out = tmp_path / "out.jsonl"
    first = Run(source, "-o", out)
    wait_for_progress(out, 50)
    first.kill()
    first.communicate()
    times = os.stat(source)
    source.write_bytes(b"".join(reversed(lines)))
    os.utime(source, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert main([str(source), "-o", str(out), "--resume"]) == 2
    told = capsys.readouterr().err
    assert f"the content of {source} is another one" in told and "--force-resume" in told
    source.write_bytes(b"".join(lines))
    assert main([str(source), "-o", str(out), "--resume"]) == 2
    assert f"the time of change of {source} is another one" in capsys.readouterr().err
    assert main([str(source), "-o", str(out), "--force-resume"]) == 1
    assert [row["id"] for row in written(out)] == many[1]
    assert len(written(out)) + len(errors(out)) == MANY


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz", "in.warc", "in.parquet"])
def test_records_that_changed_places_are_noticed(
    tmp_path: Path, name: str, small_commits: None, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(rows: list[dict[str, str]]) -> None:
        if name.endswith("parquet"):
            pq.write_table(pa.table({key: [row[key] for row in rows] for key in rows[0]}), source, compression="none")
        elif name.endswith("warc"):
            archives.record.count = 0  # type: ignore[attr-defined]
            source.write_bytes(b"".join(archives.record("response", row["html"].encode()) for row in rows))
        else:
            lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
            source.write_bytes(gzip.compress(lines, 0, mtime=0) if name.endswith("gz") else lines)
        os.utime(source, ns=(1, 1))

    rows = [{"id": f"{n:03}", "html": f"<p>{n:03}</p>{PAGE * 4}"} for n in range(60)]
    source, out = tmp_path / name, tmp_path / "o.jsonl"
    write(rows)
    state = Path(f"{out}.checkpoint.json")
    reader = Reader(find_sources([str(source)]), Fields())
    places = [item.id for item in reader]
    assert main([str(source), "-o", str(out)]) == 0
    begun = Checkpoint.load(str(state))
    assert begun is not None and begun.content == reader.end.content == places[-1].content
    begun.record, begun.content = 40, places[39].content
    begun.save(str(state))
    assert len([*Reader(find_sources([str(source)]), Fields(), places[39])]) == 20
    size = source.stat().st_size
    rows[5], rows[10] = rows[10], rows[5]
    write(rows)
    assert source.stat().st_size == size
    assert main([str(source), "-o", str(out), "--resume"]) == 2
    told = capsys.readouterr().err
    assert "is another one" in told and "--force-resume" in told
    assert main([str(source), "-o", str(out), "--force-resume"]) == 0


def test_a_lost_part_is_noticed(tmp_path: Path, small_commits: None, capsys: pytest.CaptureFixture[str]) -> None:
    source = archives.write_jsonl(tmp_path / "a.jsonl", archives.rows(12))
    out = tmp_path / "o.parquet"
    assert main([str(source), "-o", str(out)]) == 0
    part = out / "part-000000.parquet"
    whole = part.read_bytes()
    for data in (b"", whole[:-5], b"x" + whole):
        part.write_bytes(data)
        assert main([str(source), "-o", str(out), "--resume"]) == 2
        assert "part-000000.parquet, which the run had written, is cut or another file" in capsys.readouterr().err
    part.unlink()
    assert main([str(source), "-o", str(out), "--resume"]) == 2
    assert "part-000000.parquet, which the run had written, is not there" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_failed_pages_are_taken_again(tmp_path: Path, suffix: str, small_commits: None) -> None:
    """Whatever moment the second run ends at."""
    for at in [*range(1, 30), 10_000]:
        folder = tmp_path / str(at)
        folder.mkdir()
        for n in range(12):
            (folder / f"{n:02}.html").write_text(PAGE if n % 4 else PAGE * 20)
        out = folder / ("o" + suffix)
        pages = [str(folder / "*.html"), "-o", str(out)]
        assert main([*pages, "--max-bytes", "2000"]) == 1
        assert len(errors(out)) == 3
        again = [*pages, "--max-bytes", "1000000", "--force-resume", "--retry-errors"]
        with pytest.MonkeyPatch.context() as patch:
            crashing(patch, at)
            try:
                main(again)
            except BaseException as error:
                assert type(error).__name__ == "Crash"
        assert main(again) == 0
        names = sorted(Path(row["id"]).name for row in written(out))
        assert names == [f"{n:02}.html" for n in range(12)]
        summary = json.loads(Path(f"{out}.checkpoint.json").read_text())["summary"]
        assert (summary["pages"], summary["errors"]) == (12, {})


# ---- what becomes of the rows


def test_columns_of_the_input_are_kept(tmp_path: Path) -> None:
    row = {**GOOD, "domain": "news.example", "crawl": 7, "tags": ["a", "b"]}
    archives.write_jsonl(tmp_path / "a.jsonl", [row, GOOD])
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "b.parquet")
    inputs = [str(tmp_path / "a.jsonl"), str(tmp_path / "b.parquet")]
    names = ["--keep-fields", "domain,crawl,tags"]
    assert main([*inputs, "-o", str(tmp_path / "o.jsonl"), *names]) == 0
    kept = [[found[name] for name in ("domain", "crawl", "tags")] for found in written(tmp_path / "o.jsonl")]
    assert kept == [["news.example", 7, ["a", "b"]], [None] * 3, ["news.example", 7, ["a", "b"]]]
    assert main([*inputs, "-o", str(tmp_path / "o.parquet"), *names]) == 0
    kept = [[found[name] for name in ("domain", "crawl", "tags")] for found in written(tmp_path / "o.parquet")]
    assert kept == [["news.example", "7", '["a", "b"]'], [None] * 3, ["news.example", "7", '["a", "b"]']]
    assert main([*inputs, "-o", str(tmp_path / "p.jsonl"), "--keep-fields", "title"]) == 2


def test_pages_without_an_article_can_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archives.write_jsonl(tmp_path / "a.jsonl", [GOOD, {"id": "empty", "html": "<p>"}])
    assert main([str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "o.jsonl"), "--skip-empty"]) == 0
    assert [row["id"] for row in written(tmp_path / "o.jsonl")] == ["good"]
    assert "empty               1" in capsys.readouterr().err


def test_doubtful_articles_go_beside_the_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from newsclean import Article
    from newsclean.bulk import stream

    def sure(raw: Any, options: Any) -> Article:
        return Article(title=raw.page, body="正文。", confidence={"body": float(raw.page), "author": 0.1})

    monkeypatch.setattr(stream, "clean_raw", sure)
    archives.write_jsonl(tmp_path / "a.jsonl", [{"id": n, "html": f"0.{n}"} for n in range(1, 10)])
    out = tmp_path / "o.jsonl"
    assert main([str(tmp_path / "a.jsonl"), "-o", str(out), "--min-confidence", "0.4"]) == 0
    assert [row["id"] for row in written(out)] == [str(n) for n in range(4, 10)]
    assert [row["id"] for row in written(Path(f"{out}.doubtful.jsonl"))] == ["1", "2", "3"]
    assert "doubtful            3" in capsys.readouterr().err


def test_near_duplicates_have_near_fingerprints(tmp_path: Path) -> None:
    pages = [text for _, text in archives.pages(12)]
    rows = [{"id": n, "html": html} for n, text in enumerate(pages) for html in (text, text.replace("。", "！", 1))]
    out = tmp_path / "o.jsonl"
    assert main([str(archives.write_jsonl(tmp_path / "a.jsonl", rows)), "-o", str(out)]) == 0
    found = [int(row["fingerprint"], 16) for row in written(out) if row["length"] > 80]
    near = [(a ^ b).bit_count() for a, b in zip(found[::2], found[1::2], strict=True)]
    assert max(near) <= 6


def test_dates_of_all_outputs_are_the_same_instants(tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    rows = [{"id": n, "html": text} for n, (_, text) in enumerate(archives.pages(12))]
    day = {"id": "day", "html": PAGE.replace("来源", "2024-03-01 来源")}
    source = str(archives.write_jsonl(tmp_path / "a.jsonl", [*rows, day]))
    for name in ("o.jsonl", "o.parquet"):
        assert main([source, "-o", str(tmp_path / name)]) == 0
    table = pq.read_table(tmp_path / "o.parquet").to_pandas()
    df = pd.DataFrame(map(json.loads, (tmp_path / "o.jsonl").open(encoding="utf-8")))
    # as README.md has it
    day_only = df["date_precision"] == "day"
    dates = df["date"].mask(day_only, df["date"] + "T00:00+08:00")
    df["date"] = pd.to_datetime(dates, format="ISO8601", utc=True).dt.tz_convert("Asia/Shanghai")
    assert df["date_precision"].iloc[-1] == "day"
    assert df["date"].tolist() == table["date"].tolist()


# ---- names


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_names_that_are_no_utf8_stay_apart(tmp_path: Path, suffix: str) -> None:
    folder = os.fsencode(tmp_path) + b"/in"
    os.mkdir(folder)
    for name in (b"\xff\xfe.html", b"\xff\xfd.html", b"\\udcff\\udcfd.html", "新闻.html".encode()):
        with open(folder + b"/" + name, "wb") as file:
            file.write(PAGE.encode())
    archives.write_jsonl(
        tmp_path / "in/a.jsonl",
        [
            json.dumps({**GOOD, "id": id, "url": f"http://a.example/{id}"}).encode() + b"\n"
            for id in ("s\ud800", "s?", "s\\ud800", "s\udfff")
        ],
    )
    out = tmp_path / ("o" + suffix)
    assert main([str(tmp_path / "in"), "-o", str(out)]) == 0
    ids = [row["id"] for row in written(out)]
    assert len(set(ids)) == 8 and any("新闻" in id for id in ids)
    assert all(id.isprintable() for id in ids)
    assert len({row["url"] for row in written(out) if row["url"]}) == 4


def test_chinese_names_under_any_locale(tmp_path: Path) -> None:
    (tmp_path / "新闻.html").write_text(PAGE, encoding="utf-8")
    out = tmp_path / "o.jsonl"
    found = run("batch", tmp_path, "-o", out, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "LANG": "C"})
    assert found.returncode == 0, found.stderr
    assert [Path(row["id"]).name for row in written(out)] == ["新闻.html"]


STEERING = "\x1b[31m\x9b31m\u202e"


def test_nothing_steers_a_terminal(tmp_path: Path) -> None:
    name = tmp_path / f"a{STEERING}\nnewsclean: b: ok.html"
    text = PAGE.replace("新桥正式", "新桥\u202e\x9b31m正式").replace("城东", "城\x9b东")
    name.write_text(text, encoding="utf-8")
    (tmp_path / "b.html").write_text(text, encoding="utf-8")
    bad = tmp_path / f"{STEERING}.pdf"
    bad.write_bytes(b"%PDF-1.7")
    for arguments in ([], ["--json"], ["--explain"]):
        found = run(*arguments, name, tmp_path / "b.html", bad)
        shown = found.stdout + found.stderr
        assert not set(shown) & set("\x1b\x9b\u202e\x85"), arguments
        assert "newsclean: b: ok" not in shown.splitlines()
    archives.write_jsonl(tmp_path / "c.jsonl", [GOOD])
    found = run("batch", tmp_path / f"no{STEERING}", "-o", tmp_path / "o.jsonl")
    assert not set(found.stderr) & set("\x1b\x9b\u202e\x85") and found.returncode == 2


# ---- options and streams


@pytest.mark.parametrize("value", ["-1", "nan", "inf", "0"])
def test_timeouts_that_make_no_sense(tmp_path: Path, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    source = str(archives.write_jsonl(tmp_path / "a.jsonl", [GOOD]))
    out = str(tmp_path / "o.jsonl")
    assert main([source, "-o", out, "--workers", "1", f"--timeout={value}"]) == 2
    assert "--timeout is a number of seconds above 0" in capsys.readouterr().err
    assert main([source, "-o", out, "--timeout", "5"]) == 2
    assert "--timeout needs --workers" in capsys.readouterr().err
    assert main([source, "-o", out, "--encoding", "klingon"]) == 2
    assert not os.path.exists(out)


@pytest.mark.parametrize(
    ("line", "code", "out"),
    [
        ("newsclean {page} 2>&-", 0, "城东新桥通车"),
        ("newsclean {page} {none} --json 2>&-", 1, '{"title"'),
        ("newsclean {page} >&-", 2, ""),
        ("newsclean {page} > /dev/full", 2, ""),
        ("newsclean - <&-", 1, ""),
        ("newsclean {page} {none} 2> /dev/full", 1, "==> "),
        ("newsclean batch {page} -o {folder}/o.jsonl 2>&-", 0, ""),
        ("newsclean batch {page} -o {folder}/o.jsonl >&-", 0, ""),
        ("newsclean batch {page} -o {folder}/o.jsonl <&-", 0, ""),
        ("newsclean batch {page} -o {folder}/o.jsonl <&- >&- 2>&-", 0, ""),
        ("newsclean batch {page} -o {folder}/o.jsonl 2> /dev/full", 0, ""),
        ("newsclean batch {page} {none} -o {folder}/o.jsonl 2> /dev/full", 2, ""),
        ("newsclean batch {page} -o {folder}/o.jsonl --workers 1 2>&-", 0, ""),
    ],
)
def test_closed_and_full_streams(tmp_path: Path, line: str, code: int, out: str) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    names = {"page": tmp_path / "page.html", "none": tmp_path / "none.html", "folder": tmp_path}
    found = shell(line.format(**names))
    assert found.returncode == code, found.stderr
    assert "Traceback" not in found.stderr and "Exception ignored" not in found.stderr
    assert found.stdout.startswith(out) and "none.html" not in found.stdout
    if "batch" in line and code == 0:
        assert len(written(tmp_path / "o.jsonl")) == 1
    if out.startswith("{"):
        json.loads(found.stdout)


def test_progress_in_plain_lines(tmp_path: Path) -> None:
    source = archives.write_jsonl(tmp_path / "a.jsonl", [GOOD] * 200)
    run = Run(source, "-o", tmp_path / "o.jsonl", told_every=0.02)
    told = run.communicate()
    assert run.returncode == 0
    assert "newsclean batch: " in told and " pages, 0 errors, " in told
    assert "\r" not in told


# ---- workers


def test_workers_that_do_not_start_end_the_run(tmp_path: Path) -> None:
    source = archives.write_jsonl(tmp_path / "a.jsonl", [{**GOOD, "id": n} for n in range(40)])
    out = tmp_path / "o.jsonl"
    found = subprocess.run(
        ["bash", "-c", f"ulimit -n 14; exec {sys.executable} -m newsclean batch {source} -o {out} --workers 2"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        timeout=120,
    )
    assert found.returncode == 2 and "Traceback" not in found.stderr, found.stderr
    assert not errors(out)
    assert main([str(source), "-o", str(out), "--resume"]) == 0
    assert len(written(out)) == 40
