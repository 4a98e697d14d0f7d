"""Text that the page does not show: planted there for search engines, or waiting for a click."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..page import Mark, Page, of_lines, step
from ..text import views

# Ways in which pages keep their own article out of sight until a script has loaded. Nobody moves his article off the
# screen or prints it in letters of no size, so those hide whatever they hold.
_UNTIL_LOADED = frozenset(("display", "visibility", "opacity", "hidden", "size"))
_JAMMER = "jammer"  # how forums call the letters that they strew over a post in the colour of its ground
_SENTENCE = 9  # characters before the mark; shorter ones are calls and captions
_MIN_PROSE = 60  # characters in sentences; less is a hint or a form's text, not an article
_MIN_TEXT = 30  # characters of a text without sentences, on a page that shows none either
_OUTSIDE = 3  # a page whose shown sentences make up a third of the hidden ones shows its article


@step
def strip_hidden(page: Page) -> Iterable[Mark]:
    """Mark the lines that stand in elements which the page does not show.

    Some pages hide their own article until a script shows it: an element that holds nearly all of the page's
    sentences is taken as shown, and only what is hidden inside it again is marked.

    >>> from newsclean import load
    >>> page = load("<p>昨天，城东新桥正式通车。</p><div style='display:none'>百家乐</div>")
    >>> [(mark.line, mark.rule, mark.reason) for mark in strip_hidden(page)]
    [(1, 'hidden-element', 'display')]
    """
    for line in [line for line in page.lines if line.spans]:
        for span in line.spans:
            if _JAMMER in span.hints and span.end - span.start < len(line.text):
                yield Mark(line.number, "hidden", "hidden-element", span.start, span.end, reason=_JAMMER)
    if len(page.scopes) < 2:
        return
    hides = hiding_scopes(page)
    for line in page.lines if any(hides) else ():
        if scope := hides[line.scope]:
            yield Mark(line.number, "hidden", "hidden-element", reason=page.scopes[scope].reason)


@of_lines
def hiding_scopes(page: Page) -> list[int]:
    """For each scope the scope that hides what is in it, itself or one around it; 0 where it is shown.

    >>> from newsclean import load
    >>> hiding_scopes(load("<div style='display:none'>百家乐<p style='opacity:0'>一</p></div><p>昨天，新桥通车。</p>"))
    [0, 1, 1]
    """
    prose = _prose(page)
    held = list(prose)
    for index in range(len(page.scopes) - 1, 0, -1):  # parents come before their children
        held[page.scopes[index].parent] += held[index]
    everything, shown = held[0], prose[0]
    hides = [0] * len(page.scopes)
    for index, scope in enumerate(page.scopes):
        if not index:
            continue
        outer = hides[scope.parent]
        if outer:
            hides[index] = outer
        elif not _holds_article(scope.reason, held[index], shown, everything):
            hides[index] = index
    return hides


def _holds_article(reason: str, held: int, shown: int, everything: int) -> bool:
    """Whether a scope with so many characters of prose inside is the page's own box, waiting for its script."""
    return (
        reason in _UNTIL_LOADED
        and held >= (_MIN_PROSE if shown else _MIN_TEXT)
        and held * 5 >= everything * 3  # more than other hidden boxes together
        and held >= _OUTSIDE * shown
    )


def _prose(page: Page) -> Sequence[int]:
    """Characters in whole sentences outside of links, by scope."""
    out = [0] * len(page.scopes)
    for line, text in zip(page.lines, views.folded(page), strict=True):
        if len(text) > _SENTENCE and line.linked * 2 < len(text):
            end = max(text.rfind("。"), text.rfind("!"), text.rfind("?"))
            out[line.scope] += end + 1 if end >= _SENTENCE else 0
    if sum(out) < _MIN_PROSE:  # hardly a sentence on the page: a text of short lines may be the article
        for line in page.lines:
            out[line.scope] += 0 if line.linked or not line.scope else len(line.text)
    return out
