"""A damaged dump is read as it would have been without the damage: what a maker did shows in sound text only."""

from __future__ import annotations

import random

import pytest

from newsclean import clean_page

from ..tools.farm import Farm

ROW = "首页 新闻 社会 城东新桥正式通车 2024-03-12 09:15 来源：远山日报 昨天上午，城东新桥正式通车，居民出行更加方便了。"
ONE_LINE = (
    ROW + "大桥全长八百米，设计者回忆说，工人们连续工作了三个冬天。市民们说，过去过江要等渡船，现在几分钟就到对岸。"
)
WRAPPED = """城东新桥正式通车
昨天上午，城东新桥正式通车，两岸居民出行更加方
便了。大桥全长八百米，设计者回忆说，工人们连续工
作了三个冬天。市民们说，过去过江要等渡船，现在几
分钟就到对岸，孩子们上学也不用再绕路。通车仪式上，
来自两岸的学生为建设者献上了鲜花，县里还开通了两
条过江的公交线路，每十分钟一班。
"""


@pytest.mark.parametrize("dump", [ONE_LINE, WRAPPED], ids=["one line", "hard-wrapped"])
@pytest.mark.parametrize("seed", range(3))
def test_damage_hides_no_maker(dump: str, seed: int) -> None:
    farm = Farm(random.Random(seed), cuts=False, nfkc=False)
    table = dict(farm.glosses)
    damaged = "".join(f"{c}({table[c]})" if c in table else c for c in farm.traditional(dump))
    sound, mended = clean_page(dump), clean_page(damaged)
    assert "glosses" in mended.repairs
    assert (mended.title, mended.source, mended.date, mended.paragraphs) == (
        sound.title,
        sound.source,
        sound.date,
        sound.paragraphs,
    )
    assert sound.title == "城东新桥正式通车"
