"""Rules that no policy can loosen, not even with an exception: what opens an account, what pays, what identifies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.anonymization.operator import LOCKED_TYPES, SECRET_TYPES
from pipeline.detection.recognizers import card_security_code, credit_card, password, pin, secret
from pipeline.evaluation.vocabulary import vocabulary as real_vocabulary
from pipeline.policy.check_papers import ALWAYS_LOOKED_FOR, HIGHEST_THRESHOLD
from pipeline.policy.loader import load
from pipeline.policy.problems import PolicyProblems

Values = dict[str, Any]

WAYS: dict[str, Values] = {
    "keep": {"operator": "keep", "justification": "why"},
    "mask": {"operator": "mask"},
    "mask, last digits": {"operator": "mask", "keep_last": 2},
    "generalise": {"operator": "generalise", "to": "magnitude"},
    "pseudonymise": {"operator": "pseudonymise"},
    "keyed token": {"operator": "pseudonymise", "scope": "dataset", "justification": "why"},
    "replace": {"operator": "replace", "label": "HIDDEN"},
    "remove": {"operator": "remove"},
}
NEVER = {"keep", "mask", "mask, last digits"}
ALLOWED = {
    **{kind: {"replace", "remove"} for kind in SECRET_TYPES},
    **{kind: WAYS.keys() - NEVER for kind in LOCKED_TYPES - SECRET_TYPES},
    "EMAIL_ADDRESS": WAYS.keys() - {"keep"},
    "USERNAME": WAYS.keys(),  # a near miss: it may be kept, with a reason
}
TABLE = [(kind, way, way in allowed) for kind, allowed in ALLOWED.items() for way in WAYS]


@pytest.fixture
def told(write: Callable[..., Path]) -> Callable[..., list[str]]:
    def told(edit: Callable[[Values], object]) -> list[str]:
        try:
            load(write(edit), real_vocabulary())
        except PolicyProblems as error:
            return [f"{problem.where}: {problem.message}" for problem in error.problems]
        return []

    return told


@pytest.mark.parametrize(("kind", "way", "allowed"), TABLE)
def test_what_is_locked_stays_hidden(told: Callable[..., list[str]], kind: str, way: str, allowed: bool) -> None:
    found = told(lambda values: values["entities"].update({kind: WAYS[way]}))
    operator = WAYS[way]["operator"]
    locked = [f"entities.{kind}.operator: {operator} may not be used for {kind}: choose remove or replace"]
    assert found == ([] if allowed else locked)


@pytest.mark.parametrize("way", ["mask", "generalise", "pseudonymise"])
def test_the_default_may_not_reach_what_is_locked(told: Callable[..., list[str]], way: str) -> None:
    found = told(lambda values: values.update(default=WAYS[way]))
    assert len(found) == 1
    assert found[0].startswith(f"default.operator: {way} may not be used for ")
    assert "CARD_SECURITY_CODE" in found[0]


def test_with_rules_of_their_own_the_default_may_be_milder(told: Callable[..., list[str]]) -> None:
    def edit(values: Values) -> None:
        values["default"] = WAYS["pseudonymise"]
        values["entities"].update({kind: {"operator": "remove"} for kind in SECRET_TYPES})

    assert told(edit) == []


@pytest.mark.parametrize("kind", ["CARD_SECURITY_CODE", "PASSWORD", "CREDIT_CARD"])
def test_no_exception_unlocks(write: Callable[..., Path], kind: str) -> None:
    base = write().rename(write().with_name("base.yaml"))

    def edit(values: Values) -> None:
        exception = {"path": f"entities.{kind}.operator", "from": "remove", "to": "mask", "justification": "to count"}
        values["extends"] = base.name
        values["exceptions"] = [{**exception, "approved_by": "Dr. Okafor", "expires": "2026-12-31"}]
        values["entities"] = {kind: WAYS["mask, last digits"]}

    with pytest.raises(PolicyProblems) as caught:
        load(write(edit), real_vocabulary())
    assert [problem.message for problem in caught.value.problems] == [
        f"mask may not be used for {kind}: choose remove or replace"
    ]


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        ({"threshold": 0.5}, []),
        ({"threshold": 0.51}, ["detection.threshold"] * len(ALWAYS_LOOKED_FOR)),
        ({"thresholds": {"PIN": 0.9}}, ["detection.thresholds.PIN"]),
        ({"thresholds": {"PERSON": 0.9}}, []),
        ({"threshold": 0.9, "thresholds": dict.fromkeys(ALWAYS_LOOKED_FOR, 0.1)}, []),
    ],
)
def test_no_threshold_hides_them_from_the_detector(
    told: Callable[..., list[str]], thresholds: Values, expected: list[str]
) -> None:
    found = told(lambda values: values["detection"].update(thresholds))
    assert [problem.split(": ")[0] for problem in found] == expected


def test_their_recognizers_are_surer_than_the_highest_threshold() -> None:
    for module in (card_security_code, credit_card, password, pin, secret):
        assert module.PLUGIN.score > HIGHEST_THRESHOLD


@pytest.mark.parametrize("operator", ["hash", "encrypt"])
def test_operators_that_protect_nobody_are_refused_with_the_reason(
    told: Callable[..., list[str]], operator: str
) -> None:
    found = told(lambda values: values["entities"].update(EMAIL_ADDRESS={"operator": operator}))
    assert len(found) == 1
    assert "choose pseudonymise" in found[0]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({"scope": "global"}, "entities.PERSON.scope: unknown value 'global'"),
        ({"scope": "global", "justification": "the DPO agreed"}, "entities.PERSON.scope: unknown value 'global'"),
        ({"scope": "dataset"}, "entities.PERSON: pseudonymise with scope dataset needs a justification"),
    ],
)
def test_nothing_links_beyond_the_dataset_and_linking_in_it_needs_a_reason(
    told: Callable[..., list[str]], scope: Values, expected: str
) -> None:
    found = told(lambda values: values["entities"].update(PERSON={"operator": "pseudonymise", **scope}))
    assert any(problem.startswith(expected) for problem in found), found
