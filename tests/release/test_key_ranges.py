from __future__ import annotations

from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import given

from pipeline.release.key_ranges import ALL_KEYS, DIGITS

keys = st.text(alphabet=DIGITS, min_size=26, max_size=26)


@given(keys, st.integers(1, 5000), st.integers(1, 7))
def test_every_key_lies_in_exactly_one_range_however_often_they_are_split(key: str, count: int, again: int) -> None:
    for ranges in (ALL_KEYS.split(count), [part for r in ALL_KEYS.split(count) for part in r.split(again)]):
        holding = [r for r in ranges if r.low <= key and (not r.high or key < r.high)]
        assert len(holding) == 1


@given(st.integers(1, 3000))
def test_ranges_touch_and_have_names_of_their_own(count: int) -> None:
    ranges = ALL_KEYS.split(count)
    assert [r.high for r in ranges[:-1]] == [r.low for r in ranges[1:]]
    assert (ranges[0].low, ranges[-1].high) == ("", "")
    assert len({r.name for r in ranges}) == count


def test_ranges_are_even() -> None:
    bounds = [int(r.low or "0", 32) for r in ALL_KEYS.split(100)]
    widths = {b - a for a, b in pairwise(bounds)}
    assert max(widths) - min(widths) <= 1
