"""Test cases kept as tables: one case a line, cells apart by tabs, `#` starts a comment."""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"


def rows(name: str) -> list[tuple[str, ...]]:
    """The cells of each case in `data/name`."""
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line.strip() and not line.startswith("#")]
