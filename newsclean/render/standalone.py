"""A picture as a page of its own, to be opened in any browser, sent by mail, printed."""

from __future__ import annotations

from .markup import Html, element, join

# A second wall behind the escaping: were there a script or an address in the page, the browser would not follow it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def standalone(title: str, picture: Html) -> Html:
    """A whole HTML page that shows a picture made by this package.

    >>> standalone("a < b", element("p", "…")).startswith("<!doctype html>")
    True
    """
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
    )
    body = element("body", element("main", picture), class_="newsclean-page")
    return join((Html("<!doctype html>\n"), element("html", head, body, lang="en"), "\n"))
