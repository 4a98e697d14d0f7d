"""Steps: usable alone, left out, replaced, added by the user; and the repairs and the script that a caller asks for."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import logging
import pickle
import pydoc
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from newsclean import REPAIRS, STEPS, ArgumentError, Article, Mark, Page, StepError, clean_page, explain_page, load
from newsclean.clean import Step
from newsclean.find.date import find_date
from newsclean.find.title import find_title
from newsclean.repair import Repair
from newsclean.repair.page import repair_page

from .tools.fixtures import Case, cases
from .tools.measure import shared

WILD = list(cases("wild"))[::4]
PROSE = "昨天上午，城东新桥正式通车，两岸居民出行更加方便。"
MORE = "沿线公交同步调整，市民可在站台查询新的线路图。"
ADVERT = "扫一扫，领取本站优惠券，每天前一百名有礼，先到先得。"
PAGE = (
    f"<html><head><title>城东新桥通车_某某网</title></head><body><h1>城东新桥通车</h1>"
    f"<p>2022-09-21 14:50 来源：某市日报</p><p>{PROSE}</p><p>{MORE}</p><p>责任编辑：张三</p></body></html>"
)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_step_alone(step: Step) -> None:
    for case in WILD:
        page = load(case.page)
        before = pickle.dumps(page)
        marks = list(step(page))
        assert list(step(page)) == marks
        assert pickle.dumps(load(case.page)) == before
        for mark in marks:
            assert -1 <= mark.line < len(page.lines)
            assert mark.role
            assert mark.rule
            if mark.start is not None and mark.end is not None:
                assert 0 <= mark.start <= mark.end <= len(page.lines[mark.line].text)


@cache
def pages_on_which_alone_differs() -> dict[str, list[str]]:
    """For each step the fixtures and pages of the corpus on which it gives other marks alone than in the chain."""
    folder = shared()
    real = sorted((folder / "corpus" / "pages").iterdir())[::2] if folder else []
    pages = [(case.name, load(case.page, **page_options(case)), case.options.get("script", "auto")) for case in cases()]
    pages += [(path.name, load(path.read_bytes()), "auto") for path in real]
    differing: dict[str, list[str]] = {step.__name__: [] for step in STEPS}
    for name, loaded, script in pages:
        alone = chain = repair_page(loaded, REPAIRS, script)
        for step in STEPS:
            marks = list(step(chain))
            if list(step(alone)) != marks:
                differing[step.__name__].append(name)
            chain = chain.with_marks(marks)
    return differing


def page_options(case: Case) -> dict[str, Any]:
    """Those options of a case that say how its page is read."""
    return {name: value for name, value in case.options.items() if name in ("url", "encoding", "fetched")}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_step_says_alone_what_it_says_in_the_chain(step: Step) -> None:
    """What a step needs of others it works out by the function that they use."""
    assert pages_on_which_alone_differs()[step.__name__] == []


def test_value_of_a_step_alone() -> None:
    assert [mark.value for mark in find_title(load(PAGE)) if mark.value] == ["城东新桥通车"]
    date, precision = next(mark.value for mark in find_date(load(PAGE)))
    assert (date.isoformat(), precision) == ("2022-09-21T14:50:00+08:00", "minute")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_step_left_out(step: Step) -> None:
    steps = tuple(other for other in STEPS if other is not step)
    for case in WILD:
        explained = explain_page(case.page, **case.options, steps=steps)
        assert [line.number for line in explained.lines] == list(range(len(explained.page.lines)))
        assert all(line.role for line in explained.lines)


def test_field_of_a_step_left_out_is_none() -> None:
    article = clean_page(PAGE, steps=tuple(step for step in STEPS if step is not find_date))
    assert article.date is None
    assert article.body == clean_page(PAGE).body


def test_no_steps_at_all() -> None:
    explained = explain_page(PAGE, steps=())
    assert explained.article.body == ""
    assert {line.role for line in explained.lines} == {"boilerplate"}


def shouted_title(page: Page) -> Iterable[Mark]:
    """A step of a user's: the first line, with a mark of its own."""
    yield Mark(0, "title", "shouted", value=page.lines[0].text + "！")


def coupons(page: Page) -> Iterable[Mark]:
    """A step of a user's: lines that promise a coupon."""
    return [Mark(line.number, "coupon", "coupons") for line in page.lines if "优惠券" in line.text]


def test_step_replaced() -> None:
    article = clean_page(PAGE, steps=tuple(shouted_title if step is find_title else step for step in STEPS))
    assert article.title == "城东新桥通车！"
    assert article.body == clean_page(PAGE).body


@pytest.mark.parametrize("steps", [(*STEPS, coupons), (coupons, *STEPS)], ids=["behind", "before"])
def test_step_added_is_in_the_explanation(steps: tuple[Step, ...]) -> None:
    page = PAGE.replace(f"<p>{MORE}", f"<p>{ADVERT}</p><p>{MORE}")
    explained = explain_page(page, steps=steps)
    line = next(line for line in explained.lines if line.text == ADVERT)
    assert (line.role, line.rule) == ("coupon", "coupons")
    assert line in explained.removed
    assert explained.article.paragraphs == (PROSE, MORE)


def test_step_behind_the_others_has_the_last_word() -> None:
    def more_is_no_body(page: Page) -> Iterable[Mark]:
        return [Mark(line.number, "boilerplate", "mine") for line in page.lines if line.text == MORE]

    def menu_is_body(page: Page) -> Iterable[Mark]:
        return [Mark(line.number, "body", "mine") for line in page.lines if line.text == "首页"]

    page = PAGE.replace("<body>", "<body><ul><li><a href='/'>首页</a></li></ul>")
    article = clean_page(page, steps=(*STEPS, shouted_title, more_is_no_body, menu_is_body))
    assert article.title == "首页！"
    assert article.paragraphs == ("首页", PROSE)


def test_span_of_a_user_is_cut_out_of_the_body() -> None:
    def no_district(page: Page) -> Iterable[Mark]:
        for line in page.lines:
            at = line.text.find("城东新桥正式")
            if at >= 0:
                yield Mark(line.number, "district", "mine", start=at, end=at + 2)

    explained = explain_page(PAGE, steps=(*STEPS, no_district))
    assert explained.article.paragraphs[0] == PROSE.replace("城东新桥", "新桥")
    assert [cut.rule for line in explained.lines for cut in line.cuts if cut.role == "district"] == ["mine"]


def test_step_that_raises_is_named_with_the_page() -> None:
    def broken(page: Page) -> Iterable[Mark]:
        raise KeyError("x")

    with pytest.raises(StepError, match=r"broken .*http://www\.example\.cn/1\.html") as raised:
        clean_page(PAGE, url="http://www.example.cn/1.html", steps=(*STEPS, broken))
    assert isinstance(raised.value.__cause__, KeyError)


def test_article_is_frozen_and_starts_with_the_six_fields() -> None:
    article = clean_page(PAGE)
    assert [field.name for field in dataclasses.fields(Article)][:6] == [
        "title",
        "source",
        "date",
        "author",
        "editor",
        "body",
    ]
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.title = "x"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(article)) == article
    assert copy.deepcopy(article) == article
    assert len({article, clean_page(PAGE)}) == 1


TRADITIONAL = PAGE.replace("城东新桥通车", "城東新橋通車").replace("居民出行", "居民坐公車出行")


@pytest.mark.parametrize(
    ("script", "page", "title"),
    [
        ("auto", PAGE, "城东新桥通车"),
        ("keep", PAGE, "城东新桥通车"),
        ("simplified", PAGE, "城东新桥通车"),
        ("traditional", PAGE, "城東新橋通車"),
        ("keep", TRADITIONAL, "城東新橋通車"),
        ("simplified", TRADITIONAL, "城东新桥通车"),
        ("traditional", TRADITIONAL, "城東新橋通車"),
    ],
)
def test_script(script: str, page: str, title: str) -> None:
    article = clean_page(page, script=script)
    assert article.title == title
    assert len(article.paragraphs) == 2


def test_script_of_another_name() -> None:
    with pytest.raises(ValueError, match=r"auto.*keep.*simplified.*traditional"):
        clean_page(PAGE, script="klingon")


@pytest.mark.parametrize("case", list(cases("synthetic"))[::6], ids=lambda case: case.name)
def test_repairs_left_out(case: Case) -> None:
    bare = explain_page(case.page, url=case.options.get("url"), repairs=())
    assert bare.article.repairs == ()
    assert [line.text for line in bare.lines] == [line.text for line in load(case.page).lines]


def test_repairs_are_pure_functions_on_text() -> None:
    for repair in REPAIRS:
        assert repair.applies(PROSE) == ""
        assert repair.fix(PROSE) == PROSE
        assert repair.fix("") == ""


def test_words_of_many_spans_are_repaired_at_once() -> None:
    """Each for itself, they would cost what a whole text may cost."""
    asked = []

    def widen(text: str) -> str:
        asked.append(text)
        return text.replace("桥", "大桥")

    page = load("<p>" + "<a href=/x>新桥</a>通车了。" * 50 + "</p>")
    mended = repair_page(page, [Repair("wide", lambda text: "always", widen)])
    assert len(asked) == 2
    assert [(span.start, span.end) for span in mended.lines[0].spans] == [(7 * n, 7 * n + 3) for n in range(50)]


def says(*marks: Any) -> Step:
    """A step that gives these."""

    def my_step(page: Page) -> Iterable[Mark]:
        return marks

    return my_step


CHINA = dt.timezone(dt.timedelta(hours=8))
AWARE = dt.datetime(2022, 9, 21, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (Mark(1, "date", "mine", value="2022-09-21"), "rule mine, line 1: the value of date is an aware datetime"),
        (Mark(1, "date", "mine", value=(dt.datetime(2022, 9, 21), "day")), "an aware datetime"),
        (Mark(1, "date", "mine", value=(AWARE, "hour")), '"day", "minute" or "second"'),
        (Mark(1, "date", "mine", value=AWARE), "precision"),
        (Mark(-1, "credit", "mine", value=("张三",)), 'a label and names, ("摄影"'),
        (Mark(-1, "credit", "mine", value="张三"), "a label and names"),
        (Mark(-1, "author", "mine", value=("张三", 5)), "a tuple of names"),
        (Mark(-1, "title", "mine", value=("新桥",)), "a text"),
        (Mark(-1, "image", "mine", value="a.jpg"), "an Image"),
        (Mark(2, "body", "mine", value="text"), "None"),
        (Mark(99, "body", "mine"), "there is no line 99"),
        (Mark(-2, "body", "mine"), "there is no line -2"),
        (Mark(2, "author", "mine", 3), "start and end"),
        (Mark(2, "author", "mine", 3, 999), "no span 3:999"),
        (Mark(2, "titel", "mine"), "'title' is meant"),
        (Mark(2, "authors", "mine"), "'author' is meant"),
        (Mark(2, "Body", "mine"), "'body' is meant"),
        (Mark(2, "", "mine"), "role is a name"),
        (Mark(2, "body", ""), "short stable name"),
        ((2, "body", "mine"), "a Mark expected, not (2, 'body', 'mine')"),
    ],
)
def test_a_mark_that_is_wrong_is_told(mark: Any, told: str) -> None:
    with pytest.raises(StepError) as caught:
        clean_page(PAGE, steps=(*STEPS, says(mark)))
    assert told in str(caught.value)
    assert caught.value.step == "my_step"
    assert caught.value.expected
    if isinstance(mark, Mark) and mark.rule:
        assert (caught.value.rule, caught.value.line) == (mark.rule, mark.line)


def test_a_step_that_gives_no_marks_is_told() -> None:
    with pytest.raises(StepError, match="no marks"):
        clean_page(PAGE, steps=(*STEPS, lambda page: None))  # type: ignore[arg-type, return-value]


def test_a_role_of_ones_own() -> None:
    found = explain_page(PAGE, steps=(*STEPS, says(Mark(3, "weather", "mine", value={"wind": 3}))))
    assert found.lines[3].role == "weather"


@pytest.mark.parametrize(
    ("role", "field"),
    [("title", "title"), ("source", "source"), ("date", "date"), ("editor", "editor"), ("site", "site")],
)
def test_a_later_step_takes_a_field_back(role: str, field: str) -> None:
    page = PAGE.replace("</title>", "新闻网</title>")
    assert getattr(clean_page(page), field)
    assert getattr(clean_page(page, steps=(*STEPS, says(Mark(-1, role, "mine", value=())))), field) is None


def test_a_later_step_takes_credits_back_and_gives_others() -> None:
    marks = (Mark(-1, "credit", "mine", value=()), Mark(-1, "credit", "mine", value=("摄影", "李四")))
    assert clean_page(PAGE).credits == {"责任编辑": ("张三",)}
    assert list(clean_page(PAGE, steps=(*STEPS, says(*marks))).credits) == ["摄影"]


def test_a_later_step_puts_a_cut_back() -> None:
    text = f"<h1>城东新桥通车</h1><p>{PROSE}</p><p>{MORE}（责任编辑：张三）</p>"
    assert clean_page(text).body.endswith(MORE)
    line = next(line for line in load(text).lines if line.text.startswith(MORE))
    back = Mark(line.number, "body", "mine", len(MORE), len(line.text))
    article = clean_page(text, steps=(*STEPS, says(back)))
    assert article.body.endswith("（责任编辑：张三）")
    assert article.editor == "张三"


def test_steps_by_name() -> None:
    assert [step.__name__ for step in STEPS.without("find_source", "find_site")] == [
        step.__name__ for step in STEPS if step.__name__ not in ("find_source", "find_site")
    ]
    assert clean_page(PAGE, steps=STEPS.without("find_source")).source is None
    assert clean_page(PAGE, steps=[step.__name__ for step in STEPS]) == clean_page(PAGE)
    own = says(Mark(-1, "source", "mine", value="自定来源"))
    assert clean_page(PAGE, steps=STEPS.replaced("find_source", own)).source == "自定来源"
    assert STEPS.with_before("find_title", own)[STEPS.index(find_title)] is own
    assert isinstance(STEPS, tuple)
    with pytest.raises(ArgumentError, match=r"no step is called 'find_author': there are .*find_byline"):
        STEPS.without("find_author")
    with pytest.raises(ArgumentError, match="did you mean 'find_title'"):
        clean_page(PAGE, steps=("find_titel",))
    with pytest.raises(ArgumentError, match="several expected"):
        clean_page(PAGE, steps="find_title")  # type: ignore[arg-type]


def test_repairs_by_name() -> None:
    text = "城东新(xin)桥(qiao)昨(zuo)天(tian)通(tong)车(che)了(le)，两(liang)岸(an)居(ju)民(min)出行更加方便。"
    assert clean_page(text, repairs=("glosses", "script")) == clean_page(
        text, repairs=[repair for repair in REPAIRS if repair.name in ("glosses", "script")]
    )
    with pytest.raises(ArgumentError, match="did you mean 'glosses'"):
        clean_page(text, repairs=("glosse",))
    with pytest.raises(ArgumentError, match="none of them"):
        clean_page(text, repairs=(len,))  # type: ignore[arg-type]


def test_what_is_surely_a_mistake_is_told() -> None:
    """All of them are errors of newsclean's own, which say what to do and name what they speak of."""
    mistakes: list[tuple[dict[str, Any], str]] = [
        ({"script": "klingon"}, "script"),
        ({"fetched": "2022-09-21"}, "fetched"),
        ({"fetched": dt.datetime(2022, 9, 21)}, "fetched"),
        ({"max_bytes": "5"}, "max_bytes"),
        ({"url": 5}, "url"),
        ({"scirpt": "keep"}, "scirpt"),
    ]
    for options, argument in mistakes:
        with pytest.raises(ArgumentError) as caught:
            clean_page(PAGE, **options)
        assert caught.value.argument == argument
    for page in (None, 5, {"html": PAGE}, object(), ["a", 5]):
        with pytest.raises(ArgumentError) as caught:
            clean_page(page)  # type: ignore[arg-type]
        assert caught.value.argument == "page"


def test_help_is_readable() -> None:
    shown = pydoc.render_doc(clean_page, renderer=pydoc.plaintext)
    assert "page: what `load` takes" in shown
    assert "0x" not in shown
    assert "etree" not in shown


def test_logging_is_quiet_until_asked(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    clean_page(PAGE)
    assert capsys.readouterr().err == ""
    with caplog.at_level(logging.DEBUG, logger="newsclean"):
        clean_page(PAGE, url="http://news.example/1")
    assert "http://news.example/1" in caplog.text
