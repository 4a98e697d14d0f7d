"""Set single lines into articles, and see whether they stay: subheadings and closings, furniture and end matter.

    python -m tests.tools.furniture              # shares, by file and by place
    python -m tests.tools.furniture subheadings  # with the cases that come out wrong

Every file of lines in tests/data that is named below is read. A line behind which `# known: …` stands is a known
failure, with the reason why it cannot be right in a general way.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from newsclean import clean_page

DATA = Path(__file__).parents[1] / "data"
PARAGRAPHS = (
    "鹭湾市昨天下了入冬以来的第一场雪，环卫工人凌晨三点就上了街。",
    "到早上七点，城里二十六条主要道路的积雪已经清扫干净，公交车没有一班停开。",
    "家住堤岸路的老人说，往年下雪要踩着冰去买菜，今年出门时台阶上已经铺好了草垫。",
    "气象台预计，后天还有一场小雪，气温会降到零下五摄氏度。",
    "市政部门已经备好融雪剂四十吨，并请市民夜间尽量不要把车停在桥头。",
    "学校照常上课，迟到的学生这两天不算迟到。",
)
HEADLINES = (
    "老站台改造完成 候车不再淋雨",
    "夜市新规征求意见 摊位费减半",
    "男排队员返校 与学弟切磋球技",
    "雨季行车 这三点要当心",
)
READERS = (
    "鹭湾网友 3小时前",
    "今年扫得真快，给环卫工人点赞",
    "回复 举报",
    "堤岸人家 5小时前",
    "草垫子是社区铺的",
    "回复 举报",
)
STAY = {"subheadings": ("middle",), "sentences_like_furniture": ("middle", "end"), "closing_paragraphs": ("end",)}
GO = {"furniture": ("end", "below"), "end_matter": ("end", "below")}
FORMS = ("html", "dump")


class Case(NamedTuple):
    """A line in one place of an article, in one form of page."""

    file: str
    line: str
    place: str  # in the middle of the article, at its end, below it with other articles or readers' comments behind
    form: str
    known: bool


def cases(*names: str) -> Iterator[Case]:
    """The cases of some files, or of all."""
    for name, places in (STAY | GO).items():
        if names and name not in names:
            continue
        for text in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            line, _, comment = text.partition("  # known:")
            if line and not line.startswith("# "):
                yield from (Case(name, line.strip(), place, form, bool(comment)) for place in places for form in FORMS)


def page(case: Case) -> str:
    """The page of a case."""
    above, below = (PARAGRAPHS[:3], PARAGRAPHS[3:]) if case.place == "middle" else (PARAGRAPHS, ())
    behind = (READERS if _opens_comments(case.line) else HEADLINES) if case.place == "below" else ()
    if case.form == "dump":
        rows = ("鹭湾新闻网", "首页 新闻 财经 体育", "鹭湾迎来入冬首场雪", "2024-12-03 09:12 来源：鹭湾日报")
        return "\n".join((*rows, *above, case.line, *below, *behind, "关于我们 | 联系我们", "某ICP备00001234号"))
    inside = "".join(f"<p>{escape(text)}</p>" for text in (*above, case.line, *below))
    if case.place == "below":
        inside = "".join(f"<p>{escape(text)}</p>" for text in above)
        rows = [f"<li><a href=/{n}.html>{text}</a></li>" for n, text in enumerate(behind)]
        if behind is READERS:
            rows = [f"<li>{text}</li>" for text in behind]
        inside += f"</div><div><h3>{escape(case.line)}</h3><ul>{''.join(rows)}</ul>"
    return (
        "<html><head><title>鹭湾迎来入冬首场雪_鹭湾新闻网</title></head><body><ul><li><a href=/>首页</a></li>"
        "<li><a href=/news>新闻</a></li></ul><div><h1>鹭湾迎来入冬首场雪</h1><p>2024-12-03 09:12 来源：鹭湾日报</p>"
        f"<div>{inside}</div></div><div>关于我们 | 联系我们</div><div>某ICP备00001234号</div></body></html>"
    )


def _opens_comments(line: str) -> bool:
    return any(word in line for word in ("评论", "留言", "跟帖", "說兩句", "说两句"))


def fault(case: Case) -> str:
    """What is wrong with the article of a case: "" if nothing is."""
    paragraphs = clean_page(page(case)).paragraphs
    lost = [text for text in PARAGRAPHS if text not in paragraphs]
    if lost:
        return f"lost {len(lost)} paragraphs"
    line = " ".join(case.line.split())
    inside = any(line in " ".join(text.split()) for text in paragraphs)
    if case.file in STAY:
        return "" if inside else "gone"
    extra = [text for text in paragraphs if text not in PARAGRAPHS]
    return f"stays: {extra[0][:40]}" if extra else ""


def main() -> None:
    """Print the shares of cases that come out right, and the wrong ones of the files named."""
    right: dict[tuple[str, str, str], list[bool]] = {}
    for case in cases(*sys.argv[1:]):
        bad = fault(case)
        right.setdefault((case.file, case.place, case.form), []).append(not bad)
        if bad and sys.argv[1:]:
            print(case.place, case.form, "known" if case.known else "", "|", case.line, "|", bad)
    for (file, place, form), results in right.items():
        print(f"{file:26} {place:7} {form:5} {sum(results):4} of {len(results)}  {sum(results) / len(results):.1%}")


if __name__ == "__main__":
    main()
