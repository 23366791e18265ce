"""Countries of which records may be used."""

from __future__ import annotations

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.identity import country_of
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    regions = admission.policy.gates.regions
    if regions is None:
        return None
    country = country_of(conversation)
    if country is None:
        return RefusalReason.REGION_UNKNOWN
    return None if country in regions else RefusalReason.REGION_NOT_ALLOWED


PLUGIN = Gate(
    name="region",
    order=80,
    reasons={
        RefusalReason.REGION_UNKNOWN: "no country, or no country code",
        RefusalReason.REGION_NOT_ALLOWED: "the policy does not allow the country",
    },
    check=_check,
)
