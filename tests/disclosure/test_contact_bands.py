"""Contact bands: how soon and how often one person came back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.disclosure.contact_bands import contact_bands

START = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)

GAPS = [
    (timedelta(0), "<10m", "the same moment"),
    (timedelta(minutes=10) - timedelta(microseconds=1), "<10m", "just below the bound"),
    (timedelta(minutes=10), "10-60m", "bounds belong to the longer gap"),
    (timedelta(hours=1), "1-24h", "one hour is no longer 10-60m"),
    (timedelta(hours=24), "1-7d", "one day is no longer 1-24h"),
    (timedelta(days=7), ">7d", "a week is no longer 1-7d"),
    (timedelta(days=400), ">7d", "more than a year"),
]


@pytest.mark.parametrize(("gap", "expected", "reason"), GAPS)
def test_when_a_person_comes_back_then_the_gap_is_banded(gap: timedelta, expected: str, reason: str) -> None:
    assert [band for band, _ in contact_bands([START, START + gap])] == ["first", expected]


COUNTS = [(1, "1"), (2, "2"), (3, "3-5"), (5, "3-5"), (6, "6+"), (50, "6+")]


@pytest.mark.parametrize(("contacts", "expected"), COUNTS)
def test_when_contacts_fall_into_a_day_then_the_last_one_counts_them(contacts: int, expected: str) -> None:
    starts = [START + timedelta(minutes=20 * number) for number in range(contacts)]
    assert contact_bands(starts)[-1][1] == expected


def test_when_a_contact_is_exactly_a_day_older_then_it_is_outside_the_window() -> None:
    assert contact_bands([START, START + timedelta(hours=24)])[1] == ("1-7d", "1")
    assert contact_bands([START, START + timedelta(hours=24, microseconds=-1)])[1] == ("1-24h", "2")


def test_when_a_start_is_unknown_then_it_is_unknown_and_counts_for_no_other() -> None:
    known = [START, START + timedelta(minutes=5)]
    assert contact_bands([known[0], None, known[1]]) == [("first", "1"), ("unknown", "unknown"), ("<10m", "2")]


def test_when_there_are_no_contacts_then_there_are_no_bands() -> None:
    assert contact_bands([]) == []


def test_when_starts_are_not_sorted_then_it_is_an_error_without_values() -> None:
    with pytest.raises(ValueError, match=r"not in ascending order$"):
        contact_bands([START, START - timedelta(days=1)])


@given(st.lists(st.integers(0, 10**6), max_size=30))
def test_each_contact_has_one_pair_of_bands_and_the_count_is_that_of_a_plain_scan(seconds: list[int]) -> None:
    starts = [START + timedelta(seconds=number) for number in sorted(seconds)]
    bands = contact_bands(starts)
    assert len(bands) == len(starts)
    for start, (_, band) in zip(starts, bands, strict=True):
        count = sum(start - timedelta(hours=24) < other <= start for other in starts)
        assert band == ("1" if count == 1 else "2" if count == 2 else "3-5" if count <= 5 else "6+")
