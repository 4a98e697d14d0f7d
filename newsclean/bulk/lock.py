"""A lock that keeps other runs off an output: held by this process alone, let go whatever way it ends."""

from __future__ import annotations

from contextlib import ExitStack

from ..errors import MissingExtraError
from .inputs import InputError


def lock(path: str, output: str, stack: ExitStack) -> None:
    """Hold the lock that a file stands for until the stack is closed. The file holds nothing and stays.

    A record lock (`lockf`) belongs to the process: workers that outlive it for a moment do not hold it. Windows has
    none, and no processes that share what is open: there it is filelock's.

    Raises:
        InputError: another run holds it.
    """
    try:
        import fcntl
    except ImportError:
        _lock_on_windows(path, output, stack)
        return
    file = stack.enter_context(open(path, "ab"))  # noqa: SIM115  closed by the stack
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise InputError(f"another run is writing {output}") from error


def _lock_on_windows(path: str, output: str, stack: ExitStack) -> None:
    try:
        from filelock import FileLock, Timeout
    except ImportError as error:
        raise MissingExtraError.of("batch", "a batch needs filelock") from error
    try:
        stack.enter_context(FileLock(path, timeout=0))
    except Timeout as error:
        raise InputError(f"another run is writing {output}") from error
