"""Nobody's record is used who objected (Art. 21), asked to be erased (Art. 17), or had use restricted (Art. 18).

Customers and third parties are looked up by customer id, e-mail address and phone number. Where nobody in a record has
any of them, no list can be asked, and the record is refused.
"""

from __future__ import annotations

from typing import Final

from pipeline.admission.gate import Admission, Gate, people
from pipeline.admission.identifiers import of_participant
from pipeline.conversation.identity import country_of
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason

_REASONS: Final = {
    "erasures": RefusalReason.ERASURE_ASKED,
    "objections": RefusalReason.OBJECTED,
    "restrictions": RefusalReason.RESTRICTED,
}


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    lists = admission.lists
    if lists is None or not lists.entries:
        return None
    region = country_of(conversation)
    forms = frozenset[str]().union(*(of_participant(each, region) for each in people(conversation)))
    if not forms:
        return RefusalReason.NOBODY_TO_LOOK_UP
    listed = lists.listing(forms)
    return next((reason for name, reason in _REASONS.items() if name in listed), None)


PLUGIN = Gate(
    name="subject_lists",
    order=50,
    reasons={
        RefusalReason.NOBODY_TO_LOOK_UP: "nobody with an id, e-mail or phone to look up in lists",
        RefusalReason.ERASURE_ASKED: "somebody in it asked to be erased",
        RefusalReason.OBJECTED: "somebody in it objected",
        RefusalReason.RESTRICTED: "somebody in it had the use restricted",
    },
    check=_check,
)
