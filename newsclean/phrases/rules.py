"""The table of rules: what `newsclean rules` lists, and what an explanation says where nothing else is told."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .uses import files_of

_OPENING = (
    "城东新桥通车¶2022-09-21 14:50 来源：某市日报¶昨天上午，城东新桥正式通车，两岸居民出行更加方便。"
    "¶通车以后，沿线公交也将调整，市民可在站台查询新的线路图。"
)


class Rule(NamedTuple):
    """A rule, as `explain_page` names it."""

    name: str
    roles: tuple[str, ...]  # what it takes lines or spans for
    reads: str  # what it goes by, in a few words
    example: str  # a page on which it has something to say; "" for one that needs more than a few lines

    @property
    def files(self) -> tuple[str, ...]:
        """The phrase files that it goes by."""
        return files_of(self.name)


@cache
def rules() -> dict[str, Rule]:
    """All rules of the built-in steps, by name, in the order of the steps.

    >>> rules()["breadcrumb"].files, rules()["breadcrumb"].roles
    (('strip/breadcrumbs',), ('boilerplate',))
    """
    text = files(__package__).joinpath("rules.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: Rule(name, tuple(roles.split(", ")), reads, _page(example)) for name, roles, reads, example in rows}


def _page(example: str) -> str:
    """The page that an example stands for."""
    return "" if example == "-" else example.replace("@", _OPENING).replace("¶", "\n")


def listed() -> str:
    """All rules for people to read: name, roles, what it reads, phrase files, an example."""
    blocks = []
    for rule in rules().values():
        words = [f"{rule.name}  ({', '.join(rule.roles)})", f"    reads: {rule.reads}"]
        if rule.files:
            words.append(f"    words: {', '.join(f'{file}.txt' for file in rule.files)}")
        if rule.example:
            words.append(f"    on:    {rule.example.splitlines()[-1] or rule.example}")
        blocks.append("\n".join(words))
    return "\n".join(blocks)
