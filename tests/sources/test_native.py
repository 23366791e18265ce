"""Conversation JSONL: what is read, what is rejected and why, what is dropped and counted."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import Parsed, Record, SourceOptions

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]

NATIVE = "conversation-jsonl"
GOOD: dict[str, Any] = {"id": "c-1", "channel": "chat", "turns": [{"text": "hello"}]}


def line(**changes: object) -> bytes:
    return orjson.dumps({key: value for key, value in {**GOOD, **changes}.items() if value != "ABSENT"}) + b"\n"


FULL = line(
    language="en-GB",
    started_at="2026-05-04T11:12:00+02:00",
    closed_at="2026-05-04T09:31:10Z",
    subject="refund",
    order_ids=["AB-1234"],
    flags=["vip"],
    recording_notice_played=False,
    participants=[{"id": "c1", "role": "customer", "name": "Ana Duarte", "age": 34}, {"id": "a1", "role": "agent"}],
    metadata={"plan": "pro", "csat": 4, "tags": ["billing"], "deep": {"x": 1}},
    consent={"status": "given", "purpose": "product-research", "at": "2026-01-02", "by": "x"},
    turns=[{"participant": "a1", "text": "Name?", "at": "2026-05-04T09:12:05Z", "mood": 1, "labels": []}],
    extra=1,
)


def test_when_all_fields_are_given_then_all_are_read(one: One) -> None:
    read = one(NATIVE, FULL)
    assert read.started_at == datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
    assert (read.language, read.channel, read.order_ids, read.flags) == ("en", Channel.CHAT, ("AB-1234",), ("vip",))
    assert read.recording_notice_played is False
    assert read.metadata == (("plan", "pro"), ("csat", 4), ("tags", ("billing",)))
    assert read.role_of(read.turns[0]) is Role.AGENT
    assert read.consent is not None
    assert read.consent.status == "given"


def test_when_keys_are_unknown_then_they_are_dropped_and_counted_by_path(one: One) -> None:
    expected = (("consent.by", 1), ("extra", 1), ("metadata.deep", 1), ("turns[].mood", 1))
    assert one(NATIVE, FULL).dropped == expected


@pytest.mark.parametrize("key", ["ana@example.com", "+34600123123", "Ana Duarte", "order 1234", "x" * 41, ""])
def test_when_a_key_might_be_content_then_its_name_is_not_counted(one: One, key: str) -> None:
    assert one(NATIVE, line(**{key: 1})).dropped == (("*", 1),)


REJECTED = [
    (b"{", RejectReason.NOT_JSON, "cut off"),
    (b'{"id": NaN}', RejectReason.NOT_JSON, "NaN is no JSON"),
    (b"[" * 100_000, RejectReason.NOT_JSON, "nested deeper than the stack"),
    (b'{"id": "\xff"}', RejectReason.NOT_UTF8, "latin-1"),
    (b'{"id": "\xed\xa0\x80"}', RejectReason.NOT_UTF8, "an encoded surrogate is no UTF-8"),
    (b'{"id": "c", "x": "\\ud83d"}', RejectReason.NUL_OR_SURROGATE, "half of an emoji"),
    (b'{"id": "c", "x": "\\ude00"}', RejectReason.NUL_OR_SURROGATE, "the other half"),
    (b"[]", RejectReason.NOT_AN_OBJECT, "a list"),
    (b"7", RejectReason.NOT_AN_OBJECT, "a number"),
    (line(id="ABSENT"), RejectReason.MISSING_FIELD, "no id"),
    (line(id=None), RejectReason.MISSING_FIELD, "null is absent"),
    (line(id=" "), RejectReason.MISSING_FIELD, "an empty id"),
    (line(id=7), RejectReason.WRONG_TYPE, "a number is no id"),
    (line(channel="ABSENT"), RejectReason.MISSING_FIELD, "no channel"),
    (line(channel="Chat"), RejectReason.UNKNOWN_CHANNEL, "channels are lower case"),
    (line(channel=1), RejectReason.WRONG_TYPE, "a number as channel"),
    (line(turns="ABSENT"), RejectReason.MISSING_FIELD, "no turns"),
    (line(turns={}), RejectReason.WRONG_TYPE, "turns that are no list"),
    (line(turns=["hi"]), RejectReason.WRONG_TYPE, "a turn that is no object"),
    (line(turns=[None]), RejectReason.WRONG_TYPE, "a turn that is null"),
    (line(turns=[{}]), RejectReason.MISSING_FIELD, "a turn without text"),
    (line(turns=[{"text": 5}]), RejectReason.WRONG_TYPE, "a number as text"),
    (line(turns=[{"text": "a\0b"}]), RejectReason.NUL_OR_SURROGATE, "NUL in a text"),
    (line(turns=[{"text": "a", "participant": "x"}]), RejectReason.UNKNOWN_PARTICIPANT, "refers to nobody"),
    (line(turns=[{"text": "a", "at": "soon"}]), RejectReason.BAD_TIME, "no time"),
    (line(turns=[{"text": "a", "at": 1714813925}]), RejectReason.WRONG_TYPE, "a number as time"),
    (line(started_at="2026-05-04T09:12:00"), RejectReason.NAIVE_TIME, "no zone and none declared"),
    (line(started_at="2026-05-04"), RejectReason.NAIVE_TIME, "a date has no zone either"),
    (line(started_at="0001-01-01T00:00:00+14:00"), RejectReason.BAD_TIME, "before the first year in UTC"),
    (
        line(started_at="9999-12-31T23:59:59Z", turns=[{"text": "a", "offset_s": 9}]),
        RejectReason.BAD_TIME,
        "an offset past the last year",
    ),
    (line(participants=[{"id": "c1"}]), RejectReason.MISSING_FIELD, "a participant without role"),
    (line(participants=[{"id": "c1", "role": "boss"}]), RejectReason.UNKNOWN_ROLE, "no such role"),
    (line(participants=[{"id": 1, "role": "agent"}]), RejectReason.WRONG_TYPE, "a number as participant's id"),
    (line(participants=[{"id": "c1", "role": "agent"}] * 2), RejectReason.BAD_STRUCTURE, "two of one id"),
    (line(participants=[{"id": "c1", "role": "agent", "age": 200}]), RejectReason.WRONG_TYPE, "older than people get"),
    (line(participants=[{"id": "c1", "role": "agent", "age": True}]), RejectReason.WRONG_TYPE, "true is no age"),
    (line(order_ids=[1]), RejectReason.WRONG_TYPE, "numbers as order ids"),
    (line(metadata=[]), RejectReason.WRONG_TYPE, "metadata that are no object"),
    (line(metadata={"a": "x\0"}), RejectReason.NUL_OR_SURROGATE, "NUL in metadata"),
    (line(consent="yes"), RejectReason.WRONG_TYPE, "consent that is no object"),
    (line(recording_notice_played="no"), RejectReason.WRONG_TYPE, "a word as truth value"),
    (line(language=1), RejectReason.WRONG_TYPE, "a number as language"),
]


@pytest.mark.parametrize(("data", "reason", "why"), REJECTED, ids=[why for _, _, why in REJECTED])
def test_when_a_record_is_bad_then_it_is_rejected_and_the_next_is_read(
    read: Read, data: bytes, reason: RejectReason, why: str
) -> None:
    rejected, good = read(NATIVE, data.rstrip(b"\n") + b"\n" + line())
    assert rejected == Reject("3:0", "sources", reason)
    assert isinstance(good, Record)


NEAR_MISSES = [
    (line(turns=[]), "no turns are refused by admission, not here"),
    (line(turns=[{"text": ""}]), "an empty text"),
    (line(turns=[{"text": "a", "participant": None}]), "null is absent"),
    (line(turns=[{"text": "\U0001f600 \\ud83d"}]), "an emoji, and a text about escapes"),
    (b'{"id": "c", "channel": "chat", "turns": [{"text": "\\ud83d\\ude00"}]}', "an escaped pair is an emoji"),
    (line(started_at="2026-05-04T09:12:00.123456789Z"), "nanoseconds"),
    (line(language="klingon"), "no language tag: left to the detector"),
    (line(metadata={"a": None, "b": [1, "x", None]}), "null and lists in metadata"),
    (b"\xef\xbb\xbf" + line(), "a byte order mark"),
    (line().rstrip(), "no line end"),
    (line().rstrip() + b"\r\n", "a line end of Windows"),
]


@pytest.mark.parametrize(("data", "why"), NEAR_MISSES, ids=[why for _, why in NEAR_MISSES])
def test_when_a_record_only_looks_bad_then_it_is_read(one: One, data: bytes, why: str) -> None:
    assert one(NATIVE, data).channel is Channel.CHAT


def test_when_a_language_is_no_tag_then_it_is_not_kept(one: One) -> None:
    read = one(NATIVE, line(language="Ana Duarte"))
    assert (read.language, read.dropped) == (None, (("language", 1),))


def test_when_a_zone_is_declared_then_naive_times_are_in_it(one: One) -> None:
    madrid = SourceOptions(zone=ZoneInfo("Europe/Madrid"))
    assert one(NATIVE, line(started_at="2026-07-01T12:00:00"), madrid).started_at == datetime(
        2026, 7, 1, 10, tzinfo=UTC
    )
    assert one(NATIVE, line(started_at="2026-07-01T12:00:00Z"), madrid).started_at == datetime(
        2026, 7, 1, 12, tzinfo=UTC
    )


def test_when_a_namespace_is_given_then_it_is_before_the_id(one: One) -> None:
    assert one(NATIVE, line(), SourceOptions(namespace="eu")).id == "eu/c-1"


CUSTOMERS = [
    ([{}], ["customer"], "one customer"),
    ([{}, {"email": "b@example.com"}], ["third_party", "customer"], "the first with an id"),
    ([{"phone": "+34600123123"}, {"customer_id": "7"}], ["customer", "third_party"], "the first of two with ids"),
    ([{"name": "Ana"}, {"name": "Bo"}], ["customer", "third_party"], "a name is no id: the first"),
]


@pytest.mark.parametrize(("known", "roles", "why"), CUSTOMERS, ids=[why for _, _, why in CUSTOMERS])
def test_when_there_are_several_customers_then_one_stays(
    one: One, known: list[dict[str, str]], roles: list[str], why: str
) -> None:
    parties = [{"id": f"c{number}", "role": "customer", **more} for number, more in enumerate(known)]
    assert [party.role for party in one(NATIVE, line(participants=parties)).participants] == roles


def test_when_an_email_has_a_subject_then_it_is_turn_0_of_the_customer(one: One) -> None:
    parties = [{"id": "a", "role": "agent"}, {"id": "c", "role": "customer"}]
    mail = line(channel="email", subject="Refund for Ana", started_at="2026-05-04T09:12:00Z", participants=parties)
    read = one(NATIVE, mail)
    assert [turn.text for turn in read.turns] == ["Refund for Ana", "hello"]
    assert (read.turns[0].participant, read.turns[0].at) == ("c", read.started_at)


def test_when_a_ticket_has_a_subject_then_it_stays_a_field(one: One) -> None:
    read = one(NATIVE, line(channel="ticket", subject="Refund"))
    assert (len(read.turns), read.subject) == (1, "Refund")


LARGE = [
    (line(turns=[{"text": "x" * 101}]), "a turn"),
    (line(turns=[{"text": "é" * 51}]), "bytes count, not code points"),
    (line(turns=[{"text": "x"}] * 6), "the number of turns"),
    (line(metadata={"x": "y" * 1000}), "the line"),
]


@pytest.mark.parametrize(("data", "why"), LARGE, ids=[why for _, why in LARGE])
def test_when_a_limit_is_exceeded_then_the_record_is_too_large(read: Read, data: bytes, why: str) -> None:
    options = SourceOptions(limits=Limits(turn_bytes=100, conversation_bytes=600, turns=5))
    first, second = read(NATIVE, data + line(turns=[{"text": "é" * 50}]), options)
    assert isinstance(first, Reject)
    assert first.reason is RejectReason.TOO_LARGE
    assert isinstance(second, Record)
    assert second.ordinal == len(data)


def test_when_a_line_is_endless_then_it_is_never_held(read: Read, tmp_path: Path) -> None:
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    data = b'{"id": "' + b"x" * (50 << 20)
    (only,) = read(NATIVE, data, SourceOptions(limits=Limits(conversation_bytes=1 << 20)))
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert isinstance(only, Reject)
    assert only.reason is RejectReason.TOO_LARGE
    assert sys.platform != "linux" or grown_kib < 180 << 10  # the test's own two copies, no third and fourth
