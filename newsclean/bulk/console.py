"""What is told to a terminal: one place that knows that streams can be closed, full or gone, and texts hostile."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable

from ..text import lazy_re as re

_COLOURS = {"red": 31, "green": 32, "dim": 2, "bold": 1}  # of ANSI terminals
# C0 (but for tab and newline), C1 and DEL steer a terminal; U+061C, 200E, 200F, 202A–E, 2066–9 turn its text around
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    r"""A text that steers no terminal: control characters and lone surrogates as escapes.

    >>> print(plain("a\x1b[31mb\u202ec\n"), end="")
    a\u001b[31mb\u202ec
    """
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    r"""The same in one line.

    >>> print(one_line("a\nnewsclean: b: ok"))
    a newsclean: b: ok
    """
    return plain(" ".join(text.split()))


def painted(rows: Iterable[tuple[str, str]], colour: bool) -> str:
    r"""Rows of text, each with the name of its colour, "" for none: what steers a terminal is there for colour alone.

    >>> painted([("red", "- a\x1b[2J"), ("", "b")], colour=True)
    '\x1b[31m- a\\u001b[2J\x1b[0m\nb'
    """
    shown = ((name if colour else "", plain(text)) for name, text in rows)
    return "\n".join(f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if name else text for name, text in shown)


def open_streams() -> None:
    """Put /dev/null where standard input, output or error is closed: else the next file that is opened takes its place,
    and what is meant for a terminal lands in it."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


def tell(message: str) -> None:
    """Say something on standard error, if that is open: what cannot be told stops nothing."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(plain(message) + "\n")
        sys.stderr.flush()


def is_terminal() -> bool:
    """Whether standard error is a terminal."""
    try:
        return sys.stderr is not None and sys.stderr.isatty()
    except (OSError, ValueError):
        return False


def leave_quietly() -> None:
    """Before the end: let Python, which flushes what is left on the way out, complain of no stream that is gone."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
