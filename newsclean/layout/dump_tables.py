"""Tables that a dump shows as lines: rows with bars between their cells, or a cell a line below 序号.

Their cells are short and no sentences, so nothing but their form says that they go with the text around them. They hold
facts: numbers that count up, figures, what columns are called. Rows of links to other articles do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..grammar.date_forms import CLOCK, DATE
from ..page import Page, of_lines
from ..text import lazy_re as re
from ..text import views

_COUNTS = frozenset(("序号", "编号", "排名", "名次", "排序"))  # what the column of counts is called
# what other columns are called
_COLUMN = re.compile(
    r"(?:序号|编号|名称|单位|日期|项目|类别|类型|种类|备注|金额|数量|地址|型号|商标|结果|比例|姓名|得分|内容|方式)(?:\([^()]{1,16}\))?$"
)
_BARE = frozenset("|-: ")  # of a line of bars alone
_CELLS, _COLUMNS = 8, 3  # cells of a table, columns that are called what such columns are
_FACTS = 0.15  # share of its cells that are figures
_FIGURE = re.compile(r"[^\W_]{0,6}\d[^。]{0,24}|[/—-]{1,2}|无")
_LABELS = 0.25  # share of cells with a colon behind, from which on they are labels of what stands beside
_DAYS = 0.3  # share of cells that are days, beside headlines of other articles
_HEADLINE = 8  # characters of one
_SHORT = 20  # characters of a column's name, of a day
_CELL = 80  # characters of a cell that has a line of its own
_ROW = 400  # the same of a row
_WIDEST, _NARROWEST = 24, 3  # columns below 序号
_HEADING, _NOTE = 40, 60  # characters of a table's name, of a note between it and the table


@of_lines
def dump_tables(page: Page) -> frozenset[int]:
    """The lines of a dump's tables, with those that name them.

    >>> from newsclean import load
    >>> text = "抽检昨天结束，现将不合格产品公布如下，请市民留意。"
    >>> sorted(dump_tables(load(text + "\\n不合格产品\\n序号 | 名称 | 数量 |\\n1 | 豆角 | 12 |\\n2 | 鸡蛋 | 7 |")))
    [1, 2, 3, 4]
    >>> sorted(dump_tables(load(text + "\\n序号\\n名称\\n数量\\n1\\n豆角\\n12\\n2\\n鸡蛋\\n7\\n打印")))
    [1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    if page.kind != "text":
        return frozenset()
    folded, prose = views.folded(page), views.prose(page)
    found: set[int] = set()
    barred = [number for number, text in enumerate(folded) if "|" in text and len(text) <= _ROW]
    for first, last in _runs(barred, folded, prose):
        if _holds_facts(folded[first : last + 1]):
            found.update(range(_named_from(folded, prose, first), last + 1))
    counts = [number for number, text in enumerate(folded) if text in _COUNTS]
    for first in counts:
        if first not in found and (last := _end_of_rows(folded, prose, first)):
            found.update(range(_named_from(folded, prose, first), last + 1))
    return frozenset(found)


def _runs(barred: Sequence[int], folded: Sequence[str], prose: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last line of runs with bars; one line without may stand between, a cell broken in two."""
    start = end = -9
    for number in barred:
        if number - end > 2 or (number - end == 2 and (prose[end + 1] or len(folded[end + 1]) > _CELL)):
            if start >= 0:
                yield start, end
            start = number
        end = number
    if start >= 0:
        yield start, end


def _holds_facts(rows: Sequence[str]) -> bool:
    """Whether rows of cells are a table of facts: figures among them, or columns called as such columns are."""
    cells = [cell for row in rows if not _BARE.issuperset(row) for cell in map(str.strip, row.split("|")) if cell]
    if len(rows) < 2 or len(cells) < _CELLS or sum(cell[-1] == ":" for cell in cells) > _LABELS * len(cells):
        return False
    others = [cell for cell in cells if not _is_day(cell)]
    headlines = sum(len(cell) >= _HEADLINE for cell in others)
    if len(cells) - len(others) > _DAYS * len(cells) and 2 * headlines > len(others):
        return False
    columns = sum(_COLUMN.search(cell) is not None for cell in cells if len(cell) <= _SHORT)
    figures = sum(_FIGURE.fullmatch(cell) is not None for cell in cells)
    return columns >= _COLUMNS or figures >= max(2, _FACTS * len(cells))


def _is_day(cell: str) -> bool:
    """Whether a cell is a day or a time of day, as rows of other articles have it."""
    return len(cell) <= _SHORT and (DATE.match(cell) is not None or re.fullmatch(CLOCK, cell) is not None)


def _end_of_rows(folded: Sequence[str], prose: Sequence[int], first: int) -> int:
    """The last line of a table that has a cell a line, where it is one: its rows count up behind its columns' names."""
    width = next((n for n in range(_NARROWEST, _WIDEST) if folded[first + n : first + n + 1] == ["1"]), 0)
    if not width or any(prose[first : first + width]):
        return 0
    at, count = first + width, 1
    while True:
        behind = range(at + 1, min(at + 2 * width, len(folded)))
        following = next((n for n in behind if folded[n] == str(count + 1) or prose[n]), None)
        if following is None or prose[following]:
            break
        at, count = following, count + 1
    end = at
    while end + 1 < min(at + width, len(folded)) and not prose[end + 1] and len(folded[end + 1]) <= _CELL:
        end += 1
    return end


def _named_from(folded: Sequence[str], prose: Sequence[int], first: int) -> int:
    """The line from which on a table is named: up to two lines between the text above and its first row."""
    for lines in (1, 2):
        top = first - lines
        if top < 1 or prose[top] or len(folded[top]) > (_HEADING if lines == 1 else _NOTE):
            break
        if prose[top - 1]:
            return top
    return first
