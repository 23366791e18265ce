"""A channel that the policy does not name is not read, and neither is a record in which nobody says anything."""

from __future__ import annotations

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    if conversation.channel not in admission.policy.channels:
        return RefusalReason.CHANNEL_NOT_ALLOWED
    return None if conversation.turns else RefusalReason.NO_TURNS


PLUGIN = Gate(
    name="channel",
    order=10,
    reasons={
        RefusalReason.CHANNEL_NOT_ALLOWED: "the policy does not allow the channel",
        RefusalReason.NO_TURNS: "nothing was said",
    },
    check=_check,
)
