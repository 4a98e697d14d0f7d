"""newsclean turns raw Chinese news pages into clean articles."""

from .article import Article, Image
from .batch import Cleaned, clean_pages
from .clean import STEPS, clean_page, explain_page
from .compare import Comparison, compare
from .errors import NotAPageError, PageTooLargeError, StepError
from .explain import Explanation
from .load import load
from .page import Line, Mark, Page
from .repair import REPAIRS, Repair

__version__ = "0.1.0"

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
