"""Zendesk Support as its API answers: pages of tickets, perhaps with users beside them, or one ticket's comments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

import ijson

from pipeline.conversation.outcomes import RejectReason
from pipeline.errors import UnreadableInput
from pipeline.sources.drafts import identifier, read_drafts
from pipeline.sources.format import HEAD_BYTES, Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.values import Fields
from pipeline.sources.zendesk_tickets import PERSON_FIELDS, fill_ticket, is_ticket_head

PAGES = ("tickets",)


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every ticket; its ordinal is its number.

    Users may stand behind the tickets that name them, so that the file is read twice.
    """
    people = _users(stream)
    stream.seek(0)
    yield from read_drafts(stream, context, partial(fill_ticket, people=people), PAGES)


def sniff(head: Head) -> float:
    """Return 0.9 for tickets and comments; those that stand one a line are surer of themselves."""
    return 0.9 if is_ticket_head(head) else 0.0


def _users(stream: BinaryIO) -> dict[str, Fields]:
    """Return the users beside the tickets, by id. What is broken there shows when the tickets are read."""
    people: dict[str, Fields] = {}
    try:
        for user in ijson.items(stream, "users.item", use_float=True, buf_size=HEAD_BYTES, multiple_values=True):
            if isinstance(user, dict):
                people[identifier(user.get("id"))] = {key: user[key] for key in PERSON_FIELDS if key in user}
    except (ijson.JSONError, UnicodeDecodeError, RecursionError, RecordError, UnreadableInput):
        pass
    return people


_PAGE = b"""{"tickets": [
 {"id": 4011, "requester_id": 71, "submitter_id": 71, "assignee_id": 90, "subject": "Kettle leaks", "status": "open",
  "description": "It leaks. Call me: Nuria.", "via": {"channel": "email", "source": {"from": {"name": "Nuria Vidal",
  "address": "nuria@example.org"}, "to": {"address": "help@example.com"}}}, "created_at": "2026-03-02T10:00:00Z"}],
 "users": [{"id": 71, "name": "Nuria Vidal", "role": "end-user"}, {"id": 90, "name": "Jo Reed", "role": "agent"}],
 "end_of_stream": true}"""
_COMMENTS = b"""{"comments": [
 {"id": 1, "author_id": 5, "audit_id": 1, "plain_body": "Where is it?", "html_body": "<p>Where is it?</p>",
  "public": true, "via": {"channel": "email", "source": {"from": {"address": "ida@example.org"}}},
  "created_at": "2026-03-02T10:00:00Z"},
 {"id": 2, "author_id": 6, "audit_id": 2, "body": "looks angry", "public": false, "created_at": "2026-03-02T11:00:00Z"},
 {"id": 3, "author_id": 6, "audit_id": 3, "html_body": "<p>On its way.</p>", "public": true,
  "created_at": "2026-03-02T12:00:00Z"}], "count": 3}"""

PLUGIN = Format(
    name="zendesk",
    title="Zendesk Support tickets: pages of the API, or the comments of one ticket",
    suffixes=(".json",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("a page: without comments the description is the turn", _PAGE, conversations=(("4011", 1),)),
        FormatExample("comments alone: the private one is dropped", _COMMENTS, conversations=(("example#0", 2),)),
        FormatExample(
            "a ticket without id and a ticket that is none are rejected",
            b'{"tickets": [{"requester_id": 1, "submitter_id": 1, "description": "hi"}, 7]}',
            rejects=(RejectReason.MISSING_FIELD, RejectReason.NOT_AN_OBJECT),
        ),
    ),
)
