"""Genesys: one text a phrase; numbers, names and user ids are known about parties and show nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Channel, Conversation, KnownValue, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import HEAD_BYTES, Head, Parsed
from pipeline.sources.sniffing import sniff

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]
Shown = Callable[[Conversation], str]

NAME = "genesys"
CANARY = "Quillfeather"
START = datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
MS = int(START.timestamp()) * 1000
CALLER, CALLED, AGENT = "+34600123123", "+34910000000", "9c2f2f62-0000-4000-8000-1f3870be274f"


def phrase(purpose: str, text: str, after_ms: int, **more: object) -> dict[str, Any]:
    copies = {"words": [{"word": CANARY}], "alternatives": [{"text": CANARY}]}
    return {"participantPurpose": purpose, "text": text, "startTimeMs": MS + after_ms, **copies, **more}


COMMUNICATION: dict[str, Any] = {
    "organizationId": CANARY,
    "conversationId": "conv-1",
    "communicationId": CANARY,
    "mediaType": "call",
    "startTime": MS,
    "uri": f"https://{CANARY}.example.com",
    "transcripts": [
        {
            "transcriptId": CANARY,
            "language": "en-us",
            "phrases": [
                phrase("internal", CANARY, 1000, decoratedText="Hello, how can I help?"),
                phrase("external", "my order", 3000),
            ],
            "analytics": {"sentiment": [{"phrase": CANARY}], "topics": [{"transcriptPhrase": CANARY}]},
        },
        {"transcriptId": CANARY, "language": "en-us", "phrases": [phrase("ivr", "Welcome.", 0)]},
    ],
    "participants": [
        {
            "participantPurpose": "external",
            "initialDirection": "inbound",
            "ani": f"tel:{CALLER}",
            "dnis": f"tel:{CALLED}",
            "name": "Ana Duarte",
            "queueId": CANARY,
            "attributes": {"crm": CANARY},
            "endTimeMs": MS + 9000,
        },
        {"participantPurpose": "internal", "userId": AGENT, "endTimeMs": MS + 9500},
    ],
}


def test_phrases_of_all_transcripts_are_turns_by_time(one: One) -> None:
    read = one(NAME, orjson.dumps(COMMUNICATION))
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == [
        ("Welcome.", Role.BOT),
        ("Hello, how can I help?", Role.AGENT),
        ("my order", Role.CUSTOMER),
    ]
    assert (read.id, read.channel, read.language) == ("conv-1", Channel.CALL, "en")
    assert read.started_at == read.turns[0].at == START
    assert read.closed_at == datetime(2026, 5, 4, 9, 12, 9, 500_000, tzinfo=UTC)


def test_who_called_is_known_about_the_customer_and_the_rest_is_searched_for(one: One) -> None:
    read = one(NAME, orjson.dumps(COMMUNICATION))
    customer = next(party for party in read.participants if party.role is Role.CUSTOMER)
    assert (customer.name, customer.phone) == ("Ana Duarte", CALLER)
    assert {KnownValue("PHONE_NUMBER", CALLED), KnownValue("USERNAME", AGENT)} <= set(read.known_values)


def test_on_an_outbound_call_the_number_called_is_the_customers(one: One) -> None:
    changed = orjson.loads(orjson.dumps(COMMUNICATION))
    changed["participants"][0]["initialDirection"] = "outbound"
    phones = [party.phone for party in one(NAME, orjson.dumps(changed)).participants if party.role is Role.CUSTOMER]
    assert phones == [CALLED]


def test_identifiers_copies_and_analytics_show_nowhere(one: One, shown: Shown) -> None:
    read = one(NAME, orjson.dumps(COMMUNICATION))
    assert not [value for value in (CANARY, CALLER, CALLED, AGENT, "Duarte") if value in shown(read)]
    assert dict(read.dropped) == {
        "communicationId": 1,
        "organizationId": 1,
        "participants[].attributes": 1,
        "participants[].queueId": 1,
        "transcripts[].analytics": 1,
        "transcripts[].phrases[].alternatives": 3,
        "transcripts[].phrases[].text": 1,
        "transcripts[].phrases[].words": 3,
        "transcripts[].transcriptId": 2,
        "uri": 1,
    }


@pytest.mark.parametrize("duration", [20_000, "PT20S", {"milliseconds": 20_000}], ids=["a number", "ISO 8601", "parts"])
def test_a_duration_tells_the_end(one: One, duration: object) -> None:
    read = one(NAME, orjson.dumps(COMMUNICATION | {"duration": duration}))
    assert read.closed_at == datetime(2026, 5, 4, 9, 12, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("medium", "channel"), [("message", Channel.CHAT), ("email", Channel.EMAIL), (None, Channel.CALL)]
)
def test_the_medium_is_the_channel(one: One, medium: str | None, channel: Channel) -> None:
    assert one(NAME, orjson.dumps(COMMUNICATION | {"mediaType": medium})).channel is channel


def test_times_in_seconds_are_put_right_and_counted(one: One) -> None:
    phrases = [{"participantPurpose": "external", "text": "hi", "startTimeMs": MS // 1000}]
    read = one(NAME, orjson.dumps({"conversationId": "c", "transcripts": [{"phrases": phrases}]}))
    assert (read.started_at, read.repaired) == (START, (("time_unit", 1),))


REJECTED = [
    ({"conversationId": None}, RejectReason.MISSING_FIELD, "no id"),
    ({"transcripts": None}, RejectReason.MISSING_FIELD, "no transcripts"),
    ({"mediaType": "fax"}, RejectReason.UNKNOWN_CHANNEL, "a medium nobody knows"),
    ({"startTime": 12}, RejectReason.BAD_TIME, "a time of no age of ours"),
]


@pytest.mark.parametrize(("changes", "reason", "why"), REJECTED, ids=[why for *_, why in REJECTED])
def test_what_cannot_be_read_is_rejected(read: Read, changes: dict[str, Any], reason: RejectReason, why: str) -> None:
    assert read(NAME, orjson.dumps(COMMUNICATION | changes)) == [Reject("3:0", "sources", reason)]


def test_a_long_file_is_recognized_by_its_head() -> None:
    transcripts = [{"phrases": [phrase("internal", "x" * 100, 0)] * 2000}]
    data = orjson.dumps({"transcripts": transcripts, "conversationId": "c"})
    assert sniff(Head(data[:HEAD_BYTES], "", complete=False)).name == NAME
