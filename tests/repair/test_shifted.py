"""Shifted bytes: the damage table, what must stay, and the repair as the inverse of a simulated farm."""

from __future__ import annotations

import random
import re
import unicodedata
from difflib import SequenceMatcher

import pytest

from newsclean import REPAIRS, load
from newsclean.repair.gloss import remove_glosses
from newsclean.repair.hanzi import simplified_form
from newsclean.repair.page import repair_page
from newsclean.repair.shifted import restore
from newsclean.repair.shifted.lattice import Node
from newsclean.repair.shifted.restore import restore_shifted_bytes, shifted_bytes_apply

from ..tools.bench import parse_of_a_million, parses, seconds
from ..tools.farm import Farm

TABLE = {
    "mark and gloss": ("動(dòng)?；顒?dòng)旨在", "動(dòng)。活動(dòng)旨在"),
    "ended by a letter": ("共同體?！耙粠б宦贰苯ㄔO", "共同體。“一帶一路”建設"),
    "vanished pair": ("?；诘乩韺W", "。基于地理學"),
    "not after a stop": ("慶?；顒舆_", "慶祝活動達"),
    "halves dropped": ("慶；顒舆_", "慶祝活動達"),
    "letter is a second byte": ("出來?，F(xiàn)代", "出來。現(xiàn)代"),
    "digit taken along": ("大?。?MM", "大小（?MM"),
    "gloss across two": ("因?yàn)楦咝Ｋ枷胝喂ぷ", "因為高校思想政治工作"),
    "cut at the end": ("我們?nèi)绾", "我們如何"),
    "nested": ("請(qǐng)?jiān)谘b", "請(qǐng)在裝"),
    "tag taken along": ("意思的?！?/p>", "意思的。”</p>"),
}

# What the table does not show; a "?" in the original stands for an ASCII character that nothing tells
MORE = {
    "name of which nothing tells a byte": (
        "海州晚報(bào)極光新聞?dòng)浾叱b?通訊員林小舟 石滿倉攝影報(bào)道",
        "海州晚報極光新聞記者常??通訊員林小舟 石滿倉攝影報道",
    ),
    "quotation that ends before a lost figure": (
        "他一直用“外?gǔ)臁?G芯片?，F在公司有了自己的。",
        "他一直用“外掛”?G芯片。現在公司有了自己的。",
    ),
    "blank lost with half a mark": (
        "他說：“我只為這個心願?！?這是他告別家鄉時對母親說的話，說完就走了，再也沒有回來過，母親等了他一生。",
        "他說：“我只為這個心願。”?這是他告別家鄉時對母親說的話，說完就走了，再也沒有回來過，母親等了他一生。",
    ),
    "halves dropped before a tag": ("這里的人都很有活力！/p>", "這里的人都很有活力。”</p>"),
    "quotation of another line": ("學校表示，價格不會變?！?/p>", "學校表示，價格不會變。”</p>"),
    "halves dropped before a letter": (
        "政策與承諾相衝突，F在到了重新思考的時候，學：推髽I都在等。",
        "政策與承諾相衝突。現在到了重新思考的時候，學校和企業都在等。",
    ),
    "halves dropped, a letter further on": (
        "為了謀求生存！艾F在是最難的時候，我們還要等。",
        "為了謀求生存。“現在是最難的時候，我們還要等。",
    ),
    "halves dropped, marks before a tag": (
        "孩子們(men)喊了一聲：“我們(men)贏了。。/p>",
        "孩子們喊了一聲：“我們贏了！！！</p>",
    ),
    "halves dropped, gloss across a mark and a character": (
        "不過，yíng)f這個項(xiàng)目去年就該交房，現在還(hái)沒有通水。設計方說圖紙改過三次，他們的電(diàn)話(huà)也打不通。",
        "不過，據說這個項目去年就該交房，現在還沒有通水。設計方說圖紙改過三次，他們的電話也打不通。",
    ),
    "term in quotation marks": (
        "縣里推行了“一鄉一?！钡霓k法，學生們(men)上學近了，還(hái)有校車接送，這個(gè)學期開學以后沒有人遲到。",
        "縣里推行了“一鄉一校”的辦法，學生們上學近了，還有校車接送，這個學期開學以后沒有人遲到。",
    ),
    "sentence in quotation marks": (
        "他喊道：“快跑?！睂W生們(men)都聽到了，還(hái)有兩個(gè)人回頭看了看。",
        "他喊道：“快跑。”學生們都聽到了，還有兩個人回頭看了看。",
    ),
    "clause that has only begun": (
        "賽前，母?？紤]到學生們(men)的安全，又派了四輛校車，還(hái)請了兩個(gè)醫生。",
        "賽前，母校考慮到學生們的安全，又派了四輛校車，還請了兩個醫生。",
    ),
    "pair vanished before a glossed letter": (
        "越來(lái)越少，這(zhè)證明新樓的日子不好過。手?mán)C(jī)芯片供應(yīng)商越?juàn)碓缴伲@(zhè)證明五年前的門檻(kǎn)又高了。",
        "越來越少，這證明新樓的日子不好過。手機芯片供應商越來越少，這證明五年前的門檻又高了。",
    ),
    "blank of the indent": ("　?。▉碓?：新橋日報，記者攝）", "　　（來源：新橋日報，記者攝）"),
    "year": ("他說：“學?：芎谩！?998年，他回到家鄉。", "他說：“學校很好。”1998年，他回到家鄉。"),
    "year of this century": (
        "這是他的最后一句話?！?021年，我就回來了?！彼f。",
        "這是他的最后一句話。“2021年，我就回來了。”他說。",
    ),
}

STAY = {
    "question": "這是誰的責任?我們不知道!",
    "question before a quote": "他问：“真的吗？！”",
    "unit": "加热到+325?C，保持二十分钟。",
    "copyright": "Copyright ? 2016 版权所有",
    "document number": "中办发?2013?25号文件，已经印发。",
    "spaces": "首页??新闻??正文",
    "icons": "?? 分享到：?? 微信",
    "simplified stops": "全市各学校停课一天；停火协议明天生效：双方都已签字。",
    "traditional stops": "學校今天停課；停火協議明天生效：雙方都已簽字，慶祝活動照常。",
    "English in brackets": "数据(data)由他(he)提供，方案(a)更好。",
    "characters that no encoding held": "????????????20??????????，???????????：??????！????。",
    "a row of them in a page": "全市各学校今天开学，老师和学生都到了。?????????????,????????；下午两点放学。",
    "exclamations": "真是太好了！！！你说是不是？？",
}

SENTENCES = """\
市民活动中心今天正式开放，首批三百名居民参加了庆祝活动。
会议强调，要坚持以人民为中心的发展思想。活动结束后，代表们参观了展览馆。
“我们没有别的要求，只希望孩子能够安全回家。”这位母亲对记者说。
研究人员发现，这种材料在高温下仍然保持稳定；它的成本只有原来的三分之一。
你知道为什么树叶会变黄吗？答案其实很简单。
比赛进行到第八十分钟，客队凭借点球扳平比分！
根据规定，企业应当在收到通知之后十五个工作日内提交材料、说明理由。
老人说：“现在的日子好了，出门就是公交车，看病也方便。”
全省经济运行总体平稳，工业生产继续增长，市场销售逐步恢复。
这部电影讲述了一个普通家庭在时代变化中的故事，感动了许多观众。
专家建议，雨后上山要注意安全；如果遇到危险，应该马上报警。
新学期开始了，学校组织老师和学生一起打扫教室、整理图书。
学校还邀请消防队员讲解灭火知识。活动当天，近千名师生参加。
公司负责人表示，目前产品供应充足，价格不会出现大的变化。
对于网上的传言，当地政府回应：情况不实，请大家不要相信。
经过两年的建设，这条高速公路终于通车，两地之间的时间缩短到一小时。
他从小喜欢音乐，十岁开始学习钢琴；后来又考上了艺术学院。
医院提醒，换季时节要注意保暖，多喝水、多运动，保证睡眠。
双方将在科技、教育、文化等领域加强合作，共同推动地区发展。
今年以来，全县新增就业岗位两千多个，农民收入明显提高。
""".splitlines()


def plain(text: str) -> str:
    """Text without glosses, in one width and script, as a reader judges it."""
    return "".join(map(simplified_form, unicodedata.normalize("NFKC", remove_glosses(text))))


def same(got: str, true: str) -> bool:
    """Equal but for ASCII characters that went with a lost byte, which "?" stands for."""
    a, b = plain(got), plain(true)
    return len(a) == len(b) and all(x == y or (x == "?" and y.isascii()) for x, y in zip(a, b, strict=True))


def distance(text: str, true: str) -> int:
    """How many characters of one text are not the other's."""
    return sum(
        max(a2 - a1, b2 - b1)
        for kind, a1, a2, b1, b2 in SequenceMatcher(None, plain(text), plain(true), autojunk=False).get_opcodes()
        if kind != "equal"
    )


@pytest.mark.parametrize("label", TABLE)
def test_table(label: str) -> None:
    shown, original = TABLE[label]
    assert restore_shifted_bytes(shown) == original


@pytest.mark.parametrize("label", TABLE)
def test_table_after_nfkc(label: str) -> None:
    shown, original = (unicodedata.normalize("NFKC", text) for text in TABLE[label])
    assert unicodedata.normalize("NFKC", restore_shifted_bytes(shown)) == original


@pytest.mark.parametrize("label", MORE)
def test_more(label: str) -> None:
    shown, original = MORE[label]
    assert remove_glosses(restore_shifted_bytes(shown)) == original


@pytest.mark.parametrize("label", STAY)
def test_stays(label: str) -> None:
    assert restore_shifted_bytes(STAY[label]) == STAY[label]
    assert shifted_bytes_apply(STAY[label]) == ""


@pytest.mark.parametrize("marks", ["。，？；?！", "，。；國這會"])
def test_noise_stays(marks: str) -> None:
    """Every mark in noise may begin a run, and anything reads better than noise, but nothing in it reads as Chinese."""
    restore_shifted_bytes("動(dòng)?；顒?dòng)旨在")  # its tables are read once
    restore_shifted_bytes("慶；顒舆_")
    chance = random.Random(marks)
    hanzi = [chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(5_000)]
    text = "".join([chance.choice(marks) if chance.random() < 0.2 else c for c in hanzi])
    assert restore_shifted_bytes(text) == text
    assert parses(lambda: restore_shifted_bytes(text)) < 50


def test_several_runs_in_a_line() -> None:
    shown = "動(dòng)?；顒?dòng)旨在，出來?，F(xiàn)代"
    assert restore_shifted_bytes(shown) == "動(dòng)。活動(dòng)旨在，出來。現(xiàn)代"


def test_lost_sign_that_stands_elsewhere() -> None:
    page = "大?。?MM\n直徑5MM的管子。\n另一種也是5MM。"
    assert restore_shifted_bytes(page).split("\n")[0] == "大小（5MM"
    assert restore_shifted_bytes(page.replace("另一種也是5MM", "另一種是3MM")).split("\n")[0] == "大小（?MM"


def test_lost_space_in_a_short_line() -> None:
    assert restore_shifted_bytes("?；顒?老師") == "。活動 老師"
    sentence = "?；顒?老師說，今年的學生比去年多，所以學校又請了三位老師，他們都是本地人，明天一早就到學校來上課。"
    assert restore_shifted_bytes(sentence).startswith("。活動?老師")


def test_tag_that_comes_back_is_no_text() -> None:
    shown = "動(dòng)?；顒?dòng)旨在\n共同體?！耙粠б宦贰苯ㄔO\n這是他的意思的?！?/strong>"
    assert repair_page(load(shown), REPAIRS).lines[-1].text.endswith("意思的。”")


def test_half_lost_with_a_blank_and_nothing_shown() -> None:
    shown = "學校還邀請消防隊員講解滅火知識；顒赢斕近千名師生參加。"  # of 當天 近千名 the blank went with half of 天
    page = shown + "\n出來，F在代表們都在等，F在"  # one such place may be an accident
    assert restore_shifted_bytes(page).split("\n")[0] == "學校還邀請消防隊員講解滅火知識。活動當天近千名師生參加。"


def test_a_run_never_crosses_a_line() -> None:
    page = "\n".join(shown for shown, _ in TABLE.values())
    assert restore_shifted_bytes(page).count("\n") == page.count("\n")


def test_reason_counts_signs() -> None:
    page = "\n".join(shown for shown, _ in TABLE.values())
    assert re.fullmatch(r"\d+ cut marks, \d+ glosses", shifted_bytes_apply(page))


@pytest.mark.parametrize("cuts, glosses, reached", [(True, True, 0.96), (True, False, 0.98), (False, True, 0.79)])
def test_undoes_a_farm(cuts: bool, glosses: bool, reached: float) -> None:
    """Damage and repair of pages made of invented sentences, over many farms: the share of damaged lines given back.

    98 % are reached where the farm cuts, as all that were seen do, less the lines with a character that no reading
    shows clearly. One that does not cut leaves two or three vanished pairs in a row, which hide one or two characters
    for good, and more that are left unsaid where two readings are near.
    """
    damaged = mended = worse = 0
    for seed in range(25):
        chance = random.Random(f"{seed}-{cuts}-{glosses}")
        farm = Farm(chance, cuts=cuts, glosses=glosses)
        sentences = chance.sample(SENTENCES, 10)
        shown = [farm.damage(sentence) for sentence in sentences]
        repaired = restore_shifted_bytes("\n".join(shown)).split("\n")
        for before, after, sentence in zip(shown, repaired, sentences, strict=True):
            true = farm.traditional(sentence)
            if same(before, true):
                assert same(after, true), (before, after)
                continue
            damaged += 1
            mended += same(after, true)
            worse += distance(after, true) > distance(before, true)
    print(f"cuts {cuts} glosses {glosses}: {mended} of {damaged} lines mended, {worse} made worse")
    assert worse == 0
    assert mended >= reached * damaged


def test_a_run_that_grew_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pass with more gaps may reach into a run that none before has seen: its doubtful places are tried as well."""
    tried: list[list[int]] = []
    doubted = iter([{1}, {1}, {1, 30}, {30}])

    def search(self: object, s: str, start: int, before: str, rows: dict[int, int]) -> tuple[int, Node]:
        tried.append(sorted(rows))
        return start + 1, (0.0, s[start], None, start + 1, None)

    monkeypatch.setattr(restore._Reader, "search", search)
    monkeypatch.setattr(restore, "doubtful", lambda node: frozenset(next(doubted)))
    restore._Reader("動(dòng)?；顒").run("?；顒", 0, "")
    assert tried == [[], [1], [1], [1, 30]]


def test_bounded() -> None:
    """What one text may cost has an end: twenty times the damage does not take twenty times as long."""
    shown = "全市各学校今天开学，老师和学生都到了。?；顒?dòng)" * 40
    short = seconds(lambda: restore_shifted_bytes(shown))
    page = "全市各学校今天开学，老师和学生都到了。" * 100_000 + shown
    assert len(restore_shifted_bytes(page)) > 1_900_000
    assert seconds(lambda: restore_shifted_bytes(page)) < 10 * short + 200 * parse_of_a_million()


def test_cheap_without_a_sign() -> None:
    page = "全市各学校今天开学，老师和学生都到了。" * 300
    assert shifted_bytes_apply(page) == ""
    assert parses(lambda: [shifted_bytes_apply(page) for _ in range(20)]) < 2
