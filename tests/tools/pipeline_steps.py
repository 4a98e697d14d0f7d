"""Steps that misbehave on pages that ask for it, in a module so that workers can import them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

from newsclean import Mark, Page


def misbehave(page: Page) -> Iterator[Mark]:
    """Hang, die, be killed or raise, as the page's text says."""
    if "会挂起" in page.text:
        time.sleep(600)
    if "会退出" in page.text:
        os._exit(3)
    if "会被杀" in page.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "会出错" in page.text:
        raise OddError("a", "b")
    yield from ()


class OddError(Exception):
    """An error that does not come back from a pickle."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one}\n{two}")


def mark_pages(page: Page) -> Iterator[Mark]:
    """A user's step, to see that steps reach the workers."""
    if page.lines:
        yield Mark(0, "source", "users-own", value="自定来源")
