"""Times leave as bands and whole seconds: by the clock, or by a recording's offsets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.sanitized import SanitizedText, SanitizedTurn
from pipeline.conversation.model import Role
from pipeline.release.turn_times import (
    FIRST,
    RESPONSE_BANDS,
    RESPONSE_REST,
    TURN_GAP_BANDS,
    TURN_GAP_REST,
    UNKNOWN,
    duration_s,
    response_bands,
    turn_gap_bands,
)
from tests.release.release_samples import START

SILENT = SanitizedText("")
ROLES = {"c": Role.CUSTOMER, "a": Role.AGENT, "b": Role.BOT, "s": Role.SYSTEM, "t": Role.THIRD_PARTY, "?": None}


def at(*times: datetime | None) -> list[SanitizedTurn]:
    return [SanitizedTurn(index, None, SILENT, time) for index, time in enumerate(times)]


def spoken(turns: str) -> list[SanitizedTurn]:
    """Return turns from `c0 a75`: the speaker, and the seconds from the start; `c-` has no time."""
    return [
        SanitizedTurn(index, ROLES[turn[0]], SILENT, offset_s=None if turn[1:] == "-" else float(turn[1:]))
        for index, turn in enumerate(turns.split())
    ]


TURN_GAPS = [
    (timedelta(seconds=0), "<10s", "no time between"),
    (timedelta(seconds=10, microseconds=-1), "<10s", "just below the bound"),
    (timedelta(seconds=10), "10-60s", "bounds belong to the longer gap"),
    (timedelta(seconds=60), "1-5min", "a minute"),
    (timedelta(minutes=5), "5-60min", "five minutes"),
    (timedelta(hours=1), ">1h", "an hour"),
    (timedelta(days=9), ">1h", "an e-mail answered next week"),
    (timedelta(seconds=-1), "unknown", "times run backwards"),
]


@pytest.mark.parametrize(("gap", "expected", "reason"), TURN_GAPS)
def test_when_a_turn_follows_then_the_gap_is_banded(gap: timedelta, expected: str, reason: str) -> None:
    assert turn_gap_bands(at(START, START + gap)) == ["first", expected]


def test_when_a_time_is_missing_then_both_gaps_beside_it_are_unknown() -> None:
    assert turn_gap_bands(at(None, START, None, START)) == ["first", "unknown", "unknown", "unknown"]
    assert turn_gap_bands([]) == []


def test_when_there_is_no_clock_then_offsets_give_the_gaps() -> None:
    assert turn_gap_bands(spoken("c0 a4.5 c65 a- c70 a69")) == [
        *("first", "<10s", "1-5min", "unknown", "unknown", "unknown")
    ]


def test_when_one_turn_has_a_clock_and_the_next_an_offset_then_nobody_knows_the_gap() -> None:
    mixed = [SanitizedTurn(0, None, SILENT, START), SanitizedTurn(1, None, SILENT, offset_s=3.0)]
    assert turn_gap_bands(mixed) == ["first", "unknown"]


def test_when_both_are_there_then_the_clock_counts() -> None:
    turns = [
        SanitizedTurn(0, None, SILENT, START, 0.0),
        SanitizedTurn(1, None, SILENT, START + timedelta(minutes=2), 3.0),
    ]
    assert turn_gap_bands(turns) == ["first", "1-5min"]


ANSWERS = [
    ("c0 a5", [None, "<10s"], "an answer"),
    ("a0 c5 a20", [None, None, "10-60s"], "a greeting answers nobody"),
    ("c0 a5 a90", [None, "<10s", None], "only the first turn after the question answers it"),
    ("c0 c50 a55", [None, None, "<10s"], "the time counts from the last that the customer said"),
    ("c0 b1 s2 a90", [None, None, None, "1-5min"], "a bot and the system answer for nobody"),
    ("c0 t5 a9", [None, None, "<10s"], "a third party does not take the question away"),
    ("c0 ?5 a9", [None, None, "<10s"], "nor does one of whom nobody knows who speaks"),
    ("c- a9", [None, "unknown"], "the question has no time"),
    ("c0 a-", [None, "unknown"], "the answer has no time"),
    ("c9 a3", [None, "unknown"], "times run backwards"),
    ("c0 a3600", [None, "1-24h"], "an hour"),
    ("c0 a86399", [None, "1-24h"], "just below a day"),
    ("c0 a86400", [None, ">24h"], "a day"),
    ("", [], "nobody said anything"),
]


@pytest.mark.parametrize(("turns", "expected", "reason"), ANSWERS)
def test_an_answer_has_the_time_that_the_customer_waited(turns: str, expected: list[str | None], reason: str) -> None:
    assert response_bands(spoken(turns)) == expected


MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))
TURNS = st.lists(
    st.builds(
        SanitizedTurn,
        st.just(0),
        st.sampled_from(list(ROLES.values())),
        st.just(SILENT),
        MOMENTS,
        st.none() | st.floats(0, 1e9),
    ),
    max_size=20,
)


@given(TURNS)
def test_each_turn_has_one_gap_band_and_only_agents_answer(turns: list[SanitizedTurn]) -> None:
    gaps, answers = turn_gap_bands(turns), response_bands(turns)
    assert len(gaps) == len(answers) == len(turns)
    assert set(gaps[1:]) <= {*(band for _, band in TURN_GAP_BANDS), TURN_GAP_REST, UNKNOWN}
    assert gaps[:1] == [FIRST][: len(turns)]
    assert set(answers) <= {*(band for _, band in RESPONSE_BANDS), RESPONSE_REST, UNKNOWN, None}
    assert all(turn.role is Role.AGENT for turn, band in zip(turns, answers, strict=True) if band is not None)


DURATIONS = [
    (START, START + timedelta(minutes=19, milliseconds=900), None, 1140, "whole seconds"),
    (START, START, None, 0, "closed at once"),
    (START, START - timedelta(milliseconds=1), None, None, "closed before it began"),
    (None, START, None, None, "start unknown"),
    (START, None, None, None, "close unknown"),
    (START, START + timedelta(days=36500), None, None, "longer than an int32 holds"),
    (None, None, 75.9, 75, "a recording without a clock"),
    (START, None, 75.9, 75, "a recording with a start and no close"),
    (START, START + timedelta(seconds=90), 75.9, 90, "the close counts where it is known"),
    (None, START, 75.9, None, "a close without a start"),
    (None, None, 2.0**31, None, "longer than an int32 holds"),
]


@pytest.mark.parametrize(("start", "close", "last", "expected", "reason"), DURATIONS)
def test_duration_is_seconds_or_nothing(
    start: datetime | None, close: datetime | None, last: float | None, expected: int | None, reason: str
) -> None:
    assert duration_s(start, close, last) == expected
