"""Records that the source marked: under legal hold, of an employee, of somebody who is to be left alone."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    if not conversation.flags:
        return None
    stopping = _words(admission.policy.gates.flags_none_of)
    return None if _words(conversation.flags).isdisjoint(stopping) else RefusalReason.FLAGGED


def _words(flags: Iterable[str]) -> frozenset[str]:
    """Return flags without case, and with nothing between their words: "Legal hold" is `legal_hold`."""
    return frozenset("".join(filter(str.isalnum, flag)).casefold() for flag in flags)


PLUGIN = Gate(
    name="flags",
    order=70,
    reasons={RefusalReason.FLAGGED: "marked with a flag that the policy stops"},
    check=_check,
)
