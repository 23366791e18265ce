"""People have had time to object since their conversation was closed (Art. 21). An open one is never used."""

from __future__ import annotations

from datetime import timedelta

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    days = admission.policy.gates.days_to_object
    if days is None:
        return None
    if conversation.closed_at is None:
        return RefusalReason.NO_CLOSING_TIME
    if admission.as_of is None:
        return None
    closed = conversation.closed_at.date()
    return RefusalReason.TIME_TO_OBJECT if closed > admission.as_of - timedelta(days=days) else None


PLUGIN = Gate(
    name="time_to_object",
    order=90,
    reasons={
        RefusalReason.NO_CLOSING_TIME: "not closed: the time to object has not begun",
        RefusalReason.TIME_TO_OBJECT: "the time to object is not over",
    },
    check=_check,
)
