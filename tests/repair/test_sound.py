"""Sound pages: no repair changes a character of them, whatever brackets, glosses, accents or marks stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import REPAIRS, load
from newsclean.repair.page import repair_page

FOLDER = Path(__file__).parents[1] / "data" / "pages"
PAGES = [
    page
    for name in ("sound_traditional", "negatives")
    for page in sorted((FOLDER / name).iterdir())
    if page.suffix in (".html", ".txt")
]
# What is taken out of any page, and is no character of its text.
ALWAYS = {"invisible"}


@pytest.mark.parametrize("path", PAGES, ids=[f"{path.parent.name}-{path.stem}" for path in PAGES])
def test_no_repair_changes_a_sound_page(path: Path) -> None:
    page = load(path.read_text("utf-8"))
    repaired = repair_page(page, [repair for repair in REPAIRS if repair.name not in ALWAYS])
    assert repaired.repairs == ()
    assert [line.text for line in repaired.lines] == [line.text for line in page.lines]


@pytest.mark.parametrize("mark", "。！？")
@pytest.mark.parametrize("close", "」』”’）")
@pytest.mark.parametrize("after", ["", *"蔣許馮馬鍾韓沈呂程"])
def test_a_bracket_that_closes_what_is_open_stays(mark: str, close: str, after: str) -> None:
    opened = dict(zip("」』”’）", "「『“‘（", strict=True))[close]
    line = f"他說：{opened}我會把它修好{mark}{close}{after}"
    page = "\n".join(f"{line}先生{n}點就來了。" if after else line for n in "三四五六七")
    assert repair_page(load(page), REPAIRS).repairs == ()
