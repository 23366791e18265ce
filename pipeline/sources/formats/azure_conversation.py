"""Azure Language conversation analysis: the input of a job, with one conversation or several.

An item is a turn. A transcript's `lexical`, `itn` and `maskedItn` (which hides swear words) repeat its `text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import talk, times, values
from pipeline.sources.documents import Document, documents
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.talk import Talk
from pipeline.sources.times import Unit
from pipeline.sources.values import Fields

_FORMS = ("text", "itn", "maskedItn", "lexical")
_TIMINGS = ("conversationItemLevelTiming", "audioTimings")
_ITEM = ("participantId", "role", *_FORMS, *_TIMINGS)
_MODALITIES = {"transcript": Channel.CALL, "text": Channel.CHAT}


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every conversation of a file."""
    ordinal = 0
    for document in documents(stream, context):
        found = [document] if isinstance(document, Reject) else _conversations(document, context)
        for each in found:
            yield _renumbered(each, ordinal, context)
            ordinal += 1


def sniff(head: Head) -> float:
    """Return 0.9 if there are conversations of items, each with a participant's id."""
    return 0.9 if holds_keys(head, "conversations", "conversationItems", "participantId") else 0.0


def _conversations(document: Document, context: ParseContext) -> list[Document | Reject]:
    """Return the conversations of a job's input, or of the part of it that holds them."""
    try:
        job = values.mapping(document.fields.get("analysisInput") or document.fields)
        found = values.items(job, "conversations")
    except RecordError as bad:
        return [context.reject(document.ordinal, bad.reason)]
    if found is None:
        return [context.reject(document.ordinal, RejectReason.MISSING_FIELD)]
    size = document.size // max(1, len(found))
    return [
        Document(document.ordinal, item, size)
        if isinstance(item, dict)
        else context.reject(document.ordinal, RejectReason.NOT_AN_OBJECT)
        for item in found
    ]


def _renumbered(found: Document | Reject, ordinal: int, context: ParseContext) -> Parsed:
    if isinstance(found, Reject):
        return context.reject(ordinal, found.reason)
    return talk.record(Document(ordinal, found.fields, found.size), context, _conversation)


def _conversation(call: Talk, document: Fields) -> dict[str, object]:
    fields = call.part(document, "", "id", "language", "modality", "conversationItems")
    if fields.get("conversationItems") is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    for item in call.parts(fields, "conversationItems", "conversationItems[].", *_ITEM):
        forms = [form for form in _FORMS if values.text(item, form)]
        call.dropped.update(f"conversationItems[].{form}" for form in forms[1:])
        if forms:
            call.say(values.text(item, forms[0]), _party(call, item), offset_s=_offset(item))
    channel = _MODALITIES.get(values.text(fields, "modality") or "") or call.declared_channel()
    return call.native(values.required_id(fields, "id"), channel, language=fields.get("language"))


def _party(call: Talk, item: Fields) -> str | None:
    """Return who speaks; the role may stand in the participant's id alone ("Agent_1")."""
    key = talk.label(item, "participantId")
    role = talk.role_word(values.text(item, "role"))
    if key is None:
        return call.party(f"role:{role}", role) if role else None
    party = call.speaker(key)
    return call.party(f"label:{key}", role) if role and role is not Role.THIRD_PARTY else party


def _offset(item: Fields) -> float | None:
    timing = values.mapping(item.get("conversationItemLevelTiming"))
    if not timing:
        words = values.items(item, "audioTimings") or [{}]
        timing = values.mapping(words[0]) if words else {}
    return times.seconds(timing.get("offset"), Unit.TICK)


_CALL = b"""{"displayName": "calls of May", "analysisInput": {"conversations": [
 {"id": "conv-1", "language": "en", "modality": "transcript", "conversationItems": [
  {"id": "1", "participantId": "Agent_1", "modality": "transcript", "text": "Your name?", "lexical": "your name",
   "itn": "your name", "maskedItn": "your name", "audioTimings": [{"word": "your", "offset": 1000000}]},
  {"id": "2", "participantId": "Customer_1", "text": "Ana Duarte.", "lexical": "ana duarte",
   "conversationItemLevelTiming": {"offset": 14000000, "duration": 800000}}]}]}, "tasks": [{"kind": "x"}]}"""
_CHATS = b"""{"conversations": [
 {"id": "conv-2", "language": "en", "modality": "text", "conversationItems": [
  {"id": "1", "participantId": "p-17", "role": "Customer", "text": "hello"}]},
 {"id": "conv-3", "language": "de", "modality": "text", "conversationItems": []}]}"""

PLUGIN = Format(
    name="azure-conversation",
    title="Azure Language conversation analysis, input of a job",
    suffixes=(".json",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("a call", _CALL, conversations=(("conv-1", 2),)),
        FormatExample("two chats in one input", _CHATS, conversations=(("conv-2", 1), ("conv-3", 0))),
        FormatExample(
            "a conversation that is none, and one with an item that is none",
            b'{"conversations": [7, {"id": "c", "conversationItems": ["hello", {"participantId": "x"}]}]}',
            rejects=(RejectReason.NOT_AN_OBJECT, RejectReason.WRONG_TYPE),
        ),
    ),
)
