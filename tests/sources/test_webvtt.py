"""WebVTT: who speaks, what belongs together, what must not stay, and captions that roll up."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.catalog import named
from pipeline.sources.field_map import load_field_map
from pipeline.sources.format import ParseContext, Parsed, Record, SourceOptions
from pipeline.sources.reading import parse_stream
from tests.support.steps import assert_linear_on_text

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]


def vtt(*payloads: str, step: int = 2) -> bytes:
    """Cues of two seconds, one after the other."""
    cues = [f"00:00:{n * step:02}.000 --> 00:00:{n * step + 2:02}.000\n{text}\n" for n, text in enumerate(payloads)]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def said(read: Conversation) -> list[tuple[Role | None, str]]:
    return [(read.role_of(turn), turn.text) for turn in read.turns]


SPEAKERS = [
    ("<v Ana Duarte>hi</v>", Role.THIRD_PARTY, "Ana Duarte", None, "a voice tag"),
    ("<v.loud Ana &amp; Bo>hi", Role.THIRD_PARTY, "Ana & Bo", None, "with a class, an entity and no end"),
    ("<v Agent>hi</v>", Role.AGENT, None, None, "a word for a party is no name"),
    ("<v Speaker 1>hi</v>", Role.THIRD_PARTY, None, None, "nor is what a recorder calls a voice"),
    ("<v +1 212-555-0147>hi</v>", Role.THIRD_PARTY, None, "+1 212-555-0147", "a number"),
    ("12125550147: hi", Role.THIRD_PARTY, None, "12125550147", "a number before a colon"),
    ("Duarte, Ana: hi", Role.THIRD_PARTY, "Duarte, Ana", None, "a comma in a name"),
    ("Chloe Becker (Agent): hi", Role.AGENT, "Chloe Becker", None, "a role in brackets"),
    ("Agent Chloe: hi", Role.AGENT, "Chloe", None, "a name after the word"),
    (">> Caller: hi", Role.CUSTOMER, None, None, "the mark of a change"),
]


@pytest.mark.parametrize(("payload", "role", "name", "phone", "why"), SPEAKERS, ids=[why for *_, why in SPEAKERS])
def test_a_speaker_is_a_participant_and_leaves_the_text(
    one: One, payload: str, role: Role, name: str | None, phone: str | None, why: str
) -> None:
    read = one("webvtt", vtt(payload))
    assert said(read) == [(role, "hi")]
    assert [(party.name, party.phone) for party in read.participants] == [(name, phone)]


def test_two_voices_of_one_cue_are_two_turns(one: One) -> None:
    read = one("webvtt", vtt("<v Ana>hello <v Bo>hi</v> ah"))
    assert [(turn.participant, turn.text) for turn in read.turns] == [("p0", "hello"), ("p1", "hi ah")]


def test_a_field_map_says_who_is_who(one: One) -> None:
    options = SourceOptions(field_map=load_field_map("values: {role: {agent: [Chloe Becker], customer: [Ana Duarte]}}"))
    read = one("webvtt", vtt("<v Chloe Becker>hello</v>", "<v Ana Duarte>hi</v>"), options)
    assert said(read) == [(Role.AGENT, "hello"), (Role.CUSTOMER, "hi")]
    assert [party.name for party in read.participants] == ["Chloe Becker", "Ana Duarte"]


def test_cues_of_one_speaker_are_one_turn_that_begins_with_the_first(one: One) -> None:
    read = one("webvtt", vtt("Agent: one", "Agent: two", "three", "Customer: four", "Agent: five", step=9))
    assert said(read) == [(Role.AGENT, "one two three"), (Role.CUSTOMER, "four"), (Role.AGENT, "five")]
    assert [turn.offset_s for turn in read.turns] == [0.0, 27.0, 36.0]


def test_where_nobody_is_named_a_pause_parts_turns(one: One) -> None:
    assert [turn.text for turn in one("webvtt", vtt("one", "two")).turns] == ["one two"]
    assert [turn.text for turn in one("webvtt", vtt("one", "two", step=5)).turns] == ["one", "two"]
    assert [turn.text for turn in one("webvtt", vtt("- one\n- two", ">> three")).turns] == ["one", "two", "three"]


TEXT = [
    ("Note: it is broken", "a colon that comes once among other lines"),
    ("and then he said to me now: no", "a label is short"),
    ("see http://example.com/x", "a URL's colon"),
    ("at 10:30", "a time"),
    ("a --> b", "an arrow without a time"),
    ("I <3 it <ana@example.com>", "brackets that are no tags"),
]


@pytest.mark.parametrize(("line", "why"), TEXT, ids=[why for _, why in TEXT])
def test_any_other_line_is_text(one: One, line: str, why: str) -> None:
    assert one("webvtt", vtt("well", line, "yes")).turns[0].text == f"well {line} yes"


def test_captions_that_roll_up_are_read_once(one: One) -> None:
    tagged = vtt(" \nwhere<00:00:00.500><c> is</c>", "where is", "where is\nmy<00:00:04.500><c> order</c>", "my order")
    plain = vtt("one", "one\ntwo", "two\nthree", "three\nfour")
    assert [turn.text for turn in one("webvtt", tagged).turns] == ["where is my order"]
    assert [turn.text for turn in one("webvtt", plain).turns] == ["one two three four"]
    assert one("webvtt", plain).repaired == (("rolling_lines", 3),)


def test_what_was_said_twice_stays_twice(one: One) -> None:
    read = one("webvtt", vtt("Agent: no.", "Agent: no.", "Customer: what?", "Agent: well", "Customer: yes"))
    assert [turn.text for turn in read.turns] == ["no. no.", "what?", "well", "yes"]
    assert read.repaired == ()


ODD = b"""\xef\xbb\xbfWEBVTT - zyxcanary\r
X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\r
Language: en-GB\r
\r
STYLE\r
::cue(zyxcanary) {}\r
\r
REGION\r
id:zyxcanary\r
\r
NOTE zyxcanary\r
zyxcanary\r
\r
zyxcanary-1\r
00:01.500 --> 00:1d.000 line:0 zyxcanary\r
<lang en><b>hello</b></lang>\r
\r
after a blank line\r
\r
00:00:9x --> 00:00:10.000\r
without a time\r
 \r
zyxcanary-2\r
100:00:00.000 --> 100:00:01.000\r
late\r
"""


def test_ids_comments_and_settings_do_not_stay_and_are_counted(one: One) -> None:
    read = one("webvtt", ODD)
    assert [(turn.text, turn.offset_s) for turn in read.turns] == [
        ("hello after a blank line without a time", 1.5),
        ("late", 360_000.0),
    ]
    assert "zyxcanary" not in " ".join(turn.text for turn in read.turns) + repr(read.known_values)
    assert read.language == "en"
    assert read.dropped == (
        ("cues[].id", 2),
        ("cues[].time", 2),
        ("header.X-TIMESTAMP-MAP", 1),
        ("notes", 1),
        ("regions", 1),
        ("styles", 1),
    )


def test_the_channel_is_a_call_unless_declared(one: One) -> None:
    assert one("webvtt", vtt("hi")).channel is Channel.CALL
    assert one("webvtt", vtt("hi"), SourceOptions(default_channel=Channel.SOCIAL)).channel is Channel.SOCIAL


BAD = [
    (b"hello\n", SourceOptions(), RejectReason.BAD_STRUCTURE, "another file"),
    (b"WEBVTTX\n\n", SourceOptions(), RejectReason.BAD_STRUCTURE, "nearly"),
    (vtt("zyxcanary \xe9").decode().encode("latin-1"), SourceOptions(), RejectReason.NOT_UTF8, "latin-1"),
    (vtt("a\0b"), SourceOptions(), RejectReason.NUL_OR_SURROGATE, "NUL"),
    (vtt("x" * 99), SourceOptions(limits=Limits(conversation_bytes=50)), RejectReason.TOO_LARGE, "too long"),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\nhi" + b"\n" * 1_000_001, SourceOptions(), RejectReason.TOO_LARGE, "lines"),
]


@pytest.mark.parametrize(("data", "options", "reason", "why"), BAD, ids=[why for *_, why in BAD])
def test_a_bad_file_is_one_reject(
    read: Read, data: bytes, options: SourceOptions, reason: RejectReason, why: str
) -> None:
    assert read("webvtt", data, options) == [Reject("3:0", "sources", reason)]


PARTS = ["WEBVTT", "\n", "\n\n", "00:01.000 --> 00:02.000", "-->", "NOTE", " ", "<v Ana>", "</v>", "Ana: ", "<c>", "x"]
SOUP = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_any_mix_of_parts_gives_one_record_or_reject(soup: str) -> None:
    for data in (soup.encode(), b"WEBVTT\n\n" + soup.encode()):
        assert len(list(parse_stream(io.BytesIO(data), named("webvtt"), ParseContext(relative_path="x")))) <= 1


@pytest.mark.parametrize(
    "part", ["<", "<v ", "<v a>", "&", ":", "a:", "{\\", " ", "-", ">> ", "00:", "a ", "<c.", "1 "]
)
@pytest.mark.parametrize("end", ["", "\n"])
def test_odd_cues_cost_linear_time(read: Read, part: str, end: str) -> None:
    """Twice the cue, about twice the steps, in Python and in regular expressions."""

    def parsed(cue: str) -> None:
        (only,) = read("webvtt", vtt("Ana: hi", cue))
        assert isinstance(only, Record | Reject)

    assert_linear_on_text(parsed, lambda times: (part + end) * times, 200)
