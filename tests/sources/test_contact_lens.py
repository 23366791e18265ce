"""Contact Lens: calls have offsets, chats times of day; display names are searched for, identifiers never stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Channel, Conversation, KnownValue, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import Parsed

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]
Shown = Callable[[Conversation], str]

NAME = "contact-lens"
CANARY = "Quillfeather"


def turn(role: str, content: str, **more: object) -> dict[str, Any]:
    return {"ParticipantId": f"{role}-{CANARY}", "ParticipantRole": role, "Content": content, **more}


def message(role: str, content: str, second: int, **more: object) -> dict[str, Any]:
    time = f"2026-05-04T09:12:{second:02}.250Z"
    return turn(role, content, Type="MESSAGE", ContentType="text/plain", AbsoluteTime=time, **more)


CALL: dict[str, Any] = {
    "AccountId": CANARY,
    "Channel": "VOICE",
    "LanguageCode": "en-US",
    "CustomerMetadata": {"ContactId": "c-1", "InstanceId": CANARY, "InputS3Uri": f"s3://{CANARY}/a.wav"},
    "ConversationCharacteristics": {
        "ContactSummary": {"PostContactSummary": {"Content": CANARY}},
        "TotalConversationDurationMillis": 9000,
    },
    "Categories": {"MatchedCategories": ["Refund"], "MatchedDetails": {}},
    "Transcript": [
        turn("AGENT", "Hello.", Id=CANARY, BeginOffsetMillis=40, LoudnessScore=[70], Sentiment="NEUTRAL"),
        turn("CUSTOMER", "Hi.", BeginOffsetMillis=900, OutcomesDetected=[{"CharacterOffsets": {}}]),
    ],
}
CHAT: dict[str, Any] = {
    "Channel": "CHAT",
    "CustomerMetadata": {"ContactId": "c-2", "InputS3Uri": CANARY},
    "ConversationCharacteristics": {"TotalConversationDurationMillis": 60000, "ResponseTime": {}},
    "Participants": [{"ParticipantId": f"SYSTEM-{CANARY}", "ParticipantRole": "SYSTEM", "DisplayName": CANARY}],
    "Transcript": [
        message("AGENT", "", 0, DisplayName="Chloe Martin") | {"Type": "EVENT", "ContentType": f"application/{CANARY}"},
        message("SYSTEM", "Welcome.", 1, DisplayName="SYSTEM_MESSAGE"),
        message("CUSTOM_BOT", "What is it about?", 2, DisplayName="Botty"),
        message("CUSTOMER", "an order", 4, DisplayName="Ana Duarte"),
        message("CUSTOMER", CANARY, 5) | {"Type": "ATTACHMENT", "Attachments": [{"AttachmentName": CANARY}]},
        message("CUSTOMER", CANARY, 6) | {"ContentType": "application/vnd.amazonaws.connect.message.interactive"},
        message("CUSTOMER", "12345", 7, DisplayName="Ana D."),
    ],
}


def test_a_call_has_offsets_and_no_time_of_day(one: One) -> None:
    read = one(NAME, orjson.dumps(CALL))
    assert [(turn.text, turn.offset_s, turn.at) for turn in read.turns] == [("Hello.", 0.04, None), ("Hi.", 0.9, None)]
    assert [read.role_of(turn) for turn in read.turns] == [Role.AGENT, Role.CUSTOMER]
    assert (read.id, read.channel, read.language, read.closed_at) == ("c-1", Channel.CALL, "en", None)
    assert read.metadata == (("tags", ("Refund",)),)


def test_a_chat_has_times_of_day_and_its_end_follows_from_its_length(one: One) -> None:
    read = one(NAME, orjson.dumps(CHAT))
    assert [turn.text for turn in read.turns] == ["Welcome.", "What is it about?", "an order", "12345"]
    assert [read.role_of(turn) for turn in read.turns] == [Role.SYSTEM, Role.BOT, Role.CUSTOMER, Role.CUSTOMER]
    assert read.channel is Channel.CHAT
    assert read.started_at == read.turns[0].at == datetime(2026, 5, 4, 9, 12, 1, 250_000, tzinfo=UTC)
    assert read.closed_at == datetime(2026, 5, 4, 9, 13, 1, 250_000, tzinfo=UTC)


def test_display_names_of_people_are_known_even_of_those_who_say_nothing(one: One) -> None:
    read = one(NAME, orjson.dumps(CHAT))
    assert {party.role: party.name for party in read.participants} == {
        Role.SYSTEM: None,
        Role.AGENT: "Chloe Martin",
        Role.BOT: None,
        Role.CUSTOMER: "Ana Duarte",
    }
    assert read.known_values == (KnownValue("PERSON", "Ana D."),)


@pytest.mark.parametrize("document", [CALL, CHAT], ids=["a call", "a chat"])
def test_identifiers_and_summaries_show_nowhere(one: One, shown: Shown, document: dict[str, Any]) -> None:
    assert CANARY not in shown(one(NAME, orjson.dumps(document)))


def test_what_is_not_read_is_counted_by_name(one: One) -> None:
    assert dict(one(NAME, orjson.dumps(CALL)).dropped) == {
        "AccountId": 1,
        "Categories.MatchedDetails": 1,
        "ConversationCharacteristics.ContactSummary": 1,
        "CustomerMetadata.InputS3Uri": 1,
        "CustomerMetadata.InstanceId": 1,
        "Transcript[].Id": 1,
        "Transcript[].LoudnessScore": 1,
        "Transcript[].OutcomesDetected": 1,
        "Transcript[].Sentiment": 1,
    }
    assert dict(one(NAME, orjson.dumps(CHAT)).dropped) == {
        "ConversationCharacteristics.ResponseTime": 1,
        "CustomerMetadata.InputS3Uri": 1,
        "Transcript[].ATTACHMENT": 1,
        "Transcript[].Attachments": 1,
        "Transcript[].EVENT": 1,
        "Transcript[].MESSAGE": 1,
    }


REJECTED = [
    ({"CustomerMetadata": {"ContactId": " "}}, RejectReason.MISSING_FIELD, "a blank id"),
    ({"Channel": "FAX"}, RejectReason.UNKNOWN_CHANNEL, "a channel nobody knows"),
    ({"Transcript": None}, RejectReason.MISSING_FIELD, "no transcript"),
    (
        {"Transcript": [message("CUSTOMER", "a", 1) | {"AbsoluteTime": "2026-05-04T09:12"}]},
        RejectReason.NAIVE_TIME,
        "-",
    ),
]


@pytest.mark.parametrize(("changes", "reason", "why"), REJECTED, ids=[why for *_, why in REJECTED])
def test_a_contact_that_cannot_be_read_is_rejected(
    read: Read, changes: dict[str, Any], reason: RejectReason, why: str
) -> None:
    assert read(NAME, orjson.dumps(CALL | changes)) == [Reject("3:0", "sources", reason)]
