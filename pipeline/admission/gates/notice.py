"""People were told before they wrote or called (Art. 13, 14): no record from before its channel's notice."""

from __future__ import annotations

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    if conversation.started_at is None:
        return RefusalReason.NO_START_TIME
    told = admission.policy.channels[conversation.channel].notice.date
    return RefusalReason.BEFORE_NOTICE if conversation.started_at.date() < told else None


PLUGIN = Gate(
    name="notice",
    order=20,
    reasons={
        RefusalReason.NO_START_TIME: "no start time to hold against the notice's date",
        RefusalReason.BEFORE_NOTICE: "held before people were told of this purpose",
    },
    check=_check,
)
