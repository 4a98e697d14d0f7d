"""newsclean turns raw Chinese news pages into clean articles."""

import logging as _logging

from . import render as _render  # noqa: F401  says how notebooks show what comes out
from .article import Article, Image
from .bulk.learn_site import learn_site
from .bulk.records import Cleaned
from .bulk.stream import PageError, clean_pages
from .clean import STEPS, clean_page, explain_page
from .compare import Comparison, compare
from .errors import (
    ArgumentError,
    MissingExtraError,
    NewscleanError,
    NotAPageError,
    PageTooLargeError,
    SiteError,
    StepError,
    UnknownEncodingError,
    WorkersError,
)
from .explain import Cut, ExplainedLine, Explanation
from .find.chain import Step, Steps
from .page import Box, Head, Line, Mark, Page, Picture, Span
from .phrases.site import Site
from .phrases.site_files import read_sites, write_sites
from .reading import load
from .repair import REPAIRS, Repair, Repairs

_logging.getLogger("newsclean").addHandler(_logging.NullHandler())  # quiet, unless the caller listens

__version__ = "0.2.0"

# what users import as newsclean.testing, the pytest plugin, stands in a folder of what tells of changes
__path__.append(f"{__path__[0]}/compare/plugin")

__all__ = [
    "REPAIRS",
    "STEPS",
    "ArgumentError",
    "Article",
    "Box",
    "Cleaned",
    "Comparison",
    "Cut",
    "ExplainedLine",
    "Explanation",
    "Head",
    "Image",
    "Line",
    "Mark",
    "MissingExtraError",
    "NewscleanError",
    "NotAPageError",
    "Page",
    "PageError",
    "PageTooLargeError",
    "Picture",
    "Repair",
    "Repairs",
    "Site",
    "SiteError",
    "Span",
    "Step",
    "StepError",
    "Steps",
    "UnknownEncodingError",
    "WorkersError",
    "clean_page",
    "clean_pages",
    "compare",
    "explain_page",
    "learn_site",
    "load",
    "read_sites",
    "write_sites",
]
