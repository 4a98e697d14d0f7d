"""The images of annotated real pages, told by hand in data/image_gold.tsv, where those pages are there."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from newsclean import clean_page

from ..tools.measure import shared
from ..tools.tsv import rows

FOLDER = shared()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="no annotated corpus beside the repository (NEWSCLEAN_SHARED)")
_PRECISION, _RECALL, _CAPTIONS = 0.99, 0.96, 0.97


def test_images_of_real_pages() -> None:
    gold: dict[str, dict[str, str]] = defaultdict(dict)
    for page, address, caption in rows("image_gold.tsv"):
        gold[page] |= {} if address == "-" else {address: caption.strip("-")}
    assert FOLDER is not None and len(gold) >= 30
    found: dict[str, dict[str, str]] = {}
    for page in gold:
        path = next(FOLDER.glob(f"corpus*/pages/{page}.html"))
        found[page] = {_short(image.url): image.caption or "" for image in clean_page(path.read_bytes()).images}
    told = {(page, address) for page, images in gold.items() for address in images}
    given = {(page, address) for page, images in found.items() for address in images}
    both = told & given
    captions = [_agree(gold[page][address], found[page][address]) for page, address in both]
    figures = (len(both) / len(given), len(both) / len(told), sum(captions) / len(both))
    print("precision {:.3f}, recall {:.3f}, captions {:.3f}".format(*figures), sorted(told ^ given))
    assert figures[0] >= _PRECISION and figures[1] >= _RECALL and figures[2] >= _CAPTIONS


def _agree(start: str, caption: str) -> bool:
    """Whether a caption begins as it should, or both are missing."""
    return caption.startswith(start) if start else not caption


def _short(url: str) -> str:
    """The end of an address, without what asks for a size."""
    return re.split(r"[?&](?:wx_fmt|thumbnail|image)", url)[0][-16:]
