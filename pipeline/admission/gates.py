"""The gates of a policy, in order. The first one that says no gives the refusal its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.admission.language import identify
from pipeline.conversation.identity import person_of
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import Refusal, RefusalReason
from pipeline.policy.schema import Policy


@dataclass(frozen=True, slots=True)
class Admitted:
    """A record that may be used. Its `language` is one that the policy lists."""

    conversation: Conversation
    language: str


def admit(conversation: Conversation, policy: Policy) -> Admitted | Refusal:
    """Return the record with its language settled, or why it may not be used."""
    reason = _objection(conversation, policy)
    if reason is not None:
        return Refusal(reason)
    language = identify(conversation)
    if language is None:
        return Refusal(RefusalReason.LANGUAGE_UNKNOWN)
    if language not in policy.detection.languages:
        return Refusal(RefusalReason.LANGUAGE_NOT_ALLOWED)
    return Admitted(replace(conversation, language=language), language)


def _objection(conversation: Conversation, policy: Policy) -> RefusalReason | None:
    rule = policy.channels.get(conversation.channel)
    if rule is None:
        return RefusalReason.CHANNEL_NOT_ALLOWED
    if not conversation.turns:
        return RefusalReason.NO_TURNS
    if conversation.started_at is None:
        return RefusalReason.NO_START_TIME
    if conversation.started_at.date() < rule.notice.date:
        return RefusalReason.BEFORE_NOTICE
    if policy.pseudonyms.unidentified == "refuse" and person_of(conversation) is None:
        return RefusalReason.NO_PERSON
    return None
