"""Tables that hold facts: rows of as many cells each. The word of a widget in a cell is a subject or a ware there."""

from __future__ import annotations

from collections import Counter, defaultdict

from ..page import Page, of_lines
from ..text import views

_CELL_TAGS = frozenset(("td", "th"))
_ROWS, _CELLS = 3, 2  # the least of a table of facts
_ALIKE = 0.7  # share of its rows that have the same number of cells
_NEAR = 4  # boxes between a line and its cell
_LINKED = 0.2  # share of its lines that are links; navigation in a table has more


@of_lines
def data_cells(page: Page) -> frozenset[int]:
    """Numbers of the lines in the cells of tables that hold facts.

    >>> from newsclean import load
    >>> rows = [("日期", "上午"), ("6月17日", "历史"), ("6月18日", "英语")]
    >>> cells = "".join(f"<tr><td>{day}</td><td>{subject}</td></tr>" for day, subject in rows)
    >>> sorted(data_cells(load(f"<table>{cells}</table><p>历史</p>")))
    [0, 1, 2, 3, 4, 5]
    """
    if _CELL_TAGS.isdisjoint([box.tag for box in page.boxes]):
        return frozenset()
    lines: dict[int, list[int]] = defaultdict(list)  # box of a cell -> its lines
    for line in page.lines:
        cell = _cell(page, line.box)
        if cell:
            lines[cell].append(line.number)
    rows: Counter[int] = Counter(page.boxes[cell].parent for cell in lines)
    tables: dict[int, list[int]] = defaultdict(list)  # box around rows -> the rows
    for row in rows:
        tables[page.boxes[row].parent].append(row)
    facts = {row for found in tables.values() if _same_width([rows[row] for row in found]) for row in found}
    held: dict[int, list[int]] = defaultdict(list)
    for cell, numbers in lines.items():
        row = page.boxes[cell].parent
        if row in facts:
            held[page.boxes[row].parent].extend(numbers)
    return frozenset(number for numbers in held.values() if _tells(page, numbers) for number in numbers)


def _cell(page: Page, box: int) -> int:
    """The cell that a box is or lies in; 0 for none near."""
    for _ in range(_NEAR):
        if page.boxes[box].tag in _CELL_TAGS:
            return box
        box = page.boxes[box].parent
    return 0


def _same_width(widths: list[int]) -> bool:
    """Whether there are some rows, most of them with the same number of cells, two or more."""
    width, times = Counter(widths).most_common(1)[0]
    return len(widths) >= _ROWS and width >= _CELLS and times >= _ALIKE * len(widths)


def _tells(page: Page, numbers: list[int]) -> bool:
    """Whether lines are no navigation set in a table, and no page laid out by one."""
    linked = sum(page.lines[number].linked > 0 for number in numbers)
    prose = sum(views.prose(page)[number] > 0 for number in numbers)
    return linked <= _LINKED * len(numbers) and prose * 2 <= len(numbers)
