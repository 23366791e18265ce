"""Nobody who says to be a child, whatever the record's fields hold: "i'm 14", "ich bin vierzehn"."""

from __future__ import annotations

from pipeline.admission.gate import STAFF, Admission, Gate
from pipeline.admission.stated_age import asks_for_age, states_age_under
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    minimum = admission.policy.gates.age.minimum
    staff = {each.id for each in conversation.participants if each.role in STAFF}
    asked = False
    for turn in conversation.turns:
        if turn.participant in staff:
            asked = asks_for_age(turn.text)
        elif states_age_under(turn.text, minimum, answers=asked):
            return RefusalReason.UNDER_AGE_STATED
    return None


PLUGIN = Gate(
    name="stated_age",
    order=120,
    reasons={RefusalReason.UNDER_AGE_STATED: "somebody in it says to be too young"},
    check=_check,
)
