"""Twilio: sentences are turns; the transcript around them says who is on which channel and when it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Conversation, KnownValue, Role
from pipeline.sources.format import HEAD_BYTES, Head
from pipeline.sources.sniffing import sniff

One = Callable[..., Conversation]
Shown = Callable[[Conversation], str]

NAME = "twilio-voice-intelligence"
CANARY = "Quillfeather"


def sentence(channel: int, text: str, start: str | None) -> dict[str, Any]:
    words = [{"word": CANARY, "start_time": start}]
    return {"media_channel": channel, "transcript": text, "start_time": start, "words": words, "sid": CANARY}


SENTENCES = [sentence(2, "Yes.", "2.50"), sentence(1, "Hello?", "0.5")]
TRANSCRIPT: dict[str, Any] = {
    "account_sid": CANARY,
    "service_sid": CANARY,
    "sid": "GT01",
    "customer_key": CANARY,
    "media_start_time": "2026-05-04T09:12:00Z",
    "duration": 9,
    "language_code": "en-US",
    "url": f"https://example.com/{CANARY}",
    "channel": {
        "media_properties": {"media_url": CANARY},
        "participants": [
            {"channel_participant": 1, "role": "Agent", "full_name": "Chloe Martin", "user_id": "chloe-77"},
            {
                "channel_participant": 2,
                "role": "Customer",
                "media_participant_id": "+34600123123",
                "email": "ana@example.com",
                "image_url": CANARY,
            },
        ],
    },
}


@pytest.mark.parametrize(
    "document",
    [TRANSCRIPT | {"sentences": SENTENCES}, {"transcript": TRANSCRIPT, "sentences": SENTENCES}],
    ids=["sentences in the transcript", "sentences beside it"],
)
def test_the_transcript_says_who_and_when(one: One, shown: Shown, document: dict[str, Any]) -> None:
    read = one(NAME, orjson.dumps(document))
    assert [(turn.text, turn.offset_s, read.role_of(turn)) for turn in read.turns] == [
        ("Hello?", 0.5, Role.AGENT),
        ("Yes.", 2.5, Role.CUSTOMER),
    ]
    assert (read.id, read.language) == ("GT01", "en")
    assert read.started_at == datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
    assert read.closed_at == datetime(2026, 5, 4, 9, 12, 9, tzinfo=UTC)
    assert [(party.name, party.phone, party.email) for party in read.participants] == [
        ("Chloe Martin", None, None),
        (None, "+34600123123", "ana@example.com"),
    ]
    assert read.known_values == (KnownValue("USERNAME", "chloe-77"),)
    assert not [value for value in (CANARY, "Chloe", "chloe-77", "+34600123123", "ana@") if value in shown(read)]


def test_a_page_of_sentences_alone_knows_channels_and_its_transcripts_id(one: One, shown: Shown) -> None:
    meta = {"url": f"https://example.com/v2/Transcripts/GT02/Sentences?Token={CANARY}", "first_page_url": CANARY}
    read = one(NAME, orjson.dumps({"sentences": SENTENCES, "meta": meta}))
    assert (read.id, read.started_at) == ("GT02", None)
    assert [party.role for party in read.participants] == [Role.THIRD_PARTY, Role.THIRD_PARTY]
    assert CANARY not in shown(read)
    assert dict(read.dropped) == {"meta.first_page_url": 1, "sentences[].sid": 2, "sentences[].words": 2}


def test_without_any_id_the_path_is_the_id(one: One) -> None:
    assert one(NAME, orjson.dumps({"sentences": SENTENCES})).id == "example#0"


def test_a_long_page_is_recognized_by_its_head() -> None:
    data = orjson.dumps({"sentences": [sentence(1, "x" * 100, "0.5")] * 2000})
    assert sniff(Head(data[:HEAD_BYTES], "", complete=False)).name == NAME
