"""Bytes → text: a page in any Chinese encoding, whether it names that encoding, names none or names a wrong one.

GB2312, GBK and GB18030 are one family, each holding the one before it, so one decoder reads all three; Big5 with the
Hong Kong characters reads plain Big5 likewise. What is left to find out is the family. Multi-byte UTF-8 does not come
about by chance in a text of any length, so valid UTF-8 is believed before what the page says of itself. The other
encodings accept nearly any bytes, so a reading counts only when it reads as Chinese: frequent characters are frequent.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from bs4.dammit import EncodingDetector

from ..errors import NotAPageError
from ..text import lazy_re as re
from ..text.frequent import FREQUENT
from .damaged_bytes import read_damaged, read_seven_bit
from .euc_tw import NAME as EUC_TW

BOMS = (  # UTF-32's little-endian mark begins with UTF-16's, so it stands first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

CHINESE = ("gb18030", "big5hkscs")
UNMARKED_UTF32 = ("utf-32-le", "utf-32-be")
UNMARKED_UTF16 = ("utf-16-le", "utf-16-be")

# names under which pages declare an encoding, punctuation dropped → the decoder that holds it
FAMILIES = (
    (re.compile(r"(?:x|cs|ms|windows|cp|ibm)*(?:gb\w*|gbk|936|euc?cn|euc?gb\w*|isoir58|chinese|hzgb\w*)"), "gb18030"),
    (re.compile(r"(?:x|cs|ms|windows|cp|ibm)*(?:x?big5\w*|950|951)"), "big5hkscs"),
    (re.compile(r"(?:x|cs)*(?:euctw|cns11643)\w*"), EUC_TW),
    (re.compile(r"(?:unicode)?(?:11)?utf8\w*|cp65001|utf"), "utf-8"),
)


# share of frequent characters among a reading's non-ASCII ones: a Chinese page has .4 to .7, a wrong reading under .1
READS_AS_CHINESE = 0.25
# the same for UTF-16, ASCII counted in: of random pairs one in a hundred is ASCII or a frequent character
PAIRS_ARE_TEXT = 0.15
# a page in the encoding that it names may hold a few foreign bytes (a comment, a cut): one in fifty characters at most
FEW_ERRORS = 0.02
SAMPLE = 16_384  # bytes that a detection looks at: a page's head with its scripts, a millisecond of work
ENOUGH = 4_096  # characters whose frequencies are counted: the share is settled long before
# UTF-8 that no other encoding's text can be: in 48 bytes' worth of multi-byte characters a chance hit has long failed
SURELY_UTF8 = 48

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_ANY = frozenset(("", "x-user-defined", "binary"))  # names that servers and browsers give for any bytes
NON_ASCII = re.compile(r"[^\x00-\x7f]+")


class Reading(NamedTuple):
    """Bytes read in one encoding, and how well that went."""

    text: str
    encoding: str
    chinese: float  # frequent characters by all non-ASCII ones (U+FFFD is one), 0.0 to 1.0
    errors: float  # undecodable bytes by the same

    @property
    def worth(self) -> float:
        """What to choose between unsound readings by; half weight for errors, as they lower `chinese` too."""
        return self.chinese - self.errors / 2

    @property
    def sound(self) -> bool:
        """Whether this reading may be taken without a look at others."""
        return self.errors <= FEW_ERRORS and self.chinese >= READS_AS_CHINESE


def decode(raw: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Text of a page, and the name of the encoding that it was read with.

    Asked in turn: a byte order mark; `encoding`, the caller's knowledge (an HTTP header, say); UTF-8, if the bytes are
    valid; the page's own declaration; charset-normalizer, among the Chinese encodings; last, each of them with losses.
    A reading with few bad bytes is good enough: a GBK comment in a UTF-8 page becomes U+FFFD and the page stays UTF-8.
    A character cut off at the very end is dropped. Names of other encodings than Chinese ones are ignored.

    Raises `NotAPageError` for bytes that are no text (PDF, images, archives), and nothing else.

    >>> decode("新闻".encode("gbk"), "gb2312")
    ('新闻', 'gb18030')
    >>> decode("<meta charset=gb2312><p>今日新闻，来自网站。".encode("utf-8"))
    ('<meta charset=gb2312><p>今日新闻，来自网站。', 'utf-8')
    >>> decode("<p>香港特區政府今日表示，會繼續研究。".encode("big5"))
    ('<p>香港特區政府今日表示，會繼續研究。', 'big5hkscs')
    >>> decode(b"%PDF-1.7")
    Traceback (most recent call last):
        ...
    newsclean.errors.NotAPageError: not a page: PDF document
    """
    refuse_magic(raw)
    marked = _by_mark(raw)
    if marked:
        return marked
    told = fold_name(charset_of(encoding))
    raw = raw.removeprefix(codecs.BOM_UTF8)  # an editor's mark at the start of a file that is something else
    shifted = read_seven_bit(raw) if raw.isascii() else None
    if shifted:
        return shifted
    share = control_share(raw)
    pairs = _by_pairs(raw) if share > FEW_ERRORS else None
    if pairs:
        return pairs
    if share > CONTROLS_IN_TEXT:
        raise NotAPageError(f"not a page: binary data ({share:.0%} control bytes)", kind="binary data")
    if raw.isascii():
        return raw.decode("ascii"), "utf-8"
    if told and told != "utf-8":
        reading = read_as(raw, told)
        if reading.sound:
            return reading.text, told
    return _by_content(raw, told)


def _by_content(raw: bytes, told: str | None) -> tuple[str, str]:
    """Text and encoding of bytes with no mark, where the caller's knowledge has not settled it."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        # len(raw) - len(text) counts continuation bytes: two for a Han character
        if len(raw) - len(text) >= SURELY_UTF8 or not _better_as(told or _declared(raw) or "gb18030", raw):
            return text, "utf-8"
    best: Reading | None = None
    tried = set()
    for guess in (told, _declared, "utf-8", _detected, *CHINESE, EUC_TW, *UNMARKED_UTF16):
        name = guess(raw) if callable(guess) else guess
        if name is None or name in tried:
            continue
        tried.add(name)
        reading = read_as(raw, name)
        if name == EUC_TW and guess == EUC_TW and len(raw) - len(reading.text) < SURELY_UTF8:
            continue  # a few bytes that nothing names are Chinese in it by chance
        if reading.sound:
            return reading.text, name
        if name not in UNMARKED_UTF16 and (best is None or reading.worth > best.worth):
            best = reading
    assert best is not None  # UTF-8 at least has been tried
    return best.text, best.encoding


def _better_as(name: str, raw: bytes) -> bool:
    """Whether a few bytes that are valid UTF-8 make Chinese in another encoding only: GBK 系统 is UTF-8 ϵͳ."""
    other = read_as(raw, name)
    return other.sound and other.chinese > read_as(raw, "utf-8").chinese


def read_as(raw: bytes, encoding: str) -> Reading:
    """Read bytes in one encoding, bad ones as U+FFFD, and say how well they read.

    >>> read_as("今天的新闻".encode("gbk"), "gb18030").sound
    True
    >>> read_as("今天的新闻".encode("gbk"), "utf-8").sound
    False
    """
    # the incremental decoder keeps back a character that is cut off at the end, where decode() would show U+FFFD
    text = codecs.getincrementaldecoder(encoding)("replace").decode(raw)
    errors = text.count("\ufffd")
    if errors and encoding == "gb18030":
        text = read_damaged(raw)
    sample, size = [], 0
    for match in NON_ASCII.finditer(text):
        sample.append(match.group())
        size += match.end() - match.start()
        if size > ENOUGH:
            break
    seen = "".join(sample)
    frequent = sum(map(FREQUENT.__contains__, seen))
    # a Han character is two bytes or more, so this many non-ASCII characters at least
    wide = max(1, len(raw) - len(text), len(seen))
    return Reading(text, encoding, frequent / max(1, len(seen)), errors / wide)


def fold_name(name: str | None) -> str | None:
    """The decoder for a declared name of a Chinese encoding; None for a name that means nothing here.

    >>> fold_name("GB2312"), fold_name("x-gbk"), fold_name("Big5-HKSCS"), fold_name("utf8"), fold_name("klingon")
    ('gb18030', 'gb18030', 'big5hkscs', 'utf-8', None)
    """
    if not name or len(name) > 40:  # the longest registered name has 45 characters, none of a Chinese encoding 20
        return None
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    if plain.startswith(("utf16", "utf32", "ucs2")):
        return f"utf-{'32' if plain.startswith('utf32') else '16'}-{'be' if plain.endswith('be') else 'le'}"
    return next((decoder for pattern, decoder in FAMILIES if pattern.fullmatch(plain)), None)


def charset_of(encoding: str | None) -> str | None:
    """The name in what a caller gives as an encoding, which may be a whole content type; None where it holds none.

    A name of a Chinese encoding comes back as that of the decoder which holds it.

    >>> charset_of("text/html; charset=GBK"), charset_of("x-gbk"), charset_of("ISO-8859-1"), charset_of("text/html")
    ('gb18030', 'gb18030', 'ISO-8859-1', None)
    """
    if not isinstance(encoding, str):
        return encoding
    charset = _CHARSET.search(encoding)
    name = charset[1] if charset else "" if "/" in encoding else encoding.strip()
    return fold_name(name) or (None if name.lower() in _ANY else name)


def _declared(raw: bytes) -> str | None:
    """What the page says of itself: an XML declaration or a <meta> near its start."""
    name = EncodingDetector.find_declared_encoding(raw[: 4 * SAMPLE], is_html=True)
    folded = fold_name(name)
    # a declaration that can be read as ASCII bytes is in no UTF-16 page (WHATWG HTML, 'prescan a byte stream')
    return None if folded is not None and folded.startswith(("utf-16", "utf-32")) else folded


def _detected(raw: bytes) -> str | None:
    """charset-normalizer's judgement on a stretch of the page that begins where ASCII ends."""
    import charset_normalizer  # here: most pages never need it

    first = re.search(rb"[\x80-\xff]", raw)
    start = first.start() if first else 0
    sample = raw[start : start + SAMPLE]
    cut = max(sample.rfind(b"\n"), sample.rfind(b"<"))  # not inside a character, if that can be helped
    best = charset_normalizer.from_bytes(
        sample[:cut] if cut > SAMPLE // 2 else sample, cp_isolation=["utf_8", *CHINESE], enable_fallback=False
    ).best()
    return fold_name(best.encoding) if best else None


def _by_mark(raw: bytes) -> tuple[str, str] | None:
    """Text behind a byte order mark, unless what follows shows the mark to be an accident."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            text = codecs.getincrementaldecoder(encoding)("replace").decode(raw[len(mark) :])
            if encoding == "utf-8" and text.count("\ufffd") > FEW_ERRORS * len(text):
                return None
            return text.lstrip("\ufeff"), encoding
    return None


def _by_pairs(raw: bytes) -> tuple[str, str] | None:
    """Text in UTF-16 or UTF-32 without a mark: read on the right side, most characters are ASCII or frequent."""
    for encoding in (*UNMARKED_UTF32, *UNMARKED_UTF16):
        seen = raw[:SAMPLE].decode(encoding, "replace")
        if sum(map(WRITTEN.__contains__, seen)) > len(seen) * PAIRS_ARE_TEXT:
            return codecs.getincrementaldecoder(encoding)("replace").decode(raw), encoding
    return None


WRITTEN = FREQUENT.union(map(chr, range(0x20, 0x7F)), "\t\n\r")

MAGIC = (  # how files begin that are taken for pages by mistake (registered or documented by each format)
    (b"%PDF-", "PDF document"),
    (b"\x89PNG\r\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"\0\0\1\0", "icon"),
    (b"\x1f\x8b", "gzip data"),
    (b"PK\3\4", "zip archive (or a document made of one)"),
    (b"PK\5\6", "zip archive (or a document made of one)"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!\x1a", "RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office document"),
    (b"{\\rtf", "RTF document"),
    (b"\x7fELF", "program"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"OTTO\0", "font"),
    (b"OggS\0", "Ogg media"),
    (b"ID3\2", "MP3 audio"),
    (b"ID3\3", "MP3 audio"),
    (b"ID3\4", "MP3 audio"),
    (b"FLV\1", "Flash video"),
    (b"\x1aE\xdf\xa3", "Matroska video"),
    (b"SQLite format 3\0", "SQLite database"),
)
CONTAINERS = {b"WEBP": "WebP image", b"WAVE": "WAV audio", b"AVI ": "AVI video"}

CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r\x1b"))  # ESC begins the shifts of older text encodings
# a damaged page has a stray control byte here and there; compressed data has one in ten bytes
CONTROLS_IN_TEXT = 0.06


def refuse_magic(raw: bytes) -> None:
    """Raise `NotAPageError` for bytes that begin as a known file format begins.

    >>> refuse_magic(b"GIF89a....")
    Traceback (most recent call last):
        ...
    newsclean.errors.NotAPageError: not a page: GIF image
    """
    for magic, name in MAGIC:
        if raw.startswith(magic):
            raise NotAPageError(f"not a page: {name}", kind=name)
    if raw.startswith(b"RIFF") and raw[8:12] in CONTAINERS:
        kind = CONTAINERS[raw[8:12]]
        raise NotAPageError(f"not a page: {kind}", kind=kind)
    if raw[4:8] == b"ftyp":
        raise NotAPageError("not a page: MP4 video or HEIF image", kind="MP4 video or HEIF image")


def control_share(raw: bytes) -> float:
    """Share of control bytes at the start of a file, 0.0 to 1.0.

    >>> control_share("新闻".encode("gbk")), control_share(b"a\\0b\\0")
    (0.0, 0.5)
    """
    head = raw[:SAMPLE]
    return 1 - len(head.translate(None, CONTROLS)) / len(head) if head else 0.0
