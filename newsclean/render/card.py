"""An article as a card: headline, who and when, the fields that are missing, the text."""

from __future__ import annotations

from ..article import COLUMNS, Article
from .markup import Html, element, join, style

_FIRST, _MORE = ([name for name, column in COLUMNS.items() if column.card == row] for row in ("first", "more"))


def card(article: Article) -> Html:
    """The article as a piece of HTML for a notebook.

    >>> "昨日通车" in card(Article(title="昨日通车", body="第一段。"))
    True
    >>> "<script>" in card(Article(title="<script>alert(1)</script>"))
    False
    """
    paragraphs = [element("p", paragraph) for paragraph in article.paragraphs]
    body = element("div", *paragraphs, class_="nc-article-body", lang="zh") if paragraphs else _nothing(article)
    return element(
        "div", style(), element("div", summary(article), body, class_="nc-card"), class_="newsclean", lang="en"
    )


def summary(article: Article) -> Html:
    """Headline and fields of an article, missing ones shown as missing.

    >>> "no headline" in summary(Article())
    True
    """
    title = element("span", article.title, lang="zh") if article.title else _missing("no headline")
    facts = article.to_dict()
    main = [_fact(name, facts[name], required=True) for name in _FIRST]
    headline = element("div", title, class_="nc-headline", role="heading", aria_level="3")
    return join((headline, _facts(main), _more(article)))


def _more(article: Article) -> Html:
    """What is worth a glance but no more: site, address, further credits, counts, repairs."""
    count = f"{len(article.paragraphs):,} paragraphs, {len(article.body):,} characters"
    credits = [_fact(label, "、".join(names)) for label, names in article.credits.items()]
    return _facts(
        [
            *[_fact(name, getattr(article, name), required=True) for name in _MORE],
            _fact("URL", _link(article.url) if article.url else None, required=True),
            *[fact for fact in credits if fact],
            _fact("body", count if article.body else None, required=True),
            _fact("images", len(article.images) or None),
            _fact("repairs", ", ".join(article.repairs) or "none needed"),
        ],
        small=True,
    )


def _facts(facts: list[Html], small: bool = False) -> Html:
    return element("dl", *facts, class_="nc-facts nc-small" if small else "nc-facts")


def _fact(name: str, value: object, required: bool = False) -> Html:
    """One field; a missing one is shown as missing where it is required, else not at all."""
    if value is None and not required:
        return Html()
    shown = _missing("missing") if value is None else value
    return element("div", element("dt", name), element("dd", shown, lang=None if value is None else "zh"))


def _missing(words: str) -> Html:
    return element("em", words, class_="nc-missing")


def _link(url: str) -> Html:
    """An address, as a link only where following it loads a page: `javascript:` and `data:` stay text."""
    if url.lower().startswith(("http://", "https://")):
        return element("a", url, href=url, rel="noopener noreferrer nofollow")
    return element("span", url)


def _nothing(article: Article) -> Html:
    words = "No article was found on this page." if article.title is None else "The article has no text."
    return element("p", words, " explain_page(…) shows what each line was taken for.", class_="nc-missing")
