"""Amazon Connect chats: messages only, names from every item, interactive messages by what they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import Head, Parsed
from pipeline.sources.formats.connect_chat import sniff

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]

CANARY = "zyxcanary"
INTERACTIVE = "application/vnd.amazonaws.connect.message.interactive"


def item(kind: str = "MESSAGE", **more: object) -> dict[str, Any]:
    return {
        "Id": "i", "AbsoluteTime": "2026-03-02T10:00:00.123Z", "Type": kind, "ParticipantId": "p-c",
        "ParticipantRole": "CUSTOMER", "DisplayName": "Ida Lund", "ContentType": "text/plain", "Content": "hi", **more,
    }  # fmt: skip


def transcript(*items: object, **more: object) -> bytes:
    return orjson.dumps({"Version": "2019-08-26", "ContactId": "ct-1", "Transcript": list(items), **more})


PICKER = {
    "templateType": "ListPicker", "version": "1.0", "data": {
        "replyMessage": {"title": "Thanks", "imageData": CANARY},
        "content": {"title": "Which?", "subtitle": "Tap one", "imageDescription": CANARY, "elements": [
            {"title": "Kettle", "imageData": f"https://x.example/?t={CANARY}", "actionDetail": CANARY},
        ]},
    },
}  # fmt: skip
ITEMS: list[tuple[dict[str, Any], list[str], dict[str, int], str]] = [
    (item(), ["hi"], {}, "a message"),
    (item(Content=None), [], {}, "an empty one"),
    (item("EVENT", Content=CANARY), [], {"Transcript[].EVENT": 1}, "an event"),
    (
        item("ATTACHMENT", Content=None, Attachments=[{"AttachmentName": CANARY}]),
        [],
        {"Transcript[].ATTACHMENT": 1, "Transcript[].Attachments": 1},
        "an attachment",
    ),
    (
        item(ContentType=INTERACTIVE, Content=orjson.dumps(PICKER).decode()),
        ["Which?\nTap one\nKettle\nThanks"],
        {},
        "an interactive message",
    ),
]


@pytest.mark.parametrize(("found", "texts", "dropped", "why"), ITEMS, ids=[why for *_, why in ITEMS])
def test_a_message_is_a_turn(
    one: One, found: dict[str, Any], texts: list[str], dropped: dict[str, int], why: str
) -> None:
    read = one("connect-chat", transcript(found))
    assert [turn.text for turn in read.turns] == texts
    assert dict(read.dropped) == {"Transcript[].Id": 1, "Version": 1, **dropped}
    assert [party.name for party in read.participants] == ["Ida Lund"]


ROLES = [("CUSTOMER", Role.CUSTOMER), ("AGENT", Role.AGENT), ("SUPERVISOR", Role.AGENT), ("SYSTEM", Role.SYSTEM),
         ("CUSTOM_BOT", Role.BOT), ("MARTIAN", None)]  # fmt: skip


@pytest.mark.parametrize(("word", "role"), ROLES)
def test_a_participants_role_is_the_vendors_word(one: One, word: str, role: Role | None) -> None:
    read = one("connect-chat", transcript(item(ParticipantRole=word)))
    assert read.role_of(read.turns[0]) is role


def test_a_display_name_that_is_a_role_is_no_name(one: One) -> None:
    read = one("connect-chat", transcript(item(DisplayName="Customer"), item(DisplayName="Ida Lund")))
    assert [party.name for party in read.participants] == ["Ida Lund"]


def test_accounts_and_related_contacts_are_counted_and_do_not_pass(one: One) -> None:
    found = item(RelatedContactId=CANARY, MessageMetadata={"Receipts": [CANARY]})
    participants = [{"ParticipantId": "p-c", "Attributes": CANARY}]
    read = one("connect-chat", transcript(found, AWSAccountId=CANARY, InstanceId=CANARY, Participants=participants))
    for path in (
        "AWSAccountId", "InstanceId", "Transcript[].RelatedContactId", "Transcript[].MessageMetadata",
        "Participants[].Attributes",
    ):  # fmt: skip
        assert dict(read.dropped)[path] == 1
    assert CANARY not in repr((read, read.id, read.metadata, read.participants, read.turns[0].text, read.known_values))


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ({"ContactId": "ct-1", "InitialContactId": "ct-0"}, "ct-1"),
        ({"InitialContactId": "ct-0"}, "ct-0"),
        ({}, "example#0"),
    ],
)
def test_the_id_is_the_contacts_else_the_first_contacts_else_the_files(
    one: One, ids: dict[str, str], expected: str
) -> None:
    data = orjson.dumps({"Transcript": [item()], **ids})
    assert one("connect-chat", data).id == expected
    assert sniff(Head(data)) == 0.9


def test_an_interactive_message_that_is_no_json_is_rejected(read: Read) -> None:
    (only,) = read("connect-chat", transcript(item(ContentType=INTERACTIVE, Content='{"title": "zyx')))
    assert only == Reject("3:0", "sources", RejectReason.NOT_JSON)


def test_contact_lens_is_another_format() -> None:
    ours = transcript(item())
    assert sniff(Head(ours)) == 0.9
    assert sniff(Head(transcript(item(), CustomerMetadata={"ContactId": "ct-1"}))) == 0.0
