"""Run a policy's examples through the record path: does what comes out stand as the officer wrote it?

In: `Case`s and a function that does admission, detection and anonymization. Out: one result a case. Examples are
synthetic by rule and are shown to the officer who wrote them; results go to the terminal only, never to a run's papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from pipeline.anonymization.sanitized import SanitizedConversation
from pipeline.conversation.model import Consent, Conversation, ConversationId, Participant, Role, Turn
from pipeline.conversation.outcomes import Refusal, Reject
from pipeline.evaluation.case_records import passing
from pipeline.policy.cases import Case
from pipeline.policy.loaded import LoadedPolicy
from pipeline.policy.schema import Policy

Outcome = SanitizedConversation | Refusal | Reject
Sanitize = Callable[[Conversation], Outcome]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """Whether an example passed, and if not, what was expected and what came out.

    Attributes:
        name: the example's.
        passed: whether all came out as written.
        differences: what did not.
        found: the kinds of personal data that were found, as the written text shows them; empty where it failed.
        near_miss_of: the kinds of which it proves that they are not seen everywhere; empty where it failed.
    """

    name: str
    passed: bool
    differences: tuple[str, ...] = field(default=(), repr=False)
    found: frozenset[str] = frozenset()
    near_miss_of: tuple[str, ...] = ()


def run_cases(loaded: LoadedPolicy, sanitize: Sanitize) -> Iterator[CaseResult]:
    """Yield the result of every example of a policy, in the order of the file."""
    started_at = default_start(loaded.policy)
    for case in loaded.cases:
        yield run_case(case, _past_gates(case, loaded.policy, sanitize), started_at)


def _past_gates(case: Case, policy: Policy, sanitize: Sanitize) -> Sanitize:
    return lambda record: sanitize(passing(record, case, policy))


def run_case(case: Case, sanitize: Sanitize, started_at: datetime) -> CaseResult:
    """Return the result of one example; `started_at` holds where the example states no time of its own."""
    outcome = sanitize(conversation(case, started_at))
    found = _found(outcome)
    differences = tuple(_differences(case, outcome, found))
    if differences:
        return CaseResult(case.name, passed=False, differences=differences)
    return CaseResult(case.name, passed=True, found=found, near_miss_of=case.near_miss_of)


def default_start(policy: Policy) -> datetime:
    """Return noon UTC of the first day on which the policy is in force and every channel's notice was given."""
    days = [policy.metadata.effective_from, *(rule.notice.date for rule in policy.channels.values())]
    return datetime.combine(max(days), time(12), UTC)


def conversation(case: Case, started_at: datetime) -> Conversation:
    """Return an example as a record. A role without a participant gets one of whom nothing is known."""
    named = [
        Participant(p.id, p.role, p.name, p.email, p.phone, p.address, p.customer_id, p.age) for p in case.participants
    ]
    roles = dict.fromkeys(turn.role for turn in case.spoken)
    unnamed = [Participant(f"role:{role}", role) for role in roles if all(p.role is not role for p in named)]
    parties = (*named, *unnamed)
    start = case.started_at.astimezone(UTC) if case.started_at else started_at
    return Conversation(
        id=ConversationId(f"case:{case.name}"),
        channel=case.channel,
        language=case.language,
        started_at=start,
        closed_at=case.closed_at.astimezone(UTC) if case.closed_at else None,
        recording_notice_played=case.recording_notice_played,
        flags=case.flags,
        metadata=(("country", case.country),) if case.country else (),
        consent=Consent(case.consent.status, case.consent.purpose, case.consent.at) if case.consent else None,
        participants=parties,
        turns=tuple(Turn(turn.text, _speaker(turn.role, parties)) for turn in case.spoken),
    )


def _speaker(role: Role, parties: tuple[Participant, ...]) -> str:
    return next(party.id for party in parties if party.role is role)


def _found(outcome: Outcome) -> frozenset[str]:
    if isinstance(outcome, Refusal | Reject):
        return frozenset()
    return frozenset(redaction.entity_type for turn in outcome.turns for redaction in turn.text.redactions)


def _differences(case: Case, outcome: Outcome, found: frozenset[str]) -> Iterator[str]:
    if case.expect_record:
        expected = f"{case.expect_record} ({case.reason})"
        got = _ended(outcome)
        if got != expected:
            yield f"expected the record to be {expected}, but it was {got}"
        return
    if isinstance(outcome, Refusal | Reject):
        yield f"expected text, but the record was {_ended(outcome)}"
        return
    written = {turn.index: turn.text.value for turn in outcome.turns}
    for index, turn in enumerate(case.spoken):
        expected = turn.text if turn.expect is None else turn.expect
        if index not in written:
            yield f"turn {index}: is not in the output"
        elif written[index] != expected:
            yield f"turn {index}: expected {expected!r}, got {written[index]!r}"
    for kind in case.near_miss_of:
        if kind in found:
            yield f"is written as a near miss of {kind}, but one was found"


def _ended(outcome: Outcome) -> str:
    if isinstance(outcome, Refusal):
        return f"refused ({outcome.reason})"
    if isinstance(outcome, Reject):
        return f"rejected ({outcome.reason})"
    return "released"
