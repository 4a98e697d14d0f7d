"""A worker that is told to end lets go of the channel first."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

# {} is what runs while SIGTERM comes in: pebble's function that holds the channel, or a page
PROGRAM = """
import multiprocessing, os, signal, time
from newsclean.bulk import worker
worker.begin({{}}, multiprocessing.RawValue("i", 0))
def {}():
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(0.1)
    print("through", flush=True)
{}()
time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="processes are ended without being asked")
@pytest.mark.parametrize(
    ("name", "shown"), [("task_transaction", "through\n"), ("send_result", "through\n"), ("work", "")]
)
def test_ended_only_where_it_holds_nothing(name: str, shown: str) -> None:
    pytest.importorskip("pebble")
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(name, name)],
        stdout=subprocess.PIPE,
        text=True,
        timeout=50,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (run.stdout, run.returncode) == (shown, 128 + signal.SIGTERM)


def test_pebble_names_what_holds_the_channel_as_ever() -> None:
    process = pytest.importorskip("pebble.pool.process")
    from newsclean.bulk.worker import _HOLDING

    assert all(callable(getattr(process, name)) for name in _HOLDING)
