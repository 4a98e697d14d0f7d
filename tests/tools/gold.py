"""Pages with what is right on them, for fitting and counting: corpora and their rewritten forms, fixtures, cases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .fixtures import cases
from .measure import shared, tool

DATA = Path(__file__).parents[1] / "data" / "pages"
# rewritten forms whose text or markup differs; the others say the same of a headline
FORMS = (
    "bare_head", "no_names", "bare_head+no_names+divs", "row_split", "sidebar_before", "article_only",
    "bare_head+hashed_names+labels+dates+row_split", "dump", "dump_glued", "dump_get_text", "dump_markdown",
)  # fmt: skip
FIELDS = ("title", "source", "date", "author", "editor")


class Gold(NamedTuple):
    """A page, its site, and for each field the values that are right; `body` the paragraphs, none for no article.

    `optional` are texts that may stand in the body or not, `form` how the page was rewritten: "" for one as it is.
    """

    site: str
    name: str
    page: bytes | str
    fields: dict[str, list[str | None]]
    body: list[str]
    optional: list[str]
    form: str = ""


def pages(forms: tuple[str, ...] = FORMS) -> Iterator[Gold]:
    """All pages with gold; of the corpora only where they are there."""
    if shared():
        for corpus in ("corpus", "corpus2"):
            yield from _corpus(corpus, forms)
    for case in cases("wild", "synthetic", "negative"):
        if "title" in case.expect and "body" in case.expect:
            fields = {name: [case.expect.get(name)] for name in FIELDS if name in case.expect}
            yield Gold(case.name, case.name, case.page, fields, case.expect["body"], case.expect.get("optional", []))
    for file in sorted(DATA.glob("*/*.json")):
        told = json.loads(file.read_text("utf-8"))
        if "body" in told:
            fields = {name: [told[name]] for name in FIELDS if name in told}
            yield Gold(
                f"{file.parent.name}/{file.stem}",
                file.stem,
                _page(file),
                fields,
                told["body"],
                told.get("optional", []),
            )
    for row in (DATA / "no_article" / "index.tsv").read_text("utf-8").splitlines()[1:]:
        file = DATA / "no_article" / row.split("\t")[0]
        yield Gold(f"no_article/{file.stem}", file.stem, _page(file), {}, [], [])


def _corpus(name: str, forms: tuple[str, ...]) -> Iterator[Gold]:
    """The pages of one annotated corpus, and their rewritten forms."""
    folder, perturb = shared(), tool("perturb")
    score, read = tool("score"), tool("lines")
    for ident, gold, raw, is_text in score.corpus(folder / name if folder else "", ("article", "list")):
        site = re.sub(r"^gnev?-|-?\d+$", "", ident)
        text = raw.decode("utf-8") if is_text else ""
        lines = [line.strip() for line in text.split("\n") if line.strip()] or read.lines(read.parse(raw))
        texts = score.gold_texts(gold, lines)
        yield Gold(site, ident, text or raw, gold, *texts)
        for form in () if is_text else forms:
            page = perturb.perturb(raw, {"id": ident, **gold}, form, 0)
            yield Gold(site, f"{ident}/{form}", page, perturb.shown(gold, page, form), *texts, form)


def _page(file: Path) -> bytes | str:
    """The page beside a file of expectations, or the file itself."""
    html = file.with_suffix(".html")
    return html.read_bytes() if html.exists() else file.with_suffix(".txt").read_text("utf-8")
