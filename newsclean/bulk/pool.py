"""Worker processes: pages are cleaned side by side and come back in order; a page that kills its worker fails alone.

pebble's pool gives the per-page time-outs and says which page a dead worker was at. Two things it does not do are done
here. It takes all tasks at once, so the input is fed to it in a window. And a worker that is killed at a bad moment (in
the middle of sending a result) breaks the whole pool, so pages in flight are then tried again one by one: the page that
breaks the pool on its own is the one to blame.
"""

from __future__ import annotations

import atexit
import multiprocessing
import pickle
import time
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import Future, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ..errors import ArgumentError, MissingExtraError, WorkersError

try:
    from pebble import ProcessExpired, ProcessPool
except ImportError as error:
    raise MissingExtraError.of("batch", "workers need pebble") from error

from ..article import Article
from ..text.lazy_re import compile_waiting
from . import worker
from .records import Cleaned, Raw, reason

# Pages in flight per worker. One slow page holds back the output, not the other workers, as long as these last: 16
# are about 0.2 s of work at an ordinary page's 10 to 15 ms, and about 2 MB of pages.
LOOKAHEAD = 16

# The page at the head of the line is being worked on or next, so its result is due after `timeout` seconds, and a few
# for stopping the worker (pebble waits 3) and starting another. Later than that, the pool is stuck: it is replaced.
PATIENCE = 30.0

# A run that is shorter than its workers' start waits for them so long, in seconds: one that is told to end before it
# has the channel complains that there is none.
_START = 10.0

_FOREVER = 1e7  # seconds: more than that, and infinity, is an error, as the system's clock cannot wait so long


def clean_in_pool(
    items: Iterator[Raw | Cleaned], workers: int, timeout: float | None, options: Mapping[str, Any]
) -> Generator[Cleaned, None, None]:
    """Clean pages in worker processes, in input order. Checks its arguments at once, starts at the first `next`."""
    if workers < 1:
        raise ArgumentError(f"workers is None or at least 1, not {workers}", argument="workers")
    if timeout is not None and not 0 < timeout < _FOREVER:
        raise ArgumentError(f"timeout is None or a number of seconds above 0, not {timeout}", argument="timeout")
    try:
        pickle.dumps(dict(options))
    except Exception as error:
        told = f"with workers, options must pickle (steps and repairs are functions of a module): {error}"
        raise ArgumentError(told, argument="steps") from error
    return _clean(items, workers, timeout, dict(options))


@dataclass
class _Job:
    """A page in line. `future` is None while it waits for its turn to be tried alone."""

    raw: Raw
    future: Future[Article | str] | None = None


class _Line:
    """Pages in flight, in input order, and the pool that works on them."""

    def __init__(self, workers: int, timeout: float | None, options: dict[str, Any]) -> None:
        self.workers, self.timeout, self.options = workers, timeout, options
        self.jobs: deque[_Job | Cleaned] = deque()
        self.pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        if multiprocessing.get_start_method() == "fork":
            compile_waiting()  # once, instead of in each of the workers
        try:
            self._begun, self._ending = multiprocessing.Value("i", 0), multiprocessing.RawValue("i", 0)
            said = (self.options, self.timeout, self._begun, self._ending)
            pool = ProcessPool(max_workers=self.workers, initializer=worker.begin, initargs=said)
            with worker.signals_waiting():
                _ = pool.active  # which starts its threads, and they the workers
        except (OSError, BrokenProcessPool) as error:
            raise WorkersError(f"the worker processes do not start: {error.__cause__ or error}") from error
        atexit.register(self._let_go)  # else pebble waits for each of them when the program ends
        return pool

    def _let_go(self) -> None:
        """Let the workers end when they are told to."""
        self._ending.value = 1

    @property
    def full(self) -> bool:
        return len(self.jobs) >= LOOKAHEAD * self.workers

    @property
    def ready(self) -> bool:
        """Whether the page at the head is done."""
        if not self.jobs:
            return False
        head = self.jobs[0]
        return isinstance(head, Cleaned) or (head.future is not None and head.future.done())

    def add(self, item: Raw | Cleaned) -> None:
        """Put an item in line; it is sent to the pool at once, unless pages before it are being tried one by one."""
        if isinstance(item, Cleaned):
            self.jobs.append(item)
            return
        job = _Job(item._replace(page=_portable(item.page)))
        if not any(isinstance(other, _Job) and other.future is None for other in self.jobs):
            job.future = self._send(job)
        self.jobs.append(job)

    def take(self) -> Cleaned:
        """The result at the head of the line; waits for it."""
        job = self.jobs[0]
        if isinstance(job, Cleaned):
            self.jobs.popleft()
            return job
        alone = job.future is None
        if job.future is None:
            job.future = self._send(job)
        result = self._wait(job)
        if (result is None or result.kind == "WorkerDied") and not self._begun.value:
            raise WorkersError("the worker processes end before they are at any page")
        if result is None:
            self._replace_pool()
            if not alone:
                job.future = None  # tried once more, alone, and never a third time, whatever has come in meanwhile
                return self.take()
            result = Cleaned(job.raw.id, None, "WorkerDied: the worker process was lost, twice, while at this page")
        self.jobs.popleft()
        return result._replace(id=job.raw.id)

    def _send(self, job: _Job) -> Future[Article | str]:
        try:
            future: Future[Article | str] = self.pool.schedule(
                worker.work, args=(job.raw._replace(id=None),), timeout=self.timeout
            )
        except RuntimeError:  # the pool has broken since; `take` sees it and makes another
            future = Future()
            future.set_exception(BrokenProcessPool())
        return future

    def _wait(self, job: _Job) -> Cleaned | None:
        """The result of a page that was sent; None where the pool broke."""
        assert job.future is not None
        patience = None if self.timeout is None else self.timeout + PATIENCE
        try:
            found = job.future.result(patience)
        except TimeoutError:
            if not job.future.done():
                return None
            return Cleaned(job.raw.id, None, f"TimeoutError: not done after {self.timeout:g} seconds")
        except BrokenProcessPool:
            return None
        except ProcessExpired as error:
            code = getattr(error, "exitcode", None)
            ended = f"signal {-code}" if code and code < 0 else f"exit code {code}"
            return Cleaned(job.raw.id, None, f"WorkerDied: the worker process ended with {ended}")
        except Exception as error:  # a page or an article that does not pickle
            return Cleaned(job.raw.id, None, reason(error))
        return Cleaned(job.raw.id, None, found) if isinstance(found, str) else Cleaned(job.raw.id, found)

    def _replace_pool(self) -> None:
        """A new pool; pages that have no result will be tried one by one."""
        self.close()
        self.pool = self._new_pool()
        for job in self.jobs:
            if isinstance(job, _Job) and job.future is not None and not _has_result(job.future):
                job.future = None

    def close(self) -> None:
        """Stop the workers and wait for their end."""
        deadline = time.monotonic() + _START
        while self.pool.active and self._begun.value < self.workers and time.monotonic() < deadline:
            time.sleep(0.02)
        self._let_go()
        atexit.unregister(self._let_go)
        self.pool.stop()
        self.pool.join()


def _clean(
    items: Iterator[Raw | Cleaned], workers: int, timeout: float | None, options: dict[str, Any]
) -> Generator[Cleaned, None, None]:
    """Feed a line and give out its results; an error of the input comes after the results of what was read."""
    line = _Line(workers, timeout, options)
    failure: BaseException | None = None
    try:
        while True:
            try:
                line.add(next(items))
            except StopIteration:
                break
            except Exception as error:
                failure = error
                break
            while line.full or line.ready:
                yield line.take()
        while line.jobs:
            yield line.take()
        if failure is not None:
            raise failure
    finally:
        line.close()


def _has_result(future: Future[Any]) -> bool:
    """Whether a page was done, well or badly, before the pool broke."""
    return future.done() and not future.cancelled() and not isinstance(future.exception(), BrokenProcessPool)


def _portable(page: Any) -> Any:
    """A page that can be sent to another process: trees are written out."""
    if isinstance(page, (etree._Element, etree._ElementTree)):
        return etree.tostring(page, encoding="unicode", method="html")
    if type(page).__module__.startswith("bs4"):
        return str(page)
    return bytes(page) if isinstance(page, (bytearray, memoryview)) else page
