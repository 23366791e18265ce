"""CSV of utterances: maps, rows apart, what contradicts itself, where a file breaks off."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import csv_rows
from pipeline.sources.catalog import named
from pipeline.sources.compression import Compression, decompressed
from pipeline.sources.field_map import FieldMap, load_field_map
from pipeline.sources.format import ParseContext, Parsed, Record, SourceOptions
from pipeline.sources.reading import parse_stream

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]

HEADER = b"id,channel,role,text,at\n"
CHAT = SourceOptions(default_channel=Channel.CHAT)


def mapped(yaml: str, channel: Channel | None = Channel.CHAT) -> SourceOptions:
    return SourceOptions(default_channel=channel, field_map=load_field_map(yaml))


def short(read: list[Parsed]) -> list[tuple[str, int] | RejectReason]:
    return [
        (parsed.conversation.id, len(parsed.conversation.turns)) if isinstance(parsed, Record) else parsed.reason
        for parsed in read
    ]


def test_when_a_map_names_everything_then_all_is_read(one: One) -> None:
    options = mapped(
        """
        zone: Europe/Berlin
        delimiter: "|"
        time_format: "%d.%m.%Y %H:%M"
        order: at
        columns: {id: Conv, text: Said, role: Who, name: Label, at: When, customer.email: Mail, customer.age: Age,
                  customer.name: Customer, agent.name: Agent, order_ids: Orders, subject: Topic, started_at: Begun}
        values: {role: {agent: [A], customer: [K]}}
        constants: {channel: chat, language: de}
        metadata: {plan: Tier, tags: Tag}
        """,
        channel=None,
    )
    data = (
        b"Conv|Said|Who|Label|When|Mail|Age|Customer|Agent|Orders|Topic|Begun|Tier|Tag|Other\n"
        b"7|zwei|K|ana99|01.07.2026 12:05|a@example.com|34|Ana Duarte|Chloe|A-1;A-2|Geld|01.07.2026 12:00|pro|x|?\n"
        b"7|eins|a||01.07.2026 12:00|a@example.com|34|Ana Duarte|Chloe|A-2|Geld||pro|y|?\n"
    )
    read = one("csv", data, options)
    assert [turn.text for turn in read.turns] == ["eins", "zwei"]
    assert [read.role_of(turn) for turn in read.turns] == [Role.AGENT, Role.CUSTOMER]
    assert read.turns[0].at == read.started_at == datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert [(party.role, party.name) for party in read.participants] == [
        (Role.CUSTOMER, "Ana Duarte"),
        (Role.AGENT, "Chloe"),
        (Role.THIRD_PARTY, "ana99"),  # the display name stays a known value
    ]
    assert (read.participants[0].email, read.participants[0].age) == ("a@example.com", 34)
    assert (read.order_ids, read.subject, read.language) == (("A-1", "A-2"), "Geld", "de")
    assert read.metadata == (("plan", "pro"), ("tags", ("x", "y")))
    assert read.dropped == (("columns.Other", 1),)


def test_when_the_customer_does_not_speak_then_its_columns_are_known_values(one: One) -> None:
    read = one("csv", b"id,text,role,customer.name\n1,hello,agent,Ana Duarte\n", CHAT)
    assert [(party.role, party.name) for party in read.participants] == [
        (Role.AGENT, None),
        (Role.CUSTOMER, "Ana Duarte"),
    ]


@pytest.mark.parametrize("pattern", ["epoch_s", "epoch_ms"])
def test_when_times_are_counted_from_the_epoch_then_a_map_says_so(one: One, pattern: str) -> None:
    cell = b"1782900000" + (b"000" if pattern == "epoch_ms" else b"")
    options = mapped(f"{{columns: {{id: id, text: text, at: at}}, time_format: {pattern}}}")
    assert one("csv", b"id,text,at\n1,hello," + cell + b"\n", options).turns[0].at == datetime(
        2026, 7, 1, 10, tzinfo=UTC
    )


TEXTS = [
    (b'"a, b"', "a, b", "a delimiter in quotes"),
    (b'"a\r\nb"', "a\r\nb", "a line end in quotes stays as it is"),
    (b'"a ""b"""', 'a "b"', "doubled quotes"),
    (b"", "", "an empty text"),
    (b" a ", " a ", "white space stays"),
    ("\U0001f600".encode(), "\U0001f600", "an emoji"),
]


@pytest.mark.parametrize(("cell", "text", "why"), TEXTS, ids=[why for *_, why in TEXTS])
def test_a_text_is_the_cell(one: One, cell: bytes, text: str, why: str) -> None:
    read = one("csv", b"\xef\xbb\xbfid,text,role\r\n1," + cell + b",agent\r\n", CHAT)
    assert [turn.text for turn in read.turns] == [text]


BAD = [
    (b"id,said\n1,a\n", CHAT, [RejectReason.MISSING_FIELD], "no column of that name"),
    (b"id,text,text\n1,a,b\n", CHAT, [RejectReason.BAD_STRUCTURE], "two columns of one name"),
    (b"1,hello\n2,bye\n", CHAT, [RejectReason.MISSING_FIELD], "no header: its first row must not become one"),
    (b"id,text\n1,a\n", SourceOptions(), [RejectReason.UNKNOWN_CHANNEL], "no channel anywhere"),
    (HEADER + b"1,fax,agent,a,\n", CHAT, [RejectReason.UNKNOWN_CHANNEL], "no such channel"),
    (HEADER + b"1,chat,agent,a,\n1,sms,agent,a,\n", CHAT, [RejectReason.BAD_STRUCTURE], "two channels"),
    (HEADER + b"1,chat,boss,a,\n", CHAT, [RejectReason.UNKNOWN_ROLE], "no such role"),
    (HEADER + b"1,chat,agent,a,now\n", CHAT, [RejectReason.BAD_TIME], "no time"),
    (HEADER + b"1,chat,agent,a,2026-01-01T00:00:00\n", CHAT, [RejectReason.NAIVE_TIME], "no zone"),
    (HEADER + b"1,chat,agent,t\xe9l,\n", CHAT, [RejectReason.NOT_UTF8], "latin-1 in a text"),
    (HEADER + b"1,chat,agent,a\0b,\n", CHAT, [RejectReason.NUL_OR_SURROGATE], "NUL"),
    (HEADER + b",chat,agent,a,\n", CHAT, [RejectReason.MISSING_FIELD], "a row without id"),
    (HEADER + b"1,chat,agent\n", CHAT, [RejectReason.BAD_STRUCTURE], "a cell too few"),
    (b"id,text,customer.age\n1,a,old\n", CHAT, [RejectReason.WRONG_TYPE], "an age in words"),
    (b"id,text,customer.email\n1,a,x@e.com\n1,b,y@e.com\n", CHAT, [RejectReason.BAD_STRUCTURE], "two customers"),
    (b"id,text,name\n1,a,Ana\n", CHAT, [RejectReason.UNKNOWN_ROLE], "a speaker without a role"),
]


@pytest.mark.parametrize(("data", "options", "expected", "why"), BAD, ids=[why for *_, why in BAD])
def test_when_rows_are_bad_then_their_conversation_is_rejected(
    read: Read, data: bytes, options: SourceOptions, expected: list[RejectReason], why: str
) -> None:
    assert short(read("csv", data, options)) == expected


def test_when_a_bad_row_stands_between_good_ones_then_those_are_read(read: Read) -> None:
    data = HEADER + b"1,chat,agent,a,\n2,chat,agent,t\xe9l,\n1,chat,customer,b,\n2,chat,agent,c,\n"
    assert short(read("csv", data)) == [("1", 2), RejectReason.NOT_UTF8]


def test_when_a_quote_is_never_closed_then_the_conversation_it_stands_in_is_not_told(read: Read) -> None:
    data = HEADER + b'1,chat,agent,a,\n2,chat,agent,b,\n2,chat,agent,"c,\n3,chat,agent,d,\n'
    assert short(read("csv", data)) == [("1", 1), RejectReason.BAD_STRUCTURE, RejectReason.BAD_STRUCTURE]


def test_when_the_file_is_cut_off_then_what_stood_before_is_told(read: Read) -> None:
    rows = b"".join(b"%d,chat,agent,text %d,\n" % (number, number) for number in range(20_000))
    packed = gzip.compress(HEADER + rows)
    stream = decompressed(io.BytesIO(packed[: len(packed) // 2]), Compression.GZIP)
    out = list(parse_stream(stream, named("csv"), ParseContext()))
    told = [parsed for parsed in out if isinstance(parsed, Record)]
    assert 1000 < len(told) < 19_000
    assert [parsed.reason for parsed in out if isinstance(parsed, Reject)] == [RejectReason.TRUNCATED] * 2


def test_when_the_file_is_too_large_then_it_says_so(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "FILE_BYTES", 60)
    data = HEADER + b"1,chat,agent,a,\n2,chat,agent,b,\n3,chat,agent,c,\n"
    assert short(read("csv", data)) == [("1", 1), RejectReason.TOO_LARGE, RejectReason.TOO_LARGE]


def test_when_a_cell_is_too_large_then_reading_goes_on(read: Read) -> None:
    options = SourceOptions(limits=Limits(turn_bytes=200_000))
    data = HEADER + b"1,chat,agent," + b"x" * 200_001 + b",\n2,chat,agent,b,\n"
    assert short(read("csv", data, options)) == [RejectReason.TOO_LARGE, ("2", 1)]


def test_references_and_ordinals_are_those_of_the_first_row(read: Read) -> None:
    data = HEADER + b"1,chat,agent,a,\n,chat,agent,a,\n2,chat,agent,b,\n1,chat,agent,c,\n"
    stray, second, first = read("csv", data)  # told as their last rows are met
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert (first.ordinal, second.ordinal, stray) == (0, 2, Reject("3:1", "sources", RejectReason.MISSING_FIELD))


def test_a_map_without_columns_leaves_the_names_as_they_are(one: One) -> None:
    options = SourceOptions(field_map=FieldMap.model_validate({"constants": {"channel": "sms"}}))
    assert one("csv", b"id;text\n1;a\n", options).channel is Channel.SMS
