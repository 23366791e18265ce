"""Examples run against a stand-in for the record path, which hides the word `secret`."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.anonymization.sanitized import Redaction, SanitizedConversation, SanitizedText, SanitizedTurn
from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.outcomes import Refusal, RefusalReason, Reject, RejectReason
from pipeline.evaluation.cases import Outcome, conversation, run_case
from pipeline.policy.cases import Case

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


def sanitize(record: Conversation) -> Outcome:
    if record.language == "it":
        return Refusal(RefusalReason.LANGUAGE_NOT_ALLOWED)
    if record.language == "xx":
        return Reject("0:0", "detection", RejectReason.DETECTION_FAILED)
    turns = tuple(
        SanitizedTurn(
            index,
            record.role_of(turn),
            SanitizedText(turn.text.replace("secret", "[X]"), (Redaction(0, 1, "SECRET", "replace"),)),
        )
        for index, turn in enumerate(record.turns)
        if record.role_of(turn) is not Role.SYSTEM
    )
    return SanitizedConversation(record.channel, record.language or "en", turns=turns)


@pytest.mark.parametrize(
    ("case", "differences"),
    [
        ({"text": "a secret", "expect": "a [X]"}, ()),
        ({"text": "a secret", "expect": "a secret"}, ("turn 0: expected 'a secret', got 'a [X]'",)),
        ({"turns": [{"text": "fine"}, {"text": "secret", "expect": "[X]"}]}, ()),
        ({"turns": [{"text": "secret"}, {"text": "fine"}]}, ("turn 0: expected 'secret', got '[X]'",)),
        ({"turns": [{"text": "hi", "role": "system"}]}, ("turn 0: is not in the output",)),
        ({"text": "ciao", "language": "it", "expect_record": "refused", "reason": "language_not_allowed"}, ()),
        (
            {"text": "ciao", "language": "it", "expect_record": "refused", "reason": "no_person"},
            ("expected the record to be refused (no_person), but it was refused (language_not_allowed)",),
        ),
        (
            {"text": "hi", "expect_record": "refused", "reason": "no_person"},
            ("expected the record to be refused (no_person), but it was released",),
        ),
        ({"text": "x", "language": "xx", "expect_record": "rejected", "reason": "detection_failed"}, ()),
        (
            {"text": "x", "language": "xx", "expect": "x"},
            ("expected text, but the record was rejected (detection_failed)",),
        ),
    ],
)
def test_an_example_passes_where_it_comes_out_as_written(case: dict[str, object], differences: tuple[str, ...]) -> None:
    result = run_case(Case.model_validate({"name": "a", **case}), sanitize, START)
    assert (result.passed, result.differences) == (not differences, differences)


def test_an_example_becomes_a_record_with_its_known_values() -> None:
    case = Case.model_validate({
        "name": "a",
        "started_at": "2026-05-04T11:12:00+02:00",
        "participants": [{"id": "c7", "name": "Ana Duarte", "email": "ana@example.com"}],
        "turns": [{"text": "hi", "role": "agent"}, {"text": "ho"}],
    })
    record = conversation(case, START)
    assert [record.role_of(turn) for turn in record.turns] == [Role.AGENT, Role.CUSTOMER]
    assert [(party.id, party.name) for party in record.participants] == [("c7", "Ana Duarte"), ("role:agent", None)]
    assert record.started_at == datetime(2026, 5, 4, 9, 12, tzinfo=UTC)


def test_without_a_time_of_its_own_an_example_is_given_one() -> None:
    assert conversation(Case(name="a", text="hi", expect="hi"), START).started_at == START
