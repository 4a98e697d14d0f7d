"""What comes out of short pages and dumps, a line each, as data: `short_pages.tsv`."""

from __future__ import annotations

import pytest

from newsclean import clean_page

from ..tools.tsv import rows

_PROSE = {
    "P": "槐岭的老邮路上个月停运，走了三十一年的邮递员把邮包交给了新来的年轻人。",
    "Q": "这条邮路全长六十七公里，翻过两座山口，单程要走四天，沿途只有九个村庄。",
    "R": "交接那天，村民在路口摆了一张方桌，桌上是核桃和热茶，没有人讲话。",
}


def _page(text: str) -> str:
    """The page: its lines apart by ¶, `P`, `Q` and `R` for paragraphs; HTML where the first line is markup."""
    markup = text.startswith("<")
    prose = {name: f"<p>{line}</p>" if markup else line for name, line in _PROSE.items()}
    return "\n".join(prose.get(line, line) for line in text.split("¶"))


@pytest.mark.parametrize(("name", "text", "fields"), rows("short_pages.tsv"))
def test_fields(name: str, text: str, fields: str) -> None:
    article = clean_page(_page(text))
    shown = article.to_dict()
    for field, value in (part.split("=", 1) for part in fields.split(" | ")):
        if field == "body":
            assert list(article.paragraphs) == [_PROSE.get(line, line) for line in value.split("¶")], name
        else:
            assert (shown[field] or "-") == value, name
