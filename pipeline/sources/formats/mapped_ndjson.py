"""Any JSON lines of whole conversations, through a field map. Lines of messages are read by `mapped-json`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from pipeline.conversation.outcomes import Reject, RejectReason
from pipeline.sources import mapped
from pipeline.sources.documents import Document, why_not_json
from pipeline.sources.field_map import FieldMap
from pipeline.sources.format import Evidence, Format, FormatExample, ParseContext, Parsed, SourceOptions
from pipeline.sources.lines import Line, read_lines


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every line that is not blank; its ordinal is the line's offset."""
    if context.field_map and not context.field_map.turns:
        yield context.reject(context.start, RejectReason.MISSING_FIELD)  # a range of lines cannot be grouped
        return
    yield from mapped.parse(lambda: _documents(stream, context), context)


def _documents(stream: BinaryIO, context: ParseContext) -> Iterator[Document | Reject]:
    for line in read_lines(stream, context):
        if line.data is None:
            yield context.reject(line.offset, RejectReason.TOO_LARGE)
        elif line.data.strip():
            yield _document(line, line.data, context)


def _document(line: Line, data: bytes, context: ParseContext) -> Document | Reject:
    try:
        fields = orjson.loads(data)
    except orjson.JSONDecodeError:
        return context.reject(line.offset, why_not_json(data))
    if not isinstance(fields, dict):
        return context.reject(line.offset, RejectReason.NOT_AN_OBJECT)
    return Document(line.offset, fields, line.size)


_LINE = (
    b'{"id": "cnv_1", "subject": "Refund", "thread": {"messages": ['
    b'{"inbound": true, "sent": 1777886000, "recipients": [{"role": "from", "handle": "ana@example.com"}, '
    b'{"role": "to", "handle": "help@example.org"}], "text": "Where is it?"}, '
    b'{"inbound": false, "sent": 1777886060.5, "recipients": [], "text": "On its way."}]}}\n'
)
_MAP = FieldMap.model_validate(
    {
        "turns": "thread.messages[]",
        "columns": {
            "id": "id",
            "subject": "subject",
            "role": "inbound",
            "text": "text",
            "at": "sent",
            "customer.email": "thread.messages[inbound=true].recipients[role=from].handle",
        },
        "values": {"role": {"customer": ["true"], "agent": ["false"]}},
        "constants": {"channel": "email", "language": "en"},
        "time_format": "epoch_s",
    },
    strict=False,
)

PLUGIN = Format(
    name="mapped-ndjson",
    title="Any JSON lines of whole conversations, with a field map",
    suffixes=(".jsonl", ".ndjson"),
    splittable=True,
    sniff=mapped.sniff,
    parse=parse,
    evidence=Evidence.OWN,
    by_map=True,
    examples=(
        FormatExample(
            "a conversation a line, and a line that is cut off",
            _LINE + _LINE[:60] + b"\n",
            conversations=(("cnv_1", 3),),
            rejects=(RejectReason.NOT_JSON,),
            options=SourceOptions(field_map=_MAP),
            sniffed=False,
        ),
    ),
)
