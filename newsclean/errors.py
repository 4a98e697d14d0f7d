"""The errors that newsclean raises on purpose."""

from __future__ import annotations


class NotAPageError(ValueError):
    """The bytes are no page: a PDF, an image, an archive … The message says what they look like."""


class PageTooLargeError(ValueError):
    """The page is larger than the limit (`max_bytes`). The message gives both sizes in bytes."""


class StepError(RuntimeError):
    """A step raised. The message names the step and the page's URL; the step's own error is the cause."""
