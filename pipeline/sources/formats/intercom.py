"""Intercom conversations and tickets as the API retrieves them, one or a list.

A listing without parts has the first message alone. Notes among teammates, redacted parts and the parts that only say
what happened (assignments, attributes) are left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import values
from pipeline.sources.drafts import Draft, identifier, inner, objects, optional_id, read_drafts
from pipeline.sources.form_answers import learn_all
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.markup import text_of_html
from pipeline.sources.times import Unit
from pipeline.sources.values import Fields

PAGES = ("conversations", "tickets")
_ROLES = {
    "user": Role.CUSTOMER,
    "lead": Role.CUSTOMER,
    "contact": Role.CUSTOMER,
    "admin": Role.AGENT,
    "team": Role.AGENT,
    "bot": Role.BOT,
}
_CHANNELS = {
    "email": Channel.EMAIL,
    "sms": Channel.SMS,
    "phone_call": Channel.CALL,
    "whatsapp": Channel.SOCIAL,
    "facebook": Channel.SOCIAL,
    "instagram": Channel.SOCIAL,
    "twitter": Channel.SOCIAL,
}
_SAID = frozenset({"comment", "open", "close", "quick_reply"})
"""Types of parts whose body the customer sees."""
_EVENTS = frozenset({"assignment", "away_mode_assignment", "participant_added", "participant_removed"}).union(
    ("conversation_tags_updated", "conversation_rating_changed", "conversation_rating_remark_added", "timer_unsnooze"),
    ("conversation_attribute_updated_by_admin", "custom_action_started", "custom_action_finished", "snoozed"),
    ("ticket_state_updated_by_admin", "ticket_attribute_updated_by_admin", "language_detection_details"),
)
"""Types of parts that say what happened."""
_TITLE, _DESCRIPTION = "_default_title_", "_default_description_"
_PARTS = ("conversation_parts", "ticket_parts")
_ALL = frozenset({"type", "id", "created_at", "source", "contacts", "tags", "state", "priority", *_PARTS}).union((
    "conversation_rating",
    "custom_attributes",
    "ticket_attributes",
    "ticket_state",
))
_CONTACT = frozenset({"type", "id", "external_id", "name", "email", "phone", "role", "location", "custom_attributes"})
_PART = frozenset({"type", "part_type", "body", "created_at", "author", "redacted", "email_message_metadata", "id"})
_SOURCE = frozenset({"type", "subject", "body", "author", "redacted"})


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every conversation or ticket; its ordinal is its number."""
    return read_drafts(stream, context, _fill, PAGES)


def sniff(head: Head) -> float:
    """Return 0.9 for parts, or for a first message that says how it was delivered."""
    named = any(holds_keys(head, key) for key in ("ticket_attributes", *_PARTS))
    return 0.9 if named or holds_keys(head, "source", "delivered_as", "author") else 0.0


def _fill(found: Fields, draft: Draft) -> None:
    if not any(key in found for key in ("source", "ticket_attributes", *_PARTS)):
        raise RecordError(RejectReason.MISSING_FIELD)  # a contact, an event
    source = values.mapping(found.get("source"))
    is_ticket = "ticket_attributes" in found or found.get("type") == "ticket"
    draft.fields |= {
        "id": identifier(found.get("id")),
        "channel": _channel(source, is_ticket, draft).value,
        "subject": text_of_html(values.text(source, "subject") or "") or None,
    }
    started = draft.moment(found.get("created_at"), Unit.SECOND)
    draft.fields["started_at"] = started.isoformat() if started else None
    for contact in _listed(found.get("contacts"), "contacts"):
        _add_contact(contact, draft)
    _add_facts(found, draft)
    _add_attributes(values.mapping(found.get("ticket_attributes")), draft)
    _add_message(source, draft, found.get("created_at"), "source.", _SOURCE)
    for parts in _PARTS:
        for part in _listed(found.get(parts), parts):
            _add_part(part, draft)
    draft.leave_rest(found, _ALL)


def _channel(source: Fields, is_ticket: bool, draft: Draft) -> Channel:
    if is_ticket:
        return Channel.TICKET
    return _CHANNELS.get(values.text(source, "type") or "", draft.context.default_channel or Channel.CHAT)


def _listed(value: object, key: str) -> list[Fields]:
    """Return the items of Intercom's list objects, `{"type": "contact.list", "contacts": [...]}`, or of a bare list."""
    return objects(value if isinstance(value, Mapping) else {key: value}, key)


def _add_contact(contact: Fields, draft: Draft) -> None:
    person = {key: contact.get(key) for key in ("name", "email", "phone")}
    key = optional_id(contact.get("id"))
    draft.party(f"{Role.CUSTOMER}:{key}", Role.CUSTOMER, customer_id=key, **person)
    draft.know("CUSTOMER_ID", optional_id(contact.get("external_id")))
    location = values.mapping(contact.get("location"))
    draft.know("LOCATION", location.get("city"))
    draft.leave_rest(location, {"type", "city"}, "contacts[].location.")
    learn_all(draft, values.mapping(contact.get("custom_attributes")), "contacts[].custom_attributes")
    draft.leave_rest(contact, _CONTACT, "contacts[].")


def _add_facts(found: Fields, draft: Draft) -> None:
    rating = values.mapping(found.get("conversation_rating"))
    state = found.get("ticket_state")
    draft.metadata |= {
        "status": state.get("category") if isinstance(state, Mapping) else state or found.get("state"),
        "priority": found.get("priority"),
        "csat": rating.get("rating"),
        "tags": [tag.get("name") for tag in _listed(found.get("tags"), "tags") if tag.get("name")],
    }
    draft.leave_rest(rating, {"rating"}, "conversation_rating.")
    learn_all(draft, values.mapping(found.get("custom_attributes")), "custom_attributes")


def _add_attributes(attributes: Fields, draft: Draft) -> None:
    """Take a ticket's title as its subject and its description as what the customer wrote first."""
    draft.fields["subject"] = draft.fields["subject"] or values.text(attributes, _TITLE)
    writer = next(iter(draft.keys_of(Role.CUSTOMER)), None)
    draft.say(writer, text_of_html(values.text(attributes, _DESCRIPTION) or ""), draft.fields["started_at"])
    others = {key: value for key, value in attributes.items() if key not in {_TITLE, _DESCRIPTION}}
    learn_all(draft, others, "ticket_attributes")


def _add_part(part: Fields, draft: Draft) -> None:
    kind = values.text(part, "part_type") or ""
    metadata = values.mapping(part.get("email_message_metadata"))
    for header in objects(metadata, "email_address_headers"):
        draft.know("EMAIL_ADDRESS", header.get("email_address"))
        draft.know("PERSON", header.get("name"))
    draft.leave_rest(metadata, {"email_address_headers"}, "parts[].email_message_metadata.")
    if kind in _SAID:
        _add_message(part, draft, part.get("created_at"), "parts[].", _PART)
        return
    _author(part, draft)
    draft.leave_rest(part, _PART, "parts[].")
    if kind.startswith("note"):
        draft.leave("turns[].private_note")
    else:
        draft.leave_kind("parts[].", kind, _EVENTS)


def _add_message(message: Fields, draft: Draft, at: object, path: str, used: frozenset[str]) -> None:
    key = _author(message, draft)
    draft.leave_rest(message, used, path)
    if values.boolean(message, "redacted"):
        draft.leave(f"{path}redacted")
    else:
        draft.say(key, text_of_html(values.text(message, "body") or ""), draft.moment(at, Unit.SECOND))


def _author(message: Fields, draft: Draft) -> str | None:
    """Add a message's author; names of bots and teams are nobody's."""
    author = inner(message, "author")
    kind = values.text(author, "type") or ""
    role, number = _ROLES.get(kind), optional_id(author.get("id"))
    if role is None:
        draft.know("PERSON", author.get("name"))
        draft.know("EMAIL_ADDRESS", author.get("email"))
        return None
    key = f"{role}:{number}"
    draft.party(
        key,
        role,
        name=None if kind in {"bot", "team"} else author.get("name"),
        email=author.get("email"),
        customer_id=number if role is Role.CUSTOMER else None,
    )
    return key


_CONVERSATION = b"""{"type": "conversation", "id": "503", "created_at": 1772445600, "state": "closed",
 "source": {"type": "conversation", "delivered_as": "customer_initiated", "body": "<p>Where is my kettle?</p>",
  "author": {"type": "user", "id": "c1", "name": "Ida Lund", "email": "ida@example.org"}},
 "contacts": {"type": "contact.list", "contacts": [{"type": "contact", "id": "c1", "external_id": "CRM-70"}]},
 "conversation_rating": {"rating": 4, "remark": "thanks Jo"}, "conversation_parts": {"conversation_parts": [
  {"part_type": "note", "body": "<p>She called twice</p>", "created_at": 1772445700,
   "author": {"type": "admin", "id": "9", "name": "Jo Reed"}},
  {"part_type": "comment", "body": "<p>On its way.</p>", "created_at": 1772445800,
   "author": {"type": "admin", "id": "9", "name": "Jo Reed"}}], "total_count": 2}}"""
_TICKETS = b"""{"type": "ticket.list", "tickets": [{"type": "ticket", "id": "631", "created_at": 1772445600,
 "ticket_attributes": {"_default_title_": "Kettle", "_default_description_": "It leaks", "Order number": "AB-77"},
 "contacts": {"contacts": [{"id": "c1"}]}, "ticket_parts": {"ticket_parts": []}}]}"""

PLUGIN = Format(
    name="intercom",
    title="Intercom conversations and tickets, as the API retrieves them",
    suffixes=(".json",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.SAMPLE,
    examples=(
        FormatExample("the first message and its parts; the note is dropped", _CONVERSATION, (("503", 2),)),
        FormatExample("a list of tickets: the description is the turn", _TICKETS, (("631", 1),)),
        FormatExample(
            "a moment that no unit makes one is rejected",
            b'{"id": "1", "created_at": 5, "conversation_parts": {"conversation_parts": []}}',
            rejects=(RejectReason.BAD_TIME,),
        ),
        FormatExample(
            "a contact is no conversation",
            b'{"type": "contact", "id": "c1", "email": "ida@example.org"}',
            rejects=(RejectReason.MISSING_FIELD,),
            sniffed=False,
        ),
    ),
)
