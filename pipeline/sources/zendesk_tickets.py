"""A Zendesk ticket with its comments, as the API's pages, single listings and account exports hold it.

The description is the first comment: it is a turn only where no comments are given. Private comments are notes among
agents; they, the HTML twins of bodies, attachments and what the request's headers told are left out and counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

from pipeline.conversation.model import Channel, Role
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import values
from pipeline.sources.drafts import Draft, identifier, inner, objects, optional_id
from pipeline.sources.format import Head, RecordError
from pipeline.sources.json_heads import holds_keys
from pipeline.sources.markup import text_of_html
from pipeline.sources.values import Fields

People = Mapping[str, Fields]
"""Users by id, from beside the tickets."""

_USER_ROLES = {"end-user": Role.CUSTOMER, "agent": Role.AGENT, "admin": Role.AGENT}
_PEOPLE = ("requester", "submitter", "assignee")
_OTHERS = ("collaborator_ids", "email_cc_ids", "follower_ids")
_FACTS = ("external_id", "via", "recipient", "tags", "status", "priority", "type", "satisfaction_rating", "users")
_TICKET = frozenset({"id", "subject", "description", "comments", "is_public", "created_at"}).union(
    _FACTS, _OTHERS, _PEOPLE, (f"{who}_id" for who in _PEOPLE)
)
_COMMENT = frozenset({"id", "type", "author_id", "public", "via", "metadata", "created_at"})
PERSON_FIELDS = frozenset({"id", "name", "email", "phone", "role", "external_id"})
_SYSTEM = frozenset({"ip_address", "location"})
_SCORES = frozenset({"good", "bad"})


def is_ticket_head(head: Head) -> bool:
    """Say whether a file's head holds tickets or their comments. Freshdesk's tickets have no `submitter_id`."""
    return holds_keys(head, "requester_id", "submitter_id") or holds_keys(head, "author_id", "audit_id")


def fill_ticket(ticket: Fields, draft: Draft, people: People) -> None:
    """Move a ticket into a draft; a listing of comments alone counts as a ticket without an id.

    Raises:
        RecordError: it holds neither a ticket nor comments.
    """
    if ticket.get("id") is None and not isinstance(ticket.get("comments"), list):
        raise RecordError(RejectReason.MISSING_FIELD)
    draft.fields |= {
        "id": optional_id(ticket.get("id")) or draft.own_id(),
        "channel": Channel.TICKET.value,
        "subject": values.text(ticket, "subject"),
        "started_at": ticket.get("created_at"),
    }
    cast = _Cast(draft, people, optional_id(ticket.get("requester_id")))
    _add_people(ticket, draft, cast)
    _add_facts(ticket, draft)
    if ticket.get("comments") is None:
        _add_description(ticket, draft, cast)
    else:
        _add_comments(ticket, draft, cast)
    draft.leave_rest(ticket, _TICKET)


@dataclass(slots=True)
class _Cast:
    """Who speaks in one ticket."""

    draft: Draft
    people: People = field(repr=False)
    requester: str | None = field(repr=False)

    def add(self, key: str, role: Role | None, user: Fields | None = None) -> None:
        """Add a person by id, with what the record or the users beside it say."""
        for known in (user or {}, self.people.get(key, {})):
            self.draft.party(
                key,
                role or _USER_ROLES.get(values.text(known, "role") or ""),
                name=known.get("name"),
                email=known.get("email"),
                phone=known.get("phone"),
                customer_id=key,
            )
            external = optional_id(known.get("external_id"))
            self.draft.know("CUSTOMER_ID", external)

    def author(self, key: str, source: Fields) -> None:
        """Add a comment's author and what its source tells about the sender.

        Where nothing else says so, who writes from an address or number of their own stands outside, and anybody else
        works on the ticket.
        """
        sent = values.mapping(source.get("from"))
        outside = bool(sent.get("address") or sent.get("phone"))
        if self.draft.role_of(key) is None:
            self.add(key, None)
        if self.draft.role_of(key) is None:
            stranger = Role.CUSTOMER if self.requester is None else Role.THIRD_PARTY
            self.draft.party(key, stranger if outside else Role.AGENT)
        self.sender(key, sent)

    def sender(self, key: str, sent: Fields) -> None:
        """Add what a `via.source.from` tells about a person."""
        self.draft.party(key, None, name=sent.get("name"), email=sent.get("address"), phone=sent.get("phone"))
        self.draft.know("SOCIAL_HANDLE", sent.get("username"))
        for address in values.texts(sent, "original_recipients"):
            self.draft.know("EMAIL_ADDRESS", address)


def _add_people(ticket: Fields, draft: Draft, cast: _Cast) -> None:
    if cast.requester is not None:
        cast.add(cast.requester, Role.CUSTOMER)
    for who, role in zip(_PEOPLE, (Role.CUSTOMER, None, Role.AGENT), strict=True):
        user = values.mapping(ticket.get(who))
        key = optional_id(user.get("id")) or optional_id(ticket.get(f"{who}_id"))
        if key is not None:
            cast.requester = cast.requester or (key if who == "requester" else None)
            cast.add(key, role, user)
        elif user:
            draft.party(who, role, name=user.get("name"), email=user.get("email"), phone=user.get("phone"))
        draft.leave_rest(user, PERSON_FIELDS, f"{who}.")
    for others in _OTHERS:
        for item in values.items(ticket, others) or ():
            if (key := identifier(item)) and draft.role_of(key) is None:
                cast.add(key, None)
                draft.party(key, Role.THIRD_PARTY)
    source = inner(ticket, "via", "source")
    _add_via(ticket, source, draft, "")
    if cast.requester is not None:
        cast.sender(cast.requester, values.mapping(source.get("from")))


def _add_facts(ticket: Fields, draft: Draft) -> None:
    draft.know("ACCOUNT_ID", optional_id(ticket.get("external_id")))
    draft.know("EMAIL_ADDRESS", ticket.get("recipient"))
    rating = values.mapping(ticket.get("satisfaction_rating"))
    score = rating.get("score")
    draft.leave_rest(rating, {"score"}, "satisfaction_rating.")
    draft.metadata |= {key: ticket.get(key) for key in ("status", "priority", "type", "tags")}
    draft.metadata["channel"] = inner(ticket, "via").get("channel")
    draft.metadata["csat"] = score if isinstance(score, str) and score in _SCORES else None


def _add_description(ticket: Fields, draft: Draft, cast: _Cast) -> None:
    description = values.text(ticket, "description") or ""
    if values.boolean(ticket, "is_public") is False:  # then the first comment, which this is, is a note
        draft.leave("turns[].private_note", bool(description))
        return
    author = optional_id(ticket.get("submitter_id")) or cast.requester
    if author is not None:
        cast.author(author, inner(ticket, "via", "source"))
    draft.say(author, description, ticket.get("created_at"))


def _add_comments(ticket: Fields, draft: Draft, cast: _Cast) -> None:
    bodies: set[str] = set()
    for comment in objects(ticket, "comments"):
        author, (body, text) = optional_id(comment.get("author_id")), _body(comment)
        bodies.add(" ".join(text.split()))
        source = inner(comment, "via", "source")
        if author is not None:
            cast.author(author, source)
        _add_via(comment, source, draft, "comments[].")
        _add_system(comment, draft)
        draft.leave_rest(comment, _COMMENT | {body}, "comments[].")
        if values.boolean(comment, "public") is False:
            draft.leave("turns[].private_note")
        else:
            draft.say(author, text, comment.get("created_at"))
    if " ".join((values.text(ticket, "description") or "").split()) not in {"", *bodies}:
        draft.leave("description")


def _body(comment: Fields) -> tuple[str, str]:
    """Return the key of the one body that counts and its text. Plain bodies hold "&nbsp;" and its kin."""
    if plain := values.text(comment, "plain_body"):
        return "plain_body", unescape(plain).replace("\xa0", " ")
    if body := values.text(comment, "body"):
        return "body", body
    return "html_body", text_of_html(values.text(comment, "html_body") or "")


def _add_via(fields: Fields, source: Fields, draft: Draft, prefix: str) -> None:
    """Add the address that a message went to. Its name is left out: it is mostly the company's own."""
    draft.leave_rest(inner(fields, "via"), {"channel", "source"}, f"{prefix}via.")
    draft.leave_rest(source, {"from", "to"}, f"{prefix}via.source.")
    received = values.mapping(source.get("to"))
    draft.know("EMAIL_ADDRESS", received.get("address"))
    draft.know("PHONE_NUMBER", received.get("phone"))
    used = {"address", "name", "phone", "username", "original_recipients"}
    draft.leave_rest(values.mapping(source.get("from")), used, f"{prefix}via.source.from.")
    draft.leave_rest(received, {"address", "phone"}, f"{prefix}via.source.to.")


def _add_system(comment: Fields, draft: Draft) -> None:
    system = inner(comment, "metadata", "system")
    draft.know("IP_ADDRESS", system.get("ip_address"))
    draft.know("LOCATION", system.get("location"))
    draft.leave_rest(system, _SYSTEM, "comments[].metadata.system.")
    draft.leave_rest(values.mapping(comment.get("metadata")), {"system"}, "comments[].metadata.")
