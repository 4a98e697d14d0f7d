"""Fields of pages by what stands in their heading and in the row below it, as data: `headings_and_rows.tsv`."""

from __future__ import annotations

import pytest

from newsclean import clean_page

from ..tools.tsv import rows

_NAV = "<div class=nav><a href=/>首页</a> <a href=/a>要闻</a> <a href=/b>社会</a> <a href=/c>文化</a></div>"
_TEXT = (
    "<p>杉湖老码头的最后一条渡船昨天上午靠岸停航，船工把缆绳系好，跟渡口道别。</p>"
    "<p>渡口设于1953年，最忙的时候一天要摆渡两千多人，去年大桥通车以后，坐船的人越来越少。</p>"
    "<p>镇里打算把候船室改成陈列馆，老船和船票都会留下，明年春天对外开放。</p>"
)


@pytest.mark.parametrize(("shown", "title", "fields"), rows("headings_and_rows.tsv"))
def test_fields(shown: str, title: str, fields: str) -> None:
    heading, _, row = shown.partition(" ¶ ")
    page = f"<title>{title}</title><body>{_NAV}{heading}<div class=info>{row}</div>{_TEXT}<p>杉湖网版权所有</p>"
    article = clean_page(page).to_dict()
    for name, value in (field.split("=", 1) for field in fields.split(" | ")):
        found = article[name] or "-"
        assert found.startswith(value) if name == "date" else found == value
