"""Other extractors by one form: a function from a page's text to the fields that it gives.

Each is imported only when asked for:

    pip install trafilatura gne readability-lxml lxml_html_clean goose3 jieba resiliparse jusText
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Fields = dict[str, Any]
Extract = Callable[[str], Fields]


def newsclean() -> Extract:
    """This library, handed the same text as the others."""
    from newsclean import clean_page

    return lambda page: clean_page(page).to_dict()


def trafilatura() -> Extract:
    """Trafilatura with metadata and without comments."""
    import trafilatura as tool

    def extract(page: str) -> Fields:
        found = tool.bare_extraction(page, with_metadata=True, include_comments=False)
        given: Fields = found.as_dict() if hasattr(found, "as_dict") else dict(found or {})
        return {name: given.get(key) for name, key in FIELDS.items()}

    return extract


def gne() -> Extract:
    """GNE, made for Chinese news."""
    from gne import GeneralNewsExtractor

    tool = GeneralNewsExtractor()

    def extract(page: str) -> Fields:
        found = tool.extract(page)
        names = {"title": "title", "date": "publish_time", "author": "author", "body": "content"}
        return {name: found.get(key) for name, key in names.items()}

    return extract


def readability() -> Extract:
    """readability-lxml: a title and a summary in HTML."""
    import readability as tool
    from lxml import html

    def extract(page: str) -> Fields:
        document = tool.Document(page)
        return {"title": document.short_title(), "body": html.fromstring(document.summary()).text_content()}

    return extract


def goose3() -> Extract:
    """Goose with its Chinese stop words."""
    import goose3 as tool
    from goose3.text import StopWordsChinese

    def extract(page: str) -> Fields:
        with tool.Goose({"stopwords_class": StopWordsChinese, "enable_image_fetching": False}) as goose:
            found = goose.extract(raw_html=page)
        date, authors = found.publish_datetime_utc or found.publish_date, "、".join(found.authors)
        return {"title": found.title, "date": str(date or ""), "author": authors, "body": found.cleaned_text}

    return extract


def resiliparse() -> Extract:
    """Resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda page: {"body": extract_plain_text(page, main_content=True)}


def justext() -> Extract:
    """jusText, with no stop words to go by in Chinese."""
    import justext as tool

    def extract(page: str) -> Fields:
        found = tool.justext(page, frozenset(), stopwords_low=0, stopwords_high=0, length_low=20, length_high=50)
        return {"body": "\n".join(part.text for part in found if not part.is_boilerplate)}

    return extract


FIELDS = {"title": "title", "source": "sitename", "date": "date", "author": "author", "body": "text"}
EXTRACTORS: dict[str, Callable[[], Extract]] = {
    made.__name__: made for made in (newsclean, trafilatura, gne, readability, goose3, resiliparse, justext)
}
