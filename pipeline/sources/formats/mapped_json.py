"""Any JSON of conversations or of messages, through a field map: one document, a list, a page, or one a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import mapped
from pipeline.sources.documents import Document, documents
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import Evidence, Format, FormatExample, ParseContext, Parsed, SourceOptions


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every conversation; its ordinal is the number of its object in the file."""
    page = context.field_map.records if context.field_map else None

    def read() -> Iterator[Document | Reject]:
        stream.seek(0)
        return documents(stream, context, (page,) if page else ())

    yield from mapped.parse(read, context)


_HELP_DESK = b"""{"tickets": [
  {"number": 812, "via": "mail", "title": "Where is my parcel?", "description": "<p>It never came.</p>",
   "opened": "2026-05-04T09:12:00Z", "requester": {"name": "Ana Duarte", "email": "ana@example.com"},
   "custom": [{"id": 17, "value": "AC-20481"}, {"id": 18, "value": null}], "labels": ["parcel", "late"],
   "replies": [
     {"incoming": false, "html": "<p>I am sorry. <b>Let me look.</b></p>", "when": "2026-05-04T09:20:00Z"},
     {"incoming": false, "html": null, "when": "2026-05-04T09:21:00Z"},
     {"incoming": true, "html": "<div>Thanks!</div>", "when": "2026-05-04T09:30:00Z"}]}]}"""
_HELP_DESK_MAP = {
    "records": "tickets",
    "turns": "replies",
    "opening": {"text": "description", "at": "opened"},
    "columns": {
        "id": "number",
        "channel": "via",
        "subject": "title",
        "started_at": "opened",
        "customer.name": "requester.name",
        "customer.email": "requester.email",
        "text": "html",
        "role": "incoming",
        "at": "when",
    },
    "values": {"role": {"customer": ["true"], "agent": ["false"]}, "channel": {"email": ["mail"]}},
    "metadata": {"tags": "labels"},
    "known_values": {"custom[id=17].value": "ACCOUNT_ID"},
    "markup": "html",
}
_MESSAGES = (
    b'[{"thread": {"id": 7}, "from": "bot", "body": "Hi!"}, {"thread": {"id": 8}, "from": "user", "body": "Help"},'
    b' {"thread": {"id": 7}, "from": "user", "body": "Hello"}, {"thread": {"id": null}, "from": "user", "body": "?"}]'
)
_MESSAGES_MAP = {
    "columns": {"id": "thread.id", "role": "from", "text": "body"},
    "values": {"role": {"customer": ["user"]}},
    "constants": {"channel": "chat"},
}


def _options(field_map: Mapping[str, object]) -> SourceOptions:
    return SourceOptions(field_map=FieldMap.model_validate(field_map, strict=False))


PLUGIN = Format(
    name="mapped-json",
    title="Any JSON of conversations or messages, with a field map",
    suffixes=(".json",),
    splittable=False,
    sniff=mapped.sniff,
    parse=parse,
    evidence=Evidence.OWN,
    by_map=True,
    examples=(
        FormatExample(
            "a page of tickets: an opening, replies, one of them without text; the subject is a turn",
            _HELP_DESK,
            conversations=(("812", 4),),
            options=_options(_HELP_DESK_MAP),
            sniffed=False,
        ),
        FormatExample(
            "a list of messages of two conversations, and one of none",
            _MESSAGES,
            conversations=(("8", 1), ("7", 2)),
            rejects=(RejectReason.MISSING_FIELD,),
            options=_options(_MESSAGES_MAP),
            sniffed=False,
        ),
        FormatExample(
            "without a map nothing can be told", _MESSAGES, rejects=(RejectReason.MISSING_FIELD,), sniffed=False
        ),
    ),
)
