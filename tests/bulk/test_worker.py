"""A worker ends by SIGTERM where its run wants it to, and passes over any other."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time

import pytest

from newsclean.bulk import worker
from newsclean.bulk.records import Raw

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are ended without being asked")


def run(limit: float | None, word: int) -> int | None:
    """The exit code of a worker that gets SIGTERM before it listens, and at a page; 0 where it goes on."""
    fork = multiprocessing.get_context("fork")
    begun, ending = fork.Value("i", 0), fork.RawValue("i", 0)

    def live() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.kill(os.getpid(), signal.SIGTERM)
        worker.begin({"steps": (at_a_page,)}, limit, begun, ending)
        ending.value = word
        worker.work(Raw(1, "<p>新桥"))
        os._exit(0)

    with worker.signals_waiting():
        process = fork.Process(target=live)
        process.start()
    process.join(50)
    assert begun.value == 1
    return process.exitcode


def at_a_page(_: object) -> list[object]:
    time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGTERM)
    return []


@pytest.mark.parametrize(("limit", "word", "code"), [(None, 0, 0), (9.0, 0, 0), (0.01, 0, 143), (None, 1, 143)])
def test_ended_by_its_run_alone(limit: float | None, word: int, code: int) -> None:
    assert run(limit, word) == code
