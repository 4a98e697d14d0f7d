"""The annotated corpus and its scoring tool: beside the repository, or where NEWSCLEAN_SHARED says, or not there."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

FIELDS = ("title", "source", "day", "date", "author", "editor")


def shared() -> Path | None:
    """The folder that holds `corpus` and `eval`, or None."""
    told = os.environ.get("NEWSCLEAN_SHARED")
    folder = Path(told) if told else Path(__file__).resolve().parents[3] / "shared"
    return folder if (folder / "eval" / "score.py").exists() and (folder / "corpus" / "gold").exists() else None


def tool(name: str) -> Any:
    """A module of the scoring tools.

    Raises:
        FileNotFoundError: they are not there.
    """
    folder = shared()
    if folder is None:
        raise FileNotFoundError("no annotated corpus beside the repository; NEWSCLEAN_SHARED can name its folder")
    path = str(folder / "eval")
    if path not in sys.path:
        sys.path.append(path)
    return importlib.import_module(name)


def rows(extractor: str, *, as_text: bool = False, family: str | None = None, stride: int = 1) -> dict[str, Any]:
    """Score an extractor on the corpus, page by page.

    Args:
        extractor: a name that the tools' `peers.py` knows.
        as_text: hand over the pages' text lines instead of their HTML.
        family: plant this kind of spam first, with seed 0.
        stride: take every so many-th page only.
    """
    extract = tool("peers").EXTRACTORS[extractor]()
    folder = shared()
    assert folder is not None
    with tempfile.TemporaryDirectory() as part:
        (Path(part) / "gold").mkdir()
        (Path(part) / "pages").symlink_to(folder / "corpus" / "pages")
        for gold in sorted((folder / "corpus" / "gold").glob("*.json"))[::stride]:
            (Path(part) / "gold" / gold.name).symlink_to(gold)
        bytes_wanted = getattr(extract, "takes_bytes", False)
        return dict(tool("score").score(part, extract, bytes_wanted, as_text, family, "0"))


def figures(measured: dict[str, Any]) -> dict[str, float]:
    """The averages that the ratchet keeps, all of them the higher the better: 1 is perfect."""
    found = tool("score").summary(measured)
    kept = {name: found[name] for name in ("f1", "exact", *FIELDS)}
    kept["kept_out"] = 1 - found["leaked"]  # share of the planted strings that reached no field
    kept["no_errors"] = 1 - found["errors"] / found["pages"]
    return {name: round(value, 4) for name, value in kept.items()}
