"""Plain transcripts: labels, headers, lines that go on, names as labels, several conversations a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.field_map import load_field_map
from pipeline.sources.format import Parsed, Record, SourceOptions
from tests.support.steps import assert_linear_on_text

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]

CALL = SourceOptions(default_channel=Channel.CALL)

LABELS = [
    ("Agent: hello", Role.AGENT, "hello", "the plain form"),
    ("AGENT 1 (00:12): hello", Role.AGENT, "hello", "numbered, with an offset"),
    ("[00:00:12] Customer - hello", Role.CUSTOMER, "hello", "an offset before, a dash after"),
    ("00:12 Rep: hello", Role.AGENT, "hello", "a bare offset"),
    ("(9:05 PM) Caller: hello", Role.CUSTOMER, "hello", "a time of day"),
    ("Kundin: hallo", Role.CUSTOMER, "hallo", "German"),
    ("IVR> press one", Role.BOT, "press one", "a bot, by an angle"),
    ("customer_2: hi", Role.CUSTOMER, "hi", "an underscore"),
    ("Customer (Ana Duarte): hi", Role.CUSTOMER, "hi", "a name in brackets"),
    ("Agent Chloe: hi", Role.AGENT, "hi", "a name after the word"),
    ("Agent:", Role.AGENT, "", "nothing said"),
]


@pytest.mark.parametrize(("line", "role", "text", "why"), LABELS, ids=[why for *_, why in LABELS])
def test_a_label_begins_a_turn(one: One, line: str, role: Role, text: str, why: str) -> None:
    read = one("text", line.encode(), CALL)
    assert [(read.role_of(turn), turn.text) for turn in read.turns] == [(role, text)]


GOES_ON = [
    ("and then - well", "a dash without a time or a known word"),
    ("see http://example.com/x", "a URL's colon"),
    ("Note: it is broken", "a colon that comes once"),
    ("at 10:30", "a time"),
    ("Customer ID: 88371", "a heading that begins with a word for a party"),
    ("Member number is: 5", "the same in lower case"),
    ("   indented", "white space is kept"),
    ("My agent told me: no", "a label is short and stands first"),
]


@pytest.mark.parametrize(("line", "why"), GOES_ON, ids=[why for _, why in GOES_ON])
def test_any_other_line_goes_on_with_the_turn_as_it_stands(one: One, line: str, why: str) -> None:
    read = one("text", f"Agent: hello\nCustomer: hi\n\n{line}\r\nAgent: bye\n".encode(), CALL)
    assert [turn.text for turn in read.turns] == ["hello", f"hi\n\n{line}", "bye"]


def test_names_beside_a_known_word_are_the_other_side(one: One) -> None:
    read = one("text", b"Agent: hello\nAna Duarte: hi\nAgent: yes?\nAna Duarte: bye\n", CALL)
    assert [read.role_of(turn) for turn in read.turns] == [Role.AGENT, Role.CUSTOMER, Role.AGENT, Role.CUSTOMER]
    assert read.participants[1].name == "Ana Duarte"


def test_of_names_alone_nobody_can_tell_who_is_who(one: One) -> None:
    read = one("text", b"Chloe: hello\nAna: hi\n", CALL)
    assert [read.role_of(turn) for turn in read.turns] == [Role.THIRD_PARTY, Role.THIRD_PARTY]
    labels = load_field_map("values: {role: {agent: [Chloe], customer: [Ana]}}")
    read = one("text", b"Chloe: hello\nAna: hi\n", SourceOptions(default_channel=Channel.CALL, field_map=labels))
    assert [read.role_of(turn) for turn in read.turns] == [Role.AGENT, Role.CUSTOMER]


@pytest.mark.parametrize(
    ("line", "name"), [("Customer (Ana Duarte): hi", "Ana Duarte"), ("Agent Chloe: hi", "Chloe"), ("Agent 2: hi", None)]
)
def test_a_name_in_a_label_is_a_known_value(one: One, line: str, name: str | None) -> None:
    assert one("text", line.encode(), CALL).participants[0].name == name


HEADER = b"""Channel: email
Language: en
Date: 2026-05-04T09:12:00Z
ID: m-7
Subject: Refund
Customer email: ana@example.com
Queue: Spain

Customer: where is it?
"""


def test_a_header_block_gives_fields_and_known_values(one: One) -> None:
    read = one("text", HEADER)
    assert (read.id, read.channel, read.language) == ("m-7", Channel.EMAIL, "en")
    assert read.started_at == datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
    assert [turn.text for turn in read.turns] == ["Refund", "where is it?"]
    assert [party.email for party in read.participants] == ["ana@example.com"]
    assert read.dropped == (("header.Queue".lower(), 1),)


def test_without_a_blank_line_an_unknown_key_is_a_speaker(one: One) -> None:
    read = one("text", b"Channel: chat\nAna: hello\nAgent: hi\nAna: bye\n")
    assert [turn.text for turn in read.turns] == ["hello", "hi", "bye"]


def test_text_before_the_first_label_is_kept_without_a_speaker(one: One) -> None:
    read = one("text", b"The call begins.\nAgent: hi\n", CALL)
    assert [(turn.text, turn.participant) for turn in read.turns] == [("The call begins.", None), ("hi", "p0")]


def test_clock_times_are_dropped_and_counted_and_stamps_are_read(one: One) -> None:
    assert one("text", b"[00:12] Agent: hi\nAgent (00:14): yes\n", CALL).dropped == (("turns[].clock", 2),)
    stamped = one(
        "text", b"[2026-05-04 09:12:05] Agent: hi\n", SourceOptions(ZoneInfo("UTC").key, ZoneInfo("UTC"), Channel.CALL)
    )
    assert stamped.turns[0].at == datetime(2026, 5, 4, 9, 12, 5, tzinfo=UTC)


def test_ids_are_the_path_and_a_number(read: Read) -> None:
    records = read("text", b"Agent: a\n---\nAgent: b\n\n=====\n\n---\nAgent: c", CALL)
    assert [r.conversation.id for r in records if isinstance(r, Record)] == ["example#0", "example#1", "example#2"]


BAD = [
    (b"Agent: hi\n", SourceOptions(), RejectReason.UNKNOWN_CHANNEL, "no channel anywhere"),
    (b"Channel: fax\n\nAgent: hi\n", SourceOptions(), RejectReason.UNKNOWN_CHANNEL, "no such channel"),
    (b"just some prose\n", CALL, RejectReason.BAD_STRUCTURE, "nobody speaks"),
    (b"Agent: t\xe9l\n", CALL, RejectReason.NOT_UTF8, "latin-1"),
    (b"Agent: a\0b\n", CALL, RejectReason.NUL_OR_SURROGATE, "NUL"),
    (b"Date: 4 May\n\nAgent: hi\n", CALL, RejectReason.BAD_TIME, "no ISO 8601"),
    (b"[2026-05-04 09:12] Agent: hi\n", CALL, RejectReason.NAIVE_TIME, "a stamp without zone"),
]


@pytest.mark.parametrize(("data", "options", "reason", "why"), BAD, ids=[why for *_, why in BAD])
def test_when_a_conversation_is_bad_then_the_next_is_read(
    read: Read, data: bytes, options: SourceOptions, reason: RejectReason, why: str
) -> None:
    rejected, good = read("text", data + b"---\nChannel: chat\n\nAgent: hi\n", options)
    assert rejected == Reject("3:0", "sources", reason)
    assert isinstance(good, Record)


@pytest.mark.parametrize(
    ("before", "part", "behind"),
    [("a", " ", "b"), ("", " ", ""), ("", "a ", ""), ("", "-", "x"), ("", "[", ""), ("", "a(", "")],
)
def test_odd_lines_cost_linear_time(read: Read, before: str, part: str, behind: str) -> None:
    """Twice the line, about twice the steps, in Python and in regular expressions."""

    def parsed(line: str) -> None:
        read("text", f"Agent: hi\n{line}\n".encode(), CALL)

    assert_linear_on_text(parsed, lambda times: before + part * times + behind, 500)
