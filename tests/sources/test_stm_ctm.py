"""STM and CTM: lines of one recording are one conversation; recordings' names never stay, speakers' names are known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.errors import Refused
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import HEAD_BYTES, Head, Parsed, Record, SourceOptions
from pipeline.sources.sniffing import sniff

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]
Shown = Callable[[Conversation], str]

CANARY = "Quillfeather"
MAP = FieldMap.model_validate({"values": {"role": {"agent": ("1",), "customer": ("2",)}}})


def said(read: Conversation) -> list[tuple[str, float | None]]:
    return [(turn.text, turn.offset_s) for turn in read.turns]


def test_segments_are_turns_by_time_and_speakers_are_known_by_name(one: One, shown: Shown) -> None:
    data = f"{CANARY} 1 Chloe 2.5 3 <{CANARY}> yes\n{CANARY} 1 ana_duarte 0.5 1 <o> hello\n"
    read = one("stm", data.encode())
    assert said(read) == [("hello", 0.5), ("yes", 2.5)]
    assert sorted(party.name or "" for party in read.participants) == ["Chloe", "ana_duarte"]
    assert {party.role for party in read.participants} == {Role.THIRD_PARTY}
    assert not [value for value in (CANARY, "Chloe", "ana_duarte") if value in shown(read)]


def test_of_alternatives_the_first_is_read(one: One) -> None:
    words = (
        f"r 1 0.0 0.1 a\nr 1 * * <ALT_BEGIN>\nr 1 0.1 0.1 b\nr 1 * * <ALT>\nr 1 0.1 0.1 {CANARY}\nr 1 * * <ALT_END>\n"
    )
    read = one("ctm", f"{words}r 1 0.2 0.1 c\n".encode())
    assert said(read) == [("a b c", 0.0)]
    assert read.dropped == (("alternatives[]", 1),)
    assert said(one("stm", f"r 1 x 0 1 <o> a {{ b / {CANARY} / @ }} c\n".encode())) == [("a  b  c", 0.0)]


def test_what_is_not_scored_is_counted_and_no_turn(one: One) -> None:
    read = one("stm", b"r 1 x 0 1 <o> IGNORE_TIME_SEGMENT_IN_SCORING\nr 1 x 1 2 <o>\nr 1 x 2 3 <o> hi\n")
    assert said(read) == [("hi", 2.0)]
    assert read.dropped == (("not_scored", 1),)


def test_words_of_a_channel_are_cut_at_pauses_and_channels_woven(one: One, shown: Shown) -> None:
    words = [(1, 0.0, "hi"), (1, 0.3, "there"), (2, 1.0, "hello"), (1, 2.0, "yes")]
    data = "".join(f"{CANARY} {channel} {start} 0.2 {word} 0.9 lex unknown\n" for channel, start, word in words)
    read = one("ctm", data.encode(), SourceOptions(field_map=MAP))
    assert said(read) == [("hi there", 0.0), ("hello", 1.0), ("yes", 2.0)]
    assert [read.role_of(turn) for turn in read.turns] == [Role.AGENT, Role.CUSTOMER, Role.AGENT]
    assert CANARY not in shown(read)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"bad 1 x 0 1 \xff\n", RejectReason.NOT_UTF8),
        (b"bad 1\n", RejectReason.BAD_STRUCTURE),
        (b"bad 1 x 0 1 <o> a\n" * 20, RejectReason.TOO_LARGE),
    ],
)
def test_a_bad_recording_is_rejected_and_those_around_it_are_read(
    read: Read, data: bytes, reason: RejectReason
) -> None:
    options = SourceOptions(limits=Limits(conversation_bytes=200))
    first, bad, last = read("stm", b"a 1 x 0 1 hi\n" + data + b";; a comment\nb 1 x 0 1 hi\n", options)
    assert isinstance(first, Record)
    assert bad == Reject("3:1", "sources", reason)
    assert isinstance(last, Record)


def test_an_endless_line_spoils_the_recording_before_it(read: Read) -> None:
    data = b"a 1 x 0 1 hi\na 1 x 0 1 " + b"x" * 300 + b"\nb 1 x 0 1 hi\n"
    bad, last = read("stm", data, SourceOptions(limits=Limits(conversation_bytes=200)))
    assert bad == Reject("3:0", "sources", RejectReason.TOO_LARGE)
    assert isinstance(last, Record)


LOOKALIKES = [
    (b"SPEAKER f 1 0.000 0.558 <NA> <NA> ana <NA> <NA>\n", "RTTM has no words"),
    (b"2026-05-04 09:12:00 INFO started worker 7\n", "a log"),
    (b"order 5 3 4 apples and pears please now, all of them\n", "prose with numbers"),
    (b";; only a comment\n", "nothing but a comment"),
]


@pytest.mark.parametrize(("data", "why"), LOOKALIKES, ids=[why for _, why in LOOKALIKES])
def test_what_only_looks_alike_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused):
        sniff(Head(data * 3, "", complete=True))


@pytest.mark.parametrize(("line", "name"), [(b"r 1 x 0.0 0.5 <o> hi\n", "stm"), (b"r 1 0.0 0.5 hi 0.9\n", "ctm")])
def test_a_long_file_is_recognized_by_its_head(line: bytes, name: str) -> None:
    assert sniff(Head((line * 9000)[:HEAD_BYTES], "", complete=False)).name == name
