"""How a run may end: in a process of its own, with workers, by signals to it, to one or all of them, at any moment."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import random
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

from newsclean.bulk.command import main as batch

from .siege_inputs import Round, held

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
_HANDLED = (signal.SIGINT, signal.SIGTERM)
_LONGEST = 90.0  # seconds of a run, and
_LEFT = 20.0  # of what it leaves behind
_SPOILT = (None, -1, 0, "7", 1.5, 10**9, [], {}, True)


def lay(seed: int) -> str:
    """One round; what does not hold, "" where all does."""
    with tempfile.TemporaryDirectory() as name:
        round_ = Round(seed, Path(name))
        chance = round_.chance
        source, out = round_.make(), Path(name) / ("out" + chance.choice([".jsonl", ".jsonl.zst", ".parquet"]))
        workers = chance.choice([[], ["--workers", "1"], ["--workers", "2"], ["--workers", "2"]])
        method = chance.choice(["fork"] * 6 + ["spawn", "forkserver"]) if workers else "fork"
        arguments = [str(source), "-o", str(out), "--resume", *workers]
        for _ in range(chance.randint(1, 4)):
            run = Process(arguments, method, Path(name) / "told")
            found = run.ended(chance) or _with_other_checkpoint(arguments, Path(f"{out}.checkpoint.json"), chance)
            if found:
                return f"{method} {' '.join(workers)}: {found}"
        run = Process(arguments, method, Path(name) / "told")
        return run.left() or held(round_, out, run.code)


class Process:
    """A run in a process group of its own."""

    def __init__(self, arguments: list[str], method: str, told: Path) -> None:
        self._told = told
        self.code = 0
        self.pid = os.fork()
        if self.pid:
            return
        try:
            os.setsid()
            os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
            multiprocessing.set_start_method(method, force=True)
            os._exit(batch(arguments))
        except KeyboardInterrupt:  # before the run listens
            os._exit(128 + signal.SIGINT)

    def ended(self, chance: random.Random) -> str:
        """Send signals at some moment; what does not hold then."""
        time.sleep(0.002 * 1000 ** chance.random())
        number, whom = chance.choice(_SIGNALS), chance.choice(["run", "group", "worker"])
        if whom == "worker":
            number = signal.SIGTERM  # any other is rightly an error of the page
        for _ in range(chance.choice((1, 1, 2))):
            with contextlib.suppress(ProcessLookupError, IndexError):
                if whom == "group":
                    os.killpg(self.pid, number)
                else:
                    os.kill(self.pid if whom == "run" else chance.choice(_children(self.pid)), number)
        found = self.left()
        sent = {-number} | ({128 + number} if number in _HANDLED else set())
        right = {0, 1} | (sent if whom != "worker" else set())
        return found or ("" if self.code in right else f"exit code {self.code} after {number.name} to the {whom}")

    def left(self) -> str:
        """Wait for the end; what does not hold then."""
        deadline = time.monotonic() + _LONGEST
        while not (found := os.waitpid(self.pid, os.WNOHANG))[0]:
            if time.monotonic() > deadline:
                os.killpg(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                return "no end"
            time.sleep(0.005)
        self.code = os.waitstatus_to_exitcode(found[1])
        while _group(self.pid):
            if time.monotonic() > deadline + _LEFT:
                os.killpg(self.pid, signal.SIGKILL)
                return "workers are left"
            time.sleep(0.05)
        told = self._told.read_text(encoding="utf-8", errors="replace") if self._told.exists() else ""
        killed = self.code < 0  # what a worker that is just starting then complains of is Python's
        return f"told {told[-900:]!r}" if "Traceback" in told and not killed else ""


def _children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _group(number: int) -> list[int]:
    """The living processes of a group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
            if int(group) == number and state != "Z":
                found.append(int(path.parent.name))
    return found


def _with_other_checkpoint(arguments: list[str], path: Path, chance: random.Random) -> str:
    """Change the checkpoint behind the run's back, and set it right again; what does not hold."""
    if chance.random() < 0.6 or not path.exists():
        return ""
    before = path.read_bytes()
    state: dict[str, Any] = json.loads(before)
    name = chance.choice([name for name in state if name != "summary"])
    changed = {**state, name: chance.choice(_SPOILT)}
    if changed == state:
        return ""
    path.write_text(json.dumps(changed) if chance.random() < 0.8 else before.decode()[: chance.randrange(len(before))])
    run = Process(arguments, "fork", path.with_suffix(".told"))
    found = run.left()
    path.write_bytes(before)
    return found or ("" if run.code == 2 else f"exit code {run.code} with another {name} in the checkpoint")
