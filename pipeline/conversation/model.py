"""Conversations as every reader makes them, and what detection says about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType

ConversationId = NewType("ConversationId", str)
ConversationKey = NewType("ConversationKey", str)
PersonKey = NewType("PersonKey", str)

Scalar = str | int | float | bool | None
MetadataValue = Scalar | tuple[Scalar, ...]


class Channel(StrEnum):
    """How the conversation was held."""

    CALL = "call"
    CHAT = "chat"
    EMAIL = "email"
    TICKET = "ticket"
    SMS = "sms"
    SOCIAL = "social"


class Role(StrEnum):
    """Who speaks. `third_party` also stands for the second and later customers of a conversation."""

    CUSTOMER = "customer"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, slots=True)
class Participant:
    """One party. All fields but `role` identify somebody; they become known values of the conversation."""

    id: str = field(repr=False)
    role: Role
    name: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    customer_id: str | None = field(default=None, repr=False)
    age: int | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance or message. `participant` is the id of a `Participant`, or None where nobody is known.

    `at` is the time of day where it is known; `offset_s` is in seconds from the conversation's start, which recordings
    have without any clock.
    """

    text: str = field(repr=False)
    participant: str | None = field(default=None, repr=False)
    at: datetime | None = None
    offset_s: float | None = None


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value that a record gives outside its texts and that is no field of a participant: a form's answer, an id."""

    entity_type: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Consent:
    """What the record says about consent (ISO/IEC TS 27560: state, purpose, time)."""

    status: str | None = None
    purpose: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation in the native format (DESIGN §4).

    `metadata` holds scalars and tuples of scalars by key. `dropped` counts input keys that no field of the format
    names, by path ("metadata.foo" is no such key; "turns[].foo" is). `repaired` counts what a reader put right (times
    in another unit than the format says), by a name of the reader's. Times are aware and in UTC.
    """

    id: ConversationId = field(repr=False)
    channel: Channel
    turns: tuple[Turn, ...] = field(repr=False)
    language: str | None = None
    started_at: datetime | None = None
    closed_at: datetime | None = None
    subject: str | None = field(default=None, repr=False)
    order_ids: tuple[str, ...] = field(default=(), repr=False)
    flags: tuple[str, ...] = field(default=(), repr=False)
    recording_notice_played: bool | None = None
    participants: tuple[Participant, ...] = field(default=(), repr=False)
    metadata: tuple[tuple[str, MetadataValue], ...] = field(default=(), repr=False)
    consent: Consent | None = field(default=None, repr=False)
    known_values: tuple[KnownValue, ...] = field(default=(), repr=False)
    dropped: tuple[tuple[str, int], ...] = ()
    repaired: tuple[tuple[str, int], ...] = ()

    def participant(self, participant_id: str | None) -> Participant | None:
        """Return the participant with that id, or None."""
        return next((p for p in self.participants if p.id == participant_id), None)

    def role_of(self, turn: Turn) -> Role | None:
        """Return the role of the turn's speaker, or None where the record does not say."""
        speaker = self.participant(turn.participant)
        return speaker.role if speaker else None


class Evidence(IntEnum):
    """What speaks for a finding's *type*, from least to most. What is hidden and how strictly never depends on it."""

    MODEL = 1
    """The token classifier's word, or a shape that fits many types ("a long number")."""
    RECURRENCE = 2
    """The same value was found in another turn."""
    SLOT = 3
    """It answers a question that asked for this type."""
    PATTERN = 4
    """A form that only this type has, or a cue that names it ("order number")."""
    KNOWN = 5
    """The record itself says so, or the policy's owner, by the deny list or a recognizer of their own."""
    VALIDATED = 6
    """A checksum or an equally strong check held."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at `[start, end)` of one turn, in code points of the raw text.

    `recognizer` names the pass that found it; `evidence` helps to decide which type is shown where spans overlap.
    """

    entity_type: str
    start: int
    end: int
    score: float = 1.0
    recognizer: str = ""
    evidence: Evidence = Evidence.MODEL

    @property
    def validated(self) -> bool:
        """Whether a checksum or an equally strong check held."""
        return self.evidence is Evidence.VALIDATED


TurnFindings = tuple[Finding, ...]
ConversationFindings = tuple[TurnFindings, ...]
"""One tuple of findings a turn, in the order of the turns."""
