"""What stands for a pattern does what the pattern does, whoever comes first."""

from __future__ import annotations

import copy
import pickle
import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from newsclean.phrases import phrases
from newsclean.phrases.own_words import OwnWords, of_phrases, using
from newsclean.text import lazy_re


def test_all_that_a_pattern_has() -> None:
    lazy, real = lazy_re.compile("(?i)a(?P<b>b)", lazy_re.MULTILINE), re.compile("(?i)a(?P<b>b)", re.MULTILINE)
    assert lazy.sub(r"\1", "Ab ab") == real.sub(r"\1", "Ab ab")
    assert (lazy.flags, lazy.groups, lazy.groupindex) == (real.flags, real.groups, real.groupindex)
    with pytest.raises(AttributeError):
        lazy.compiled  # type: ignore[attr-defined]  # noqa: B018


def test_a_pattern_is_copied_and_sent_before_and_after_its_use() -> None:
    lazy = lazy_re.compile("(?i)a")
    for _ in range(2):
        for other in (copy.deepcopy(lazy), pickle.loads(pickle.dumps(lazy))):
            assert other.findall("aA") == ["a", "A"]
        assert lazy.findall("aA") == ["a", "A"]


def test_a_thread_waits_for_what_another_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    lazy_re.compile_waiting()
    lazy, real, begun = lazy_re.compile("新桥"), lazy_re.Uncompiled.settle, Event()

    def slowly(self: lazy_re.Uncompiled) -> None:
        begun.set()
        time.sleep(0.05)
        real(self)

    monkeypatch.setattr(lazy_re.Uncompiled, "settle", slowly)
    with ThreadPoolExecutor() as threads:
        first = threads.submit(lambda: lazy.search("新桥通车"))
        assert begun.wait(10)
        assert lazy.search("新桥通车") and first.result()


def test_what_is_made_of_phrases_is_made_with_the_first_page_and_of_the_shipped_words() -> None:
    made: list[tuple[str, ...]] = []
    lazy = lazy_re.compile("新桥")

    @of_phrases
    def words() -> int:
        made.append(phrases("strip/player"))
        return len(made)

    @of_phrases
    def words_of(name: str) -> tuple[str, ...]:
        made.append(())
        return phrases(name)

    assert not made
    with using(OwnWords({"strip/player": ("开播啦",)}, {})):
        assert lazy.search("新桥通车")
    assert len(made) == 1 and "开播啦" not in made[0]
    assert words() == 1
    with using(OwnWords({"strip/player": ("开播啦",)}, {})):
        assert words() == 2
    assert "开播啦" in made[1] and words_of("strip/player") and len(made) == 3
