"""`python -m newsclean batch INPUT… -o OUT`: files, folders and archives of pages in, one table of articles out."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager

from .checkpoint import Summary
from .inputs import InputError, find_sources
from .readers import Fields, Reader
from .run import open_run
from .stream import clean_pages

DONE, SOME_FAILED, COULD_NOT_RUN, INTERRUPTED = 0, 1, 2, 130  # 130: what shells report of a program ended by Ctrl-C

_EPILOG = """\
inputs:
  FOLDER, GLOB, FILE      pages; in folders also the collections below; other files (images …) are counted
  .jsonl .jsonl.gz .zst   one page a line, fields by name
  .warc .wet (.gz .zst)   HTML and text records, with their dates; others are counted
  .parquet                one page a row, columns by name

output, by its suffix:
  .jsonl .jsonl.gz .jsonl.zst   one article a line
  .parquet                      a folder of Parquet files
beside it: OUT.errors.jsonl (id and reason of each page that failed), OUT.checkpoint.json (for --resume)

exit codes:
  0    all pages done
  1    done, but some pages failed: see OUT.errors.jsonl
  2    could not run, or could not go on (disk full …): the reason is on standard error
  130  interrupted; what was done is safe
After 2, 130, kill -9 or a power cut the same command with --resume goes on: nothing is lost, nothing is there twice.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `newsclean batch` with some arguments; the exit code."""
    args = _parser().parse_args(argv)
    try:
        with _stopping() as stop:
            summary, ended = _run(args, stop)
    except KeyboardInterrupt:
        return _fail("interrupted; --resume goes on from the last checkpoint", INTERRUPTED)
    except (InputError, ValueError, ImportError) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"cannot go on: {error}; what was done before is safe, --resume goes on")
    print(summary, file=sys.stderr)
    if not ended:
        return _fail("interrupted; --resume goes on", INTERRUPTED)
    return SOME_FAILED if summary.errors else DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m newsclean batch",
        description="Clean many pages: from files, folders, archives and tables into one table of articles.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, globs")
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="file or folder for the articles")
    parser.add_argument("--workers", type=int, metavar="N", help="worker processes (default: none, in this process)")
    parser.add_argument("--resume", action="store_true", help="go on with the run that wrote OUT, or begin it")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="SECONDS", help="for a page, with workers (60)")
    parser.add_argument("--script", choices=("auto", "keep", "simplified", "traditional"), default="auto")
    parser.add_argument("--encoding", help="the pages' encoding, where known")
    parser.add_argument("--id-field", default="id", metavar="NAME", help="field or column with the page's id (id)")
    parser.add_argument("--url-field", default="url", metavar="NAME", help="… with its address (url)")
    parser.add_argument(
        "--fetched-field", metavar="NAME", help="… with the time of fetching (none; UTC where it names no zone)"
    )
    parser.add_argument("--page-field", metavar="NAME", help="… with the page itself (html, else text)")
    return parser


def _fail(message: str, code: int = COULD_NOT_RUN) -> int:
    """One line on standard error, and an exit code."""
    print(f"newsclean batch: {' '.join(message.split())}", file=sys.stderr)
    return code


class _Stop:
    """Whether the run was asked to stop."""

    asked = False


@contextmanager
def _stopping() -> Iterator[_Stop]:
    """The first Ctrl-C or SIGTERM asks to stop behind the page at hand, so that all that is done is kept; a second
    Ctrl-C stops at once."""
    stop = _Stop()

    def ask(number: int, frame: object) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.asked = True

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run(args: argparse.Namespace, stop: _Stop) -> tuple[Summary, bool]:
    """Clean all; the summary, and whether the end was reached."""
    if args.workers is not None and args.workers < 1:
        raise InputError(f"--workers is at least 1, not {args.workers}")
    fields = Fields(
        args.id_field, args.url_field, (args.page_field,) if args.page_field else Fields().page, args.fetched_field
    )
    options = {"script": args.script, "encoding": args.encoding}
    sources = find_sources(args.inputs, exclude=args.output)
    with ExitStack() as stack:
        run = open_run(
            args.output,
            args.resume,
            {**options, "fields": [fields.id, fields.url, *fields.page, fields.fetched]},
            stack,
        )
        reader = Reader(sources, fields, run.place)
        bar = sys.stderr.isatty()
        results = stack.enter_context(
            closing(clean_pages(reader, workers=args.workers, timeout=args.timeout, progress=bar, **options))
        )
        for result in results:
            run.add(result)
            if stop.asked:
                run.save()
                return run.state.summary, False
        run.end(reader.end)
        return run.state.summary, True
