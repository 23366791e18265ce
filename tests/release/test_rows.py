"""Rows: times leave as bands, months and durations; values that do not fit never stand in an error."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from pipeline.anonymization.sanitized import SanitizedConversation, SanitizedTurn
from pipeline.conversation.model import Channel, Conversation, ConversationId, Role, Turn
from pipeline.errors import EngineFailed
from pipeline.release.columns import conversation_columns, turn_columns
from pipeline.release.rows import Facts, RowBuilder, conversation_row, month_of, table_of, turn_cells
from tests.release.release_samples import POLICY_SHA256, START, conversation, policy, rows_of, sanitized, text

PLANTED = "Zebulon Quill"


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
    cells = turn_cells(sanitized("hi [PERSON_1] 😀"), Facts("key"), turn_columns(policy()))
    assert cells["turn_index"] == [0, 1]
    assert {name: column[1] for name, column in cells.items()} == {
        "conversation_key": "key",
        "turn_index": 1,
        "role": "customer",
        "text": "hi [PERSON_1] 😀",
        "words": 2,
        "language": "en",
        "turn_gap_band": "10-60s",
        "response_band": None,
        "redactions": [{"char_start": 3, "char_end": 13, "entity_type": "PERSON", "operator": "pseudonymise"}],
    }


def test_when_a_recording_has_no_clock_then_its_offsets_give_gaps_answers_and_the_duration() -> None:
    clockless = replace(
        sanitized(),
        turns=(
            SanitizedTurn(0, Role.CUSTOMER, text("hello?"), offset_s=0.5),
            SanitizedTurn(1, Role.AGENT, text("Hi there."), offset_s=75.9),
        ),
    )
    raw = Conversation(
        ConversationId("c"), Channel.CALL, (Turn("hello?", offset_s=0.5), Turn("Hi there.", offset_s=75.9))
    )
    builder = RowBuilder(policy(), POLICY_SHA256)
    builder.add("key", "person", raw, clockless)
    conversations, turns, _ = builder.finish()
    assert turns["turn_gap_band"].to_pylist() == ["first", "1-5min"]
    assert turns["response_band"].to_pylist() == [None, "1-5min"]
    assert conversations["duration_s"].to_pylist() == [75]


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
