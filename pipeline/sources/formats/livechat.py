"""LiveChat archives: chats with one thread each, as pages of the API list them, or one chat with its threads.

An agent's id is an e-mail address. Forms that visitors filled in say what is personal data: their answers are searched
for in the texts and are no text themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import values
from pipeline.sources.drafts import Draft, inner, objects, optional_id, read_drafts
from pipeline.sources.form_answers import learn, learn_all, meaning_of
from pipeline.sources.format import Evidence, Format, FormatExample, Head, ParseContext, Parsed, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.values import Fields

PAGES = ("chats",)
_ROLES = {"customer": Role.CUSTOMER, "agent": Role.AGENT, "bot": Role.BOT}
_SYSTEM = "system"
_PERSONAL = {"PERSON": "name", "EMAIL_ADDRESS": "email", "PHONE_NUMBER": "phone"}
_EVENTS = frozenset({"file", "form", "custom", "annotation"})
_ANSWERS = frozenset({
    "question",
    "textarea",
    "radio",
    "select",
    "checkbox",
    "rating",
    "group_chooser",
    "header",
}).union(("name", "email", "phone", "subject", "defined_name", "informational"))
_SCORES = {0: "bad", 1: "good"}
_CHAT = frozenset({"id", "users", "thread", "threads"})
_USER = frozenset({"id", "type", "name", "email", "phone", "address", "session_fields", "last_visit", "visit"})
_VISIT = frozenset({"ip", "geolocation"})
_THREAD = frozenset({"id", "created_at", "events", "user_ids", "tags", "properties", "customer_visit"})
_EVENT = frozenset({"id", "type", "text", "created_at", "author_id", "visibility", "recipients", "fields", "elements"})


def parse(stream: BinaryIO, context: ParseContext) -> Iterator[Parsed]:
    """Yield a record or a reject for every chat; its ordinal is its number."""
    return read_drafts(stream, context, _fill, PAGES)


def sniff(head: Head) -> float:
    """Return 0.9 for users beside a thread of events."""
    return 0.9 if _holds_thread(head) and (holds_keys(head, "author_id") or holds_keys(head, "user_ids")) else 0.0


def _holds_thread(head: Head) -> bool:
    return holds_keys(head, "users", "thread") or holds_keys(head, "users", "threads")


def _fill(chat: Fields, draft: Draft) -> None:
    thread = values.mapping(chat.get("thread"))
    threads = [thread] if thread else objects(chat, "threads")
    if not threads:
        raise RecordError(RejectReason.MISSING_FIELD)
    # An archive lists each thread of a chat by itself, under the id of the chat.
    numbers = values.required_id(chat, "id"), optional_id(thread.get("id"))
    draft.fields |= {"id": "/".join(filter(None, numbers)), "channel": Channel.CHAT.value}
    draft.party(_SYSTEM, Role.SYSTEM)
    for user in objects(chat, "users"):
        _add_user(user, draft)
    for part in threads:
        _add_thread(part, draft)
    draft.leave_rest(chat, _CHAT)


def _add_user(user: Fields, draft: Draft) -> None:
    key = values.required_id(user, "id")
    role = _ROLES.get(values.text(user, "type") or "")
    person = {name: user.get(name) for name in ("name", "email", "phone", "address")}
    draft.party(key, role, customer_id=key if role is Role.CUSTOMER else None, **person)
    if "@" in key:
        draft.party(key, role, email=key)
    for answers in objects(user, "session_fields"):
        learn_all(draft, answers, "users[].session_fields")
    for visit in ("last_visit", "visit"):
        _add_visit(values.mapping(user.get(visit)), draft, f"users[].{visit}.")
    draft.leave_rest(user, _USER, "users[].")


def _add_visit(visit: Fields, draft: Draft, path: str) -> None:
    """Learn where a visitor was; device and pages are left out."""
    place = values.mapping(visit.get("geolocation"))
    draft.know("IP_ADDRESS", visit.get("ip"))
    draft.know("LOCATION", place.get("city"))
    draft.leave_rest(place, {"city"}, f"{path}geolocation.")
    draft.leave_rest(visit, _VISIT, path)


def _add_thread(thread: Fields, draft: Draft) -> None:
    draft.fields["started_at"] = draft.fields.get("started_at") or thread.get("created_at")
    rating = inner(thread, "properties", "rating")
    score = rating.get("score")
    draft.metadata["tags"] = [
        *values.texts({"tags": draft.metadata.get("tags")}, "tags"),
        *values.texts(thread, "tags"),
    ]
    draft.metadata["csat"] = _SCORES.get(score) if isinstance(score, int) else draft.metadata.get("csat")
    draft.leave_rest(rating, {"score"}, "thread.properties.rating.")
    draft.leave_rest(values.mapping(thread.get("properties")), {"rating"}, "thread.properties.")
    _add_visit(values.mapping(thread.get("customer_visit")), draft, "thread.customer_visit.")
    for event in objects(thread, "events"):
        _add_event(event, draft)
    draft.leave_rest(thread, _THREAD, "thread.")


def _add_event(event: Fields, draft: Draft) -> None:
    kind, author = values.text(event, "type") or "", optional_id(event.get("author_id"))
    if author is not None and "@" in author:
        draft.party(author, Role.AGENT, email=author)  # agents who left are no users of the chat
    draft.leave_rest(event, _EVENT, "events[].")
    if "agents" in (event.get("visibility"), event.get("recipients")):
        draft.leave("turns[].private_note")
    elif kind == "message":
        draft.say(author, values.text(event, "text") or "", event.get("created_at"))
    elif kind == "system_message":
        draft.say(_SYSTEM, values.text(event, "text") or "", event.get("created_at"))
    elif kind == "rich_message":
        draft.say(author, _titles(event), event.get("created_at"))
    elif kind == "filled_form":
        _add_form(event, author, draft)
    else:
        draft.leave_kind("events[].", kind, _EVENTS)


def _titles(event: Fields) -> str:
    texts = (values.text(card, key) for card in objects(event, "elements") for key in ("title", "subtitle"))
    return "\n".join(filter(None, texts))


def _add_form(event: Fields, author: str | None, draft: Draft) -> None:
    """Learn a form's answers by their type, else by their label; the author's own are fields of the author."""
    for answered in objects(event, "fields"):
        kind, label = values.text(answered, "type") or "", values.text(answered, "label") or ""
        answer = answered.get("answer")
        asked = kind if meaning_of(kind) else label
        personal = _PERSONAL.get(meaning_of(asked) or "")
        if kind == "subject" and isinstance(answer, str):
            draft.fields["subject"] = draft.fields.get("subject") or answer
        elif author is not None and personal and kind in {"name", "email", "phone"} and isinstance(answer, str):
            draft.party(author, None, **{personal: answer})
        elif not learn(draft, asked, answer):
            draft.leave_kind("events[].fields[].", kind, _ANSWERS)


_ARCHIVE = b"""{"chats": [{"id": "Q1", "users": [
  {"id": "b7-1", "type": "customer", "name": "Ida Lund", "email": "ida@example.org"},
  {"id": "jo@example.com", "type": "agent", "name": "Jo Reed"}],
 "thread": {"id": "T1", "created_at": "2026-03-02T10:00:00Z", "user_ids": ["b7-1", "jo@example.com"], "events": [
  {"type": "filled_form", "author_id": "b7-1", "fields": [{"type": "name", "label": "Name:", "answer": "Ida L."},
   {"type": "question", "label": "Order number", "answer": "AB-77"}], "created_at": "2026-03-02T10:00:00Z"},
  {"type": "message", "text": "Where is it?", "author_id": "b7-1", "created_at": "2026-03-02T10:00:05Z"},
  {"type": "message", "text": "angry!", "author_id": "jo@example.com", "visibility": "agents",
   "created_at": "2026-03-02T10:00:06Z"},
  {"type": "message", "text": "On its way.", "author_id": "jo@example.com", "created_at": "2026-03-02T10:00:09Z"},
  {"type": "file", "url": "https://x.example/ida.pdf", "author_id": "b7-1", "created_at": "2026-03-02T10:00:10Z"},
  {"type": "system_message", "text": "Jo Reed closed the chat", "created_at": "2026-03-02T10:01:00Z"}]}}],
 "found_chats": 1}"""
_THREADS = b"""{"id": "Q2", "users": [{"id": "b7-1", "type": "customer"}], "threads": [
 {"id": "T1", "events": [{"type": "message", "text": "hi", "author_id": "b7-1", "created_at": "2026-03-02T10:00:05Z"}]},
 {"id": "T2", "events": [{"type": "rich_message", "author_id": "jo@example.com", "created_at": "2026-03-03T10:00:05Z",
  "elements": [{"title": "Still there?", "buttons": [{"text": "Yes"}]}]}]}]}"""

PLUGIN = Format(
    name="livechat",
    title="LiveChat archives: chats and their threads",
    suffixes=(".json",),
    splittable=False,
    sniff=sniff,
    parse=parse,
    evidence=Evidence.DESCRIPTION,
    examples=(
        FormatExample("a page: the form and what only agents saw are dropped", _ARCHIVE, (("Q1/T1", 3),)),
        FormatExample("one chat with its threads", _THREADS, (("Q2", 2),)),
        FormatExample(
            "a chat without thread and events that are no list are rejected",
            b'{"chats": [{"id": "Q3", "users": []}, {"id": "Q4", "users": [], "thread": {"id": "T", "events": {}}}], '
            b'"user_ids": []}',
            rejects=(RejectReason.MISSING_FIELD, RejectReason.WRONG_TYPE),
        ),
    ),
)
