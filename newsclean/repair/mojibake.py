"""Mojibake: text that was read in a wrong encoding before it was stored, and so cannot be decoded rightly any more.

Three kinds are common on Chinese pages, as a whole or in single fields (a title from a database, a caption):

- UTF-8 read as GBK: 新闻 becomes 鏂伴椈. Three bytes a character are read two by two, so a run of odd length loses its
  last byte, which shows as `?` or U+FFFD; cp936 shows byte 80 as €.
- UTF-8 read as Latin-1 or Windows-1252: æ–°é—»; done twice, Ã¦â€“Â°Ã©â€”Â».
- GBK read as Latin-1: ÐÂÎÅ.

All are undone by going back: to the bytes in the wrong encoding, and from them to text in the right one. What comes out
must be valid and read as Chinese, better than what was there; otherwise the line stays. Lines are looked at one by one.

ftfy, the well-kept library for the Latin side, was tried first: it knows no Chinese, so it leaves a short title
(æ–°é—») alone, mends ÖÐ¹ú into Ö й ú, and does not read back from GBK. Knowing that the result must be Chinese
makes a shorter and surer test than its general ones, and keeps it out of the dependencies.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise, product

from ..text import lazy_re as re
from ..text.frequent import FREQUENT
from ..text.matching import lines_with
from .misread import odd_lines, read_misread
from .mixed_bytes import read_mixed_lines
from .ngrams import ngrams
from .note import Cured

# what Windows-1252 shows for each byte, or the control character of Latin-1 where it shows none
_BYTE_OF = {bytes((b,)).decode("cp1252", "ignore") or chr(b): chr(b) for b in range(0x80, 0x100)}
_TO_LATIN1 = str.maketrans(_BYTE_OF)
_HIGH = "".join(re.escape(char) for char in _BYTE_OF) + "\x80-\x9f"
_HIGH_ONES = frozenset((*_BYTE_OF, *map(chr, range(0x80, 0xA0))))

# Two neighbours that neither Western nor Chinese text has: a letter or sign of Latin-1's upper half (not the dot of
# foreign names) beside another; or a letter beside two of the marks that Windows-1252 has for bytes 80 to 9F
_LATIN_SIGN = re.compile(f"[\xa1-\xb6\xb8-\xff][{_HIGH}]")
# what is left of a text in Latin-1 besides: on most pages little more than the sign of copyright
_NO_SIGN = bytes(range(0xA1)) + b"\xb7"
_FEW_SIGNS = 4  # different ones that are looked for one by one, which takes less time than a search for all
_LATIN_RUN = re.compile(f"[\x20-\x7e{_HIGH}]+")
# UTF-8's sequences (RFC 3629), as characters: of two bytes only what Windows-1252 holds, for text that was read wrongly
# twice. White space was folded while the page was loaded, so a blank, or the end of the line, may stand for one or two
# of the bytes 85 and A0, which Latin-1 shows as a line's end and a blank; Windows-1252 shows 85 as an ellipsis
_WHOLE = "[\xc2\xc3\xc5\xc6\xcb][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
_HOLED = "[\xe1-\xef](?: [\x80-\xbf]|[\x80-\xbf](?: |$))"
_LATIN1_ONLY = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_CHARACTER = re.compile(f"{_WHOLE}|{_HOLED}|[\xc2\xc5\xe3-\xe9](?: |$)")  # the last kind only behind others
_SEQUENCE = re.compile(f"(?:{_WHOLE}|{_HOLED})(?:{_CHARACTER.pattern})*")
_FIRST_BYTE = re.compile("[\xc2\xc3\xc5\xc6\xcb\xe1-\xf0]")
_FIRST_HAN = "\u4e00"
# good characters to each that would be mended: labels, also those of a breadcrumb, have fewer
QUOTED = 5
_COUNTED = 4  # codes of a run that follow each on the one before it, which no text's bytes do
_LIKELY = -8.0  # nats; 习 behind 学 has 3, 张 behind 重新 10
_ASCII = bytes(range(0x80)).decode("ascii")
_PUNCTUATION_ONLY = re.compile("[\xc2-\xef][“”‘’–—…]+")

# GBK's characters for the first two bytes of a Han character or a Chinese mark in UTF-8 (E3…E9, EF, E2)
_GBK_SIGNS = (
    "".join(bytes((a, b)).decode("gbk", "ignore") for a in (*range(0xE3, 0xEA), 0xEF) for b in range(0x80, 0xC0)) + "鈥"
)
_GBK_SIGN = re.compile(f"[{_GBK_SIGNS}]")
# GBK's characters for the first two bytes of whatever a run may begin with that is not `_FOREIGN`, and (in `_gbk_runs`)
# for the third with what is behind it: few runs of good text begin with two such, and reading a run takes long
_GBK_FIRST = "".join(bytes((a, b)).decode("gbk", "ignore") for a in range(0xE2, 0xF5) for b in range(0x80, 0xC0))
_GBK_SHORT = "".join(char.encode("utf-8").decode("gbk", "ignore") for char in "§¨©®°±·×÷")
_GBK_MAY_START = re.compile(f"[{_GBK_FIRST}{_GBK_SHORT}]")  # what no run is without
_BEGINS = 3  # characters that a beginning must have, all common ones
_LOST = "\ufffd"
_CONTINUATION = bytes(range(0x80, 0xC0))
_CUT_OFF = re.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")
_NEEDS_ONE = re.compile(rb"[\xe0-\xef][\x80-\xbf]")
_HOLE = re.compile(f"{_LOST}+")
# what bytes may happen to form and Chinese text, or mojibake of it, does not hold: most two-byte sequences, Hangul …
_FOREIGN = re.compile(
    "[\x80-\xa6\xaa-\xad\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\u1fff\u2c00-\u2dff\u3400-\u4dbf\ua000-\udfff]"
)
# first two bytes of Chinese marks → the commonest of them: before ASCII or a line's end it is nearly always this one
_MARK_ALONE = re.compile("[銆锛][?\ufffd]")
_MARKS = {b"\xe3\x80": "。", b"\xef\xbc": "，"}

# what mojibake is made of and good Chinese text hardly holds
_ODD = re.compile(f"[\x80-\x9f\xa1-\xa6\xaa-\xad\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xffŒœŠšŸŽžƒ{_GBK_SIGNS}]")


def fix_mojibake(text: str) -> str:
    """The text with each line that is mojibake read back; other lines, and the number of lines, stay.

    >>> fix_mojibake("鏂伴椈")
    '新闻'
    >>> fix_mojibake("æ–°é—»")
    '新闻'
    >>> fix_mojibake("ÐÂÎÅÖÐÐÄ")
    '新闻中心'
    >>> fix_mojibake("Ã¦â€“Â°Ã©â€”Â»")
    '新闻'
    >>> fix_mojibake("Müller 与 Beyoncé”——")
    'Müller 与 Beyoncé”——'
    """
    odd = set() if text.isascii() else odd_lines(text)
    signs = _lines_with_signs(text)
    if not odd and not signs:
        return text
    lines = text.split("\n")
    fixed = lines.copy()
    numbers = sorted(odd.union(signs))
    for number in numbers:
        fixed[number] = _fix_line(lines[number])
    # bytes of two encodings, or with some gone, are read last, as that takes longest
    western = [number for number in numbers if _LATIN_SIGN.search(fixed[number])]
    left = set()  # what is too much to be read well is not read badly either
    for number, line in zip(western, read_mixed_lines([lines[n] for n in western]), strict=True):
        if line is None:
            left.add(number)
        else:
            fixed[number] = max(fixed[number], line, key=_chinese)
    for number, line in read_misread(lines, odd - left, _utf8_from_latin).items():
        if number not in left:
            fixed[number] = max(fixed[number], line, key=_chinese)
    return "\n".join(fixed)


def mojibake_apply(text: str) -> str:
    """Why the text is taken for mojibake, wholly or in some lines, or "".

    >>> mojibake_apply("首页\\n鏂伴椈涓栫晫")
    '1 line read in a wrong encoding: 鏂伴椈涓栫晫'
    >>> mojibake_apply("新闻中心")
    ''
    """
    fixed = fix_mojibake(text)
    if fixed == text:
        return ""
    wrong = [old for old, new in zip(text.split("\n"), fixed.split("\n"), strict=True) if old != new]
    return Cured(f"{len(wrong)} line{'s' * (len(wrong) > 1)} read in a wrong encoding: {wrong[0][:20]}", fixed)


def _lines_with_signs(text: str) -> list[int]:
    """The numbers of the lines in which text read in a wrong encoding may begin; a line's end breaks off no sign."""
    if text.isascii():
        return []
    numbers = lines_with(text, _LATIN_SIGN) if _may_hold_latin(text) else []
    return numbers + lines_with(text, _gbk_runs()[0]) if _GBK_MAY_START.search(text) else numbers


def _may_hold_latin(text: str) -> bool:
    """Whether two neighbours that show text read as Latin-1 may stand in a text: a cheap look before.

    >>> [_may_hold_latin(text) for text in ("©2022 某报 »", "© “某报”»", "ÐÂÎÅ")]
    [False, False, True]
    """
    signs = {*text.encode("latin-1", "ignore").translate(None, _NO_SIGN)}
    if len(signs) > _FEW_SIGNS:
        return True
    return any(part[:1] in _HIGH_ONES for sign in signs for part in text.split(chr(sign))[1:])


def _starts_gbk(text: str) -> bool:
    """Whether a run of UTF-8 read as GBK may begin in a text."""
    return _GBK_MAY_START.search(text) is not None and _gbk_runs()[0].search(text) is not None


@cache
def _gbk_runs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a run of UTF-8 read as GBK begins, and all of such a run; built when a text may hold one."""
    second = "".join(bytes((a, b)).decode("gbk", "ignore") for a in range(0x81, 0xC0) for b in range(0x40, 0xFF))
    behind = f"(?<=[{_GBK_SHORT}])|(?![^\\x00-\\x7f\\ufffd€\\ue000-\\uf8ff{re.escape(second)}])"
    start = f"[{_GBK_FIRST}{_GBK_SHORT}](?<![^\\x00-\\x7f\\ufffd].)(?:{behind})"
    return re.compile(start), re.compile(start + r"[^\x00-\x7f]*\??")


def _fix_line(line: str) -> str:
    """The line read back once or twice, whichever way gives the best Chinese; as it was, if none is better."""
    readers = (_utf8_from_latin, _utf8_from_gbk, _gbk_from_latin)
    once = [text for text in (read(line) for read in readers) if text != line and not _is_quoted(line, text)]
    twice = [read(text) for text in once for read in readers]
    # what is still odd (a lost byte, another kind of damage) must be the lesser part
    readings = [text for text in once + twice if len(_ODD.findall(text)) * 2 <= len(text)]
    return max([line, *readings], key=_chinese) if readings else line  # which may be all of a page


def _is_quoted(line: str, text: str) -> bool:
    """Whether a line and its reading differ in a word or two of a good sentence: it shows what mojibake looks like."""
    kept = sum(char >= _FIRST_HAN for char in (Counter(line) & Counter(text)).elements())
    return kept > QUOTED * (sum(char >= _FIRST_HAN for char in text) - kept)


def _utf8_from_latin(line: str) -> str:
    """UTF-8 read as Latin-1 or Windows-1252: each valid sequence of bytes back to its characters."""
    if not _FIRST_BYTE.search(line):
        return line
    folded = "\xa0\x85" if _LATIN1_ONLY.search(line) else "\xa0"
    codes = line.translate(_TO_LATIN1)  # as long as the line, so that places in one are places in the other
    out, end = [], 0
    for match in _SEQUENCE.finditer(codes):
        shown = line[match.start() : match.end()]
        if _PUNCTUATION_ONLY.fullmatch(shown):  # “Beyoncé”——
            continue
        read = _whole(match.group()) or _with_holes(match.group(), folded, ends_line=match.end() == len(line))
        out += [line[end : match.start()], read]
        end = match.end()
    return "".join([*out, line[end:]])


def _whole(codes: str) -> str:
    """UTF-8 that lacks no byte, read at once, which a page of it needs; "" where a blank may stand for one."""
    try:
        return "" if " " in codes else codes.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _with_holes(codes: str, folded: str, *, ends_line: bool) -> str:
    """UTF-8 read character by character, where blanks or the line's end may stand for bytes."""
    sequences = _CHARACTER.findall(codes)
    read = _likeliest([_readings(sequence, folded) for sequence in sequences])
    # the byte that is gone at the line's end was a blank that loading folded away, or nobody knows which
    cut = ends_line and sequences[-1][0] >= "\xe1" and len(sequences[-1].strip()) < 3
    if cut and _fits("".join(read[-3:-1]), read[-1][-1:], "") < _LIKELY:
        read[-1] = _LOST
    return "".join(read)


def _readings(sequence: str, folded: str) -> list[str]:
    """What one sequence of UTF-8 may be: several characters where a blank or the line's end stands for its bytes.

    >>> [_readings(sequence, "\\xa0\\x85") for sequence in ("\\xe4\\xb9\\xa0", "\\xe5 \\xa8", "\\xc5 ")]
    [['习'], ['堨', '全'], ['Š', 'Ņ']]
    """
    head, _, tail = sequence.partition(" ")
    lost = (2 if sequence[0] < "\xe0" else 4 if sequence[0] >= "\xf0" else 3) - len(head + tail)
    if sequence[0] == "\xc2" and lost:
        return [" "]  # of text read wrongly twice: it stands for the same two bytes again
    readings = ["".join((head, *found, tail)) for found in product(folded, repeat=lost)]
    return [reading.encode("latin-1").decode("utf-8", "replace") for reading in readings]


def _likeliest(choices: list[list[str]]) -> list[str]:
    """Of the characters that each of some neighbours may be, those that go best with what stands beside them.

    >>> _likeliest([["持"], ["习", "久"], ["战"]]), _likeliest([["夺"], ["内", "冠"]])
    (['持', '久', '战'], ['夺', '冠'])
    """
    read: list[str] = []
    for number, chars in enumerate(choices):
        after = choices[number + 1][0] if number + 1 < len(choices) and len(choices[number + 1]) == 1 else ""
        before = "".join(read[-2:])
        read.append(chars[0] if len(chars) == 1 else max(chars, key=lambda c: _fits(before, c, after)))
    return read


def _fits(before: str, char: str, after: str) -> float:
    """How likely a character stands between up to two others and one more."""
    model = ngrams()
    known = before if all(c in model for c in before) else ""
    score = model.logp(model.contexts(known), char)
    return score + model.logp(model.contexts(known[-1:] + char), after) if char in model and after in model else score


def _gbk_from_latin(line: str) -> str:
    """GBK read as Latin-1: runs whose bytes are Chinese characters, two of them at least, common ones."""

    def read(match: re.Match[str]) -> str:
        if not _LATIN_SIGN.search(match.group()):
            return match.group()
        codes = match.group().translate(_TO_LATIN1)
        if not _SEQUENCE.sub("", codes).strip(_ASCII):  # UTF-8 throughout, and that is no accident
            return match.group()
        if _counts_up(codes):
            return match.group()
        try:
            text = codes.encode("latin-1").decode("gbk")
        except UnicodeError:
            return match.group()
        wide = [char for char in text if char > "\x7f"]
        frequent = sum(map(FREQUENT.__contains__, wide))
        common = sum(map(_common().__contains__, wide))
        chinese = common == len(wide) or (common * 3 >= len(wide) * 2 and frequent * 5 >= len(wide))
        return text if common > 1 and chinese else match.group()

    return _LATIN_RUN.sub(read, line) if _LATIN_SIGN.search(line) else line


def _counts_up(codes: str) -> bool:
    """Whether each of some neighbours is the next code: a font's own numbers of its characters, from a printed page.

    >>> _counts_up("ÍÎÏÐÑÒ"), _counts_up("ÐÂÎÅÖÐÐÄ")
    (True, False)
    """
    steps = "".join("+" if ord(b) - ord(a) == 1 and a >= "\x80" else "." for a, b in pairwise(codes))
    return "+" * _COUNTED in steps


def _utf8_from_gbk(line: str) -> str:
    """UTF-8 read as GBK: runs whose bytes are UTF-8 throughout, save where `?` or U+FFFD shows a lost byte."""
    if not _starts_gbk(line):
        return line
    fixed = _gbk_runs()[1].sub(lambda match: _read_gbk_run(match.group()), line)
    # a mark alone between ASCII characters proves nothing by itself, beside others it does
    return fixed if fixed == line else _MARK_ALONE.sub(lambda match: "。" if match[0][0] == "銆" else "，", fixed)


def _read_gbk_run(run: str) -> str:
    """One run of characters, a question mark behind it included, read back; as it was, if its bytes are not UTF-8."""
    lost = run[-1] if run[-1] in "?\ufffd" else ""
    try:
        pieces = [_gbk_bytes(piece) for piece in run.removesuffix(lost).split(_LOST)]
        text = _utf8_between_losses(pieces)
    except UnicodeError:
        return _read_beginning(run)
    # a question mark may be one of the text's own, so it needs more around it; no loss is without a trace
    holes = text.count(_LOST) * (3 if lost == "?" else 2)
    if holes > len(text) or (text.endswith(_LOST) and not lost) or _FOREIGN.search(text):
        return run
    if len(text.strip(_ASCII)) == 1 and text.strip(_ASCII) not in _common():
        return run  # two rare characters whose bytes happen to be one and a letter: 瀣丗
    return _end(text, pieces[-1], lost) if lost else text


def _read_beginning(run: str) -> str:
    """A run of which only the beginning is mojibake, as where one sentence of a paragraph comes from elsewhere.

    >>> _read_beginning("鍓у洟涓嬩埂婕斿嚭，明天开门")
    '剧团下乡演出，明天开门'
    """
    try:
        raw = _gbk_bytes(run)
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        read, rest = raw[: error.start].decode("utf-8"), raw[error.start :].decode("gb18030", "replace")
        wide = [char for char in read if char > "\x7f"]
        clear = len(wide) > _BEGINS and all(char in _common() for char in wide) and run.endswith(rest)
        if clear and not _GBK_MAY_START.match(rest):
            return read + rest
    except UnicodeEncodeError:
        return run
    return run


def _utf8_between_losses(pieces: list[bytes]) -> str:
    """UTF-8 with a byte or two lost between pieces: a character's remains may stand there and at the end only."""
    out = []
    for n, piece in enumerate(pieces):
        rest = piece.lstrip(_CONTINUATION) if n else piece
        whole = _CUT_OFF.sub(b"", rest)
        out.append(whole.decode("utf-8"))
        if whole != rest or n + 1 < len(pieces):
            out.append(_LOST)
    return _HOLE.sub(_LOST, "".join(out))


def _gbk_bytes(piece: str) -> bytes:
    """The bytes that show as this text in GBK. A euro sign is byte 80 or A2 E3: what follows tells.

    >>> _gbk_bytes("涓€").hex(" "), _gbk_bytes("瀹€€戞").hex(" ")
    ('e4 b8 80', 'e5 ae a2 e3 80 91 e6')
    """
    parts = [_encode_gbk(part) for part in piece.split("€")]
    raw = bytearray(parts[0])
    for n, part in enumerate(parts[1:], 1):
        following = part[:1] or (b"\x80" if n + 1 < len(parts) else b"")
        goes_on = b"\x80" <= following < b"\xc0"
        raw += (b"\xa2\xe3" if goes_on and _NEEDS_ONE.fullmatch(raw[-2:]) else b"\x80") + part
    return bytes(raw)


def _encode_gbk(text: str) -> bytes:
    """GBK with its user-defined areas, which Python's codec of that name lacks: GB 18030's one- and two-byte part."""
    raw = text.encode("gb18030")
    if len(raw) > 2 * len(text):
        raise UnicodeEncodeError("gbk", text, 0, len(text), "has characters of four bytes")
    return raw


def _end(text: str, raw: bytes, lost: str) -> str:
    """The end of a run that has lost its last byte: Chinese marks are told by what is left, characters stay lost."""
    if not text.endswith(_LOST):
        return text + lost  # nothing was lost: the question mark is one
    text = text[:-1]
    if raw.endswith(b"\xe2\x80") and text.count("“") > text.count("”"):
        return text + "”"
    return text + _MARKS.get(raw[-2:], lost)


def _chinese(text: str) -> float:
    """How good a text's Chinese is, by character: a frequent one counts 1, a common one 0.5, one of mojibake's -1."""
    wide = [(char, n) for char, n in Counter(text).items() if char > "\x7f"]  # distinct ones: it may be all of a page
    common = _common()
    good = 0.0
    for char, n in wide:
        if char > "\u2fff":
            good += n * (1.0 if char in FREQUENT else 0.5 if char in common else 0.1)
    return (good - len(_ODD.findall(text))) / max(1, sum([n for _, n in wide]))


@cache
def _common() -> frozenset[str]:
    """GB 2312's level 1: the 3,755 commonest simplified characters; and its marks and full-width forms."""
    rows = [*range(0xB0, 0xD8), 0xA1, 0xA3]
    return frozenset(bytes((a, b)).decode("gb2312", "ignore") for a in rows for b in range(0xA1, 0xFF)) - {""}
