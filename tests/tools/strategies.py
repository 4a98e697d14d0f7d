"""Hypothesis strategies for pages: Chinese prose, HTML around it in many shapes, and text dumps.

`fragments()` is any soup of elements, `articles()` a page with a headline, a row below it, paragraphs and the usual
surroundings, `dumps()` the same as text corpora store it.
"""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

SENTENCES = """
昨天上午，城东新桥正式通车，两岸居民出行更加方便。
去年以来，县里已经修好三座水库，灌溉面积比上年增长9.6%。
“变化真大！”在老街上开了二十年书店的店主这样说。
3月12日，两百多名学生在河滩上种下了1200棵柳树。
据介绍，这条5.3公里长的步道沿着旧铁路修建，路面用的是再生材料。
你家门口的路灯亮了吗？
工作人员提醒，雨天路滑，骑车要慢。
专家组走访了七个村，同老人们谈了整整一天。
果园的主人把第一批桃子送到了镇上的敬老院；下一步，他打算办一所农技学校。
《河边的旧事》一书收入四十篇短文，由三位退休教师合写。
截至目前，全市共有公共图书馆11座，藏书近百万册。
图书馆的灯每晚亮到十点，（见右图）座位常常不够。
多家企业表示，订单已经排到明年夏天。
大雪封山的时候，邮递员照样把信送到每一户门口。
会议要求，各单位要把安全检查做到每一个角落，不留死角。
厨师说，一碗好面要用当天磨的粉、当天打的水，还有半个小时的耐心。
GDP的新数据显示，服务业的份额首次超过一半。
孩子们放学以后，喜欢绕到车站去看那台老机车！
气象台预计，未来三天北部有小雨，气温在8到15摄氏度之间。
渡口的船工今年六十七岁，他的父亲和祖父也在这里摆渡。
新规定从下月1日起实行，过渡期为半年。
考古人员在窑址中找到了碗、罐和半截刻着字的砖。
谁也没有想到，一只走失的羊会引出这么多热心人。
夜里两点，抢修队把最后一根电线接好了。
""".strip().splitlines()
_SHORT = ["首页", "新闻", "更多>>", "分享到", "联系我们", "上一篇", "图片", "视频", "热点", "打印", "关闭", "字号"]
_INLINE = ["b", "strong", "span", "em", "i", "font", "a"]
_BLOCKS = ["p", "div", "section", "blockquote", "h2", "h3", "center", "li", "td", "article", "pre"]
_HIDING = ['style="display:none"', "hidden", 'style="position:absolute;left:-9999px"', 'style="font-size:0"']
_WRAPS = ["<p>{}</p>", "<div>{}</div>", "{}<br><br>", "<p>　　{}</p>\n", "<p><span>{}</span></p>"]
_AROUND = ["<div class='content'>{}</div>", "<table><tr><td>{}</td></tr></table>", "<div>{}</div>"]


class Made(NamedTuple):
    """A generated page and what stands in its article."""

    page: str
    title: str
    paragraphs: list[str]


sentences = st.sampled_from(SENTENCES)
paragraphs = st.lists(sentences, min_size=1, max_size=5).map("".join)


@st.composite
def bodies(draw: st.DrawFn) -> list[str]:
    """An article's paragraphs: no sentence twice, for a line said twice is a headline, an abstract or a copy.

    Two sentences a paragraph and more: a single one may be a caption or a notice, and then it is right to leave it out.
    """
    said = draw(st.permutations(SENTENCES))
    sizes = draw(st.lists(st.integers(2, 4), min_size=2, max_size=6))
    return ["".join(said[sum(sizes[:at]) : sum(sizes[: at + 1])]) for at in range(len(sizes))]


headlines = st.builds(
    lambda place, what, does: place + what + does,
    st.sampled_from(["城东", "云溪县", "北津", "老城区", "河西"]),
    st.sampled_from(["新桥", "果园", "步道", "书店", "水库"]),
    st.sampled_from(["建成开放", "迎来首批游客", "改造完成", "今年再添三处", "正式启用"]),
)
words = st.sampled_from(_SHORT)
texts = st.one_of(words, sentences, paragraphs)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """One block's content: text with inline elements, links, breaks, hidden spans and comments in it."""
    parts = []
    for text in draw(st.lists(texts, min_size=1, max_size=4)):
        kind = draw(st.sampled_from(["plain", "plain", "inline", "link", "break", "hidden", "comment", "space"]))
        tag = draw(st.sampled_from(_INLINE))
        parts.append(
            {
                "plain": text,
                "inline": f"<{tag}>{text}</{tag}>",
                "link": f'<a href="/{len(text)}.html">{text}</a>',
                "break": f"{text}<br>",
                "hidden": f"<span {draw(st.sampled_from(_HIDING))}>{text}</span>",
                "comment": f"<!-- {text} -->{text}",
                "space": f"　　{text}&nbsp;\n ",
            }[kind]
        )
    return "".join(parts)


def _nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Blocks around blocks."""
    several = st.lists(inner, min_size=1, max_size=4).map("".join)
    items = st.lists(lines(), min_size=1, max_size=4)
    return st.one_of(
        st.builds(lambda tag, body: f"<{tag}>{body}</{tag}>", st.sampled_from(_BLOCKS), several),
        st.builds(lambda how, body: f"<div {how}>{body}</div>", st.sampled_from(_HIDING), several),
        items.map(lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"),
        items.map(lambda cells: f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"),
        st.builds(lambda text, body: f"<script>var a='{text}'</script>{body}", words, several),
    )


def fragments() -> st.SearchStrategy[str]:
    """Any soup of nested elements."""
    soup = st.recursive(lines().map(lambda line: f"<p>{line}</p>"), _nest, max_leaves=12)
    return st.lists(soup, min_size=1, max_size=3).map(lambda parts: f"<html><body>{''.join(parts)}</body></html>")


@st.composite
def articles(draw: st.DrawFn) -> Made:
    """An article with the usual surroundings."""
    title, body = draw(headlines), draw(bodies())
    menu = "".join(f'<li><a href="/{n}/">{word}</a></li>' for n, word in enumerate(_SHORT[: draw(st.integers(0, 8))]))
    wrap = draw(st.sampled_from(_WRAPS))
    box = draw(st.sampled_from(_AROUND))
    row = draw(st.sampled_from(["<p>2022-09-21 14:50 来源：某市日报</p>", "<div>时间：2022年9月21日</div>", ""]))
    foot = draw(st.sampled_from(["<div>责任编辑：张三</div>", "<div class='footer'>某某网版权所有</div>", ""]))
    text = "".join(wrap.format(paragraph) for paragraph in body)
    html = (
        f"<html><head><title>{title}_某某网</title></head><body><ul>{menu}</ul>"
        f"<h1>{title}</h1>{row}{box.format(text)}{foot}</body></html>"
    )
    return Made(html, title, body)


@st.composite
def dumps(draw: st.DrawFn) -> Made:
    """An article as a text dump."""
    title, body = draw(headlines), draw(bodies())
    above = draw(st.lists(words, max_size=6))
    below = draw(st.lists(st.one_of(words, st.just("责任编辑：张三")), max_size=4))
    # a dump of nothing but text is an article as it stands, its headline included, so something else stands in it
    row = ["2022-09-21 14:50 来源：某市日报"] if not above or draw(st.booleans()) else []
    indent = draw(st.sampled_from(["", "  ", "　　"]))
    page = "\n".join([*above, title, *row, *(indent + paragraph for paragraph in body), *below])
    return Made(page, title, body)
