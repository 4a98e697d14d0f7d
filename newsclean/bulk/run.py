"""A run of `newsclean batch`: output, error file and checkpoint, opened, locked and kept in step."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing
from typing import IO, Any

from .checkpoint import Checkpoint
from .inputs import InputError
from .outputs import Lines, Output, open_output, output_suffix
from .readers import Place
from .records import Cleaned


class Run:
    """Where the results of a run go. `state` tells how far it has come."""

    def __init__(self, state: Checkpoint, output: Output, errors: Lines, path: str) -> None:
        self.state, self._output, self._errors, self._path = state, output, errors, path
        self._since = time.monotonic()

    @property
    def place(self) -> Place:
        """The place of the last page that is done."""
        return Place("", self.state.source, self.state.record, self.state.digest)

    def add(self, result: Cleaned) -> None:
        """Take a page's result, whose id is its `Place`; save now and then."""
        place: Place = result.id
        if result.article is None:
            self._errors.add({"id": place.id, "error": result.error})
        else:
            self._output.write(place.id, result.article)
        self.state.summary.count(result)
        self._advance(place)
        if self._output.due() or self._errors.full:
            self.save()

    def _advance(self, place: Place) -> None:
        self.state.source, self.state.record, self.state.digest = place.source, place.record, place.digest
        self.state.summary.skipped.update(place.skipped)

    def save(self) -> None:
        """Put on disk what there is: output and errors first, then the checkpoint that tells of them."""
        self.state.output = self._output.commit()
        self.state.errors = self._errors.commit()
        now = time.monotonic()
        self.state.summary.seconds += now - self._since
        self._since = now
        self.state.save(self._path)

    def end(self, place: Place) -> None:
        """All pages are done; `place` is behind the last one."""
        self._advance(place)
        self.save()


def open_run(path: str, resume: bool, options: Mapping[str, Any], stack: ExitStack) -> Run:
    """Begin a run with output to `path`, or go on with it. `stack` closes what is opened.

    Raises:
        InputError: the output cannot be written to, is there already, is being written by another run, or was begun
            with other options.
        ValueError: its suffix is unknown, or its checkpoint is damaged.
    """
    output_suffix(path)
    saved, failed = path + ".checkpoint.json", path + ".errors.jsonl"
    if not resume and (os.path.exists(path) or os.path.exists(saved)):
        raise InputError(f"{path} is there already: --resume goes on with it")
    try:
        stack.callback(_remove_if_empty, failed)
        _lock(stack.enter_context(open(failed, "ab")), path)  # noqa: SIM115  closed by the stack
        state = Checkpoint.load(saved)
        if state is None:
            if os.path.exists(path):
                raise InputError(f"{path} is there already, without {saved}: not a run to go on with")
            state = Checkpoint(options)
            state.save(saved)  # before the output is made, so that there is no output without one
        if state.options != options:
            raise InputError(f"{path} was begun with other options: {state.options}")
        errors = stack.enter_context(closing(Lines(failed, state.errors)))
        output = stack.enter_context(closing(open_output(path, state.output)))
    except OSError as error:
        raise InputError(f"cannot write {path}: {error}") from error
    return Run(state, output, errors, saved)


def _lock(file: IO[bytes], path: str) -> None:
    """Keep other runs off the output, until this process ends in whatever way.

    A record lock (`lockf`) belongs to the process: workers that outlive it for a moment do not hold it.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise InputError(f"another run is writing {path}") from error


def _remove_if_empty(path: str) -> None:
    """No errors, no error file."""
    if os.path.exists(path) and os.path.getsize(path) == 0:
        os.remove(path)
