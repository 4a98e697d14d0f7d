"""Which rule reads which phrase file: the way from a rule's name, as `explain_page` shows it, to the file to mend.

One row a reader: the module, the rules that it gives lines by these phrases, and the files. A row without rules tells
what words mean anywhere (names, outlets, labels): every rule that finds a field goes by it.
"""

from __future__ import annotations

from typing import NamedTuple


class Use(NamedTuple):
    """What a module reads phrase files for."""

    module: str
    rules: tuple[str, ...]
    files: tuple[str, ...]


USES = (
    # junk
    Use("strip/boilerplate.py", ("navigation",), ("text/navigation_words",)),
    Use("strip/boilerplate.py", ("widget",), ("text/widget_words",)),
    Use("text/views.py", ("widget-row", "comment-row"), ("text/navigation_words", "text/widget_words")),
    Use("strip/boilerplate.py", ("breadcrumb",), ("strip/breadcrumbs",)),
    Use("strip/leading_phrases.py", ("original-title",), ("strip/original_title",)),
    Use("strip/leading_phrases.py", ("comments-heading",), ("strip/comment_headings",)),
    Use("strip/leading_phrases.py", ("related-heading",), ("strip/related_headings",)),
    Use("strip/insets.py", ("pointer",), ("strip/related_headings",)),
    Use("strip/leading_phrases.py", ("topic-links",), ("strip/topic_links",)),
    Use("strip/leading_phrases.py", ("end-marker",), ("strip/end_markers",)),
    Use(
        "strip/leading_phrases.py",
        ("comments-heading", "related-heading", "topic-links", "end-marker", "original-title", "account-intro"),
        ("strip/also_subheadings",),
    ),
    Use("strip/boilerplate.py", ("promotion",), ("strip/promotion", "strip/closing_calls", "strip/closing_words")),
    Use("strip/closings.py", ("promotion",), ("strip/telling_words",)),
    Use("strip/disclaimers.py", ("disclaimer",), ("strip/telling_words",)),
    Use("strip/leading_phrases.py", ("account-intro",), ("strip/account_intros",)),
    Use("strip/leading_phrases.py", ("player",), ("strip/player",)),
    Use("strip/boilerplate.py", ("footer-row",), ("strip/footer",)),
    Use("strip/boilerplate.py", ("form-label", "end-marker"), ("strip/form_labels",)),
    Use("strip/abstract.py", ("abstract-label",), ("strip/summary_labels",)),
    Use(
        "strip/disclaimers.py",
        ("disclaimer", "disclaimer-list"),
        ("strip/disclaimers", "strip/notice_openings", "strip/notice_subjects"),
    ),
    Use(
        "strip/spam.py",
        ("spam-catch-words", "spam-run", "spam-link"),
        ("strip/spam_words", "strip/spam_fillers", "strip/spam_innocent", "strip/report_words"),
    ),
    Use("strip/spam.py", ("spam-advertisement",), ("strip/spam_words", "strip/advert_words", "strip/report_words")),
    # headline and body
    Use("layout/headline_value.py", (), ("layout/title_labels",)),
    Use("layout/headline_trim.py", (), ("layout/heading_tools", "layout/title_labels", "text/widget_words")),
    Use("layout/neighbours.py", (), ("text/navigation_words", "text/widget_words")),
    Use("layout/headline_words.py", (), ("text/navigation_words", "text/widget_words", "strip/summary_labels")),
    Use(
        "layout/headline_words.py",
        (),
        ("layout/group_endings", "layout/channel_endings", "layout/row_openings", "layout/talk_labels"),
    ),
    Use("layout/headline_form.py", (), ("text/navigation_words", "text/widget_words")),
    Use("layout/verdict.py", (), ("layout/errors",)),
    Use("strip/contacts.py", (), ("strip/contact_labels", "strip/footer_contacts", "strip/contact_endings")),
    Use("layout/list_signs.py", (), ("layout/profile_words", "layout/listing_words", "layout/offer_words")),
    Use("layout/boxes.py", ("not-body",), ("layout/article_boxes", "layout/junk_boxes")),
    Use("layout/box_names.py", (), ("layout/other_boxes", "layout/row_boxes")),
    # fields
    Use("find/source_in_head.py", ("source-label", "source-below"), ("find/source_labels",)),
    Use("find/source.py", ("source-label", "source-below"), ("grammar/date_labels",)),
    Use("find/source.py", ("source-account",), ("find/account_marks",)),
    Use(
        "find/date_labels.py",
        ("date-row", "date-label"),
        ("grammar/date_labels", "find/other_date_labels"),
    ),
    Use("find/date_labels.py", ("date-update",), ("grammar/update_labels",)),
    Use("find/header_names.py", ("signing-group",), ("grammar/desks",)),
    Use("find/captions.py", ("caption-words",), ("find/caption_openings",)),
    Use("find/credits.py", ("credit-line",), ("find/contributed",)),
    # what words mean
    Use(
        "grammar/credit_labels.py",
        ("credit-label", "author-label", "editor-label", "credit-line"),
        (
            "grammar/author_labels",
            "grammar/editor_labels",
            "grammar/checking_labels",
            "grammar/other_credit_labels",
            "grammar/meta_labels",
            "grammar/work_labels",
            "grammar/glued_labels",
        ),
    ),
    Use(
        "grammar/byline_parser.py",
        ("byline-line", "lead-byline", "closing-byline"),
        (
            "grammar/reporters",
            "grammar/dateline_ends",
            "grammar/byline_ends",
            "grammar/places",
            "grammar/common_surnames",
        ),
    ),
    Use(
        "grammar/names.py",
        (),
        (
            "grammar/surnames",
            "grammar/non_name_words",
            "grammar/missing_name_words",
            "grammar/places",
            "grammar/titles",
            "grammar/groups",
            "grammar/desks",
            "grammar/role_words",
            "grammar/role_endings",
            "grammar/outlet_endings",
            "grammar/office_endings",
            "grammar/date_labels",
            "grammar/update_labels",
            "grammar/meta_labels",
            "text/navigation_words",
            "text/widget_words",
        ),
    ),
    Use(
        "grammar/outlets.py",
        ("source-label", "source-below", "source-beside-date", "source-account"),
        (
            "grammar/source_ends",
            "grammar/source_glued_ends",
            "grammar/outlet_endings",
            "grammar/not_sources",
            "grammar/columns",
            "grammar/date_labels",
            "grammar/update_labels",
            "grammar/author_labels",
            "grammar/editor_labels",
            "text/navigation_words",
            "text/widget_words",
        ),
    ),
)


def files_of(rule: str) -> tuple[str, ...]:
    """The phrase files that a rule goes by, their paths without the ending; none for a rule that goes by form or place.

    >>> files_of("breadcrumb"), files_of("quote-card")
    (('strip/breadcrumbs',), ())
    """
    return tuple(dict.fromkeys(file for use in USES if rule in use.rules for file in use.files))
