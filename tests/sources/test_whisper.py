"""The Whisper family: a segment is a turn; whole text, words and tokens are copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Conversation, Role
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import HEAD_BYTES, Head, SourceOptions
from pipeline.sources.sniffing import sniff

One = Callable[..., Conversation]
Shown = Callable[[Conversation], str]

NAME = "whisper"
CANARY = "Quillfeather"
MAP = FieldMap.model_validate({"values": {"role": {"agent": ("speaker_00",)}}})


def segment(text: str, start: object, **more: object) -> dict[str, Any]:
    return {"id": 0, "start": start, "end": 99.0, "text": text, "words": [{"word": CANARY}], **more}


MEMBERS: list[tuple[dict[str, Any], dict[str, Any], dict[str, int], str]] = [
    (
        {"text": CANARY, "language": "en"},
        {"seek": 0, "tokens": [1], "avg_logprob": -0.1, "no_speech_prob": 0.0, "temperature": 0.0},
        {"text": 1, "seek": 2, "tokens": 2, "avg_logprob": 2, "no_speech_prob": 2, "temperature": 2},
        "openai-whisper",
    ),
    ({"text": CANARY, "language": "en"}, {"confidence": 0.9}, {"text": 1, "confidence": 2}, "whisper-timestamped"),
    ({"word_segments": [{"word": CANARY}], "language": "en"}, {}, {"word_segments": 1}, "WhisperX"),
]


@pytest.mark.parametrize(("top", "each", "counts", "member"), MEMBERS, ids=[member for *_, member in MEMBERS])
def test_each_member_of_the_family_is_read_by_segments_alone(
    one: One, shown: Shown, top: dict[str, Any], each: dict[str, Any], counts: dict[str, int], member: str
) -> None:
    data = orjson.dumps(top | {"segments": [segment(" b", 2.5, **each), segment(" a ", 0, **each)]})
    assert sniff(Head(data, "", complete=True)).name == NAME
    read = one(NAME, data)
    assert [(turn.text, turn.offset_s, turn.participant) for turn in read.turns] == [("a", 0.0, None), ("b", 2.5, None)]
    assert read.language == "en"
    assert CANARY not in shown(read)
    named = {key if key in top else f"segments[].{key}": count for key, count in counts.items()}
    assert dict(read.dropped) == {"segments[].end": 2, "segments[].id": 2, "segments[].words": 2, **named}


def test_speakers_are_parties_and_a_name_for_one_is_known(one: One) -> None:
    segments = [segment("a", 0, speaker="SPEAKER_00"), segment("b", 1, speaker="Ana Duarte"), segment("c", 2)]
    read = one(NAME, orjson.dumps({"segments": segments}), SourceOptions(field_map=MAP))
    assert [read.role_of(turn) for turn in read.turns] == [Role.AGENT, Role.THIRD_PARTY, None]
    assert [party.name for party in read.participants] == [None, "Ana Duarte"]


def test_a_long_transcript_is_recognized_by_its_head() -> None:
    data = orjson.dumps({"text": "x" * 1000, "segments": [segment(" x" * 50, 0, tokens=[1] * 50)] * 2000})
    assert sniff(Head(data[:HEAD_BYTES], "", complete=False)).name == NAME
