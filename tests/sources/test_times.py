"""Times in every unit that vendors use; what is no time of our days is told, and never guessed."""

from __future__ import annotations

import contextlib
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.format import RecordError
from pipeline.sources.times import REPAIRED, Unit, moment, seconds

NOON = 1_777_896_000
ISO = "2026-05-04T12:00:00+00:00"

MOMENTS = [
    (NOON, Unit.SECOND, ISO, 0, "seconds"),
    (NOON * 1_000, Unit.MILLISECOND, ISO, 0, "milliseconds"),
    (NOON * 1_000_000, Unit.MICROSECOND, ISO, 0, "microseconds"),
    (NOON * 10_000_000, Unit.TICK, ISO, 0, "ticks"),
    (str(NOON), Unit.SECOND, ISO, 0, "a number as text"),
    (NOON + 0.5, Unit.SECOND, "2026-05-04T12:00:00.500000+00:00", 0, "a fraction"),
    (NOON, Unit.MICROSECOND, ISO, 1, "seconds in a field of microseconds"),
    (NOON * 1_000, Unit.SECOND, ISO, 1, "milliseconds in a field of seconds"),
    (None, Unit.SECOND, None, 0, "nothing"),
    ("", Unit.SECOND, None, 0, "an empty text"),
]


@pytest.mark.parametrize(("value", "unit", "expected", "repaired", "why"), MOMENTS, ids=[why for *_, why in MOMENTS])
def test_a_moment_is_read(value: object, unit: Unit, expected: str | None, repaired: int, why: str) -> None:
    counts: Counter[str] = Counter()
    assert moment(value, unit, counts) == expected
    assert counts[REPAIRED] == repaired


NO_MOMENTS = [
    (True, RejectReason.WRONG_TYPE, "a truth value"),
    ([NOON], RejectReason.WRONG_TYPE, "a list"),
    ("noon", RejectReason.BAD_TIME, "a word"),
    (0, RejectReason.BAD_TIME, "1970 in every unit"),
    (-NOON, RejectReason.BAD_TIME, "before 1970"),
    (float("nan"), RejectReason.BAD_TIME, "not a number"),
    (float("inf"), RejectReason.BAD_TIME, "no end"),
    ("1e999", RejectReason.BAD_TIME, "too large for a float"),
    (10**400, RejectReason.BAD_TIME, "too large for a float, whole"),
    ("9" * 10_000, RejectReason.BAD_TIME, "ten thousand digits"),
]


@pytest.mark.parametrize(("value", "reason", "why"), NO_MOMENTS, ids=[why for *_, why in NO_MOMENTS])
def test_what_is_no_moment_is_told(value: object, reason: RejectReason, why: str) -> None:
    with pytest.raises(RecordError) as error:
        moment(value, Unit.SECOND, Counter())
    assert error.value.reason is reason
    assert error.value.__suppress_context__ or error.value.__context__ is None


SPANS = [
    (1.5, Unit.SECOND, 1.5, "seconds"),
    (1500, Unit.MILLISECOND, 1.5, "milliseconds"),
    ("15000000", Unit.TICK, 1.5, "ticks as text"),
    ("1.500s", Unit.MILLISECOND, 1.5, "protobuf: the text says the unit"),
    ("PT1.5S", Unit.SECOND, 1.5, "ISO 8601"),
    ("PT1H2M3S", Unit.SECOND, 3723, "hours and minutes"),
    ("PT2M", Unit.SECOND, 120, "minutes alone"),
    ("00:01:02.5", Unit.SECOND, 62.5, "a clock"),
    ("01:02,500", Unit.MILLISECOND, 62.5, "a clock with a comma"),
    (0, Unit.SECOND, 0, "nought"),
    (-1, Unit.SECOND, None, "a negative span is none"),
    (None, Unit.SECOND, None, "nothing"),
]


@pytest.mark.parametrize(("value", "unit", "expected", "why"), SPANS, ids=[why for *_, why in SPANS])
def test_a_span_is_read(value: object, unit: Unit, expected: float | None, why: str) -> None:
    assert seconds(value, unit) == expected


@pytest.mark.parametrize("value", ["PT", "S", "1:2:3:4", "PT1X", "soon", {}, True, "1e400", "-PT1S"])
def test_what_is_no_span_is_told(value: object) -> None:
    with pytest.raises(RecordError):
        seconds(value)


anything = st.text(max_size=40) | st.integers() | st.floats() | st.none() | st.booleans() | st.lists(st.none())


@given(anything, st.sampled_from(Unit))
def test_anything_is_a_time_or_a_reject(value: object, unit: Unit) -> None:
    with contextlib.suppress(RecordError):
        read = moment(value, unit, Counter())
        assert read is None or datetime(1995, 1, 1, tzinfo=UTC) <= datetime.fromisoformat(read)
    with contextlib.suppress(RecordError):
        span = seconds(value, unit)
        assert span is None or 0 <= span < float("inf")


@given(st.integers(788_918_400, 4_102_444_799), st.sampled_from(Unit), st.sampled_from(Unit))
def test_a_second_of_our_days_is_found_whatever_unit_it_is_written_in(
    second: int, written: Unit, declared: Unit
) -> None:
    assert moment(second * written, declared, Counter()) == datetime.fromtimestamp(second, UTC).isoformat()
