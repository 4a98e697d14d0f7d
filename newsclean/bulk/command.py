"""`newsclean batch INPUT… -o OUT`: files, folders and archives of pages in, one table of articles out."""

from __future__ import annotations

import argparse
import math
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import Any

from ..errors import NewscleanError, check_arguments
from ..reading.limits import MAX_BYTES
from .checkpoint import Summary
from .choices import NAMES, add_choices, options_of
from .console import is_terminal, leave_quietly, one_line, open_streams, tell
from .inputs import InputError, find_sources
from .readers import Reader
from .run import Run, Wishes, open_run
from .schema import ROW_FIELDS, chosen_fields
from .stream import clean_pages
from .tables import Fields

DONE, SOME_FAILED, COULD_NOT_RUN = 0, 1, 2
_STOPPED = 128  # and the signal's number: what shells report of a program ended by Ctrl-C (130) or SIGTERM (143)
_TOLD_EVERY = 10.0  # seconds between two lines of progress, where there is no terminal for a bar

_EPILOG = """\
inputs:
  FOLDER, GLOB, FILE      pages; in folders also the collections below; other files (images …) are counted
  .jsonl .jsonl.gz .zst   one page a line, fields by name
  .warc .wet (.gz .zst)   HTML and text records, with their dates; others are counted
  .parquet                one page a row, columns by name

output, by its suffix:
  .jsonl .jsonl.gz .jsonl.zst   one article a line
  .parquet                      a folder of Parquet files
beside it: OUT.errors.jsonl (id and reason of each page that failed), OUT.checkpoint.json (for --resume),
OUT.doubtful.jsonl (with --min-confidence), OUT.lock

exit codes:
  0    all pages done
  1    done, but some pages failed: see OUT.errors.jsonl
  2    could not run, or could not go on (disk full …): the reason is on standard error
  130  interrupted by Ctrl-C, 143  by SIGTERM; what was done is safe
After 2, 130, 143, kill -9 or a power cut the same command with --resume goes on: nothing is lost or there twice.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `newsclean batch` with some arguments; the exit code."""
    open_streams()
    args = _parser().parse_args(argv)
    try:
        with _stopping() as stop:
            try:
                summary, ended = _run(args, stop)
            except KeyboardInterrupt:
                return _fail("interrupted; --resume goes on from the last checkpoint", _STOPPED + stop.signal)
    except (InputError, ValueError, ImportError) as error:
        return _fail(str(error))
    except (OSError, NewscleanError) as error:
        return _fail(f"cannot go on: {_told(error)}; what was done before is safe, --resume goes on")
    finally:
        leave_quietly()
    tell(str(summary))
    if not ended:
        return _fail("interrupted; --resume goes on", _STOPPED + stop.signal)
    return SOME_FAILED if summary.errors else DONE


def _told(error: Exception) -> str:
    """What an error says, and of which file, if that is not what it says.

    >>> [_told(error) for error in (OSError("a.jsonl is shorter"), OSError(2, "Not there", "a"), OSError(28, "Full"))]
    ['a.jsonl is shorter', "[Errno 2] Not there: 'a'", '[Errno 28] Full (writing the output, or starting workers)']
    """
    if isinstance(error, OSError) and error.errno is not None and error.filename is None:
        return f"{error} (writing the output, or starting workers)"
    return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newsclean batch",
        description="Clean many pages: from files, folders, archives and tables into one table of articles.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, globs")
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="file or folder for the articles")
    _add_work(parser.add_argument_group("work"))
    _add_input(parser.add_argument_group("input"))
    _add_output(parser.add_argument_group("output"))
    return parser


def _add_work(group: Any) -> None:
    group.add_argument("--workers", type=int, metavar="N", help="worker processes (default: none, in this process)")
    group.add_argument("--timeout", type=float, metavar="SECONDS", help="for a page; needs --workers (60)")
    group.add_argument("--resume", action="store_true", help="go on with the run that wrote OUT, or begin it")
    group.add_argument(
        "--force-resume", action="store_true", help="… although inputs, options or newsclean's version have changed"
    )
    group.add_argument("--retry-errors", action="store_true", help="--resume, and take the pages that failed again")


def _add_input(group: Any) -> None:
    group.add_argument("--script", choices=("auto", "keep", "simplified", "traditional"), default="auto")
    group.add_argument("--encoding", help="the pages' encoding, where known")
    group.add_argument(
        "--max-bytes", type=int, default=MAX_BYTES, metavar="N", help=f"the largest page that is read ({MAX_BYTES:,})"
    )
    add_choices(group)
    group.add_argument("--id-field", default="id", metavar="NAME", help="field or column with the page's id (id)")
    group.add_argument("--url-field", default="url", metavar="NAME", help="… with its address (url)")
    group.add_argument(
        "--fetched-field", metavar="NAME", help="… with the time of fetching (none; UTC where it names no zone)"
    )
    group.add_argument("--page-field", metavar="NAME", help="… with the page itself (html, else text)")


def _add_output(group: Any) -> None:
    group.add_argument("--fields", metavar="NAMES", help="the article's fields in a row; +blocks: those and blocks")
    group.add_argument("--keep-fields", default="", metavar="NAMES", help="fields to carry through, a,b,c")
    group.add_argument("--skip-empty", action="store_true", help="no rows for pages that show no article")
    group.add_argument(
        "--min-confidence", type=float, default=0.0, metavar="X", help="articles below 0 < X <= 1 go beside the output"
    )


def _fail(message: str, code: int = COULD_NOT_RUN) -> int:
    """One line on standard error, and an exit code."""
    tell(f"newsclean batch: {one_line(message)}")
    return code


class _Stop:
    """Whether the run was asked to stop, and by which signal."""

    asked = False
    signal = signal.SIGINT.value


@contextmanager
def _stopping() -> Iterator[_Stop]:
    """The first Ctrl-C or SIGTERM asks to stop behind the page at hand, so that all that is done is kept; a second one
    stops at once."""
    stop = _Stop()

    def ask(number: int, frame: object) -> None:
        again, stop.asked, stop.signal = stop.asked, True, number
        if again:
            raise KeyboardInterrupt

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _checked(args: argparse.Namespace) -> None:
    """Raise where an option makes no sense."""
    if args.workers is not None and args.workers < 1:
        raise InputError(f"--workers is at least 1, not {args.workers}")
    if args.timeout is not None:
        if args.workers is None:
            raise InputError("--timeout needs --workers: without them no page is stopped")
        if not (math.isfinite(args.timeout) and args.timeout > 0):
            raise InputError(f"--timeout is a number of seconds above 0, not {args.timeout}")
    if args.max_bytes < 1:
        raise InputError(f"--max-bytes is at least 1, not {args.max_bytes}")
    if not 0 <= args.min_confidence <= 1:
        raise InputError(f"--min-confidence is between 0 and 1, not {args.min_confidence}")
    check_arguments(None, encoding=args.encoding)


def _fields(args: argparse.Namespace) -> Fields:
    """Where a table holds its pages, and what of it is kept."""
    keep = tuple(name for name in args.keep_fields.split(",") if name)
    own = {"id", *ROW_FIELDS, *chosen_fields(args.fields)}
    for name in keep:
        if name in own:
            raise InputError(f"--keep-fields {name}: the output has a column of that name already")
    page = (args.page_field,) if args.page_field else Fields().page
    return Fields(args.id_field, args.url_field, page, args.fetched_field, keep)


def _run(args: argparse.Namespace, stop: _Stop) -> tuple[Summary, bool]:
    """Clean all; the summary, and whether the end was reached."""
    _checked(args)
    fields = _fields(args)
    options = {"script": args.script, "encoding": args.encoding, "max_bytes": args.max_bytes}
    chosen = options_of(vars(args))
    said = {name: getattr(args, name) for name in NAMES if getattr(args, name)}
    said |= {"columns": args.fields} if args.fields else {}
    wishes = Wishes(fields.keep, args.skip_empty, args.min_confidence, chosen_fields(args.fields))
    sources = find_sources(args.inputs, exclude=args.output)
    with ExitStack() as stack:
        run = open_run(
            args.output,
            {**options, **said, "fields": _listed(fields), "wishes": _listed(wishes[:-1])},
            stack,
            wishes=wishes,
            resume=args.resume or args.force_resume or args.retry_errors,
            retry=args.retry_errors,
            forced=args.force_resume,
        )
        reader = Reader(
            sources,
            fields,
            run.place,
            only=run.failed_before(),
            until=run.until,
            limit=args.max_bytes,
            forced=args.force_resume,
        )
        timeout = {} if args.timeout is None else {"timeout": args.timeout}
        bar = is_terminal()
        results = clean_pages(reader, workers=args.workers, progress=bar, **timeout, **options, **chosen)
        ended = _take_all(stack.enter_context(closing(results)), run, stop, silent=bar)
        if ended:
            run.end(reader.end)
        else:
            run.save()
        return run.state.summary, ended


def _listed(options: tuple[Any, ...]) -> list[Any]:
    """Options as JSON gives them back."""
    return [list(value) if isinstance(value, tuple) else value for value in options]


def _take_all(results: Iterator[Any], run: Run, stop: _Stop, silent: bool) -> bool:
    """Take all results; whether the end was reached before the run was asked to stop."""
    begin = told = time.monotonic()
    first = run.state.summary.pages
    for result in results:
        run.add(result)
        if stop.asked:
            return False
        if not silent and time.monotonic() - told > _TOLD_EVERY:
            told = time.monotonic()
            tell(_progress(run.state.summary, (run.state.summary.pages - first) / (told - begin)))
    return True


def _progress(summary: Summary, rate: float) -> str:
    """How far a run is, in a line.

    >>> _progress(Summary(pages=12000, articles=11000, empty=970), 74.6)
    'newsclean batch: 12,000 pages, 30 errors, 75 pages a second'
    """
    failed = summary.pages - summary.articles - summary.empty
    return f"newsclean batch: {summary.pages:,} pages, {failed:,} errors, {rate:,.0f} pages a second"
