"""The site's name in `<title>`."""

from __future__ import annotations

import pytest

from newsclean import load
from newsclean.find.site import find_site


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("城东新桥通车_某某新闻网", "某某新闻网"),
        ("城东新桥通车-某市日报", "某市日报"),
        ("城东新桥通车_男士某网】中某网", None),
        ("城东新桥通车【图】-某某网", "某某网"),
        ("城东新桥通车", None),
    ],
)
def test_site_of_the_title(title: str, site: str | None) -> None:
    marks = list(find_site(load(f"<html><head><title>{title}</title></head><body><p>新桥通车。</p></body></html>")))
    assert [mark.value for mark in marks] == ([site] if site else [])
