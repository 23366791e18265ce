"""Where the policy refuses records that name no person."""

from __future__ import annotations

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.identity import person_of
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    if admission.policy.pseudonyms.unidentified == "refuse" and person_of(conversation) is None:
        return RefusalReason.NO_PERSON
    return None


PLUGIN = Gate(
    name="person",
    order=40,
    reasons={RefusalReason.NO_PERSON: "no customer could be told from others"},
    check=_check,
)
