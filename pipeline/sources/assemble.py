"""Fields of the native format become a checked `Conversation`. Every reader ends here.

A reader for another format maps its records to these fields (DESIGN §4) and calls `record`; types, limits, references,
times, identity and the dropped-key count are then the same for all.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from pipeline.conversation.model import (
    Channel,
    Consent,
    Conversation,
    ConversationId,
    KnownValue,
    MetadataValue,
    Participant,
    Role,
    Turn,
)
from pipeline.conversation.outcomes import RejectReason
from pipeline.sources import values
from pipeline.sources.format import ParseContext, Parsed, Record, RecordError
from pipeline.sources.values import Fields

# `labels` belong to the evaluation, which reads them by itself.
TURN_FIELDS = frozenset({"participant", "text", "at", "offset_s", "labels"})
PARTICIPANT_FIELDS = frozenset({"id", "role", "name", "email", "phone", "address", "customer_id", "age"})
CONSENT_FIELDS = frozenset({"status", "purpose", "at"})
CONVERSATION_FIELDS = frozenset(
    {"id", "channel", "language", "started_at", "closed_at", "subject", "order_ids", "flags", "recording_notice_played"}
    | {"participants", "metadata", "consent", "known_values", "turns"}
)
KNOWN_VALUE_FIELDS = frozenset({"entity_type", "value"})

_WIDEST = 4  # bytes of UTF-8 a code point
_ENTITY_TYPE = re.compile(r"[A-Z][A-Z_]{1,39}")
# A key is shown in counts only if it looks like a programmer's name: a key such as an address or a number is content.
_PLAIN_KEY = re.compile(r"(?!.*\d{3})[A-Za-z_][A-Za-z0-9_-]{0,39}")


def record(
    fields: Fields,
    context: ParseContext,
    ordinal: int,
    size: int,
    dropped: Counter[str] | None = None,
    repaired: Counter[str] | None = None,
) -> Parsed:
    """Return the record of these fields, or its reject.

    Args:
        fields: Fields of the native format, loosely typed.
        context: Where the bytes came from and what was declared about them.
        ordinal: See `Record`.
        size: Bytes of input, decompressed.
        dropped: Keys that the reader itself left out, by `dropped_path`.
        repaired: What the reader put right, by a fixed name such as `time_unit`.
    """
    try:
        return Record(ordinal, conversation(fields, context, dropped, repaired), size)
    except RecordError as bad:
        return context.reject(ordinal, bad.reason)


def conversation(
    fields: Fields,
    context: ParseContext,
    dropped: Counter[str] | None = None,
    repaired: Counter[str] | None = None,
) -> Conversation:
    """Return the conversation these fields describe.

    Raises:
        RecordError: a field is missing, of the wrong type, too large, or refers to nothing.
    """
    counts = +Counter(dropped) if dropped else Counter()
    _count_unknown(fields, CONVERSATION_FIELDS, "", counts)
    identifier = values.required_id(fields, "id")
    channel = _channel(fields)
    participants = _participants(fields, counts)
    started_at = values.moment(fields, "started_at", context.zone)
    built = Conversation(
        id=ConversationId(f"{context.namespace}/{identifier}" if context.namespace else identifier),
        channel=channel,
        turns=_turns(fields, context, participants, started_at, counts),
        language=_language(fields, counts),
        started_at=started_at,
        closed_at=values.moment(fields, "closed_at", context.zone),
        subject=values.text(fields, "subject"),
        order_ids=values.texts(fields, "order_ids"),
        flags=values.texts(fields, "flags"),
        recording_notice_played=values.boolean(fields, "recording_notice_played"),
        participants=one_customer(participants),
        metadata=_metadata(fields, counts),
        consent=_consent(fields, counts),
        known_values=_known_values(fields, counts),
        repaired=tuple(sorted((+Counter(repaired)).items())) if repaired else (),
    )
    subject = subject_turn(built)
    if not (subject or counts):
        return built
    return replace(built, turns=(*subject, *built.turns), dropped=tuple(sorted(counts.items())))


def one_customer(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return the participants with one customer at most: the first with an id, else the first; others third parties."""
    customers = [party for party in participants if party.role is Role.CUSTOMER]
    if len(customers) <= 1:
        return participants
    chosen = next((party for party in customers if party.customer_id or party.email or party.phone), customers[0])
    return tuple(
        replace(party, role=Role.THIRD_PARTY) if party.role is Role.CUSTOMER and party is not chosen else party
        for party in participants
    )


def subject_turn(read: Conversation) -> tuple[Turn, ...]:
    """Return the turn that an e-mail's subject becomes: one, or none where there is no subject.

    Whoever counts turns of the input (the evaluation's labels do) adds the length of this.
    """
    if read.channel is not Channel.EMAIL or not read.subject:
        return ()
    writer = next((party.id for party in read.participants if party.role is Role.CUSTOMER), None)
    return (Turn(text=read.subject, participant=writer, at=read.started_at),)


def dropped_path(prefix: str, key: object) -> str:
    """Return the path under which an unknown key is counted; a key that might be content is counted as `*`."""
    return prefix + (key if isinstance(key, str) and _PLAIN_KEY.fullmatch(key) else "*")


def _count_unknown(fields: Fields, known: frozenset[str], prefix: str, counts: Counter[str]) -> None:
    if not fields.keys() <= known:
        counts.update(dropped_path(prefix, key) for key in fields if key not in known)


def _channel(fields: Fields) -> Channel:
    try:
        return Channel(values.required_text(fields, "channel"))
    except ValueError:
        raise RecordError(RejectReason.UNKNOWN_CHANNEL) from None


def _role(fields: Fields) -> Role:
    try:
        return Role(values.required_text(fields, "role"))
    except ValueError:
        raise RecordError(RejectReason.UNKNOWN_ROLE) from None


def _language(fields: Fields, counts: Counter[str]) -> str | None:
    # The language is written out, so a value that is no language tag must not stay.
    written = values.text(fields, "language")
    read = values.language(written)
    if written and read is None:
        counts["language"] += 1
    return read


def _participants(fields: Fields, counts: Counter[str]) -> tuple[Participant, ...]:
    participants = tuple(_participant(_object(item), counts) for item in values.items(fields, "participants") or ())
    if len({party.id for party in participants}) < len(participants):
        raise RecordError(RejectReason.BAD_STRUCTURE)  # two parties of one id: nobody knows who speaks
    return participants


def _participant(fields: Fields, counts: Counter[str]) -> Participant:
    _count_unknown(fields, PARTICIPANT_FIELDS, "participants[].", counts)
    return Participant(
        id=values.required_id(fields, "id"),
        role=_role(fields),
        name=values.text(fields, "name"),
        email=values.text(fields, "email"),
        phone=values.text(fields, "phone"),
        address=values.text(fields, "address"),
        customer_id=values.text(fields, "customer_id"),
        age=values.age(fields, "age"),
    )


def _turns(
    fields: Fields,
    context: ParseContext,
    participants: tuple[Participant, ...],
    started_at: datetime | None,
    counts: Counter[str],
) -> tuple[Turn, ...]:
    items = values.items(fields, "turns")
    if items is None:
        raise RecordError(RejectReason.MISSING_FIELD)
    if len(items) > context.limits.turns:
        raise RecordError(RejectReason.TOO_LARGE)
    known = frozenset(party.id for party in participants)
    turns = tuple(_timed(_turn(_object(item), context, known, counts), started_at) for item in items)
    _check_size(turns, context)
    return turns


def _turn(fields: Fields, context: ParseContext, known: frozenset[str], counts: Counter[str]) -> Turn:
    _count_unknown(fields, TURN_FIELDS, "turns[].", counts)
    speaker = values.text(fields, "participant")
    if speaker is not None and speaker not in known:
        raise RecordError(RejectReason.UNKNOWN_PARTICIPANT)
    return Turn(
        text=values.required_text(fields, "text"),
        participant=speaker,
        at=values.moment(fields, "at", context.zone),
        offset_s=values.seconds(fields, "offset_s"),
    )


def _timed(turn: Turn, started_at: datetime | None) -> Turn:
    """Return the turn with the time of day that its offset tells, where it has none of its own."""
    if turn.at is not None or turn.offset_s is None or started_at is None:
        return turn
    try:
        return replace(turn, at=started_at + timedelta(seconds=turn.offset_s))
    except OverflowError:
        raise RecordError(RejectReason.BAD_TIME) from None


def _check_size(turns: tuple[Turn, ...], context: ParseContext) -> None:
    limits = context.limits
    longest = max((len(turn.text) for turn in turns), default=0)
    if longest * _WIDEST > limits.turn_bytes and any(len(turn.text.encode()) > limits.turn_bytes for turn in turns):
        raise RecordError(RejectReason.TOO_LARGE)
    characters = sum(len(turn.text) for turn in turns)
    too_many = characters * _WIDEST > limits.conversation_bytes
    if too_many and sum(len(turn.text.encode()) for turn in turns) > limits.conversation_bytes:
        raise RecordError(RejectReason.TOO_LARGE)


def _metadata(fields: Fields, counts: Counter[str]) -> tuple[tuple[str, MetadataValue], ...]:
    kept: list[tuple[str, MetadataValue]] = []
    for key, value in values.mapping(fields.get("metadata")).items():
        try:
            kept.append((values.clean(key), values.metadata_value(value)))
        except TypeError:
            counts[dropped_path("metadata.", key)] += 1
    return tuple(kept)


def _consent(fields: Fields, counts: Counter[str]) -> Consent | None:
    if fields.get("consent") is None:
        return None
    given = values.mapping(fields["consent"])
    _count_unknown(given, CONSENT_FIELDS, "consent.", counts)
    return Consent(
        status=values.text(given, "status"), purpose=values.text(given, "purpose"), at=values.text(given, "at")
    )


def _known_values(fields: Fields, counts: Counter[str]) -> tuple[KnownValue, ...]:
    return tuple(_known_value(_object(item), counts) for item in values.items(fields, "known_values") or ())


def _known_value(fields: Fields, counts: Counter[str]) -> KnownValue:
    _count_unknown(fields, KNOWN_VALUE_FIELDS, "known_values[].", counts)
    entity_type = values.required_text(fields, "entity_type")
    if not _ENTITY_TYPE.fullmatch(entity_type):
        raise RecordError(RejectReason.WRONG_TYPE)
    return KnownValue(entity_type, values.required_text(fields, "value"))


def _object(item: object) -> Fields:
    """Return a list item's fields. Unlike a field, an item cannot be absent: null is the wrong type."""
    if item is None:
        raise RecordError(RejectReason.WRONG_TYPE)
    return values.mapping(item)
