"""Rows: times leave as bands, months and durations; values that do not fit never stand in an error."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.anonymization.sanitized import SanitizedConversation
from pipeline.conversation.model import Channel
from pipeline.errors import EngineFailed
from pipeline.release.columns import conversation_columns, turn_columns
from pipeline.release.rows import Facts, conversation_row, duration_s, month_of, table_of, turn_gap_bands, turn_rows
from tests.release.release_samples import START, conversation, policy, rows_of, sanitized

PLANTED = "Zebulon Quill"

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
    assert turn_gap_bands([START, START + gap]) == ["first", expected]


def test_when_a_time_is_missing_then_both_gaps_beside_it_are_unknown() -> None:
    assert turn_gap_bands([None, START, None, START]) == ["first", "unknown", "unknown", "unknown"]
    assert turn_gap_bands([]) == []


@given(st.lists(st.none() | st.datetimes(timezones=st.just(UTC)), max_size=20))
def test_each_turn_has_exactly_one_gap_band(times: list[datetime | None]) -> None:
    bands = turn_gap_bands(times)
    assert len(bands) == len(times)
    assert set(bands[1:]) <= {"<10s", "10-60s", "1-5min", "5-60min", ">1h", "unknown"}


DURATIONS = [
    (START, START + timedelta(minutes=19, milliseconds=900), 1140, "whole seconds"),
    (START, START, 0, "closed at once"),
    (START, START - timedelta(milliseconds=1), None, "closed before it began"),
    (None, START, None, "start unknown"),
    (START, None, None, "close unknown"),
    (START, START + timedelta(days=36500), None, "longer than an int32 holds"),
]


@pytest.mark.parametrize(("start", "close", "expected", "reason"), DURATIONS)
def test_duration_is_seconds_or_nothing(
    start: datetime | None, close: datetime | None, expected: int | None, reason: str
) -> None:
    assert duration_s(start, close) == expected


def test_month_is_year_and_month_or_unknown() -> None:
    assert (month_of(START), month_of(None)) == ("2026-05", "unknown")


def test_a_conversations_row_holds_what_the_policy_names() -> None:
    facts = Facts("key", "person", START, START + timedelta(minutes=19))
    row = conversation_row(sanitized(), facts, conversation_columns(policy()))
    assert row == {
        "conversation_key": "key",
        "person_key": "person",
        "channel": "chat",
        "language": "en",
        "month": "2026-05",
        "plan": "pro",
        "tags": ["billing", "bug"],
        "csat": 4,
        "score": 0.5,
        "resolved": True,
        "duration_s": 1140,
        "turns": 2,
        "gap_band": "unknown",
        "contacts_24h_band": "unknown",
        "redactions": [{"entity_type": "PERSON", "operator": "pseudonymise", "count": 1}],
    }


def test_a_turns_row_holds_text_and_offsets_into_it() -> None:
    rows = turn_rows(sanitized("hi [PERSON_1] 😀"), Facts("key"), turn_columns(policy()))
    assert [row["turn_index"] for row in rows] == [0, 1]
    assert rows[1] == {
        "conversation_key": "key",
        "turn_index": 1,
        "role": "customer",
        "text": "hi [PERSON_1] 😀",
        "language": "en",
        "turn_gap_band": "10-60s",
        "redactions": [{"char_start": 3, "char_end": 13, "entity_type": "PERSON", "operator": "pseudonymise"}],
    }


def test_when_a_record_lacks_a_field_then_its_cell_is_empty() -> None:
    bare = SanitizedConversation(Channel.CHAT, "en")
    row = conversation_row(bare, Facts("key"), conversation_columns(policy()))
    assert (row["plan"], row["tags"], row["duration_s"], row["turns"], row["redactions"]) == (None, None, None, 0, [])


BAD_ROWS = [
    ({"name": PLANTED}, pa.schema([pa.field("name", pa.int64())]), "a type that does not fit"),
    ({"name": PLANTED + "\ud800"}, pa.schema([pa.field("name", pa.string())]), "half a surrogate pair"),
    ({"other": PLANTED}, pa.schema([pa.field("name", pa.string())]), "a column is missing"),
    ({"name": 2**40}, pa.schema([pa.field("name", pa.int32())]), "a number too large"),
    ({"name": None}, pa.schema([pa.field("name", pa.string(), nullable=False)]), "null where none may be"),
]


@pytest.mark.parametrize(("row", "schema", "reason"), BAD_ROWS)
def test_when_a_value_does_not_fit_then_the_error_does_not_hold_it(
    row: dict[str, object], schema: pa.Schema, reason: str
) -> None:
    with pytest.raises(EngineFailed) as caught:
        table_of([row], schema)
    assert PLANTED not in str(caught.value) + repr(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_the_builder_sorts_by_month_and_key_and_measures_partitions() -> None:
    june = datetime(2026, 6, 1, tzinfo=UTC)
    conversations, turns, sizes = rows_of(policy(), [june, START, None, START]).finish()
    assert conversations["conversation_key"].to_pylist() == ["key0001", "key0003", "key0000", "key0002"]
    assert turns["turn_index"].to_pylist() == [0, 1] * 4
    text_bytes = len("What's your name?hi [PERSON_1] 😀".encode())
    assert sizes == [
        {"partition": "2026-05", "conversations": 2, "turns": 4, "text_bytes": 2 * text_bytes},
        {"partition": "2026-06", "conversations": 1, "turns": 2, "text_bytes": text_bytes},
        {"partition": "unknown", "conversations": 1, "turns": 2, "text_bytes": text_bytes},
    ]


def test_when_the_policy_names_no_month_then_there_is_one_nameless_partition() -> None:
    builder = rows_of(policy([{"path": "channel"}]), [START, None])
    conversations, _, sizes = builder.finish()
    assert [size["partition"] for size in sizes] == [""]
    assert conversations.column_names == ["conversation_key", "channel", "turns", "redactions", "month"]


def test_when_nothing_was_added_then_the_tables_are_empty() -> None:
    conversations, turns, sizes = rows_of(policy(), []).finish()
    assert (conversations.num_rows, turns.num_rows, sizes) == (0, 0, [])


def test_the_builder_never_shows_text_in_its_repr() -> None:
    builder = rows_of(policy(), [START], said=PLANTED + " said so")
    builder.add("k", "p", conversation(), sanitized(PLANTED + " again"))
    assert PLANTED not in repr(builder)
