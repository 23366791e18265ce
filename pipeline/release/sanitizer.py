"""The path of one record, without files and without Beam: admission, detection, anonymization, sweep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.admission.admit import Admitted, admit
from pipeline.admission.gate import Admission
from pipeline.anonymization.apply import anonymize
from pipeline.anonymization.plan import Plan
from pipeline.anonymization.sanitized import SanitizedConversation
from pipeline.anonymization.special_categories import rule
from pipeline.conversation.model import Conversation, ConversationFindings
from pipeline.conversation.outcomes import Refusal, Reject, RejectReason
from pipeline.conversation.words import common_words
from pipeline.detection.engine import Engine
from pipeline.disclosure.possible_names import WordCounter
from pipeline.errors import DetectionTimedOut
from pipeline.policy.schema import Policy
from pipeline.verification.sweep import sweep
from pipeline.verification.validators import validate_text


@dataclass(frozen=True, slots=True)
class Sanitized:
    """A record that may be staged, and what the checks of the shard say of it (kinds and counts only).

    `words` are those that might be names, each with how often it was found to be one and how often it is readable.
    `upstream` are types found in it that the source should not hold either.
    """

    conversation: SanitizedConversation
    admitted: Conversation = field(repr=False)
    sweep_hits: tuple[str, ...] = ()
    validator_hits: tuple[str, ...] = ()
    words: Mapping[str, tuple[int, int]] = field(default_factory=dict, repr=False)
    upstream: tuple[str, ...] = ()


Outcome = Sanitized | Refusal | Reject


@dataclass(frozen=True, slots=True)
class Sanitizer:
    """Turns records into sanitized ones. Loaded once a worker: the engine holds the model, the plan holds sub-keys.

    `words` counts what might be a name in the data set, or is None where the policy does not ask for it.
    """

    admission: Admission
    engine: Engine
    plan: Plan
    words: WordCounter | None = None

    @property
    def policy(self) -> Policy:
        """The policy that records are sanitized by."""
        return self.admission.policy

    def sanitize(self, conversations: Sequence[Conversation]) -> list[Outcome]:
        """Return what became of each record, in order. A record's outcome never depends on the others."""
        gated = [admit(conversation, self.admission) for conversation in conversations]
        admitted = [entry.conversation for entry in gated if isinstance(entry, Admitted)]
        findings = iter(self.detect(admitted))
        return [
            entry if isinstance(entry, Refusal) else self._finish(entry.conversation, next(findings)) for entry in gated
        ]

    def detect(self, conversations: Sequence[Conversation]) -> list[ConversationFindings | Reject]:
        """Detect in one batch; where that fails, record by record, so that only the failing one is rejected."""
        try:
            return list(self.engine.detect(conversations))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a recognizer raises, it is a failed record
            if len(conversations) == 1:
                late = isinstance(error, DetectionTimedOut)
                reason = RejectReason.DETECTION_TIMED_OUT if late else RejectReason.DETECTION_FAILED
                return [Reject("", "detection", reason, type(error).__name__)]
        return [found for conversation in conversations for found in self.detect([conversation])]

    def _finish(self, conversation: Conversation, findings: ConversationFindings | Reject) -> Outcome:
        if isinstance(findings, Reject):
            return findings
        ruling = rule(findings, self.policy)
        if ruling.refusal is not None:
            return Refusal(ruling.refusal, ruling.upstream)
        try:
            sanitized = anonymize(conversation, ruling.findings, self.plan, ruling.turns)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - an operator's error is a failed record, never kept text
            return Reject("", "anonymization", RejectReason.ANONYMIZATION_FAILED, type(error).__name__)
        hits = sweep(conversation, sanitized, common_words, self.plan.kept_types)
        validated = Counter(kind for turn in sanitized.turns for kind in validate_text(turn.text.value))
        counted: Mapping[str, tuple[int, int]] = {}
        if self.words is not None:
            written = [
                (conversation.turns[turn.index].text, findings[turn.index], turn.text) for turn in sanitized.turns
            ]
            counted = self.words.count(written, conversation.language)
        kinds = tuple(hit.kind for hit in hits)
        return Sanitized(sanitized, conversation, kinds, tuple(sorted(validated.elements())), counted, ruling.upstream)
