"""Conversation JSONL, the native format (DESIGN §4): one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import assemble
from pipeline.sources.documents import why_not_json
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.lines import read_lines

SNIFF_LINES = 20


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every line that is not blank; its ordinal is the line's offset."""
    for line in read_lines(stream, context):
        if line.data is None:
            yield context.reject(line.offset, RejectReason.TOO_LARGE)
        elif line.data.strip():
            yield _parsed(line.data, context, line.offset, line.size)


def sniff(head: Head) -> float:
    """Return the share of the first lines that are objects with turns."""
    lines = head.lines(SNIFF_LINES)
    if not lines:  # one line longer than the head
        start = head.data.removeprefix(b"\xef\xbb\xbf").lstrip()
        return 0.6 if start.startswith(b'{"') and b'"turns"' in start and b'"channel"' in start else 0.0
    return 0.95 * sum(map(_is_conversation, lines)) / len(lines)


def _is_conversation(line: bytes) -> bool:
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(fields, dict) and "turns" in fields and ("id" in fields or "channel" in fields)


def _parsed(line: bytes, context: ParseContext, ordinal: int, size: int) -> Parsed:
    try:
        fields = _fields(line)
    except RecordError as bad:
        return context.reject(ordinal, bad.reason)
    return assemble.record(fields, context, ordinal, size)


def _fields(line: bytes) -> dict[str, object]:
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise RecordError(why_not_json(line)) from None
    if not isinstance(fields, dict):
        raise RecordError(RejectReason.NOT_AN_OBJECT)
    return fields


_CHAT = (
    b'{"id": "c-1", "channel": "chat", "language": "en", "started_at": "2026-05-04T09:12:00Z", '
    b'"participants": [{"id": "c1", "role": "customer", "name": "Ana Duarte"}, {"id": "a1", "role": "agent"}], '
    b'"metadata": {"plan": "pro"}, '
    b'"turns": [{"participant": "a1", "text": "What\'s your name?"}, {"participant": "c1", "text": "ana duarte"}]}\n'
)
_MAIL = b'{"id": "m-1", "channel": "email", "subject": "Refund", "turns": [{"text": "Where is it?"}]}\n'

PLUGIN = Format(
    name="conversation-jsonl",
    title="Conversation JSONL, Veil's native format",
    suffixes=(".jsonl", ".ndjson"),
    splittable=True,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.OWN,
    examples=(
        FormatExample("a chat; blank lines do not count", _CHAT + b"\n", conversations=(("c-1", 2),)),
        FormatExample("an e-mail: the subject is turn 0", _MAIL, conversations=(("m-1", 2),)),
        FormatExample(
            "a bad line is rejected, the next is read",
            _MAIL + b'{"id": "x", "turns": [\n' + _CHAT,
            conversations=(("m-1", 2), ("c-1", 2)),
            rejects=(RejectReason.NOT_JSON,),
        ),
    ),
)
