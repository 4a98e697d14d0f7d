"""What command lines and settings say of steps, repairs and sites in words: `rules:find_station`, `glosses,script`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from ..clean import STEPS, check_options
from ..errors import ArgumentError
from ..find.chain import Step, Steps
from ..phrases.site_files import read_sites

NAMES = ("steps", "repairs", "sites")


def add_choices(group: Any) -> None:
    """The options `--steps`, `--repairs` and `--sites` of a command line."""
    group.add_argument(
        "--steps",
        metavar="MODULE:NAME,…",
        help="a step of yours, added behind the built-in ones, or a whole chain: STEPS.without(…)",
    )
    group.add_argument("--repairs", metavar="NAME,…", help="the repairs to try; none: no repair (default: all)")
    group.add_argument("--sites", metavar="FILE", help="what is known of sites: JSON or TOML, see Site")


def options_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """Options of `clean_page` by what was said of `steps`, `repairs` and `sites`; nothing for what was not said.

    Raises:
        ArgumentError, SiteError: a name is unknown, what it stands for is no step, the file says what cannot be.
        OSError: the file of sites cannot be read.

    >>> options_of({"repairs": "glosses,script", "steps": None})
    {'repairs': ('glosses', 'script')}
    >>> options_of({"repairs": "none"})
    {'repairs': ()}
    """
    found: dict[str, Any] = {}
    if said.get("steps"):
        found["steps"] = steps_of(said["steps"])
    if said.get("repairs"):
        names = _words(said["repairs"])
        found["repairs"] = () if names == ("none",) else names
    if said.get("sites"):
        found["site"] = read_sites(said["sites"])
    check_options(found)
    return found


def steps_of(said: str) -> Steps:
    """The chain that some words name, each a function (added behind the built-in steps) or a chain of them.

    Raises:
        ArgumentError: a word is not `module:name`, the module is not there, or has no step of that name.

    >>> steps_of("newsclean.find.site:find_site")[-1].__name__
    'find_site'
    >>> steps_of("find_site")
    Traceback (most recent call last):
        ...
    newsclean.errors.ArgumentError: steps: module:name expected, not 'find_site'
    """
    chain: tuple[Step, ...] = STEPS
    for number, word in enumerate(_words(said)):
        found = _named(word)
        if callable(found):
            chain = (*chain, found)
        elif isinstance(found, (tuple, list)) and all(map(callable, found)) and not number:
            chain = tuple(found)
        else:
            told = f"steps: {word} is neither a step nor, as the first, a chain of steps"
            raise ArgumentError(told, argument="steps")
    return Steps(chain)


def _named(word: str) -> Any:
    """What a module has by a name; modules of the folder at hand are found too."""
    module, colon, name = word.partition(":")
    if not (module and colon and name):
        raise ArgumentError(f"steps: module:name expected, not {word!r}", argument="steps")
    here = os.getcwd()
    if here not in sys.path:
        sys.path.append(here)
    try:
        return getattr(import_module(module), name)
    except ImportError as error:
        raise ArgumentError(f"steps: {word}: {error}", argument="steps") from error
    except AttributeError:
        raise ArgumentError(f"steps: {module} has no {name}", argument="steps") from None


def _words(said: Any) -> tuple[str, ...]:
    """Words behind commas, or several as they are."""
    words = said.split(",") if isinstance(said, str) else said
    return tuple(word.strip() for word in words if word.strip())
