"""How far a run has come: one small file, replaced as a whole, so that it is always either the old one or the new one.

It is written after the output is on disk, never before. So output and error file hold at least what it tells of, and
what they hold beyond it is from a run that ended before it could tell: that is cut off and done again. Nothing is lost
and nothing is there twice, whenever the run ends.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .records import Cleaned
from .schema import version

FORMAT = 2
WITH_ARTICLE = ("article", "picture", "video", "forum")  # kinds of pages that show one
_KINDS = 200  # kinds of skipped things that are counted each for itself


@dataclass
class Summary:
    """What a run has seen: counts of pages, and of errors, repairs and skipped things by kind."""

    pages: int = 0
    articles: int = 0
    empty: int = 0  # pages that show no article: no body
    errors: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)  # of the pages, as far as they were judged
    doubtful: int = 0  # articles below --min-confidence, which are not in the output
    seconds: float = 0.0

    def count(self, result: Cleaned) -> None:
        """Count one page.

        >>> from dataclasses import replace
        >>> from newsclean import Article
        >>> found, summary = Article(kind="article", body="新桥通车"), Summary()
        >>> for article in (found, replace(found, body="", kind="list"), replace(found, kind=None), None):
        ...     summary.count(Cleaned("a", article, "OSError: gone"))
        >>> summary.pages, summary.articles, summary.empty, dict(summary.kinds), dict(summary.errors)
        (4, 2, 1, {'article': 1, 'list': 1}, {'OSError': 1})
        """
        self.pages += 1
        if result.article is None:
            self.errors[result.kind] += 1
            return
        if result.article.kind:
            self.kinds[result.article.kind] += 1
        if result.article.body:
            self.articles += 1
        else:
            self.empty += 1
        self.repairs.update(result.article.repairs)

    def _empty_kinds(self) -> Counter[str]:
        """The kinds of the pages that show no article."""
        return Counter({kind: count for kind, count in self.kinds.items() if kind not in WITH_ARTICLE})

    def skip(self, kinds: Mapping[str, int]) -> None:
        """Count what was skipped; of the kinds so many that invented ones do not swell the count."""
        for kind, count in kinds.items():
            self.skipped[kind if kind in self.skipped or len(self.skipped) < _KINDS else "others"] += count

    def __str__(self) -> str:
        rate = f", {self.pages / self.seconds:,.0f} pages a second" if self.seconds else ""
        rows = [
            ("pages", self.pages, f"in {self.seconds:,.0f} s{rate}"),
            ("articles", self.articles, ""),
            ("empty", self.empty, f"pages that show no article{_brackets(self._empty_kinds())}" if self.empty else ""),
            *([("kinds", self.kinds.total(), _by_kind(self.kinds))] if self.kinds else []),
            *([("doubtful", self.doubtful, "articles beside the output")] if self.doubtful else []),
            ("errors", self.errors.total(), _by_kind(self.errors)),
            ("repaired", self.repairs.total(), _by_kind(self.repairs)),
            ("skipped", self.skipped.total(), _by_kind(self.skipped)),
        ]
        return "\n".join(f"{name:<9}{count:>12,}  {more}".rstrip() for name, count, more in rows)


def _brackets(kinds: Counter[str]) -> str:
    return f": {_by_kind(kinds)}" if kinds else ""


def _by_kind(counts: Counter[str]) -> str:
    return ", ".join(f"{kind} {count:,}" for kind, count in counts.most_common())


@dataclass
class Checkpoint:
    """The state of a run.

    Attributes:
        options: what the run was begun with.
        source, record, digest, mark, content: the place of the last page that is done.
        output, errors, doubtful: how long the run's files are then.
        until: where a run that takes failed pages again was before; [0, 0] for one that does not.
        summary: what was seen so far.
        format, version: of this file and of newsclean.
    """

    options: dict[str, Any]
    source: int = 0
    record: int = 0
    digest: str = ""
    mark: str = ""
    content: int = -1
    output: int = 0
    errors: int = 0
    doubtful: int = 0
    until: list[int] = field(default_factory=lambda: [0, 0])
    summary: Summary = field(default_factory=Summary)
    format: int = FORMAT
    version: str = field(default_factory=version)

    def save(self, path: str) -> None:
        """Put it on disk in place of the one before."""
        fresh = path + ".new"
        state = {**vars(self), "summary": vars(self.summary)}
        with open(fresh, "w", encoding="utf-8") as file:
            json.dump({**state, "sum": _sum(state)}, file, ensure_ascii=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)

    @classmethod
    def load(cls, path: str) -> Checkpoint | None:
        """The state that was saved; None if there is none. Raises ValueError for a file that is something else."""
        try:
            with open(path, encoding="utf-8") as file:
                data = json.load(file)
            if data.get("format") != FORMAT:
                raise ValueError(f"its format is {data.get('format')!r}, and this newsclean reads {FORMAT}")
            if data.pop("sum", None) != _sum(data):
                raise ValueError("it was changed or damaged: its content does not fit its checksum")
            summary = data.pop("summary")
            for name in ("errors", "repairs", "skipped", "kinds"):
                summary[name] = Counter(summary[name])
            return cls(summary=Summary(**summary), **data)
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ValueError(f"{path} is no checkpoint: {error}") from error


def _sum(state: Mapping[str, Any]) -> str:
    """A checksum over a state."""
    written = json.dumps(state, sort_keys=True, ensure_ascii=True)
    return hashlib.blake2b(written.encode(), digest_size=8).hexdigest()
