"""Google's Insights: entries to import and the API's conversations; long user ids are known, addresses never stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Channel, Conversation, KnownValue, Role
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import HEAD_BYTES, Head, SourceOptions
from pipeline.sources.sniffing import sniff

One = Callable[..., Conversation]
Shown = Callable[[Conversation], str]

NAME = "google-ccai"
CANARY = "Quillfeather"
START = datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
SECONDS = int(START.timestamp())


def entry(role: str, text: str, user: object, stamp: object) -> dict[str, Any]:
    return {"role": role, "text": text, "user_id": user, "start_timestamp_usec": stamp}


IMPORT: dict[str, Any] = {
    "conversation_info": {
        "conversation_id": "conv-1",
        "metadata": {"crm": CANARY},
        "agent_info": [{"agent_id": "agent-7", "display_name": "Chloe Martin", "team": CANARY}],
        "categories": [{"display_name": "Refund"}],
    },
    "entries": [
        entry("CUSTOMER", "Hello?", "enquiry-4711", (SECONDS + 5) * 1_000_000),
        entry("AUTOMATED_AGENT", "Welcome.", 3, SECONDS * 1_000_000) | {"notes": CANARY},
        entry("AGENT", "Hi.", 2, str((SECONDS + 9) * 1_000_000)),
        entry("WIZARD", "Hm.", 4, (SECONDS + 12) * 1_000_000),
    ],
}
SEGMENTS: list[dict[str, Any]] = [
    {"text": "Hello.", "channel_tag": 2, "words": [{"word": CANARY, "start_offset": "0.500s"}], "sentiment": {}},
    {
        "text": "Hi.",
        "channel_tag": 1,
        "message_time": "2026-05-04T09:12:04.5Z",
        "segment_participant": {"role": "END_USER", "user_id": "enquiry-4711"},
    },
]
API: dict[str, Any] = {
    "name": f"projects/{CANARY}/locations/l/conversations/conv-2",
    "data_source": {"gcs_source": {"audio_uri": f"gs://{CANARY}"}},
    "labels": {"customer": CANARY},
    "metadata_json": CANARY,
    "obfuscated_user_id": "user-77",
    "agent_id": "agent-7",
    "medium": "CHAT",
    "language_code": "en-US",
    "start_time": "2026-05-04T09:12:00Z",
    "duration": "9.500s",
    "call_metadata": {"customer_channel": 1, "agent_channel": 2},
    "quality_metadata": {"agent_info": [{"display_name": "Chloe Martin"}], "customer_satisfaction_rating": 4},
    "transcript": {"transcript_segments": SEGMENTS},
    "latest_summary": {"text": CANARY},
}


def camel(value: Any) -> Any:
    """Return the document as the REST API gives it."""
    if isinstance(value, list):
        return [camel(item) for item in value]
    if not isinstance(value, dict):
        return value
    heads = {key: key.split("_") for key in value}
    return {words[0] + "".join(map(str.title, words[1:])): camel(value[key]) for key, words in heads.items()}


def test_entries_are_turns_by_role_and_time(one: One) -> None:
    read = one(NAME, orjson.dumps(IMPORT))
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == [
        ("Welcome.", Role.BOT),
        ("Hello?", Role.CUSTOMER),
        ("Hi.", Role.AGENT),
        ("Hm.", Role.THIRD_PARTY),
    ]
    assert (read.id, read.channel, read.started_at, read.repaired) == ("conv-1", Channel.CALL, START, ())
    assert read.metadata == (("tags", ("Refund",)),)


def test_long_user_ids_and_agents_are_known_and_the_rest_shows_nowhere(one: One, shown: Shown) -> None:
    read = one(NAME, orjson.dumps(IMPORT))
    assert CANARY not in shown(read)
    assert [party.customer_id for party in read.participants if party.role is Role.CUSTOMER] == ["enquiry-4711"]
    assert [party.name for party in read.participants if party.name] == ["Chloe Martin"]
    assert read.known_values == (KnownValue("USERNAME", "agent-7"),)
    assert dict(read.dropped) == {
        "conversation_info.agent_info[].team": 1,
        "conversation_info.metadata": 1,
        "entries[].notes": 1,
    }


def test_a_short_user_id_numbers_a_party_and_is_no_customers_id(one: One) -> None:
    read = one(NAME, orjson.dumps({"entries": [entry("CUSTOMER", "Hello?", 1, SECONDS * 1_000_000)]}))
    assert [(party.role, party.customer_id) for party in read.participants] == [(Role.CUSTOMER, None)]
    assert read.id == "example#0"


@pytest.mark.parametrize("factor", [1, 1_000], ids=["seconds", "milliseconds"])
def test_times_in_another_unit_are_put_right_and_counted(one: One, factor: int) -> None:
    entries = [entry("CUSTOMER", "a", 1, SECONDS * factor), entry("AGENT", "b", 2, (SECONDS + 5) * factor)]
    read = one(NAME, orjson.dumps({"entries": entries}))
    assert (read.started_at, read.repaired) == (START, (("time_unit", 2),))


@pytest.mark.parametrize(
    ("options", "channel"),
    [
        (SourceOptions(default_channel=Channel.CHAT), Channel.CHAT),
        (SourceOptions(field_map=FieldMap.model_validate({"constants": {"channel": "social"}})), Channel.SOCIAL),
    ],
)
def test_an_import_does_not_tell_its_channel_so_the_user_may(one: One, options: SourceOptions, channel: str) -> None:
    assert one(NAME, orjson.dumps(IMPORT), options).channel is channel


@pytest.mark.parametrize("document", [API, camel(API)], ids=["snake case", "camel case"])
def test_the_apis_conversation_is_read_in_both_spellings(one: One, shown: Shown, document: dict[str, Any]) -> None:
    data = orjson.dumps(document)
    assert sniff(Head(data, "", complete=True)).name == NAME
    read = one(NAME, data)
    assert [(turn.text, turn.offset_s, read.role_of(turn)) for turn in read.turns] == [
        ("Hello.", 0.5, Role.AGENT),
        ("Hi.", None, Role.CUSTOMER),
    ]
    assert (read.id, read.channel, read.language, read.started_at) == ("conv-2", Channel.CHAT, "en", START)
    assert read.closed_at == datetime(2026, 5, 4, 9, 12, 9, 500_000, tzinfo=UTC)
    assert read.metadata == (("csat", 4),)
    assert set(read.known_values) == {KnownValue("USERNAME", "agent-7"), KnownValue("USERNAME", "user-77")}
    assert CANARY not in shown(read)
    assert dict(read.dropped) == {
        "data_source": 1,
        "labels": 1,
        "latest_summary": 1,
        "metadata_json": 1,
        "transcript.transcript_segments[].sentiment": 1,
        "transcript.transcript_segments[].words[]": 1,
    }


def test_a_page_of_conversations_is_read_one_by_one(one: One) -> None:
    assert one(NAME, orjson.dumps({"conversations": [camel(API)], "nextPageToken": CANARY})).id == "conv-2"


@pytest.mark.parametrize(
    "document", [{"entries": IMPORT["entries"] * 900}, API | {"transcript": {"transcript_segments": SEGMENTS * 900}}]
)
def test_a_long_file_is_recognized_by_its_head(document: dict[str, Any]) -> None:
    assert sniff(Head(orjson.dumps(document)[:HEAD_BYTES], "", complete=False)).name == NAME
