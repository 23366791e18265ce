"""A consent that is given, for this purpose, and not withdrawn (Art. 4(11), 7; statuses of W3C DPV, ISO/IEC TS 27560).

Asked where consent is the legal basis, or where the policy says so. The status may be written as DPV does
(`dpv:RenewedConsentGiven`) or as a word (`renewed`); every status but given and renewed refuses.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason
from pipeline.policy.schema import Policy

_GIVEN: Final = frozenset({"given", "consentgiven", "renewed", "renewedconsentgiven"})
_NAMESPACE: Final = re.compile(r"^(?:dpv:|https?://w3id\.org/dpv(?:/owl)?[#/])", re.IGNORECASE)


def _is_asked(policy: Policy) -> bool:
    asked = policy.gates.consent
    return policy.legal_basis.basis == "consent" if asked is None else asked


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    if not _is_asked(admission.policy):
        return None
    consent = conversation.consent
    if consent is None or _word(consent.status) not in _GIVEN:
        return RefusalReason.NO_CONSENT
    if _word(consent.purpose) != _word(admission.policy.purpose.id):
        return RefusalReason.CONSENT_OTHER_PURPOSE
    given = _day(consent.at)
    if given is None or (admission.as_of is not None and given > admission.as_of):
        return RefusalReason.CONSENT_DATE_UNKNOWN
    return None


def _word(written: str | None) -> str:
    """Return a term without namespace, case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]", "", _NAMESPACE.sub("", (written or "").strip())).casefold()


def _day(written: str | None) -> date | None:
    try:
        moment = datetime.fromisoformat((written or "").strip())
    except ValueError:
        return None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()


PLUGIN = Gate(
    name="consent",
    order=60,
    reasons={
        RefusalReason.NO_CONSENT: "no consent that is given and not withdrawn",
        RefusalReason.CONSENT_OTHER_PURPOSE: "a consent for another purpose",
        RefusalReason.CONSENT_DATE_UNKNOWN: "a consent without a date, or dated after the run",
    },
    check=_check,
)
