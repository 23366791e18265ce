"""Deepgram: of up to five copies one is read; channels and speakers are nobody until the field map says who."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Conversation, Role
from pipeline.sources.catalog import named
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import HEAD_BYTES, Head, SourceOptions
from pipeline.sources.sniffing import sniff

One = Callable[..., Conversation]
Shown = Callable[[Conversation], str]

NAME = "deepgram"
CANARY = "Quillfeather"
MAP = FieldMap.model_validate({"values": {"role": {"agent": ("0",), "customer": ("1",)}}})


def word(text: str, start: float, end: float, **more: object) -> dict[str, Any]:
    return {"word": text.lower(), "punctuated_word": text, "start": start, "end": end, **more}


def utterance(text: str, start: float, **more: object) -> dict[str, Any]:
    return {"transcript": text, "start": start, "words": [word(CANARY, start, start)], "id": CANARY, **more}


def answer(*channels: dict[str, Any], **results: object) -> bytes:
    metadata = {"request_id": CANARY, "sha256": CANARY, "created": "2026-05-04T09:12:00Z", "tags": [CANARY]}
    listed = [{"alternatives": [channel]} for channel in channels]
    return orjson.dumps({"metadata": metadata, "results": {"channels": listed, **results}})


COPIES: dict[str, Any] = {
    "transcript": CANARY,
    "paragraphs": {"transcript": CANARY},
    "words": [word(CANARY, 0, 1)],
    "summaries": [{"summary": CANARY}],
}


def said(read: Conversation) -> list[tuple[str, float | None, Role | None]]:
    return [(turn.text, turn.offset_s, read.role_of(turn)) for turn in read.turns]


def test_where_there_are_utterances_they_are_the_one_copy(one: One, shown: Shown) -> None:
    utterances = [utterance("B.", 2.5, speaker=1, channel=0), utterance("A.", 0.5, speaker=0, channel=0)]
    read = one(NAME, answer(COPIES, utterances=utterances, summary={"short": CANARY}))
    assert said(read) == [("A.", 0.5, Role.THIRD_PARTY), ("B.", 2.5, Role.THIRD_PARTY)]
    assert CANARY not in shown(read)
    assert (read.id, read.started_at) == ("example#0", None)
    assert dict(read.dropped) == {
        "metadata": 1,
        "results.channels[].alternatives[].paragraphs": 1,
        "results.channels[].alternatives[].summaries": 1,
        "results.channels[].alternatives[].transcript": 1,
        "results.channels[].alternatives[].words": 1,
        "results.summary": 1,
        "results.utterances[].id": 2,
        "results.utterances[].words": 2,
    }


def test_without_utterances_words_are_cut_where_the_speaker_changes(one: One, shown: Shown) -> None:
    words = [word("My", 0.1, 0.2, speaker=0), word("name?", 9.0, 9.1, speaker=0), word("Ana.", 9.2, 9.4, speaker=1)]
    read = one(NAME, answer(COPIES | {"words": words}), SourceOptions(field_map=MAP))
    assert said(read) == [("My name?", 0.1, Role.AGENT), ("Ana.", 9.2, Role.CUSTOMER)]
    assert CANARY not in shown(read)


def test_channels_without_utterances_are_cut_at_pauses_and_woven_by_time(one: One) -> None:
    first = {"transcript": CANARY, "words": [word("Hi.", 0.1, 0.3), word("Yes,", 4.0, 4.2), word("sure.", 4.9, 5.0)]}
    second = {"transcript": CANARY, "words": [word("Hello?", 1.0, 1.2)]}
    read = one(NAME, answer(first, second), SourceOptions(field_map=MAP))
    assert said(read) == [
        ("Hi.", 0.1, Role.AGENT),
        ("Hello?", 1.0, Role.CUSTOMER),
        ("Yes, sure.", 4.0, Role.AGENT),
    ]


def test_with_one_channel_and_no_speakers_the_transcript_is_one_turn_of_nobody(one: One) -> None:
    read = one(NAME, answer({"transcript": "Hi. Hello?", "words": [word("Hi.", 0.1, 0.3), word("Hello?", 9, 9.2)]}))
    assert said(read) == [("Hi. Hello?", 0.1, None)]


def test_utterances_of_several_channels_go_by_channel(one: One) -> None:
    utterances = [utterance("A.", 0, channel=0, speaker=0), utterance("B.", 1, channel=1, speaker=0)]
    read = one(NAME, answer(COPIES, COPIES, utterances=utterances), SourceOptions(field_map=MAP))
    assert [role for *_, role in said(read)] == [Role.AGENT, Role.CUSTOMER]


def test_of_several_readings_the_first_counts(one: One, shown: Shown) -> None:
    document = orjson.loads(answer({"transcript": "Hi.", "words": []}))
    document["results"]["channels"][0]["alternatives"].append({"transcript": CANARY})
    read = one(NAME, orjson.dumps(document))
    assert [turn.text for turn in read.turns] == ["Hi."]
    assert CANARY not in shown(read)
    assert dict(read.dropped) == {"metadata": 1, "results.channels[].alternatives[]": 1}


@pytest.mark.parametrize(
    ("languages", "expected"), [(["es", "es"], "es"), (["es", "en"], None)], ids=["one language", "two languages"]
)
def test_a_detected_language_counts_where_all_channels_share_it(
    one: One, languages: list[str], expected: str | None
) -> None:
    document = orjson.loads(answer({"transcript": "a", "words": []}, {"transcript": "b", "words": []}))
    for channel, language in zip(document["results"]["channels"], languages, strict=True):
        channel["detected_language"] = language
    assert one(NAME, orjson.dumps(document)).language == expected


def test_a_long_answer_is_recognized_by_its_head() -> None:
    data = answer({"transcript": "x", "words": [word("x", 0, 1)] * 2000}, utterances=[])
    assert sniff(Head(data[:HEAD_BYTES], ".json", complete=False)).name == NAME


def test_a_vcon_that_carries_an_answer_is_none() -> None:
    vcon = {"vcon": "0.4.0", "analysis": [{"body": orjson.loads(answer({"transcript": "x", "words": []}))}]}
    assert named(NAME).sniff(Head(orjson.dumps(vcon), "", complete=True)) == 0.0
