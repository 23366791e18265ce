"""Detection and anonymization alone: what would be hidden, whatever the gates say, and nothing is written.

In: conversations. Out: for each turn what was found, what stands there instead, and the text as it would be written.
It works for a draft policy and needs no key of the user's: pseudonyms are made with one that is thrown away.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.admission.gates import admit
from pipeline.admission.language import identify
from pipeline.anonymization.apply import anonymize_turns, resolve_turns
from pipeline.anonymization.operator import Strictness
from pipeline.anonymization.resolve import Segment
from pipeline.anonymization.sanitized import SanitizedText
from pipeline.conversation.model import Conversation, ConversationFindings, Finding, Role, TurnFindings
from pipeline.conversation.outcomes import Refusal, RefusalReason, Reject, RejectReason
from pipeline.keys.master import KEY_BYTES, MasterKey
from pipeline.policy.loaded import LoadedPolicy
from pipeline.release.sanitizer import Sanitizer
from pipeline.release.worker import load_sanitizer


@dataclass(frozen=True, slots=True)
class TriedTurn:
    """One turn after the trial.

    Attributes:
        findings: all that was found, with offsets into the raw turn.
        segments: what becomes of it: disjoint, sorted, with offsets into the raw turn.
        text: as it would be written, with one redaction a segment.
        role: of who speaks, where that is known.
        leaves: whether the policy lets turns of that role out at all.
    """

    findings: TurnFindings
    segments: tuple[Segment, ...]
    text: SanitizedText
    role: Role | None
    leaves: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """One conversation after the trial; `refusal` says why the gates would keep it out of a run."""

    conversation: Conversation = field(repr=False)
    turns: tuple[TriedTurn, ...]
    refusal: RefusalReason | None


class Trial:
    """The path of a policy without its gates. Loading it loads the model."""

    def __init__(self, loaded: LoadedPolicy) -> None:
        self._sanitizer: Sanitizer = load_sanitizer(loaded, MasterKey(secrets.token_bytes(KEY_BYTES)))

    def hides(self, finding: Finding) -> bool:
        """Return whether the policy hides what was found, if nothing else covers it."""
        return self._sanitizer.plan.operator_for(finding.entity_type).strictness is not Strictness.KEEP

    def attempt(self, conversations: Sequence[Conversation]) -> list[Tried | Reject]:
        """Return what would become of each conversation, in order; where the path failed, why."""
        settled = [replace(conversation, language=identify(conversation)) for conversation in conversations]
        found = self._sanitizer.detect(settled)
        refusals = map(self._refusal, conversations)
        return [self._tried(*each) for each in zip(settled, found, refusals, strict=True)]

    def _refusal(self, conversation: Conversation) -> RefusalReason | None:
        gated = admit(conversation, self._sanitizer.policy)
        return gated.reason if isinstance(gated, Refusal) else None

    def _tried(
        self, conversation: Conversation, findings: ConversationFindings | Reject, refusal: RefusalReason | None
    ) -> Tried | Reject:
        if isinstance(findings, Reject):
            return findings
        try:
            segments = resolve_turns(conversation, findings, self._sanitizer.plan)
            written = anonymize_turns(conversation, segments)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - an operator's error is a failed record, and its text may quote one
            return Reject("", "anonymization", RejectReason.ANONYMIZATION_FAILED, type(error).__name__)
        roles = self._sanitizer.policy.roles
        turns = tuple(
            TriedTurn(found, parts, turn.text, turn.role, turn.role is None or turn.role in roles)
            for found, parts, turn in zip(findings, segments, written, strict=True)
        )
        return Tried(conversation, turns, refusal)
