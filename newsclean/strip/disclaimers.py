"""To be written."""

from __future__ import annotations

from collections.abc import Iterable

from ..page import Mark, Page


def strip_disclaimers(page: Page) -> Iterable[Mark]:
    return ()
