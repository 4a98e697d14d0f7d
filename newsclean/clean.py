"""The order of the steps, and the assembly of the article from their marks."""

from __future__ import annotations

import datetime as dt
import inspect
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, ParamSpec, TypeVar

from bs4 import BeautifulSoup
from lxml import etree

from .article import Article
from .errors import ArgumentError, StepError, check_arguments
from .explain import Explanation, explained_lines
from .find.body import find_body
from .find.byline import find_byline
from .find.captions import find_captions
from .find.chain import Step, Steps, chosen, meant, name_of
from .find.confidence import confidence
from .find.contract import checked
from .find.credits import find_credits
from .find.date import find_date
from .find.images import find_images
from .find.reasons import reasons_of
from .find.site import find_site
from .find.source import find_source
from .find.structure import body_lines, structure_of
from .find.title import find_title, shows_article
from .page import Mark, Page, set_chain
from .phrases.own_words import using
from .phrases.site import Site, site_for
from .reading.dumps.read_dump import read_again
from .reading.limits import MAX_BYTES
from .reading.load import aware, load
from .repair import REPAIRS, Repair
from .repair.page import check_script, repair_page
from .repair.page_notes import notes_of
from .strip.abstract import strip_abstract
from .strip.boilerplate import strip_boilerplate
from .strip.disclaimers import strip_disclaimers
from .strip.hidden import strip_hidden
from .strip.injected import strip_injected
from .strip.spam import strip_spam
from .strip.tickers import strip_tickers

_LOG = logging.getLogger("newsclean")

Source = bytes | bytearray | memoryview | str | BeautifulSoup | etree._Element | etree._ElementTree | Page
Script = Literal["auto", "keep", "simplified", "traditional"]

# what help() shows in place of names that only this module has
_SHORT = {"page": "bytes | str | BeautifulSoup | lxml element | Page"}
_SHORT |= {"script": "Literal['auto', 'keep', 'simplified', 'traditional']"}
_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")

# Junk that is known for certain goes first. The headline and the meta row tell where the article starts, the credits
# where it ends, so they are found before the body; bylines inside the lead and images need the body to be known.
STEPS = Steps(
    (
        strip_hidden,
        strip_injected,
        strip_spam,
        find_title,
        find_date,
        find_source,
        find_credits,
        strip_disclaimers,
        strip_boilerplate,
        strip_tickers,
        strip_abstract,
        find_captions,
        find_body,
        find_byline,
        find_images,
        find_site,
    )
)
set_chain(STEPS)
_BUILT_IN = frozenset(STEPS)


def _options_of(model: Callable[_Given, Any]) -> Callable[[Callable[..., _Result]], Callable[_Given, _Result]]:
    """Show a function that hands all its arguments on to `model` with the signature of `model`."""

    def show(function: Callable[..., _Result]) -> Callable[_Given, _Result]:
        returned = inspect.signature(function).return_annotation
        shown = inspect.signature(model)
        kinds = [each.replace(annotation=_SHORT.get(name, each.annotation)) for name, each in shown.parameters.items()]
        function.__signature__ = shown.replace(parameters=kinds, return_annotation=returned)  # type: ignore[attr-defined]
        return function

    return show


def _marked(
    page: Source,
    *,
    url: str | None = None,
    encoding: str | None = None,
    fetched: dt.datetime | None = None,
    max_bytes: int | None = MAX_BYTES,
    script: Script = "auto",
    repairs: Sequence[Repair | str] = REPAIRS,
    steps: Sequence[Step | str] = STEPS,
    site: Site | Mapping[str, Site] | None = None,
) -> tuple[Page, Article]:
    """The page with all marks, and the article that they add up to. The library's options stand here, and only here."""
    loaded = load(page, url=url, encoding=encoding, fetched=fetched, max_bytes=max_bytes, site=site)
    if url is not None and loaded.url != url:
        loaded = replace(loaded, url=url)
    wanted = REPAIRS if repairs is REPAIRS else chosen(repairs, REPAIRS, "repairs")
    loaded = repair_page(loaded, wanted, script, read_again).with_marks(())
    chain = STEPS if steps is STEPS else chosen(steps, STEPS, "steps")
    if loaded.site is None:
        return _stepped(loaded, chain)
    with using(loaded.site.own_words):
        return _stepped(loaded, chain)


def _stepped(loaded: Page, steps: Sequence[Step]) -> tuple[Page, Article]:
    """The page with the marks of all steps, and the article that they add up to."""
    silent = loaded.site.silent_rules if loaded.site is not None else ()
    marks: list[tuple[Mark, ...]] = []
    for step in steps:
        try:
            found = tuple(step(loaded)) if step in _BUILT_IN else checked(step(loaded), loaded, name_of(step))
        except StepError:
            raise
        except Exception as error:
            name = name_of(step)
            raise StepError(
                f"step {name} failed on {loaded.url or 'a page without URL'}: {error!r}", step=name, url=loaded.url
            ) from error
        if silent:
            found = tuple(mark for mark in found if mark.rule not in silent)
        marks.append(found)
        loaded = loaded.with_marks(found)
    if _LOG.isEnabledFor(logging.DEBUG):
        told = [*loaded.notes, *(f"{name}: {why}" for name, why in loaded.repairs)]
        _LOG.debug(
            "%s: %d lines; %s", loaded.url or "a page", len(loaded.lines), "; ".join(told) or "read as it stands"
        )
    return loaded, _assemble(loaded, marks)


@_options_of(_marked)
def clean_page(*page: Any, **options: Any) -> Article:
    """Turn a raw Chinese news page into a clean article.

    Args:
        page: what `load` takes: bytes, HTML text, a plain-text dump, a BeautifulSoup object, an lxml element, a `Page`.
        url: the page's address: makes links of images absolute and can give a date as a last resort.
        encoding: the bytes' encoding, where known.
        fetched: when the page was fetched, an aware datetime: with it 3小时前 and a row without a year say a day.
        max_bytes: the largest page that is read, in bytes (of UTF-8, for a `str`); None for no limit.
        script: "auto" restores simplified characters on machine-converted mirrors only; "keep" never converts;
            "simplified" and "traditional" always do.
        repairs: the repairs to try, in order, or their names: `("glosses", "script")`.
        steps: the rules, in order, or their names; add your own behind the built-in ones, `(*STEPS, my_rule)`, or take
            some out, `STEPS.without("find_images")`.
        site: what you know of the page's site, a `Site`, or of many sites by host (that of `url`), see `read_sites`.

    Raises:
        TypeError: `page` is of a kind that is not accepted.
        NotAPageError: the bytes are no page (a PDF, an image, an archive).
        PageTooLargeError: the page is larger than `max_bytes`.
        ValueError: `script` is none of the four, or `fetched` has no time zone.
        StepError: a step raised; its name and the page's URL are in the message.

    >>> page = "<h1>城东新桥通车</h1><p>来源：某市日报</p><p>昨天上午，城东新桥正式通车，两岸居民出行更加方便。</p>"
    >>> article = clean_page(page)
    >>> article.title, article.source, article.body
    ('城东新桥通车', '某市日报', '昨天上午，城东新桥正式通车，两岸居民出行更加方便。')
    """
    return _run(page, options)[1]


@_options_of(_marked)
def explain_page(*page: Any, **options: Any) -> Explanation:
    """Clean a page and tell of every line what it was taken for, and by which rule.

    Takes the arguments of `clean_page` and raises the same errors.

    >>> for line in explain_page("首页 > 新闻\\n责任编辑：张三").lines:
    ...     print(line.role, line.text)
    boilerplate 首页 > 新闻
    editor 责任编辑：张三
    """
    marked, article = _run(page, options)
    with using(marked.site.own_words if marked.site is not None else None):
        return Explanation(article, explained_lines(marked, reasons_of(marked), notes_of(marked)), marked)


OPTIONS = frozenset(inspect.signature(clean_page).parameters) - {"page"}  # what adapters and batches may hand on


def _run(page: tuple[Any, ...], options: Mapping[str, Any]) -> tuple[Page, Article]:
    """`_marked`, which unknown options never reach."""
    if not options.keys() - {"page"} <= OPTIONS:
        check_options({name: value for name, value in options.items() if name != "page"})
    count = len(page) + ("page" in options)
    if count != 1:
        raise ArgumentError(f"one page expected, not {count}; all else is given by name, url=…", argument="page")
    return _marked(*page, **options)


def check_options(options: Mapping[str, Any]) -> None:
    """Raise where what is given to be handed on to `clean_page` for many pages is surely a mistake.

    Raises:
        ArgumentError: an option is unknown, or no value of it is like this.
        UnknownEncodingError: no encoding is called so.

    >>> check_options({"scirpt": "keep"})
    Traceback (most recent call last):
        ...
    newsclean.errors.ArgumentError: there is no option 'scirpt'; did you mean 'script'?
    """
    for name in options:
        if name not in OPTIONS:
            told = f"there is no option {name!r}{meant(name, sorted(OPTIONS))}"
            raise ArgumentError(told, argument=name)
    check_arguments(None, options.get("url"), options.get("encoding"))
    check_script(options.get("script", "auto"))
    if (fetched := options.get("fetched")) is not None:
        aware(fetched)
    for name, known in (("steps", STEPS), ("repairs", REPAIRS)):
        if name in options:
            chosen(options[name], known, name)
    site_for(options.get("site"), options.get("url"))


def _assemble(page: Page, marks: Sequence[Sequence[Mark]]) -> Article:
    """The article that the marks add up to; of several steps that give a field, the last one counts."""
    verdict = next((mark.value for mark in reversed(page.marked("verdict"))), None)
    judged: dict[str, Any] = {"kind": verdict.kind, "reason": verdict.reason or None} if verdict else {}
    judged |= {"url": page.url or page.head.canonical or None, "repairs": tuple(name for name, _ in page.repairs)}
    judged["encoding"] = page.head.charset or None
    if not shows_article(page):
        return Article(**judged, confidence=confidence(page, {}))
    told = [[mark for mark in found if mark.value is not None] for found in marks]
    values = {role: _values(role, told) for role in ("title", "source", "date", "author", "editor", "site", "image")}
    date, precision = values["date"][0] if values["date"] else (None, None)
    credits: dict[str, dict[str, None]] = {}
    for label, names in _all_values("credit", told):
        credits.setdefault(label, {}).update(dict.fromkeys(names))
    fields: dict[str, Any] = {
        "title": values["title"][0] if values["title"] else None,
        "source": _names(values["source"]),
        "date": date,
        "author": _names(values["author"]),
        "editor": _names(values["editor"]),
        "body": "\n".join(paragraphs(page)),
    }
    return Article(
        **fields,
        date_precision=precision,
        site=values["site"][0] if values["site"] else None,
        images=tuple(values["image"]),
        credits={label: tuple(names) for label, names in credits.items()},
        confidence=confidence(page, fields),
        blocks=structure_of(page, values["image"]),
        **judged,
    )


def _values(role: str, marks: Sequence[Sequence[Mark]]) -> list[Any]:
    """The values that the last step with a say on this role gave, by the marks that have any."""
    for found in reversed(marks):
        values = [mark.value for mark in found if mark.role == role]
        if values:
            return [value for value in values if value != ()]
    return []


def _all_values(role: str, marks: Sequence[Sequence[Mark]]) -> list[Any]:
    """The values that all steps gave for a role, since one took it back."""
    values = [mark.value for found in marks for mark in found if mark.role == role]
    back = max((at for at, value in enumerate(values) if value == ()), default=-1)
    return values[back + 1 :]


def _names(values: Iterable[Any]) -> str | None:
    """Names in page order, each once, joined by `、`."""
    names: dict[str, None] = {}
    for value in values:
        names.update(dict.fromkeys([value] if isinstance(value, str) else value))
    return "、".join(names) or None


def paragraphs(page: Page) -> list[str]:
    """The body's paragraphs: the lines whose role is body, without the spans cut out of them."""
    return [text for _, text, _ in body_lines(page)]
