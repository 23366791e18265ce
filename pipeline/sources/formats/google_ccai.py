"""Google's Customer Experience (CCAI) Insights: conversations to import, and `Conversation` as the API gives it.

Import files hold `entries`; the API's answers hold `transcript.transcript_segments`, in snake case from its libraries
and in camel case from REST. Some of Google's own import files carry seconds in `start_timestamp_usec`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import talk, times, values
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.identities import identity
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.talk import Talk
from pipeline.sources.times import Unit
from pipeline.sources.values import Fields

_ROLES = {"AUTOMATED_AGENT": Role.BOT, "HUMAN_AGENT": Role.AGENT, "ANY_AGENT": Role.AGENT, "END_USER": Role.CUSTOMER}
_MEDIA = {"PHONE_CALL": Channel.CALL, "CHAT": Channel.CHAT}
_UPPER = re.compile(r"(?<=[a-z0-9])([A-Z])")
SHORTEST_ID = 4
"""A shorter `user_id` numbers the parties of one conversation; a longer one is the person's in the user's systems."""


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every conversation of a file."""
    return talk.parsed(stream, context, _conversation, pages=("conversations",))


def sniff(head: Head) -> float:
    """Return 0.9 if there are entries with microseconds, or segments of a transcript with Google's names of times."""
    if holds_keys(head, "entries", "text", "start_timestamp_usec") or holds_keys(head, "entries", "text", "user_id"):
        return 0.9
    for key, time, channel in (
        ("transcript_segments", "message_time", "channel_tag"),
        ("transcriptSegments", "messageTime", "channelTag"),
    ):
        if holds_keys(head, key, "text") and (holds_keys(head, time) or holds_keys(head, channel)):
            return 0.9
    return 0.0


def _conversation(call: Talk, document: Fields) -> dict[str, object]:
    if document.get("entries") is not None:
        return _imported(call, document)
    return _from_api(call, _snake(document))


def _imported(call: Talk, document: Fields) -> dict[str, object]:
    fields = call.part(document, "", "entries", "conversation_info", "categories")
    keys = ("text", "role", "user_id", "start_timestamp_usec")
    for entry in call.parts(fields, "entries", "entries[].", *keys):
        party = _party(call, values.text(entry, "role"), talk.label(entry, "user_id"))
        at = times.moment(entry.get("start_timestamp_usec"), Unit.MICROSECOND, call.repaired)
        call.say(values.text(entry, "text"), party, at=at)
    info = call.part(
        fields.get("conversation_info"), "conversation_info.", "conversation_id", "agent_info", "categories"
    )
    _add_agents(call, info, "conversation_info.agent_info[].")
    named = [
        *call.parts(fields, "categories", "categories[].", "display_name"),
        *call.parts(info, "categories", "conversation_info.categories[].", "display_name"),
    ]
    tags = [name for category in named if (name := talk.label(category, "display_name"))]
    return call.native(talk.label(info, "conversation_id"), call.declared_channel(), metadata={"tags": tags})


def _from_api(call: Talk, document: Fields) -> dict[str, object]:
    fields = call.part(
        document,
        "",
        *("name", "transcript", "call_metadata", "quality_metadata", "start_time", "duration", "medium"),
        *("language_code", "agent_id", "obfuscated_user_id"),
    )
    transcript = call.part(_snake(fields.get("transcript")), "transcript.", "transcript_segments")
    if transcript.get("transcript_segments") is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    _add_segments(call, transcript, _channels(call, fields))
    quality = call.part(
        _snake(fields.get("quality_metadata")), "quality_metadata.", "agent_info", "customer_satisfaction_rating"
    )
    _add_agents(call, quality, "quality_metadata.agent_info[].")
    for key in ("agent_id", "obfuscated_user_id"):
        call.knows("USERNAME", talk.label(fields, key))
    medium = _MEDIA.get(values.text(fields, "medium") or "", Channel.CALL)
    name = values.text(fields, "name")
    native = call.native(
        name.rpartition("/")[2] if name else None,
        medium,
        language=fields.get("language_code"),
        metadata={"csat": quality.get("customer_satisfaction_rating")},
    )
    native["started_at"] = fields.get("start_time") or native["started_at"]
    started_at = values.moment(native, "started_at", call.context.zone)
    return {**native, "closed_at": talk.closing(started_at, times.seconds(fields.get("duration")))}


def _channels(call: Talk, fields: Fields) -> dict[str, Role]:
    """Return who is on which channel of the recording, where the conversation says so."""
    keys = ("customer_channel", "agent_channel")
    channels = call.part(_snake(fields.get("call_metadata")), "call_metadata.", *keys)
    roles = zip(keys, (Role.CUSTOMER, Role.AGENT), strict=True)
    return {channel: role for key, role in roles if (channel := talk.label(channels, key))}


def _add_segments(call: Talk, transcript: Fields, channels: dict[str, Role]) -> None:
    path = "transcript.transcript_segments[]."
    for item in values.items(transcript, "transcript_segments") or ():
        segment = call.part(
            _snake(talk.present(item)), path, "text", "message_time", "words", "channel_tag", "segment_participant"
        )
        speaker = call.part(
            _snake(segment.get("segment_participant")),
            path + "segment_participant.",
            *("role", "user_id", "obfuscated_external_user_id", "dialogflow_participant_name"),
        )
        tag = talk.label(segment, "channel_tag")
        user = talk.label(speaker, "user_id") or talk.label(speaker, "obfuscated_external_user_id")
        word = values.text(speaker, "role")
        if word:
            party = _party(call, word, user)
        elif tag in channels:
            party = call.party(f"channel {tag}", channels[tag])
        else:
            party = call.speaker(f"channel {tag}", tag) if tag else None
        call.say(
            values.text(segment, "text"),
            party,
            offset_s=_offset(call, segment),
            at=values.text(segment, "message_time"),
        )


def _offset(call: Talk, segment: Fields) -> float | None:
    words = values.items(segment, "words") or []
    call.dropped["transcript.transcript_segments[].words[]"] += len(words)
    return times.seconds(_snake(words[0]).get("start_offset")) if words else None


def _party(call: Talk, word: str | None, user: str | None) -> str | None:
    if not word and not user:
        return None
    role = _ROLES.get(word or "") or talk.role_word(word) or Role.THIRD_PARTY
    sure = user is not None and len(user) >= SHORTEST_ID
    party = call.party(f"{word} {user}", role, customer_id=user if sure and role is Role.CUSTOMER else None)
    if sure and role is not Role.CUSTOMER:
        call.knows("USERNAME", user)
    return party


def _add_agents(call: Talk, fields: Fields, path: str) -> None:
    for item in values.items(fields, "agent_info") or ():
        agent = call.part(_snake(talk.present(item)), path, "agent_id", "display_name")
        key, name = talk.label(agent, "agent_id"), values.text(agent, "display_name")
        if key and len(key) >= SHORTEST_ID:
            call.knows("USERNAME", key)
        if name:
            call.party(f"agent {key} {name}", Role.AGENT, **identity(name))


def _snake(value: object) -> Fields:
    """Return an object's fields with keys in snake case."""
    return {_UPPER.sub(lambda found: f"_{found[1].lower()}", key): item for key, item in values.mapping(value).items()}


_IMPORT = b"""{"conversation_info": {"conversation_id": "conv-1", "categories": [{"display_name": "Refund"}],
  "agent_info": [{"agent_id": "agent-77", "display_name": "Chloe Martin"}], "metadata": {"crm": "Ana Duarte"}},
 "entries": [
  {"start_timestamp_usec": 1777885920000000, "text": "Your name?", "role": "AGENT", "user_id": 2},
  {"start_timestamp_usec": 1777885926000000, "text": "Ana Duarte.", "role": "CUSTOMER", "user_id": 1}]}"""
_SECONDS = b"""{"entries": [{"start_timestamp_usec": 1777885920, "text": "hello", "role": "END_USER", "user_id": 5551}],
 "categories": [{"display_name": "Refund"}]}"""
_API = b"""{"name": "projects/p/locations/l/conversations/conv-2", "medium": "PHONE_CALL", "duration": "9.5s",
 "startTime": "2026-05-04T09:12:00Z", "languageCode": "en", "callMetadata": {"customerChannel": 1, "agentChannel": 2},
 "dataSource": {"gcsSource": {"audioUri": "gs://calls/Ana_Duarte.wav"}}, "labels": {"x": "Ana Duarte"},
 "transcript": {"transcriptSegments": [
  {"text": "Your name?", "channelTag": 2, "words": [{"word": "Your", "startOffset": "0.100s"}]},
  {"text": "Ana Duarte.", "channelTag": 1, "messageTime": "2026-05-04T09:12:04Z"}]}}"""

PLUGIN = Format(
    name="google-ccai",
    title="Google Customer Experience (CCAI) Insights conversations",
    suffixes=(".json",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("entries to import", _IMPORT, conversations=(("conv-1", 2),)),
        FormatExample("seconds in a field of microseconds", _SECONDS, conversations=(("example#0", 1),)),
        FormatExample("the API's conversation, in camel case", _API, conversations=(("conv-2", 2),)),
        FormatExample(
            "a time of no age of ours",
            b'{"entries": [{"start_timestamp_usec": 12, "text": "hello", "role": "AGENT", "user_id": 1}]}',
            rejects=(RejectReason.BAD_TIME,),
        ),
    ),
)
