"""Examples run against a stand-in for the record path, which hides the word `secret`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.anonymization.sanitized import Redaction, SanitizedConversation, SanitizedText, SanitizedTurn
from pipeline.conversation.model import Conversation, Role
from pipeline.conversation.outcomes import Refusal, RefusalReason, Reject, RejectReason
from pipeline.evaluation.case_report import report
from pipeline.evaluation.cases import CaseResult, Outcome, conversation, run_case
from pipeline.policy.cases import Case
from pipeline.policy.loader import load
from pipeline.policy.vocabulary import Vocabulary

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
            SanitizedText(
                turn.text.replace("secret", "[X]"),
                (Redaction(0, 1, "SECRET", "replace"),) if "secret" in turn.text else (),
            ),
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


def test_what_an_example_proves_follows_from_running_it() -> None:
    shown = run_case(Case(name="a", text="a secret", expect="a [X]"), sanitize, START)
    assert (shown.found, shown.near_miss_of) == (frozenset({"SECRET"}), ())
    apart = run_case(Case(name="b", text="a sec", expect="a sec", near_miss_of=("SECRET",)), sanitize, START)
    assert (apart.found, apart.near_miss_of) == (frozenset(), ("SECRET",))


def test_an_example_that_fails_proves_nothing() -> None:
    result = run_case(Case(name="a", text="a secret", expect="a [Y]"), sanitize, START)
    assert (result.passed, result.found) == (False, frozenset())


def test_a_near_miss_in_which_the_kind_is_found_fails_even_if_the_text_stays() -> None:
    def keeps(record: Conversation) -> Outcome:
        text = SanitizedText(record.turns[0].text, (Redaction(0, 1, "AGE", "keep"),))
        return SanitizedConversation(record.channel, "en", turns=(SanitizedTurn(0, Role.CUSTOMER, text),))

    result = run_case(Case(name="a", text="old", expect="old", near_miss_of=("AGE",)), keeps, START)
    assert result.differences == ("is written as a near miss of AGE, but one was found",)
    assert result.near_miss_of == ()


def test_every_kind_that_a_policy_names_must_be_shown_and_told_apart(
    write: Callable[..., Path], vocabulary: Vocabulary
) -> None:
    policy = load(write(lambda values: values["entities"].update(AGE={"operator": "remove"})), vocabulary).policy
    shown = CaseResult("shown", passed=True, found=frozenset({"PERSON", "EMAIL_ADDRESS"}))
    apart = CaseResult("apart", passed=True, near_miss_of=("PERSON", "AGE"))
    told = report(policy, [shown, apart])
    assert [(kind.entity_type, kind.missing) for kind in told.covered] == [
        ("PERSON", ""),
        ("AGE", "an example in which it is found"),
    ]
    assert [kind.entity_type for kind in told.uncovered] == ["AGE"]
    assert not told.passed
    assert report(policy, [shown, apart, CaseResult("age", passed=True, found=frozenset({"AGE"}))]).passed
    assert not report(policy, []).passed


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
