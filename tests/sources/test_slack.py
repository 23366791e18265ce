"""Slack: threads are conversations, marks become text, ids of users are known, the rest of a message is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.limits import Limits
from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import Parsed, Record, SourceOptions

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]

CANARY = "zyxcanary"


def message(text: str = "hi", second: int = 0, **more: object) -> dict[str, Any]:
    return {"type": "message", "user": "U01ANA", "text": text, "ts": f"17724456{second:02}.000100", **more}


TEXTS: list[tuple[str, str, set[tuple[str, str]], str]] = [
    ("a &lt;b&gt; &amp; c", "a <b> & c", set(), "entities"),
    ("<@U02JO> hi", "<@U02JO> hi", {("USERNAME", "U02JO")}, "a mention stays, its id is known"),
    ("<@U02JO|jo reed>", "<@U02JO>", {("USERNAME", "U02JO"), ("PERSON", "jo reed")}, "a mention with its name"),
    ("see <https://x.example/?s=zyxcanary|the page>", "see the page", set(), "a link by its label"),
    ("see <https://x.example/a>", "see https://x.example/a", set(), "a bare link, for the recognizers"),
    ("<mailto:a@b.example|a@b.example>", "a@b.example", {("EMAIL_ADDRESS", "a@b.example")}, "an address"),
    ("<mailto:a@b.example|me>", "me", {("EMAIL_ADDRESS", "a@b.example")}, "an address behind a word"),
    ("<tel:+34600111222|600 111 222>", "600 111 222", {("PHONE_NUMBER", "+34600111222")}, "a number"),
    ("<#C01|help> <!here> <!subteam^S1|@ops>", "#help @here @ops", set(), "channels and groups"),
    ("<!date^1772445600^{date} at {time}|2 March>", "2 March", set(), "a date by its fallback"),
    ("1 < 2 | 3 > 2", "1 < 2 | 3 > 2", set(), "signs that mark nothing ..."),
    ("a <", "a <", set(), "... nor this"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown", "known", "why"), TEXTS, ids=[why for *_, why in TEXTS])
def test_marks_become_what_people_read(one: One, text: str, shown: str, known: set[tuple[str, str]], why: str) -> None:
    read = one("slack", orjson.dumps([message(text)]))
    assert [turn.text for turn in read.turns] == [shown]
    assert {(value.entity_type, value.value) for value in read.known_values} == known | {("USERNAME", "U01ANA")}


def test_a_thread_is_a_conversation_by_time_wherever_its_messages_stand(read: Read) -> None:
    root = message("first", thread_ts="1772445600.000100")
    reply = message("second", 9, thread_ts="1772445600.000100", parent_user_id="U01ANA")
    alone = message("alone", 5)
    found = read("slack", orjson.dumps([reply, alone, root]))
    told = [(r.conversation.id, [t.text for t in r.conversation.turns]) for r in found if isinstance(r, Record)]
    assert told == [
        ("example#1772445600.000100", ["first", "second"]),
        ("example#1772445605.000100", ["alone"]),
    ]


SUBTYPES: list[tuple[dict[str, Any], Role | None, dict[str, int], str]] = [
    ({}, None, {}, "a message: who is an agent stands nowhere"),
    ({"subtype": "thread_broadcast", "root": {"text": CANARY}}, None, {"messages[].root": 1}, "a copy of the root"),
    ({"subtype": "bot_message", "bot_id": "B01", "user": None}, Role.BOT, {}, "a bot"),
    ({"subtype": "bot_message", "user": None}, None, {}, "a bot that nobody knows"),
]


@pytest.mark.parametrize(("more", "role", "dropped", "why"), SUBTYPES, ids=[why for *_, why in SUBTYPES])
def test_who_writes_is_a_bot_or_unknown(
    one: One, more: dict[str, Any], role: Role | None, dropped: dict[str, int], why: str
) -> None:
    read = one("slack", orjson.dumps([message(**more)]))
    assert read.role_of(read.turns[0]) is role
    assert dict(read.dropped) == dropped


def test_what_only_says_what_happened_is_no_turn(one: One) -> None:
    read = one("slack", orjson.dumps([message(CANARY, subtype="channel_topic", topic=CANARY)]))
    assert (read.turns, dict(read.dropped)) == ((), {"messages[].channel_topic": 1, "messages[].topic": 1})


def test_profiles_are_known_and_copies_and_files_are_counted(one: One) -> None:
    profile = {"real_name": "Ana Duarte", "display_name": "anita", "name": "aduarte", "image_72": CANARY}
    copies = ("blocks", "files", "attachments", "reactions", "edited", "team", "permalink")
    rest: dict[str, Any] = {key: [{"x": CANARY}] for key in copies}
    read = one("slack", orjson.dumps([message(user_profile=profile, username="Bo Ek", client_msg_id=CANARY, **rest)]))
    assert [party.name for party in read.participants] == ["Ana Duarte"]
    assert {(value.entity_type, value.value) for value in read.known_values} == {
        ("USERNAME", "U01ANA"), ("USERNAME", "aduarte"), ("PERSON", "Ana Duarte"), ("PERSON", "anita"),
        ("PERSON", "Bo Ek"),
    }  # fmt: skip
    paths = [*rest, "client_msg_id", "user_profile.image_72"]
    assert dict(read.dropped) == {f"messages[].{path}": 1 for path in paths}
    assert CANARY not in repr((read, read.id, read.metadata, read.participants, read.known_values, read.turns[0].text))


def test_a_file_beyond_the_limit_is_rejected_before_it_is_held(read: Read) -> None:
    data = orjson.dumps([message("x" * 50, second) for second in range(60)])
    found = read("slack", data, SourceOptions(limits=Limits(conversation_bytes=3000)))
    assert found
    assert {told.reason for told in found if isinstance(told, Reject)} == {RejectReason.TOO_LARGE}
    assert not [told for told in found if isinstance(told, Record)]


def test_the_list_of_users_holds_no_messages(read: Read) -> None:
    (only,) = read("slack", orjson.dumps([{"id": "U01ANA", "profile": {"real_name": "Ana Duarte"}}]))
    assert only == Reject("3:0", "sources", RejectReason.MISSING_FIELD)
