"""The words that rules look for, as commented text files: one phrase a line, `#` starts a comment.

A folder holds the files of one reader: `strip/promotion.txt` is read by a rule in `newsclean/strip/`. How phrases are
matched stands in `newsclean/text/matching.py`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of a file, by its path without the ending; longest first, so that an alternation prefers longer ones.

    >>> "责任编辑" in phrases("grammar/editor_labels")
    True
    """
    text = files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(sorted({line for line in lines if line}, key=lambda phrase: (-len(phrase), phrase)))
