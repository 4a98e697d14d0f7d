"""What stands for a pattern does what the pattern does, whoever comes first."""

from __future__ import annotations

import copy
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

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


def test_threads_that_come_first_together_all_find() -> None:
    lazy = [lazy_re.compile(f"{'(a|b)' * 40}{n}") for n in range(60)]  # which takes its time
    together = Barrier(8)

    def use(n: int) -> bool:
        together.wait()
        return lazy[-1 - n].match("a") is None and lazy[n].search("b") is None

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(use, range(8)))
    assert lazy_re.are_waiting() == 0
