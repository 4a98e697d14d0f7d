"""Glosses: every style of a mirror farm goes, an honest page keeps each of its own."""

from __future__ import annotations

import random

import pytest

from newsclean.repair.gloss import MANY, glosses_apply, remove_glosses

from ..tools.farm import Farm
from .test_shifted import SENTENCES

STYLES = {
    "tone marks": ("執(zhí)法支隊(duì)", "執法支隊"),
    "no tone marks": ("環(huan)境保護", "環境保護"),
    "doubled": ("機(ji)(ji)構", "機構"),
    "listed twice": ("什麼(me)(mó)樹葉", "什麼樹葉"),
    "common simplified word": ("基于(yú)這一點", "基于這一點"),
    "square brackets": ("機[jī]構", "機構"),
    "full width": ("隊（duì）員", "隊員"),
    "on a letter": ("從點到y(tǒng)軸的距離", "從點到y軸的距離"),
    "on a letter behind a mark": ("主管：B(zhù)ob說", "主管：Bob說"),
    "on a letter behind a narrow mark": ("主管:B(zhù)ob說", "主管:Bob說"),
    "umlaut": ("綠(lǜ)色(sè)", "綠色"),
}

NO_GLOSS = {
    "English word": "数据(data)由他(them)提供",
    "pinyin of a word": "执行(zhixing)",
    "list letters": "方案(a)、方案(b)",
    "English name": "上海合作组织(SCO)与中国(China)",
    "other reading": "人民币(yuan)",
}

LEFT_ALONE = {
    "rare character": "这座村子叫旸(yáng)谷，村民姓亓(qí)的多。旸谷在山里。",
    "name": "本报记者王旸(yáng)、李翀(chōng)报道",
    "bilingual": "中国(China)、美国(America)、法国(France)和德国(Germany)的代表出席了会议。",
    "dictionary": "行(xíng)：行走。行(háng)：行业。长(cháng)：长短。长(zhǎng)：生长。乐(lè)：快乐。乐(yuè)：音乐。",
    "lesson": "生词：学(xué)、校(xiào)、老(lǎo)、师(shī)。学校里有很多老师，老师在学校工作。",
    "reader": "我(wǒ)是(shì)学(xué)生(shēng)，我(wǒ)在(zài)学(xué)校(xiào)上(shàng)课(kè)。",
    "whole sentences": "你好！(nǐ hǎo) 我叫小明。(wǒ jiào xiǎo míng) 再见！(zài jiàn)",
    "about the damage": "这些网站会把“活动”写成“活動(dòng)”，把“执法”写成“執(zhí)法”，把“队”写成“隊(duì)”，"
    "这样搜索引擎就会把它们当成新的网页来收录。我们对这个问题进行了研究，发现它们都用同一个程序。",
    "long lesson": "生詞\n開(kāi)門(mén)、車(chē)、書(shū)、筆(bǐ)、紙(zhǐ)、飯(fàn)、魚(yú)、馬(mǎ)、鳥(niǎo)、"
    "風(fēng)、雲(yún)\n"
    "課文\n門開了，我們坐車去買書。\n他用筆在紙上畫魚、畫馬、畫鳥。\n風來了，雲走了，飯也好了。\n我們開門吃飯。",
    "Taiwan": "這個字讀做垚(yáo)，這個讀做犇(bēn)，這個讀做羴(shān)，說的人不多。",
}


@pytest.mark.parametrize("label", STYLES)
def test_styles(label: str) -> None:
    shown, original = STYLES[label]
    assert remove_glosses(shown) == original


@pytest.mark.parametrize("label", NO_GLOSS)
def test_no_reading_no_gloss(label: str) -> None:
    assert remove_glosses(NO_GLOSS[label]) == NO_GLOSS[label]


@pytest.mark.parametrize("label", LEFT_ALONE)
def test_left_alone(label: str) -> None:
    assert glosses_apply(LEFT_ALONE[label]) == ""


def test_simplified_words_glossed_steadily() -> None:
    page = "基于(yú)地理位置，关于(yú)就业的政策属于(yú)地方，里(lǐ)面和城里(lǐ)都适用，办法即日起施行。"
    assert glosses_apply(page) == "5 glosses on 2 characters"


@pytest.mark.parametrize("seed", range(20))
def test_undoes_a_farm(seed: int) -> None:
    """A whole page comes back to the letter; a farm with a short list may not touch a short page."""
    farm = Farm(random.Random(seed), cuts=False, nfkc=bool(seed % 2))
    table = dict(farm.glosses)
    true = farm.traditional("\n".join(SENTENCES))
    shown = "".join(f"{c}({table[c]})" if c in table else c for c in true)
    assert glosses_apply(shown)
    assert remove_glosses(shown) == true


@pytest.mark.parametrize("seed", range(5))
def test_a_head_without_glosses_hides_no_farm(seed: int) -> None:
    farm = Farm(random.Random(seed), cuts=False)
    table = dict(farm.glosses)
    paragraphs = [farm.traditional(sentence) for sentence in SENTENCES]
    shown = ["".join(f"{c}({table[c]})" if c in table else c for c in text) for text in paragraphs * 3]
    assert len(table.keys() & set("".join(paragraphs))) >= MANY
    assert glosses_apply("\n".join([*shown, "".join(paragraphs)]))
