"""Dates of publication: every form of a row as data, and which date wins on a page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from newsclean import Article, clean_page, load
from newsclean.find.date import find_date
from newsclean.grammar.date_parser import read_dates
from newsclean.grammar.stamps import read_address, read_stamp

from ..tools.tsv import rows

_PROSE = "<p>昨天上午，城东新桥正式通车，两岸居民出行更加方便，沿线公交同步调整，市民可在站台查询新的线路图。</p>"


def _date(html: str, url: str | None = None) -> str | None:
    date = clean_page(html, url=url).to_dict()["date"]
    assert date is None or isinstance(date, str)
    return date


def _page(row: str = "", head: str = "", below: str = "") -> str:
    head = f"<head><title>城东新桥通车</title>{head}</head>"
    return f"<html>{head}<body><h1>城东新桥通车</h1>{row}{_PROSE}{below}</body></html>"


def _page_of(row: str) -> str:
    return _page(f"<p>{row}</p>", below=_PROSE)


def _dump_of(row: str) -> str:
    prose = re.sub("</?p>", "", _PROSE)
    return f"首页\n新闻\n城东新桥通车\n{row}\n{prose}\n{prose}"


@pytest.mark.parametrize(("label", "row", "date"), rows("dates.tsv"))
def test_row(label: str, row: str, date: str) -> None:
    assert (_date(_page(f"<p>{row}</p>")) or "-") == date, label


@pytest.mark.parametrize(("label", "row", "date"), rows("dates.tsv"))
def test_row_in_dump(label: str, row: str, date: str) -> None:
    assert (_date(_dump_of(row)) or "-") == date, label


@pytest.mark.parametrize(("label", "lines", "date"), rows("page_dates.tsv"))
def test_dump(label: str, lines: str, date: str) -> None:
    prose = [re.sub("</?p>", "", _PROSE)]
    page = [line for part in lines.split("¶") for line in (prose if part == "P" else [part])]
    assert (_date("\n".join(page)) or "-") == date, label


def _is(article: Article, date: str, precision: str) -> bool:
    """Whether an article has a date, a time in whatever zone it is told."""
    got = str(article.to_dict()["date"] or "-")
    timed = min(len(got), len(date)) > len("2022-09-21")
    same = dt.datetime.fromisoformat(got) == dt.datetime.fromisoformat(date) if timed else got == date
    return same and (article.date_precision or "-") == precision


@pytest.mark.parametrize("frame", [_page_of, _dump_of])
@pytest.mark.parametrize(("row", "date", "precision", "note"), rows("date_forms.tsv"))
def test_form(frame: Callable[[str], str], row: str, date: str, precision: str, note: str) -> None:
    assert _is(clean_page(frame(row)), date, precision), note


@pytest.mark.parametrize("frame", [_page_of, _dump_of])
@pytest.mark.parametrize(("row", "fetched", "date", "precision", "note"), rows("fetched_dates.tsv"))
def test_fetched(frame: Callable[[str], str], row: str, fetched: str, date: str, precision: str, note: str) -> None:
    time = None if fetched == "-" else dt.datetime.fromisoformat(fetched)
    assert _is(clean_page(frame(row), fetched=time), date, precision), note


def test_time_of_fetching_names_its_zone() -> None:
    for year in (1, 9999):
        with pytest.raises(ValueError, match="no time at which a page can have been fetched"):
            clean_page("今天 14:05", fetched=dt.datetime(year, 1, 1, tzinfo=dt.timezone.utc))
    with pytest.raises(ValueError, match="no time zone"):
        clean_page(_page_of("昨天"), fetched=dt.datetime(2024, 3, 12, 8, 0))
    with pytest.raises(TypeError, match="not str"):
        clean_page(_page_of("昨天"), fetched="2024-03-12")  # type: ignore[arg-type]


def test_row_wins_with_its_own_precision() -> None:
    head = '<meta property="article:published_time" content="2022-09-21T14:52:10+08:00">'
    assert _date(_page("<p>2022年9月21日</p>", head)) == "2022-09-21"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2022-09-21T14:50:59+08:00">',
        '<meta name="PubDate" content="2022-09-21 14:50:59">',
        '<meta name="publishdate" content="20220921145059">',
        '<meta itemprop="datePublished" content="2022-09-21T14:50:59">',
        '<meta name="pubdate" content="Wed, 21 Sep 2022 06:50:59 GMT">',
        '<script type="application/ld+json">{"datePublished":"2022-09-21T14:50:59+08:00"}</script>',
        '<script>var publish_time = "2022-09-21"; var ct = "1663743059";</script>',
        '<script>window.data={"publishTime":1663743059000}</script>',
    ],
)
def test_head(head: str) -> None:
    assert _date(_page(head=head)) == "2022-09-21T14:50:59+08:00"


def test_head_before_a_date_of_change_on_the_page() -> None:
    head = '<meta name="pubdate" content="2022-09-21 14:50">'
    assert _date(_page("<p>更新时间：2022-09-23 08:00</p>", head)) == "2022-09-21T14:50+08:00"


@pytest.mark.parametrize(
    ("known", "year"),
    [
        ('<meta name="dateUpdate" content="2019-10-08 12:00:57">', "2019"),
        ('<meta name="pubdate" content="2019-10-09">', "2019"),
        ('<link rel="canonical" href="https://news.example.cn/2019-10/08/c_1.htm">', "2019"),
    ],
)
def test_year_from_elsewhere(known: str, year: str) -> None:
    assert _date(_page("<p>发布时间：10-0812:00</p>", known)) == f"{year}-10-08T12:00+08:00"


def test_year_around_new_year() -> None:
    head = '<meta name="dateUpdate" content="2020-01-02 09:00:00">'
    assert _date(_page("<p>12-30 18:20</p>", head)) == "2019-12-30T18:20+08:00"


def test_year_in_a_line_before() -> None:
    assert _date(_page("<div>2022</div><div>09/21</div><div>14:50</div>")) == "2022-09-21T14:50+08:00"


def test_day_and_time_in_two_lines() -> None:
    assert _date(_page("<div>2022年9月21日</div><div>14:50</div>")) == "2022-09-21T14:50+08:00"


def test_time_element_of_a_relative_date() -> None:
    row = '<p><time datetime="2022-09-21T14:50:59+08:00">3小时前</time></p>'
    assert _date(_page(row)) == "2022-09-21T14:50:59+08:00"


def test_zone_of_the_element() -> None:
    row = '<p><time datetime="2022-09-21T14:50:00+09:00">2022-09-21 14:50</time></p>'
    assert _date(_page(row)) == "2022-09-21T14:50+09:00"


def test_address_is_the_last_resort() -> None:
    assert _date(_page(), "https://news.example.cn/a/20220921/12.html") == "2022-09-21"


@pytest.mark.parametrize(
    "below",
    [
        "<ul class='related'>" + "".join(f"<li>相关报道{n}2021-0{n}-11</li>" for n in range(1, 6)) + "</ul>",
        "<div class='comment'><span>网友</span> 2021-03-04 10:00 回复</div>",
        "<div class='footer'>版权所有 2001-2021 京ICP备2021-03-04号</div>",
        "<p>2021年3月4日，城东新桥开工建设，当时预计工期为十八个月，实际用了十九个月。</p>",
    ],
)
def test_not_from_other_parts(below: str) -> None:
    assert _date(_page(below=below)) is None


def test_not_the_calendar_in_the_pages_head() -> None:
    html = _page().replace("<body>", "<body><div class='date'>2021年3月4日 星期四</div><div>首页</div>")
    assert _date(html) is None


def test_not_of_a_comment_with_a_label() -> None:
    below = "<div class='comment-item'>网友甲<span>发表于 2021-03-04 10:00</span><p>好！</p></div>"
    assert _date(_page(below=below)) is None


def test_mark_covers_the_date() -> None:
    [mark] = find_date(load(_page("<p>来源：某市日报 2022-09-21 14:50</p>")))
    assert (mark.line, mark.start, mark.end, mark.role) == (1, 8, 24, "date")


def test_far_future_is_refused_near_future_is_not() -> None:
    tomorrow = dt.datetime.now(dt.timezone.utc) + dt.timedelta(days=1)
    later = tomorrow + dt.timedelta(days=9)
    assert next(read_dates(f"{tomorrow:%Y-%m-%d %H:%M}")).moment() is not None
    assert next(read_dates(f"{later:%Y-%m-%d %H:%M}")).moment() is None
    assert read_stamp(str(int(later.timestamp()))) is None


_PATHS = ["2022/09/21/1.html", "2022-09/21/c_1.htm", "20220921/a.html", "202209/t20220921_7.html", "2022/0921/c1.html"]


@pytest.mark.parametrize("path", _PATHS)
def test_address(path: str) -> None:
    moment = read_address("https://2021.example.cn/" + path + "?from=20200101")
    assert moment is not None and f"{moment[0]:%F}" == "2022-09-21"


def test_long_digits_are_read_in_linear_time() -> None:
    text = "2022-09-21 " + "1" * 20_000 + "年" * 20_000 + "-1" * 20_000
    assert next(read_dates(text)).day == 21


@pytest.mark.parametrize(
    "lines",
    [
        ["2022/", "09/", "21", "14:50"],
        ["21", "2022-09"],
        ["21", "2022年9月"],
        ["2022", "09-21"],
        ["2022年", "9月21日"],
        ["09-21", "2022"],
        ["21", "9月", "2022"],
        ["21 Sep", "2022"],
        ["Sep", "21", "2022"],
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_over_several_lines(lines: list[str], above: bool) -> None:
    title, prose = "<h1>城东新桥正式通车</h1>", _PROSE * 2
    row = "".join(f"<div>{line}</div>" for line in lines)
    assert str(_date(row + title + prose if above else title + row + prose)).startswith("2022-09-21")


@pytest.mark.parametrize(
    "lines",
    [
        [str(day) for day in range(1, 29)],  # a calendar
        ["2022", "2023", "2024"],
        ["1", "2", "3", "下一页"],
        ["120", "2022"],
        ["12-10", "3", "2"],
    ],
)
def test_pieces_of_no_date(lines: list[str]) -> None:
    assert _date("<h1>城东新桥正式通车</h1>" + "".join(f"<div>{line}</div>" for line in lines) + _PROSE * 2) is None


def test_dateline_with_a_year_from_the_address() -> None:
    lead = "<p>青川社南麓9月21日电（记者张三）城东新桥当天正式通车，两岸居民出行更加方便，沿线公交同步调整。</p>"
    html = "<h1>城东新桥正式通车</h1>" + lead + _PROSE
    assert _date(html) is None
    article = clean_page(
        html + "<p>版权所有 本站 京ICP备12345号</p>", fetched=dt.datetime(2024, 3, 1, tzinfo=dt.timezone.utc)
    )
    assert article.date is None  # a page may be fetched years after its dateline
    assert _date(html.replace("社南麓", "社南麓2022年")) == "2022-09-21"


def test_dateline_on_an_anniversary() -> None:
    lead = "青川社南麓9月21日电（记者张三）城东新桥21日迎来通车{}，两岸居民在桥头合影，沿线公交当天免票。"
    text = "2020年9月21日，城东新桥正式通车，两岸居民出行从此方便，渡口也在那一天停航，船工上了岸。"
    dump = "城东新桥桥头合影\n{}\n{}"
    assert _date(dump.format(lead.format("两周年"), text)) is None
    assert _date(dump.format(lead.format("庆典"), text)) == "2020-09-21"


def test_signature_below_the_text() -> None:
    notice = "<h1>关于封闭城东新桥的公告</h1>" + _PROSE * 8 + "<p>城东区交通局</p><p>2022年9月21日</p>"
    assert _date(notice) == "2022-09-21"
    assert _date(notice + _PROSE) is None  # a further part follows
    assert _date(notice + "<p>2023年9月21日</p>") is None  # days of a list


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("首页 新闻 城东新桥通车 青川网 2022-09-21 14:50:59 昨天上午，城东新桥正式通车。", "2022-09-21T14:50:59+08:00"),
        (
            "首页资讯正文城东新桥通车2022年9月21日 14:50:59来源：青川网12人参与昨天上午，新桥正式通车。",
            "2022-09-21T14:50:59+08:00",
        ),
        ("据悉，2022年9月21日 14:50，城东新桥正式通车，两岸居民出行更加方便。", None),
        ("2022年9月21日14时50分许，城东新桥正式通车，两岸居民出行更加方便。", None),
    ],
)
def test_row_in_one_long_line(line: str, date: str | None) -> None:
    more = "两岸居民出行更加方便，沿线公交同步调整，市民可在站台查询新的线路图，新的时刻表也已经公布。" * 4
    assert _date(line + more) == date


def test_large_day_in_the_line_of_year_and_month() -> None:
    assert _date(_page("<div class=date><b>12</b><i>2024-03</i></div>", below=_PROSE)) == "2024-03-12"


def test_time_in_the_line_above() -> None:
    assert _date(_page("<div>17:30</div><div>2022/09/21</div>", below=_PROSE)) == "2022-09-21T17:30+08:00"


def test_publication_before_the_day_of_the_document() -> None:
    row = "<p>发文日期：</p><p>2022-09-20 16:40</p><p>发布日期：</p><p>2022-09-21 08:30</p>"
    assert _date(_page(row, below=_PROSE)) == "2022-09-21T08:30+08:00"


@pytest.mark.parametrize(
    "head", ["2022年9月21日\n第02版:02", "第B05版：城乡周刊 上一版 下一版\n标题导航\n2022年9月21日 星期三"]
)
def test_day_in_the_head_of_a_papers_page(head: str) -> None:
    prose = re.sub("</?p>", "", _PROSE)
    assert _date(f"{head}\n\n城东新桥正式通车\n\n{prose}\n{prose}") == "2022-09-21"


def test_source_before_the_date_in_one_long_line() -> None:
    more = "两岸居民出行更加方便，沿线公交同步调整，市民可在站台查询新的线路图，新的时刻表也已经公布。" * 4
    line = "城东新桥通车来源：青川网作者：程一帆2022-09-21 14:50青川网南麓9月21日电 "
    assert _date(line + more) == "2022-09-21T14:50+08:00"


def test_lone_day_above_the_headline_counts_last() -> None:
    html = f"<div>首页</div><div>2022-09-21</div><h1>城东新桥正式通车</h1>{_PROSE}{_PROSE}"
    assert _date(html) == "2022-09-21"
    assert _date(html, "https://news.example/2021/0304/1.html") == "2021-03-04"
