"""Intercom: what was said to each other once, notes and events never, contacts known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import Parsed

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]

CANARY = "zyxcanary"
AT = 1772445600
USER = {"type": "user", "id": "c1", "name": "Ida Lund", "email": "ida@example.org"}
ADMIN = {"type": "admin", "id": "c1", "name": "Jo Reed", "email": "jo@example.com"}


def part(kind: str = "comment", body: str | None = "<p>hello</p>", **more: object) -> dict[str, Any]:
    return {"part_type": kind, "body": body, "created_at": AT + 60, "author": ADMIN, **more}


def conversation(*parts: object, **more: object) -> bytes:
    source = {"type": "conversation", "body": "<p>Where is <b>it</b>?</p>", "author": USER, "url": CANARY}
    listed = {"type": "conversation_part.list", "conversation_parts": list(parts)}
    return orjson.dumps({
        "type": "conversation", "id": "503", "created_at": AT, "source": source, "conversation_parts": listed, **more,
    })  # fmt: skip


PARTS: list[tuple[dict[str, Any], str | None, str]] = [
    (part(), None, "a comment is said"),
    (part("open"), None, "so is what opens again"),
    (part("close"), None, "and what closes"),
    (part("note"), "turns[].private_note", "a note is not"),
    (part("note_and_reopen"), "turns[].private_note", "nor is one that opens again"),
    (part("assignment"), "parts[].assignment", "nor what is said to the next teammate"),
    (part("custom_action_started", None), "parts[].custom_action_started", "nor an event"),
    (part(redacted=True), "parts[].redacted", "nor what was redacted"),
    (part("12 ana@example.org"), "parts[].*", "and a type that might be content is not named"),
]


@pytest.mark.parametrize(("found", "dropped", "why"), PARTS, ids=[why for *_, why in PARTS])
def test_only_what_both_sides_saw_is_a_turn(one: One, found: dict[str, Any], dropped: str | None, why: str) -> None:
    read = one("intercom", conversation(found))
    assert [turn.text for turn in read.turns] == ["Where is it?", *([] if dropped else ["hello"])]
    assert dict(read.dropped) == {"source.url": 1, **({dropped: 1} if dropped else {})}


ROLES = [
    ("user", Role.CUSTOMER), ("lead", Role.CUSTOMER), ("contact", Role.CUSTOMER), ("admin", Role.AGENT),
    ("team", Role.AGENT), ("bot", Role.BOT), ("alien", None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "role"), ROLES)
def test_an_authors_type_is_its_role(one: One, kind: str, role: Role | None) -> None:
    author = {"type": kind, "id": "c1", "name": "Ida Lund", "email": "ida@example.org"}
    read = one("intercom", conversation(part(author=author)))
    assert read.role_of(read.turns[1]) is role


def test_an_admin_and_a_user_of_the_same_id_are_two(one: One) -> None:
    read = one("intercom", conversation(part()))
    assert [(party.role, party.name) for party in read.participants] == [
        (Role.CUSTOMER, "Ida Lund"),
        (Role.AGENT, "Jo Reed"),
    ]
    assert [turn.at.timestamp() for turn in read.turns if turn.at] == [AT, AT + 60]


def test_milliseconds_are_put_right_and_counted(one: One) -> None:
    read = one("intercom", conversation(created_at=AT * 1000))
    assert read.started_at is not None
    assert (read.started_at.timestamp(), read.repaired) == (AT, (("time_unit", 2),))


def test_what_identifies_the_contact_outside_the_text_is_known_or_counted(one: One) -> None:
    contact = {
        "type": "contact", "id": "c1", "external_id": "CRM-70", "phone": "+34600111222", "avatar": CANARY,
        "location": {"type": "location", "city": "Lund", "country": CANARY}, "custom_attributes": {"mood": CANARY},
    }  # fmt: skip
    headers = [{"type": "cc", "email_address": "bo@example.org", "name": "Bo Ek"}]
    read = one(
        "intercom",
        conversation(
            part(
                email_message_metadata={"subject": CANARY, "email_address_headers": headers},
                attachments=[{"url": CANARY}],
            ),
            contacts={"type": "contact.list", "contacts": [contact]},
            custom_attributes={"Order number": "AB-77", "colour": CANARY},
            conversation_rating={"rating": 4, "remark": CANARY},
            tags={"tags": [{"name": "refund", "applied_by": {"id": CANARY}}]},
            state="closed",
            title=CANARY,
            ai_agent={"summary": CANARY},
        ),
    )
    (ida, _) = read.participants
    assert (ida.phone, ida.email, ida.customer_id) == ("+34600111222", "ida@example.org", "c1")
    assert {(known.entity_type, known.value) for known in read.known_values} == {
        ("CUSTOMER_ID", "CRM-70"), ("LOCATION", "Lund"), ("ORDER_ID", "AB-77"), ("EMAIL_ADDRESS", "bo@example.org"),
        ("PERSON", "Bo Ek"),
    }  # fmt: skip
    assert dict(read.metadata) == {"status": "closed", "csat": 4, "tags": ("refund",)}
    assert dict(read.dropped) == dict.fromkeys(
        [
            "ai_agent", "title", "source.url", "conversation_rating.remark", "custom_attributes.colour",
            "contacts[].avatar", "contacts[].custom_attributes.mood", "contacts[].location.country",
            "parts[].attachments", "parts[].email_message_metadata.subject",
        ],
        1,
    )  # fmt: skip
    told = (read, read.id, read.metadata, read.participants, read.known_values, [turn.text for turn in read.turns])
    assert CANARY not in repr(told)


def test_a_ticket_has_its_title_as_subject_and_its_description_as_the_first_turn(one: One) -> None:
    attributes = {"_default_title_": "Kettle", "_default_description_": "<p>It leaks</p>", "color": CANARY}
    ticket = {
        "type": "ticket", "id": "631", "created_at": AT, "ticket_attributes": attributes,
        "contacts": {"contacts": [{"id": "c1", "name": "Ida Lund"}]}, "ticket_state": "submitted",
        "ticket_parts": {"ticket_parts": [part()]},
    }  # fmt: skip
    read = one("intercom", orjson.dumps(ticket))
    assert (read.channel, read.subject) == (Channel.TICKET, "Kettle")
    assert [(turn.text, read.role_of(turn)) for turn in read.turns] == [
        ("It leaks", Role.CUSTOMER),
        ("hello", Role.AGENT),
    ]
    assert dict(read.dropped) == {"ticket_attributes.color": 1}


CHANNELS = [("email", Channel.EMAIL), ("sms", Channel.SMS), ("instagram", Channel.SOCIAL), ("push", Channel.CHAT)]


@pytest.mark.parametrize(("kind", "channel"), CHANNELS)
def test_the_sources_type_is_the_channel(one: One, kind: str, channel: Channel) -> None:
    assert one("intercom", conversation(source={"type": kind, "body": "hi", "author": USER})).channel is channel


def test_a_contact_alone_is_no_conversation(read: Read) -> None:
    (only,) = read("intercom", orjson.dumps({"type": "contact", "id": "c1", "email": "ida@example.org"}))
    assert only == Reject("3:0", "sources", RejectReason.MISSING_FIELD)
