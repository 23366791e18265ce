"""LiveChat: messages that the customer saw; forms teach what to search for and are no text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Conversation, Role

One = Callable[..., Conversation]

CANARY = "zyxcanary"
AGENT = "jo@example.com"
AT = "2026-03-02T10:00:05.000000Z"
USERS: list[dict[str, Any]] = [
    {"id": "b7-1", "type": "customer", "name": "Ida Lund", "email": "ida@example.org"},
    {"id": AGENT, "type": "agent", "name": "Jo Reed"},
]


def event(kind: str = "message", author: str = "b7-1", **more: object) -> dict[str, Any]:
    return {"id": "e", "type": kind, "author_id": author, "created_at": AT, **more}


def page(*events: object, users: object = USERS, **thread: object) -> bytes:
    chat = {"id": "Q1", "users": users, "thread": {"id": "T1", "events": list(events), **thread}}
    return orjson.dumps({"chats": [chat], "found_chats": 1})


EVENTS: list[tuple[dict[str, Any], list[tuple[str, Role | None]], dict[str, int], str]] = [
    (event(text="hi"), [("hi", Role.CUSTOMER)], {}, "a customer's message"),
    (event(text="hi", author=AGENT), [("hi", Role.AGENT)], {}, "an agent's"),
    (event(text="hi", author="left@example.com"), [("hi", Role.AGENT)], {}, "one of an agent who is no user any more"),
    (event(text=CANARY, visibility="agents"), [], {"turns[].private_note": 1}, "what only agents see"),
    (event(text=CANARY, recipients="agents"), [], {"turns[].private_note": 1}, "the same under its old name"),
    (event("system_message", text="Jo left"), [("Jo left", Role.SYSTEM)], {}, "a system message, whoever caused it"),
    (event("file", url=CANARY, name=CANARY), [], {"events[].file": 1, "events[].url": 1, "events[].name": 1}, "a file"),
    (event("custom", content=CANARY), [], {"events[].content": 1, "events[].custom": 1}, "a custom event"),
    (
        event("rich_message", elements=[{"title": "Size?", "subtitle": "EU", "buttons": [{"text": CANARY}]}]),
        [("Size?\nEU", Role.CUSTOMER)],
        {},
        "a card by what it shows",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("found", "turns", "dropped", "why"), EVENTS, ids=[why for *_, why in EVENTS])
def test_an_event_is_a_turn_if_the_customer_saw_its_text(
    one: One, found: dict[str, Any], turns: list[tuple[str, Role | None]], dropped: dict[str, int], why: str
) -> None:
    read = one("livechat", page(found))
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == turns
    assert dict(read.dropped) == dropped


def test_answers_of_forms_are_known_by_their_type_or_label_and_are_no_text(one: One) -> None:
    fields = [
        {"type": "name", "label": "Name:", "answer": "Ida Maria Lund"},
        {"type": "email", "label": "E-mail:", "answer": "second@example.org"},
        {"type": "phone", "label": "Phone:", "answer": "+34600111222"},
        {"type": "subject", "label": "Subject:", "answer": "Kettle"},
        {"type": "question", "label": "Your order number", "answer": "AB-77"},
        {"type": "textarea", "label": "How do you feel?", "answer": CANARY},
        {"type": "radio", "label": "Purpose", "answer": {"id": "0", "label": CANARY}},
        {"type": "checkbox", "label": "Name your toppings", "answers": [{"label": CANARY}]},
    ]
    read = one("livechat", page(event("filled_form", fields=fields), event(text="hi")))
    assert [turn.text for turn in read.turns] == ["hi"]
    ida = read.participants[1]
    assert (ida.name, ida.email, ida.phone) == ("Ida Lund", "ida@example.org", "+34600111222")
    assert {(known.entity_type, known.value) for known in read.known_values} == {
        ("PERSON", "Ida Maria Lund"), ("EMAIL_ADDRESS", "second@example.org"), ("ORDER_ID", "AB-77"),
    }  # fmt: skip
    assert read.subject == "Kettle"
    assert dict(read.dropped) == {f"events[].fields[].{kind}": 1 for kind in ("textarea", "radio", "checkbox")}
    assert CANARY not in repr((read, read.known_values, read.metadata))


def test_what_else_is_told_about_people_is_known_or_counted(one: One) -> None:
    visit: dict[str, Any] = {
        "ip": "198.51.100.7",
        "user_agent": CANARY,
        "geolocation": {"city": "Lund", "latitude": CANARY},
    }
    visit["last_pages"] = [{"url": f"https://x.example/?s={CANARY}"}]
    answers = [{"account_id": "AC-9"}, {"color": CANARY}]
    customer = {**USERS[0], "session_fields": answers, "last_visit": visit, "avatar": CANARY, "phone": "+34600111222"}
    read = one(
        "livechat",
        page(
            event(text="hi"),
            users=[customer, USERS[1]],
            tags=["refund"],
            properties={"rating": {"score": 1, "comment": CANARY}, "routing": {"referrer": CANARY}},
            summary={"text": CANARY},
        ),
    )
    _, ida, jo = read.participants
    assert (ida.phone, ida.customer_id, jo.email, jo.customer_id) == ("+34600111222", "b7-1", AGENT, None)
    assert {(known.entity_type, known.value) for known in read.known_values} == {
        ("IP_ADDRESS", "198.51.100.7"), ("LOCATION", "Lund"), ("ACCOUNT_ID", "AC-9"),
    }  # fmt: skip
    assert dict(read.metadata) == {"tags": ("refund",), "csat": "good"}
    assert dict(read.dropped) == dict.fromkeys(
        [
            "thread.summary", "thread.properties.rating.comment", "thread.properties.routing",
            "users[].avatar", "users[].last_visit.geolocation.latitude", "users[].last_visit.last_pages",
            "users[].last_visit.user_agent", "users[].session_fields.color",
        ],
        1,
    )  # fmt: skip
    assert CANARY not in repr((read, read.participants, read.known_values, read.metadata, read.turns[0].text))


def test_an_address_that_is_an_id_shows_in_no_id_of_the_record(one: One) -> None:
    read = one("livechat", page(event(text="hi", author=AGENT)))
    assert read.id == "Q1/T1"
    assert all("@" not in party.id for party in read.participants)
    assert all("@" not in (turn.participant or "") for turn in read.turns)
