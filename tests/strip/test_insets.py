"""What is set inside paragraphs goes, what only looks like it stays. A new case is a row of tests/data/insets.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import clean_page

_ROWS = (Path(__file__).parents[1] / "data" / "insets.tsv").read_text(encoding="utf-8").splitlines()
_CASES = [row.split("\t") for row in _ROWS if row and row[0] != "#"]
_BEHIND = "通车以后，两岸居民出行方便了，沿线公交同步调整，站台上贴出了新的线路图。"


@pytest.mark.parametrize(("text", "kept"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES])
@pytest.mark.parametrize("form", ["html", "dump"])
def test_paragraph(text: str, kept: str, form: str) -> None:
    rows = ("城东新桥昨天正式通车", "2022-09-21 14:50 来源：某市日报", text, _BEHIND)
    html = f"<h1>{rows[0]}</h1>{''.join(f'<p>{row}</p>' for row in rows[1:])}"
    assert clean_page(html if form == "html" else "\n".join(rows)).paragraphs == (kept, _BEHIND)
