"""Bytes in every Chinese encoding, told rightly, wrongly or not at all, whole and damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import NotAPageError
from newsclean.reading.decode import decode

CASES = json.loads((Path(__file__).parents[1] / "data" / "decode.json").read_text("utf-8"))

SENTENCES = [
    "昨日上午，记者从市人民政府新闻办公室获悉，今年以来全市经济运行总体平稳，各项工作取得新的进展。",
    "会议指出，要进一步加强对农村地区的支持，把各项政策落到实处，让群众得到更多的好处。",
    "“我们在这里工作了三十年，看着这座城市一天天变化。”老人说。",
    "据介绍，这条铁路全长一百二十公里，设有八个车站，建成后两地之间的时间将缩短到四十分钟。",
]
TRADITIONAL = [
    "行政機關今日表示，將會繼續與各地方政府合作，加強對民眾的服務，並且公開相關資料。",
    "他說，這個問題已經討論了很長時間，現在應該是作出決定的時候了。",
]


@pytest.mark.parametrize("case", CASES, ids=[case["comment"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    text, encoding = decode(case["text"].encode(case["bytes"]), case.get("caller"))
    assert encoding == case["expect"]
    assert text == case.get("result", case["text"])


def prose(sentences: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(sentences), min_size=2, max_size=8).map("\n".join)


declarations = st.sampled_from(["", "gb2312", "GBK", "big5", "utf-8", "UTF-16", "iso-8859-1", "x-user-defined", "zip"])


@given(prose(SENTENCES), declarations, declarations, st.sampled_from(["gb18030", "utf-8", "utf-16-le", "utf-16-be"]))
def test_simplified_text_survives_any_declaration(text: str, said: str, told: str, encoding: str) -> None:
    page = f"<meta charset='{said}'>{text}" if said else text
    assert decode(page.encode(encoding), told) == (page, encoding)


@given(prose(TRADITIONAL), declarations, declarations, st.sampled_from(["big5hkscs", "utf-8", "gb18030"]))
def test_traditional_text_survives_any_declaration(text: str, said: str, told: str, encoding: str) -> None:
    page = f"<meta charset='{said}'>{text}" if said else text
    assert decode(page.encode(encoding), told) == (page, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_character_cut_off_at_the_end_is_dropped(encoding: str) -> None:
    text = "\n".join(SENTENCES)
    assert decode((text + "完").encode(encoding)[:-1]) == (text, encoding)


def test_gbk_comment_leaves_a_utf8_page_utf8() -> None:
    before, after = (f"<p>{line}</p>".encode() for line in SENTENCES[:2])
    text, encoding = decode(b"<meta charset=utf-8>" + before + "<!-- 页脚开始 -->".encode("gbk") + after * 20)
    assert encoding == "utf-8"
    assert SENTENCES[0] in text and SENTENCES[1] in text


@given(st.integers(0, 300), st.sampled_from(["utf-8", "gb18030", "big5hkscs"]))
def test_one_bad_byte_does_not_change_the_encoding(place: int, encoding: str) -> None:
    raw = "\n".join(TRADITIONAL * 4).encode(encoding)
    text, found = decode(raw[:place] + b"\xff" + raw[place:])
    assert found == encoding
    assert TRADITIONAL[1] in text


def test_mark_of_utf8_before_gbk_is_an_accident() -> None:
    text = "\n".join(SENTENCES)
    assert decode(b"\xef\xbb\xbf" + text.encode("gbk")) == (text, "gb18030")


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\1\0", "GIF"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "WebP"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"PK\3\4\x14\0", "zip"),
        (b"\0\0\0\x18ftypmp42", "MP4"),
        (bytes(range(256)) * 8, "control bytes"),
    ],
)
def test_no_page(raw: bytes, name: str) -> None:
    with pytest.raises(NotAPageError, match=name):
        decode(raw)


def test_empty() -> None:
    assert decode(b"")[0] == ""
    assert decode(b"\xef\xbb\xbf")[0] == ""
    assert decode(b" \n")[0] == " \n"


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=50), declarations))
def test_any_bytes_and_any_name(raw: bytes, told: str | None) -> None:
    try:
        text, encoding = decode(raw, told)
    except NotAPageError:
        return
    assert text == text.encode("utf-8", "replace").decode()  # no lone surrogates
    assert encoding in ("utf-8", "gb18030", "big5hkscs", "hz", "iso-2022-cn", "euc-tw") or encoding.startswith(
        ("utf-16-", "utf-32-")
    )


@pytest.mark.parametrize("sentence", SENTENCES)
def test_after_a_lost_byte_no_character_is_made_up(sentence: str) -> None:
    raw = sentence.encode("gbk")
    other = "\n".join(SENTENCES).encode("gbk")
    for place in range(len(raw)):
        text, _ = decode(other + b"<p>" + raw[:place] + raw[place + 1 :] + b"</p>", "gbk")
        shown = text.partition("<p>")[2].removesuffix("</p>")
        kept = [run for run in shown.split("\ufffd") if run]
        assert all(run in sentence for run in kept), (place, shown)
        assert sum(map(len, kept)) >= len(sentence) - 12


def test_the_euro_sign_of_windows() -> None:
    raw = "门票每张".encode("gbk") + b"\x8012" + "，儿童免费。新馆今天开放。".encode("gbk")
    assert decode(raw, "gbk") == ("门票每张€12，儿童免费。新馆今天开放。", "gb18030")


def test_iso_2022_cn() -> None:
    seven = bytes(byte & 0x7F for byte in "今天的新闻".encode("gb2312"))
    assert decode(b"<p>\x1b$)A\x0e" + seven + b"\x0f today</p>") == ("<p>今天的新闻 today</p>", "iso-2022-cn")
