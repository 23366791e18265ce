"""What all readers of transcripts do alike: the order of turns, who speaks, known values, utterances out of words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.conversation.model import Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import talk
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import ParseContext, RecordError
from pipeline.sources.talk import Talk, Word

MAPPED = ParseContext(
    field_map=FieldMap.model_validate({"values": {"role": {"agent": ("0",), "customer": ("spk_1",)}}})
)


def roles(call: Talk) -> list[object]:
    parties = call.native(None)["participants"]
    assert isinstance(parties, list)
    return [party["role"] for party in parties]


def texts(call: Talk) -> list[str]:
    turns = call.native(None)["turns"]
    assert isinstance(turns, list)
    return [turn["text"] for turn in turns]


def test_turns_stand_by_time_and_those_of_one_time_as_they_came() -> None:
    call = Talk(ParseContext())
    for text, start in (("c", 2.0), ("a", 0.5), ("d", 2.0), ("e", None), ("b", 1.0)):
        call.say(text, None, offset_s=start)
    assert texts(call) == ["a", "b", "c", "d", "e"]


def test_offsets_count_where_all_turns_have_one_and_else_the_time_of_day() -> None:
    by_offset, by_time = Talk(ParseContext()), Talk(ParseContext())
    by_offset.say("b", None, offset_s=2.0, at="2026-05-04T09:12:00Z")
    by_offset.say("a", None, offset_s=1.0)
    by_time.say("b", None, at="2026-05-04T09:12:09Z")
    by_time.say("c", None, offset_s=1.0)
    by_time.say("a", None, at="2026-05-04T09:12:00Z")
    assert texts(by_offset) == ["a", "b"]
    assert texts(by_time) == ["a", "b", "c"]


def test_a_turn_of_white_space_is_none() -> None:
    call = Talk(ParseContext())
    for text in ("", "  \n", None, " hi "):
        call.say(text, None)
    assert texts(call) == ["hi"]


def test_a_talk_begins_with_its_first_time() -> None:
    call = Talk(ParseContext())
    call.say("b", None, at="2026-05-04T09:12:09Z")
    call.say("a", None, at="2026-05-04T11:12:00+02:00")
    assert call.native(None)["started_at"] == "2026-05-04T09:12:00+00:00"


LABELS = [
    (ParseContext(), ("0",), Role.THIRD_PARTY, "a number says nothing"),
    (ParseContext(), ("SPEAKER_00",), Role.THIRD_PARTY, "nor does a code"),
    (ParseContext(), ("Agent_1",), Role.AGENT, "a word does"),
    (ParseContext(), ("Agent Chloe",), Role.AGENT, "a word before a name"),
    (MAPPED, ("0",), Role.AGENT, "the field map does"),
    (MAPPED, ("SPK_1",), Role.CUSTOMER, "in any case"),
    (MAPPED, ("speaker 0", "0"), Role.AGENT, "under any label of the speaker"),
    (MAPPED, ("1",), Role.THIRD_PARTY, "unless it is silent about the number"),
]


@pytest.mark.parametrize(("context", "labels", "role", "why"), LABELS, ids=[why for *_, why in LABELS])
def test_a_speaker_has_the_role_that_a_word_or_the_field_map_gives(
    context: ParseContext, labels: tuple[str, ...], role: Role, why: str
) -> None:
    call = Talk(context)
    call.speaker(*labels)
    assert roles(call) == [role]


def test_a_second_name_of_a_party_is_searched_for_too() -> None:
    call = Talk(ParseContext())
    for name in ("Ana Duarte", "Ana Duarte", "Anita"):
        call.party("c", Role.CUSTOMER, name=name)
    call.party("c", Role.CUSTOMER, phone="+34600123123")
    native = call.native(None)
    assert native["participants"] == [
        {"id": "p0", "role": Role.CUSTOMER, "name": "Ana Duarte", "phone": "+34600123123"}
    ]
    assert native["known_values"] == [{"entity_type": "PERSON", "value": "Anita"}]


def test_keys_that_are_not_read_are_counted_and_those_that_might_be_content_have_no_name() -> None:
    call = Talk(ParseContext())
    assert call.part({"a": 1, "b": 2, "ana@example.com": 3}, "x[].", "a")["a"] == 1
    assert call.dropped == {"x[].b": 1, "x[].*": 1}


def test_words_are_cut_where_the_speaker_changes_or_pauses() -> None:
    words = [
        Word("a", "0", 0.0, 0.2),
        Word("b", "0", 0.9, 1.0),
        Word("7", "0"),
        Word("c", "0", 2.9, 3.0),
        Word("d", "1", 3.0, 3.1),
    ]
    assert [[word.text for word in run] for run in talk.utterances(words)] == [["a", "b", "7", "c"], ["d"]]
    assert [[word.text for word in run] for run in talk.utterances(words[:2], 0.7)] == [["a"], ["b"]]
    assert list(talk.utterances([])) == []


def test_an_end_is_known_only_where_start_and_duration_are() -> None:
    start = datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
    assert talk.closing(start, 9.5) == "2026-05-04T09:12:09.500000+00:00"
    assert talk.closing(None, 9.5) is talk.closing(start, None) is None


@pytest.mark.parametrize(
    ("start", "duration_s"), [(datetime(2026, 5, 4, tzinfo=UTC), 1e300), (datetime.max.replace(tzinfo=UTC), 9.0)]
)
def test_an_end_that_is_no_time_is_refused(start: datetime, duration_s: float) -> None:
    with pytest.raises(RecordError) as caught:
        talk.closing(start, duration_s)
    assert caught.value.reason is RejectReason.BAD_TIME
