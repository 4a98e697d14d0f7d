"""The command line: `newsclean PAGE…`, the same as `python -m newsclean PAGE…`.

Exit codes: 0 all pages cleaned, 1 a page could not be read or is no page, 2 wrong usage, or nothing can be written to
standard output, 141 the reader of the output went away.
"""

from __future__ import annotations

import argparse
import datetime as dt
import errno
import io
import sys
from collections.abc import Sequence

from . import NewscleanError, __version__, clean_page, explain_page
from .bulk.choices import add_choices, options_of
from .bulk.console import leave_quietly, one_line, open_streams, plain, tell
from .phrases.rules import listed
from .reading.limits import MAX_BYTES

_NO_OUTPUT = 2
_BROKEN_PIPE = 141  # 128 + SIGPIPE: what a shell reports of a program that wrote into a closed pipe


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: the arguments, without the program's name; those of the process by default.

    Raises:
        SystemExit: wrong usage (code 2), `--help` or `--version` (code 0).
    """
    argv = sys.argv[1:] if argv is None else list(argv)
    open_streams()
    try:
        if argv[:1] == ["batch"]:
            from .bulk.command import main as batch  # behind an extra, so loaded only where asked for

            code = batch(argv[1:])
        elif argv[:1] == ["learn-site"]:
            from .bulk.learn_command import main as learn

            code = learn(argv[1:])
        elif argv == ["rules"]:
            print(listed())
            code = 0
        elif argv[:1] == ["fixture"]:
            from .compare.fixtures.command import main as fixture

            code = fixture(argv[1:])
        else:
            code = _run(_arguments(argv))
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        code = _BROKEN_PIPE
    except OutputError as error:
        tell(f"newsclean: {one_line(str(error))}")
        code = _NO_OUTPUT
    except OSError as error:  # what was written last
        tell(f"newsclean: cannot write to standard output: {error.strerror}")
        code = _NO_OUTPUT
    leave_quietly()
    return code


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, checked."""
    parser = argparse.ArgumentParser(
        prog="newsclean",
        description="Clean raw Chinese news pages: HTML files or plain-text dumps, in any encoding.",
        epilog="newsclean batch --help: many pages, archives, datasets; newsclean fixture --help: pages as test cases; "
        "newsclean learn-site --help: what is true of a site; newsclean rules: what each rule reads.",
    )
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="a file; - reads standard input")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="one JSON object a line instead of readable text")
    shape.add_argument("--explain", action="store_true", help="each line of the page with its role and rule")
    parser.add_argument("--html", metavar="FILE", help="with --explain: write the picture of the page to FILE")
    parser.add_argument("--url", help="the page's address: completes image links, can give a date")
    parser.add_argument("--encoding", help="the page's encoding, where known")
    parser.add_argument("--fetched", type=_time, metavar="TIME", help="when it was fetched: 2024-03-12T08:30+08:00")
    parser.add_argument(
        "--script",
        choices=("auto", "keep", "simplified", "traditional"),
        default="auto",
        help="auto (default): undo machine-made traditional script; keep: never convert; the others always convert",
    )
    add_choices(parser)
    parser.add_argument("--version", action="version", version=f"newsclean {__version__}")
    arguments = parser.parse_args(argv)
    try:
        arguments.chosen = options_of(vars(arguments))
    except (NewscleanError, OSError) as error:
        if isinstance(error, OSError) and error.filename:
            parser.error(f"{error.filename}: {error.strerror}")
        parser.error(str(error))
    if arguments.html and not arguments.explain:
        parser.error("--html goes with --explain")
    if len(arguments.pages) > 1 and (arguments.url or arguments.html):
        parser.error("--url and --html go with one page")
    return arguments


def _time(text: str) -> dt.datetime:
    """A time that names its zone."""
    time = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if time.utcoffset() is None:
        raise argparse.ArgumentTypeError(f"{text} names no time zone: 2024-03-12T08:30+08:00 does")
    return time


class OutputError(NewscleanError, OSError):
    """Standard output is closed, or cannot be written to."""


def _run(arguments: argparse.Namespace) -> int:
    """Do all pages; 1 if one of them failed."""
    if sys.stdout is None:
        raise OutputError("standard output is closed: there is nowhere to write to")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # what is written is the same on every machine, and a lone surrogate in a page ends nothing
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    failed = False
    for number, name in enumerate(arguments.pages):
        try:
            shown = _show(name, arguments)
        except (NewscleanError, ValueError) as error:
            failed = _complain(name, str(error))
        except OSError as error:
            failed = _complain(name, error.strerror or str(error))
        else:
            if len(arguments.pages) > 1 and not arguments.json:
                print(f"{'' if number == 0 else chr(10)}==> {one_line(name)} <==")
            if shown:
                # as JSON all that steers a terminal is escaped, and means the same
                print(plain(shown))
            elif not arguments.explain:
                tell(f"newsclean: {one_line(name)}: shows no article")
    return int(failed)


def _show(name: str, arguments: argparse.Namespace) -> str:
    """What to print of one page; with `--html`, nothing but the picture's file is written."""
    raw = _read(name)
    options = {"url": arguments.url, "encoding": arguments.encoding, "script": arguments.script}
    options |= {"fetched": arguments.fetched, **arguments.chosen}
    if not arguments.explain:
        article = clean_page(raw, **options)
        return article.to_json() if arguments.json else str(article)
    explanation = explain_page(raw, **options)
    if arguments.html:
        explanation.save(arguments.html)
        return ""
    return str(explanation)


def _read(name: str) -> bytes:
    """A page's bytes, no more of them than show that it is too large."""
    if name == "-":
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with open(name, "rb") as file:
        return file.read(MAX_BYTES + 1)


def _complain(name: str, message: str) -> bool:
    """Say in one line what is wrong with a page."""
    tell(f"newsclean: {one_line(name)}: {one_line(message)}")
    return True


if __name__ == "__main__":
    sys.exit(main())
