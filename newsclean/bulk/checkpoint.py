"""How far a run has come: one small file, replaced as a whole, so that it is always either the old one or the new one.

It is written after the output is on disk, never before. So output and error file hold at least what it tells of, and
what they hold beyond it is from a run that ended before it could tell: that is cut off and done again. Nothing is lost
and nothing is there twice, whenever the run ends.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .records import Cleaned


@dataclass
class Summary:
    """What a run has seen: counts of pages, and of errors, repairs and skipped things by kind."""

    pages: int = 0
    articles: int = 0
    empty: int = 0  # pages that show no article: no body
    errors: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def count(self, result: Cleaned) -> None:
        """Count one page."""
        self.pages += 1
        if result.article is None:
            self.errors[result.kind] += 1
            return
        if result.article.body:
            self.articles += 1
        else:
            self.empty += 1
        self.repairs.update(result.article.repairs)

    def __str__(self) -> str:
        rate = f", {self.pages / self.seconds:,.0f} pages a second" if self.seconds else ""
        rows = [
            ("pages", self.pages, f"in {self.seconds:,.0f} s{rate}"),
            ("articles", self.articles, ""),
            ("empty", self.empty, "pages that show no article" if self.empty else ""),
            ("errors", self.errors.total(), _by_kind(self.errors)),
            ("repaired", self.repairs.total(), _by_kind(self.repairs)),
            ("skipped", self.skipped.total(), _by_kind(self.skipped)),
        ]
        return "\n".join(f"{name:<9}{count:>12,}  {more}".rstrip() for name, count, more in rows)


def _by_kind(counts: Counter[str]) -> str:
    return ", ".join(f"{kind} {count:,}" for kind, count in counts.most_common())


@dataclass
class Checkpoint:
    """The state of a run: its options, the place of the last page, and how long output and error file are then."""

    options: Mapping[str, Any]
    source: int = 0
    record: int = 0
    digest: str = ""
    output: int = 0
    errors: int = 0
    summary: Summary = field(default_factory=Summary)

    def save(self, path: str) -> None:
        """Put it on disk in place of the one before."""
        fresh = path + ".new"
        with open(fresh, "w", encoding="utf-8") as file:
            json.dump({**vars(self), "summary": vars(self.summary)}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)

    @classmethod
    def load(cls, path: str) -> Checkpoint | None:
        """The state that was saved; None if there is none. Raises ValueError for a file that is something else."""
        try:
            with open(path, encoding="utf-8") as file:
                data = json.load(file)
            summary = data.pop("summary")
            for name in ("errors", "repairs", "skipped"):
                summary[name] = Counter(summary[name])
            return cls(summary=Summary(**summary), **data)
        except FileNotFoundError:
            return None
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"{path} is no checkpoint: {error}") from error
