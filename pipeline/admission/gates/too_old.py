"""No conversation from longer ago than the policy allows on its channel: calls for months (CNIL), not years."""

from __future__ import annotations

from datetime import timedelta

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    days = admission.policy.gates.max_age_days.get(conversation.channel)
    if days is None or admission.as_of is None:
        return None
    if conversation.started_at is None:
        return RefusalReason.NO_START_TIME
    oldest = admission.as_of - timedelta(days=days)
    return RefusalReason.TOO_OLD if conversation.started_at.date() < oldest else None


PLUGIN = Gate(
    name="too_old",
    order=25,
    reasons={RefusalReason.TOO_OLD: "held longer ago than the policy allows"},
    check=_check,
)
