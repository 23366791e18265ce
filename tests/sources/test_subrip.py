"""SubRip: what its numbers and blank lines are, and what is text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.conversation.model import Conversation, Role
from pipeline.sources.catalog import named
from pipeline.sources.format import Head, Parsed

Read = Callable[..., list[Parsed]]
One = Callable[..., Conversation]

TIME = "00:00:0{}{}000 --> 00:00:0{}{}500"


def at(second: int, mark: str = ",") -> str:
    return TIME.format(second, mark, second, mark)


TEXTS = [
    (f"1\n{at(1)}\nhi\n\n2\n{at(2)}\nthere\n", "hi there", "the plain form"),
    (f"1\r\n{at(1)}\r\nhi\r\n\r\n2\r\n{at(2)}\r\nthere\r\n", "hi there", "Windows"),
    (f"{at(1, '.')}\nhi\n\n{at(2, '.')}\nthere", "hi there", "points, no numbers, no end"),
    (f"1\n{at(1)}\nhi\n\n\nthere\n\n", "hi there", "blank lines within a cue"),
    (f"1\n{at(1)}\nhi\n2\n{at(2)}\nthere\n", "hi there", "no blank line between cues"),
    (f"1\n{at(1)}\n\n2\n{at(2)}\n\n", "", "nothing said"),
    (f'1\n{at(1)}\n{{\\an8}}<font color="red">hi</font>\n', "hi", "layout"),
    (f"1\n{at(1)}\nit is\n42\n\nyes\n", "it is 42 yes", "a number that no time follows"),
]


@pytest.mark.parametrize(("data", "text", "why"), TEXTS, ids=[why for *_, why in TEXTS])
def test_numbers_and_times_are_no_text(one: One, data: str, text: str, why: str) -> None:
    assert " ".join(turn.text for turn in one("subrip", data.encode()).turns) == text
    assert named("subrip").sniff(Head(data.encode(), complete=True)) > 0.9


def test_speakers_and_offsets_are_read_as_in_webvtt(one: One) -> None:
    read = one("subrip", f"1\n{at(1)}\nAgent: hello\n\n2\n{at(5)}\nAna Duarte: hi\n".encode())
    assert [(read.role_of(turn), turn.text, turn.offset_s) for turn in read.turns] == [
        (Role.AGENT, "hello", 1.0),
        (Role.THIRD_PARTY, "hi", 5.0),
    ]
    assert [party.name for party in read.participants] == [None, "Ana Duarte"]


def test_what_stands_before_the_first_cue_is_dropped_and_counted(one: One) -> None:
    read = one("subrip", f"zyxcanary\n1\n{at(1)}\nhi\n".encode())
    assert ([turn.text for turn in read.turns], read.dropped) == (["hi"], (("unknown_lines", 1),))
