"""What repairs tell of single lines: what they left as it was or cut, and why. Only explanations ask for it."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest

from newsclean import REPAIRS, Cut, Site, clean_page, explain_page, load
from newsclean.phrases.rules import rules
from newsclean.repair.page import repair_page
from newsclean.repair.page_notes import notes_of
from newsclean.repair.shifted import restore

from ..tools.farm import Farm
from .test_shifted import SENTENCES
from .test_sound import PAGES

_CHANCE = random.Random("6-False-True")
_FARM = Farm(_CHANCE, cuts=False)
# the fifth line has lost 近千 and part of 名, and what stands behind its comma may be read in more than one way
DOUBTED = "\n\n".join(_FARM.damage(sentence) for sentence in _CHANCE.sample(SENTENCES, 10))
MARKED = "新桥通车\n\n" + "\n\n".join(
    f"第{n}段说的是新桥通车以后两岸居民的出行。QXB远山资讯网_远山门户" for n in "一二三"
)
QUOTED = Path(__file__).parents[1] / "data" / "pages" / "negatives" / "mojibake-shifted-explained.html"


def noted(page: str, **options: object) -> list[tuple[str, Cut]]:
    """The lines that a repair has told something of, with what it told."""
    return [
        (line.text, cut)
        for line in explain_page(page, **options).lines  # type: ignore[arg-type]
        for cut in line.cuts
        if cut.role == "damage"
    ]


def test_tells_which_characters_stayed_unsaid_and_why() -> None:
    ((text, note),) = noted(DOUBTED)
    assert note.rule == "shifted-left" and not note.cut
    assert text[note.start : note.end] == "天，?师生参加。"  # found again behind later repairs
    assert note.reason.startswith("what is in doubt is left unsaid: no reading beats the others by 0.75 nats")


def test_tells_that_a_run_was_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore, "RUN_MARGIN", 1_000)
    ((text, note),) = noted(
        "城西新桥通车\n普法宣傳活動(dòng)?；顒?dòng)旨在以黨建為紐帶，推動(dòng)工作。\n會(huì)后居民們都說好。"
    )
    assert text[note.start : note.end] == "?；颙?dòng)旨"
    assert note.reason.startswith("left as it is: “。活動(dòng)旨” beats it by ")


def test_tells_that_the_damage_was_quoted() -> None:
    found = noted(QUOTED.read_text("utf-8"))
    assert [note.rule for _, note in found] == ["shifted-left"] * 2
    assert all("quotes the damage" in note.reason for _, note in found)


def test_tells_what_was_cut_as_a_watermark() -> None:
    found = noted(MARKED)
    assert len(found) == 3
    for text, note in found:
        assert note.rule == "watermark" and note.start == note.end == len(text)
        assert note.reason.startswith("“QXB远山资讯网_远山门户” is cut: 3 lines end so, and it has a bar")
    assert "is cut: 3 lines end so" in str(explain_page(MARKED))


def test_notes_stay_with_their_lines() -> None:
    """A line that goes, and one that is parted at a tag that came back, stand before those that are told of."""
    parted = "普法宣傳活動(dòng)?；顒?dòng)旨在以黨建為紐帶，他說了這個(gè)意思的?！?/p><p>會(huì)后居民們都說好。"
    found = noted(f"\u200b\u200b\n{parted}\n{MARKED}")
    assert [text[:3] for text, _ in found] == ["第一段", "第二段", "第三段"]


def test_a_site_may_silence_them() -> None:
    assert not noted(MARKED, site=Site(without={"rules": "watermark"}))


def test_they_are_no_marks_and_change_nothing() -> None:
    for page in (DOUBTED, MARKED):
        explained = explain_page(page)
        assert explained.article == clean_page(page)
        assert "damage" not in {mark.role for mark in explained.page.marks}
        assert pickle.loads(pickle.dumps(explained.page)) == explained.page
        assert not noted(page, repairs=())


def test_a_sound_page_remembers_nothing() -> None:
    """So nothing is paid for what no explanation will ask."""
    for path in PAGES:
        if path != QUOTED:
            page = load(path.read_text("utf-8"))
            repaired = repair_page(page, REPAIRS)
            assert not list(notes_of(repaired)), path.stem


def test_the_table_of_rules_tells_of_them() -> None:
    told = {note.rule for _, note in noted(DOUBTED) + noted(MARKED)}
    assert told == {rule.name for rule in rules().values() if rule.roles == ("damage",)}
