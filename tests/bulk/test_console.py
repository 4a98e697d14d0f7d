"""What a command says, and that it ends quietly whatever its streams are."""

from __future__ import annotations

import io
import sys

import pytest

from newsclean.bulk.console import is_terminal, leave_quietly, tell


class Stream(io.StringIO):
    """A stream that is a terminal."""

    flushes = 0

    def flush(self) -> None:
        self.flushes += 1

    def isatty(self) -> bool:
        return True


def test_what_is_left_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    out, told = Stream(), Stream()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", told)
    leave_quietly()
    assert (out.flushes, told.flushes) == (1, 1)
    tell("完成")
    assert told.getvalue() == "完成\n" and is_terminal()


def test_without_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    leave_quietly()
    tell("完成")
    assert not is_terminal()
