"""JSON, and the literals of JavaScript that pages carry their data in, as Python's values. Nothing is executed.

Beyond JSON: bare and single-quoted names, `undefined`, `!0`, comments, trailing commas, `\\x3c`; a call stands for its
text (`JSON.parse("…")` and `decodeURIComponent("…")` for what is written in it); a function that is called where it is
written stands for what it returns, its parameters for the arguments. What is none of these ends a literal unread.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from ..text import lazy_re as re

_MAX_DEPTH = 60
_MAX_IN_VAIN = 50_000  # values that may be read in a script before something shows that they belong to no literal
_MAX_NESTED = 3  # literals inside texts of literals
_BLANKS = re.compile(r"\s*")
_TEXT = re.compile(
    r'"([^"\\\n]*(?:\\[\s\S][^"\\\n]*)*)"' r"|'([^'\\\n]*(?:\\[\s\S][^'\\\n]*)*)'" r"|`([^`\\]*(?:\\[\s\S][^`\\]*)*)`"
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_NAME = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_CONSTANT = re.compile(r"!(?P<not>[01])|void 0")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,5})\}|([\s\S]))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "0": "", "\n": ""}
_CALLED = re.compile(r"[(!]function\s*\w*\(([\w$,\s]*)\)\s*\{")
_ASSIGNED = re.compile(r"(?<![\w$])([\w$]{1,80})[\"']?\]?\s*=\s*(?=[{\[\"'`(!A-Za-z])|\.push\(\s*(?=[{\[])")
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}


class NotALiteralError(ValueError):
    """What stands at a place is no literal."""


class _Unknown(str):
    """A name whose value the literal does not tell."""


def assigned(script: str) -> Iterator[tuple[str, Any]]:
    """What a script assigns to names, or pushes on lists (under the name `push`), where it is a literal.

    >>> list(assigned("var a = {t: '新桥', n: undefined,}; b.push([1, 'x']); c = a.b(2) + 1;"))
    [('a', {'t': '新桥', 'n': None}), ('push', [1, 'x'])]
    """
    reader = _Reader(script, 0)
    at, left = 0, _MAX_IN_VAIN
    while left > 0 and (found := _ASSIGNED.search(script, at)):
        reader.at, reader.count = found.end(), 0
        try:
            value = reader.value()
        except NotALiteralError:
            at = found.end()
            left -= reader.count + (reader.at - at) // 10
        else:
            at = reader.at
            if isinstance(value, (dict, list, str)) and not isinstance(value, _Unknown):
                yield found[1] or "push", value


def literal(text: str, nested: int = 0) -> Any:
    """The value that a text is written as.

    Raises:
        NotALiteralError: it is none.

    >>> literal("{title: '新桥', tags: ['路', '桥',], more: JSON.parse('{\\"a\\": [1]}')}")
    {'title': '新桥', 'tags': ['路', '桥'], 'more': {'a': [1]}}
    """
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _Reader(text, 0, nested).value()


class _Reader:
    """Reads the literal at a place."""

    def __init__(self, text: str, at: int, nested: int = 0) -> None:
        self.text = text
        self.at = at
        self.nested = nested
        self.count = 0  # of values
        self.known: Mapping[str, Any] = _WORDS

    def value(self, depth: int = 0) -> Any:
        """The value that begins here; `at` is behind it then."""
        if depth > _MAX_DEPTH:
            raise NotALiteralError("too deep")
        self.count += 1
        value = self._plain(depth)
        while (sign := self._next()) in ("+", "|"):  # `"…" + "…"`, `a || {}`
            if sign == "|" and not self.text.startswith("||", self.at):
                break
            self.at += 1 if sign == "+" else 2
            other = self._plain(depth + 1)
            if sign == "|":
                value = other if value is None or isinstance(value, _Unknown) else value
            elif isinstance(value, str) and isinstance(other, str):
                value += other
            else:
                raise NotALiteralError("a sum")
        return value

    def _plain(self, depth: int) -> Any:
        sign = self._next()
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            return self._items("]", depth)
        if sign and sign in "\"'`":
            return self._text()
        if sign in ("(", "!") and (called := _CALLED.match(self.text, self.at)):
            return self._returned(called, depth)
        if number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            return float(number[0]) if any(mark in number[0] for mark in ".eE") else int(number[0][:30])
        if constant := _CONSTANT.match(self.text, self.at):
            self.at = constant.end()
            return constant["not"] == "0" if constant["not"] else None
        return self._named(depth)

    def _next(self) -> str:
        """The next sign that is no white space or comment; "" at the end."""
        text, at = self.text, self.at
        while True:
            blanks = _BLANKS.match(text, at)
            at = blanks.end() if blanks else at
            if text.startswith("//", at):
                end = text.find("\n", at)
            elif text.startswith("/*", at):
                end = text.find("*/", at + 2) + 1
            else:
                break
            at = end + 1 if end > 0 else len(text)
        self.at = at
        return text[at : at + 1]

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise NotALiteralError(f"no {sign}")
        self.at += 1

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.at += 1
        while self._next() != "}":
            sign = self._next()
            if sign and sign in "\"'`":
                key = self._text()
            elif name := _NAME.match(self.text, self.at) or _NUMBER.match(self.text, self.at):
                key = name[0]
                self.at = name.end()
            else:
                raise NotALiteralError("no name")
            self._expect(":")
            found[key] = self.value(depth + 1)
            if self._next() == ",":
                self.at += 1
            elif self._next() != "}":
                raise NotALiteralError("no end of an object")
        self.at += 1
        return found

    def _items(self, end: str, depth: int) -> list[Any]:
        found: list[Any] = []
        self.at += 1
        while self._next() != end:
            found.append(self.value(depth + 1))
            if self._next() == ",":
                self.at += 1
            elif self._next() != end:
                raise NotALiteralError("no end of a list")
        self.at += 1
        return found

    def _text(self) -> str:
        found = _TEXT.match(self.text, self.at)
        if not found:
            self.at = len(self.text)  # as far has been looked
            raise NotALiteralError("no end of a text")
        self.at = found.end()
        text = found[found.lastindex or 1]
        return _unescaped(text) if "\\" in text else text

    def _named(self, depth: int) -> Any:
        """A constant, a parameter, or a call."""
        name = _NAME.match(self.text, self.at)
        if not name:
            raise NotALiteralError("no value")
        self.at = name.end()
        word = name[0]
        if word == "new":
            return self._named(depth)
        if word == "function":
            raise NotALiteralError("a function")
        if self._next() != "(":
            return self.known[word] if word in self.known else _Unknown(word)
        arguments = self._items(")", depth)
        value = arguments[0] if arguments else None
        if not isinstance(value, str):
            return value
        if word.endswith("decodeURIComponent"):
            return unquote(value)
        if word.endswith("JSON.parse") and self.nested < _MAX_NESTED:
            return literal(value, self.nested + 1)
        return value

    def _returned(self, called: re.Match[str], depth: int) -> Any:
        """What a function returns that is called where it is written."""
        at = self.text.find("return", called.end())
        if at < 0:
            raise NotALiteralError("a function that returns nothing")
        self.at = at + len("return")
        value = self.value(depth + 1)
        while self._next() in (";", "}", ")"):
            self.at += 1
        if self._next() != "(":
            raise NotALiteralError("a function that is not called")
        arguments = self._items(")", depth)
        if self._next() == ")":
            self.at += 1
        names = [name.strip() for name in called[1].split(",")]
        return _filled(value, dict(zip(names, arguments, strict=False)))


def _filled(value: Any, known: Mapping[str, Any]) -> Any:
    """A value with what is known in place of names."""
    if isinstance(value, _Unknown):
        return known.get(value)
    if isinstance(value, dict):
        return {key: _filled(item, known) for key, item in value.items()}
    return [_filled(item, known) for item in value] if isinstance(value, list) else value


def _unescaped(text: str) -> str:
    """A text without its escapes; halves of a character are joined."""

    def shown(found: re.Match[str]) -> str:
        code = found[1] or found[2] or found[3]
        return chr(int(code, 16)) if code else _LETTERS.get(found[4], found[4])

    text = _ESCAPE.sub(shown, text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
