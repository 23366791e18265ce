"""Azure Language conversations: one form of a text, roles by word, several conversations a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from pipeline.conversation.model import Channel, Conversation, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources.format import HEAD_BYTES, Head, Parsed, Record, SourceOptions
from pipeline.sources.sniffing import sniff

One = Callable[..., Conversation]
Read = Callable[..., list[Parsed]]
Shown = Callable[[Conversation], str]

NAME = "azure-conversation"
CANARY = "Quillfeather"
COPIES = {"lexical": CANARY, "itn": CANARY, "maskedItn": CANARY, "id": CANARY, "wordLevelTimings": [{"word": CANARY}]}


def item(participant: object, text: str, **more: object) -> dict[str, Any]:
    return {"participantId": participant, "text": text, **COPIES, **more}


def job(*conversations: object) -> bytes:
    tasks = [{"kind": CANARY}]
    return orjson.dumps({"displayName": CANARY, "analysisInput": {"conversations": conversations}, "tasks": tasks})


def conversation(*items: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"id": "conv-1", "language": "en", "modality": "transcript", "conversationItems": items, **more}


def test_one_form_is_read_and_the_others_show_nowhere(one: One, shown: Shown) -> None:
    timing = [{"word": CANARY, "offset": 25_000_000, "duration": 1}]
    items = [item("Customer", "Hi.", audioTimings=timing), item("Agent_1", "Hello.", audioTimings=[])]
    read = one(NAME, job(conversation(*items, domain=CANARY)))
    assert [(turn.text, turn.offset_s, read.role_of(turn)) for turn in read.turns] == [
        ("Hi.", 2.5, Role.CUSTOMER),
        ("Hello.", None, Role.AGENT),
    ]
    assert (read.id, read.channel, read.language) == ("conv-1", Channel.CALL, "en")
    assert CANARY not in shown(read)
    counts = dict.fromkeys((f"conversationItems[].{key}" for key in COPIES), 2)
    assert dict(read.dropped) == counts | {"domain": 1}


def test_a_transcript_of_lexical_forms_alone_is_read(one: One) -> None:
    read = one(NAME, job(conversation({"participantId": "A", "lexical": "hi there"})))
    assert [turn.text for turn in read.turns] == ["hi there"]


ROLES = [
    ({"participantId": "p-17", "role": "Customer"}, Role.CUSTOMER, None, "the role says it"),
    ({"participantId": "Agent", "role": "generic"}, Role.AGENT, None, "else the id"),
    ({"participantId": 1}, Role.THIRD_PARTY, None, "not a number"),
    ({"participantId": "Ana Duarte", "role": "customer"}, Role.CUSTOMER, "Ana Duarte", "an id that is a name is known"),
    ({"role": "agent"}, Role.AGENT, None, "a role without an id"),
]


@pytest.mark.parametrize(("fields", "role", "name", "why"), ROLES, ids=[why for *_, why in ROLES])
def test_a_participant_is_who_its_role_or_id_says(
    one: One, fields: dict[str, Any], role: Role, name: str | None, why: str
) -> None:
    read = one(NAME, job(conversation({"text": "hi", **fields})))
    assert [(party.role, party.name) for party in read.participants] == [(role, name)]


@pytest.mark.parametrize(
    ("modality", "channel"), [("text", Channel.CHAT), ("transcript", Channel.CALL), (None, Channel.SOCIAL)]
)
def test_the_modality_tells_the_channel_and_else_the_user(one: One, modality: str | None, channel: Channel) -> None:
    options = SourceOptions(default_channel=Channel.SOCIAL)
    assert one(NAME, job(conversation(item("A", "hi"), modality=modality)), options).channel is channel


def test_conversations_of_several_jobs_are_numbered_through(read: Read) -> None:
    jobs = [
        orjson.loads(job(conversation(id="a"), 7)),
        {"conversations": None},
        {"conversations": [conversation(id="b")]},
    ]
    first, *between, last = read(NAME, b"\n".join(map(orjson.dumps, jobs)))
    assert isinstance(first, Record)
    assert isinstance(last, Record)
    assert (first.conversation.id, first.ordinal, last.conversation.id, last.ordinal) == ("a", 0, "b", 3)
    assert between == [
        Reject("3:1", "sources", RejectReason.NOT_AN_OBJECT),
        Reject("3:2", "sources", RejectReason.MISSING_FIELD),
    ]


def test_a_long_job_is_recognized_by_its_head() -> None:
    data = job(conversation(*[item("Agent", "x" * 100)] * 2000))
    assert sniff(Head(data[:HEAD_BYTES], "", complete=False)).name == NAME
