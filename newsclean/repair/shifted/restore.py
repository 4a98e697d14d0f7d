"""Shifted bytes: what a mirror farm's program breaks by replacing GBK bytes without regard to character borders.

The program cuts the text before the bytes of each full-width mark and writes a pinyin gloss behind the bytes of each
character of its list. Where those bytes lie across two characters, all pairs behind them are read one byte off:
`。活动` (A1A3 BBEE B6AF) holds A3BB, the bytes of `；`, and becomes `?；疃?`. An ASCII byte ends such a run, as does
a second byte in the ASCII range.

The repair reads the shown text in two ways at once, pairs as they stand and pairs shifted by one byte (`steps.py`,
`gaps.py`), goes over from one to the other only where the program can have caused it (`profile.py`), and keeps the
reading that is most likely as Chinese (`lattice.py`, `likelihood.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...text import lazy_re as re
from ..note import Note
from .brackets import closed
from .evidence import signs_of_damage
from .gaps import GapSteps
from .lattice import Node, doubtful, path
from .likelihood import CONTEXT, Likelihood
from .margin import GUESSED, MARGIN, RARE, sure_text
from .profile import GLOSS, characters, profile_of
from .steps import GARBLED

RUN_MARGIN = 1.5  # nats by which a run's reading must beat the text as it stands
ASKED = f"by {MARGIN} nats, {RARE} where none fits well, {GUESSED} where pairs vanished"  # as explanations tell it
BEFORE = 500  # characters of the line before a run that are looked at: whether a quotation is open there
# Pairs in a row that may have vanished where the reading before was unlikely, pass by pass; what more of them hide,
# their neighbours cannot tell. A reading that is put right may go on into a run that no pass before has seen.
ROWS = (1, 2, 2, 2)
GAP_WIDTH = 4  # of so many readings the vanished pairs are tried, which cost most
GAPS, GAPS_A_CHARACTER, MOST_GAPS = 300, 0.75, 6_000  # times in one text: a damaged page needs up to 0.2 a character
# The program leaves a "?" for every twenty characters at the most, and three in a row. Where there are far more, they
# stand for characters that some encoding could not hold.
UNSAID, UNSAID_A_CHARACTER = 10, 0.12
SAMPLE = 24  # characters of runs, by which it shows whether they read as Chinese
LONG_RUN = 3  # characters; shorter ones are mostly marks behind which no run began
_BETWEEN = re.compile(r"(\n|\?{4,})")
_HANZI = re.compile("[\u4e00-\u9fff]+")


class Result(NamedTuple):
    """A repaired text, the number of runs put right, and how much likelier it has become, in nats."""

    text: str
    runs: int
    gain: float


class Left(NamedTuple):
    """A run that stands as it was, or in which characters were left unsaid: what the line has there now, and why."""

    words: str
    reason: str


class _Reader:
    """Reads the lines of one text, whose profile is the same throughout."""

    def __init__(self, text: str) -> None:
        self.profile = profile_of(text)
        self.model = Likelihood(text, self.profile)
        self.lattice = GapSteps(text, self.profile, self.model)
        self.gaps_left = min(MOST_GAPS, GAPS + int(GAPS_A_CHARACTER * len(text)))
        self.left: list[Left] = []  # of the line read last
        self.size, self.likely = 0, 0.0  # characters of the runs read so far, and how likely they are

    def line(self, s: str) -> Result:
        """One line, run after run."""
        out: list[str] = []
        runs, gain, done, before = 0, 0.0, 0, "\n"
        self.left = []
        if not self.profile.trigger.search(s):
            return Result(s, 0, 0.0)
        self.lattice.closed = closed(s)
        while self.lattice.left > 0 and not self.hopeless() and (match := self.profile.trigger.search(s, done)):
            start = match.start()
            before = (before + s[done:start])[-BEFORE:]
            end, read, better = self.run(s, start, before)
            out += (s[done:start], read)
            before += read
            if read != s[start:end]:
                runs += 1
                gain += better
            done = end
        if self.lattice.left <= 0 and self.profile.trigger.search(s, done):
            self.left.append(Left(s[done:], "left as it is: so much of the text is damaged that no more of it is read"))
        return Result("".join((*out, s[done:])), runs, gain)

    def hopeless(self) -> bool:
        """Whether the runs read so far are no Chinese even at their best, so that something else broke the text."""
        return self.size >= SAMPLE and self.likely < -GARBLED * self.size

    def run(self, s: str, start: int, read_before: str) -> tuple[int, str, float]:
        """Read from a place where a run may begin to where all readings agree again."""
        read_before = GLOSS.sub("", read_before)
        rows: dict[int, int] = {}
        end, node = self.search(s, start, read_before, rows)
        for most in ROWS:
            more = rows | dict.fromkeys(doubtful(node), most)
            if more == rows:
                break
            rows = more
            end, node = self.search(s, start, read_before, rows)
        gain = node[0] - self.model.of(read_before[-CONTEXT:], s[start:end])
        if end - start >= LONG_RUN:
            self.size += end - start
            self.likely += node[0]
        clear = gain > RUN_MARGIN
        quoted = clear and self.quotes(s, start, end, node)
        read = sure_text(s, start, node, read_before, self.model) if clear and not quoted else s[start:end]
        if gain > 0:
            self.tell(s[start:end], read, "".join([step[1] for step in path(node)[::-1]]), gain, quoted)
        return end, read, gain

    def tell(self, shown: str, read: str, best: str, gain: float, quoted: bool) -> None:
        """Remember that a run's best reading was not taken, or not all of it."""
        if read == best:
            return
        if read != shown:
            why = f"what is in doubt is left unsaid: no reading beats the others {ASKED}; “{best}” was the best"
        elif quoted:
            why = f"left as it is: “{best}” would be traditional in a simplified line, which quotes the damage"
        elif gain <= RUN_MARGIN:
            why = f"left as it is: “{best}” beats it by {gain:.1f} nats, and {RUN_MARGIN} are asked for"
        else:
            why = f"left as it is: no reading beats the others {ASKED}; “{best}” was the best"
        self.left.append(Left(read, why))

    def quotes(self, s: str, start: int, end: int, node: Node) -> bool:
        """Whether a run in a simplified line reads as traditional text: an article shows what the damage looks like."""
        other, own = self.profile.strange, characters().simplified_only
        if other is own:
            return False
        around = s[max(0, start - BEFORE) : start] + s[end : end + BEFORE]
        simplified = sum(map(own.__contains__, around)) > sum(map(other.__contains__, around))
        return simplified and any(c in other for step in path(node) for c in step[1])

    def search(self, s: str, start: int, read_before: str, rows: dict[int, int]) -> tuple[int, Node]:
        """The best reading from `start`, and where it ends; `rows` says how many pairs may have vanished where."""
        lattice = self.lattice
        lattice.start(start, read_before)
        position = start
        while True:
            cell = lattice.take(position)
            if (
                len(cell) == 1
                and not lattice.cells
                and position > start
                and not self.profile.trigger.match(s, position)
            ):
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
                    if tried < GAP_WIDTH and position in rows and self.gaps_left > 0:
                        self.gaps_left -= 1
                        lattice.after_a_gap(s, position, key, node, rows[position])
                        tried += 1
            # where halves are not shown, a reading that has just ended goes on at the same place
            for key, node in {**cell, **lattice.take(position)}.items():
                if not key[0] and node[0] >= cell.get(key, node)[0]:
                    lattice.plain_step(s, position, key, node)
            position += 1


def _restored(text: str) -> Result:
    if not any(signs_of_damage(text)) or _unsaid(text):
        return Result(text, 0, 0.0)
    pieces = _BETWEEN.split(text)
    reader = _Reader("\n".join(pieces[::2]))
    runs, gain = 0, 0.0
    for at in range(0, len(pieces), 2):
        pieces[at], more, better = reader.line(pieces[at])
        runs += more
        gain += better
    return Result(text, 0, 0.0) if reader.hopeless() else Result("".join(pieces), runs, gain)


def _unsaid(text: str) -> bool:
    """Whether the text has more "?" than shifted bytes leave."""
    found = text.count("?")
    return found > UNSAID and found > UNSAID + UNSAID_A_CHARACTER * len("".join(_HANZI.findall(text)))


def restore_shifted_bytes(text: str) -> str:
    """Put the characters back that a mirror farm's program has read one byte off.

    `text` is a line or a page's lines joined by newlines; as many lines come back. Glosses that were set on a character
    stay (`remove_glosses` takes them out), those that the program set across two go. An ASCII character that went with
    a lost byte comes back as `<`, `&`, `(` or a year's first figure where what follows tells so, else as `?`.

    >>> restore_shifted_bytes("動(dòng)?；顒?dòng)旨在")
    '動(dòng)。活動(dòng)旨在'
    >>> restore_shifted_bytes("什么時候去?我也不知道!")
    '什么時候去?我也不知道!'
    """
    return _restored(text).text


def shifted_notes(text: str) -> Iterator[Note]:
    """What `restore_shifted_bytes` leaves as it is, or unsaid, line by line.

    >>> said = "昨天有人发来一句怪话：“動(dòng)?；顒?dòng)旨在”，问我们能不能看懂。"
    >>> [(note.line, note.words) for note in shifted_notes(said)]
    [(0, '?；顒?dòng)旨在')]
    """
    if not shifted_bytes_apply(text):
        return
    pieces = _BETWEEN.split(text)
    reader = _Reader("\n".join(pieces[::2]))
    number, notes = 0, []
    for at, piece in enumerate(pieces):
        if at % 2:
            number += piece == "\n"
            continue
        reader.line(piece)
        notes += [Note(number, "shifted-left", left.reason, left.words) for left in reader.left]
    if reader.hopeless():
        told = "left as it is, with all of the page: what was lost reads as no Chinese even at its best"
        notes = [note._replace(reason=told) for note in notes]
    yield from notes


def shifted_bytes_apply(text: str) -> str:
    """Why the page's text needs `restore_shifted_bytes`, as "12 cut marks, 3 glosses", or "".

    >>> shifted_bytes_apply("動(dòng)?；顒?dòng)旨在\\n共同體?！耙粠б宦贰苯ㄔO")
    '3 cut marks, 1 gloss'
    >>> shifted_bytes_apply("他问：“真的吗?！”")
    ''
    >>> damaged = "動(dòng)?；顒?dòng)旨在\\n共同體?！耙粠б宦贰苯ㄔO"
    >>> shifted_bytes_apply(damaged + "?" * 40), [*shifted_notes(damaged + "?" * 40)]
    ('', [])
    """
    signs = signs_of_damage(text)
    return str(signs) if any(signs) and not _unsaid(text) else ""
