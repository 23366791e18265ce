"""What the legal basis asks of gates and lists is there, and nobody loosens a gate without a written reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.policy.edits import INTERESTS, Edit, both, part, whole

TASK = {"basis": "public_task", "compatibility": INTERESTS["compatibility"], "opt_out": "by mail"}


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            both(part("legal_basis", **INTERESTS), whole(lists={})),
            "lists: people may object to legitimate_interests (Art. 21)",
        ),
        (
            both(part("legal_basis", **TASK), whole(lists={})),
            "lists: people may object to public_task",
        ),
        (
            both(part("legal_basis", **INTERESTS), whole(lists={"erasures": {"file": "e.json"}})),
            "lists: people may object to legitimate_interests",
        ),
        (whole(gates={"consent": False}), "gates.consent: consent is the legal basis"),
        (whole(gates={"age": {"missing": "pass"}}), "gates.age: missing: pass needs a justification"),
        (whole(gates={"age": {"minimum": 12}}), "gates.age.minimum: should be greater than or equal to 13"),
        (whole(gates={"age": {"minimum": "16"}}), "gates.age.minimum: must be a whole number"),
        (
            whole(gates={"recording_notice": {"missing": "pass", "justification": " "}}),
            "gates.recording_notice.justification: must not be empty",
        ),
        (whole(gates={"regions": []}), "gates.regions: must not be empty"),
        (whole(gates={"regions": ["Germany"]}), "gates.regions[0]: must be a country code"),
        (whole(gates={"region": ["DE"]}), "gates.region: unknown key; did you mean 'regions'?"),
        (whole(gates={"max_age_days": {"call": 0}}), "gates.max_age_days.call: should be greater than or equal to 1"),
        (whole(gates={"max_age_days": {"fax": 9}}), "gates.max_age_days.fax"),
        (whole(gates={"days_to_object": 0}), "gates.days_to_object: should be greater than or equal to 1"),
        (whole(lists={"objection": {"file": "o.json"}}), "lists.objection: unknown key; did you mean 'objections'?"),
        (whole(lists={"objections": {"file": "env: "}}), "lists.objections.file: env: needs the name"),
        (
            whole(lists={"objections": {"file": "o.json", "max_age_days": 32}}),
            "lists.objections.max_age_days: should be less than or equal to 31",
        ),
    ],
)
def test_when_a_rule_is_broken_then_that_one_problem_is_told(
    problems: Callable[..., list[str]], edit: Edit, expected: str
) -> None:
    found = problems(edit)
    assert len(found) == 1, found
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    "edit",
    [
        whole(),  # consent as the basis: people withdraw, and nobody objects
        whole(gates={"consent": True}),
        both(part("legal_basis", **INTERESTS), whole(lists={"objections": {"file": "env:OBJECTIONS"}})),
        both(part("legal_basis", **INTERESTS), whole(lists={"absent_because": "left out of the export"})),
        whole(gates={"age": {"missing": "pass", "justification": "rarely recorded"}}),
        whole(gates={"flags_none_of": []}),
        whole(lists={"objections": {"file": "o.json", "max_age_days": 0}}),  # of the same day
    ],
)
def test_near_misses_pass(problems: Callable[..., list[str]], edit: Edit) -> None:
    assert problems(edit) == []


SPAN = {"action": "redact_span"}
CONDITION = part("legal_basis", art9_2="explicit_consent", dpia={**INTERESTS["assessment"]}, no_dpia_because=None)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            whole(special_categories={"health": SPAN}),
            "special_categories.health.action: redact_span needs a condition of Art. 9(2)",
        ),
        (
            both(CONDITION, whole(special_categories={"crime": SPAN})),
            "special_categories.crime.action: redact_span is not for crimes",
        ),
        (
            whole(special_categories={"health": {"action": "drop_turn"}}),
            "special_categories.health: drop_turn needs a justification",
        ),
        (whole(special_categories={"health": {"action": "keep"}}), "special_categories.health.action: unknown value"),
        (whole(special_categories={"helth": {}}), "special_categories.helth: unknown key; did you mean 'health'?"),
        (
            whole(special_categories={"words_allowed": {"file": "none.txt", "justification": "a product"}}),
            "special_categories.words_allowed.file: names a file that is not there",
        ),
        (
            whole(special_categories={"words_allowed": {"file": "words.txt"}}),
            "special_categories.words_allowed.justification: is missing",
        ),
    ],
)
def test_special_categories_are_loosened_for_a_reason_that_the_law_knows(
    problems: Callable[..., list[str]], edit: Edit, expected: str
) -> None:
    found = problems(edit, words__txt="Health check\n")
    assert len(found) == 1, found
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    "edit",
    [
        both(CONDITION, whole(special_categories={"health": SPAN})),
        whole(special_categories={"crime": {"action": "drop_turn", "justification": "long tickets"}}),
        whole(special_categories={"words_allowed": {"file": "words.txt", "justification": "a feature's name"}}),
    ],
)
def test_special_categories_near_misses_pass(problems: Callable[..., list[str]], edit: Edit) -> None:
    assert problems(edit, words__txt="Health check\n") == []
