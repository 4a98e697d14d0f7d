"""What a piece of a run of short lines was: part of the meta row, navigation, a heading, a sentence, a headline."""

from __future__ import annotations

from ...phrases.own_words import of_phrases
from ...text import lazy_re as re
from ...text.fold import fold
from ...text.matching import alternation, only_words, whole_line

ROW, WORD, HEADING, SENTENCE, SHORT, TEXT = "row", "word", "heading", "sentence", "short", "text"

_DATE = r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}|\d{1,2}[-/]\d{1,2}\s?\d\d:\d\d|\d{1,2}:\d\d"
_LABELS = (
    "grammar/date_labels",
    "grammar/update_labels",
    "find/other_date_labels",
    "find/source_labels",
    "grammar/author_labels",
    "grammar/editor_labels",
    "grammar/checking_labels",
    "grammar/other_credit_labels",
    "grammar/work_labels",
)
GOES_ON = "，、；：,;:（(《“「『【[<>＞→-—·~/"  # what a piece does not end with
GOES_BACK = "，、；：。！？）)》”」』】]<>＞→-—·~/%"  # what a piece does not begin with
_WORDS = ("text/navigation_words", "text/widget_words")
_HEADINGS = ("strip/related_headings", "strip/comment_headings")
_SENTENCE_END = re.compile(r"[。!?…][\"')\]》」】]*$")
_MARK = re.compile("[,。!?;、]")
SHORTEST = 9  # characters of a headline; what is shorter is a name or a word of navigation
_LONGEST_WORDS = 120  # characters that are asked whether they are words of navigation


@of_phrases
def label_words() -> str:
    """The labels of a meta row or of credits, as the source of a pattern."""
    return alternation(*_LABELS)


@of_phrases
def labels() -> re.Pattern[str]:
    """The same with their colon."""
    return re.compile(rf"(?:{label_words()})\s?:")


@of_phrases
def _row() -> re.Pattern[str]:
    """How an entry of a meta row opens."""
    return re.compile(rf"[\[(]?(?:{_DATE}|(?:{alternation(*_LABELS)})\s?:|(?:本报|[见实]习|特约)?(?:记者|通讯员)\s)")


def is_label(text: str) -> bool:
    """Whether a text is such a label, its name behind a bar or on the next line."""
    return whole_line(fold(text), *_LABELS)


def opens_row(folded: str) -> bool:
    """Whether a text opens as an entry of a meta row does: with a date, a label, a reporter's title."""
    return bool(_row().match(folded))


def is_account_mark(folded: str) -> bool:
    """Whether a text is what platforms set behind an account's name: `关注`, `企鹅号`."""
    return whole_line(folded, "find/account_marks")


def is_heading(folded: str) -> bool:
    """Whether a text is the heading of other articles or of comments."""
    return len(folded) <= SHORTEST * 2 and whole_line(folded.rstrip(":>"), *_HEADINGS)


def kind_of(folded: str) -> str:
    """What a piece is.

    >>> [kind_of(text) for text in ("来源:远山日报", "首页", "昨天上午,新桥通车了。", "城东新桥昨天正式通车")]
    ['row', 'word', 'sentence', 'text']
    """
    if opens_row(folded):
        return ROW
    if is_heading(folded):
        return HEADING
    if len(folded) <= _LONGEST_WORDS and only_words(folded, *_WORDS):
        return WORD
    if _SENTENCE_END.search(folded[-8:]) and len(folded) > SHORTEST and _MARK.search(folded):
        return SENTENCE
    return SHORT if len(folded) < SHORTEST else TEXT
