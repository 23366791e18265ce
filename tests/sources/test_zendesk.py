"""Zendesk Support in three wrappings: each comment once, notes never, people from wherever the export names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import Parsed, Record

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]

CANARY = "zyxcanary"
AT = "2026-03-02T10:00:00Z"


def comment(author: int, body: str, **more: object) -> dict[str, Any]:
    return {"id": 1, "author_id": author, "body": body, "public": True, "created_at": AT, **more}


def ticket(**more: object) -> dict[str, Any]:
    return {"id": 88, "requester_id": 5, "submitter_id": 5, "created_at": AT, **more}


def line(**more: object) -> bytes:
    return orjson.dumps(ticket(**more)) + b"\n"


def page(*tickets: object, **beside: object) -> bytes:
    return orjson.dumps({"tickets": list(tickets), **beside})


BODIES: list[tuple[dict[str, Any], str, str]] = [
    ({"plain_body": "Hi &nbsp;there", "body": CANARY, "html_body": CANARY}, "Hi  there", "the plain body, no entities"),
    ({"body": "a < b &amp; c", "html_body": CANARY}, "a < b &amp; c", "else the body, as it was written"),
    ({"html_body": "<p>Hi <b>there</b></p><!-- zyxcanary -->"}, "Hi there", "else the HTML's text"),
]


@pytest.mark.parametrize(("bodies", "text", "why"), BODIES, ids=[why for *_, why in BODIES])
def test_of_a_comments_bodies_one_is_taken(one: One, bodies: dict[str, Any], text: str, why: str) -> None:
    said = {"author_id": 5, "created_at": AT, **bodies}
    read = one("zendesk-ndjson", line(comments=[said]))
    assert [turn.text for turn in read.turns] == [text]
    copies = {f"comments[].{key}": 1 for key, value in bodies.items() if value == CANARY}
    assert dict(read.dropped) == copies


DESCRIPTIONS: list[tuple[dict[str, Any], list[str], dict[str, int], str]] = [
    ({"description": "Help\n me"}, ["Help\n me"], {}, "without comments it is the turn"),
    ({"description": "Help\n me", "comments": [comment(5, "Help me")]}, ["Help me"], {}, "with them it is their first"),
    (
        {"description": "note", "comments": [comment(6, "note", public=False), comment(5, "hi")]},
        ["hi"],
        {"turns[].private_note": 1},
        "nor does a private first comment come back by it",
    ),
    ({"description": "note", "is_public": False}, [], {"turns[].private_note": 1}, "a private ticket's is a note"),
    (
        {"description": "other", "comments": [comment(5, "hi")]},
        ["hi"],
        {"description": 1},
        "one that differs is counted",
    ),
]


@pytest.mark.parametrize(("fields", "texts", "dropped", "why"), DESCRIPTIONS, ids=[why for *_, why in DESCRIPTIONS])
def test_the_description_is_the_first_comment_once(
    one: One, fields: dict[str, Any], texts: list[str], dropped: dict[str, int], why: str
) -> None:
    read = one("zendesk-ndjson", line(**fields))
    assert ([turn.text for turn in read.turns], dict(read.dropped)) == (texts, dropped)


FROM_OUTSIDE = {"channel": "email", "source": {"from": {"address": "x@example.org", "name": "Xenia Bo"}}}
ROLES: list[tuple[dict[str, Any], list[Role], str]] = [
    ({"comments": [comment(5, "a"), comment(6, "b")]}, [Role.CUSTOMER, Role.AGENT], "who works on it is an agent"),
    ({"collaborator_ids": [6], "comments": [comment(6, "b")]}, [Role.THIRD_PARTY], "a collaborator"),
    ({"assignee_id": 6, "comments": [comment(6, "b", via=FROM_OUTSIDE)]}, [Role.AGENT], "an assignee who mails"),
    ({"comments": [comment(6, "b", via=FROM_OUTSIDE)]}, [Role.THIRD_PARTY], "a stranger who mails"),
    ({"submitter": {"id": 6, "role": "admin"}, "comments": [comment(6, "b")]}, [Role.AGENT], "the record's own word"),
]


@pytest.mark.parametrize(("fields", "roles", "why"), ROLES, ids=[why for *_, why in ROLES])
def test_roles_come_from_ids_and_the_vendors_words(
    one: One, fields: dict[str, Any], roles: list[Role], why: str
) -> None:
    read = one("zendesk-ndjson", line(**fields))
    assert [read.role_of(turn) for turn in read.turns] == roles


USERS = [
    {"id": 5, "name": "Ana Duarte", "email": "ana@example.org", "phone": "+34600111222", "role": "end-user"},
    {"id": 6, "name": "Jo Reed", "role": "agent", "external_id": "EMP-77", "photo": {"url": CANARY}},
]


@pytest.mark.parametrize("first", ["tickets", "users"])
def test_users_beside_the_tickets_are_known_wherever_they_stand(one: One, first: str) -> None:
    both = {"tickets": [ticket(comments=[comment(5, "a"), comment(6, "b")])], "users": USERS}
    read = one("zendesk", orjson.dumps({first: both[first], **both}))
    ana, jo = read.participants
    assert (ana.role, ana.name, ana.email, ana.phone) == (
        Role.CUSTOMER, "Ana Duarte", "ana@example.org", "+34600111222",
    )  # fmt: skip
    assert (jo.role, jo.name) == (Role.AGENT, "Jo Reed")
    assert [known.value for known in read.known_values] == ["EMP-77"]
    assert CANARY not in repr((read.participants, read.known_values, read.metadata))


def test_a_page_with_broken_users_still_gives_its_tickets(read: Read) -> None:
    (only,) = read("zendesk", page(ticket(description="hi"), users=[{"name": "x"}, 7, None]))
    assert isinstance(only, Record)


def test_when_a_page_breaks_off_then_there_is_a_reject_and_no_error(read: Read) -> None:
    (only,) = read("zendesk", page(ticket(description="hi"), users=USERS)[:-20])
    assert only == Reject("3:0", "sources", RejectReason.NOT_JSON)


def test_what_identifies_somebody_outside_the_text_is_known_or_counted(one: One) -> None:
    source = {
        "from": {
            "address": "ana@example.org",
            "name": "Ana Duarte",
            "original_recipients": ["cc@example.org"],
            "username": "ana_duarte",
        },
        "to": {"address": "help@example.com", "name": CANARY},
        "rel": CANARY,
    }
    system = {"ip_address": "198.51.100.7", "location": "Lisboa, Portugal", "client": CANARY, "latitude": 38.7}
    said = comment(5, "hi", via={"channel": "email", "source": source}, metadata={"system": system, "custom": {}})
    said["attachments"] = [{"file_name": CANARY, "content_url": f"https://x.example/?token={CANARY}"}]
    read = one(
        "zendesk-ndjson",
        line(
            comments=[said],
            external_id="CRM-1",
            recipient="in@example.com",
            custom_fields=[{"id": 1, "value": CANARY}],
            satisfaction_rating={"score": "good", "comment": CANARY},
            raw_subject=CANARY,
            status="solved",
            tags=["refund"],
            via={"channel": "email"},
        ),
    )
    assert (read.participants[0].name, read.participants[0].email) == ("Ana Duarte", "ana@example.org")
    assert {(known.entity_type, known.value) for known in read.known_values} == {
        ("EMAIL_ADDRESS", "cc@example.org"),
        ("SOCIAL_HANDLE", "ana_duarte"),
        ("EMAIL_ADDRESS", "help@example.com"),
        ("EMAIL_ADDRESS", "in@example.com"),
        ("IP_ADDRESS", "198.51.100.7"),
        ("LOCATION", "Lisboa, Portugal"),
        ("ACCOUNT_ID", "CRM-1"),
    }
    assert dict(read.metadata) == {"status": "solved", "tags": ("refund",), "channel": "email", "csat": "good"}
    assert dict(read.dropped) == {
        "comments[].attachments": 1,
        "comments[].metadata.system.client": 1,
        "comments[].metadata.system.latitude": 1,
        "comments[].via.source.rel": 1,
        "comments[].via.source.to.name": 1,
        "custom_fields": 1,
        "raw_subject": 1,
        "satisfaction_rating.comment": 1,
    }
    assert CANARY not in repr((read, read.turns[0].text, read.id, read.metadata, read.dropped))


def test_a_ticket_has_its_subject_as_a_field_and_its_turns_by_time(one: One) -> None:
    comments = [comment(5, "second", created_at="2026-03-02T11:00:00Z"), comment(6, "first")]
    read = one("zendesk-ndjson", line(subject="Kettle", comments=comments))
    assert (read.id, read.channel, read.subject) == ("88", Channel.TICKET, "Kettle")
    assert [turn.text for turn in read.turns] == ["first", "second"]


def test_comments_alone_have_an_id_by_their_file_and_a_customer_who_wrote_from_outside(one: One) -> None:
    read = one("zendesk", orjson.dumps({"comments": [comment(1, "hi", via=FROM_OUTSIDE), comment(2, "hello")]}))
    assert read.id == "example#0"
    assert [read.role_of(turn) for turn in read.turns] == [Role.CUSTOMER, Role.AGENT]
    assert read.started_at is not None
