"""Runs of `newsclean batch` in processes of their own, forked from this one, which has everything imported already."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import warnings
from typing import Any

from newsclean.bulk import command, outputs


class Run:
    """A run that can be sent signals. It leads a process group of its own and commits often.

    Args:
        arguments: as the command takes them.
        largest: bytes of the largest file that it may write.
        told_every: seconds between two lines of progress.
    """

    def __init__(self, *arguments: Any, largest: int = resource.RLIM_INFINITY, told_every: float = 10.0) -> None:
        self._told = tempfile.TemporaryFile()  # noqa: SIM115  as long as the run
        self.returncode: int | None = None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads, which do nothing here
            self.pid = os.fork()
        if self.pid:
            return
        code = 70
        try:
            os.setsid()
            os.dup2(self._told.fileno(), 2)
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            signal.signal(signal.SIGINT, signal.default_int_handler)
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
            outputs.LINES_PER_COMMIT = outputs.ROWS_PER_PART = 10
            outputs.ROWS_PER_GROUP = 4
            command._TOLD_EVERY = told_every
            code = command.main(list(map(str, arguments)))
        finally:
            os._exit(code)

    def send_signal(self, number: int) -> None:
        """Send the run a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End the run at once."""
        self.send_signal(signal.SIGKILL)

    def communicate(self) -> str:
        """Wait for the end; what was told."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self._told.seek(0)
        return self._told.read().decode("utf-8", "replace")
