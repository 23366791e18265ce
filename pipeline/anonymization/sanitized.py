"""What may be written: text that anonymization made. No other module constructs these types (a test says so)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from pipeline.conversation.model import Channel, Role, Scalar


@dataclass(frozen=True, slots=True)
class Redaction:
    """Where something was hidden: offsets into the *written* text, in code points, half-open."""

    char_start: int
    char_end: int
    entity_type: str
    operator: str


@dataclass(frozen=True, slots=True)
class SanitizedText:
    """Text after anonymization. `redactions` are sorted and do not overlap."""

    value: str = field(repr=False)
    redactions: tuple[Redaction, ...] = ()


@dataclass(frozen=True, slots=True)
class SanitizedTurn:
    """One turn as it will be written. `at` and `offset_s` serve only to band the time between turns."""

    index: int
    role: Role | None
    text: SanitizedText
    at: datetime | None = None
    offset_s: float | None = None


@dataclass(frozen=True, slots=True)
class SanitizedConversation:
    """One conversation as it will be written.

    `fields` are the allowed columns by name. `dropped` counts input keys that the policy does not name, by path.
    """

    channel: Channel
    language: str
    fields: tuple[tuple[str, Scalar | tuple[Scalar, ...]], ...] = field(default=(), repr=False)
    turns: tuple[SanitizedTurn, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
