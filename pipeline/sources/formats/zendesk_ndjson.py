"""Zendesk's account export: one ticket a line, with its comments and the people in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

import orjson

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources.documents import why_not_json
from pipeline.sources.drafts import drafted
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.lines import Line, read_lines
from pipeline.sources.zendesk_tickets import fill_ticket, is_ticket_head

SNIFF_LINES = 5
_fill = partial(fill_ticket, people={})


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every line that is not blank; its ordinal is the line's offset."""
    for line in read_lines(stream, context):
        if line.data is None:
            yield context.reject(line.offset, RejectReason.TOO_LARGE)
        elif line.data.strip():
            yield _parsed(line, line.data, context)


def sniff(head: Head) -> float:
    """Return 0.95 if half of the first lines are whole tickets, or the only one seems to be the start of one."""
    if not is_ticket_head(head):
        return 0.0
    lines = head.lines(SNIFF_LINES)
    if lines:
        return 0.95 if 2 * sum(map(_is_ticket, lines)) >= len(lines) else 0.0
    return 0.0 if holds_keys(head, "tickets") or b"\n" in head.data else 0.95


def _is_ticket(line: bytes) -> bool:
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(fields, dict) and "id" in fields and ("requester_id" in fields or "comments" in fields)


def _parsed(line: Line, data: bytes, context: ParseContext) -> Parsed:
    try:
        fields = orjson.loads(data)
    except orjson.JSONDecodeError:
        return context.reject(line.offset, why_not_json(data))
    if not isinstance(fields, dict):
        return context.reject(line.offset, RejectReason.NOT_AN_OBJECT)
    return drafted(fields, context, line.offset, line.size, _fill)


_ONE = (
    b'{"id": 88, "subject": "Refund", "requester_id": 5, "submitter_id": 5, "status": "solved", '
    b'"requester": {"id": 5, "name": "Ida Lund", "email": "ida@example.org"}, "description": "Where is it?", '
    b'"created_at": "2026-03-02T10:00:00Z", "tags": ["refund"], "satisfaction_rating": {"score": "good"}, "comments": ['
    b'{"id": 1, "author_id": 5, "body": "Where is it?", "public": true, "created_at": "2026-03-02T10:00:00Z"}, '
    b'{"id": 2, "author_id": 6, "body": "On its way.", "public": true, "created_at": "2026-03-02T11:00:00Z"}]}\n'
)
_OTHER = b'{"id": 89, "requester_id": 7, "submitter_id": 7, "comments": [], "via": {"channel": "web"}}\n'

PLUGIN = Format(
    name="zendesk-ndjson",
    title="Zendesk Support account export: one ticket a line",
    suffixes=(".ndjson", ".jsonl", ".json"),
    splittable=True,
    sniff=sniff,
    parse=parse,
    examples=(
        FormatExample("the description is the first comment, once", _ONE, conversations=(("88", 2),)),
        FormatExample("a ticket in which nobody said anything", _OTHER + b"\n", conversations=(("89", 0),)),
        FormatExample(
            "a broken line is rejected, the next is read",
            _ONE + b'{"id": 90, "comments": [\n' + _OTHER,
            conversations=(("88", 2), ("89", 0)),
            rejects=(RejectReason.NOT_JSON,),
        ),
    ),
    evidence=Evidence.DESCRIPTION,
)
