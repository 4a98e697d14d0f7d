"""Every kind of damage that has cases in `damage_kinds.tsv` and `shifted_runs.tsv`, and what looks like it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from newsclean import REPAIRS, load
from newsclean.repair import Repair
from newsclean.repair.page import repair_page

DATA = Path(__file__).parents[1] / "data"
# Kinds of which not every case comes out yet, and how many do; of the others all must.
REACHED = {
    "gloss-lenticular": 7,
    "gloss-half-removed": 10,
    "gloss-words-planted": 10,
    "gbk-as-latin1-soft-hyphens": 7,
    "closing-in-run": 5,
    "neighbours-hold-mark": 3,
    "ascii-lost": 4,
    "nfkc-twice": 3,
    "table-script": 7,
    "run": 45,
}
TO_THE_LETTER = ("full", "sound", "entity", "private")


def cases() -> dict[str, list[tuple[str, str]]]:
    """Kind -> damaged and wanted texts."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in ("damage_kinds", "shifted_runs"):
        for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                row = line.split("\t")
                kind, damaged, wanted = row[:3] if name == "damage_kinds" else ("run", *row[:2])
                found[kind].append((damaged.replace("⏎", "\n"), wanted.replace("⏎", "\n")))
    return found


CASES = cases()


def repaired(text: str, kind: str) -> str:
    script = "auto" if kind == "table-script" else "keep"
    return "\n".join(line.text for line in repair_page(load(text), REPAIRS, script).lines)


def same(got: str, wanted: str) -> bool:
    """Equal in one width but for blanks, a tag at the end, and characters that are gone for good, wanted as "?"."""
    a, b = (unicodedata.normalize("NFKC", text).replace(" ", "").removesuffix("</p>") for text in (got, wanted))
    return len(a) == len(b) and all(x == y or (y == "?" and x.isascii()) for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("kind", CASES)
def test_kind(kind: str) -> None:
    letter = kind.startswith(TO_THE_LETTER)
    wrong = []
    for damaged, wanted in CASES[kind]:
        got = repaired(damaged, kind)
        if not (got == wanted if letter else same(got, wanted)):
            wrong.append((damaged, got, wanted))
    assert len(CASES[kind]) - len(wrong) >= REACHED.get(kind, len(CASES[kind])), wrong


@pytest.mark.parametrize("repair", [repair for repair in REPAIRS if repair.signs], ids=lambda repair: repair.name)
def test_what_a_repair_applies_to_shows_its_signs(repair: Repair) -> None:
    texts = [damaged for found in CASES.values() for damaged, _ in found if repair.applies(damaged)]
    assert texts
    assert [text for text in texts if not re.search(f"[{repair.signs}]", text)] == []


def test_a_repair_is_asked_only_about_texts_with_its_signs() -> None:
    asked: list[str] = []

    def applies(text: str) -> str:
        asked.append(text)
        return ""

    repair = Repair("stars", applies, lambda text: text, signs="★-☆")
    for text in ("新桥昨天通车", "新桥☆昨天通车"):
        repair_page(load(text), [repair])
    assert [text[:3] for text in asked] == ["新桥☆"]
