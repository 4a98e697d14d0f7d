"""markdown-it's parser of blocks, asked less often, and its tables with a token for each row.

A page may be a million lines of a few characters each. Asked in turn, ten rules look at every line before one is for
it, and a row of a table makes five tokens and three more for each cell; so each rule is asked only where a character
stands that it may begin at, and a row is one token.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block.state_block import StateBlock

from ...text import lazy_re as re

Rule = Callable[[StateBlock, int, int, bool], bool]

# The characters that each rule begins at; one that is not named here is asked everywhere
_CHARACTERS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "heading": "#",
}
_ALIGNMENT = re.compile(r"[|:][-:| \t]+|-[-:|][-:| \t]*")  # the second line of a table: |---|:-:|
_COLUMN = re.compile(r":?-+:?")
_BAR = re.compile(r"(?<!\\)\|")
# what markdown-it strips from a cell
_BLANKS = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_MOST_MISSING = 65_536  # cells that rows shorter than the first may lack in all


class BlockParser(ParserBlock):
    """markdown-it's parser of a text's blocks, with the same rules."""

    def __init__(self, other: ParserBlock) -> None:
        """Take over the rules of another one, as they are enabled now."""
        vars(self).update(vars(other))
        other.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
        self.ruler = _Rules(other.ruler)


class _Rules(Ruler[Rule]):
    """Rules that are asked by the character that a line begins with."""

    def __init__(self, other: Ruler[Rule]) -> None:
        """Take over another one's rules."""
        vars(self).update(vars(other))
        self.names = dict(zip(other.getRules(""), other.get_active_rules(), strict=True))
        self.chains: dict[str, list[Rule]] = {}

    def getRules(self, chainName: str = "") -> list[Rule]:
        """One rule that asks those of a chain that a line may be for."""
        if chainName not in self.chains:
            self.chains[chainName] = [_by_character({self.names[rule]: rule for rule in super().getRules(chainName)})]
        return self.chains[chainName]


def _by_character(rules: Mapping[str, Rule]) -> Rule:
    """A rule that asks some, each where a character stands that it begins at."""
    chosen = {
        char: [rule for name, rule in rules.items() if char in _CHARACTERS.get(name, char)]
        for char in chain(*_CHARACTERS.values())
    }
    others = [rule for name, rule in rules.items() if name not in _CHARACTERS]

    def asked(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        at = state.bMarks[line] + state.tShift[line]
        return any(rule(state, line, end, silent) for rule in chosen.get(state.src[at : at + 1], others))

    return asked


def table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A table, as markdown-it reads it, with one token a row: `meta["cells"]`.

    Its second line tells how many columns it has; a row that is shorter is filled up, a longer one is cut off.
    """
    if first + 2 > end or state.sCount[first + 1] < state.blkIndent:
        return False
    columns = _columns(_line(state, first + 1))
    head = _line(state, first).strip(_BLANKS) if columns else ""
    cells = _cells(head) if "|" in head else []
    if not cells or len(cells) != columns:
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    state.push("table_open", "table", 1)
    _push_row(state, "th", cells)
    line, missing = first + 2, 0
    endings = state.md.block.ruler.getRules("blockquote")  # what ends a quotation ends a table
    while line < end and state.sCount[line] >= state.blkIndent:
        text = _line(state, line).strip(_BLANKS)
        if not text or any(rule(state, line, end, True) for rule in endings):
            break
        cells = _cells(text)
        missing += columns - len(cells)
        if missing > _MOST_MISSING:
            break
        _push_row(state, "td", [*cells, *[""] * (columns - len(cells))][:columns])
        line += 1
    state.push("table_close", "table", -1)
    state.parentType = parent
    state.line = line
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _columns(text: str) -> int:
    """How many columns the second line of a table tells of; 0 where a line is none.

    >>> _columns("|---|:-:|"), _columns("--- | ---"), _columns("|---||"), _columns("- | -"), _columns("桥")
    (2, 2, 0, 0, 0)
    """
    if not _ALIGNMENT.fullmatch(text):
        return 0
    first, *others = [column.strip() for column in text.split("|")]
    last = others.pop() if others else ""
    columns = [*([first] if first else ()), *others, *([last] if last else ())]
    return len(columns) if all(map(_COLUMN.fullmatch, columns)) else 0


def _cells(text: str) -> list[str]:
    r"""The cells of a row.

    >>> _cells(r"| 桥 | 路\|街 ||"), _cells("桥|路")
    (['桥', '路|街', ''], ['桥', '路'])
    """
    cells = [cell.replace("\\|", "|") for cell in _BAR.split(text)] if "\\" in text else text.split("|")
    if not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return [cell.strip(_BLANKS) for cell in cells]


def _push_row(state: StateBlock, tag: str, cells: Sequence[str]) -> None:
    """Append a row's token."""
    state.push("row", tag, 0).meta["cells"] = cells
