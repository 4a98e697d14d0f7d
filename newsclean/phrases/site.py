"""What a caller knows of a site, as one value: where things stand, what recurs, which words it has of its own.

It is written by hand (`Site(hosts=("news.example",), title=".tt", body="#zoom")`), read from a file (`read_sites`) or
learned from pages (`learn_site`). Everything in it is evidence: it counts in the same sums as what the rules see by
themselves, and a selector that finds nothing, or something else than it was written for, makes no page worse.
"""

from __future__ import annotations

import dataclasses
import difflib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NoReturn
from urllib.parse import urlsplit

from ..errors import ArgumentError, SiteError
from . import files_of_phrases, phrases
from .own_words import OwnWords, own_words
from .rules import rules
from .selectors import compiled

# what a site's selectors may point at
SELECTED = ("title", "row", "source", "date", "author", "editor", "body", "drop")
RULES = "rules"  # the key of `without` that names rules rather than a phrase file
ANY_HOST = "*"
_HALF = re.compile("[\ud800-\udfff]")  # of a character: what has one goes into no file
_HOST = re.compile(r"\*|[^\s/:@]{1,253}")
_MOST = 20_000  # lines, words or selectors in one field: more was not written by anyone
Selectors = str | Sequence[str]
Words = Mapping[str, Sequence[str]]


class _Frozen(dict[str, Any]):
    """A mapping that stays as it is, and so has a hash."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return _Frozen, (dict(self),)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a Site does not change: dataclasses.replace(site, …) makes another")

    __setitem__ = __delitem__ = update = pop = popitem = clear = setdefault = _refuse


@dataclass(frozen=True)
class Site:
    """What is known of a site's pages. All of it is optional; texts alone stand for a tuple of one.

    Attributes:
        hosts: the hosts whose pages it speaks of, with all below them: `news.example` is also `www.news.example`. With
            none, or with `"*"`, it speaks of every page that it is given with.
        name: what the site is called.
        title, row, source, date, author, editor, body: selectors, in CSS or XPath, of where these stand; `row` is the
            line of date and source. Only pages with markup have them: in a dump they find nothing.
        drop: selectors of what is not the article's.
        lines: lines that recur on the site's pages and are not the article's; digits stand for any digits, but in
            sentences.
        watermarks: texts that the site sets into paragraphs.
        phrases: words of one's own, added to the shipped phrase files: `{"strip/promotion": ("扫码入群",)}`.
        without: words taken out of them; under `"rules"` the names of rules that say nothing here.
        support: of what was learned, the share of pages that showed it; what is written by hand counts in full.
        pages: the number of pages that it was learned from; 0 where it was written by hand.
        version: of the newsclean that has learned it.

    Raises:
        SiteError: a selector is broken, a phrase file or a rule is unknown, a value is of the wrong kind.

    >>> site = Site(hosts=("news.example",), title=".tt", phrases={"strip/promotion": ("扫码入群",)})
    >>> site.title, site.phrases["strip/promotion"], site.speaks_of("https://www.news.example/1.html")
    (('.tt',), ('扫码入群',), True)
    >>> Site(title="count(//p)")
    Traceback (most recent call last):
        ...
    newsclean.errors.SiteError: title: 'count(//p)' is no CSS: Expected selector, got <DELIM '(' at 5>
    """

    hosts: Selectors = ()
    name: str | None = None
    title: Selectors = ()
    row: Selectors = ()
    source: Selectors = ()
    date: Selectors = ()
    author: Selectors = ()
    editor: Selectors = ()
    body: Selectors = ()
    drop: Selectors = ()
    lines: Selectors = ()
    watermarks: Selectors = ()
    phrases: Words = field(default_factory=dict)
    without: Words = field(default_factory=dict)
    support: Mapping[str, float] = field(default_factory=dict)
    pages: int = 0
    version: str = ""

    def __post_init__(self) -> None:
        for name in ("hosts", *SELECTED, "lines", "watermarks"):
            self._set(name, _texts(name, getattr(self, name)))
        for name in ("phrases", "without"):
            self._set(name, _Frozen({key: _texts(name, value) for key, value in _mapping(self, name)}))
        self._set("support", _Frozen({key: _share(key, value) for key, value in _mapping(self, "support")}))
        for name in ("name", "version"):
            value = getattr(self, name)
            if not (isinstance(value, str) or (name == "name" and value is None)) or _HALF.search(value or ""):
                raise SiteError(f"{name}: a text expected, not {value!r}", field=name, value=value)
        if isinstance(self.pages, bool) or not isinstance(self.pages, int) or self.pages < 0:
            raise SiteError(f"pages: a number of pages expected, not {self.pages!r}", field="pages", value=self.pages)
        _check_hosts(self.hosts)
        _check_selectors(self)
        _check_words(self)

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    def __getstate__(self) -> dict[str, Any]:
        return {item.name: getattr(self, item.name) for item in dataclasses.fields(self)}

    @cached_property
    def selectors(self) -> tuple[tuple[str, str], ...]:
        """All selectors, each with what it points at.

        >>> Site(title=(".tt", "h1"), drop=".ad").selectors
        (('title', '.tt'), ('title', 'h1'), ('drop', '.ad'))
        """
        return tuple((name, selector) for name in SELECTED for selector in getattr(self, name))

    @property
    def own_words(self) -> OwnWords | None:
        """The words that rules go by on its pages; None where they are the shipped ones."""
        without = self.without
        if not self.phrases and not (len(without) > (RULES in without)):
            return None
        return own_words(self.phrases, without)

    @property
    def silent_rules(self) -> frozenset[str]:
        """The rules that say nothing on its pages."""
        return frozenset(self.without.get(RULES, ()))

    def trust(self, name: str) -> float:
        """How much what it says of something counts, 0 to 1: the share of pages on which it was so."""
        return float(self.support.get(name, 1.0))

    def speaks_of(self, url: str | None) -> bool:
        """Whether it speaks of the page at an address, as far as is known."""
        if not self.hosts or ANY_HOST in self.hosts or url is None:
            return True
        host = host_of(url)
        return any(host == own or host.endswith("." + own) for own in self.hosts)

    def over(self, other: Site) -> Site:
        """Both in one, where this one has the say: a site written by hand over what was learned of it.

        Where both have selectors for the same thing, this one's hold; lines and words are added up.

        >>> learned = Site(title="h1", body="#content", lines="扫码关注", support={"title": 0.9, "body": 0.8}, pages=30)
        >>> both = Site(title=".tt", lines="点击下载").over(learned)
        >>> both.title, both.body, both.lines, dict(both.support)
        (('.tt',), ('#content',), ('点击下载', '扫码关注'), {'body': 0.8})
        """
        values: dict[str, Any] = {}
        for name in ("hosts", "name", *SELECTED, "pages", "version"):
            values[name] = getattr(self, name) or getattr(other, name)
        for name in ("drop", "lines", "watermarks"):
            values[name] = tuple(dict.fromkeys((*getattr(self, name), *getattr(other, name))))
        for name in ("phrases", "without"):
            values[name] = _added_up(getattr(self, name), getattr(other, name))
        mine = {name for name in (*SELECTED, "lines", "watermarks") if getattr(self, name)}
        kept = {name: share for name, share in other.support.items() if name not in mine}
        return Site(**values, support={**kept, **self.support})

    def to_dict(self) -> dict[str, Any]:
        """What it says, ready for JSON; `Site.from_dict` reads it.

        >>> Site(hosts="news.example", title=".tt").to_dict()
        {'hosts': ['news.example'], 'title': ['.tt']}
        """
        said = {item.name: getattr(self, item.name) for item in dataclasses.fields(self)}
        return {name: _plain(value) for name, value in said.items() if value}

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Site:
        """The site that a mapping as of `to_dict` describes.

        Raises:
            SiteError: it has a field that no site has, or says what cannot be.
        """
        known = [item.name for item in dataclasses.fields(cls)]
        for name in said:
            if name not in known:
                raise SiteError(f"a site has no {name!r}{_meant(name, known)}", field=name, value=said[name])
        return cls(**said)


def host_of(url: str) -> str:
    """The host of an address, "" where it has none.

    >>> host_of("https://News.Example:8080/1.html"), host_of("/1.html")
    ('news.example', '')
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def site_for(given: Site | Mapping[str, Site] | None, url: str | None) -> Site | None:
    """What is known of the page at an address: of one site, or of many by host, the nearest over `"*"`.

    Raises:
        ArgumentError: what was given is neither.

    >>> known = {"*": Site(drop=".ad"), "news.example": Site(title=".tt")}
    >>> site_for(known, "https://www.news.example/1.html").selectors
    (('title', '.tt'), ('drop', '.ad'))
    >>> site_for(known, None).selectors
    (('drop', '.ad'),)
    """
    if given is None:
        return None
    if isinstance(given, Site):
        return given if given.speaks_of(url) else None
    if not isinstance(given, Mapping):
        told = f"site is a Site, or Sites by host, not {type(given).__name__}: read_sites(path) reads a file of them"
        raise ArgumentError(told, argument="site")
    found: Site | None = None
    for host in (*_hosts_above(host_of(url or "")), ANY_HOST):
        site = given.get(host)
        if site is not None:
            if not isinstance(site, Site):
                told = f"site: of {host} a Site expected, not {type(site).__name__}: Site.from_dict makes one"
                raise ArgumentError(told, argument="site")
            found = site if found is None else _both(found, site)
    return found


def _hosts_above(host: str) -> Iterator[str]:
    """A host and the ones that it is below, the nearest first."""
    while "." in host:
        yield host
        host = host.partition(".")[2]


@lru_cache(maxsize=64)
def _both(one: Site, other: Site) -> Site:
    return one.over(other)


def by_host(sites: Iterable[Site]) -> dict[str, Site]:
    """Sites by their hosts; one without a host stands under `"*"`.

    Raises:
        SiteError: two sites have the same host.

    >>> sorted(by_host([Site(hosts=("a.example", "b.example")), Site(drop=".ad")]))
    ['*', 'a.example', 'b.example']
    """
    found: dict[str, Site] = {}
    for site in sites:
        for host in site.hosts or (ANY_HOST,):
            if host in found:
                raise SiteError(f"two sites have the host {host!r}", field="hosts", value=host)
            found[host] = site
    return found


def _texts(name: str, value: Any) -> tuple[str, ...]:
    """A field's texts."""
    if isinstance(value, str):
        value = (value,)
    if not isinstance(value, (list, tuple)) or not all(isinstance(text, str) and text.strip() for text in value):
        raise SiteError(f"{name}: a text, or several, expected, not {value!r:.200}", field=name, value=value)
    if len(value) > _MOST:
        raise SiteError(f"{name}: {len(value):,} texts, and {_MOST:,} are the most", field=name, value=value)
    return tuple(dict.fromkeys(value))


def _mapping(site: Site, name: str) -> list[tuple[str, Any]]:
    value = getattr(site, name)
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise SiteError(f"{name}: a mapping by name expected, not {value!r:.200}", field=name, value=value)
    return list(value.items())


def _share(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise SiteError(f"support: a share of pages, 0 to 1, expected for {name!r}, not {value!r}", field="support")
    return float(value)


def _check_hosts(hosts: Any) -> None:
    for host in hosts:
        if not _HOST.fullmatch(host) or host != host.lower():
            words = f"hosts: {host!r} is no host: news.example is one, without https:// and in lower case"
            raise SiteError(words, field="hosts", value=host)


def _check_selectors(site: Site) -> None:
    for name, selector in site.selectors:
        try:
            compiled(selector)
        except SiteError as error:
            raise SiteError(f"{name}: {error}", field=name, value=selector) from None


def _check_words(site: Site) -> None:
    files = files_of_phrases()
    for name, said in (("phrases", site.phrases), ("without", site.without)):
        for file, words in said.items():
            if name == "without" and file == RULES:
                _check_rules(words)
                continue
            if file not in files:
                raise SiteError(
                    f"{name}: no phrase file is called {file!r}{_meant(file, files)}", field=name, value=file
                )
            unknown = set(words) - set(phrases(file)) if name == "without" else set()
            if unknown:
                words_ = "without: %s does not have %s"
                logging.getLogger("newsclean").warning(
                    words_,
                    file,
                    ", ".join(
                        ascii(word[:20]) if not word.isprintable() else word[:20] for word in sorted(unknown)[:5]
                    ),
                )


def _check_rules(names: Iterable[str]) -> None:
    """Raise where a rule's name is hardly another one's; others may be those of a caller's own steps."""
    for name in names:
        if name not in rules() and (meant := _meant(name, list(rules()))):
            raise SiteError(f"without: no rule is called {name!r}{meant}", field="without", value=name)


def _meant(name: str, known: Sequence[str]) -> str:
    """A question for what was meant."""
    near = difflib.get_close_matches(name, known, 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _added_up(one: Any, other: Any) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys((*one, *other))
    return {name: tuple(dict.fromkeys((*one.get(name, ()), *other.get(name, ())))) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else value
