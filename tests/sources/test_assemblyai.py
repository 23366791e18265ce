"""AssemblyAI: utterances, else words, else the text; lists of entities, addresses and boosted words never stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import HEAD_BYTES, Head, Parsed
from pipeline.sources.sniffing import sniff

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]
Shown = Callable[[Conversation], str]

NAME = "assemblyai"
CANARY = "Quillfeather"
WORD = {"text": CANARY, "start": 100, "end": 200, "confidence": 0.9, "speaker": "A"}


def utterance(speaker: object, text: str, start: int, **more: object) -> dict[str, Any]:
    return {"speaker": speaker, "text": text, "start": start, "end": 9, "words": [WORD], **more}


TRANSCRIPT: dict[str, Any] = {
    "id": "tr-1",
    "status": "completed",
    "language_code": "en_us",
    "audio_url": f"https://example.com/{CANARY}.wav",
    "webhook_url": CANARY,
    "word_boost": [CANARY],
    "text": CANARY,
    "words": [WORD],
    "utterances": [utterance("B", "Yes.", 2500), utterance("A", "Hello?", 500)],
    "entities": [{"entity_type": "person_name", "text": CANARY}],
    "chapters": [{"headline": CANARY}],
    "summary": CANARY,
    "sentiment_analysis_results": [{"text": CANARY}],
}


def said(read: Conversation) -> list[tuple[str, float | None, Role | None]]:
    return [(turn.text, turn.offset_s, read.role_of(turn)) for turn in read.turns]


def test_utterances_are_the_one_copy(one: One, shown: Shown) -> None:
    read = one(NAME, orjson.dumps(TRANSCRIPT))
    assert said(read) == [("Hello?", 0.5, Role.THIRD_PARTY), ("Yes.", 2.5, Role.THIRD_PARTY)]
    assert (read.id, read.language) == ("tr-1", "en")
    assert CANARY not in shown(read)
    keys = {"status", "audio_url", "webhook_url", "word_boost", "text", "words", "entities", "chapters", "summary"}
    expected = dict.fromkeys(keys | {"sentiment_analysis_results"}, 1)
    assert dict(read.dropped) == expected | {"utterances[].end": 2, "utterances[].words": 2}


def test_without_utterances_words_of_a_speaker_make_a_turn(one: One, shown: Shown) -> None:
    words = [WORD | {"text": "Hi."}, WORD | {"text": "Ana?"}, WORD | {"text": "Yes.", "speaker": "B", "start": 300}]
    read = one(NAME, orjson.dumps(TRANSCRIPT | {"utterances": None, "words": words}))
    assert [text for text, *_ in said(read)] == ["Hi. Ana?", "Yes."]
    assert CANARY not in shown(read)


def test_without_speakers_the_text_is_one_turn_of_nobody(one: One) -> None:
    words = [{"text": CANARY, "start": 100, "end": 200, "speaker": None}]
    read = one(NAME, orjson.dumps(TRANSCRIPT | {"utterances": None, "words": words, "text": "Hello?"}))
    assert said(read) == [("Hello?", 0.1, None)]


def test_identified_speakers_are_roles_or_known_names(one: One) -> None:
    utterances = [utterance("Agent", "a", 0), utterance("Ana Duarte", "b", 1), utterance(None, "c", 2, channel="2")]
    read = one(NAME, orjson.dumps(TRANSCRIPT | {"utterances": utterances}))
    assert [(party.role, party.name) for party in read.participants] == [
        (Role.AGENT, None),
        (Role.THIRD_PARTY, "Ana Duarte"),
        (Role.THIRD_PARTY, None),
    ]


@pytest.mark.parametrize("changes", [{"text": None, "utterances": None}, {"id": None}], ids=["no text", "no id"])
def test_a_transcript_without_words_or_id_is_rejected(read: Read, changes: dict[str, Any]) -> None:
    assert read(NAME, orjson.dumps(TRANSCRIPT | changes)) == [Reject("3:0", "sources", RejectReason.MISSING_FIELD)]


def test_a_long_transcript_is_recognized_by_its_head() -> None:
    data = orjson.dumps(TRANSCRIPT | {"words": [WORD] * 2000})[:HEAD_BYTES]
    assert sniff(Head(data, "", complete=False)).name == NAME
