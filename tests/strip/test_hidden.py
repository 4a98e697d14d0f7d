"""What a page does not show is marked, by every means; what it shows, or is going to show, is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsclean import clean_page, load
from newsclean.reading import visibility as hiding
from newsclean.strip.hidden import strip_hidden

from ..tools.bench import parses

PROSE = [
    "昨天上午，城东新桥正式通车，两岸居民出行更加方便。记者在现场看到，桥头挤满了前来散步的人。",
    "大桥全长两公里，双向六车道，设计时速六十公里，是柳堰市第五座跨河大桥。",
    "“以前绕路要半个小时，现在五分钟就到了。”家住河西的居民葛一鸣说。",
]
PLANTED = "种树的人不见了"  # no catch-word: only the style tells

HIDING = [
    '<div style="display:none">%s</div>',
    '<p style="DISPLAY : NONE ! important">%s</p>',
    '<span style="visibility:hidden">%s</span>',
    '<span style="visibility: collapse">%s</span>',
    '<div style="content-visibility:hidden">%s</div>',
    '<span style="opacity:0">%s</span>',
    '<span style="opacity:.01">%s</span>',
    '<div style="filter:alpha(opacity=0)">%s</div>',
    '<span style="font-size:0">%s</span>',
    '<span style="font-size:.01em">%s</span>',
    '<font style="font-size:1px">%s</font>',
    '<div style="position:absolute;left:-999em">%s</div>',
    '<div style="position:fixed;left:-9000px;top:-9000px">%s</div>',
    '<div style="position:absolute; right: -10000px">%s</div>',
    '<div style="position:relative;left:-100vw">%s</div>',
    '<div style="margin-left:-5000px">%s</div>',
    '<div style="margin:-9999px 0 0 -9999px">%s</div>',
    '<p style="text-indent:-9999px">%s</p>',
    '<div style="height:0;overflow:hidden">%s</div>',
    '<div style="width:1px;height:1px;overflow:hidden">%s</div>',
    '<div style="max-height:0;overflow-y:hidden">%s</div>',
    '<div style="position:absolute;clip:rect(0 0 0 0)">%s</div>',
    '<div style="position:absolute;clip:rect(1px, 1px, 1px, 1px)">%s</div>',
    '<div style="clip-path:inset(100%%)">%s</div>',
    '<div style="clip-path: polygon(0 0, 0 0, 0 0)">%s</div>',
    '<div style="transform:scale(0)">%s</div>',
    '<div style="transform: translateX(-9999px)">%s</div>',
    '<span style="color:transparent">%s</span>',
    '<span style="color:rgba(0,0,0,0)">%s</span>',
    '<p style="color:#fff;background:#fff">%s</p>',
    '<div style="background:#fefefe"><b style="color:white">%s</b></div>',
    '<div style="background-color:rgb(238,238,238)"><p><span style="color:#eee">%s</span></p></div>',
    '<table bgcolor="#FFFFFF"><tr><td><font color="white">%s</font></td></tr></table>',
    "<div hidden>%s</div>",
    '<p hidden="">%s</p>',
    '<div aria-hidden="true" style="width:0;height:0">%s</div>',
    '<div aria-hidden="true" width="0" height="0">%s</div>',
    '<marquee width="1" height="1">%s</marquee>',
    '<marquee style="height:1px;width:1px">%s</marquee>',
    "<dialog>%s</dialog>",
    '<div class="kq7">%s</div>',
    '<div id="zz9">%s</div>',
    '<div class="wrap"><p class="x mm">%s</p></div>',
    '<p class="a b">%s</p>',
    '<p class="only">%s</p>',
    '<div class="away">%s</div>',
    '<div class="flat">%s</div>',
    '<div class="clear">%s</div>',
    '<div id="q1">%s</div><script>document.getElementById("q1").style.display="none";</script>',
    "<div id=q2>%s</div><script>$('#q2').hide()</script>",
    '<script>document.write("<div style=\'display:none\'>")</script><p>%s</p><script>document.write("</div>")</script>',
]
SHEET = """<style><!-- @charset "utf-8"; .kq7, #zz9{display:none} /* .lead{display:none} */
@media screen{ .wrap .mm{ position:absolute; left:-5000px } } @media print{ .lead{display:none} }
.a.b{font-size:0} .tab{display:none} .tab.on{display:block}
.away{margin:0 0 0 -9999px} .flat{overflow:hidden;max-height:.5px} .clear{color:rgba(0,0,0,0)}
.roll{overflow:hidden;height:20px;opacity:.9}
p.only{display:none} @media (max-width:600px){ .lead{display:none} }
--></style>"""

SHOWN = [
    '<p style="text-indent:2em;line-height:1.8">%s</p>',
    '<p style="opacity:.9">%s</p>',
    '<div style="backface-visibility:hidden">%s</div>',
    '<div style="overflow:hidden;zoom:1">%s</div>',
    '<div style="flex:1;width:0;overflow:hidden">%s</div>',
    '<div style="position:absolute;left:50%%;margin-left:-500px">%s</div>',
    '<div style="transform:translate(-50%%,-50%%)">%s</div>',
    '<div style="display:none;display:block">%s</div>',
    '<div style="font-size:0"><p style="font-size:16px">%s</p></div>',
    '<div style="font-size:0"><span class="item">%s</span></div>',
    '<div style="visibility:hidden"><p style="visibility:visible">%s</p></div>',
    '<div style="background:#b30000"><p style="color:#fff">%s</p></div>',
    '<div style="color:#fff" class="dark">%s</div>',
    '<div bgcolor="#ffffff"><div class="dark"><p style="color:#fff">%s</p></div></div>',
    '<div style="background:url(a.png) #fff"><p style="color:#fff">%s</p></div>',
    '<h2 style="color:transparent;background-clip:text">%s</h2>',
    '<p class="lead">%s</p>',
    '<div class="tab on">%s</div>',
    '<div class="kq7" style="display:block">%s</div>',
    '<p class="mm">%s</p>',
    '<p class="a">%s</p>',
    '<p class="b">%s</p>',
    '<div class="only">%s</div>',
    '<div class="roll">%s</div>',
    '<div hidden="until-found">%s</div>',
    '<div aria-hidden="false">%s</div>',
    '<div aria-hidden="true">%s</div>',
    "<marquee>%s</marquee>",
    "<dialog open>%s</dialog>",
    '<div id="q3">%s</div><script>function f(){document.getElementById("q3").style.display="none"}</script>',
]


def page_with(piece: str) -> str:
    first, *others = (f"<p>{sentence}</p>" for sentence in PROSE)
    return f"<html><head>{SHEET}</head><body>{first}{piece}{''.join(others)}</body></html>"


@pytest.mark.parametrize("how", HIDING)
def test_hidden_text_is_marked(how: str) -> None:
    page = load(page_with(how % PLANTED))
    marked = [page.lines[mark.line].text for mark in strip_hidden(page)]
    assert marked == [PLANTED]
    assert clean_page(page).body == "\n".join(PROSE)


@pytest.mark.parametrize("how", [how for how in HIDING if how.startswith(("<span", "<font", "<b"))])
def test_hidden_text_inside_a_paragraph_leaves_the_sentence_whole(how: str) -> None:
    sentence = PROSE[1]
    raw = "".join(f"<p>{s}</p>" for s in (PROSE[0], sentence[:10] + how % PLANTED + sentence[10:], PROSE[2]))
    assert clean_page(raw).body == "\n".join(PROSE)


@pytest.mark.parametrize("how", SHOWN)
def test_shown_text_is_not(how: str) -> None:
    page = load(page_with(how % PLANTED))
    assert PLANTED in [line.text for line in page.lines]
    assert not list(strip_hidden(page))


@pytest.mark.parametrize("tag", ["template", "noscript", "textarea", "object", "noframes", "select"])
def test_elements_that_show_nothing_give_no_lines(tag: str) -> None:
    inner = f"<option>{PLANTED}</option>" if tag == "select" else PLANTED
    assert all(PLANTED not in line.text for line in load(page_with(f"<{tag}>{inner}</{tag}>")).lines)


@pytest.mark.parametrize("style", ["visibility:hidden", "opacity:0", "display:none"])
def test_a_box_that_waits_for_its_script_is_shown(style: str) -> None:
    inner = f'<p style="display:none">{PLANTED}</p>'
    prose = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
    page = load(f'<h1>城东新桥通车</h1><div style="{style}">{prose}{inner}</div><div style="{style}">{PLANTED}</div>')
    assert [page.lines[mark.line].text for mark in strip_hidden(page)] == [PLANTED, PLANTED]


def test_boxes_within_boxes_that_wait() -> None:
    prose = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
    page = load(f'<body style="opacity:0"><h1>城东新桥通车</h1><div style="visibility:hidden">{prose}</div></body>')
    assert not list(strip_hidden(page))


def test_a_long_list_of_hidden_links_stays_hidden() -> None:
    links = "".join(f'<a href="http://{n}.example/">好看的电影第{n}部。</a> ' for n in range(300))
    page = load(page_with(f'<div style="display:none">{links}</div>'))
    assert len(list(strip_hidden(page))) == 1


def test_sentences_off_the_screen_stay_hidden() -> None:
    prose = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
    page = load(f'<p>短讯一则。</p><div style="position:absolute;left:-9999px">{prose}</div>')
    assert [mark.line for mark in strip_hidden(page)] == [1, 2, 3]


@pytest.mark.parametrize(
    "raw",
    [
        "<style>" + "@media{" * 50_000 + "</style><p>x</p>",
        "<style>" + "/* " * 100_000 + "</style><p>x</p>",
        "<style>" + ".a{display:none}" * 30_000 + "</style>" + '<p class="a">x</p>' * 3_000,
        "<div style='display:none'>" * 20_000 + "x",
        "<p>" + "<i style='font-size:0'>a</i>b" * 20_000,
    ],
    ids=["at-rules", "comments", "rules", "nested", "inline"],
)
def test_time_grows_with_the_page(raw: str) -> None:
    assert parses(lambda: list(strip_hidden(load(raw)))) < 200


def test_style_sheets_keep_every_property_that_is_looked_at() -> None:
    source = Path(hiding.__file__ or "").read_text("utf-8").split("PROPERTIES = ")[-1]
    # style.get("…"), style["…"], "…" in style
    asked = set(re.findall(r'style(?:\.get\(|\[)"([a-z-]+)"', source))
    asked.update(re.findall(r'"([a-z-]+)" (?:not )?in style(?![.\w[])', source))
    assert asked
    assert (asked | {*hiding._PLACES, *hiding._MARGINS, *hiding._CUT_OUT}) - hiding.PROPERTIES == set()
