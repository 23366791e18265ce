"""Callers were told that they are recorded (ePrivacy Directive, Art. 5; national law on recording calls)."""

from __future__ import annotations

from pipeline.admission.gate import Admission, Gate
from pipeline.conversation.model import Channel, Conversation
from pipeline.conversation.outcomes import RefusalReason


def _check(conversation: Conversation, admission: Admission) -> RefusalReason | None:
    played = conversation.recording_notice_played
    if conversation.channel is not Channel.CALL or played:
        return None
    if played is None and admission.policy.gates.recording_notice.missing == "pass":
        return None
    return RefusalReason.NO_RECORDING_NOTICE


PLUGIN = Gate(
    name="recording_notice",
    order=30,
    reasons={RefusalReason.NO_RECORDING_NOTICE: "no word that the caller was told of the recording"},
    check=_check,
)
