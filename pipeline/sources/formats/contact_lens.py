"""Amazon Connect Contact Lens: the analysis file of a call or a chat, and the segments of its real-time stream.

`Content` is the one text of a turn. A call's turns carry milliseconds from its start, a chat's the time of day. The
contact's id is the conversation's; display names are those of people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble, talk, times, values
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.identities import identity
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.talk import Talk
from pipeline.sources.times import Unit
from pipeline.sources.values import Fields

_ROLES = {"CUSTOM_BOT": Role.BOT}
_CHANNELS = {"VOICE": Channel.CALL, "CHAT": Channel.CHAT, "EMAIL": Channel.EMAIL, "SMS": Channel.SMS}
_TURN = ("Content", "ContentType", "Type", "ParticipantRole", "ParticipantId", "DisplayName", "BeginOffsetMillis")
_TIMES = ("AbsoluteTime", "Time")
_MESSAGES = frozenset({None, "MESSAGE"})


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every contact of a file."""
    return talk.parsed(stream, context, _contact)


def sniff(head: Head) -> float:
    """Return 0.9 if there are turns by participant and what Connect's plain chat transcripts lack: an analysis."""
    if not holds_keys(head, "Transcript", "ParticipantId", "ParticipantRole"):
        return 0.9 if holds_keys(head, "CustomerMetadata", "ContactId", "ConversationCharacteristics") else 0.0
    marks = ("CustomerMetadata", "ConversationCharacteristics", "BeginOffsetMillis", "Segments", "MatchedCategories")
    return 0.9 if any(holds_keys(head, mark) for mark in marks) else 0.0


def _contact(contact: Talk, document: Fields) -> dict[str, object]:
    fields = contact.part(
        document,
        "",
        *("Channel", "LanguageCode", "Participants", "Transcript", "Segments", "Categories", "CustomerMetadata"),
        *("ConversationCharacteristics", "ContactId"),
    )
    metadata = contact.part(fields.get("CustomerMetadata"), "CustomerMetadata.", "ContactId")
    written = values.text(fields, "Channel")
    channel = _CHANNELS.get((written or "VOICE").upper())
    if channel is None:
        raise RecordError(RejectReason.UNKNOWN_CHANNEL)
    _add_parties(contact, fields)
    for turn in _turns(contact, fields):
        _add_turn(contact, turn)
    categories = contact.part(fields.get("Categories"), "Categories.", "MatchedCategories")
    native = contact.native(
        values.required_id({**fields, **metadata}, "ContactId"),
        channel,
        language=fields.get("LanguageCode"),
        metadata={"tags": list(values.texts(categories, "MatchedCategories"))},
    )
    return {**native, "closed_at": _closed_at(contact, fields, native)}


def _turns(contact: Talk, fields: Fields) -> list[Fields]:
    if fields.get("Transcript") is None and fields.get("Segments") is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    segments = contact.parts(fields, "Segments", "Segments[].", "Transcript")
    spoken = [segment["Transcript"] for segment in segments if segment.get("Transcript") is not None]
    return [
        *contact.parts(fields, "Transcript", "Transcript[].", *_TURN, *_TIMES),
        *(contact.part(turn, "Segments[].Transcript.", *_TURN, *_TIMES) for turn in spoken),
    ]


def _add_parties(contact: Talk, fields: Fields) -> None:
    path = "Participants[]."
    for party in contact.parts(fields, "Participants", path, "ParticipantId", "ParticipantRole", "DisplayName"):
        _party(contact, party)


def _party(contact: Talk, fields: Fields) -> str | None:
    """Return the participant's id of whom a turn or a list of parties names, or None if it names nobody."""
    word, key = values.text(fields, "ParticipantRole"), values.text(fields, "ParticipantId")
    if not word and not key:
        return None
    role = _ROLES.get(word or "") or talk.role_word(word) or talk.role_word(key) or Role.THIRD_PARTY
    name = values.text(fields, "DisplayName")
    named = identity(name) if name and role not in {Role.SYSTEM, Role.BOT} else {}
    return contact.party(key or word or "", role, **named)


def _add_turn(contact: Talk, turn: Fields) -> None:
    kind = values.text(turn, "Type")
    party = _party(contact, turn)  # who joins a chat is named there, and may say nothing
    content = values.text(turn, "ContentType") or "text/plain"
    if kind not in _MESSAGES or not content.startswith("text/"):
        contact.dropped[assemble.dropped_path("Transcript[].", kind)] += 1
        return
    time = contact.part(turn.get("Time"), "Transcript[].Time.", "AbsoluteTime")
    contact.say(
        values.text(turn, "Content"),
        party,
        offset_s=times.seconds(turn.get("BeginOffsetMillis"), Unit.MILLISECOND),
        at=values.text(turn, "AbsoluteTime") or values.text(time, "AbsoluteTime"),
    )


def _closed_at(contact: Talk, fields: Fields, native: Fields) -> str | None:
    path, key = "ConversationCharacteristics.", "TotalConversationDurationMillis"
    analysis = contact.part(fields.get("ConversationCharacteristics"), path, key)
    started_at = values.moment(native, "started_at", contact.context.zone)
    return talk.closing(started_at, times.seconds(analysis.get(key), Unit.MILLISECOND))


_CALL = b"""{"Version": "1.1.0", "AccountId": "000011112222", "Channel": "VOICE", "LanguageCode": "en-US",
 "CustomerMetadata": {"ContactId": "contact-1", "InstanceId": "i", "InputS3Uri": "s3://calls/Ana_Duarte.wav"},
 "Participants": [{"ParticipantId": "AGENT", "ParticipantRole": "AGENT"},
  {"ParticipantId": "CUSTOMER", "ParticipantRole": "CUSTOMER"}],
 "ConversationCharacteristics": {"TotalConversationDurationMillis": 9000, "Sentiment": {}},
 "Categories": {"MatchedCategories": ["Refund"], "MatchedDetails": {}},
 "Transcript": [
  {"Id": "t1", "ParticipantId": "AGENT", "Content": "Your name?", "BeginOffsetMillis": 40, "EndOffsetMillis": 900,
   "LoudnessScore": [70.2], "Sentiment": "NEUTRAL"},
  {"Id": "t2", "ParticipantId": "CUSTOMER", "Content": "Ana Duarte.", "BeginOffsetMillis": 1200,
   "Redaction": {"RedactedTimestamps": [{"BeginOffsetMillis": 1200, "EndOffsetMillis": 1900}]}}]}"""
_CHAT = b"""{"AccountId": "000011112222", "Channel": "CHAT", "CustomerMetadata": {"ContactId": "contact-2"},
 "ConversationCharacteristics": {"TotalConversationDurationMillis": 60000},
 "Participants": [{"ParticipantId": "c", "ParticipantRole": "CUSTOMER", "DisplayName": "Ana Duarte"}],
 "Transcript": [
  {"AbsoluteTime": "2026-05-04T09:12:00.125Z", "ParticipantId": "c", "ParticipantRole": "CUSTOMER", "Type": "EVENT",
   "ContentType": "application/vnd.amazonaws.connect.event.participant.joined", "DisplayName": "Ana Duarte"},
  {"AbsoluteTime": "2026-05-04T09:12:09Z", "ParticipantId": "c", "ParticipantRole": "CUSTOMER", "Type": "MESSAGE",
   "Content": "hello", "ContentType": "text/markdown", "DisplayName": "Ana Duarte", "Id": "m"}]}"""
_STREAM = b"""{"Version": "2.0.0", "Channel": "CHAT", "ContactId": "contact-3", "StreamingEventType": "SEGMENTS",
 "Segments": [{"Transcript": {"Id": "m", "ParticipantId": "c", "ParticipantRole": "CUSTOMER", "Content": "hello",
  "ContentType": "text/plain", "DisplayName": "Ana", "Time": {"AbsoluteTime": "2026-05-04T09:12:09Z"}}},
  {"Categories": {"MatchedDetails": {}}}]}"""

PLUGIN = Format(
    name="contact-lens",
    title="Amazon Connect Contact Lens, calls and chats",
    suffixes=(".json",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("a call", _CALL, conversations=(("contact-1", 2),)),
        FormatExample("a chat: who joins is a party, and joining is no turn", _CHAT, conversations=(("contact-2", 1),)),
        FormatExample("segments of the real-time stream", _STREAM, conversations=(("contact-3", 1),)),
        FormatExample(
            "without a contact's id",
            b'{"CustomerMetadata": {}, "Transcript": [{"ParticipantId": "AGENT", "ParticipantRole": "AGENT", '
            b'"Content": "Hi.", "BeginOffsetMillis": 0}]}',
            rejects=(RejectReason.MISSING_FIELD,),
        ),
    ),
)
