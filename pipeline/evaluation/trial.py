"""Detection and anonymization alone: what would be hidden, whatever the gates say, and nothing is written or dropped.

In: conversations. Out: for each turn what was found, what stands there instead, and the text as it would be written.
It works for a draft policy and needs no key of the user's: pseudonyms are made with one that is thrown away.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from pipeline.admission.admit import admit
from pipeline.admission.language import identify
from pipeline.anonymization.apply import anonymize_turns, resolve_turns
from pipeline.anonymization.operator import Strictness
from pipeline.anonymization.resolve import Segment
from pipeline.anonymization.sanitized import SanitizedText, SanitizedTurn
from pipeline.anonymization.special_categories import rule, special_in
from pipeline.anonymization.written_words import fixed_label, hide_words, readable_words
from pipeline.conversation.model import Conversation, ConversationFindings, Finding, Role, TurnFindings
from pipeline.conversation.outcomes import Refusal, RefusalReason, Reject, RejectReason
from pipeline.disclosure.dataset_names import ENTITY_TYPE, RECOGNIZER
from pipeline.keys.master import KEY_BYTES, MasterKey
from pipeline.policy.loaded import LoadedPolicy
from pipeline.release.sanitizer import Sanitizer
from pipeline.release.worker import load_engine, load_sanitizer


@dataclass(frozen=True, slots=True)
class TriedTurn:
    """One turn after the trial.

    Attributes:
        findings: all that was found, with offsets into the raw turn.
        segments: what becomes of it: disjoint, sorted, with offsets into the raw turn.
        text: as it would be written, with one redaction a segment.
        role: of who speaks, where that is known.
        leaves: whether a run would let it out: turns of some roles, and of special categories, stay.
    """

    findings: TurnFindings
    segments: tuple[Segment, ...]
    text: SanitizedText
    role: Role | None
    leaves: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """One conversation after the trial.

    Attributes:
        conversation: the record.
        turns: what became of each turn.
        refusal: why the gates, or a special category, would keep it out of a run.
        special: the special categories found in each turn, sorted.
    """

    conversation: Conversation = field(repr=False)
    turns: tuple[TriedTurn, ...]
    refusal: RefusalReason | None
    special: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Detected:
    """Conversations as given and with their language settled, and what was found in each, in order."""

    given: tuple[Conversation, ...] = field(repr=False)
    settled: tuple[Conversation, ...] = field(repr=False)
    found: tuple[ConversationFindings | Reject, ...] = field(repr=False)


class Trial:
    """The path of a policy without its gates. Loading it loads the model, unless another one's engine is lent to it.

    `without` names passes of detection (`switches.PASSES`) that are left out.
    """

    def __init__(
        self,
        loaded: LoadedPolicy,
        *,
        dataset_names: bool = True,
        without: Collection[str] = (),
        like: Trial | None = None,
    ) -> None:
        engine = like._sanitizer.engine if like else load_engine(loaded, without)  # noqa: SLF001 - its own class
        self._sanitizer: Sanitizer = load_sanitizer(loaded, MasterKey(secrets.token_bytes(KEY_BYTES)), engine)
        self._words = self._sanitizer.words if dataset_names else None

    @property
    def takes_two_looks(self) -> bool:
        """Whether names of the whole set are hidden as well, for which all of it must have been tried."""
        return self._words is not None

    def shares_engine_with(self, other: Trial) -> bool:
        """Return whether what the other one detects is what this one would detect."""
        return self._sanitizer.engine is other._sanitizer.engine

    def hides(self, finding: Finding) -> bool:
        """Return whether the policy hides what was found, if nothing else covers it."""
        return self._sanitizer.plan.operator_for(finding.entity_type).strictness is not Strictness.KEEP

    def attempt(self, conversations: Sequence[Conversation]) -> list[Tried | Reject]:
        """Return what would become of each conversation, in order; where the path failed, why."""
        return self.judge(self.detect(conversations))

    def detect(self, conversations: Sequence[Conversation]) -> Detected:
        """Return what is found in each conversation, whatever the policy does with it."""
        settled = tuple(replace(conversation, language=identify(conversation)) for conversation in conversations)
        return Detected(tuple(conversations), settled, tuple(self._sanitizer.detect(settled)))

    def judge(self, detected: Detected) -> list[Tried | Reject]:
        """Return what would become of conversations in which this was found, in order."""
        refusals = map(self._refusal, detected.given)
        return [self._tried(*each) for each in zip(detected.settled, detected.found, refusals, strict=True)]

    def word_counts(self, tried: Tried) -> Mapping[str, tuple[int, int]]:
        """Return how often each word that might be a name was found to be one, and how often it is readable."""
        if self._words is None:
            return {}
        pairs = zip(tried.conversation.turns, tried.turns, strict=True)
        written = [(turn.text, outcome.findings, outcome.text) for turn, outcome in pairs if outcome.leaves]
        return self._words.count(written, tried.conversation.language)

    def with_names(self, tried: Tried, names: AbstractSet[str]) -> Tried:
        """Return a conversation with these words hidden wherever they are readable in turns that leave."""
        plan = self._sanitizer.plan
        label = fixed_label(plan, ENTITY_TYPE)
        if label is None:
            return tried
        pairs = list(zip(tried.conversation.turns, tried.turns, strict=True))
        findings = tuple((*outcome.findings, *_missed(turn.text, outcome, names)) for turn, outcome in pairs)
        segments = resolve_turns(tried.conversation, findings, plan)
        turns = tuple(
            replace(outcome, findings=found, segments=parts, text=hide_words(outcome.text, names.__contains__, label))
            if len(found) > len(outcome.findings)
            else outcome
            for outcome, found, parts in zip(tried.turns, findings, segments, strict=True)
        )
        return replace(tried, turns=turns)

    def _refusal(self, conversation: Conversation) -> RefusalReason | None:
        gated = admit(conversation, self._sanitizer.admission)
        return gated.reason if isinstance(gated, Refusal) else None

    def _tried(
        self, conversation: Conversation, findings: ConversationFindings | Reject, refusal: RefusalReason | None
    ) -> Tried | Reject:
        if isinstance(findings, Reject):
            return findings
        try:
            ruling = rule(findings, self._sanitizer.policy)
            segments = resolve_turns(conversation, ruling.findings, self._sanitizer.plan)
            written = anonymize_turns(conversation, segments)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - an operator's error is a failed record, and its text may quote one
            return Reject("", "anonymization", RejectReason.ANONYMIZATION_FAILED, type(error).__name__)
        roles = self._sanitizer.policy.roles
        turns = tuple(
            TriedTurn(found, parts, turn.text, turn.role, leaves=_leaves(turn, roles, ruling.turns))
            for found, parts, turn in zip(ruling.findings, segments, written, strict=True)
        )
        special = tuple(special_in(turn) for turn in findings)
        return Tried(conversation, turns, refusal or ruling.refusal, special)


def _leaves(turn: SanitizedTurn, roles: Collection[Role], left_out: AbstractSet[int]) -> bool:
    return turn.index not in left_out and (turn.role is None or turn.role in roles)


def _missed(text: str, outcome: TriedTurn, names: AbstractSet[str]) -> Iterator[Finding]:
    """Yield findings of the names that are readable in a turn that leaves."""
    hidden = [(part.start, part.end) for part in outcome.segments if part.operator.strictness is not Strictness.KEEP]
    for word, start, end in readable_words(text, hidden) if outcome.leaves else ():
        if word in names:
            yield Finding(ENTITY_TYPE, start, end, 1.0, RECOGNIZER)
