"""A language that the policy does not name has no detector to rely on, so its text never passes unscanned."""

from __future__ import annotations

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    if conversation.language is None:
        return RefusalReason.LANGUAGE_UNKNOWN
    allowed = admission.policy.detection.languages
    return None if conversation.language in allowed else RefusalReason.LANGUAGE_NOT_ALLOWED


PLUGIN = Gate(
    name="language",
    order=110,
    reasons={
        RefusalReason.LANGUAGE_UNKNOWN: "the language could not be told",
        RefusalReason.LANGUAGE_NOT_ALLOWED: "the policy does not allow the language",
    },
    check=_check,
)
