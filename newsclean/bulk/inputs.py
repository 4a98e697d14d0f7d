"""Which files a run reads, in which order: files, folders and globs become one stream of sources.

The order depends on names only, so a run that is taken up again finds the same files in the same places. Folders are
walked one at a time, so that a folder tree of any size is never held in memory.
"""

from __future__ import annotations

import glob
import hashlib
import mimetypes
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

_COMPRESSIONS = ("", ".gz", ".zst")
_KINDS = {
    **{suffix + packed: "jsonl" for suffix in (".jsonl", ".ndjson") for packed in _COMPRESSIONS},
    **{suffix + packed: "warc" for suffix in (".warc", ".wet") for packed in _COMPRESSIONS},
    ".parquet": "parquet",
}
# what a run writes, by what its files' names have behind the output's
OWN_FILES = (
    "",
    ".checkpoint.json",
    ".checkpoint.json.new",
    ".errors.jsonl",
    ".again.jsonl",
    ".doubtful.jsonl",
    ".lock",
)
# in a folder, names of these types and names that tell no type (.php, .aspx, none) are pages
_SAMPLE = 4096  # bytes that are looked at in three places to tell a file from itself before a change
_PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", None)


class InputError(ValueError):
    """An input that cannot be read at all: the run does not start. The message is one line."""


class Skipped(NamedTuple):
    """Something that a reader met and that is no page: its kind is counted ("image/png", "request record")."""

    kind: str


class Source(NamedTuple):
    """A file to read: "page", "jsonl", "warc", "parquet"; "other" for a file that is no page, "broken" for none at all.

    `detail` is the type of an "other" file, the reason for a "broken" one. `number` counts sources from 1, `digest` is
    over the marks (`_mark`) of all sources up to this one: the same inputs have the same digest.
    """

    path: str
    kind: str
    detail: str = ""
    number: int = 0
    digest: str = ""
    mark: str = ""

    @property
    def name(self) -> str:
        """The path as ids have it: read as UTF-8, whatever the locale; other bytes are lone surrogates."""
        return os.fsencode(self.path).decode("utf-8", "surrogateescape")


def _mark(source: Source) -> str:
    """What tells a file from others and from itself before a change: size, time, samples of its content, path."""
    size, time, content = -1, 0, ""
    try:
        found = os.stat(source.path)
        if stat.S_ISREG(found.st_mode):
            size, time = found.st_size, found.st_mtime_ns
            content = _sample(source.path, size)
    except OSError:
        pass
    return f"{size} {time} {content or '-'} {source.name.encode('utf-8', 'backslashreplace').decode()}"


def _sample(path: str, size: int) -> str:
    """A hash of a file's beginning, middle and end."""
    found = hashlib.blake2b(digest_size=8)
    with open(path, "rb") as file:
        for place in sorted({0, max(0, size // 2 - _SAMPLE), max(0, size - _SAMPLE)}):
            file.seek(place)
            found.update(file.read(_SAMPLE))
    return found.hexdigest()


def find_sources(inputs: Sequence[str], exclude: str = "") -> Iterator[Source]:
    """The files that some files, folders and globs stand for, in order.

    Args:
        inputs: paths, read in the order given. Folders are read in the order of names; files in them whose name begins
            with a dot or an underscore (`_SUCCESS`) are left out, links to folders not followed. A file given by its
            own name is read as a page whatever its suffix, unless the suffix is that of a collection.
        exclude: a run's output: it, what is in it and what the run writes beside it are left out.

    Raises:
        InputError: an input does not exist, or a glob fits nothing. At once, not at the first `next`.
    """
    found = [path for given in inputs for path in _expand(given)]
    own = os.path.realpath(exclude) if exclude else ""

    def is_own(path: str) -> bool:
        full = os.path.realpath(path)  # the same file by way of a link is the same file
        return bool(own) and (full.startswith(own + os.sep) or full in {own + more for more in OWN_FILES})

    return _numbered(found, is_own)


def kind_of(path: str) -> str:
    """The kind of collection that a file's suffix tells, "page" for all else.

    >>> kind_of("CC-NEWS.warc.gz"), kind_of("a.warc.wet.gz"), kind_of("b.jsonl.zst"), kind_of("c.html")
    ('warc', 'warc', 'jsonl', 'page')
    """
    name = os.path.basename(path).lower()
    return next((kind for suffix, kind in _KINDS.items() if name.endswith(suffix)), "page")


def _expand(given: str) -> list[str]:
    """A path as it is, a glob as the paths that it fits."""
    if os.path.lexists(given):
        return [given]
    paths = sorted(glob.glob(given, recursive=True))
    if not paths:
        raise InputError(f"no such file or folder: {given}")
    return paths


def _numbered(paths: Sequence[str], is_own: Callable[[str], bool]) -> Iterator[Source]:
    """The sources with number and digest."""
    digest = hashlib.blake2b(digest_size=16)
    number = 0
    for path in paths:
        for source in _walk(path) if os.path.isdir(path) else [Source(path, kind_of(path))]:
            if is_own(source.path):
                continue
            number += 1
            mark = _mark(source)
            digest.update(mark.encode() + b"\n")
            yield source._replace(number=number, digest=digest.hexdigest(), mark=mark)


def _walk(folder: str) -> Iterator[Source]:
    """The files below a folder, in the order of names."""
    folders = [folder]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted((e for e in entries if not e.name.startswith((".", "_"))), key=lambda e: e.name)
        except OSError as error:
            yield Source(folder, "broken", str(error))
            continue
        folders.extend(e.path for e in reversed(found) if e.is_dir(follow_symlinks=False))
        for entry in found:
            source = _met(entry)
            if source is not None:
                yield source


def _met(entry: os.DirEntry[str]) -> Source | None:
    """What an entry of a folder is to be read as; None for folders and links to such."""
    try:
        if entry.is_file():
            return _in_folder(entry.path)
        return None if entry.is_dir() else Source(entry.path, "broken", "not a regular file")
    except OSError as error:  # a link to itself
        return Source(entry.path, "broken", error.strerror or str(error))


def _in_folder(path: str) -> Source:
    """A file met in a folder: images, style sheets and the like are no pages."""
    kind = kind_of(path)
    guess = mimetypes.guess_type(path)[0]
    if kind == "page" and guess not in _PAGE_TYPES:
        return Source(path, "other", guess or "")
    return Source(path, kind)
