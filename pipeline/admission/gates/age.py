"""No children (Art. 8, recital 38), as far as records say how old people are. See `stated_age` for what they say."""

from __future__ import annotations

from pipeline.admission.gate import Admission, Gate, people
from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    rule = admission.policy.gates.age
    present = people(conversation)
    if any(each.age is not None and each.age < rule.minimum for each in present):
        return RefusalReason.UNDER_AGE
    if rule.missing == "pass":
        return None
    customers = [each for each in present if each.role is Role.CUSTOMER]
    known = customers and all(each.age is not None for each in customers)
    return None if known else RefusalReason.AGE_UNKNOWN


PLUGIN = Gate(
    name="age",
    order=100,
    reasons={
        RefusalReason.UNDER_AGE: "somebody in it is too young",
        RefusalReason.AGE_UNKNOWN: "no word of how old the customer is",
    },
    check=_check,
)
