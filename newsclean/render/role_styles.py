"""The roles as readers see them: their order, their style class, whether a line's text went into the article."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from ..article import COLUMNS
from ..explain import FIELD_ROLES
from .markup import Html, element

# The order in which a reader looks for them: what came out first, then what was left out and why.
_LEFT_OUT = ("boilerplate", "disclaimer", "hidden", "spam", "injected")
ORDER = (*(column.role for column in COLUMNS.values() if column.role), "caption", *_LEFT_OUT)
OWN_COLOURS = 6  # colours that style.css keeps for users' own roles


def style_class(role: str) -> str:
    """The style class of a role. A user's own role gets one of a few colours, always the same one.

    The checksum is CRC-32, not `hash`, which changes from one run to the next.

    >>> style_class("body"), style_class("weather") == style_class("weather")
    ('nc-body', True)
    >>> style_class('"><script>') in {f"nc-own{n}" for n in range(OWN_COLOURS)}
    True
    """
    if role in ORDER:
        return f"nc-{role}"
    return f"nc-own{zlib.crc32(role.encode('utf-8', 'replace')) % OWN_COLOURS}"


def kept(role: str) -> bool:
    """Whether text of this role is in a field of the article.

    >>> kept("body"), kept("spam")
    (True, False)
    """
    return role in FIELD_ROLES


def foldable(role: str) -> bool:
    """Whether a long run of this role may be folded: what the built-in steps leave out, and no user's own role.

    >>> foldable("boilerplate"), foldable("body"), foldable("weather")
    (True, False, False)
    """
    return role in _LEFT_OUT


def in_order(roles: Iterable[str]) -> list[str]:
    """Roles, each once: the built-in ones in their order, users' own ones behind them by name.

    >>> in_order(["spam", "weather", "body", "spam"])
    ['body', 'spam', 'weather']
    """
    rank = {role: number for number, role in enumerate(ORDER)}
    return sorted(set(roles), key=lambda role: (rank.get(role, len(rank)), role))


def chip(role: str) -> Html:
    """A role's name on its colour.

    >>> chip("body")
    '<span class="nc-chip nc-body">body</span>'
    """
    return element("span", role, class_=f"nc-chip {style_class(role)}")
