"""`python -m newsclean.compare CORPUS --against REV`: the pages whose labels a change of rules has changed.

Compares this checkout, uncommitted changes and all, with another revision, and prints the lines and fields that differ.
Ends with 0 where nothing changed, 1 where something did, 2 where it could not be done, as `diff` does.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .revisions import PageChange, RevisionError, changed_pages, pages


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m newsclean.compare", description=__doc__.split("\n\n")[0])
    parser.add_argument("corpus", type=Path, help="a page, or a folder of pages (.html, .htm, .shtml, .txt dumps)")
    parser.add_argument("--against", default="HEAD", metavar="REV", help="git revision to compare with (default: HEAD)")
    options = parser.parse_args(arguments)
    roles: Counter[str] = Counter()
    changed = 0
    try:
        paths = pages(options.corpus)
        for page in changed_pages(paths, options.against):
            changed += 1
            roles.update(_moves(page))
            print(_report(page), flush=True)
    except (RevisionError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{changed} of {len(paths)} pages changed")
    for move, count in roles.most_common():
        print(f"{count:6} {move}")
    return 1 if changed else 0


def _report(page: PageChange) -> str:
    rows = [str(page.path)]
    for side, error in zip(("before", "after"), page.errors, strict=True):
        if error:
            rows.append(f"{side}: {error}")
    if page.comparison:
        rows.append(str(page.comparison))
    return "\n  ".join("\n".join(rows).split("\n")) + "\n"


def _moves(page: PageChange) -> list[str]:
    """From which role to which each changed line went, for the sum at the end."""
    out = []
    for before, after in page.comparison.changes:
        old, new = before.role if before else "no line", after.role if after else "no line"
        out.append(f"{old} -> {new}" if old != new else f"{old}: other rule, span or text")
    return out


if __name__ == "__main__":
    sys.exit(main())
