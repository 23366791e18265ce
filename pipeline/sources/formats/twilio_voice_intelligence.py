"""Twilio Voice Intelligence: the sentences of a transcript, alone or inside the transcript's own resource.

A sentence is a turn. Sentences alone know only channels; the transcript's `channel.participants` say who is on which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.model import Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import talk, times, values
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import (
    Evidence,
    Format,
    FormatExample,
    Head,
    ParseContext,
    Parsed,
    RecordError,
    SourceOptions,
)
from pipeline.sources.identities import identity
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.talk import Talk
from pipeline.sources.values import Fields

_TRANSCRIPT = ("sid", "channel", "media_start_time", "duration", "language_code")
_PARTY = ("channel_participant", "role", "full_name", "email", "media_participant_id", "user_id")
_SID = re.compile(r"/Transcripts/(GT[0-9A-Za-z]{1,64})(?:/|\?|$)")


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every transcript of a file."""
    return talk.parsed(stream, context, _transcript)


def sniff(head: Head) -> float:
    """Return 0.9 if there are sentences by channel, each with its transcript."""
    return 0.9 if holds_keys(head, "sentences", "media_channel", "transcript") else 0.0


def _transcript(call: Talk, document: Fields) -> dict[str, object]:
    inner = values.mapping(document["transcript"]) if "transcript" in document else {}
    fields = {
        **call.part(document, "", "sentences", "meta", "transcript", *_TRANSCRIPT),
        **call.part(inner, "transcript.", *_TRANSCRIPT),
    }
    if fields.get("sentences") is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    speaking = _parties(call, fields)
    keys = ("media_channel", "transcript", "start_time")
    for sentence in call.parts(fields, "sentences", "sentences[].", *keys):
        channel = talk.label(sentence, "media_channel")
        party = speaking.get(channel or "") or (call.speaker(f"channel {channel}", channel) if channel else None)
        call.say(values.text(sentence, "transcript"), party, offset_s=times.seconds(sentence.get("start_time")))
    native = call.native(_sid(call, fields), language=fields.get("language_code"))
    native["started_at"] = fields.get("media_start_time")
    started_at = values.moment(native, "started_at", call.context.zone)
    return {**native, "closed_at": talk.closing(started_at, times.seconds(fields.get("duration")))}


def _sid(call: Talk, fields: Fields) -> str | None:
    """Return the transcript's id, which a page of sentences holds in its own address alone."""
    meta = call.part(fields.get("meta"), "meta.", "url")
    found = _SID.search(values.text(meta, "url") or "")
    return values.text(fields, "sid") or (found[1] if found else None)


def _parties(call: Talk, fields: Fields) -> dict[str, str]:
    """Return the participant's id of whom the transcript names for each channel."""
    channel = call.part(fields.get("channel"), "channel.", "participants")
    speaking: dict[str, str] = {}
    for party in call.parts(channel, "participants", "channel.participants[].", *_PARTY):
        role = talk.role_word(values.text(party, "role")) or Role.THIRD_PARTY
        number = talk.label(party, "channel_participant")
        known = [identity(value) for key in _PARTY[2:5] if (value := values.text(party, key))]
        key = f"channel {number}" if number else f"party {len(speaking)}"
        ids = [call.party(key, role, **each) for each in (*known, {})]
        call.knows("USERNAME", values.text(party, "user_id"))
        speaking[number or key] = ids[0]
    return speaking


_SENTENCES = b"""{"meta": {"key": "sentences", "page": 0, "next_page_url": null,
  "url": "https://intelligence.twilio.com/v2/Transcripts/GT0001/Sentences?PageSize=50"},
 "sentences": [
  {"media_channel": 2, "sentence_index": 1, "start_time": "2.5", "end_time": "3.1", "transcript": "Ana Duarte.",
   "sid": "GX2", "confidence": "0.9", "words": [{"word": "Ana", "start_time": "2.5"}]},
  {"media_channel": 1, "sentence_index": 0, "start_time": "0.1", "end_time": "1.2", "transcript": "Your name?"}]}"""
_WHOLE = b"""{"sid": "GT0002", "customer_key": "crm-7", "media_start_time": "2026-05-04T09:12:00Z", "duration": 9,
 "language_code": "en-US", "channel": {"media_properties": {"media_url": "https://a/Ana_Duarte.wav"}, "participants": [
  {"channel_participant": 1, "role": "Customer", "full_name": "Ana Duarte", "media_participant_id": "+34600123123"},
  {"channel_participant": 2, "role": "Agent", "user_id": "chloe-77", "email": "chloe@example.com"}]},
 "sentences": [{"media_channel": 1, "start_time": "0.1", "transcript": "Hello.", "words": []}]}"""

PLUGIN = Format(
    name="twilio-voice-intelligence",
    title="Twilio Voice Intelligence sentences",
    suffixes=(".json",),
    splittable=False,
    identified=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample(
            "a page of sentences, the channels named by a field map",
            _SENTENCES,
            conversations=(("GT0001", 2),),
            options=SourceOptions(
                field_map=FieldMap.model_validate({"values": {"role": {"agent": ("1",), "customer": ("2",)}}})
            ),
        ),
        FormatExample("sentences in their transcript", _WHOLE, conversations=(("GT0002", 1),)),
        FormatExample(
            "a time that is none",
            b'{"sentences": [{"media_channel": 1, "start_time": "soon", "transcript": "Hello."}]}',
            rejects=(RejectReason.BAD_TIME,),
        ),
    ),
)
