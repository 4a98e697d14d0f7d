"""What is true of a site, learned from its pages: a `Site` to edit, to merge under one's own, to give as `site=`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ..clean import check_options, explain_page
from ..errors import ArgumentError, NewscleanError
from ..explain import Explanation
from ..phrases.site import Site, host_of
from ..reading.load import load, tree_of
from .learn_lines import common_headlines, names_of, own_labels, recurring_lines, watermarks
from .learn_places import Studied, learned_places, number_elements, studied
from .records import Cleaned, Raw
from .schema import version
from .stream import numbered

FEWEST = 10  # pages; of fewer nothing can be said of a site
_MOST = 400  # pages that are looked at: more say no more
_SAME = 0.5  # share of a page's paragraphs that another one has too: the same article, on the site twice
_NAMED = 0.3  # share of the pages that give the site's name


def learn_site(pages: Iterable[Any], *, host: str | None = None, **options: Any) -> Site:
    """What the pages of one site have in common, from ten of them or more; dumps give lines, markup places too.

    Learned are: lines that recur and that no rule knows, watermarks, the site's name, labels of its own, and selectors
    of headline, row, fields and body, each with the share of the pages that showed it (`support`). What is known better
    goes over it: `mine.over(learn_site(pages))`.

    Args:
        pages: pages as `clean_pages` takes them; what cannot be read is passed over, and so is a page that shows no
            article, or the same one once more.
        host: the site's host; else the one that most pages' addresses have.
        options: options of `clean_page` with which the pages are read.

    Raises:
        ArgumentError: fewer than ten of the pages show an article each.

    >>> import string
    >>> said = "昨天上午，城东新桥{0}正式通车，两岸{0}居民出行更加方便，公交{0}也将调整。"
    >>> page = "新桥{0}号通车\\n2022-09-21\\n" + said + "\\n看老街坊的故事，品百味的人生"
    >>> site = learn_site([page.format(letter * 9) for letter in string.ascii_uppercase[:12]])
    >>> site.lines, site.pages
    (('看老街坊的故事，品百味的人生',), 12)
    """
    check_options(options)
    found, studies, urls = _explained(pages, options)
    if len(found) < FEWEST:
        told = f"{len(found)} pages show an article each, and {FEWEST} are the fewest from which a site is learned"
        raise ArgumentError(told, argument="pages")
    lines = recurring_lines(found)
    names = names_of(found, _NAMED)
    marks = watermarks(found, [*names, host or ""])
    places = learned_places(studies, common_headlines(found)) if len(studies) >= FEWEST else {}
    hosts = Counter(filter(None, map(host_of, urls)))
    own = host or (hosts.most_common(1)[0][0].removeprefix("www.") if hosts else "")
    support = {name: share for name, (_, share) in places.items()}
    support |= {name: round(min(said.values()), 2) for name, said in (("lines", lines), ("watermarks", marks)) if said}
    selectors: dict[str, Any] = {name: (selector,) for name, (selector, _) in places.items()}
    return Site(
        hosts=(own,) if own else (),
        name=next(iter(names), None),
        **selectors,
        lines=tuple(lines),
        watermarks=tuple(marks),
        phrases=own_labels(found),
        support=support,
        pages=len(found),
        version=version(),
    )


def _explained(pages: Iterable[Any], options: dict[str, Any]) -> tuple[list[Explanation], list[Studied], list[str]]:
    """The pages that show an article, each article once; those of them whose elements are known; their addresses."""
    found: list[Explanation] = []
    studies: list[Studied] = []
    urls: list[str] = []
    seen: Counter[str] = Counter()
    for item in numbered(pages):
        if len(found) == _MOST:
            break
        if isinstance(item, Cleaned):
            continue
        given = {**options, "url": item.url or options.get("url"), "encoding": item.encoding or options.get("encoding")}
        try:
            page = explain_page(item.page, **{**given, "fetched": item.fetched or options.get("fetched")})
        except NewscleanError:
            continue
        texts = page.article.paragraphs
        if not texts or sum(seen[text] > 0 for text in texts) > _SAME * len(texts):
            continue
        seen.update(set(texts))
        found.append(page)
        urls.append(page.article.url or "")
        if study := _study(item, page, given):
            studies.append(study)
    return found, studies, urls


def _study(item: Raw, page: Explanation, given: dict[str, Any]) -> Studied | None:
    """A page with its elements; None for a dump."""
    root = tree_of(item.page, given["encoding"])
    if root is None:
        return None
    number_elements(root)
    return studied(page, root, load(root, url=given["url"]))


def merged(over: Sequence[Site], learned: Site) -> Site:
    """What was learned, under what is said by hand of the same site."""
    for site in over:
        if set(site.hosts) & set(learned.hosts) or not learned.hosts:
            return site.over(learned)
    return learned
