"""The phrase files: each phrase at home once, each file with its comment, each rule with the way to its file."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

import newsclean
from newsclean import Site, explain_page
from newsclean.phrases import entries, phrases, texts
from newsclean.phrases.rules import rules as _all_rules
from newsclean.phrases.uses import USES, files_of
from newsclean.text.fold import fold
from newsclean.text.matching import LINE_OPENINGS, openings

PACKAGE = Path(newsclean.__file__).parent
DATA = Path(__file__).parents[1] / "data"
FILES = dict(texts())
# Rules that go by form, place or markup and read no phrase file
BY_FORM = {
    "abstract-repeated",
    "author-credit",
    "author-metadata",
    "body",
    "body-lines",
    "caption-arrow",
    "caption-below-name",
    "caption-centred",
    "caption-counted",
    "caption-is-alt",
    "caption-markup",
    "credit-near-body",
    "credit-of-another-article",
    "date-above",
    "date-paper",
    "date-printed",
    "date-address",
    "date-dateline",
    "date-meta",
    "date-script",
    "date-signature",
    "header-name",
    "hidden-element",
    "image-in-body",
    "image-name",
    "spam-brand",
    "spam-jamming",
    "injected-markup",
    "injected-tag",
    "licence",
    "flash-headline",
    "own-address",
    "picture-counter",
    "portrait",
    "paper-pages",
    "skipped",
    "quote-card",
    "quote-in-sentence",
    "shifted-left",
    "site-watermark",
    "site-line",
    "site-known",
    "site-drop",
    "site-meta",
    "site-title",
    "source-journal",
    "source-meta",
    "source-byline",
    "source-printed",
    "source-script",
    "empty-image",
    "table-bar",
    "title-above-row",
    "title-place",
    "title-head",
    "title-heading",
    "title-matches-head",
    "title-repeated",
    "watermark",
}


def test_no_phrase_stands_in_two_files() -> None:
    homes = defaultdict(list)
    for entry in entries():
        homes[fold(entry.phrase)].append(entry.home)
    twice = {phrase: found for phrase, found in homes.items() if len(set(found)) > 1}
    assert not twice, f"write the phrase once, with `+list` for the other list: {twice}"


def test_words_name_lists_that_there_are() -> None:
    names = [name.rpartition("/")[2] for name in FILES]
    assert len(names) == len(set(names)), "`+list` names a file by its last part: give the new file another name"
    unknown = {entry.phrase: entry.also for entry in entries() if not set(entry.also) <= set(names)}
    own = {entry.phrase for entry in entries() if entry.home.rpartition("/")[2] in entry.also}
    assert not unknown and not own


OPENINGS = (*LINE_OPENINGS, "strip/notice_openings", "layout/errors")


@pytest.mark.parametrize("name", OPENINGS)
def test_phrases_that_open_lines_can_match(name: str) -> None:
    lines = {phrase: fold(phrase.replace("…", "某某")) for phrase in phrases(name)}
    shown = {
        phrase: (line, f"■ {line}", *([] if line.isascii() else [line.replace(" ", "")]))
        for phrase, line in lines.items()
    }
    dead = {(phrase, line) for phrase, forms in shown.items() for line in forms if name not in openings(line, (name,))}
    assert not dead, f"no line opens with these as they are written: {dead}"


def test_own_phrases_with_a_bracket_or_a_gap_match_as_shipped_ones_do() -> None:
    text = "城东新桥通车\n昨天上午，城东新桥正式通车，两岸居民出行更加方便。\n【赞赏】喜欢就支持一下\n共3位读者觉得有用"
    own = {"strip/end_markers": ("【赞赏", "共…觉得有用")}
    rules = [line.rule for line in explain_page(text, site=Site(hosts=("news.example",), phrases=own)).lines]
    assert rules[2:] == ["end-marker", "end-marker"]


@pytest.mark.parametrize("name", sorted(FILES))
def test_files_say_what_they_are(name: str) -> None:
    comment = re.match(r"(?:#.*\n)*", FILES[name])[0]
    assert re.search(r"^# Read by .+^# Matches .+^# For example `.+`, `.+`", comment, re.MULTILINE | re.DOTALL), comment
    told = set(re.split(r"[\s,;()]+", comment.replace("# ", "")))
    for use in USES:
        if name in use.files:
            assert {use.module.rstrip("."), *use.rules} <= {word.rstrip(".") for word in told}, use
    assert phrases(name)


def test_the_table_of_uses_holds_every_file_and_is_true() -> None:
    assert {file for use in USES for file in use.files} == set(FILES)
    untrue = [(use.module, file) for use in USES for file in use.files if f'{file}"' not in _source(use.module)]
    assert not untrue


def test_the_table_of_uses_holds_every_rule() -> None:
    rules = {rule for use in USES for rule in use.rules}
    written = {word for module in _modules() for word in _words(module)}
    gone = {rule for rule in rules - written if f"-{rule.rpartition('-')[2]}" not in written}  # f"{role}-label"
    assert not gone, f"no rule of that name: {gone}"
    emitted = {word for module in _modules() for word in _rules_of_marks(module)}
    emitted |= {
        rule
        for path in sorted(DATA.glob("*.txt"))
        for line in explain_page(path.read_text(encoding="utf-8")).lines
        for rule in (line.rule, *(cut.rule for cut in line.cuts))
    }
    new = {rule for rule in emitted - rules - BY_FORM if rule != "not-body"}
    assert not new, f"say in newsclean/phrases/uses.py which files the rule reads, or here that it reads none: {new}"
    assert all(files_of(rule) for rule in rules)
    untold = (emitted | rules) - _all_rules().keys()
    assert not untold, f"say in newsclean/phrases/rules.tsv what the rule reads: {untold}"


def _source(module: str) -> str:
    return (PACKAGE / module).read_text(encoding="utf-8").replace("'", '"')


def _modules() -> list[Path]:
    folders = ("strip", "find", "layout", "repair", "repair/shifted")
    return [path for folder in folders for path in sorted((PACKAGE / folder).glob("*.py"))]


def _words(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _rules_of_marks(path: Path) -> set[str]:
    """The rules that stand as they are in calls of `Mark`, and in those of a repair's `Note`."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return {
        argument.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("Mark", "Note")
        for argument in (call.args[2:3] if call.func.id == "Mark" else call.args[1:2])
        if isinstance(argument, ast.Constant) and argument.value
    }
