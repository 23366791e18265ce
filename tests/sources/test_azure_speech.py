"""Azure Speech batch: one form of one reading a phrase, in both schemas; addresses and word lists never stay."""

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

NAME = "azure-speech"
CANARY = "Quillfeather"
MAP = FieldMap.model_validate({"values": {"role": {"agent": ("0",), "customer": ("1",)}}})
FORMS = {"lexical": CANARY, "itn": CANARY, "maskedITN": CANARY, "words": [{"word": CANARY}]}


def phrase(text: str, **more: object) -> dict[str, Any]:
    best = FORMS | {"display": text, "displayWords": [{"displayText": CANARY}], "confidence": 0.9}
    return {"recognitionStatus": "Success", "nBest": [best, FORMS | {"display": CANARY}], "channel": 0, **more}


def result(*phrases: dict[str, Any], **more: object) -> bytes:
    top = {"source": f"https://example.com/{CANARY}?sig=1", "timestamp": "2026-05-05T01:02:03Z"}
    combined = [{"channel": 0, "display": CANARY, "lexical": CANARY, "itn": CANARY, "maskedITN": CANARY}]
    return orjson.dumps({**top, "combinedRecognizedPhrases": combined, "recognizedPhrases": phrases, **more})


UNITS = [
    ({"offset": "PT1M2.5S", "offsetInTicks": 625_000_000}, "ticks, in v3"),
    ({"offset": "PT1M2.5S", "offsetInTicks": 625_000_000.0}, "ticks as a float, as the service writes them"),
    ({"offset": "PT1M2.5S"}, "ISO 8601 alone"),
    ({"offsetMilliseconds": 62_500}, "milliseconds, in 2024-11-15"),
]


@pytest.mark.parametrize(("offset", "why"), UNITS, ids=[why for _, why in UNITS])
def test_offsets_are_seconds_whatever_their_unit(one: One, offset: dict[str, object], why: str) -> None:
    assert one(NAME, result(phrase("Hi.", **offset))).turns[0].offset_s == 62.5


def test_of_all_forms_and_readings_one_is_read(one: One, shown: Shown) -> None:
    read = one(NAME, result(phrase("B.", offsetMilliseconds=9, speaker=2), phrase("A.", offsetMilliseconds=1)))
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == [("A.", None), ("B.", Role.THIRD_PARTY)]
    assert (read.id, read.started_at) == ("example#0", None)
    assert CANARY not in shown(read)
    reading = dict.fromkeys(["lexical", "itn", "maskedITN", "words", "displayWords", "confidence"], 2)
    top = {"source": 1, "timestamp": 1, "combinedRecognizedPhrases": 1, "recognizedPhrases[].nBest[]": 2}
    assert dict(read.dropped) == top | {f"recognizedPhrases[].nBest[].{key}": n for key, n in reading.items()}


@pytest.mark.parametrize("missing", [["display"], ["display", "itn"]])
def test_where_the_display_form_is_missing_the_next_is_read(one: One, missing: list[str]) -> None:
    best = {form: form for form in ("display", "itn", "lexical") if form not in missing}
    read = one(NAME, result({"recognitionStatus": "Success", "nBest": [best]}))
    assert [turn.text for turn in read.turns] == [next(iter(best))]


def test_where_phrases_are_missing_the_text_of_a_channel_is_a_turn(one: One) -> None:
    combined = [{"channel": 0, "display": "Hello."}, {"channel": 1, "display": "Hi."}]
    read = one(NAME, result(combinedRecognizedPhrases=combined), SourceOptions(field_map=MAP))
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == [("Hello.", Role.AGENT), ("Hi.", Role.CUSTOMER)]


def test_several_channels_tell_who_speaks(one: One) -> None:
    phrases = [phrase("a", channel=0), phrase("b", channel=1), phrase("c", channel=1, speaker=2)]
    read = one(NAME, result(*phrases), SourceOptions(field_map=MAP))
    assert [read.role_of(turn) for turn in read.turns] == [Role.AGENT, Role.CUSTOMER, Role.CUSTOMER]


def test_what_was_not_recognized_is_counted_by_its_state(one: One) -> None:
    read = one(
        NAME, result(phrase(CANARY) | {"recognitionStatus": "NoMatch"}, phrase("a") | {"nBest": []}, phrase("b"))
    )
    assert [turn.text for turn in read.turns] == ["b"]
    assert {("recognizedPhrases[].NoMatch", 1), ("recognizedPhrases[].Success", 1)} <= set(read.dropped)


def test_a_long_result_is_recognized_by_its_head() -> None:
    data = result(*[phrase("x" * 100)] * 2000)
    assert sniff(Head(data[:HEAD_BYTES], "", complete=False)).name == NAME
