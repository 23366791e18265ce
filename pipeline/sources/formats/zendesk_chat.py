"""Zendesk Chat, as its API exports chats and offline messages, one, a page or one a line.

What the visitor's browser told, the pages that were seen and the agents' notes are left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import values
from pipeline.sources.drafts import Draft, identifier, objects, optional_id, read_drafts
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.values import Fields

PAGES = ("chats",)
_VISITOR = "visitor"
_ROLES = {"visitor": Role.CUSTOMER, "agent": Role.AGENT, "trigger": Role.BOT, "bot": Role.BOT, "system": Role.SYSTEM}
_PEOPLE = frozenset({Role.CUSTOMER, Role.AGENT, None})
_UNNAMED = re.compile(r"visitor \d+", re.IGNORECASE)
_EVENTS = frozenset({"chat.memberjoin", "chat.memberleave", "chat.rating", "chat.comment", "chat.file.upload"}).union((
    "chat.request.rating",
    "chat.triggered",
    "chat.transfer.request",
    "chat.wait_queue",
    "chat.queue_position",
))
_SCORES = frozenset({"good", "bad"})
_CHAT = frozenset({"id", "type", "timestamp", "end_timestamp", "visitor", "session", "history", "message"}).union((
    "agent_names",
    "department_name",
    "rating",
    "tags",
))
_PERSON = frozenset({"id", "name", "email", "phone"})
_SESSION = frozenset({"ip", "city"})
_LINE = frozenset({"type", "name", "nick", "timestamp", "msg", "sender_type"})


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every chat; its ordinal is its number."""
    return read_drafts(stream, context, _fill, PAGES)


def sniff(head: Head) -> float:
    """Return 0.9 for a visitor with a history or an offline message."""
    return 0.9 if any(holds_keys(head, "visitor", key) for key in ("webpath", "history", "department_name")) else 0.0


def _fill(chat: Fields, draft: Draft) -> None:
    draft.fields |= {
        "id": identifier(chat.get("id")),
        "channel": Channel.CHAT.value,
        "started_at": chat.get("timestamp"),
        "closed_at": chat.get("end_timestamp"),
    }
    _add_visitor(chat, draft)
    names = chat.get("agent_names")
    for name in values.texts({"names": [names] if isinstance(names, str) else names}, "names"):
        draft.know("PERSON", name)
    rating = chat.get("rating")
    draft.metadata |= {
        "tags": chat.get("tags"),
        "department": chat.get("department_name"),
        "csat": rating if isinstance(rating, str) and rating in _SCORES else None,
    }
    draft.say(_VISITOR, values.text(chat, "message") or "", chat.get("timestamp"))
    for line in objects(chat, "history"):
        _add_line(line, draft)
    draft.leave_rest(chat, _CHAT)


def _add_visitor(chat: Fields, draft: Draft) -> None:
    visitor = values.mapping(chat.get("visitor"))
    session = values.mapping(chat.get("session"))
    draft.party(
        _VISITOR,
        Role.CUSTOMER,
        name=_name(visitor),
        email=visitor.get("email"),
        phone=visitor.get("phone"),
        customer_id=optional_id(visitor.get("id")),
    )
    draft.know("IP_ADDRESS", session.get("ip"))
    draft.know("LOCATION", session.get("city"))
    draft.leave_rest(visitor, _PERSON, "visitor.")
    draft.leave_rest(session, _SESSION, "session.")


def _name(person: Fields) -> str | None:
    name = values.text(person, "name") or ""
    return None if _UNNAMED.fullmatch(name) else name


def _add_line(line: Fields, draft: Draft) -> None:
    key = _speaker(line, draft)
    kind = values.text(line, "type") or ""
    draft.leave_rest(line, _LINE, "history[].")
    if kind == "chat.msg":
        draft.say(key, values.text(line, "msg") or "", line.get("timestamp"))
    else:
        draft.leave_kind("history[].", kind, _EVENTS)


def _speaker(line: Fields, draft: Draft) -> str:
    """Add who wrote a line: the word before the colon of a nick such as `agent:123` or `agent:trigger` says who."""
    nick = values.text(line, "nick") or values.text(line, "sender_type") or ""
    who, _, number = nick.casefold().partition(":")
    role = _ROLES.get(number, _ROLES.get(who))
    key = _VISITOR if role is Role.CUSTOMER else nick
    draft.party(key, role, name=_name(line) if role in _PEOPLE else None)
    return key


_CHATS = b"""{"chats": [{"id": "2603.1", "type": "chat", "timestamp": "2026-03-02T10:00:00Z", "rating": "good",
 "visitor": {"id": "7.n4", "name": "Ida Lund", "email": "ida@example.org", "phone": "", "notes": "calls often"},
 "session": {"ip": "198.51.100.7", "city": "Lund", "user_agent": "x"}, "webpath": [{"to": "https://x.example/?o=77"}],
 "agent_names": ["Jo Reed"], "history": [
 {"type": "chat.memberjoin", "name": "Jo Reed", "nick": "agent:9", "timestamp": "2026-03-02T10:00:01Z"},
 {"type": "chat.msg", "name": "Ida Lund", "nick": "visitor", "msg": "Where is it?",
  "timestamp": "2026-03-02T10:00:05Z"},
 {"type": "chat.msg", "name": "Jo Reed", "nick": "agent:9", "msg": "On its way.",
  "timestamp": "2026-03-02T10:00:09Z"}]}], "count": 1}"""
_OFFLINE = b"""{"id": "2603.2", "type": "offline_msg", "timestamp": "2026-03-02T10:00:00Z", "department_name": "Sales",
 "visitor": {"name": "Visitor 84123456", "email": "ida@example.org"}, "message": "Please call me."}"""

PLUGIN = Format(
    name="zendesk-chat",
    title="Zendesk Chat: chats and offline messages",
    suffixes=(".json", ".jsonl"),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("a page of chats: only messages are turns", _CHATS, (("2603.1", 2),)),
        FormatExample("an offline message", _OFFLINE, (("2603.2", 1),)),
        FormatExample(
            "a history that is no list is rejected",
            b'{"id": "2603.3", "visitor": {}, "history": "none"}',
            rejects=(RejectReason.WRONG_TYPE,),
        ),
    ),
)
