"""Zendesk Chat: messages only; the visitor and the agents known; browser, pages and notes counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Conversation, Role

One = Callable[..., Conversation]

CANARY = "zyxcanary"
AT = "2026-03-02T10:00:00Z"


def line(nick: str, msg: str = "hi", kind: str = "chat.msg", **more: object) -> dict[str, Any]:
    return {"type": kind, "nick": nick, "name": "Jo Reed", "msg": msg, "timestamp": AT, **more}


def chat(*history: object, **more: object) -> bytes:
    visitor = {"id": "7.n4", "name": "Ida Lund", "email": "ida@example.org", "phone": "+34600111222", "notes": CANARY}
    return orjson.dumps({"id": "2603.1", "timestamp": AT, "visitor": visitor, "history": list(history), **more})


ROLES = [
    ("visitor", Role.CUSTOMER), ("visitor:77", Role.CUSTOMER), ("agent:9", Role.AGENT), ("agent:trigger", Role.BOT),
    ("trigger", Role.BOT), ("system", Role.SYSTEM), ("jo", None),
]  # fmt: skip


@pytest.mark.parametrize(("nick", "role"), ROLES)
def test_a_nick_says_who_wrote(one: One, nick: str, role: Role | None) -> None:
    read = one("zendesk-chat", chat(line(nick)))
    assert read.role_of(read.turns[0]) is role


def test_only_messages_are_turns_and_everybody_is_known(one: One) -> None:
    history = [
        line("agent:9", CANARY, "chat.memberjoin"),
        line("visitor", "where?", name="Ida L"),
        line("agent:9", "on its way", msg_id=CANARY, options=CANARY),
        line("agent:9", CANARY, "chat.file.upload", attachment={"url": CANARY}),
        line("visitor", "", "chat.rating", new_rating="good"),
    ]
    session = {"ip": "198.51.100.7", "city": "Lund", "user_agent": CANARY, "region": CANARY}
    read = one(
        "zendesk-chat",
        chat(
            *history,
            session=session,
            webpath=[{"to": f"https://x.example/?token={CANARY}", "title": CANARY}],
            agent_names=["Jo Reed", "Kim Ito"],
            agent_ids=[CANARY],
            rating="good",
            comment=CANARY,
            tags=["refund"],
            zendesk_ticket_id=CANARY,
        ),
    )
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == [
        ("where?", Role.CUSTOMER),
        ("on its way", Role.AGENT),
    ]
    ida, jo = read.participants
    assert (ida.name, ida.email, ida.phone, jo.name) == ("Ida Lund", "ida@example.org", "+34600111222", "Jo Reed")
    assert {(known.entity_type, known.value) for known in read.known_values} == {
        ("IP_ADDRESS", "198.51.100.7"), ("LOCATION", "Lund"), ("PERSON", "Jo Reed"), ("PERSON", "Kim Ito"),
        ("PERSON", "Ida L"),
    }  # fmt: skip
    assert dict(read.metadata) == {"tags": ("refund",), "csat": "good"}
    assert dict(read.dropped) == dict.fromkeys(
        [
            "agent_ids", "comment", "history[].attachment", "history[].chat.file.upload", "history[].chat.memberjoin",
            "history[].chat.rating", "history[].msg_id", "history[].new_rating", "history[].options", "session.region",
            "session.user_agent", "visitor.notes", "webpath", "zendesk_ticket_id",
        ],
        1,
    )  # fmt: skip
    told = (read, read.id, read.metadata, read.participants, read.known_values, [turn.text for turn in read.turns])
    assert CANARY not in repr(told)


def test_a_visitor_by_number_has_no_name(one: One) -> None:
    read = one("zendesk-chat", chat(line("visitor", name="Visitor 84123456"), visitor={"name": "Visitor 84123456"}))
    assert [party.name for party in read.participants] == [None]


def test_an_offline_message_is_one_turn_of_the_visitor(one: One) -> None:
    read = one("zendesk-chat", chat(type="offline_msg", message="Call me", history=None))
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == [("Call me", Role.CUSTOMER)]
