"""`newsclean learn-site PAGES… -o FILE`: what is true of a site, learned from its pages, in a file to edit and use."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..errors import NewscleanError
from ..phrases.site import Site, host_of
from ..phrases.site_files import read_sites, write_sites
from .console import one_line, tell
from .inputs import InputError, find_sources
from .learn_site import FEWEST, learn_site, merged
from .readers import Reader
from .records import Raw
from .tables import Fields

_EPILOG = """\
Pages come from files, folders and archives, as for newsclean batch. They are taken apart by the hosts of their
addresses; pages without one are those of one site. FILE is for --sites, read_sites and one's own edits.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `newsclean learn-site` with some arguments; the exit code: 0, or 2 where nothing was learned."""
    args = _parser().parse_args(argv)
    try:
        by_hand = list(dict.fromkeys(read_sites(args.under).values())) if args.under else []
        sites = _learned(args, by_hand)
        rest = [site for site in by_hand if not any(set(site.hosts) & set(other.hosts) for other in sites)]
        found = [*sites, *rest]
        write_sites(args.output, found[0] if len(found) == 1 else found)
    except (NewscleanError, InputError, OSError) as error:
        tell(f"newsclean learn-site: {one_line(str(error))}")
        return 2
    for site in sites:
        tell(_told(site))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newsclean learn-site",
        description=f"Learn what is true of a site from {FEWEST} of its pages or more.",
        epilog=_EPILOG,
    )
    parser.add_argument("inputs", nargs="+", metavar="PAGES", help="files, folders, globs, archives")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the file of sites to write (JSON)")
    parser.add_argument("--host", help="the site's host, where the pages have no addresses")
    parser.add_argument("--under", metavar="FILE", help="what is written by hand, and has the say over what is learned")
    parser.add_argument("--url-field", default="url", metavar="NAME", help="field or column with a page's address")
    parser.add_argument("--page-field", metavar="NAME", help="field or column with the page (html, else text)")
    return parser


def _learned(args: argparse.Namespace, by_hand: Sequence[Site]) -> list[Site]:
    """What is learned of each site that has pages enough, under what is written by hand."""
    fields = Fields()._replace(url=args.url_field)
    if args.page_field:
        fields = fields._replace(page=(args.page_field,))
    reader = Reader(find_sources(args.inputs, exclude=args.output), fields)
    by_host = _by_host(item for item in reader if isinstance(item, Raw))
    if len(by_host) == 1 or args.host:
        pages = [page for found in by_host.values() for page in found]
        return [merged(by_hand, learn_site(pages, host=args.host))]
    enough = {host: pages for host, pages in by_host.items() if len(pages) >= FEWEST}
    if not enough:
        raise NewscleanError(f"no host has {FEWEST} pages: {len(by_host)} hosts; --host takes all as those of one")
    sites = []
    for pages in enough.values():
        try:
            sites.append(merged(by_hand, learn_site(pages)))
        except NewscleanError as error:
            tell(f"newsclean learn-site: {host_of(pages[0].url or '')}: {one_line(str(error))}")
    if not sites:
        raise NewscleanError("nothing was learned")
    return sites


def _by_host(pages: Iterable[Raw]) -> dict[str, list[Raw]]:
    """Pages by their addresses' hosts, `www.` or not."""
    found: defaultdict[str, list[Raw]] = defaultdict(list)
    for page in pages:
        found[host_of(page.url or "").removeprefix("www.")].append(page)
    return dict(found)


def _told(site: Site) -> str:
    """What was learned of a site, in a line.

    >>> _told(Site(hosts="news.example", title="h1", lines=("a b c d",), pages=12, support={"title": 0.9}))
    'news.example: 12 pages; title h1 (90%); 1 line'
    """
    words = [f"{name} {selector} ({site.trust(name):.0%})" for name, selector in site.selectors]
    for name, plural in (("line", site.lines), ("watermark", site.watermarks)):
        if plural:
            words.append(f"{len(plural)} {name}{'s' if len(plural) > 1 else ''}")
    words += [f"{file}: {'、'.join(labels)}" for file, labels in site.phrases.items()]
    return f"{', '.join(site.hosts) or 'a site'}: {site.pages} pages; {'; '.join(words) or 'nothing in common'}"
