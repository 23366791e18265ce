"""Carry out a plan on one conversation. The only module that makes sanitized text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from pipeline.anonymization.fields import select
from pipeline.anonymization.numbering import number_mentions
from pipeline.anonymization.operator import Mention
from pipeline.anonymization.plan import Plan
from pipeline.anonymization.resolve import Segment, resolve
from pipeline.anonymization.sanitized import Redaction, SanitizedConversation, SanitizedText, SanitizedTurn
from pipeline.conversation.model import Conversation, ConversationFindings, Turn
from pipeline.errors import AnonymizationFailed

UNKNOWN_LANGUAGE = "und"  # ISO 639-2: undetermined

Segments = tuple[Segment, ...]


def anonymize(
    conversation: Conversation, findings: ConversationFindings, plan: Plan, leave_out: AbstractSet[int] = frozenset()
) -> SanitizedConversation:
    """Return the conversation as it may be written: allowed fields, and the turns of the policy's roles.

    Turns of other roles are dropped and counted in `dropped` as `turns[].role=<role>`; turns of which nobody knows who
    speaks stay. Turns whose index is in `leave_out` are dropped and counted as `turns[].special_category`. Turns keep
    their index in the raw conversation, so a gap shows where one is missing, and pseudonyms count over all turns.

    Raises:
        AnonymizationFailed: there is not one tuple of findings a turn, or a finding does not lie in its turn.
    """
    columns, dropped = select(conversation, plan.columns)
    counted = Counter(dict(dropped))
    turns = []
    for turn in anonymize_turns(conversation, resolve_turns(conversation, findings, plan)):
        if turn.index in leave_out:
            counted["turns[].special_category"] += 1
        elif turn.role is None or turn.role in plan.policy.roles:
            turns.append(turn)
        else:
            counted[f"turns[].role={turn.role.value}"] += 1
    language = conversation.language
    return SanitizedConversation(
        channel=conversation.channel,
        language=language if language in plan.policy.detection.languages else UNKNOWN_LANGUAGE,
        fields=columns,
        turns=tuple(turns),
        dropped=tuple(sorted(counted.items())),
    )


def resolve_turns(conversation: Conversation, findings: ConversationFindings, plan: Plan) -> tuple[Segments, ...]:
    """Return the segments of each turn, with offsets into the raw turn.

    Raises:
        AnonymizationFailed: as `anonymize`.
    """
    if len(findings) != len(conversation.turns):
        raise AnonymizationFailed("there is not one tuple of findings a turn")
    return tuple(
        resolve(found, plan, len(turn.text)) if found else ()
        for turn, found in zip(conversation.turns, findings, strict=True)
    )


def anonymize_turns(conversation: Conversation, segments: Sequence[Segments]) -> tuple[SanitizedTurn, ...]:
    """Return every turn of a conversation with its segments replaced, whoever speaks."""
    numbers = _numbers(conversation.turns, segments)
    roles = {participant.id: participant.role for participant in reversed(conversation.participants)}
    return tuple(
        SanitizedTurn(
            index=index,
            role=None if turn.participant is None else roles.get(turn.participant),
            text=_written(turn.text, found, conversation, numbers) if found else SanitizedText(turn.text),
            at=turn.at,
            offset_s=turn.offset_s,
        )
        for index, (turn, found) in enumerate(zip(conversation.turns, segments, strict=True))
    )


def _numbers(turns: Sequence[Turn], segments: Sequence[Segments]) -> Iterator[int]:
    """Return the numbers of the mentions that are numbered, in order of appearance."""
    mentions = [
        (group, segment.entity_type, turn.text[segment.start : segment.end])
        for turn, found in zip(turns, segments, strict=True)
        for segment in found
        if (group := segment.operator.operator.group(segment.entity_type)) is not None
    ]
    return iter(number_mentions(mentions))


def _written(raw: str, segments: Segments, conversation: Conversation, numbers: Iterator[int]) -> SanitizedText:
    pieces: list[str] = []
    redactions: list[Redaction] = []
    read = length = 0
    for segment in segments:
        operator = segment.operator.operator
        number = None if operator.group(segment.entity_type) is None else next(numbers)
        text = raw[segment.start : segment.end]
        replacement = operator.write(Mention(text, segment.entity_type, number, conversation.started_at))
        start = length + segment.start - read
        length = start + len(replacement)
        redactions.append(Redaction(start, length, segment.entity_type, operator.name))
        pieces += (raw[read : segment.start], replacement)
        read = segment.end
    pieces.append(raw[read:])
    return SanitizedText("".join(pieces), tuple(redactions))
