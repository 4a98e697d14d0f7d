"""To be written."""

from __future__ import annotations

from collections.abc import Iterable

from ..page import Mark, Page


def find_title(page: Page) -> Iterable[Mark]:
    return ()
