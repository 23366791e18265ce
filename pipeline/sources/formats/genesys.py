"""Genesys Cloud speech and text analytics: the transcripts of one communication, with who took part in it.

A phrase is a turn; the decorated text has its punctuation, so the plain one is a copy. The customer is `external`. The
number that called, names, addresses and user ids are kept as what they say about a party, and searched for.
"""

from __future__ import annotations

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

_ROLES = {
    "external": Role.CUSTOMER, "internal": Role.AGENT, "user": Role.AGENT, "ivr": Role.BOT, "botflow": Role.BOT,
    "acd": Role.SYSTEM, "workflow": Role.SYSTEM, "voicemail": Role.SYSTEM,
}  # fmt: skip
_CHANNELS = {
    "call": Channel.CALL, "voice": Channel.CALL, "callback": Channel.CALL, "chat": Channel.CHAT,
    "message": Channel.CHAT, "webchat": Channel.CHAT, "webmessaging": Channel.CHAT, "email": Channel.EMAIL,
    "sms": Channel.SMS, "social": Channel.SOCIAL,
}  # fmt: skip
_ADDRESSES = ("ani", "dnis", "from", "to", "addressFrom", "addressTo", "address", "email")
_NAMES = ("name", "aniName", "participantName")
_PARTY = ("participantPurpose", "userId", "externalContactId", "initialDirection", "endTimeMs", *_ADDRESSES, *_NAMES)


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every communication of a file."""
    return talk.parsed(stream, context, _communication)


def sniff(head: Head) -> float:
    """Return 0.9 if a conversation's id stands with transcripts of phrases."""
    if holds_keys(head, "conversationId", "transcripts", "phrases"):
        return 0.9
    return 0.9 if holds_keys(head, "phrases", "participantPurpose", "text") else 0.0


def _communication(call: Talk, document: Fields) -> dict[str, object]:
    keys = ("conversationId", "mediaType", "conversationStartTime", "startTime", "duration")
    fields = call.part(document, "", *keys, "transcripts", "participants")
    if fields.get("transcripts") is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    medium = values.text(fields, "mediaType") or "call"
    channel = _CHANNELS.get(medium.lower())
    if channel is None:
        raise RecordError(RejectReason.UNKNOWN_CHANNEL)
    participants = call.parts(fields, "participants", "participants[].", *_PARTY)
    for participant in participants:
        _add_participant(call, participant)
    transcripts = call.parts(fields, "transcripts", "transcripts[].", "phrases", "language")
    for transcript in transcripts:
        _add_phrases(call, transcript)
    languages = {values.text(transcript, "language") for transcript in transcripts}
    native = call.native(
        values.required_id(fields, "conversationId"),
        channel,
        language=languages.pop() if len(languages) == 1 else None,
    )
    began = next((fields[key] for key in ("startTime", "conversationStartTime") if fields.get(key) is not None), None)
    native["started_at"] = times.moment(began, Unit.MILLISECOND, call.repaired) or native["started_at"]
    return {**native, "closed_at": _closed_at(call, fields, native, participants)}


def _add_participant(call: Talk, fields: Fields) -> None:
    """Add a party with all that is known about it; what is no name, number or address of its own is searched for."""
    purpose = values.text(fields, "participantPurpose")
    role = _role(purpose)
    names = [name for key in _NAMES if (name := values.text(fields, key))]
    about = [identity(name) for name in names] if role not in {Role.SYSTEM, Role.BOT} else []
    outbound = (values.text(fields, "initialDirection") or "").lower() == "outbound"
    called, caller = (values.text(fields, key) for key in ("dnis", "ani"))
    own = called if outbound else caller
    if role is Role.CUSTOMER and own:
        about.append(identity(own))
    for known in about:
        call.party(f"purpose:{purpose}", role, **known)
    call.party(f"purpose:{purpose}", role)
    for key in _ADDRESSES:
        for field_name, value in identity(values.text(fields, key) or "").items():
            call.knows(talk.KINDS[field_name], value)
    for key in ("userId", "externalContactId"):
        call.knows("USERNAME", values.text(fields, key))


def _add_phrases(call: Talk, transcript: Fields) -> None:
    path = "transcripts[].phrases[]."
    keys = ("text", "decoratedText", "participantPurpose", "startTimeMs")
    for phrase in call.parts(transcript, "phrases", path, *keys):
        decorated, plain = values.text(phrase, "decoratedText"), values.text(phrase, "text")
        call.dropped[path + "text"] += bool(decorated and plain)
        purpose = values.text(phrase, "participantPurpose")
        party = call.party(f"purpose:{purpose}", _role(purpose)) if purpose else None
        call.say(decorated or plain, party, at=times.moment(phrase.get("startTimeMs"), Unit.MILLISECOND, call.repaired))


def _role(purpose: str | None) -> Role:
    word = (purpose or "").lower()
    return _ROLES.get(word) or talk.role_word(word) or Role.THIRD_PARTY


def _closed_at(call: Talk, fields: Fields, native: Fields, participants: list[Fields]) -> str | None:
    """Return when it ended: after its duration, else when the last party left."""
    duration = fields.get("duration")
    if isinstance(duration, dict):
        duration = call.part(duration, "duration.", "milliseconds").get("milliseconds")
    if duration is not None:
        started_at = values.moment(native, "started_at", None)
        return talk.closing(started_at, times.seconds(duration, Unit.MILLISECOND))
    ends = [times.moment(party.get("endTimeMs"), Unit.MILLISECOND, call.repaired) for party in participants]
    return max((end for end in ends if end), default=None)


_CALL = b"""{"organizationId": "o", "conversationId": "conv-1", "communicationId": "comm-1", "mediaType": "call",
 "startTime": 1777885920000,
 "transcripts": [{"transcriptId": "t", "language": "en-us", "phrases": [
  {"text": "your name", "decoratedText": "Your name?", "startTimeMs": 1777885921000, "participantPurpose": "internal",
   "words": [{"word": "your", "confidence": 0.9}], "phraseIndex": 0},
  {"text": "Ana Duarte", "startTimeMs": 1777885923000, "participantPurpose": "external", "phraseIndex": 1}],
  "analytics": {"sentiment": [{"phrase": "Ana Duarte", "sentiment": 0.5}], "topics": []}}],
 "participants": [
  {"participantPurpose": "external", "ani": "tel:+34600123123", "dnis": "tel:+34910000000",
   "startTimeMs": 1777885920000, "endTimeMs": 1777885930000},
  {"participantPurpose": "internal", "userId": "9c2f2f62-0000-4000-8000-1f3870be274f", "endTimeMs": 1777885930500}]}"""
_MESSAGE = b"""{"conversationId": "conv-2", "mediaType": "message", "transcripts": [{"phrases": [
 {"text": "hello", "startTimeMs": 1777885920, "participantPurpose": "external"}]}]}"""

PLUGIN = Format(
    name="genesys",
    title="Genesys Cloud speech and text analytics transcripts",
    suffixes=(".json",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("a call", _CALL, conversations=(("conv-1", 2),)),
        FormatExample("a message, with seconds for milliseconds", _MESSAGE, conversations=(("conv-2", 1),)),
        FormatExample(
            "phrases that are no list",
            b'{"conversationId": "conv-3", "mediaType": "call", "transcripts": [{"phrases": "hello"}]}',
            rejects=(RejectReason.WRONG_TYPE,),
        ),
    ),
)
