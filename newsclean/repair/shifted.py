"""Shifted bytes: what a mirror farm's program breaks by replacing GBK bytes without regard to character borders.

The program cuts the text before the bytes of each full-width mark and writes a pinyin gloss behind the bytes of each
character of its list. Where those bytes lie across two characters, all pairs behind them are read one byte off:
`。活动` (A1A3 BBEE B6AF) holds A3BB, the bytes of `；`, and becomes `?；疃?`. An ASCII byte ends such a run, as does
a second byte in the ASCII range.

The repair reads the shown text in two ways at once, pairs as they stand and pairs shifted by one byte (`shifts.py`,
`gaps.py`), goes over from one to the other only where the program can have caused it (`farm.py`), and keeps the reading
that is most likely as Chinese (`lattice.py`, `likelihood.py`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .farm import CUT_START, DROPPED, GLOSS, SHOWN, TRADITIONAL, farm_of
from .gaps import Gaps
from .lattice import Node, doubtful, path
from .likelihood import CONTEXT, Likelihood

# Each begins with what is rare on a sound page, so that the engine skips through it.
SIGNS = (SHOWN, CUT_START, re.compile(f"[{TRADITIONAL}]"))
ENOUGH = 12.0  # nats: a page is repaired when it becomes so much likelier by it; a chance hit gains less
PASSES = 3  # the first without vanished pairs, then with them where the reading before was unlikely
GAP_WIDTH = 6  # of so many readings the vanished pairs are tried, which cost most
GAPS = 12_000  # times in one text: twenty times what the worst page needs


class Result(NamedTuple):
    """A repaired text, the number of runs put right, and how much likelier it has become, in nats."""

    text: str
    runs: int
    gain: float


class _Reader:
    """Reads the lines of one text, whose farm is the same throughout."""

    def __init__(self, text: str) -> None:
        self.farm = farm_of(text)
        self.model = Likelihood(text, self.farm)
        self.lattice = Gaps(text, self.farm, self.model)
        self.gaps_left = GAPS

    def line(self, s: str) -> Result:
        """One line, run after run."""
        read_so_far, runs, gain, done = "", 0, 0.0, 0
        while self.lattice.left > 0 and (match := self.farm.trigger.search(s, done)):
            start = match.start()
            read_so_far += s[done:start]
            end, read, better = self.run(s, start, read_so_far)
            read_so_far += read
            if read != s[start:end]:
                runs += 1
                gain += better
            done = end
        return Result(read_so_far + s[done:], runs, gain)

    def run(self, s: str, start: int, read_so_far: str) -> tuple[int, str, float]:
        """Read from a place where a run may begin to where all readings agree again."""
        places: frozenset[int] = frozenset()
        for _ in range(PASSES):
            end, node = self.search(s, start, read_so_far, places)
            more = places | doubtful(node)
            if more == places:
                break
            places = more
        before = GLOSS.sub("", read_so_far[-32:])[-CONTEXT:]
        gain = node[0] - self.model.of(before, s[start:end])
        return end, "".join(step[1] for step in reversed(path(node))), gain

    def search(self, s: str, start: int, read_so_far: str, places: frozenset[int]) -> tuple[int, Node]:
        """The best reading from `start`, and where it ends; pairs may have vanished at `places`."""
        lattice = self.lattice
        lattice.start(start, GLOSS.sub("", read_so_far))
        position = start
        while True:
            cell = lattice.take(position)
            if len(cell) == 1 and not lattice.cells and position > start and not self.farm.trigger.match(s, position):
                ((key, node),) = cell.items()
                if not key[0]:
                    return position, node
            if position == len(s):
                return position, lattice.end_of_line(s, cell)
            if lattice.left < 0 and (plain := [node for key, node in cell.items() if not key[0]]):
                return position, max(plain, key=lambda node: node[0])
            tried = 0
            for key, node in cell.items():
                if key[0]:
                    lattice.shifted_step(s, position, key, node)
                    if tried < GAP_WIDTH and position in places and self.gaps_left > 0:
                        self.gaps_left -= 1
                        lattice.after_a_gap(s, position, key, node)
                        tried += 1
            # where halves are not shown, a reading that has just ended goes on at the same place
            for key, node in {**cell, **lattice.take(position)}.items():
                if not key[0] and node[0] >= cell.get(key, node)[0]:
                    lattice.plain_step(s, position, key, node)
            position += 1


@lru_cache(maxsize=2)  # the test and the repair of one page ask for the same text
def _restored(text: str) -> Result:
    if not (SHOWN.search(text) or DROPPED.search(text)):
        return Result(text, 0, 0.0)
    reader = _Reader(text)
    out, runs, gain = [], 0, 0.0
    for line in text.split("\n"):
        result = reader.line(line)
        out.append(result.text)
        runs += result.runs
        gain += result.gain
    return Result("\n".join(out), runs, gain)


def restore_shifted_bytes(text: str) -> str:
    """Put the characters back that a mirror farm's program has read one byte off.

    `text` is a line or a page's lines joined by newlines; as many lines come back. Glosses that were set on a character
    stay (`remove_glosses` takes them out), those that the program set across two go. An ASCII character that went with
    a lost byte comes back as `<`, `&` or `(` where what follows tells so, else as `?`.

    >>> restore_shifted_bytes("動(dòng)?；顒?dòng)旨在")
    '動(dòng)。活動(dòng)旨在'
    >>> restore_shifted_bytes("什么時候去?我也不知道!")
    '什么時候去?我也不知道!'
    """
    return _restored(text).text


def shifted_bytes_apply(text: str) -> str:
    """Why the page's text needs `restore_shifted_bytes`, as "12 shifted runs", or "".

    >>> shifted_bytes_apply("動(dòng)?；顒?dòng)旨在\\n共同體?！耙粠б宦贰苯ㄔO")
    '2 shifted runs'
    >>> shifted_bytes_apply("他问：“真的吗?！”")
    ''
    """
    if not any(sign.search(text) for sign in SIGNS):
        return ""
    result = _restored(text)
    if result.gain < ENOUGH:
        return ""
    return f"{result.runs} shifted run{'s' if result.runs > 1 else ''}"
