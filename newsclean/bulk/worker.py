"""What runs in a worker process: pages are cleaned with the options of the run, and only the run ends it by SIGTERM.

A group of processes that is told to stop (by a shell, systemd, Slurm) gets SIGTERM in every worker too. One that ended
then could take a page with it, or the lock of the channel that all workers share, for which the others wait a minute.
The run stops behind the page at hand, and ends its workers itself; so a SIGTERM that does not come from it is passed
over. Until a worker listens, such signals wait.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

from ..article import Article
from .records import Raw, clean_raw, reason

_DUE = 0.9  # of a page's time: clocks differ, as the run counts from when it hears that a page is begun

_options: dict[str, Any] = {}  # of this worker process
_limit: float | None = None  # seconds for a page
_begun = math.inf  # when the page at hand was begun
_ending: Any = None  # the run's word that workers are to end, 1 once it is


@contextmanager
def signals_waiting() -> Iterator[None]:
    """Let no signal that stops a run get through to this thread, nor to threads and processes that it starts."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    if multiprocessing.get_start_method() != "fork":
        resource_tracker.ensure_running()  # which lets signals through behind its start
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin(options: dict[str, Any], limit: float | None, begun: Any, ending: Any) -> None:
    """Called once in each worker: options need not travel with every page. Counts the workers that have begun."""
    global _limit, _ending
    _options.update(options)
    _limit, _ending = limit, ending
    signal.signal(signal.SIGTERM, _end)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT, signal.SIGTERM))
    gc.freeze()  # what a worker begins with stays: the collector need not look through all of it again and again
    with begun.get_lock():
        begun.value += 1


def work(raw: Raw) -> Article | str:
    """The article, or the reason why there is none. Errors as text, since not every error pickles."""
    global _begun
    _begun = time.monotonic()
    try:
        return clean_raw(raw, _options)
    except BaseException as error:  # a step that raises KeyboardInterrupt must not end the run
        return reason(error)
    finally:
        _begun = math.inf


def _end(*_: Any) -> None:
    """End the process if the run wants it to: because it ends, or the page's time is over. Or if the run is gone."""
    run = multiprocessing.parent_process()
    late = _limit is not None and time.monotonic() - _begun > _DUE * _limit
    if _ending.value or late or run is None or not run.is_alive():
        os._exit(128 + signal.SIGTERM)
