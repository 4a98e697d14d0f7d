"""Dumps whose makers run lines together: pieces become lines, nothing is lost, and no sentence is broken."""

from __future__ import annotations

import random

import pytest

from newsclean import clean_page, load
from newsclean.reading.dumps.glued import unglue

from ..tools.tsv import rows

PROSE = "昨天上午，城东新桥正式通车，两岸居民出行更加方便。"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            "城东新桥昨天正式通车  2022-09-21 14:50  来源：远山日报",
            ["城东新桥昨天正式通车", "2022-09-21 14:50 来源：远山日报"],
        ),
        ("首页  城东新桥昨天正式通车", ["首页", "城东新桥昨天正式通车"]),
        (f"{PROSE}　　{PROSE}", [PROSE, PROSE]),
        (f"{PROSE}    责任编辑：张三", [PROSE, "责任编辑：张三"]),
        (
            "星桥大桥夜间封闭施工|老旧电梯更新政策解读|远山县举办农机演示会",
            ["星桥大桥夜间封闭施工|", "老旧电梯更新政策解读|", "远山县举办农机演示会"],
        ),
    ],
)
def test_pieces(line: str, wanted: list[str]) -> None:
    assert [piece.text for piece in load(f"要闻\n{line}\n{PROSE}").lines[1:-1]] == wanted


@pytest.mark.parametrize(
    "line",
    [
        "城东新桥昨天通车  两岸居民奔走相告",  # a headline of two halves
        "新闻 | 国内 | 城东新桥昨天正式通车",  # a way through the pages
        "2020-03-22 15:12:16    来源：    网站首页",
        "床前明月光  疑是地上霜  举头望明月  低头思故乡",
        "昨天上午，城东新桥正式通车，两岸居民  出行更加方便，市民纷纷前来  参观拍照，很热闹，  明天继续。",
        "（文/方晓棠  摄/周嘉禾）",
        "| 日期 | 气温 | 天气 |",
        "时间：2022-10-19  19:38",
        "关于我们 | 广告服务 | 联系我们",
        "The new bridge opened.  It is long, they said.",
    ],
)
def test_lines_that_stay_whole(line: str) -> None:
    assert [piece.text for piece in load(f"要闻\n{line}\n{PROSE}").lines[1:-1]] == [" ".join(line.split())]


@pytest.mark.parametrize("seed", range(30))
def test_no_visible_character_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    words = [
        "首页",
        "城东新桥昨天正式通车",
        PROSE,
        "2022-09-21 14:50",
        "来源：远山日报",
        "责任编辑：",
        "相关阅读",
        "（图）",
        "1、",
        "12",
    ]
    gaps = [" ", "  ", "|", " | ", "\t", "　　", "||", ""]
    dump = "\n".join(
        "".join(chance.choice(words) + chance.choice(gaps) for _ in range(chance.randint(1, 9))) for _ in range(8)
    )
    page = load(dump)
    assert "".join(page.text.split()) == "".join(dump.split())
    assert [line.number for line in page.lines] == list(range(len(page.lines)))
    assert [line.row for line in page.lines] == sorted(line.row for line in page.lines)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            f"首页新闻城东新桥昨天正式通车2022-09-21 14:50来源：远山日报{PROSE}",
            ["首页新闻", "城东新桥昨天正式通车", "2022-09-21 14:50来源：远山日报", PROSE],
        ),
        (f"{PROSE}责任编辑：张三", [PROSE, "责任编辑：张三"]),
        (f"{PROSE}相关阅读星桥大桥夜间封闭施工老旧电梯更新", [PROSE, "相关阅读", "星桥大桥夜间封闭施工老旧电梯更新"]),
        (f"{PROSE}网友评论说，这座桥修得好。", [f"{PROSE}网友评论说，这座桥修得好。"]),
        (f"{PROSE}（责任编辑：张三）", [f"{PROSE}（责任编辑：张三）"]),
        ("截至2022-09-21 14:50，城东新桥已通行一万辆次。", ["截至2022-09-21 14:50，城东新桥已通行一万辆次。"]),
        ("凡注明“来源：远山日报”的作品，未经授权不得转载。", ["凡注明“来源：远山日报”的作品，未经授权不得转载。"]),
        ("• 星桥大桥夜间封闭施工  [2023-05-06]", ["• 星桥大桥夜间封闭施工 [2023-05-06]"]),
        (
            "2011-01-24 10:51| 发布者: 张三丰| 查看: 797| 评论: 0",
            ["2011-01-24 10:51| 发布者: 张三丰| 查看: 797| 评论: 0"],
        ),
        (
            f"首页要闻 > 社会 > 正文站内城东新桥昨天通车2022-09-21 14:50来源：远山新潮云32人参与8评论{PROSE}",
            [
                "首页要闻 > 社会 > 正文站内",
                "城东新桥昨天通车",
                "2022-09-21 14:50来源：远山新潮云",
                "32人参与8评论",
                PROSE,
            ],
        ),
        (
            f"转发 微博 微信  城东新桥通车，渡船停航 原创 远山晚报 2022-09-21 14:50:08 {PROSE}",
            ["转发 微博 微信", "城东新桥通车，渡船停航", "原创 远山晚报 2022-09-21 14:50:08", PROSE],
        ),
        (
            f"首页登录城东新桥昨天正式通车远山青发布时间：09-2114:50远山青9月21日消息 {PROSE}",
            ["首页登录", "城东新桥昨天正式通车", "远山青", "发布时间：09-2114:50", f"远山青9月21日消息 {PROSE}"],
        ),
        (
            f"新闻News财经Finance体育Sports城市City城东新桥昨天通车来源：远山网作者：张三2022-09-21 14:50{PROSE}",
            [
                "新闻News财经Finance体育Sports城市City",
                "城东新桥昨天通车",
                "来源：远山网作者：张三",
                "2022-09-21 14:50",
                PROSE,
            ],
        ),
        (f"{PROSE}推荐12为您推荐渡船停航以后", [PROSE, "推荐12", "为您推荐", "渡船停航以后"]),
        (
            f"{PROSE}[责任编辑：张三 YS012]推荐3 2条评论网友评论发表评论为您推荐渡船停航以后",
            [PROSE, "[责任编辑：张三 YS012]", "推荐3 2条评论", "网友评论", "发表评论", "为您推荐", "渡船停航以后"],
        ),
        (f"{PROSE}编辑|张三责编|李四", [PROSE, "编辑|张三", "责编|李四"]),
        ("新桥通车 相关阅读", ["新桥通车", "相关阅读"]),
        (
            "首页 > 民生 > 正文 全城阅读活动今天开幕 "
            f"发布时间：2022-09-21 来源：远山日报 浏览：31 {PROSE} {PROSE} {PROSE}",
            [
                "首页 > 民生 > 正文",
                "全城阅读活动今天开幕",
                "发布时间：2022-09-21 来源：远山日报 浏览：31",
                PROSE,
                PROSE,
                PROSE,
            ],
        ),
        (f"{PROSE} {PROSE}", [f"{PROSE} {PROSE}"]),
        (" ".join([PROSE + PROSE] * 4), [PROSE + PROSE] * 4),
        (" ".join([PROSE] * 5), [" ".join([PROSE] * 5)]),
        (
            "本次招考报名截止时间：2022-09-21，逾期不候，请相互转告。",
            ["本次招考报名截止时间：2022-09-21，逾期不候，请相互转告。"],
        ),
        (f"{PROSE}【打印】 上一篇：渡船停航", [PROSE, "【打印】", "上一篇：渡船停航"]),
        ("编辑|张三  责编|李四", ["编辑|张三 责编|李四"]),
        ("发表于2022-09-21 14:50| 32次阅读|来源远山网", ["发表于2022-09-21 14:50| 32次阅读|来源远山网"]),
    ],
)
def test_glued(line: str, wanted: list[str]) -> None:
    assert [piece.text for piece in load(f"要闻\n{line}\n{PROSE}").lines[1:-1]] == wanted


GLUED = "昨天上午，城东新桥正式通车，两岸居民出行更加方便。渡船停航以后，老渡口将改成陈列馆。"


@pytest.mark.parametrize(("line", "wanted", "why"), rows("glued.tsv"))
def test_unglued(line: str, wanted: str, why: str) -> None:
    assert unglue(line.replace("{}", GLUED)) == wanted.replace("{}", GLUED).split("¶"), why


def test_a_headline_said_again_parts_from_what_is_glued_to_it() -> None:
    lines = [
        "城东新桥昨天正式通车3小时前",
        PROSE,
        "城东新桥昨天正式通车",
        "城东新桥昨天正式通车典礼",
        "城东新桥昨天正式通车2022-09-21",
    ]
    found = [line.text for line in load("\n".join(lines)).lines]
    assert found == ["城东新桥昨天正式通车", "3小时前", *lines[1:]]


WRAPPED = [
    "昨天上午，城东新桥正式通车，两岸居民出行",
    "更加方便。通车仪式上，设计者回忆了建桥的",
    "经过，他说，桥长五百米，宽二十米，双向四",
    "车道，设计使用一百年。",
    "　　去年此时，这里还是渡口，每天只有六班",
    "船，末班船下午五点开，误了船就要绕行四十",
    "公里。如今走路过桥只要十分钟，老人们说，",
    "等了三十年，总算等到了。",
]


def test_hard_wrapped_lines_are_joined() -> None:
    page = load("\n".join(["城东新桥昨天正式通车", "", *WRAPPED]))
    assert page.maker == "hard-wrapped: at column 40"
    assert [line.text for line in page.lines] == [
        "城东新桥昨天正式通车",
        "".join(WRAPPED[:4]),
        "".join(WRAPPED[4:]).strip(),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE] * 8,  # paragraphs of the same length
        [
            "星桥大桥夜间封闭施工公告今日正式发布",
            "老旧电梯更新政策解读会昨天上午举行",
            "远山县举办农机演示会吸引千余名农户",
        ]
        * 3,
        ["春风吹过河岸", "渡口的灯亮了", "船工收起缆绳", "谁在对岸唱歌"] * 2,
    ],
)
def test_lines_that_are_not_wrapped(lines: list[str]) -> None:
    page = load(lines)
    assert [line.text for line in page.lines] == lines
    assert not page.maker


def test_list_of_lines() -> None:
    assert load([PROSE + "\n", PROSE]).text == f"{PROSE}\n{PROSE}"
    assert load(("<p>", PROSE, "</p>")).kind == "html"


@pytest.mark.parametrize("page", [[], [PROSE, b"a"], [f"{PROSE}\n{PROSE}", PROSE]])
def test_lists_that_are_no_page(page: list[object]) -> None:
    with pytest.raises(TypeError, match="lines"):
        load(page)


def test_headline_in_brackets_before_the_only_paragraph() -> None:
    text = "鹭湾渡口昨天停航，老船工收了缆绳，来送行的人站满了码头，天黑才散去。"
    flash = clean_page(f"【鹭湾渡口昨天停航】{text}\n来源：鹭湾日报")
    assert (flash.title, flash.paragraphs) == ("鹭湾渡口昨天停航", (text,))
    several = clean_page(
        f"【鹭湾渡口昨天停航】{text}\n【槐岭水库开始蓄水】槐岭水库昨天开始蓄水，库区的人都搬进了新居，水位每天涨一米。"
    )
    assert several.title is None
    lead = clean_page(f"【本报记者张小三报道】{text}\n来源：鹭湾日报")
    assert lead.title is None
    assert lead.paragraphs == (f"【本报记者张小三报道】{text}",)
