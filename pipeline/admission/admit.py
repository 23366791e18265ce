"""The gates of a policy, in order. The first one that says no gives the refusal its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from pipeline import registry
from pipeline.admission import gates as gate_files
from pipeline.admission.gate import Admission, Gate
from pipeline.admission.language import identify
from pipeline.conversation.model import Conversation
from pipeline.conversation.outcomes import Refusal, RefusalReason


@dataclass(frozen=True, slots=True)
class Admitted:
    """A record that may be used. Its `language` is one that the policy lists."""

    conversation: Conversation
    language: str


@cache
def gates() -> tuple[Gate, ...]:
    """Return every gate in the order in which they are asked."""
    return tuple(sorted(registry.load(gate_files, Gate).values(), key=lambda gate: (gate.order, gate.name)))


def reasons() -> Mapping[RefusalReason, str]:
    """Return what every reason of a gate means, in the gates' order."""
    return {reason: words for gate in gates() for reason, words in gate.reasons.items()}


def admit(conversation: Conversation, admission: Admission) -> Admitted | Refusal:
    """Return the record with its language settled, or why it may not be used."""
    language = identify(conversation)
    settled = conversation if language == conversation.language else replace(conversation, language=language)
    for gate in gates():
        reason = gate.check(settled, admission)
        if reason is not None:
            return Refusal(reason)
    return Admitted(settled, settled.language or "")
