"""newsclean turns raw Chinese news pages into clean articles."""

from . import render as _render  # noqa: F401  says how notebooks show what comes out
from .article import Article, Image
from .bulk.records import Cleaned
from .bulk.stream import clean_pages
from .clean import STEPS, clean_page, explain_page
from .compare import Comparison, compare
from .errors import NotAPageError, PageTooLargeError, StepError
from .explain import Explanation
from .page import Line, Mark, Page
from .reading import load
from .repair import REPAIRS, Repair

__version__ = "0.2.0"

__all__ = [
    "REPAIRS",
    "STEPS",
    "Article",
    "Cleaned",
    "Comparison",
    "Explanation",
    "Image",
    "Line",
    "Mark",
    "NotAPageError",
    "Page",
    "PageTooLargeError",
    "Repair",
    "StepError",
    "clean_page",
    "clean_pages",
    "compare",
    "explain_page",
    "load",
]
