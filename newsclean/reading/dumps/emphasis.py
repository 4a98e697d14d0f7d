"""What CommonMark's rules leave standing in Chinese text: `**“重点”**的`, `[打印](javascript:show('a b'))`.

CommonMark tells the two ends of an emphasis by the white space and the marks beside them. Chinese sets no white space,
so that a mark inside and a character outside make an end that is none. Here a character of such a script counts as
white space does. Single stars beside Latin letters and figures, `2*3`, `*ST`, are signs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token

_LONGEST = 2_000  # characters of an address
_NO_LABELS = ("[" * 8, "![" * 8, "[!" * 8)  # so many labels in one another are none
# The characters that each rule begins at, "" for all others; a rule that is not named here is asked everywhere
_CHARACTERS = {
    "text": ("",),
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "emphasis": "*_",
    "link": "[",
    "loose_link": "[",
    "image": "!",
    "loose_image": "!",
    "autolink": "<",
    "entity": "&",
}
Rule = Callable[[StateInline, bool], bool]


class _State(StateInline):
    """The state of a paragraph's parsing, with other rules for emphasis."""

    if not hasattr(StateInline, "append_pending"):  # earlier versions of markdown-it

        def append_pending(self, text: str) -> None:
            """Append to the text that no token holds yet."""
            self.pending += text

    @cached_property
    def last_target(self) -> int:
        """Where the last address of a link begins that a bracket closes; -1 where there is none."""
        return self.src.rfind("](", 0, max(0, self.src.rfind(")")))

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        """Whether a run of markers can open and can close an emphasis."""
        found = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1] if start else " "
        end = start + found.length
        after = self.src[end] if end < self.posMax else " "
        if self.src[start] != "*":
            return found
        opens = found.can_open or (_wide(before) and not after.isspace())
        closes = found.can_close or (_wide(after) and not before.isspace())
        if found.length == 1:
            opens = opens and not _latin(before)
            closes = closes and not _latin(after)
        return Scanned(opens, closes, found.length)


class InlineParser(ParserInline):
    """markdown-it's parser of a paragraph's text, with other rules for emphasis.

    A rule is asked only where the character stands that it is for: asked in turn at each mark of a text that is
    nothing but marks, they take twenty times as long.
    """

    def __init__(self, other: ParserInline) -> None:
        """Take over the rules of another one."""
        vars(self).update(vars(other))
        self.ruler.after("link", "loose_link", loose_link)
        self.ruler.after("image", "loose_image", loose_image)

    @cached_property
    def rules(self) -> Mapping[str, Sequence[Rule]]:
        """The rules that a character may be for, by that character; "" for all that have none of their own."""
        named = list(zip(self.ruler.get_active_rules(), self.ruler.getRules(""), strict=True))
        return {
            char: [rule for name, rule in named if char in tuple(_CHARACTERS.get(name, (char,)))]
            for char in ("", *chain(*_CHARACTERS.values()))
        }

    def rules_at(self, state: StateInline) -> Sequence[Rule]:
        """The rules to ask at a place."""
        char = state.src[state.pos]
        if char in "[!" and (_is_behind_all(state) or state.src.startswith(_NO_LABELS, state.pos)):
            return ()
        return self.rules.get(char) or self.rules[""]

    def skipToken(self, state: StateInline) -> None:
        """Pass over one part of a text without a token for it."""
        at = state.pos
        if at in state.cache:
            state.pos = state.cache[at]
            return
        found = False
        if state.level < state.md.options["maxNesting"]:
            state.level += 1
            found = any(rule(state, True) for rule in self.rules_at(state))
            state.level -= 1
        else:
            state.pos = state.posMax
        if not found:
            state.pos += 1
        state.cache[at] = state.pos

    def tokenize(self, state: StateInline) -> None:
        """Append the tokens of what stands up to `posMax`."""
        end = state.posMax
        while state.pos < end:
            nested = state.level >= state.md.options["maxNesting"]
            if nested or not any(rule(state, False) for rule in self.rules_at(state)):
                state.append_pending(state.src[state.pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Parse a text, and append what it holds to the tokens."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _wide(char: str) -> bool:
    """Whether a character belongs to a script that sets no white space, its punctuation included."""
    return char >= "\u2e80" or char in "“”‘’…—·"


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def loose_link(state: StateInline, silent: bool) -> bool:
    """A link whose address has spaces or brackets that CommonMark does not allow: `[打印](javascript:show('a b'))`."""
    start = state.pos + 1
    label_end = state.md.helpers.parseLinkLabel(state, state.pos, True)
    end = _address_end(state, label_end)
    if end < 0:
        return False
    if not silent:
        state.pos, last = start, state.posMax
        state.posMax = label_end
        state.push("link_open", "a", 1).attrs = {"href": state.src[label_end + 2 : end].strip()}
        state.md.inline.tokenize(state)
        state.push("link_close", "a", -1)
        state.posMax = last
    state.pos = end + 1
    return True


def loose_image(state: StateInline, silent: bool) -> bool:
    """The same for an image, `![桥](/图 片.jpg)`."""
    if not state.src.startswith("![", state.pos):
        return False
    label_end = state.md.helpers.parseLinkLabel(state, state.pos + 1, False)
    end = _address_end(state, label_end)
    if end < 0:
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.attrs = {"src": state.src[label_end + 2 : end].strip(), "alt": ""}
        token.content = state.src[state.pos + 2 : label_end]
        token.children = []
    state.pos = end + 1
    return True


def _is_behind_all(state: StateInline) -> bool:
    """Whether no address of a link follows, nor stands elsewhere, so that no label need be read to its end."""
    return "references" not in state.env and isinstance(state, _State) and state.pos > state.last_target


def _address_end(state: StateInline, label_end: int) -> int:
    """The place of the bracket that closes the address behind a label, or -1."""
    if label_end < 0 or not state.src.startswith("](", label_end):
        return -1
    if state.src.find(")", label_end, label_end + _LONGEST) < 0:  # the usual end of brackets that nothing closes
        return -1
    depth = 0
    for at in range(label_end + 1, min(state.posMax, label_end + _LONGEST)):
        char = state.src[at]
        depth += (char == "(") - (char == ")")
        if not depth:
            return at
        if char == "\n":
            return -1
    return -1
