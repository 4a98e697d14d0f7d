"""How a line shows a platform's account without saying that it is one."""

from __future__ import annotations

import re

from ..grammar.names import is_person
from ..grammar.outlets import Place, is_name, is_outlet
from ..phrases import phrases
from ..phrases.own_words import of_phrases
from ..text.matching import alternation

_OUTLET_AND_PERSON = re.compile(r"([^\s|/]{3,14})[\s|]{1,3}([^\s|/]{2,4})")


@of_phrases
def followed() -> re.Pattern[str]:
    """An account and what follows it on its line: `远山青 关注 1/10`, `远山青 微信号 ysq`, `远山青 发布时间:09-21`."""
    behind = rf"\+?\s?关注(?:\s[\d/]+)?|微信号\s?:?\s?[\w-]+|(?:{alternation('grammar/date_labels')})\s?:\s?\d.*"
    return re.compile(rf"([^\s+:|]{{2,15}})\s(?:{behind})")


@of_phrases
def marked_account() -> re.Pattern[str]:
    """An account between the time and the platform's word for one: `09/21 14:50远山青百家号`."""
    marks = "|".join(re.escape(mark) for mark in phrases("find/account_marks") if mark.endswith("号"))
    return re.compile(rf"\s?([^\W\d][^\s:|]{{1,11}}?)(?:{marks})")


def signed(text: str) -> Place | None:
    """The outlet of a line that holds it and a person, in the row: `某市日报 张三`."""
    match = _OUTLET_AND_PERSON.fullmatch(text)
    return match.span(1) if match and is_outlet(match[1]) and is_name(match[1]) and is_person(match[2]) else None
