"""Amazon Connect chat transcripts, as they are stored when a contact ends or GetTranscript answers.

Only messages are turns; joins, receipts and attachments are counted. An interactive message is JSON: its titles and
texts are what was shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import orjson

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import values
from pipeline.sources.drafts import Draft, objects, optional_id, read_drafts
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.values import Fields

_ROLES = {
    "CUSTOMER": Role.CUSTOMER,
    "AGENT": Role.AGENT,
    "SUPERVISOR": Role.AGENT,
    "SYSTEM": Role.SYSTEM,
    "CUSTOM_BOT": Role.BOT,
}
_PEOPLE = frozenset({Role.CUSTOMER, Role.AGENT})
_OTHERS = frozenset({"EVENT", "ATTACHMENT", "CONNECTION_ACK", "MESSAGE_DELIVERED", "MESSAGE_READ"})
_SHOWN = ("title", "subtitle", "text")
_INNER = ("data", "content", "elements", "replyMessage")
_DEEPEST = 6
_IDS = ("ContactId", "InitialContactId")
_FILE = frozenset({"Participants", "Transcript", *_IDS})
_PARTICIPANT = frozenset({"ParticipantId", "ParticipantRole", "DisplayName"})
_ITEM = _PARTICIPANT | {"AbsoluteTime", "Content", "ContentType", "Type"}
_ANALYTICS = (
    "BeginOffsetMillis",
    "ConversationCharacteristics",
    "CustomerMetadata",
    "JobStatus",
    "MatchedCategories",
    "Segments",
)
"""Keys of Contact Lens, whose transcripts hold the same items."""


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every transcript; its ordinal is its number."""
    return read_drafts(stream, context, _fill)


def sniff(head: Head) -> float:
    """Return 0.9 for a transcript of participants with times of day, unless it is Contact Lens's."""
    named = any(holds_keys(head, key) for key in ("ParticipantRole", *_IDS))
    ours = named and holds_keys(head, "Transcript", "AbsoluteTime")
    return 0.9 if ours and not any(holds_keys(head, key) for key in _ANALYTICS) else 0.0


def _fill(file: Fields, draft: Draft) -> None:
    if values.items(file, "Transcript") is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    # GetTranscript answers with the first contact's id alone.
    number = next((number for key in _IDS if (number := optional_id(file.get(key)))), draft.own_id())
    draft.fields |= {"id": number, "channel": Channel.CHAT.value}
    for participant in objects(file, "Participants"):
        _add_participant(participant, draft)
        draft.leave_rest(participant, _PARTICIPANT, "Participants[].")
    for item in objects(file, "Transcript"):
        _add_item(item, draft)
    draft.leave_rest(file, _FILE)


def _add_participant(fields: Fields, draft: Draft) -> str:
    """Add a participant; those without an id are told apart by their roles."""
    role = _ROLES.get(values.text(fields, "ParticipantRole") or "")
    key = optional_id(fields.get("ParticipantId")) or f"role {role}"
    draft.party(key, role, name=fields.get("DisplayName") if role in _PEOPLE or role is None else None)
    return key


def _add_item(item: Fields, draft: Draft) -> None:
    key = _add_participant(item, draft)
    kind = values.text(item, "Type") or ""
    draft.leave_rest(item, _ITEM, "Transcript[].")
    if kind == "MESSAGE":
        draft.say(key, _text(item), item.get("AbsoluteTime"))
    else:
        draft.leave_kind("Transcript[].", kind, _OTHERS)


def _text(item: Fields) -> str:
    content = values.text(item, "Content") or ""
    kind = values.text(item, "ContentType") or ""
    if not ("json" in kind or "interactive" in kind):
        return content
    try:
        return "\n".join(_shown(orjson.loads(content), 0))
    except orjson.JSONDecodeError:
        raise RecordError(RejectReason.NOT_JSON) from None


def _shown(value: object, depth: int) -> Iterator[str]:
    """Yield the texts of an interactive message that a person reads."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _shown(item, depth + 1)
    elif isinstance(value, Mapping):
        yield from (text for key in _SHOWN if isinstance(text := value.get(key), str))
        for key in _INNER:
            yield from _shown(value.get(key), depth + 1)


_CHAT = b"""{"Version": "2019-08-26", "AWSAccountId": "123456789012", "InstanceId": "i-1", "ContactId": "ct-1",
 "Participants": [{"ParticipantId": "p-c"}, {"ParticipantId": "p-a"}], "Transcript": [
 {"AbsoluteTime": "2026-03-02T10:00:00.000Z", "Type": "EVENT", "ParticipantId": "p-c", "DisplayName": "Ida Lund",
  "ContentType": "application/vnd.amazonaws.connect.event.participant.joined", "ParticipantRole": "CUSTOMER"},
 {"AbsoluteTime": "2026-03-02T10:00:05.000Z", "Type": "MESSAGE", "ParticipantId": "p-c", "DisplayName": "Ida Lund",
  "ContentType": "text/plain", "Content": "Where is it?", "ParticipantRole": "CUSTOMER"},
 {"AbsoluteTime": "2026-03-02T10:00:09.000Z", "Type": "MESSAGE", "ParticipantId": "p-a", "DisplayName": "Jo Reed",
  "ContentType": "text/plain", "Content": "On its way.", "ParticipantRole": "AGENT"},
 {"AbsoluteTime": "2026-03-02T10:00:10.000Z", "Type": "ATTACHMENT", "ParticipantId": "p-c",
  "Attachments": [{"AttachmentName": "ida.pdf"}], "ParticipantRole": "CUSTOMER"}]}"""
_PICKER = b"""{"ContactId": "ct-2", "Transcript": [{"AbsoluteTime": "2026-03-02T10:00:00Z", "Type": "MESSAGE",
 "ParticipantRole": "SYSTEM", "ContentType": "application/vnd.amazonaws.connect.message.interactive", "Content":
 "{\\"templateType\\": \\"ListPicker\\", \\"data\\": {\\"content\\": {\\"title\\": \\"How can we help?\\",
 \\"elements\\": [{\\"title\\": \\"Delivery\\", \\"imageData\\": \\"https://x.example/a.jpg\\"}]}}}"}]}"""

PLUGIN = Format(
    name="connect-chat",
    title="Amazon Connect chat transcripts",
    suffixes=(".json",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("messages are turns, joins and attachments are not", _CHAT, (("ct-1", 2),)),
        FormatExample("an interactive message by its titles", _PICKER.replace(b"\n", b""), (("ct-2", 1),)),
        FormatExample(
            "a time that is none is rejected",
            b'{"ContactId": "ct-3", "Transcript": [{"Type": "MESSAGE", "Content": "hi", "AbsoluteTime": "soon"}]}',
            rejects=(RejectReason.BAD_TIME,),
        ),
    ),
)
