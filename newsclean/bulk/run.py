"""A run of `newsclean batch`: output, error file and checkpoint, opened, locked and kept in step."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from typing import Any, NamedTuple

from ..article import Article
from .checkpoint import Checkpoint
from .inputs import InputError
from .lock import lock
from .outputs import ArticleLines, Lines, Output, open_output, output_suffix
from .readers import Place
from .records import Cleaned, spelled
from .schema import ROW_FIELDS, version


class Wishes(NamedTuple):
    """What becomes of the results: columns of the input that are kept, whether pages without an article are left out,
    the confidence below which articles go beside the output, and the fields of an article that rows have."""

    kept: Sequence[str] = ()
    skip_empty: bool = False
    min_confidence: float = 0.0
    fields: Sequence[str] = ROW_FIELDS


class Files(NamedTuple):
    """The files of a run, by its output's path."""

    output: str

    @property
    def checkpoint(self) -> str:
        """How far the run has come."""
        return self.output + ".checkpoint.json"

    @property
    def errors(self) -> str:
        """Which pages failed, and why."""
        return self.output + ".errors.jsonl"

    @property
    def again(self) -> str:
        """Errors of before, while the pages that failed are taken again."""
        return self.output + ".again.jsonl"

    @property
    def doubtful(self) -> str:
        """Articles below the wanted confidence."""
        return self.output + ".doubtful.jsonl"


class Run:
    """Where the results of a run go. `state` tells how far it has come."""

    def __init__(self, state: Checkpoint, files: Files, wishes: Wishes, stack: ExitStack) -> None:
        self.state, self._files, self._wishes = state, files, wishes
        self._errors = stack.enter_context(closing(Lines(files.errors, state.errors)))
        self._output: Output = stack.enter_context(
            closing(open_output(files.output, state.output, wishes.kept, wishes.fields))
        )
        self._doubtful: ArticleLines | None = None
        if wishes.min_confidence:
            self._doubtful = stack.enter_context(
                closing(ArticleLines(files.doubtful, state.doubtful, fields=wishes.fields))
            )
        self._since = time.monotonic()

    @property
    def place(self) -> Place:
        """The place of the last page that is done."""
        state = self.state
        return Place("", state.source, state.record, state.digest, mark=state.mark, content=state.content)

    @property
    def until(self) -> tuple[int, int]:
        """Up to which place only the pages that failed are taken again."""
        return (self.state.until[0], self.state.until[1])

    def failed_before(self) -> frozenset[tuple[int, int]] | None:
        """The places of the pages that are taken again; None in a run that takes all."""
        return _places(self._files.again) if any(self.state.until) else None

    def add(self, result: Cleaned) -> None:
        """Take a page's result, whose id is its `Place`; save now and then."""
        place: Place = result.id
        if result.article is None:
            row = {"id": spelled(place.id), "error": result.error, "place": [place.source, place.record]}
            self._errors.add(row)
        else:
            self._write(place, result.article)
        self.state.summary.count(result)
        self._advance(place)
        if self._output.due() or self._errors.full:
            self.save()

    def _write(self, place: Place, article: Article) -> None:
        """Put an article where it is to go."""
        if self._wishes.skip_empty and not article.body:
            return
        if self._doubtful is not None and confidence(article) < self._wishes.min_confidence:
            self.state.summary.doubtful += 1
            self._doubtful.write(place.id, article, place.kept)
            return
        self._output.write(place.id, article, place.kept)

    def _advance(self, place: Place) -> None:
        state = self.state
        state.source, state.record, state.digest, state.mark = place.source, place.record, place.digest, place.mark
        state.content = place.content
        state.summary.skip(place.skipped)

    def save(self) -> None:
        """Put on disk what there is: output and errors first, then the checkpoint that tells of them."""
        self.state.output = self._output.commit()
        self.state.errors = self._errors.commit()
        if self._doubtful is not None:
            self.state.doubtful = self._doubtful.commit()
        now = time.monotonic()
        self.state.summary.seconds += now - self._since
        self._since = now
        self.state.save(self._files.checkpoint)

    def end(self, place: Place) -> None:
        """All pages are done; `place` is behind the last one."""
        self._advance(place)
        self.state.until = [0, 0]
        self.save()
        if os.path.exists(self._files.again):
            os.remove(self._files.again)


def confidence(article: Article) -> float:
    """How sure the rules are of an article: of its body where they say so, else of what they are least sure of.

    >>> confidence(Article(confidence={"body": 0.9, "author": 0.3})), confidence(Article())
    (0.9, 1.0)
    """
    found = article.confidence
    return found.get("body", min(found.values(), default=1.0))


def open_run(
    path: str,
    options: Mapping[str, Any],
    stack: ExitStack,
    *,
    wishes: Wishes,
    resume: bool = False,
    retry: bool = False,
    forced: bool = False,
) -> Run:
    """Begin a run with output to `path`, or go on with it. `stack` closes what is opened.

    Args:
        path: the output.
        options: what has to be the same in all parts of a run.
        stack: closes what is opened.
        wishes: what becomes of the results.
        resume: go on with the run that is there, or begin one.
        retry: take the pages again that failed so far.
        forced: go on in spite of other options or another version.

    Raises:
        InputError: the output cannot be written to, is there already, is being written by another run, or was begun
            with other options.
        ValueError: its suffix is unknown, or its checkpoint is damaged.
    """
    output_suffix(path)
    files = Files(path)
    if not resume and (os.path.exists(path) or os.path.exists(files.checkpoint)):
        raise InputError(f"{path} is there already: --resume goes on with it")
    if not os.path.exists(files.checkpoint):
        _refuse_others(files)
    try:
        lock(path + ".lock", path, stack)
        state = Checkpoint.load(files.checkpoint)
        if state is None:
            state = _begun(files, options)
        elif not forced:
            _check(state, options, path)
        state.options, state.version = dict(options), version()
        if retry and not any(state.until):
            _take_again(state, files)
        return Run(state, files, wishes, stack)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error}") from error


def _begun(files: Files, options: Mapping[str, Any]) -> Checkpoint:
    """The state of a run that begins here."""
    _refuse_others(files)
    state = Checkpoint(dict(options))
    state.save(files.checkpoint)  # before the output is made, so that there is no output without one
    return state


def _refuse_others(files: Files) -> None:
    """Raise where a file of the run is there already, and of no run."""
    if os.path.exists(files.output):
        raise InputError(f"{files.output} is there already, without {files.checkpoint}: not a run to go on with")
    for path in (files.errors, files.doubtful):
        if os.path.exists(path) and os.path.getsize(path):
            raise InputError(f"{path} is there already, and of no run: move it away first")


def _check(state: Checkpoint, options: Mapping[str, Any], path: str) -> None:
    """Whether a run can be gone on with."""
    names = [name for name in {**state.options, **options} if state.options.get(name) != options.get(name)]
    if names:
        told = ", ".join(f"{name} {state.options.get(name)!r}, now {options.get(name)!r}" for name in names)
        raise InputError(f"{path} was begun with other options: {told}; --force-resume goes on with the new ones")
    if state.version != version():
        raise InputError(
            f"{path} was begun with newsclean {state.version}, this is {version()}: --force-resume goes on with it"
        )


def _take_again(state: Checkpoint, files: Files) -> None:
    """Make a run one that takes its failed pages again, and then goes on where it was."""
    with open(files.errors, "rb") as file:
        before = file.read(state.errors)
    with open(files.again, "wb") as file:
        file.write(before)
        file.flush()
        os.fsync(file.fileno())
    state.until = [state.source, state.record]
    state.summary.pages -= state.summary.errors.total()
    state.summary.errors.clear()
    state.source = state.record = state.errors = 0
    state.digest, state.mark, state.content = "", "", -1
    state.save(files.checkpoint)


def _places(path: str) -> frozenset[tuple[int, int]]:
    """The places that an error file tells of."""
    with open(path, encoding="utf-8") as file:
        return frozenset((place[0], place[1]) for place in (json.loads(line)["place"] for line in file))
