"""Make the model of Chinese running text that the repair of shifted bytes judges by: `ngrams.bin`.

    apt-get source --download-only libime      (its orig tarball holds data/lm_sc.arpa-*.tar.xz)
    pip install numpy opencc
    python tests/make_ngram_data.py lm_sc.arpa newsclean/repair/data/ngrams.bin

The source is a trigram model of words. Text is drawn from it, its characters are counted in runs of up to four, and the
n-grams that tell most are kept: those whose own probability differs most from what the shorter one says, times how
often they stand (Stolcke 1998, "Entropy-based pruning of backoff language models"). About four minutes and 8 GB.
"""

from __future__ import annotations

import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import opencc

Array = Any  # numpy arrays; this script is no part of the package
HEADER = """\
newsclean character n-grams of running Chinese text, made by tests/make_ngram_data.py
Source: the language model lm_sc.arpa-20220810 of libime 1.0.16 (Xuetian Weng), https://github.com/fcitx/libime
Data licence: LGPL-2.1-or-later, as the source's; this file only, not the package's code. Changed: text drawn from it
counted by characters (simplified with OpenCC) in runs of up to four, pruned, probabilities rounded.
"""
BITS = 13  # a character's number; 7,600 are in use
MASK = np.uint64((1 << BITS) - 1)
STEP, SURE, EVEN = 10.0, 255, 200  # levels per nat, and those of probability 1 and of backoff weight 1
CHAINS, WORDS = 1_000_000, 60  # texts drawn side by side, and words of each: 100 million characters
LEAST = {2: 1, 3: 3, 4: 5}  # counts below which an n-gram of that order is chance
SHRINK = {2: 2.0, 3: 3.0, 4: 3.0}  # Witten-Bell: so much for each kind of successor goes to the shorter context
KEPT = 640_000  # n-grams, for 1.7 MB


class Words:
    """The word model, as arrays sorted by context."""

    def __init__(self, arpa: Path) -> None:
        self.words: list[str] = []
        ids: dict[str, int] = {}
        tables: list[list[tuple[float, ...]]] = [[], [], []]
        order = 0
        with arpa.open(encoding="utf-8") as lines:
            for line in lines:
                line = line.rstrip("\n")
                if line.startswith("\\") and line.endswith("-grams:"):
                    order = int(line[1])
                elif order and "\t" in line:
                    p, gram, *backoff = line.split("\t")
                    if order == 1:
                        ids[gram] = len(self.words)
                        self.words.append(gram)
                    weight = 10 ** float(backoff[0]) if backoff else 1.0
                    tables[order - 1].append((*(ids[w] for w in gram.split(" ")), 10 ** float(p), weight))
        n = len(self.words)
        uni, bi, tri = (np.array(sorted(table)) for table in tables)
        self.uni = np.cumsum(uni[:, 1] / uni[:, 1].sum())
        self.bi = (bi[:, 0] * n + bi[:, 1]).astype(np.int64)
        context = np.searchsorted(self.bi, (tri[:, 0] * n + tri[:, 1]).astype(np.int64))
        self.two = _Successors(bi[:, 0].astype(np.int64), bi[:, 1].astype(np.int64), bi[:, 2], n)
        self.three = _Successors(context, tri[:, 2].astype(np.int64), tri[:, 3], len(self.bi))

    def draw(self, chance: np.random.Generator) -> Array:
        """CHAINS rows of WORDS words, drawn from the model."""
        n = len(self.words)
        word = np.searchsorted(self.uni, chance.random(CHAINS)).clip(max=n - 1)
        pair = np.full(CHAINS, -1)
        out = np.empty((WORDS, CHAINS), np.int32)
        for step in range(WORDS):
            following = self.three.draw(pair, chance)
            open_ = np.flatnonzero(following < 0)
            following[open_] = self.two.draw(word[open_], chance)
            open_ = np.flatnonzero(following < 0)
            for _ in range(4):  # a word that the pairs list is not drawn by itself
                following[open_] = np.searchsorted(self.uni, chance.random(len(open_))).clip(max=n - 1)
                open_ = open_[find(self.bi, word[open_] * n + following[open_]) >= 0]
            pair = find(self.bi, word * n + following)
            word = following
            out[step] = word
        return out.T


class _Successors:
    """Listed successors of contexts, to draw from."""

    def __init__(self, contexts: Array, words: Array, p: Array, count: int) -> None:
        self.words = words
        self.sums = np.concatenate([[0.0], np.cumsum(p)])
        self.start = np.searchsorted(contexts, np.arange(count))
        self.end = np.searchsorted(contexts, np.arange(count), "right")

    def draw(self, contexts: Array, chance: np.random.Generator) -> Array:
        """A listed successor of each context, or -1 where another one's turn has come."""
        low, high = self.sums[self.start[contexts]], self.sums[self.end[contexts]]
        at = low + chance.random(len(contexts))
        hit = np.flatnonzero((at < high) & (contexts >= 0))
        place = np.searchsorted(self.sums, at[hit], "right") - 1
        out = np.full(len(contexts), -1)
        out[hit] = self.words[place.clip(self.start[contexts[hit]], self.end[contexts[hit]] - 1)]
        return out


def find(keys: Array, wanted: Array) -> Array:
    """The place of each wanted key among sorted keys, or -1."""
    place = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1)


def text_of(words: list[str], drawn: Array) -> tuple[list[str], Array]:
    """The characters in use, and the drawn text as their numbers; 0 stands for all that is not Chinese."""
    simplify = opencc.OpenCC("t2s").convert
    words = [simplify(word) for word in words]
    characters = ["#", *sorted({c for word in words for c in word if "\u4e00" <= c <= "\u9fff"})]
    number = {c: i for i, c in enumerate(characters)}
    spelt = [[number.get(c, 0) for c in word] for word in words]
    lengths = np.array([len(s) for s in spelt])
    flat = np.array([c for s in spelt for c in s], np.uint16)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    parts = []
    for part in np.array_split(drawn.ravel(), 8):
        size = lengths[part]
        offset = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        parts.append(flat[np.repeat(starts[part], size) + offset])
    return characters, np.concatenate(parts)


def counts(text: Array, order: int) -> tuple[Array, Array]:
    """The n-grams of a text as sorted keys, and how often each stands."""
    keys = np.zeros(len(text) - order + 1, np.uint64)
    for i in range(order):
        keys = keys << np.uint64(BITS) | text[i : len(text) - order + 1 + i].astype(np.uint64)
    keys.sort()
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[first], np.diff(np.append(first, len(keys)))


class Backoff:
    """Kept n-grams of each order with their probabilities, and the backoff weights of their contexts."""

    def __init__(self, unigrams: Array) -> None:
        self.keys = {1: np.arange(len(unigrams), dtype=np.uint64)}
        self.p = {1: unigrams}
        self.weight: dict[int, Array] = {}

    def shorter(self, keys: Array, order: int) -> Array:
        """P of each n-gram's last character after the context without its first character."""
        return self.of(keys & np.uint64((1 << BITS * (order - 1)) - 1), order - 1)

    def of(self, keys: Array, order: int) -> Array:
        """P of each n-gram's last character after the others."""
        place = find(self.keys[order], keys)
        p = self.p[order][place]
        other = keys[place < 0]
        if len(other):
            context = find(self.keys[order - 1], other >> np.uint64(BITS))
            p[place < 0] = np.where(context >= 0, self.weight[order - 1][context], 1.0) * self.shorter(other, order)
        return p

    def add(self, order: int, keys: Array, p: Array) -> None:
        """Enter an order; what its n-grams leave of each context's probability goes to the shorter ones."""
        context = find(self.keys[order - 1], keys >> np.uint64(BITS))
        size = len(self.keys[order - 1])
        own, low = np.bincount(context, p, size), np.bincount(context, self.shorter(keys, order), size)
        self.weight[order - 1] = np.clip((1 - own) / np.maximum(1 - low, 1e-6), 1e-4, None)
        self.keys[order], self.p[order] = keys, p


def pruned(text: Array, size: int) -> Backoff:
    """The model of a text, with the n-grams that tell most."""
    grams = {order: counts(text, order) for order in (1, 2, 3, 4)}
    unigrams = np.full(size, 0.5)
    unigrams[grams[1][0].astype(int)] += grams[1][1]
    unigrams /= unigrams.sum()
    full = Backoff(unigrams)
    found = {}
    for order in (2, 3, 4):
        all_keys, all_counts = grams[order]
        often = all_counts >= LEAST[order]
        keys, count = all_keys[often], all_counts[often]
        context = keys >> np.uint64(BITS)
        total = grams[order - 1][1][find(grams[order - 1][0], context)]
        starts = all_keys >> np.uint64(BITS)
        kinds = np.searchsorted(starts, context, "right") - np.searchsorted(starts, context)
        share = total / (total + SHRINK[order] * kinds)
        low = full.shorter(keys, order)
        p = share * count / total + (1 - share) * low
        told = (p > low) & (find(full.keys[order - 1], context) >= 0)
        keys, p, count, low = keys[told], p[told], count[told], low[told]
        full.add(order, keys, p)
        backoff = full.weight[order - 1][find(full.keys[order - 1], keys >> np.uint64(BITS))]
        found[order] = keys, p, count * np.log(p / (backoff * low))
    least = np.sort(np.concatenate([gain for _, _, gain in found.values()]))[-KEPT]
    keep = {order: gain >= least for order, (_, _, gain) in found.items()}
    for order in (4, 3):  # an n-gram stands on its context
        contexts = find(found[order - 1][0], np.unique(found[order][0][keep[order]] >> np.uint64(BITS)))
        keep[order - 1][contexts] = True
    out = Backoff(unigrams)
    for order in (2, 3, 4):
        out.add(order, found[order][0][keep[order]], found[order][1][keep[order]])
    return out


def packed(characters: list[str], model: Backoff) -> bytes:
    """Header, then deflated: four sizes, the characters, keys as differences by byte, levels, backoff levels."""
    sizes = [len(model.keys[order]) for order in (1, 2, 3, 4)]
    out = np.array(sizes, np.uint32).tobytes() + "".join(characters).encode("utf-16-le")
    for order in (2, 3, 4):
        context = find(model.keys[order - 1], model.keys[order] >> np.uint64(BITS)).astype(np.uint64)
        keys = (context << np.uint64(BITS) | model.keys[order] & MASK).astype(np.int64)
        steps = np.diff(keys, prepend=0).astype("<u4").view(np.uint8).reshape(-1, 4)
        out += b"".join(steps[:, byte].tobytes() for byte in range(4))
    levels = [(model.p[order], SURE) for order in (1, 2, 3, 4)] + [(model.weight[order], EVEN) for order in (1, 2, 3)]
    for values, one in levels:
        out += np.clip(one + np.round(STEP * np.log(values)), 1, 255).astype(np.uint8).tobytes()
    return HEADER.encode() + b"\n" + zlib.compress(out, 9)


def main() -> None:
    arpa, target = map(Path, sys.argv[1:])
    model = Words(arpa)
    characters, text = text_of(model.words, model.draw(np.random.default_rng(1)))
    target.write_bytes(packed(characters, pruned(text, len(characters))))


if __name__ == "__main__":
    main()
