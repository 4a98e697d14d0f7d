"""What runs in a worker process: pages are cleaned with the options of the run, and SIGTERM ends it at no bad moment.

A group of processes that is told to stop (by a shell, systemd, Slurm) gets SIGTERM in every worker too. One that ends
while it takes a page or hands over an article keeps the lock of the channel that all workers share: the others, and the
run, then wait for it for a minute. So a worker lets go of the channel first.
"""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Any

from ..article import Article
from .records import Raw, clean_raw, reason

_HOLDING = {"task_transaction", "send_result"}  # pebble's functions in which a worker holds the channel
_AGAIN = 0.02  # seconds until a worker that held the channel looks again

_options: dict[str, Any] = {}  # of this worker process


def begin(options: dict[str, Any], started: Any) -> None:
    """Called once in each worker: options need not travel with every page. Tells that workers do start."""
    _options.update(options)
    if hasattr(signal, "SIGALRM"):  # where it is missing, on Windows, a process is ended without being asked
        signal.signal(signal.SIGTERM, _end)
        signal.signal(signal.SIGALRM, _end)
    started.value = 1


def work(raw: Raw) -> Article | str:
    """The article, or the reason why there is none. Errors as text, since not every error pickles."""
    try:
        return clean_raw(raw, _options)
    except BaseException as error:  # a step that raises KeyboardInterrupt must not end the run
        return reason(error)


def _end(number: int, frame: FrameType | None) -> None:
    """End the process, or look again in a moment where it holds the channel."""
    while frame is not None:
        if frame.f_code.co_name in _HOLDING:
            signal.setitimer(signal.ITIMER_REAL, _AGAIN)
            return
        frame = frame.f_back
    os._exit(128 + signal.SIGTERM)
