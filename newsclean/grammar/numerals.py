"""Numbers below a thousand, and years, in digits or in Chinese numerals."""

from __future__ import annotations

NUMERAL = "[一二三四五六七八九十百〇零○O廿卅两兩]"  # O: what `Ｏ` is in folded text
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "○": 0, "O": 0, "两": 2, "兩": 2}
_TENS = {"十": 10, "百": 100}
_SCORES = {"廿": 20, "卅": 30}


def number(text: str) -> int:
    """The number that digits or numerals write, read by place or digit by digit.

    >>> number("31"), number("三十一"), number("三一"), number("十"), number("廿二"), number("一百一十二")
    (31, 31, 31, 10, 22, 112)
    """
    if text.isdecimal():
        return int(text)
    total = digits = 0
    for char in text:
        if char in _TENS:
            total, digits = total + (digits or 1) * _TENS[char], 0
        elif char in _SCORES:
            total += _SCORES[char]
        else:
            digits = digits * 10 + _DIGITS.get(char, 0)
    return total + digits
