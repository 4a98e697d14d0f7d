"""Readings of a damaged line side by side: a Viterbi search keeps the best of those that go on alike."""

from __future__ import annotations

from itertools import pairwise

from ...text import lazy_re as re
from .likelihood import CONTEXT, Likelihood

BEAM = 13.0  # nats: readings that much worse than the best are given up
WIDTH = 18  # and no more than so many are kept
UNLIKELY = 7.5  # nats: a step so unlikely that a vanished pair may stand before it
BACK = 2  # steps before such a one where the pair may have stood
QUOTES = "“”「」"
# Nats: an open quotation is closed twenty times as often as its sign's share says; one seldom begins in another, or
# ends that has begun in another line.
CLOSES, NESTED, UNOPENED = 3.0, 4.0, 2.0
# Nats, and shown characters: what stands in quotation marks where nobody speaks, as “一乡一校” does, is a term and no
# sentence, so that no stop ends it.
TERM, LONGEST_TERM = 7.0, 8
SPEECH = re.compile(r"[：:。？！\s]\Z|[說道稱問答喊叫寫示说称问写][，,]\Z|\A\Z")
NEAR = 2.0  # nats: a reading beaten by more is no rival; nothing is decided by such margins
# What one text may cost, in readings entered, a microsecond each: a damaged page needs up to 40 a character, a short
# one twice as many. A hostile text needs hundreds, and is left as it stands from there on.
READINGS, READINGS_A_CHARACTER, MOST_READINGS = 60_000, 60, 1_000_000

Key = tuple[int, str, bool]  # pending first byte (0: pairs as they stand), the characters before, quotation open
# score, text put out, node before it, place reached, and the nearest rival that it has beaten there (a node too)
Node = tuple[float, str, object, int, object]


class Lattice:
    """The readings of one text's lines, by the place that they have reached."""

    def __init__(self, text: str, model: Likelihood) -> None:
        self.model = model
        self.cells: dict[int, dict[Key, Node]] = {}
        self.best: dict[int, float] = {}  # score of the best reading that has reached a place
        self.term_ends = 0  # up to which place a term in quotation marks that stands open before the run may close
        self.left = min(MOST_READINGS, READINGS + READINGS_A_CHARACTER * len(text))

    def start(self, place: int, before: str) -> None:
        """Begin anew with one reading, pairs as they stand, behind the line's text `before`."""
        opened = max(map(before.rfind, "“「"))
        quoted = opened > max(map(before.rfind, "”」"))
        term = quoted and not SPEECH.search(before[max(0, opened - 2) : opened])
        self.term_ends = place - len(before) + opened + LONGEST_TERM if term else 0
        self.best = {}
        self.cells = {place: {(0, before[-CONTEXT:], quoted): (0.0, "", None, place, None)}}

    def put(self, place: int, pending: int, key: Key, c: str, score: float, text: str, node: Node) -> None:
        """Enter a reading that goes on from `key` with the character `c`; of two that go on alike the better stays."""
        self.left -= 1
        quoted = key[2]
        if c and c[0] in QUOTES:  # an ASCII character that was taken along may stand behind it
            opens = c[0] in "“「"
            if quoted:
                score += -NESTED if opens else CLOSES
                if not opens and place <= self.term_ends and key[1][-1:] == "。":
                    score -= TERM
            elif not opens:
                score -= UNOPENED
            quoted = opens
        entered = (pending, (key[1] + c)[-CONTEXT:] if c else key[1], quoted)
        cell = self.cells.setdefault(place, {})
        self.best[place] = max(self.best.get(place, score), score)
        rival = cell.get(entered)
        if rival is None:
            cell[entered] = (score, text, node, place, None)
        elif rival[0] < score:
            cell[entered] = (score, text, node, place, rival if score - rival[0] < NEAR else None)
        elif rival[0] - score < NEAR and (rival[4] is None or rival[4][0] < score):  # type: ignore[index]
            cell[entered] = (*rival[:4], (score, text, node, place, None))

    def take(self, place: int) -> dict[Key, Node]:
        """The best readings at a place, and the best with pairs as they stand whatever its score: it never fails."""
        cell = self.cells.pop(place, {})
        if len(cell) < 2:
            return cell
        ranked = sorted(cell.items(), key=lambda item: -item[1][0])
        least = ranked[0][1][0] - BEAM
        kept = {key: node for key, node in ranked[:WIDTH] if node[0] > least}
        for key, node in ranked:
            if not key[0]:
                kept.setdefault(key, node)
                break
        return kept


def path(node: Node) -> list[Node]:
    """A reading's nodes, the last first."""
    out: list[Node] = []
    current: Node | None = node
    while current is not None:
        out.append(current)
        current = current[2]  # type: ignore[assignment]
    return out


def doubtful(node: Node) -> frozenset[int]:
    """The places of unlikely steps, and those just before, where something may have vanished."""
    nodes = path(node)
    places: set[int] = set()
    for at, (after, before) in enumerate(pairwise(nodes), start=1):
        if after[0] - before[0] < -UNLIKELY:
            first = nodes[min(at + BACK, len(nodes) - 1)]  # a step over a gloss takes many places
            places.update(range(min(first[3], before[3] - BACK), after[3]))
    return frozenset(places)
